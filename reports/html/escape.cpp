#include "reports/html/escape.h"

#include <algorithm>

namespace mergerisk::html {

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (char const c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string escaped_breakable(std::string_view text) {
    constexpr std::size_t kLongest = 16;
    constexpr std::string_view kJoints = "._/-";
    std::string out;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find(' '), text.size());
        std::string_view const word = text.substr(0, end);
        std::size_t since_break = 0;
        for (std::size_t i = 0; i < word.size(); ++i) {
            out += escaped(word.substr(i, 1));
            ++since_break;
            // Not within a character of several bytes, and not at the very end.
            bool const between =
                i + 1 < word.size() && (static_cast<unsigned char>(word[i + 1]) & 0xC0) != 0x80;
            bool const joint = kJoints.find(word[i]) != std::string_view::npos;
            if (word.size() > kLongest && between && (joint || since_break >= kLongest)) {
                out += "<wbr>";
                since_break = 0;
            }
        }
        out += text.substr(end, 1);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string script_json(std::string_view json) {
    constexpr std::string_view kLineSeparator = "\xe2\x80\xa8";
    constexpr std::string_view kParagraphSeparator = "\xe2\x80\xa9";
    std::string out;
    out.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        std::string_view const next = json.substr(i, kLineSeparator.size());
        if (json[i] == '<') {
            out += "\\u003c";
        } else if (json[i] == '>') {
            out += "\\u003e";
        } else if (json[i] == '&') {
            out += "\\u0026";
        } else if (next == kLineSeparator || next == kParagraphSeparator) {
            out += next == kLineSeparator ? "\\u2028" : "\\u2029";
            i += next.size() - 1;
        } else {
            out += json[i];
        }
    }
    return out;
}

std::string css_string(std::string_view text) {
    std::string out = "\"";
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == ' ' || byte >= 0x80;
        if (plain) {
            out += c;
        } else {
            // The space ends the escape; without it the next character could be taken as a part of it.
            out += {'\\', kDigits[byte >> 4], kDigits[byte & 0x0F], ' '};
        }
    }
    return out + "\"";
}

}  // namespace mergerisk::html
