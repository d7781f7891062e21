#include "engine/random/sobol.h"

#include "engine/base/contract.h"
#include "engine/random/mix.h"

namespace mergerisk::random {

ScrambledDimension scramble(DirectionNumbers const& directions, std::uint64_t seed, std::uint64_t name) {
    ScrambledDimension dimension{};
    std::uint32_t step = 0;
    for (std::size_t bit = 0; bit < directions.size(); ++bit) {
        std::uint32_t const reversed = detail::reverse_bits(directions[bit]);
        step ^= reversed;
        dimension.reversed[bit] = reversed;
        dimension.reversed_step[bit] = step;
    }
    std::uint64_t const base = mix(mix(seed + kGoldenStep) ^ name);
    for (std::uint32_t replicate = 0; replicate < kReplicates; ++replicate) {
        std::uint64_t const bits = mix(base + (replicate + 1) * kGoldenStep);
        dimension.addend[replicate] = static_cast<std::uint32_t>(bits);
        dimension.multiplier[replicate] = static_cast<std::uint32_t>(bits >> 32U) | 1U;
    }
    return dimension;
}

double sobol_uniform(ScrambledDimension const& dimension, std::uint64_t trial) {
    EXPECTS(trial < kSobolTrialLimit);
    auto const point = static_cast<std::uint32_t>(trial / kReplicates);
    return detail::scrambled_value(dimension, detail::reversed_point(dimension, point),
                                   static_cast<std::uint32_t>(trial % kReplicates));
}

void sobol_uniforms(ScrambledDimension const& dimension, std::uint64_t first_trial, std::span<double> out) {
    EXPECTS(first_trial < kSobolTrialLimit && out.size() <= kSobolTrialLimit - first_trial);
    sobol_uniforms(dimension, first_trial, out.data(), out.size());
}

double sobol_uniform(DirectionNumbers const& directions, std::uint64_t seed, std::uint64_t name,
                     std::uint64_t trial) {
    return sobol_uniform(scramble(directions, seed, name), trial);
}

void sobol_uniforms(DirectionNumbers const& directions, std::uint64_t seed, std::uint64_t name,
                    std::uint64_t first_trial, std::span<double> out) {
    sobol_uniforms(scramble(directions, seed, name), first_trial, out);
}

}  // namespace mergerisk::random
