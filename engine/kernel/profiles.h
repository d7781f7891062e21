#pragma once
// Shares of a line that fall into each month, for the lanes of one tile. Part of simulate_block.cpp, which is
// compiled once per instruction set. Formulas: see plan::Window, plan::CostLine, plan::Ramp.

#include "engine/kernel/block_arrays.h"
#include "engine/kernel/walk_route.h"
#include "engine/portable/elementary.h"

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

using portable::clamp;
using portable::maximum;
using portable::minimum;

inline constexpr double kShortest = 1e-9;  ///< months: a lump is spread over so short a time

MERGERISK_ALWAYS_INLINE Lanes lanes_of(double value) {
    Lanes lanes;
    for (std::size_t l = 0; l < kLanes; ++l) lanes[l] = value;
    return lanes;
}

/// Months that a line touches in any lane: [first, last).
struct MonthRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// From the earliest `from` to the latest `to` among lanes that are active, within the horizon.
MERGERISK_ALWAYS_INLINE MonthRange months_between(Lanes const& from, Lanes const& to, Lanes const& active,
                                                  std::size_t months) {
    auto const horizon = static_cast<double>(months);
    double first = horizon;
    double last = 0;
    for (std::size_t l = 0; l < kLanes; ++l) {
        first = active[l] > 0 ? minimum(first, from[l]) : first;
        last = active[l] > 0 ? maximum(last, to[l]) : last;
    }
    auto const begin = static_cast<std::size_t>(maximum(0.0, first));
    auto const end = static_cast<std::size_t>(minimum(horizon, last));
    std::size_t const beyond = end < months ? end + 1 : months;
    return {begin < beyond ? begin : beyond, beyond};
}

// ---------------------------------------------------------------------------------------------------------------
// Profiles S(y), y in [0, 1]

/// L(0) of the logistic curve L(y) = 1 / (1 + exp(-10 (y - 1/2))).
inline constexpr double kLogisticFloor = 0.0066928509242848554;  // 1 / (1 + e^5)
inline constexpr double kLogisticSteepness = 10.0;
/// log(1 + e^-5), ten times the integral of L from minus infinity to 0.
inline constexpr double kLogisticLogFloor = 0.006715348489118068;

template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE double profile(double y) {
    if constexpr (shape == plan::Shape::linear) return y;
    if constexpr (shape == plan::Shape::s_curve) return y * y * (3.0 - 2.0 * y);
    if constexpr (shape == plan::Shape::logistic) {
        double const level = 1.0 / (1.0 + portable::exp(-kLogisticSteepness * (y - 0.5)));
        return (level - kLogisticFloor) / (1.0 - 2.0 * kLogisticFloor);
    }
}

/// Antiderivative of S, 0 at y = 0.
template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE double profile_integral(double y) {
    if constexpr (shape == plan::Shape::linear) return 0.5 * y * y;
    if constexpr (shape == plan::Shape::s_curve) return y * y * y * (1.0 - 0.5 * y);
    if constexpr (shape == plan::Shape::logistic) {
        double const area =
            (portable::log(1.0 + portable::exp(kLogisticSteepness * (y - 0.5))) - kLogisticLogFloor) /
            kLogisticSteepness;
        return (area - kLogisticFloor * y) / (1.0 - 2.0 * kLogisticFloor);
    }
}

/// The antiderivative at y = 1/2. Linear 1/8; s-curve 3/32; logistic from log(1 + e^0) = log 2.
template <plan::Shape shape>
inline constexpr double kHalfArea = shape == plan::Shape::linear ? 0.125
                                    : shape == plan::Shape::s_curve
                                        ? 0.09375
                                        : ((0.693147180559945309 - kLogisticLogFloor) / kLogisticSteepness -
                                           kLogisticFloor * 0.5) /
                                              (1.0 - 2.0 * kLogisticFloor);

/// A window in the lanes of one tile: the line runs from `from` for `length`, and stops at `cut`.
struct WindowLanes {
    Lanes from;
    Lanes length;  ///< at least kShortest
    Lanes to;
    Lanes cut;
    Lanes active;  ///< 1, or 0 where nothing happens
};

template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE double share_until(double month, double from, double length, double cut) {
    return profile<shape>(clamp((minimum(month, cut) - from) / length, 0.0, 1.0));
}

/// share[m] = S at the end of month m less S at its start.
template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE void fill_total_shares(WindowLanes const& window, MonthRange range, double* share) {
    Lanes before;
    auto const start = static_cast<double>(range.first);
    for (std::size_t l = 0; l < kLanes; ++l)
        before[l] = share_until<shape>(start, window.from[l], window.length[l], window.cut[l]);
    for (std::size_t m = range.first; m < range.last; ++m) {
        double* const of_month = share + m * kLanes;
        double const end = static_cast<double>(m) + 1.0;
        for (std::size_t l = 0; l < kLanes; ++l) {
            double const now = share_until<shape>(end, window.from[l], window.length[l], window.cut[l]);
            of_month[l] = now - before[l];
            before[l] = now;
        }
    }
}

/// share[m] = overlap of month m with the window, times `rate`.
MERGERISK_ALWAYS_INLINE void fill_overlap_shares(WindowLanes const& window, MonthRange range, double rate,
                                                 double* share) {
    Lanes end;
    for (std::size_t l = 0; l < kLanes; ++l)
        end[l] = maximum(window.from[l], minimum(window.to[l], window.cut[l]));
    for (std::size_t m = range.first; m < range.last; ++m) {
        double* const of_month = share + m * kLanes;
        auto const start = static_cast<double>(m);
        for (std::size_t l = 0; l < kLanes; ++l)
            of_month[l] =
                rate * (clamp(start + 1.0, window.from[l], end[l]) - clamp(start, window.from[l], end[l]));
    }
}

inline void fill_shares(plan::CostLine::Form form, plan::Shape shape, WindowLanes const& window,
                        MonthRange range, double* share) {
    using Form = plan::CostLine::Form;
    if (form != Form::total)
        return fill_overlap_shares(window, range, form == Form::annual ? 1.0 / 12.0 : 1.0, share);
    switch (shape) {
        case plan::Shape::linear:
            return fill_total_shares<plan::Shape::linear>(window, range, share);
        case plan::Shape::s_curve:
            return fill_total_shares<plan::Shape::s_curve>(window, range, share);
        case plan::Shape::logistic:
            return fill_total_shares<plan::Shape::logistic>(window, range, share);
    }
}

inline double share_at(plan::Shape shape, double month, double from, double length) {
    switch (shape) {
        case plan::Shape::linear:
            return share_until<plan::Shape::linear>(month, from, length, kNever);
        case plan::Shape::s_curve:
            return share_until<plan::Shape::s_curve>(month, from, length, kNever);
        case plan::Shape::logistic:
            return share_until<plan::Shape::logistic>(month, from, length, kNever);
    }
    return 0;
}

// ---------------------------------------------------------------------------------------------------------------
// Ramps

struct RampLanes {
    Lanes half_by;  ///< at least kShortest, at most full_by
    Lanes full_by;
};

/// Integral of R from 0 to x >= 0 months after the start.
template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE double ramp_integral(double x, double half_by, double full_by) {
    constexpr double half_area = kHalfArea<shape>;
    double const within = minimum(x, full_by);
    bool const first = within <= half_by;
    double const width = 2.0 * (first ? half_by : full_by - half_by);
    double const y = first ? within / width : 0.5 + (within - half_by) / width;
    double const area = width * (profile_integral<shape>(y) - (first ? 0.0 : half_area));
    return area + (first ? 0.0 : 2.0 * half_by * half_area) + (x - within);
}

/// A benefit that runs from `start` to `end` (start <= end), in the lanes of one tile.
struct RunLanes {
    Lanes start;
    Lanes end;
    Lanes active;
};

/// share[m] = integral of R over the part of month m in which it runs, times `rate`.
template <plan::Shape shape>
MERGERISK_ALWAYS_INLINE void fill_ramp_shares(RunLanes const& run, RampLanes const& ramp, MonthRange range,
                                              double rate, double* share) {
    Lanes elapsed;
    Lanes area;
    auto const start = static_cast<double>(range.first);
    for (std::size_t l = 0; l < kLanes; ++l) {
        elapsed[l] = clamp(start, run.start[l], run.end[l]) - run.start[l];
        area[l] = ramp_integral<shape>(elapsed[l], ramp.half_by[l], ramp.full_by[l]);
    }
    for (std::size_t m = range.first; m < range.last; ++m) {
        double* const of_month = share + m * kLanes;
        double const month_end = static_cast<double>(m) + 1.0;
        Lanes next;
        bool ramping = false;
        for (std::size_t l = 0; l < kLanes; ++l) {
            next[l] = clamp(month_end, run.start[l], run.end[l]) - run.start[l];
            ramping |= elapsed[l] < ramp.full_by[l];
        }
        // Past the ramp the area is not looked up, in any lane: a lane's result does not depend on its
        // neighbours.
        for (std::size_t l = 0; l < kLanes; ++l) of_month[l] = rate * (next[l] - elapsed[l]);
        if (ramping) {
            for (std::size_t l = 0; l < kLanes; ++l) {
                double const now = ramp_integral<shape>(next[l], ramp.half_by[l], ramp.full_by[l]);
                of_month[l] = elapsed[l] < ramp.full_by[l] ? rate * (now - area[l]) : of_month[l];
                area[l] = now;
            }
        }
        elapsed = next;
    }
}

inline void fill_ramp_shares(RampStep const& step, RunLanes const& run, RampLanes const& ramp,
                             MonthRange range, double rate, double* share) {
    if (!step.present) {
        WindowLanes const window{run.start, run.end, run.end, run.end, run.active};
        return fill_overlap_shares(window, range, rate, share);
    }
    switch (step.shape) {
        case plan::Shape::linear:
            return fill_ramp_shares<plan::Shape::linear>(run, ramp, range, rate, share);
        case plan::Shape::s_curve:
            return fill_ramp_shares<plan::Shape::s_curve>(run, ramp, range, rate, share);
        case plan::Shape::logistic:
            return fill_ramp_shares<plan::Shape::logistic>(run, ramp, range, rate, share);
    }
}

/// share[m] *= (1 - fade)^(elapsed / 12), elapsed at the middle of the part of month m in which it runs.
inline void fade_shares(RunLanes const& run, double const* fades, MonthRange range, double* share) {
    Lanes log_keep;
    for (std::size_t l = 0; l < kLanes; ++l)
        log_keep[l] = portable::log(maximum(1.0 - fades[l], 1e-300)) / 12.0;
    for (std::size_t m = range.first; m < range.last; ++m) {
        double* const of_month = share + m * kLanes;
        auto const start = static_cast<double>(m);
        for (std::size_t l = 0; l < kLanes; ++l) {
            double const middle = 0.5 * (clamp(start, run.start[l], run.end[l]) +
                                         clamp(start + 1.0, run.start[l], run.end[l])) -
                                  run.start[l];
            of_month[l] *= portable::exp(log_keep[l] * middle);
        }
    }
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
