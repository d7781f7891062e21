#pragma once
// One byte form of a plan, the same on every platform: what its hash is taken of.

#include "engine/plan/plan.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mergerisk::plan {

/// Raised whenever a field is added, removed or written differently, so that hashes of plans made by
/// different versions never agree by chance.
inline constexpr std::uint32_t kCanonicalVersion = 2;

/// Every field of the plan, in the order of plan.h. Begins with "mergerisk plan" and the version. Numbers are
/// little endian, of the width of their type; a double is its IEEE 754 bit pattern; lengths are 64-bit; what
/// may be absent is a byte 0, or a byte 1 and the value; an enumerator is its number.
/// Two plans are equal, bit for bit of every number, exactly when their byte forms are.
[[nodiscard]] std::vector<std::byte> canonical_bytes(Plan const& plan);

}  // namespace mergerisk::plan
