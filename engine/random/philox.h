#pragma once
// Philox4x32-10: random bits as a pure function of a counter and a key.

#include "engine/portable/inline.h"

#include <cstdint>

namespace mergerisk::random {

struct PhiloxCounter {
    std::uint32_t word[4];
};

struct PhiloxKey {
    std::uint32_t word[2];
};

/// Constants of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw (2011), "Parallel random numbers: as
/// easy as 1, 2, 3", SC11, and of their Random123 library (philox.h).
struct PhiloxConstants {
    static constexpr std::uint32_t kMultiplier0 = 0xd2511f53U;
    static constexpr std::uint32_t kMultiplier1 = 0xcd9e8d57U;
    static constexpr std::uint32_t kKeyStep0 = 0x9e3779b9U;
    static constexpr std::uint32_t kKeyStep1 = 0xbb67ae85U;
    static constexpr int kRounds = 10;
};

/// The four output words of one call of Philox4x32 with 10 rounds.
[[nodiscard]] MERGERISK_ALWAYS_INLINE constexpr PhiloxCounter philox(PhiloxCounter counter, PhiloxKey key) {
    using Constants = PhiloxConstants;
    for (int round = 0; round < Constants::kRounds; ++round) {
        std::uint64_t const product0 = std::uint64_t{Constants::kMultiplier0} * counter.word[0];
        std::uint64_t const product1 = std::uint64_t{Constants::kMultiplier1} * counter.word[2];
        counter = {{static_cast<std::uint32_t>(product1 >> 32U) ^ counter.word[1] ^ key.word[0],
                    static_cast<std::uint32_t>(product1),
                    static_cast<std::uint32_t>(product0 >> 32U) ^ counter.word[3] ^ key.word[1],
                    static_cast<std::uint32_t>(product0)}};
        key = {{key.word[0] + Constants::kKeyStep0, key.word[1] + Constants::kKeyStep1}};
    }
    return counter;
}

}  // namespace mergerisk::random
