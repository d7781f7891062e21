#pragma once
// Parts of the page. For html.cpp.

#include "reports/view/document.h"

#include <string>

namespace mergerisk::html {

/// <table>, within a region that scrolls where it is too wide.
[[nodiscard]] std::string table(view::Table const& table, view::Units const& units);

/// 100 futures as 10 x 10 icons that differ by shape and shade, with their numbers written beside them.
[[nodiscard]] std::string icon_array(view::Futures const& futures);

/// What the script draws with: names, marks and captions of the plots, as JSON.
[[nodiscard]] std::string plot_json(view::Document const& document);

}  // namespace mergerisk::html
