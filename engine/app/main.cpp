// mergerisk: merger and transaction risk, from a YAML scenario to a risk report.

#include "engine/app/commands.h"
#include "engine/archive/provenance.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <exception>
#include <functional>
#include <map>

namespace {

using namespace mergerisk;
using app::ExitCode;

void add_scenario(CLI::App& command, app::ScenarioArguments& arguments) {
    command.add_option("SCENARIO", arguments.file, "The scenario, a YAML file")->required();
    command
        .add_option("--library", arguments.library,
                    "Folder of the library (evidence, routes, calendars, forms)")
        ->type_name("DIR");
}

void add_sampling(CLI::App& command, app::ScenarioArguments& arguments) {
    static std::map<std::string, model::Sampling> const kinds{{"sobol", model::Sampling::sobol},
                                                              {"plain", model::Sampling::plain}};
    command.add_option("--trials", arguments.settings.trials, "Number of trials, instead of the scenario's")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    command.add_option("--seed", arguments.settings.seed, "Seed of all draws, instead of the scenario's")
        ->type_name("N");
    command
        .add_option("--sampling", arguments.settings.sampling, "sobol or plain, instead of the scenario's")
        ->transform(CLI::CheckedTransformer(kinds))
        ->type_name("KIND");
}

void add_run(CLI::App& command, app::RunArguments& arguments) {
    add_scenario(command, arguments.scenario);
    add_sampling(command, arguments.scenario);
    command
        .add_option("--threads", arguments.threads, "Threads; no number depends on it (default: all cores)")
        ->check(CLI::Range(1, 4096))
        ->type_name("N");
    command.add_option("--out", arguments.out, "Folder for the results (default: mergerisk-<scenario>)")
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
        "materially "
        "outweigh its costs and risks"};
    program.set_version_flag("--version", "mergerisk " + std::string(archive::engine_version()));
    program.require_subcommand(1);
    program.footer(
        "Exit codes: 0 done, 2 usage, 3 the scenario has problems, 4 the run failed, 5 a report could not be "
        "written, "
        "130 interrupted.");

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
    replay->get_option("SCENARIO")->description("The scenario, or the results.json of a run");
    add_sampling(*replay, replayed.scenario);
    replay->add_option("--trial", replayed.trial, "Number of the trial, from 0")->required()->type_name("N");
    commands["replay"] = [&] { return app::replay(replayed); };

    auto schema_of = app::SchemaOf::scenario;
    auto* const schema =
        program.add_subcommand("schema", "Print a JSON Schema: of the scenario language, for editors");
    schema->add_flag_callback(
        "--library", [&] { schema_of = app::SchemaOf::library; }, "Of library files instead");
    schema->add_flag_callback(
        "--results", [&] { schema_of = app::SchemaOf::results; }, "Of results.json instead");
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
        return static_cast<int>(commands.at(program.get_subcommands().front()->get_name())());
    } catch (std::exception const& error) {
        fmt::print(stderr, "mergerisk: {}\n", error.what());
        return static_cast<int>(ExitCode::run_failed);
    }
}
