#pragma once
// Memory in which one thread simulates blocks.

#include "engine/kernel/block_arrays.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace mergerisk::kernel {

/// Made for one program, used by one thread at a time; a few megabytes, none is allocated later.
class Scratch {
  public:
    explicit Scratch(Program const& program);

    [[nodiscard]] BlockArrays const& arrays() const { return arrays_; }

  private:
    class Carver;
    void lay_out(Program const& program, Carver& carve);

    struct Free {
        void operator()(std::byte* memory) const;
    };
    std::unique_ptr<std::byte, Free> memory_;
    std::vector<RouteArrays> routes_;
    std::vector<OutcomeArrays> outcomes_;
    BlockArrays arrays_{};
    double* ones_ = nullptr;
};

}  // namespace mergerisk::kernel
