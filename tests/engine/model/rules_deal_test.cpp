#include "engine/model/deal.h"
#include "engine/model/lookup.h"
#include "engine/model/rules.h"
#include "tests/engine/model/deals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mergerisk::model {
namespace {

using test::Dimension;
using ::testing::HasSubstr;

std::string const kDeal = "options.takeover.deal";

/// The scenario has exactly one problem: there, for that reason.
void expect_problem(Scenario const& scenario, std::string const& path, std::string const& reason) {
    base::Problems const problems = check(scenario);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].path, path);
    EXPECT_THAT(problems[0].reason, HasSubstr(reason));
}

TEST(DealRules, find_nothing_wrong_with_a_sound_deal) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).financing = test::loan(0.6, 0.06, 5);
    test::deal(scenario).break_fee = test::fee("break_fee", 0.01, 0.5);
    EXPECT_TRUE(check(scenario).empty());
}

TEST(DealRules, want_both_sides_to_take_part) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).target = "gamma";
    expect_problem(scenario, kDeal + ".target", "there is no party \"gamma\"");
    scenario.parties.push_back(test::party("gamma", 100, 90));
    expect_problem(scenario, kDeal + ".target", "does not take part");
}

TEST(DealRules, want_a_side_to_be_named_or_to_have_a_role) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).acquirer.clear();
    expect_problem(scenario, kDeal + ".acquirer", "does not say which party is the acquirer");
    scenario.options[1].roles = {{"acquirer", "alpha"}};
    EXPECT_TRUE(check(scenario).empty());
    EXPECT_EQ(sides_of(scenario.options[1]).acquirer, "alpha");
    EXPECT_EQ(sides_of(scenario.options[1]).target, "beta");
}

TEST(DealRules, let_nobody_buy_itself) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).target = "alpha";
    expect_problem(scenario, kDeal + ".target", "cannot buy itself");
}

TEST(DealRules, want_a_price_or_a_premium) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).price = test::certain(700, Dimension::money, kDeal + ".price");
    expect_problem(scenario, kDeal, "not both");
    test::deal(scenario).price.reset();
    test::deal(scenario).premium.reset();
    expect_problem(scenario, kDeal, "needs a price or a premium");
}

TEST(DealRules, want_a_loan_to_last) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).financing = test::loan(0.6, 0.06, 0);
    expect_problem(scenario, kDeal + ".financing.for", "after more than 0");
}

TEST(DealRules, want_a_route_on_which_a_fee_could_fall_due) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).reverse_break_fee = test::fee("reverse_break_fee", 0.04);
    scenario.options[1].route.reset();
    expect_problem(scenario, kDeal + ".reverse_break_fee", "can never fall due");
}

TEST(DealRules, want_parties_for_an_acquirers_perspective) {
    Scenario scenario = test::acquisition();
    scenario.parties.clear();
    scenario.options[1].parties.clear();
    scenario.options[1].deal.reset();
    expect_problem(scenario, "transaction.perspective", "there are none");
}

TEST(DealRules, hold_the_numbers_of_a_deal_to_what_numbers_must_be) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).worth = test::by_name("nobody", Dimension::money, kDeal + ".worth");
    expect_problem(scenario, kDeal + ".worth", "nobody");
}

TEST(LuckByName, names_the_fees_of_a_deal_as_events) {
    Scenario scenario = test::acquisition();
    test::deal(scenario).break_fee = test::fee("break_fee", 0.01, 0.5);
    test::deal(scenario).reverse_break_fee = test::fee("reverse_break_fee", 0.04);
    auto const luck = luck_by_name(scenario);
    EXPECT_TRUE(luck.contains("takeover.deal.break_fee.due"));
    EXPECT_FALSE(luck.contains("takeover.deal.reverse_break_fee.due"));
    EXPECT_TRUE(luck.contains("takeover.deal.premium"));
}

}  // namespace
}  // namespace mergerisk::model
