#pragma once
// The trials of one option, and the groups of trials that statistics are about.

#include "engine/plan/outcome.h"
#include "engine/results/estimates.h"
#include "engine/stats/column.h"

#include <cstddef>
#include <vector>

namespace mergerisk::results {

/// Views of the columns, which must outlive it.
struct Trials {
    plan::OptionColumns const& columns;
    stats::Structure structure;
    Flags completed;
    Flags failed;   ///< prohibited, abandoned or walked away from
    Flags decided;  ///< one of both

    Trials(plan::OptionColumns const& option, stats::Structure sampled);

    [[nodiscard]] std::size_t count() const { return columns.outcome.size(); }
    [[nodiscard]] std::vector<double> const& of(plan::Metric metric) const {
        return columns.metric[static_cast<std::size_t>(metric)];
    }
};

/// Whether each value is finite.
[[nodiscard]] Flags finite(std::vector<double> const& values);

/// Share of all trials that are flagged; they are few enough for this to be exact.
[[nodiscard]] double share_of(Flags const& flags);

}  // namespace mergerisk::results
