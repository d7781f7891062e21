// Commands that print a text and simulate nothing.

#include "engine/app/commands.h"
#include "engine/app/open_case.h"
#include "engine/app/words.h"
#include "engine/archive/json.h"
#include "engine/input/explain.h"
#include "engine/input/reference.h"
#include "engine/input/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace mergerisk::app {

namespace {

/// What compiling decided, after what reading did.
std::string explain_plan(compile::Notes const& notes) {
    std::string text;
    auto const out = std::back_inserter(text);
    if (!notes.defaults.empty()) fmt::format_to(out, "\nTaken because nothing else was said\n");
    for (auto const& taken : notes.defaults) fmt::format_to(out, "  {}: {}\n", taken.path, taken.what);
    fmt::format_to(out, "\nDependence\n");
    for (auto const& pair : notes.correlations) {
        fmt::format_to(out, "  {} with {}: rank correlation {:.2f} stated", pair.first, pair.second,
                       pair.stated);
        if (pair.achieved) fmt::format_to(out, ", {:.2f} achieved", *pair.achieved);
        fmt::format_to(out, "\n");
    }
    fmt::format_to(out, "  {} that no correlation names are independent\n",
                   count_of(notes.independent.size(), "draw"));
    if (!notes.shared.empty()) fmt::format_to(out, "\nLuck that options share\n");
    for (auto const& draw : notes.shared) {
        fmt::format_to(out, "  {}: {}\n", draw.address, fmt::join(draw.options, ", "));
    }
    if (!notes.tables.empty()) fmt::format_to(out, "\nLargest error of tabulated distributions\n");
    for (auto const& table : notes.tables)
        fmt::format_to(out, "  {}: {:.1e}\n", table.path, table.maximum_error);
    for (auto const& remark : notes.remarks) fmt::format_to(out, "\n{}.\n", remark);
    return text;
}

}  // namespace

ExitCode validate(ScenarioArguments const& arguments) {
    std::optional<Case> const valid = open_case(arguments, "nothing was simulated");
    if (!valid) return ExitCode::scenario_has_problems;
    fmt::print("{}: no problems. {} in {}.\n", arguments.file,
               count_of(valid->loaded.scenario.options.size(), "option"),
               count_of(valid->loaded.files.size(), "file"));
    return ExitCode::done;
}

ExitCode explain(ScenarioArguments const& arguments) {
    std::optional<Case> const valid = open_case(arguments, "nothing was explained");
    if (!valid) return ExitCode::scenario_has_problems;
    fmt::print("{}{}", input::explain(valid->loaded), explain_plan(valid->compiled.notes));
    return ExitCode::done;
}

ExitCode schema(SchemaOf what) {
    switch (what) {
        case SchemaOf::scenario:
            fmt::print("{}", input::scenario_schema());
            break;
        case SchemaOf::library:
            fmt::print("{}", input::library_schema());
            break;
        case SchemaOf::results:
            fmt::print("{}", archive::results_schema());
            break;
    }
    return ExitCode::done;
}

ExitCode reference() {
    fmt::print("{}", input::language_reference());
    return ExitCode::done;
}

}  // namespace mergerisk::app
