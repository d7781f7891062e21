#pragma once
// Plans by chance, for tests that compare two ways to simulate the same plan.

#include "engine/plan/plan.h"

#include <cstdint>

namespace mergerisk::test_support {

/// A small valid plan that is a pure function of the seed. Over some dozens of seeds every feature of
/// engine/plan occurs: kinds of quantities, dependence, both samplings, calendars and clocks, branches,
/// windows, ramps, lines, effects, risks, parties, failures, present or absent.
[[nodiscard]] plan::Plan random_plan(std::uint64_t seed);

}  // namespace mergerisk::test_support
