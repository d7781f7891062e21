#include "engine/compile/draws.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <utility>

namespace mergerisk::compile {

plan::DrawId Draws::of(std::string const& address, model::Option const* option) {
    auto found = by_address_.find(address);
    if (found == by_address_.end()) {
        EXPECTS(!numbered_);
        plan::DrawId const id{static_cast<std::uint32_t>(by_number_.size())};
        found = by_address_.emplace(address, Entry{id, {}}).first;
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
    auto const found = by_address_.find(address);
    return found == by_address_.end() ? nullptr : &found->second.id;
}

void Draws::number_in_order() {
    by_number_.clear();
    for (auto& [address, entry] : by_address_) {
        entry.id = plan::DrawId{static_cast<std::uint32_t>(by_number_.size())};
        by_number_.push_back(&entry);
    }
    numbered_ = true;
}

std::vector<std::string> Draws::addresses() const {
    std::vector<std::string> addresses(by_address_.size());
    for (auto const& [address, entry] : by_address_) addresses[entry.id.index()] = address;
    return addresses;
}

std::vector<std::vector<model::Option const*>> Draws::users() const {
    std::vector<std::vector<model::Option const*>> users;
    users.reserve(by_number_.size());
    for (Entry const* entry : by_number_) users.push_back(entry->users);
    return users;
}

std::vector<plan::Draw> named_draws(std::vector<std::string> const& addresses,
                                    std::uint64_t (*hash)(std::string_view), base::Problems& problems) {
    std::vector<plan::Draw> draws;
    std::map<std::uint64_t, std::string> address_of_name;
    for (std::string const& address : addresses) {
        std::uint64_t const name = hash(address);
        auto const [known, is_new] = address_of_name.emplace(name, address);
        if (!is_new) {
            problems.push_back({address,
                                "its draws would be those of \"" + known->second +
                                    "\", because both addresses have the same hash",
                                "Rename one of the two",
                                {}});
        }
        draws.push_back({address, name, std::nullopt});
    }
    return draws;
}

}  // namespace mergerisk::compile
