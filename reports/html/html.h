#pragma once
// The report as one HTML file.

#include "reports/view/document.h"

#include <string>
#include <string_view>

namespace mergerisk::html {

/// A page that holds everything it needs: it opens from disk, asks nothing of any network, and its
/// content-security policy lets no other script run. Sentences and tables stand in the page itself; a script
/// adds the plots. Names cannot become markup. `results_json` is what results.json holds: the plots read
/// their series from it.
[[nodiscard]] std::string render(view::Document const& document, std::string_view results_json);

}  // namespace mergerisk::html
