#pragma once
// Small texts that several commands print.

#include <cstdint>
#include <string>

namespace mergerisk::app {

/// "131,072"
[[nodiscard]] std::string with_thousands(std::uint64_t number);

/// "1 problem", "3 problems"
[[nodiscard]] std::string count_of(std::size_t number, std::string const& thing);

}  // namespace mergerisk::app
