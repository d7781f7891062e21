#include "engine/reference/failures.h"

#include "engine/reference/measures.h"
#include "engine/reference/moments.h"

#include <algorithm>
#include <cstddef>

namespace mergerisk::reference {
namespace {

constexpr double kRoundingMonths = 1e-9;
constexpr double kRoundingShare = 1e-9;
constexpr double kRoundingMargin = 1e-9;

double distress_of(std::span<double const> margin, plan::Failure const& failure) {
    std::uint32_t in_a_row = 0;
    for (std::size_t m = 0; m < margin.size(); ++m) {
        in_a_row = margin[m] < failure.limit - kRoundingMargin ? in_a_row + 1 : 0;
        if (in_a_row == failure.consecutive) return static_cast<double>(m + 1);
    }
    return kNever;
}

}  // namespace

double late(plan::Failure const& failure, Timing const& timing) {
    bool const undecided_by_then = timing.decision() > failure.limit + kRoundingMonths;
    return undecided_by_then && failure.limit < timing.horizon ? failure.limit : kNever;
}

double over_budget(plan::Failure const& failure, std::span<double const> spend, double claim) {
    if (!(claim > 0)) return kNever;
    double const budget = failure.limit * claim * (1 + kRoundingShare);
    double spent = 0;
    for (std::size_t m = 0; m < spend.size(); ++m) {
        spent += spend[m];
        if (spent > budget) return static_cast<double>(m + 1);
    }
    return kNever;
}

double benefits_shortfall(plan::Failure const& failure, Timing const& timing,
                          std::span<double const> delivered, std::span<double const> claimed) {
    double const when = timing.completion + failure.by_months;
    if (!timing.completes() || when >= timing.horizon) return kNever;
    auto const month = static_cast<std::size_t>(when);
    double const got = failure.cumulative ? sum_of(delivered.first(month)) : delivered[month];
    double const promised = failure.cumulative ? sum_of(claimed.first(month)) : claimed[month];
    return got < failure.limit * promised * (1 - kRoundingShare) ? when : kNever;
}

double distress(plan::Failure const& failure, plan::Option const& option, Margins const& margins) {
    if (option.parties.empty()) return kNever;
    if (failure.scope == plan::Failure::Scope::combined) return distress_of(margins.combined, failure);
    double first = kNever;
    for (std::size_t p = 0; p < option.parties.size(); ++p) {
        bool const meant = failure.scope == plan::Failure::Scope::any || option.parties[p] == failure.party;
        if (meant) first = std::min(first, distress_of(margins.party[p], failure));
    }
    return first;
}

}  // namespace mergerisk::reference
