#include "engine/results/competition.h"

#include "engine/base/contract.h"
#include "engine/math/distribution.h"
#include "engine/model/lookup.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace mergerisk::results {
namespace {

CaseNumber number_of(compile::Result const& compiled, plan::QuantityId id) {
    constexpr double kScoreOf90 = 1.2815515655446004;  // Phi(1.28155...) = 0.9
    plan::Quantity const& quantity = compiled.plan.quantities[id.index()];
    math::Distribution const& marginal = compiled.marginals[id.index()];
    return {quantity.claimed, quantity.expected, math::quantile(marginal, -kScoreOf90),
            math::quantile(marginal, 0), math::quantile(marginal, kScoreOf90)};
}

std::optional<CaseNumber> number_of(compile::Result const& compiled, std::optional<plan::QuantityId> id) {
    if (!id) return std::nullopt;
    return number_of(compiled, *id);
}

Competition::Market market_of(model::Scenario const& scenario, model::CompetitionCase::Market const& market,
                              compile::CompetitionNumbers::Market const& numbers,
                              compile::Result const& compiled) {
    Competition::Market made;
    made.name = market.name;
    made.label = market.label;
    made.shares.reserve(market.shares.size());
    for (std::size_t i = 0; i < market.shares.size(); ++i) {
        model::Party const* party = model::find_named(scenario.parties, market.shares[i].party);
        EXPECTS(party != nullptr);
        made.shares.push_back({party->name, party->label, number_of(compiled, numbers.shares[i])});
    }
    made.hhi_change = number_of(compiled, numbers.change);
    made.hhi_before = number_of(compiled, numbers.before);
    made.hhi_after = number_of(compiled, numbers.after);
    return made;
}

double mean_of(compile::Result const& compiled, plan::QuantityId id) {
    return compiled.plan.quantities[id.index()].expected;
}

}  // namespace

std::optional<Competition> competition_of(model::Scenario const& scenario, model::Option const& option,
                                          compile::Result const& compiled) {
    auto const found = compiled.competition.find(option.name);
    if (found == compiled.competition.end()) return std::nullopt;
    compile::CompetitionNumbers const& numbers = found->second;
    model::CompetitionCase const& of = option.route.value().competition.value();
    Competition made;
    made.markets.reserve(numbers.markets.size());
    for (compile::CompetitionNumbers::Market const& market : numbers.markets) {
        model::CompetitionCase::Market const* stated = model::find_named(of.markets, market.name);
        EXPECTS(stated != nullptr);
        made.markets.push_back(market_of(scenario, *stated, market, compiled));
    }
    made.price_pressure = number_of(compiled, numbers.price_pressure);
    made.concern = number_of(compiled, numbers.concern);
    made.customer_benefits_score = number_of(compiled, numbers.customer_benefits);
    made.failing_firm = number_of(compiled, numbers.failing_firm);
    for (compile::CompetitionNumbers::Benefit const& benefit : numbers.benefits) {
        model::CompetitionCase::CustomerBenefit const* stated =
            model::find_named(of.customer_benefits, benefit.name);
        EXPECTS(stated != nullptr);
        made.customer_benefits.push_back(
            {benefit.name, stated->label, mean_of(compiled, benefit.accepted), stated->weight});
    }
    made.branches.reserve(numbers.branches.size());
    for (compile::CompetitionNumbers::Branch const& branch : numbers.branches) {
        std::optional<double> stated;
        if (branch.stated) stated = mean_of(compiled, *branch.stated);
        made.branches.push_back(
            {branch.stage, branch.target, branch.by, stated, mean_of(compiled, branch.probability)});
    }
    made.source = of.provenance.source;
    made.basis = of.provenance.basis;
    made.note = of.provenance.note;
    if (auto const& weights = scenario.competition_weights) {
        made.weights_source = weights->provenance.source;
        made.weights_basis = weights->provenance.basis;
    }
    return made;
}

}  // namespace mergerisk::results
