#pragma once
// A digest of what the block generators draw, computed from one source in several instruction sets.

#include "engine/random/plain.h"
#include "engine/random/sobol.h"

#include <cstddef>
#include <cstdint>

namespace mergerisk::random::test {

struct RandomBits {
    std::uint64_t plain = 0;
    std::uint64_t sobol = 0;

    friend bool operator==(RandomBits const&, RandomBits const&) = default;
};

/// `dimension` is made outside: scrambling is not compiled for the instruction set.
RandomBits random_bits_baseline(ScrambledDimension const& dimension);
RandomBits random_bits_v3(ScrambledDimension const& dimension);  ///< x86-64-v3; call only where there is AVX2
RandomBits random_bits_v4(ScrambledDimension const& dimension);  ///< x86-64-v4, likewise AVX-512

MERGERISK_ALWAYS_INLINE RandomBits compute_random_bits(ScrambledDimension const& dimension) {
    constexpr std::size_t kDraws = 5000;
    double values[kDraws];
    RandomBits bits{0xcbf29ce484222325U, 0xcbf29ce484222325U};
    // FNV-1a over whole words.
    // From an odd trial, across the place where the lower half of the position overflows.
    plain_uniforms(0x0123456789abcdefU, 0xfedcba9876543210U, 5, (std::uint64_t{1} << 33U) - 2'001U, values,
                   kDraws);
    for (double const value : values)
        bits.plain = (bits.plain ^ portable::detail::bits_of(value)) * 0x00000100000001b3U;
    sobol_uniforms(dimension, 12'345, values, kDraws);
    for (double const value : values)
        bits.sobol = (bits.sobol ^ portable::detail::bits_of(value)) * 0x00000100000001b3U;
    return bits;
}

}  // namespace mergerisk::random::test
