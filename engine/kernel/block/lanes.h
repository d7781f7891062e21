#pragma once
// The trials of one tile side by side, in vectors of the width of the instruction set. Part of
// block_simulation.h, which is compiled once per instruction set.
//
// Spelt out with vector types, because compilers give up on loops over few lanes once a function is long.
// Each operation rounds each lane as it would one double: every width gives the same bits.

#include "engine/kernel/program.h"
#include "engine/portable/elementary.h"
#include "engine/portable/inline.h"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

inline constexpr double kNever = std::numeric_limits<double>::infinity();

#if defined(__AVX512F__)
inline constexpr std::size_t kWidth = 8;
#elif defined(__AVX__)
inline constexpr std::size_t kWidth = 4;
#else
inline constexpr std::size_t kWidth = 2;
#endif
inline constexpr std::size_t kParts = kLanes / kWidth;
static_assert(kParts * kWidth == kLanes);

using Part [[gnu::vector_size(8 * kWidth)]] = double;
using PartMask [[gnu::vector_size(8 * kWidth)]] = std::int64_t;

/// One number per lane.
struct Lanes {
    Part part[kParts];

    MERGERISK_ALWAYS_INLINE double operator[](std::size_t lane) const {
        return part[lane / kWidth][lane % kWidth];
    }
    MERGERISK_ALWAYS_INLINE void set(std::size_t lane, double value) {
        part[lane / kWidth][lane % kWidth] = value;
    }
};

/// A condition per lane.
struct Mask {
    PartMask part[kParts];

    MERGERISK_ALWAYS_INLINE bool operator[](std::size_t lane) const {
        return part[lane / kWidth][lane % kWidth] != 0;
    }
};

/// {make(0), make(1), ...}, without a loop, which would keep the parts in memory.
template <class Of, class Make>
MERGERISK_ALWAYS_INLINE Of of_parts(Make make) {
    static_assert(kParts == 4 || kParts == 2 || kParts == 1);
    if constexpr (kParts == 4) return Of{{make(0), make(1), make(2), make(3)}};
    if constexpr (kParts == 2) return Of{{make(0), make(1)}};
    if constexpr (kParts == 1) return Of{{make(0)}};
}

/// The same number in all lanes.
MERGERISK_ALWAYS_INLINE Lanes all(double value) {
    return of_parts<Lanes>([&](std::size_t) { return Part{} + value; });
}

/// Precondition: a multiple of 64 bytes.
MERGERISK_ALWAYS_INLINE Lanes load(double const* from) {
    auto const* const parts = reinterpret_cast<Part const*>(from);
    return of_parts<Lanes>([&](std::size_t i) { return parts[i]; });
}
MERGERISK_ALWAYS_INLINE void store(double* to, Lanes const& value) {
    auto* const parts = reinterpret_cast<Part*>(to);
    for (std::size_t i = 0; i < kParts; ++i) parts[i] = value.part[i];
}

MERGERISK_ALWAYS_INLINE Lanes operator+(Lanes const& a, Lanes const& b) {
    return of_parts<Lanes>([&](std::size_t i) { return a.part[i] + b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Lanes operator+(Lanes const& a, double b) {
    return a + all(b);
}
MERGERISK_ALWAYS_INLINE Lanes operator+(double a, Lanes const& b) {
    return all(a) + b;
}
MERGERISK_ALWAYS_INLINE Lanes operator-(Lanes const& a, Lanes const& b) {
    return of_parts<Lanes>([&](std::size_t i) { return a.part[i] - b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Lanes operator-(Lanes const& a, double b) {
    return a - all(b);
}
MERGERISK_ALWAYS_INLINE Lanes operator-(double a, Lanes const& b) {
    return all(a) - b;
}
MERGERISK_ALWAYS_INLINE Lanes operator*(Lanes const& a, Lanes const& b) {
    return of_parts<Lanes>([&](std::size_t i) { return a.part[i] * b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Lanes operator*(Lanes const& a, double b) {
    return a * all(b);
}
MERGERISK_ALWAYS_INLINE Lanes operator*(double a, Lanes const& b) {
    return all(a) * b;
}
MERGERISK_ALWAYS_INLINE Lanes operator/(Lanes const& a, Lanes const& b) {
    return of_parts<Lanes>([&](std::size_t i) { return a.part[i] / b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Lanes operator/(Lanes const& a, double b) {
    return a / all(b);
}
MERGERISK_ALWAYS_INLINE Lanes operator/(double a, Lanes const& b) {
    return all(a) / b;
}
MERGERISK_ALWAYS_INLINE void operator+=(Lanes& a, Lanes const& b) {
    a = a + b;
}
MERGERISK_ALWAYS_INLINE void operator-=(Lanes& a, Lanes const& b) {
    a = a - b;
}
MERGERISK_ALWAYS_INLINE void operator*=(Lanes& a, Lanes const& b) {
    a = a * b;
}
MERGERISK_ALWAYS_INLINE Mask operator<(Lanes const& a, Lanes const& b) {
    return of_parts<Mask>([&](std::size_t i) { return a.part[i] < b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Mask operator<(Lanes const& a, double b) {
    return a < all(b);
}
MERGERISK_ALWAYS_INLINE Mask operator<=(Lanes const& a, Lanes const& b) {
    return of_parts<Mask>([&](std::size_t i) { return a.part[i] <= b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Mask operator<=(Lanes const& a, double b) {
    return a <= all(b);
}
MERGERISK_ALWAYS_INLINE Mask operator>(Lanes const& a, Lanes const& b) {
    return of_parts<Mask>([&](std::size_t i) { return a.part[i] > b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Mask operator>(Lanes const& a, double b) {
    return a > all(b);
}
MERGERISK_ALWAYS_INLINE Mask operator>=(Lanes const& a, Lanes const& b) {
    return of_parts<Mask>([&](std::size_t i) { return a.part[i] >= b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Mask operator>=(Lanes const& a, double b) {
    return a >= all(b);
}

MERGERISK_ALWAYS_INLINE Mask operator&(Mask const& a, Mask const& b) {
    return of_parts<Mask>([&](std::size_t i) { return a.part[i] & b.part[i]; });
}

MERGERISK_ALWAYS_INLINE Mask operator|(Mask const& a, Mask const& b) {
    return of_parts<Mask>([&](std::size_t i) { return a.part[i] | b.part[i]; });
}

MERGERISK_ALWAYS_INLINE bool any(Mask const& mask) {
    PartMask together = mask.part[0];
    for (std::size_t i = 1; i < kParts; ++i) together |= mask.part[i];
    std::int64_t found = 0;
    for (std::size_t lane = 0; lane < kWidth; ++lane) found |= together[lane];
    return found != 0;
}

/// a where the condition holds, else b.
MERGERISK_ALWAYS_INLINE Lanes select(Mask const& mask, Lanes const& a, Lanes const& b) {
    return of_parts<Lanes>([&](std::size_t i) { return mask.part[i] ? a.part[i] : b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Lanes select(Mask const& mask, Lanes const& a, double b) {
    return select(mask, a, all(b));
}
MERGERISK_ALWAYS_INLINE Lanes select(Mask const& mask, double a, Lanes const& b) {
    return select(mask, all(a), b);
}
MERGERISK_ALWAYS_INLINE Lanes select(Mask const& mask, double a, double b) {
    return select(mask, all(a), all(b));
}

/// As portable::minimum and portable::maximum.
MERGERISK_ALWAYS_INLINE Lanes minimum(Lanes const& a, Lanes const& b) {
    return of_parts<Lanes>([&](std::size_t i) { return a.part[i] < b.part[i] ? a.part[i] : b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Lanes maximum(Lanes const& a, Lanes const& b) {
    return of_parts<Lanes>([&](std::size_t i) { return a.part[i] > b.part[i] ? a.part[i] : b.part[i]; });
}
MERGERISK_ALWAYS_INLINE Lanes minimum(Lanes const& a, double b) {
    return minimum(a, all(b));
}
MERGERISK_ALWAYS_INLINE Lanes maximum(Lanes const& a, double b) {
    return maximum(a, all(b));
}

/// `value` moved into [low, high].
MERGERISK_ALWAYS_INLINE Lanes clamp(Lanes const& value, Lanes const& low, Lanes const& high) {
    return minimum(high, maximum(low, value));
}
MERGERISK_ALWAYS_INLINE Lanes clamp(Lanes const& value, double low, double high) {
    return clamp(value, all(low), all(high));
}

/// `function` of each lane: compilers do vectorise a short loop over memory.
template <class Function>
MERGERISK_ALWAYS_INLINE Lanes each(Lanes const& value, Function function) {
    alignas(64) double lane[kLanes];
    store(lane, value);
    for (std::size_t l = 0; l < kLanes; ++l) lane[l] = function(lane[l]);
    return load(lane);
}
MERGERISK_ALWAYS_INLINE Lanes exponential(Lanes const& value) {
    return each(value, [](double x) { return portable::exp(x); });
}
MERGERISK_ALWAYS_INLINE Lanes exponential_less_one(Lanes const& value) {
    return each(value, [](double x) { return portable::expm1(x); });
}
MERGERISK_ALWAYS_INLINE Lanes logarithm(Lanes const& value) {
    return each(value, [](double x) { return portable::log(x); });
}
MERGERISK_ALWAYS_INLINE Lanes logarithm_of_one_plus(Lanes const& value) {
    return each(value, [](double x) { return portable::log1p(x); });
}

/// The smallest and the largest lane.
MERGERISK_ALWAYS_INLINE double smallest(Lanes const& value) {
    double result = value[0];
    for (std::size_t l = 1; l < kLanes; ++l) result = portable::minimum(result, value[l]);
    return result;
}
MERGERISK_ALWAYS_INLINE double largest(Lanes const& value) {
    double result = value[0];
    for (std::size_t l = 1; l < kLanes; ++l) result = portable::maximum(result, value[l]);
    return result;
}

MERGERISK_ALWAYS_INLINE void fill(double* values, std::size_t count, double value) {
    for (std::size_t i = 0; i < count; ++i) values[i] = value;
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
