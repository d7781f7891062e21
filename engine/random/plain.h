#pragma once
// Plain draws: a uniform number for each (seed, name, trial, index), without any order or state.

#include "engine/portable/elementary.h"
#include "engine/random/lanes.h"
#include "engine/random/philox.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace mergerisk::random {

/// Trials are below this: their half has 40 bits of the counter.
inline constexpr std::uint64_t kTrialLimit = std::uint64_t{1} << 41U;
/// Indices are below this: 24 bits of the counter.
inline constexpr std::uint32_t kIndexLimit = std::uint32_t{1} << 24U;

/// The number in the open interval (0, 1) that the upper 52 of 64 random bits stand for: the middle of one of
/// 2^52 equal intervals, (bits / 2^12 + 1/2) 2^-52. Exact; smallest 2^-53, largest 1 - 2^-53.
[[nodiscard]] MERGERISK_ALWAYS_INLINE constexpr double unit_open(std::uint64_t bits) {
    // The 52 bits become the mantissa of 2^52 + n, from which 2^52 - 1/2 is taken: each step is exact.
    return (portable::detail::from_bits((bits >> 12U) | 0x4330000000000000U) - (0x1p52 - 0.5)) * 0x1p-52;
}

/// Uniform on (0, 1). `name` is the name_hash of an address; `index` numbers the draws of one address in one
/// trial (visits, events). Preconditions: trial < kTrialLimit, index < kIndexLimit.
///
/// Philox4x32-10 with the seed as key (word 0 the lower half) and the counter (words 0, 1: name; words 2, 3:
/// trial div 2 + index 2^40; lower halves first). Words 0 and 1 of the output belong to the even trial, words
/// 2 and 3 to the odd one, again lower half first.
[[nodiscard]] double plain_uniform(std::uint64_t seed, std::uint64_t name, std::uint64_t trial,
                                   std::uint32_t index);

/// out[i] = plain_uniform(seed, name, first_trial + i, index). Preconditions as there, for every trial.
void plain_uniforms(std::uint64_t seed, std::uint64_t name, std::uint32_t index, std::uint64_t first_trial,
                    std::span<double> out);

namespace detail {

MERGERISK_ALWAYS_INLINE constexpr std::uint32_t lower_half(std::uint64_t word) {
    return static_cast<std::uint32_t>(word);
}
MERGERISK_ALWAYS_INLINE constexpr std::uint32_t upper_half(std::uint64_t word) {
    return static_cast<std::uint32_t>(word >> 32U);
}

struct TrialPair {
    double even;
    double odd;
};

MERGERISK_ALWAYS_INLINE TrialPair plain_pair(std::uint64_t seed, std::uint64_t name, std::uint64_t position) {
    PhiloxCounter const words =
        philox({{lower_half(name), upper_half(name), lower_half(position), upper_half(position)}},
               {{lower_half(seed), upper_half(seed)}});
    return {unit_open(words.word[0] | std::uint64_t{words.word[1]} << 32U),
            unit_open(words.word[2] | std::uint64_t{words.word[3]} << 32U)};
}

/// Random bits of lanes::kWidth successive positions from `position`: of the even trials in `even`, of the
/// odd ones in `odd`. Upper halves of intermediate lanes hold what a multiplication left there; nothing reads
/// them.
MERGERISK_ALWAYS_INLINE void plain_bits(std::uint64_t seed, std::uint64_t name, std::uint64_t position,
                                        std::uint64_t* even, std::uint64_t* odd) {
    using lanes::Words;
    using Constants = PhiloxConstants;
    Words const multiplier0 = lanes::broadcast(Constants::kMultiplier0);
    Words const multiplier1 = lanes::broadcast(Constants::kMultiplier1);
    Words const positions = lanes::broadcast(position) + lanes::count_up();
    Words word0 = lanes::broadcast(lower_half(name));
    Words word1 = lanes::broadcast(upper_half(name));
    Words word2 = positions;
    Words word3 = positions >> 32U;
    std::uint32_t key0 = lower_half(seed);
    std::uint32_t key1 = upper_half(seed);
    for (int round = 0; round < Constants::kRounds; ++round) {
        Words const product0 = lanes::multiply_lower_halves(word0, multiplier0);
        Words const product1 = lanes::multiply_lower_halves(word2, multiplier1);
        word0 = (product1 >> 32U) ^ word1 ^ lanes::broadcast(key0);
        word1 = product1;
        word2 = (product0 >> 32U) ^ word3 ^ lanes::broadcast(key1);
        word3 = product0;
        key0 += Constants::kKeyStep0;
        key1 += Constants::kKeyStep1;
    }
    Words const even_bits = (word0 & 0xffffffffU) | (word1 << 32U);
    Words const odd_bits = (word2 & 0xffffffffU) | (word3 << 32U);
    for (std::size_t lane = 0; lane < lanes::kWidth; ++lane) {
        even[lane] = even_bits[lane];
        odd[lane] = odd_bits[lane];
    }
}

MERGERISK_ALWAYS_INLINE constexpr std::uint64_t position_of(std::uint64_t trial, std::uint32_t index) {
    return (trial >> 1U) + (std::uint64_t{index} << 40U);
}

}  // namespace detail

/// As the span form, for the kernel: no checks.
MERGERISK_ALWAYS_INLINE void plain_uniforms(std::uint64_t seed, std::uint64_t name, std::uint32_t index,
                                            std::uint64_t first_trial, double* out, std::size_t count) {
    std::size_t done = 0;
    if (count > 0 && first_trial % 2 == 1) {
        out[0] = detail::plain_pair(seed, name, detail::position_of(first_trial, index)).odd;
        done = 1;
    }
    for (; done + 2 * lanes::kWidth <= count; done += 2 * lanes::kWidth) {
        std::uint64_t even[lanes::kWidth];
        std::uint64_t odd[lanes::kWidth];
        detail::plain_bits(seed, name, detail::position_of(first_trial + done, index), even, odd);
        for (std::size_t lane = 0; lane < lanes::kWidth; ++lane) {
            out[done + 2 * lane] = unit_open(even[lane]);
            out[done + 2 * lane + 1] = unit_open(odd[lane]);
        }
    }
    for (; done < count; done += 2) {
        detail::TrialPair const pair =
            detail::plain_pair(seed, name, detail::position_of(first_trial + done, index));
        out[done] = pair.even;
        if (done + 1 < count) out[done + 1] = pair.odd;
    }
}

}  // namespace mergerisk::random
