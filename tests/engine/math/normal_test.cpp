#include "engine/math/normal.h"

#include "engine/base/contract.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace mergerisk::math {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(NormalProbability, has_the_published_values) {
    // Abramowitz and Stegun (1964), table 26.1; the tails from the asymptotic series, 40 digits.
    EXPECT_DOUBLE_EQ(normal_probability(0), 0.5);
    EXPECT_NEAR(normal_probability(1), 0.841344746068542949, 1e-15);
    EXPECT_NEAR(normal_probability(-8.3) / 5.205569744890281e-17, 1, 1e-13);
    EXPECT_NEAR(normal_probability(-25) / 3.056696706382561e-138, 1, 1e-12);
    EXPECT_EQ(normal_probability(kInfinity), 1);
    EXPECT_EQ(normal_probability(-kInfinity), 0);
}

TEST(NormalScore, has_the_published_values) {
    EXPECT_NEAR(normal_score(0.975), 1.959963984540054236, 1e-14);
    EXPECT_NEAR(normal_score(0.8), 0.841621233572914205, 1e-15);
    EXPECT_EQ(normal_score(0.0), -kInfinity);
    EXPECT_EQ(normal_score(1.0), kInfinity);
    EXPECT_THROW((void)normal_score(1.5), base::ContractViolation);
    EXPECT_THROW((void)normal_score(std::nan("")), base::ContractViolation);
}

TEST(NormalScore, returns_from_both_tails) {
    for (double z = -24; z <= 24; z += 0.37) EXPECT_NEAR(normal_score(normal_tails(z)), z, 1e-12);
}

TEST(NormalMass, keeps_its_accuracy_where_differences_cancel) {
    // Phi(z + h) - Phi(z) = h phi(z) (1 - z h / 2 + ...): the next term is below 1e-12 here.
    double const h = 0x1p-30;
    for (double const z : {-6.0, -0.7, 0.0, 2.5, 9.0}) {
        EXPECT_NEAR(normal_mass(z, z + h) / (h * normal_density(z) * (1 - z * h / 2)), 1, 1e-14) << z;
    }
    EXPECT_NEAR(normal_mass(8, kInfinity) / 6.220960574271785e-16, 1, 1e-13);
    EXPECT_NEAR(normal_mass(-kInfinity, kInfinity), 1, 1e-15);
    EXPECT_NEAR(normal_mass(-1, 1), 0.682689492137085897, 1e-15);
    EXPECT_EQ(normal_mass(3, 3), 0);
}

}  // namespace
}  // namespace mergerisk::math
