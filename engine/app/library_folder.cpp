#include "engine/app/library_folder.h"

#include <system_error>

namespace mergerisk::app {

namespace fs = std::filesystem;

std::optional<fs::path> library_folder(std::optional<fs::path> const& asked) {
    if (asked) return asked;
    std::error_code no_program_path;
    fs::path const program = fs::read_symlink("/proc/self/exe", no_program_path);
    if (!no_program_path) {
        fs::path const installed = program.parent_path().parent_path() / "share/mergerisk/library";
        if (std::error_code e; fs::is_directory(installed, e)) return installed;
        // build/<preset>/mergerisk of a source tree
        fs::path const source = program.parent_path().parent_path().parent_path() / "scenarios/library";
        if (std::error_code e; fs::is_directory(source, e)) return source;
    }
    return std::nullopt;
}

}  // namespace mergerisk::app
