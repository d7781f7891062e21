#pragma once
// A trial told in plain English.

#include "engine/plan/plan.h"
#include "engine/reference/reference.h"

#include <string>
#include <string_view>

namespace mergerisk::reference {

/// What was drawn, then each option by date: approvals, money, effects, finances, result. Lines end in '\n'.
/// `money` is the unit that is written after amounts, for example "GBP million"; may be empty.
[[nodiscard]] std::string tell(plan::Plan const& plan, Story const& story, std::string_view money = {});

}  // namespace mergerisk::reference
