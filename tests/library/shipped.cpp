#include "tests/library/shipped.h"

#include "engine/base/problem.h"
#include "engine/execute/simulate.h"
#include "engine/input/load.h"
#include "engine/model/lookup.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

namespace mergerisk::library {
namespace {

namespace fs = std::filesystem;

fs::path const& folder_of_the_library() {
    static fs::path const kFolder = fs::path{MERGERISK_SOURCE_DIR} / "scenarios" / "library";
    return kFolder;
}

std::string text_of(fs::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// The texts of all files, by the names under which scenarios use them.
std::map<std::string, std::string> const& texts() {
    static std::map<std::string, std::string> const kAll = [] {
        std::map<std::string, std::string> read;
        for (char const* folder : {"evidence", "routes", "calendars", "forms"})
            for (std::string const& file : files_in(folder))
                read.emplace("library/" + file, text_of(folder_of_the_library() / file));
        return read;
    }();
    return kAll;
}

[[noreturn]] void refuse(base::Problems const& problems) {
    std::string all;
    for (base::Problem const& problem : problems) all += base::describe(problem) + "\n";
    throw std::runtime_error(all);
}

model::Scenario loaded(std::string const& scenario) {
    std::map<std::string, std::string> files = texts();
    files.emplace("deal.yaml", scenario);
    input::MemorySources sources(std::move(files));
    input::Loaded result = input::load(sources, "deal.yaml");
    if (!result.problems.empty()) refuse(result.problems);
    return std::move(result.scenario);
}

std::string uses(std::vector<std::string> const& files) {
    std::string list;
    for (std::string const& file : files) list += fmt::format("  - library/{}\n", file);
    return "use:\n" + list;
}

std::string start_of_deal(std::chrono::sys_days date, bool hindsight, std::string const& horizon) {
    return fmt::format(
        "mergerisk: 1\n"
        "transaction:\n"
        "  {{name: Deal, money: GBP million, prices: real, valuation_date: {:%Y-%m-%d}, horizon: {},\n"
        "   discount_rate: 3.5%, materiality: 20%, calendar: england, hindsight: {}}}\n",
        date, horizon, hindsight ? "yes" : "no");
}

constexpr char const* kParties =
    "parties:\n"
    "  alpha: {income: {annual: 100}, operating_cost: {annual: 95}}\n"
    "  beta: {income: {annual: 100}, operating_cost: {annual: 95}}\n"
    "run: {trials: 16, seed: 2016}\n";

}  // namespace

std::vector<std::string> files_in(std::string const& folder) {
    std::vector<std::string> files;
    for (auto const& entry : fs::directory_iterator(folder_of_the_library() / folder))
        files.push_back(folder + "/" + entry.path().filename().string());
    std::sort(files.begin(), files.end());
    return files;
}

model::Scenario const& whole_library() {
    static model::Scenario const kWhole = [] {
        std::vector<std::string> files = files_in("evidence");
        for (char const* folder : {"routes", "calendars"})
            for (std::string const& file : files_in(folder)) files.push_back(file);
        return loaded(start_of_deal(std::chrono::year{2026} / 1 / 1, true, "10 years") + uses(files) +
                      kParties + "options: {separate: {form: standalone, counterfactual: true}}\n");
    }();
    return kWhole;
}

model::Track const& route(std::string const& name) {
    model::Track const* found = model::find_named(whole_library().routes, name);
    if (found == nullptr) throw std::out_of_range("no route " + name);
    return *found;
}

model::Calendar const& calendar(std::string const& name) {
    model::Calendar const* found = model::find_named(whole_library().calendars, name);
    if (found == nullptr) throw std::out_of_range("no calendar " + name);
    return *found;
}

compile::Result compiled(Deal const& deal) {
    std::vector<std::string> files = files_in("routes");
    for (std::string const& file : files_in("evidence")) files.push_back(file);
    std::string text = start_of_deal(deal.valuation_date, deal.hindsight, deal.horizon.value_or("10 years")) +
                       uses(files) + kParties +
                       fmt::format(
                           "options:\n"
                           "  separate: {{form: standalone, counterfactual: true}}\n"
                           "  together:\n"
                           "    form: merger\n"
                           "    parties: [alpha, beta]\n"
                           "    route:\n"
                           "      tracks: {{approval: {}}}\n"
                           "      credentialed: {}\n",
                           deal.route, deal.credentialed ? "yes" : "no");
    if (!deal.competition.empty()) text += "      competition: " + deal.competition + "\n";
    compile::Result result = compile::compile(loaded(text));
    if (!result.problems.empty()) refuse(result.problems);
    return result;
}

plan::OptionColumns simulated(plan::Plan const& plan, std::uint64_t trials) {
    execute::Settings settings;
    settings.trials = trials;
    execute::Simulation simulation = execute::simulate(plan, settings);
    for (std::size_t i = 0; i < plan.options.size(); ++i)
        if (plan.options[i].name == "together") return std::move(simulation.outcomes.options[i]);
    throw std::out_of_range("no option together");
}

std::size_t stage_index(plan::Plan const& plan, std::string const& stage) {
    for (plan::Option const& option : plan.options) {
        if (!option.route) continue;
        auto const& stages = option.route->stages;
        for (std::size_t i = 0; i < stages.size(); ++i)
            if (stages[i].name == "approval." + stage && stages[i].visit == 0) return i;
    }
    throw std::out_of_range("no stage " + stage);
}

std::int64_t day_of(plan::Plan const& plan, double months) {
    auto const& starts = plan.timeline.month_start_day;
    auto const month = static_cast<std::size_t>(std::floor(months));
    double const moment =
        starts.at(month) + (months - std::floor(months)) * (starts.at(month + 1) - starts.at(month));
    // The end of a day is a whole number, up to rounding by the division into months.
    constexpr double kRounding = 1e-6;
    return static_cast<std::int64_t>(std::ceil(moment - kRounding)) - 1;
}

}  // namespace mergerisk::library
