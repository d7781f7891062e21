#pragma once
// From what a run found to what a report says.

#include "engine/results/run.h"
#include "reports/view/document.h"

namespace mergerisk::view {

/// Any run that results::summarise can give: one option, no counterfactual, nothing that completes.
[[nodiscard]] Document make_document(results::Run const& run);

}  // namespace mergerisk::view
