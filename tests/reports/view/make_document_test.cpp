#include "reports/view/make_document.h"

#include "tests/reports/support/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

namespace mergerisk::view {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<Exhibit> all_exhibits(Document const& document) {
    std::vector<Exhibit> all{document.side_by_side};
    for (Section const& section : document.sections)
        all.insert(all.end(), section.exhibits.begin(), section.exhibits.end());
    return all;
}

Exhibit exhibit(Document const& document, std::string const& id) {
    for (Exhibit const& one : all_exhibits(document)) {
        if (one.id == id) return one;
    }
    ADD_FAILURE() << "no exhibit " << id;
    return {};
}

std::vector<Document> every_document() {
    return {make_document(tests::sample_run()), make_document(tests::smallest_run()),
            make_document(tests::prohibited_run()), make_document(tests::hostile_run())};
}

int sum(Futures const& futures) {
    return futures.outweigh + futures.completed_only + futures.not_completed + futures.undecided;
}

// 23.24 % outweigh; 67.2 % complete, of which 34.58 % outweigh: 43.96 % complete without that; 12.1, 14.6
// and 5.9 % fail; 0.2 % are undecided. Of the 77 futures that do not outweigh: 44.1, 32.7 and 0.2, so 44, 33
// and 0.
TEST(Answer, speaks_in_natural_frequencies_with_one_denominator) {
    Answer const answer = make_document(tests::sample_run()).answers.at(0);
    EXPECT_EQ(answer.headline,
              "In 100 futures like this one, the benefits of “One foundation trust” materially outweigh its "
              "costs in "
              "about 23.");
    EXPECT_EQ(answer.rest,
              "Of 100 such futures, about 44 complete without this and 33 do not complete (12 are "
              "prohibited, 15 abandoned "
              "and 6 walked away from).");
    EXPECT_EQ(
        answer.certainty,
        "On the stated assumptions that is unlikely: 23.2%, and with other random numbers 23.0 to 23.5% (95% "
        "interval).");
    EXPECT_EQ(
        answer.comparison,
        "It is worth more than “Remain two trusts” (NPV above zero) in about 32 of 100, which is unlikely.");
    EXPECT_EQ(answer.expectation,
              "Its expected NPV is GBP −11.7 million; as claimed it would be GBP 187.3 million. In 80 of 100 "
              "futures it "
              "lies between GBP −120 million and GBP 96.2 million.");
}

TEST(Answer, names_the_only_way_to_fail_without_a_list) {
    EXPECT_EQ(make_document(tests::sample_run()).answers.at(1).rest,
              "Of 100 such futures, about 35 complete without this and 10 are abandoned.");
}

TEST(Answer, says_none_of_the_simulated_futures_where_nothing_was_found) {
    Answer const answer = make_document(tests::prohibited_run()).answers.at(0);
    EXPECT_EQ(answer.headline,
              "In none of the 131,072 simulated futures do the benefits of “One foundation trust” materially "
              "outweigh its "
              "costs.");
    EXPECT_EQ(answer.rest, "In all of them it is prohibited.");
    EXPECT_EQ(answer.certainty,
              "On the stated assumptions that is exceptionally unlikely: 0%, and with other random numbers 0 "
              "to 0.0028% "
              "(95% interval).");
    EXPECT_EQ(answer.futures.not_completed, 100);
}

TEST(Answer, says_every_one_of_the_simulated_futures_where_nothing_else_was_found) {
    results::Run run = tests::smallest_run();
    run.options[0].probabilities["materially_outweigh"] = results::Estimate{1, 0.0, 0.9963, 1};
    run.options[0].probabilities["materially_outweigh_given_completion"] =
        results::Estimate{1, 0.0, 0.9963, 1};
    Answer const answer = make_document(run).answers.at(0);
    EXPECT_EQ(answer.headline,
              "In every one of the 1,000 simulated futures the benefits of “Together” materially outweigh "
              "its costs.");
    EXPECT_THAT(answer.rest, IsEmpty());
    EXPECT_THAT(answer.certainty,
                HasSubstr("virtually certain: 100%, and with other random numbers 99.63 to 100%"));
}

TEST(Answer, does_not_say_none_of_what_happened_once_in_a_while) {
    results::Run run = tests::sample_run();
    run.options[1].probabilities["materially_outweigh"] = tests::chance(0.003, 0.0002);
    run.options[1].probabilities["materially_outweigh_given_completion"] =
        tests::chance(0.003 / 0.672, 0.0003);
    Answer const answer = make_document(run).answers.at(0);
    EXPECT_THAT(answer.headline, HasSubstr("in fewer than 1."));
    EXPECT_EQ(answer.futures.outweigh, 0);
    EXPECT_EQ(sum(answer.futures), 100);
}

TEST(Answer, has_no_comparison_without_a_counterfactual_and_says_so) {
    Document const document = make_document(tests::smallest_run());
    EXPECT_THAT(document.answers.at(0).comparison, IsEmpty());
    EXPECT_THAT(document.caveats, testing::Contains(HasSubstr("No option is marked as the counterfactual")));
    EXPECT_THAT(document.materially, Not(HasSubstr("compared with")));
    EXPECT_EQ(document.side_by_side.tables.at(0).columns.at(2).title, "NPV above zero");
}

TEST(Answer, is_missing_where_the_counterfactual_is_the_only_option) {
    results::Run run = tests::sample_run();
    run.options.resize(1);
    run.comparison.clear();
    Document const document = make_document(run);
    EXPECT_THAT(document.answers, IsEmpty());
    EXPECT_EQ(document.side_by_side.title, "There is no option to appraise against the counterfactual");
}

TEST(Answer, counts_to_100_futures_whatever_the_shares) {
    results::Run run = tests::sample_run();
    results::OptionSummary& option = run.options[1];
    for (int i = 0; i <= 40; ++i) {
        double const outweigh = i / 40.0 * 0.672;
        option.probabilities["materially_outweigh"] = tests::chance(outweigh, 0.001);
        option.probabilities["materially_outweigh_given_completion"] = tests::chance(outweigh / 0.672, 0.001);
        EXPECT_EQ(sum(make_document(run).answers.at(0).futures), 100) << i;
    }
}

TEST(Answer, of_a_run_of_one_trial_claims_no_precision) {
    results::Run run = tests::smallest_run();
    run.provenance.trials = 1;
    for (auto& [name, chance] : run.options[0].probabilities) {
        if (chance)
            chance =
                results::Estimate{chance->value < 0.5 ? 0.0 : 1.0, std::nullopt, std::nullopt, std::nullopt};
    }
    Document const document = make_document(run);
    EXPECT_THAT(document.answers.at(0).certainty, HasSubstr("too small"));
    EXPECT_THAT(document.answers.at(0).headline, HasSubstr("the 1 simulated future "));
    EXPECT_THAT(document.caveats, testing::Contains(HasSubstr("The run is small, 1 trial")));
}

TEST(Exhibit, has_a_title_a_source_an_error_and_a_way_to_read_it) {
    for (Document const& document : every_document()) {
        std::set<std::string> ids;
        for (Exhibit const& one : all_exhibits(document)) {
            EXPECT_TRUE(std::regex_match(one.id, std::regex("[a-z0-9_-]+"))) << one.id;
            EXPECT_TRUE(ids.insert(one.id).second) << one.id;
            EXPECT_THAT(one.title, Not(IsEmpty())) << one.id;
            EXPECT_THAT(one.subtitle, Not(IsEmpty())) << one.id;
            EXPECT_THAT(one.source, Not(IsEmpty())) << one.id;
            if (one.tables.empty()) continue;
            EXPECT_THAT(one.error_note, Not(IsEmpty())) << one.id;
            EXPECT_THAT(one.how_to_read, Not(IsEmpty())) << one.id;
            if (one.plot == Plot::none) continue;
            EXPECT_THAT(one.description, Not(IsEmpty())) << one.id;
            EXPECT_THAT(one.marks, Not(IsEmpty())) << one.id;
        }
    }
}

TEST(Exhibit, has_tables_whose_rows_fit_their_columns) {
    for (Document const& document : every_document()) {
        for (Exhibit const& one : all_exhibits(document)) {
            for (Table const& table : one.tables) {
                for (auto const& row : table.rows) {
                    ASSERT_EQ(row.size(), table.columns.size()) << one.id << ": " << table.caption;
                    for (std::size_t i = 0; i < row.size(); ++i) {
                        bool const is_number = std::holds_alternative<Number>(row[i]);
                        EXPECT_FALSE(is_number && table.columns[i].kind == Kind::text) << one.id << ": " << i;
                    }
                }
            }
        }
    }
}

TEST(Exhibit, states_its_finding_in_its_title) {
    Document const document = make_document(tests::sample_run());
    EXPECT_EQ(document.side_by_side.title,
              "“One management team, two trusts” is the likeliest to bring benefits that materially outweigh "
              "its costs: "
              "about 55 of 100 futures");
    EXPECT_EQ(exhibit(document, "npv").title,
              "NPV is above zero in about 32 of 100 futures for “One foundation trust” and about 64 for “One "
              "management "
              "team, two trusts”");
    EXPECT_EQ(
        exhibit(document, "bridge-merger").title,
        "“One foundation trust”: GBP 187.3 million claimed, −11.7 expected; the largest loss is “Unrealised "
        "benefits” (−71.3)");
    EXPECT_EQ(exhibit(document, "failures").title,
              "The most frequent failure of “One foundation trust” is “Late”, in about 44 of 100 futures; "
              "nothing goes "
              "wrong in about 9");
    EXPECT_EQ(exhibit(document, "assumptions").title, "5 assumptions: 2 rest on judgement, 1 has no source");
}

TEST(Exhibit, does_not_call_one_option_the_likeliest_when_the_intervals_overlap) {
    results::Run run = tests::sample_run();
    run.options[1].probabilities["materially_outweigh"] = tests::chance(0.548, 0.0013);
    EXPECT_EQ(make_document(run).side_by_side.title,
              "No option is clearly the likeliest to bring benefits that materially outweigh its costs");
}

// Completion is in bin [12, 13) at the earliest; its share of all futures, 0.672 (1 - e^(-1/9)) / (1 -
// e^(-108/9)), is what has completed by the end of the target's month.
TEST(Completion, counts_the_month_of_the_target_as_in_time) {
    Exhibit const completion = exhibit(make_document(tests::sample_run()), "completion");
    EXPECT_EQ(completion.title,
              "“One foundation trust” completes by its target month, Oct 2017, in about 7 of 100 futures, "
              "and within 10 "
              "years in about 67");
}

TEST(Completion, says_when_no_option_waits_for_anything) {
    Exhibit const completion = exhibit(make_document(tests::smallest_run()), "completion");
    EXPECT_EQ(completion.title, "Every option takes effect at once");
    EXPECT_EQ(completion.plot, Plot::none);
}

TEST(SideBySide, says_in_words_that_the_middle_future_never_completes) {
    Table const table = make_document(tests::prohibited_run()).side_by_side.tables.at(0);
    EXPECT_EQ(std::get<std::string>(table.rows.at(0).back()), "not within 10 years");
}

TEST(Figures, have_the_same_digits_wherever_they_stand) {
    Document const document = make_document(tests::sample_run());
    Table const& options = document.side_by_side.tables.at(0);
    Exhibit const npv = exhibit(document, "npv");
    Exhibit const bridge = exhibit(document, "bridge-merger");
    auto const written = [&](Cell const& cell) {
        return write(std::get<Number>(cell), Kind::money, document.units);
    };
    std::string const expected = written(options.rows[0][5]);
    EXPECT_EQ(written(npv.tables[0].rows[0][1]), expected);
    EXPECT_EQ(written(bridge.tables[0].rows.back()[2]), expected);
    EXPECT_EQ(bridge.marks.back().text, expected);
    std::string const claimed = written(options.rows[0][8]);
    EXPECT_EQ(written(bridge.tables[0].rows.front()[2]), claimed);
    EXPECT_EQ(bridge.marks.front().text, claimed);
    EXPECT_THAT(document.answers[0].expectation, HasSubstr(expected));
    EXPECT_THAT(document.answers[0].expectation, HasSubstr(claimed));
}

TEST(Hindsight, is_said_in_the_banner_and_nowhere_without_it) {
    EXPECT_THAT(make_document(tests::sample_run()).banner, HasSubstr("hindsight"));
    EXPECT_THAT(make_document(tests::smallest_run()).banner, IsEmpty());
}

TEST(Names, from_outside_carry_no_control_characters_into_any_text) {
    Document const document = make_document(tests::hostile_run());
    auto const is_clean = [](std::string const& text) {
        for (char const* const forbidden : {"\n", "\xe2\x80\xae", "\xe2\x80\xa8"}) {
            if (text.find(forbidden) != std::string::npos) return false;
        }
        return true;
    };
    EXPECT_TRUE(is_clean(document.title));
    for (Exhibit const& one : all_exhibits(document)) {
        EXPECT_TRUE(is_clean(one.title)) << one.id;
        for (Table const& table : one.tables) {
            for (auto const& row : table.rows) {
                for (Cell const& cell : row) {
                    if (auto const* const words = std::get_if<std::string>(&cell)) {
                        EXPECT_TRUE(is_clean(*words)) << one.id << ": " << *words;
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace mergerisk::view
