#include "engine/results/evidence_panel.h"

#include "engine/base/contract.h"
#include "engine/math/distribution.h"
#include "engine/math/normal.h"
#include "engine/math/quantile_function.h"
#include "engine/model/evidence_distribution.h"
#include "engine/model/lookup.h"
#include "engine/results/words.h"

#include <fmt/format.h>

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace mergerisk::results {

namespace {

Curve curve_of(math::Distribution const& distribution) {
    math::QuantileFunction const quantile{distribution};
    Curve curve;
    curve.reserve(kCurvePoints);
    for (double const probability : kCurveProbabilities)
        curve.push_back(quantile(math::normal_score(probability)));
    return curve;
}

/// The class as published: every case as good as one at hand.
std::optional<math::Distribution> published(model::Scenario const& scenario,
                                            model::EvidenceEntry const& entry, std::string const& outcome) {
    auto said = model::distribution_of(model::without_own_case(entry, scenario.transaction.case_name),
                                       model::EvidenceStrength{1, outcome, {}});
    if (auto* distribution = std::get_if<math::Distribution>(&said)) return std::move(*distribution);
    return std::nullopt;
}

/// The quantity of the plan that a path was made into.
std::map<std::string, std::size_t> compiled_by_path(plan::Plan const& plan) {
    std::map<std::string, std::size_t> by_path;
    for (std::size_t i = 0; i < plan.quantities.size(); ++i) by_path.emplace(plan.quantities[i].path, i);
    return by_path;
}

// ---- Normalised claims ----

struct Claimed {
    model::Normalised measure;
    double value = 0;
};

/// What an option claims, in units that deals of any size share.
std::vector<Claimed> claims_of(plan::Plan const& plan, plan::Option const& option,
                               plan::ClaimedOutcome const& claimed) {
    double saving = 0;
    for (plan::BenefitLine const& line : option.benefits) {
        bool const counts =
            line.kind == plan::BenefitKind::cash_releasing && line.only_if == plan::OnlyIf::always;
        if (counts) saving += plan.quantities[line.annual.index()].claimed;
    }
    double income = 0;
    for (plan::PartyId const party : option.parties)
        income += plan.quantities[plan.parties[party.index()].income.index()].claimed;
    std::vector<Claimed> claims;
    if (saving > 0 && income > 0) claims.push_back({model::Normalised::saving_to_turnover, saving / income});
    if (saving > 0)
        claims.push_back({model::Normalised::one_off_cost_to_saving, claimed.one_off_cost / saving});
    if (option.route) claims.push_back({model::Normalised::months_to_complete, claimed.completion_months});
    return claims;
}

struct MeasureWords {
    char const* name;
    char const* unit;
    char const* claim;       ///< "claims ... "
    char const* optimistic;  ///< "as high", "as low", "as short"
    base::Dimension dimension;
    bool high_is_optimistic;
};

MeasureWords words_of(model::Normalised measure) {
    switch (measure) {
        case model::Normalised::saving_to_turnover:
            return {
                "saving_to_turnover",   "share", "a yearly saving of {} of the parties' income", "as high",
                base::Dimension::share, true};
        case model::Normalised::one_off_cost_to_saving:
            return {
                "one_off_cost_to_saving", "ratio", "a one-off cost of {} times the yearly saving", "as low",
                base::Dimension::ratio,   false};
        case model::Normalised::months_to_complete:
            break;
    }
    return {"months_to_complete",      "months", "completion within {}", "as short",
            base::Dimension::duration, false};
}

/// "Claims a yearly saving of 3 % of the parties' income; 11 % of the class are at least as high (P10 1 %,
/// P50 2 %, P90 3 %): within the usual range"
std::string sentence_of(NormalisedClaim const& claim, MeasureWords const& words) {
    constexpr double kUsual = 0.1;
    auto const number = [&](double value) {
        double const shown = words.dimension == base::Dimension::share ? 100 * value : value;
        char const* const unit = words.dimension == base::Dimension::share      ? " %"
                                 : words.dimension == base::Dimension::duration ? " months"
                                                                                : "";
        return fmt::format("{:.3g}{}", shown, unit);
    };
    std::string const verdict = claim.alarm ? "more optimistic than nine cases in ten"
                                : claim.at_least_as_optimistic > 1 - kUsual
                                    ? "more cautious than nine cases in ten"
                                    : "within the usual range";
    // Two digits are enough, and 99.7 % is not all of it.
    double const percent = 100 * claim.at_least_as_optimistic;
    return fmt::format("Claims {}; {} % of the class are at least {} (P10 {}, P50 {}, P90 {}): {}",
                       fmt::format(fmt::runtime(words.claim), number(claim.claim)),
                       percent < 99 ? fmt::format("{:.2g}", percent) : fmt::format("{:.3g}", percent),
                       words.optimistic, number(claim.p10), number(claim.p50), number(claim.p90), verdict);
}

NormalisedClaim held_against(model::EvidenceEntry const& entry, math::Distribution const& of,
                             std::string const& option, double claim) {
    constexpr double kScoreOf90 = 1.2815515655446004;  // Phi(1.28155...) = 0.9
    constexpr double kFewAsOptimistic = 0.1;
    MeasureWords const words = words_of(entry.normalised.value());
    math::UpTo const up_to = math::probability_up_to(of, claim);
    NormalisedClaim made;
    made.option = option;
    made.measure = words.name;
    made.entry = entry.name;
    made.label = entry.label;
    made.unit = words.unit;
    made.claim = claim;
    made.p10 = math::quantile(of, -kScoreOf90);
    made.p50 = math::median(of);
    made.p90 = math::quantile(of, kScoreOf90);
    made.at_least_as_optimistic = words.high_is_optimistic ? 1 - up_to.below : up_to.including;
    made.alarm = made.at_least_as_optimistic < kFewAsOptimistic;
    made.sentence = sentence_of(made, words);
    made.curve = curve_of(of);
    made.source = entry.provenance.source;
    made.basis = entry.provenance.basis;
    made.caveat = entry.caveat;
    return made;
}

}  // namespace

std::vector<EvidenceUse> evidence_uses_of(model::Scenario const& scenario, compile::Result const& compiled,
                                          std::span<Assumption const> assumptions) {
    std::map<std::string, Assumption const*> in_register;
    for (Assumption const& assumption : assumptions) in_register.emplace(assumption.path, &assumption);
    std::map<std::string, std::size_t> const by_path = compiled_by_path(compiled.plan);
    std::vector<EvidenceUse> uses;
    std::set<std::string> seen;
    model::for_each_quantity(scenario, [&](model::QuantityUse const& place) {
        model::Quantity const& quantity = *place.quantity;
        auto const* use = std::get_if<model::EvidenceUse>(&quantity.value);
        auto const simulated = by_path.find(quantity.path);
        if (use == nullptr || simulated == by_path.end() || !seen.insert(quantity.path).second) return;
        model::EvidenceEntry const* entry = model::find_named(scenario.evidence, use->entry);
        EXPECTS(entry != nullptr);
        auto const of = published(scenario, *entry, use->outcome);
        if (!of) return;
        EvidenceUse made;
        made.path = quantity.path;
        auto const line = in_register.find(quantity.path);
        if (line != in_register.end()) {
            made.label = line->second->label;
            made.unit = line->second->unit;
        }
        bool const of_option = place.option != nullptr && quantity.path.starts_with(place.option->path + ".");
        if (of_option) made.option = place.option->name;
        made.entry = entry->name;
        made.claim = model::claim_at(quantity);
        if (made.claim) {
            math::UpTo const up_to = math::probability_up_to(*of, *made.claim);
            made.claim_percentile = (up_to.below + up_to.including) / 2;
        }
        made.transferability = use->transferability.value_or(entry->transferability);
        made.claim_weight = use->claim_weight.value_or(0);
        made.published = curve_of(*of);
        made.used = curve_of(compiled.marginals[simulated->second]);
        uses.push_back(std::move(made));
    });
    return uses;
}

std::vector<NormalisedClaim> normalised_claims_of(model::Scenario const& scenario,
                                                  compile::Result const& compiled,
                                                  std::span<plan::ClaimedOutcome const> claimed) {
    plan::Plan const& plan = compiled.plan;
    EXPECTS(claimed.size() == plan.options.size());
    std::vector<NormalisedClaim> all;
    for (std::size_t option = 0; option < plan.options.size(); ++option) {
        if (plan.counterfactual == option) continue;
        for (Claimed const& claim : claims_of(plan, plan.options[option], claimed[option])) {
            for (model::EvidenceEntry const& entry : scenario.evidence) {
                if (entry.normalised != claim.measure) continue;
                auto const of = published(scenario, entry, "");
                if (of) all.push_back(held_against(entry, *of, plan.options[option].name, claim.value));
            }
        }
    }
    return all;
}

}  // namespace mergerisk::results
