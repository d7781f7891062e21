#pragma once
// The deal of an option.

#include "engine/input/types.h"

namespace mergerisk::input {

extern Typed<model::Deal> const kDeal;

}  // namespace mergerisk::input
