#include "engine/math/expectation.h"

#include "engine/math/gauss_rule.h"
#include "engine/math/normal.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace mergerisk::math {
namespace {

constexpr double kPanelWidth = 0.5;
constexpr double kPanelAccuracy = 1e-13;  // of a panel, between it and its halves
constexpr double kWholeAccuracy = 1e-17;  // or of the whole integral
constexpr int kMostHalvings = 12;
constexpr int kGradings = 50;  // towards a steep end: 2^-50 of a panel is next to nothing

struct Panel {
    double low = 0;
    double high = 0;
    double coarse = 0;  ///< by the rule on the whole panel
};

/// Where the integrand is smooth, panels of one width; towards a steep end they halve.
std::vector<Panel> panels_of(QuantilePiece const& piece, double low, double high) {
    auto const count = std::max(2.0, std::ceil((high - low) / kPanelWidth));
    std::vector<double> edges{low};
    double const width = (high - low) / count;
    if (piece.steep_low) {
        for (int i = kGradings; i > 0; --i) edges.push_back(low + std::ldexp(width, -i));
    }
    for (double i = 1; i < count; ++i) edges.push_back(low + width * i);
    if (piece.steep_high) {
        for (int i = 1; i <= kGradings; ++i) edges.push_back(high - std::ldexp(width, -i));
    }
    edges.push_back(high);
    std::vector<Panel> panels;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        if (edges[i] < edges[i + 1]) panels.push_back({edges[i], edges[i + 1], 0});
    }
    return panels;
}

template <class Function>
double refined(Function const& f, Panel const& panel, double negligible, int halvings) {
    double const middle = panel.low + (panel.high - panel.low) / 2;
    Panel const left{panel.low, middle, integral(f, panel.low, middle)};
    Panel const right{middle, panel.high, integral(f, middle, panel.high)};
    double const fine = left.coarse + right.coarse;
    double const size = std::abs(left.coarse) + std::abs(right.coarse);
    double const tolerance = std::max(kPanelAccuracy * size, negligible);
    if (std::abs(fine - panel.coarse) <= tolerance || halvings == 0) return fine;
    return refined(f, left, negligible, halvings - 1) + refined(f, right, negligible, halvings - 1);
}

}  // namespace

double expectation(std::span<QuantilePiece const> pieces, std::function<double(double)> const& of) {
    double sum = 0;
    for (QuantilePiece const& piece : pieces) {
        double const low = std::max(piece.z_low, -kLargestScore);
        double const high = std::min(piece.z_high, kLargestScore);
        if (!(low < high)) continue;
        if (piece.constant) {
            sum += of(piece.at(low).value) * normal_mass(piece.z_low, piece.z_high);
            continue;
        }
        auto const f = [&](double z) { return of(piece.at(z).value) * normal_density(z); };
        std::vector<Panel> panels = panels_of(piece, low, high);
        double size = 0;
        for (Panel& panel : panels) {
            panel.coarse = integral(f, panel.low, panel.high);
            size += std::abs(panel.coarse);
        }
        for (Panel const& panel : panels) sum += refined(f, panel, kWholeAccuracy * size, kMostHalvings);
    }
    return sum;
}

}  // namespace mergerisk::math
