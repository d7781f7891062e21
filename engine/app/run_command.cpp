#include "engine/app/commands.h"
#include "engine/app/interruption.h"
#include "engine/app/open_case.h"
#include "engine/app/progress_bar.h"
#include "engine/archive/files.h"
#include "engine/archive/json.h"
#include "reports/html/html.h"
#include "reports/text/headline.h"
#include "reports/text/markdown.h"
#include "reports/view/make_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace mergerisk::app {

namespace {

namespace fs = std::filesystem;

fs::path folder_for(RunArguments const& arguments) {
    if (arguments.out) return *arguments.out;
    return "mergerisk-" + fs::path(arguments.scenario.file).stem().string();
}

bool wanted(RunArguments const& arguments, std::string_view format) {
    auto const& formats = arguments.formats;
    return formats.empty() || std::find(formats.begin(), formats.end(), format) != formats.end();
}

std::optional<results::Run> simulate_with_progress(Case const& prepared, std::optional<unsigned> threads,
                                                   Interruption const& interruption) {
    ProgressBar bar;
    SimulationSettings settings;
    settings.threads = threads;
    settings.progress = [&](std::uint64_t done, std::uint64_t total) { bar.show(done, total); };
    settings.stop = &interruption.requested();
    return simulate(prepared, settings);
}

std::vector<archive::OutputFile> reports_of(RunArguments const& arguments, results::Run const& run,
                                            view::Document const& document) {
    std::string const json = archive::to_json(run);
    std::vector<archive::OutputFile> files{{"results.json", json}};
    if (wanted(arguments, "md")) files.push_back({"report.md", text::markdown(document)});
    if (wanted(arguments, "html")) files.push_back({"report.html", html::render(document, json)});
    return files;
}

ExitCode not_written(base::Problem const& problem) {
    fmt::print(stderr, "{}\n", base::describe(problem));
    return ExitCode::report_not_written;
}

ExitCode stopped() {
    fmt::print(stderr, "Stopped; nothing was written.\n");
    return ExitCode::interrupted;
}

}  // namespace

ExitCode run(RunArguments const& arguments) {
    Interruption const interruption;
    std::optional<Case> const prepared = open_case(arguments.scenario, "nothing was simulated");
    if (!prepared) return ExitCode::scenario_has_problems;

    fs::path const folder = folder_for(arguments);
    // A folder that cannot be written to is better known before minutes of simulation than after them.
    if (auto const problem = archive::check_writable(folder)) return not_written(*problem);

    std::optional<results::Run> const found =
        simulate_with_progress(*prepared, arguments.threads, interruption);
    if (!found) return stopped();

    view::Document const document = view::make_document(*found);
    std::vector<archive::OutputFile> const files = reports_of(arguments, *found, document);
    if (interruption.requested()) return stopped();
    if (auto const problem = archive::write_files(folder, files)) return not_written(*problem);
    fmt::print("{}\n", text::headline(document));
    for (archive::OutputFile const& file : files) fmt::print("{}\n", (folder / file.name).string());
    return ExitCode::done;
}

}  // namespace mergerisk::app
