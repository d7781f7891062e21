#pragma once
// Names of random quantities as numbers.

#include <cstdint>
#include <string_view>

namespace mergerisk::random {

/// A 64-bit hash of an address such as "costs.it_integration.overrun", the same on every platform: FNV-1a
/// over the bytes (G. Fowler, L. C. Noll and K.-P. Vo, 64-bit offset basis and prime), then `mix`. Two
/// addresses of one scenario collide with probability n^2 / 2^65 for n addresses, 3e-12 for 10,000; whoever
/// collects the addresses must check, since a collision would give two quantities the same luck.
[[nodiscard]] std::uint64_t name_hash(std::string_view address);

}  // namespace mergerisk::random
