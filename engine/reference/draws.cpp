#include "engine/reference/draws.h"

#include "engine/base/contract.h"
#include "engine/math/normal.h"
#include "engine/random/plain.h"
#include "engine/random/sobol.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mergerisk::reference {
namespace {

double independent_uniform(plan::Plan const& plan, plan::Draw const& draw, std::uint64_t trial) {
    plan::Sampling const& sampling = plan.sampling;
    if (sampling.kind == plan::Sampling::Kind::sobol && draw.sobol_dimension)
        return random::sobol_uniform(sampling.directions[*draw.sobol_dimension], sampling.seed, draw.name,
                                     trial);
    return random::plain_uniform(sampling.seed, draw.name, trial, draw.index);
}

double triangular(double low, double mode, double high, double u) {
    double const below_mode = (mode - low) / (high - low);
    if (u < below_mode) return low + std::sqrt(u * (high - low) * (mode - low));
    return high - std::sqrt((1 - u) * (high - low) * (high - mode));
}

double stick(plan::Quantity const& quantity, std::vector<double> const& values) {
    double left = 1;
    for (std::size_t i = 0; i + 1 < quantity.inputs.size(); ++i)
        left *= 1 - values[quantity.inputs[i].index()];
    return values[quantity.inputs.back().index()] * left;
}

// expit(logit(p) + a and the further inputs), also at 0 and 1.
double shifted(plan::Quantity const& quantity, std::vector<double> const& values) {
    double const p = values[quantity.inputs[0].index()];
    double shift = quantity.a;
    for (std::size_t i = 1; i < quantity.inputs.size(); ++i) shift += values[quantity.inputs[i].index()];
    return p / (p + (1 - p) * std::exp(-shift));
}

double linear(plan::Quantity const& quantity, std::vector<double> const& values) {
    double sum = quantity.a;
    for (std::size_t i = 0; i < quantity.inputs.size(); ++i)
        sum += quantity.values[i] * values[quantity.inputs[i].index()];
    return std::min(quantity.c, std::max(quantity.b, sum));
}

double product(plan::Quantity const& quantity, std::vector<double> const& values) {
    double result = quantity.a;
    for (plan::QuantityId const input : quantity.inputs) result *= values[input.index()];
    return result;
}

double maximum(plan::Quantity const& quantity, std::vector<double> const& values) {
    double largest = quantity.a;
    for (plan::QuantityId const input : quantity.inputs) largest = std::max(largest, values[input.index()]);
    return largest;
}

double discrete(plan::Quantity const& quantity, double u) {
    std::size_t i = 0;
    while (i < quantity.thresholds.size() && quantity.thresholds[i] <= u) ++i;
    return quantity.values[i];
}

}  // namespace

Draws draw(plan::Plan const& plan, std::uint64_t trial) {
    Draws draws;
    for (plan::Draw const& source : plan.draws) {
        double const u = independent_uniform(plan, source, trial);
        draws.uniform.push_back(u);
        draws.score.push_back(math::normal_score(u));
    }
    for (plan::DependenceGroup const& group : plan.groups) {
        std::size_t const size = group.members.size();
        std::vector<double> independent;
        for (plan::DrawId const member : group.members) independent.push_back(draws.score[member.index()]);
        for (std::size_t row = 0; row < size; ++row) {
            double score = 0;
            for (std::size_t column = 0; column <= row; ++column)
                score += group.factor[row * size + column] * independent[column];
            draws.score[group.members[row].index()] = score;
            draws.uniform[group.members[row].index()] = math::normal_probability(score);
        }
    }
    return draws;
}

std::vector<double> drawn_values(plan::Plan const& plan, Marginals const& marginals, Draws const& draws) {
    using Kind = plan::Quantity::Kind;
    std::vector<double> values;
    for (plan::Quantity const& quantity : plan.quantities) {
        double u = 0;
        double z = 0;
        if (quantity.draw) {
            bool const moved = quantity.score_shift != 0;
            z = draws.score[quantity.draw->index()] + quantity.score_shift;
            u = moved ? math::normal_probability(z) : draws.uniform[quantity.draw->index()];
        }
        double value = quantity.a;
        switch (quantity.kind) {
            case Kind::constant:
                break;
            case Kind::uniform:
                value = quantity.a + (quantity.b - quantity.a) * u;
                break;
            case Kind::triangular:
                value = triangular(quantity.a, quantity.b, quantity.c, u);
                break;
            case Kind::normal:
                value = quantity.a + quantity.b * z;
                break;
            case Kind::lognormal:
                value = std::exp(quantity.a + quantity.b * z);
                break;
            case Kind::table: {
                std::size_t const index = values.size();
                bool const exact = !marginals.empty() && marginals[index];
                value = exact ? (*marginals[index])(z)
                              : quantity.a +
                                    quantity.b * portable::value_at(plan.tables[quantity.table->index()], z);
                break;
            }
            case Kind::discrete:
                value = discrete(quantity, u);
                break;
            case Kind::stick:
                value = stick(quantity, values);
                break;
            case Kind::shifted_probability:
                value = shifted(quantity, values);
                break;
            case Kind::linear:
                value = linear(quantity, values);
                break;
            case Kind::product:
                value = product(quantity, values);
                break;
            case Kind::maximum:
                value = maximum(quantity, values);
                break;
        }
        values.push_back(value);
    }
    return values;
}

std::vector<double> claimed_values(plan::Plan const& plan) {
    std::vector<double> values;
    for (plan::Quantity const& quantity : plan.quantities) values.push_back(quantity.claimed);
    return values;
}

}  // namespace mergerisk::reference
