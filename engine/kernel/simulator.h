#pragma once
// Simulates blocks of trials of a plan.

#include "engine/kernel/prepared_plan.h"
#include "engine/kernel/scratch.h"
#include "engine/kernel/simulate_block.h"
#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace mergerisk::kernel {

/// A number that is not one (infinite or undefined) came out of a trial: the plan lets it, for example by a
/// quantity without bounds. what() says "trial 48213, option merger: npv is not a finite number".
class TrialFailure : public std::runtime_error {
  public:
    /// `where` is "option merger" or "quantity costs.systems.amount".
    TrialFailure(std::uint64_t trial, std::string const& where, std::string const& reason);
    [[nodiscard]] std::uint64_t trial() const { return trial_; }

  private:
    std::uint64_t trial_;
};

/// Complete after construction and constant: several threads may simulate with it, each with a Scratch of its
/// own.
///
/// A trial is a pure function of plan and trial number: it does not depend on the block it is simulated in,
/// nor on how many trials there are.
class Simulator {
  public:
    /// Copies what it needs, but for the quantile tables of the plan, which must outlive it.
    /// The instruction set changes the speed, never a bit of a result.
    explicit Simulator(plan::Plan const& plan, InstructionSet instruction_set = widest_instruction_set());

    /// What one thread needs to simulate.
    [[nodiscard]] Scratch make_scratch() const { return Scratch{prepared_.program()}; }

    /// Writes trials first_trial .. first_trial + count - 1 to positions at .. at + count - 1 of `into`,
    /// which must have been resized for this plan. Preconditions: 0 < count <= kBlock; at + count <=
    /// into.trials. Throws TrialFailure.
    void simulate(std::uint64_t first_trial, std::size_t count, Scratch& scratch, plan::Outcomes& into,
                  std::size_t at) const;

    /// The claimed view of an option.
    [[nodiscard]] plan::ClaimedOutcome const& claimed(std::size_t option) const { return claimed_[option]; }

    [[nodiscard]] std::size_t options() const { return option_names_.size(); }
    [[nodiscard]] std::size_t failures() const { return prepared_.program().failures.size; }
    [[nodiscard]] std::size_t years() const { return prepared_.program().years; }

  private:
    void find_claimed();
    void subtract_counterfactual(std::size_t count, BlockArrays const& block) const;
    void check_quantities(std::uint64_t first_trial, std::size_t count, BlockArrays const& block) const;
    void check_outcomes(std::uint64_t first_trial, std::size_t count, BlockArrays const& block) const;

    PreparedPlan prepared_;
    BlockSimulation code_;
    std::vector<std::string> quantity_names_;
    std::vector<std::string> option_names_;
    std::vector<plan::ClaimedOutcome> claimed_;
};

}  // namespace mergerisk::kernel
