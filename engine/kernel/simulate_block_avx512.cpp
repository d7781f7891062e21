#define MERGERISK_KERNEL_VARIANT avx512
#include "engine/kernel/block_simulation.h"
