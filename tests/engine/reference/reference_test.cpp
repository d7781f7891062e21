#include "engine/reference/reference.h"

#include "engine/base/contract.h"
#include "engine/math/tabulate.h"
#include "tests/support/plan_builder.h"

#include <gtest/gtest.h>

#include <chrono>

namespace mergerisk::reference {
namespace {

using namespace std::chrono_literals;
using plan::Anchor;
using test_support::PlanBuilder;

// A cost of Gamma(2, 3), tabulated as 3 T with T of Gamma(2, 1).
PlanBuilder gamma_cost() {
    PlanBuilder builder{2016y / 10 / 1, 12};
    auto const amount = builder.table("amount", math::tabulate(math::Gamma{2, 1}), 3, 6, 0, 3);
    plan::Option option;
    option.name = "merger";
    option.costs.push_back(test_support::cost(
        "line", plan::CostLine::Form::total, amount,
        test_support::from_for(test_support::at(Anchor::Base::start), builder.constant(12))));
    builder.add(option);
    return builder;
}

double cost(TrialOutcome const& outcome) {
    return outcome.options[0].metric[static_cast<std::size_t>(plan::Metric::costs_pv)];
}

TEST(Reference, uses_exact_distributions_where_the_plan_has_tables) {
    plan::Plan const plan = gamma_cost().build();
    std::vector<math::Distribution> const marginals{math::Gamma{2, 3}, math::Constant{12}};
    Reference const by_table{plan};
    Reference const exact{plan, marginals};
    for (std::uint64_t trial = 0; trial < 50; ++trial) {
        EXPECT_NEAR(cost(by_table(trial)), cost(exact(trial)), 1e-9);
        double const score = exact.story(trial).draws.score[0];
        EXPECT_DOUBLE_EQ(cost(exact(trial)), math::quantile(math::Gamma{2, 3}, score));
    }
}

TEST(Reference, gives_a_trial_that_depends_on_nothing_but_its_number) {
    plan::Plan const plan = gamma_cost().build();
    Reference const reference{plan};
    double const first = cost(reference(17));
    EXPECT_NE(cost(reference(18)), first);
    EXPECT_EQ(cost(reference(17)), first);
}

TEST(Reference, wants_a_distribution_for_each_quantity_or_none) {
    plan::Plan const plan = gamma_cost().build();
    std::vector<math::Distribution> const too_few{math::Gamma{2, 3}};
    EXPECT_THROW((Reference{plan, too_few}), base::ContractViolation);
}

// Two options that use one draw have the same luck.
TEST(Reference, lets_options_share_their_luck) {
    PlanBuilder builder = gamma_cost();
    plan::Option twin = builder.build().options[0];
    builder.add(twin);
    plan::Plan const plan = builder.build();
    TrialOutcome const outcome = Reference{plan}(3);
    EXPECT_EQ(outcome.options[0].metric, outcome.options[1].metric);
}

}  // namespace
}  // namespace mergerisk::reference
