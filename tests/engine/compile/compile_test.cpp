#include "engine/compile/compile.h"

#include "engine/plan/canonical.h"
#include "engine/random/name_hash.h"
#include "engine/timeline/sobol_directions.h"
#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace mergerisk::compile {
namespace {

using test::Dimension;

std::vector<std::string> addresses(plan::Plan const& plan) {
    std::vector<std::string> list;
    for (plan::Draw const& draw : plan.draws) list.push_back(draw.address);
    return list;
}

TEST(Compile, makes_the_whole_plan_of_a_small_merger) {
    Result const result = compile(test::small_merger());
    ASSERT_TRUE(result.problems.empty());
    plan::Plan const& plan = result.plan;
    EXPECT_EQ(plan.timeline.months, 60U);
    ASSERT_EQ(plan.options.size(), 2U);
    EXPECT_EQ(plan.options[0].name, "separate");
    EXPECT_EQ(plan.counterfactual, 0U);
    EXPECT_FALSE(plan.options[0].route.has_value());
    EXPECT_EQ(plan.options[1].costs.size(), 2U);
    EXPECT_EQ(plan.options[1].benefits.size(), 1U);
    EXPECT_EQ(plan.options[1].risks.size(), 1U);
    EXPECT_EQ(plan.parties.size(), 2U);
    EXPECT_EQ(plan.parties[0].name, "north");
    EXPECT_TRUE(plan.calendars.empty());
    EXPECT_EQ(result.trials, 1024U);
    EXPECT_THAT(addresses(plan),
                ::testing::ElementsAre("benefits.saving.realised", "costs.it_integration.overrun",
                                       "costs.restructuring.total", "risks.cutover.costs",
                                       "risks.cutover.happens", "route.tracks.assurance.stages.full.branch",
                                       "route.tracks.assurance.stages.full.duration",
                                       "route.tracks.assurance.stages.outline.branch",
                                       "route.tracks.assurance.stages.outline.duration"));
}

TEST(Compile, keeps_the_exact_distribution_of_every_quantity) {
    Result const result = compile(test::small_merger());
    ASSERT_EQ(result.marginals.size(), result.plan.quantities.size());
    plan::Quantity const& total = result.plan.quantities[result.plan.options[1].costs[1].amount.index()];
    EXPECT_EQ(total.kind, plan::Quantity::Kind::table);
    math::Distribution const expected = math::Pert{20, 24, 40};
    EXPECT_EQ(result.marginals[result.plan.options[1].costs[1].amount.index()], expected);
}

TEST(Compile, puts_the_inputs_of_a_quantity_before_it) {
    model::Scenario scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("ends", model::Counts{{{"fine", 30}, {"failed", 4}}}));
    scenario.options[1].risks[0].probability =
        test::by_evidence("ends", Dimension::share, "options.merger.risks.cutover.probability", "fine");
    Result const result = compile(scenario);
    ASSERT_TRUE(result.problems.empty());
    for (std::size_t q = 0; q < result.plan.quantities.size(); ++q) {
        for (plan::QuantityId const input : result.plan.quantities[q].inputs) EXPECT_LT(input.index(), q);
    }
}

TEST(Compile, lists_the_problems_of_the_scenario_and_makes_no_plan) {
    model::Scenario scenario = test::small_merger();
    scenario.run.trials = 0;
    scenario.options[1].form = "marger";
    Result const result = compile(scenario);
    EXPECT_EQ(result.problems.size(), 2U);
    EXPECT_TRUE(result.plan.options.empty());
}

TEST(Compile, names_draws_by_the_hash_of_their_address) {
    Result const result = compile(test::small_merger());
    for (plan::Draw const& draw : result.plan.draws) EXPECT_EQ(draw.name, random::name_hash(draw.address));
}

TEST(Compile, gives_the_same_plan_twice) {
    EXPECT_EQ(plan::canonical_bytes(compile(test::small_merger()).plan),
              plan::canonical_bytes(compile(test::small_merger()).plan));
}

TEST(Compile, gives_the_same_plan_whatever_the_order_of_what_stands_in_an_option) {
    model::Scenario const scenario = test::small_merger();
    model::Scenario reordered = scenario;
    model::Option& merger = reordered.options[1];
    std::reverse(merger.costs.begin(), merger.costs.end());
    model::Track& track = merger.route->tracks[0].track;
    std::reverse(track.stages.begin(), track.stages.end());
    for (model::Stage& stage : track.stages) std::reverse(stage.next.begin(), stage.next.end());
    std::reverse(reordered.parties.begin(), reordered.parties.end());
    std::reverse(reordered.evidence.begin(), reordered.evidence.end());
    EXPECT_EQ(plan::canonical_bytes(compile(scenario).plan), plan::canonical_bytes(compile(reordered).plan));
}

TEST(Compile, changes_no_other_draw_when_a_line_is_added) {
    model::Scenario scenario = test::small_merger();
    Result const before = compile(scenario);
    scenario.options[1].costs.push_back(test::cost("merger", "branding", math::Uniform{0, 2}));
    Result const after = compile(scenario);
    ASSERT_EQ(after.plan.draws.size(), before.plan.draws.size() + 1);
    for (plan::Draw const& draw : before.plan.draws) {
        auto const same = [&](plan::Draw const& d) {
            return d.address == draw.address && d.name == draw.name;
        };
        EXPECT_TRUE(std::any_of(after.plan.draws.begin(), after.plan.draws.end(), same)) << draw.address;
    }
}

TEST(Compile, draws_only_what_is_used) {
    model::Scenario scenario = test::small_merger();
    scenario.quantities = {
        {"idle", "", test::uncertain(math::Uniform{0, 1}, Dimension::share, "quantities.idle")}};
    scenario.evidence.push_back(test::entry("unread", model::Proportion{4, 40}));
    EXPECT_EQ(plan::canonical_bytes(compile(scenario).plan),
              plan::canonical_bytes(compile(test::small_merger()).plan));
}

// ---------------------------------------------------------------------------------------------------------------

model::Scenario with_twin() {
    model::Scenario scenario = test::small_merger();
    model::Option group = test::option("group");
    group.costs = {test::cost("group", "restructuring", math::Uniform{5, 9})};
    group.risks = {test::risk("group", "strike", 0.1)};
    scenario.options.push_back(group);
    return scenario;
}

TEST(SharedLuck, joins_what_stands_at_the_same_path_in_two_options) {
    Result const result = compile(with_twin());
    plan::Plan const& plan = result.plan;
    plan::Quantity const& of_merger = plan.quantities[plan.options[1].costs[1].amount.index()];
    plan::Quantity const& of_group = plan.quantities[plan.options[2].costs[0].amount.index()];
    EXPECT_EQ(of_merger.draw, of_group.draw);
    EXPECT_NE(of_merger.path, of_group.path);
    ASSERT_EQ(result.notes.shared.size(), 1U);
    EXPECT_EQ(result.notes.shared[0].address, "costs.restructuring.total");
    EXPECT_THAT(result.notes.shared[0].options, ::testing::ElementsAre("merger", "group"));
}

TEST(SharedLuck, ends_where_an_option_has_its_own) {
    model::Scenario scenario = with_twin();
    scenario.options[2].luck = model::Luck::own;
    Result const result = compile(scenario);
    plan::Plan const& plan = result.plan;
    plan::Quantity const& of_group = plan.quantities[plan.options[2].costs[0].amount.index()];
    EXPECT_EQ(plan.draws[of_group.draw->index()].address, "options.group.costs.restructuring.total");
    EXPECT_TRUE(result.notes.shared.empty());
}

TEST(SharedLuck, of_a_party_is_everyone_s) {
    model::Scenario scenario = test::small_merger();
    scenario.parties[0].income.value = math::Normal{440, 20};
    Result const result = compile(scenario);
    ASSERT_EQ(result.notes.shared.size(), 1U);
    EXPECT_EQ(result.notes.shared[0].address, "parties.south.income.annual");
    EXPECT_THAT(result.notes.shared[0].options, ::testing::ElementsAre("separate", "merger"));
}

// ---------------------------------------------------------------------------------------------------------------

TEST(Dimensions, follow_the_order_of_the_addresses) {
    Result const result = compile(test::small_merger());
    for (std::size_t d = 0; d < result.plan.draws.size(); ++d) {
        EXPECT_EQ(result.plan.draws[d].sobol_dimension, static_cast<std::uint32_t>(d));
    }
    EXPECT_EQ(result.plan.sampling.kind, plan::Sampling::Kind::sobol);
    EXPECT_EQ(result.plan.sampling.directions, timeline::sobol_directions(result.plan.draws.size()));
    EXPECT_EQ(result.notes.dimensions, addresses(result.plan));
}

TEST(Dimensions, do_not_exist_under_plain_sampling) {
    Result const result = compile(test::small_merger(), {std::nullopt, std::nullopt, model::Sampling::plain});
    EXPECT_EQ(result.plan.sampling.kind, plan::Sampling::Kind::plain);
    EXPECT_TRUE(result.plan.sampling.directions.empty());
    EXPECT_TRUE(result.notes.dimensions.empty());
    for (plan::Draw const& draw : result.plan.draws) EXPECT_FALSE(draw.sobol_dimension.has_value());
}

TEST(Dimensions, end_with_the_direction_numbers) {
    model::Scenario scenario = test::small_merger();
    for (int i = 0; i < 1900; ++i) {
        scenario.options[1].costs.push_back(
            test::cost("merger", "extra_" + std::to_string(i), math::Uniform{0, 1}));
    }
    Result const result = compile(scenario);
    ASSERT_EQ(result.plan.draws.size(), 1909U);
    EXPECT_EQ(result.plan.sampling.directions.size(), timeline::kMaximumSobolDimensions);
    EXPECT_TRUE(result.plan.draws[1899].sobol_dimension.has_value());
    EXPECT_FALSE(result.plan.draws[1900].sobol_dimension.has_value());
    EXPECT_THAT(result.notes.remarks,
                ::testing::Contains(::testing::HasSubstr("9 draws have no Sobol dimension")));
}

TEST(Settings, override_what_the_scenario_says) {
    Result const result =
        compile(test::small_merger(), {std::uint64_t{4096}, std::uint64_t{99}, std::nullopt});
    EXPECT_EQ(result.trials, 4096U);
    EXPECT_EQ(result.plan.sampling.seed, 99U);
    EXPECT_EQ(compile(test::small_merger()).plan.sampling.seed, 7U);
}

TEST(Settings, want_at_least_one_trial) {
    Result const result = compile(test::small_merger(), {std::uint64_t{0}, std::nullopt, std::nullopt});
    ASSERT_EQ(result.problems.size(), 1U);
    EXPECT_EQ(result.problems[0].path, "run.trials");
}

TEST(Remarks, name_the_nearest_balanced_number_of_trials) {
    auto const remarks = [](std::uint64_t trials) {
        return compile(test::small_merger(), {trials, std::nullopt, std::nullopt}).notes.remarks;
    };
    EXPECT_TRUE(remarks(16).empty());
    EXPECT_TRUE(remarks(131072).empty());
    // 16 x 2^10 = 16384 and 16 x 2^11 = 32768.
    EXPECT_THAT(remarks(20000), ::testing::ElementsAre(::testing::HasSubstr("16384 is the nearest")));
    EXPECT_THAT(remarks(30000), ::testing::ElementsAre(::testing::HasSubstr("32768 is the nearest")));
    EXPECT_THAT(remarks(3), ::testing::ElementsAre(::testing::HasSubstr("16 is the nearest")));
}

TEST(Remarks, say_what_became_of_the_scenario_s_own_case) {
    model::Scenario scenario = test::small_merger();
    scenario.transaction.case_name = "harbour";
    scenario.transaction.hindsight = true;
    scenario.evidence[0].cases = {{"harbour", ""}};
    EXPECT_THAT(compile(scenario).notes.remarks,
                ::testing::ElementsAre(::testing::HasSubstr("part of the evidence it_overrun")));
    scenario.evidence[0].cases.clear();
    scenario.evidence.push_back(test::entry("slip", test::slip_class()));
    EXPECT_THAT(compile(scenario).notes.remarks,
                ::testing::ElementsAre("Evidence slip is used without this scenario's own case"));
}

TEST(Remarks, name_overruns_that_are_wider_than_their_class) {
    model::Scenario scenario = test::small_merger();
    EXPECT_TRUE(compile(scenario).notes.remarks.empty());
    scenario.evidence[0].transferability = 0.5;
    EXPECT_THAT(compile(scenario).notes.remarks,
                ::testing::ElementsAre(::testing::AllOf(::testing::HasSubstr("keep its mean"),
                                                        ::testing::EndsWith("(it_overrun)"))));
}

}  // namespace
}  // namespace mergerisk::compile
