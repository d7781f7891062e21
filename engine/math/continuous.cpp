#include "engine/math/continuous.h"

#include "engine/base/contract.h"
#include "engine/math/normal.h"
#include "engine/math/policy.h"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

namespace mergerisk::math {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kLargestLogit = 700.0;  // exp(700) is near the end of the range of a double

struct Located {
    double x = 0;
    double density = 0;
};

/// One continuous distribution: where a probability lies and how dense it is there.
class Shape {
  public:
    Shape() = default;
    Shape(Shape const&) = delete;
    Shape(Shape&&) = delete;
    Shape& operator=(Shape const&) = delete;
    Shape& operator=(Shape&&) = delete;
    virtual ~Shape() = default;
    [[nodiscard]] virtual Tails tails(double x) const = 0;
    [[nodiscard]] virtual Located locate(Tails target) const = 0;
    [[nodiscard]] virtual double density(double x) const = 0;
    /// From a good guess; nullopt where the guess is not good enough.
    [[nodiscard]] virtual std::optional<Located> locate_near(Tails, double) const { return std::nullopt; }
    [[nodiscard]] virtual bool improves_guesses() const { return false; }
    /// Where a derivative of the density jumps.
    [[nodiscard]] virtual std::optional<double> kink() const { return std::nullopt; }
};

/// Error in probability at x, from the tail that is known better; positive when x is too high.
double excess_probability(Tails at, Tails target) {
    return target.lower <= target.upper ? at.lower - target.lower : target.upper - at.upper;
}

/// Halley's iteration for F(x) = u. `steepness(x)` bounds the relative change of the density per unit of x.
/// The error of a step of size s is of the order s^3 steepness^2, so a step that is small against 1/steepness
/// is the last one.
template <class TailsAt, class Density, class LogSlope, class Steepness, class Inside>
std::optional<Located> halley(double x, Tails target, TailsAt const& tails_at, Density const& density,
                              LogSlope const& log_slope, Steepness const& steepness, Inside const& inside) {
    constexpr double kTooFar = 0.2;
    constexpr double kLastStep = 1e-5;
    for (int i = 0; i < 4; ++i) {
        if (!inside(x)) return std::nullopt;
        double const f = density(x);
        double const newton = excess_probability(tails_at(x), target) / f;
        if (!(std::abs(newton) * steepness(x) < kTooFar)) return std::nullopt;
        double const step = newton / (1 - newton * log_slope(x) / 2);
        bool const last = std::abs(step) * steepness(x) < kLastStep;
        x -= step;
        if (last && inside(x)) return Located{x, density(x)};
    }
    return std::nullopt;
}

/// Beta on [0, 1]. Keeps 1 - x beside x, so that both ends are equally accurate.
class UnitBeta {
  public:
    UnitBeta(double alpha, double beta)
        : alpha_{alpha},
          beta_{beta},
          log_beta_{boost::math::lgamma(alpha, MathPolicy{}) + boost::math::lgamma(beta, MathPolicy{}) -
                    boost::math::lgamma(alpha + beta, MathPolicy{})},
          mean_logit_{boost::math::digamma(alpha, MathPolicy{}) - boost::math::digamma(beta, MathPolicy{})},
          sd_logit_{std::sqrt(boost::math::trigamma(alpha, MathPolicy{}) +
                              boost::math::trigamma(beta, MathPolicy{}))} {}

    struct Place {
        double x = 0;
        double complement = 0;
        double density = 0;
    };

    [[nodiscard]] Tails tails(double x) const {
        if (x <= 0) return {0, 1};
        if (x >= 1) return {1, 0};
        return {boost::math::ibeta(alpha_, beta_, x, MathPolicy{}),
                boost::math::ibetac(alpha_, beta_, x, MathPolicy{})};
    }

    [[nodiscard]] double density(double x) const {
        if (x < 0 || x > 1) return 0;
        if (x == 0) return alpha_ < 1 ? kInfinity : alpha_ == 1 ? beta_ : 0;
        if (x == 1) return beta_ < 1 ? kInfinity : beta_ == 1 ? alpha_ : 0;
        return density(alpha_, beta_, x, 1 - x);
    }

    [[nodiscard]] Place locate(Tails target) const {
        if (target.lower <= target.upper) return locate_lower(alpha_, beta_, target.lower, mean_logit_);
        Place const mirrored = locate_lower(beta_, alpha_, target.upper, -mean_logit_);
        return {mirrored.complement, mirrored.x, mirrored.density};
    }

    [[nodiscard]] std::optional<Located> locate_near(Tails target, double guess) const {
        bool const low_side = target.lower <= target.upper;
        auto const one_tail = [&](double x) {  // the other one would cost as much again
            return low_side ? Tails{boost::math::ibeta(alpha_, beta_, x, MathPolicy{}), 0}
                            : Tails{0, boost::math::ibetac(alpha_, beta_, x, MathPolicy{})};
        };
        auto const log_slope = [&](double x) { return (alpha_ - 1) / x - (beta_ - 1) / (1 - x); };
        auto const steepness = [&](double x) {
            return (std::abs(alpha_ - 1) + 1) / x + (std::abs(beta_ - 1) + 1) / (1 - x);
        };
        auto const f = [&](double x) { return density(alpha_, beta_, x, 1 - x); };
        // Above this, 1 - x has lost digits that the density needs; near 0, the density may overflow.
        auto const inside = [](double x) { return x > 1e-100 && x < 1 - 1e-6; };
        return halley(guess, target, one_tail, f, log_slope, steepness, inside);
    }

  private:
    [[nodiscard]] static double density(double a, double b, double x, double complement) {
        return x <= complement ? boost::math::ibeta_derivative(a, b, x, MathPolicy{})
                               : boost::math::ibeta_derivative(b, a, complement, MathPolicy{});
    }

    /// The place of Beta(a, b) with `lower` <= 1/2 below it. Own root search: that of Boost 1.74 (ibeta_inv)
    /// gives up on such ordinary cases as Beta(3, 1/2) at a tail of 3e-8. The logarithm of the probability
    /// below a logit y is increasing and concave in y, so Newton's method converges from everywhere; Halley's
    /// needs fewer steps.
    [[nodiscard]] Place locate_lower(double a, double b, double lower, double mean_logit) const {
        constexpr int kMostSteps = 100;
        constexpr double kLastStep = 1e-5;  // its cube is below rounding
        if (lower <= 0) return {0, 1, kInfinity};
        double const near_zero = std::exp((std::log(lower) + std::log(a) + log_beta_) / a);
        // F(x) = x^a / (a B(a, b)) (1 - (b - 1) a / (a + 1) x + ...)
        double const second_term = near_zero * (std::abs(b - 1) + 1);
        if (second_term < 1e-16) return {near_zero, 1 - near_zero, a * lower / near_zero};
        double y = mean_logit + sd_logit_ * normal_score(lower);
        if (second_term < 0.3) {
            double const x = near_zero * (1 + (b - 1) * near_zero / (a + 1));
            y = std::log(x) - std::log1p(-x);
        }
        double too_high = mean_logit + 5 * sd_logit_;
        Place place = at_logit(y);
        bool last = false;
        for (int i = 0; i < kMostSteps && !last; ++i) {
            double const below = place.x <= place.complement
                                     ? boost::math::ibeta(a, b, place.x, MathPolicy{})
                                     : boost::math::ibetac(b, a, place.complement, MathPolicy{});
            if (below > lower && y < too_high) too_high = y;
            double step = (y - too_high) / 2;  // where the probability underflows, far to the left
            if (below > 0) {
                place.density = density(a, b, place.x, place.complement);
                double const slope = place.density * place.x * place.complement / below;  // of the logarithm
                double const newton = (std::log(below) - std::log(lower)) / slope;
                double const curvature =
                    a * place.complement - b * place.x - slope;  // second derivative / first
                double const halley = 1 - newton * curvature / 2;
                step = halley > 0.5 && halley < 2 ? newton / halley : newton;
            }
            last = std::abs(step) < kLastStep;
            y = std::min(y - step, too_high);
            place = at_logit(y);
        }
        ENSURES(last);
        place.density = density(a, b, place.x, place.complement);
        return place;
    }

    [[nodiscard]] static Place at_logit(double y) {
        double const small = std::exp(-std::abs(y));
        double const minor = small / (1 + small);
        double const major = 1 / (1 + small);
        return {y < 0 ? minor : major, y < 0 ? major : minor, 0};
    }

    double alpha_;
    double beta_;
    double log_beta_;  ///< of the beta function B(alpha, beta)
    double mean_logit_;
    double sd_logit_;
};

class BetaShape final : public Shape {
  public:
    BetaShape(double alpha, double beta, double low, double high)
        : unit_{alpha, beta}, low_{low}, width_{high - low} {}

    Tails tails(double x) const override { return unit_.tails((x - low_) / width_); }
    double density(double x) const override { return unit_.density((x - low_) / width_) / width_; }
    Located locate(Tails target) const override {
        UnitBeta::Place const place = unit_.locate(target);
        return {low_ + width_ * place.x, place.density / width_};
    }
    std::optional<Located> locate_near(Tails target, double guess) const override {
        auto const place = unit_.locate_near(target, (guess - low_) / width_);
        if (!place) return std::nullopt;
        return Located{low_ + width_ * place->x, place->density / width_};
    }
    bool improves_guesses() const override { return true; }

  private:
    UnitBeta unit_;
    double low_;
    double width_;
};

class GammaShape final : public Shape {
  public:
    GammaShape(double shape, double scale) : shape_{shape}, scale_{scale} {}

    Tails tails(double x) const override {
        if (x <= 0) return {0, 1};
        if (x == kInfinity) return {1, 0};
        return {boost::math::gamma_p(shape_, x / scale_, MathPolicy{}),
                boost::math::gamma_q(shape_, x / scale_, MathPolicy{})};
    }
    Located locate(Tails target) const override {
        if (target.lower <= 0) return {0, kInfinity};
        if (target.upper <= 0) return {kInfinity, 0};
        double const x = target.lower <= target.upper
                             ? boost::math::gamma_p_inv(shape_, target.lower, MathPolicy{})
                             : boost::math::gamma_q_inv(shape_, target.upper, MathPolicy{});
        return {scale_ * x, unit_density(x) / scale_};
    }
    double density(double x) const override { return x < 0 ? 0 : unit_density(x / scale_) / scale_; }
    std::optional<Located> locate_near(Tails target, double guess) const override {
        bool const low_side = target.lower <= target.upper;
        auto const one_tail = [&](double x) {
            return low_side ? Tails{boost::math::gamma_p(shape_, x, MathPolicy{}), 0}
                            : Tails{0, boost::math::gamma_q(shape_, x, MathPolicy{})};
        };
        auto const log_slope = [&](double x) { return (shape_ - 1) / x - 1; };
        auto const steepness = [&](double x) { return (std::abs(shape_ - 1) + 1) / x + 1; };
        auto const f = [&](double x) { return unit_density(x); };
        auto const inside = [](double x) { return x > 0; };
        auto const place = halley(guess / scale_, target, one_tail, f, log_slope, steepness, inside);
        if (!place) return std::nullopt;
        return Located{scale_ * place->x, place->density / scale_};
    }
    bool improves_guesses() const override { return true; }

  private:
    [[nodiscard]] double unit_density(double x) const {
        if (x <= 0) return kInfinity;
        return boost::math::gamma_p_derivative(shape_, x, MathPolicy{});
    }
    double shape_;
    double scale_;
};

class NormalShape final : public Shape {
  public:
    NormalShape(double mean, double standard_deviation) : mean_{mean}, sd_{standard_deviation} {}
    Tails tails(double x) const override { return normal_tails((x - mean_) / sd_); }
    Located locate(Tails target) const override {
        double const z = normal_score(target);
        return {mean_ + sd_ * z, normal_density(z) / sd_};
    }
    double density(double x) const override { return normal_density((x - mean_) / sd_) / sd_; }

  private:
    double mean_;
    double sd_;
};

class LognormalShape final : public Shape {
  public:
    LognormalShape(double mu, double sigma) : mu_{mu}, sigma_{sigma} {}
    Tails tails(double x) const override {
        if (x <= 0) return {0, 1};
        return normal_tails((std::log(x) - mu_) / sigma_);
    }
    Located locate(Tails target) const override {
        double const z = normal_score(target);
        double const x = std::exp(mu_ + sigma_ * z);
        return {x, normal_density(z) / (sigma_ * x)};
    }
    double density(double x) const override {
        if (x <= 0) return 0;
        return normal_density((std::log(x) - mu_) / sigma_) / (sigma_ * x);
    }

  private:
    double mu_;
    double sigma_;
};

class UniformShape final : public Shape {
  public:
    UniformShape(double low, double high) : low_{low}, high_{high} {}
    Tails tails(double x) const override {
        if (x <= low_) return {0, 1};
        if (x >= high_) return {1, 0};
        return {(x - low_) / (high_ - low_), (high_ - x) / (high_ - low_)};
    }
    Located locate(Tails target) const override {
        double const width = high_ - low_;
        double const x =
            target.lower <= target.upper ? low_ + width * target.lower : high_ - width * target.upper;
        return {x, 1 / width};
    }
    double density(double x) const override { return x < low_ || x > high_ ? 0 : 1 / (high_ - low_); }

  private:
    double low_;
    double high_;
};

class TriangularShape final : public Shape {
  public:
    TriangularShape(double low, double mode, double high) : low_{low}, mode_{mode}, high_{high} {}
    Tails tails(double x) const override {
        if (x <= low_) return {0, 1};
        if (x >= high_) return {1, 0};
        if (x <= mode_ && mode_ > low_) {
            double const lower = (x - low_) * (x - low_) / rising();
            return {lower, 1 - lower};
        }
        double const upper = (high_ - x) * (high_ - x) / falling();
        return {1 - upper, upper};
    }
    Located locate(Tails target) const override {
        if (mode_ > low_ && target.lower <= (mode_ - low_) / (high_ - low_)) {
            double const above_low = std::sqrt(target.lower * rising());
            return {low_ + above_low, 2 * above_low / rising()};
        }
        double const below_high = std::sqrt(target.upper * falling());
        return {high_ - below_high, 2 * below_high / falling()};
    }
    double density(double x) const override {
        if (x < low_ || x > high_) return 0;
        return x <= mode_ && mode_ > low_ ? 2 * (x - low_) / rising() : 2 * (high_ - x) / falling();
    }
    std::optional<double> kink() const override { return mode_; }

  private:
    [[nodiscard]] double rising() const { return (high_ - low_) * (mode_ - low_); }
    [[nodiscard]] double falling() const { return (high_ - low_) * (high_ - mode_); }
    double low_;
    double mode_;
    double high_;
};

struct MakeShape {
    using Made = std::shared_ptr<Shape const>;
    Made operator()(Pert const& d) const {
        double const width = d.high - d.low;
        return std::make_shared<BetaShape>(1 + 4 * (d.mode - d.low) / width,
                                           1 + 4 * (d.high - d.mode) / width, d.low, d.high);
    }
    Made operator()(Triangular const& d) const {
        return std::make_shared<TriangularShape>(d.low, d.mode, d.high);
    }
    Made operator()(Uniform const& d) const { return std::make_shared<UniformShape>(d.low, d.high); }
    Made operator()(Normal const& d) const {
        return std::make_shared<NormalShape>(d.mean, d.standard_deviation);
    }
    Made operator()(Lognormal const& d) const { return std::make_shared<LognormalShape>(d.mu, d.sigma); }
    Made operator()(Gamma const& d) const { return std::make_shared<GammaShape>(d.shape, d.scale); }
    Made operator()(Beta const& d) const {
        return std::make_shared<BetaShape>(d.alpha, d.beta, d.low, d.high);
    }
};

/// The part of the probability that a truncation keeps.
struct Window {
    Tails at_low;
    Tails at_high;
    double mass = 1;

    Window(Shape const& shape, double low, double high)
        : at_low{low == -kInfinity ? Tails{0, 1} : shape.tails(low)},
          at_high{high == kInfinity ? Tails{1, 0} : shape.tails(high)} {
        // Of the differences of two tails, the one that does not cancel.
        mass = at_low.lower > at_low.upper ? at_low.upper - at_high.upper : at_high.lower - at_low.lower;
    }

    [[nodiscard]] Tails inside(double z) const {
        Tails const t = normal_tails(z);
        return {at_low.lower + t.lower * mass, at_high.upper + t.upper * mass};
    }

    /// The normal score, within the window, of the probability `t` of the whole.
    [[nodiscard]] double score(Tails t) const {
        Tails const within{(t.lower - at_low.lower) / mass, (t.upper - at_high.upper) / mass};
        return normal_score(Tails{std::clamp(within.lower, 0.0, 1.0), std::clamp(within.upper, 0.0, 1.0)});
    }
};

/// dx/dz of a variable with this density where probability runs `rate` times as fast as the score's.
double slope_at(double z, double density, double rate) {
    bool const flat = !(density > 0) || density == kInfinity;
    return flat ? 0 : rate * normal_density(z) / density;
}

QuantilePiece whole_line(std::function<CurvePoint(double)> at) {
    QuantilePiece piece;
    piece.z_low = -kInfinity;
    piece.z_high = kInfinity;
    piece.at = std::move(at);
    return piece;
}

std::optional<QuantilePiece> closed_form(Continuous const& of) {
    if (auto const* normal = std::get_if<Normal>(&of)) {
        return whole_line([d = *normal](double z) {
            return CurvePoint{d.mean + d.standard_deviation * z, d.standard_deviation};
        });
    }
    if (auto const* lognormal = std::get_if<Lognormal>(&of)) {
        return whole_line([d = *lognormal](double z) {
            double const x = std::exp(d.mu + d.sigma * z);
            return CurvePoint{x, d.sigma * x};
        });
    }
    return std::nullopt;
}

}  // namespace

std::vector<QuantilePiece> continuous_pieces(Continuous const& of, double low, double high) {
    if (low == -kInfinity && high == kInfinity) {
        if (auto piece = closed_form(of)) return {std::move(*piece)};
    }
    auto const shape = std::visit(MakeShape{}, of);
    Window const window{*shape, low, high};
    EXPECTS(window.mass > 0);
    auto const point = [low, high, window](double z, Located place) {
        // Rounding may lead one bit past a bound.
        return CurvePoint{std::clamp(place.x, low, high), slope_at(z, place.density, window.mass)};
    };
    QuantilePiece piece = whole_line([=](double z) { return point(z, shape->locate(window.inside(z))); });
    if (shape->improves_guesses()) {
        piece.near = [=](double z, double guess) {
            Tails const target = window.inside(z);
            auto const place = shape->locate_near(target, guess);
            return point(z, place ? *place : shape->locate(target));
        };
    }
    auto const kink = shape->kink();
    if (!kink || *kink <= low || *kink >= high) return {std::move(piece)};
    double const z_kink = window.score(shape->tails(*kink));
    if (std::abs(z_kink) > kLargestScore) return {std::move(piece)};
    QuantilePiece below = piece;
    below.z_high = z_kink;
    piece.z_low = z_kink;
    return {std::move(below), std::move(piece)};
}

DistributionCurve distribution_curve(Continuous const& of, double low, double high) {
    auto const shape = std::visit(MakeShape{}, of);
    Window const window{*shape, low, high};
    EXPECTS(window.mass > 0);
    DistributionCurve curve;
    curve.tails = [=](double x) {
        if (x <= low) return Tails{0, 1};
        if (x >= high) return Tails{1, 0};
        Tails const t = shape->tails(x);
        return Tails{std::clamp((t.lower - window.at_low.lower) / window.mass, 0.0, 1.0),
                     std::clamp((t.upper - window.at_high.upper) / window.mass, 0.0, 1.0)};
    };
    curve.density = [=](double x) { return x < low || x > high ? 0 : shape->density(x) / window.mass; };
    Support const whole = std::visit([](auto const& d) { return support(d); }, of);
    for (double const end : {std::max(low, whole.low), std::min(high, whole.high)}) {
        if (std::isfinite(end)) curve.breaks.push_back(end);
    }
    if (auto const kink = shape->kink()) {
        if (low < *kink && *kink < high) curve.breaks.push_back(*kink);
    }
    return curve;
}

double probability_between(Continuous const& of, double low, double high) {
    auto const shape = std::visit(MakeShape{}, of);
    return Window{*shape, low, high}.mass;
}

QuantilePiece beta_logit_piece(double alpha, double beta) {
    UnitBeta const unit{alpha, beta};
    auto const point = [](double z, UnitBeta::Place const& place) {
        double const logit = std::log(place.x) - std::log(place.complement);
        if (!(std::abs(logit) < kLargestLogit)) return CurvePoint{std::copysign(kLargestLogit, logit), 0};
        return CurvePoint{logit, slope_at(z, place.density * place.x * place.complement, 1)};
    };
    QuantilePiece piece = whole_line([=](double z) { return point(z, unit.locate(normal_tails(z))); });
    piece.near = [=](double z, double guess) {
        Tails const target = normal_tails(z);
        double const x = 1 / (1 + std::exp(-guess));
        if (auto const place = unit.locate_near(target, x)) {
            return point(z, {place->x, 1 - place->x, place->density});
        }
        return point(z, unit.locate(target));
    };
    return piece;
}

}  // namespace mergerisk::math
