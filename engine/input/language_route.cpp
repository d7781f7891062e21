// Routes: tracks, stages, clocks, branches.

#include "engine/input/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::Clock;

// ---- Branches ----

void read_keeps(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_map(node, spot, "a map from benefits to the share that is kept")) return;
    auto& keeps = *static_cast<std::vector<model::Remedies::Keeps>*>(field);
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key, Dimension::share);
        if (!reader.check_new_name(at, child.key)) continue;
        auto& one = keeps.emplace_back();
        one.benefit = child.key;
        kQuantity.read(reader, *child.node, at, &one.share);
    }
}

std::string print_keeps(void const* field, Dimension, MoneyUnit const& money) {
    std::string text;
    for (auto const& keeps : *static_cast<std::vector<model::Remedies::Keeps> const*>(field))
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", keeps.benefit,
                            kQuantity.print(&keeps.share, Dimension::share, money));
    return text;
}

constinit Typed<std::vector<model::Remedies::Keeps>> const kKeeps{
    Type{.name = "keeps",
         .doc = "a map from benefits to the share that is kept",
         .read = read_keeps,
         .print = print_keeps,
         .values = &kQuantity}};

/// The probability of a branch: a number, or the word rest for what the other branches leave.
void read_branch_probability(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& probability = *static_cast<std::optional<model::Quantity>*>(field);
    if (node.is_scalar() && node.text == "rest") {
        probability.reset();
        return;
    }
    Spot inner = spot;
    inner.dimension = Dimension::share;
    kQuantity.read(reader, node, inner, &probability.emplace());
}

constexpr Choice kRestWords[] = {{"rest", 0, "what the other branches leave"}};

constinit Typed<std::optional<model::Quantity>> const kBranchProbability{
    Type{.name = "branch_probability",
         .doc = "a probability or the word rest",
         .read = read_branch_probability,
         .has_dimension = true,
         .pattern = "^[a-z][a-z0-9_]*$",
         .choices = kRestWords,
         .record = &kQuantityRecord}};

constexpr Row kBranchRows[] = {
    custom_row("probability", kBranchProbability,
               Field{[](void* record) -> void* { return &static_cast<model::Branch*>(record)->probability; },
                     [](void const* record) -> void const* {
                         return &static_cast<model::Branch const*>(record)->probability;
                     }},
               {.doc = "Probability of the branch; rest, or absent: what the other branches leave.",
                .dimension = Dimension::share,
                .example = "12%"}),
    custom_row("keeps", kKeeps,
               Field{[](void* record) -> void* {
                         auto& branch = *static_cast<model::Branch*>(record);
                         if (!branch.remedies) branch.remedies.emplace();
                         return &branch.remedies->keeps;
                     },
                     [](void const* record) -> void const* {
                         auto const& branch = *static_cast<model::Branch const*>(record);
                         return branch.remedies ? &branch.remedies->keeps : nullptr;
                     }},
               {.doc = "For cleared_with_remedies: which share of which benefits the remedies leave.",
                .dimension = Dimension::share,
                .example = "{clinical_sites: 80%}"}),
    custom_row("cost", kQuantity,
               Field{[](void* record) -> void* {
                         auto& branch = *static_cast<model::Branch*>(record);
                         if (!branch.remedies) branch.remedies.emplace();
                         if (!branch.remedies->cost) branch.remedies->cost.emplace();
                         return &*branch.remedies->cost;
                     },
                     [](void const* record) -> void const* {
                         auto const& branch = *static_cast<model::Branch const*>(record);
                         return branch.remedies && branch.remedies->cost ? &*branch.remedies->cost : nullptr;
                     }},
               {.doc = "For cleared_with_remedies: what the remedies cost, paid at clearance.",
                .dimension = Dimension::money,
                .example = "2.5m"}),
};
constexpr Record kBranchRecord{.name = "branch",
                               .doc = "A way out of a stage.",
                               .rows = kBranchRows,
                               .example = "{probability: 12%, keeps: {clinical_sites: 80%}, cost: 2.5m}"};

void read_branch(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& branch = *static_cast<model::Branch*>(field);
    branch.path = spot.path;
    bool const is_record =
        node.is_map() && std::any_of(node.children.begin(), node.children.end(), [](Child const& c) {
            return c.key == "probability" || c.key == "keeps" || c.key == "cost";
        });
    if (is_record)
        reader.read_record(kBranchRecord, node, spot, &branch);
    else
        read_branch_probability(reader, node, spot, &branch.probability);
    if (branch.remedies && branch.target != "cleared_with_remedies")
        reader.problem(spot, "keeps and cost belong to cleared_with_remedies", "Move them there");
}

constinit Typed<model::Branch> const kBranch{Type{.name = "branch",
                                                  .doc = "a probability, rest, or a map with remedies",
                                                  .read = read_branch,
                                                  .has_dimension = true,
                                                  .pattern = "^[a-z][a-z0-9_]*$",
                                                  .choices = kRestWords,
                                                  .record = &kQuantityRecord,
                                                  .other_record = &kBranchRecord}};

constexpr std::array<std::string_view, 4> kEnds = {"cleared", "cleared_with_remedies", "abandoned",
                                                   "prohibited"};

bool is_target(std::string_view text) {
    bool const is_end = std::find(kEnds.begin(), kEnds.end(), text) != kEnds.end();
    return is_end || (is_name(text) && !is_reserved(text));
}

void wrong_target(Reader& reader, Spot const& spot, std::string_view text) {
    reader.problem(spot, fmt::format("\"{}\" is not where a stage can lead", text),
                   "Name a stage of the track, or cleared, cleared_with_remedies, abandoned or prohibited");
}

void read_branches(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& branches = *static_cast<std::vector<model::Branch>*>(field);
    if (node.is_scalar() && !node.is_absent()) {
        if (!is_target(node.text)) return wrong_target(reader, spot, node.text);
        auto& branch = branches.emplace_back();
        branch.target = node.text;
        branch.path = join(spot.path, node.text);
        return;
    }
    if (!reader.is_map(node, spot, "a target, or a map from targets to probabilities")) return;
    std::size_t rests = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key, Dimension::share);
        if (!is_target(child.key)) {
            Spot key = at;
            key.value = at.key;
            wrong_target(reader, key, child.key);
            continue;
        }
        std::size_t const problems = reader.problem_count();
        auto& branch = branches.emplace_back();
        branch.target = child.key;
        read_branch(reader, *child.node, at, &branch);
        if (!branch.probability && reader.problem_count() == problems && ++rests == 2)
            reader.problem_at_key(at, at.path, "two branches take the rest",
                                  "Give one of them a probability");
    }
}

std::string print_branches(void const* field, Dimension, MoneyUnit const& money) {
    std::string text;
    for (model::Branch const& branch : *static_cast<std::vector<model::Branch> const*>(field)) {
        text += fmt::format(
            "{}{}: {}", text.empty() ? "" : "; ", branch.target,
            branch.probability ? kQuantity.print(&*branch.probability, Dimension::share, money) : "the rest");
        if (!branch.remedies) continue;
        if (!branch.remedies->keeps.empty())
            text += ", keeps " + print_keeps(&branch.remedies->keeps, Dimension::share, money);
        if (branch.remedies->cost)
            text += ", cost " + kQuantity.print(&*branch.remedies->cost, Dimension::money, money);
    }
    return text;
}

// ---- Clocks ----

constexpr Choice kUnitWords[] = {
    {"working_day", static_cast<int>(model::ClockUnit::working_day), "of the calendar"},
    {"day", static_cast<int>(model::ClockUnit::day), "calendar days"},
    {"week", static_cast<int>(model::ClockUnit::week), "seven calendar days"}};
constinit Typed<model::ClockUnit> const kClockUnit =
    choice_type<model::ClockUnit, kUnitWords>("clock_unit", "what a clock counts");

constexpr Choice kFirstDayWords[] = {
    {"same", static_cast<int>(Clock::FirstDay::same), "the day on which the stage begins is day 1"},
    {"next", static_cast<int>(Clock::FirstDay::next), "day 1 is the next day"}};
constinit Typed<Clock::FirstDay> const kFirstDay =
    choice_type<Clock::FirstDay, kFirstDayWords>("first_day", "which day is day 1");

constexpr Choice kEndsWords[] = {
    {"exactly", static_cast<int>(Clock::Ends::exactly), "on its last day"},
    {"next_working_day", static_cast<int>(Clock::Ends::next_working_day), "a closed last day moves on"}};
constinit Typed<Clock::Ends> const kEndsType =
    choice_type<Clock::Ends, kEndsWords>("clock_ends", "what happens to a closed last day");

constexpr base::Range kUnits{0, 10000};

constexpr Row kExtensionRows[] = {
    row<&Clock::Extension::probability>("probability", kQuantity,
                                        {.presence = Presence::required,
                                         .doc = "Probability that the clock is extended.",
                                         .dimension = Dimension::share,
                                         .example = "25%"}),
    row<&Clock::Extension::adds>("adds", kPlainNumber,
                                 {.presence = Presence::required,
                                  .doc = "Units after the statutory day, at most.",
                                  .example = "8",
                                  .range = base::Range{1, 10000}}),
    row<&Clock::Extension::extra>("extra", kQuantity,
                                  {.presence = Presence::implied,
                                   .default_text = "uniform from 1 to adds",
                                   .doc = "Units that are used of an extension.",
                                   .dimension = Dimension::count}),
    row<&Clock::Extension::then>("then", kBranches,
                                 {.presence = Presence::implied,
                                  .default_text = "as in next",
                                  .doc = "Where the stage leads when it was extended.",
                                  .dimension = Dimension::share}),
};
constexpr Record kExtensionRecord{.name = "extension",
                                  .doc = "How a statutory clock may be extended.",
                                  .rows = kExtensionRows,
                                  .example = "{probability: 25%, adds: 8}"};
constinit Typed<Clock::Extension> const kExtension = record_type<Clock::Extension, kExtensionRecord>();

constexpr Row kStopRows[] = {
    row<&Clock::Stop::probability>("probability", kQuantity,
                                   {.presence = Presence::required,
                                    .doc = "Probability that the clock is stopped.",
                                    .dimension = Dimension::share,
                                    .example = "20%"}),
    row<&Clock::Stop::length>("length", kQuantity,
                              {.presence = Presence::required,
                               .doc = "For how many units.",
                               .dimension = Dimension::count,
                               .example = "{pert: [5, 15, 60]}"}),
    row<&Clock::Stop::unit>("unit", kClockUnit,
                            {.presence = Presence::defaulted,
                             .default_text = "day",
                             .doc = "What the length of the stop counts.",
                             .example = "day"}),
};
constexpr Record kStopRecord{.name = "clock_stop",
                             .doc = "How a statutory clock may be stopped.",
                             .rows = kStopRows,
                             .example = "{probability: 20%, length: {pert: [5, 15, 60]}, unit: day}"};
constinit Typed<Clock::Stop> const kStop = record_type<Clock::Stop, kStopRecord>();

constexpr Row kClockRows[] = {
    row<&Clock::calendar>("calendar", kName,
                          {.presence = Presence::implied,
                           .default_text = "the transaction's",
                           .doc = "Calendar of working days, from the library.",
                           .example = "england"}),
    row<&Clock::unit>(
        "unit", kClockUnit,
        {.presence = Presence::required, .doc = "What the clock counts.", .example = "working_day"}),
    row<&Clock::first_day>(
        "first_day", kFirstDay,
        {.presence = Presence::defaulted,
         .default_text = "next",
         .doc = "Whether the day on which the stage begins is day 1; a closed day 1 moves on.",
         .example = "next"}),
    row<&Clock::ends>("ends", kEndsType,
                      {.presence = Presence::defaulted,
                       .default_text = "exactly",
                       .doc = "Whether a last day that is closed moves to the next working day.",
                       .example = "exactly"}),
    row<&Clock::length>("length", kQuantity,
                        {.presence = Presence::implied,
                         .default_text = "the statutory length",
                         .doc = "Units until the decision; what lies beyond the statutory day falls on it.",
                         .dimension = Dimension::count,
                         .example = "{pert: [30, 38, 40]}"}),
    row<&Clock::earliest>("earliest", kPlainNumber,
                          {.presence = Presence::defaulted,
                           .default_text = "1",
                           .doc = "The first unit on which a decision is possible.",
                           .example = "1",
                           .range = kUnits}),
    row<&Clock::statutory>("statutory", kPlainNumber,
                           {.presence = Presence::required,
                            .doc = "The unit by which the decision must be made.",
                            .example = "40",
                            .range = base::Range{1, 10000}}),
    row<&Clock::planned>("planned", kPlainNumber,
                         {.presence = Presence::implied,
                          .default_text = "the statutory length",
                          .doc = "Units that the deal team plans with.",
                          .example = "40",
                          .range = kUnits}),
    row<&Clock::extension>("extension", kExtension, {.doc = "How the clock may be extended."}),
    row<&Clock::stop>("stop", kStop, {.doc = "How the clock may be stopped."}),
};
constexpr Record kClockRecord{
    .name = "clock",
    .doc = "A statutory clock: the decision falls on a counted day, at the latest on the statutory one.",
    .rows = kClockRows,
    .example = "{unit: working_day, length: {pert: [30, 38, 40]}, statutory: 40}"};
constinit Typed<Clock> const kClock = record_type<Clock, kClockRecord>();

// ---- Stages and tracks ----

constexpr std::string_view kHowLong = "how_long";
constexpr Row kStageRows[] = {
    row<&model::Stage::label>("label", kText, {.doc = "What reports call it."}),
    row<&model::Stage::duration>("duration", kQuantity,
                                 {.presence = Presence::required,
                                  .doc = "How long the stage takes.",
                                  .dimension = Dimension::duration,
                                  .one_of = kHowLong,
                                  .example = "{pert: [3 months, 4 months, 6 months]}"}),
    row<&model::Stage::clock>("clock", kClock,
                              {.presence = Presence::required,
                               .doc = "The statutory clock that the stage runs on.",
                               .one_of = kHowLong,
                               .example = "{unit: working_day, statutory: 40}"}),
    row<&model::Stage::next>("next", kBranches,
                             {.presence = Presence::required,
                              .doc = "Where the stage leads: one target, or targets with probabilities.",
                              .dimension = Dimension::share,
                              .example = "{phase_2: 30%, cleared: rest}"}),
};
constexpr Part kStageParts[] = {{&kProvenance, field<&model::Stage::provenance>()}};
constexpr Record kStageRecord{.name = "stage",
                              .doc = "A step of a track: how long it takes and where it leads.",
                              .rows = kStageRows,
                              .parts = kStageParts,
                              .example = "{duration: 4 months, next: {cleared: rest, abandoned: 5%}}"};
constinit Typed<model::Stage> const kStage = record_type<model::Stage, kStageRecord>();
constinit Typed<std::vector<model::Stage>> const kStages =
    records_type<model::Stage, kStage>("stages", "the steps of a track");

constexpr Row kTrackRows[] = {
    row<&model::Track::label>("label", kText, {.doc = "What reports call it."}),
    row<&model::Track::start>("start", kName,
                              {.doc = "The stage that the track begins with; needed when there are several.",
                               .example = "phase_1"}),
    row<&model::Track::stages>("stages", kStages,
                               {.presence = Presence::required, .doc = "The steps of the track."}),
    row<&model::Track::valid_from>("valid_from", kDate,
                                   {.doc = "The law or rule behind the track applies from this date."}),
    row<&model::Track::valid_to>("valid_to", kDate,
                                 {.doc = "The law or rule behind the track applies to this date."}),
};

void finish_track(Reader& reader, Node const&, Spot const& spot, void* record) {
    auto& track = *static_cast<model::Track*>(record);
    if (!track.start.empty() || track.stages.empty()) return;
    if (track.stages.size() == 1) {
        track.start = track.stages.front().name;
        reader.note_default(join(spot.path, "start"), track.start, "The track has one stage only.");
        return;
    }
    reader.problem_at_key(spot, join(spot.path, "start"), "this key is missing: the track has several stages",
                          "Add start: and the stage that comes first");
}

constexpr Part kTrackParts[] = {{&kProvenance, field<&model::Track::provenance>()}};
constexpr Record kTrackRecord{.name = "track",
                              .doc = "Approvals that follow each other, from a first stage to an end.",
                              .rows = kTrackRows,
                              .parts = kTrackParts,
                              .example = {},
                              .finish = finish_track};
constinit Typed<model::Track> const kTrack = record_type<model::Track, kTrackRecord>();

void read_used_track(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& used = *static_cast<model::Route::UsedTrack*>(field);
    used.path = spot.path;
    if (node.is_scalar()) {
        kName.read(reader, node, spot, &used.library_name);
        return;
    }
    used.track.name = used.name;
    kTrack.read(reader, node, spot, &used.track);
}

std::string print_used_track(void const* field, Dimension, MoneyUnit const&) {
    return "track " + static_cast<model::Route::UsedTrack const*>(field)->library_name;
}

constinit Typed<model::Route::UsedTrack> const kUsedTrack{
    Type{.name = "used_track",
         .doc = "the name of a track under routes, or a track written out",
         .read = read_used_track,
         .print = print_used_track,
         .record_in = [](void const* field) -> void const* {
             auto const& used = *static_cast<model::Route::UsedTrack const*>(field);
             return used.library_name.empty() ? &used.track : nullptr;
         },
         .pattern = "^[a-z][a-z0-9_]*$",
         .record = &kTrackRecord}};
constinit Typed<std::vector<model::Route::UsedTrack>> const kTracks =
    records_type<model::Route::UsedTrack, kUsedTrack>("tracks", "approvals that run side by side");

// ---- Routes ----

constexpr Choice kCompletesOnWords[] = {
    {"any moment", static_cast<int>(model::CompletesOn::any_moment), "as soon as everything is cleared"},
    {"first of month", static_cast<int>(model::CompletesOn::first_of_month), "the next first day of a month"},
    {"first of quarter", static_cast<int>(model::CompletesOn::first_of_quarter),
     "the next first of January, April, July or October"},
    {"first of april", static_cast<int>(model::CompletesOn::first_of_april), "the next first of April"}};
constinit Typed<model::CompletesOn> const kCompletesOn = choice_type<model::CompletesOn, kCompletesOnWords>(
    "completes_on", "the dates on which completion is possible");

constexpr Row kAbandonmentRows[] = {
    row<&model::Route::abandonment_hazard>("hazard", kQuantity,
                                           {.presence = Presence::required,
                                            .doc = "Rate a year at which the parties walk away while they "
                                                   "wait; the chance in a year is 1 - exp(-rate).",
                                            .dimension = Dimension::rate,
                                            .example = "4% a year"}),
};
constexpr Record kAbandonmentRecord{.name = "abandonment",
                                    .doc = "The parties may walk away while they wait.",
                                    .rows = kAbandonmentRows,
                                    .shorthand = "hazard",
                                    .example = "{hazard: 4% a year}"};
constinit Typed<model::Route> const kAbandonment = shared_record_type<model::Route, kAbandonmentRecord>();

constexpr Row kRouteRows[] = {
    row<&model::Route::tracks>("tracks", kTracks,
                               {.presence = Presence::required,
                                .doc = "Tracks run side by side and all must clear.",
                                .example = "{competition: uk_cma_fast_track}"}),
    row<&model::Route::planned_completion>("planned_completion", kDate,
                                           {.presence = Presence::implied,
                                            .default_text = "the sum of the planned stages",
                                            .doc = "When the parties plan to complete.",
                                            .example = "2017-10-01"}),
    row<&model::Route::completes_on>("completes_on", kCompletesOn,
                                     {.presence = Presence::defaulted,
                                      .default_text = "any moment",
                                      .doc = "Dates on which completion is possible.",
                                      .example = "first of month"}),
    row<&model::Route::slip>("slip", kQuantity,
                             {.presence = Presence::implied,
                              .default_text = "0 months",
                              .doc = "Delay between the last clearance and completion.",
                              .dimension = Dimension::duration,
                              .example = "{evidence: nhs_completion_slip, transferability: 70%}"}),
    custom_row("abandonment", kAbandonment, kSelf,
               {.presence = Presence::implied,
                .default_text = "none",
                .doc = "The parties may walk away while they wait.",
                .example = "{hazard: 4% a year}"}),
};
constexpr Record kRouteRecord{.name = "route",
                              .doc = "The approvals that an option must pass before it completes.",
                              .rows = kRouteRows};

}  // namespace

constinit Typed<std::vector<model::Branch>> const kBranches{
    Type{.name = "branches",
         .doc = "a target, or a map from targets to probabilities",
         .read = read_branches,
         .print = print_branches,
         .pattern = "^[a-z][a-z0-9_]*$",
         .values = &kBranch}};
constinit Typed<model::Route> const kRoute = record_type<model::Route, kRouteRecord>();
constinit Typed<std::vector<model::Track>> const kRoutes =
    records_type<model::Track, kTrack>("routes", "tracks that options can name");

}  // namespace mergerisk::input
