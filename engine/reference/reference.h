#pragma once
// The reference implementation: one trial at a time, as simple as it can be, the specification in code.
//
// It follows the rules of engine/plan/plan.h and outcome.h word by word, with the mathematics of the C++
// standard library. The kernel must agree with it; `replay` tells a trial from it. It is slow: about a
// millisecond a trial.

#include "engine/math/distribution.h"
#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"
#include "engine/reference/draws.h"
#include "engine/reference/option.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mergerisk::reference {

struct TrialOutcome {
    std::vector<plan::OptionOutcome> options;  ///< in the order of the plan
};

/// Everything that happened in one trial. Branches point into the plan: valid while the plan lives.
struct Story {
    std::uint64_t trial = 0;
    Draws draws;
    std::vector<double> values;  ///< [quantity]
    std::vector<OptionTrial> options;
    TrialOutcome outcome;
};

class Reference {
  public:
    /// `marginals` [quantity]: the exact distributions, used for quantities that the plan has a table for;
    /// empty: the tables. Refers to the plan. Precondition: marginals are empty or one for each quantity,
    /// none with a flaw.
    explicit Reference(plan::Plan const& plan, std::span<math::Distribution const> marginals = {});

    [[nodiscard]] TrialOutcome operator()(std::uint64_t trial) const;
    [[nodiscard]] Story story(std::uint64_t trial) const;

    /// No luck at all. Precondition: option < number of options.
    [[nodiscard]] plan::ClaimedOutcome claimed(std::size_t option) const;

  private:
    plan::Plan const& plan_;
    Marginals marginals_;
    std::vector<double> claimed_values_;
};

}  // namespace mergerisk::reference
