#include "engine/results/competition.h"

#include "tests/engine/results/hand_written.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>

namespace mergerisk::results {
namespace {

std::string const kCase = "options.deal.route.competition";

model::Quantity share(std::string path, double value) {
    return hand_written::quantity(std::move(path), math::Distribution{math::Constant{value}},
                                  base::Dimension::share);
}

model::Party party(std::string name) {
    model::Party made;
    made.path = "parties." + name;
    made.label = "Trust " + name;
    made.income = hand_written::constant(made.path + ".income", 100);
    made.income.dimension = base::Dimension::money_a_year;
    made.operating_cost = hand_written::constant(made.path + ".operating_cost", 90);
    made.operating_cost.dimension = base::Dimension::money_a_year;
    made.name = std::move(name);
    return made;
}

/// A review that prohibits with 20 %, moved by concern about one market of 30 % and 20 %.
model::Scenario scenario() {
    model::Scenario made;
    made.transaction.valuation_date = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1};
    made.transaction.discount_rate = {{0, 0.035}};
    made.parties = {party("north"), party("south")};
    model::CompetitionWeights weights;
    weights.change_of_hhi = 0.1;
    weights.change_of_hhi_reference = 200;
    weights.provenance = {"Guidelines", "", "", "judgement"};
    made.competition_weights = weights;

    model::Option option;
    option.name = "deal";
    option.path = "options.deal";
    model::Route route;
    model::Route::UsedTrack used;
    used.name = used.track.name = "merger_control";
    used.path = used.track.path = "options.deal.route.tracks.merger_control";
    used.track.start = "only";
    model::Stage stage;
    stage.name = "only";
    stage.path = used.path + ".stages.only";
    stage.duration = hand_written::constant(stage.path + ".duration", 3);
    stage.duration->dimension = base::Dimension::duration;
    model::Branch prohibited;
    prohibited.target = "prohibited";
    prohibited.path = stage.path + ".next.prohibited";
    prohibited.probability = share(prohibited.path + ".probability", 0.2);
    prohibited.shifted_by = {model::CompetitionScore::concern};
    model::Branch cleared;
    cleared.target = "cleared";
    cleared.path = stage.path + ".next.cleared";
    stage.next = {prohibited, cleared};
    used.track.stages = {stage};
    route.tracks = {used};

    model::CompetitionCase of;
    of.path = kCase;
    of.provenance.source = "Survey";
    model::CompetitionCase::Market market;
    market.name = "care";
    market.label = "Elective care";
    market.path = kCase + ".markets.care";
    market.shares = {{"north", share(market.path + ".shares.north", 0.3)},
                     {"south", share(market.path + ".shares.south", 0.2)}};
    of.markets = {market};
    route.competition = of;
    option.route = route;
    made.options = {option};
    return made;
}

TEST(Competition, says_what_the_case_is_and_what_it_moves) {
    model::Scenario const written = scenario();
    compile::Result const compiled = compile::compile(written);
    for (base::Problem const& problem : compiled.problems) ADD_FAILURE() << base::describe(problem);
    auto const found = competition_of(written, written.options[0], compiled);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->markets.size(), 1U);
    EXPECT_EQ(found->markets[0].label, "Elective care");
    EXPECT_EQ(found->markets[0].shares[1].label, "Trust south");
    EXPECT_DOUBLE_EQ(found->markets[0].shares[1].share.mean, 0.2);
    EXPECT_NEAR(found->markets[0].hhi_change.p90, 1200, 1e-9);
    EXPECT_FALSE(found->markets[0].hhi_after.has_value());
    ASSERT_TRUE(found->concern.has_value());
    EXPECT_NEAR(found->concern->mean, 1, 1e-9);  // 0.1 (1200 - 200) / 100
    ASSERT_EQ(found->branches.size(), 1U);
    EXPECT_EQ(found->branches[0].stage, "merger_control.only");
    EXPECT_EQ(found->branches[0].target, "prohibited");
    EXPECT_EQ(found->branches[0].by, "concern");
    EXPECT_EQ(found->branches[0].stated, 0.2);
    // Odds of 1 to 4 times e.
    double const odds = 0.25 * std::exp(1.0);
    EXPECT_NEAR(found->branches[0].probability, odds / (1 + odds), 1e-9);
    EXPECT_EQ(found->source, "Survey");
    EXPECT_EQ(found->weights_basis, "judgement");
    EXPECT_FALSE(found->failing_firm.has_value());
}

TEST(Competition, is_absent_without_a_case) {
    model::Scenario written = scenario();
    written.options[0].route->competition.reset();
    compile::Result const compiled = compile::compile(written);
    EXPECT_FALSE(competition_of(written, written.options[0], compiled).has_value());
}

}  // namespace
}  // namespace mergerisk::results
