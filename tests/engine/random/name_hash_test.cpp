#include "engine/random/name_hash.h"

#include "engine/random/mix.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>
#include <string>

namespace mergerisk::random {
namespace {

TEST(Mix, gives_the_published_output_of_splitmix64) {
    // The first outputs of SplitMix64 for seed 1234567, as in the reference programs of its many ports.
    EXPECT_EQ(mix(1234567U + kGoldenStep), 6457827717110365317U);
    EXPECT_EQ(mix(1234567U + 2 * kGoldenStep), 3203168211198807973U);
    EXPECT_EQ(mix(1234567U + 3 * kGoldenStep), 9817491932198370423U);
}

TEST(NameHash, is_mixed_fnv_1a) {
    // FNV-1a test values of its authors for "", "a" and "foobar".
    EXPECT_EQ(name_hash(""), mix(0xcbf29ce484222325U));
    EXPECT_EQ(name_hash("a"), mix(0xaf63dc4c8601ec8cU));
    EXPECT_EQ(name_hash("foobar"), mix(0x85944171f73967e8U));
}

TEST(NameHash, reads_bytes_above_127_as_unsigned) {
    // FNV-1a of one byte b is (basis ^ b) * prime; 0xe9 is "é" in Latin-1.
    EXPECT_EQ(name_hash("\xe9"), mix((0xcbf29ce484222325U ^ 0xe9U) * 0x00000100000001b3U));
}

TEST(NameHash, tells_similar_names_apart_in_about_half_of_all_bits) {
    // 1,000 names give 999 neighbours, each with 64 bits that differ with probability 1/2: mean 32 bits,
    // standard error 4 / sqrt(999) = 0.13; five of them.
    std::set<std::uint64_t> hashes;
    double differing = 0.0;
    std::uint64_t previous = 0;
    for (int i = 0; i < 1000; ++i) {
        std::uint64_t const hash = name_hash("route.tracks.competition.stages.phase_" + std::to_string(i));
        hashes.insert(hash);
        if (i > 0) differing += std::popcount(hash ^ previous);
        previous = hash;
    }
    EXPECT_EQ(hashes.size(), 1000U);
    EXPECT_NEAR(differing / 999.0, 32.0, 0.65);
}

}  // namespace
}  // namespace mergerisk::random
