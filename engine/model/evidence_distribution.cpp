#include "engine/model/evidence_distribution.h"

#include "engine/math/posterior.h"
#include "engine/model/lookup.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace mergerisk::model {
namespace {

using math::Distribution;
using math::Fitted;
using math::Flaw;

math::Scale scale_of(base::Dimension dimension) {
    if (dimension == base::Dimension::share) return math::Scale::share;
    if (dimension == base::Dimension::excess) return math::Scale::excess;
    return math::Scale::ratio;
}

Fitted<Distribution> checked(math::ReferenceClass reference_class) {
    if (auto reason = math::flaw(reference_class)) return Flaw{std::move(*reason)};
    return Distribution{std::move(reference_class)};
}

/// A distribution of one piece as a class of its own, to be widened or pooled.
Fitted<Distribution> as_class(Distribution const& distribution, math::Scale scale,
                              EvidenceStrength const& strength) {
    auto const* const beta = std::get_if<math::Beta>(&distribution);
    if (beta != nullptr && scale == math::Scale::share && beta->low == 0 && beta->high == 1) {
        math::ReferenceClass made;
        made.body = *beta;
        made.scale = scale;
        made.transferability = strength.transferability;
        made.pool = strength.pool;
        return checked(std::move(made));
    }
    std::optional<math::Mixture::Part> part;
    std::visit(
        [&](auto const& d) {
            using D = std::decay_t<decltype(d)>;
            if constexpr (!std::is_same_v<D, math::Constant> &&
                          std::is_constructible_v<decltype(math::Mixture::Part::of), D const&>) {
                part = math::Mixture::Part{1, d};
            }
        },
        distribution);
    if (!part) return Flaw{"only a continuous distribution can be widened or pooled with the claim"};
    math::ReferenceClass made;
    made.body = math::Mixture{{*part}};
    made.scale = scale;
    made.transferability = strength.transferability;
    made.pool = strength.pool;
    return checked(std::move(made));
}

template <class T>
Fitted<Distribution> posterior(Fitted<T> fitted, math::Scale scale, std::optional<math::Pool> const& pool) {
    if (auto* flaw = std::get_if<Flaw>(&fitted)) return std::move(*flaw);
    Distribution const distribution{std::get<T>(fitted)};
    if (!pool) return distribution;
    return as_class(distribution, scale, {1, {}, pool});
}

struct Says {
    EvidenceEntry const& entry;
    EvidenceStrength const& strength;

    Fitted<Distribution> operator()(Proportion const& proportion) const {
        std::optional<math::ProportionPrior> prior;
        if (entry.prior) prior = math::ProportionPrior{entry.prior->mean, entry.prior->weight};
        return posterior(math::proportion_posterior(proportion.successes, proportion.trials,
                                                    strength.transferability, prior),
                         math::Scale::share, strength.pool);
    }

    Fitted<Distribution> operator()(Counts const& counts) const {
        if (strength.pool) return Flaw{"shares of several outcomes cannot be pooled with a claim about one"};
        auto const wanted = counts.of.find(strength.outcome);
        if (wanted == counts.of.end()) return Flaw{fmt::format("no outcome \"{}\"", strength.outcome)};
        std::vector<double> numbers;
        numbers.reserve(counts.of.size());
        for (auto const& [outcome, count] : counts.of) numbers.push_back(count);
        std::optional<math::SharesPrior> prior;
        if (entry.prior) prior = math::SharesPrior{{}, entry.prior->weight};
        auto fitted = math::dirichlet_parameters(numbers, strength.transferability, prior);
        if (auto* flaw = std::get_if<Flaw>(&fitted)) return std::move(*flaw);
        auto const& alpha = std::get<std::vector<double>>(fitted);
        auto const index = static_cast<std::size_t>(std::distance(counts.of.begin(), wanted));
        double others = 0;
        for (std::size_t i = 0; i < alpha.size(); ++i) others += i == index ? 0 : alpha[i];
        return Distribution{math::Beta{alpha[index], others, 0, 1}};
    }

    Fitted<Distribution> operator()(Rate const& rate) const {
        std::optional<math::RatePrior> prior;
        if (rate.prior) prior = math::RatePrior{rate.prior->mean, rate.prior->weight};
        return posterior(math::rate_posterior(rate.events, rate.years, strength.transferability, prior),
                         math::Scale::ratio, strength.pool);
    }

    Fitted<Distribution> operator()(Ratio const& ratio) const {
        math::ReferenceClass widened = ratio.reference_class;
        widened.transferability = strength.transferability;
        widened.pool = strength.pool;
        return checked(std::move(widened));
    }

    Fitted<Distribution> operator()(Size const& size) const {
        Distribution const within = truncated(size.distribution, base::range_of(size.dimension));
        if (auto reason = math::flaw(within)) return Flaw{std::move(*reason)};
        if (strength.transferability == 1 && !strength.pool) return within;
        return as_class(within, scale_of(size.dimension), strength);
    }
};

bool ends_with_word(std::string_view path, std::string_view word) {
    return path.ends_with(word) && path.size() > word.size() && path[path.size() - word.size() - 1] == '.';
}

}  // namespace

Fitted<Distribution> distribution_of(EvidenceEntry const& entry, EvidenceStrength const& strength) {
    return std::visit(Says{entry, strength}, entry.value);
}

Fitted<Distribution> distribution_of(EvidenceEntry const& entry, EvidenceUse const& use,
                                     Quantity const& quantity) {
    EvidenceStrength strength{use.transferability.value_or(entry.transferability), use.outcome, {}};
    if (use.claim_weight) strength.pool = math::Pool{claim_at(quantity).value(), *use.claim_weight};
    return distribution_of(entry, strength);
}

std::optional<double> claim_at(Quantity const& quantity) {
    if (quantity.claim) return quantity.claim;
    if (quantity.dimension == base::Dimension::excess) return 0.0;
    bool const delivered =
        ends_with_word(quantity.path, "realised") || ends_with_word(quantity.path, "merger_specific");
    if (quantity.dimension == base::Dimension::share && delivered) return 1.0;
    if (quantity.dimension == base::Dimension::duration && ends_with_word(quantity.path, "slip")) return 0.0;
    return std::nullopt;
}

bool rests_on(EvidenceEntry const& entry, std::string const& case_name) {
    if (case_name.empty()) return false;
    return entry.cases.contains(case_name) || can_leave_out(entry, case_name);
}

bool can_leave_out(EvidenceEntry const& entry, std::string const& case_name) {
    if (auto const* ratio = std::get_if<Ratio>(&entry.value)) return ratio->observed.contains(case_name);
    if (auto const* rate = std::get_if<Rate>(&entry.value)) return rate->cases.contains(case_name);
    return !std::holds_alternative<Size>(entry.value) && entry.cases.contains(case_name);
}

}  // namespace mergerisk::model
