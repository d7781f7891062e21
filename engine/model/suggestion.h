#pragma once
// "Did you mean ...?" for names that do not exist.

#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::model {

/// `Did you mean "..."?` when one of the known names is close to what was written; else the known names, when
/// there are at most eight; else empty. Distance: Damerau-Levenshtein with adjacent transpositions; close is
/// at most a third of the length, at least one.
[[nodiscard]] std::string suggest(std::string_view written, std::vector<std::string> known);

}  // namespace mergerisk::model
