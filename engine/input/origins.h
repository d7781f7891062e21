#pragma once
// Where in which file every value of a scenario was written.

#include "engine/base/problem.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace mergerisk::input {

/// Places by path ("options.merger.costs.it_integration.overrun").
class Origins {
  public:
    struct Origin {
        base::Place key;    ///< of the key, or of the value where there is none
        base::Place value;  ///< of the value, of its alias if it is one
        bool is_scalar = false;

        /// Where a problem with this value is shown: a scalar itself, the key of anything larger.
        [[nodiscard]] base::Place const& shown() const { return is_scalar ? value : key; }
    };

    /// The first origin of a path stays.
    void add(std::string path, Origin const& origin);
    /// nullptr when nothing was written there.
    [[nodiscard]] Origin const* find(std::string const& path) const;
    /// The origin of the path or of its nearest ancestor that was written; nullptr when there is none.
    [[nodiscard]] Origin const* nearest(std::string path) const;

  private:
    std::unordered_map<std::string, Origin> by_path_;
};

/// Gives every problem that has no place yet the place of its path or of the nearest ancestor that was
/// written.
void place(base::Problems& problems, Origins const& origins);

}  // namespace mergerisk::input
