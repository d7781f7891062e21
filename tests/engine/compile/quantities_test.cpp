#include "engine/compile/quantities.h"

#include "engine/base/contract.h"
#include "engine/portable/quantile_table.h"
#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace mergerisk::compile {
namespace {

using Kind = plan::Quantity::Kind;
using test::Dimension;

/// Makes quantities of one scenario.
struct Making {
    explicit Making(model::Scenario from = {}) : scenario{std::move(from)} {}

    plan::Quantity const& operator()(math::Distribution of, Dimension dimension = Dimension::money) {
        return (*this)(test::uncertain(std::move(of), dimension,
                                       "options.merger.x" + std::to_string(quantities.all().size())));
    }
    plan::Quantity const& operator()(model::Quantity const& quantity) {
        return quantities[quantities.of(quantity, &merger)];
    }
    [[nodiscard]] double at(plan::Quantity const& quantity, double z) const {
        return quantity.a + quantity.b * portable::value_at(tables.all()[quantity.table->index()], z);
    }
    [[nodiscard]] std::string address(plan::Quantity const& quantity) const {
        return draws.names()[quantity.draw->index()].address;
    }

    model::Scenario scenario;
    model::Option merger = test::option("merger");
    Draws draws;
    Tables tables;
    Quantities quantities{scenario, draws, tables};
};

TEST(Quantities, of_a_constant_need_no_draw) {
    Making making;
    plan::Quantity const& made = making(math::Constant{42.6});
    EXPECT_EQ(made.kind, Kind::constant);
    EXPECT_EQ(made.a, 42.6);
    EXPECT_EQ(made.claimed, 42.6);
    EXPECT_EQ(made.expected, 42.6);
    EXPECT_FALSE(made.draw.has_value());
    EXPECT_TRUE(making.draws.names().empty());
}

TEST(Quantities, keep_closed_forms) {
    Making making;
    plan::Quantity const uniform = making(math::Uniform{2, 6});
    EXPECT_EQ(uniform.kind, Kind::uniform);
    EXPECT_EQ(uniform.a, 2);
    EXPECT_EQ(uniform.b, 6);
    EXPECT_DOUBLE_EQ(uniform.expected, 4);
    plan::Quantity const triangular = making(math::Triangular{1, 2, 6});
    EXPECT_EQ(triangular.kind, Kind::triangular);
    EXPECT_EQ(triangular.b, 2);
    EXPECT_EQ(triangular.c, 6);
    EXPECT_EQ(triangular.claimed, 2);
    EXPECT_DOUBLE_EQ(triangular.expected, 3);
    plan::Quantity const normal = making(math::Normal{0.02, 0.01}, Dimension::rate);
    EXPECT_EQ(normal.kind, Kind::normal);
    EXPECT_EQ(normal.a, 0.02);
    EXPECT_EQ(normal.b, 0.01);
    plan::Quantity const lognormal = making(math::Lognormal{1, 0.5});
    EXPECT_EQ(lognormal.kind, Kind::lognormal);
    // exp(1 + 0.125), the mean of a lognormal.
    EXPECT_NEAR(lognormal.expected, std::exp(1.125), 1e-12);
    EXPECT_TRUE(making.tables.all().empty());
}

TEST(Quantities, share_a_table_between_perts_of_one_shape) {
    // The mode lies a quarter of the way in both.
    Making making;
    plan::Quantity const first = making(math::Pert{2, 3, 6});
    plan::Quantity const second = making(math::Pert{10, 12, 18});
    plan::Quantity const other = making(math::Pert{10, 14, 18});
    EXPECT_EQ(first.kind, Kind::table);
    EXPECT_EQ(first.table, second.table);
    EXPECT_NE(first.table, other.table);
    EXPECT_EQ(making.tables.all().size(), 2U);
    for (double const z : {-3.0, 0.0, 2.5}) {
        EXPECT_NEAR(making.at(first, z), math::quantile(math::Pert{2, 3, 6}, z), 1e-9);
        EXPECT_NEAR(making.at(second, z), math::quantile(math::Pert{10, 12, 18}, z), 1e-9);
    }
}

TEST(Quantities, tabulate_what_is_truncated) {
    // Of Normal(10, 20) the part above 0.
    Making making;
    plan::Quantity const& made = making(math::Normal{10, 20});
    EXPECT_EQ(made.kind, Kind::table);
    EXPECT_GE(making.at(made, -8), 0);
    EXPECT_NEAR(making.at(made, 1), math::quantile(math::Truncated{math::Normal{10, 20}, 0, 1e300}, 1), 1e-8);
    EXPECT_GT(made.expected, 10);
}

TEST(Quantities, give_discrete_values_in_ascending_order_with_their_thresholds) {
    Making making;
    plan::Quantity const discrete = making(math::Discrete{{5, 1, 5, 3}, {0.2, 0.3, 0.1, 0.4}});
    EXPECT_EQ(discrete.kind, Kind::discrete);
    EXPECT_THAT(discrete.values, ::testing::ElementsAre(1, 3, 5));
    ASSERT_EQ(discrete.thresholds.size(), 2U);
    EXPECT_DOUBLE_EQ(discrete.thresholds[0], 0.3);
    EXPECT_DOUBLE_EQ(discrete.thresholds[1], 0.7);
    // 0.3 x 1 + 0.4 x 3 + 0.3 x 5
    EXPECT_NEAR(discrete.expected, 3.0, 1e-12);
    plan::Quantity const bernoulli = making(math::Bernoulli{0.25, 8});
    EXPECT_THAT(bernoulli.values, ::testing::ElementsAre(0, 8));
    EXPECT_THAT(bernoulli.thresholds, ::testing::ElementsAre(0.75));
    EXPECT_EQ(making(math::Bernoulli{1, 8}).kind, Kind::constant);
}

TEST(Quantities, claim_what_the_deal_team_claims) {
    Making making;
    model::Quantity quantity =
        test::uncertain(math::Pert{3, 6, 10}, Dimension::money_a_year, "options.merger.saving");
    EXPECT_EQ(making(quantity).claimed, 6);
    quantity.path += "_2";
    quantity.claim = 8;
    EXPECT_EQ(making(quantity).claimed, 8);
    // (3 + 4 x 6 + 10) / 6
    EXPECT_NEAR(making(quantity).expected, 37.0 / 6, 1e-12);
}

TEST(Quantities, are_made_once) {
    Making making;
    model::Quantity const quantity =
        test::uncertain(math::Uniform{0, 1}, Dimension::share, "options.merger.x");
    EXPECT_EQ(making.quantities.of(quantity, &making.merger), making.quantities.of(quantity, &making.merger));
    EXPECT_EQ(making.quantities.all().size(), 1U);
    EXPECT_EQ(making.quantities.marginals().size(), 1U);
}

TEST(Quantities, that_differ_cannot_stand_at_one_place) {
    Making making;
    model::Quantity const first = test::certain(1, Dimension::share, "options.merger.x");
    model::Quantity const second = test::certain(0.5, Dimension::share, "options.merger.x");
    (void)making(first);
    EXPECT_THROW((void)making(second), base::ContractViolation);
}

TEST(Quantities, with_one_name_are_one) {
    model::Scenario scenario;
    scenario.quantities = {
        {"speed", "", test::uncertain(math::Uniform{0, 1}, Dimension::share, "quantities.speed")}};
    Making making{scenario};
    plan::QuantityId const first =
        making.quantities.of(test::by_name("speed", Dimension::share, "options.merger.a"), &making.merger);
    plan::QuantityId const second =
        making.quantities.of(test::by_name("speed", Dimension::share, "options.merger.b"), &making.merger);
    EXPECT_EQ(first, second);
    EXPECT_EQ(making.address(making.quantities[first]), "quantities.speed");
    // Another claim of the same luck.
    model::Quantity claimed = test::by_name("speed", Dimension::share, "options.merger.c");
    claimed.claim = 0.9;
    plan::Quantity const& third = making(claimed);
    EXPECT_EQ(third.claimed, 0.9);
    EXPECT_EQ(third.draw, making.quantities[first].draw);
}

model::Scenario with_evidence(model::EvidenceEntry entry) {
    model::Scenario scenario;
    scenario.evidence.push_back(std::move(entry));
    return scenario;
}

TEST(Quantities, of_a_proportion_are_its_posterior_drawn_once_for_all) {
    // 4 of 20 with w = 0.6: Jeffreys' Beta(0.5 + 2.4, 0.5 + 9.6), mean 2.9 / 13.
    model::EvidenceEntry entry = test::entry("blocked", model::Proportion{4, 20});
    entry.transferability = 0.6;
    Making making{with_evidence(entry)};
    plan::Quantity const first = making(test::by_evidence("blocked", Dimension::share, "options.merger.a"));
    EXPECT_NEAR(first.expected, 2.9 / 13, 1e-12);
    EXPECT_NEAR(making.at(first, 1), math::quantile(math::Beta{2.9, 10.1}, 1), 1e-9);
    EXPECT_EQ(making.address(first), "evidence.blocked");
    // Carried over less, it is another distribution with the same luck.
    model::Quantity weaker = test::by_evidence("blocked", Dimension::share, "options.merger.b");
    std::get<model::EvidenceUse>(weaker.value).transferability = 0.5;
    plan::Quantity const second = making(weaker);
    EXPECT_NEAR(second.expected, 2.5 / 11, 1e-12);
    EXPECT_EQ(first.draw, second.draw);
}

TEST(Quantities, of_a_proportion_leave_the_scenario_s_own_case_out) {
    // Without the own success 3 of 19: (0.5 + 3) / (1 + 19).
    model::EvidenceEntry entry = test::entry("blocked", model::Proportion{4, 20});
    entry.cases = {{"harbour", "success"}};
    model::Scenario scenario = with_evidence(entry);
    scenario.transaction.case_name = "harbour";
    Making making{scenario};
    EXPECT_NEAR(making(test::by_evidence("blocked", Dimension::share, "options.merger.a")).expected, 3.5 / 20,
                1e-12);
}

TEST(Quantities, of_a_proportion_lean_on_the_prior_that_is_stated) {
    // Beta(4 x 0.2 + 1, 4 x 0.8 + 2): mean 1.8 / 7.
    model::EvidenceEntry entry = test::entry("blocked", model::Proportion{1, 3});
    entry.prior = model::Prior{0.2, 4};
    Making making{with_evidence(entry)};
    EXPECT_NEAR(making(test::by_evidence("blocked", Dimension::share, "options.merger.a")).expected, 1.8 / 7,
                1e-12);
}

/// As the plan says: the last input times what the others leave.
double share_of(Making const& making, plan::Quantity const& share, double z) {
    auto const value = [&](plan::QuantityId id) {
        plan::Quantity const& input = making.quantities[id];
        return input.kind == Kind::constant ? input.a : making.at(input, z);
    };
    double product = value(share.inputs.back());
    for (std::size_t i = 0; i + 1 < share.inputs.size(); ++i) product *= 1 - value(share.inputs[i]);
    return product;
}

TEST(Quantities, of_counts_are_shares_that_sum_to_one_in_every_trial) {
    model::Counts const counts{{{"abandoned", 5}, {"cleared", 30}, {"prohibited", 2}}};
    Making making{with_evidence(test::entry("ends", counts))};
    double total = 0;
    double expected = 0;
    for (auto const& [outcome, count] : counts.of) {
        plan::Quantity const share =
            making(test::by_evidence("ends", Dimension::share, "options.merger." + outcome, outcome));
        EXPECT_EQ(share.kind, Kind::stick);
        // Dirichlet(5.5, 30.5, 2.5) has the means a_i / 38.5.
        EXPECT_NEAR(share.expected, (count + 0.5) / 38.5, 1e-12);
        total += share_of(making, share, 0.7);
        expected += share.expected;
    }
    EXPECT_NEAR(total, 1, 1e-12);
    EXPECT_NEAR(expected, 1, 1e-12);
    std::vector<std::string> addresses;
    for (DrawName const& name : making.draws.names()) addresses.push_back(name.address);
    EXPECT_THAT(addresses, ::testing::ElementsAre("evidence.ends.abandoned", "evidence.ends.cleared"));
}

TEST(Quantities, of_a_reference_class_are_widened_and_have_the_luck_of_their_place) {
    model::EvidenceEntry entry = test::entry("it_overrun", test::overrun_class());
    entry.transferability = 0.5;
    Making making{with_evidence(entry)};
    plan::Quantity const first =
        making(test::by_evidence("it_overrun", Dimension::excess, "options.merger.costs.a.overrun"));
    plan::Quantity const second =
        making(test::by_evidence("it_overrun", Dimension::excess, "options.merger.costs.b.overrun"));
    EXPECT_EQ(making.address(first), "costs.a.overrun");
    EXPECT_EQ(making.address(second), "costs.b.overrun");
    EXPECT_EQ(first.table, second.table);
    math::ReferenceClass widened = test::overrun_class().reference_class;
    double const mean = math::mean(widened);
    widened.transferability = 0.5;
    EXPECT_NEAR(making.at(first, 1.5), math::quantile(widened, 1.5), 1e-8);
    EXPECT_NEAR(first.expected, mean, 1e-9);
}

TEST(Quantities, pooled_with_the_claim_have_the_mixed_mean_and_claim_the_claim) {
    // Of the class of shares the mean is 0.65; with 30 % all is delivered: 0.3 + 0.7 0.65 = 0.755.
    Making making{test::small_merger()};
    model::Quantity realised =
        test::by_evidence("saving_realised", Dimension::share, "options.merger.benefits.saving.realised");
    std::get<model::EvidenceUse>(realised.value).claim_weight = 0.3;
    plan::Quantity const& made = making(realised);
    EXPECT_EQ(made.kind, Kind::table);
    EXPECT_EQ(making.address(made), "benefits.saving.realised");
    EXPECT_NEAR(made.expected, 0.755, 1e-10);
    EXPECT_EQ(made.claimed, 1);
    // The best 30 % of the draws: Phi(z) = 0.7 at z = 0.524.
    EXPECT_EQ(making.at(made, 0.53), 1);
    EXPECT_LT(making.at(made, 0.51), 1);
}

TEST(Quantities, of_a_rate_are_its_posterior_drawn_once_for_all) {
    model::Scenario scenario;
    scenario.evidence = {test::entry("walked_away", model::Rate{12, 200, {}, {}})};
    Making making{std::move(scenario)};
    plan::Quantity const& made =
        making(test::by_evidence("walked_away", Dimension::rate, "options.merger.route.abandonment.hazard"));
    EXPECT_EQ(making.address(made), "evidence.walked_away");
    EXPECT_NEAR(made.expected, 12.5 / 200, 1e-15);
}

TEST(Quantities, of_a_size_have_the_luck_of_their_place) {
    model::Scenario scenario;
    scenario.evidence = {test::entry("review", model::Size{math::Pert{2, 3, 6}, Dimension::duration})};
    Making making{std::move(scenario)};
    plan::Quantity const& made =
        making(test::by_evidence("review", Dimension::duration, "routes.review.stages.one.duration"));
    EXPECT_EQ(making.address(made), "routes.review.stages.one.duration");
    EXPECT_NEAR(made.expected, 20.0 / 6, 1e-14);
    EXPECT_EQ(made.claimed, 3);
}

TEST(Quantities, moved_by_readiness_move_in_log_odds) {
    // Odds of 9 % are 9 / 91; times e^0.3.
    Making making;
    plan::QuantityId const probability =
        making.quantities.of(test::certain(0.09, Dimension::share, "options.merger.p"), &making.merger);
    plan::Quantity const& made = making.quantities[making.quantities.shifted(probability, 0.3, "p")];
    double const odds = 9.0 / 91 * std::exp(0.3);
    EXPECT_EQ(made.kind, Kind::shifted_probability);
    EXPECT_EQ(made.a, 0.3);
    EXPECT_NEAR(made.expected, odds / (1 + odds), 1e-12);
    EXPECT_NEAR(made.claimed, odds / (1 + odds), 1e-12);
}

TEST(Quantities, moved_by_readiness_have_the_mean_of_what_they_can_be) {
    // Of Uniform(0, 1) moved by s: the integral of p e^s / (1 - p + p e^s), with k = e^s - 1:
    // e^s / k (1 - ln(1 + k) / k).
    Making making;
    plan::QuantityId const probability = making.quantities.of(
        test::uncertain(math::Uniform{0, 1}, Dimension::share, "options.merger.p"), &making.merger);
    double const k = std::exp(0.8) - 1;
    plan::Quantity const& made = making.quantities[making.quantities.shifted(probability, 0.8, "p")];
    EXPECT_NEAR(made.expected, std::exp(0.8) / k * (1 - 0.8 / k), 1e-10);
}

TEST(Quantities, note_how_far_a_table_may_be_off) {
    Making making;
    (void)making(math::Pert{2000, 3000, 6000});
    (void)making(math::Uniform{2, 6});
    auto const& notes = making.quantities.notes().tables;
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0].path, "options.merger.x0");
    EXPECT_EQ(notes[0].maximum_error, 4000 * making.tables.all()[0].maximum_error);
    EXPECT_LT(notes[0].maximum_error, 1e-6);
}

}  // namespace
}  // namespace mergerisk::compile
