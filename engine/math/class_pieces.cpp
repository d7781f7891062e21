#include "engine/math/class_pieces.h"

#include "engine/base/contract.h"
#include "engine/math/continuous.h"
#include "engine/math/expectation.h"
#include "engine/math/gauss_rule.h"
#include "engine/math/mixture.h"
#include "engine/math/monotone_cubic.h"
#include "engine/math/normal.h"
#include "engine/math/policy.h"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <type_traits>

namespace mergerisk::math {
namespace {

using Pieces = std::vector<QuantilePiece>;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The transformation g of a class, and its inverse with derivative.
struct Transformation {
    Scale scale = Scale::ratio;
    double upper = 1;

    [[nodiscard]] double of(double x) const {
        switch (scale) {
            case Scale::excess:
                return std::log1p(x);
            case Scale::share:
                return std::log(x) - std::log(upper - x);
            case Scale::ratio:
                return std::log(x);
        }
        EXPECTS(false);
        return 0;
    }

    [[nodiscard]] CurvePoint inverse(double y) const {
        switch (scale) {
            case Scale::excess:
                return {std::expm1(y), std::exp(y)};
            case Scale::ratio:
                return {std::exp(y), std::exp(y)};
            case Scale::share: {
                double const small = std::exp(-std::abs(y));  // never overflows
                double const minor = small / (1 + small);
                double const major = 1 / (1 + small);
                return {upper * (y > 0 ? major : minor), upper * minor * major};
            }
        }
        EXPECTS(false);
        return {};
    }
};

/// A root of an increasing function, to the last bits. The bracket grows from `start`.
double root_of_increasing(std::function<double(double)> const& f, double start) {
    double const at_start = f(start);
    if (at_start == 0) return start;
    double const direction = at_start < 0 ? 1 : -1;
    double near = start;
    double value_near = at_start;
    double far = start;
    double value_far = at_start;
    for (double step = 0.5; value_far * at_start > 0; step *= 2) {
        EXPECTS(step < 1e9);
        near = far;
        value_near = value_far;
        far = far + direction * step;
        value_far = f(far);
    }
    if (value_far == 0) return far;
    std::uintmax_t iterations = 200;
    auto const close = [](double a, double b) {
        return std::abs(a - b) <= 4e-16 * std::max(1.0, std::abs(a));
    };
    bool const up = near < far;
    auto const [low, high] =
        boost::math::tools::toms748_solve(f, up ? near : far, up ? far : near, up ? value_near : value_far,
                                          up ? value_far : value_near, close, iterations, MathPolicy{});
    return low + (high - low) / 2;
}

/// The first z in [low, high] where an increasing function reaches `level`; precondition: it does so at high.
double first_reach(std::function<double(double)> const& f, double level, double low, double high) {
    for (;;) {
        double const middle = low + (high - low) / 2;
        if (!(low < middle && middle < high)) return high;
        (f(middle) < level ? low : high) = middle;
    }
}

QuantilePiece straight(double z_low, double z_high, double z0, double y0, double slope) {
    QuantilePiece piece;
    piece.z_low = z_low;
    piece.z_high = z_high;
    piece.at = [=](double z) { return CurvePoint{y0 + slope * (z - z0), slope}; };
    return piece;
}

Pieces transformed(Percentiles const& body, Transformation const& g) {
    std::vector<double> z;
    std::vector<double> y;
    for (Percentile const& point : body.points) {
        z.push_back(normal_score(point.probability));
        y.push_back(g.of(point.value));
    }
    std::vector<double> const slope = monotone_slopes(z, y);
    Pieces pieces{straight(-kInfinity, z.front(), z.front(), y.front(), slope.front())};
    for (std::size_t i = 0; i + 1 < z.size(); ++i) {
        QuantilePiece piece;
        piece.z_low = z[i];
        piece.z_high = z[i + 1];
        piece.at = [cubic =
                        HermiteInterval{z[i], z[i + 1], y[i], y[i + 1], slope[i], slope[i + 1]}](double at) {
            return CurvePoint{cubic.value(at), cubic.slope(at)};
        };
        pieces.push_back(std::move(piece));
    }
    pieces.push_back(straight(z.back(), kInfinity, z.back(), y.back(), slope.back()));
    return pieces;
}

/// The body below the threshold in the normal score of the whole class.
QuantilePiece spliced_body(Spliced const& body, double z_threshold, Transformation const& g) {
    Tails const below = normal_tails((g.of(body.threshold) - body.body.mu) / body.body.sigma);
    double const rate = below.lower / (1 - body.probability_above);
    QuantilePiece piece;
    piece.z_low = -kInfinity;
    piece.z_high = z_threshold;
    piece.at = [=, lognormal = body.body, above = body.probability_above](double z) {
        Tails const t = normal_tails(z);
        double const outer = t.upper - above;  // cancels only where the other tail is the smaller one
        double const score =
            normal_score(Tails{t.lower * rate, below.upper + (outer > 0 ? outer : 0) * rate});
        return CurvePoint{lognormal.mu + lognormal.sigma * score,
                          lognormal.sigma * rate * normal_density(z) / normal_density(score)};
    };
    return piece;
}

/// The Pareto tail above the threshold, not capped yet; logarithms throughout, as its quantiles overflow.
QuantilePiece spliced_tail(Spliced const& body, double index, double z_threshold, Scale scale) {
    QuantilePiece piece;
    piece.z_low = z_threshold;
    piece.z_high = kInfinity;
    piece.at = [=, log_threshold = std::log(body.threshold),
                log_above = std::log(body.probability_above)](double z) {
        double const upper = normal_probability(-z);
        double const log_value = log_threshold - (std::log(upper) - log_above) / index;
        double const slope = normal_density(z) / upper / index;
        if (scale != Scale::excess) return CurvePoint{log_value, slope};
        // g = log(1 + x) from log x, without overflow; its derivative by log x is x / (1 + x).
        double const small = std::exp(-std::abs(log_value));
        double const share = log_value > 0 ? 1 / (1 + small) : small / (1 + small);
        return CurvePoint{(log_value > 0 ? log_value : 0) + std::log1p(small), slope * share};
    };
    return piece;
}

constexpr double kFarthest = 700;  // g of the smallest doubles lies within

/// g of a mixture, held within the range of g, so that a bound itself is never infinite.
Pieces transformed(Mixture const& mixture, Transformation const& g) {
    auto const held = [g](double x) {
        double const y = g.of(x);
        return std::isnan(y) ? -kFarthest : std::clamp(y, -kFarthest, kFarthest);
    };
    auto const joined = [g](Percentiles const& percentiles) { return transformed(percentiles, g); };
    auto const* const one = mixture.parts.size() == 1 ? &mixture.parts.front() : nullptr;
    auto const* const alone = one != nullptr ? std::get_if<Percentiles>(&one->of) : nullptr;
    if (one == nullptr || alone != nullptr || std::holds_alternative<Constant>(one->of)) {
        if (alone != nullptr) return joined(*alone);
        return mixture_pieces(mixture, {held, [g](double y) { return g.inverse(y); }}, joined);
    }
    Pieces pieces = std::visit(
        [](auto const& d) -> Pieces {
            using D = std::decay_t<decltype(d)>;
            if constexpr (std::is_same_v<D, Truncated>) {
                return continuous_pieces(d.of, d.low, d.high);
            } else if constexpr (std::is_constructible_v<Continuous, D const&>) {
                return continuous_pieces(d, -kInfinity, kInfinity);
            } else {
                EXPECTS(false);
                return {};
            }
        },
        one->of);
    for (QuantilePiece& piece : pieces) {
        auto const outwards = [=](CurvePoint x) {
            double const y = held(x.value);
            double const slope = std::abs(y) < kFarthest ? x.slope / g.inverse(y).slope : 0;
            return CurvePoint{y, std::isfinite(slope) ? slope : 0};
        };
        piece.at = [=, at = piece.at](double z) { return outwards(at(z)); };
        if (piece.near) {
            piece.near = [=, near = piece.near](double z, double guess) {
                return outwards(near(z, g.inverse(guess).value));
            };
        }
    }
    return pieces;
}

/// g of the body's quantile function; of a zero-inflated class, of its positive part in its own normal score.
Pieces transformed_body(ReferenceClass const& c, Transformation const& g) {
    if (auto const* percentiles = std::get_if<Percentiles>(&c.body)) return transformed(*percentiles, g);
    if (auto const* mixture = std::get_if<Mixture>(&c.body)) return transformed(*mixture, g);
    if (auto const* beta = std::get_if<Beta>(&c.body)) return {beta_logit_piece(beta->alpha, beta->beta)};
    if (auto const* spliced = std::get_if<Spliced>(&c.body)) {
        double const index = capped_pareto_index(spliced->threshold, spliced->tail_mean, *c.cap);
        double const z = -normal_score(spliced->probability_above);
        return {spliced_body(*spliced, z, g), spliced_tail(*spliced, index, z, g.scale)};
    }
    auto const* zero_inflated = std::get_if<ZeroInflated>(&c.body);
    Lognormal const& lognormal = zero_inflated ? zero_inflated->positive : std::get<Lognormal>(c.body);
    return {straight(-kInfinity, kInfinity, 0, lognormal.mu, lognormal.sigma)};
}

QuantilePiece const& piece_at(Pieces const& pieces, double z) {
    auto const above =
        std::find_if(pieces.begin(), pieces.end(), [z](auto const& p) { return z < p.z_high; });
    return above == pieces.end() ? pieces.back() : *above;
}

/// y(z) = location + deviation(z), deviation(z) = (g(q(z)) - g(q(0))) / sqrt(w), then back through g.
class Widening {
  public:
    Widening(Pieces body, Transformation g, double transferability, std::optional<double> cap)
        : body_{std::move(body)},
          g_{g},
          cap_{cap},
          stretch_{1 / std::sqrt(transferability)},
          middle_{piece_at(body_, 0).at(0).value} {}

    [[nodiscard]] double unmoved() const { return middle_; }

    /// The mean of the class, capped, for this location.
    [[nodiscard]] double mean(double location) {
        if (panels_.empty()) lay_panels();
        double const level =
            cap_ ? g_.of(*cap_) - location : kInfinity;  // deviation at which the cap is reached
        double sum = 0;
        for (Panel const& panel : panels_) {
            if (panel.deviation_at_end >= level) {
                double const z = first_reach([&](double at) { return deviation(*panel.piece, at); }, level,
                                             panel.low, panel.high);
                auto const rest = [&](double at) {
                    return g_.inverse(location + deviation(*panel.piece, at)).value * normal_density(at);
                };
                return sum + integral(rest, panel.low, z) + *cap_ * normal_probability(-z);
            }
            for (std::size_t i = 0; i < GaussRule::kPoints; ++i) {
                sum += panel.weight[i] * g_.inverse(location + panel.deviation[i]).value;
            }
        }
        return sum;
    }

    /// The location that gives this mean. Precondition: the mean is possible.
    [[nodiscard]] double location_for(double wanted) {
        return root_of_increasing([&](double location) { return mean(location) - wanted; }, middle_);
    }

    /// The quantile function, capped.
    [[nodiscard]] Pieces pieces(double location) const {
        Pieces result;
        double const level = cap_ ? g_.of(*cap_) : kInfinity;
        for (QuantilePiece const& inner : body_) {
            double const low = std::max(inner.z_low, -kLargestScore);
            double const high = std::min(inner.z_high, kLargestScore);
            if (location + deviation(inner, low) >= level) {
                result.push_back(constant_piece(inner.z_low, kInfinity, *cap_));
                return result;
            }
            result.push_back(back_through_g(inner, location));
            if (location + deviation(inner, high) < level) continue;
            double const z =
                first_reach([&](double at) { return location + deviation(inner, at); }, level, low, high);
            result.back().z_high = z;
            result.push_back(constant_piece(z, kInfinity, *cap_));
            return result;
        }
        return result;
    }

  private:
    struct Panel {
        QuantilePiece const* piece;
        double low, high;
        double deviation_at_end;
        std::array<double, GaussRule::kPoints> deviation;
        std::array<double, GaussRule::kPoints> weight;  ///< of quadrature times the normal density
    };

    [[nodiscard]] double deviation(QuantilePiece const& piece, double z) const {
        return (piece.at(z).value - middle_) * stretch_;
    }

    /// Panels short enough that g^-1 of the deviation is no more than exp(8 t), t in [0, 1], on each of them.
    void lay_panels() {
        constexpr double kWidest = 0.5;
        constexpr double kNarrowest = 1e-6;
        constexpr double kSteepest = 8;
        GaussRule const& rule = gauss_rule();
        for (QuantilePiece const& piece : body_) {
            double const end = std::min(piece.z_high, kLargestScore);
            double low = std::max(piece.z_low, -kLargestScore);
            double at_low = deviation(piece, low);
            while (low < end) {
                double width = std::min(kWidest, end - low);
                while (width > kNarrowest && deviation(piece, low + width) - at_low > kSteepest) width /= 2;
                Panel panel{&piece, low, low + width < end ? low + width : end, 0, {}, {}};
                panel.deviation_at_end = deviation(piece, panel.high);
                for (std::size_t i = 0; i < GaussRule::kPoints; ++i) {
                    double const z = low + (panel.high - low) * rule.nodes[i];
                    panel.deviation[i] = deviation(piece, z);
                    panel.weight[i] = rule.weights[i] * (panel.high - low) * normal_density(z);
                }
                panels_.push_back(panel);
                low = panel.high;
                at_low = panel.deviation_at_end;
            }
        }
    }

    [[nodiscard]] QuantilePiece back_through_g(QuantilePiece const& inner, double location) const {
        QuantilePiece piece = inner;
        auto const outwards = [=, g = g_, stretch = stretch_, middle = middle_](CurvePoint y) {
            CurvePoint const x = g.inverse(location + (y.value - middle) * stretch);
            return CurvePoint{x.value, x.slope * y.slope * stretch};
        };
        piece.at = [outwards, at = inner.at](double z) { return outwards(at(z)); };
        if (inner.near) {
            piece.near = [=, g = g_, stretch = stretch_, middle = middle_, near = inner.near](double z,
                                                                                              double guess) {
                return outwards(near(z, (g.of(guess) - location) / stretch + middle));
            };
        }
        return piece;
    }

    Pieces body_;
    Transformation g_;
    std::optional<double> cap_;
    double stretch_;
    double middle_;
    std::vector<Panel> panels_;
};

/// The class without shift and pool.
Pieces widened(ReferenceClass const& c) {
    auto const* zero_inflated = std::get_if<ZeroInflated>(&c.body);
    double const zero = zero_inflated ? zero_inflated->probability_of_zero : 0;
    Transformation const g = zero_inflated ? Transformation{} : Transformation{c.scale, c.upper};
    Pieces const body = transformed_body(c, g);
    Widening widening{body, g, c.transferability, c.cap};
    double location = widening.unmoved();
    if (c.published_mean) {
        location = widening.location_for(*c.published_mean / (1 - zero));
    } else if (c.transferability < 1) {
        Widening as_published{body, g, 1, c.cap};
        location = widening.location_for(as_published.mean(as_published.unmoved()));
    }
    Pieces pieces = widening.pieces(location);
    if (zero == 0) return pieces;
    double const z = normal_score(zero);
    Pieces result{constant_piece(-kInfinity, z, 0)};
    for (auto& piece : laid_out(pieces, {-kInfinity, kInfinity, z, kInfinity, 1 - zero})) {
        result.push_back(std::move(piece));
    }
    return result;
}

Pieces shifted(Pieces pieces, double by) {
    if (by == 0) return pieces;
    auto const held = [](double z) { return std::clamp(z, -kLargestScore, kLargestScore); };
    for (QuantilePiece& piece : pieces) {
        piece.z_low -= by;
        piece.z_high -= by;
        piece.at = [=, at = piece.at](double z) { return at(held(z + by)); };
        if (piece.near) {
            piece.near = [=, near = piece.near](double z, double guess) { return near(held(z + by), guess); };
        }
    }
    return pieces;
}

/// The normal score at which the class reaches the claim: below it lies what is smaller.
double score_of(Pieces const& pieces, double claim) {
    for (QuantilePiece const& piece : pieces) {
        double const low = std::max(piece.z_low, -kLargestScore);
        double const high = std::min(piece.z_high, kLargestScore);
        if (!(low < high)) continue;
        if (piece.at(low).value >= claim) return low <= -kLargestScore ? -kInfinity : low;
        if (piece.constant || piece.at(high).value < claim) continue;
        return first_reach([&](double z) { return piece.at(z).value; }, claim, low, high);
    }
    return kInfinity;
}

Pieces pooled(Pieces pieces, std::optional<Pool> const& pool) {
    if (!pool) return pieces;
    double const of_class = 1 - pool->weight;
    double const t = score_of(pieces, pool->claim);
    Tails const split = normal_tails(t);
    double const z_from = normal_score(Tails{of_class * split.lower, pool->weight + of_class * split.upper});
    double const z_to = normal_score(Tails{pool->weight + of_class * split.lower, of_class * split.upper});
    Pieces result = laid_out(pieces, {-kInfinity, t, -kInfinity, z_from, of_class});
    result.push_back(constant_piece(z_from, z_to, pool->claim));
    for (auto& piece : laid_out(pieces, {t, kInfinity, z_to, kInfinity, of_class}))
        result.push_back(std::move(piece));
    return result;
}

/// Mean of min(X, cap) for a Pareto X above `threshold`: T (1 + ((cap/T)^(1-i) - 1) / (1 - i)).
double capped_pareto_mean(double threshold, double index, double cap) {
    double const log_room = std::log(cap / threshold);
    double const power = 1 - index;
    double const excess = power == 0 ? log_room : std::expm1(power * log_room) / power;
    return threshold * (1 + excess);
}

}  // namespace

QuantilePiece constant_piece(double z_low, double z_high, double value) {
    QuantilePiece piece;
    piece.z_low = z_low;
    piece.z_high = z_high;
    piece.at = [value](double) { return CurvePoint{value, 0}; };
    piece.constant = true;
    return piece;
}

std::vector<QuantilePiece> laid_out(std::vector<QuantilePiece> const& inner, Layout const& l) {
    auto const outer_score = [&l](double t) {
        if (t <= l.t_from) return l.z_from;
        if (t >= l.t_to) return l.z_to;
        return normal_score(Tails{normal_probability(l.z_from) + l.weight * normal_mass(l.t_from, t),
                                  normal_probability(-l.z_to) + l.weight * normal_mass(t, l.t_to)});
    };
    auto const inner_score = [l](double z) {
        if (z <= l.z_from) return std::max(l.t_from, -kLargestScore);
        if (z >= l.z_to) return std::min(l.t_to, kLargestScore);
        double const t =
            normal_score(Tails{normal_probability(l.t_from) + normal_mass(l.z_from, z) / l.weight,
                               normal_probability(-l.t_to) + normal_mass(z, l.z_to) / l.weight});
        return std::clamp(t, std::max(l.t_from, -kLargestScore), std::min(l.t_to, kLargestScore));
    };
    std::vector<QuantilePiece> result;
    for (QuantilePiece const& in : inner) {
        double const t_low = std::max(in.z_low, l.t_from);
        double const t_high = std::min(in.z_high, l.t_to);
        if (!(t_low < t_high)) continue;
        QuantilePiece out = in;
        out.z_low = outer_score(t_low);
        out.z_high = outer_score(t_high);
        if (!(out.z_low < out.z_high)) continue;
        bool const squeezed_low = t_low == -kInfinity && l.z_from != -kInfinity;
        bool const squeezed_high = t_high == kInfinity && l.z_to != kInfinity;
        out.steep_low = (in.steep_low && t_low == in.z_low) || (!in.constant && squeezed_low);
        out.steep_high = (in.steep_high && t_high == in.z_high) || (!in.constant && squeezed_high);
        double const weight = l.weight;
        auto const outwards = [weight](double z, double t, CurvePoint point) {
            return CurvePoint{point.value, point.slope * normal_density(z) / (weight * normal_density(t))};
        };
        if (in.constant) {
            result.push_back(std::move(out));
            continue;
        }
        out.at = [=, at = in.at](double z) {
            double const t = inner_score(z);
            return outwards(z, t, at(t));
        };
        if (in.near) {
            out.near = [=, near = in.near](double z, double guess) {
                double const t = inner_score(z);
                return outwards(z, t, near(t, guess));
            };
        }
        result.push_back(std::move(out));
    }
    return result;
}

std::vector<QuantilePiece> class_pieces(ReferenceClass const& reference_class) {
    EXPECTS(!flaw_of(reference_class));
    return pooled(shifted(widened(reference_class), reference_class.score_shift), reference_class.pool);
}

double capped_pareto_index(double threshold, double tail_mean, double cap) {
    EXPECTS(0 < threshold && threshold < tail_mean && tail_mean < cap);
    auto const surplus = [&](double log_index) {  // falls with the index
        return tail_mean - capped_pareto_mean(threshold, std::exp(log_index), cap);
    };
    return std::exp(root_of_increasing(surplus, 0));
}

std::optional<Lognormal> spliced_body_with_mean(Scale scale, double mean, double sigma, double threshold) {
    double const lowest = scale == Scale::excess ? -1 : 0;
    constexpr double kWidestSigma = 10;
    bool const possible = scale != Scale::share && 0 < sigma && sigma < kWidestSigma && lowest < mean &&
                          mean < threshold && 0 < threshold && std::isfinite(threshold);
    if (!possible) return std::nullopt;
    Transformation const g{scale, 1};
    double const y = g.of(threshold);
    // Mean below the threshold of exp(N(mu, s^2)): exp(mu + s^2/2) Phi(k - s) / Phi(k), k = (y - mu) / s. It
    // rises with mu towards the threshold; beyond k = -25 it is within 4 % of sigma of it.
    double const largest_mu = y + 25 * sigma;
    auto const mean_below = [&](double mu) {
        double const k = (y - mu) / sigma;
        double const kept = std::log(normal_probability(k - sigma)) - std::log(normal_probability(k));
        return g.inverse(mu + sigma * sigma / 2 + kept).value;
    };
    if (mean >= mean_below(largest_mu)) return std::nullopt;
    auto const error = [&](double mu) { return mean_below(mu < largest_mu ? mu : largest_mu) - mean; };
    return Lognormal{root_of_increasing(error, g.of(mean)), sigma};
}

std::optional<CapEffect> cap_effect(ReferenceClass const& reference_class) {
    if (!reference_class.cap) return std::nullopt;
    double const cap = *reference_class.cap;
    std::vector<QuantilePiece> const pieces = class_pieces(reference_class);
    CapEffect effect;
    for (QuantilePiece const& piece : pieces) {
        bool const at_cap = piece.constant && piece.at(0).value == cap;
        if (at_cap) effect.probability += normal_mass(piece.z_low, piece.z_high);
    }
    double const above_zero = expectation(pieces, [](double x) { return x > 0 ? x : 0; });
    if (cap > 0) effect.share_of_mean = cap * effect.probability / above_zero;
    return effect;
}

}  // namespace mergerisk::math
