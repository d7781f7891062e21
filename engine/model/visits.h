#pragma once
// The stages of a track, laid out so that each is entered at most once.

#include "engine/model/route.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::model {

/// What an option makes of the tracks that it uses.
struct TrackSetting {
    bool credentialed = false;  ///< stages are as their when_credentialed says
    bool failing_firm = true;   ///< branches by failing_firm exist
};

/// Of the tracks of an option's route.
[[nodiscard]] TrackSetting setting_of(Route const& route);

/// A branch of a visit, and where it leads from there: to a later visit, or to one of the four ends. A branch
/// that leads back and has been taken at_most times leads to the end that it names.
struct Way {
    Branch const* branch = nullptr;
    std::optional<std::size_t> visit;
    std::string end;  ///< without a visit
};

/// A stage as a track may come to it: `number` 0 as early as possible, one more for each time that the track
/// has been referred back since. A stage that no way back can lead to has one visit.
struct Visit {
    Stage const* stage = nullptr;
    std::uint32_t number = 0;
    std::vector<Way> next;
    std::vector<Way> next_when_extended;  ///< empty: as next
};

/// More visits than this are not laid out.
inline constexpr std::size_t kMostVisits = 64;

/// The visits that a track may come to, its start first, each after all that lead to it. Ways stand in the
/// order cleared, cleared_with_remedies, further stages by name, abandoned, prohibited. nullopt: more than
/// kMostVisits. Precondition: the start and all targets exist, and every circle has a branch with at_most.
[[nodiscard]] std::optional<std::vector<Visit>> laid_out(Track const& track, TrackSetting setting);

}  // namespace mergerisk::model
