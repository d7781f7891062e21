#pragma once
// What the items of an option are worth and how its cash runs: the formulas of plan::Metric.

#include "engine/plan/plan.h"
#include "engine/reference/item.h"
#include "engine/reference/prices.h"

#include <span>
#include <vector>

namespace mergerisk::reference {

/// Present values; of parties and funder what they receive less what they pay.
struct Worth {
    double benefits = 0;
    double costs = 0;
    double parties = 0;
    double funder = 0;

    [[nodiscard]] double npv() const { return benefits - costs; }
};
[[nodiscard]] Worth worth_of(std::span<Item const> items, Prices const& prices);

/// One-off spend in the prices of the claim. [month]
[[nodiscard]] std::vector<double> one_off_spend(std::span<Item const> items, std::size_t months);

/// Benefit lines before additionality in the prices of the claim. [month]
[[nodiscard]] std::vector<double> benefits_delivered(std::span<Item const> items, std::size_t months);

/// Nominal cash-releasing benefits less costs. [month]
[[nodiscard]] std::vector<double> net_cash(std::span<Item const> items, std::size_t months);

[[nodiscard]] double payback_months(std::span<Item const> items, Prices const& prices, std::size_t months);
[[nodiscard]] double peak_funding(std::span<double const> net_cash);
/// Sums of twelve months, the last of fewer if the horizon cuts it.
[[nodiscard]] std::vector<double> yearly(std::span<double const> monthly);
[[nodiscard]] double sum_of(std::span<double const> monthly);

}  // namespace mergerisk::reference
