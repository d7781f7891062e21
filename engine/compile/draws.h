#pragma once
// All draws that a plan uses, by their addresses.

#include "engine/base/problem.h"
#include "engine/model/scenario.h"
#include "engine/plan/plan.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mergerisk::compile {

/// Of a draw: its address and its number among the visits to the stage that it belongs to (0 elsewhere).
struct DrawName {
    std::string address;
    std::uint32_t index = 0;
};

/// Draws in the order of their names. A plan is put together twice: first to collect the addresses, then
/// with their final numbers.
class Draws {
  public:
    /// The draw of this address, used by `option` (nullptr: by none in particular). While collecting, numbers
    /// are given in the order of asking; once numbered, asking for another name is a contract violation.
    plan::DrawId of(std::string const& address, model::Option const* option, std::uint32_t index = 0);

    /// The draw is used by `option`, too.
    void also_used_by(plan::DrawId draw, model::Option const* option);

    /// Number 0 of that address; nullptr when nothing uses it.
    [[nodiscard]] plan::DrawId const* find(std::string const& address) const;

    /// Numbers the draws in the order of their addresses and indices.
    void number_in_order();

    [[nodiscard]] std::vector<DrawName> names() const;  ///< in the order of their numbers
    /// [draw] the options that use it, in the order of the scenario.
    [[nodiscard]] std::vector<std::vector<model::Option const*>> users() const;

  private:
    struct Entry {
        plan::DrawId id;
        std::vector<model::Option const*> users;
    };
    std::map<std::pair<std::string, std::uint32_t>, Entry> by_name_;
    std::vector<Entry*> by_number_;
    bool numbered_ = false;
};

/// The draws of a plan, with the hash of each address as its name. Two different addresses with one hash
/// would share their luck: a problem that names both.
[[nodiscard]] std::vector<plan::Draw> named_draws(std::vector<DrawName> const& names,
                                                  std::uint64_t (*hash)(std::string_view),
                                                  base::Problems& problems);

}  // namespace mergerisk::compile
