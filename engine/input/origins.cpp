#include "engine/input/origins.h"

#include <utility>

namespace mergerisk::input {

void Origins::add(std::string path, Origin const& origin) {
    by_path_.try_emplace(std::move(path), origin);
}

Origins::Origin const* Origins::find(std::string const& path) const {
    auto const found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : &found->second;
}

Origins::Origin const* Origins::nearest(std::string path) const {
    while (true) {
        if (Origin const* origin = find(path)) return origin;
        if (path.empty()) return nullptr;
        std::size_t const dot = path.rfind('.');
        path.resize(dot == std::string::npos ? 0 : dot);
    }
}

void place(base::Problems& problems, Origins const& origins) {
    for (base::Problem& problem : problems) {
        if (problem.place) continue;
        if (Origins::Origin const* origin = origins.nearest(problem.path)) problem.place = origin->shown();
    }
}

}  // namespace mergerisk::input
