// Loops, credentials and the competition case, from what a person writes to trials, solved on paper.

#include "tests/known_answers/answers.h"
#include "tests/known_answers/scenario.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace mergerisk::known_answers {
namespace {

using plan::Metric;
using plan::Outcome;

constexpr std::uint64_t kTrials = 10000;
constexpr std::size_t kDeal = 1;

double expit(double x) {
    return 1 / (1 + std::exp(-x));
}
double logit(double p) {
    return std::log(p / (1 - p));
}

double share_of(plan::Plan const& plan, Outcome outcome) {
    return frequency(
        run(plan, kTrials), [&](plan::OptionOutcome const& one) { return one.outcome == outcome; }, kDeal);
}

double decision(plan::OptionOutcome const& outcome) {
    return metric(outcome, Metric::decision_months);
}

std::string const kReferredBack = R"(    route:
      tracks:
        approval:
          start: case
          stages:
            case: {duration: 2 months, next: board}
            board:
              duration: 1 month
              next: {case: {probability: 30%, at_most: 2, then: abandoned}, cleared: rest}
)";

// The board refers the case back with probability r = 0.3, twice at most: it clears at pass k = 1, 2, 3 with
// probability 0.7 r^(k - 1), together 1 - r^3 = 0.973, and the third refusal, r^3 = 0.027, abandons the deal.
// Passes take 3 months. Their number is 1, 2, 3 with probabilities 0.7, 0.21, 0.09: mean 1 + r + r^2 = 1.39,
// variance 0.4179.
TEST(Loop, has_a_geometric_number_of_passes_up_to_its_bound) {
    plan::Plan const plan = compiled(kReferredBack).plan;
    Trials const trials = run(plan, kTrials);
    double const abandoned = 0.3 * 0.3 * 0.3;
    EXPECT_NEAR(frequency(
                    trials, [](auto const& one) { return one.outcome == Outcome::abandoned; }, kDeal),
                abandoned, tolerance(abandoned, kTrials));
    for (int passes = 1; passes <= 3; ++passes) {
        double const clears = 0.7 * std::pow(0.3, passes - 1);
        EXPECT_NEAR(frequency(
                        trials,
                        [&](auto const& one) {
                            return std::abs(metric(one, Metric::completion_months) - 3 * passes) < 1e-9;
                        },
                        kDeal),
                    clears, tolerance(clears, kTrials));
    }
    EXPECT_NEAR(mean(trials, decision, kDeal), 3 * 1.39, 5 * 3 * std::sqrt(0.4179 / kTrials));
}

// Nobody plans to be referred back: 2 + 1 months, although going back twice would be likelier than not at 60
// %.
TEST(Loop, is_not_part_of_the_claimed_path) {
    std::string likely = kReferredBack;
    likely.replace(likely.find("30%"), 3, "60%");
    EXPECT_DOUBLE_EQ(claimed_of(compiled(likely).plan, kDeal).completion_months, 3);
}

// Two passes, each uniform on 1 to 3 months: with luck of its own, the sum is below 3 with probability 1/8
// (a triangle of sides 1 in a square of sides 2).
TEST(Loop, has_luck_of_its_own_in_each_pass) {
    plan::Plan const plan = compiled(R"(    route:
      tracks:
        approval:
          stages:
            case: {duration: {uniform: [1 month, 3 months]}, next: {case: {at_most: 1, then: cleared}}}
)")
                                .plan;
    Trials const trials = run(plan, kTrials);
    EXPECT_NEAR(frequency(
                    trials, [](auto const& one) { return decision(one) < 3; }, kDeal),
                0.125, tolerance(0.125, kTrials));
}

// The same number for both passes, because it is shared by name: twice a uniform on 1 to 3 is below 3 with
// probability 1/4.
TEST(Loop, shares_what_has_a_name) {
    plan::Plan const plan =
        compiled(R"(    route:
      tracks:
        approval:
          stages:
            case: {duration: {quantity: pace}, next: {case: {at_most: 1, then: cleared}}}
)",
                 "quantities:\n  pace: {dimension: duration, uniform: [1 month, 3 months]}\n")
            .plan;
    Trials const trials = run(plan, kTrials);
    EXPECT_NEAR(frequency(
                    trials, [](auto const& one) { return decision(one) < 3; }, kDeal),
                0.25, tolerance(0.25, kTrials));
}

// A cost of 1 a month while the track lasts: 3 months a pass, 1.39 passes on average.
TEST(Loop, prolongs_what_runs_while_its_track_lasts) {
    plan::Plan const plan =
        compiled(kReferredBack + "    costs:\n      advisers: {monthly: 1, window: approval}\n").plan;
    Trials const trials = run(plan, kTrials);
    EXPECT_NEAR(mean(
                    trials, [](auto const& one) { return -metric(one, Metric::npv_own); }, kDeal),
                3 * 1.39, 5 * 3 * std::sqrt(0.4179 / kTrials));
}

// ---------------------------------------------------------------------------------------------------------------

std::string with_credentials(std::string const& credentialed) {
    return R"(    route:
      credentialed: )" +
           credentialed + R"(
      tracks:
        assurance:
          start: inquiry
          stages:
            inquiry:
              duration: 6 months
              next: hearing
              when_credentialed: {duration: 2 months, next: {cleared: rest, prohibited: 10%}}
            hearing: {duration: 3 months, next: {cleared: rest, prohibited: 40%}}
)";
}

TEST(Credentials, shorten_a_stage_and_spare_another) {
    plan::Plan const without = compiled(with_credentials("no")).plan;
    EXPECT_DOUBLE_EQ(claimed_of(without, kDeal).completion_months, 9);
    EXPECT_NEAR(share_of(without, Outcome::prohibited), 0.4, tolerance(0.4, kTrials));
    plan::Plan const with = compiled(with_credentials("yes")).plan;
    EXPECT_DOUBLE_EQ(claimed_of(with, kDeal).completion_months, 2);
    EXPECT_NEAR(share_of(with, Outcome::prohibited), 0.1, tolerance(0.1, kTrials));
    EXPECT_EQ(with.options[kDeal].route->stages.size(), 1U);
}

TEST(Credentials, leave_a_window_empty_whose_stage_they_spare) {
    compile::Result const result = compiled(
        with_credentials("yes") + "    costs:\n      counsel: {monthly: 1, window: assurance.hearing}\n");
    EXPECT_EQ(metric(run(result.plan, 1)[0][kDeal], Metric::npv_own), 0);
    bool said = false;
    for (std::string const& remark : result.notes.remarks) {
        said = said || remark.find("never comes to stage assurance.hearing") != std::string::npos;
    }
    EXPECT_TRUE(said);
}

// ---------------------------------------------------------------------------------------------------------------

std::string const kWeights = R"(competition_weights:
  change_of_hhi: 0.1
  change_of_hhi_reference: 250
  level_of_hhi: 0.2
  level_of_hhi_reference: 2000
  price_pressure: 0.1
  price_pressure_reference: 5%
  customer_benefit: 0.8
)";

std::string with_case(std::string const& competition) {
    return R"(    route:
      tracks:
        competition:
          stages:
            inquiry:
              duration: 4 months
              next:
                prohibited: {probability: 20%, shifted_by: [concern]}
                cleared: rest
)" + (competition.empty() ? std::string{} : "      competition:\n" + competition);
}

std::string const kMarket = "        markets:\n          care: {shares: {alpha: 30%, beta: 20%}";

// Shares of 30 % and 20 %: the change of the index is 2 x 30 x 20 = 1200 points. With others of 25, 15 and
// 10 % it stands at 900 + 400 + 625 + 225 + 100 = 2250 before and 3450 after.
TEST(CompetitionCase, has_the_index_of_concentration_before_and_after) {
    compile::Result const result = compiled(with_case(kMarket + ", others: [25%, 15%, 10%]}\n"), kWeights);
    std::string const market = "options.deal.route.competition.markets.care";
    EXPECT_NEAR(quantity_at(result, market + ".hhi_change").a, 1200, 1e-9);
    EXPECT_NEAR(quantity_at(result, market + ".hhi_before").a, 2250, 1e-9);
    EXPECT_NEAR(quantity_at(result, market + ".hhi_after").a, 3450, 1e-9);
    // 0.1 (1200 - 250) / 100 + 0.2 (3450 - 2000) / 1000 = 0.95 + 0.29
    EXPECT_NEAR(quantity_at(result, "options.deal.route.competition.concern").a, 1.24, 1e-9);
}

// 0.95 of the change (the others are not stated, so the level adds nothing) and GUPPI = 20 % x 30 % x 1.1 =
// 6.6 %, 1.6 points above the reference: 0.16. The log-odds of 20 % rise by 1.11.
TEST(CompetitionCase, moves_the_log_odds_of_a_branch) {
    plan::Plan const plan =
        compiled(
            with_case(kMarket + "}\n        diversion: 20%\n        margin: 30%\n        price_ratio: 1.1\n"),
            kWeights)
            .plan;
    double const p = expit(logit(0.2) + 1.11);
    EXPECT_NEAR(share_of(plan, Outcome::prohibited), p, tolerance(p, kTrials));
}

TEST(CompetitionCase, moves_nothing_where_there_is_none) {
    plan::Plan const plan = compiled(with_case("")).plan;
    EXPECT_NEAR(share_of(plan, Outcome::prohibited), 0.2, tolerance(0.2, kTrials));
}

// Shares of 60 % and 40 % would move log-odds by 0.1 (4800 - 250) / 100 = 4.55: the limit is 2.
TEST(CompetitionCase, stays_within_its_limit) {
    compile::Result const result = compiled(
        with_case("        markets:\n          care: {shares: {alpha: 60%, beta: 40%}}\n"), kWeights);
    EXPECT_DOUBLE_EQ(quantity_at(result, "options.deal.route.competition.concern").a, 2);
}

// The worse of two markets counts: changes of 1200 and of 2 x 10 x 5 = 100 points.
TEST(CompetitionCase, looks_at_the_worst_market) {
    compile::Result const result = compiled(
        with_case(kMarket + "}\n          urgent_care: {shares: {alpha: 10%, beta: 5%}}\n"), kWeights);
    EXPECT_NEAR(quantity_at(result, "options.deal.route.competition.concern").a, 0.95, 1e-9);
}

// Independent shares, uniform on 20 to 40 % and 10 to 30 %: the change has mean 2 x 30 x 20 = 1200 and second
// moment 4 E[s1^2] E[s2^2] = 4 (900 + 100 / 3) (400 + 100 / 3), so a standard deviation of 421.6; the sample
// that finds its mean has 8192 points in a Latin hypercube: closer than five errors of plain sampling, 23.
TEST(CompetitionCase, takes_uncertain_shares) {
    compile::Result const result = compiled(
        with_case("        markets:\n          care: {shares: {alpha: {uniform: [20%, 40%]}, beta: {uniform: "
                  "[10%, 30%]}}}\n"),
        kWeights);
    plan::Quantity const& change =
        quantity_at(result, "options.deal.route.competition.markets.care.hhi_change");
    EXPECT_EQ(change.kind, plan::Quantity::Kind::product);
    EXPECT_NEAR(change.expected, 1200, 5 * 421.6 / std::sqrt(8192.0));
    EXPECT_NEAR(change.claimed, 1200, 1e-9);           // no mode: the medians
    (void)share_of(result.plan, Outcome::prohibited);  // the kernel agrees with the reference
}

std::string const kWeighing = R"(    route:
      tracks:
        competition:
          stages:
            weighing:
              duration: 4 months
              next: {cleared: {probability: 30%, shifted_by: customer_benefits}, prohibited: rest}
      competition:
)";

// With probability 0.4 the benefit is accepted and moves log-odds by 0.8.
TEST(CustomerBenefits, count_when_they_are_accepted) {
    plan::Plan const plan =
        compiled(kWeighing + "        customer_benefits: {stroke_care: {accepted: 40%}}\n", kWeights).plan;
    double const p = 0.4 * expit(logit(0.3) + 0.8) + 0.6 * 0.3;
    EXPECT_NEAR(share_of(plan, Outcome::completed), p, tolerance(p, kTrials));
}

// Weights 1 and 2 move log-odds by 0.8 and 1.6, both together by 2, the limit, not 2.4; each with probability
// 1/2.
TEST(CustomerBenefits, add_up_to_the_limit) {
    plan::Plan const plan = compiled(kWeighing + R"(        customer_benefits:
          stroke_care: {accepted: 50%, weight: 1}
          research: {accepted: 50%, weight: 2}
)",
                                     kWeights)
                                .plan;
    double const base = logit(0.3);
    double const p = (0.3 + expit(base + 0.8) + expit(base + 1.6) + expit(base + 2)) / 4;
    EXPECT_NEAR(share_of(plan, Outcome::completed), p, tolerance(p, kTrials));
}

std::string const kFailingFirm = R"(    route:
      tracks:
        competition:
          stages:
            inquiry:
              duration: 4 months
              next: {cleared: {by: failing_firm}, prohibited: rest}
)";

// All three limbs: 0.5 x 0.6 x 0.5 = 0.15.
TEST(FailingFirm, needs_all_three_limbs) {
    plan::Plan const plan = compiled(kFailingFirm + R"(      competition:
        failing_firm:
          exit_inevitable: 50%
          no_less_anticompetitive_purchaser: 60%
          exit_no_better: 50%
)")
                                .plan;
    EXPECT_NEAR(share_of(plan, Outcome::completed), 0.15, tolerance(0.15, kTrials));
}

TEST(FailingFirm, is_no_way_out_without_a_case) {
    EXPECT_EQ(share_of(compiled(kFailingFirm).plan, Outcome::prohibited), 1);
}

// ---------------------------------------------------------------------------------------------------------------

// Completion after 3 months; then a review of 4 months holds the businesses separate, at 2 a month: 8 in
// every trial. With 3/4 it clears and integration costs 1 a month for half a year, 6; with 1/4 it prohibits
// and unwinding costs 10. So the value is -14 or -18, and no trial completes later than planned.
TEST(HoldSeparate, puts_integration_off_and_may_unwind) {
    plan::Plan const plan = compiled(R"(    route:
      tracks:
        approval: {stages: {board: {duration: 3 months, next: cleared}}}
        call_in:
          after_completion: yes
          holds_separate: yes
          stages: {inquiry: {duration: 4 months, next: {cleared: rest, prohibited: 25%}}}
    costs:
      separate_management: {monthly: 2, window: call_in}
      integration_team: {monthly: 1, window: {from: integration, for: 6 months}}
      unwinding: {total: 10, window: {from: exit, for: 1 month}, only_if: unwound}
)")
                                .plan;
    Trials const trials = run(plan, kTrials);
    auto const value_is = [&](double value) {
        return frequency(
            trials, [&](auto const& one) { return std::abs(metric(one, Metric::npv_own) - value) < 1e-9; },
            kDeal);
    };
    EXPECT_NEAR(value_is(-18), 0.25, tolerance(0.25, kTrials));
    EXPECT_DOUBLE_EQ(value_is(-18) + value_is(-14), 1);
    EXPECT_DOUBLE_EQ(
        frequency(
            trials,
            [](auto const& one) { return std::abs(metric(one, Metric::completion_months) - 3) < 1e-9; },
            kDeal),
        1);
    EXPECT_DOUBLE_EQ(claimed_of(plan, kDeal).completion_months, 3);
    EXPECT_NEAR(claimed_of(plan, kDeal).npv_own, -14, 1e-9);
}

}  // namespace
}  // namespace mergerisk::known_answers
