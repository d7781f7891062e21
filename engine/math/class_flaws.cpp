// Why the description of a reference class is not a distribution.

#include "engine/math/class_pieces.h"
#include "engine/math/distribution.h"
#include "engine/math/normal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace mergerisk::math {
namespace {

using Reason = std::optional<std::string>;

bool positive(double x) {
    return std::isfinite(x) && x > 0;
}
bool inside_0_1(double p) {
    return p > 0 && p < 1;
}

double lowest(Scale scale) {
    return scale == Scale::excess ? -1 : 0;
}

Reason outside_scale(ReferenceClass const& c, double value) {
    if (!std::isfinite(value)) return "a value is not a finite number";
    if (c.scale == Scale::share && !(value > 0 && value < c.upper)) {
        return fmt::format(
            "a percentile of a share must lie strictly between 0 and its upper bound {:g}, but one is {:g} "
            "(a value "
            "at the bound itself cannot be widened)",
            c.upper, value);
    }
    if (c.scale == Scale::excess && value <= -1) {
        return fmt::format("an overrun cannot be -100 % or less, but one percentile is {:g} %", 100 * value);
    }
    if (c.scale == Scale::ratio && value <= 0) {
        return fmt::format(
            "a ratio must be above 0, but one percentile is {:g} (a ratio that may be exactly 0 is "
            "zero-inflated)",
            value);
    }
    return std::nullopt;
}

Reason flaw_of_body(ReferenceClass const& c, Percentiles const& body) {
    if (body.points.size() < 2) return "a distribution needs at least two percentiles";
    for (std::size_t i = 0; i < body.points.size(); ++i) {
        Percentile const& point = body.points[i];
        if (!inside_0_1(point.probability)) {
            return fmt::format("a percentile must lie strictly between 0 % and 100 %, but one is {:g} %",
                               100 * point.probability);
        }
        if (auto reason = outside_scale(c, point.value)) return reason;
        if (i == 0) continue;
        Percentile const& before = body.points[i - 1];
        if (!(before.probability < point.probability)) {
            return fmt::format("percentiles must be in rising order, but {:g} % does not come after {:g} %",
                               100 * point.probability, 100 * before.probability);
        }
        if (!(before.value <= point.value)) {
            return fmt::format(
                "values must not fall from one percentile to the next, but {:g} is followed by {:g}",
                before.value, point.value);
        }
    }
    if (body.points.front().value == body.points.back().value) {
        return "all percentiles have the same value, so nothing is uncertain";
    }
    return std::nullopt;
}

Reason flaw_of_lognormal(Lognormal const& d) {
    if (!std::isfinite(d.mu)) return "the middle of the lognormal distribution (mu) is not a finite number";
    if (!positive(d.sigma)) return fmt::format("sigma must be above 0, but is {:g}", d.sigma);
    return std::nullopt;
}

Reason flaw_of_body(ReferenceClass const& c, Lognormal const& body) {
    if (c.scale == Scale::share) {
        return "a lognormal distribution has no upper bound, so it cannot describe a share (use beta or "
               "percentiles)";
    }
    return flaw_of_lognormal(body);
}

Reason flaw_of_body(ReferenceClass const& c, Beta const& body) {
    if (c.scale != Scale::share) return "a beta distribution describes a share only";
    if (!positive(body.alpha) || !positive(body.beta))
        return "both parameters of a beta distribution must be above 0";
    if (body.low != 0 || body.high != c.upper) {
        return fmt::format(
            "a beta distribution of a share must run from 0 to its upper bound {:g}, but runs from {:g} "
            "to {:g}",
            c.upper, body.low, body.high);
    }
    return std::nullopt;
}

Reason flaw_of_body(ReferenceClass const& c, Spliced const& body) {
    constexpr double kLeastBody = 1e-6;
    if (c.scale == Scale::share) return "a share has no heavy tail (use beta or percentiles)";
    if (auto reason = flaw_of_lognormal(body.body)) return reason;
    if (!positive(body.threshold)) {
        return fmt::format("the threshold of the tail must be above 0, but is {:g}", body.threshold);
    }
    if (!inside_0_1(body.probability_above)) {
        return fmt::format(
            "the probability of the tail must lie strictly between 0 % and 100 %, but is {:g} %",
            100 * body.probability_above);
    }
    if (!c.cap) return "a heavy tail needs a cap, because its mean may otherwise not exist";
    if (!(body.threshold < body.tail_mean && body.tail_mean < *c.cap)) {
        return fmt::format(
            "the mean of the tail ({:g}) must lie between its threshold ({:g}) and the cap ({:g})",
            body.tail_mean, body.threshold, *c.cap);
    }
    double const y = c.scale == Scale::excess ? std::log1p(body.threshold) : std::log(body.threshold);
    if (normal_probability((y - body.body.mu) / body.body.sigma) < kLeastBody) {
        return "almost nothing of the body lies below the threshold of the tail";
    }
    return std::nullopt;
}

Reason flaw_of_body(ReferenceClass const& c, ZeroInflated const& body) {
    if (c.scale == Scale::share)
        return "a share cannot be zero-inflated (its positive part has no upper bound)";
    if (!inside_0_1(body.probability_of_zero)) {
        return fmt::format(
            "the probability of exactly 0 must lie strictly between 0 % and 100 %, but is {:g} %",
            100 * body.probability_of_zero);
    }
    return flaw_of_lognormal(body.positive);
}

double bound_of(ReferenceClass const& c) {
    return c.scale == Scale::share ? c.upper : std::numeric_limits<double>::infinity();
}

/// A part of a mixture must be a distribution within the range of the scale.
struct FlawOfPart {
    ReferenceClass const& c;

    Reason operator()(Percentiles const& d) const {
        if (auto reason = flaw_of_body(c, d)) return reason;
        for (std::size_t i = 1; i < d.points.size(); ++i) {
            if (d.points[i].value == d.points[i - 1].value)
                return "two percentiles of one part of a mixture are the same";
        }
        return std::nullopt;
    }
    Reason operator()(Constant const& d) const {
        if (auto reason = outside_scale(c, d.value)) return reason;
        return std::nullopt;
    }
    template <class Plain>
    Reason operator()(Plain const& d) const {
        if (auto reason = flaw(Distribution{d})) return reason;
        Support const part = support(Distribution{d});
        if (part.low >= lowest(c.scale) && part.high <= bound_of(c)) return std::nullopt;
        return fmt::format("a part of a mixture leaves the range of its values, {:g} to {:g}",
                           lowest(c.scale), bound_of(c));
    }
};

Reason flaw_of_body(ReferenceClass const& c, Mixture const& body) {
    constexpr double kSumTolerance = 1e-9;
    if (body.parts.empty()) return "a mixture needs a part";
    double sum = 0;
    for (Mixture::Part const& part : body.parts) {
        if (!positive(part.weight)) {
            return fmt::format("the weight of a part of a mixture must be above 0 %, but one is {:g} %",
                               100 * part.weight);
        }
        if (auto reason = std::visit(FlawOfPart{c}, part.of)) return reason;
        sum += part.weight;
    }
    if (std::abs(sum - 1) > kSumTolerance) {
        return fmt::format("the weights of a mixture add up to {:.10g} % instead of 100 %", 100 * sum);
    }
    if (body.parts.size() == 1 && std::holds_alternative<Constant>(body.parts.front().of))
        return "a single certain value is no class";
    return std::nullopt;
}

/// g of the median of the (positive) body and the slope of g beyond its last percentile.
struct Reach {
    double median = 0;
    double steepness = 0;
};

Reach reach_of(ReferenceClass const& c) {
    if (auto const* d = std::get_if<Lognormal>(&c.body)) {
        return {c.scale == Scale::excess ? std::expm1(d->mu) : std::exp(d->mu), d->sigma};
    }
    if (auto const* d = std::get_if<ZeroInflated>(&c.body))
        return {std::exp(d->positive.mu), d->positive.sigma};
    if (auto const* d = std::get_if<Percentiles>(&c.body)) {
        Percentile const& a = d->points[d->points.size() - 2];
        Percentile const& b = d->points.back();
        double const offset = c.scale == Scale::excess ? 1 : 0;
        double const rise = std::log((b.value + offset) / (a.value + offset));
        return {d->points.front().value, rise / (normal_score(b.probability) - normal_score(a.probability))};
    }
    if (auto const* d = std::get_if<Mixture>(&c.body)) {
        Reach reach{lowest(c.scale), 0};
        for (Mixture::Part const& part : d->parts) {
            ReferenceClass alone = c;
            if (auto const* lognormal = std::get_if<Lognormal>(&part.of)) alone.body = *lognormal;
            if (auto const* percentiles = std::get_if<Percentiles>(&part.of)) alone.body = *percentiles;
            if (!std::holds_alternative<Mixture>(alone.body))
                reach.steepness = std::max(reach.steepness, reach_of(alone).steepness);
        }
        return reach;
    }
    return {lowest(c.scale),
            0};  // a share has no tail to reach into; a spliced tail was checked against its cap
}

Reason flaw_of_tail(ReferenceClass const& c) {
    Reach const reach = reach_of(c);
    if (c.cap) {
        if (!std::isfinite(*c.cap)) return "the cap is not a finite number";
        if (!(*c.cap > reach.median)) {
            return fmt::format("the cap ({:g}) leaves nothing of the distribution below it", *c.cap);
        }
        if (c.scale == Scale::share && !(*c.cap < c.upper)) {
            return fmt::format("the cap ({:g}) of a share must lie below its upper bound {:g}", *c.cap,
                               c.upper);
        }
        return std::nullopt;
    }
    double const widened = reach.steepness / std::sqrt(c.transferability);
    if (c.scale != Scale::share && widened > kSteepestUncappedTail) {
        return fmt::format(
            "at this transferability the spread is so wide (sigma {:.3g}) that its mean would rest on events "
            "that no "
            "simulation draws; give a cap",
            widened);
    }
    return std::nullopt;
}

Reason flaw_of_mean(ReferenceClass const& c) {
    if (!c.published_mean) return std::nullopt;
    auto const* zero_inflated = std::get_if<ZeroInflated>(&c.body);
    double const least = zero_inflated ? 0 : lowest(c.scale);
    double const part = zero_inflated ? 1 - zero_inflated->probability_of_zero : 1;
    double most = std::numeric_limits<double>::infinity();
    if (c.scale == Scale::share) most = c.upper;
    if (c.cap) most = *c.cap * part;
    if (std::isfinite(*c.published_mean) && *c.published_mean > least && *c.published_mean < most)
        return std::nullopt;
    return fmt::format("the published mean ({:g}) is not possible: it must lie between {:g} and {:g}",
                       *c.published_mean, least, most);
}

Reason flaw_of_pool(ReferenceClass const& c) {
    if (!c.pool) return std::nullopt;
    if (!inside_0_1(c.pool->weight)) {
        return fmt::format("the weight of the claim must lie strictly between 0 % and 100 %, but is {:g} %",
                           100 * c.pool->weight);
    }
    double const most = c.scale == Scale::share ? c.upper : std::numeric_limits<double>::infinity();
    bool const possible =
        std::isfinite(c.pool->claim) && c.pool->claim >= lowest(c.scale) && c.pool->claim <= most;
    if (possible) return std::nullopt;
    return fmt::format("the claim ({:g}) is not a possible value", c.pool->claim);
}

}  // namespace

std::optional<std::string> flaw_of(ReferenceClass const& c) {
    constexpr double kLargestShift = 2;
    if (!(c.transferability >= kLeastTransferability && c.transferability <= 1)) {
        return fmt::format(
            "the transferability of a reference class must lie between {:g} % and 100 %, but is {:g} %",
            100 * kLeastTransferability, 100 * c.transferability);
    }
    if (c.scale == Scale::share && !positive(c.upper)) {
        return fmt::format("the upper bound of a share must be above 0, but is {:g}", c.upper);
    }
    if (!(std::abs(c.score_shift) <= kLargestShift)) {
        return fmt::format("a shift of the normal score must lie between -{0:g} and {0:g}, but is {1:g}",
                           kLargestShift, c.score_shift);
    }
    if (auto reason = std::visit([&](auto const& body) { return flaw_of_body(c, body); }, c.body))
        return reason;
    if (auto reason = flaw_of_tail(c)) return reason;
    if (auto reason = flaw_of_mean(c)) return reason;
    return flaw_of_pool(c);
}

}  // namespace mergerisk::math
