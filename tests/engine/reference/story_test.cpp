#include "engine/reference/story.h"

#include "tests/support/plan_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace mergerisk::reference {
namespace {

using namespace std::chrono_literals;
using plan::Anchor;
using plan::End;
using test_support::at;
using test_support::from_for;
using test_support::PlanBuilder;
using test_support::RouteBuilder;
using testing::HasSubstr;
using testing::Not;

// A review of 20 working days from 12 December 2016 (see the known answers: to 12 January 2017), then
// completion on the first of a month, or a prohibition; everything else by constants.
struct Merger {
    explicit Merger(double probability_of_prohibition) : builder{2016y / 12 / 12, 36} {
        std::array const closed{std::chrono::sys_days{2016y / 12 / 26},
                                std::chrono::sys_days{2016y / 12 / 27}, std::chrono::sys_days{2017y / 1 / 2}};
        auto const trust = builder.party("trust", builder.constant(1200), builder.constant(1100));
        builder.party(trust).label = "The Trust";
        plan::Option option;
        option.name = "merger";
        option.label = "One foundation trust";
        option.parties = {trust};
        plan::Clock clock;
        clock.calendar = builder.calendar("england", closed);
        clock.statutory = clock.planned = 20;
        RouteBuilder route{builder};
        auto const track = route.track("competition");
        auto const stage = route.stage(track, "phase_1", clock, builder.draw("next"));
        route.route.stages[0].label = "Phase 1";
        route.next(stage, {test_support::to(End::cleared),
                           test_support::to(End::prohibited, builder.constant(probability_of_prohibition))});
        route.route.planned_completion = builder.months_at(2017y / 2 / 1);
        route.route.allowed_completion = {builder.months_at(2017y / 1 / 1), builder.months_at(2017y / 2 / 1)};
        option.route = route.route;
        auto integration =
            test_support::cost("integration", plan::CostLine::Form::total, builder.constant(10),
                               from_for(at(Anchor::Base::completion), builder.constant(12)));
        integration.overrun = builder.uniform("costs.integration.overrun", 0.5, 0.5);
        option.costs.push_back(integration);
        auto advisers = test_support::cost("advisers", plan::CostLine::Form::monthly, builder.constant(2000),
                                           test_support::review());
        option.costs.push_back(advisers);
        plan::Workforce workforce;
        workforce.key_staff = builder.constant(100);
        workforce.while_in_review = builder.constant(0.04);
        workforce.replacement_time = builder.constant(12);
        workforce.knowledge_not_restored = builder.constant(0.5);
        option.workforce = workforce;
        plan::Failure late;
        late.name = late.label = "Later than planned";
        late.limit = 0.5;
        builder.add(late);
        builder.add(option);
    }

    [[nodiscard]] std::string told() const {
        plan::Plan const plan = builder.build();
        return tell(plan, Reference{plan}.story(4217), "GBP million");
    }

    PlanBuilder builder;
};

TEST(Story, names_the_trial_and_what_was_drawn) {
    std::string const text = Merger{0}.told();
    EXPECT_THAT(text, HasSubstr("Trial 4217\n"));
    EXPECT_THAT(text, HasSubstr("costs.integration.overrun: 0.5 (claimed 0.5; u = 0."));
}

TEST(Story, dates_the_approvals_and_the_completion) {
    std::string const text = Merger{0}.told();
    EXPECT_THAT(text, HasSubstr("12 Dec 2016: Competition, Phase 1 begins"));
    EXPECT_THAT(text, HasSubstr("12 Jan 2017: Competition, Phase 1 ends after 20 working days counted from "
                                "13 Dec 2016: cleared (probability 100.0 %"));
    EXPECT_THAT(text, HasSubstr("1 Feb 2017: Completion (planned for 1 Feb 2017)"));
    EXPECT_THAT(text, HasSubstr("Result: completed"));
}

TEST(Story, says_what_each_line_cost) {
    std::string const text = Merger{0}.told();
    EXPECT_THAT(
        text,
        HasSubstr("Integration (one-off cost): 10.00 GBP million, 50.0 % over the claim, from 1 Feb 2017 "
                  "to 31 Jan 2018; paid 15.00 GBP million, worth 15.00 GBP million"));
    EXPECT_THAT(text, HasSubstr("Advisers (cost): 2,000 GBP million, from 12 Dec 2016"));
    EXPECT_THAT(text, HasSubstr("Key staff lost beyond the usual: "));
    EXPECT_THAT(text, HasSubstr("  The Trust: "));
}

TEST(Story, of_a_prohibited_deal_says_what_never_happened) {
    std::string const text = Merger{1}.told();
    EXPECT_THAT(text, HasSubstr("12 Jan 2017: The deal fails: prohibited (planned for 1 Feb 2017)"));
    EXPECT_THAT(
        text,
        HasSubstr("Integration (one-off cost): 10.00 GBP million, 50.0 % over the claim, does not happen"));
    EXPECT_THAT(text, Not(HasSubstr("Completion (")));
    EXPECT_THAT(text, HasSubstr("Completed after: none"));
}

// One track is prohibited after 2 months; what the other one drew for its second stage never comes to pass.
TEST(Story, ends_with_the_failure_of_the_deal) {
    PlanBuilder builder{2016y / 10 / 1, 24};
    RouteBuilder route{builder};
    auto const prohibited =
        route.stage(route.track("competition"), "phase_1", builder.constant(2), builder.draw("phase_1"));
    route.next(prohibited, {test_support::to(End::prohibited)});
    auto const track = route.track("assurance");
    auto const first = route.stage(track, "strategic_case", builder.constant(1), builder.draw("strategic"));
    auto const second = route.stage(track, "business_case", builder.constant(3), builder.draw("business"));
    auto const third = route.stage(track, "vote", builder.constant(3), builder.draw("vote"));
    route.route.stages[second.index()].label = "Business case";
    route.next(first, {test_support::to(second)}).next(second, {test_support::to(third)});
    plan::Option option;
    option.name = "merger";
    option.route = route.route;
    builder.add(option);
    plan::Plan const plan = builder.build();
    std::string const text = tell(plan, Reference{plan}.story(0));
    EXPECT_THAT(text, HasSubstr("30 Nov 2016: The deal fails: prohibited"));
    EXPECT_THAT(text, HasSubstr("Business case begins"));
    EXPECT_THAT(text, Not(HasSubstr("Business case ends")));
    EXPECT_THAT(text, Not(HasSubstr("ote begins")));
}

// Completed after 2 months, 1 December 2016. The review after it refers back once, which makes 1 + 2 + 1
// months, and prohibits on 31 March 2017 what it has held separate; or it clears.
struct CalledIn {
    explicit CalledIn(End end) : builder{2016y / 10 / 1, 24} {
        RouteBuilder route{builder};
        route.stage(route.track("assurance"), "case", builder.constant(2), builder.draw("case"));
        auto const track = route.track("competition");
        route.route.tracks[track.index()].after_completion = true;
        route.route.tracks[track.index()].holds_separate = true;
        auto const first = route.stage(track, "report", builder.constant(1), builder.draw("report"));
        auto const other = route.stage(track, "answer", builder.constant(2), builder.draw("answer"));
        auto const again = route.stage(track, "report", builder.constant(1), builder.draw("report", 1));
        route.route.stages[again.index()].visit = 1;
        route.route.stages[first.index()].later_visits = {again};
        for (auto const id : {first, again}) route.route.stages[id.index()].label = "Report";
        route.next(first, {test_support::to(other)}).next(other, {test_support::to(again)});
        route.next(again, {test_support::to(end)});
        plan::Option option;
        option.name = "merger";
        option.route = route.route;
        builder.add(option);
    }

    [[nodiscard]] std::string told() const {
        plan::Plan const plan = builder.build();
        return tell(plan, Reference{plan}.story(0));
    }

    PlanBuilder builder;
};

TEST(Story, tells_what_comes_after_completion) {
    std::string const text = CalledIn{End::prohibited}.told();
    EXPECT_THAT(text, HasSubstr("1 Dec 2016: Competition, Report begins"));
    EXPECT_THAT(text, HasSubstr("1 Mar 2017: Competition, Report (visit 2) begins"));
    EXPECT_THAT(text, HasSubstr("31 Mar 2017: Unwound: Competition ends prohibited"));
    EXPECT_THAT(text, Not(HasSubstr("may be joined")));
    EXPECT_THAT(text, HasSubstr("Result: completed"));
}

TEST(Story, says_when_the_businesses_may_be_joined) {
    std::string const text = CalledIn{End::cleared}.told();
    EXPECT_THAT(text, HasSubstr("1 Apr 2017: The businesses may be joined"));
    EXPECT_THAT(text, Not(HasSubstr("Unwound")));
}

// 3 a month pass 10 in the fourth month, before the term of a year is over.
TEST(Story, says_why_a_franchise_ends) {
    PlanBuilder builder{2016y / 10 / 1, 24};
    plan::Option option;
    option.name = "franchise";
    plan::SupportLine support;
    support.form = plan::CostLine::Form::monthly;
    support.amount = builder.constant(3);
    option.support = {support};
    option.exit.term = builder.constant(12);
    builder.add(option);
    plan::Plan plan = builder.build();
    EXPECT_THAT(tell(plan, Reference{plan}.story(0)), HasSubstr("30 Sep 2017: The term ends"));
    option.exit.support_limit = builder.constant(10);
    plan.quantities = builder.build().quantities;
    plan.options = {option};
    EXPECT_THAT(tell(plan, Reference{plan}.story(0), "GBP million"),
                HasSubstr("31 Jan 2017: Unwound: support has passed the limit of 10.00 GBP million"));
}

TEST(Story, dates_the_failures_of_the_scenario) {
    EXPECT_THAT(Merger{0}.told(), HasSubstr("Dec 2016: Failure: Later than planned"));
}

}  // namespace
}  // namespace mergerisk::reference
