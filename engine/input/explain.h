#pragma once
// The resolved scenario as text.

#include "engine/input/load.h"

#include <string>

namespace mergerisk::input {

/// One line for each value: path, value with unit, its source where it has one, and the file and line that it
/// came from or the default that was taken; then the defaults that are no keys, such as a distribution that
/// was cut to its range, and the files that were read.
[[nodiscard]] std::string explain(Loaded const& loaded);

}  // namespace mergerisk::input
