// Dated failures, solved on paper.

#include "tests/known_answers/answers.h"

#include <gtest/gtest.h>

#include <chrono>

namespace mergerisk::known_answers {
namespace {

using namespace std::chrono_literals;
using plan::Anchor;
using plan::End;
using test_support::at;
using test_support::from_for;
using test_support::PlanBuilder;
using test_support::RouteBuilder;
using Kind = plan::Failure::Kind;

constexpr std::chrono::sys_days kValuation = 2016y / 10 / 1;

plan::Route single_stage(PlanBuilder& builder, double months, plan::Branch const& branch) {
    RouteBuilder route{builder};
    auto const stage =
        route.stage(route.track("approval"), "only", builder.constant(months), builder.draw("next"));
    route.next(stage, {branch});
    return route.route;
}

plan::Failure failure(Kind kind, double limit) {
    plan::Failure result;
    result.name = "failure";
    result.kind = kind;
    result.limit = limit;
    return result;
}

double month_of_failure(plan::Plan const& plan) {
    return outcome_of(plan).failure_month[plan::kBuiltInFailureCount];
}

// The limit is month 6. A completion in month 6 is in time, one in month 7 is late in month 6, a failure in
// month 5 is not late, one in month 8 is late first.
TEST(Late, is_a_deal_neither_completed_nor_failed_by_the_limit) {
    for (auto const& [months, end, when] :
         {std::tuple{6.0, End::cleared, kNever}, std::tuple{7.0, End::cleared, 6.0},
          std::tuple{5.0, End::prohibited, kNever}, std::tuple{8.0, End::prohibited, 6.0}}) {
        PlanBuilder builder{kValuation, 24};
        plan::Option option;
        option.route = single_stage(builder, months, test_support::to(end));
        builder.add(option);
        builder.add(failure(Kind::late, 6));
        EXPECT_EQ(month_of_failure(builder.build()), when) << months;
    }
}

// 24 claimed over 12 months, limit 120 % or 28.8. At 50 % over, 3 a month pass it in the tenth month; at 20 %
// over, 28.8 in all do not.
TEST(OverBudget, is_when_the_spend_so_far_passes_the_limit) {
    for (auto const& [overrun, when] : {std::pair{0.5, 10.0}, std::pair{0.2, kNever}}) {
        PlanBuilder builder{kValuation, 24};
        plan::Option option;
        auto line = test_support::cost("integration", plan::CostLine::Form::total, builder.constant(24),
                                       from_for(at(Anchor::Base::start), builder.constant(12)));
        line.overrun = builder.constant(overrun);
        option.costs.push_back(line);
        builder.add(option);
        builder.add(failure(Kind::over_budget, 1.2));
        EXPECT_EQ(month_of_failure(builder.build()), when) << overrun;
    }
}

// A saving that ramps up linearly over 24 months from completion in month 6, claimed in full; 75 % is the
// limit, looked at 24 months after completion. Delivered 70 %: short; 75 %: not short; whatever the ramp and
// the merger-specific share.
TEST(BenefitsShortfall, compares_what_is_delivered_with_the_claim_moved_to_completion) {
    for (bool const cumulative : {false, true}) {
        for (auto const& [realised, when] : {std::pair{0.70, 30.0}, std::pair{0.75, kNever}}) {
            PlanBuilder builder{kValuation, 60};
            plan::Option option;
            option.route = single_stage(builder, 6, test_support::to(End::cleared));
            option.route->planned_completion = 3;
            auto line = test_support::benefit("saving", builder.constant(12), at(Anchor::Base::completion));
            line.ramp = plan::Ramp{plan::Shape::linear, {}, builder.constant(24)};
            line.realised = builder.constant(realised);
            line.merger_specific = builder.constant(0.1);
            option.benefits.push_back(line);
            builder.add(option);
            plan::Failure shortfall = failure(Kind::benefits_shortfall, 0.75);
            shortfall.by_months = 24;
            shortfall.cumulative = cumulative;
            builder.add(shortfall);
            EXPECT_EQ(month_of_failure(builder.build()), when) << realised;
        }
    }
}

// Completion in month 40 and a look 24 months later lie beyond the horizon of 60.
TEST(BenefitsShortfall, is_not_looked_for_beyond_the_horizon) {
    PlanBuilder builder{kValuation, 60};
    plan::Option option;
    option.route = single_stage(builder, 40, test_support::to(End::cleared));
    auto line = test_support::benefit("saving", builder.constant(12), at(Anchor::Base::completion));
    line.realised = builder.constant(0.1);
    option.benefits.push_back(line);
    builder.add(option);
    plan::Failure shortfall = failure(Kind::benefits_shortfall, 0.75);
    shortfall.by_months = 24;
    builder.add(shortfall);
    EXPECT_EQ(month_of_failure(builder.build()), kNever);
}

}  // namespace
}  // namespace mergerisk::known_answers
