#pragma once
// Small scenarios made by hand. Paths are those that the same scenario would have in a document.

#include "engine/model/scenario.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mergerisk::test {

using base::Dimension;
using namespace std::chrono_literals;

inline model::Quantity uncertain(math::Distribution distribution, Dimension dimension, std::string path) {
    model::Quantity quantity;
    quantity.value = std::move(distribution);
    quantity.dimension = dimension;
    quantity.path = std::move(path);
    return quantity;
}

inline model::Quantity certain(double value, Dimension dimension, std::string path) {
    return uncertain(math::Constant{value}, dimension, std::move(path));
}

inline model::Quantity by_evidence(std::string entry, Dimension dimension, std::string path,
                                   std::string outcome = {}) {
    model::Quantity quantity;
    quantity.value = model::EvidenceUse{std::move(entry), std::nullopt, std::move(outcome), false};
    quantity.dimension = dimension;
    quantity.path = std::move(path);
    return quantity;
}

inline model::Quantity by_name(std::string name, Dimension dimension, std::string path) {
    model::Quantity quantity;
    quantity.value = model::QuantityName{std::move(name)};
    quantity.dimension = dimension;
    quantity.path = std::move(path);
    return quantity;
}

inline model::Branch leads_to(std::string target, std::string const& stage_path,
                              std::optional<double> probability = std::nullopt) {
    model::Branch branch;
    branch.path = stage_path + ".next." + target;
    if (probability) branch.probability = certain(*probability, Dimension::share, branch.path);
    branch.target = std::move(target);
    return branch;
}

/// A stage of that many months.
inline model::Stage stage(std::string name, std::string const& track_path, math::Distribution months,
                          std::vector<model::Branch> next) {
    model::Stage made;
    made.path = track_path + ".stages." + name;
    made.duration = uncertain(std::move(months), Dimension::duration, made.path + ".duration");
    made.name = std::move(name);
    made.next = std::move(next);
    return made;
}

inline model::Party party(std::string name, double income, double cost) {
    model::Party made;
    made.path = "parties." + name;
    made.income = certain(income, Dimension::money_a_year, made.path + ".income.annual");
    made.operating_cost = certain(cost, Dimension::money_a_year, made.path + ".operating_cost.annual");
    made.name = std::move(name);
    return made;
}

inline model::Driver driver(std::string name, math::Distribution annual) {
    model::Driver made;
    made.path = "drivers." + name;
    made.annual = uncertain(std::move(annual), Dimension::rate, made.path + ".annual");
    made.name = std::move(name);
    return made;
}

inline model::CostLine cost(std::string const& option, std::string name, math::Distribution total) {
    model::CostLine line;
    line.path = "options." + option + ".costs." + name;
    line.amount = uncertain(std::move(total), Dimension::money, line.path + ".total");
    line.window.path = line.path + ".window";
    line.window.from.base = model::Anchor::Base::completion;
    line.window.length = certain(24, Dimension::duration, line.path + ".window.for");
    line.name = std::move(name);
    return line;
}

inline model::BenefitLine benefit(std::string const& option, std::string name, math::Distribution annual) {
    model::BenefitLine line;
    line.path = "options." + option + ".benefits." + name;
    line.annual = uncertain(std::move(annual), Dimension::money_a_year, line.path + ".annual");
    line.name = std::move(name);
    return line;
}

inline model::Risk risk(std::string const& option, std::string name, double probability) {
    model::Risk made;
    made.path = "options." + option + ".risks." + name;
    made.probability = certain(probability, Dimension::share, made.path + ".probability");
    made.costs = uncertain(math::Pert{4, 9, 25}, Dimension::money, made.path + ".costs");
    made.name = std::move(name);
    return made;
}

inline model::EvidenceEntry entry(std::string name, decltype(model::EvidenceEntry::value) value) {
    model::EvidenceEntry made;
    made.path = "evidence." + name;
    made.name = std::move(name);
    made.value = std::move(value);
    return made;
}

/// Percentiles of an overrun: 10 % on budget, half below 20 %, 10 % above 100 %.
inline model::Ratio overrun_class() {
    math::ReferenceClass of;
    of.body = math::Percentiles{{{0.1, 0.0}, {0.5, 0.2}, {0.9, 1.0}}};
    of.scale = math::Scale::excess;
    return {of};
}

/// Months that named cases slipped.
inline model::Ratio slip_class() {
    model::Ratio ratio;
    ratio.dimension = base::Dimension::duration;
    ratio.observed = {{"coast", 0}, {"harbour", 30}, {"hill", 6}, {"lake", 0}, {"valley", 3}};
    ratio.reference_class.scale = math::Scale::ratio;
    std::vector<double> const months{0, 30, 6, 0, 3};
    ratio.reference_class.body = std::get<math::ClassBody>(math::fit_observed(months, math::Scale::ratio));
    return ratio;
}

/// A share with mean 65 % and standard deviation 22 %.
inline model::Ratio share_class() {
    math::ReferenceClass of;
    of.body = std::get<math::Beta>(math::beta_from_mean(0.65, 0.22));
    of.scale = math::Scale::share;
    return {of};
}

inline model::Option option(std::string name) {
    model::Option made;
    made.path = "options." + name;
    made.name = std::move(name);
    return made;
}

/// One track with two stages, written out in the option.
inline model::Route two_stage_route(std::string const& option) {
    model::Route route;
    model::Route::UsedTrack used;
    used.name = "assurance";
    used.path = "options." + option + ".route.tracks.assurance";
    used.track.name = "assurance";
    used.track.path = used.path;
    used.track.start = "outline";
    std::string const outline = used.path + ".stages.outline";
    std::string const full = used.path + ".stages.full";
    used.track.stages = {stage("outline", used.path, math::Pert{2, 3, 5},
                               {leads_to("full", outline), leads_to("abandoned", outline, 0.04)}),
                         stage("full", used.path, math::Pert{3, 5, 8},
                               {leads_to("prohibited", full, 0.1), leads_to("cleared", full)})};
    route.tracks.push_back(std::move(used));
    return route;
}

/// Two parties; the counterfactual "separate" and "merger" with a route, a cost, a benefit and a risk. No
/// problems.
inline model::Scenario small_merger() {
    model::Scenario scenario;
    scenario.transaction.name = "North and South";
    scenario.transaction.valuation_date = std::chrono::year{2016} / 10 / 1;
    scenario.transaction.horizon_months = 60;
    scenario.transaction.discount_rate = {{0, 0.035}};
    scenario.transaction.calendar = "england";
    model::Calendar england;
    england.name = "england";
    england.path = "calendars.england";
    england.base = model::Calendar::Base::united_kingdom;
    scenario.calendars = {england};
    scenario.parties = {party("south", 440, 422), party("north", 1000, 945)};
    scenario.forms = {{"merger", "Merger", model::Legal::single, {}},
                      {"standalone", "", model::Legal::separate, {}}};
    scenario.evidence = {entry("it_overrun", overrun_class()), entry("saving_realised", share_class())};

    model::Option separate = option("separate");
    separate.counterfactual = true;
    separate.form = "standalone";
    model::Option merger = option("merger");
    merger.form = "merger";
    merger.route = two_stage_route("merger");
    merger.costs = {cost("merger", "restructuring", math::Pert{20, 24, 40}),
                    cost("merger", "it_integration", math::Constant{23})};
    merger.costs[1].overrun =
        by_evidence("it_overrun", Dimension::excess, "options.merger.costs.it_integration.overrun");
    merger.benefits = {benefit("merger", "saving", math::Constant{42.6})};
    merger.benefits[0].realised =
        by_evidence("saving_realised", Dimension::share, "options.merger.benefits.saving.realised");
    merger.risks = {risk("merger", "cutover", 0.1)};
    scenario.options = {separate, merger};
    scenario.run = {1024, 7, model::Sampling::sobol};
    return scenario;
}

}  // namespace mergerisk::test
