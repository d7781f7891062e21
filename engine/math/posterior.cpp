#include "engine/math/posterior.h"

#include "engine/base/contract.h"

#include <fmt/format.h>

#include <cmath>

namespace mergerisk::math {
namespace {

using Reason = std::optional<std::string>;

Reason flaw_of_transferability(double transferability) {
    if (transferability >= 0 && transferability <= 1) return std::nullopt;
    return fmt::format("the transferability must lie between 0 % and 100 %, but is {:g} %",
                       100 * transferability);
}

Reason flaw_of_weight(double weight) {
    if (std::isfinite(weight) && weight > 0) return std::nullopt;
    return fmt::format("the weight of the prior must be above 0 cases, but is {:g}", weight);
}

/// Counts may be discounted ones, so they need not be whole.
bool is_count(double count) {
    return std::isfinite(count) && count >= 0;
}

Reason needs_prior(double cases, double transferability) {
    // Products such as 0.7 x 30 may round to a bit below the whole number.
    if (cases * transferability >= kCasesThatSpeak * (1 - 1e-12)) return std::nullopt;
    return fmt::format(
        "{:g} cases at a transferability of {:g} % count as {:.3g}, fewer than the {:g} that can speak for "
        "themselves; "
        "state a prior",
        cases, 100 * transferability, cases * transferability, kCasesThatSpeak);
}

Reason flaw_of_prior(SharesPrior const& prior, std::size_t outcomes) {
    if (auto reason = flaw_of_weight(prior.weight)) return reason;
    if (prior.means.empty()) return std::nullopt;
    if (prior.means.size() != outcomes) {
        return fmt::format("the prior has {} means for {} outcomes", prior.means.size(), outcomes);
    }
    double sum = 0;
    for (double const mean : prior.means) {
        if (!(mean > 0 && mean <= 1))
            return fmt::format("a mean of the prior must be above 0 %, but one is {:g} %", 100 * mean);
        sum += mean;
    }
    if (std::abs(sum - 1) <= 1e-9) return std::nullopt;
    return fmt::format("the means of the prior add up to {:.10g} % instead of 100 %", 100 * sum);
}

}  // namespace

Fitted<Beta> proportion_posterior(double successes, double trials, double transferability,
                                  std::optional<ProportionPrior> const& prior) {
    if (!is_count(successes) || !is_count(trials)) return Flaw{"the numbers of cases must be 0 or more"};
    if (successes > trials) {
        return Flaw{fmt::format("{:g} of {:g} cases is not possible", successes, trials)};
    }
    if (auto reason = flaw_of_transferability(transferability)) return Flaw{*reason};
    if (prior) {
        if (!(prior->mean > 0 && prior->mean < 1)) {
            return Flaw{
                fmt::format("the mean of the prior must lie strictly between 0 % and 100 %, but is {:g} %",
                            100 * prior->mean)};
        }
        if (auto reason = flaw_of_weight(prior->weight)) return Flaw{*reason};
    } else if (auto reason = needs_prior(trials, transferability)) {
        return Flaw{*reason};
    }
    ProportionPrior const before = prior ? *prior : ProportionPrior{};
    return Beta{before.weight * before.mean + transferability * successes,
                before.weight * (1 - before.mean) + transferability * (trials - successes), 0, 1};
}

Fitted<Gamma> rate_posterior(double events, double years, double transferability,
                             std::optional<RatePrior> const& prior) {
    if (!is_count(events)) return Flaw{"the number of events must be 0 or more"};
    if (!(std::isfinite(years) && years > 0)) return Flaw{"the years of exposure must be above 0"};
    if (auto reason = flaw_of_transferability(transferability)) return Flaw{*reason};
    if (prior) {
        bool const sound = std::isfinite(prior->mean) && prior->mean > 0 && std::isfinite(prior->weight) &&
                           prior->weight > 0;
        if (!sound) return Flaw{"mean and weight of the prior of a rate must be above 0"};
        return Gamma{prior->weight * prior->mean + transferability * events,
                     1 / (prior->weight + transferability * years)};
    }
    if (events * transferability < kCasesThatSpeak * (1 - 1e-12)) {
        return Flaw{fmt::format(
            "{:g} events at a transferability of {:g} % count as {:.3g}, fewer than the {:g} that can speak "
            "for themselves; state a prior",
            events, 100 * transferability, events * transferability, kCasesThatSpeak)};
    }
    constexpr double kJeffreys = 0.5;
    return Gamma{kJeffreys + transferability * events, 1 / (transferability * years)};
}

Fitted<std::vector<double>> dirichlet_parameters(std::span<double const> counts, double transferability,
                                                 std::optional<SharesPrior> const& prior) {
    if (counts.size() < 2) return Flaw{"shares need at least two outcomes"};
    double cases = 0;
    for (double const count : counts) {
        if (!is_count(count)) return Flaw{"the numbers of cases must be 0 or more"};
        cases += count;
    }
    if (auto reason = flaw_of_transferability(transferability)) return Flaw{*reason};
    if (prior) {
        if (auto reason = flaw_of_prior(*prior, counts.size())) return Flaw{*reason};
    } else if (auto reason = needs_prior(cases, transferability)) {
        return Flaw{*reason};
    }
    std::vector<double> parameters;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        double before = 0.5;
        if (prior) {
            double const equal = 1 / static_cast<double>(counts.size());
            before = prior->weight * (prior->means.empty() ? equal : prior->means[i]);
        }
        parameters.push_back(before + transferability * counts[i]);
    }
    return parameters;
}

std::vector<Beta> dirichlet_sticks(std::span<double const> parameters) {
    EXPECTS(parameters.size() >= 2);
    std::vector<Beta> sticks(parameters.size() - 1);
    double rest = parameters.back();
    for (std::size_t i = sticks.size(); i-- > 0;) {
        EXPECTS(parameters[i] > 0 && rest > 0);
        sticks[i] = Beta{parameters[i], rest, 0, 1};
        rest += parameters[i];
    }
    return sticks;
}

}  // namespace mergerisk::math
