#pragma once
// Productivity effects, risks and the cost of remedies.

#include "engine/plan/plan.h"
#include "engine/reference/accounts.h"
#include "engine/reference/draws.h"
#include "engine/reference/item.h"
#include "engine/reference/prices.h"
#include "engine/reference/route.h"

#include <optional>
#include <vector>

namespace mergerisk::reference {

[[nodiscard]] Item dip_item(plan::Plan const& plan, plan::Dip const& dip, Timing const& timing,
                            Values const& values, Accounts const& accounts);

/// nullopt when nothing changes for good.
[[nodiscard]] std::optional<Item> lasting_item(plan::Plan const& plan, plan::Lasting const& lasting,
                                               Timing const& timing, Values const& values,
                                               Accounts const& accounts);

[[nodiscard]] Item risk_item(plan::Plan const& plan, plan::Risk const& risk, Timing const& timing,
                             Values const& values, Prices const& prices);

/// What the remedies of the branches that were taken cost at completion, or at the end of a track after it.
[[nodiscard]] std::vector<Item> remedy_items(plan::Plan const& plan, plan::Option const& option,
                                             Timing const& timing, Values const& values,
                                             Prices const& prices);

/// The share of a benefit that those remedies keep.
[[nodiscard]] double kept_by_remedies(plan::BenefitId benefit, Timing const& timing, Values const& values);

}  // namespace mergerisk::reference
