#pragma once
// Shares of a line that fall into each month. Part of block_simulation.h, which is compiled once per
// instruction set. Formulas: see plan::Window, plan::CostLine, plan::Ramp.

#include "engine/kernel/block/lanes.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

inline constexpr double kShortest = 1e-9;  ///< months: a lump is spread over so short a time

/// Months that a line touches in any lane: [first, last).
struct MonthRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// From the earliest `from` to the latest `to` among lanes that are active, within the horizon.
MERGERISK_ALWAYS_INLINE MonthRange months_between(Lanes const& from, Lanes const& to, Mask const& active,
                                                  std::size_t months) {
    auto const horizon = static_cast<double>(months);
    auto const begin = static_cast<std::size_t>(smallest(clamp(select(active, from, horizon), 0, horizon)));
    auto const end = static_cast<std::size_t>(largest(clamp(select(active, to, 0.0), 0, horizon)));
    std::size_t const beyond = end < months ? end + 1 : months;
    return {begin < beyond ? begin : beyond, beyond};
}

/// What a month delivers in each lane: calls `of_month(m, place)` for each month of the range, `place` being
/// where its lanes stand in an array [month x kLanes].
template <class OfMonth>
MERGERISK_ALWAYS_INLINE void for_months(MonthRange range, OfMonth of_month) {
    for (std::size_t m = range.first; m < range.last; ++m) of_month(m, m * kLanes);
}

// ---------------------------------------------------------------------------------------------------------------
// Profiles S(y), y in [0, 1]

/// L(0) of the logistic curve L(y) = 1 / (1 + exp(-10 (y - 1/2))): 1 / (1 + e^5).
inline constexpr double kLogisticFloor = 0.0066928509242848554;
inline constexpr double kLogisticSteepness = 10.0;
/// log(1 + e^-5), ten times the integral of L from minus infinity to 0.
inline constexpr double kLogisticLogFloor = 0.006715348489118068;
inline constexpr double kLog2 = 0.693147180559945309;

template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE Lanes profile(Lanes const& y) {
    if constexpr (shape == plan::Shape::linear) return y;
    if constexpr (shape == plan::Shape::s_curve) return y * y * (3.0 - 2.0 * y);
    if constexpr (shape == plan::Shape::logistic) {
        Lanes const level = 1.0 / (1.0 + exponential(-kLogisticSteepness * (y - 0.5)));
        return (level - kLogisticFloor) / (1.0 - 2.0 * kLogisticFloor);
    }
}

/// Antiderivative of S, 0 at y = 0.
template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE Lanes profile_integral(Lanes const& y) {
    if constexpr (shape == plan::Shape::linear) return 0.5 * y * y;
    if constexpr (shape == plan::Shape::s_curve) return y * y * y * (1.0 - 0.5 * y);
    if constexpr (shape == plan::Shape::logistic) {
        Lanes const exponent = kLogisticSteepness * (y - 0.5);
        Lanes const area = each(exponent, [](double x) { return portable::log(1.0 + portable::exp(x)); });
        return ((area - kLogisticLogFloor) * (1.0 / kLogisticSteepness) - kLogisticFloor * y) *
               (1.0 / (1.0 - 2.0 * kLogisticFloor));
    }
}

/// Antiderivative of S^2, 0 at y = 0. For the logistic curve from L^2 = L - L' / 10, as L' = 10 L (1 - L).
template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE Lanes square_integral(Lanes const& y) {
    if constexpr (shape == plan::Shape::linear) return y * y * y * (1.0 / 3.0);
    if constexpr (shape == plan::Shape::s_curve)
        return y * y * y * y * y * (9.0 / 5.0 - y * (2.0 - y * (4.0 / 7.0)));
    if constexpr (shape == plan::Shape::logistic) {
        Lanes const power = exponential(kLogisticSteepness * (y - 0.5));
        Lanes const area = (logarithm(1.0 + power) - kLogisticLogFloor) * (1.0 / kLogisticSteepness);
        Lanes const rise = (power / (1.0 + power) - kLogisticFloor) * (1.0 / kLogisticSteepness);
        return (area * (1.0 - 2.0 * kLogisticFloor) - rise + kLogisticFloor * kLogisticFloor * y) *
               (1.0 / ((1.0 - 2.0 * kLogisticFloor) * (1.0 - 2.0 * kLogisticFloor)));
    }
}

/// The antiderivative at y = 1/2. Linear 1/8; s-curve 3/32; logistic from log(1 + e^0) = log 2.
template <plan::Shape shape>
inline constexpr double kHalfArea = shape == plan::Shape::linear ? 0.125
                                    : shape == plan::Shape::s_curve
                                        ? 0.09375
                                        : ((kLog2 - kLogisticLogFloor) / kLogisticSteepness -
                                           kLogisticFloor * 0.5) /
                                              (1.0 - 2.0 * kLogisticFloor);

/// Of the square at y = 1/2. Linear 1/24; s-curve 9/160 - 1/32 + 1/224; logistic as above, with L = 1/2.
template <plan::Shape shape>
inline constexpr double kHalfSquareArea =
    shape == plan::Shape::linear ? 1.0 / 24.0
    : shape == plan::Shape::s_curve
        ? 9.0 / 160.0 - 1.0 / 32.0 + 1.0 / 224.0
        : ((kLog2 - kLogisticLogFloor) / kLogisticSteepness * (1.0 - 2.0 * kLogisticFloor) -
           (0.5 - kLogisticFloor) / kLogisticSteepness + kLogisticFloor * kLogisticFloor * 0.5) /
              ((1.0 - 2.0 * kLogisticFloor) * (1.0 - 2.0 * kLogisticFloor));

/// What a ramp is made of: the profile, or for connections its square.
template <plan::Shape shape, bool connections>
MERGERISK_ALWAYS_INLINE Lanes area_until(Lanes const& y) {
    if constexpr (connections) return square_integral<shape>(y);
    return profile_integral<shape>(y);
}

/// A line that runs from `from` for `length`, to `to`, and stops at `cut`.
struct WindowLanes {
    Lanes from;
    Lanes length;  ///< at least kShortest
    Lanes to;
    Lanes cut;
    Mask active;  ///< where something happens at all
};

template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE Lanes share_until(Lanes const& month, WindowLanes const& window) {
    return profile<shape>(clamp((minimum(month, window.cut) - window.from) / window.length, 0.0, 1.0));
}

/// share[m] = S at the end of month m less S at its start.
template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE void fill_total_shares(WindowLanes const& window, MonthRange range, double* share) {
    Lanes before = share_until<shape>(all(static_cast<double>(range.first)), window);
    for_months(range, [&](std::size_t m, std::size_t place) {
        Lanes const now = share_until<shape>(all(static_cast<double>(m) + 1.0), window);
        store(share + place, now - before);
        before = now;
    });
}

/// share[m] = overlap of month m with [from, to], times `rate`. Precondition: from <= to.
MERGERISK_ALWAYS_INLINE void fill_overlap_shares(Lanes const& from, Lanes const& to, MonthRange range,
                                                 double rate, double* share) {
    Lanes before = clamp(all(static_cast<double>(range.first)), from, to);
    for_months(range, [&](std::size_t m, std::size_t place) {
        Lanes const now = clamp(all(static_cast<double>(m) + 1.0), from, to);
        store(share + place, rate * (now - before));
        before = now;
    });
}

inline void fill_shares(plan::CostLine::Form form, plan::Shape shape, WindowLanes const& window,
                        MonthRange range, double* share) {
    using Form = plan::CostLine::Form;
    if (form != Form::total) {
        Lanes const to = maximum(window.from, minimum(window.to, window.cut));
        return fill_overlap_shares(window.from, to, range, form == Form::annual ? 1.0 / 12.0 : 1.0, share);
    }
    switch (shape) {
        case plan::Shape::linear:
            return fill_total_shares<plan::Shape::linear>(window, range, share);
        case plan::Shape::s_curve:
            return fill_total_shares<plan::Shape::s_curve>(window, range, share);
        case plan::Shape::logistic:
            return fill_total_shares<plan::Shape::logistic>(window, range, share);
    }
}

/// Share of a total that has fallen due by a moment, whatever cuts the line.
inline Lanes share_at(plan::Shape shape, Lanes const& moment, WindowLanes window) {
    window.cut = all(kNever);
    switch (shape) {
        case plan::Shape::linear:
            return share_until<plan::Shape::linear>(moment, window);
        case plan::Shape::s_curve:
            return share_until<plan::Shape::s_curve>(moment, window);
        case plan::Shape::logistic:
            return share_until<plan::Shape::logistic>(moment, window);
    }
    return all(0.0);
}

// ---------------------------------------------------------------------------------------------------------------
// Ramps

struct RampLanes {
    plan::Shape shape;
    bool present;      ///< without one the full rate from the start
    bool connections;  ///< the rate is R^2
    Lanes half_by;     ///< at least kShortest, at most full_by
    Lanes full_by;
};

/// Integral of R from 0 to x >= 0 months after the start, of R^2 for connections.
template <plan::Shape shape, bool connections>
MERGERISK_ALWAYS_INLINE Lanes ramp_integral(Lanes const& x, RampLanes const& ramp) {
    constexpr double half_area = connections ? kHalfSquareArea<shape> : kHalfArea<shape>;
    Lanes const within = minimum(x, ramp.full_by);
    Mask const first = within <= ramp.half_by;
    Lanes const width = 2.0 * select(first, ramp.half_by, ramp.full_by - ramp.half_by);
    Lanes const from = select(first, 0.0, ramp.half_by);
    Lanes const y = (within - from) / width + select(first, 0.0, 0.5);
    Lanes const area = width * (area_until<shape, connections>(y) - select(first, 0.0, half_area));
    return area + select(first, all(0.0), 2.0 * half_area * ramp.half_by) + (x - within);
}

template <bool connections>
inline Lanes area_of_shape(RampLanes const& ramp, Lanes const& elapsed) {
    switch (ramp.shape) {
        case plan::Shape::linear:
            return ramp_integral<plan::Shape::linear, connections>(elapsed, ramp);
        case plan::Shape::s_curve:
            return ramp_integral<plan::Shape::s_curve, connections>(elapsed, ramp);
        case plan::Shape::logistic:
            return ramp_integral<plan::Shape::logistic, connections>(elapsed, ramp);
    }
    return elapsed;
}

inline Lanes ramp_area(RampLanes const& ramp, Lanes const& elapsed) {
    if (!ramp.present) return elapsed;
    return ramp.connections ? area_of_shape<true>(ramp, elapsed) : area_of_shape<false>(ramp, elapsed);
}

/// A benefit that runs from `start` to `end` (start <= end).
struct RunLanes {
    Lanes start;
    Lanes end;
    Mask active;
};

/// Months since the start of the run, which goes on to its end.
MERGERISK_ALWAYS_INLINE Lanes elapsed_in(RunLanes const& run, double month) {
    return clamp(all(month), run.start, run.end) - run.start;
}

/// share[m] = integral of R or R^2 over the part of month m in which it runs, times `rate`.
template <plan::Shape shape, bool connections>
MERGERISK_ALWAYS_INLINE void fill_ramp_shares(RunLanes const& run, RampLanes const& ramp, MonthRange range,
                                              double rate, double* share) {
    Lanes elapsed = elapsed_in(run, static_cast<double>(range.first));
    Lanes area = ramp_integral<shape, connections>(elapsed, ramp);
    for_months(range, [&](std::size_t m, std::size_t place) {
        Lanes const next = elapsed_in(run, static_cast<double>(m) + 1.0);
        // Past the ramp the area is not looked up, in any lane: no lane depends on its neighbours.
        Lanes part = next - elapsed;
        Mask const ramping = elapsed < ramp.full_by;
        if (any(ramping)) {
            Lanes const now = ramp_integral<shape, connections>(next, ramp);
            part = select(ramping, now - area, part);
            area = now;
        }
        store(share + place, rate * part);
        elapsed = next;
    });
}

template <bool connections>
inline void fill_shape_shares(RampLanes const& ramp, RunLanes const& run, MonthRange range, double rate,
                              double* share) {
    switch (ramp.shape) {
        case plan::Shape::linear:
            return fill_ramp_shares<plan::Shape::linear, connections>(run, ramp, range, rate, share);
        case plan::Shape::s_curve:
            return fill_ramp_shares<plan::Shape::s_curve, connections>(run, ramp, range, rate, share);
        case plan::Shape::logistic:
            return fill_ramp_shares<plan::Shape::logistic, connections>(run, ramp, range, rate, share);
    }
}

inline void fill_ramp_shares(RampLanes const& ramp, RunLanes const& run, MonthRange range, double rate,
                             double* share) {
    if (!ramp.present) return fill_overlap_shares(run.start, run.end, range, rate, share);
    if (ramp.connections) return fill_shape_shares<true>(ramp, run, range, rate, share);
    fill_shape_shares<false>(ramp, run, range, rate, share);
}

/// Logarithm of what fading leaves in a month; a fade of 100 % leaves almost nothing.
MERGERISK_ALWAYS_INLINE Lanes log_kept(Lanes const& fades) {
    return logarithm(maximum(1.0 - fades, 1e-300)) * (1.0 / 12.0);
}

/// share[m] *= (1 - fade)^(elapsed / 12), elapsed at the middle of the part of month m in which it runs.
inline void fade_shares(RunLanes const& run, Lanes const& fades, MonthRange range, double* share) {
    Lanes const log_month = log_kept(fades);
    for_months(range, [&](std::size_t m, std::size_t place) {
        auto const start = static_cast<double>(m);
        Lanes const middle = 0.5 * (elapsed_in(run, start) + elapsed_in(run, start + 1.0));
        store(share + place, load(share + place) * exponential(log_month * middle));
    });
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
