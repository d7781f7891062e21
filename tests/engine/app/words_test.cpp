#include "engine/app/words.h"

#include <gtest/gtest.h>

namespace mergerisk::app {
namespace {

TEST(WithThousands, separates_every_three_digits) {
    EXPECT_EQ(with_thousands(0), "0");
    EXPECT_EQ(with_thousands(999), "999");
    EXPECT_EQ(with_thousands(1000), "1,000");
    EXPECT_EQ(with_thousands(131072), "131,072");
    EXPECT_EQ(with_thousands(100000000), "100,000,000");
}

TEST(CountOf, knows_one_from_many) {
    EXPECT_EQ(count_of(1, "problem"), "1 problem");
    EXPECT_EQ(count_of(0, "problem"), "0 problems");
    EXPECT_EQ(count_of(3, "problem"), "3 problems");
}

}  // namespace
}  // namespace mergerisk::app
