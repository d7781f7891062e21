#include "engine/compile/competition.h"

#include "engine/base/contract.h"
#include "engine/compile/assembly.h"

#include <cstddef>
#include <limits>

namespace mergerisk::compile {
namespace {

/// Shares are fractions, points of the index come from shares in percent.
constexpr double kPoints = 1e4;
constexpr double kPercent = 100;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr base::Range kUncut{-kInfinity, kInfinity};

class CompetitionMaker {
  public:
    CompetitionMaker(Assembly& assembly, model::Option const& option)
        : assembly_{assembly},
          quantities_{assembly.quantities},
          option_{option},
          case_{*option.route->competition},
          path_{case_.path} {}

    CompetitionNumbers make() && {
        add_markets();
        add_price_pressure();
        add_failing_firm();
        for (model::CompetitionCase::CustomerBenefit const* benefit : by_name(case_.customer_benefits)) {
            numbers_.benefits.push_back({benefit->name, number(benefit->accepted)});
        }
        if (assembly_.scenario.competition_weights) {
            weigh_concern(*assembly_.scenario.competition_weights);
            weigh_benefits(*assembly_.scenario.competition_weights);
        }
        return std::move(numbers_);
    }

  private:
    using Id = plan::QuantityId;

    Id number(model::Quantity const& quantity) { return assembly_.quantity(quantity, &option_); }

    void add_markets() {
        numbers_.markets.reserve(case_.markets.size());
        for (model::CompetitionCase::Market const* market : by_name(case_.markets)) {
            CompetitionNumbers::Market made;
            made.name = market->name;
            made.shares.reserve(market->shares.size());
            for (auto const& share : market->shares) made.shares.push_back(number(share.share));
            made.change = change(made.shares, market->path);
            bool const others_known = market->others_squared || !market->others.empty();
            if (others_known) {
                double others = market->others_squared.value_or(0);
                for (double const share : market->others) others += kPoints * share * share;
                made.before = sum_of_squares(others, made.shares, market->path);
                made.after = quantities_.linear(0, {*made.before, made.change}, {1, 1}, kUncut,
                                                market->path + ".hhi_after");
            }
            numbers_.markets.push_back(std::move(made));
        }
    }

    /// Twice the sum of the products of all pairs.
    Id change(std::vector<Id> const& shares, std::string const& path) {
        std::vector<Id> products;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            for (std::size_t j = i + 1; j < shares.size(); ++j) {
                products.push_back(
                    quantities_.product(2 * kPoints, {shares[i], shares[j]}, path + ".hhi_change"));
            }
        }
        EXPECTS(!products.empty());
        if (products.size() == 1) return products.front();
        return quantities_.linear(0, products, std::vector<double>(products.size(), 1.0), kUncut,
                                  path + ".hhi_change");
    }

    Id sum_of_squares(double others, std::vector<Id> const& shares, std::string const& path) {
        std::vector<Id> squares;
        squares.reserve(shares.size());
        for (Id const share : shares) {
            squares.push_back(quantities_.product(kPoints, {share, share}, path + ".square"));
        }
        return quantities_.linear(others, squares, std::vector<double>(squares.size(), 1.0), kUncut,
                                  path + ".hhi_before");
    }

    void add_price_pressure() {
        if (!case_.diversion || !case_.margin) return;
        std::vector<Id> factors{number(*case_.diversion), number(*case_.margin)};
        if (case_.price_ratio) factors.push_back(number(*case_.price_ratio));
        numbers_.price_pressure = quantities_.product(1, factors, path_ + ".price_pressure");
    }

    void add_failing_firm() {
        if (!case_.failing_firm) return;
        model::CompetitionCase::FailingFirm const& limbs = *case_.failing_firm;
        numbers_.failing_firm = quantities_.product(
            1,
            {number(limbs.exit_inevitable), number(limbs.no_less_anticompetitive_purchaser),
             number(limbs.exit_no_better)},
            path_ + ".failing_firm.succeeds");
    }

    void weigh_concern(model::CompetitionWeights const& weights) {
        std::vector<Id> markets;
        for (CompetitionNumbers::Market const& market : numbers_.markets) {
            double a = -weights.change_of_hhi * weights.change_of_hhi_reference / 100;
            std::vector<Id> inputs{market.change};
            std::vector<double> factors{weights.change_of_hhi / 100};
            if (market.after) {
                a -= weights.level_of_hhi * weights.level_of_hhi_reference / 1000;
                inputs.push_back(*market.after);
                factors.push_back(weights.level_of_hhi / 1000);
            }
            markets.push_back(quantities_.linear(a, inputs, factors, kUncut,
                                                 path_ + ".markets." + market.name + ".concern"));
        }
        double a = 0;
        std::vector<Id> parts;
        std::vector<double> factors;
        if (!markets.empty()) {
            parts.push_back(quantities_.maximum(markets, path_ + ".markets.concern"));
            factors.push_back(1);
        }
        if (numbers_.price_pressure) {
            a -= kPercent * weights.price_pressure * weights.price_pressure_reference;
            parts.push_back(*numbers_.price_pressure);
            factors.push_back(kPercent * weights.price_pressure);
        }
        if (parts.empty()) return;
        numbers_.concern =
            quantities_.linear(a, parts, factors, {-weights.limit, weights.limit}, path_ + ".concern");
    }

    void weigh_benefits(model::CompetitionWeights const& weights) {
        if (case_.customer_benefits.empty()) return;
        std::vector<Id> accepted;
        std::vector<double> factors;
        for (model::CompetitionCase::CustomerBenefit const* benefit : by_name(case_.customer_benefits)) {
            accepted.push_back(event(*benefit));
            factors.push_back(weights.customer_benefit * benefit->weight);
        }
        numbers_.customer_benefits = quantities_.linear(0, accepted, factors, {-kInfinity, weights.limit},
                                                        path_ + ".customer_benefits.score");
    }

    /// 1 when the benefit is accepted: when its u lies below the probability, as for risks; else 0. Between
    /// lies a share of 1e-12 of the draws, where the difference is steep but not a step.
    Id event(model::CompetitionCase::CustomerBenefit const& benefit) {
        constexpr double kSteep = 1e12;
        Id const u = quantities_.drawn(math::Uniform{0, 1}, benefit.path + ".happens", &option_);
        return quantities_.linear(0, {number(benefit.accepted), u}, {kSteep, -kSteep}, {0, 1},
                                  benefit.path + ".is_accepted");
    }

    Assembly& assembly_;
    Quantities& quantities_;
    model::Option const& option_;
    model::CompetitionCase const& case_;
    std::string const& path_;
    CompetitionNumbers numbers_;
};

}  // namespace

CompetitionNumbers make_competition(Assembly& assembly, model::Option const& option) {
    EXPECTS(option.route && option.route->competition);
    return CompetitionMaker{assembly, option}.make();
}

}  // namespace mergerisk::compile
