#pragma once
// Which vector instructions the machine has.

#include <cstdint>
#include <string_view>
#include <vector>

namespace mergerisk::kernel {

/// What the kernel is compiled for. Ascending: a machine that has one has those before it.
enum class InstructionSet : std::uint8_t {
    baseline,  ///< what every processor of the architecture has
    avx2,
    avx512,  ///< foundation, doubleword and quadword, byte and word, vector length
};

/// "baseline", "avx2", "avx512"
[[nodiscard]] std::string_view name_of(InstructionSet instruction_set);

/// Those that this machine has and this build contains, ascending.
[[nodiscard]] std::vector<InstructionSet> usable_instruction_sets();
[[nodiscard]] InstructionSet widest_instruction_set();

}  // namespace mergerisk::kernel
