#include "engine/kernel/instruction_set.h"

#include "engine/base/contract.h"
#include "engine/kernel/simulate_block.h"

#include <algorithm>

namespace mergerisk::kernel {

namespace baseline {
void draw_block(Program const& program, std::uint64_t first_trial, std::size_t count,
                BlockArrays const& block);
void simulate_block(Program const& program, std::size_t count, BlockArrays const& block);
void simulate_claimed(Program const& program, std::size_t option, BlockArrays const& block);
}  // namespace baseline
#ifdef MERGERISK_KERNEL_X86_64
namespace avx2 {
void draw_block(Program const& program, std::uint64_t first_trial, std::size_t count,
                BlockArrays const& block);
void simulate_block(Program const& program, std::size_t count, BlockArrays const& block);
void simulate_claimed(Program const& program, std::size_t option, BlockArrays const& block);
}  // namespace avx2
namespace avx512 {
void draw_block(Program const& program, std::uint64_t first_trial, std::size_t count,
                BlockArrays const& block);
void simulate_block(Program const& program, std::size_t count, BlockArrays const& block);
void simulate_claimed(Program const& program, std::size_t option, BlockArrays const& block);
}  // namespace avx512
#endif

std::string_view name_of(InstructionSet instruction_set) {
    switch (instruction_set) {
        case InstructionSet::baseline:
            return "baseline";
        case InstructionSet::avx2:
            return "avx2";
        case InstructionSet::avx512:
            return "avx512";
    }
    return "";
}

std::vector<InstructionSet> usable_instruction_sets() {
    std::vector<InstructionSet> usable{InstructionSet::baseline};
#ifdef MERGERISK_KERNEL_X86_64
    if (__builtin_cpu_supports("avx2") == 0) return usable;
    usable.push_back(InstructionSet::avx2);
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
        __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0)
        usable.push_back(InstructionSet::avx512);
#endif
    return usable;
}

InstructionSet widest_instruction_set() {
    return usable_instruction_sets().back();
}

BlockSimulation simulation_for(InstructionSet instruction_set) {
    auto const usable = usable_instruction_sets();
    EXPECTS(std::find(usable.begin(), usable.end(), instruction_set) != usable.end());
    switch (instruction_set) {
#ifdef MERGERISK_KERNEL_X86_64
        case InstructionSet::avx512:
            return {&avx512::draw_block, &avx512::simulate_block, &avx512::simulate_claimed};
        case InstructionSet::avx2:
            return {&avx2::draw_block, &avx2::simulate_block, &avx2::simulate_claimed};
#endif
        default:
            return {&baseline::draw_block, &baseline::simulate_block, &baseline::simulate_claimed};
    }
}

}  // namespace mergerisk::kernel
