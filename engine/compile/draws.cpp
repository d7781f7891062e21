#include "engine/compile/draws.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <utility>

namespace mergerisk::compile {

plan::DrawId Draws::of(std::string const& address, model::Option const* option, std::uint32_t index) {
    auto found = by_name_.find({address, index});
    if (found == by_name_.end()) {
        EXPECTS(!numbered_);
        plan::DrawId const id{static_cast<std::uint32_t>(by_number_.size())};
        found = by_name_.emplace(std::pair{address, index}, Entry{id, {}}).first;
        by_number_.push_back(&found->second);
    }
    also_used_by(found->second.id, option);
    return found->second.id;
}

void Draws::also_used_by(plan::DrawId draw, model::Option const* option) {
    if (option == nullptr) return;
    std::vector<model::Option const*>& users = by_number_[draw.index()]->users;
    if (std::find(users.begin(), users.end(), option) == users.end()) users.push_back(option);
}

plan::DrawId const* Draws::find(std::string const& address) const {
    auto const found = by_name_.find({address, 0});
    return found == by_name_.end() ? nullptr : &found->second.id;
}

void Draws::number_in_order() {
    by_number_.clear();
    for (auto& [name, entry] : by_name_) {
        entry.id = plan::DrawId{static_cast<std::uint32_t>(by_number_.size())};
        by_number_.push_back(&entry);
    }
    numbered_ = true;
}

std::vector<DrawName> Draws::names() const {
    std::vector<DrawName> names(by_name_.size());
    for (auto const& [name, entry] : by_name_) names[entry.id.index()] = {name.first, name.second};
    return names;
}

std::vector<std::vector<model::Option const*>> Draws::users() const {
    std::vector<std::vector<model::Option const*>> users;
    users.reserve(by_number_.size());
    for (Entry const* entry : by_number_) users.push_back(entry->users);
    return users;
}

std::vector<plan::Draw> named_draws(std::vector<DrawName> const& names,
                                    std::uint64_t (*hash)(std::string_view), base::Problems& problems) {
    std::vector<plan::Draw> draws;
    std::map<std::uint64_t, std::string> address_of_name;
    draws.reserve(names.size());
    for (auto const& [address, index] : names) {
        std::uint64_t const name = hash(address);
        auto const [known, is_new] = address_of_name.emplace(name, address);
        if (!is_new && known->second != address) {
            problems.push_back({address,
                                "its draws would be those of \"" + known->second +
                                    "\", because both addresses have the same hash",
                                "Rename one of the two",
                                {}});
        }
        draws.push_back({address, name, std::nullopt, index});
    }
    return draws;
}

}  // namespace mergerisk::compile
