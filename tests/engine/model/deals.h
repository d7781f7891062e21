#pragma once
// A small acquisition made by hand.

#include "tests/engine/model/scenarios.h"

#include <optional>
#include <string>

namespace mergerisk::test {

/// alpha may buy beta, which is worth 600, for 30 % more; from the acquirer's perspective. Options "separate"
/// (the counterfactual) and "takeover" with a route of two stages, and nothing else. Five years, 3.5 % a
/// year. No problems.
inline model::Scenario acquisition() {
    model::Scenario scenario = small_merger();
    scenario.transaction.perspective = model::Perspective::acquirer;
    scenario.parties = {party("alpha", 1000, 850), party("beta", 400, 350)};
    scenario.evidence.clear();
    model::Option takeover = option("takeover");
    takeover.form = "merger";
    takeover.parties = {"alpha", "beta"};
    takeover.route = two_stage_route("takeover");
    model::Deal deal;
    deal.path = "options.takeover.deal";
    deal.acquirer = "alpha";
    deal.target = "beta";
    deal.worth = certain(600, Dimension::money, deal.path + ".worth");
    deal.premium = certain(0.3, Dimension::excess, deal.path + ".premium");
    takeover.deal = deal;
    scenario.options[1] = takeover;
    return scenario;
}

inline model::Deal& deal(model::Scenario& scenario) {
    return *scenario.options[1].deal;
}

inline model::Deal::Financing loan(double share, double interest, double years) {
    std::string const path = "options.takeover.deal.financing";
    model::Deal::Financing financing;
    financing.share = certain(share, Dimension::share, path + ".share");
    financing.interest = certain(interest, Dimension::rate, path + ".interest");
    financing.years = years;
    return financing;
}

/// `name` is break_fee or reverse_break_fee.
inline model::Deal::Fee fee(std::string const& name, double share,
                            std::optional<double> probability = std::nullopt) {
    std::string const path = "options.takeover.deal." + name;
    model::Deal::Fee made;
    made.share = certain(share, Dimension::share, path + ".share");
    if (probability) made.probability = certain(*probability, Dimension::share, path + ".probability");
    return made;
}

}  // namespace mergerisk::test
