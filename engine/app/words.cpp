#include "engine/app/words.h"

namespace mergerisk::app {

std::string with_thousands(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t from_end = 3; from_end < text.size(); from_end += 4)
        text.insert(text.size() - from_end, ",");
    return text;
}

std::string count_of(std::size_t number, std::string const& thing) {
    return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

}  // namespace mergerisk::app
