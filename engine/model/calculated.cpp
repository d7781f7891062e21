#include "engine/model/calculated.h"

#include "engine/model/lookup.h"

#include <cstddef>
#include <limits>

namespace mergerisk::model {

using base::Dimension;

bool is_pure(Dimension dimension) {
    switch (dimension) {
        case Dimension::share:
        case Dimension::excess:
        case Dimension::ratio:
        case Dimension::score:
        case Dimension::count:
            return true;
        case Dimension::money:
        case Dimension::money_a_month:
        case Dimension::money_a_year:
        case Dimension::duration:
        case Dimension::rate:
            return false;
    }
    return false;
}

std::optional<double> conversion(Dimension from, Dimension to) {
    constexpr double kMonthsAYear = 12;
    if (from == to) return 1;
    if (is_pure(from)) return is_pure(to) || to == Dimension::rate ? std::optional<double>{1} : std::nullopt;
    if (from == Dimension::money_a_year && to == Dimension::money) return 1;
    if (from == Dimension::money_a_year && to == Dimension::money_a_month) return 1 / kMonthsAYear;
    if (from == Dimension::money_a_month && to == Dimension::money_a_year) return kMonthsAYear;
    return std::nullopt;
}

std::optional<EffectBase> base_named(std::string_view name) {
    std::size_t const dot = name.find('.');
    if (dot == std::string_view::npos || dot == 0) return std::nullopt;
    std::string_view const party = name.substr(0, dot);
    std::string_view const what = name.substr(dot + 1);
    bool const income = what == "income";
    if (!income && what != "operating_cost") return std::nullopt;
    EffectBase base;
    base.of = income ? EffectBase::Of::income : EffectBase::Of::operating_cost;
    if (party != "combined") base.party = party;
    return base;
}

std::optional<Dimension> dimension_of(Scenario const& scenario, Operand const& operand) {
    if (!operand.number.empty()) return operand.number.front().dimension;
    if (base_named(operand.name)) return Dimension::money_a_year;
    Quantity const* named = number_named(scenario, operand.name, operand.path);
    return named == nullptr ? std::nullopt : std::optional{named->dimension};
}

std::optional<double> conversion_of(Calculated::Operation operation, Dimension operand, Dimension result) {
    bool const factor = operation == Calculated::Operation::product && is_pure(operand);
    return factor ? std::optional<double>{1} : conversion(operand, result);
}

double result_of(Calculated::Operation operation, std::span<double const> operands, base::Range range) {
    bool const product = operation == Calculated::Operation::product;
    double value = product ? 1 : 0;
    for (double const operand : operands) value = product ? value * operand : value + operand;
    value = value < range.low ? range.low : value;
    return value > range.high ? range.high : value;
}

base::Range unlimited() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return {-kInfinity, kInfinity};
}

}  // namespace mergerisk::model
