#include "engine/execute/simulate.h"

#include "engine/kernel/simulator.h"
#include "tests/engine/kernel/random_plan.h"
#include "tests/support/plan_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace mergerisk::execute {
namespace {

using test_support::PlanBuilder;
using test_support::random_plan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Settings settings(std::uint64_t trials, unsigned threads) {
    Settings result;
    result.trials = trials;
    result.threads = threads;
    return result;
}

/// A cost that is infinite in trials in which a draw is below 1/2.
plan::Plan failing_plan() {
    PlanBuilder builder{std::chrono::sys_days{std::chrono::year{2017} / 1 / 1}, 12};
    plan::Option option;
    option.name = "merger";
    auto const amount = builder.lognormal("amount", 0, 1000);
    option.costs = {test_support::cost(
        "systems", plan::CostLine::Form::total, amount,
        test_support::from_for(test_support::at(plan::Anchor::Base::start), builder.constant(6)))};
    builder.add(option);
    return builder.build();
}

TEST(Simulate, gives_the_trials_that_the_kernel_gives) {
    plan::Plan const plan = random_plan(3);
    Simulation const simulation = simulate(plan, settings(1500, 2));
    kernel::Simulator const simulator{plan};
    kernel::Scratch scratch = simulator.make_scratch();
    plan::Outcomes expected;
    expected.resize(plan, 1);
    for (std::uint64_t const trial : {0U, 511U, 512U, 1499U}) {
        simulator.simulate(trial, 1, scratch, expected, 0);
        for (std::size_t o = 0; o < plan.options.size(); ++o) {
            for (std::size_t m = 0; m < plan::kMetricCount; ++m)
                EXPECT_EQ(simulation.outcomes.options[o].metric[m][trial], expected.options[o].metric[m][0]);
        }
    }
    EXPECT_EQ(simulation.end, Simulation::End::finished);
    ASSERT_EQ(simulation.claimed.size(), plan.options.size());
    EXPECT_EQ(simulation.claimed[0].npv_own, simulator.claimed(0).npv_own);
}

TEST(Simulate, tells_how_far_it_is_from_the_thread_that_called) {
    plan::Plan const plan = random_plan(1);
    std::vector<std::uint64_t> done;
    std::thread::id const caller = std::this_thread::get_id();
    auto const progress = [&](std::uint64_t now, std::uint64_t total) {
        EXPECT_EQ(total, 20000U);
        EXPECT_EQ(std::this_thread::get_id(), caller);
        done.push_back(now);
    };
    ASSERT_EQ(simulate(plan, settings(20000, 2), progress).end, Simulation::End::finished);
    EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
    EXPECT_EQ(done.back(), 20000U);
}

TEST(Simulate, stops_on_request_and_says_so) {
    plan::Plan const plan = random_plan(1);
    std::stop_source source;
    source.request_stop();
    Simulation const simulation = simulate(plan, settings(100'000, 2), {}, source.get_token());
    EXPECT_EQ(simulation.end, Simulation::End::stopped);
    EXPECT_THAT(simulation.outcomes.options, IsEmpty());
}

TEST(Simulate, stops_within_a_block_of_a_request_made_while_it_runs) {
    plan::Plan const plan = random_plan(2);
    std::stop_source source;
    // A second of work; the request comes with the first report of progress, after a tenth of a second.
    auto const progress = [&](std::uint64_t done, std::uint64_t total) {
        EXPECT_LT(done, total);
        source.request_stop();
    };
    auto const start = std::chrono::steady_clock::now();
    EXPECT_EQ(simulate(plan, settings(600'000, 2), progress, source.get_token()).end,
              Simulation::End::stopped);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{20});
}

TEST(Simulate, carries_the_first_trial_that_fails_to_the_caller) {
    plan::Plan const plan = failing_plan();
    std::string first;
    for (unsigned const threads : {1U, 2U, 8U}) {
        try {
            static_cast<void>(simulate(plan, settings(20000, threads)));
            FAIL() << "no trial failed";
        } catch (kernel::TrialFailure const& failure) {
            EXPECT_THAT(failure.what(), HasSubstr("quantity amount"));
            EXPECT_LT(failure.trial(), 512U);
            if (first.empty()) first = failure.what();
            EXPECT_EQ(failure.what(), first);
        }
    }
}

TEST(Simulate, carries_what_progress_throws_to_the_caller) {
    plan::Plan const plan = random_plan(2);
    auto const progress = [](std::uint64_t, std::uint64_t) {
        throw std::runtime_error("the terminal is gone");
    };
    EXPECT_THROW(static_cast<void>(simulate(plan, settings(600'000, 2), progress)), std::runtime_error);
}

TEST(Problems, name_the_memory_that_a_hundred_million_trials_need) {
    plan::Plan const plan = random_plan(1);
    Settings too_many = settings(100'000'000, 2);
    too_many.memory_limit = 2'000'000'000;
    base::Problems const problems = problems_of(plan, too_many);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].path, "run.trials");
    EXPECT_THAT(problems[0].reason, HasSubstr("100000000 trials need"));
    EXPECT_THAT(problems[0].reason, HasSubstr("more than the limit of 2.0 GB"));
    EXPECT_THAT(problems[0].suggestion, HasSubstr("trials fit"));
}

TEST(Problems, count_every_column_of_the_outcomes) {
    plan::Plan const plan = random_plan(5);
    plan::Outcomes outcomes;
    outcomes.resize(plan, 1000);
    std::uint64_t bytes = 0;
    auto const count = [&](auto const& columns) {
        for (auto const& column : columns) bytes += column.size() * sizeof(column[0]);
    };
    for (plan::OptionColumns const& option : outcomes.options) {
        count(option.metric);
        count(option.failure_month);
        count(option.distress_month);
        count(option.distressed_at_start);
        count(option.yearly_net_cash);
        count(option.bridge_npv);
        count(option.stage_entry);
        count(option.stage_end);
        count(option.stage_branch);
        bytes +=
            option.outcome.size() * sizeof(plan::Outcome) + option.delay_postponed.size() * sizeof(double);
    }
    EXPECT_EQ(memory_of(plan, 1000), bytes);
}

TEST(Problems, refuse_nothing_to_do) {
    plan::Plan const plan = random_plan(1);
    EXPECT_EQ(problems_of(plan, settings(0, 1)).size(), 1U);
    EXPECT_EQ(problems_of(plan, settings(1, 0)).size(), 1U);
    EXPECT_THAT(problems_of(plan, settings(1, 1)), IsEmpty());
}

}  // namespace
}  // namespace mergerisk::execute
