#include "engine/random/plain.h"

#include "engine/base/contract.h"

namespace mergerisk::random {

double plain_uniform(std::uint64_t seed, std::uint64_t name, std::uint64_t trial, std::uint32_t index) {
    EXPECTS(trial < kTrialLimit && index < kIndexLimit);
    detail::TrialPair const pair = detail::plain_pair(seed, name, detail::position_of(trial, index));
    return trial % 2 == 0 ? pair.even : pair.odd;
}

void plain_uniforms(std::uint64_t seed, std::uint64_t name, std::uint32_t index, std::uint64_t first_trial,
                    std::span<double> out) {
    EXPECTS(first_trial < kTrialLimit && out.size() <= kTrialLimit - first_trial && index < kIndexLimit);
    plain_uniforms(seed, name, index, first_trial, out.data(), out.size());
}

}  // namespace mergerisk::random
