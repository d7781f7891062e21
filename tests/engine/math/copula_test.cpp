#include "engine/math/copula.h"

#include "engine/base/contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace mergerisk::math {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Pairs = std::vector<RankCorrelation>;

/// factor factor^T, element (i, j).
double product(DependenceGroup const& group, std::size_t i, std::size_t j) {
    std::size_t const size = group.members.size();
    double sum = 0;
    for (std::size_t k = 0; k < size; ++k) sum += group.factor[i * size + k] * group.factor[j * size + k];
    return sum;
}

TEST(NormalCorrelation, is_that_of_pearson) {
    EXPECT_DOUBLE_EQ(normal_correlation(0), 0);
    EXPECT_DOUBLE_EQ(normal_correlation(1), 1);
    EXPECT_DOUBLE_EQ(normal_correlation(-1), -1);
    // 2 sin(pi / 12) = (sqrt 6 - sqrt 2) / 2.
    EXPECT_DOUBLE_EQ(normal_correlation(0.5), (std::sqrt(6.0) - std::sqrt(2.0)) / 2);
    for (double r = -1; r <= 1; r += 0.1) EXPECT_NEAR(rank_correlation(normal_correlation(r)), r, 1e-14);
}

TEST(Connect, factors_each_connected_group) {
    Pairs const pairs{{7, 2, 0.5}, {2, 4, 0.3}, {9, 1, -0.6}};
    Dependence const dependence = connect(pairs);
    EXPECT_THAT(dependence.conflicts, IsEmpty());
    ASSERT_EQ(dependence.groups.size(), 2U);

    DependenceGroup const& two = dependence.groups[0];
    EXPECT_THAT(two.members, ElementsAre(1, 9));
    double const r = normal_correlation(-0.6);
    // The factor of [1 r; r 1] is [1 0; r sqrt(1 - r^2)].
    EXPECT_THAT(two.factor,
                ElementsAre(1, 0, testing::DoubleEq(r), testing::DoubleNear(std::sqrt(1 - r * r), 1e-15)));

    DependenceGroup const& three = dependence.groups[1];
    EXPECT_THAT(three.members, ElementsAre(2, 4, 7));
    EXPECT_NEAR(product(three, 0, 1), normal_correlation(0.3), 1e-15);
    EXPECT_NEAR(product(three, 0, 2), normal_correlation(0.5), 1e-15);
    EXPECT_NEAR(product(three, 1, 2), 0, 1e-15);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(product(three, i, i), 1, 1e-15);
        for (std::size_t j = i + 1; j < 3; ++j) EXPECT_EQ(three.factor[i * 3 + j], 0);
    }
}

TEST(Connect, does_not_depend_on_the_order_of_the_pairs) {
    Dependence const one = connect(Pairs{{0, 1, 0.4}, {1, 2, 0.3}, {3, 2, 0.2}});
    Dependence const other = connect(Pairs{{2, 3, 0.2}, {2, 1, 0.3}, {1, 0, 0.4}});
    ASSERT_EQ(one.groups.size(), 1U);
    EXPECT_EQ(one.groups[0].members, other.groups[0].members);
    EXPECT_EQ(one.groups[0].factor, other.groups[0].factor);
}

TEST(Connect, names_the_pairs_in_conflict_and_suggests_possible_ones) {
    // A moves with B and B with C, but C against A. D and E hang on without being part of it.
    Pairs const pairs{{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}, {2, 3, 0.1}, {3, 4, 0.2}, {8, 9, 0.5}};
    Dependence const dependence = connect(pairs);
    ASSERT_EQ(dependence.groups.size(), 1U);
    EXPECT_THAT(dependence.groups[0].members, ElementsAre(8, 9));
    ASSERT_EQ(dependence.conflicts.size(), 1U);
    CorrelationConflict const& conflict = dependence.conflicts[0];
    EXPECT_THAT(conflict.members, ElementsAre(0, 1, 2));
    EXPECT_THAT(conflict.stated, ElementsAre(pairs[0], pairs[2], pairs[1]));
    EXPECT_THAT(conflict.unstated, IsEmpty());

    Dependence const suggested = connect(conflict.suggestion);
    EXPECT_THAT(suggested.conflicts, IsEmpty());
    // By symmetry the three move alike, and each keeps its direction.
    auto const value = [&](std::size_t a, std::size_t b) {
        for (auto const& pair : conflict.suggestion) {
            if (pair.first == a && pair.second == b) return pair.value;
        }
        return 0.0;
    };
    EXPECT_GT(value(0, 1), 0.4);
    EXPECT_LT(value(0, 1), 0.6);
    EXPECT_NEAR(value(0, 1), value(1, 2), 0.02);
    EXPECT_NEAR(value(0, 2), -value(0, 1), 0.02);
}

TEST(Connect, says_which_pairs_were_never_stated) {
    // Two that both follow a third closely cannot be independent: 0.9^2 + 0.9^2 > 1.
    Dependence const dependence = connect(Pairs{{0, 1, 0.9}, {1, 2, 0.9}});
    ASSERT_EQ(dependence.conflicts.size(), 1U);
    EXPECT_THAT(dependence.conflicts[0].unstated, ElementsAre(RankCorrelation{0, 2, 0}));
    EXPECT_THAT(connect(dependence.conflicts[0].suggestion).conflicts, IsEmpty());
}

TEST(Connect, finds_a_conflict_without_an_impossible_triple) {
    // Four numbers pairwise at -0.45: each triple is possible (1 + 2 r > 0), all four are not (1 + 3 r < 0).
    Pairs pairs;
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t j = i + 1; j < 4; ++j) pairs.push_back({i, j, -0.45});
    }
    Dependence const dependence = connect(pairs);
    ASSERT_EQ(dependence.conflicts.size(), 1U);
    EXPECT_THAT(dependence.conflicts[0].members, ElementsAre(0, 1, 2, 3));
    for (RankCorrelation const& pair : dependence.conflicts[0].suggestion) {
        // The nearest has 1 + 3 r = 0 in the normal scores.
        EXPECT_NEAR(pair.value, rank_correlation(-1.0 / 3), 0.005);
    }
}

TEST(Connect, accepts_strong_correlations_that_are_possible) {
    EXPECT_THAT(connect(Pairs{{0, 1, 0.999}, {1, 2, 0.999}, {0, 2, 0.999}}).conflicts, IsEmpty());
}

TEST(Connect, of_nothing_is_nothing) {
    EXPECT_THAT(connect(Pairs{}).groups, IsEmpty());
}

TEST(RankCorrelationFlaw, says_why) {
    EXPECT_FALSE(flaw(RankCorrelation{0, 1, 0.5}));
    EXPECT_EQ(*flaw(RankCorrelation{3, 3, 0.5}), "a number cannot be correlated with itself");
    EXPECT_EQ(*flaw(RankCorrelation{0, 1, 1.5}),
              "a correlation must lie strictly between -1 and 1, but is 1.5");
    EXPECT_EQ(*flaw(RankCorrelation{0, 1, std::nan("")}),
              "a correlation must lie strictly between -1 and 1, but is nan");
    EXPECT_EQ(*flaw(RankCorrelation{0, 1, 1}),
              "two numbers that always move together are one: give them one name and use it twice");
    EXPECT_EQ(*flaw(RankCorrelation{0, 1, -1}),
              "two numbers that always move against each other are one: derive one from the other");
    EXPECT_THROW((void)connect(Pairs{{0, 1, 1}}), base::ContractViolation);
}

TEST(RepeatedPair, is_found_in_either_order) {
    EXPECT_EQ(repeated_pair(Pairs{{0, 1, 0.5}, {1, 2, 0.5}, {1, 0, 0.2}}), 2U);
    EXPECT_FALSE(repeated_pair(Pairs{{0, 1, 0.5}, {1, 2, 0.5}}));
    EXPECT_THROW((void)connect(Pairs{{0, 1, 0.5}, {1, 0, 0.5}}), base::ContractViolation);
}

TEST(NearestCorrelationMatrix, is_that_of_higham) {
    // Higham (2002), section 4: the nearest to [1 1 0; 1 1 1; 0 1 1] has 0.7607 and 0.1573 off the diagonal.
    std::vector<double> const matrix{1, 1, 0, 1, 1, 1, 0, 1, 1};
    std::vector<double> const nearest = nearest_correlation_matrix(matrix, 3);
    EXPECT_NEAR(nearest[1], 0.7607, 5e-5);
    EXPECT_NEAR(nearest[2], 0.1573, 5e-5);
    EXPECT_NEAR(nearest[5], 0.7607, 5e-5);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(nearest[i * 3 + i], 1);
}

TEST(NearestCorrelationMatrix, leaves_a_correlation_matrix_as_it_is) {
    std::vector<double> const matrix{1, 0.3, -0.2, 0.3, 1, 0.5, -0.2, 0.5, 1};
    std::vector<double> const nearest = nearest_correlation_matrix(matrix, 3);
    for (std::size_t i = 0; i < matrix.size(); ++i) EXPECT_NEAR(nearest[i], matrix[i], 1e-12);
}

}  // namespace
}  // namespace mergerisk::math
