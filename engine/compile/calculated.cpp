#include "engine/compile/calculated.h"

#include "engine/base/contract.h"
#include "engine/math/normal.h"
#include "engine/portable/quantile_table.h"
#include "engine/random/mix.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <utility>

namespace mergerisk::compile {
namespace {

using Kind = plan::Quantity::Kind;
using Column = std::vector<double>;

constexpr std::size_t kPoints = 8192;
/// Values of a marginal, each the mean of as many neighbours as there are points for it.
constexpr std::size_t kValues = 1024;

bool is_calculated(plan::Quantity const& quantity, std::vector<bool> const& calculated) {
    bool const of_calculated = std::any_of(quantity.inputs.begin(), quantity.inputs.end(),
                                           [&](plan::QuantityId input) { return calculated[input.index()]; });
    switch (quantity.kind) {
        case Kind::linear:
        case Kind::product:
        case Kind::maximum:
            return true;
        case Kind::shifted_probability:
            return of_calculated || quantity.inputs.size() > 1;
        case Kind::stick:
        case Kind::constant:
        case Kind::uniform:
        case Kind::triangular:
        case Kind::normal:
        case Kind::lognormal:
        case Kind::table:
        case Kind::discrete:
            return false;
    }
    return false;
}

double expit(double x) {
    return 1 / (1 + std::exp(-x));
}

/// The quantities of a plan in the points of a Latin hypercube, those that are asked for.
class Sample {
  public:
    Sample(plan::Plan const& plan, std::vector<math::Distribution> const& marginals)
        : plan_{plan}, marginals_{marginals} {
        for (plan::DependenceGroup const& group : plan.groups) {
            for (std::size_t m = 0; m < group.members.size(); ++m)
                group_of_.emplace(group.members[m], std::pair{&group, m});
        }
    }

    /// Inputs come before what is made from them, so this does not go deep where it is asked in order.
    Column const& of(plan::QuantityId id) {
        auto const known = columns_.find(id);
        if (known != columns_.end()) return known->second;
        plan::Quantity const& quantity = plan_.quantities[id.index()];
        return columns_.emplace(id, quantity.draw ? drawn(quantity, id) : from_inputs(quantity))
            .first->second;
    }

  private:
    /// Normal scores, one from the middle of each of kPoints equally likely intervals, in an order of its
    /// own.
    Column independent_scores(plan::DrawId draw) const {
        std::uint64_t const name = plan_.draws[draw.index()].name + plan_.draws[draw.index()].index;
        std::vector<std::pair<std::uint64_t, std::size_t>> order(kPoints);
        for (std::size_t i = 0; i < kPoints; ++i)
            order[i] = {random::mix(name + random::kGoldenStep * (i + 1)), i};
        std::sort(order.begin(), order.end());
        Column scores(kPoints);
        for (std::size_t i = 0; i < kPoints; ++i) {
            double const u = (static_cast<double>(i) + 0.5) / static_cast<double>(kPoints);
            scores[order[i].second] = math::normal_score(u);
        }
        return scores;
    }

    Column scores(plan::DrawId draw) const {
        auto const found = group_of_.find(draw);
        if (found == group_of_.end()) return independent_scores(draw);
        auto const& [group, row] = found->second;
        Column sum(kPoints, 0.0);
        for (std::size_t m = 0; m <= row; ++m) {
            double const weight = group->factor[row * group->members.size() + m];
            if (weight == 0) continue;
            Column const own = independent_scores(group->members[m]);
            for (std::size_t i = 0; i < kPoints; ++i) sum[i] += weight * own[i];
        }
        return sum;
    }

    Column drawn(plan::Quantity const& quantity, plan::QuantityId id) const {
        Column column = scores(*quantity.draw);
        for (double& value : column) {
            double const z = value + quantity.score_shift;
            value = quantity.table ? quantity.a + quantity.b * portable::value_at(
                                                                   plan_.tables[quantity.table->index()], z)
                                   : math::quantile(marginals_[id.index()], z);
        }
        return column;
    }

    Column from_inputs(plan::Quantity const& quantity) {
        std::vector<Column const*> inputs;
        inputs.reserve(quantity.inputs.size());
        for (plan::QuantityId const input : quantity.inputs) inputs.push_back(&of(input));
        Column column(kPoints);
        Column values(inputs.size());
        for (std::size_t i = 0; i < kPoints; ++i) {
            for (std::size_t k = 0; k < inputs.size(); ++k) values[k] = (*inputs[k])[i];
            column[i] = value_of(quantity, values);
        }
        return column;
    }

    /// As plan.h says of each kind.
    static double value_of(plan::Quantity const& quantity, Column const& inputs) {
        double value = quantity.a;
        switch (quantity.kind) {
            case Kind::linear:
                for (std::size_t k = 0; k < inputs.size(); ++k) value += quantity.values[k] * inputs[k];
                return std::clamp(value, quantity.b, quantity.c);
            case Kind::product:
                for (double const input : inputs) value *= input;
                return value;
            case Kind::maximum:
                for (double const input : inputs) value = std::max(value, input);
                return value;
            case Kind::shifted_probability: {
                double const p = inputs.front();
                if (p <= 0 || p >= 1) return p;
                for (std::size_t k = 1; k < inputs.size(); ++k) value += inputs[k];
                return expit(std::log(p / (1 - p)) + value);
            }
            case Kind::stick:
                value = inputs.back();
                for (std::size_t k = 0; k + 1 < inputs.size(); ++k) value *= 1 - inputs[k];
                return value;
            case Kind::constant:
                return value;
            case Kind::uniform:
            case Kind::triangular:
            case Kind::normal:
            case Kind::lognormal:
            case Kind::table:
            case Kind::discrete:
                break;
        }
        EXPECTS(false);  // these have a draw
        return value;
    }

    plan::Plan const& plan_;
    std::vector<math::Distribution> const& marginals_;
    std::map<plan::DrawId, std::pair<plan::DependenceGroup const*, std::size_t>> group_of_;
    std::map<plan::QuantityId, Column> columns_;
};

math::Distribution equally_likely(Column values) {
    std::sort(values.begin(), values.end());
    constexpr std::size_t kNeighbours = kPoints / kValues;
    math::Discrete discrete;
    discrete.probabilities.assign(kValues, 1.0 / static_cast<double>(kValues));
    discrete.values.reserve(kValues);
    for (std::size_t first = 0; first < kPoints; first += kNeighbours) {
        auto const from = values.begin() + static_cast<std::ptrdiff_t>(first);
        double const sum = std::accumulate(from, from + static_cast<std::ptrdiff_t>(kNeighbours), 0.0);
        discrete.values.push_back(sum / static_cast<double>(kNeighbours));
    }
    return discrete;
}

}  // namespace

void settle_calculated(plan::Plan& plan, std::vector<math::Distribution>& marginals) {
    EXPECTS(marginals.size() == plan.quantities.size());
    std::vector<bool> calculated(plan.quantities.size(), false);
    std::vector<math::Distribution> const given = marginals;
    Sample sample{plan, given};
    for (std::size_t q = 0; q < plan.quantities.size(); ++q) {
        plan::Quantity& quantity = plan.quantities[q];
        calculated[q] = is_calculated(quantity, calculated);
        if (!calculated[q]) continue;
        Column const& values = sample.of(plan::QuantityId{static_cast<std::uint32_t>(q)});
        quantity.expected = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(kPoints);
        marginals[q] = equally_likely(values);
    }
}

}  // namespace mergerisk::compile
