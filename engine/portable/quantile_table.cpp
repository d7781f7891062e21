#include "engine/portable/quantile_table.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <cmath>

namespace mergerisk::portable {

namespace {

bool is_well_formed(QuantileTable::Segment const& segment, std::size_t cell_count) {
    bool const ascends =
        std::isfinite(segment.z_low) && std::isfinite(segment.z_high) && segment.z_low < segment.z_high;
    if (!ascends || segment.cells == 0) return false;
    // Cells are found through a signed 32-bit integer.
    constexpr std::size_t kMostCells = std::numeric_limits<std::int32_t>::max();
    std::size_t const end = std::size_t{segment.first_cell} + segment.cells;
    if (end > cell_count || end > kMostCells) return false;
    // The rounding of a quotient or of its reciprocal.
    constexpr double kRounding = 1e-12;
    double const cells = segment.cells;
    return std::abs(segment.cells_per_unit * (segment.z_high - segment.z_low) - cells) <= kRounding * cells;
}

}  // namespace

bool is_well_formed(QuantileTable const& table) {
    if (table.segments.empty() || !(table.maximum_error >= 0.0)) return false;
    for (QuantileTable::Segment const& segment : table.segments) {
        if (!is_well_formed(segment, table.coefficients.size())) return false;
    }
    auto const apart = [](QuantileTable::Segment const& lower, QuantileTable::Segment const& upper) {
        return lower.z_high != upper.z_low;
    };
    if (std::ranges::adjacent_find(table.segments, apart) != table.segments.end()) return false;
    return std::ranges::all_of(table.coefficients, [](std::array<double, 4> const& row) {
        return std::ranges::all_of(row, [](double coefficient) { return std::isfinite(coefficient); });
    });
}

QuantileTableView view_of(QuantileTable const& table) {
    EXPECTS(!table.segments.empty() && !table.coefficients.empty());
    return {table.segments.data(), table.segments.size(), table.coefficients.data()->data()};
}

double value_at(QuantileTable const& table, double z) {
    return value_at(view_of(table), z);
}

void values_at(QuantileTable const& table, std::span<double const> z, std::span<double> out) {
    EXPECTS(z.size() == out.size());
    values_at(view_of(table), z.data(), out.data(), z.size());
}

}  // namespace mergerisk::portable
