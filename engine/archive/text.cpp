#include "engine/archive/text.h"

#include "engine/base/contract.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace mergerisk::archive {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestLine = 110;

std::string shortest(double value) {
    EXPECTS(std::isfinite(value));
    std::array<char, 32> buffer{};
    auto const written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    std::string text(buffer.data(), written.ptr);
    // "-0" would be read back as the integer 0.
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

std::string scalar(Json const& json) {
    if (json.is_number_float()) return shortest(json.get<double>());
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_flat(Json const& json) {
    return std::none_of(json.begin(), json.end(), [](Json const& part) { return part.is_structured(); });
}

/// On one line whatever it holds.
std::string compact(Json const& json) {
    if (!json.is_structured()) return scalar(json);
    std::string text;
    for (auto const& [key, value] : json.items()) {
        if (!text.empty()) text += ", ";
        if (json.is_object()) text += scalar(Json(key)) + ": ";
        text += compact(value);
    }
    return json.is_object() ? "{" + text + "}" : "[" + text + "]";
}

bool all_numbers(Json const& json) {
    return std::all_of(json.begin(), json.end(), [](Json const& part) { return part.is_number(); });
}

void print(Json const& json, std::string const& indent, std::string& text) {
    if (!json.is_structured() || (json.is_array() && all_numbers(json))) {
        text += compact(json);
        return;
    }
    if (is_flat(json)) {
        std::string const line = compact(json);
        if (line.size() + indent.size() <= kLongestLine) {
            text += line;
            return;
        }
    }
    std::string const inner = indent + "  ";
    bool const object = json.is_object();
    text += object ? "{" : "[";
    bool first = true;
    for (auto const& [key, value] : json.items()) {
        text += (first ? "\n" : ",\n") + inner;
        first = false;
        if (object) text += scalar(Json(key)) + ": ";
        print(value, inner, text);
    }
    text += "\n" + indent + (object ? "}" : "]");
}

}  // namespace

std::string text_of(Json const& json) {
    std::string text;
    print(json, "", text);
    return text + "\n";
}

}  // namespace mergerisk::archive
