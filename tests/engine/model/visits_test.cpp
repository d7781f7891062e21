#include "engine/model/visits.h"

#include "tests/engine/model/scenarios.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mergerisk::model {
namespace {

std::string const kTrack = "routes.approval";

Branch back_to(std::string target, std::string const& stage_path, double at_most, std::string then) {
    Branch branch = test::leads_to(std::move(target), stage_path, 0.2);
    branch.refer_back = ReferBack{at_most, std::move(then)};
    return branch;
}

Stage stage(std::string const& name, std::vector<Branch> next) {
    return test::stage(name, kTrack, math::Constant{1}, std::move(next));
}

Branch to(std::string target) {
    return test::leads_to(std::move(target), kTrack);
}

/// "case 0 -> board 0 | board 0 -> cleared, case 1, ..."
std::string told(std::vector<Visit> const& visits) {
    std::string text;
    auto const name = [&](std::size_t i) {
        return visits[i].stage->name + " " + std::to_string(visits[i].number);
    };
    for (std::size_t i = 0; i < visits.size(); ++i) {
        text += (i == 0 ? "" : " | ") + name(i) + " ->";
        for (Way const& way : visits[i].next) {
            text += (&way == &visits[i].next.front() ? " " : ", ") + (way.visit ? name(*way.visit) : way.end);
        }
    }
    return text;
}

std::string laid_out_in_words(Track const& track, TrackSetting setting = {}) {
    auto const visits = laid_out(track, setting);
    return visits ? told(*visits) : "too many";
}

/// case -> board; the board clears, refers back to the case at most twice and then abandons, or prohibits.
Track referred_back() {
    Track track;
    track.name = "approval";
    track.path = kTrack;
    track.start = "case";
    track.stages = {
        stage("case", {to("board")}),
        stage("board", {to("prohibited"), back_to("case", kTrack, 2, "abandoned"), to("cleared")})};
    return track;
}

TEST(Visits, are_one_for_each_stage_of_a_track_without_loops) {
    Track track = referred_back();
    track.stages[1].next = {to("vote"), to("abandoned")};
    track.stages.push_back(stage("vote", {to("cleared")}));
    EXPECT_EQ(laid_out_in_words(track),
              "case 0 -> board 0 | board 0 -> vote 0, abandoned | vote 0 -> cleared");
}

TEST(Visits, repeat_a_loop_up_to_its_bound_and_then_end) {
    EXPECT_EQ(laid_out_in_words(referred_back()),
              "case 0 -> board 0 | board 0 -> cleared, case 1, prohibited | "
              "case 1 -> board 1 | board 1 -> cleared, case 2, prohibited | "
              "case 2 -> board 2 | board 2 -> cleared, abandoned, prohibited");
}

TEST(Visits, are_one_for_a_stage_beyond_the_loop) {
    Track track = referred_back();
    track.stages[1].next = {back_to("case", kTrack, 1, "abandoned"), to("vote")};
    track.stages.push_back(stage("vote", {to("cleared")}));
    EXPECT_EQ(laid_out_in_words(track),
              "case 0 -> board 0 | board 0 -> case 1, vote 0 | case 1 -> board 1 | "
              "board 1 -> vote 0, abandoned | vote 0 -> cleared");
}

TEST(Visits, count_from_the_earliest_pass_of_a_stage_that_only_a_way_back_leads_to) {
    Track track;
    track.start = "review";
    track.stages = {stage("review", {back_to("revise", kTrack, 2, "abandoned"), to("cleared")}),
                    stage("revise", {to("review")})};
    EXPECT_EQ(laid_out_in_words(track),
              "review 0 -> cleared, revise 0 | revise 0 -> review 1 | review 1 -> cleared, revise 1 | "
              "revise 1 -> review 2 | review 2 -> cleared, abandoned");
}

TEST(Visits, count_two_loops_together_and_reach_each_bound) {
    Track track;
    track.start = "case";
    track.stages = {stage("case", {back_to("case", kTrack, 1, "abandoned"), to("board")}),
                    stage("board", {back_to("case", kTrack, 1, "prohibited"), to("cleared")})};
    // Counts (case to case, board to case): case at (0,0), (1,0), (0,1), (1,1), and the board likewise.
    auto const visits = laid_out(track, {});
    ASSERT_TRUE(visits);
    std::vector<std::uint32_t> numbers;
    for (Visit const& visit : *visits) {
        if (visit.stage->name == "case") numbers.push_back(visit.number);
    }
    EXPECT_EQ(visits->size(), 8U);
    EXPECT_EQ(numbers, (std::vector<std::uint32_t>{0, 1, 1, 2}));
}

TEST(Visits, of_loops_in_a_row_are_counted_apart) {
    Track track;
    track.start = "case";
    track.stages = {stage("case", {back_to("case", kTrack, 1, "abandoned"), to("board")}),
                    stage("board", {back_to("board", kTrack, 1, "abandoned"), to("cleared")})};
    EXPECT_EQ(laid_out_in_words(track),
              "case 0 -> board 0, case 1 | case 1 -> board 0, abandoned | board 0 -> cleared, board 1 | "
              "board 1 -> cleared, abandoned");
}

TEST(Visits, follow_what_credentials_change) {
    Track track = referred_back();
    track.stages[0].when_credentialed = WhenCredentialed{{}, {}, {to("cleared")}};
    EXPECT_EQ(laid_out_in_words(track, {true, true}), "case 0 -> cleared");
}

TEST(Visits, leave_out_the_failing_firm_where_there_is_none) {
    Track track;
    track.start = "case";
    Branch rescue = to("rescue");
    rescue.by_failing_firm = true;
    track.stages = {stage("case", {rescue, to("prohibited")}), stage("rescue", {to("cleared")})};
    EXPECT_EQ(laid_out_in_words(track, {false, true}),
              "case 0 -> rescue 0, prohibited | rescue 0 -> cleared");
    EXPECT_EQ(laid_out_in_words(track, {false, false}), "case 0 -> prohibited");
}

TEST(Visits, stop_at_sixty_four) {
    Track track = referred_back();
    track.stages[1].next[1].refer_back->at_most = 31;  // 32 passes of two stages
    EXPECT_NE(laid_out_in_words(track), "too many");
    track.stages[1].next[1].refer_back->at_most = 32;
    EXPECT_EQ(laid_out_in_words(track), "too many");
}

}  // namespace
}  // namespace mergerisk::model
