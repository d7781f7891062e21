#pragma once
// One block of trials, from draws to outcomes. The functions exist once per instruction set.

#include "engine/kernel/block_arrays.h"
#include "engine/kernel/instruction_set.h"

#include <cstddef>
#include <cstdint>

namespace mergerisk::kernel {

/// Fills uniforms and quantities of trials first_trial .. first_trial + count - 1, and the rest of the last
/// tile with the last trial. Precondition: 0 < count <= kBlock.
using DrawBlock = void (*)(Program const& program, std::uint64_t first_trial, std::size_t count,
                           BlockArrays const& block);

/// Fills block.outcomes for the first `count` trials of the block, once they are drawn. Own values: nothing
/// is subtracted for the counterfactual yet, distress is not attributed. Precondition: all quantities are
/// finite.
using SimulateBlock = void (*)(Program const& program, std::size_t count, BlockArrays const& block);

/// The rows of block.quantities are there already, for all trials alike: the claimed values. Projects one
/// option with its claimed timing into lane 0 of block.outcomes[option]; `program` is one without overruns,
/// effects, leavers and risks.
using SimulateClaimed = void (*)(Program const& program, std::size_t option, BlockArrays const& block);

/// The code of one instruction set.
struct BlockSimulation {
    DrawBlock draw_block;
    SimulateBlock simulate_block;
    SimulateClaimed simulate_claimed;
};

/// Precondition: the machine has that instruction set.
[[nodiscard]] BlockSimulation simulation_for(InstructionSet instruction_set);

}  // namespace mergerisk::kernel
