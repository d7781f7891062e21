#include "engine/math/tabulate.h"

#include "engine/base/contract.h"
#include "engine/math/normal.h"

#include <algorithm>
#include <cmath>

namespace mergerisk::math {
namespace {

constexpr std::uint32_t kFewestCells = 16;
/// A segment that needs more cells than this is split in half first, up to this often, so that cells are
/// small only where they have to be. Evaluating a table costs a comparison for each segment.
constexpr std::uint32_t kCellsToSplitAt = 128;
constexpr int kMostSplits = 3;

constexpr std::uint32_t kMostCellsTowardsSteepEnd = 512;  // of each of many segments

/// Towards a steep end, segments shrink by this factor until what is nearer has this probability. Beyond, the
/// position within a segment has too few digits left.
constexpr double kGrading = 0.25;
constexpr double kSliver = 1e-10;

/// The cubic in the fraction of the cell, ascending powers.
std::array<double, 4> hermite(CurvePoint left, CurvePoint right, double width) {
    double const rise = right.value - left.value;
    double const s0 = left.slope * width;
    double const s1 = right.slope * width;
    return {left.value, s0, 3 * rise - 2 * s0 - s1, s0 + s1 - 2 * rise};
}

double half_way(std::array<double, 4> const& k) {
    return k[0] + 0.5 * (k[1] + 0.5 * (k[2] + 0.5 * k[3]));
}

class TableMaker {
  public:
    TableMaker(QuantileFunction const& quantile, TableLimits limits) : limits_{limits} {
        double const spread = (quantile(2) - quantile(-2)) / 4;
        scale_ = spread > 0 ? spread : (quantile(kTableEnd) - quantile(-kTableEnd)) / 2;
    }

    void add(QuantilePiece const& piece) {
        double const low = std::max(piece.z_low, -kTableEnd);
        double const high = std::min(piece.z_high, kTableEnd);
        if (!(low < high)) return;
        if (piece.constant) {
            add_cells(low, high, {{piece.at(low).value, 0, 0, 0}});
            return;
        }
        double const middle = low + (high - low) / 2;
        bool const graded_low = piece.steep_low && piece.z_low > -kTableEnd;
        bool const graded_high = piece.steep_high && piece.z_high < kTableEnd;
        if (graded_low) add_towards_low(piece, low, graded_high ? middle : high);
        if (!graded_low && !graded_high) add_smooth(piece, low, high);
        if (graded_high) add_towards_high(piece, graded_low ? middle : low, high);
    }

    [[nodiscard]] portable::QuantileTable finish() {
        ENSURES(portable::is_well_formed(table_));
        return std::move(table_);
    }

  private:
    /// Distances from a steep end, shrinking until what is nearer has next to no probability.
    template <class Mass>
    static std::vector<double> gradings(double width, Mass const& mass) {
        std::vector<double> distances{width};
        while (mass(distances.back()) > kSliver) distances.push_back(distances.back() * kGrading);
        return distances;
    }

    void add_towards_low(QuantilePiece const& piece, double steep, double other) {
        auto const distances =
            gradings(other - steep, [&](double d) { return normal_mass(steep, steep + d); });
        double from = steep + distances.back();
        if (steep < from) add_sliver(piece, steep, from);
        for (std::size_t i = distances.size() - 1; i-- > 0;) {
            double const to = i == 0 ? other : steep + distances[i];
            add_towards_steep(piece, from, to, i == 0);
            from = to;
        }
    }

    void add_towards_high(QuantilePiece const& piece, double other, double steep) {
        auto const distances =
            gradings(steep - other, [&](double d) { return normal_mass(steep - d, steep); });
        double from = other;
        for (std::size_t i = 1; i < distances.size(); ++i) {
            double const to = steep - distances[i];
            add_towards_steep(piece, from, to, i == 1);
            from = to;
        }
        if (from < steep) add_sliver(piece, from, steep);
    }

    void add_sliver(QuantilePiece const& piece, double low, double high) {
        double const left = piece.at(low).value;
        add_cells(low, high, {{left, piece.at(high).value - left, 0, 0}});
    }

    void add_towards_steep(QuantilePiece const& piece, double low, double high, bool outermost) {
        if (outermost) {
            add_smooth(piece, low, high);
        } else {
            refine(piece, low, high, first_nodes(piece, low, high), {kMostCellsTowardsSteepEnd, 0});
        }
    }

    void add_smooth(QuantilePiece const& piece, double low, double high) {
        refine(piece, low, high, first_nodes(piece, low, high), {limits_.most_cells, kMostSplits});
    }

    [[nodiscard]] static std::vector<CurvePoint> first_nodes(QuantilePiece const& piece, double low,
                                                             double high) {
        EXPECTS(low < high);
        std::vector<CurvePoint> nodes;
        for (std::uint32_t i = 0; i <= kFewestCells; ++i) {
            nodes.push_back(piece.at(i == kFewestCells ? high : low + (high - low) * i / kFewestCells));
        }
        return nodes;
    }

    struct Effort {
        std::uint32_t most_cells;
        int splits;
    };

    /// Doubles the cells between `nodes`, which are evenly spaced over [low, high], or splits the segment.
    void refine(QuantilePiece const& piece, double low, double high, std::vector<CurvePoint> nodes,
                Effort effort) {
        for (;;) {
            Level level = level_of(piece, low, high, nodes);
            std::size_t const cells = level.coefficients.size();
            if (level.relative_error <= limits_.tolerance || cells >= effort.most_cells) {
                add_cells(low, high, level.coefficients);
                table_.maximum_error = std::max(table_.maximum_error, level.error);
                return;
            }
            nodes = std::move(level.finer);
            if (cells < kCellsToSplitAt || effort.splits == 0) continue;
            --effort.splits;
            auto const half = nodes.begin() + static_cast<std::ptrdiff_t>(cells);
            double const middle = low + (high - low) / 2;
            refine(piece, low, middle, {nodes.begin(), half + 1}, effort);
            refine(piece, middle, high, {half, nodes.end()}, effort);
            return;
        }
    }

    struct Level {
        std::vector<std::array<double, 4>> coefficients;
        std::vector<CurvePoint> finer;  ///< the nodes and the exact values half-way between them
        double error = 0;
        double relative_error = 0;  ///< to the scale, or to the value where that is larger
    };

    [[nodiscard]] Level level_of(QuantilePiece const& piece, double low, double high,
                                 std::vector<CurvePoint> const& nodes) const {
        std::size_t const cells = nodes.size() - 1;
        double const width = (high - low) / static_cast<double>(cells);
        Level level;
        level.coefficients.reserve(cells);
        level.finer.reserve(2 * cells + 1);
        level.finer.push_back(nodes.front());
        for (std::size_t i = 0; i < cells; ++i) {
            level.coefficients.push_back(hermite(nodes[i], nodes[i + 1], width));
            double const z = low + width * (static_cast<double>(i) + 0.5);
            double const guess = half_way(level.coefficients.back());
            CurvePoint const exact = piece.near ? piece.near(z, guess) : piece.at(z);
            double const error = std::abs(guess - exact.value);
            level.error = std::max(level.error, error);
            level.relative_error =
                std::max(level.relative_error, error / std::max(scale_, std::abs(exact.value)));
            level.finer.push_back(exact);
            level.finer.push_back(nodes[i + 1]);
        }
        return level;
    }

    void add_cells(double low, double high, std::vector<std::array<double, 4>> const& coefficients) {
        portable::QuantileTable::Segment segment;
        segment.z_low = low;
        segment.z_high = high;
        segment.cells_per_unit = static_cast<double>(coefficients.size()) / (high - low);
        segment.first_cell = static_cast<std::uint32_t>(table_.coefficients.size());
        segment.cells = static_cast<std::uint32_t>(coefficients.size());
        table_.segments.push_back(segment);
        table_.coefficients.insert(table_.coefficients.end(), coefficients.begin(), coefficients.end());
    }

    TableLimits limits_;
    double scale_ = 0;
    portable::QuantileTable table_;
};

}  // namespace

portable::QuantileTable tabulate(QuantileFunction const& quantile, TableLimits limits) {
    EXPECTS(limits.tolerance >= 0 && limits.most_cells >= kFewestCells);
    TableMaker maker{quantile, limits};
    for (QuantilePiece const& piece : quantile.pieces()) maker.add(piece);
    return maker.finish();
}

portable::QuantileTable tabulate(Distribution const& distribution, TableLimits limits) {
    return tabulate(QuantileFunction{distribution}, limits);
}

}  // namespace mergerisk::math
