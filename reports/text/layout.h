#pragma once
// Characters in columns of a terminal.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::text {

/// Columns of a terminal that the text takes: one for each character of UTF-8, none for combining and
/// bidirectional marks, two for wide characters of East Asian scripts.
[[nodiscard]] std::size_t width_of(std::string_view text);

enum class Align { left, right };

/// Filled with spaces up to `width`; longer text stays as it is.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width, Align align);

/// Lines of at most `width` columns, broken at spaces; only a longer word is broken within. None for empty
/// text. Precondition: width >= 2.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace mergerisk::text
