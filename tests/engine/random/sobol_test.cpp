#include "engine/random/sobol.h"

#include "engine/base/contract.h"
#include "engine/random/name_hash.h"
#include "tests/engine/random/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <utility>
#include <vector>

namespace mergerisk::random {
namespace {

constexpr std::uint64_t kSeed = 20170227;
std::uint64_t const kName = name_hash("route.tracks.competition.stages.phase_2.length");

/// First dimension of every Sobol sequence: the van der Corput sequence.
DirectionNumbers van_der_corput() {
    DirectionNumbers directions{};
    for (std::uint32_t bit = 0; bit < 32; ++bit) directions[bit] = std::uint32_t{1} << (31U - bit);
    return directions;
}

/// Second dimension, from the primitive polynomial x + 1 with first direction number 1: each follows from the
/// one before by v ^ (v >> 1) (Sobol 1967; Bratley and Fox 1988, algorithm 659).
DirectionNumbers second_sobol_dimension() {
    DirectionNumbers directions{};
    directions[0] = 0x80000000U;
    for (std::size_t bit = 1; bit < 32; ++bit)
        directions[bit] = directions[bit - 1] ^ (directions[bit - 1] >> 1U);
    return directions;
}

std::uint32_t interval_of(double u, std::uint32_t intervals) {
    return static_cast<std::uint32_t>(u * static_cast<double>(intervals));
}

/// The digits first, ..., first + 2 after the binary point, as a uniform number on {1, 3, ..., 15} / 16.
double three_digits(double u, int first) {
    double const from_first = std::ldexp(u, first - 1);
    double const rest = from_first - std::floor(from_first);
    return (std::floor(rest * 8.0) + 0.5) / 8.0;
}

TEST(ReverseBits, turns_the_number_round) {
    EXPECT_EQ(detail::reverse_bits(0x00000001U), 0x80000000U);
    EXPECT_EQ(detail::reverse_bits(0x12345678U), 0x1e6a2c48U);
}

TEST(UnitOpen32, never_reaches_zero_or_one) {
    EXPECT_EQ(detail::unit_open_32(0U), 0x1p-33);
    EXPECT_EQ(detail::unit_open_32(0x7fffffffU), 0.5 - 0x1p-33);
    EXPECT_EQ(detail::unit_open_32(0x80000000U), 0.5 + 0x1p-33);
    EXPECT_EQ(detail::unit_open_32(0xffffffffU), 1.0 - 0x1p-33);
}

TEST(PermuteUpwards, keeps_lower_bits_independent_of_higher_ones) {
    // Owen's nesting: two numbers that agree in their lowest k bits still do so afterwards, and differ in bit
    // k if they did before.
    for (std::uint32_t k = 0; k < 32; ++k) {
        std::uint32_t const x = 0x9e3779b9U * (k + 1);
        std::uint32_t const other = x ^ (std::uint32_t{1} << k);
        std::uint32_t const difference = detail::permute_upwards(x, 0x12345678U, 0x9abcdef1U) ^
                                         detail::permute_upwards(other, 0x12345678U, 0x9abcdef1U);
        EXPECT_EQ(difference & (0xffffffffU >> (31U - k)), std::uint32_t{1} << k) << k;
    }
}

TEST(SobolPoint, is_the_natural_order_sequence) {
    // 0, 1/2, 1/4, 3/4, 1/8, ... for van der Corput; 0, 1/2, 3/4, 1/4, 5/8, 1/8, 3/8, 7/8 for the second
    // dimension in natural order, as worked out by hand from v = 1/2, 3/4, 5/8.
    ScrambledDimension const first = scramble(van_der_corput(), kSeed, kName);
    ScrambledDimension const second = scramble(second_sobol_dimension(), kSeed, kName);
    double const first_points[] = {0.0, 0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875};
    double const second_points[] = {0.0, 0.5, 0.75, 0.25, 0.625, 0.125, 0.375, 0.875};
    for (std::uint32_t k = 0; k < 8; ++k) {
        EXPECT_EQ(detail::reverse_bits(detail::reversed_point(first, k)) * 0x1p-32, first_points[k]);
        EXPECT_EQ(detail::reverse_bits(detail::reversed_point(second, k)) * 0x1p-32, second_points[k]);
    }
}

TEST(SobolUniforms, equal_single_draws_from_any_first_trial_and_for_any_size) {
    ScrambledDimension const dimension = scramble(second_sobol_dimension(), kSeed, kName);
    for (std::uint64_t const first :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{15}, std::uint64_t{16}, std::uint64_t{250},
          std::uint64_t{4095} * kReplicates + 3U, std::uint64_t{0x7fffffff} * kReplicates + 9U}) {
        for (std::size_t const size : {0U, 1U, 5U, 16U, 31U, 33U, 100U, 513U}) {
            std::vector<double> block(size, -1.0);
            sobol_uniforms(dimension, first, block);
            for (std::size_t i = 0; i < size; ++i)
                ASSERT_EQ(block[i], sobol_uniform(dimension, first + i)) << first << " + " << i;
        }
    }
}

TEST(SobolUniforms, are_the_same_without_a_prepared_dimension) {
    DirectionNumbers const directions = second_sobol_dimension();
    std::vector<double> prepared(40);
    std::vector<double> direct(40);
    sobol_uniforms(scramble(directions, kSeed, kName), 7, prepared);
    sobol_uniforms(directions, kSeed, kName, 7, direct);
    EXPECT_EQ(prepared, direct);
    EXPECT_EQ(sobol_uniform(directions, kSeed, kName, 9), direct[2]);
}

TEST(SobolUniforms, reach_the_last_trial_and_refuse_the_next) {
    ScrambledDimension const dimension = scramble(van_der_corput(), kSeed, kName);
    std::vector<double> block(20);
    sobol_uniforms(dimension, kSobolTrialLimit - 20, block);
    EXPECT_EQ(block[19], sobol_uniform(dimension, kSobolTrialLimit - 1));
    EXPECT_THROW(sobol_uniforms(dimension, kSobolTrialLimit - 19, block), base::ContractViolation);
    EXPECT_THROW(static_cast<void>(sobol_uniform(dimension, kSobolTrialLimit)), base::ContractViolation);
}

TEST(SobolUniforms, hit_each_dyadic_interval_once_in_every_prefix_of_every_scrambling) {
    for (DirectionNumbers const& directions : {van_der_corput(), second_sobol_dimension()}) {
        ScrambledDimension const dimension = scramble(directions, kSeed, kName);
        constexpr std::uint32_t kPoints = 4096;
        std::vector<double> values(kPoints * kReplicates);
        sobol_uniforms(dimension, 0, values);
        for (std::uint32_t replicate = 0; replicate < kReplicates; ++replicate) {
            for (std::uint32_t points = 1; points <= kPoints; points *= 2) {
                std::set<std::uint32_t> hit;
                for (std::uint32_t k = 0; k < points; ++k)
                    hit.insert(interval_of(values[k * kReplicates + replicate], points));
                ASSERT_EQ(hit.size(), points) << replicate;
            }
        }
    }
}

TEST(SobolUniforms, hit_each_elementary_rectangle_once_in_two_dimensions) {
    // The first two dimensions are a (0, 2)-sequence in base 2, and scrambling keeps that: of 2^m points each
    // rectangle 2^-a x 2^-(m - a) gets one.
    std::vector<double> x(1024 * kReplicates);
    std::vector<double> y(1024 * kReplicates);
    sobol_uniforms(scramble(van_der_corput(), kSeed, kName), 0, x);
    sobol_uniforms(scramble(second_sobol_dimension(), kSeed, name_hash("another")), 0, y);
    for (std::uint32_t replicate = 0; replicate < kReplicates; ++replicate) {
        for (std::uint32_t columns = 1; columns <= 1024; columns *= 2) {
            std::uint32_t const rows = 1024 / columns;
            std::set<std::uint32_t> hit;
            for (std::uint32_t k = 0; k < 1024; ++k) {
                std::size_t const trial = std::size_t{k} * kReplicates + replicate;
                hit.insert(interval_of(x[trial], columns) * rows + interval_of(y[trial], rows));
            }
            ASSERT_EQ(hit.size(), 1024U) << replicate << " " << columns;
        }
    }
}

TEST(Scrambling, makes_every_single_point_uniform_over_seeds) {
    DirectionNumbers const directions = second_sobol_dimension();
    for (std::uint64_t const trial : {0U, 16U, 5U, 16'005U}) {
        std::vector<double> values;
        for (std::uint64_t seed = 0; seed < 100'000; ++seed)
            values.push_back(sobol_uniform(directions, seed, kName, trial));
        EXPECT_LT(test::scaled_distance_from_uniform(values), test::kHighestDistance) << trial;
    }
}

void expect_independent(std::vector<std::pair<double, double>> const& pairs, std::size_t side) {
    double const chi_square = test::standardised_chi_square_of_pairs(pairs, side);
    EXPECT_LT(chi_square, test::kHighestChiSquare);
    EXPECT_GT(chi_square, test::kLowestChiSquare);
    EXPECT_LT(std::abs(test::scaled_correlation(pairs)), test::kHighestCorrelation);
}

TEST(Scrambling, is_independent_between_replicates) {
    DirectionNumbers const directions = van_der_corput();
    std::vector<std::pair<double, double>> neighbours;
    std::vector<std::pair<double, double>> ends;
    for (std::uint64_t seed = 0; seed < 100'000; ++seed) {
        ScrambledDimension const dimension = scramble(directions, seed, kName);
        neighbours.emplace_back(sobol_uniform(dimension, 34), sobol_uniform(dimension, 35));
        ends.emplace_back(sobol_uniform(dimension, 32), sobol_uniform(dimension, 47));
    }
    expect_independent(neighbours, 16);
    expect_independent(ends, 16);
}

TEST(Scrambling, is_independent_between_names_and_between_seeds) {
    DirectionNumbers const directions = van_der_corput();
    std::vector<std::pair<double, double>> names;
    std::vector<std::pair<double, double>> seeds;
    for (std::uint64_t seed = 0; seed < 100'000; ++seed) {
        double const value = sobol_uniform(directions, seed, kName, 99);
        names.emplace_back(value, sobol_uniform(directions, seed, name_hash("costs.severance"), 99));
        seeds.emplace_back(value, sobol_uniform(directions, seed + 1, kName, 99));
    }
    expect_independent(names, 16);
    expect_independent(seeds, 16);
}

TEST(Scrambling, permutes_the_later_digits_of_different_intervals_independently) {
    // Owen's definition: after the first digit in which two points differ, their digits are independent.
    // Points 0 and 1 differ in the first digit, points 0 and 2 in the second, points 0 and 4 in the third.
    for (int const differing : {1, 2, 3}) {
        std::uint64_t const other = std::uint64_t{1} << (differing - 1);
        std::vector<std::pair<double, double>> pairs;
        for (std::uint64_t seed = 0; seed < 8'000; ++seed) {
            ScrambledDimension const dimension = scramble(van_der_corput(), seed, kName);
            for (std::uint64_t replicate = 0; replicate < kReplicates; ++replicate) {
                pairs.emplace_back(
                    three_digits(sobol_uniform(dimension, replicate), differing + 1),
                    three_digits(sobol_uniform(dimension, other * kReplicates + replicate), differing + 1));
            }
        }
        double const chi_square = test::standardised_chi_square_of_pairs(pairs, 8);
        EXPECT_LT(chi_square, test::kHighestChiSquare) << differing;
        EXPECT_GT(chi_square, test::kLowestChiSquare) << differing;
    }
}

TEST(Scrambling, gives_the_mean_of_n_points_the_variance_of_one_point_per_interval) {
    // One independent uniform point in each of n intervals of width 1/n: the variance of their mean is
    // n (1/n)^2 / 12 / n^2 = 1 / (12 n^3). Over R = 32,000 scramblings the estimate of a variance has a
    // relative standard error of at most sqrt(2 / R) = 0.8 %; five of them.
    for (std::uint64_t const points : {1U, 2U, 8U, 64U}) {
        double sum_of_squares = 0.0;
        std::vector<double> values(points * kReplicates);
        for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
            sobol_uniforms(van_der_corput(), seed, kName, 0, values);
            for (std::uint64_t replicate = 0; replicate < kReplicates; ++replicate) {
                double mean = 0.0;
                for (std::uint64_t k = 0; k < points; ++k)
                    mean += values[k * kReplicates + replicate] / static_cast<double>(points);
                sum_of_squares += (mean - 0.5) * (mean - 0.5);
            }
        }
        double const variance = sum_of_squares / (2'000.0 * kReplicates);
        double const exact = 1.0 / (12.0 * std::pow(static_cast<double>(points), 3.0));
        EXPECT_NEAR(variance / exact, 1.0, 0.04) << points;
    }
}

}  // namespace
}  // namespace mergerisk::random
