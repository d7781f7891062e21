#include "tests/engine/portable/function_bits.h"

#include <gtest/gtest.h>

#include <array>
#include <iomanip>
#include <ostream>

namespace mergerisk::portable::test {

void PrintTo(FunctionBits const& bits, std::ostream* out) {
    std::array const digests{bits.exp,        bits.expm1,    bits.log,   bits.log1p,
                             bits.power,      bits.expit,    bits.logit, bits.inverse_normal,
                             bits.normal_cdf, bits.values_at};
    *out << std::hex;
    for (std::uint64_t const digest : digests) *out << "0x" << digest << "U, ";
    *out << std::dec;
}

namespace {

// Recorded from g++ 12 for plain x86-64. Another compiler, optimisation level or instruction set that gives
// another digest for some function gives other simulation results too.
constexpr FunctionBits kRecorded{
    .exp = 0x8dc24798544060ccU,
    .expm1 = 0xd25faf027538041bU,
    .log = 0x97ade97ec7e62d64U,
    .log1p = 0xa1a2b52dd992d1c6U,
    .power = 0x81bd21658ce5c555U,
    .expit = 0xc983fe07a64b2868U,
    .logit = 0xe4553f4a257c4764U,
    .inverse_normal = 0x56152d92df56fce7U,
    .normal_cdf = 0x424033e8ad5956beU,
    .values_at = 0x19d73bc26397da79U,
};

TEST(PortableFunctions, give_the_recorded_bits_with_this_compiler) {
    EXPECT_EQ(function_bits_baseline(), kRecorded);
}

#ifdef MERGERISK_TEST_X86_64
TEST(PortableFunctions, give_the_recorded_bits_in_wider_instructions) {
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma")) {
        EXPECT_EQ(function_bits_v3(), kRecorded);
    }
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
        EXPECT_EQ(function_bits_v4(), kRecorded);
    }
}
#endif

}  // namespace
}  // namespace mergerisk::portable::test
