#pragma once
// Texts made harmless for the places of a page where they stand.

#include <string>
#include <string_view>

namespace mergerisk::html {

/// For element content and for attributes in double or single quotes.
[[nodiscard]] std::string escaped(std::string_view text);

/// `escaped` for element content, with places (<wbr>) at which a word that is too long for a column may be
/// broken: after each 16 characters, and after dots, underscores and slashes of words beyond that length.
[[nodiscard]] std::string escaped_breakable(std::string_view text);

/// JSON for a script element of type application/json: the same value, without any character that could end
/// the element or a line of script: `<`, `>`, `&`, U+2028 and U+2029 as \u escapes. Precondition: valid JSON.
[[nodiscard]] std::string script_json(std::string_view json);

/// A CSS string with its quotes; all but letters, digits and spaces as escapes.
[[nodiscard]] std::string css_string(std::string_view text);

}  // namespace mergerisk::html
