#pragma once
// Calculated numbers: what they may consist of and what they come to.
//
// An operand is either a pure number (share, ratio, excess, score, count) or has a unit. A product has at
// most one operand with a unit, and a sum has the same unit throughout. Where they differ a unit is
// converted: an amount a year stands for one year's amount in a field of money, for a twelfth of it in one of
// money a month; an amount a month for twelve of it in one of money a year. A pure number may stand for a
// rate a year. Operands, calculated ones too, are not cut to the range of their dimension; the result is.

#include "engine/base/dimension.h"
#include "engine/model/scenario.h"

#include <optional>
#include <span>
#include <string_view>

namespace mergerisk::model {

/// Share, ratio, excess, score, count.
[[nodiscard]] bool is_pure(base::Dimension dimension);

/// What a number of dimension `from` is multiplied by to be one of dimension `to`; nullopt when it cannot be.
[[nodiscard]] std::optional<double> conversion(base::Dimension from, base::Dimension to);

/// What "south.income" or "combined.operating_cost" mean; nullopt for any other name.
[[nodiscard]] std::optional<EffectBase> base_named(std::string_view name);

/// The dimension of what an operand stands for; nullopt when its name is dangling.
[[nodiscard]] std::optional<base::Dimension> dimension_of(Scenario const& scenario, Operand const& operand);

/// What each operand is multiplied by first; nullopt when it does not fit a result of that dimension.
[[nodiscard]] std::optional<double> conversion_of(Calculated::Operation operation, base::Dimension operand,
                                                  base::Dimension result);

/// The product or sum of converted operands, cut to the range.
[[nodiscard]] double result_of(Calculated::Operation operation, std::span<double const> operands,
                               base::Range range);

/// No limits: what an operand is cut to.
[[nodiscard]] base::Range unlimited();

}  // namespace mergerisk::model
