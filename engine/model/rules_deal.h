#pragma once
// Rules of deals. Part of rules.h; not for other folders.

#include "engine/model/rules_context.h"

namespace mergerisk::model {

void check_deal(RuleContext& context, Option const& option);

}  // namespace mergerisk::model
