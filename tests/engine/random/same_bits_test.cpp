#include "tests/engine/random/random_bits.h"

#include <gtest/gtest.h>

#include <ostream>

namespace mergerisk::random::test {

void PrintTo(RandomBits const& bits, std::ostream* out) {
    *out << std::hex << "0x" << bits.plain << "U, 0x" << bits.sobol << "U" << std::dec;
}

namespace {

// Recorded from g++ 12 for plain x86-64. Every recorded run was drawn from these streams: when this test
// fails, no earlier result can be reproduced.
constexpr RandomBits kRecorded{0x6a578b97763973deU, 0x9e9f4fed5ed7bfc5U};

ScrambledDimension dimension() {
    DirectionNumbers directions{};
    directions[0] = 0x80000000U;
    for (std::size_t bit = 1; bit < 32; ++bit)
        directions[bit] = directions[bit - 1] ^ (directions[bit - 1] >> 1U);
    return scramble(directions, 0x0123456789abcdefU, 0xfedcba9876543210U);
}

TEST(RandomDraws, are_the_recorded_ones_with_this_compiler) {
    EXPECT_EQ(random_bits_baseline(dimension()), kRecorded);
}

#ifdef MERGERISK_TEST_X86_64
TEST(RandomDraws, are_the_recorded_ones_in_wider_instructions) {
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma")) {
        EXPECT_EQ(random_bits_v3(dimension()), kRecorded);
    }
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
        EXPECT_EQ(random_bits_v4(dimension()), kRecorded);
    }
}
#endif

}  // namespace
}  // namespace mergerisk::random::test
