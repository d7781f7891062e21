#pragma once
// The language as a Markdown page, for people.

#include <string>

namespace mergerisk::input {

/// One section for each record: what it is, an example, and a table of its keys with meaning, value, unit,
/// default and example; then the values and words that keys take.
[[nodiscard]] std::string language_reference();

}  // namespace mergerisk::input
