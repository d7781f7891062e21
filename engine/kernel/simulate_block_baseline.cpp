#define MERGERISK_KERNEL_VARIANT baseline
#include "engine/kernel/block_simulation.h"
