#include "engine/math/mixture.h"

#include "engine/base/contract.h"
#include "engine/math/class_pieces.h"
#include "engine/math/continuous.h"
#include "engine/math/normal.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>

namespace mergerisk::math {
namespace {

using Pieces = std::vector<QuantilePiece>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// The reach of a root search in y: g of anything that a double holds lies within.
constexpr double kLargestTransformed = 750;

/// One part as a distribution function over y = g(x).
struct Curve {
    double weight = 0;
    std::function<Tails(double y)> tails;
    std::function<double(double y)> density;  ///< by y
    std::vector<double> breaks;               ///< y where it begins, ends, bends, or has a lump
    std::optional<double> lump;               ///< y of its single value
};

Curve lump_of(Constant const& d, ChangeOfVariable const& g) {
    Curve curve;
    double const at = g.of(d.value);
    curve.tails = [at](double y) { return y < at ? Tails{0, 1} : Tails{1, 0}; };
    curve.density = [](double) { return 0.0; };
    curve.breaks = {at};
    curve.lump = at;
    return curve;
}

/// Inverts the quantile function of joined percentiles piece by piece.
Curve curve_of(Percentiles const& d, std::function<Pieces(Percentiles const&)> const& percentiles) {
    auto const pieces = std::make_shared<Pieces const>(percentiles(d));
    struct Place {
        double z = 0;
        double slope = 0;
    };
    auto const locate = [pieces](double y) {
        QuantilePiece const* piece = &pieces->back();
        for (QuantilePiece const& candidate : *pieces) {
            if (candidate.z_high < kInfinity && candidate.at(candidate.z_high).value < y) continue;
            piece = &candidate;
            break;
        }
        double low = std::max(piece->z_low, -2 * kLargestScore);
        double high = std::min(piece->z_high, 2 * kLargestScore);
        // Increasing on the piece: bisection, then the last digits by Newton's method.
        constexpr int kHalvings = 30;
        for (int i = 0; i < kHalvings; ++i) {
            double const middle = low + (high - low) / 2;
            (piece->at(middle).value < y ? low : high) = middle;
        }
        double z = low + (high - low) / 2;
        for (int i = 0; i < 2; ++i) {
            CurvePoint const point = piece->at(z);
            if (point.slope > 0) z = std::clamp(z - (point.value - y) / point.slope, low, high);
        }
        return Place{z, piece->at(z).slope};
    };
    Curve curve;
    curve.tails = [locate](double y) { return normal_tails(locate(y).z); };
    curve.density = [locate](double y) {
        Place const place = locate(y);
        return place.slope > 0 ? normal_density(place.z) / place.slope : 0;
    };
    for (QuantilePiece const& piece : *pieces) {
        if (piece.z_high < kInfinity) curve.breaks.push_back(piece.at(piece.z_high).value);
    }
    return curve;
}

template <class Distribution>
Curve curve_of(Distribution const& d, ChangeOfVariable const& g) {
    double low = -kInfinity;
    double high = kInfinity;
    Continuous of;
    if constexpr (std::is_same_v<Distribution, Truncated>) {
        of = d.of;
        low = d.low;
        high = d.high;
    } else {
        of = d;
    }
    DistributionCurve const plain = distribution_curve(of, low, high);
    Curve curve;
    curve.tails = [=](double y) { return plain.tails(g.inverse(y).value); };
    curve.density = [=](double y) {
        CurvePoint const x = g.inverse(y);
        return plain.density(x.value) * x.slope;
    };
    for (double const at : plain.breaks) {
        double const y = g.of(at);
        if (std::abs(y) < kLargestTransformed) curve.breaks.push_back(y);
    }
    return curve;
}

/// The distribution function of the mixture over y.
class Sum {
  public:
    Sum(Mixture const& mixture, ChangeOfVariable const& g,
        std::function<Pieces(Percentiles const&)> const& percentiles) {
        curves_.reserve(mixture.parts.size());
        for (Mixture::Part const& part : mixture.parts) {
            curves_.push_back(std::visit(
                [&](auto const& d) {
                    using D = std::decay_t<decltype(d)>;
                    if constexpr (std::is_same_v<D, Constant>) {
                        return lump_of(d, g);
                    } else if constexpr (std::is_same_v<D, Percentiles>) {
                        return curve_of(d, percentiles);
                    } else {
                        return curve_of(d, g);
                    }
                },
                part.of));
            curves_.back().weight = part.weight;
        }
    }

    [[nodiscard]] Tails tails(double y) const {
        Tails sum{0, 0};
        for (Curve const& curve : curves_) {
            Tails const one = curve.tails(y);
            sum.lower += curve.weight * one.lower;
            sum.upper += curve.weight * one.upper;
        }
        return sum;
    }

    [[nodiscard]] double density(double y) const {
        double sum = 0;
        for (Curve const& curve : curves_) sum += curve.weight * curve.density(y);
        return sum;
    }

    [[nodiscard]] double lump(double y) const {
        double sum = 0;
        for (Curve const& curve : curves_) sum += curve.lump == y ? curve.weight : 0;
        return sum;
    }

    [[nodiscard]] std::vector<double> breaks() const {
        std::vector<double> all;
        for (Curve const& curve : curves_) all.insert(all.end(), curve.breaks.begin(), curve.breaks.end());
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }

  private:
    std::vector<Curve> curves_;
};

/// y in [low, high] with the probability of this score below it: Newton's method on the normal score, in
/// which ordinary distributions are nearly straight, within a bracket that every step makes smaller.
CurvePoint solve(Sum const& sum, double z, double low, double high, double guess) {
    constexpr int kMostSteps = 200;
    constexpr double kLastDigits = 4e-16;
    // At an end itself a part that ends there and one that begins there would both count.
    double const margin = 1e-9 * std::min(1.0, high - low);
    auto const density_inside = [&, low, high](double y) {
        return sum.density(std::clamp(y, low + margin, high - margin));
    };
    double y = guess > low && guess < high ? guess : low + (high - low) / 2;
    for (int i = 0; i < kMostSteps; ++i) {
        double const score = normal_score(sum.tails(y));
        (score < z ? low : high) = y;
        double const rise = density_inside(y) / normal_density(score);  // of the score, by y
        double next = y - (score - z) / rise;
        bool const sound = std::isfinite(next) && next > low && next < high;
        if (!sound) next = low + (high - low) / 2;
        bool const last = std::abs(next - y) <= kLastDigits * std::max(1.0, std::abs(y));
        y = next;
        if (last || !(low < high)) break;
    }
    double const density = density_inside(y);
    return {y, density > 0 && std::isfinite(density) ? normal_density(z) / density : 0};
}

/// Whether next to nothing lies near this end of an interval, compared with the whole of it.
bool thins_out(Sum const& sum, double at, double other, double mass) {
    constexpr double kNear = 1e-6;
    constexpr double kThin = 1e-2;
    return sum.density(at + (other - at) * kNear) * std::abs(other - at) < kThin * mass;
}

Pieces pieces_of(std::shared_ptr<Sum const> const& sum) {
    constexpr double kNothing = 1e-14;  // of probability: rounding
    std::vector<double> ends = sum->breaks();
    ends.insert(ends.begin(), -kLargestTransformed);
    ends.push_back(kLargestTransformed);
    Pieces pieces;
    double z_from = -kInfinity;
    Tails before = sum->tails(ends.front());
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        double const low = ends[i];
        double const high = ends[i + 1];
        double const lump = i + 2 < ends.size() ? sum->lump(high) : 0;
        Tails const at = sum->tails(high);
        Tails const below{at.lower - lump, at.upper + lump};
        double const mass =
            below.lower < below.upper ? below.lower - before.lower : before.upper - below.upper;
        double const z_to = normal_score(below);
        if (mass > kNothing && z_from < z_to) {
            QuantilePiece piece;
            piece.z_low = z_from;
            piece.z_high = z_to;
            piece.near = [=](double z, double guess) { return solve(*sum, z, low, high, guess); };
            piece.at = [=](double z) { return solve(*sum, z, low, high, low); };
            piece.steep_low = std::isfinite(z_from) && thins_out(*sum, low, high, mass);
            piece.steep_high = std::isfinite(z_to) && thins_out(*sum, high, low, mass);
            pieces.push_back(std::move(piece));
            z_from = z_to;
        }
        if (lump > 0) {
            double const z_end = normal_score(at);
            pieces.push_back(constant_piece(z_from, z_end, high));
            z_from = z_end;
        }
        before = at;
    }
    ENSURES(!pieces.empty());
    pieces.front().z_low = -kInfinity;
    pieces.back().z_high = kInfinity;
    return pieces;
}

}  // namespace

std::vector<QuantilePiece> mixture_pieces(Mixture const& mixture, ChangeOfVariable const& g,
                                          std::function<Pieces(Percentiles const&)> const& percentiles) {
    return pieces_of(std::make_shared<Sum const>(mixture, g, percentiles));
}

}  // namespace mergerisk::math
