#include "engine/results/assumptions.h"

#include "tests/engine/results/hand_written.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace mergerisk::results {
namespace {

using namespace hand_written;
using testing::ElementsAre;

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

TEST(Assumptions, that_are_calculated_stand_before_what_they_are_calculated_from) {
    model::Scenario from = scenario();
    model::Quantity& total = from.options[0].costs[0].amount;
    total.provenance = {"tender", "", "", "published"};
    model::Operand factor;
    factor.path = total.path + ".product.1";
    factor.number = {quantity(factor.path, math::Distribution{math::Uniform{1, 3}}, base::Dimension::ratio)};
    total.value = model::Calculated{model::Calculated::Operation::product,
                                    {factor, {{}, "tariff", total.path + ".product.2"}}};
    std::vector<Assumption> const all = assumptions_of(from, compiled());
    Assumption const found = at(all, "options.merger.costs.it_integration.total.product.1");
    EXPECT_EQ(found.label, "One trust: it integration, total, factor 1");
    EXPECT_EQ(found.distribution, "uniform, 1 to 3");
    EXPECT_EQ(found.source, "tender");
    EXPECT_EQ(found.basis, "published");
    EXPECT_EQ(at(all, total.path).distribution, "calculated: (uniform, 1 to 3) x tariff");
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
    EXPECT_EQ(at(all, "options.merger.costs.it_integration.window.for").label,
              "One trust: it integration, length of window");
}

TEST(Assumptions, say_what_the_claimed_view_has_instead) {
    model::Scenario made = scenario();
    model::Option& option = made.options[0];
    auto const share = [](std::string path) {
        return quantity(std::move(path), math::Distribution{math::Uniform{0, 1}}, base::Dimension::share);
    };
    model::BenefitLine benefit;
    benefit.name = "saving";
    benefit.path = "options.merger.benefits.saving";
    benefit.annual = constant(benefit.path + ".annual", 5);
    benefit.realised = share(benefit.path + ".realised");
    option.benefits = {benefit};
    model::Risk risk;
    risk.name = "cutover";
    risk.path = "options.merger.risks.cutover";
    risk.probability = share(risk.path + ".probability");
    risk.costs = constant(risk.path + ".costs", 9);
    option.risks = {risk};
    compile::Result result = compiled();
    for (std::string const& path :
         {benefit.path + ".annual", benefit.path + ".realised", risk.path + ".probability"}) {
        plan::Quantity simulated;
        simulated.path = path;
        simulated.claimed = 0.5;
        simulated.expected = 0.5;
        result.plan.quantities.push_back(simulated);
        result.marginals.emplace_back(math::Uniform{0, 1});
    }
    std::vector<Assumption> const all = assumptions_of(made, result);
    EXPECT_EQ(at(all, benefit.path + ".annual").claimed, 0.5);
    EXPECT_EQ(at(all, benefit.path + ".realised").claimed, 1);
    EXPECT_EQ(at(all, "options.merger.costs.it_integration.overrun").claimed, 0);
    EXPECT_FALSE(at(all, risk.path + ".probability").claimed);
    EXPECT_EQ(at(all, risk.path + ".probability").mean, 0.5);
}

TEST(Assumptions, of_a_deal_take_its_source_and_claim_no_fee) {
    model::Scenario made = scenario();
    model::Deal deal;
    deal.path = "options.merger.deal";
    deal.provenance.source = "offer document";
    deal.worth = constant(deal.path + ".worth", 600);
    deal.premium = constant(deal.path + ".premium", 0.3);
    model::Deal::Fee fee;
    fee.share = constant(deal.path + ".break_fee.share", 0.01);
    deal.break_fee = fee;
    made.options[0].deal = deal;
    compile::Result result = compiled();
    for (char const* path : {"options.merger.deal.worth", "options.merger.deal.break_fee.share"}) {
        plan::Quantity simulated;
        simulated.path = path;
        simulated.claimed = 600;
        result.plan.quantities.push_back(simulated);
        result.marginals.emplace_back(math::Constant{600});
    }
    std::vector<Assumption> const all = assumptions_of(made, result);
    EXPECT_EQ(at(all, "options.merger.deal.worth").source, "offer document");
    EXPECT_EQ(at(all, "options.merger.deal.worth").label, "One trust: deal, worth");
    EXPECT_EQ(at(all, "options.merger.deal.worth").claimed, 600);
    EXPECT_FALSE(at(all, "options.merger.deal.break_fee.share").claimed);
}

TEST(Assumptions, give_the_length_of_a_clock_in_its_unit_and_as_planned) {
    model::Scenario made = scenario();
    model::Stage& stage = made.routes[0].stages[0];
    stage.clock.emplace();
    stage.clock->unit = model::ClockUnit::week;
    stage.clock->statutory = 24;
    stage.clock->length =
        quantity(stage.duration->path, math::Distribution{math::Uniform{1, 3}}, base::Dimension::count);
    stage.clock->stop =
        model::Clock::Stop{constant(stage.path + ".clock.stop.probability", 0.1),
                           constant(stage.path + ".clock.stop.length", 10), model::ClockUnit::day};
    stage.duration.reset();
    std::vector<Assumption> const all = assumptions_of(made, compiled());
    EXPECT_EQ(at(all, "routes.review.stages.phase_1.duration").unit, "weeks");
    EXPECT_EQ(at(all, "routes.review.stages.phase_1.duration").claimed, 24);
    EXPECT_EQ(at(all, "routes.review.stages.phase_1.clock.stop.length").unit, "days");
}

}  // namespace
}  // namespace mergerisk::results
