#include "engine/results/register.h"

#include "engine/results/summarise.h"
#include "tests/engine/results/hand_made.h"
#include "tests/engine/results/hand_written.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mergerisk::results {
namespace {

using namespace hand_written;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Evidence, is_listed_when_a_number_uses_it_with_its_date) {
    model::Scenario made = scenario();
    made.evidence.push_back(overruns());
    made.evidence.back().name = "unused";
    std::vector<EvidenceUsed> const found = evidence_of(made);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, "it_overrun");
    EXPECT_EQ(found[0].measure, "reference class, median 20 %");
    EXPECT_EQ(found[0].transferability, 0.6);
    EXPECT_EQ(found[0].as_of, "2018-01-01");
    EXPECT_TRUE(found[0].hindsight);
}

TEST(Evidence, is_listed_for_each_transferability_it_is_used_with) {
    model::Scenario made = scenario();
    made.options[1].costs = made.options[0].costs;
    made.options[1].costs[0].overrun = quantity("options.group.costs.it_integration.overrun",
                                                model::EvidenceUse{"it_overrun", 0.3, "", false});
    std::vector<EvidenceUsed> const found = evidence_of(made);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].transferability, 0.3);
    EXPECT_EQ(found[1].transferability, 0.6);
}

TEST(Evidence, leaves_out_the_scenarios_own_case) {
    model::Scenario made = scenario();
    made.transaction.case_name = "deal_2017";
    made.evidence[0].value = model::Proportion{1, 3};
    made.evidence[0].cases = {{"deal_2017", "other"}};
    EXPECT_EQ(evidence_of(made).at(0).measure, "1 of 2 cases");
}

TEST(Notes, tell_of_hindsight_first_and_once) {
    EvidenceUsed used;
    used.name = "it_overrun";
    used.as_of = "2018-01-01";
    used.hindsight = true;
    compile::Notes notes;
    notes.remarks = {"20000 trials are not 16 times a power of two"};
    std::vector<EvidenceUsed> const twice{used, used};
    EXPECT_THAT(notes_of(twice, notes),
                ElementsAre("Evidence later than the valuation date is used: it_overrun (2018-01-01)",
                            "20000 trials are not 16 times a power of two"));
    EXPECT_THAT(notes_of({}, {}), ElementsAre());
}

TEST(Summarise, puts_what_went_in_beside_what_came_out) {
    model::Scenario const made = scenario();
    compile::Result result = compiled();
    std::vector<plan::Quantity> const quantities = result.plan.quantities;
    result.plan = hand_made::plan_of({"merger", "group"});
    result.plan.quantities = quantities;
    result.notes.defaults = {{"options.merger.legal", "separate"}};
    result.notes.correlations = {{"a", "b", 0.4, 0.41582, std::nullopt}};
    result.notes.independent = {"c"};
    result.notes.shared = {{"a", {"merger", "group"}}};
    plan::Outcomes const outcomes = hand_made::outcomes_of(result.plan, 3);
    results::Run const run = summarise(made, result, outcomes, hand_made::claims_of(result.plan));
    EXPECT_EQ(run.transaction.valuation_date, "2016-10-01");
    EXPECT_EQ(run.transaction.discount_rate, 0.035);
    EXPECT_EQ(run.transaction.prices, "real");
    EXPECT_EQ(run.options[0].metrics.at("npv").unit, "GBP million");
    EXPECT_EQ(run.assumptions.size(), 5U);
    EXPECT_EQ(run.defaults.at(0).what, "separate");
    EXPECT_EQ(run.dependence.pairs.at(0).normal_score, 0.41582);
    EXPECT_FALSE(run.dependence.pairs.at(0).achieved);
    EXPECT_THAT(run.dependence.shared_between_options.at(0).options, ElementsAre("merger", "group"));
    EXPECT_THAT(run.notes, ElementsAre(HasSubstr("it_overrun")));
}

TEST(Transaction, says_whose_gain_is_measured) {
    model::Scenario made = scenario();
    EXPECT_EQ(transaction_of(made).perspective, "society");
    made.transaction.perspective = model::Perspective::acquirer;
    EXPECT_EQ(transaction_of(made).perspective, "acquirer");
}

}  // namespace
}  // namespace mergerisk::results
