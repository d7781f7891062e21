#include "engine/input/explain.h"
#include "tests/engine/input/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::Calculated;
using testing::describe_all;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::load_text;
using testing::with_option;
using testing::with_total;

Calculated total(std::string const& text) {
    Loaded const loaded = load_text(with_total(text));
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty()) << text;
    return std::get<Calculated>(loaded.scenario.options.at(1).costs.at(0).amount.value);
}

double value_of(model::Operand const& operand) {
    return std::get<math::Constant>(std::get<math::Distribution>(operand.number.at(0).value)).value;
}

std::string problem(std::string const& text) {
    Loaded const loaded = load_text(with_total(text));
    EXPECT_EQ(loaded.problems.size(), 1U) << text << ::testing::PrintToString(describe_all(loaded.problems));
    return loaded.problems.empty() ? "" : base::describe(loaded.problems.front());
}

TEST(CalculatedNumber, has_numbers_and_names_as_operands) {
    Calculated const product = total("{product: [2%, service_share, combined.income]}");
    EXPECT_EQ(product.operation, Calculated::Operation::product);
    ASSERT_EQ(product.operands.size(), 3U);
    EXPECT_EQ(value_of(product.operands[0]), 0.02);
    EXPECT_EQ(product.operands[0].path, "options.deal.costs.x.total.product.1");
    EXPECT_EQ(product.operands[0].number[0].path, "options.deal.costs.x.total.product.1");
    EXPECT_EQ(product.operands[1].name, "service_share");
    EXPECT_EQ(product.operands[2].name, "combined.income");
}

TEST(CalculatedNumber, reads_a_number_without_unit_as_a_ratio_in_a_product) {
    Calculated const product = total("{product: [12, 55k]}");
    EXPECT_EQ(product.operands[0].number[0].dimension, Dimension::ratio);
    EXPECT_EQ(value_of(product.operands[0]), 12);
    EXPECT_EQ(product.operands[1].number[0].dimension, Dimension::money);
    EXPECT_EQ(value_of(product.operands[1]), 0.055);
}

TEST(CalculatedNumber, reads_a_number_without_unit_as_what_a_sum_is) {
    Calculated const sum = total("{sum: [12, -500k, a.income]}");
    EXPECT_EQ(sum.operation, Calculated::Operation::sum);
    EXPECT_EQ(sum.operands[0].number[0].dimension, Dimension::money);
    EXPECT_EQ(value_of(sum.operands[1]), -0.5);
}

TEST(CalculatedNumber, reads_an_amount_a_year_as_one) {
    Calculated const product = total("{product: [50%, 3m a year]}");
    EXPECT_EQ(product.operands[1].number[0].dimension, Dimension::money_a_year);
    EXPECT_EQ(value_of(product.operands[1]), 3);
}

TEST(CalculatedNumber, takes_the_unit_of_a_distribution_from_its_numbers) {
    Calculated const product =
        total("{product: [{pert: [1m, 2m, 5m], source: tender}, {uniform: [10%, 20%]}]}");
    EXPECT_EQ(product.operands[0].number[0].dimension, Dimension::money);
    EXPECT_EQ(product.operands[0].number[0].provenance.source, "tender");
    EXPECT_EQ(product.operands[1].number[0].dimension, Dimension::ratio);
    Calculated const stated = total("{product: [{dimension: share, uniform: [10%, 20%]}, a.income]}");
    EXPECT_EQ(stated.operands[0].number[0].dimension, Dimension::share);
}

TEST(CalculatedNumber, may_contain_another) {
    Calculated const product = total("{product: [{sum: [100%, {product: [-0.5%, 40]}]}, a.operating_cost]}");
    auto const& sum = std::get<Calculated>(product.operands[0].number.at(0).value);
    EXPECT_EQ(sum.operation, Calculated::Operation::sum);
    auto const& loss = std::get<Calculated>(sum.operands[1].number.at(0).value);
    EXPECT_EQ(value_of(loss.operands[0]), -0.005);
    EXPECT_EQ(loss.operands[0].path, "options.deal.costs.x.total.product.1.sum.2.product.1");
    Calculated const with_unit = total("{product: [50%, {sum: [2m, 3m]}]}");
    EXPECT_EQ(with_unit.operands[1].number.at(0).dimension, Dimension::money);
}

TEST(CalculatedNumber, refuses_what_is_neither_number_nor_name) {
    EXPECT_THAT(problem("{product: [2%, a.profit]}"),
                HasSubstr("\"a.profit\" is neither a number nor a name"));
    EXPECT_THAT(problem("{product: 5}"), HasSubstr("expected a list of numbers and names"));
    EXPECT_THAT(problem("{product: [2%, [1, 2]]}"), HasSubstr("found a list"));
    EXPECT_THAT(problem("{product: [2%, a.income], pert: [1, 2, 3]}"), HasSubstr("cannot both be given"));
    EXPECT_THAT(problem("{sum: [2, 3], truncate: [0, 4]}"), HasSubstr("truncate does not apply"));
}

TEST(CalculatedNumber, is_explained_in_words) {
    Loaded const loaded =
        load_text(with_total("{product: [{pert: [1%, 2%, 4%]}, a.income], claim: 3, basis: judgement}"));
    std::string const text = explain(loaded);
    EXPECT_THAT(text, HasSubstr("options.deal.costs.x.total = product of (PERT, 0.01 to 0.04, most likely "
                                "0.02) and a.income, claimed 3 GBP million  [basis: judgement]"));
}

}  // namespace
}  // namespace mergerisk::input
