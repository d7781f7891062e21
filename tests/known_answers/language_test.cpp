// What a person writes, down to what is simulated: calculated numbers, contracts, connections, who pays.

#include "tests/known_answers/answers.h"
#include "tests/known_answers/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace mergerisk::known_answers {
namespace {

using plan::Metric;

constexpr std::size_t kDeal = 1;

plan::OptionOutcome deal_of(std::string const& body) {
    return outcome_of(compiled(body).plan, kDeal);
}

double npv_of(std::string const& body) {
    return metric(deal_of(body), Metric::npv);
}

// 2 % of 400 a year as a total is 8; 1 % of 280 a year as an amount a month is 2.8 / 12, for ten months 7 /
// 3; 0.5 a year plus 1 % of 100 a year is 1.5 a year, for ten years 15.
TEST(CalculatedLines, cost_their_share_of_what_parties_earn_and_spend) {
    EXPECT_NEAR(npv_of(R"(    costs:
      once: {total: {product: [2%, combined.income]}, window: {from: start, for: 12 months}}
      each_month: {monthly: {product: [1%, beta.operating_cost]}, window: {from: start, for: 10 months}}
      each_year: {annual: {sum: [0.5, {product: [1%, alpha.income]}]}, window: {from: start, to: end}}
)"),
                -8 - 7.0 / 3 - 15, 1e-11);
}

// A share U of the service, uniform on 0 to 20 %, in two lines: a cost of U x 10 x 100 and a benefit of U x
// 100 a year for ten years. Nothing is left in any trial, since it is the same U.
TEST(CalculatedLines, share_the_luck_of_what_they_name) {
    plan::Plan const plan = compiled(R"(    costs:
      move: {total: {product: [service, 10, alpha.income]}, window: {from: start, for: 6 months}}
    benefits:
      saving: {annual: {product: [service, alpha.income]}}
)",
                                     "quantities: {service: {dimension: share, uniform: [0%, 20%]}}\n")
                                .plan;
    double largest = 0;
    for (auto const& trial : run(plan, 256)) {
        EXPECT_NEAR(metric(trial[kDeal], Metric::npv), 0, 1e-10);
        largest = std::max(largest, metric(trial[kDeal], Metric::costs_pv));
    }
    EXPECT_GT(largest, 190);
}

// 100 % less 0.5 % a minute, 40 minutes or 300: 80 % of 6 a year for ten years, or nothing.
TEST(CalculatedLines, are_cut_to_what_they_can_be) {
    auto const after = [](std::string const& minutes) {
        return npv_of("    benefits: {help: {annual: 6, realised: {sum: [100%, {product: [-0.5%, " + minutes +
                      "]}]}}}\n");
    };
    EXPECT_NEAR(after("40"), 48, 1e-11);
    EXPECT_NEAR(after("300"), 0, 1e-11);
}

// A benefit of 12 a year for a term of 18 months; what would begin as the term ends is cut with it.
TEST(Contract, ends_what_an_option_brings_with_its_term) {
    EXPECT_NEAR(npv_of(R"(    contract: {term: 18 months}
    costs:
      running: {monthly: 0.25, window: {from: completion, to: exit}}
      overlap: {monthly: 5, window: {from: exit, for: 6 months}}
    benefits:
      saving: {annual: 12}
)"),
                18 - 18 * 0.25, 1e-11);
}

// Support of 0.1 a month passes 0.55 with the sixth payment: given up at month 6. Until then 6 of benefit;
// then 3 for the handover, which only an early end brings. Support counts for nobody in society.
TEST(Contract, is_given_up_when_support_has_passed_its_limit) {
    std::string const body = R"(    contract: {term: 18 months, support_limit: 0.55}
    support:
      deficits: {monthly: 0.1, window: {from: completion, to: exit}, paid_to: beta}
    costs:
      handover: {total: 3, only_if: unwound, window: {from: exit, for: 6 months}}
    benefits:
      saving: {annual: 12}
)";
    plan::OptionOutcome const outcome = deal_of(body);
    EXPECT_NEAR(metric(outcome, Metric::npv), 6 - 3, 1e-12);
    EXPECT_NEAR(metric(outcome, Metric::npv_funder), -0.6, 1e-12);
    // The claim runs for the whole term.
    EXPECT_NEAR(claimed_of(compiled(body).plan, kDeal).npv, 18, 1e-12);
}

// With members joining evenly over ten years a benefit of 12 a year has the integral of (t / 120)^2 over 120
// months, 120 / 3 = 40; of members alone it would be 60.
TEST(Connections, grow_with_the_square_of_those_who_have_joined) {
    EXPECT_NEAR(npv_of("    benefits: {network: {annual: 12, ramp: {full_by: 10 years, of: connections}}}\n"),
                40, 1e-10);
    EXPECT_NEAR(npv_of("    benefits: {network: {annual: 12, ramp: {full_by: 10 years, of: members}}}\n"), 60,
                1e-10);
}

// Of a cost of 3 beta would pay three quarters. Kept from it, alpha pays all; with both kept from it the
// funder does.
TEST(CostNeutrality, moves_cost_and_does_not_change_it) {
    auto const outcome = [](std::string const& who) {
        return deal_of("    cost_neutral_for: " + who +
                       "\n    costs: {visits: {total: 3, window: {from: start, for: 6 months}}}\n");
    };
    EXPECT_NEAR(metric(outcome("[beta]"), Metric::npv), -3, 1e-12);
    EXPECT_NEAR(metric(outcome("[beta]"), Metric::npv_parties), -3, 1e-12);
    EXPECT_NEAR(metric(outcome("[alpha, beta]"), Metric::npv), -3, 1e-12);
    EXPECT_NEAR(metric(outcome("[alpha, beta]"), Metric::npv_parties), 0, 1e-12);
    EXPECT_NEAR(metric(outcome("[alpha, beta]"), Metric::npv_funder), -3, 1e-12);
}

// A review of four months after completion holds the businesses apart: benefits of 12 a year begin with it
// over, and holding apart costs 0.5 a month until then.
TEST(ReviewAfterCompletion, puts_integration_off) {
    EXPECT_NEAR(npv_of(R"(    route:
      tracks:
        call_in:
          after_completion: yes
          holds_separate: yes
          start: inquiry
          stages: {inquiry: {duration: 4 months, next: {cleared: 100%}}}
    costs:
      apart: {monthly: 0.5, window: call_in}
    benefits:
      saving: {annual: 12, starts: integration}
)"),
                116 - 2, 1e-10);
}

}  // namespace
}  // namespace mergerisk::known_answers
