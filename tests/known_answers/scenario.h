#pragma once
// Scenarios written in the language, for answers that involve how it is read and compiled.

#include "engine/compile/compile.h"

#include <string>

namespace mergerisk::known_answers {

/// A scenario of ten years whose deal has this body, given in lines indented by four spaces, and is compared
/// with staying apart; `more` are further sections. Failures of the test when it has problems.
[[nodiscard]] compile::Result compiled(std::string const& deal, std::string const& more = {});

/// The number that the compiler has made for that path.
[[nodiscard]] plan::Quantity const& quantity_at(compile::Result const& result, std::string const& path);

}  // namespace mergerisk::known_answers
