#include "engine/random/plain.h"

#include "engine/base/contract.h"
#include "engine/random/name_hash.h"
#include "tests/engine/random/statistics.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace mergerisk::random {
namespace {

constexpr std::uint64_t kSeed = 20170227;
constexpr std::uint64_t kMostBits = std::numeric_limits<std::uint64_t>::max();

TEST(UnitOpen, never_reaches_zero_or_one) {
    EXPECT_EQ(unit_open(0), 0x1p-53);
    EXPECT_EQ(unit_open(0xfff), 0x1p-53);
    EXPECT_EQ(unit_open(kMostBits), 1.0 - 0x1p-53);
    EXPECT_LT(unit_open(kMostBits), 1.0);
}

TEST(UnitOpen, is_the_middle_of_its_interval) {
    EXPECT_EQ(unit_open(0x1000), 1.5 * 0x1p-52);
    EXPECT_EQ(unit_open(std::uint64_t{1} << 63U), 0.5 + 0x1p-53);
    EXPECT_EQ(unit_open((std::uint64_t{1} << 63U) - 1U), 0.5 - 0x1p-53);
    EXPECT_EQ(unit_open(0x123456789abcdef0U),
              (static_cast<double>(0x123456789abcdef0U >> 12U) + 0.5) * 0x1p-52);
}

TEST(PlainUniform, reads_the_documented_words_of_the_documented_counter) {
    std::uint64_t const seed = 0x299f31d0a4093822U;
    std::uint64_t const name = 0x85a308d3243f6a88U;
    // Trials 2 j and 2 j + 1 with j = 0x44_13198a2e and index 0x037073 make words 2 and 3 of the third
    // published vector of Philox4x32-10: 13198a2e 03707344.
    std::uint64_t const trial = 2 * std::uint64_t{0x4413198a2eU};
    EXPECT_EQ(plain_uniform(seed, name, trial, 0x037073U), unit_open(0x94fdccebd16cfe09U));
    EXPECT_EQ(plain_uniform(seed, name, trial + 1, 0x037073U), unit_open(0x24126ea15001e420U));
}

TEST(PlainUniforms, equal_single_draws_from_any_first_trial_and_for_any_size) {
    std::uint64_t const name = name_hash("costs.it_integration.overrun");
    // The last starts make the lower half of the position overflow within the block.
    for (std::uint64_t const first :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{6}, std::uint64_t{511},
          (std::uint64_t{1} << 33U) - 9U, (std::uint64_t{1} << 33U) - 10U}) {
        for (std::size_t size = 0; size <= 70; ++size) {
            std::vector<double> block(size, -1.0);
            plain_uniforms(kSeed, name, 3, first, block);
            for (std::size_t i = 0; i < size; ++i)
                ASSERT_EQ(block[i], plain_uniform(kSeed, name, first + i, 3)) << first << " + " << i;
        }
    }
}

TEST(PlainUniforms, reach_the_last_trial_and_index_and_refuse_the_next) {
    std::vector<double> block(5);
    plain_uniforms(kSeed, 1, kIndexLimit - 1, kTrialLimit - 5, block);
    EXPECT_EQ(block[4], plain_uniform(kSeed, 1, kTrialLimit - 1, kIndexLimit - 1));
    EXPECT_THROW(plain_uniforms(kSeed, 1, 0, kTrialLimit - 4, block), base::ContractViolation);
    EXPECT_THROW(plain_uniforms(kSeed, 1, kIndexLimit, 0, block), base::ContractViolation);
    EXPECT_THROW(static_cast<void>(plain_uniform(kSeed, 1, kTrialLimit, 0)), base::ContractViolation);
    EXPECT_THROW(static_cast<void>(plain_uniform(kSeed, 1, 0, kIndexLimit)), base::ContractViolation);
}

TEST(PlainUniforms, are_uniform_over_trials) {
    std::vector<double> values(1'000'000);
    plain_uniforms(kSeed, name_hash("drivers.activity"), 0, 0, values);
    EXPECT_LT(test::scaled_distance_from_uniform(values), test::kHighestDistance);
    std::vector<double> counts(4096);
    for (double const u : values) counts[static_cast<std::size_t>(u * 4096.0)] += 1.0;
    EXPECT_LT(test::standardised_chi_square(counts), test::kHighestChiSquare);
    EXPECT_GT(test::standardised_chi_square(counts), test::kLowestChiSquare);
}

TEST(PlainUniforms, are_uniform_over_indices_names_and_seeds) {
    std::vector<double> by_index;
    std::vector<double> by_name;
    std::vector<double> by_seed;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        by_index.push_back(plain_uniform(kSeed, 77, 12, i));
        by_name.push_back(plain_uniform(kSeed, name_hash("line_" + std::to_string(i)), 12, 0));
        by_seed.push_back(plain_uniform(i, 77, 12, 0));
    }
    EXPECT_LT(test::scaled_distance_from_uniform(by_index), test::kHighestDistance);
    EXPECT_LT(test::scaled_distance_from_uniform(by_name), test::kHighestDistance);
    EXPECT_LT(test::scaled_distance_from_uniform(by_seed), test::kHighestDistance);
}

/// 200,000 pairs of draws that share all but one part of their address.
void expect_independent(std::function<std::pair<double, double>(std::uint64_t)> const& draw_pair) {
    std::vector<std::pair<double, double>> pairs;
    for (std::uint64_t i = 0; i < 200'000; ++i) pairs.push_back(draw_pair(i));
    double const chi_square = test::standardised_chi_square_of_pairs(pairs, 16);
    EXPECT_LT(chi_square, test::kHighestChiSquare);
    EXPECT_GT(chi_square, test::kLowestChiSquare);
    EXPECT_LT(std::abs(test::scaled_correlation(pairs)), test::kHighestCorrelation);
}

TEST(PlainUniforms, are_independent_between_similar_names) {
    std::uint64_t const a = name_hash("benefits.theatres");
    std::uint64_t const b = name_hash("benefits.theatret");
    expect_independent([=](std::uint64_t trial) {
        return std::pair{plain_uniform(kSeed, a, trial, 0), plain_uniform(kSeed, b, trial, 0)};
    });
}

TEST(PlainUniforms, are_independent_between_neighbouring_trials) {
    for (std::uint64_t const lag : {1U, 2U, 16U}) {
        expect_independent([=](std::uint64_t trial) {
            return std::pair{plain_uniform(kSeed, 77, trial, 0), plain_uniform(kSeed, 77, trial + lag, 0)};
        });
    }
}

TEST(PlainUniforms, are_independent_between_neighbouring_indices) {
    expect_independent([](std::uint64_t trial) {
        return std::pair{plain_uniform(kSeed, 77, trial, 4), plain_uniform(kSeed, 77, trial, 5)};
    });
}

TEST(PlainUniforms, are_independent_between_neighbouring_seeds) {
    expect_independent([](std::uint64_t trial) {
        return std::pair{plain_uniform(kSeed, 77, trial, 0), plain_uniform(kSeed + 1, 77, trial, 0)};
    });
}

}  // namespace
}  // namespace mergerisk::random
