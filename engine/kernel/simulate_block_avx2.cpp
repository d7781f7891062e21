#define MERGERISK_KERNEL_VARIANT avx2
#include "engine/kernel/block/block_simulation.h"
