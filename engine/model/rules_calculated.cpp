// Rules of numbers that come from other numbers: names that exist, units that fit, no circles.

#include "engine/model/calculated.h"
#include "engine/model/rules_context.h"
#include "engine/model/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace mergerisk::model {
namespace {

std::string_view word_of(Calculated::Operation operation) {
    return operation == Calculated::Operation::product ? "product" : "sum";
}

/// Whether the operand's name is known.
bool check_operand_name(RuleContext& context, Operand const& operand) {
    Scenario const& scenario = context.scenario;
    auto const base = base_named(operand.name);
    if (!base) {
        if (number_named(scenario, operand.name, operand.path) != nullptr) return true;
        return context.known(operand.path, "quantity", operand.name,
                             numbers_known_at(scenario, operand.path));
    }
    if (!base->party.empty())
        return context.known(operand.path, "party", base->party, names_of(scenario.parties));
    if (!parties_of(scenario, *base, operand.path).empty()) return true;
    context.report(operand.path, quoted(operand.name) + " is the sum over parties, and there are none",
                   "Add parties with their income and operating cost");
    return false;
}

std::string said_of(Operand const& operand, base::Dimension dimension) {
    std::string const what = operand.name.empty() ? "this operand" : quoted(operand.name);
    return fmt::format("{} is {}", what, is_pure(dimension) ? "a pure number" : base::name_of(dimension));
}

/// Names and quantities that a number comes from directly.
using Sources = std::vector<std::pair<std::string, Quantity const*>>;

class Circles {
  public:
    explicit Circles(RuleContext& context) : context_{context} {}

    void check(std::string const& name, Quantity const& quantity) {
        if (done_.contains(&quantity)) return;
        auto const again = std::find_if(path_.begin(), path_.end(),
                                        [&](auto const& step) { return step.second == &quantity; });
        if (again != path_.end()) {
            report(again);
            return;
        }
        path_.emplace_back(name, &quantity);
        for (auto const& [source, from] : sources_of(quantity)) check(source, *from);
        path_.pop_back();
        done_.insert(&quantity);
    }

  private:
    void report(Sources::const_iterator from) {
        std::string circle;
        for (auto step = from; step != path_.end(); ++step) circle += step->first + " -> ";
        context_.report(from->second->path, "is defined by itself: " + circle + from->first,
                        "Give one of them a number");
    }

    [[nodiscard]] Sources sources_of(Quantity const& quantity) const {
        Sources sources;
        if (auto const* name = std::get_if<QuantityName>(&quantity.value))
            add_named(sources, quantity.path, name->name);
        auto const* calculated = std::get_if<Calculated>(&quantity.value);
        if (calculated == nullptr) return sources;
        for (Operand const& operand : calculated->operands) {
            if (!operand.number.empty()) {
                for (auto const& source : sources_of(operand.number.front())) sources.push_back(source);
            } else if (auto const base = base_named(operand.name)) {
                for (Party const* party : parties_of(context_.scenario, *base, operand.path)) {
                    bool const income = base->of == EffectBase::Of::income;
                    sources.emplace_back(party->name + (income ? ".income" : ".operating_cost"),
                                         &base_of(*party, base->of));
                }
            } else {
                add_named(sources, operand.path, operand.name);
            }
        }
        return sources;
    }

    void add_named(Sources& sources, std::string_view path, std::string const& name) const {
        Quantity const* named = number_named(context_.scenario, name, path);
        if (named != nullptr) sources.emplace_back(name, named);
    }

    RuleContext& context_;
    Sources path_;  ///< from the number where the search began to the one looked at
    std::set<Quantity const*> done_;
};

}  // namespace

void check_calculated(RuleContext& context, QuantityUse const& use, Calculated const& calculated) {
    Quantity const& quantity = *use.quantity;
    constexpr std::size_t kFewestOperands = 2;
    if (calculated.operands.size() < kFewestOperands) {
        context.report(quantity.path,
                       fmt::format("a {} needs two or more operands", word_of(calculated.operation)),
                       "Write the number itself if there is only one");
        return;
    }
    bool const product = calculated.operation == Calculated::Operation::product;
    std::size_t with_unit = 0;
    bool all_known = true;
    for (Operand const& operand : calculated.operands) {
        bool const exists = !operand.number.empty() || check_operand_name(context, operand);
        auto const dimension = exists ? dimension_of(context.scenario, operand) : std::nullopt;
        all_known = all_known && dimension.has_value();
        if (!dimension) continue;
        if (product && !is_pure(*dimension)) ++with_unit;
        if (conversion_of(calculated.operation, *dimension, quantity.dimension)) continue;
        all_known = false;
        context.report(
            operand.path,
            fmt::format("{}, and the {} is {}", said_of(operand, *dimension), word_of(calculated.operation),
                        is_pure(quantity.dimension) ? "a pure number" : base::name_of(quantity.dimension)));
    }
    if (!product || !all_known) return;
    if (with_unit > 1) {
        context.report(quantity.path,
                       fmt::format("{} factors of this product have a unit, and one at most can", with_unit),
                       "Let the others be shares, ratios or counts");
    }
    bool const needs_unit = !is_pure(quantity.dimension) && quantity.dimension != base::Dimension::rate;
    if (needs_unit && with_unit == 0) {
        context.report(quantity.path,
                       fmt::format("a product that is {} needs one factor with that unit",
                                   base::name_of(quantity.dimension)),
                       "For example combined.income, a shared quantity, or a number with its unit");
    }
}

void check_circles(RuleContext& context) {
    Scenario const& scenario = context.scenario;
    Circles circles{context};
    for (NamedQuantity const& named : scenario.quantities) circles.check(named.name, named.quantity);
    for (Party const& party : scenario.parties) {
        circles.check(party.name + ".income", party.income);
        circles.check(party.name + ".operating_cost", party.operating_cost);
    }
    for (Option const& option : scenario.options) {
        for (NamedQuantity const& term : option.terms) circles.check(term.name, term.quantity);
    }
}

}  // namespace mergerisk::model
