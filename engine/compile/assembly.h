#pragma once
// What the parts of the compiler share while one plan is put together.

#include "engine/compile/competition.h"
#include "engine/compile/notes.h"
#include "engine/compile/quantities.h"
#include "engine/compile/time_axis.h"
#include "engine/model/lookup.h"
#include "engine/model/scenario.h"
#include "engine/plan/plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mergerisk::compile {

/// Names of a scenario as indices of the plan, and what makes draws and quantities.
struct Assembly {
    model::Scenario const& scenario;
    TimeAxis const& axis;
    Draws& draws;
    Quantities& quantities;
    std::map<std::string, plan::CalendarId> calendars;
    std::map<std::string, plan::DriverId> drivers;
    std::map<std::string, plan::PartyId> parties;
    std::vector<plan::Calendar> const& expanded_calendars;  ///< by CalendarId
    std::vector<double> claimed_income;                     ///< [party of the plan] a year
    std::map<std::string, CompetitionNumbers> competition;  ///< by option
    std::vector<DefaultTaken> defaults;
    std::vector<std::string> remarks;

    [[nodiscard]] plan::QuantityId quantity(model::Quantity const& quantity, model::Option const* option,
                                            std::uint32_t visit = 0) {
        return quantities.of(quantity, option, visit);
    }
    [[nodiscard]] std::optional<plan::QuantityId> quantity(std::optional<model::Quantity> const& quantity,
                                                           model::Option const* option,
                                                           std::uint32_t visit = 0) {
        if (!quantity) return std::nullopt;
        return quantities.of(*quantity, option, visit);
    }
    [[nodiscard]] plan::DrawId draw(std::string const& path, model::Option const* option,
                                    std::uint32_t visit = 0) {
        return draws.of(model::address_of(path, option), option, visit);
    }
    [[nodiscard]] std::optional<plan::DriverId> driver(std::string const& name) const {
        if (name.empty()) return std::nullopt;
        return drivers.at(name);
    }
};

/// Pointers to the elements of a list, in the order of their names.
template <class Named>
[[nodiscard]] std::vector<Named const*> by_name(std::vector<Named> const& list) {
    std::vector<Named const*> sorted;
    sorted.reserve(list.size());
    for (Named const& element : list) sorted.push_back(&element);
    std::sort(sorted.begin(), sorted.end(), [](auto const* a, auto const* b) { return a->name < b->name; });
    return sorted;
}

/// The index in `sorted` of that name. Precondition: it is there.
template <class Named>
[[nodiscard]] std::uint32_t index_of(std::vector<Named const*> const& sorted, std::string const& name) {
    auto const found = std::find_if(sorted.begin(), sorted.end(),
                                    [&](Named const* element) { return element->name == name; });
    return static_cast<std::uint32_t>(found - sorted.begin());
}

}  // namespace mergerisk::compile
