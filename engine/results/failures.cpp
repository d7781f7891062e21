#include "engine/results/failures.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace mergerisk::results {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// [trial] index of the first cause, or the number of causes when nothing fails; and when that was.
struct FirstCauses {
    std::vector<std::uint32_t> cause;
    std::vector<double> month;
};

FirstCauses first_causes(std::vector<std::vector<double>> const& failure_month, std::size_t trials) {
    auto const none = static_cast<std::uint32_t>(failure_month.size());
    FirstCauses first{std::vector<std::uint32_t>(trials, none), std::vector<double>(trials, kNever)};
    for (std::uint32_t cause = 0; cause < none; ++cause) {
        std::vector<double> const& month = failure_month[cause];
        for (std::size_t trial = 0; trial < trials; ++trial) {
            if (month[trial] < first.month[trial]) {
                first.month[trial] = month[trial];
                first.cause[trial] = cause;
            }
        }
    }
    return first;
}

Flags caused_by(FirstCauses const& first, std::size_t cause) {
    Flags flags(first.cause.size());
    for (std::size_t trial = 0; trial < flags.size(); ++trial)
        flags[trial] = first.cause[trial] == cause ? 1 : 0;
    return flags;
}

/// [cause][year] share of all trials with this first cause up to the end of the year.
std::vector<std::vector<double>> incidence(FirstCauses const& first, std::size_t causes, std::size_t months) {
    constexpr std::size_t kMonthsInYear = 12;
    std::size_t const years = (months + kMonthsInYear - 1) / kMonthsInYear;
    std::vector<std::vector<std::size_t>> counts(causes, std::vector<std::size_t>(years, 0));
    for (std::size_t trial = 0; trial < first.cause.size(); ++trial) {
        if (first.cause[trial] == causes) continue;
        // What happens at the end of a year is of that year.
        double const year = std::ceil(first.month[trial] / kMonthsInYear) - 1;
        std::size_t const index = year < 0 ? 0 : static_cast<std::size_t>(year);
        if (index < years) ++counts[first.cause[trial]][index];
    }
    std::vector<std::vector<double>> shares(causes, std::vector<double>(years, 0.0));
    for (std::size_t cause = 0; cause < causes; ++cause) {
        std::size_t sum = 0;
        for (std::size_t year = 0; year < years; ++year) {
            sum += counts[cause][year];
            shares[cause][year] = static_cast<double>(sum) / static_cast<double>(first.cause.size());
        }
    }
    return shares;
}

/// Among the built-in failures.
constexpr std::size_t kUnwound = 3;
static_assert(plan::kBuiltInFailureNames[kUnwound] == "unwound");

bool may_end_after_completion(plan::Option const& option) {
    if (option.exit.term || option.exit.support_limit) return true;
    return option.route && std::any_of(option.route->tracks.begin(), option.route->tracks.end(),
                                       [](plan::Track const& track) { return track.after_completion; });
}

char const* name_of(plan::Failure::Kind kind) {
    switch (kind) {
        case plan::Failure::Kind::late:
            return "late";
        case plan::Failure::Kind::over_budget:
            return "over_budget";
        case plan::Failure::Kind::benefits_shortfall:
            return "benefits_shortfall";
        case plan::Failure::Kind::distress:
            return "distress";
    }
    return "";
}

}  // namespace

Failures summarise_failures(plan::Plan const& plan, Trials const& trials) {
    constexpr std::array<char const*, plan::kBuiltInFailureCount> kLabels{"Prohibited", "Abandoned",
                                                                          "Walked away", "Unwound"};
    std::vector<std::vector<double>> const& failure_month = trials.columns.failure_month;
    std::size_t const causes = plan::kBuiltInFailureCount + plan.failures.size();
    EXPECTS(failure_month.size() == causes);
    FirstCauses const first = first_causes(failure_month, trials.count());
    std::vector<std::vector<double>> const by_year = incidence(first, causes, plan.timeline.months);
    bool const may_end = std::any_of(plan.options.begin(), plan.options.end(), may_end_after_completion);

    Failures found;
    for (std::size_t cause = 0; cause < causes; ++cause) {
        if (cause == kUnwound && !may_end) continue;
        FailureSummary summary;
        Flags const happened = finite(failure_month[cause]);
        summary.probability = probability_of(happened, trials.structure);
        summary.first_cause = probability_of(caused_by(first, cause), trials.structure);
        summary.given_completion =
            probability_of(happened, trials.structure, stats::Population{trials.completed});
        summary.first_cause_by_year = by_year[cause];
        if (cause < plan::kBuiltInFailureCount) {
            std::string const name{plan::kBuiltInFailureNames[cause]};
            summary.label = kLabels[cause];
            summary.kind = name;
            found.by_name.emplace_back(name, std::move(summary));
            continue;
        }
        std::size_t const index = cause - plan::kBuiltInFailureCount;
        plan::Failure const& failure = plan.failures[index];
        summary.label = failure.label;
        summary.kind = name_of(failure.kind);
        if (failure.kind == plan::Failure::Kind::distress) {
            summary.as_such = probability_of(finite(trials.columns.distress_month[index]), trials.structure);
            summary.at_start = share_of(trials.columns.distressed_at_start[index]);
        }
        found.by_name.emplace_back(failure.name, std::move(summary));
    }
    Flags const none = caused_by(first, causes);
    Flags any(none.size());
    for (std::size_t trial = 0; trial < any.size(); ++trial) any[trial] = none[trial] == 0 ? 1 : 0;
    found.any = probability_of(any, trials.structure);
    found.none = probability_of(none, trials.structure);
    return found;
}

}  // namespace mergerisk::results
