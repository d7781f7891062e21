#pragma once
// What a terminal shows after a run.

#include "reports/view/document.h"

#include <cstddef>
#include <string>

namespace mergerisk::text {

/// The answer in sentences and the options side by side, aligned, ending with a line break. Lines are at most
/// `width` characters where words allow it; options that do not fit beside each other stand below each other.
/// Precondition: width >= 40.
[[nodiscard]] std::string headline(view::Document const& document, std::size_t width = 100);

}  // namespace mergerisk::text
