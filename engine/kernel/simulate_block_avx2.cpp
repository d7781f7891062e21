#define MERGERISK_KERNEL_VARIANT avx2
#include "engine/kernel/block_simulation.h"
