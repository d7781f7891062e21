#pragma once
// Indices that cannot be mixed up.

#include <compare>
#include <cstddef>
#include <cstdint>

namespace mergerisk::base {

/// Index into the array of `Tag`s. Has no arithmetic; two kinds of index do not compare. Absent is
/// std::optional<Id>, never a special number.
template <class Tag>
struct Id {
    std::uint32_t value = 0;

    [[nodiscard]] constexpr std::size_t index() const { return value; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace mergerisk::base
