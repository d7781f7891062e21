#include "engine/archive/json.h"

#include "tests/engine/archive/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace mergerisk::archive {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string const kRoot = MERGERISK_SOURCE_DIR;

std::string content_of(std::string const& path) {
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return text.str();
}

/// Compares with a file of the project; with MERGERISK_UPDATE in the environment it is written instead.
void expect_checked_in(std::string const& path, std::string const& text) {
    if (std::getenv("MERGERISK_UPDATE") != nullptr) std::ofstream{path, std::ios::binary} << text;
    EXPECT_TRUE(content_of(path) == text)
        << path << " differs; MERGERISK_UPDATE=1 archive_tests writes it anew";
}

std::string sample() {
    return to_json(sample_run());
}

/// The sample with the first occurrence of a text replaced.
std::string with(std::string const& from, std::string const& to) {
    std::string text = sample();
    std::size_t const place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

std::vector<std::string> problems_of(std::string const& text) {
    auto const read = from_json(text, "results.json");
    std::vector<std::string> descriptions;
    if (auto const* problems = std::get_if<base::Problems>(&read)) {
        for (base::Problem const& problem : *problems) descriptions.push_back(describe(problem));
    }
    return descriptions;
}

TEST(ResultsJson, of_the_sample_is_the_one_checked_in) {
    expect_checked_in(kRoot + "/tests/data/results-sample.json", sample());
}

TEST(ResultsJson, schema_is_the_one_checked_in) {
    expect_checked_in(kRoot + "/reports/results.schema.json", results_schema());
}

TEST(ResultsJson, reads_back_to_the_last_bit) {
    auto const read = from_json(sample(), "results.json");
    ASSERT_TRUE(std::holds_alternative<results::Run>(read))
        << describe(std::get<base::Problems>(read).front());
    EXPECT_EQ(to_json(std::get<results::Run>(read)), sample());
    results::Run const& run = std::get<results::Run>(read);
    results::Run const original = sample_run();
    EXPECT_EQ(run.options[1].metrics.at("npv").mean, original.options[1].metrics.at("npv").mean);
    EXPECT_EQ(run.options[1].probabilities, original.options[1].probabilities);
    EXPECT_EQ(run.options[2].failures[4].second.first_cause,
              original.options[2].failures[4].second.first_cause);
    EXPECT_EQ(run.comparison[1].first, "merger");
    EXPECT_EQ(run.comparison[1].second, "shared_leadership");
    EXPECT_EQ(run.counterfactual, "separate");
}

TEST(ResultsJson, reads_back_routes_and_forms) {
    results::Run run = sample_run();
    results::StageSummary stage;
    stage.name = "competition.phase_2";
    stage.clock = "24 weeks, may be extended";
    stage.entered = results::Estimate{0.36, 0.001, 0.358, 0.362};
    stage.begins = {4.1, 5.9, 8.25};
    stage.days = {167.0, 188.0, std::nullopt};
    stage.exits = {{"cleared", "", results::Estimate{0.6, 0.01, 0.58, 0.62}}, {"prohibited", "", {}}};
    stage.claimed_end = 12.5;
    results::TrackSummary track;
    track.name = "competition";
    track.after_completion = true;
    track.source = "Enterprise Act 2002";
    track.stages = {stage};
    run.options[1].route = {track};
    results::FormUsed form;
    form.option = "merger";
    form.sections = {"costs", "route"};
    run.forms = {form};
    auto const read = from_json(to_json(run), "results.json");
    ASSERT_TRUE(std::holds_alternative<results::Run>(read));
    auto const& again = std::get<results::Run>(read);
    results::TrackSummary const& back = again.options[1].route.at(0);
    EXPECT_TRUE(back.after_completion);
    EXPECT_EQ(back.source, "Enterprise Act 2002");
    EXPECT_EQ(back.stages.at(0).entered, stage.entered);
    EXPECT_EQ(back.stages.at(0).begins.p90, 8.25);
    EXPECT_EQ(back.stages.at(0).days.p90, std::nullopt);
    EXPECT_EQ(back.stages.at(0).exits.at(0).share, stage.exits[0].share);
    EXPECT_EQ(back.stages.at(0).exits.at(1).target, "prohibited");
    EXPECT_EQ(back.stages.at(0).claimed_begin, std::nullopt);
    EXPECT_EQ(back.stages.at(0).claimed_end, 12.5);
    EXPECT_THAT(again.forms.at(0).sections, ElementsAre("costs", "route"));
}

TEST(ResultsJson, numbers_are_as_short_as_they_can_be) {
    results::Run run = sample_run();
    run.system.wall_seconds = 0.1;
    run.transaction.discount_rate = 1.0 / 3;
    run.transaction.materiality = 5e-324;
    run.transaction.horizon_months = 120;
    std::string const text = to_json(run);
    EXPECT_THAT(text, HasSubstr("\"wall_seconds\": 0.1,"));
    EXPECT_THAT(text, HasSubstr("\"discount_rate\": 0.3333333333333333,"));
    EXPECT_THAT(text, HasSubstr("\"materiality\": 5e-324,"));
    EXPECT_THAT(text, HasSubstr("\"horizon_months\": 120.0,"));
}

TEST(ResultsJson, minus_zero_stays_minus_zero) {
    results::Run run = sample_run();
    run.transaction.materiality = -0.0;
    auto const read = from_json(to_json(run), "results.json");
    EXPECT_TRUE(std::signbit(std::get<results::Run>(read).transaction.materiality));
}

TEST(ResultsJson, what_is_not_there_is_null) {
    std::string const text = sample();
    EXPECT_THAT(text, HasSubstr("\"better_than_counterfactual\": null"));
    EXPECT_EQ(text.find(": inf"), std::string::npos);
    EXPECT_EQ(text.find(": nan"), std::string::npos);
}

TEST(ResultsJson, text_that_is_not_utf_8_still_gives_a_file_that_can_be_read) {
    results::Run run = sample_run();
    run.notes = {"caf\xe9"};
    EXPECT_TRUE(std::holds_alternative<results::Run>(from_json(to_json(run), "results.json")));
}

TEST(ResultsJson, says_where_a_file_stops_being_json) {
    EXPECT_THAT(problems_of("{\n  \"mergerisk_results\": 1,\n  \"op\xc3\xa9\": ]"),
                ElementsAre("results.json:3:10: this is not JSON"));
    EXPECT_THAT(problems_of(sample().substr(0, 5000)), ElementsAre(HasSubstr("this is not JSON")));
    EXPECT_THAT(problems_of(""), ElementsAre("results.json:1:1: this is not JSON"));
}

TEST(ResultsJson, refuses_what_another_program_wrote) {
    EXPECT_THAT(problems_of("{\"results\": []}"),
                ElementsAre(HasSubstr("this is not a results file of mergerisk")));
    EXPECT_THAT(problems_of("[1, 2]"), ElementsAre(HasSubstr("this is not a results file of mergerisk")));
}

TEST(ResultsJson, refuses_another_version_of_the_format) {
    EXPECT_THAT(problems_of(with("\"mergerisk_results\": 1", "\"mergerisk_results\": 2")),
                ElementsAre(HasSubstr("in version 2 of the format; this program reads version 1")));
}

TEST(ResultsJson, names_every_damaged_value) {
    EXPECT_THAT(problems_of(with("\"seed\": 2016", "\"seed\": \"x\"")),
                ElementsAre(HasSubstr("provenance.seed: must be a whole number")));
    EXPECT_THAT(problems_of(with("\"seed\": 2016,", "")),
                ElementsAre(HasSubstr("provenance.seed: is missing")));
    EXPECT_THAT(problems_of(with("\"seed\": 2016", "\"seed\": 2016, \"sead\": 1")),
                ElementsAre(HasSubstr("provenance.sead: unknown key")));
    EXPECT_THAT(
        problems_of(with("\"population\": \"all\"", "\"population\": \"some\"")),
        ElementsAre(HasSubstr("options.separate.metrics.npv.population: must be one of all, completed")));
    EXPECT_THAT(problems_of(with("\"intervals\": {", "\"intervals\": 3, \"more\": {")),
                ElementsAre(HasSubstr("options.separate.metrics.npv.intervals: must be an object"),
                            HasSubstr("options.separate.metrics.npv.more: unknown key")));
    EXPECT_THAT(problems_of(with("\"stresses\": {}", "\"stresses\": []")),
                ElementsAre(HasSubstr("stresses: must be an empty object")));
    EXPECT_THAT(problems_of(with("\"completes\"", "\"finishes\"")),
                ElementsAre(HasSubstr("options.separate.probabilities.completes: is missing")));
}

TEST(ResultsJson, a_number_beyond_a_double_is_a_problem) {
    EXPECT_THAT(problems_of(with("\"discount_rate\": 0.035", "\"discount_rate\": 1e999")),
                ElementsAre(HasSubstr("a number is beyond what a double can hold")));
}

TEST(ReadResults, says_which_file_cannot_be_read) {
    auto const read = archive::read("/no/such/results.json");
    EXPECT_EQ(describe(std::get<base::Problems>(read).front()), "cannot read /no/such/results.json");
    auto const folder = archive::read(std::filesystem::temp_directory_path());
    EXPECT_TRUE(std::holds_alternative<base::Problems>(folder));
}

TEST(ReadResults, reads_the_sample) {
    EXPECT_TRUE(
        std::holds_alternative<results::Run>(archive::read(kRoot + "/tests/data/results-sample.json")));
}

}  // namespace
}  // namespace mergerisk::archive
