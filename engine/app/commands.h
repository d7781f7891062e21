#pragma once
// The commands of the program. Each prints to standard output what was asked for, to standard error what went
// wrong, and returns what to say to the shell.

#include "engine/app/exit_code.h"
#include "engine/compile/compile.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::app {

/// As many trials as a scenario may ask for.
inline constexpr std::uint64_t kMostTrials = 1'000'000'000;

/// What names a scenario and how to sample it.
struct ScenarioArguments {
    std::string file;
    std::optional<std::filesystem::path> library;
    compile::Settings settings;
};

struct RunArguments {
    ScenarioArguments scenario;
    std::optional<unsigned> threads;
    std::optional<std::filesystem::path> out;  ///< absent: mergerisk-<scenario> in the working folder
    std::vector<std::string> formats;          ///< html, md, json; results.json is always written
};

struct ReplayArguments {
    ScenarioArguments scenario;
    std::uint64_t trial = 0;  ///< below kMostTrials
};

struct EvidenceArguments {
    std::optional<std::string> name;  ///< absent: all entries
    std::optional<std::filesystem::path> library;
    std::optional<std::string> from;  ///< a scenario: what it states and uses, instead of the library
};

enum class SchemaOf { scenario, library, results };

[[nodiscard]] ExitCode run(RunArguments const& arguments);
[[nodiscard]] ExitCode validate(ScenarioArguments const& arguments);
[[nodiscard]] ExitCode explain(ScenarioArguments const& arguments);
[[nodiscard]] ExitCode replay(ReplayArguments const& arguments);
[[nodiscard]] ExitCode evidence(EvidenceArguments const& arguments);
[[nodiscard]] ExitCode schema(SchemaOf what);
[[nodiscard]] ExitCode reference();

}  // namespace mergerisk::app
