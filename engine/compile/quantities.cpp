#include "engine/compile/quantities.h"

#include "engine/base/contract.h"
#include "engine/base/dimension.h"
#include "engine/math/expectation.h"
#include "engine/math/posterior.h"
#include "engine/math/quantile_function.h"
#include "engine/math/tabulate.h"
#include "engine/model/calculated.h"
#include "engine/model/evidence_distribution.h"
#include "engine/model/lookup.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <type_traits>
#include <utility>

namespace mergerisk::compile {
namespace {

struct Shape {
    math::Distribution standard;
    double offset = 0;
    double scale = 1;
};

/// The same distribution in a standard location and scale, where it has one.
Shape shape_of(math::Distribution const& distribution) {
    if (auto const* pert = std::get_if<math::Pert>(&distribution)) {
        double const range = pert->high - pert->low;
        return {math::Pert{0, (pert->mode - pert->low) / range, 1}, pert->low, range};
    }
    if (auto const* beta = std::get_if<math::Beta>(&distribution)) {
        return {math::Beta{beta->alpha, beta->beta, 0, 1}, beta->low, beta->high - beta->low};
    }
    if (auto const* gamma = std::get_if<math::Gamma>(&distribution)) {
        return {math::Gamma{gamma->shape, 1}, 0, gamma->scale};
    }
    return {distribution, 0, 1};
}

struct Outcome {
    double value;
    double probability;
};

/// Ascending by value, equal values joined, impossible ones left out.
std::vector<Outcome> outcomes_of(math::Discrete const& discrete) {
    std::vector<Outcome> outcomes;
    for (std::size_t i = 0; i < discrete.values.size(); ++i) {
        if (discrete.probabilities[i] > 0)
            outcomes.push_back({discrete.values[i], discrete.probabilities[i]});
    }
    std::stable_sort(outcomes.begin(), outcomes.end(),
                     [](Outcome const& a, Outcome const& b) { return a.value < b.value; });
    std::vector<Outcome> joined;
    for (Outcome const& outcome : outcomes) {
        if (!joined.empty() && joined.back().value == outcome.value) {
            joined.back().probability += outcome.probability;
        } else {
            joined.push_back(outcome);
        }
    }
    return joined;
}

void become_discrete(plan::Quantity& quantity, math::Discrete const& discrete) {
    std::vector<Outcome> const outcomes = outcomes_of(discrete);
    double const total = std::accumulate(outcomes.begin(), outcomes.end(), 0.0,
                                         [](double sum, Outcome const& o) { return sum + o.probability; });
    if (outcomes.size() == 1) {
        quantity.kind = plan::Quantity::Kind::constant;
        quantity.a = outcomes.front().value;
        return;
    }
    quantity.kind = plan::Quantity::Kind::discrete;
    double cumulative = 0;
    for (Outcome const& outcome : outcomes) {
        quantity.values.push_back(outcome.value);
        cumulative += outcome.probability;
        quantity.thresholds.push_back(cumulative / total);
    }
    quantity.thresholds.pop_back();
}

/// Everything but the draw and what depends on the distribution's kind by a table.
void become(plan::Quantity& quantity, math::Distribution const& distribution, Tables& tables) {
    using Kind = plan::Quantity::Kind;
    auto const parameters = [&](Kind kind, double a, double b, double c) {
        quantity.kind = kind;
        quantity.a = a;
        quantity.b = b;
        quantity.c = c;
    };
    std::visit(
        [&](auto const& d) {
            using D = std::decay_t<decltype(d)>;
            if constexpr (std::is_same_v<D, math::Constant>) {
                parameters(Kind::constant, d.value, 0, 0);
            } else if constexpr (std::is_same_v<D, math::Uniform>) {
                parameters(Kind::uniform, d.low, d.high, 0);
            } else if constexpr (std::is_same_v<D, math::Triangular>) {
                parameters(Kind::triangular, d.low, d.mode, d.high);
            } else if constexpr (std::is_same_v<D, math::Normal>) {
                parameters(Kind::normal, d.mean, d.standard_deviation, 0);
            } else if constexpr (std::is_same_v<D, math::Lognormal>) {
                parameters(Kind::lognormal, d.mu, d.sigma, 0);
            } else if constexpr (std::is_same_v<D, math::Discrete>) {
                become_discrete(quantity, d);
            } else if constexpr (std::is_same_v<D, math::Bernoulli>) {
                become_discrete(quantity, {{0, d.value}, {1 - d.probability, d.probability}});
            } else {
                Tables::Use const use = tables.of(distribution);
                parameters(Kind::table, use.offset, use.scale, 0);
                quantity.table = use.table;
            }
        },
        distribution);
}

template <class T>
T const& fitted(math::Fitted<T> const& result) {
    EXPECTS(std::holds_alternative<T>(result));
    return std::get<T>(result);
}

/// Mean of expit(logit(p) + shift).
double mean_of_shifted(math::Distribution const& probability, double shift) {
    auto const shifted = [shift](double p) {
        double const odds = p * std::exp(shift);
        return odds / (1 - p + odds);
    };
    if (auto const* constant = std::get_if<math::Constant>(&probability)) return shifted(constant->value);
    math::QuantileFunction const quantile{probability};
    return math::expectation(quantile.pieces(), shifted);
}

/// The smallest and largest product of two numbers from these ranges; 0 times infinity is 0.
base::Range product_of(base::Range first, base::Range second) {
    base::Range reach{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (double const a : {first.low, first.high}) {
        for (double const b : {second.low, second.high}) {
            double const product = a == 0 || b == 0 ? 0 : a * b;
            reach = {std::min(reach.low, product), std::max(reach.high, product)};
        }
    }
    return reach;
}

}  // namespace

Tables::Use Tables::of(math::Distribution const& distribution) {
    Shape const shape = shape_of(distribution);
    auto const found = std::find(shapes_.begin(), shapes_.end(), shape.standard);
    auto const index = static_cast<std::uint32_t>(std::distance(shapes_.begin(), found));
    if (found == shapes_.end()) {
        shapes_.push_back(shape.standard);
        tables_.push_back(math::tabulate(shape.standard));
    }
    return {plan::TableId{index}, shape.offset, shape.scale};
}

plan::QuantityId Quantities::add(plan::Quantity quantity, math::Distribution marginal) {
    plan::QuantityId const id{static_cast<std::uint32_t>(made_.size())};
    supports_.push_back(support_of(quantity, marginal));
    if (quantity.table) {
        double const error = tables_.all()[quantity.table->index()].maximum_error * std::abs(quantity.b);
        notes_.tables.push_back({quantity.path, error});
    }
    made_.push_back(std::move(quantity));
    marginals_.push_back(std::move(marginal));
    return id;
}

void Quantities::used_by(plan::QuantityId id, model::Option const* option) {
    plan::Quantity const& quantity = made_[id.index()];
    if (quantity.draw) draws_.also_used_by(*quantity.draw, option);
    for (plan::QuantityId const input : quantity.inputs) used_by(input, option);
}

plan::QuantityId Quantities::of(model::Quantity const& quantity, model::Option const* option,
                                std::uint32_t visit) {
    std::uint32_t const outer = std::exchange(visit_, visit);
    plan::QuantityId const id = once(quantity, option, &quantity);
    visit_ = outer;
    return id;
}

plan::QuantityId Quantities::once(model::Quantity const& quantity, model::Option const* option,
                                  model::Quantity const* from) {
    Key const key{model::address_of(quantity.path, option), quantity.path, visit_};
    auto const known = by_key_.find(key);
    if (known != by_key_.end()) {
        EXPECTS(known->second.from == from);
        used_by(known->second.id, option);
        return known->second.id;
    }
    plan::QuantityId const id = make(quantity, option);
    by_key_.emplace(key, Made{id, from});
    return id;
}

plan::QuantityId Quantities::make(model::Quantity const& quantity, model::Option const* option) {
    if (auto const* name = std::get_if<model::QuantityName>(&quantity.value)) {
        model::Quantity const* named = model::number_named(scenario_, name->name, quantity.path);
        EXPECTS(named != nullptr);
        plan::QuantityId const shared = of(*named, option);
        if (!quantity.claim || *quantity.claim == made_[shared.index()].claimed) return shared;
        plan::Quantity claimed_otherwise = made_[shared.index()];
        claimed_otherwise.claimed = *quantity.claim;
        claimed_otherwise.path = quantity.path;
        return add(std::move(claimed_otherwise), marginals_[shared.index()]);
    }
    return written_out(quantity, base::range_of(quantity.dimension), option);
}

plan::QuantityId Quantities::written_out(model::Quantity const& quantity, base::Range range,
                                         model::Option const* option) {
    plan::QuantityId id;
    if (auto const* use = std::get_if<model::EvidenceUse>(&quantity.value)) {
        id = from_evidence(quantity, *use, option);
    } else if (auto const* calculated = std::get_if<model::Calculated>(&quantity.value)) {
        id = from_operands(quantity, *calculated, range, option);
    } else {
        math::Distribution const distribution =
            model::truncated(std::get<math::Distribution>(quantity.value), range);
        id = from_distribution(distribution, quantity.path, model::address_of(quantity.path, option), option,
                               visit_);
    }
    if (quantity.claim) made_[id.index()].claimed = *quantity.claim;
    return id;
}

plan::QuantityId Quantities::from_operands(model::Quantity const& quantity, model::Calculated const& of,
                                           base::Range range, model::Option const* option) {
    std::vector<plan::QuantityId> operands;
    std::vector<double> factors;
    operands.reserve(of.operands.size());
    factors.reserve(of.operands.size());
    for (model::Operand const& one : of.operands) {
        auto const dimension = model::dimension_of(scenario_, one);
        EXPECTS(dimension.has_value());
        auto const factor = model::conversion_of(of.operation, *dimension, quantity.dimension);
        EXPECTS(factor.has_value());
        operands.push_back(operand(one, option));
        factors.push_back(*factor);
    }
    if (of.operation == model::Calculated::Operation::sum)
        return linear(0, operands, factors, range, quantity.path);
    double const factor = std::accumulate(factors.begin(), factors.end(), 1.0, std::multiplies<>{});
    base::Range reach{factor, factor};
    for (plan::QuantityId const id : operands) reach = product_of(reach, supports_[id.index()]);
    if (reach.low >= range.low && reach.high <= range.high) return product(factor, operands, quantity.path);
    return linear(0, {product(factor, operands, quantity.path + ".uncut")}, {1}, range, quantity.path);
}

plan::QuantityId Quantities::operand(model::Operand const& operand, model::Option const* option) {
    if (!operand.number.empty()) {
        model::Quantity const& number = operand.number.front();
        bool const named = std::holds_alternative<model::QuantityName>(number.value);
        return named ? of(number, option) : written_out(number, model::unlimited(), option);
    }
    if (auto const base = model::base_named(operand.name)) {
        std::vector<model::Party const*> const owners = model::parties_of(scenario_, *base, operand.path);
        std::vector<plan::QuantityId> parties;
        parties.reserve(owners.size());
        for (model::Party const* party : owners) {
            parties.push_back(of(model::base_of(*party, base->of), option));
        }
        if (parties.size() == 1) return parties.front();
        std::vector<double> const factors(parties.size(), 1.0);
        return linear(0, parties, factors, model::unlimited(), operand.path);
    }
    model::Quantity const* named = model::number_named(scenario_, operand.name, operand.path);
    EXPECTS(named != nullptr);
    return of(*named, option);
}

plan::QuantityId Quantities::linear(double a, std::vector<plan::QuantityId> const& inputs,
                                    std::vector<double> const& factors, base::Range range,
                                    std::string const& path) {
    EXPECTS(inputs.size() == factors.size());
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::linear;
    quantity.path = path;
    double claimed = a;
    double expected = a;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        plan::Quantity const& input = made_[inputs[i].index()];
        claimed += factors[i] * input.claimed;
        expected += factors[i] * input.expected;
        if (input.kind == plan::Quantity::Kind::constant) {
            a += factors[i] * input.a;
        } else {
            quantity.inputs.push_back(inputs[i]);
            quantity.values.push_back(factors[i]);
        }
    }
    auto const cut = [range](double value) {
        value = value < range.low ? range.low : value;
        return value > range.high ? range.high : value;
    };
    quantity.claimed = cut(claimed);
    quantity.expected = cut(expected);
    quantity.a = a;
    quantity.b = range.low;
    quantity.c = range.high;
    if (quantity.inputs.empty()) {
        quantity.kind = plan::Quantity::Kind::constant;
        quantity.a = cut(a);
        quantity.b = quantity.c = 0;
    }
    double const first_guess = quantity.expected;
    return add(std::move(quantity), math::Constant{first_guess});
}

plan::QuantityId Quantities::product(double a, std::vector<plan::QuantityId> const& inputs,
                                     std::string const& path) {
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::product;
    quantity.path = path;
    quantity.claimed = a;
    quantity.expected = a;
    for (plan::QuantityId const id : inputs) {
        plan::Quantity const& input = made_[id.index()];
        quantity.claimed *= input.claimed;
        quantity.expected *= input.expected;
        if (input.kind == plan::Quantity::Kind::constant) {
            a *= input.a;
        } else {
            quantity.inputs.push_back(id);
        }
    }
    quantity.a = a;
    if (quantity.inputs.empty()) quantity.kind = plan::Quantity::Kind::constant;
    double const first_guess = quantity.expected;
    return add(std::move(quantity), math::Constant{first_guess});
}

plan::QuantityId Quantities::maximum(std::vector<plan::QuantityId> const& inputs, std::string const& path) {
    EXPECTS(!inputs.empty());
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::maximum;
    quantity.path = path;
    double certain = -std::numeric_limits<double>::infinity();
    quantity.claimed = quantity.expected = certain;
    for (plan::QuantityId const id : inputs) {
        plan::Quantity const& input = made_[id.index()];
        quantity.claimed = std::max(quantity.claimed, input.claimed);
        quantity.expected = std::max(quantity.expected, input.expected);
        if (input.kind == plan::Quantity::Kind::constant) {
            certain = std::max(certain, input.a);
        } else {
            quantity.inputs.push_back(id);
        }
    }
    if (quantity.inputs.size() == 1 && inputs.size() == 1) return inputs.front();
    // What the inputs cannot fall below does not change the largest of them, and keeps it finite.
    double least = certain;
    for (plan::QuantityId const id : quantity.inputs) least = std::max(least, supports_[id.index()].low);
    quantity.a = least;
    if (quantity.inputs.empty()) quantity.kind = plan::Quantity::Kind::constant;
    double const first_guess = quantity.expected;
    return add(std::move(quantity), math::Constant{first_guess});
}

base::Range Quantities::support_of(plan::Quantity const& quantity, math::Distribution const& marginal) const {
    using Kind = plan::Quantity::Kind;
    base::Range reach{quantity.a, quantity.a};
    switch (quantity.kind) {
        case Kind::linear:
            for (std::size_t i = 0; i < quantity.inputs.size(); ++i) {
                double const factor = quantity.values[i];
                base::Range const part = product_of({factor, factor}, supports_[quantity.inputs[i].index()]);
                reach = {reach.low + part.low, reach.high + part.high};
            }
            return {std::clamp(reach.low, quantity.b, quantity.c),
                    std::clamp(reach.high, quantity.b, quantity.c)};
        case Kind::product:
            for (plan::QuantityId const id : quantity.inputs)
                reach = product_of(reach, supports_[id.index()]);
            return reach;
        case Kind::maximum:
            for (plan::QuantityId const id : quantity.inputs) {
                base::Range const other = supports_[id.index()];
                reach = {std::max(reach.low, other.low), std::max(reach.high, other.high)};
            }
            return reach;
        case Kind::stick:
        case Kind::shifted_probability:
            return {0, 1};
        case Kind::constant:
        case Kind::uniform:
        case Kind::triangular:
        case Kind::normal:
        case Kind::lognormal:
        case Kind::table:
        case Kind::discrete:
            break;
    }
    math::Support const support = math::support(marginal);
    return {support.low, support.high};
}

plan::QuantityId Quantities::from_distribution(math::Distribution const& distribution,
                                               std::string const& path, std::string const& address,
                                               model::Option const* option, std::uint32_t index) {
    plan::Quantity quantity;
    quantity.path = path;
    quantity.claimed = math::claimed_value(distribution);
    quantity.expected = math::mean(distribution);
    become(quantity, distribution, tables_);
    if (quantity.kind == plan::Quantity::Kind::constant) {
        double const certain = quantity.a;
        return add(std::move(quantity), math::Constant{certain});
    }
    quantity.draw = draws_.of(address, option, index);
    return add(std::move(quantity), distribution);
}

plan::QuantityId Quantities::constant(double value, std::string path) {
    return drawn(math::Constant{value}, std::move(path), nullptr);
}

plan::QuantityId Quantities::drawn(math::Distribution const& distribution, std::string path,
                                   model::Option const* option, std::uint32_t visit) {
    model::Quantity quantity;
    quantity.value = distribution;
    quantity.dimension = base::Dimension::count;
    quantity.path = std::move(path);
    std::uint32_t const outer = std::exchange(visit_, visit);
    plan::QuantityId const id = once(quantity, option, nullptr);
    visit_ = outer;
    return id;
}

plan::QuantityId Quantities::shifted(plan::QuantityId probability, double shift, std::string path,
                                     std::vector<plan::QuantityId> const& further) {
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::shifted_probability;
    quantity.inputs = {probability};
    double claimed = shift;
    double expected = shift;
    for (plan::QuantityId const id : further) {
        plan::Quantity const& input = made_[id.index()];
        claimed += input.claimed;
        expected += input.expected;
        if (input.kind == plan::Quantity::Kind::constant) {
            shift += input.a;
        } else {
            quantity.inputs.push_back(id);
        }
    }
    quantity.a = shift;
    quantity.claimed = mean_of_shifted(math::Constant{made_[probability.index()].claimed}, claimed);
    quantity.expected = mean_of_shifted(marginals_[probability.index()], expected);
    quantity.path = std::move(path);
    double const first_guess = quantity.expected;
    return add(std::move(quantity), math::Constant{first_guess});
}

plan::QuantityId Quantities::from_evidence(model::Quantity const& quantity, model::EvidenceUse const& use,
                                           model::Option const* option) {
    model::EvidenceEntry const* found = model::find_named(scenario_.evidence, use.entry);
    EXPECTS(found != nullptr);
    model::EvidenceEntry const entry = model::without_own_case(*found, scenario_.transaction.case_name);
    double const transferability = use.transferability.value_or(entry.transferability);
    if (std::holds_alternative<model::Counts>(entry.value)) {
        return dirichlet_share(entry, use, transferability, quantity.path, option);
    }
    // One parameter for all who use the entry; a member of a class for each place.
    bool const of_entry = std::holds_alternative<model::Proportion>(entry.value) ||
                          std::holds_alternative<model::Rate>(entry.value);
    auto const said = model::distribution_of(entry, use, quantity);
    plan::QuantityId const id =
        from_distribution(fitted(said), quantity.path,
                          of_entry ? model::address_of(entry) : model::address_of(quantity.path, option),
                          option, of_entry ? 0 : visit_);
    if (use.claim_weight) made_[id.index()].claimed = model::claim_at(quantity).value();
    return id;
}

plan::QuantityId Quantities::dirichlet_share(model::EvidenceEntry const& entry, model::EvidenceUse const& use,
                                             double transferability, std::string const& path,
                                             model::Option const* option) {
    std::vector<std::string> outcomes;
    std::vector<double> counts;
    for (auto const& [outcome, count] : std::get<model::Counts>(entry.value).of) {
        outcomes.push_back(outcome);
        counts.push_back(count);
    }
    std::optional<math::SharesPrior> prior;
    if (entry.prior) prior = math::SharesPrior{{}, entry.prior->weight};
    auto const parameters = math::dirichlet_parameters(counts, transferability, prior);
    std::vector<double> const& alpha = fitted(parameters);
    std::vector<math::Beta> const sticks = math::dirichlet_sticks(alpha);
    auto const wanted = static_cast<std::size_t>(
        std::distance(outcomes.begin(), std::find(outcomes.begin(), outcomes.end(), use.outcome)));
    EXPECTS(wanted < outcomes.size());

    plan::Quantity share;
    share.kind = plan::Quantity::Kind::stick;
    share.path = path;
    for (std::size_t i = 0; i < wanted; ++i) {
        share.inputs.push_back(stick(sticks[i], entry, outcomes[i], transferability, option));
    }
    bool const takes_the_rest = wanted == sticks.size();
    share.inputs.push_back(takes_the_rest
                               ? constant(1, model::address_of(entry) + "." + outcomes[wanted])
                               : stick(sticks[wanted], entry, outcomes[wanted], transferability, option));
    double const total = std::accumulate(alpha.begin(), alpha.end(), 0.0);
    math::Beta const marginal{alpha[wanted], total - alpha[wanted], 0, 1};
    share.claimed = math::claimed_value(marginal);
    share.expected = math::mean(marginal);
    return add(std::move(share), marginal);
}

plan::QuantityId Quantities::stick(math::Beta const& stick, model::EvidenceEntry const& entry,
                                   std::string const& outcome, double transferability,
                                   model::Option const* option) {
    std::string const address = model::address_of(entry) + "." + outcome;
    auto const known = sticks_.find({address, transferability});
    if (known != sticks_.end()) {
        used_by(known->second, option);
        return known->second;
    }
    plan::QuantityId const id = from_distribution(stick, address, address, option, 0);
    sticks_.emplace(std::tuple{address, transferability}, id);
    return id;
}

}  // namespace mergerisk::compile
