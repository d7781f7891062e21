// What ends or holds up an option after completion, solved on paper: terms, limits of support, reviews after
// completion; and stages that are visited again.

#include "tests/known_answers/answers.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <string>
#include <utility>

namespace mergerisk::known_answers {
namespace {

using namespace std::chrono_literals;
using plan::Anchor;
using plan::BridgeView;
using plan::End;
using plan::Metric;
using test_support::at;
using test_support::from_for;
using test_support::from_to;
using test_support::PlanBuilder;
using test_support::RouteBuilder;
using Base = Anchor::Base;
using Form = plan::CostLine::Form;

constexpr std::chrono::sys_days kValuation = 2016y / 10 / 1;
constexpr std::size_t kUnwound = 3;  // among the failures

plan::Option option_named(std::string name) {
    plan::Option option;
    option.label = name;
    option.name = std::move(name);
    return option;
}

plan::Window open_from(Anchor from) {
    plan::Window window;
    window.from = from;
    return window;
}

plan::SupportLine monthly_support(plan::QuantityId amount, plan::Window window) {
    plan::SupportLine line;
    line.name = "support";
    line.form = Form::monthly;
    line.amount = amount;
    line.window = window;
    return line;
}

double months_of_benefit(plan::OptionOutcome const& outcome) {
    return metric(outcome, Metric::benefits_pv);
}

// A term of 18 months in a horizon of 36: 2 a month cost 36, a benefit of 1 a month brings 18. The claim ends
// with the term too, so all of it is delivered, and nothing is unwound.
TEST(Term, ends_what_an_option_costs_and_brings) {
    PlanBuilder builder{kValuation, 36};
    plan::Option option = option_named("franchise");
    option.exit.term = builder.constant(18);
    option.costs.push_back(
        test_support::cost("fee", Form::monthly, builder.constant(2), open_from(at(Base::start))));
    option.benefits.push_back(test_support::benefit("saving", builder.constant(12), at(Base::completion)));
    builder.add(option);
    plan::Plan const plan = builder.build();
    plan::OptionOutcome const outcome = outcome_of(plan);
    EXPECT_EQ(outcome.outcome, plan::Outcome::completed);
    EXPECT_NEAR(metric(outcome, Metric::costs_pv), 36, 1e-12);
    EXPECT_NEAR(months_of_benefit(outcome), 18, 1e-12);
    EXPECT_NEAR(metric(outcome, Metric::benefits_realised), 1, 1e-12);
    EXPECT_EQ(outcome.failure_month[kUnwound], kNever);
    EXPECT_NEAR(claimed_of(plan).npv, -18, 1e-12);
}

// Completed after 3 months, a term of 12: handing over costs 1 a month in the last 6 months of it, 6 in all.
// What would start at the exit belongs to an option that is over; a cost only if it is unwound is not due.
TEST(Term, may_be_prepared_before_it_ends) {
    PlanBuilder builder{kValuation, 36};
    RouteBuilder route{builder};
    route.stage(route.track("approval"), "only", builder.constant(3), builder.draw("next"));
    plan::Option option = option_named("franchise");
    option.route = route.route;
    option.exit.term = builder.constant(12);
    option.costs.push_back(test_support::cost("handover", Form::monthly, builder.constant(1),
                                              from_to(at(Base::exit, -6), at(Base::exit))));
    option.costs.push_back(test_support::cost("after", Form::monthly, builder.constant(100),
                                              from_for(at(Base::exit), builder.constant(6))));
    auto early = test_support::cost("early_exit", Form::total, builder.constant(100),
                                    from_for(at(Base::exit), builder.constant(6)));
    early.only_if = plan::OnlyIf::unwound;
    option.costs.push_back(early);
    builder.add(option);
    EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::costs_pv), 6, 1e-12);
}

// Support of 1 a month from the start, limit 5: the sixth month passes it, so the franchise ends at month 6.
// 2 a month have cost 12 until then and giving it up early another 10, spread over three months after it. In
// the views of the bridge nobody gives up: 2 a month for the term of 24 months.
struct Franchise {
    explicit Franchise(double limit, double term = 24) : builder{kValuation, 36} {
        plan::Option option = option_named("franchise");
        option.exit.term = builder.constant(term);
        option.exit.support_limit = builder.constant(limit);
        option.support.push_back(monthly_support(builder.constant(1), open_from(at(Base::start))));
        option.costs.push_back(
            test_support::cost("fee", Form::monthly, builder.constant(2), open_from(at(Base::start))));
        auto early = test_support::cost("early_exit", Form::total, builder.constant(10),
                                        from_for(at(Base::exit), builder.constant(3)));
        early.only_if = plan::OnlyIf::unwound;
        option.costs.push_back(early);
        builder.add(option);
    }
    PlanBuilder builder;
};

TEST(SupportLimit, ends_the_option_in_the_month_that_passes_it) {
    plan::Plan const plan = Franchise{5}.builder.build();
    plan::OptionOutcome const outcome = outcome_of(plan);
    EXPECT_EQ(outcome.outcome, plan::Outcome::completed);
    EXPECT_EQ(outcome.failure_month[kUnwound], 6);
    EXPECT_NEAR(metric(outcome, Metric::support), 6, 1e-12);
    EXPECT_NEAR(metric(outcome, Metric::costs_pv), 12 + 10, 1e-12);
    EXPECT_NEAR(metric(outcome, Metric::one_off_cost), 10, 1e-12);
    EXPECT_NEAR(bridge(outcome, BridgeView::risks), -48, 1e-12);
    EXPECT_NEAR(claimed_of(plan).npv, -48, 1e-12);
}

// 24 of support in the term reach a limit of 24 and do not pass it.
TEST(SupportLimit, is_not_passed_by_reaching_it) {
    plan::OptionOutcome const outcome = outcome_of(Franchise{24}.builder.build());
    EXPECT_EQ(outcome.failure_month[kUnwound], kNever);
    EXPECT_NEAR(metric(outcome, Metric::support), 24, 1e-12);
}

// A term of 6 months ends when the sixth month passes the limit: it ends by its term.
TEST(SupportLimit, gives_way_to_a_term_that_ends_at_the_same_moment) {
    plan::OptionOutcome const outcome = outcome_of(Franchise{5, 6}.builder.build());
    EXPECT_EQ(outcome.failure_month[kUnwound], kNever);
    EXPECT_NEAR(metric(outcome, Metric::costs_pv), 12, 1e-12);
}

// 3 in the first month of the review pass a limit of 2, but there is nothing to end before completion at
// 4.5: then it ends at once. The benefit from completion on brings nothing, which falls short of its claim.
TEST(SupportLimit, that_is_passed_before_completion_ends_the_option_there) {
    PlanBuilder builder{kValuation, 24};
    RouteBuilder route{builder};
    route.stage(route.track("approval"), "only", builder.constant(4.5), builder.draw("next"));
    plan::Option option = option_named("franchise");
    option.route = route.route;
    option.exit.support_limit = builder.constant(2);
    option.support.push_back(
        monthly_support(builder.constant(3), from_for(at(Base::start), builder.constant(1))));
    option.benefits.push_back(test_support::benefit("saving", builder.constant(12), at(Base::completion)));
    builder.add(option);
    plan::OptionOutcome const outcome = outcome_of(builder.build());
    EXPECT_EQ(outcome.outcome, plan::Outcome::completed);
    EXPECT_EQ(outcome.failure_month[kUnwound], 4.5);
    EXPECT_EQ(months_of_benefit(outcome), 0);
    EXPECT_EQ(metric(outcome, Metric::benefits_realised), 0);
}

// Approved after 3 months, then called in for 4 more (claimed: 2) while the businesses are held separate.
struct CalledIn {
    explicit CalledIn(plan::Branch const& end, double horizon = 15)
        : builder{kValuation, static_cast<std::uint32_t>(horizon)}, option{option_named("merger")} {
        RouteBuilder route{builder};
        route.stage(route.track("approval"), "only", builder.constant(3), builder.draw("approval"));
        track = route.track("call_in");
        route.route.tracks[track.index()].after_completion = true;
        route.route.tracks[track.index()].holds_separate = true;
        plan::QuantityId const length = builder.constant(4);
        builder.claim(length, 2);
        stage = route.stage(track, "phase_1", length, builder.draw("call_in"));
        route.next(stage, {end});
        option.route = route.route;
    }
    [[nodiscard]] plan::Plan plan() {
        PlanBuilder with_option = builder;
        with_option.add(option);
        return with_option.build();
    }
    PlanBuilder builder;
    plan::Option option;
    plan::TrackId track;
    plan::StageId stage;
};

// Prohibited at month 7: the deal was completed, and is unwound. The saving from completion on has run for 4
// months, what waits for integration never starts, holding separate costs 1 a month for 4 months, and of an
// integration contract of 36 over 12 months, committed, all is due: a third in 4 months and the rest at 7.
TEST(ReviewAfterCompletion, that_prohibits_unwinds_the_deal) {
    CalledIn deal{test_support::to(End::prohibited)};
    plan::Option& option = deal.option;
    option.benefits.push_back(
        test_support::benefit("saving", deal.builder.constant(12), at(Base::completion)));
    option.benefits.push_back(
        test_support::benefit("joint", deal.builder.constant(1200), at(Base::integration)));
    option.costs.push_back(test_support::cost("hold_separate", Form::monthly, deal.builder.constant(1),
                                              test_support::during(deal.track)));
    auto contract = test_support::cost("contract", Form::total, deal.builder.constant(36),
                                       from_for(at(Base::completion), deal.builder.constant(12)));
    contract.committed = true;
    option.costs.push_back(contract);
    plan::OptionOutcome const outcome = outcome_of(deal.plan());
    EXPECT_EQ(outcome.outcome, plan::Outcome::completed);
    EXPECT_EQ(metric(outcome, Metric::completion_months), 3);
    EXPECT_EQ(outcome.failure_month[0], kNever);
    EXPECT_EQ(outcome.failure_month[kUnwound], 7);
    EXPECT_NEAR(months_of_benefit(outcome), 4, 1e-12);
    EXPECT_NEAR(metric(outcome, Metric::costs_pv), 4 + 36, 1e-12);
    EXPECT_EQ(outcome.stage_entry, (std::vector<double>{0, 3}));
    EXPECT_EQ(outcome.stage_end, (std::vector<double>{3, 7}));
    EXPECT_EQ(outcome.stage_branch, (std::vector<std::uint8_t>{0, 0}));
    // Without failures: 12 months of the saving and, from month 7, 8 of the joint one; 4 for holding
    // separate, the contract in full.
    EXPECT_NEAR(bridge(outcome, BridgeView::delay), 12 + 800 - 40, 1e-11);
}

// Cleared at 7 instead of 5: what waits for integration brings 8 of the claimed 10 months. At 3.5 % what the
// delay alone takes from it is its worth as claimed times v^2 - 1, v the factor of a month.
TEST(ReviewAfterCompletion, holds_up_the_integration) {
    CalledIn deal{test_support::to(End::cleared)};
    deal.builder.discount_rate(0.035);
    deal.option.benefits.push_back(
        test_support::benefit("joint", deal.builder.constant(12), at(Base::integration)));
    plan::Plan const plan = deal.plan();
    plan::OptionOutcome const outcome = outcome_of(plan);
    EXPECT_EQ(outcome.failure_month[kUnwound], kNever);
    EXPECT_NEAR(metric(outcome, Metric::benefits_realised), 0.8, 1e-12);
    double const month = std::pow(1.035, -1.0 / 12);
    double const as_claimed = std::pow(month, 5.5) * (1 - std::pow(month, 10)) / (1 - month);
    EXPECT_NEAR(claimed_of(plan).npv, as_claimed, 1e-11);
    EXPECT_NEAR(outcome.delay_postponed, as_claimed * (month * month - 1), 1e-11);
    double const as_drawn = std::pow(month, 7.5) * (1 - std::pow(month, 8)) / (1 - month);
    EXPECT_NEAR(months_of_benefit(outcome), as_drawn, 1e-11);
}

// Cleared at month 7 of 24 with remedies that cost 5 and leave half of the saving from completion at 3 on: 21
// months at a half. The cost falls into the year after the first when the review takes 10 months.
TEST(ReviewAfterCompletion, may_clear_with_remedies) {
    for (double const length : {4.0, 10.0}) {
        plan::Branch remedies = test_support::to(End::cleared_with_remedies);
        CalledIn deal{remedies, 24};
        deal.option.benefits.push_back(
            test_support::benefit("saving", deal.builder.constant(12), at(Base::completion)));
        plan::Stage& stage = deal.option.route->stages[deal.stage.index()];
        stage.duration = deal.builder.constant(length);
        stage.next[0].remedy_cost = deal.builder.constant(5);
        stage.next[0].keeps = {{plan::BenefitId{0}, deal.builder.constant(0.5)}};
        plan::OptionOutcome const outcome = outcome_of(deal.plan());
        EXPECT_NEAR(metric(outcome, Metric::npv), 10.5 - 5, 1e-12);
        EXPECT_NEAR(outcome.yearly_net_cash[length > 9 ? 1 : 0], (length > 9 ? 6 : 4.5) - 5, 1e-12);
    }
}

// The approval prohibits: what comes after completion is never entered, costs nothing and halves nothing; 3
// months of a saving from the start remain.
TEST(ReviewAfterCompletion, never_begins_when_the_deal_fails) {
    CalledIn deal{test_support::to(End::cleared_with_remedies)};
    deal.option.benefits.push_back(
        test_support::benefit("saving", deal.builder.constant(12), at(Base::start)));
    deal.option.route->stages[0].next = {test_support::to(End::prohibited)};
    deal.option.route->stages[deal.stage.index()].next[0].keeps = {
        {plan::BenefitId{0}, deal.builder.constant(0.5)}};
    deal.option.costs.push_back(test_support::cost("hold_separate", Form::monthly, deal.builder.constant(1),
                                                   test_support::during(deal.track)));
    deal.option.costs.push_back(test_support::cost("answers", Form::monthly, deal.builder.constant(1),
                                                   test_support::during(deal.stage)));
    plan::OptionOutcome const outcome = outcome_of(deal.plan());
    EXPECT_EQ(outcome.outcome, plan::Outcome::prohibited);
    EXPECT_EQ(outcome.failure_month[kUnwound], kNever);
    EXPECT_NEAR(metric(outcome, Metric::npv), 3, 1e-12);
    EXPECT_EQ(outcome.stage_entry, (std::vector<double>{0, kNever}));
    EXPECT_EQ(outcome.stage_branch[1], plan::kNoBranch);
}

// A review of 10 months that a term of 6 cuts short, so that it prohibits nothing any more.
TEST(ReviewAfterCompletion, is_over_when_the_term_is) {
    CalledIn deal{test_support::to(End::prohibited)};
    deal.option.route->stages[deal.stage.index()].duration = deal.builder.constant(10);
    deal.option.exit.term = deal.builder.constant(6);
    plan::OptionOutcome const outcome = outcome_of(deal.plan());
    EXPECT_EQ(outcome.failure_month[kUnwound], kNever);
    EXPECT_EQ(outcome.stage_end, (std::vector<double>{3, 9}));
    EXPECT_EQ(outcome.stage_branch[1], plan::kNoBranch);
}

// Two parties with margins of 10 % and -10 % on the same income are one entity at 0 % from the start. When a
// review of 18 months prohibits it they are themselves again, with their own past: -10 % from month 18 on.
TEST(SingleEntity, is_its_parties_again_once_it_is_unwound) {
    for (End const end : {End::cleared, End::prohibited}) {
        PlanBuilder builder{kValuation, 36};
        auto const strong = builder.party("strong", builder.constant(120), builder.constant(108));
        auto const weak = builder.party("weak", builder.constant(120), builder.constant(132));
        RouteBuilder route{builder};
        auto const track = route.track("call_in");
        route.route.tracks[track.index()].after_completion = true;
        auto const stage = route.stage(track, "phase_1", builder.constant(18), builder.draw("next"));
        route.next(stage, {test_support::to(end)});
        plan::Option option = option_named("merger");
        option.parties = {strong, weak};
        option.single_entity = true;
        option.route = route.route;
        builder.add(option);
        plan::Failure distress;
        distress.name = "distress";
        distress.kind = plan::Failure::Kind::distress;
        distress.limit = -0.05;
        distress.consecutive = 3;
        builder.add(distress);
        plan::OptionOutcome const outcome = outcome_of(builder.build());
        EXPECT_NEAR(metric(outcome, Metric::minimum_margin), end == End::cleared ? 0 : -0.1, 1e-12);
        // Month ends 18, 19 and 20 are the first three below.
        EXPECT_EQ(outcome.distress_month[0], end == End::cleared ? kNever : 20);
    }
}

// Key staff leave at 12 % a year for 24 months after completion at once, but the option ends after 12: of
// 100, 100 (1 - e^-0.12) have left at a cost of 1 each. A lasting loss of 10 % of an income of 10 a month
// runs for those 12 months and costs 12. A risk in month 12 comes too late, one in month 11 costs 3.
TEST(Exit, ends_what_an_option_does_to_people_and_risks) {
    PlanBuilder builder{kValuation, 36};
    auto const party = builder.party("hospital", builder.constant(120), builder.constant(100));
    plan::Option option = option_named("franchise");
    option.parties = {party};
    option.exit.term = builder.constant(12);
    plan::Workforce workforce;
    workforce.key_staff = builder.constant(100);
    workforce.after_completion = builder.constant(0.12);
    workforce.after_completion_months = 24;
    workforce.cost_per_leaver = builder.constant(1);
    workforce.replacement_time = builder.constant(6);
    workforce.knowledge_not_restored = builder.constant(0);
    option.workforce = workforce;
    plan::Lasting lasting;
    lasting.which = builder.draw("lasting");
    lasting.loss_probability = builder.constant(1);
    lasting.loss_size = builder.constant(0.1);
    lasting.of.parties = {party};
    lasting.of.income = true;
    lasting.ramp.full_by = builder.constant(0);
    option.lasting = lasting;
    for (double const when : {11.0, 12.0}) {
        plan::Risk risk;
        risk.name = risk.label = "risk";
        risk.probability = builder.constant(1);
        risk.happens = builder.draw("risk");
        risk.when = at(Base::fixed, when);
        risk.costs = builder.constant(3);
        option.risks.push_back(risk);
    }
    builder.add(option);
    double const leavers = 100 * (1 - std::exp(-0.12));
    // The ramp takes 1e-9 months.
    EXPECT_NEAR(metric(outcome_of(builder.build()), Metric::costs_pv), leavers + 12 + 3, 1e-8);
}

// A report of 2 months is referred back for 3 months of questions and written again, in 1 month: the window
// of the report lasts from 0 to 6, the questions' from 2 to 5.
TEST(Stages, that_are_visited_again_last_to_the_end_of_the_last_visit) {
    PlanBuilder builder{kValuation, 24};
    RouteBuilder route{builder};
    auto const track = route.track("approval");
    auto const report = route.stage(track, "report", builder.constant(2), builder.draw("report"));
    auto const questions = route.stage(track, "questions", builder.constant(3), builder.draw("questions"));
    auto const again = route.stage(track, "report", builder.constant(1), builder.draw("report", 1));
    auto const once_more = route.stage(track, "report", builder.constant(1), builder.draw("report", 2));
    for (std::uint32_t visit : {1U, 2U})
        route.route.stages[(visit == 1 ? again : once_more).index()].visit = visit;
    route.route.stages[report.index()].later_visits = {again, once_more};
    route.next(report, {test_support::to(questions)}).next(questions, {test_support::to(again)});
    plan::Option option = option_named("merger");
    option.route = route.route;
    option.costs.push_back(
        test_support::cost("authors", Form::monthly, builder.constant(1), test_support::during(report)));
    option.costs.push_back(
        test_support::cost("experts", Form::monthly, builder.constant(100), test_support::during(questions)));
    builder.add(option);
    plan::Plan const plan = builder.build();
    plan::OptionOutcome const outcome = outcome_of(plan);
    EXPECT_NEAR(metric(outcome, Metric::costs_pv), 6 + 300, 1e-12);
    EXPECT_EQ(metric(outcome, Metric::completion_months), 6);
    EXPECT_EQ(outcome.stage_entry, (std::vector<double>{0, 2, 5, kNever}));
    EXPECT_NEAR(claimed_of(plan).costs_pv, 306, 1e-12);
}

// Each visit of a stage draws its own branch: a referral back with 40 % each time, at most twice, and then
// the deal is abandoned. It clears with 0.6 (1 + 0.4 + 0.16) = 93.6 %, abandoned are 6.4 %.
TEST(Stages, that_are_visited_again_have_luck_of_their_own) {
    constexpr std::uint64_t kTrials = 10000;
    PlanBuilder builder{kValuation, 24};
    RouteBuilder route{builder};
    auto const track = route.track("approval");
    std::vector<plan::StageId> visits;
    for (std::uint32_t visit = 0; visit < 3; ++visit) {
        visits.push_back(route.stage(track, "case", builder.constant(1), builder.draw("case", visit)));
        route.route.stages[visits.back().index()].visit = visit;
    }
    route.route.stages[visits[0].index()].later_visits = {visits[1], visits[2]};
    plan::QuantityId const back = builder.constant(0.4);
    route.next(visits[0], {test_support::to(End::cleared), test_support::to(visits[1], back)});
    route.next(visits[1], {test_support::to(End::cleared), test_support::to(visits[2], back)});
    route.next(visits[2], {test_support::to(End::cleared), test_support::to(End::abandoned, back)});
    plan::Option option = option_named("merger");
    option.route = route.route;
    builder.add(option);
    Trials const trials = run(builder.build(), kTrials);
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return o.outcome == plan::Outcome::completed; }), 0.936,
                tolerance(0.936, kTrials));
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return o.stage_entry[2] == 2; }), 0.16,
                tolerance(0.16, kTrials));
}

}  // namespace
}  // namespace mergerisk::known_answers
