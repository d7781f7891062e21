#pragma once
// A plan made ready for the block kernel.

#include "engine/kernel/program.h"
#include "engine/plan/plan.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace mergerisk::kernel {

/// Owns the arrays of two programs: that of the plan, and the same without what a claim leaves out (overruns,
/// shares not realised or not specific, effects, leavers, risks). Refers to the tables of the plan, which
/// must outlive it. Not copied: the programs point into it.
class PreparedPlan {
  public:
    /// Precondition: the plan is complete (ids refer to what exists, one factor a group member and member).
    explicit PreparedPlan(plan::Plan const& plan);
    ~PreparedPlan() = default;
    PreparedPlan(PreparedPlan const&) = delete;
    PreparedPlan(PreparedPlan&&) = delete;
    PreparedPlan& operator=(PreparedPlan const&) = delete;
    PreparedPlan& operator=(PreparedPlan&&) = delete;

    [[nodiscard]] Program const& program() const { return program_; }
    [[nodiscard]] Program const& claimed_program() const { return claimed_program_; }
    /// [rows] the claimed value of each quantity.
    [[nodiscard]] std::vector<double> const& claimed_values() const { return claimed_values_; }
    [[nodiscard]] std::size_t stages(std::size_t option) const {
        return program_.options[option].route.stages.size;
    }

    /// The one-off cost of the claimed view, once it is known: over-budget failures measure against it.
    void set_claimed_one_off_cost(std::size_t option, double cost);

  private:
    class Builder;

    /// Keeps a copy of the elements until the end.
    template <class T>
    Array<T> keep(std::vector<T> const& elements);

    std::vector<std::shared_ptr<void const>> kept_;
    std::vector<OptionStep> options_;
    Program program_{};
    Program claimed_program_{};
    std::vector<double> claimed_values_;
};

}  // namespace mergerisk::kernel
