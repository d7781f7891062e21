#pragma once
// Where the library of institutions and evidence lies.

#include <filesystem>
#include <optional>

namespace mergerisk::app {

/// The folder that was asked for, else share/mergerisk/library beside the installed program, else
/// scenarios/library of the source tree that the program was built from, when it is still there. nullopt:
/// none of these exists.
[[nodiscard]] std::optional<std::filesystem::path> library_folder(
    std::optional<std::filesystem::path> const& asked);

}  // namespace mergerisk::app
