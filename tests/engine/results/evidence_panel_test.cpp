#include "engine/results/evidence_panel.h"

#include "engine/math/normal.h"
#include "engine/results/assumptions.h"
#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace mergerisk::results {
namespace {

using test::Dimension;
using ::testing::EndsWith;

compile::Result compiled(model::Scenario const& scenario) {
    compile::Result result = compile::compile(scenario);
    for (base::Problem const& problem : result.problems) ADD_FAILURE() << base::describe(problem);
    return result;
}

EvidenceUse use_at(model::Scenario const& scenario, std::string const& path) {
    compile::Result const result = compiled(scenario);
    auto const uses = evidence_uses_of(scenario, result, assumptions_of(scenario, result));
    auto const found =
        std::find_if(uses.begin(), uses.end(), [&](auto const& use) { return use.path == path; });
    if (found == uses.end()) {
        ADD_FAILURE() << path;
        return {};
    }
    return *found;
}

std::size_t at(double probability) {
    auto const found = std::find(kCurveProbabilities.begin(), kCurveProbabilities.end(), probability);
    return static_cast<std::size_t>(found - kCurveProbabilities.begin());
}

std::string const kOverrun = "options.merger.costs.it_integration.overrun";

TEST(CurveProbabilities, hold_the_usual_percentiles) {
    for (double const p : {0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99})
        EXPECT_LT(at(p), kCurvePoints) << p;
    EXPECT_TRUE(std::is_sorted(kCurveProbabilities.begin(), kCurveProbabilities.end()));
}

TEST(EvidenceUses, lay_the_claim_on_top_of_the_class) {
    // 10 % of the class are on budget, half below 20 %, 10 % above 100 %.
    EvidenceUse const use = use_at(test::small_merger(), kOverrun);
    EXPECT_EQ(use.option, "merger");
    EXPECT_EQ(use.entry, "it_overrun");
    EXPECT_EQ(use.unit, "share over the claim");
    EXPECT_THAT(use.label, EndsWith("it integration, overrun"));
    EXPECT_EQ(use.claim, 0);
    EXPECT_NEAR(use.claim_percentile.value(), 0.1, 1e-9);
    ASSERT_EQ(use.published.size(), kCurvePoints);
    EXPECT_NEAR(use.published[at(0.1)], 0, 1e-12);
    EXPECT_NEAR(use.published[at(0.5)], 0.2, 1e-12);
    EXPECT_NEAR(use.published[at(0.9)], 1, 1e-12);
    EXPECT_EQ(use.used, use.published);
    // Everything delivered is what no member of the class did.
    EvidenceUse const delivered = use_at(test::small_merger(), "options.merger.benefits.saving.realised");
    EXPECT_EQ(delivered.claim, 1);
    EXPECT_NEAR(delivered.claim_percentile.value(), 1, 1e-9);
}

TEST(EvidenceUses, show_what_is_simulated_beside_what_was_published) {
    model::Scenario scenario = test::small_merger();
    auto& evidence = std::get<model::EvidenceUse>(scenario.options[1].costs[1].overrun->value);
    evidence.transferability = 0.25;
    evidence.claim_weight = 0.4;
    EvidenceUse const use = use_at(scenario, kOverrun);
    EXPECT_EQ(use.transferability, 0.25);
    EXPECT_EQ(use.claim_weight, 0.4);
    EXPECT_NEAR(use.published[at(0.9)], 1, 1e-12);
    // Twice as wide in the logarithm, three in ten members of the class at or below the claim or so: four in
    // ten draws are the claim itself.
    auto const on_claim = std::count(use.used.begin(), use.used.end(), 0.0);
    EXPECT_NEAR(static_cast<double>(on_claim) / kCurvePoints, 0.4, 0.03);
    EXPECT_GT(use.used[at(0.99)], use.published[at(0.99)]);
}

TEST(EvidenceUses, of_a_probability_show_its_posterior_without_a_claim) {
    model::Scenario scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("failed_before", model::Proportion{8, 40}));
    std::string const path = "options.merger.risks.cutover.probability";
    scenario.options[1].risks[0].probability = test::by_evidence("failed_before", Dimension::share, path);
    EvidenceUse const use = use_at(scenario, path);
    EXPECT_FALSE(use.claim.has_value());
    EXPECT_FALSE(use.claim_percentile.has_value());
    EXPECT_NEAR(use.published[at(0.5)], math::median(math::Beta{8.5, 32.5, 0, 1}), 1e-9);
}

model::EvidenceEntry normalised(std::string name, model::Normalised measure, Dimension dimension,
                                math::Distribution of) {
    model::EvidenceEntry entry = test::entry(std::move(name), model::Size{std::move(of), dimension});
    entry.normalised = measure;
    entry.transferability = 0.5;
    return entry;
}

/// The small merger claims 42.6 a year of 1440, for 47 in all.
model::Scenario with_classes() {
    model::Scenario scenario = test::small_merger();
    scenario.evidence.push_back(normalised("saving", model::Normalised::saving_to_turnover, Dimension::share,
                                           math::Uniform{0.01, 0.03}));
    scenario.evidence.push_back(
        normalised("cost", model::Normalised::one_off_cost_to_saving, Dimension::ratio, math::Uniform{1, 2}));
    scenario.evidence.push_back(normalised("months", model::Normalised::months_to_complete,
                                           Dimension::duration, math::Uniform{4, 24}));
    return scenario;
}

std::vector<plan::ClaimedOutcome> claimed(double one_off_cost, double months) {
    std::vector<plan::ClaimedOutcome> all(2);
    all[1].one_off_cost = one_off_cost;
    all[1].completion_months = months;
    return all;
}

TEST(NormalisedClaims, say_which_share_of_the_class_is_as_optimistic) {
    // 42.6 / 1440 = 2.958 %: (3 - 2.958) / 2 = 2.08 % are as high. 47 / 42.6 = 1.1033: 10.33 % are as low.
    // 8 months: (8 - 4) / 20 = 20 % are as short.
    model::Scenario const scenario = with_classes();
    auto const claims = normalised_claims_of(scenario, compiled(scenario), claimed(47, 8));
    ASSERT_EQ(claims.size(), 3U);
    EXPECT_EQ(claims[0].measure, "saving_to_turnover");
    EXPECT_EQ(claims[0].option, "merger");
    EXPECT_EQ(claims[0].entry, "saving");
    EXPECT_NEAR(claims[0].claim, 42.6 / 1440, 1e-15);
    EXPECT_NEAR(claims[0].at_least_as_optimistic, (0.03 - 42.6 / 1440) / 0.02, 1e-9);
    EXPECT_TRUE(claims[0].alarm);
    EXPECT_THAT(claims[0].sentence, EndsWith("more optimistic than nine cases in ten"));
    EXPECT_NEAR(claims[1].at_least_as_optimistic, 47 / 42.6 - 1, 1e-9);
    EXPECT_FALSE(claims[1].alarm);
    EXPECT_EQ(
        claims[1].sentence,
        "Claims a one-off cost of 1.1 times the yearly saving; 10 % of the class are at least as low (P10 "
        "1.1, P50 1.5, P90 1.9): within the usual range");
    EXPECT_NEAR(claims[2].at_least_as_optimistic, 0.2, 1e-9);
    EXPECT_NEAR(claims[2].p10, 6, 1e-12);  // as published: not widened by the transferability
    EXPECT_NEAR(claims[2].p90, 22, 1e-12);
    EXPECT_NEAR(claims[2].curve[at(0.5)], 14, 1e-12);
}

TEST(NormalisedClaims, leave_out_the_own_case_and_the_counterfactual) {
    model::Scenario scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("months", test::slip_class()));
    scenario.evidence.back().normalised = model::Normalised::months_to_complete;
    scenario.transaction.case_name = "harbour";
    auto const claims = normalised_claims_of(scenario, compiled(scenario), claimed(47, 8));
    ASSERT_EQ(claims.size(), 1U);  // of two options one is the counterfactual
    // Without the 30 months: half at 0, else lognormal through 3 and 6.
    double const sigma = std::log(2.0) / std::sqrt(2.0);
    double const z = (std::log(8.0) - std::log(18.0) / 2) / sigma;
    EXPECT_NEAR(claims[0].at_least_as_optimistic, 0.5 + 0.5 * math::normal_probability(z), 1e-9);
}

TEST(NormalisedClaims, of_an_option_that_claims_no_saving_are_left_out) {
    model::Scenario scenario = with_classes();
    scenario.options[1].benefits[0].kind = model::BenefitKind::societal;
    scenario.options[1].route.reset();
    auto const claims = normalised_claims_of(scenario, compiled(scenario), claimed(47, 0));
    EXPECT_TRUE(claims.empty());
}

}  // namespace
}  // namespace mergerisk::results
