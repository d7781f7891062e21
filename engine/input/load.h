#pragma once
// From the text of a scenario to the scenario.

#include "engine/base/problem.h"
#include "engine/input/origins.h"
#include "engine/input/reader.h"
#include "engine/input/sources.h"
#include "engine/model/scenario.h"

#include <string>
#include <vector>

namespace mergerisk::input {

/// A file that took part, as it was read.
struct LoadedFile {
    std::string name;   ///< the same on every machine: "harbour.yaml", "library/forms/merger.yaml"
    std::string shown;  ///< how messages name it
    bool in_library = false;
    std::string text;
};

/// Everything that the files say. With problems the scenario is incomplete and only good for explaining them.
struct Loaded {
    model::Scenario scenario;
    Origins origins;
    std::vector<LoadedFile> files;  ///< the scenario first
    std::vector<DefaultTaken> defaults;
    base::Problems problems;  ///< in order of place
};

/// Reads the scenario, the files that it uses and the forms and calendars that it names. Never throws for
/// what a file contains. Rules between values (model::check) are not applied here.
[[nodiscard]] Loaded load(Sources& sources, std::string const& file, Limits const& limits = {});

/// Reads a single file of a library and the files that it uses: evidence, routes, calendars, forms. Nothing
/// else of the scenario is filled in.
[[nodiscard]] Loaded load_library(Sources& sources, std::string const& file, Limits const& limits = {});

}  // namespace mergerisk::input
