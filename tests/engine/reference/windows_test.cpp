#include "engine/reference/windows.h"

#include "tests/support/plan_builder.h"

#include <gtest/gtest.h>

#include <array>

namespace mergerisk::reference {
namespace {

using Base = plan::Anchor::Base;

Timing completing(double completion, double planned) {
    Timing timing;
    timing.horizon = 60;
    timing.completion = timing.integration = completion;
    timing.planned = planned;
    return timing;
}

Timing failing(double failure, double planned) {
    Timing timing = completing(kNever, planned);
    timing.failure = failure;
    timing.cause = plan::Outcome::prohibited;
    return timing;
}

std::optional<double> start(Base base, double offset, Timing const& timing) {
    return start_of({base, offset}, timing);
}

TEST(Anchor, lies_where_the_trial_puts_it) {
    Timing const deal = completing(14, 12);
    EXPECT_EQ(start(Base::start, 2, deal), 2);
    EXPECT_EQ(start(Base::fixed, 7, deal), 7);
    EXPECT_EQ(start(Base::completion, 3, deal), 17);
    EXPECT_EQ(start(Base::decision, 1, deal), 15);
    EXPECT_EQ(start(Base::end, -6, deal), 54);
    EXPECT_EQ(start(Base::failure, 0, deal), std::nullopt);
}

TEST(Anchor, of_completion_is_never_reached_by_a_failed_deal) {
    Timing const deal = failing(9, 12);
    EXPECT_EQ(start(Base::completion, 0, deal), std::nullopt);
    EXPECT_EQ(start(Base::completion, 6, deal), std::nullopt);
    // What was to start before completion had begun by the plan.
    EXPECT_EQ(start(Base::completion, -4, deal), 8);
    EXPECT_EQ(moment_of({Base::completion, 6}, deal), 18);
    // The plan is past: the deal was still expected when it failed.
    EXPECT_EQ(start(Base::completion, -4, failing(20, 12)), 16);
    EXPECT_EQ(start(Base::failure, 1, deal), 10);
    EXPECT_EQ(start(Base::decision, 1, deal), 10);
}

TEST(Anchor, of_integration_waits_for_the_tracks_that_hold_separate) {
    Timing deal = completing(14, 12);
    EXPECT_EQ(start(Base::integration, 2, deal), 16);
    deal.integration = 19;
    EXPECT_EQ(start(Base::integration, 2, deal), 21);
    // Unwound before: what was to start there never does; what ends there ends as if at completion.
    deal.integration = kNever;
    EXPECT_EQ(start(Base::integration, 2, deal), std::nullopt);
    EXPECT_EQ(start(Base::integration, -2, deal), 12);
    EXPECT_EQ(moment_of({Base::integration, 2}, deal), 16);
    EXPECT_EQ(start(Base::integration, 0, failing(9, 12)), std::nullopt);
}

TEST(Anchor, of_the_exit_is_there_when_the_option_ends) {
    Timing deal = completing(14, 12);
    EXPECT_EQ(start(Base::exit, 3, deal), std::nullopt);
    deal.term_end = deal.exit = 38;
    EXPECT_EQ(start(Base::exit, 3, deal), 41);
    EXPECT_EQ(start(Base::exit, 0, failing(9, 12)), std::nullopt);
}

TEST(Window, runs_from_a_moment_to_another) {
    std::array const values{24.0, -1.0};
    Values const numbers{values, {}};
    Timing const deal = completing(14, 12);
    plan::Window window = test_support::from_to({Base::start, 0}, {Base::completion, 0});
    EXPECT_EQ(interval_of(window, deal, numbers)->to, 14);
    EXPECT_EQ(interval_of(window, failing(9, 12), numbers)->to, 12);
    window = test_support::from_for({Base::completion, 0}, plan::QuantityId{0});
    EXPECT_EQ(interval_of(window, deal, numbers)->to, 38);
    EXPECT_FALSE(interval_of(window, failing(9, 12), numbers).has_value());
    window.length = plan::QuantityId{1};
    EXPECT_FALSE(interval_of(window, deal, numbers).has_value());
    // An end that never comes is the horizon; so is none.
    window = test_support::from_to({Base::start, 0}, {Base::failure, 0});
    EXPECT_EQ(interval_of(window, deal, numbers)->to, 60);
    window.to.reset();
    EXPECT_EQ(interval_of(window, deal, numbers)->to, 60);
}

TEST(Window, may_be_named) {
    Timing deal = completing(14, 12);
    deal.tracks = {Interval{0, 11}};
    deal.stages = {Interval{3, 11}, std::nullopt};
    Values const none{{}, {}};
    EXPECT_EQ(interval_of(test_support::review(), deal, none)->to, 14);
    EXPECT_EQ(interval_of(test_support::during(plan::TrackId{0}), deal, none)->to, 11);
    EXPECT_EQ(interval_of(test_support::during(plan::StageId{0}), deal, none)->from, 3);
    EXPECT_FALSE(interval_of(test_support::during(plan::StageId{1}), deal, none).has_value());
}

TEST(OnlyIf, looks_at_how_the_deal_ended) {
    Timing const completed = completing(14, 12);
    Timing const prohibited = failing(9, 12);
    EXPECT_TRUE(happens(plan::OnlyIf::always, completed) && happens(plan::OnlyIf::always, prohibited));
    EXPECT_TRUE(happens(plan::OnlyIf::completed, completed) && !happens(plan::OnlyIf::completed, prohibited));
    EXPECT_TRUE(happens(plan::OnlyIf::failed, prohibited) && !happens(plan::OnlyIf::failed, completed));
    EXPECT_TRUE(happens(plan::OnlyIf::prohibited, prohibited) &&
                !happens(plan::OnlyIf::abandoned, prohibited));
    EXPECT_FALSE(happens(plan::OnlyIf::walked_away, prohibited));
    EXPECT_EQ(cut_of(plan::OnlyIf::always, prohibited), 9);
    EXPECT_EQ(cut_of(plan::OnlyIf::failed, prohibited), kNever);
}

TEST(OnlyIf, knows_a_term_that_ends_from_an_option_that_is_unwound) {
    Timing deal = completing(14, 12);
    deal.term_end = 38;
    deal.exit = 38;
    EXPECT_FALSE(happens(plan::OnlyIf::unwound, deal));
    EXPECT_EQ(cut_of(plan::OnlyIf::always, deal), 38);
    deal.exit = 20;
    EXPECT_TRUE(happens(plan::OnlyIf::unwound, deal) && happens(plan::OnlyIf::completed, deal));
    EXPECT_FALSE(happens(plan::OnlyIf::failed, deal));
    EXPECT_EQ(cut_of(plan::OnlyIf::completed, deal), 20);
    EXPECT_EQ(cut_of(plan::OnlyIf::unwound, deal), kNever);
}

TEST(PartOfMonth, is_what_window_and_failure_leave) {
    Interval const window{2.25, 5.5};
    EXPECT_DOUBLE_EQ(length_of(part_of_month(1, window, kNever)), 0);
    EXPECT_DOUBLE_EQ(length_of(part_of_month(2, window, kNever)), 0.75);
    EXPECT_DOUBLE_EQ(length_of(part_of_month(4, window, 4.125)), 0.125);
    EXPECT_DOUBLE_EQ(length_of(part_of_month(5, window, 4.125)), 0);
}

}  // namespace
}  // namespace mergerisk::reference
