// Every form of the library can be chosen by its name alone: in a scenario of two parties, with its roles
// played either way round, and beside the options of the public scenarios.

#include "engine/mergerisk.h"
#include "engine/model/lookup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace mergerisk {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::Not;

fs::path scenarios() {
    return fs::path(MERGERISK_SOURCE_DIR) / "scenarios";
}

/// Names of the YAML files of a folder, sorted.
std::vector<std::string> names_in(fs::path const& folder) {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string text_of(fs::path const& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return std::move(text).str();
}

constexpr char const* kTwoParties = R"(mergerisk: 1
transaction:
  name: Two organisations
  money: GBP million
  valuation_date: 2019-04-01
  horizon: 10 years
  discount_rate: 3.5%
  hindsight: yes
parties:
  first_party: {income: 300, operating_cost: 288, cash: 10}
  second_party: {income: 120, operating_cost: 117}
options:
  apart: {form: standalone, counterfactual: yes}
)";

/// Reads, checks and compiles the text for few trials.
Case prepared(std::string const& name, std::string const& text) {
    fs::path const folder = fs::path(MERGERISK_BINARY_DIR) / "library_forms";
    fs::create_directories(folder);
    fs::path const file = folder / (name + ".yaml");
    std::ofstream(file) << text;
    input::DiskSources sources(scenarios() / "library");
    compile::Settings settings;
    settings.trials = 64;
    return prepare(sources, file.string(), settings);
}

std::vector<std::string> described(base::Problems const& problems) {
    std::vector<std::string> lines;
    for (base::Problem const& problem : problems) lines.push_back(base::describe(problem));
    return lines;
}

/// The number of options that were simulated; 0 with problems.
std::size_t options_run(Case const& harbour) {
    EXPECT_THAT(described(harbour.problems), IsEmpty());
    if (!harbour.problems.empty()) return 0;
    std::optional<results::Run> const run = simulate(harbour);
    return run ? run->options.size() : 0;
}

std::array<std::string, 2> const kOrders = {"[first_party, second_party]", "[second_party, first_party]"};

/// Evidence of the form is in pounds, say, and the scenario in euros: they are not compatible.
bool is_of_another_currency(base::Problems const& problems) {
    return !problems.empty() &&
           std::all_of(problems.begin(), problems.end(), [](base::Problem const& problem) {
               return problem.reason.find("the currency of the scenario") != std::string::npos;
           });
}

class LibraryForm : public ::testing::TestWithParam<std::string> {};

TEST_P(LibraryForm, runs_with_two_parties_in_any_order) {
    std::string const option = "  chosen:\n    form: " + GetParam() + "\n    parties: ";
    for (std::string const& parties : kOrders) {
        Case const one = prepared(GetParam(), kTwoParties + option + parties + "\n");
        ASSERT_EQ(options_run(one), 2U) << parties;
        model::Option const& chosen = one.loaded.scenario.options.at(1);
        EXPECT_EQ(chosen.typical.empty(), GetParam() == "standalone");
    }
}

TEST_P(LibraryForm, says_where_its_numbers_come_from) {
    Case const one = prepared(GetParam(), kTwoParties + ("  chosen: {form: " + GetParam() + "}\n"));
    model::Form const* form = model::find_named(one.loaded.scenario.forms, GetParam());
    ASSERT_NE(form, nullptr);
    EXPECT_THAT(form->label, Not(IsEmpty()));
    EXPECT_THAT(form->evidence, Not(IsEmpty()));
    EXPECT_THAT(form->caveat, Not(IsEmpty()));
    EXPECT_THAT(form->provenance.source, Not(IsEmpty()));
    // Each of its lines, or each uncertain number of the line, says what it rests on.
    std::optional<results::Run> const run = simulate(one);
    ASSERT_TRUE(run);
    for (results::Assumption const& assumption : run->assumptions) {
        bool const of_form = assumption.path.starts_with("options.chosen.");
        bool const uncertain = assumption.p10 != assumption.p90;
        bool const founded = !assumption.source.empty() || !assumption.basis.empty();
        EXPECT_TRUE(founded || !of_form || !uncertain) << assumption.path;
    }
}

TEST_P(LibraryForm, is_in_the_list_of_forms_with_its_roles_and_terms) {
    std::istringstream list(text_of(scenarios() / "library" / "forms" / "README.md"));
    std::string line;
    while (std::getline(list, line) && !line.starts_with("| `" + GetParam() + "` |")) continue;
    ASSERT_FALSE(line.empty()) << "add it";
    Case const one = prepared(GetParam(), kTwoParties + ("  chosen: {form: " + GetParam() + "}\n"));
    model::Form const* form = model::find_named(one.loaded.scenario.forms, GetParam());
    ASSERT_NE(form, nullptr);
    for (std::string const& role : form->roles) EXPECT_THAT(line, ::testing::HasSubstr("`" + role + "`"));
    for (model::NamedQuantity const& term : form->typical.terms)
        EXPECT_THAT(line, ::testing::HasSubstr("`" + term.name + "`"));
}

TEST_P(LibraryForm, runs_beside_the_options_of_every_public_scenario) {
    for (std::string const& name : names_in(scenarios())) {
        input::DiskSources sources(scenarios() / "library");
        input::Loaded const original = input::load(sources, (scenarios() / (name + ".yaml")).string());
        if (original.scenario.parties.size() < 2) continue;
        std::string text = text_of(scenarios() / (name + ".yaml"));
        std::string const options = "\noptions:\n";
        std::size_t const at = text.find(options);
        ASSERT_NE(at, std::string::npos) << name;
        text.insert(at + options.size(), "  chosen_by_name:\n    form: " + GetParam() + "\n    parties: [" +
                                             original.scenario.parties[0].name + ", " +
                                             original.scenario.parties[1].name + "]\n");
        Case const beside = prepared(name + "_" + GetParam(), text);
        if (is_of_another_currency(beside.problems)) continue;
        EXPECT_EQ(options_run(beside), original.scenario.options.size() + 1) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Library, LibraryForm,
                         ::testing::ValuesIn(names_in(scenarios() / "library" / "forms")),
                         [](auto const& test) { return test.param; });

}  // namespace
}  // namespace mergerisk
