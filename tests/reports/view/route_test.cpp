#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace mergerisk::view {
namespace {

using testing::HasSubstr;

Exhibit route_exhibit(results::Run const& run, std::string const& id) {
    Document const document = make_document(run);
    for (Section const& section : document.sections) {
        for (Exhibit const& one : section.exhibits) {
            if (one.id == id) return one;
        }
    }
    ADD_FAILURE() << "no exhibit " << id;
    return {};
}

std::string text_of(Exhibit const& exhibit, std::string const& name) {
    auto const found = std::find_if(exhibit.marks.begin(), exhibit.marks.end(),
                                    [&](Mark const& mark) { return mark.name == name; });
    return found == exhibit.marks.end() ? "" : found->text;
}

std::string written(Table const& table, std::size_t row, std::size_t column, Units const& units) {
    return write(std::get<Number>(table.rows.at(row).at(column)), table.columns.at(column).kind, units);
}

// Full business case fails in 0.96 x 1.17 x 4 % = 4.5 % of futures, the strategic case in 1 x 1.18 x 4 % =
// 4.7 %, the votes in 0.91 x 5 % = 4.6 %, Phase 2 in 0.36 x (11 % + 25 %) = 13 %.
TEST(RouteExhibit, names_the_longest_stage_and_where_most_approvals_fail) {
    EXPECT_EQ(
        route_exhibit(tests::sample_run(), "route-merger").title,
        "“One foundation trust”: the longest stage is “Full business case and risk rating”, 153 days in "
        "the middle future; most approvals that fail do so at “Phase 2” (about 13 of 100 futures)");
}

TEST(RouteExhibit, says_there_of_the_longest_stage_where_most_approvals_fail) {
    EXPECT_EQ(
        route_exhibit(tests::sample_run(), "route-shared_leadership").title,
        "“One management team, two trusts”: the longest stage is “Agreement of both boards”, 159 days in "
        "the middle future; most approvals that fail do so there (about 10 of 100 futures)");
}

TEST(RouteExhibit, has_a_table_for_each_track_and_one_of_where_stages_lead) {
    Exhibit const exhibit = route_exhibit(tests::sample_run(), "route-merger");
    ASSERT_EQ(exhibit.tables.size(), 4u);
    EXPECT_EQ(exhibit.tables[2].caption,
              "Review of the completed deal, after completion; the businesses are held apart until it has "
              "cleared");
    EXPECT_EQ(exhibit.tables[3].rows.size(), 2u + 3 + 3 + 2 + 4 + 4);
}

TEST(RouteExhibit, counts_days_whole_and_months_by_name) {
    results::Run const run = tests::sample_run();
    Table const table = route_exhibit(run, "route-merger").tables.at(1);
    Units units;
    units.valuation_date = std::chrono::sys_days{std::chrono::year{2016} / 10 / 1};
    EXPECT_EQ(std::get<std::string>(table.rows.at(1).at(0)), "Phase 1 investigation");
    EXPECT_EQ(written(table, 1, 2, units), "Dec 2016");
    EXPECT_EQ(written(table, 1, 9, units), "57");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows.at(2).at(6)));
}

TEST(RouteExhibit, says_of_a_stage_how_many_futures_reach_it_and_where_it_leads) {
    Exhibit const exhibit = route_exhibit(tests::sample_run(), "route-merger");
    EXPECT_EQ(text_of(exhibit, "competition.phase_2:reached"), "about 36 of 100 futures");
    EXPECT_EQ(text_of(exhibit, "competition.phase_2:days"), "188 days (167 to 229)");
    EXPECT_EQ(text_of(exhibit, "competition.phase_1:then"),
              "of 100: 55 cleared, 6 cleared with remedies, 37 Phase 2, 2 abandoned");
    EXPECT_EQ(text_of(exhibit, "call_in.call_in:reached"), "in none of the futures");
    EXPECT_EQ(text_of(exhibit, "assurance.strategic_case:days"), "96 days a visit (66 to 139)");
}

TEST(RouteExhibit, names_the_sources_of_its_tracks) {
    EXPECT_THAT(route_exhibit(tests::sample_run(), "route-merger").source,
                HasSubstr("Competition: Enterprise Act 2002, s. 33, 34ZA and 39."));
}

Number exact(double value) {
    return {value, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt};
}

TEST(MonthKinds, say_that_what_ends_at_midnight_ended_on_the_day_before) {
    Units units;
    units.valuation_date = std::chrono::sys_days{std::chrono::year{2017} / 3 / 1};
    EXPECT_EQ(write(exact(6.0), Kind::month_of_begin, units), "Sep 2017");
    EXPECT_EQ(write(exact(6.0), Kind::month_of_end, units), "Aug 2017");
    EXPECT_EQ(write(exact(0.0), Kind::month_of_end, units), "Mar 2017");
    EXPECT_EQ(write(exact(13'000.0), Kind::month_of_end, units), "after a thousand years");
    EXPECT_EQ(write_with_unit(exact(1.0), Kind::days, units), "1 day");
    EXPECT_EQ(write_with_unit(exact(40.4), Kind::days, units), "40 days");
}

}  // namespace
}  // namespace mergerisk::view
