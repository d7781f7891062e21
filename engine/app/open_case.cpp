#include "engine/app/open_case.h"

#include "engine/app/library_folder.h"
#include "engine/app/words.h"
#include "engine/input/sources.h"

#include <fmt/format.h>

namespace mergerisk::app {

Case read_case(ScenarioArguments const& arguments) {
    input::DiskSources sources(library_folder(arguments.library).value_or(std::filesystem::path{}));
    return prepare(sources, arguments.file, arguments.settings);
}

void print_problems(base::Problems const& problems, std::string_view consequence) {
    for (base::Problem const& problem : problems) fmt::print(stderr, "{}\n", base::describe(problem));
    fmt::print(stderr, "{}, {}.\n", count_of(problems.size(), "problem"), consequence);
}

std::optional<Case> open_case(ScenarioArguments const& arguments, std::string_view consequence) {
    Case made = read_case(arguments);
    if (made.problems.empty()) return made;
    print_problems(made.problems, consequence);
    return std::nullopt;
}

}  // namespace mergerisk::app
