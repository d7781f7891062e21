#pragma once
// The report as Markdown.

#include "reports/view/document.h"

#include <string>

namespace mergerisk::text {

/// GitHub-flavoured Markdown, one file: every sentence and every table of the document. Names cannot become
/// markup.
[[nodiscard]] std::string markdown(view::Document const& document);

}  // namespace mergerisk::text
