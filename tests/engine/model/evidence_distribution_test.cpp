#include "engine/model/evidence_distribution.h"

#include "engine/model/lookup.h"
#include "tests/engine/model/scenarios.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mergerisk::model {
namespace {

using math::Distribution;
using test::Dimension;

Distribution said(EvidenceEntry const& entry, EvidenceStrength const& strength = {1, {}, {}}) {
    return std::get<Distribution>(distribution_of(entry, strength));
}

TEST(OwnCase, of_an_observed_class_is_left_out_and_the_class_fitted_again) {
    // Without 30 there are 0, 0, 3, 6: half zeros; ln 3 and ln 6 have the mean (ln 18) / 2 and the standard
    // deviation (ln 6 - ln 3) / sqrt 2.
    EvidenceEntry const left = without_own_case(test::entry("slip", test::slip_class()), "harbour");
    auto const& ratio = std::get<Ratio>(left.value);
    EXPECT_FALSE(ratio.observed.contains("harbour"));
    auto const& body = std::get<math::ZeroInflated>(ratio.reference_class.body);
    EXPECT_DOUBLE_EQ(body.probability_of_zero, 0.5);
    EXPECT_NEAR(body.positive.mu, std::log(18.0) / 2, 1e-14);
    EXPECT_NEAR(body.positive.sigma, std::log(2.0) / std::sqrt(2.0), 1e-14);
}

TEST(OwnCase, of_a_rate_takes_its_events_and_its_years_along) {
    // 12 - 2 events in 200 - 40 years: Gamma(1/2 + 10, 1 / 160).
    EvidenceEntry const entry = test::entry("gave_up", Rate{12, 200, {}, {{"harbour", {2, 40}}}});
    auto const gamma = std::get<math::Gamma>(said(without_own_case(entry, "harbour")));
    EXPECT_EQ(gamma, (math::Gamma{10.5, 1.0 / 160}));
    EXPECT_EQ(std::get<math::Gamma>(said(without_own_case(entry, "coast"))), (math::Gamma{12.5, 1.0 / 200}));
}

TEST(OwnCase, can_be_left_out_of_what_was_counted_or_observed) {
    EvidenceEntry entry = test::entry("it_overrun", test::overrun_class());
    entry.cases = {{"harbour", "other"}};
    EXPECT_TRUE(rests_on(entry, "harbour"));
    EXPECT_FALSE(can_leave_out(entry, "harbour"));
    EXPECT_TRUE(can_leave_out(test::entry("slip", test::slip_class()), "harbour"));
    EXPECT_FALSE(rests_on(test::entry("slip", test::slip_class()), "elsewhere"));
    EXPECT_FALSE(rests_on(entry, ""));
}

TEST(Pool, of_a_proportion_with_a_claim_has_the_mixed_mean) {
    // 8 of 40: Beta(8.5, 32.5), mean 8.5 / 41. With 30 % the claimed 5 % comes true: 0.3 0.05 + 0.7 8.5 / 41.
    Distribution const pooled =
        said(test::entry("failed", Proportion{8, 40}), {1, {}, math::Pool{0.05, 0.3}});
    EXPECT_NEAR(math::mean(pooled), 0.3 * 0.05 + 0.7 * 8.5 / 41, 1e-12);
    math::UpTo const at_claim = math::probability_up_to(pooled, 0.05);
    EXPECT_NEAR(at_claim.including - at_claim.below, 0.3, 1e-12);
}

TEST(Pool, of_a_rate_with_a_claim_has_the_mixed_mean) {
    Distribution const pooled =
        said(test::entry("gave_up", Rate{12, 200, {}, {}}), {1, {}, math::Pool{0.02, 0.25}});
    EXPECT_NEAR(math::mean(pooled), 0.25 * 0.02 + 0.75 * 12.5 / 200, 1e-12);
}

TEST(Size, at_full_transferability_is_what_was_stated) {
    EvidenceEntry const entry = test::entry("review", Size{math::Pert{2, 3, 6}, Dimension::duration});
    EXPECT_EQ(std::get<math::Pert>(said(entry)), (math::Pert{2, 3, 6}));
    // Durations are not negative: what is drawn below 0 is drawn anew.
    EvidenceEntry const normal = test::entry("review", Size{math::Normal{3, 2}, Dimension::duration});
    EXPECT_EQ(std::get<math::Truncated>(said(normal)).low, 0);
}

TEST(Size, is_widened_on_the_logarithm_and_keeps_its_mean) {
    // Lognormal of sigma 0.5 at w = 1/4: sigma 1; exp(mu' + 1/2) = exp(0.3 + 1/8), so mu' = -0.075.
    EvidenceEntry const entry = test::entry("support", Size{math::Lognormal{0.3, 0.5}, Dimension::money});
    Distribution const wide = said(entry, {0.25, {}, {}});
    for (double const z : {-2.0, 0.0, 1.0, 3.0})
        EXPECT_NEAR(math::quantile(wide, z) / std::exp(-0.075 + z), 1, 1e-12);
    EvidenceEntry const pert = test::entry("review", Size{math::Pert{2, 3, 6}, Dimension::duration});
    EXPECT_NEAR(math::mean(said(pert, {0.5, {}, {}})), (2 + 4 * 3 + 6) / 6.0, 1e-10);
}

TEST(Size, that_may_be_negative_cannot_be_widened) {
    EvidenceEntry const entry = test::entry("growth", Size{math::Normal{0.02, 0.05}, Dimension::rate});
    EXPECT_TRUE(std::holds_alternative<Distribution>(distribution_of(entry, {1, {}, {}})));
    auto const flaw = std::get<math::Flaw>(distribution_of(entry, {0.5, {}, {}}));
    EXPECT_NE(flaw.reason.find("leaves the range of its values"), std::string::npos) << flaw.reason;
}

TEST(Claim, of_an_overrun_is_none_and_of_what_is_delivered_all) {
    auto const at = [](Dimension dimension, std::string path) {
        return claim_at(test::by_evidence("x", dimension, std::move(path)));
    };
    EXPECT_EQ(at(Dimension::excess, "options.a.costs.b.overrun"), 0);
    EXPECT_EQ(at(Dimension::share, "options.a.benefits.b.realised"), 1);
    EXPECT_EQ(at(Dimension::share, "options.a.benefits.b.merger_specific"), 1);
    EXPECT_EQ(at(Dimension::duration, "options.a.route.slip"), 0);
    EXPECT_FALSE(at(Dimension::share, "options.a.risks.b.probability").has_value());
    Quantity stated = test::by_evidence("x", Dimension::share, "options.a.risks.b.probability");
    stated.claim = 0.1;
    EXPECT_EQ(claim_at(stated), 0.1);
}

}  // namespace
}  // namespace mergerisk::model
