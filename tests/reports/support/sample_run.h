#pragma once
// Runs made by hand, for tests of reports: no simulation, every number chosen.

#include "engine/results/run.h"

namespace mergerisk::tests {

/// A merger of two hospitals with a counterfactual and a lighter option, ten years, 131,072 trials.
[[nodiscard]] results::Run sample_run();

/// One option, no counterfactual, nothing that can fail, no correlation, assumption or evidence.
[[nodiscard]] results::Run smallest_run();

/// The sample with every trial of the merger prohibited.
[[nodiscard]] results::Run prohibited_run();

/// The sample with names that are markup, quotations, scripts from right to left and 300 characters long.
[[nodiscard]] results::Run hostile_run();

/// Mean `value` with the error and the interval that belong to it.
[[nodiscard]] results::Estimate estimate(double value, double standard_error);

/// Wilson-like interval cut to [0, 1].
[[nodiscard]] results::Estimate chance(double value, double standard_error);

}  // namespace mergerisk::tests
