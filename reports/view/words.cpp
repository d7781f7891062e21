#include "reports/view/words.h"

#include "engine/base/contract.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace mergerisk::view {

namespace {

struct Range {
    double from;
    std::string_view word;
};

constexpr std::array<Range, 7> kRanges{{{0.0, "exceptionally unlikely"},
                                        {0.01, "very unlikely"},
                                        {0.10, "unlikely"},
                                        {0.33, "about as likely as not"},
                                        {0.66, "likely"},
                                        {0.90, "very likely"},
                                        {0.99, "virtually certain"}}};
constexpr std::size_t kEven = 3;

std::size_t range_of(double probability) {
    std::size_t range = 0;
    while (range + 1 < kRanges.size() && probability >= kRanges[range + 1].from) ++range;
    return range;
}

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
    char32_t character = kReplacement;
    std::size_t length = 1;
};

/// The character at the start; invalid sequences, surrogates and overlong forms give the replacement
/// character and take one byte.
Decoded decode(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char const lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    std::size_t const length = lead >= 0xF0 && lead < 0xF5 ? 4 : (lead >= 0xE0 ? 3 : (lead >= 0xC2 ? 2 : 0));
    if (length == 0 || lead >= 0xF5 || text.size() < length) return {};
    char32_t character = lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0u) != 0x80u) return {};
        character = (character << 6) | (byte(i) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < kLeast[length] || character > 0x10FFFF || surrogate) return {};
    return {character, length};
}

void append(std::string& text, char32_t character) {
    auto const add = [&](char32_t bits) { text.push_back(static_cast<char>(bits)); };
    if (character < 0x80) {
        add(character);
    } else if (character < 0x800) {
        add(0xC0 | (character >> 6));
        add(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        add(0xE0 | (character >> 12));
        add(0x80 | ((character >> 6) & 0x3F));
        add(0x80 | (character & 0x3F));
    } else {
        add(0xF0 | (character >> 18));
        add(0x80 | ((character >> 12) & 0x3F));
        add(0x80 | ((character >> 6) & 0x3F));
        add(0x80 | (character & 0x3F));
    }
}

bool within(char32_t character, char32_t first, char32_t last) {
    return character >= first && character <= last;
}

/// Marks, embeddings, overrides and isolates of the bidirectional algorithm, and invisible joiners: they
/// could make a name read as something else.
bool is_invisible(char32_t c) {
    return within(c, 0x200B, 0x200F) || within(c, 0x202A, 0x202E) || within(c, 0x2060, 0x206F) ||
           c == 0x061C || c == 0xFEFF;
}

bool is_space(char32_t c) {
    return c <= 0x20 || within(c, 0x7F, 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

/// Blocks of scripts that are written from right to left (Unicode 15, Bidi_Class R and AL by block).
bool is_right_to_left(char32_t c) {
    return within(c, 0x0590, 0x08FF) || within(c, 0xFB1D, 0xFDFF) || within(c, 0xFE70, 0xFEFF) ||
           within(c, 0x10800, 0x10FFF) || within(c, 0x1E800, 0x1EFFF);
}

std::vector<char32_t> clean_characters(std::string_view text) {
    std::vector<char32_t> characters;
    while (!text.empty()) {
        Decoded const next = decode(text);
        text.remove_prefix(next.length);
        if (is_invisible(next.character)) continue;
        if (!is_space(next.character)) {
            characters.push_back(next.character);
        } else if (!characters.empty() && characters.back() != U' ') {
            characters.push_back(U' ');
        }
    }
    if (!characters.empty() && characters.back() == U' ') characters.pop_back();
    return characters;
}

std::string written(std::vector<char32_t> const& characters) {
    constexpr char32_t kFirstStrongIsolate = 0x2068;
    constexpr char32_t kPopIsolate = 0x2069;
    bool isolate = false;
    for (char32_t const character : characters) isolate = isolate || is_right_to_left(character);
    std::string text;
    if (isolate) append(text, kFirstStrongIsolate);
    for (char32_t const character : characters) append(text, character);
    if (isolate) append(text, kPopIsolate);
    return text;
}

}  // namespace

int whole_of_100(double probability) {
    EXPECTS(probability >= 0 && probability <= 1);
    return static_cast<int>(std::lround(100 * probability));
}

std::string of_100(double probability) {
    int const whole = whole_of_100(probability);
    if (probability == 0) return "none";
    if (probability == 1) return "all";
    if (whole == 0) return "fewer than 1";
    if (whole == 100) return "more than 99";
    return fmt::format("about {}", whole);
}

std::string likelihood(Number const& probability) {
    std::size_t const low = range_of(probability.low.value_or(probability.value));
    std::size_t const high = range_of(probability.high.value_or(probability.value));
    if (low <= kEven && kEven <= high) return std::string(kRanges[kEven].word);
    return std::string(kRanges[high < kEven ? high : low].word);
}

std::string likelihood_scale() {
    return "Words for probabilities are used in one sense only: virtually certain, 99% or more; very likely, "
           "90% to 99%; likely, 66% to 90%; about as likely as not, 33% to 66%; unlikely, 10% to 33%; very "
           "unlikely, 1% to 10%; exceptionally unlikely, below 1% (after the guidance of the IPCC, 2010). "
           "Where the 95% interval reaches into two ranges, the less certain word stands.";
}

std::string clean(std::string_view text) {
    return written(clean_characters(text));
}

std::string clean_short(std::string_view text, std::size_t length) {
    EXPECTS(length >= 1);
    std::vector<char32_t> characters = clean_characters(text);
    if (characters.size() > length) {
        characters.resize(length);
        characters.back() = U'…';
    }
    return written(characters);
}

std::string humanised(std::string_view name) {
    std::string text = clean(name);
    for (char& c : text) c = c == '_' ? ' ' : c;
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string in_quotes(std::string_view label) {
    constexpr std::size_t kLongest = 60;
    return "“" + clean_short(label, kLongest) + "”";
}

std::string listed(std::vector<std::string> const& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
        text += items[i];
    }
    return text;
}

std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural) {
    return write_count(count) + " " + std::string(count == 1 ? singular : plural);
}

}  // namespace mergerisk::view
