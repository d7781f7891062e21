#pragma once
// A digest of what the portable functions return, computed from one source in several instruction sets.

#include "engine/portable/normal.h"
#include "engine/portable/quantile_table.h"

#include <cstddef>
#include <cstdint>

namespace mergerisk::portable::test {

/// One digest per function, each over kArguments results.
struct FunctionBits {
    std::uint64_t exp = 0;
    std::uint64_t expm1 = 0;
    std::uint64_t log = 0;
    std::uint64_t log1p = 0;
    std::uint64_t power = 0;
    std::uint64_t expit = 0;
    std::uint64_t logit = 0;
    std::uint64_t inverse_normal = 0;
    std::uint64_t normal_cdf = 0;
    std::uint64_t values_at = 0;

    friend bool operator==(FunctionBits const&, FunctionBits const&) = default;
};

FunctionBits function_bits_baseline();
FunctionBits function_bits_v3();  ///< compiled for x86-64-v3 (AVX2); call only where the processor has it
FunctionBits function_bits_v4();  ///< compiled for x86-64-v4 (AVX-512), likewise

inline constexpr std::size_t kArguments = 4096;

namespace detail {

/// FNV-1a over whole words.
MERGERISK_ALWAYS_INLINE std::uint64_t digest(double const* values) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (std::size_t i = 0; i < kArguments; ++i)
        hash = (hash ^ portable::detail::bits_of(values[i])) * 0x00000100000001b3U;
    return hash;
}

/// Knuth's 64-bit linear congruential generator (MMIX), upper 53 bits.
MERGERISK_ALWAYS_INLINE double next_uniform(std::uint64_t& state) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (static_cast<double>(state >> 12U) + 0.5) * 0x1p-52;
}

template <class Function>
MERGERISK_ALWAYS_INLINE std::uint64_t digest_of(double const* arguments, Function function) {
    double results[kArguments];
    for (std::size_t i = 0; i < kArguments; ++i) results[i] = function(arguments[i]);
    return digest(results);
}

MERGERISK_ALWAYS_INLINE std::uint64_t digest_of_table(double const* scores) {
    // Three segments of 4, 8 and 4 cells, coefficients without a short binary form.
    QuantileTable::Segment const segments[] = {
        {-3.0, -1.0, 2.0, 0, 4}, {-1.0, 0.6, 5.0, 4, 8}, {0.6, 3.0, 4.0 / 2.4, 12, 4}};
    double coefficients[16 * 4];
    for (std::size_t i = 0; i < 64; ++i) coefficients[i] = 1.0 / (static_cast<double>(i) + 3.0);
    double results[kArguments];
    values_at(QuantileTableView{segments, 3, coefficients}, scores, results, kArguments);
    return digest(results);
}

}  // namespace detail

MERGERISK_ALWAYS_INLINE FunctionBits compute_function_bits() {
    double uniforms[kArguments];   // in (0, 1)
    double positives[kArguments];  // every exponent, subnormal numbers included
    double reals[kArguments];      // in (-750, 750)
    double scores[kArguments];     // in (-40, 40)
    std::uint64_t state = 2016;
    for (std::size_t i = 0; i < kArguments; ++i) {
        uniforms[i] = detail::next_uniform(state);
        state = state * 6364136223846793005U + 1442695040888963407U;
        positives[i] = portable::detail::from_bits(1U + (state >> 1U) % 0x7fefffffffffffffU);
        reals[i] = 1500.0 * (detail::next_uniform(state) - 0.5);
        scores[i] = 80.0 * (detail::next_uniform(state) - 0.5);
    }
    double normals[kArguments];
    inverse_normals(uniforms, normals, kArguments);
    FunctionBits bits;
    bits.exp = detail::digest_of(reals, [](double x) { return portable::exp(x); });
    bits.expm1 = detail::digest_of(normals, [](double x) { return portable::expm1(x); });
    bits.log = detail::digest_of(positives, [](double x) { return portable::log(x); });
    bits.log1p = detail::digest_of(uniforms, [](double x) { return portable::log1p(x - 0.5); });
    bits.power = detail::digest_of(normals, [](double x) { return power(1.035, 30.0 * x); });
    bits.expit = detail::digest_of(reals, [](double x) { return expit(x); });
    bits.logit = detail::digest_of(uniforms, [](double x) { return logit(x); });
    // Sixth powers reach the far tail.
    bits.inverse_normal = detail::digest(normals) ^ detail::digest_of(uniforms, [](double x) {
                              return inverse_normal(x * x * x * x * x * x);
                          });
    bits.normal_cdf = detail::digest_of(scores, [](double x) { return normal_cdf(x); });
    bits.values_at = detail::digest_of_table(normals);
    return bits;
}

}  // namespace mergerisk::portable::test
