#pragma once
// How far a double is from the number it stands for.

#include <cmath>
#include <cstdint>
#include <limits>

namespace mergerisk::portable::test {

/// Distance in units of the last place of a double of the size of `exact` (subnormal ones included).
inline double ulps_between(double value, long double exact) {
    int exponent = 0;
    std::frexp(exact, &exponent);
    int const unit = exponent - 53 < -1074 ? -1074 : exponent - 53;
    return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) / std::ldexp(1.0L, unit));
}

/// Uniform numbers in [low, high), the same on every machine (Knuth's MMIX generator, upper 53 bits).
class Arguments {
  public:
    explicit Arguments(std::uint64_t seed) : state_{seed} {}
    double between(double low, double high) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return low + (high - low) * (static_cast<double>(state_ >> 11U) * 0x1p-53);
    }

  private:
    std::uint64_t state_;
};

static_assert(std::numeric_limits<long double>::digits >= 64,
              "the reference needs more digits than a double");

}  // namespace mergerisk::portable::test
