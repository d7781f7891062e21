#pragma once
// Cost, benefit and support lines month by month.

#include "engine/plan/plan.h"
#include "engine/reference/draws.h"
#include "engine/reference/item.h"
#include "engine/reference/prices.h"
#include "engine/reference/route.h"

#include <span>

namespace mergerisk::reference {

[[nodiscard]] Item cost_item(plan::Plan const& plan, plan::CostLine const& line, Timing const& timing,
                             Values const& values, Prices const& prices, View const& view);

/// `kept` is the share that remedies keep; `workforce_factor` [month] stands for what leavers take away.
[[nodiscard]] Item benefit_item(plan::Plan const& plan, plan::BenefitLine const& line, Timing const& timing,
                                Values const& values, Prices const& prices, View const& view, double kept,
                                std::span<double const> workforce_factor);

/// Nominal, and paid by the funder: `funder` holds minus what the funder pays, net of a share of its own.
[[nodiscard]] Item support_item(plan::Plan const& plan, plan::SupportLine const& line, Timing const& timing,
                                Values const& values);

}  // namespace mergerisk::reference
