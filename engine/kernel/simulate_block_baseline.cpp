#define MERGERISK_KERNEL_VARIANT baseline
#include "engine/kernel/block/block_simulation.h"
