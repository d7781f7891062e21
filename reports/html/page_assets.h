#pragma once
// Script and style of the page, bundled by reports/html/page/build.mjs. Defined in a file that it writes.

#include <span>
#include <string_view>

namespace mergerisk::html {

/// ASCII, in pieces, without anything that would end a script or style element.
[[nodiscard]] std::span<std::string_view const> page_script();
[[nodiscard]] std::span<std::string_view const> page_style();

/// "sha256-..." of the script, base 64, for the content-security policy.
[[nodiscard]] std::string_view page_script_hash();

}  // namespace mergerisk::html
