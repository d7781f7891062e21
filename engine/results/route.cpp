#include "engine/results/route.h"

#include "engine/base/contract.h"
#include "engine/model/lookup.h"
#include "engine/reference/moments.h"
#include "engine/reference/route.h"
#include "engine/results/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mergerisk::results {

namespace {

/// One stage of the plan for each visit, in their order.
std::vector<std::size_t> visits_of(plan::Route const& route, std::string_view name) {
    std::vector<std::size_t> visits;
    for (std::size_t i = 0; i < route.stages.size(); ++i) {
        if (route.stages[i].name == name) visits.push_back(i);
    }
    EXPECTS(!visits.empty());
    std::stable_sort(visits.begin(), visits.end(), [&](std::size_t a, std::size_t b) {
        return route.stages[a].visit < route.stages[b].visit;
    });
    return visits;
}

std::string unit_in_words(plan::Clock::Unit unit, double count) {
    bool const one = count == 1;
    switch (unit) {
        case plan::Clock::Unit::working_day:
            return one ? "working day" : "working days";
        case plan::Clock::Unit::day:
            return one ? "day" : "days";
        case plan::Clock::Unit::week:
            return one ? "week" : "weeks";
    }
    return "";
}

std::string clock_in_words(plan::Clock const& clock) {
    std::string text = fmt::format("{:g} {}", clock.statutory, unit_in_words(clock.unit, clock.statutory));
    if (clock.extension) text += ", may be extended";
    if (clock.stop) text += ", may be stopped";
    return text;
}

std::string_view name_of(plan::End end) {
    switch (end) {
        case plan::End::cleared:
            return "cleared";
        case plan::End::cleared_with_remedies:
            return "cleared_with_remedies";
        case plan::End::abandoned:
            return "abandoned";
        case plan::End::prohibited:
            return "prohibited";
    }
    return "";
}

constexpr std::string_view kCutShort = "cut_short";

/// The canonical order of branches; what was cut short comes last.
std::size_t rank_of(std::string_view target) {
    constexpr std::array<std::string_view, 5> kOrder{"cleared", "cleared_with_remedies", "", "abandoned",
                                                     "prohibited"};
    constexpr std::size_t kStage = 2;
    if (target == kCutShort) return kOrder.size();
    auto const* const found = std::find(kOrder.begin(), kOrder.end(), target);
    return found == kOrder.end() ? kStage : static_cast<std::size_t>(found - kOrder.begin());
}

StageExit exit_of(plan::Route const& route, plan::Branch const& branch) {
    if (!branch.stage) return {std::string{name_of(branch.end)}, "", std::nullopt};
    plan::Stage const& stage = route.stages[branch.stage->index()];
    return {stage.name, stage.label, std::nullopt};
}

/// Where the branches of a visit lead: those of `next`, then those of `next_when_extended`.
std::vector<StageExit> exits_of(plan::Route const& route, plan::Stage const& stage) {
    std::vector<StageExit> exits;
    exits.reserve(stage.next.size() + stage.next_when_extended.size());
    for (plan::Branch const& branch : stage.next) exits.push_back(exit_of(route, branch));
    for (plan::Branch const& branch : stage.next_when_extended) exits.push_back(exit_of(route, branch));
    return exits;
}

/// Visits by trial: [trial] how many there were, and how many of them led to each target.
class Exits {
  public:
    Exits(plan::Route const& route, std::vector<std::size_t> const& visits, Trials const& trials)
        : counts_(trials.count(), 0.0) {
        for (std::size_t const visit : visits) add(route, visit, trials.columns);
    }

    [[nodiscard]] std::vector<double> const& visits() const { return counts_; }

    /// Each target that occurs with its share of all visits.
    [[nodiscard]] std::vector<StageExit> shares(stats::Structure structure) && {
        std::vector<StageExit> found;
        found.reserve(targets_.size());
        for (auto& [exit, taken] : targets_) {
            if (std::all_of(taken.begin(), taken.end(), [](double count) { return count == 0; })) continue;
            exit.share = ratio_of(taken, counts_, structure);
            found.push_back(std::move(exit));
        }
        std::sort(found.begin(), found.end(), [](StageExit const& a, StageExit const& b) {
            std::size_t const rank_a = rank_of(a.target);
            std::size_t const rank_b = rank_of(b.target);
            return rank_a != rank_b ? rank_a < rank_b : a.target < b.target;
        });
        return found;
    }

  private:
    void add(plan::Route const& route, std::size_t visit, plan::OptionColumns const& columns) {
        std::vector<StageExit> const exits = exits_of(route, route.stages[visit]);
        std::vector<std::size_t> index;
        index.reserve(exits.size() + 1);
        for (StageExit const& exit : exits) index.push_back(target_index(exit));
        std::size_t const cut_short = target_index({std::string{kCutShort}, "", std::nullopt});
        for (std::size_t trial = 0; trial < counts_.size(); ++trial) {
            if (!std::isfinite(columns.stage_entry[visit][trial])) continue;
            counts_[trial] += 1;
            std::uint8_t const branch = columns.stage_branch[visit][trial];
            EXPECTS(branch == plan::kNoBranch || branch < index.size());
            targets_[branch == plan::kNoBranch ? cut_short : index[branch]].second[trial] += 1;
        }
    }

    std::size_t target_index(StageExit const& exit) {
        auto const found = std::find_if(targets_.begin(), targets_.end(),
                                        [&](auto const& known) { return known.first.target == exit.target; });
        if (found != targets_.end()) return static_cast<std::size_t>(found - targets_.begin());
        targets_.emplace_back(exit, std::vector<double>(counts_.size(), 0.0));
        return targets_.size() - 1;
    }

    std::vector<double> counts_;
    std::vector<std::pair<StageExit, std::vector<double>>> targets_;
};

Range range_of(std::vector<double> const& values, stats::Structure structure) {
    if (values.empty()) return {};
    stats::SortedColumn const sorted{{values, structure, {}}};
    return {sorted.quantile(0.1), sorted.quantile(0.5), sorted.quantile(0.9)};
}

Range range_among(std::vector<double> const& values, Flags const& members, stats::Structure structure) {
    stats::SortedColumn const sorted{{values, structure, stats::Population{members}}};
    if (sorted.count() == 0) return {};
    return {sorted.quantile(0.1), sorted.quantile(0.5), sorted.quantile(0.9)};
}

/// [trial] when the first visit began, infinite where there was none. A stage may be come to for the first
/// time after its track has been referred back: then its earlier visits are never entered.
std::vector<double> first_entries(std::vector<std::size_t> const& visits,
                                  plan::OptionColumns const& columns) {
    std::vector<double> first = columns.stage_entry.at(visits.front());
    for (std::size_t i = 1; i < visits.size(); ++i) {
        std::vector<double> const& entry = columns.stage_entry[visits[i]];
        for (std::size_t trial = 0; trial < first.size(); ++trial)
            first[trial] = std::min(first[trial], entry[trial]);
    }
    return first;
}

/// [trial] when the last visit ended, 0 where there was none.
std::vector<double> last_ends(std::vector<std::size_t> const& visits, plan::OptionColumns const& columns) {
    std::vector<double> ends(columns.stage_end[visits.front()].size(), 0.0);
    for (std::size_t const visit : visits) {
        std::vector<double> const& end = columns.stage_end[visit];
        for (std::size_t trial = 0; trial < ends.size(); ++trial) {
            if (std::isfinite(end[trial])) ends[trial] = std::max(ends[trial], end[trial]);
        }
    }
    return ends;
}

void add_days(StageSummary& stage, plan::Timeline const& timeline, std::vector<std::size_t> const& visits,
              Trials const& trials) {
    std::vector<double> days;
    std::vector<double> sum(trials.count(), 0.0);
    std::vector<double> ran(trials.count(), 0.0);
    for (std::size_t const visit : visits) {
        std::vector<double> const& entry = trials.columns.stage_entry[visit];
        std::vector<double> const& end = trials.columns.stage_end[visit];
        std::vector<std::uint8_t> const& branch = trials.columns.stage_branch[visit];
        for (std::size_t trial = 0; trial < entry.size(); ++trial) {
            if (!std::isfinite(entry[trial]) || branch[trial] == plan::kNoBranch) continue;
            double const length =
                reference::days_at(timeline, end[trial]) - reference::days_at(timeline, entry[trial]);
            days.push_back(length);
            sum[trial] += length;
            ran[trial] += 1;
        }
    }
    if (days.empty()) return;
    stage.mean_days = ratio_of(sum, ran, trials.structure);
    // Visits are no trials: the percentiles need no structure, for they are stated without an error.
    stage.days = range_of(days, stats::kPlain);
}

}  // namespace

std::vector<TrackSummary> outline_of(plan::Plan const& plan, plan::Option const& option) {
    if (!option.route) return {};
    plan::Route const& route = *option.route;
    reference::Timing const claimed = reference::claimed_timing(plan, option);
    std::vector<TrackSummary> tracks;
    tracks.reserve(route.tracks.size());
    for (plan::Track const& track : route.tracks) {
        TrackSummary summary;
        summary.name = track.name;
        summary.label = track.label;
        summary.after_completion = track.after_completion;
        summary.holds_separate = track.holds_separate;
        for (plan::StageId const id : track.stages) {
            plan::Stage const& planned = route.stages[id.index()];
            if (visits_of(route, planned.name).front() != id.index()) continue;
            StageSummary stage;
            stage.name = planned.name;
            stage.label = planned.label;
            if (planned.clock) stage.clock = clock_in_words(*planned.clock);
            if (auto const& time = claimed.stages.at(id.index())) {
                stage.claimed_begin = time->from;
                stage.claimed_end = time->to;
            }
            summary.stages.push_back(std::move(stage));
        }
        tracks.push_back(std::move(summary));
    }
    return tracks;
}

void summarise_stage(StageSummary& stage, plan::Timeline const& timeline, plan::Route const& route,
                     Trials const& trials) {
    std::vector<std::size_t> const visits = visits_of(route, stage.name);
    std::vector<double> const entry = first_entries(visits, trials.columns);
    EXPECTS(entry.size() == trials.count());
    Flags const entered = finite(entry);
    stage.entered = probability_of(entered, trials.structure);
    if (share_of(entered) == 0) return;
    Exits exits{route, visits, trials};
    stage.visits = mean_of({exits.visits(), trials.structure, stats::Population{entered}});
    stage.exits = std::move(exits).shares(trials.structure);
    stage.begins = range_among(entry, entered, trials.structure);
    stage.ends = range_among(last_ends(visits, trials.columns), entered, trials.structure);
    add_days(stage, timeline, visits, trials);
}

void add_sources(std::vector<TrackSummary>& route, model::Scenario const& scenario,
                 model::Option const& option) {
    if (!option.route) return;
    for (TrackSummary& track : route) {
        model::Route::UsedTrack const* const used = model::find_named(option.route->tracks, track.name);
        model::Track const* const written = used == nullptr ? nullptr : model::track_of(scenario, *used);
        if (written == nullptr) continue;
        track.source = written->provenance.source;
        track.basis = written->provenance.basis;
    }
}

}  // namespace mergerisk::results
