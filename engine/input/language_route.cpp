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

constexpr Choice kScoreWords[] = {
    {"concern", static_cast<int>(model::CompetitionScore::concern),
     "the concern that concentration and price pressure raise"},
    {"customer_benefits", static_cast<int>(model::CompetitionScore::customer_benefits),
     "the weight of the relevant customer benefits that are accepted"}};
constinit Typed<model::CompetitionScore> const kScore =
    choice_type<model::CompetitionScore, kScoreWords>("competition_score", "a score of the competition case");

using ScoreList = std::vector<model::CompetitionScore>;

void read_scores(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& scores = *static_cast<ScoreList*>(field);
    if (node.is_scalar()) return kScore.read(reader, node, spot, &scores.emplace_back());
    if (!reader.is_list(node, spot, "a list of concern and customer_benefits")) return;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        Spot const at = reader.enter(spot, node.children[i], std::to_string(i + 1));
        kScore.read(reader, *node.children[i].node, at, &scores.emplace_back());
    }
}

std::string print_scores(void const* field, Dimension dimension, MoneyUnit const& money) {
    std::string text;
    for (model::CompetitionScore const score : *static_cast<ScoreList const*>(field))
        text += (text.empty() ? "" : ", ") + kScore.print(&score, dimension, money);
    return text;
}

constinit Typed<ScoreList> const kScoreList{Type{.name = "competition_scores",
                                                 .doc = "a list of concern and customer_benefits, or one",
                                                 .read = read_scores,
                                                 .print = print_scores,
                                                 .choices = kScoreWords,
                                                 .items = &kScore,
                                                 .least_items = 1}};

constexpr Choice kByWords[] = {
    {"failing_firm", 1, "the failing-firm argument of the option's competition case succeeds"}};

void read_by(Reader& reader, Node const& node, Spot const& spot, void* field) {
    int value = 0;
    read_choice(reader, node, spot, kByWords, value);
    *static_cast<bool*>(field) = value == 1;
}

constinit Typed<bool> const kBy{
    Type{.name = "branch_by",
         .doc = "the word failing_firm",
         .read = read_by,
         .print = [](void const*, Dimension, MoneyUnit const&) { return std::string(kByWords[0].word); },
         .choices = kByWords}};

constexpr Choice kEndWords[] = {{"cleared", 0, "the track clears"},
                                {"cleared_with_remedies", 1, "the track clears"},
                                {"abandoned", 2, "the parties give up"},
                                {"prohibited", 3, "the authority refuses"}};

void read_end(Reader& reader, Node const& node, Spot const& spot, void* field) {
    int value = -1;
    read_choice(reader, node, spot, kEndWords, value);
    if (value >= 0) *static_cast<std::string*>(field) = kEndWords[value].word;
}

constinit Typed<std::string> const kEnd{
    Type{.name = "track_end",
         .doc = "an end of a track",
         .read = read_end,
         .print = [](void const* field, Dimension,
                     MoneyUnit const&) { return *static_cast<std::string const*>(field); },
         .choices = kEndWords}};

/// A member of the part of a branch that leads back, which the first of its keys creates.
template <auto Member>
constexpr Field refer_back_field() {
    return {[](void* record) -> void* {
                auto& branch = *static_cast<model::Branch*>(record);
                if (!branch.refer_back) branch.refer_back.emplace();
                return &((*branch.refer_back).*Member);
            },
            [](void const* record) -> void const* {
                auto const& branch = *static_cast<model::Branch const*>(record);
                return branch.refer_back ? &((*branch.refer_back).*Member) : nullptr;
            }};
}

constexpr std::string_view kHowLikely = "how_likely";

constexpr Row kBranchRows[] = {
    custom_row("probability", kBranchProbability,
               Field{[](void* record) -> void* { return &static_cast<model::Branch*>(record)->probability; },
                     [](void const* record) -> void const* {
                         return &static_cast<model::Branch const*>(record)->probability;
                     }},
               {.doc = "Probability of the branch; rest, or absent: what the other branches leave.",
                .dimension = Dimension::share,
                .one_of = kHowLikely,
                .example = "12%"}),
    row<&model::Branch::shifted_by>(
        "shifted_by", kScoreList,
        {.doc = "Scores of the option's competition case that raise the log-odds of the probability.",
         .example = "[concern]"}),
    custom_row(
        "by", kBy,
        Field{[](void* record) -> void* { return &static_cast<model::Branch*>(record)->by_failing_firm; },
              [](void const* record) -> void const* {
                  auto const& branch = *static_cast<model::Branch const*>(record);
                  return branch.by_failing_firm ? &branch.by_failing_firm : nullptr;
              }},
        {.doc = "In place of a probability: that of the failing-firm argument of the option's "
                "competition case. An option without it has no such branch.",
         .one_of = kHowLikely,
         .example = "failing_firm"}),
    custom_row("at_most", kPlainNumber, refer_back_field<&model::ReferBack::at_most>(),
               {.doc = "For a branch that leads back: how often it may be taken. Needs then.",
                .example = "2",
                .range = base::Range{1, 20}}),
    custom_row("then", kEnd, refer_back_field<&model::ReferBack::then>(),
               {.doc = "For a branch that leads back: where it leads once it has been taken at_most times.",
                .example = "abandoned"}),
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
    custom_row(
        "cost", kQuantity,
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
        {.doc = "For cleared_with_remedies: what the remedies cost, paid at completion; of a track after "
                "completion when it clears.",
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
            return std::any_of(std::begin(kBranchRows), std::end(kBranchRows),
                               [&](Row const& row) { return row.key == c.key; });
        });
    if (is_record)
        reader.read_record(kBranchRecord, node, spot, &branch);
    else
        read_branch_probability(reader, node, spot, &branch.probability);
    if (branch.remedies && branch.target != "cleared_with_remedies")
        reader.problem(spot, "keeps and cost belong to cleared_with_remedies", "Move them there");
    if (is_record && branch.refer_back) {
        if (node.find("then") == nullptr)
            reader.problem(spot, "at_most needs to say where the branch leads after that",
                           "Add then, for example then: abandoned");
        else if (node.find("at_most") == nullptr)
            reader.problem(spot, "then belongs to a branch that leads back",
                           "Add at_most: how often it may be taken");
    }
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
        bool const rest = !branch.probability && !branch.by_failing_firm;
        if (rest && reader.problem_count() == problems && ++rests == 2)
            reader.problem_at_key(at, at.path, "two branches take the rest",
                                  "Give one of them a probability");
    }
}

std::string print_branches(void const* field, Dimension, MoneyUnit const& money) {
    std::string text;
    for (model::Branch const& branch : *static_cast<std::vector<model::Branch> const*>(field)) {
        text +=
            fmt::format("{}{}: {}", text.empty() ? "" : "; ", branch.target,
                        branch.probability ? kQuantity.print(&*branch.probability, Dimension::share, money)
                        : branch.by_failing_firm ? "by failing firm"
                                                 : "the rest");
        if (!branch.shifted_by.empty())
            text += ", shifted by " + print_scores(&branch.shifted_by, Dimension::share, money);
        if (branch.refer_back)
            text += fmt::format(", at most {:g} times, then {}", branch.refer_back->at_most,
                                branch.refer_back->then);
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

constexpr Row kCredentialedRows[] = {
    row<&model::WhenCredentialed::duration>("duration", kQuantity,
                                            {.doc = "How long the stage takes then.",
                                             .dimension = Dimension::duration,
                                             .one_of = kHowLong,
                                             .example = "{pert: [1 month, 2 months, 3 months]}"}),
    row<&model::WhenCredentialed::clock>("clock", kClock,
                                         {.doc = "The clock that the stage runs on then.",
                                          .one_of = kHowLong,
                                          .example = "{unit: working_day, statutory: 20}"}),
    row<&model::WhenCredentialed::next>("next", kBranches,
                                        {.doc = "Where the stage leads then, in place of next.",
                                         .dimension = Dimension::share,
                                         .example = "{cleared: rest, abandoned: 2%}"}),
};
constexpr Record kCredentialedRecord{
    .name = "when_credentialed",
    .doc =
        "What replaces parts of a stage for an option whose route says credentialed: yes; absent parts "
        "stay.",
    .rows = kCredentialedRows,
    .example = "{duration: 2 months}"};
constinit Typed<model::WhenCredentialed> const kWhenCredentialed =
    record_type<model::WhenCredentialed, kCredentialedRecord>();

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
                              .doc = "Where the stage leads: one target, or targets with probabilities. A "
                                     "branch back to a stage that came before needs at_most and then.",
                              .dimension = Dimension::share,
                              .example = "{phase_2: 30%, cleared: rest}"}),
    row<&model::Stage::when_credentialed>(
        "when_credentialed", kWhenCredentialed,
        {.doc = "What is different for an acquirer with credentials; see route.credentialed."}),
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
    row<&model::Track::after_completion>(
        "after_completion", kYesNo,
        {.presence = Presence::defaulted,
         .default_text = "no",
         .doc = "A review that begins when the deal has completed; a failure in it unwinds the deal.",
         .example = "yes"}),
    row<&model::Track::holds_separate>(
        "holds_separate", kYesNo,
        {.presence = Presence::defaulted,
         .default_text = "no",
         .doc = "After completion: the businesses are held apart until the track has cleared; moments from "
                "integration wait for it.",
         .example = "yes"}),
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

// ---- The competition case ----

using model::CompetitionCase;

void read_market_shares(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_map(node, spot, "a map from parties to their shares")) return;
    auto& shares = *static_cast<std::vector<CompetitionCase::Share>*>(field);
    shares.reserve(node.children.size());
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key, Dimension::share);
        if (!reader.check_new_name(at, child.key)) continue;
        auto& one = shares.emplace_back();
        one.party = child.key;
        kQuantity.read(reader, *child.node, at, &one.share);
    }
}

std::string print_market_shares(void const* field, Dimension, MoneyUnit const& money) {
    std::string text;
    for (auto const& share : *static_cast<std::vector<CompetitionCase::Share> const*>(field))
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", share.party,
                            kQuantity.print(&share.share, Dimension::share, money));
    return text;
}

constinit Typed<std::vector<CompetitionCase::Share>> const kMarketShares{
    Type{.name = "market_shares",
         .doc = "a map from parties to their shares",
         .read = read_market_shares,
         .print = print_market_shares,
         .values = &kQuantity}};

void read_other_shares(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_list(node, spot, "a list of shares")) return;
    auto& shares = *static_cast<std::vector<double>*>(field);
    shares.reserve(node.children.size());
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        Spot const at = reader.enter(spot, node.children[i], std::to_string(i + 1));
        if (auto const share = reader.number(*node.children[i].node, at)) shares.push_back(*share);
    }
}

std::string print_other_shares(void const* field, Dimension, MoneyUnit const& money) {
    std::string text;
    for (double const share : *static_cast<std::vector<double> const*>(field))
        text += (text.empty() ? "" : ", ") + kNumber.print(&share, Dimension::share, money);
    return text;
}

constinit Typed<std::vector<double>> const kOtherShares{Type{.name = "other_shares",
                                                             .doc = "a list of shares",
                                                             .read = read_other_shares,
                                                             .print = print_other_shares,
                                                             .items = &kNumber}};

constexpr std::string_view kOthers = "others";
constexpr Row kMarketRows[] = {
    row<&CompetitionCase::Market::label>("label", kText, {.doc = "What reports call it."}),
    row<&CompetitionCase::Market::shares>("shares", kMarketShares,
                                          {.presence = Presence::required,
                                           .doc = "Share of each of the option's parties in the market.",
                                           .dimension = Dimension::share,
                                           .example = "{alpha: 30%, beta: {pert: [10%, 15%, 25%]}}"}),
    row<&CompetitionCase::Market::others>(
        "others", kOtherShares,
        {.doc = "Shares of the other suppliers; with them the level of concentration counts, too.",
         .dimension = Dimension::share,
         .one_of = kOthers,
         .example = "[25%, 20%]"}),
    row<&CompetitionCase::Market::others_squared>(
        "others_hhi", kPlainNumber,
        {.doc = "Instead: the sum of the squares of their shares in percent (points of the "
                "Herfindahl-Hirschman index).",
         .one_of = kOthers,
         .example = "1200",
         .range = base::Range{0, 10000}}),
};
constexpr Record kMarketRecord{.name = "market",
                               .doc = "A market in which the parties compete.",
                               .rows = kMarketRows,
                               .example = "{shares: {alpha: 30%, beta: 15%}, others: [25%, 20%, 10%]}"};
constinit Typed<CompetitionCase::Market> const kMarket =
    record_type<CompetitionCase::Market, kMarketRecord>();
constinit Typed<std::vector<CompetitionCase::Market>> const kMarkets =
    records_type<CompetitionCase::Market, kMarket>("markets", "markets in which the parties compete");

constexpr Row kCustomerBenefitRows[] = {
    row<&CompetitionCase::CustomerBenefit::label>("label", kText, {.doc = "What reports call it."}),
    row<&CompetitionCase::CustomerBenefit::accepted>(
        "accepted", kQuantity,
        {.presence = Presence::required,
         .doc = "Probability that the authority accepts it as a relevant customer benefit.",
         .dimension = Dimension::share,
         .example = "40%"}),
    row<&CompetitionCase::CustomerBenefit::weight>(
        "weight", kPlainNumber,
        {.presence = Presence::defaulted,
         .default_text = "1",
         .doc = "How much it counts; competition_weights.customer_benefit is for a weight of 1.",
         .example = "1",
         .range = base::Range{0, 100}}),
};
constexpr Record kCustomerBenefitRecord{
    .name = "customer_benefit",
    .doc =
        "A relevant customer benefit: likely within a reasonable time and unlikely without the deal "
        "(Enterprise Act 2002, s. 30).",
    .rows = kCustomerBenefitRows,
    .shorthand = "accepted",
    .example = "{accepted: 40%, weight: 1}"};
constinit Typed<CompetitionCase::CustomerBenefit> const kCustomerBenefit =
    record_type<CompetitionCase::CustomerBenefit, kCustomerBenefitRecord>();
constinit Typed<std::vector<CompetitionCase::CustomerBenefit>> const kCustomerBenefits =
    records_type<CompetitionCase::CustomerBenefit, kCustomerBenefit>("customer_benefits",
                                                                     "relevant customer benefits");

constexpr Row kFailingFirmRows[] = {
    row<&CompetitionCase::FailingFirm::exit_inevitable>(
        "exit_inevitable", kQuantity,
        {.presence = Presence::required,
         .doc = "Probability that the firm is found to leave the market without the deal.",
         .dimension = Dimension::share,
         .example = "60%"}),
    row<&CompetitionCase::FailingFirm::no_less_anticompetitive_purchaser>(
        "no_less_anticompetitive_purchaser", kQuantity,
        {.presence = Presence::required,
         .doc = "Given that: that no less anti-competitive purchaser is found for it or its assets.",
         .dimension = Dimension::share,
         .example = "70%"}),
    row<&CompetitionCase::FailingFirm::exit_no_better>(
        "exit_no_better", kQuantity,
        {.presence = Presence::required,
         .doc = "Given both: that its exit is found to be no better for competition than the deal.",
         .dimension = Dimension::share,
         .example = "50%"}),
};
constexpr Record kFailingFirmRecord{
    .name = "failing_firm",
    .doc =
        "The argument that a party would fail anyway; all three limbs must be met, so their "
        "probabilities multiply.",
    .rows = kFailingFirmRows,
    .example = "{exit_inevitable: 60%, no_less_anticompetitive_purchaser: 70%, exit_no_better: 50%}"};
constinit Typed<CompetitionCase::FailingFirm> const kFailingFirm =
    record_type<CompetitionCase::FailingFirm, kFailingFirmRecord>();

constexpr Row kCompetitionRows[] = {
    row<&CompetitionCase::markets>("markets", kMarkets, {.doc = "Markets in which the parties compete."}),
    row<&CompetitionCase::diversion>("diversion", kQuantity,
                                     {.doc = "Share of the sales that one party loses which go to the other.",
                                      .dimension = Dimension::share,
                                      .example = "{pert: [10%, 20%, 40%]}"}),
    row<&CompetitionCase::margin>("margin", kQuantity,
                                  {.doc = "Gross margin of that other party, as a share of its price.",
                                   .dimension = Dimension::share,
                                   .example = "30%"}),
    row<&CompetitionCase::price_ratio>("price_ratio", kQuantity,
                                       {.presence = Presence::implied,
                                        .default_text = "1",
                                        .doc = "Price of that other party over the price of the first.",
                                        .dimension = Dimension::ratio,
                                        .example = "1.1"}),
    row<&CompetitionCase::customer_benefits>("customer_benefits", kCustomerBenefits,
                                             {.doc = "Benefits that are weighed against the concern."}),
    row<&CompetitionCase::failing_firm>("failing_firm", kFailingFirm,
                                        {.doc = "The argument that a party would fail anyway."}),
};
constexpr Part kCompetitionParts[] = {{&kProvenance, field<&CompetitionCase::provenance>()}};
constexpr Record kCompetitionRecord{
    .name = "competition",
    .doc =
        "What a review of competition will look at. Branches of the route that say shifted_by or by depend "
        "on it; competition_weights says how much.",
    .rows = kCompetitionRows,
    .parts = kCompetitionParts,
    .example = "{markets: {elective_care: {shares: {alpha: 30%, beta: 15%}, others: [25%, 20%, 10%]}}}"};
constinit Typed<CompetitionCase> const kCompetition = record_type<CompetitionCase, kCompetitionRecord>();

using model::CompetitionWeights;

constexpr Row kCompetitionWeightsRows[] = {
    row<&CompetitionWeights::change_of_hhi>("change_of_hhi", kPlainNumber,
                                            {.presence = Presence::required,
                                             .doc = "Log-odds of concern for 100 points of change of the "
                                                    "Herfindahl-Hirschman index (HHI).",
                                             .example = "0.2"}),
    row<&CompetitionWeights::change_of_hhi_reference>(
        "change_of_hhi_reference", kPlainNumber,
        {.presence = Presence::required, .doc = "Change that raises no concern.", .example = "250"}),
    row<&CompetitionWeights::level_of_hhi>("level_of_hhi", kPlainNumber,
                                           {.presence = Presence::required,
                                            .doc = "Log-odds for 1000 points of HHI after the deal.",
                                            .example = "0.3"}),
    row<&CompetitionWeights::level_of_hhi_reference>(
        "level_of_hhi_reference", kPlainNumber,
        {.presence = Presence::required, .doc = "Level that raises no concern.", .example = "2000"}),
    row<&CompetitionWeights::price_pressure>("price_pressure", kPlainNumber,
                                             {.presence = Presence::required,
                                              .doc = "Log-odds for one percent of gross upward pricing "
                                                     "pressure (GUPPI).",
                                              .example = "0.1"}),
    row<&CompetitionWeights::price_pressure_reference>("price_pressure_reference", kNumber,
                                                       {.presence = Presence::required,
                                                        .doc = "GUPPI that raises no concern.",
                                                        .dimension = Dimension::share,
                                                        .example = "5%"}),
    row<&CompetitionWeights::customer_benefit>("customer_benefit", kPlainNumber,
                                               {.presence = Presence::required,
                                                .doc = "Log-odds for an accepted benefit of weight 1.",
                                                .example = "0.5"}),
    row<&CompetitionWeights::limit>("limit", kPlainNumber,
                                    {.presence = Presence::defaulted,
                                     .default_text = "2",
                                     .doc = "Neither score moves log-odds by more than this.",
                                     .example = "2",
                                     .range = base::Range{0, 10}}),
};
void finish_competition_weights(Reader& reader, Node const&, Spot const& spot, void* record) {
    auto const& weights = *static_cast<CompetitionWeights const*>(record);
    if (!reader.in_library()) return;
    auto const need = [&](bool there, std::string_view key, std::string_view what) {
        if (!there)
            reader.problem_at_key(spot, join(spot.path, key),
                                  "this key is missing: weights of a library need it",
                                  fmt::format("Add {}: {}", key, what));
    };
    need(!weights.provenance.source.empty(), "source", "a public title, address or file");
    need(!weights.provenance.basis.empty(), "basis", "published, secondary, derived or judgement");
}

constexpr Part kCompetitionWeightsParts[] = {{&kProvenance, field<&CompetitionWeights::provenance>()}};
constexpr Record kCompetitionWeightsRecord{
    .name = "competition_weights",
    .doc =
        "How a competition case moves the log-odds of branches. concern = the largest over the markets of "
        "change_of_hhi x (change of HHI - reference) / 100 + level_of_hhi x (HHI after the deal - "
        "reference) / 1000, plus price_pressure x (GUPPI - reference) in percent, within +- limit; what a "
        "case does not state adds nothing. customer_benefits = customer_benefit x the sum of the weights "
        "of the benefits that are accepted, at most limit. GUPPI = diversion x margin x price ratio.",
    .rows = kCompetitionWeightsRows,
    .parts = kCompetitionWeightsParts,
    .finish = finish_competition_weights};

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
    row<&model::Route::credentialed>(
        "credentialed", kYesNo,
        {.presence = Presence::defaulted,
         .default_text = "no",
         .doc = "The acquirer has credentials: stages are as their when_credentialed says.",
         .example = "yes"}),
    row<&model::Route::competition>("competition", kCompetition,
                                    {.doc = "What a review of competition will look at."}),
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
constinit Typed<model::Route> const kRoute = droppable(record_type<model::Route, kRouteRecord>());
constinit Typed<model::CompetitionWeights> const kCompetitionWeights =
    record_type<model::CompetitionWeights, kCompetitionWeightsRecord>();
constinit Typed<std::vector<model::Track>> const kRoutes =
    records_type<model::Track, kTrack>("routes", "tracks that options can name");

}  // namespace mergerisk::input
