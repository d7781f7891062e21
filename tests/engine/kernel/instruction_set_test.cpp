#include "engine/kernel/instruction_set.h"

#include "engine/kernel/simulator.h"
#include "tests/engine/kernel/random_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace mergerisk::kernel {
namespace {

plan::Outcomes simulate(plan::Plan const& plan, InstructionSet instruction_set, std::size_t count) {
    Simulator const simulator{plan, instruction_set};
    Scratch scratch = simulator.make_scratch();
    plan::Outcomes outcomes;
    outcomes.resize(plan, count);
    simulator.simulate(0, count, scratch, outcomes, 0);
    return outcomes;
}

TEST(InstructionSets, are_listed_from_the_one_every_machine_has) {
    auto const usable = usable_instruction_sets();
    ASSERT_FALSE(usable.empty());
    EXPECT_EQ(usable.front(), InstructionSet::baseline);
    EXPECT_TRUE(std::is_sorted(usable.begin(), usable.end()));
    EXPECT_EQ(widest_instruction_set(), usable.back());
    EXPECT_EQ(name_of(InstructionSet::baseline), "baseline");
}

// On a machine without vector extensions this compares the baseline with itself; the machines that build
// releases have them.
TEST(InstructionSets, give_the_same_bits) {
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        plan::Plan const plan = test_support::random_plan(seed);
        constexpr std::size_t kTrials = 72;
        plan::Outcomes const expected = simulate(plan, InstructionSet::baseline, kTrials);
        for (InstructionSet const instruction_set : usable_instruction_sets()) {
            plan::Outcomes const outcomes = simulate(plan, instruction_set, kTrials);
            for (std::size_t o = 0; o < plan.options.size(); ++o) {
                std::string const where =
                    std::string{name_of(instruction_set)} + ", plan " + std::to_string(seed);
                plan::OptionColumns const& a = expected.options[o];
                plan::OptionColumns const& b = outcomes.options[o];
                ASSERT_EQ(a.metric, b.metric) << where;
                ASSERT_EQ(a.outcome, b.outcome) << where;
                ASSERT_EQ(a.failure_month, b.failure_month) << where;
                ASSERT_EQ(a.distress_month, b.distress_month) << where;
                ASSERT_EQ(a.yearly_net_cash, b.yearly_net_cash) << where;
                ASSERT_EQ(a.bridge_npv, b.bridge_npv) << where;
                ASSERT_EQ(a.delay_postponed, b.delay_postponed) << where;
                ASSERT_EQ(a.stage_entry, b.stage_entry) << where;
                ASSERT_EQ(a.stage_end, b.stage_end) << where;
                ASSERT_EQ(a.stage_branch, b.stage_branch) << where;
            }
        }
    }
}

}  // namespace
}  // namespace mergerisk::kernel
