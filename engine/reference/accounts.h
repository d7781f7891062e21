#pragma once
// Income, operating cost and EBITDA of the parties.

#include "engine/plan/plan.h"
#include "engine/reference/item.h"
#include "engine/reference/prices.h"

#include <span>
#include <vector>

namespace mergerisk::reference {

/// Nominal projections, the same in every option. [party][month]
struct Accounts {
    std::vector<std::vector<double>> income;
    std::vector<std::vector<double>> operating_cost;  ///< after the savings plan
    std::vector<std::vector<double>> background;      ///< savings that come in every option
};
[[nodiscard]] Accounts accounts_of(plan::Plan const& plan, Values const& values, Prices const& prices);

/// The part of a base that one party stands for in a month.
[[nodiscard]] double base_of(plan::EffectBase const& base, plan::PartyId party, std::size_t month,
                             Accounts const& accounts);

/// Trailing-twelve-month EBITDA margins at month ends. The rules stand at plan::Failure.
struct Margins {
    std::vector<std::vector<double>> party;  ///< [party of the option][month] of the entity that it is in
    std::vector<double> combined;            ///< [month]
};
[[nodiscard]] Margins margins_of(plan::Option const& option, Timing const& timing, Accounts const& accounts,
                                 std::span<Item const> items);

/// Shares of the option's parties pro rata to their expected income, alike when there is none.
[[nodiscard]] plan::Payers parties_by_income(plan::Plan const& plan, plan::Option const& option);

}  // namespace mergerisk::reference
