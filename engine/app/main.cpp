// mergerisk: merger and transaction risk, from a YAML scenario to a risk report.

#include "engine/app/commands.h"
#include "engine/app/words.h"
#include "engine/archive/provenance.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <exception>
#include <functional>
#include <limits>
#include <map>
#include <system_error>

namespace {

using namespace mergerisk;
using app::ExitCode;

/// Whole numbers from `lowest` to `highest`; CLI11 by itself wraps -1 round and cuts what is too large.
CLI::Validator whole_number(std::uint64_t lowest, std::uint64_t highest) {
    auto const complaint = [=](std::string const& text) -> std::string {
        std::uint64_t value = 0;
        char const* const end = text.data() + text.size();
        auto const [stopped, error] = std::from_chars(text.data(), end, value);
        if (error == std::errc{} && stopped == end && lowest <= value && value <= highest) return {};
        return fmt::format("\"{}\" is not a whole number from {} to {}", text, app::with_thousands(lowest),
                           app::with_thousands(highest));
    };
    return CLI::Validator(complaint, "");
}

CLI::Validator not_empty() {
    return CLI::Validator(
        [](std::string const& text) { return text.empty() ? std::string("names no folder") : std::string(); },
        "");
}

void add_scenario(CLI::App& command, app::ScenarioArguments& arguments) {
    command.add_option("SCENARIO", arguments.file, "The scenario, a YAML file")->required();
    command
        .add_option("--library", arguments.library,
                    "Folder of the library (evidence, routes, calendars, forms)")
        ->type_name("DIR");
}

void add_sampling(CLI::App& command, app::ScenarioArguments& arguments) {
    command.add_option("--trials", arguments.settings.trials, "Number of trials, instead of the scenario's")
        ->check(whole_number(1, app::kMostTrials))
        ->type_name("N");
    command.add_option("--seed", arguments.settings.seed, "Seed of all draws, instead of the scenario's")
        ->check(whole_number(0, std::numeric_limits<std::uint64_t>::max()))
        ->type_name("N");
    command
        .add_option_function<std::string>(
            "--sampling",
            [&arguments](std::string const& kind) {
                arguments.settings.sampling =
                    kind == "plain" ? model::Sampling::plain : model::Sampling::sobol;
            },
            "Instead of the scenario's")
        ->check(CLI::IsMember({"sobol", "plain"}))
        ->type_name("KIND");
}

void add_run(CLI::App& command, app::RunArguments& arguments) {
    add_scenario(command, arguments.scenario);
    add_sampling(command, arguments.scenario);
    command
        .add_option("--threads", arguments.threads, "Threads; no number depends on it (default: all cores)")
        ->check(whole_number(1, 4096))
        ->type_name("N");
    command.add_option("--out", arguments.out, "Folder for the results (default: mergerisk-<scenario>)")
        ->check(not_empty())
        ->type_name("DIR");
    command
        .add_option("--format", arguments.formats, "Reports beside results.json: html, md (default: both)")
        ->delimiter(',')
        ->check(CLI::IsMember({"html", "md", "json"}))
        ->type_name("LIST");
}

}  // namespace

int main(int count, char** words) {
    CLI::App program{
        "mergerisk: how likely it is that the benefits of a merger, or of another way to work together, "
        "materially outweigh its costs and risks"};
    program.set_version_flag("--version", "mergerisk " + std::string(archive::engine_version()));
    program.require_subcommand(1);
    program.footer(
        "Exit codes: 0 done, 2 usage, 3 the scenario has problems, 4 the run failed, 5 a report could not be "
        "written, 130 interrupted.");

    std::map<std::string, std::function<ExitCode()>> commands;
    app::RunArguments simulated;
    add_run(*program.add_subcommand("run", "Simulate a scenario and write its reports"), simulated);
    commands["run"] = [&] { return app::run(simulated); };

    app::ScenarioArguments validated;
    add_scenario(*program.add_subcommand("validate", "List all problems of a scenario; simulate nothing"),
                 validated);
    commands["validate"] = [&] { return app::validate(validated); };

    app::ScenarioArguments explained;
    auto* const explain = program.add_subcommand(
        "explain", "Print the resolved scenario: every value, unit, default and source");
    add_scenario(*explain, explained);
    commands["explain"] = [&] { return app::explain(explained); };

    app::ReplayArguments replayed;
    auto* const replay = program.add_subcommand("replay", "Tell one trial step by step");
    add_scenario(*replay, replayed.scenario);
    add_sampling(*replay, replayed.scenario);
    replay->add_option("--trial", replayed.trial, "Number of the trial, from 0")
        ->required()
        ->check(whole_number(0, app::kMostTrials - 1))
        ->type_name("N");
    commands["replay"] = [&] { return app::replay(replayed); };

    app::EvidenceArguments asked;
    auto* const evidence = program.add_subcommand(
        "evidence", "List the evidence of the library with its sources, or draw one entry");
    evidence->add_option("NAME", asked.name, "Show this entry in full");
    evidence->add_option("--library", asked.library, "Folder of the library")->type_name("DIR");
    evidence->add_option("--from", asked.from, "Evidence that this scenario states and uses, instead")
        ->type_name("FILE");
    commands["evidence"] = [&] { return app::evidence(asked); };

    auto schema_of = app::SchemaOf::scenario;
    auto* const schema =
        program.add_subcommand("schema", "Print a JSON Schema: of the scenario language, for editors");
    auto* const of_library = schema->add_flag_callback(
        "--library", [&] { schema_of = app::SchemaOf::library; }, "Of library files instead");
    schema
        ->add_flag_callback(
            "--results", [&] { schema_of = app::SchemaOf::results; }, "Of results.json instead")
        ->excludes(of_library);
    commands["schema"] = [&] { return app::schema(schema_of); };

    program.add_subcommand("reference", "Print the reference of the scenario language, in Markdown");
    commands["reference"] = [] { return app::reference(); };

    try {
        program.parse(count, words);
    } catch (CLI::ParseError const& error) {
        return program.exit(error) == 0 ? static_cast<int>(ExitCode::done)
                                        : static_cast<int>(ExitCode::usage);
    }
    try {
        ExitCode const code = commands.at(program.get_subcommands().front()->get_name())();
        // What was printed may still be on its way to a full disk.
        if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return static_cast<int>(code);
    } catch (std::exception const& error) {
        if (std::ferror(stdout) == 0) {
            fmt::print(stderr, "mergerisk: {}\n", error.what());
            return static_cast<int>(ExitCode::run_failed);
        }
    }
    fmt::print(stderr, "mergerisk: standard output could not be written\n");
    return static_cast<int>(ExitCode::report_not_written);
}
