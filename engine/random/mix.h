#pragma once
// A bijection of 64 bits in which every input bit moves every output bit.

#include "engine/portable/inline.h"

#include <cstdint>

namespace mergerisk::random {

/// The output function of SplitMix64: G. L. Steele, D. Lea and C. H. Flood (2014), "Fast splittable
/// pseudorandom number generators", OOPSLA '14; constants of D. Stafford's variant 13.
MERGERISK_ALWAYS_INLINE constexpr std::uint64_t mix(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31U);
}

/// 2^64 divided by the golden ratio, odd: the step of SplitMix64.
inline constexpr std::uint64_t kGoldenStep = 0x9e3779b97f4a7c15U;

}  // namespace mergerisk::random
