#pragma once
// Where the numbers of a run come from.

#include "engine/plan/plan.h"
#include "engine/results/run.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::archive {

/// Version of mergerisk, as "0.1.0".
[[nodiscard]] std::string_view engine_version();

/// A file that was read: its name, the same on every machine, and its bytes.
struct InputFile {
    std::string name;
    std::string_view text;
};

/// Hashes of the scenario, of every other file that was read, and of the plan's canonical bytes.
[[nodiscard]] results::Provenance provenance_of(InputFile const& scenario,
                                                std::vector<InputFile> const& library, plan::Plan const& plan,
                                                std::uint64_t trials);

}  // namespace mergerisk::archive
