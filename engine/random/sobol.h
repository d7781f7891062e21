#pragma once
// Scrambled Sobol draws: 16 independent randomisations of one low-discrepancy sequence per quantity.

#include "engine/portable/inline.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace mergerisk::random {

/// Independent scramblings of one run; the spread of their means gives an honest standard error.
inline constexpr std::uint32_t kReplicates = 16;

/// Trials are below this: 2^32 points of each scrambling.
inline constexpr std::uint64_t kSobolTrialLimit = std::uint64_t{kReplicates} << 32U;

/// One dimension of a Sobol sequence: element j is the direction number of bit j of the point's index, a
/// binary fraction with 2^-1 in the highest bit. Element j has 1 in bit 31 - j and 0 below.
using DirectionNumbers = std::array<std::uint32_t, 32>;

/// A dimension made ready for one seed and name. Everything is kept with bits in reverse order, which the
/// scrambling needs. Plain arrays, no pointers: it may be copied and compared.
struct ScrambledDimension {
    std::uint32_t reversed[32];             ///< direction numbers
    std::uint32_t reversed_step[32];        ///< exclusive or of direction numbers 0 to j
    std::uint32_t addend[kReplicates];      ///< \ the two halves of the seed
    std::uint32_t multiplier[kReplicates];  ///< / of each scrambling; the multiplier is odd
};

/// The seed of a scrambling is a hash of (seed, replicate, name).
[[nodiscard]] ScrambledDimension scramble(DirectionNumbers const& directions, std::uint64_t seed,
                                          std::uint64_t name);

/// Uniform on (0, 1): (x + 1/2) 2^-32, where x is point `trial div 16` of the sequence, counted from 0 in
/// natural order, in scrambling `trial mod 16`. Any 2^m points 2^m k, ..., 2^m (k + 1) - 1 of a scrambling
/// hit each interval [i 2^-m, (i + 1) 2^-m) exactly once. Precondition: trial < kSobolTrialLimit.
///
/// Nested uniform scrambling: A. B. Owen (1995), "Randomly permuted (t,m,s)-nets and (t,s)-sequences"; by
/// hashing the reversed bits: S. Laine and T. Karras (2011), "Stratified sampling for stochastic
/// transparency", Computer Graphics Forum 30(4); B. Burley (2020), "Practical hash-based Owen scrambling",
/// Journal of Computer Graphics Techniques 9(4). The hash is the stronger one of N. Vegdahl (2021), "Building
/// a better LK hash", with 64 instead of 32 bits of seed: the addend and the multiplier are independent.
[[nodiscard]] double sobol_uniform(ScrambledDimension const& dimension, std::uint64_t trial);

/// out[i] = sobol_uniform(dimension, first_trial + i). Precondition as there, for every trial.
void sobol_uniforms(ScrambledDimension const& dimension, std::uint64_t first_trial, std::span<double> out);

/// The same without a prepared dimension.
[[nodiscard]] double sobol_uniform(DirectionNumbers const& directions, std::uint64_t seed, std::uint64_t name,
                                   std::uint64_t trial);
void sobol_uniforms(DirectionNumbers const& directions, std::uint64_t seed, std::uint64_t name,
                    std::uint64_t first_trial, std::span<double> out);

namespace detail {

MERGERISK_ALWAYS_INLINE constexpr std::uint32_t reverse_bits(std::uint32_t x) {
    x = ((x >> 1U) & 0x55555555U) | ((x & 0x55555555U) << 1U);
    x = ((x >> 2U) & 0x33333333U) | ((x & 0x33333333U) << 2U);
    x = ((x >> 4U) & 0x0f0f0f0fU) | ((x & 0x0f0f0f0fU) << 4U);
    x = ((x >> 8U) & 0x00ff00ffU) | ((x & 0x00ff00ffU) << 8U);
    return (x >> 16U) | (x << 16U);
}

/// A bijection in which each bit depends on itself and the bits below it only: of a reversed number, each
/// binary digit on the digits before it.
MERGERISK_ALWAYS_INLINE constexpr std::uint32_t permute_upwards(std::uint32_t x, std::uint32_t addend,
                                                                std::uint32_t multiplier) {
    x ^= x * 0x3d20adeaU;
    x += addend;
    x *= multiplier;
    x ^= x * 0x05526c56U;
    x ^= x * 0x53a22864U;
    return x;
}

/// (x + 1/2) 2^-32. Through a signed number, for which every instruction set has a conversion; each step is
/// exact.
MERGERISK_ALWAYS_INLINE constexpr double unit_open_32(std::uint32_t x) {
    return (static_cast<double>(static_cast<std::int32_t>(x ^ 0x80000000U)) + (0x1p31 + 0.5)) * 0x1p-32;
}

MERGERISK_ALWAYS_INLINE double scrambled_value(ScrambledDimension const& dimension,
                                               std::uint32_t reversed_point, std::uint32_t replicate) {
    return unit_open_32(reverse_bits(
        permute_upwards(reversed_point, dimension.addend[replicate], dimension.multiplier[replicate])));
}

/// Point `point` of the sequence, natural order, bits reversed.
MERGERISK_ALWAYS_INLINE std::uint32_t reversed_point(ScrambledDimension const& dimension,
                                                     std::uint32_t point) {
    std::uint32_t x = 0;
    for (std::uint32_t bit = 0; bit < 32; ++bit) x ^= (point >> bit & 1U) != 0 ? dimension.reversed[bit] : 0U;
    return x;
}

}  // namespace detail

/// As the span form, for the kernel: no checks.
MERGERISK_ALWAYS_INLINE void sobol_uniforms(ScrambledDimension const& dimension, std::uint64_t first_trial,
                                            double* out, std::size_t count) {
    auto point = static_cast<std::uint32_t>(first_trial / kReplicates);
    auto replicate = static_cast<std::uint32_t>(first_trial % kReplicates);
    std::uint32_t reversed = detail::reversed_point(dimension, point);
    std::size_t done = 0;
    while (done < count) {
        if (replicate == 0 && count - done >= kReplicates) {
            for (std::uint32_t r = 0; r < kReplicates; ++r)
                out[done + r] = detail::scrambled_value(dimension, reversed, r);
            done += kReplicates;
        } else {
            for (; replicate < kReplicates && done < count; ++replicate, ++done)
                out[done] = detail::scrambled_value(dimension, reversed, replicate);
            replicate = 0;
        }
        // From one point to the next, the trailing ones of the index and the zero above them change.
        reversed ^= dimension.reversed_step[__builtin_ctzll(~std::uint64_t{point}) & 31];
        ++point;
    }
}

}  // namespace mergerisk::random
