#include "engine/model/suggestion.h"

#include <algorithm>
#include <cstddef>

namespace mergerisk::model {
namespace {

constexpr std::size_t kMostNamesListed = 8;

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_previous(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({replaced, previous[j] + 1, current[j - 1] + 1});
            bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) current[j] = std::min(current[j], before_previous[j - 2] + 1);
        }
        std::swap(before_previous, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

}  // namespace

std::string suggest(std::string_view written, std::vector<std::string> known) {
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    std::size_t best_distance = std::max<std::size_t>(1, written.size() / 3) + 1;
    std::string const* best = nullptr;
    for (std::string const& name : known) {
        std::size_t const distance = edit_distance(written, name);
        if (distance < best_distance) {
            best_distance = distance;
            best = &name;
        }
    }
    if (best != nullptr) return "Did you mean \"" + *best + "\"?";
    if (known.empty() || known.size() > kMostNamesListed) return {};
    std::string text = "There is: ";
    for (std::size_t i = 0; i < known.size(); ++i) text += (i == 0 ? "" : ", ") + known[i];
    return text;
}

}  // namespace mergerisk::model
