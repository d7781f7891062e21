#pragma once
// JSON as text that a person can read too.

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace mergerisk::archive {

/// Indented by two spaces, a key a line; lists of numbers and small objects on one line; a newline at the
/// end. Doubles in the shortest form that reads back to the same bits, always with a point or an exponent.
/// Text that is not UTF-8 gets replacement characters. Precondition: numbers are finite.
[[nodiscard]] std::string text_of(nlohmann::ordered_json const& json);

}  // namespace mergerisk::archive
