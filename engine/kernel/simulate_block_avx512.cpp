#define MERGERISK_KERNEL_VARIANT avx512
#include "engine/kernel/block/block_simulation.h"
