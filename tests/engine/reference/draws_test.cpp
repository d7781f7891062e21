#include "engine/reference/draws.h"

#include "engine/math/normal.h"
#include "engine/math/tabulate.h"
#include "engine/random/name_hash.h"
#include "engine/random/plain.h"
#include "tests/support/plan_builder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

namespace mergerisk::reference {
namespace {

using namespace std::chrono_literals;
using test_support::PlanBuilder;

constexpr std::chrono::sys_days kValuation = 2016y / 10 / 1;

double value_of(PlanBuilder const& builder, plan::QuantityId id, double u) {
    Draws draws;
    draws.uniform = {u};
    draws.score = {math::normal_score(u)};
    return drawn_values(builder.build(), {}, draws)[id.index()];
}

TEST(Draws, are_plain_ones_of_their_address) {
    PlanBuilder builder{kValuation, 12};
    builder.seed(7).draw("costs.integration.overrun");
    EXPECT_EQ(draw(builder.build(), 41).uniform[0],
              random::plain_uniform(7, random::name_hash("costs.integration.overrun"), 41, 0));
}

TEST(Draws, of_a_later_visit_are_others_of_the_same_address) {
    PlanBuilder builder{kValuation, 12};
    builder.seed(7).draw("routes.review.stage.duration");
    builder.draw("routes.review.stage.duration", 2);
    Draws const draws = draw(builder.build(), 41);
    std::uint64_t const name = random::name_hash("routes.review.stage.duration");
    EXPECT_EQ(draws.uniform[0], random::plain_uniform(7, name, 41, 0));
    EXPECT_EQ(draws.uniform[1], random::plain_uniform(7, name, 41, 2));
    EXPECT_NE(draws.uniform[0], draws.uniform[1]);
}

// Points 0 to 63 of one scrambling are trials 16 k: each of 64 equal intervals holds exactly one.
TEST(Draws, fill_the_unit_interval_evenly_under_sobol_sampling) {
    PlanBuilder builder{kValuation, 12};
    for (int i = 0; i < 10; ++i) builder.draw(std::to_string(i));
    plan::Plan const plan = builder.sobol().build();
    for (std::size_t d = 0; d < 10; ++d) {
        std::vector<int> hits(64);
        for (std::uint64_t point = 0; point < 64; ++point)
            ++hits[static_cast<std::size_t>(draw(plan, 16 * point + 3).uniform[d] * 64)];
        EXPECT_EQ(hits, std::vector<int>(64, 1)) << d;
    }
}

TEST(Draws, of_a_dependence_group_are_mixed_by_its_factor) {
    PlanBuilder builder{kValuation, 12};
    std::vector const members{builder.draw("b"), builder.draw("a"), builder.draw("c")};
    Draws const independent = draw(builder.build(), 5);
    builder.correlate({members[2], members[0]}, {1, 0, -0.28, 0.96});
    Draws const draws = draw(builder.build(), 5);
    EXPECT_EQ(draws.score[2], independent.score[2]);
    EXPECT_EQ(draws.uniform[1], independent.uniform[1]);
    EXPECT_DOUBLE_EQ(draws.score[0], -0.28 * independent.score[2] + 0.96 * independent.score[0]);
    EXPECT_DOUBLE_EQ(math::normal_score(draws.uniform[0]), draws.score[0]);
}

// The closed inverses by hand: low 2, mode 4, high 12; below the mode lies 2/10. u = 0.05: 2 + sqrt(0.05 * 10
// * 2) = 3; u = 0.8: 12 - sqrt(0.2 * 10 * 8) = 8.
TEST(Values, of_a_triangle_come_from_its_inverse) {
    PlanBuilder builder{kValuation, 12};
    auto const id = builder.triangular("x", 2, 4, 12);
    EXPECT_DOUBLE_EQ(value_of(builder, id, 0.05), 3);
    EXPECT_DOUBLE_EQ(value_of(builder, id, 0.2), 4);
    EXPECT_DOUBLE_EQ(value_of(builder, id, 0.8), 8);
}

TEST(Values, of_a_normal_score_are_transformed) {
    PlanBuilder builder{kValuation, 12};
    auto const normal = builder.normal("x", 10, 2);
    auto const lognormal = builder.lognormal("x", 1, 0.5);
    auto const uniform = builder.uniform("x", -1, 3);
    double const u = math::normal_probability(1);
    EXPECT_NEAR(value_of(builder, normal, u), 12, 1e-14);
    EXPECT_NEAR(value_of(builder, lognormal, u), std::exp(1.5), 1e-14);
    EXPECT_DOUBLE_EQ(value_of(builder, uniform, 0.25), 0);
}

TEST(Values, of_a_list_change_at_their_thresholds) {
    PlanBuilder builder{kValuation, 12};
    auto const id = builder.discrete("x", {0.25, 0.5, 0.25}, {1, 5, 9});
    EXPECT_EQ(value_of(builder, id, 0.2499), 1);
    EXPECT_EQ(value_of(builder, id, 0.25), 5);
    EXPECT_EQ(value_of(builder, id, 0.75), 9);
}

// logit(0.2) + ln 2 is logit(1/3).
TEST(Values, of_a_probability_move_by_readiness) {
    PlanBuilder builder{kValuation, 12};
    builder.draw("unused");
    for (auto const& [before, after] : {std::pair{0.2, 1.0 / 3}, std::pair{0.0, 0.0}, std::pair{1.0, 1.0}}) {
        auto const id = builder.shifted_probability(builder.constant(before), std::log(2.0));
        EXPECT_DOUBLE_EQ(value_of(builder, id, 0.5), after);
    }
}

// logit(0.2) + ln 4 - 3 ln 2 + 2 ln 2 is logit(1/3).
TEST(Values, of_a_probability_move_by_further_inputs) {
    PlanBuilder builder{kValuation, 12};
    builder.draw("unused");
    auto const one = builder.constant(-3 * std::log(2.0));
    auto const other = builder.constant(2 * std::log(2.0));
    auto const id = builder.shifted_probability(builder.constant(0.2), std::log(4.0), {one, other});
    EXPECT_DOUBLE_EQ(value_of(builder, id, 0.5), 1.0 / 3);
}

// u = 0.25 makes 5 of the range 4 to 8; 3 + 2 x 5 - 4 x 1.5 = 7, 2 x 5 x 1.5 = 15.
TEST(Values, are_calculated_from_others) {
    PlanBuilder builder{kValuation, 12};
    auto const five = builder.uniform("x", 4, 8);
    auto const other = builder.constant(1.5);
    auto const sum = builder.linear(3, {2, -4}, {five, other}, 0, 10);
    auto const cut_above = builder.linear(3, {2, -4}, {five, other}, 0, 6.5);
    auto const cut_below = builder.linear(3, {2, -4}, {five, other}, 7.5, 10);
    auto const product = builder.product(2, {five, other});
    auto const largest = builder.maximum(4.5, {other, five});
    auto const floor = builder.maximum(5.5, {other, five});
    EXPECT_DOUBLE_EQ(value_of(builder, sum, 0.25), 7);
    EXPECT_DOUBLE_EQ(value_of(builder, cut_above, 0.25), 6.5);
    EXPECT_DOUBLE_EQ(value_of(builder, cut_below, 0.25), 7.5);
    EXPECT_DOUBLE_EQ(value_of(builder, product, 0.25), 15);
    EXPECT_DOUBLE_EQ(value_of(builder, largest, 0.25), 5);
    EXPECT_DOUBLE_EQ(value_of(builder, floor, 0.25), 5.5);
}

TEST(Values, are_moved_along_the_normal_score) {
    PlanBuilder builder{kValuation, 12};
    plan::Quantity uniform;
    uniform.kind = plan::Quantity::Kind::uniform;
    uniform.draw = builder.draw("x");
    uniform.b = 1;
    uniform.score_shift = 0.5;
    plan::Quantity normal = uniform;
    normal.kind = plan::Quantity::Kind::normal;
    auto const moved_uniform = builder.add(uniform);
    auto const moved_normal = builder.add(normal);
    double const u = math::normal_probability(0.25);
    EXPECT_NEAR(value_of(builder, moved_uniform, u), math::normal_probability(0.75), 1e-15);
    EXPECT_NEAR(value_of(builder, moved_normal, u), 0.75, 1e-15);
}

// A table of Gamma(2, 1) used as 5 + 3 T against the exact Gamma.
TEST(Values, come_from_the_exact_distribution_when_it_is_given) {
    PlanBuilder builder{kValuation, 12};
    auto const id = builder.table("x", math::tabulate(math::Gamma{2, 1}), 8, 11, 5, 3);
    Draws draws;
    draws.uniform = {0.9};
    draws.score = {math::normal_score(0.9)};
    Marginals exact;
    exact.emplace_back(math::Distribution{math::Gamma{2, 3}});
    double const by_table = drawn_values(builder.build(), {}, draws)[id.index()];
    double const by_quantile = drawn_values(builder.build(), exact, draws)[id.index()];
    EXPECT_NEAR(by_table - 5, by_quantile, 1e-9);
    EXPECT_DOUBLE_EQ(by_quantile, math::quantile(math::Gamma{2, 3}, draws.score[0]));
}

TEST(Values, in_the_claimed_view_are_claims) {
    PlanBuilder builder{kValuation, 12};
    auto const id = builder.uniform("x", 0, 1);
    builder.claim(id, 0.9);
    EXPECT_EQ(claimed_values(builder.build()), std::vector<double>{0.9});
}

}  // namespace
}  // namespace mergerisk::reference
