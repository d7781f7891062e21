#pragma once
// Runs as results.json, a contract with other programs: reports/results.schema.json states it.

#include "engine/base/problem.h"
#include "engine/results/run.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

namespace mergerisk::archive {

/// The text of results.json. Precondition: all numbers are finite.
[[nodiscard]] std::string to_json(results::Run run);

/// The run, or everything that keeps the text from being one. A text that is not JSON has one problem, with
/// its place; so has a file of another program or of another version of the format. `name` is that of the
/// file in problems.
[[nodiscard]] std::variant<results::Run, base::Problems> from_json(std::string_view text,
                                                                   std::string const& name);

/// The run in a file.
[[nodiscard]] std::variant<results::Run, base::Problems> read(std::filesystem::path const& path);

/// JSON Schema (draft 2020-12) of results.json: the text of reports/results.schema.json.
[[nodiscard]] std::string results_schema();

}  // namespace mergerisk::archive
