#pragma once
// What is wrong with something that a person wrote, in a form that can be collected and shown all at once.

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::base {

/// A place in a text. Lines and columns count from 1; columns count code points, not bytes.
struct Place {
    std::string file;
    std::size_t line = 1;
    std::size_t column = 1;

    friend auto operator<=>(Place const&, Place const&) = default;
};

/// One problem of a scenario or of a file it uses.
///
/// `path` names the value in the document: "options.merger.costs.it_integration.overrun"; empty for the whole
/// file. `reason` is a sentence without a full stop; `suggestion`, when there is one, says what to write
/// instead. Rules of the model know the path only; engine/input adds the place.
struct Problem {
    std::string path;
    std::string reason;
    std::string suggestion;
    std::optional<Place> place;
};

using Problems = std::vector<Problem>;

/// "file:line:column: path: reason. suggestion" (parts that are absent are left out).
[[nodiscard]] std::string describe(Problem const& problem);

/// Sorts by place, then path, and drops exact repetitions.
void put_in_order(Problems& problems);

}  // namespace mergerisk::base
