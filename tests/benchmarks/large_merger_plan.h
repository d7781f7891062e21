#pragma once
// A plan of the size of a real merger, for benchmarks.

#include "engine/plan/plan.h"

namespace mergerisk::test_support {

/// Two hospital trusts, ten years: remain separate, merge after two parallel tracks of approval, or share the
/// leadership. About fifty draws, eight lines, effects, leavers, a risk, four failures.
[[nodiscard]] plan::Plan large_merger_plan();

}  // namespace mergerisk::test_support
