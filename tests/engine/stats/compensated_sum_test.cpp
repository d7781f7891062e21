#include "engine/stats/compensated_sum.h"

#include <gtest/gtest.h>

#include <vector>

namespace mergerisk::stats {
namespace {

CompensatedSum sum_of(std::vector<double> const& terms) {
    CompensatedSum sum;
    for (double const term : terms) sum.add(term);
    return sum;
}

TEST(CompensatedSum, keeps_what_a_bare_loop_loses) {
    EXPECT_EQ(sum_of({1.0, 1e100, 1.0, -1e100}).value(), 2.0);
    // Ten million tenths: a bare loop is off by about 1e-4.
    CompensatedSum sum;
    for (int term = 0; term < 10'000'000; ++term) sum.add(0.1);
    EXPECT_EQ(sum.value(), 1e6);
    EXPECT_EQ(sum.count(), 10'000'000u);
}

TEST(CompensatedSum, of_nothing_is_zero) {
    EXPECT_EQ(CompensatedSum{}.value(), 0.0);
    EXPECT_EQ(CompensatedSum{}.count(), 0u);
}

TEST(CompensatedSum, merges_to_the_whole) {
    std::vector<double> const terms = {0.1, 1e16, 0.3, -1e16, 7.0};
    for (std::size_t cut = 0; cut <= terms.size(); ++cut) {  // empty + x and x + empty are among the cuts
        auto const middle = terms.begin() + static_cast<std::ptrdiff_t>(cut);
        CompensatedSum merged = sum_of({terms.begin(), middle});
        merged.merge(sum_of({middle, terms.end()}));
        EXPECT_EQ(merged.value(), sum_of(terms).value());
        EXPECT_EQ(merged.count(), terms.size());
    }
}

}  // namespace
}  // namespace mergerisk::stats
