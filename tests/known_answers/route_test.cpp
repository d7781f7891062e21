// Approvals, clocks and dates, solved on paper.

#include "engine/math/distribution.h"
#include "engine/math/tabulate.h"
#include "tests/known_answers/answers.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cmath>

namespace mergerisk::known_answers {
namespace {

using namespace std::chrono_literals;
using plan::Anchor;
using plan::End;
using plan::Metric;
using std::chrono::sys_days;
using test_support::PlanBuilder;
using test_support::RouteBuilder;

constexpr sys_days kValuation = 2016y / 10 / 1;

plan::QuantityId exponential(PlanBuilder& builder, std::string const& address, double mean) {
    return builder.table(address, math::tabulate(math::Gamma{1, mean}), 0, mean);
}

plan::Option option_with(plan::Route route) {
    plan::Option option;
    option.name = option.label = "merger";
    option.route = std::move(route);
    return option;
}

double completion(plan::OptionOutcome const& outcome) {
    return metric(outcome, Metric::completion_months);
}

// Two stages one after the other, exponential with means a = 6 and b = 4 months. Their sum has mean a + b =
// 10 and variance a^2 + b^2 = 52, and P(sum > t) = (a e^(-t/a) - b e^(-t/b)) / (a - b) (partial fractions of
// the Laplace transform): at t = 12 it is 3 e^-2 - 2 e^-3 = 0.306432.
TEST(Route, two_exponential_stages_add_up_as_their_convolution) {
    constexpr std::uint64_t kTrials = 10000;
    PlanBuilder builder{kValuation, 360};
    RouteBuilder route{builder};
    auto const track = route.track("approval");
    auto const first =
        route.stage(track, "first", exponential(builder, "first.duration", 6), builder.draw("first"));
    auto const second =
        route.stage(track, "second", exponential(builder, "second.duration", 4), builder.draw("second"));
    route.next(first, {test_support::to(second)});
    builder.add(option_with(route.route));

    Trials const trials = run(builder.build(), kTrials);

    // A trial beyond the horizon of 360 months has probability 3 e^-60: there is none.
    EXPECT_NEAR(mean(trials, completion), 10, 5 * std::sqrt(52.0 / kTrials));
    double const later = 3 * std::exp(-2.0) - 2 * std::exp(-3.0);
    EXPECT_NEAR(frequency(trials, [](auto const& outcome) { return completion(outcome) > 12; }), later,
                tolerance(later, kTrials));
}

// Two tracks side by side, exponential with means 6 and 4: completion is the later one. P(max <= t) is the
// product: at t = 6 (1 - e^-1)(1 - e^-1.5) = 0.491078. Mean 6 + 4 - 1 / (1/6 + 1/4) = 7.6.
TEST(Route, parallel_tracks_complete_with_the_later_one) {
    constexpr std::uint64_t kTrials = 10000;
    PlanBuilder builder{kValuation, 360};
    RouteBuilder route{builder};
    route.stage(route.track("assurance"), "only", exponential(builder, "a", 6), builder.draw("a.next"));
    route.stage(route.track("competition"), "only", exponential(builder, "b", 4), builder.draw("b.next"));
    builder.add(option_with(route.route));

    Trials const trials = run(builder.build(), kTrials);

    double const by_six = (1 - std::exp(-1.0)) * (1 - std::exp(-1.5));
    EXPECT_NEAR(frequency(trials, [](auto const& outcome) { return completion(outcome) <= 6; }), by_six,
                tolerance(by_six, kTrials));
    // E[max^2] = E[a^2] + E[b^2] - E[min^2] = 2 (36 + 16 - 2.4^2) = 92.48, so the variance is 92.48 - 7.6^2
    // = 34.72.
    EXPECT_NEAR(mean(trials, completion), 7.6, 5 * std::sqrt(34.72 / kTrials));
}

struct ClockCase {
    sys_days valuation;
    plan::Clock clock;
    std::vector<sys_days> closed;
};

// The last day of a clock that starts with the route on the valuation date.
sys_days last_day(ClockCase const& of) {
    PlanBuilder builder{of.valuation, 36};
    plan::Clock clock = of.clock;
    clock.calendar = builder.calendar("own", of.closed);
    RouteBuilder route{builder};
    route.stage(route.track("review"), "phase_1", clock, builder.draw("phase_1.next"));
    builder.add(option_with(route.route));
    return builder.date_of(completion(outcome_of(builder.build())));
}

plan::Clock clock_of(plan::Clock::Unit unit, double units, bool first_day_next) {
    plan::Clock clock;
    clock.unit = unit;
    clock.statutory = clock.planned = units;
    clock.first_day_next = first_day_next;
    return clock;
}

// Counted on a wall calendar. Monday 12 December 2016, 20 working days, first day the next one; closed 26 and
// 27 December and 2 January: 13 to 16 December are days 1 to 4, 19 to 23 December 5 to 9, 28 to 30 December
// 10 to 12, 3 to 6 January 13 to 16, 9 to 12 January 17 to 20.
TEST(Clock, counts_working_days_across_christmas) {
    ClockCase const of{2016y / 12 / 12,
                       clock_of(plan::Clock::Unit::working_day, 20, true),
                       {2016y / 12 / 26, 2016y / 12 / 27, 2017y / 1 / 2}};
    EXPECT_EQ(last_day(of), sys_days{2017y / 1 / 12});
}

// The same clock when the valuation date counts itself ends one working day earlier.
TEST(Clock, counts_the_day_it_starts_in_when_told_so) {
    ClockCase const of{2016y / 12 / 12,
                       clock_of(plan::Clock::Unit::working_day, 20, false),
                       {2016y / 12 / 26, 2016y / 12 / 27, 2017y / 1 / 2}};
    EXPECT_EQ(last_day(of), sys_days{2017y / 1 / 11});
}

// 24 weeks are 168 days. With 27 February 2017 as the first, the last is 167 days later: 13 August, a Sunday.
TEST(Clock, twenty_four_weeks_from_27_february_2017_end_on_13_august) {
    plan::Clock clock = clock_of(plan::Clock::Unit::week, 24, false);
    EXPECT_EQ(last_day({2017y / 2 / 27, clock, {}}), sys_days{2017y / 8 / 13});
    clock.ends_on_working_day = true;
    EXPECT_EQ(last_day({2017y / 2 / 27, clock, {}}), sys_days{2017y / 8 / 14});
}

// 32 weeks are 224 days: 26 February 2015 + 223 days.
TEST(Clock, thirty_two_weeks_from_26_february_2015_end_on_7_october) {
    EXPECT_EQ(last_day({2015y / 2 / 26, clock_of(plan::Clock::Unit::week, 32, false), {}}),
              sys_days{2015y / 10 / 7});
}

// A stage of 27 days from 1 February 2017 ends with 27 February; a clock that then counts that day again is
// the statutory 24 weeks from the reference on 27 February.
TEST(Clock, of_a_second_stage_starts_on_the_last_day_of_the_first) {
    PlanBuilder builder{2017y / 2 / 1, 36};
    plan::CalendarId const calendar = builder.calendar("own");
    RouteBuilder route{builder};
    auto const track = route.track("review");
    plan::Clock first = clock_of(plan::Clock::Unit::day, 27, false);
    plan::Clock second = clock_of(plan::Clock::Unit::week, 24, false);
    first.calendar = second.calendar = calendar;
    auto const phase_1 = route.stage(track, "phase_1", first, builder.draw("1"));
    auto const phase_2 = route.stage(track, "phase_2", second, builder.draw("2"));
    route.next(phase_1, {test_support::to(phase_2)});
    builder.add(option_with(route.route));
    EXPECT_EQ(builder.date_of(completion(outcome_of(builder.build()))), sys_days{2017y / 8 / 13});
}

// Friday 3 March 2017, 10 working days from the next one: 6 to 10 and 13 to 17 March. Extended by 2.6, that
// is 3: 20 to 22 March. Stopped for 4 days: Sunday 26 March, moved to Monday 27 March.
TEST(Clock, is_extended_then_stopped_then_moved_to_a_working_day) {
    PlanBuilder builder{2017y / 3 / 3, 24};
    plan::Clock clock = clock_of(plan::Clock::Unit::working_day, 10, true);
    clock.calendar = builder.calendar("own");
    clock.ends_on_working_day = true;
    clock.length = builder.constant(7);
    clock.extension = {builder.constant(1), builder.draw("extended"), builder.constant(2.6)};
    clock.stop = {builder.constant(1), builder.draw("stopped"), builder.constant(4), plan::Clock::Unit::day};
    RouteBuilder route{builder};
    route.stage(route.track("review"), "phase_1", clock, builder.draw("next"));
    builder.add(option_with(route.route));
    plan::Plan const plan = builder.build();
    EXPECT_EQ(builder.date_of(completion(outcome_of(plan))), sys_days{2017y / 3 / 27});
    // Claimed: the planned 10 days, no extension, no stop.
    EXPECT_EQ(builder.date_of(claimed_of(plan).completion_months), sys_days{2017y / 3 / 17});
}

// A length beyond the statutory limit piles up at it, one below the earliest at that: 3 to 5 working days
// from Monday 6 March 2017, the next day first, end on the 9th to the 13th.
TEST(Clock, keeps_its_length_between_the_earliest_and_the_statutory) {
    for (auto const& [length, last] :
         {std::pair{2.4, 9}, std::pair{3.5, 10}, std::pair{4.4, 10}, std::pair{9.0, 13}}) {
        PlanBuilder builder{2017y / 3 / 6, 24};
        plan::Clock clock = clock_of(plan::Clock::Unit::working_day, 5, true);
        clock.calendar = builder.calendar("own");
        clock.earliest = 3;
        clock.length = builder.constant(length);
        RouteBuilder route{builder};
        route.stage(route.track("review"), "phase_1", clock, builder.draw("next"));
        builder.add(option_with(route.route));
        EXPECT_EQ(builder.date_of(completion(outcome_of(builder.build()))), sys_days{2017y / 3 / last})
            << length;
    }
}

// Cleared after 5.5 months, 1.2 months of slip, completion on the first of a quarter only: month 9. The plan
// was the claimed path without slip: month 6.
TEST(Route, completes_at_the_first_allowed_date_after_slip) {
    PlanBuilder builder{kValuation, 24};
    RouteBuilder route{builder};
    route.stage(route.track("assurance"), "only", builder.constant(5.5), builder.draw("next"));
    route.route.slip = builder.constant(1.2);
    route.route.allowed_completion = {0, 3, 6, 9, 12};
    builder.add(option_with(route.route));
    plan::Plan const plan = builder.build();
    EXPECT_DOUBLE_EQ(completion(outcome_of(plan)), 9);
    EXPECT_DOUBLE_EQ(claimed_of(plan).completion_months, 6);
}

// Parties walk away with hazard h = 0.2 a year while they wait 18 months: the deal completes with e^(-0.3) =
// 0.740818; by month 6 they have left with 1 - e^-0.1 = 0.095163.
TEST(Route, parties_who_may_walk_away_wait_with_an_exponential_chance) {
    constexpr std::uint64_t kTrials = 10000;
    PlanBuilder builder{kValuation, 36};
    RouteBuilder route{builder};
    route.stage(route.track("assurance"), "only", builder.constant(18), builder.draw("next"));
    route.route.walk_away = {builder.constant(0.2), builder.draw("walk_away")};
    builder.add(option_with(route.route));
    Trials const trials = run(builder.build(), kTrials);
    double const completes = std::exp(-0.3);
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return o.outcome == plan::Outcome::completed; }),
                completes, tolerance(completes, kTrials));
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return o.outcome == plan::Outcome::walked_away; }),
                1 - completes, tolerance(completes, kTrials));
    double const early = 1 - std::exp(-0.1);
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return o.failure_month[2] <= 6; }), early,
                tolerance(early, kTrials));
}

// Phase 1 clears 60 %, goes to Phase 2 with 30 %, and is abandoned with the rest; Phase 2 prohibits with 40
// %. So 0.6 + 0.3 * 0.6 = 78 % complete, 10 % are abandoned at month 2, 12 % prohibited at month 2 + 5 = 7.
TEST(Route, branches_are_taken_as_often_as_they_are_likely) {
    constexpr std::uint64_t kTrials = 10000;
    PlanBuilder builder{kValuation, 36};
    RouteBuilder route{builder};
    auto const track = route.track("competition");
    auto const phase_1 = route.stage(track, "phase_1", builder.constant(2), builder.draw("phase_1.next"));
    auto const phase_2 = route.stage(track, "phase_2", builder.constant(5), builder.draw("phase_2.next"));
    route.next(phase_1, {test_support::to(End::abandoned), test_support::to(phase_2, builder.constant(0.3)),
                         test_support::to(End::cleared, builder.constant(0.6))});
    route.next(phase_2,
               {test_support::to(End::prohibited, builder.constant(0.4)), test_support::to(End::cleared)});
    builder.add(option_with(route.route));
    Trials const trials = run(builder.build(), kTrials);
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return o.outcome == plan::Outcome::completed; }), 0.78,
                tolerance(0.78, kTrials));
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return o.failure_month[1] == 2; }), 0.10,
                tolerance(0.10, kTrials));
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return o.failure_month[0] == 7; }), 0.12,
                tolerance(0.12, kTrials));
}

// Competition goes from phase 1 (2 months) to phase 2 (5 months), which prohibits at month 7. Assurance has a
// stage of 4 months, cleared for a second one of 6 that the prohibition cuts at 7; its third, from month 10
// on, is never entered.
TEST(Stages, are_told_as_the_trial_had_them) {
    PlanBuilder builder{kValuation, 36};
    RouteBuilder route{builder};
    auto const assurance = route.track("assurance");
    auto const strategic = route.stage(assurance, "strategic", builder.constant(4), builder.draw("a1"));
    auto const full = route.stage(assurance, "full", builder.constant(6), builder.draw("a2"));
    auto const approval = route.stage(assurance, "approval", builder.constant(1), builder.draw("a3"));
    route.next(strategic, {test_support::to(End::cleared), test_support::to(full, builder.constant(1))});
    route.next(full, {test_support::to(approval)});
    auto const competition = route.track("competition");
    auto const phase_1 = route.stage(competition, "phase_1", builder.constant(2), builder.draw("c1"));
    auto const phase_2 = route.stage(competition, "phase_2", builder.constant(5), builder.draw("c2"));
    route.next(phase_1, {test_support::to(phase_2)});
    route.next(phase_2,
               {test_support::to(End::prohibited), test_support::to(End::cleared, builder.constant(0))});
    builder.add(option_with(route.route));
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    EXPECT_EQ(outcome.outcome, plan::Outcome::prohibited);
    EXPECT_EQ(outcome.stage_entry, (std::vector<double>{0, 4, kNever, 0, 2}));
    EXPECT_EQ(outcome.stage_end, (std::vector<double>{4, 7, kNever, 2, 7}));
    // Branches in canonical order: cleared before further stages before prohibited.
    constexpr std::uint8_t kNone = plan::kNoBranch;
    EXPECT_EQ(outcome.stage_branch, (std::vector<std::uint8_t>{1, kNone, kNone, 0, 1}));
}

// The clock is extended, and then other branches are there: the second of them is number 1 + 1.
TEST(Stages, tell_which_branch_an_extended_clock_led_to) {
    PlanBuilder builder{kValuation, 36};
    plan::Clock clock = clock_of(plan::Clock::Unit::working_day, 10, true);
    clock.calendar = builder.calendar("own");
    clock.extension = {builder.constant(1), builder.draw("extended"), builder.constant(5)};
    RouteBuilder route{builder};
    auto const stage = route.stage(route.track("review"), "phase_1", clock, builder.draw("next"));
    route.next(stage, {test_support::to(End::cleared)});
    route.next_when_extended(
        stage, {test_support::to(End::cleared, builder.constant(0)), test_support::to(End::abandoned)});
    builder.add(option_with(route.route));
    EXPECT_EQ(outcome_of(builder.build()).stage_branch, std::vector<std::uint8_t>{2});
}

// The horizon ends after 12 months, the route after 15: neither completed nor failed.
TEST(Route, that_outlasts_the_horizon_leaves_the_deal_undecided) {
    PlanBuilder builder{kValuation, 12};
    RouteBuilder route{builder};
    route.stage(route.track("assurance"), "only", builder.constant(15), builder.draw("next"));
    builder.add(option_with(route.route));
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    EXPECT_EQ(outcome.outcome, plan::Outcome::undecided);
    EXPECT_EQ(completion(outcome), kNever);
    EXPECT_EQ(metric(outcome, Metric::decision_months), kNever);
}

}  // namespace
}  // namespace mergerisk::known_answers
