#include "engine/base/problem.h"

#include <algorithm>
#include <tuple>

namespace mergerisk::base {

std::string describe(Problem const& problem) {
    std::string text;
    if (problem.place) {
        text += problem.place->file + ":" + std::to_string(problem.place->line) + ":" +
                std::to_string(problem.place->column) + ": ";
    }
    if (!problem.path.empty()) text += problem.path + ": ";
    text += problem.reason;
    if (!problem.suggestion.empty()) text += ". " + problem.suggestion;
    return text;
}

void put_in_order(Problems& problems) {
    auto const key = [](Problem const& p) { return std::tie(p.place, p.path, p.reason, p.suggestion); };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](Problem const& a, Problem const& b) { return key(a) < key(b); });
    auto const same = [&](Problem const& a, Problem const& b) { return key(a) == key(b); };
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
}

}  // namespace mergerisk::base
