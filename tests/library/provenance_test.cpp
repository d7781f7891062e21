// Every number that the library ships says where it comes from, from when it is, and how well it is founded.

#include "engine/model/lookup.h"
#include "tests/library/shipped.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>

namespace mergerisk::library {
namespace {

bool is_basis(std::string const& text) {
    static constexpr std::array<char const*, 4> kBases{"published", "secondary", "derived", "judgement"};
    return std::find(kBases.begin(), kBases.end(), text) != kBases.end();
}

TEST(Library, says_of_every_route_which_law_it_rests_on_and_from_when) {
    ASSERT_FALSE(whole_library().routes.empty());
    for (model::Track const& track : whole_library().routes) {
        EXPECT_FALSE(track.label.empty()) << track.path;
        EXPECT_FALSE(track.provenance.source.empty()) << track.path;
        EXPECT_TRUE(track.valid_from.has_value()) << track.path;
        for (model::Stage const& stage : track.stages) EXPECT_FALSE(stage.label.empty()) << stage.path;
    }
}

// What is not a judgement names its source, in its own place or as an entry of evidence.
TEST(Library, says_of_every_number_of_a_route_how_well_it_is_founded) {
    std::size_t numbers = 0;
    for (model::Track const& track : whole_library().routes) {
        model::for_each_quantity(track, nullptr, nullptr, [&](model::QuantityUse const& use) {
            ++numbers;
            model::Quantity const& quantity = *use.quantity;
            if (std::holds_alternative<model::EvidenceUse>(quantity.value)) return;
            model::Provenance const& from = quantity.provenance;
            EXPECT_TRUE(is_basis(from.basis)) << quantity.path;
            bool const explained = !from.source.empty() || !from.note.empty();
            EXPECT_TRUE(from.basis == "judgement" || explained) << quantity.path;
        });
    }
    EXPECT_GT(numbers, 100u);
}

TEST(Library, says_of_every_calendar_where_its_days_come_from) {
    ASSERT_FALSE(whole_library().calendars.empty());
    for (model::Calendar const& calendar : whole_library().calendars) {
        EXPECT_FALSE(calendar.label.empty()) << calendar.path;
        EXPECT_FALSE(calendar.provenance.source.empty()) << calendar.path;
        EXPECT_FALSE(calendar.provenance.note.empty()) << calendar.path;
        EXPECT_TRUE(is_basis(calendar.provenance.basis)) << calendar.path;
    }
}

TEST(Library, says_of_every_entry_of_evidence_whence_when_of_whom_and_what_speaks_against_it) {
    ASSERT_FALSE(whole_library().evidence.empty());
    for (model::EvidenceEntry const& entry : whole_library().evidence) {
        EXPECT_FALSE(entry.label.empty()) << entry.path;
        EXPECT_FALSE(entry.provenance.source.empty()) << entry.path;
        EXPECT_TRUE(entry.as_of.has_value()) << entry.path;
        EXPECT_FALSE(entry.population.empty()) << entry.path;
        EXPECT_FALSE(entry.sample.empty()) << entry.path;
        EXPECT_FALSE(entry.caveat.empty()) << entry.path;
        EXPECT_TRUE(is_basis(entry.provenance.basis)) << entry.path;
    }
}

TEST(Library, says_of_its_weights_of_a_competition_case_that_they_are_a_judgement) {
    ASSERT_TRUE(whole_library().competition_weights.has_value());
    model::Provenance const& from = whole_library().competition_weights->provenance;
    EXPECT_EQ(from.basis, "judgement");
    EXPECT_FALSE(from.source.empty());
}

TEST(Library, lists_its_routes_and_calendars_for_whoever_looks_for_their_names) {
    std::ifstream file(std::string{MERGERISK_SOURCE_DIR} + "/scenarios/library/README.md");
    std::string const readme{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto const date = [](std::chrono::sys_days day) {
        std::chrono::year_month_day const parts{day};
        return fmt::format("{} {:%B %Y}", static_cast<unsigned>(parts.day()), day);
    };
    for (model::Track const& track : whole_library().routes) {
        auto const row = readme.find("| `" + track.name + "` |");
        ASSERT_NE(row, std::string::npos) << track.name;
        std::string const line = readme.substr(row, readme.find('\n', row) - row);
        std::string const in_force = track.valid_to ? date(*track.valid_from) + " to " + date(*track.valid_to)
                                                    : "from " + date(*track.valid_from);
        EXPECT_THAT(line, ::testing::HasSubstr("| " + in_force + " |"));
    }
    for (model::Calendar const& calendar : whole_library().calendars)
        EXPECT_THAT(readme, ::testing::HasSubstr("| `" + calendar.name + "` |"));
}

}  // namespace
}  // namespace mergerisk::library
