#pragma once
// The language as a JSON Schema, for editors.

#include <string>

namespace mergerisk::input {

/// JSON Schema (draft 2020-12) of a scenario, or of a file of the library. Everything that it refuses, the
/// reader refuses too; rules between values are the reader's and the model's alone.
[[nodiscard]] std::string scenario_schema();
[[nodiscard]] std::string library_schema();

}  // namespace mergerisk::input
