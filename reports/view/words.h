#pragma once
// Words for probabilities and names, from templates with guard rails: never more certainty than the run
// supports.

#include "reports/view/numbers.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::view {

/// How many of 100: "about 23", "fewer than 1", "more than 99"; "none" and "all" only where the share is
/// exactly 0 or 1. Precondition: 0 <= probability <= 1.
[[nodiscard]] std::string of_100(double probability);

/// The whole number that `of_100` speaks of: 0 to 100.
[[nodiscard]] int whole_of_100(double probability);

/// A calibrated word: virtually certain from 99 %, very likely from 90 %, likely from 66 %, about as likely
/// as not from 33 %, unlikely from 10 %, very unlikely from 1 %, below that exceptionally unlikely; the
/// ranges of Mastrandrea et al. (2010), "Guidance note for lead authors of the IPCC fifth assessment report
/// on consistent treatment of uncertainties", table 1, made to exclude each other. Where the 95 % interval
/// reaches into another range, the word nearer to "about as likely as not".
[[nodiscard]] std::string likelihood(Number const& probability);

/// The scale that `likelihood` uses, in one sentence.
[[nodiscard]] std::string likelihood_scale();

/// Text from outside made safe to stand in a sentence: invalid UTF-8 replaced, control characters, line
/// breaks and bidirectional controls removed or made spaces, text with letters that run from right to left
/// isolated (U+2068, U+2069).
[[nodiscard]] std::string clean(std::string_view text);

/// `clean` with at most `length` characters, the last an ellipsis when something was cut.
[[nodiscard]] std::string clean_short(std::string_view text, std::size_t length);

/// A name of the language in words: "benefits_shortfall" is "Benefits shortfall".
[[nodiscard]] std::string humanised(std::string_view name);

/// The name in quotation marks, at most 60 characters.
[[nodiscard]] std::string in_quotes(std::string_view label);

/// "a", "a and b", "a, b and c"
[[nodiscard]] std::string listed(std::vector<std::string> const& items);

/// "1 trial", "3 trials"
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural);

}  // namespace mergerisk::view
