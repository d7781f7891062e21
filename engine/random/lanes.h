#pragma once
// Words of 64 bits side by side, as many as the instruction set of the object multiplies at once.

#include "engine/portable/inline.h"

#include <cstddef>
#include <cstdint>

#if defined(__AVX512F__) || defined(__AVX2__) || defined(__SSE2__)
#include <immintrin.h>
#endif

namespace mergerisk::random::lanes {

// Only integers are computed in lanes, and so every width gives the same bits. The width is not `inline`: it
// differs between objects of one program.
#if defined(__AVX512F__)
constexpr std::size_t kWidth = 8;
#elif defined(__AVX2__)
constexpr std::size_t kWidth = 4;
#else
constexpr std::size_t kWidth = 2;
#endif

using Words [[gnu::vector_size(8 * kWidth)]] = std::uint64_t;

/// The 64-bit products of the lower 32 bits of each lane, whatever the upper bits hold. Spelt out, because
/// g++ 12 makes four times slower code of the same written as a loop. (The form with a mask, all ones here,
/// because the other one makes g++ 12 warn about its own header.)
MERGERISK_ALWAYS_INLINE Words multiply_lower_halves(Words a, Words b) {
#if defined(__AVX512F__)
    return reinterpret_cast<Words>(
        _mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVX2__)
    return reinterpret_cast<Words>(
        _mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__SSE2__)
    return reinterpret_cast<Words>(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
    return (a & 0xffffffffU) * (b & 0xffffffffU);
#endif
}

/// The same word in every lane.
MERGERISK_ALWAYS_INLINE Words broadcast(std::uint64_t word) {
    return Words{} + word;
}

/// 0, 1, 2, ...
MERGERISK_ALWAYS_INLINE Words count_up() {
    Words lanes{};
    for (std::size_t lane = 0; lane < kWidth; ++lane) lanes[lane] = lane;
    return lanes;
}

}  // namespace mergerisk::random::lanes
