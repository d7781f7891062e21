#pragma once
// SHA-256 (FIPS 180-4) of what a run read and simulated.

#include "engine/base/problem.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace mergerisk::archive {

/// 64 hexadecimal digits, lower case.
[[nodiscard]] std::string sha256(std::span<std::byte const> bytes);
[[nodiscard]] std::string sha256(std::string_view text);

/// Of the bytes of a file, or why it cannot be read.
[[nodiscard]] std::variant<std::string, base::Problem> sha256_of_file(std::filesystem::path const& path);

}  // namespace mergerisk::archive
