// Drawn numbers, evidence and dependence, solved on paper.

#include "engine/math/distribution.h"
#include "engine/math/posterior.h"
#include "engine/math/tabulate.h"
#include "tests/known_answers/answers.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <variant>

namespace mergerisk::known_answers {
namespace {

using namespace std::chrono_literals;
using plan::Anchor;
using plan::Metric;
using test_support::PlanBuilder;

constexpr std::chrono::sys_days kValuation = 2016y / 10 / 1;

plan::Option option_named(std::string name) {
    plan::Option option;
    option.label = name;
    option.name = std::move(name);
    return option;
}

plan::Risk risk(PlanBuilder& builder, std::string const& name, plan::QuantityId probability, double costs) {
    plan::Risk result;
    result.name = result.label = name;
    result.probability = probability;
    result.happens = builder.draw(name + ".happens");
    result.costs = builder.constant(costs);
    return result;
}

double cost(plan::OptionOutcome const& outcome) {
    return metric(outcome, Metric::costs_pv);
}

// 2 of 10 past cases with Jeffreys' prior: the probability is Beta(2.5, 8.5), drawn once a trial. An event of
// that probability happens with a / (a + b) = 2.5 / 11 = 0.227273; two events that share it both happen with
// a (a + 1) / ((a + b)(a + b + 1)) = 2.5 * 3.5 / (11 * 12) = 0.066288, more than 0.227273^2 = 0.051653.
TEST(Evidence, a_proportion_from_ten_cases_gives_the_beta_binomial_chance) {
    constexpr std::uint64_t kTrials = 10000;
    auto const posterior = math::proportion_posterior(2, 10, 1);
    ASSERT_TRUE(std::holds_alternative<math::Beta>(posterior));
    PlanBuilder builder{kValuation, 1};
    auto const probability =
        builder.table("evidence", math::tabulate(std::get<math::Beta>(posterior)), 2.5 / 11, 2.5 / 11);
    plan::Option option = option_named("merger");
    option.risks.push_back(risk(builder, "first", probability, 1));
    option.risks.push_back(risk(builder, "second", probability, 10));
    builder.add(option);

    Trials const trials = run(builder.build(), kTrials);

    double const one = 2.5 / 11;
    double const both = 2.5 * 3.5 / (11.0 * 12);
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return cost(o) == 1 || cost(o) == 11; }), one,
                tolerance(one, kTrials));
    EXPECT_NEAR(frequency(trials, [](auto const& o) { return cost(o) == 11; }), both,
                tolerance(both, kTrials));
}

// Counts 5, 3, 2 with Jeffreys' half each: Dirichlet(5.5, 3.5, 2.5), drawn by sticks. Mean shares 5.5, 3.5
// and 2.5 of 11.5. Three cost lines of those shares always cost 1 together; a share with mean p has variance
// p (1 - p) / 12.5.
TEST(Evidence, shares_from_counts_are_dirichlet) {
    constexpr std::uint64_t kTrials = 10000;
    auto const parameters = math::dirichlet_parameters(std::vector<double>{5, 3, 2}, 1);
    ASSERT_TRUE(std::holds_alternative<std::vector<double>>(parameters));
    auto const sticks = math::dirichlet_sticks(std::get<std::vector<double>>(parameters));
    PlanBuilder builder{kValuation, 1};
    auto const first = builder.table("first", math::tabulate(sticks[0]), 5.5 / 11.5, 5.5 / 11.5);
    auto const second = builder.table("second", math::tabulate(sticks[1]), 3.5 / 6, 3.5 / 6);
    auto const one = builder.constant(1);
    std::array const shares{first, builder.stick({first, second}), builder.stick({first, second, one})};
    for (auto const share : shares) {
        plan::Option option = option_named("share");
        option.costs.push_back(test_support::cost(
            "share", plan::CostLine::Form::total, share,
            test_support::from_for(test_support::at(Anchor::Base::start), builder.constant(1))));
        builder.add(option);
    }
    Trials const trials = run(builder.build(), kTrials);
    std::array const expected{5.5 / 11.5, 3.5 / 11.5, 2.5 / 11.5};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        double const deviation = std::sqrt(expected[i] * (1 - expected[i]) / 12.5);
        EXPECT_NEAR(mean(trials, cost, i), expected[i], 5 * deviation / std::sqrt(kTrials));
    }
    for (auto const& options : trials)
        ASSERT_NEAR(cost(options[0]) + cost(options[1]) + cost(options[2]), 1, 1e-12);
}

// Two standard normal numbers with correlation 0.6 have P(both above 0) = 1/4 + asin(0.6) / (2 pi) = 0.352416
// (Sheppard 1899).
TEST(Dependence, correlated_scores_exceed_their_medians_together_as_sheppard_says) {
    constexpr std::uint64_t kTrials = 10000;
    PlanBuilder builder{kValuation, 1};
    auto const a = builder.normal("a", 0, 1);
    auto const b = builder.normal("b", 0, 1);
    builder.correlate({builder.draw("a"), builder.draw("b")}, {1, 0, 0.6, 0.8});
    for (auto const amount : {a, b}) {
        plan::Option option = option_named("option");
        option.costs.push_back(test_support::cost(
            "line", plan::CostLine::Form::total, amount,
            test_support::from_for(test_support::at(Anchor::Base::start), builder.constant(1))));
        builder.add(option);
    }
    Trials const trials = run(builder.build(), kTrials);
    double together = 0;
    for (auto const& options : trials) together += cost(options[0]) > 0 && cost(options[1]) > 0 ? 1 : 0;
    double const exact = 0.25 + std::asin(0.6) / (2 * std::acos(-1.0));
    EXPECT_NEAR(together / kTrials, exact, tolerance(exact, kTrials));
}

// A lasting effect: loss of 2 % with 30 %, gain of 1 % with 25 %, else no change, of an operating cost of 12
// a month over 24 months at once: loss costs 0.02 * 12 * 24 = 5.76, gain brings 2.88.
TEST(Productivity, is_lost_gained_or_unchanged_for_good) {
    constexpr std::uint64_t kTrials = 10000;
    PlanBuilder builder{kValuation, 24};
    auto const party = builder.party("trust", builder.constant(150), builder.constant(144));
    plan::Option option = option_named("merger");
    option.parties = {party};
    plan::Lasting lasting;
    lasting.which = builder.draw("lasting");
    lasting.loss_probability = builder.constant(0.3);
    lasting.loss_size = builder.constant(0.02);
    lasting.gain_probability = builder.constant(0.25);
    lasting.gain_size = builder.constant(0.01);
    lasting.of.parties = {party};
    lasting.ramp.full_by = builder.constant(0);
    option.lasting = lasting;
    builder.add(option);
    Trials const trials = run(builder.build(), kTrials);
    auto const about = [](double amount) {
        return [amount](plan::OptionOutcome const& o) {
            return std::abs(metric(o, Metric::npv) - amount) < 1e-6;
        };
    };
    EXPECT_NEAR(frequency(trials, about(-5.76)), 0.30, tolerance(0.30, kTrials));
    EXPECT_NEAR(frequency(trials, about(2.88)), 0.25, tolerance(0.25, kTrials));
    EXPECT_NEAR(frequency(trials, about(0)), 0.45, tolerance(0.45, kTrials));
}

}  // namespace
}  // namespace mergerisk::known_answers
