#pragma once
// A merger by hand, with the variations that the invariants are about.

#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mergerisk::test_support {

struct Variation {
    bool sobol = true;
    double currency = 1;           ///< every amount of money is written times this
    double prohibited = 0.1;       ///< probability at the end of the second stage
    double cleared_at_once = 0.3;  ///< probability at the end of the first stage
    bool reversed = false;         ///< lines, options and quantities in the opposite order
    bool unrelated_items = false;  ///< one more line, risk and option, with draws of their own
};

/// Options "merger" and "separate" (the counterfactual), and "unrelated" when there are unrelated items.
/// Draws have addresses; the leading ones in the order of their names have a Sobol dimension.
[[nodiscard]] plan::Plan varied_merger(Variation const& variation);

/// All trials by so many threads.
[[nodiscard]] plan::Outcomes trials_of(plan::Plan const& plan, std::uint64_t trials, unsigned threads = 1);

/// Columns of the option of that name. Precondition: it exists.
[[nodiscard]] plan::OptionColumns const& option_of(plan::Plan const& plan, plan::Outcomes const& outcomes,
                                                   std::string const& name);

[[nodiscard]] std::vector<double> const& column(plan::OptionColumns const& option, plan::Metric metric);

/// What differs in the first `trials` trials of two runs of the same plan, bit for bit; empty: nothing.
[[nodiscard]] std::string difference(plan::Outcomes const& a, plan::Outcomes const& b, std::size_t trials);

}  // namespace mergerisk::test_support
