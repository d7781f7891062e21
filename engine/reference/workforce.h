#pragma once
// Key staff who leave because of the transaction.

#include "engine/plan/plan.h"
#include "engine/reference/draws.h"
#include "engine/reference/item.h"
#include "engine/reference/prices.h"
#include "engine/reference/route.h"

#include <vector>

namespace mergerisk::reference {

/// Expected flows, as shares of the key staff; the formulas stand at plan::Workforce.
struct WorkforcePath {
    std::vector<double> leavers;         ///< [month] dE
    std::vector<double> not_replaced;    ///< [months + 1] L
    double left_by_decision = 0;         ///< E(min(C, F))
    std::vector<double> benefit_factor;  ///< [month]
};
[[nodiscard]] WorkforcePath workforce_path(plan::Workforce const& workforce, Timing const& timing,
                                           Values const& values);

/// What the leavers cost, paid by the option's parties.
[[nodiscard]] Item leavers_item(plan::Plan const& plan, plan::Option const& option, WorkforcePath const& path,
                                Values const& values, Prices const& prices);

}  // namespace mergerisk::reference
