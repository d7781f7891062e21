#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::view {
namespace {

using testing::HasSubstr;

Exhibit competition_of(results::Run const& run) {
    Document const document = make_document(run);
    for (Section const& section : document.sections) {
        for (Exhibit const& one : section.exhibits) {
            if (one.id == "competition-merger") return one;
        }
    }
    ADD_FAILURE() << "no competition exhibit";
    return {};
}

std::string written(Cell const& cell, Kind kind) {
    return write(std::get<Number>(cell), kind, {});
}

TEST(CompetitionExhibit, names_the_market_that_concentrates_most_and_the_branch_that_moves_most) {
    EXPECT_EQ(competition_of(tests::sample_run()).title,
              "“One foundation trust”: concentration rises by 2,050 points of HHI in “Elective care in the "
              "south of the city”, to 4,670; the case moves the chance of “Phase 2” after “Phase 1 "
              "investigation” from 22% to 37%");
}

// Squares of market shares that are known to a percent or two are not known to a point.
TEST(CompetitionExhibit, writes_the_index_to_tens) {
    Table const markets = competition_of(tests::sample_run()).tables.at(0);
    EXPECT_EQ(written(markets.rows.at(0).at(2), Kind::number), "2,620");
    EXPECT_EQ(written(markets.rows.at(0).at(3), Kind::number), "4,670");
    EXPECT_EQ(written(markets.rows.at(1).at(4), Kind::number), "310");
    EXPECT_EQ(std::get<std::string>(markets.rows.at(0).at(1)),
              "Central Manchester 38% and South Manchester 27%");
}

TEST(CompetitionExhibit, draws_only_markets_whose_other_suppliers_are_stated) {
    Exhibit const exhibit = competition_of(tests::sample_run());
    EXPECT_EQ(exhibit.plot, Plot::competition);
    EXPECT_EQ(exhibit.marks.size(), 2u);
    EXPECT_EQ(exhibit.tables.at(0).rows.size(), 3u);
    results::Run run = tests::sample_run();
    for (results::Competition::Market& market : run.options[1].competition->markets)
        market.hhi_before = market.hhi_after = std::nullopt;
    EXPECT_EQ(competition_of(run).plot, Plot::none);
}

TEST(CompetitionExhibit, shows_scores_branches_and_benefits_in_words) {
    Exhibit const exhibit = competition_of(tests::sample_run());
    ASSERT_EQ(exhibit.tables.size(), 4u);
    EXPECT_THAT(std::get<std::string>(exhibit.tables[1].rows.at(0).at(0)), HasSubstr("GUPPI"));
    EXPECT_EQ(written(exhibit.tables[1].rows.at(0).at(2), Kind::number), "6.2%");
    EXPECT_EQ(std::get<std::string>(exhibit.tables[2].rows.at(1).at(2)), "failing firm");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(exhibit.tables[2].rows.at(1).at(3)));
    EXPECT_EQ(written(exhibit.tables[3].rows.at(0).at(1), Kind::probability), "60%");
    EXPECT_THAT(exhibit.source, HasSubstr("CMA129), judgement."));
}

}  // namespace
}  // namespace mergerisk::view
