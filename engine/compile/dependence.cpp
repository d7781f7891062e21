#include "engine/compile/dependence.h"

#include "engine/base/contract.h"
#include "engine/math/copula.h"
#include "engine/math/gauss_rule.h"
#include "engine/math/normal.h"
#include "engine/math/quantile_function.h"
#include "engine/math/tabulate.h"
#include "engine/model/lookup.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace mergerisk::compile {
namespace {

/// The expected rank of a number within a stretch of normal scores: the same throughout a lump of
/// probability, else Phi(z).
struct RankPiece {
    double z_low;
    double z_high;
    bool lump;
    double rank;  ///< of a lump

    [[nodiscard]] double at(double z) const { return lump ? rank : math::normal_probability(z); }
};

std::vector<RankPiece> rank_pieces(math::Distribution const& distribution) {
    math::QuantileFunction const quantile{distribution};
    std::vector<RankPiece> pieces;
    for (math::QuantilePiece const& piece : quantile.pieces()) {
        double const low = math::normal_probability(piece.z_low);
        double const high = math::normal_probability(piece.z_high);
        double const z_low = std::max(piece.z_low, -math::kTableEnd);
        double const z_high = std::min(piece.z_high, math::kTableEnd);
        if (z_low < z_high) pieces.push_back({z_low, z_high, piece.constant, (low + high) / 2});
    }
    return pieces;
}

/// Integral of f over [low, high], in steps of at most a quarter: 20-point Gauss is then exact to rounding
/// for products of normal densities and probabilities.
template <class Function>
double integral(double low, double high, Function const& f) {
    if (!(low < high)) return 0;
    constexpr double kLongestStep = 0.25;
    auto const steps = static_cast<int>(std::ceil((high - low) / kLongestStep));
    double const width = (high - low) / steps;
    math::GaussRule const& rule = math::gauss_rule();
    double sum = 0;
    for (int i = 0; i < steps; ++i) {
        for (std::size_t k = 0; k < rule.nodes.size(); ++k) {
            sum += width * rule.weights[k] * f(low + width * (i + rule.nodes[k]));
        }
    }
    return sum;
}

/// Expected rank of the second number given the normal score z of the first.
double conditional_rank(std::vector<RankPiece> const& second, double z, double r) {
    double const s = std::sqrt(1 - r * r);
    double sum = 0;
    for (RankPiece const& piece : second) {
        double const low = (piece.z_low - r * z) / s;
        double const high = (piece.z_high - r * z) / s;
        if (piece.lump) {
            sum += piece.rank * (math::normal_probability(high) - math::normal_probability(low));
            continue;
        }
        double const from = std::max(low, -math::kTableEnd);
        double const to = std::min(high, math::kTableEnd);
        sum +=
            integral(from, to, [&](double e) { return piece.at(r * z + s * e) * math::normal_density(e); });
    }
    return sum;
}

double rank_variance(std::vector<RankPiece> const& pieces) {
    double square = 0;
    for (RankPiece const& piece : pieces) {
        square += integral(piece.z_low, piece.z_high,
                           [&](double z) { return piece.at(z) * piece.at(z) * math::normal_density(z); });
    }
    return square - 0.25;
}

bool all_continuous(std::vector<RankPiece> const& pieces) {
    return std::none_of(pieces.begin(), pieces.end(), [](RankPiece const& piece) { return piece.lump; });
}

math::Distribution const* marginal_of(plan::DrawId draw, std::span<plan::Quantity const> quantities,
                                      std::span<math::Distribution const> marginals) {
    for (std::size_t q = 0; q < quantities.size(); ++q) {
        if (quantities[q].draw == draw) return &marginals[q];
    }
    return nullptr;
}

/// An event of a clock or of the risk register happens when its u is low (plan.h), so what goes up with it
/// has the opposite correlation with its draw.
bool is_event(std::string const& address) {
    std::string const last = address.substr(address.rfind('.') + 1);
    return last == "happens" || last == "extension" || last == "stop";
}

}  // namespace

std::optional<double> achieved_rank_correlation(math::Distribution const& first,
                                                math::Distribution const& second, double normal_score) {
    std::vector<RankPiece> const a = rank_pieces(first);
    std::vector<RankPiece> const b = rank_pieces(second);
    if (all_continuous(a) && all_continuous(b)) return math::rank_correlation(normal_score);
    double const variance = rank_variance(a) * rank_variance(b);
    constexpr double kLeastVariance = 1e-12;
    if (variance < kLeastVariance) return std::nullopt;
    double product = 0;
    for (RankPiece const& piece : a) {
        product += integral(piece.z_low, piece.z_high, [&](double z) {
            return piece.at(z) * conditional_rank(b, z, normal_score) * math::normal_density(z);
        });
    }
    return (product - 0.25) / std::sqrt(variance);
}

DependenceResult make_dependence(model::Scenario const& scenario, Draws const& draws,
                                 std::span<plan::Quantity const> quantities,
                                 std::span<math::Distribution const> marginals) {
    DependenceResult result;
    auto const luck = model::luck_by_name(scenario);
    std::vector<math::RankCorrelation> pairs;
    for (model::Correlation const& correlation : scenario.dependence.correlations) {
        auto const first = model::address_of(scenario, luck.at(correlation.first));
        auto const second = model::address_of(scenario, luck.at(correlation.second));
        EXPECTS(first.has_value() && second.has_value());
        plan::DrawId const* a = draws.find(*first);
        plan::DrawId const* b = draws.find(*second);
        if (a == nullptr || b == nullptr) {
            std::string const& unused = a == nullptr ? correlation.first : correlation.second;
            result.remarks.push_back("The correlation of " + correlation.first + " and " +
                                     correlation.second + " has no effect, because nothing uses " + unused);
            continue;
        }
        double const of_draws = is_event(*first) == is_event(*second) ? correlation.rank_correlation
                                                                      : -correlation.rank_correlation;
        pairs.push_back({a->index(), b->index(), of_draws});
        RankCorrelation note;
        note.first = std::min(*first, *second);
        note.second = std::max(*first, *second);
        note.stated = correlation.rank_correlation;
        note.normal_score = math::normal_correlation(of_draws);
        math::Distribution const* of_first = marginal_of(*a, quantities, marginals);
        math::Distribution const* of_second = marginal_of(*b, quantities, marginals);
        if (of_first != nullptr && of_second != nullptr) {
            note.achieved = achieved_rank_correlation(*of_first, *of_second, note.normal_score);
        }
        result.correlations.push_back(std::move(note));
    }
    std::sort(pairs.begin(), pairs.end(), [](math::RankCorrelation const& x, math::RankCorrelation const& y) {
        auto const key = [](math::RankCorrelation const& p) {
            return std::pair{std::min(p.first, p.second), std::max(p.first, p.second)};
        };
        return key(x) < key(y);
    });
    std::sort(result.correlations.begin(), result.correlations.end(),
              [](RankCorrelation const& x, RankCorrelation const& y) {
                  return std::tie(x.first, x.second) < std::tie(y.first, y.second);
              });
    math::Dependence const dependence = math::connect(pairs);
    EXPECTS(dependence.conflicts.empty());
    for (math::DependenceGroup const& group : dependence.groups) {
        plan::DependenceGroup made;
        for (std::size_t const member : group.members) {
            made.members.push_back(plan::DrawId{static_cast<std::uint32_t>(member)});
        }
        made.factor = group.factor;
        result.groups.push_back(std::move(made));
    }
    return result;
}

}  // namespace mergerisk::compile
