#include "engine/results/route.h"

#include "engine/model/lookup.h"
#include "engine/results/summarise.h"
#include "tests/engine/results/hand_made.h"
#include "tests/engine/results/hand_written.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::results {
namespace {

using hand_made::kNever;

plan::Branch leads_to(std::uint32_t stage) {
    plan::Branch branch;
    branch.stage = plan::StageId{stage};
    return branch;
}

plan::Branch ends_with(plan::End end) {
    plan::Branch branch;
    branch.end = end;
    return branch;
}

/// Months of 30 days. A review of two stages, from the second of which it may be referred back once:
/// stages 0 first, 1 second, 2 first again, 3 second again. Each is claimed to take two months.
plan::Plan plan_with_review() {
    plan::Plan plan = hand_made::plan_of({"merger"});
    for (int month = 0; month <= 300; ++month) plan.timeline.month_start_day.push_back(30 * month);
    plan::Quantity two_months;
    two_months.a = two_months.claimed = two_months.expected = 2;
    plan.quantities = {two_months};
    plan::Route route;
    for (std::uint32_t i = 0; i < 4; ++i) {
        plan::Stage stage;
        stage.name = i % 2 == 0 ? "review.first" : "review.second";
        stage.label = i % 2 == 0 ? "First look" : "Second look";
        stage.track = plan::TrackId{0};
        stage.visit = i / 2;
        stage.duration = plan::QuantityId{0};
        if (i < 2) stage.later_visits = {plan::StageId{i + 2}};
        route.stages.push_back(stage);
    }
    route.stages[0].next = {leads_to(1), ends_with(plan::End::abandoned)};
    route.stages[1].next = {ends_with(plan::End::cleared), leads_to(2)};
    route.stages[2].next = {leads_to(3), ends_with(plan::End::abandoned)};
    route.stages[3].next = {ends_with(plan::End::cleared), ends_with(plan::End::abandoned)};
    plan::Track track;
    track.name = "review";
    track.label = "Review";
    track.stages = {plan::StageId{0}, plan::StageId{1}, plan::StageId{2}, plan::StageId{3}};
    route.tracks = {track};
    plan.options[0].route = route;
    return plan;
}

/// Trials 0 to 5: first 0 to 1, second 1 to 3, cleared. 6 and 7: referred back at 3, first again to 5, second
/// again to 6, cleared. 8: first 0 to 1, abandoned. 9: walked away from at 0.5.
plan::Outcomes ten_trials(plan::Plan const& plan) {
    plan::Outcomes outcomes = hand_made::outcomes_of(plan, 10);
    plan::OptionColumns& columns = outcomes.options[0];
    for (auto& entry : columns.stage_entry) entry.assign(10, kNever);
    for (auto& end : columns.stage_end) end.assign(10, kNever);
    for (auto& branch : columns.stage_branch) branch.assign(10, plan::kNoBranch);
    auto const visit = [&](std::size_t trial, std::size_t stage, double from, double to,
                           std::uint8_t branch) {
        columns.stage_entry[stage][trial] = from;
        columns.stage_end[stage][trial] = to;
        columns.stage_branch[stage][trial] = branch;
    };
    for (std::size_t trial = 0; trial < 8; ++trial) {
        visit(trial, 0, 0, 1, 0);
        visit(trial, 1, 1, 3, trial < 6 ? 0 : 1);
    }
    for (std::size_t trial = 6; trial < 8; ++trial) {
        visit(trial, 2, 3, 5, 0);
        visit(trial, 3, 5, 6, 0);
    }
    visit(8, 0, 0, 1, 1);
    visit(9, 0, 0, 0.5, plan::kNoBranch);
    return outcomes;
}

std::vector<TrackSummary> route_of(plan::Plan const& plan, plan::Outcomes const& outcomes) {
    return summarise(plan, outcomes, hand_made::claims_of(plan), "GBP million").options.at(0).route;
}

std::vector<std::pair<std::string, double>> shares(StageSummary const& stage) {
    std::vector<std::pair<std::string, double>> all;
    for (StageExit const& exit : stage.exits) all.emplace_back(exit.target, exit.share.value().value);
    return all;
}

TEST(Route, counts_all_visits_to_a_stage_together) {
    plan::Plan const plan = plan_with_review();
    std::vector<TrackSummary> const route = route_of(plan, ten_trials(plan));
    ASSERT_EQ(route.size(), 1u);
    ASSERT_EQ(route[0].stages.size(), 2u);
    StageSummary const& first = route[0].stages[0];
    // Ten trials enter it, two of them twice.
    EXPECT_DOUBLE_EQ(first.entered.value().value, 1.0);
    EXPECT_DOUBLE_EQ(first.visits.value().value, 1.2);
    StageSummary const& second = route[0].stages[1];
    EXPECT_DOUBLE_EQ(second.entered.value().value, 0.8);
    EXPECT_DOUBLE_EQ(second.visits.value().value, 10.0 / 8);
}

TEST(Route, shows_where_the_visits_of_a_stage_lead_as_shares_of_all_of_them) {
    plan::Plan const plan = plan_with_review();
    std::vector<TrackSummary> const route = route_of(plan, ten_trials(plan));
    EXPECT_THAT(shares(route.at(0).stages.at(0)),
                testing::ElementsAre(testing::Pair("review.second", testing::DoubleEq(10.0 / 12)),
                                     testing::Pair("abandoned", testing::DoubleEq(1.0 / 12)),
                                     testing::Pair("cut_short", testing::DoubleEq(1.0 / 12))));
    EXPECT_THAT(shares(route.at(0).stages.at(1)),
                testing::ElementsAre(testing::Pair("cleared", testing::DoubleEq(0.8)),
                                     testing::Pair("review.first", testing::DoubleEq(0.2))));
    EXPECT_EQ(route.at(0).stages.at(1).exits.at(1).label, "First look");
}

TEST(Route, begins_with_the_first_visit_and_ends_with_the_last) {
    plan::Plan const plan = plan_with_review();
    StageSummary const first = route_of(plan, ten_trials(plan)).at(0).stages.at(0);
    EXPECT_DOUBLE_EQ(first.begins.p10.value(), 0);
    EXPECT_DOUBLE_EQ(first.begins.p90.value(), 0);
    // In ascending order the ends are 0.5, seven times 1, and 5 twice: the first, the fifth and the ninth.
    EXPECT_DOUBLE_EQ(first.ends.p10.value(), 0.5);
    EXPECT_DOUBLE_EQ(first.ends.p50.value(), 1);
    EXPECT_DOUBLE_EQ(first.ends.p90.value(), 5);
}

// From the first look straight to the second one in trials 0 to 7, or, in 8 and 9, only after the first look
// has been taken again.
TEST(Route, knows_a_stage_that_is_come_to_only_after_a_referral_back) {
    plan::Plan const plan = plan_with_review();
    plan::Outcomes outcomes = ten_trials(plan);
    plan::OptionColumns& columns = outcomes.options[0];
    for (std::size_t trial = 8; trial < 10; ++trial) {
        columns.stage_entry[3][trial] = 7;
        columns.stage_end[3][trial] = 9;
        columns.stage_branch[3][trial] = 0;
    }
    StageSummary const second = route_of(plan, outcomes).at(0).stages.at(1);
    EXPECT_DOUBLE_EQ(second.entered.value().value, 1);
    EXPECT_DOUBLE_EQ(second.visits.value().value, 1.2);
    EXPECT_DOUBLE_EQ(second.begins.p50.value(), 1);
    EXPECT_DOUBLE_EQ(second.begins.p90.value(), 7);
    EXPECT_DOUBLE_EQ(second.ends.p90.value(), 9);
}

TEST(Route, counts_the_days_of_visits_that_ran_their_course) {
    plan::Plan const plan = plan_with_review();
    StageSummary const first = route_of(plan, ten_trials(plan)).at(0).stages.at(0);
    // Nine visits of a month of 30 days and two of two months; the one that was cut short does not count.
    EXPECT_DOUBLE_EQ(first.mean_days.value().value, (9 * 30 + 2 * 60) / 11.0);
    EXPECT_DOUBLE_EQ(first.days.p50.value(), 30);
    EXPECT_DOUBLE_EQ(first.days.p90.value(), 60);
}

TEST(Route, of_a_stage_that_no_trial_enters_has_no_times) {
    plan::Plan const plan = plan_with_review();
    plan::Outcomes outcomes = ten_trials(plan);
    for (std::size_t const stage : {1U, 3U}) outcomes.options[0].stage_entry[stage].assign(10, kNever);
    StageSummary const second = route_of(plan, outcomes).at(0).stages.at(1);
    EXPECT_DOUBLE_EQ(second.entered.value().value, 0);
    EXPECT_FALSE(second.visits || second.begins.p50 || second.ends.p50 || second.days.p50 ||
                 second.mean_days);
    EXPECT_THAT(second.exits, testing::IsEmpty());
}

TEST(Route, stands_beside_the_claimed_path) {
    plan::Plan const plan = plan_with_review();
    std::vector<TrackSummary> const route = outline_of(plan, plan.options[0]);
    EXPECT_DOUBLE_EQ(route.at(0).stages.at(1).claimed_begin.value(), 2);
    EXPECT_DOUBLE_EQ(route.at(0).stages.at(1).claimed_end.value(), 4);
    EXPECT_THAT(
        route_of(hand_made::plan_of({"merger"}), hand_made::outcomes_of(hand_made::plan_of({"merger"}), 1)),
        testing::IsEmpty());
}

TEST(Route, says_the_statutory_clock_in_words) {
    plan::Plan plan = plan_with_review();
    plan::Calendar every_day;
    every_day.name = "every day";
    for (int day = 0; day <= 400; ++day) {
        every_day.open_before.push_back(day);
        every_day.open_day.push_back(day);
    }
    plan.calendars = {every_day};
    plan::Clock clock;
    clock.unit = plan::Clock::Unit::week;
    clock.statutory = clock.planned = 24;
    clock.extension = plan::Clock::Extension{plan::QuantityId{0}, plan::DrawId{0}, plan::QuantityId{0}};
    plan.options[0].route->stages[0].duration = std::nullopt;
    plan.options[0].route->stages[0].clock = clock;
    EXPECT_EQ(outline_of(plan, plan.options[0]).at(0).stages.at(0).clock, "24 weeks, may be extended");
    EXPECT_EQ(outline_of(plan, plan.options[0]).at(0).stages.at(1).clock, "");
}

TEST(Route, names_the_source_of_a_track_of_the_library) {
    model::Scenario const scenario = hand_written::scenario();
    std::vector<TrackSummary> route(1);
    route[0].name = "competition";
    add_sources(route, scenario, scenario.options[0]);
    EXPECT_EQ(route[0].source, "Enterprise Act 2002");
}

}  // namespace
}  // namespace mergerisk::results
