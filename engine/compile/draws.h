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
#include <vector>

namespace mergerisk::compile {

/// Draws in the order of their addresses. A plan is put together twice: first to collect the addresses, then
/// with their final numbers.
class Draws {
  public:
    /// The draw of this address, used by `option` (nullptr: by none in particular). While collecting, numbers
    /// are given in the order of asking; once numbered, asking for another address is a contract violation.
    plan::DrawId of(std::string const& address, model::Option const* option);

    /// The draw is used by `option`, too.
    void also_used_by(plan::DrawId draw, model::Option const* option);

    /// nullptr when nothing uses that address.
    [[nodiscard]] plan::DrawId const* find(std::string const& address) const;

    /// Numbers the addresses in their order.
    void number_in_order();

    [[nodiscard]] std::vector<std::string> addresses() const;  ///< in the order of their numbers
    /// [draw] the options that use it, in the order of the scenario.
    [[nodiscard]] std::vector<std::vector<model::Option const*>> users() const;

  private:
    struct Entry {
        plan::DrawId id;
        std::vector<model::Option const*> users;
    };
    std::map<std::string, Entry> by_address_;
    std::vector<Entry*> by_number_;
    bool numbered_ = false;
};

/// The draws of a plan, with the hash of each address as its name. Two addresses with one hash would share
/// their luck: a problem that names both.
[[nodiscard]] std::vector<plan::Draw> named_draws(std::vector<std::string> const& addresses,
                                                  std::uint64_t (*hash)(std::string_view),
                                                  base::Problems& problems);

}  // namespace mergerisk::compile
