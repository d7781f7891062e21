// Any bytes as a scenario, up to the compiled plan: they may be refused, but nothing else may happen.

#include "engine/input/sources.h"
#include "engine/mergerisk.h"
#include "engine/plan/canonical.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace {

// The library lets mutations of real scenarios reach the compiler.
std::map<std::string, std::string> const& library() {
    static std::map<std::string, std::string> const texts = [] {
        std::map<std::string, std::string> read;
        std::filesystem::path const scenarios = std::filesystem::path(MERGERISK_SOURCE_DIR) / "scenarios";
        for (auto const& entry : std::filesystem::recursive_directory_iterator(scenarios / "library")) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            read[std::filesystem::relative(entry.path(), scenarios).string()] =
                std::string(std::istreambuf_iterator<char>(file), {});
        }
        return read;
    }();
    return texts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::map<std::string, std::string> texts = library();
    texts["fuzzed.yaml"] = std::string(data, data + size);
    mergerisk::input::MemorySources sources(std::move(texts));
    mergerisk::Case const made = mergerisk::prepare(sources, "fuzzed.yaml");
    for (auto const& problem : made.problems) {
        if (mergerisk::base::describe(problem).empty()) __builtin_trap();
    }
    if (made.problems.empty() && mergerisk::plan::canonical_bytes(made.compiled.plan).empty())
        __builtin_trap();
    return 0;
}
