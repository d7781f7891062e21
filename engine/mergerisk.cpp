#include "engine/mergerisk.h"

#include "engine/archive/provenance.h"
#include "engine/base/contract.h"
#include "engine/execute/simulate.h"
#include "engine/model/rules.h"
#include "engine/reference/reference.h"
#include "engine/reference/story.h"
#include "engine/results/summarise.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <stdexcept>
#include <stop_token>
#include <string_view>
#include <thread>
#include <utility>

namespace mergerisk {

namespace {

bool starts_with_step(std::string_view path, std::string_view step) {
    return path.starts_with(step) && (path.size() == step.size() || path[step.size()] == '.');
}

/// Whether a broken rule may only be the consequence of something that could not be read.
bool follows_from(base::Problem const& rule, base::Problems const& unread) {
    return std::any_of(unread.begin(), unread.end(), [&](base::Problem const& problem) {
        // A file that could not be read, or text that is no YAML, takes unknown names with it.
        if (problem.path.empty() || starts_with_step(problem.path, "use")) return true;
        return starts_with_step(rule.path, problem.path) || starts_with_step(problem.path, rule.path);
    });
}

void append(base::Problems& all, base::Problems more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string described(base::Problems problems, Case const& prepared) {
    // A number of trials that the caller asked for stands at no place of the scenario.
    if (!prepared.settings.trials) input::place(problems, prepared.loaded.origins);
    std::string text;
    for (base::Problem const& problem : problems)
        text += (text.empty() ? "" : "\n") + base::describe(problem);
    return text;
}

results::Provenance provenance_of(Case const& prepared) {
    std::vector<archive::InputFile> library;
    auto const& files = prepared.loaded.files;
    for (std::size_t i = 1; i < files.size(); ++i) library.push_back({files[i].name, files[i].text});
    return archive::provenance_of({files.front().name, files.front().text}, library, prepared.compiled.plan,
                                  prepared.compiled.trials);
}

}  // namespace

Case prepare(input::Sources& sources, std::string const& file, compile::Settings const& settings) {
    Case made;
    made.settings = settings;
    made.loaded = input::load(sources, file);
    base::Problems broken = model::check(made.loaded.scenario);
    base::Problems const& unread = made.loaded.problems;
    std::erase_if(broken, [&](base::Problem const& rule) { return follows_from(rule, unread); });
    made.problems = unread;
    append(made.problems, std::move(broken));
    if (made.problems.empty()) {
        made.compiled = compile::compile(made.loaded.scenario, settings);
        append(made.problems, made.compiled.problems);
    }
    input::place(made.problems, made.loaded.origins);
    base::put_in_order(made.problems);
    return made;
}

std::optional<results::Run> simulate(Case const& prepared, SimulationSettings const& settings) {
    EXPECTS(prepared.problems.empty());
    auto const started = std::chrono::system_clock::now();
    auto const clock = std::chrono::steady_clock::now();
    compile::Result const& compiled = prepared.compiled;

    execute::Settings executed;
    executed.trials = compiled.trials;
    executed.threads = settings.threads;
    base::Problems problems = execute::problems_of(compiled.plan, executed);
    if (!problems.empty()) throw std::runtime_error(described(std::move(problems), prepared));

    std::stop_source stopping;
    auto const progress = [&](std::uint64_t done, std::uint64_t total) {
        if (settings.stop != nullptr && *settings.stop) stopping.request_stop();
        if (settings.progress) settings.progress(done, total);
    };
    execute::Simulation const simulated =
        execute::simulate(compiled.plan, executed, progress, stopping.get_token());
    if (simulated.end == execute::Simulation::End::stopped) return std::nullopt;

    unsigned const threads = settings.threads.value_or(std::max(1U, std::thread::hardware_concurrency()));
    results::Run run = results::summarise(prepared.loaded.scenario, compiled, simulated.outcomes,
                                          simulated.claimed, threads);
    run.provenance = provenance_of(prepared);
    run.system.started =
        fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(started)));
    run.system.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - clock).count();
    run.system.threads = threads;
    run.system.compiler = MERGERISK_COMPILER;
    run.system.build = MERGERISK_BUILD;
    return run;
}

std::string replay(Case const& prepared, std::uint64_t trial) {
    EXPECTS(prepared.problems.empty());
    compile::Result const& compiled = prepared.compiled;
    reference::Reference const reference(compiled.plan, compiled.marginals);
    return reference::tell(compiled.plan, reference.story(trial),
                           prepared.loaded.scenario.transaction.money_label);
}

}  // namespace mergerisk
