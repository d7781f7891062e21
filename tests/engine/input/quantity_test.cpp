#include "tests/engine/input/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace mergerisk::input {
namespace {

using testing::describe_all;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::load_text;
using testing::with_total;

model::Quantity total(std::string const& text) {
    Loaded const loaded = load_text(with_total(text));
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty()) << text;
    return loaded.scenario.options.at(1).costs.at(0).amount;
}

template <class T>
T distribution(std::string const& text) {
    model::Quantity const quantity = total(text);
    return std::get<T>(std::get<math::Distribution>(quantity.value));
}

std::string problem(std::string const& text) {
    Loaded const loaded = load_text(with_total(text));
    EXPECT_EQ(loaded.problems.size(), 1u) << text << ::testing::PrintToString(describe_all(loaded.problems));
    return loaded.problems.empty() ? "" : base::describe(loaded.problems.front());
}

TEST(Quantity, may_be_a_constant_in_two_ways) {
    EXPECT_EQ(distribution<math::Constant>("24").value, 24);
    EXPECT_EQ(distribution<math::Constant>("{value: 450k}").value, 0.45);
}

TEST(Quantity, knows_its_path_and_dimension) {
    model::Quantity const quantity = total("24");
    EXPECT_EQ(quantity.path, "options.deal.costs.x.total");
    EXPECT_EQ(quantity.dimension, base::Dimension::money);
}

TEST(Quantity, may_have_any_distribution) {
    EXPECT_EQ(distribution<math::Pert>("{pert: [1, 2m, 5]}"), (math::Pert{1, 2, 5}));
    EXPECT_EQ(distribution<math::Triangular>("{triangular: [1, 2, 5]}"), (math::Triangular{1, 2, 5}));
    EXPECT_EQ(distribution<math::Uniform>("{uniform: [1, 2]}"), (math::Uniform{1, 2}));
    EXPECT_EQ(distribution<math::Bernoulli>("{bernoulli: 30%}"), (math::Bernoulli{0.3, 1}));
    EXPECT_EQ(distribution<math::Bernoulli>("{bernoulli: {probability: 30%, value: 4}}"),
              (math::Bernoulli{0.3, 4}));
    EXPECT_EQ(distribution<math::Discrete>(
                  "{discrete: [{value: 1, probability: 40%}, {value: 3, probability: 60%}]}"),
              (math::Discrete{{1, 3}, {0.4, 0.6}}));
    EXPECT_EQ(distribution<math::Gamma>("{gamma: {shape: 4, scale: 2}}"), (math::Gamma{4, 2}));
    EXPECT_EQ(distribution<math::Beta>("{beta: {alpha: 2, beta: 3, low: 1, high: 9}}"),
              (math::Beta{2, 3, 1, 9}));
}

TEST(Quantity, takes_distributions_by_their_moments) {
    // Gamma: shape = (mean/sd)^2 = 4, scale = sd^2/mean = 3.
    auto const gamma = distribution<math::Gamma>("{gamma: {mean: 12, sd: 6}}");
    EXPECT_NEAR(gamma.shape, 4, 1e-12);
    EXPECT_NEAR(gamma.scale, 3, 1e-12);
    // Beta on [0, 1]: m = 1/2, v = 1/20 gives m (1 - m) / v - 1 = 4, so alpha = beta = 2.
    auto const beta = distribution<math::Beta>("{beta: {mean: 0.5, sd: 0.223606797749979}}");
    EXPECT_NEAR(beta.alpha, 2, 1e-9);
    EXPECT_NEAR(beta.beta, 2, 1e-9);
}

TEST(Quantity, takes_lognormals_in_three_ways) {
    // sigma^2 = ln(1 + (sd/mean)^2) = ln 2 for sd = mean; mu = ln mean - sigma^2 / 2.
    auto const by_mean = distribution<math::Lognormal>("{lognormal: {mean: 8, sd: 8}}");
    EXPECT_NEAR(by_mean.sigma, std::sqrt(std::log(2.0)), 1e-12);
    EXPECT_NEAR(by_mean.mu, std::log(8.0) - std::log(2.0) / 2, 1e-12);
    auto const by_median = distribution<math::Lognormal>("{lognormal: {median: 5, sigma: 0.3}}");
    EXPECT_NEAR(by_median.mu, std::log(5.0), 1e-12);
    // p10 = 4 and p90 = 9: the median is their geometric mean 6.
    auto const by_percentiles = distribution<math::Lognormal>("{lognormal: {p10: 4, p90: 9}}");
    EXPECT_NEAR(std::exp(by_percentiles.mu), 6, 1e-9);
}

TEST(Quantity, refuses_half_described_distributions) {
    EXPECT_THAT(problem("{lognormal: {mean: 5}}"),
                HasSubstr("mean and sd, median and sigma, or two percentiles"));
    EXPECT_THAT(problem("{lognormal: {p10: 5}}"), HasSubstr("or two percentiles"));
    EXPECT_THAT(problem("{lognormal: {p10: 5, p50: 6, p90: 8}}"), HasSubstr("or two percentiles"));
    EXPECT_THAT(problem("{lognormal: {mean: 5, sd: 1, median: 4, sigma: 1}}"), HasSubstr("exactly one"));
    EXPECT_THAT(problem("{gamma: {mean: 5}}"), HasSubstr("mean and sd, or shape and scale"));
    EXPECT_THAT(problem("{beta: {mean: 0.5, alpha: 1}}"), HasSubstr("mean and sd, or alpha and beta"));
}

TEST(Quantity, refuses_parameters_that_are_no_distribution) {
    EXPECT_THAT(problem("{pert: [5, 2, 8]}"),
                HasSubstr("s.yaml:14:50: options.deal.costs.x.total: the lowest value (5)"));
    EXPECT_THAT(problem("{pert: [1, 2]}"), HasSubstr("expected a list [low, mode, high], found 2 values"));
    EXPECT_THAT(problem("{discrete: [{value: 1, probability: 40%}]}"),
                HasSubstr("options.deal.costs.x.total"));
}

TEST(Quantity, is_cut_to_the_range_of_its_dimension_and_says_so) {
    Loaded const loaded = load_text(with_total("{normal: {mean: 5, sd: 3}}"));
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    auto const& quantity = loaded.scenario.options.at(1).costs.at(0).amount;
    auto const& cut = std::get<math::Truncated>(std::get<math::Distribution>(quantity.value));
    EXPECT_EQ(cut.low, 0);
    EXPECT_EQ(cut.high, std::numeric_limits<double>::infinity());
    bool noted = false;
    for (DefaultTaken const& taken : loaded.defaults)
        noted |=
            taken.path == "options.deal.costs.x.total.truncate" && taken.value == "0 GBP million and above";
    EXPECT_TRUE(noted);
}

TEST(Quantity, is_cut_where_its_author_says) {
    auto const cut = distribution<math::Truncated>("{lognormal: {median: 5, sigma: 0.5}, truncate: [1, 20]}");
    EXPECT_EQ(cut.low, 1);
    EXPECT_EQ(cut.high, 20);
    EXPECT_THAT(problem("{value: 5, truncate: [1, 20]}"),
                HasSubstr("truncate needs a continuous distribution"));
}

TEST(Quantity, refuses_bounds_outside_the_range_of_its_dimension) {
    EXPECT_THAT(problem("{uniform: [-5, 5]}"),
                HasSubstr("-5 GBP million is negative: money cannot go below zero"));
    EXPECT_THAT(problem("{bernoulli: 140%}"), HasSubstr("140 % is above 100 %, the largest share"));
}

TEST(Quantity, may_be_evidence_in_two_ways) {
    for (std::string const text : {"{evidence: cranes, transferability: 70%, outcome: late}",
                                   "{evidence: {entry: cranes, transferability: 70%, outcome: late}}"}) {
        model::Quantity const quantity = total(text);
        auto const& use = std::get<model::EvidenceUse>(quantity.value);
        EXPECT_EQ(use.entry, "cranes");
        EXPECT_EQ(use.transferability, 0.7);
        EXPECT_EQ(use.outcome, "late");
        EXPECT_FALSE(use.overlap_accepted);
    }
}

TEST(Quantity, accepts_an_overlap_only_with_a_note) {
    EXPECT_THAT(problem("{evidence: cranes, overlap: accepted}"),
                HasSubstr("an accepted overlap needs a note"));
    model::Quantity const quantity = total("{evidence: cranes, overlap: accepted, note: counted once}");
    EXPECT_TRUE(std::get<model::EvidenceUse>(quantity.value).overlap_accepted);
}

TEST(Quantity, refuses_keys_of_evidence_without_evidence) {
    EXPECT_THAT(problem("{value: 5, transferability: 50%}"), HasSubstr("need evidence"));
}

TEST(Quantity, may_be_a_shared_one_by_name) {
    EXPECT_EQ(std::get<model::QuantityName>(total("berth").value).name, "berth");
    model::Quantity const quantity = total("{quantity: berth, note: see annex}");
    EXPECT_EQ(std::get<model::QuantityName>(quantity.value).name, "berth");
    EXPECT_EQ(quantity.provenance.note, "see annex");
}

TEST(Quantity, carries_its_claim_and_provenance) {
    model::Quantity const quantity =
        total("{pert: [4, 9, 25], claim: 8m, source: tender, note: n, owner: CIO, basis: judgement}");
    EXPECT_EQ(quantity.claim, 8);
    EXPECT_EQ(quantity.provenance.source, "tender");
    EXPECT_EQ(quantity.provenance.note, "n");
    EXPECT_EQ(quantity.provenance.owner, "CIO");
    EXPECT_EQ(quantity.provenance.basis, "judgement");
    EXPECT_EQ(total("{pert: [4, 9, 25], planned: 8m}").claim, 8);
}

TEST(Quantity, has_exactly_one_form) {
    EXPECT_THAT(problem("{pert: [1, 2, 3], uniform: [1, 2]}"),
                HasSubstr("pert and uniform cannot both be given"));
    EXPECT_THAT(problem("{note: nothing}"), HasSubstr("one of value, pert, triangular"));
    EXPECT_THAT(problem("{value: 5, claim: 4, planned: 3}"),
                HasSubstr("claim and planned cannot both be given"));
}

TEST(Quantity, of_a_share_keeps_within_0_and_100_percent) {
    Loaded const loaded = load_text(testing::with_option(
        "    risks:\n      r: {costs: 1, probability: {normal: {mean: 50%, sd: 20%}}}\n"));
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    auto const& quantity = loaded.scenario.options.at(1).risks.at(0).probability;
    auto const& cut = std::get<math::Truncated>(std::get<math::Distribution>(quantity.value));
    EXPECT_EQ(cut.low, 0);
    EXPECT_EQ(cut.high, 1);
}

}  // namespace
}  // namespace mergerisk::input
