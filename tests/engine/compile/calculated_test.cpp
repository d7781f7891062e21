#include "engine/compile/calculated.h"

#include "engine/compile/compile.h"
#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace mergerisk::compile {
namespace {

using Kind = plan::Quantity::Kind;
using model::Calculated;
using test::Dimension;

constexpr char const* kPath = "options.merger.costs.it_integration.total";

model::Operand named(std::string name) {
    return {{}, std::move(name), std::string{kPath} + ".product.1"};
}

model::Operand number(math::Distribution of, Dimension dimension, int position) {
    std::string const path = std::string{kPath} + ".product." + std::to_string(position);
    return {{test::uncertain(std::move(of), dimension, path)}, "", path};
}

/// The small merger with shared quantities and this total of its second cost.
struct Compiled {
    Compiled(Calculated::Operation operation, std::vector<model::Operand> operands, math::Distribution rate,
             double correlation = 0) {
        model::Scenario scenario = test::small_merger();
        scenario.quantities = {
            {"rate", "", test::uncertain(std::move(rate), Dimension::ratio, "quantities.rate")},
            {"size", "", test::uncertain(math::Uniform{1, 3}, Dimension::ratio, "quantities.size")}};
        if (correlation != 0) scenario.dependence.correlations = {{"rate", "size", correlation, ""}};
        model::Quantity total;
        total.path = kPath;
        total.dimension = Dimension::money;
        total.value = Calculated{operation, std::move(operands)};
        scenario.options[1].costs[1].amount = total;
        result = compile(scenario);
        EXPECT_TRUE(result.problems.empty());
        auto const found =
            std::find_if(result.plan.quantities.begin(), result.plan.quantities.end(),
                         [](plan::Quantity const& quantity) { return quantity.path == kPath; });
        EXPECT_NE(found, result.plan.quantities.end());
        index = static_cast<std::size_t>(found - result.plan.quantities.begin());
    }

    [[nodiscard]] plan::Quantity const& quantity() const { return result.plan.quantities[index]; }
    [[nodiscard]] plan::Quantity const& input(std::size_t i) const {
        return result.plan.quantities[quantity().inputs[i].index()];
    }
    [[nodiscard]] double quantile(double z) const { return math::quantile(result.marginals[index], z); }

    Result result;
    std::size_t index = 0;
};

TEST(CalculatedNumber, of_certain_numbers_is_a_constant) {
    // 2 % of 440 + 1000.
    Compiled const compiled{Calculated::Operation::product,
                            {number(math::Constant{0.02}, Dimension::ratio, 1), named("combined.income")},
                            math::Uniform{0, 1}};
    EXPECT_EQ(compiled.quantity().kind, Kind::constant);
    EXPECT_DOUBLE_EQ(compiled.quantity().a, 28.8);
    EXPECT_DOUBLE_EQ(compiled.quantity().claimed, 28.8);
    EXPECT_DOUBLE_EQ(compiled.quantity().expected, 28.8);
}

TEST(CalculatedNumber, has_its_certain_factors_taken_together) {
    Compiled const compiled{
        Calculated::Operation::product,
        {named("rate"), number(math::Constant{0.5}, Dimension::ratio, 2), named("combined.income")},
        math::Triangular{0, 0.02, 0.1}};
    ASSERT_EQ(compiled.quantity().kind, Kind::product);
    EXPECT_DOUBLE_EQ(compiled.quantity().a, 720);
    ASSERT_EQ(compiled.quantity().inputs.size(), 1U);
    EXPECT_EQ(compiled.input(0).path, "quantities.rate");
    // The claim is the mode: 720 x 2 %; the mean 720 x (0 + 2 % + 10 %) / 3.
    EXPECT_DOUBLE_EQ(compiled.quantity().claimed, 14.4);
    EXPECT_NEAR(compiled.quantity().expected, 28.8, 1e-4);
    // From one draw: the median of the triangular, 720 (1 - sqrt(0.5 x 0.8)) x 10 %.
    EXPECT_NEAR(compiled.quantile(0), 72 * (1 - std::sqrt(0.4)), 0.05);
}

TEST(CalculatedNumber, has_the_luck_of_the_place_of_an_operand_written_out) {
    Compiled const compiled{
        Calculated::Operation::product,
        {number(math::Uniform{0.01, 0.03}, Dimension::ratio, 1), named("combined.income")},
        math::Uniform{0, 1}};
    plan::Draw const& draw = compiled.result.plan.draws[compiled.input(0).draw->index()];
    EXPECT_EQ(draw.address, "costs.it_integration.total.product.1");
}

TEST(CalculatedNumber, is_expected_with_the_square_of_a_factor_that_comes_twice) {
    // 440 R^2 with R uniform on 0 to 1 has the mean 440 / 3 and the median 440 / 4.
    Compiled const compiled{Calculated::Operation::product,
                            {named("rate"), named("rate"), named("south.income")},
                            math::Uniform{0, 1}};
    EXPECT_NEAR(compiled.quantity().expected, 440.0 / 3, 1e-5);
    EXPECT_NEAR(compiled.quantile(0), 110, 0.5);
}

TEST(CalculatedNumber, is_expected_with_the_dependence_of_its_factors) {
    // Uniform(0, 1) times Uniform(1, 3): the means multiply to 1 when independent. With rank correlation r
    // the covariance of the uniforms is r x 1 / sqrt(12) x 2 / sqrt(12) = r / 6.
    std::vector<model::Operand> const factors{named("rate"), named("size"), named("south.income")};
    Compiled const independent{Calculated::Operation::product, factors, math::Uniform{0, 1}};
    Compiled const together{Calculated::Operation::product, factors, math::Uniform{0, 1}, 0.6};
    // 8,192 points: a standard error below 440 x 0.65 / sqrt(8192) = 3.2 even for plain points.
    EXPECT_NEAR(independent.quantity().expected, 440, 3.2 * 3);
    EXPECT_NEAR(together.quantity().expected, 440 * 1.1, 3.2 * 3);
}

TEST(CalculatedNumber, that_could_leave_its_range_is_cut) {
    // 10 - 40 R cannot be money below 0: mean 10 / 8, since it is above 0 in a quarter of trials with mean 5.
    Compiled const compiled{
        Calculated::Operation::sum,
        {number(math::Constant{10}, Dimension::money, 1), number(math::Uniform{-40, 0}, Dimension::money, 2)},
        math::Uniform{0, 1}};
    ASSERT_EQ(compiled.quantity().kind, Kind::linear);
    EXPECT_EQ(compiled.quantity().a, 10);
    EXPECT_EQ(compiled.quantity().b, 0);
    EXPECT_THAT(compiled.quantity().values, ::testing::ElementsAre(1));
    EXPECT_NEAR(compiled.quantity().expected, 1.25, 1e-5);
    EXPECT_EQ(compiled.quantile(0), 0);
}

TEST(CalculatedNumber, that_is_a_product_is_cut_only_where_it_could_leave_its_range) {
    Compiled const compiled{Calculated::Operation::product,
                            {number(math::Uniform{-1, 1}, Dimension::ratio, 1), named("south.income")},
                            math::Uniform{0, 1}};
    ASSERT_EQ(compiled.quantity().kind, Kind::linear);
    EXPECT_EQ(compiled.quantity().b, 0);
    EXPECT_EQ(compiled.input(0).kind, Kind::product);
    // Half of the trials at 0, the others uniform to 440.
    EXPECT_NEAR(compiled.quantity().expected, 110, 1e-4);
}

}  // namespace
}  // namespace mergerisk::compile
