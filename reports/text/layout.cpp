#include "reports/text/layout.h"

#include <array>
#include <utility>

namespace mergerisk::text {

namespace {

using Range = std::pair<char32_t, char32_t>;

// Unicode 15: the blocks of combining marks and the formatting characters that a name can still have.
constexpr std::array<Range, 7> kNoWidth{{{0x0300, 0x036F},
                                         {0x0591, 0x05BD},
                                         {0x064B, 0x065F},
                                         {0x1AB0, 0x1AFF},
                                         {0x2066, 0x2069},
                                         {0x20D0, 0x20FF},
                                         {0xFE00, 0xFE0F}}};
constexpr std::array<Range, 6> kWide{{{0x1100, 0x115F},
                                      {0x2E80, 0xA4CF},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFF00, 0xFF60},
                                      {0x1F300, 0x3FFFD}}};

template <std::size_t size>
bool lies_in(char32_t character, std::array<Range, size> const& ranges) {
    for (auto const& [first, last] : ranges) {
        if (character >= first && character <= last) return true;
    }
    return false;
}

/// Bytes of the character that starts with `lead`.
std::size_t length_of(char lead) {
    auto const byte = static_cast<unsigned char>(lead);
    return byte >= 0xF0 ? 4 : (byte >= 0xE0 ? 3 : (byte >= 0xC0 ? 2 : 1));
}

/// Pieces of at most `width` columns.
std::vector<std::string> broken(std::string_view word, std::size_t width) {
    std::vector<std::string> pieces{""};
    while (!word.empty()) {
        std::string_view const character = word.substr(0, length_of(word[0]));
        word.remove_prefix(character.size());
        if (!pieces.back().empty() && width_of(pieces.back()) + width_of(character) > width)
            pieces.emplace_back();
        pieces.back().append(character);
    }
    return pieces;
}

}  // namespace

std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        auto const lead = static_cast<unsigned char>(text[i]);
        std::size_t const length = length_of(text[i]);
        char32_t character = length == 1 ? lead : lead & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            character = (character << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
        if (!lies_in(character, kNoWidth)) width += lies_in(character, kWide) ? 2u : 1u;
        i += length;
    }
    return width;
}

std::string padded(std::string_view text, std::size_t width, Align align) {
    std::size_t const taken = width_of(text);
    std::string const space(taken < width ? width - taken : 0, ' ');
    return align == Align::left ? std::string(text) + space : space + std::string(text);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    std::size_t taken = 0;
    while (!text.empty()) {
        std::size_t const end = text.find(' ') == std::string_view::npos ? text.size() : text.find(' ');
        std::string_view const word = text.substr(0, end);
        text.remove_prefix(end < text.size() ? end + 1 : end);
        if (word.empty()) continue;
        std::size_t const wide = width_of(word);
        if (wide > width) {
            for (std::string& piece : broken(word, width)) lines.push_back(std::move(piece));
            taken = width_of(lines.back());
            continue;
        }
        if (lines.empty() || taken + 1 + wide > width) {
            lines.emplace_back(word);
            taken = wide;
        } else {
            lines.back().append(" ").append(word);
            taken += 1 + wide;
        }
    }
    return lines;
}

}  // namespace mergerisk::text
