#include "engine/results/register.h"

#include "engine/results/summarise.h"
#include "tests/engine/results/hand_made.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace mergerisk::results {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

model::Quantity quantity(std::string path, decltype(model::Quantity::value) value,
                         base::Dimension dimension = base::Dimension::money) {
    model::Quantity made;
    made.path = std::move(path);
    made.value = std::move(value);
    made.dimension = dimension;
    return made;
}

model::Quantity constant(std::string path, double value) {
    return quantity(std::move(path), math::Distribution{math::Constant{value}});
}

model::EvidenceEntry overruns() {
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
model::Scenario scenario() {
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

compile::Result compiled() {
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

Assumption const& at(std::vector<Assumption> const& all, std::string const& path) {
    auto const found =
        std::find_if(all.begin(), all.end(), [&](Assumption const& a) { return a.path == path; });
    EXPECT_NE(found, all.end()) << path;
    return *found;
}

TEST(Assumptions, are_listed_once_in_the_order_of_the_document) {
    std::vector<std::string> paths;
    for (Assumption const& assumption : assumptions_of(scenario(), compiled()))
        paths.push_back(assumption.path);
    EXPECT_THAT(paths, ElementsAre("quantities.tariff", "routes.review.stages.phase_1.duration",
                                   "options.merger.costs.it_integration.total",
                                   "options.merger.costs.it_integration.overrun",
                                   "options.merger.costs.it_integration.window.for"));
}

TEST(Assumptions, have_the_percentiles_of_what_is_simulated) {
    Assumption const found =
        at(assumptions_of(scenario(), compiled()), "routes.review.stages.phase_1.duration");
    EXPECT_EQ(found.distribution, "uniform, 1 month to 3 months");
    EXPECT_EQ(found.unit, "months");
    EXPECT_EQ(found.claimed, 2);
    EXPECT_EQ(found.mean, 2);
    EXPECT_NEAR(*found.p10, 1.2, 1e-12);
    EXPECT_NEAR(*found.p50, 2, 1e-12);
    EXPECT_NEAR(*found.p90, 2.8, 1e-12);
}

TEST(Assumptions, that_are_not_simulated_have_words_only) {
    Assumption const found =
        at(assumptions_of(scenario(), compiled()), "options.merger.costs.it_integration.total");
    EXPECT_EQ(found.distribution, "23");
    EXPECT_FALSE(found.claimed || found.mean || found.p10 || found.p50 || found.p90);
}

TEST(Assumptions, by_the_name_of_a_quantity_are_that_quantity) {
    Assumption const found =
        at(assumptions_of(scenario(), compiled()), "options.merger.costs.it_integration.window.for");
    EXPECT_EQ(found.distribution, "as quantity tariff");
    EXPECT_EQ(found.mean, 3);
}

TEST(Assumptions, take_their_source_from_evidence_and_else_from_what_they_belong_to) {
    std::vector<Assumption> const all = assumptions_of(scenario(), compiled());
    Assumption const& overrun = at(all, "options.merger.costs.it_integration.overrun");
    EXPECT_EQ(overrun.source, "Flyvbjerg and Budzier 2011");
    EXPECT_EQ(overrun.basis, "published");
    EXPECT_EQ(overrun.distribution, "evidence it_overrun, transferability 60 %");
    Assumption const& total = at(all, "options.merger.costs.it_integration.total");
    EXPECT_EQ(total.source, "HSJ 7017866");
    EXPECT_EQ(total.owner, "CFO");
    EXPECT_EQ(at(all, "routes.review.stages.phase_1.duration").source, "Enterprise Act 2002");
}

TEST(Assumptions, keep_their_own_basis_and_no_borrowed_source_beside_it) {
    model::Scenario made = scenario();
    made.options[0].costs[0].amount.provenance.basis = "judgement";
    Assumption const found =
        at(assumptions_of(made, compiled()), "options.merger.costs.it_integration.total");
    EXPECT_EQ(found.basis, "judgement");
    EXPECT_EQ(found.source, "");
}

TEST(Assumptions, are_named_in_the_words_of_the_scenario) {
    std::vector<Assumption> const all = assumptions_of(scenario(), compiled());
    EXPECT_EQ(at(all, "options.merger.costs.it_integration.overrun").label,
              "One trust: it integration, overrun");
    EXPECT_EQ(at(all, "routes.review.stages.phase_1.duration").label, "Review: phase 1, duration");
    EXPECT_EQ(at(all, "quantities.tariff").label, "Tariff");
}

TEST(Evidence, is_listed_when_a_number_uses_it_with_its_date) {
    model::Scenario made = scenario();
    made.evidence.push_back(overruns());
    made.evidence.back().name = "unused";
    std::vector<EvidenceUsed> const found = evidence_of(made);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, "it_overrun");
    EXPECT_EQ(found[0].measure, "reference class, median 20 %");
    EXPECT_EQ(found[0].transferability, 0.6);
    EXPECT_EQ(found[0].as_of, "2018-01-01");
    EXPECT_TRUE(found[0].hindsight);
}

TEST(Evidence, is_listed_for_each_transferability_it_is_used_with) {
    model::Scenario made = scenario();
    made.options[1].costs = made.options[0].costs;
    made.options[1].costs[0].overrun = quantity("options.group.costs.it_integration.overrun",
                                                model::EvidenceUse{"it_overrun", 0.3, "", false});
    std::vector<EvidenceUsed> const found = evidence_of(made);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].transferability, 0.3);
    EXPECT_EQ(found[1].transferability, 0.6);
}

TEST(Evidence, leaves_out_the_scenarios_own_case) {
    model::Scenario made = scenario();
    made.transaction.case_name = "deal_2017";
    made.evidence[0].value = model::Proportion{1, 3};
    made.evidence[0].cases = {{"deal_2017", "other"}};
    EXPECT_EQ(evidence_of(made).at(0).measure, "1 of 2 cases");
}

TEST(Notes, tell_of_hindsight_first_and_once) {
    EvidenceUsed used;
    used.name = "it_overrun";
    used.as_of = "2018-01-01";
    used.hindsight = true;
    compile::Notes notes;
    notes.remarks = {"20000 trials are not 16 times a power of two"};
    std::vector<EvidenceUsed> const twice{used, used};
    EXPECT_THAT(notes_of(twice, notes),
                ElementsAre("Evidence later than the valuation date is used: it_overrun (2018-01-01)",
                            "20000 trials are not 16 times a power of two"));
    EXPECT_THAT(notes_of({}, {}), ElementsAre());
}

TEST(Summarise, puts_what_went_in_beside_what_came_out) {
    model::Scenario const made = scenario();
    compile::Result result = compiled();
    std::vector<plan::Quantity> const quantities = result.plan.quantities;
    result.plan = hand_made::plan_of({"merger", "group"});
    result.plan.quantities = quantities;
    result.notes.defaults = {{"options.merger.legal", "separate"}};
    result.notes.correlations = {{"a", "b", 0.4, 0.41582, std::nullopt}};
    result.notes.independent = {"c"};
    result.notes.shared = {{"a", {"merger", "group"}}};
    plan::Outcomes const outcomes = hand_made::outcomes_of(result.plan, 3);
    results::Run const run = summarise(made, result, outcomes, hand_made::claims_of(result.plan));
    EXPECT_EQ(run.transaction.valuation_date, "2016-10-01");
    EXPECT_EQ(run.transaction.discount_rate, 0.035);
    EXPECT_EQ(run.transaction.prices, "real");
    EXPECT_EQ(run.options[0].metrics.at("npv").unit, "GBP million");
    EXPECT_EQ(run.assumptions.size(), 5U);
    EXPECT_EQ(run.defaults.at(0).what, "separate");
    EXPECT_EQ(run.dependence.pairs.at(0).normal_score, 0.41582);
    EXPECT_FALSE(run.dependence.pairs.at(0).achieved);
    EXPECT_THAT(run.dependence.shared_between_options.at(0).options, ElementsAre("merger", "group"));
    EXPECT_THAT(run.notes, ElementsAre(HasSubstr("it_overrun")));
}

}  // namespace
}  // namespace mergerisk::results
