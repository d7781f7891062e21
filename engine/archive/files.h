#pragma once
// Reports on disk: all of them or none.

#include "engine/base/problem.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace mergerisk::archive {

struct OutputFile {
    std::string name;  ///< within the directory; no path
    std::string content;
};

/// Writes the files into `directory`, which is made when it is not there, and replaces files of the same
/// names.
///
/// Everything is first written under other names (".<name>.<process>.partial") and flushed to the disk, then
/// renamed. When anything fails (no permission, a full disk, something in the way) the problem says what,
/// files that were there before are as they were, and nothing new is left behind. A process that is killed
/// leaves at most files of such names. Precondition: names are different, not empty, and hold no '/'.
[[nodiscard]] std::optional<base::Problem> write_files(std::filesystem::path const& directory,
                                                       std::span<OutputFile const> files);

/// Why write_files would fail there already with a small file; makes nothing that stays. Better known before
/// a long simulation than after it.
[[nodiscard]] std::optional<base::Problem> check_writable(std::filesystem::path const& directory);

}  // namespace mergerisk::archive
