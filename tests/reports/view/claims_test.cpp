#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace mergerisk::view {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Exhibit exhibit_of(Document const& document, std::string const& id) {
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
    return found == exhibit.marks.end() ? "no mark " + name : found->text;
}

TEST(Claims, name_the_boldest_in_natural_frequencies) {
    EXPECT_EQ(exhibit_of(make_document(tests::sample_run()), "claims").title,
              "Of 2 claims that can be held against past cases, the boldest is “Share of the saving that is "
              "delivered”: claimed 100%, and about 94 of 100 such cases fell short of that");
}

TEST(Claims, are_drawn_where_something_is_claimed_and_listed_everywhere) {
    Exhibit const claims = exhibit_of(make_document(tests::sample_run()), "claims");
    EXPECT_EQ(claims.plot, Plot::claims);
    EXPECT_EQ(claims.tables.at(0).rows.size(), 3u);
    EXPECT_EQ(text_of(claims, "2:claim"), "claimed 0%");
    EXPECT_EQ(text_of(claims, "2:said"), "About 58 of 100 such cases went further over");
    EXPECT_EQ(text_of(claims, "2:axis"), "over the claim");
    EXPECT_THAT(text_of(claims, "2:note"), HasSubstr("its cases count 60%, pooled with the claim at 30%"));
    EXPECT_THAT(text_of(claims, "0:claim"), HasSubstr("no mark"));
}

TEST(Claims, carry_the_source_and_the_caveat_of_their_class) {
    Table const table = exhibit_of(make_document(tests::sample_run()), "claims").tables.at(0);
    auto const column = [&](std::string const& title) {
        auto const found = std::find_if(table.columns.begin(), table.columns.end(),
                                        [&](Column const& one) { return one.title == title; });
        return static_cast<std::size_t>(found - table.columns.begin());
    };
    EXPECT_THAT(std::get<std::string>(table.rows.at(1).at(column("Source"))), HasSubstr("Fulop"));
    EXPECT_THAT(std::get<std::string>(table.rows.at(1).at(column("Caveat"))), HasSubstr("steady-state"));
    EXPECT_EQ(std::get<std::string>(table.rows.at(0).at(1)), "all");
}

// 447 % would claim three digits of a class that is known to two.
TEST(Claims, write_evidence_with_two_digits) {
    Document const document = make_document(tests::sample_run());
    Table const table = exhibit_of(document, "claims").tables.at(0);
    EXPECT_EQ(write(std::get<Number>(table.rows.at(1).at(6)), Kind::number, document.units), "68%");
    Table const alarms = exhibit_of(document, "optimism").tables.at(0);
    EXPECT_EQ(write(std::get<Number>(alarms.rows.at(0).at(5)), Kind::number, document.units), "1.4%");
}

TEST(Alarms, say_which_claims_are_out_of_line_first_of_all) {
    Document const document = make_document(tests::sample_run());
    EXPECT_EQ(exhibit_of(document, "optimism").title,
              "1 of 2 claims is more optimistic than 9 of 10 past deals, size for size");
    EXPECT_THAT(
        document.caveats,
        Contains(HasSubstr("Out of line with past deals: “One foundation trust”: Claims a yearly saving "
                           "of 3 %")));
    EXPECT_EQ(text_of(exhibit_of(document, "optimism"), "0:said"),
              "About 6 of 100 past deals came to as much or better: optimistic");
}

TEST(Alarms, are_silent_within_the_range_of_the_class) {
    results::Run run = tests::sample_run();
    run.normalised_claims.erase(run.normalised_claims.begin());
    Document const document = make_document(run);
    EXPECT_EQ(exhibit_of(document, "optimism").title,
              "No claim is more optimistic than 9 of 10 past deals, size for size");
    EXPECT_THAT(document.caveats, Not(Contains(HasSubstr("Out of line"))));
}

TEST(Claims, have_no_section_without_evidence) {
    Document const document = make_document(tests::smallest_run());
    for (Section const& section : document.sections) EXPECT_NE(section.id, "past-cases");
}

TEST(Forms, name_what_they_filled_in_and_what_that_rests_on) {
    Exhibit const forms = exhibit_of(make_document(tests::sample_run()), "forms");
    EXPECT_EQ(forms.title, "1 option takes what it does not say from an organisational form of the library");
    std::vector<Cell> const& row = forms.tables.at(0).rows.at(0);
    EXPECT_EQ(std::get<std::string>(row.at(2)), "costs and route");
    EXPECT_THAT(std::get<std::string>(row.at(3)), HasSubstr("No measured class"));
    EXPECT_THAT(std::get<std::string>(row.at(4)), HasSubstr("more often than they were audited"));
}

TEST(Perspective, of_the_acquirer_is_said_at_the_top_and_in_the_method) {
    results::Run run = tests::sample_run();
    EXPECT_THAT(make_document(run).subtitle, Not(HasSubstr("acquirer")));
    run.transaction.perspective = "acquirer";
    Document const document = make_document(run);
    EXPECT_THAT(document.subtitle, HasSubstr("as the acquirer counts it"));
    EXPECT_THAT(document.sections.back().paragraphs,
                Contains(HasSubstr("from the perspective of the acquirer")));
}

}  // namespace
}  // namespace mergerisk::view
