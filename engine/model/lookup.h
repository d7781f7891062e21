#pragma once
// Finding the parts of a scenario that other parts name.

#include "engine/model/scenario.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::model {

/// The element of that name; nullptr when there is none.
template <class Named>
[[nodiscard]] Named const* find_named(std::vector<Named> const& list, std::string_view name) {
    for (Named const& element : list) {
        if (element.name == name) return &element;
    }
    return nullptr;
}

/// The names of a list, in its order.
template <class Named>
[[nodiscard]] std::vector<std::string> names_of(std::vector<Named> const& list) {
    std::vector<std::string> names;
    names.reserve(list.size());
    for (Named const& element : list) names.push_back(element.name);
    return names;
}

/// The number that a name means at this path: within an option ("options.<name>. ...") the option's term of
/// that name, else the shared quantity; nullptr when there is neither. A term does not mean itself, so that a
/// term may be set to the shared quantity of its own name.
[[nodiscard]] Quantity const* number_named(Scenario const& scenario, std::string_view name,
                                           std::string_view used_at);

/// The quantity itself, or the term or shared quantity that it names in the end; nullptr when a name is
/// dangling or leads back to itself.
[[nodiscard]] Quantity const* resolve(Scenario const& scenario, Quantity const& quantity);

/// Its value, when it is certain: also of a number that is calculated from certain ones.
[[nodiscard]] std::optional<double> constant_of(Scenario const& scenario, Quantity const& quantity);

/// What the quantity comes from in the end: itself, or all that it is calculated from, each once. What a
/// dangling name leaves open is left out.
[[nodiscard]] std::vector<Quantity const*> parts_of(Scenario const& scenario, Quantity const& quantity);

/// The parties whose bases an operand in an option means ("combined": those of the option, of the scenario
/// outside of options); empty for a party that does not exist.
[[nodiscard]] std::vector<Party const*> parties_of(Scenario const& scenario, EffectBase const& base,
                                                   std::string_view path);

/// Its income or operating cost a year.
[[nodiscard]] Quantity const& base_of(Party const& party, EffectBase::Of of);

/// The track an option uses: written out or of the library; nullptr when the library has none of that name.
[[nodiscard]] Track const* track_of(Scenario const& scenario, Route::UsedTrack const& used);

/// What a stage is for an option whose acquirer has credentials, or has not: one of duration and clock.
struct StageParts {
    Quantity const* duration = nullptr;
    Clock const* clock = nullptr;
    std::vector<Branch> const* next = nullptr;
    std::vector<Branch> const* next_when_extended = nullptr;  ///< nullptr: as next
};
[[nodiscard]] StageParts stage_parts(Stage const& stage, bool credentialed);

/// The parties an option names (all of the scenario when it names none), in the order of the scenario.
/// Unknown names are left out.
[[nodiscard]] std::vector<Party const*> parties_of(Scenario const& scenario, Option const& option);

/// The distribution of a number of this range: given that it lies within the range, where it could leave it.
[[nodiscard]] math::Distribution truncated(math::Distribution const& distribution, base::Range range);

/// The entry as it stands without the outcome of this public case: a scenario that retells a case is judged
/// without it. A class that was fitted to observed cases is fitted again to the others (left as it is where
/// they are too few); a single case cannot be taken out of any other class or size.
[[nodiscard]] EvidenceEntry without_own_case(EvidenceEntry entry, std::string const& case_name);

/// The excess that a line's uplift for optimism bias adds: the upper bound of its class less what is
/// mitigated of the way to the lower one; for capital where the line is one-off, else for operating cost.
/// nullopt without an uplift, or where its class says nothing of such lines.
[[nodiscard]] std::optional<double> uplift_of(Scenario const& scenario, CostLine const& line);

/// One place where a number is used.
struct QuantityUse {
    Quantity const* quantity = nullptr;
    Option const* option = nullptr;          ///< nullptr: shared by options (drivers, parties, quantities)
    Route::UsedTrack const* used = nullptr;  ///< of a route
    Track const* track = nullptr;            ///< of a route
    Stage const* stage = nullptr;            ///< of a route
    bool probability = false;                ///< of an event
    bool depends_on_completion = false;      ///< matters only when the deal has completed
    bool operand = false;  ///< of a calculated number: not cut to the range of its dimension
};

/// Calls `visit` for every number of the scenario: quantities, drivers, parties, options (their terms first)
/// in the order of the document, with the tracks of the library once for each option that uses them; after a
/// calculated number for its operands.
void for_each_quantity(Scenario const& scenario, std::function<void(QuantityUse const&)> const& visit);

/// The same for the numbers of one track.
void for_each_quantity(Track const& track, Option const* option, Route::UsedTrack const* used,
                       std::function<void(QuantityUse const&)> const& visit);

/// A source of luck that a correlation can name: a quantity, or an event ("merger.risks.cutover.happens").
struct LuckSource {
    std::string path;                    ///< as the quantity has it; of an event with "options." in front
    Option const* option = nullptr;      ///< whose luck it is when the option has its own; nullptr: shared
    Quantity const* quantity = nullptr;  ///< as written at `path`; nullptr: an event
};

/// The address of what stands at `path` when `option` uses it (nullptr: shared by all): the path without
/// "options.<name>.". In an option with luck of its own, its paths and those of the library tracks it uses
/// have "options.<name>." in front.
[[nodiscard]] std::string address_of(std::string_view path, Option const* option);

/// Where the parameters of an entry are drawn.
[[nodiscard]] std::string address_of(EvidenceEntry const& entry);

/// The address of a source of luck; nullopt when it has none of its own: a constant, a share of counts (which
/// several draws make up), a calculated number, a name that does not exist.
[[nodiscard]] std::optional<std::string> address_of(Scenario const& scenario, LuckSource const& luck);

/// Every source of luck by each way of naming it: drivers and quantities by their name; anything in the
/// document by its path, with or without the leading "options."; the luck of a library track by its path in
/// the library or through the option that uses it.
[[nodiscard]] std::map<std::string, LuckSource> luck_by_name(Scenario const& scenario);

}  // namespace mergerisk::model
