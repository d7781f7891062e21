#include "engine/model/calculated.h"

#include "engine/model/lookup.h"
#include "engine/model/rules.h"
#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace mergerisk::model {
namespace {

using test::Dimension;
using ::testing::HasSubstr;

constexpr char const* kPath = "options.merger.costs.it_integration.total";

Operand named(std::string name, std::size_t position = 1) {
    return {{}, std::move(name), std::string{kPath} + ".product." + std::to_string(position)};
}

Operand number(double value, Dimension dimension = Dimension::ratio, std::size_t position = 1) {
    std::string const path = std::string{kPath} + ".product." + std::to_string(position);
    return {{test::certain(value, dimension, path)}, "", path};
}

Quantity calculated(Calculated::Operation operation, std::vector<Operand> operands,
                    Dimension dimension = Dimension::money) {
    Quantity quantity;
    quantity.value = Calculated{operation, std::move(operands)};
    quantity.dimension = dimension;
    quantity.path = kPath;
    return quantity;
}

Quantity product(std::vector<Operand> operands, Dimension dimension = Dimension::money) {
    return calculated(Calculated::Operation::product, std::move(operands), dimension);
}

Quantity sum(std::vector<Operand> operands, Dimension dimension = Dimension::money) {
    return calculated(Calculated::Operation::sum, std::move(operands), dimension);
}

/// The small merger with this total of its second cost.
Scenario with_total(Quantity quantity) {
    Scenario scenario = test::small_merger();
    scenario.options[1].costs[1].amount = std::move(quantity);
    return scenario;
}

std::string problem_of(Scenario const& scenario) {
    base::Problems const problems = check(scenario);
    std::string all;
    for (base::Problem const& problem : problems) all += problem.path + ": " + problem.reason + "\n";
    return all;
}

TEST(Calculated, comes_to_its_arithmetic_when_all_is_certain) {
    // South has an income of 440, north of 1000.
    Scenario const scenario = test::small_merger();
    EXPECT_DOUBLE_EQ(*constant_of(scenario, product({number(0.02), named("combined.income")})), 28.8);
    EXPECT_DOUBLE_EQ(*constant_of(scenario, product({number(0.5), number(0.1), named("south.income")})), 22);
    EXPECT_DOUBLE_EQ(
        *constant_of(scenario, sum({named("south.operating_cost"), number(-22, Dimension::money_a_year)},
                                   Dimension::money_a_year)),
        400);
}

TEST(Calculated, takes_an_amount_a_year_for_a_twelfth_where_one_a_month_is_wanted) {
    // 3 % of 440 a year is 1.1 a month.
    Scenario const scenario = test::small_merger();
    EXPECT_DOUBLE_EQ(
        *constant_of(scenario, product({number(0.03), named("south.income")}, Dimension::money_a_month)),
        1.1);
    EXPECT_EQ(conversion(Dimension::money_a_month, Dimension::money_a_year), 12);
    EXPECT_EQ(conversion(Dimension::money_a_month, Dimension::money), std::nullopt);
    EXPECT_EQ(conversion(Dimension::money, Dimension::money_a_year), std::nullopt);
    EXPECT_EQ(conversion(Dimension::share, Dimension::rate), 1);
    EXPECT_EQ(conversion(Dimension::rate, Dimension::share), std::nullopt);
}

TEST(Calculated, is_cut_to_its_range_but_its_operands_are_not) {
    Scenario const scenario = test::small_merger();
    // 1 - 0.5 % a minute: 80 % after 40 minutes, nothing after 300.
    auto const left = [&](double minutes) {
        Operand loss;
        loss.path = std::string{kPath} + ".sum.2";
        loss.number = {product({number(-0.005), number(minutes)}, Dimension::share)};
        return *constant_of(scenario, sum({number(1), loss}, Dimension::share));
    };
    EXPECT_DOUBLE_EQ(left(40), 0.8);
    EXPECT_EQ(left(300), 0);
    EXPECT_EQ(left(-40), 1);
}

TEST(Calculated, is_not_certain_when_an_operand_is_not) {
    Scenario scenario = test::small_merger();
    scenario.quantities = {
        {"rate", "", test::uncertain(math::Uniform{0, 1}, Dimension::share, "quantities.rate")}};
    EXPECT_EQ(constant_of(scenario, product({named("rate"), named("combined.income")})), std::nullopt);
}

TEST(Calculated, is_made_of_parts_each_once) {
    Scenario scenario = test::small_merger();
    scenario.quantities = {{"rate", "", test::certain(0.5, Dimension::share, "quantities.rate")}};
    Quantity const quantity = product({named("rate", 1), named("rate", 2), named("combined.income", 3)});
    std::vector<std::string> paths;
    for (Quantity const* part : parts_of(scenario, quantity)) paths.push_back(part->path);
    EXPECT_THAT(paths, ::testing::ElementsAre("quantities.rate", "parties.south.income.annual",
                                              "parties.north.income.annual"));
}

TEST(CalculatedRules, find_nothing_wrong_with_a_share_of_income) {
    EXPECT_EQ(problem_of(with_total(product({number(0.02), named("combined.income", 2)}))), "");
}

TEST(CalculatedRules, want_names_that_exist) {
    EXPECT_THAT(problem_of(with_total(product({number(0.02), named("est.income", 2)}))),
                HasSubstr("there is no party \"est\""));
    EXPECT_THAT(problem_of(with_total(product({named("rat"), named("south.income", 2)}))),
                HasSubstr("there is no quantity \"rat\""));
}

TEST(CalculatedRules, want_one_unit) {
    EXPECT_THAT(problem_of(with_total(product({named("south.income"), named("north.income", 2)}))),
                HasSubstr("2 factors of this product have a unit"));
    EXPECT_THAT(problem_of(with_total(product({number(0.02), number(3, Dimension::ratio, 2)}))),
                HasSubstr("a product that is money needs one factor with that unit"));
    EXPECT_THAT(problem_of(with_total(product({number(3, Dimension::duration), number(2)}))),
                HasSubstr("this operand is duration, and the product is money"));
    EXPECT_THAT(problem_of(with_total(sum({number(0.4), named("south.income", 2)}))),
                HasSubstr("this operand is a pure number, and the sum is money"));
    EXPECT_THAT(problem_of(with_total(product({named("south.income")}))),
                HasSubstr("needs two or more operands"));
}

TEST(CalculatedRules, report_numbers_that_come_from_each_other) {
    Scenario scenario = test::small_merger();
    Quantity income = product({number(0.44), named("north.income", 2)}, Dimension::money_a_year);
    income.path = "parties.south.income.annual";
    scenario.parties[0].income = income;
    EXPECT_EQ(problem_of(scenario), "");
    Quantity back = product({number(2), named("south.income", 2)}, Dimension::money_a_year);
    back.path = "parties.north.income.annual";
    scenario.parties[1].income = back;
    EXPECT_EQ(problem_of(scenario),
              "parties.south.income.annual: is defined by itself: south.income -> north.income -> "
              "south.income\n");
}

TEST(CalculatedRules, end_where_numbers_double_without_end) {
    // Each quantity is twice the one before as a product of it with itself: 2^60 steps for who does not stop.
    Scenario scenario = test::small_merger();
    scenario.quantities = {{"q0", "", test::certain(0.5, Dimension::ratio, "quantities.q0")}};
    for (int i = 1; i <= 60; ++i) {
        Quantity next = product({named("q" + std::to_string(i - 1)), named("q" + std::to_string(i - 1), 2)},
                                Dimension::ratio);
        next.path = "quantities.q" + std::to_string(i);
        scenario.quantities.push_back({"q" + std::to_string(i), "", next});
    }
    EXPECT_EQ(problem_of(scenario), "");
    EXPECT_EQ(constant_of(scenario, scenario.quantities.back().quantity), std::nullopt);
}

TEST(CalculatedRules, do_not_count_a_shortfall_twice_that_an_operand_contains) {
    Scenario scenario = test::small_merger();
    scenario.evidence[1].covers = {Mechanism::risks};
    Quantity realised;
    realised.path = "options.merger.benefits.saving.realised";
    realised.dimension = Dimension::share;
    Operand evidence;
    evidence.path = realised.path + ".product.1";
    evidence.number = {test::by_evidence("saving_realised", Dimension::share, evidence.path)};
    Operand half;
    half.path = realised.path + ".product.2";
    half.number = {test::certain(0.5, Dimension::ratio, half.path)};
    realised.value = Calculated{Calculated::Operation::product, {evidence, half}};
    scenario.options[1].benefits[0].realised = realised;
    EXPECT_THAT(problem_of(scenario), HasSubstr("evidence \"saving_realised\" contains risks already"));
}

TEST(CalculatedRules, correlate_what_a_number_comes_from_and_not_the_number) {
    Scenario scenario = with_total(product({named("rate"), named("combined.income", 2)}));
    scenario.quantities = {
        {"rate", "", test::uncertain(math::Uniform{0, 1}, Dimension::share, "quantities.rate")}};
    scenario.dependence.correlations = {
        {"merger.costs.it_integration.total", "merger.costs.restructuring.total", 0.5, "dependence.1"}};
    EXPECT_THAT(problem_of(scenario), HasSubstr("is calculated and has no luck of its own"));
}

}  // namespace
}  // namespace mergerisk::model
