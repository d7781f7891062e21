#include "engine/random/philox.h"

#include <gtest/gtest.h>

#include <vector>

namespace mergerisk::random {
namespace {

std::vector<std::uint32_t> words(PhiloxCounter counter, PhiloxKey key) {
    PhiloxCounter const out = philox(counter, key);
    return {out.word[0], out.word[1], out.word[2], out.word[3]};
}

// The three vectors of "philox4x32 10" in tests/kat_vectors of Random123 (D. E. Shaw Research),
// version 1.14.0.

TEST(Philox, gives_the_published_vector_of_zeros) {
    EXPECT_EQ(words({{0, 0, 0, 0}}, {{0, 0}}),
              (std::vector<std::uint32_t>{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}));
}

TEST(Philox, gives_the_published_vector_of_ones) {
    EXPECT_EQ(words({{0xffffffffU, 0xffffffffU, 0xffffffffU, 0xffffffffU}}, {{0xffffffffU, 0xffffffffU}}),
              (std::vector<std::uint32_t>{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU}));
}

TEST(Philox, gives_the_published_vector_of_the_digits_of_pi) {
    EXPECT_EQ(words({{0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U}}, {{0xa4093822U, 0x299f31d0U}}),
              (std::vector<std::uint32_t>{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U}));
}

}  // namespace
}  // namespace mergerisk::random
