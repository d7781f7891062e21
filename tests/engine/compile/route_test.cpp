#include "engine/compile/route.h"

#include "engine/compile/compile.h"
#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace mergerisk::compile {
namespace {

using test::Dimension;
using ::testing::ElementsAre;

std::string const kTrack = "options.merger.route.tracks.assurance";

model::Track& track(model::Scenario& scenario) {
    return scenario.options[1].route->tracks[0].track;
}

Result compiled(model::Scenario const& scenario) {
    Result result = compile(scenario);
    for (base::Problem const& problem : result.problems) ADD_FAILURE() << base::describe(problem);
    return result;
}

plan::Route const& route_of(Result const& result) {
    return *result.plan.options.at(1).route;
}

std::vector<std::string> stage_names(plan::Route const& route) {
    std::vector<std::string> names;
    for (plan::Stage const& stage : route.stages) names.push_back(stage.name);
    return names;
}

std::vector<std::string> targets(plan::Route const& route, std::vector<plan::Branch> const& branches) {
    std::vector<std::string> names;
    for (plan::Branch const& branch : branches) {
        constexpr char const* kEnds[] = {"cleared", "cleared_with_remedies", "abandoned", "prohibited"};
        names.emplace_back(branch.stage ? route.stages[branch.stage->index()].name
                                        : kEnds[static_cast<std::size_t>(branch.end)]);
    }
    return names;
}

std::string address(Result const& result, plan::DrawId draw) {
    return result.plan.draws[draw.index()].address;
}

TEST(Route, has_each_stage_after_those_that_lead_to_it_whatever_their_order) {
    // start -> b or a; both -> joint.
    model::Scenario scenario = test::small_merger();
    auto const at = [&](char const* name) { return kTrack + ".stages." + name; };
    auto const months = math::Constant{2};
    track(scenario).start = "start";
    track(scenario).stages = {
        test::stage("joint", kTrack, months, {test::leads_to("cleared", at("joint"))}),
        test::stage("b", kTrack, months, {test::leads_to("joint", at("b"))}),
        test::stage("start", kTrack, months,
                    {test::leads_to("b", at("start"), 0.4), test::leads_to("a", at("start"))}),
        test::stage("a", kTrack, months, {test::leads_to("joint", at("a"))})};
    Result const result = compiled(scenario);
    plan::Route const& route = route_of(result);
    EXPECT_THAT(stage_names(route),
                ElementsAre("assurance.start", "assurance.a", "assurance.b", "assurance.joint"));
    EXPECT_EQ(route.tracks[0].start, plan::StageId{0});
    EXPECT_EQ(route.tracks[0].stages.size(), 4U);
    std::reverse(track(scenario).stages.begin(), track(scenario).stages.end());
    EXPECT_EQ(stage_names(route_of(compiled(scenario))), stage_names(route));
}

TEST(Route, has_branches_in_canonical_order) {
    model::Scenario scenario = test::small_merger();
    model::Stage& outline = track(scenario).stages[0];
    auto const to = [&](char const* name, double p) { return test::leads_to(name, outline.path, p); };
    outline.next = {to("prohibited", 0.1), to("abandoned", 0.1),
                    to("full", 0.2),       to("cleared_with_remedies", 0.1),
                    to("cleared", 0.1),    to("extra", 0.4)};
    track(scenario).stages.push_back(test::stage("extra", kTrack, math::Constant{1},
                                                 {test::leads_to("cleared", kTrack + ".stages.extra")}));
    Result const result = compiled(scenario);
    EXPECT_THAT(targets(route_of(result), route_of(result).stages[0].next),
                ElementsAre("cleared", "cleared_with_remedies", "assurance.extra", "assurance.full",
                            "abandoned", "prohibited"));
}

TEST(Route, claims_the_likeliest_branch_that_does_not_lead_to_failure) {
    model::Scenario scenario = test::small_merger();
    model::Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("prohibited", full.path, 0.6), test::leads_to("cleared", full.path, 0.1),
                 test::leads_to("cleared_with_remedies", full.path)};
    Result result = compiled(scenario);
    plan::Stage const& stage = route_of(result).stages[1];
    EXPECT_EQ(stage.next[stage.claimed_branch].end, plan::End::cleared_with_remedies);
    // A stage from which no way clears leads to failure, too, however likely it is.
    model::Stage& outline = track(scenario).stages[0];
    outline.next = {test::leads_to("full", outline.path, 0.2), test::leads_to("doomed", outline.path)};
    track(scenario).stages.push_back(test::stage("doomed", kTrack, math::Constant{1},
                                                 {test::leads_to("abandoned", kTrack + ".stages.doomed")}));
    result = compiled(scenario);
    plan::Stage const& first = route_of(result).stages[0];
    EXPECT_THAT(targets(route_of(result), {first.next[first.claimed_branch]}), ElementsAre("assurance.full"));
}

TEST(Route, that_always_fails_claims_so_and_says_so) {
    model::Scenario scenario = test::small_merger();
    model::Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("prohibited", full.path, 1)};
    Result const result = compiled(scenario);
    EXPECT_EQ(route_of(result).stages[1].claimed_branch, 0U);
    EXPECT_THAT(result.notes.remarks, ::testing::Contains(::testing::HasSubstr("assurance.full fails")));
}

/// full -> outline again, once, then abandoned.
model::Scenario referred_back() {
    model::Scenario scenario = test::small_merger();
    model::Stage& outline = track(scenario).stages[0];
    outline.duration->value = math::Uniform{1, 3};
    model::Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("outline", full.path, 0.3), test::leads_to("cleared", full.path)};
    full.next[0].refer_back = model::ReferBack{1, "abandoned"};
    return scenario;
}

TEST(Loop, becomes_visits_with_luck_of_their_own_and_one_probability) {
    Result const result = compiled(referred_back());
    plan::Route const& route = route_of(result);
    EXPECT_THAT(stage_names(route),
                ElementsAre("assurance.outline", "assurance.full", "assurance.outline", "assurance.full"));
    EXPECT_THAT(route.stages[0].later_visits, ElementsAre(plan::StageId{2}));
    EXPECT_THAT(route.stages[1].later_visits, ElementsAre(plan::StageId{3}));
    EXPECT_TRUE(route.stages[2].later_visits.empty());
    EXPECT_EQ(route.stages[2].visit, 1U);
    EXPECT_THAT(targets(route, route.stages[1].next), ElementsAre("cleared", "assurance.outline"));
    EXPECT_THAT(targets(route, route.stages[3].next), ElementsAre("cleared", "abandoned"));
    EXPECT_EQ(route.stages[1].next[1].probability, route.stages[3].next[1].probability);
    EXPECT_EQ(address(result, route.stages[3].branch), address(result, route.stages[1].branch));
    EXPECT_EQ(result.plan.draws[route.stages[1].branch.index()].index, 0U);
    EXPECT_EQ(result.plan.draws[route.stages[3].branch.index()].index, 1U);
    plan::Quantity const& again = result.plan.quantities[route.stages[2].duration->index()];
    EXPECT_EQ(again.path, kTrack + ".stages.outline.duration");
    EXPECT_EQ(result.plan.draws[again.draw->index()].index, 1U);
}

TEST(Loop, has_dimensions_for_its_first_visits_only) {
    Result const result = compiled(referred_back());
    std::size_t first_visits = 0;
    for (plan::Draw const& draw : result.plan.draws) {
        EXPECT_EQ(draw.sobol_dimension.has_value(), draw.index == 0) << draw.address;
        first_visits += draw.index == 0 ? 1U : 0U;
    }
    EXPECT_EQ(result.notes.dimensions.size(), first_visits);
    EXPECT_LT(first_visits, result.plan.draws.size());
    std::vector<std::string> listed = result.notes.independent;
    std::sort(listed.begin(), listed.end());
    EXPECT_EQ(std::adjacent_find(listed.begin(), listed.end()), listed.end());
}

TEST(Loop, is_no_part_of_the_claimed_path_while_another_way_clears) {
    model::Scenario scenario = referred_back();
    track(scenario).stages[1].next[0].probability->value = math::Constant{0.9};
    Result const result = compiled(scenario);
    plan::Stage const& full = route_of(result).stages[1];
    EXPECT_THAT(targets(route_of(result), {full.next[full.claimed_branch]}), ElementsAre("cleared"));
}

TEST(Track, after_completion_says_so_in_the_plan) {
    model::Scenario scenario = test::small_merger();
    model::Route::UsedTrack review = scenario.options[1].route->tracks[0];
    review.name = review.track.name = "review_after";
    review.path = "options.merger.route.tracks.review_after";
    review.track.path = review.path;
    review.track.after_completion = true;
    review.track.holds_separate = true;
    for (model::Stage& stage : review.track.stages) {
        stage.path = review.path + ".stages." + stage.name;
        stage.duration = test::certain(60, Dimension::duration, stage.path + ".duration");
        stage.next = {test::leads_to(stage.name == "outline" ? "full" : "cleared", stage.path)};
    }
    scenario.options[1].route->tracks.push_back(review);
    Result const result = compiled(scenario);
    plan::Route const& route = route_of(result);
    ASSERT_EQ(route.tracks.size(), 2U);
    EXPECT_FALSE(route.tracks[0].after_completion);
    EXPECT_TRUE(route.tracks[1].after_completion);
    EXPECT_TRUE(route.tracks[1].holds_separate);
}

// ---------------------------------------------------------------------------------------------------------------

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Never, is_said_of_windows_that_lie_outside_or_end_before_they_begin) {
    model::Scenario scenario = test::small_merger();
    model::Option& merger = scenario.options[1];
    auto const add = [&](std::string const& name, model::Window window) {
        model::CostLine line;
        line.name = name;
        line.path = merger.path + ".costs." + name;
        line.amount = test::certain(1, Dimension::money, line.path + ".total");
        window.path = line.path + ".window";
        line.window = std::move(window);
        merger.costs.push_back(line);
    };
    using Base = model::Anchor::Base;
    add("past", {{}, {Base::start, {}, -6}, model::Anchor{Base::start, {}, -1}, {}, {}});
    add("beyond", {{}, {Base::end, {}, 3}, model::Anchor{Base::end, {}, 6}, {}, {}});
    add("backwards", {{}, {Base::completion, {}, 3}, model::Anchor{Base::start, {}, 1}, {}, {}});
    add("fine", {{}, {Base::start, {}, -6}, model::Anchor{Base::completion, {}, 1}, {}, {}});
    Result const result = compiled(scenario);
    EXPECT_THAT(
        result.notes.remarks,
        Contains("Cost past of option merger never counts: its window lies before the valuation date"));
    EXPECT_THAT(result.notes.remarks, Contains(HasSubstr("Cost beyond of option merger never counts")));
    EXPECT_THAT(result.notes.remarks,
                Contains("Cost backwards of option merger never counts: its window ends before it begins in "
                         "every trial"));
    EXPECT_THAT(result.notes.remarks, Not(Contains(HasSubstr("Cost fine"))));
}

TEST(Never, is_said_of_risks_beyond_the_horizon_and_of_failures_that_cannot_happen) {
    model::Scenario scenario = test::small_merger();
    model::Option& merger = scenario.options[1];
    model::Risk risk;
    risk.name = "flood";
    risk.path = merger.path + ".risks.flood";
    risk.probability = test::certain(0.1, Dimension::share, risk.path + ".probability");
    risk.costs = test::certain(1, Dimension::money, risk.path + ".costs");
    risk.when = {model::Anchor::Base::end, {}, 0};
    merger.risks = {risk};
    model::CostLine fee;
    fee.name = "break_up";
    fee.path = merger.path + ".costs.break_up";
    fee.amount = test::certain(1, Dimension::money, fee.path + ".total");
    fee.window = {"review", {}, {}, {}, {}};
    fee.only_if = model::OnlyIf::walked_away;
    merger.route->abandonment_hazard.reset();
    merger.costs.push_back(fee);
    Result const result = compiled(scenario);
    EXPECT_THAT(result.notes.remarks,
                Contains("Risk flood of option merger never counts: it lies at the horizon or later"));
    EXPECT_THAT(result.notes.remarks, Contains(HasSubstr("Cost break_up of option merger never counts")));
}

TEST(Route, draws_branches_and_durations_at_the_addresses_of_the_stage) {
    Result const result = compiled(test::small_merger());
    plan::Stage const& stage = route_of(result).stages[1];
    EXPECT_EQ(address(result, stage.branch), "route.tracks.assurance.stages.full.branch");
    EXPECT_EQ(address(result, *result.plan.quantities[stage.duration->index()].draw),
              "route.tracks.assurance.stages.full.duration");
}

model::Scenario with_clock(model::Clock clock) {
    model::Scenario scenario = test::small_merger();
    model::Stage& full = track(scenario).stages[1];
    full.duration.reset();
    full.clock = std::move(clock);
    return scenario;
}

model::Clock of_weeks() {
    model::Clock clock;
    clock.unit = model::ClockUnit::week;
    clock.first_day = model::Clock::FirstDay::same;
    clock.earliest = 16;
    clock.statutory = 24;
    std::string const path = kTrack + ".stages.full.clock";
    clock.length = test::uncertain(math::Pert{20, 22.5, 24}, Dimension::count, path + ".length");
    clock.extension = model::Clock::Extension{};
    clock.extension->probability = test::certain(0.3, Dimension::share, path + ".extension.probability");
    clock.extension->adds = 8;
    clock.stop = model::Clock::Stop{};
    clock.stop->probability = test::certain(0.1, Dimension::share, path + ".stop.probability");
    clock.stop->length = test::uncertain(math::Uniform{5, 20}, Dimension::count, path + ".stop.length");
    clock.stop->unit = model::ClockUnit::working_day;
    return clock;
}

TEST(Route, carries_a_clock_with_its_draws) {
    Result const result = compiled(with_clock(of_weeks()));
    plan::Clock const& clock = *route_of(result).stages[1].clock;
    EXPECT_EQ(clock.unit, plan::Clock::Unit::week);
    EXPECT_FALSE(clock.first_day_next);
    EXPECT_FALSE(clock.ends_on_working_day);
    EXPECT_EQ(clock.earliest, 16);
    EXPECT_EQ(clock.statutory, 24);
    EXPECT_EQ(clock.planned, 24);
    EXPECT_EQ(result.plan.calendars.at(clock.calendar.index()).name, "england");
    EXPECT_EQ(address(result, clock.extension->happens), "route.tracks.assurance.stages.full.extension");
    EXPECT_EQ(address(result, clock.stop->happens), "route.tracks.assurance.stages.full.stop");
    EXPECT_EQ(clock.stop->unit, plan::Clock::Unit::working_day);
}

TEST(Route, uses_any_part_of_an_extension_unless_told_otherwise) {
    // Rounded, Uniform(0.5, 8.5) gives 1 to 8 weeks with equal probability.
    Result const result = compiled(with_clock(of_weeks()));
    plan::Clock const& clock = *route_of(result).stages[1].clock;
    plan::Quantity const& extra = result.plan.quantities[clock.extension->extra.index()];
    EXPECT_EQ(extra.kind, plan::Quantity::Kind::uniform);
    EXPECT_EQ(extra.a, 0.5);
    EXPECT_EQ(extra.b, 8.5);
    EXPECT_THAT(result.notes.defaults,
                ::testing::Contains(
                    ::testing::Field(&DefaultTaken::path, kTrack + ".stages.full.clock.extension.extra")));
}

TEST(Route, replaces_the_branches_of_an_extended_clock) {
    model::Clock clock = of_weeks();
    std::string const stage = kTrack + ".stages.full.clock.extension";
    clock.extension->then = {test::leads_to("prohibited", stage), test::leads_to("cleared", stage, 0.5)};
    Result const result = compiled(with_clock(clock));
    EXPECT_THAT(targets(route_of(result), route_of(result).stages[1].next_when_extended),
                ElementsAre("cleared", "prohibited"));
}

TEST(Route, needs_no_calendar_for_clocks_of_days) {
    model::Clock clock;
    clock.unit = model::ClockUnit::day;
    clock.statutory = 60;
    model::Scenario scenario = with_clock(clock);
    scenario.transaction.calendar.clear();
    Result const result = compiled(scenario);
    ASSERT_EQ(result.plan.calendars.size(), 1U);
    EXPECT_EQ(result.plan.calendars[0].name, kEveryDay);
    EXPECT_EQ(result.plan.calendars[0].open_before[10], 10);
}

TEST(Route, points_remedies_to_benefits_in_the_order_of_their_names) {
    model::Scenario scenario = test::small_merger();
    scenario.options[1].benefits.push_back(test::benefit("merger", "estate", math::Constant{5}));
    model::Stage& full = track(scenario).stages[1];
    full.next.push_back(test::leads_to("cleared_with_remedies", full.path, 0.05));
    model::Branch& branch = full.next.back();
    branch.remedies.emplace();
    branch.remedies->keeps = {
        {"saving", test::certain(0.8, Dimension::share, branch.path + ".keeps.saving")}};
    branch.remedies->cost = test::certain(3, Dimension::money, branch.path + ".cost");
    Result const result = compiled(scenario);
    plan::Branch const& made = route_of(result).stages[1].next[1];
    ASSERT_EQ(made.keeps.size(), 1U);
    EXPECT_EQ(result.plan.options[1].benefits[made.keeps[0].benefit.index()].name, "saving");
    EXPECT_EQ(result.plan.quantities[made.remedy_cost->index()].a, 3);
}

TEST(Route, draws_when_parties_walk_away) {
    model::Scenario scenario = test::small_merger();
    scenario.options[1].route->abandonment_hazard =
        test::certain(0.04, Dimension::rate, "options.merger.route.abandonment.hazard");
    Result const result = compiled(scenario);
    EXPECT_EQ(address(result, route_of(result).walk_away->draw), "route.abandonment");
}

TEST(Route, of_the_library_has_one_address_in_all_options_that_share_luck) {
    model::Scenario scenario = test::small_merger();
    model::Track library = track(scenario);
    library.name = "cma";
    library.path = "routes.cma";
    for (model::Stage& stage : library.stages) {
        stage.path = "routes.cma.stages." + stage.name;
        stage.duration->path = stage.path + ".duration";
        for (model::Branch& branch : stage.next) {
            branch.path = stage.path + ".next." + branch.target;
            if (branch.probability) branch.probability->path = branch.path;
        }
    }
    scenario.routes = {library};
    for (char const* name : {"group", "venture"}) {
        model::Option option = test::option(name);
        option.route.emplace();
        option.route->tracks.resize(1);
        option.route->tracks[0].name = "competition";
        option.route->tracks[0].library_name = "cma";
        option.route->tracks[0].path = option.path + ".route.tracks.competition";
        scenario.options.push_back(option);
    }
    Result result = compiled(scenario);
    auto const branch = [&](std::size_t option) {
        return result.plan.options[option].route->stages[0].branch;
    };
    EXPECT_EQ(address(result, branch(2)), "routes.cma.stages.outline.branch");
    EXPECT_EQ(branch(2), branch(3));
    EXPECT_EQ(result.plan.options[2].route->stages[0].name, "competition.outline");
    scenario.options[3].luck = model::Luck::own;
    result = compiled(scenario);
    EXPECT_EQ(address(result, branch(2)), "routes.cma.stages.outline.branch");
    EXPECT_EQ(address(result, branch(3)), "options.venture.routes.cma.stages.outline.branch");
}

/// A benefit that would partly have come anyway shows when completion is planned.
double planned(model::Scenario scenario) {
    model::BenefitLine& line = scenario.options[1].benefits[0];
    line.merger_specific = test::certain(0.8, Dimension::share, line.path + ".merger_specific");
    return compiled(scenario).plan.background_savings.at(0).start;
}

TEST(PlannedCompletion, is_what_the_route_says) {
    model::Scenario scenario = test::small_merger();
    scenario.options[1].route->planned_completion = std::chrono::year{2017} / 10 / 1;
    EXPECT_NEAR(planned(scenario), 12, 1e-12);
    EXPECT_NEAR(*route_of(compiled(scenario)).planned_completion, 12, 1e-12);
}

TEST(PlannedCompletion, is_else_the_sum_of_the_claimed_stages) {
    // Modes of Pert(2, 3, 5) and Pert(3, 5, 8).
    EXPECT_NEAR(planned(test::small_merger()), 8, 1e-12);
    EXPECT_FALSE(route_of(compiled(test::small_merger())).planned_completion.has_value());
}

TEST(PlannedCompletion, moves_to_the_next_allowed_date) {
    model::Scenario scenario = test::small_merger();
    scenario.options[1].route->completes_on = model::CompletesOn::first_of_quarter;
    EXPECT_NEAR(planned(scenario), 9, 1e-12);  // 1 July 2017
    scenario.options[1].route->completes_on = model::CompletesOn::first_of_month;
    EXPECT_NEAR(planned(scenario), 8, 1e-12);
}

TEST(PlannedCompletion, counts_planned_units_of_a_clock) {
    // Three months from 1 October 2016 is the start of 1 January 2017; a clock that starts then, 4 weeks from
    // the next day on. The start lies in 31 December; so 1 January is the first of 28 days, and 29 January
    // begins after the last: 28 of the 31 days of January.
    model::Clock clock;
    clock.unit = model::ClockUnit::week;
    clock.statutory = 24;
    clock.planned = 4;
    EXPECT_NEAR(planned(with_clock(clock)), 3 + 28.0 / 31, 1e-9);
}

}  // namespace
}  // namespace mergerisk::compile
