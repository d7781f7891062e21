#pragma once
// What an entry of evidence says, drawn with characters.

#include "engine/math/distribution.h"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace mergerisk::app {

/// The density of a distribution between its percentiles 1 and 99 as columns of block characters, over an
/// axis with marks at P10, P50 and P90, lines of at most `width` columns (at least 24). `number` prints a
/// value with its unit. A lump of probability is a single full column.
[[nodiscard]] std::string density_plot(math::Distribution const& distribution, std::size_t width,
                                       std::function<std::string(double)> const& number);

/// One bar for each share, the longest name first fitted, lines of at most `width` columns.
[[nodiscard]] std::string bar_plot(std::vector<std::pair<std::string, double>> const& shares,
                                   std::size_t width);

/// Text in lines of at most `width` columns, each after `indent` spaces. Words are never cut.
[[nodiscard]] std::string wrapped(std::string const& text, std::size_t indent, std::size_t width);

}  // namespace mergerisk::app
