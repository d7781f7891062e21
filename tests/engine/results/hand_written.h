#pragma once
// A small scenario and its compiled quantities, written by hand.

#include "engine/compile/compile.h"
#include "engine/model/scenario.h"

#include <string>
#include <utility>

namespace mergerisk::results::hand_written {

inline model::Quantity quantity(std::string path, decltype(model::Quantity::value) value,
                                base::Dimension dimension = base::Dimension::money) {
    model::Quantity made;
    made.path = std::move(path);
    made.value = std::move(value);
    made.dimension = dimension;
    return made;
}

inline model::Quantity constant(std::string path, double value) {
    return quantity(std::move(path), math::Distribution{math::Constant{value}});
}

inline model::EvidenceEntry overruns() {
    model::EvidenceEntry entry;
    entry.name = "it_overrun";
    entry.label = "Overrun of IT projects";
    math::ReferenceClass reference_class;
    reference_class.body = math::Percentiles{{{0.1, 0.0}, {0.5, 0.2}, {0.9, 1.0}}};
    reference_class.scale = math::Scale::excess;
    entry.value = model::Ratio{reference_class, base::Dimension::excess};
    entry.transferability = 0.6;
    entry.as_of = std::chrono::sys_days{std::chrono::year{2018} / 1 / 1};
    entry.provenance = {"Flyvbjerg and Budzier 2011", "", "", "published"};
    return entry;
}

/// One option with a cost line, whose overrun comes from evidence, and a route of the library.
inline model::Scenario scenario() {
    model::Scenario made;
    made.transaction.name = "Deal";
    made.transaction.money_label = "GBP million";
    made.transaction.valuation_date = std::chrono::sys_days{std::chrono::year{2016} / 10 / 1};
    made.transaction.discount_rate = {{0, 0.035}, {30, 0.03}};
    made.quantities.push_back({"tariff", "Tariff", constant("quantities.tariff", 3)});
    made.evidence = {overruns()};

    model::Track track;
    track.name = "review";
    track.label = "Review";
    track.path = "routes.review";
    track.provenance.source = "Enterprise Act 2002";
    model::Stage stage;
    stage.name = "phase_1";
    stage.path = "routes.review.stages.phase_1";
    stage.duration = quantity("routes.review.stages.phase_1.duration",
                              math::Distribution{math::Uniform{1, 3}}, base::Dimension::duration);
    track.stages = {stage};
    made.routes = {track};

    model::Option option;
    option.name = "merger";
    option.label = "One trust";
    option.path = "options.merger";
    option.route.emplace();
    option.route->tracks.push_back({"competition", "review", {}, "options.merger.route.tracks.competition"});
    model::CostLine line;
    line.name = "it_integration";
    line.path = "options.merger.costs.it_integration";
    line.provenance = {"HSJ 7017866", "", "CFO", ""};
    line.amount = constant(line.path + ".total", 23);
    line.overrun = quantity(line.path + ".overrun", model::EvidenceUse{"it_overrun", {}, "", false},
                            base::Dimension::excess);
    line.window.length =
        quantity(line.path + ".window.for", model::QuantityName{"tariff"}, base::Dimension::duration);
    option.costs = {line};
    model::Option other = option;
    other.name = "group";
    other.label = "Group";
    other.path = "options.group";
    other.costs.clear();
    made.options = {option, other};
    return made;
}

inline compile::Result compiled() {
    compile::Result made;
    auto const add = [&](std::string path, double claimed, math::Distribution const& marginal) {
        plan::Quantity simulated;
        simulated.path = std::move(path);
        simulated.claimed = claimed;
        simulated.expected = math::mean(marginal);
        made.plan.quantities.push_back(simulated);
        made.marginals.push_back(marginal);
    };
    add("quantities.tariff", 3, math::Constant{3});
    add("routes.review.stages.phase_1.duration", 2, math::Uniform{1, 3});
    add("options.merger.costs.it_integration.overrun", 0, math::Uniform{0, 1});
    return made;
}

}  // namespace mergerisk::results::hand_written
