#pragma once
// What evidence says of a ratio, a share or a quantity: the distribution over a class of past cases, widened
// for how far these cases carry over to the one at hand.

#include "engine/math/plain_distributions.h"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace mergerisk::math {

/// P(X <= value) = probability, 0 < probability < 1.
struct Percentile {
    double probability = 0;
    double value = 0;
    friend bool operator==(Percentile const&, Percentile const&) = default;
};

/// How the spread of a class is measured: widening acts on g(value).
enum class Scale {
    excess,  ///< an overrun o, 0 = as claimed, 0.2 = 20 % more, above -1; g = log(1 + o)
    share,   ///< a share that cannot leave [0, upper]; g = log(x / (upper - x))
    ratio,   ///< a positive ratio or quantity; g = log(x)
};

/// Two or more percentiles, ascending. g(value) is joined by a monotone cubic in the normal score (Steffen
/// 1990, "A simple method for monotonic interpolation in one dimension", Astronomy and Astrophysics 239),
/// with the slope of the outermost interval at each end knot, and is linear beyond the ends: so two
/// percentiles give a (log- or logit-)normal distribution. Equal values of neighbours are a lump of
/// probability. Values where g is infinite (0 or upper of a share, 0 of a ratio, -100 % of an excess) cannot
/// be widened and are refused.
struct Percentiles {
    std::vector<Percentile> points;
    friend bool operator==(Percentiles const&, Percentiles const&) = default;
};

/// Heavy-tailed overruns. With `probability_above` the value lies above `threshold` and is Pareto from there,
/// P(X > x) = (x / threshold)^-index, cut off at the cap of the class (what lies beyond is counted at the
/// cap); the index is solved so that the mean of this tail *with* the cap is `tail_mean`. Otherwise `body`,
/// truncated at the threshold: the lognormal of 1 + o for an excess, of the value for a ratio. Needs a cap.
struct Spliced {
    Lognormal body;
    double threshold = 0;
    double probability_above = 0;
    double tail_mean = 0;
    friend bool operator==(Spliced const&, Spliced const&) = default;
};

/// Exactly 0 with a probability, else lognormal. The lump keeps its probability; only the positive part, on
/// the logarithm of the value (also for an excess), is widened.
struct ZeroInflated {
    double probability_of_zero = 0;
    Lognormal positive;
    friend bool operator==(ZeroInflated const&, ZeroInflated const&) = default;
};

/// A mixture (linear opinion pool, Stone 1961, "The opinion pool", Annals of Mathematical Statistics 32):
/// each part holds with its weight. Opinions of experts, or what is known piece by piece of a class. A single
/// part is that distribution itself, to be widened or pooled. Lognormal parts are of the value itself, for an
/// excess too; percentiles are joined as above, no two neighbours equal. Parts lie in the range of the scale;
/// lumps (Constant) strictly within it.
struct Mixture {
    struct Part {
        double weight = 0;  ///< above 0; all together make 1
        std::variant<Constant, Pert, Triangular, Uniform, Normal, Lognormal, Gamma, Beta, Truncated,
                     Percentiles>
            of;
        friend bool operator==(Part const&, Part const&) = default;
    };
    std::vector<Part> parts;
    friend bool operator==(Mixture const&, Mixture const&) = default;
};

/// Linear opinion pool (Stone 1961): with probability `weight` the claim is simply right. Mixture of a lump
/// at `claim` with the class.
struct Pool {
    double claim = 0;
    double weight = 0;
    friend bool operator==(Pool const&, Pool const&) = default;
};

/// Which bodies go with which scale: percentiles with all; Lognormal (of 1 + o for an excess), Spliced and
/// ZeroInflated with excess and ratio; Beta, on [0, upper], with share; Mixture with all.
///
/// With q the quantile function of the body and w the transferability,
///     x(u) = min(g^-1(a + (g(q(u)) - g(q(1/2))) / sqrt(w)), cap),
/// where the location `a` is solved so that the mean, after capping, is that of min(q(u), cap), or
/// `published_mean` if that is given. Then z is shifted, then the claim is pooled in.
struct ReferenceClass {
    std::variant<Percentiles, Lognormal, Beta, Spliced, ZeroInflated, Mixture> body;
    Scale scale = Scale::ratio;
    double upper = 1;            ///< of a share
    double transferability = 1;  ///< w in [0.05, 1]: a case counts as w cases of the transaction at hand
    std::optional<double> cap;   ///< values beyond are counted at the cap
    std::optional<double> published_mean;
    double score_shift =
        0;  ///< x(z + score_shift): better (or worse) placed within the class; moves the mean
    std::optional<Pool> pool;
    friend bool operator==(ReferenceClass const&, ReferenceClass const&) = default;
};

/// The least transferability: below it, evidence is too remote to be called evidence.
inline constexpr double kLeastTransferability = 0.05;

/// An uncapped class whose g rises faster than this with the normal score is refused: more than 1 % of its
/// mean would rest on events beyond a normal score of 8.2, rarer than any simulation draws (Phi(-(8.2 - 6))
/// = 1.4 %).
inline constexpr double kSteepestUncappedTail = 6.0;

/// What a cap does: how often it is reached, and which part of the mean comes from there (for an excess,
/// which may be negative, of the mean of max(x, 0)); nullopt where the cap is not positive.
struct CapEffect {
    double probability = 0;
    std::optional<double> share_of_mean;
};

using ClassBody = decltype(ReferenceClass::body);

/// What two or more observed values say of their class, without allowance for their small number (that is
/// what transferability and pooling are for). Excesses and ratios that are 0 in some cases and never below:
/// that share of zeros, else lognormal. Else normal in g(value): lognormal (of 1 + o for an excess), for a
/// share logit-normal. Mean of g over the values, and its standard deviation with n - 1. Flaws: a value at or
/// beyond a bound; fewer than two values that are not 0, or all alike.
[[nodiscard]] std::variant<ClassBody, std::string> fit_observed(std::span<double const> values, Scale scale,
                                                                double upper = 1);

/// nullopt for a class without a cap. Precondition: no flaw.
[[nodiscard]] std::optional<CapEffect> cap_effect(ReferenceClass const& reference_class);

/// The Pareto index of a tail above `threshold` whose mean, capped, is `tail_mean`.
/// Precondition: 0 < threshold < tail_mean < cap.
[[nodiscard]] double capped_pareto_index(double threshold, double tail_mean, double cap);

/// The body of a Spliced class of this scale with the given sigma whose mean below the threshold is `mean`;
/// nullopt where the mean is not between the lowest value and the threshold.
[[nodiscard]] std::optional<Lognormal> spliced_body_with_mean(Scale scale, double mean, double sigma,
                                                              double threshold);

}  // namespace mergerisk::math
