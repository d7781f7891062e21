#include "engine/results/failures.h"

#include "tests/engine/results/hand_made.h"

#include <gtest/gtest.h>

namespace mergerisk::results {
namespace {

using namespace hand_made;
using Kind = plan::Failure::Kind;

/// An option with the failures late and distress; months of the five causes are rows, trials are columns.
/// Nothing is unwound.
struct Case {
    plan::Plan plan = plan_of({"merger"});
    plan::Outcomes outcomes;

    explicit Case(std::vector<std::vector<double>> months) {
        plan.failures = {failure("late", Kind::late), failure("distress", Kind::distress)};
        outcomes = outcomes_of(plan, months.front().size());
        months.insert(months.begin() + 3, std::vector<double>(months.front().size(), kNever));
        outcomes.options[0].failure_month = std::move(months);
    }
    [[nodiscard]] Failures summary() const {
        return summarise_failures(plan, Trials{outcomes.options[0], stats::kPlain});
    }
};

TEST(Failures, count_in_any_order_and_by_what_comes_first) {
    Failures const found = Case{
        {{5, kNever, kNever, kNever},
         {kNever, kNever, kNever, kNever},
         {kNever, kNever, kNever, kNever},
         {kNever, 10, kNever, 7},
         {kNever, 8, kNever,
          20}}}.summary();
    ASSERT_EQ(found.by_name.size(), 5U);
    EXPECT_EQ(found.by_name[0].first, "prohibited");
    EXPECT_EQ(found.by_name[0].second.first_cause->value, 0.25);
    EXPECT_EQ(found.by_name[1].second.probability->value, 0);
    EXPECT_EQ(found.by_name[3].first, "late");
    EXPECT_EQ(found.by_name[3].second.probability->value, 0.5);
    EXPECT_EQ(found.by_name[3].second.first_cause->value, 0.25);
    EXPECT_EQ(found.by_name[4].second.probability->value, 0.5);
    EXPECT_EQ(found.by_name[4].second.first_cause->value, 0.25);
    EXPECT_EQ(found.any->value, 0.75);
    EXPECT_EQ(found.none->value, 0.25);
}

TEST(Failures, of_several_at_one_moment_the_first_of_the_list_counts) {
    Failures const found = Case{{{kNever, kNever}, {6, kNever}, {kNever, kNever}, {6, 6}, {6, 6}}}.summary();
    EXPECT_EQ(found.by_name[1].second.first_cause->value, 0.5);
    EXPECT_EQ(found.by_name[3].second.first_cause->value, 0.5);
    EXPECT_EQ(found.by_name[4].second.first_cause->value, 0);
    EXPECT_EQ(found.by_name[4].second.probability->value, 1);
}

TEST(Failures, list_what_is_unwound_where_an_option_of_the_plan_can_end) {
    Case made{{{kNever, kNever}, {kNever, kNever}, {kNever, kNever}, {kNever, 9}, {kNever, kNever}}};
    made.outcomes.options[0].failure_month[3] = {kNever, 6};
    EXPECT_EQ(made.summary().by_name.size(), 5U);
    made.plan.options.emplace_back().exit.term = plan::QuantityId{0};
    Failures const found = made.summary();
    ASSERT_EQ(found.by_name.size(), 6U);
    EXPECT_EQ(found.by_name[3].first, "unwound");
    EXPECT_EQ(found.by_name[3].second.label, "Unwound");
    EXPECT_EQ(found.by_name[3].second.probability->value, 0.5);
    EXPECT_EQ(found.by_name[3].second.first_cause->value, 0.5);
    EXPECT_EQ(found.by_name[4].second.first_cause->value, 0);
}

TEST(Failures, first_causes_and_none_are_all_trials) {
    Failures const found = Case{
        {{1, kNever, kNever, 1, kNever, kNever, kNever, kNever},
         {kNever, 2, kNever, 1, kNever, kNever, kNever, kNever},
         {kNever, kNever, 3, kNever, kNever, kNever, kNever, kNever},
         {1, 1, 5, kNever, 4, kNever, kNever, kNever},
         {kNever, kNever, kNever, kNever, kNever, 9, kNever,
          kNever}}}.summary();
    double sum = found.none->value;
    for (auto const& [name, summary] : found.by_name) sum += summary.first_cause->value;
    EXPECT_EQ(sum, 1);
    EXPECT_EQ(found.any->value + found.none->value, 1);
}

TEST(Failures, given_completion_leaves_out_the_others) {
    Case made{{{kNever, 5, kNever, kNever},
               {kNever, kNever, kNever, kNever},
               {kNever, kNever, kNever, kNever},
               {9, 9, kNever, kNever},
               {kNever, kNever, kNever, kNever}}};
    made.outcomes.options[0].outcome[1] = plan::Outcome::prohibited;
    Failures const found = made.summary();
    EXPECT_DOUBLE_EQ(found.by_name[3].second.given_completion->value, 1.0 / 3);
    EXPECT_EQ(found.by_name[0].second.given_completion->value, 0);
    EXPECT_EQ(found.by_name[3].second.probability->value, 0.5);
}

TEST(Failures, nothing_is_given_completion_when_nothing_completes) {
    Case made{{{5}, {kNever}, {kNever}, {kNever}, {kNever}}};
    made.outcomes.options[0].outcome[0] = plan::Outcome::prohibited;
    EXPECT_FALSE(made.summary().by_name[0].second.given_completion);
}

TEST(Failures, distress_is_told_as_such_beside_what_the_deal_causes) {
    Case made{{{kNever, kNever, kNever, kNever},
               {kNever, kNever, kNever, kNever},
               {kNever, kNever, kNever, kNever},
               {kNever, kNever, kNever, kNever},
               {14, kNever, kNever, kNever}}};
    made.outcomes.options[0].distress_month[1] = {14, 12, 12, kNever};
    made.outcomes.options[0].distressed_at_start[1] = {0, 1, 1, 0};
    Failures const found = made.summary();
    EXPECT_EQ(found.by_name[4].second.probability->value, 0.25);
    EXPECT_EQ(found.by_name[4].second.as_such->value, 0.75);
    EXPECT_EQ(found.by_name[4].second.at_start, 0.5);
    EXPECT_EQ(found.by_name[4].second.kind, "distress");
    EXPECT_FALSE(found.by_name[3].second.as_such);
    EXPECT_FALSE(found.by_name[3].second.at_start);
}

TEST(Failures, incidence_accumulates_by_year_and_counts_the_end_of_a_year_to_it) {
    Failures const found = Case{
        {{0, 12, 12.5, 24},
         {kNever, kNever, kNever, kNever},
         {kNever, kNever, kNever, kNever},
         {kNever, kNever, kNever, kNever},
         {kNever, kNever, kNever,
          kNever}}}.summary();
    EXPECT_EQ(found.by_name[0].second.first_cause_by_year, (std::vector<double>{0.5, 1}));
    EXPECT_EQ(found.by_name[1].second.first_cause_by_year, (std::vector<double>{0, 0}));
}

}  // namespace
}  // namespace mergerisk::results
