#pragma once
// One option in one trial: its items in every view, and what follows from them before anything is compared.

#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"
#include "engine/reference/accounts.h"
#include "engine/reference/draws.h"
#include "engine/reference/item.h"
#include "engine/reference/measures.h"
#include "engine/reference/prices.h"
#include "engine/reference/route.h"
#include "engine/reference/workforce.h"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace mergerisk::reference {

/// The numbers that all options share in one trial, or in the claimed view.
struct Circumstances {
    Circumstances(plan::Plan const& plan_given, Values values_given)
        : plan{plan_given},
          values{values_given},
          prices{plan_given, values_given},
          accounts{accounts_of(plan_given, values_given, prices)} {}

    plan::Plan const& plan;
    Values values;
    Prices prices;
    Accounts accounts;
};

struct Flows {
    std::vector<Item> items;
    std::optional<WorkforcePath> workforce;
};
[[nodiscard]] Flows flows_of(Circumstances const& circumstances, plan::Option const& option,
                             Timing const& timing, View const& view);

/// Everything that happens to one option. Values are its own: nothing of the counterfactual is subtracted.
struct OptionTrial {
    Timing claimed_timing;
    Timing timing;
    Flows flows;
    std::vector<Item> support;
    Margins margins;
    Worth worth;
    std::vector<double> benefits_delivered;  ///< [month] before additionality, prices of the claim
    std::vector<double> benefits_claimed;    ///< [month] the claim moved to C; 0 in failed trials
    std::array<double, plan::kBridgeViewCount> bridge_npv{};
    double postponed = 0;
    std::vector<double> distress_month;  ///< [failure], infinity: never, or another kind
    double claimed_one_off_cost = 0;
};
[[nodiscard]] OptionTrial trial_of(Circumstances const& drawn, Circumstances const& claimed,
                                   plan::Option const& option);

}  // namespace mergerisk::reference
