#pragma once
// A quantile function of one quantity, tabulated over the normal score.

#include "engine/portable/elementary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mergerisk::portable {

/// x = F^-1(Phi(z)) as a piecewise cubic over the normal score z.
///
/// Segments ascend and touch: the z_high of one is the z_low of the next. A point on a boundary belongs to
/// the upper segment. Within a segment the cells have equal width 1 / cells_per_unit; the last ends at
/// z_high. With f in [0, 1] the position within cell c, the value is k0 + k1 f + k2 f^2 + k3 f^3, where k is
/// coefficients[c]. Outside [z_low of the first, z_high of the last segment] z is moved to the nearer end.
struct QuantileTable {
    struct Segment {
        double z_low = 0.0;
        double z_high = 0.0;
        double cells_per_unit = 0.0;   ///< cells / (z_high - z_low)
        std::uint32_t first_cell = 0;  ///< index into coefficients
        std::uint32_t cells = 0;       ///< at least 1

        friend bool operator==(Segment const&, Segment const&) = default;
    };

    std::vector<Segment> segments;
    std::vector<std::array<double, 4>>
        coefficients;  ///< [cell], ascending powers, in the unit of the quantity
    double maximum_error =
        0.0;  ///< largest |table - exact| found when it was made, in the unit of the quantity

    friend bool operator==(QuantileTable const&, QuantileTable const&) = default;
};

/// Whether the table keeps the rules above: at least one segment, ascending and touching segments, cells that
/// exist and fill their segment, finite numbers. What evaluates a table relies on it; check a table that was
/// read.
[[nodiscard]] bool is_well_formed(QuantileTable const& table);

/// The value at normal score z, in the unit of the quantity. NaN gives NaN.
/// Precondition: is_well_formed(table). The same bits as values_at.
[[nodiscard]] double value_at(QuantileTable const& table, double z);

/// out[i] = value_at(table, z[i]). Precondition: spans of equal size, the same memory or no overlap.
void values_at(QuantileTable const& table, std::span<double const> z, std::span<double> out);

/// The arrays of a table without its containers: what the kernel passes around. Valid while the table lives.
struct QuantileTableView {
    QuantileTable::Segment const* segments = nullptr;
    std::size_t segment_count = 0;
    double const* coefficients = nullptr;  ///< [cell x 4], row-major
};

/// Precondition: is_well_formed(table).
[[nodiscard]] QuantileTableView view_of(QuantileTable const& table);

namespace detail {

struct CellPosition {
    std::uint32_t cell;
    double fraction;
};

/// Where z lies, given the number of segments that start at or below it, the first not counted.
/// NaN lies in the first cell and keeps a fraction that is NaN.
MERGERISK_ALWAYS_INLINE CellPosition find_cell(QuantileTableView table, double z,
                                               std::uint64_t segments_below) {
    QuantileTable::Segment const& segment = table.segments[segments_below];
    double const low = table.segments[0].z_low;
    double const high = table.segments[table.segment_count - 1].z_high;
    double const position = (clamp(z, low, high) - segment.z_low) * segment.cells_per_unit;
    // Comparisons in this order send NaN to 0, since converting NaN to an integer is undefined.
    double const within = minimum(position > 0.0 ? position : 0.0, static_cast<double>(segment.cells) - 1.0);
    auto const cell = static_cast<std::int32_t>(within);
    return {segment.first_cell + static_cast<std::uint32_t>(cell), position - static_cast<double>(cell)};
}

MERGERISK_ALWAYS_INLINE double cubic(double const* k, double f) {
    return k[0] + f * (k[1] + f * (k[2] + f * k[3]));
}

}  // namespace detail

/// As the functions on QuantileTable, for the kernel.
[[nodiscard]] MERGERISK_ALWAYS_INLINE double value_at(QuantileTableView table, double z) {
    std::uint64_t below = 0;
    for (std::size_t s = 1; s < table.segment_count; ++s) below += z >= table.segments[s].z_low ? 1U : 0U;
    auto const [cell, fraction] = detail::find_cell(table, z, below);
    return detail::cubic(table.coefficients + std::size_t{4} * cell, fraction);
}

/// out[i] = value_at(table, z[i]) for i < count, the same bits. The arrays may be the same one, but may not
/// overlap otherwise.
MERGERISK_ALWAYS_INLINE void values_at(QuantileTableView table, double const* z, double* out,
                                       std::size_t count) {
    constexpr std::size_t kBlock = 64;
    for (std::size_t start = 0; start < count; start += kBlock) {
        std::size_t const size = count - start < kBlock ? count - start : kBlock;
        std::uint64_t below[kBlock] = {};
        std::uint32_t cell[kBlock];
        double fraction[kBlock];
        // Loops over the same lanes one after another: each is vectorised, one loop over all of this is not.
        for (std::size_t s = 1; s < table.segment_count; ++s) {
            double const bound = table.segments[s].z_low;
            for (std::size_t i = 0; i < size; ++i) below[i] += z[start + i] >= bound ? 1U : 0U;
        }
        for (std::size_t i = 0; i < size; ++i) {
            detail::CellPosition const found = detail::find_cell(table, z[start + i], below[i]);
            cell[i] = found.cell;
            fraction[i] = found.fraction;
        }
        for (std::size_t i = 0; i < size; ++i)
            out[start + i] = detail::cubic(table.coefficients + std::size_t{4} * cell[i], fraction[i]);
    }
}

}  // namespace mergerisk::portable
