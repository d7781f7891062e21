// Rules of routes: stages that are reached and end, branches that add up, clocks that can run.

#include "engine/model/rules_context.h"
#include "engine/model/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace mergerisk::model {
namespace {

constexpr std::array<std::string_view, 4> kEnds{"cleared", "cleared_with_remedies", "abandoned",
                                                "prohibited"};

/// Sums of shares that a person wrote with a few digits.
constexpr double kTolerance = 1e-9;

/// A century of days: nobody's clock runs longer.
constexpr double kMostUnits = 36525;

bool is_end(std::string_view target) {
    return std::find(kEnds.begin(), kEnds.end(), target) != kEnds.end();
}

/// The entry of counts whose outcomes, each once, are all the branches' probabilities: they sum to 100 %.
bool are_all_outcomes(Scenario const& scenario, std::vector<Branch> const& branches) {
    EvidenceUse const* first = nullptr;
    std::set<std::string> outcomes;
    for (Branch const& branch : branches) {
        if (!branch.probability) return false;
        Quantity const* quantity = resolve(scenario, *branch.probability);
        auto const* use = quantity == nullptr ? nullptr : std::get_if<EvidenceUse>(&quantity->value);
        if (use == nullptr) return false;
        if (first == nullptr) first = use;
        if (use->entry != first->entry || use->transferability != first->transferability) return false;
        outcomes.insert(use->outcome);
    }
    if (first == nullptr) return false;
    EvidenceEntry const* entry = find_named(scenario.evidence, first->entry);
    auto const* counts = entry == nullptr ? nullptr : std::get_if<Counts>(&entry->value);
    return counts != nullptr && outcomes.size() == counts->of.size() && outcomes.size() == branches.size();
}

/// Checks one track, whoever uses it.
class TrackRules {
  public:
    TrackRules(RuleContext& context, Track const& track) : context_{context}, track_{track} {
        for (Stage const& stage : track.stages) targets_.push_back(stage.name);
        for (std::string_view const end : kEnds) targets_.emplace_back(end);
    }

    void check() {
        if (track_.valid_from && track_.valid_to && *track_.valid_to < *track_.valid_from) {
            context_.report(track_.path, "valid_to comes before valid_from");
        }
        if (track_.stages.empty()) {
            context_.report(track_.path, "a track needs at least one stage");
            return;
        }
        if (track_.start.empty()) {
            context_.report(track_.path, "where does the track start?",
                            "Add start: " + track_.stages.front().name);
        } else {
            context_.known(track_.path + ".start", "stage", track_.start, names_of(track_.stages));
        }
        for (Stage const& stage : track_.stages) check_stage(stage);
        check_order();
    }

  private:
    void check_stage(Stage const& stage) {
        if (stage.duration.has_value() == stage.clock.has_value()) {
            context_.report(stage.path, stage.duration ? "a stage has a duration or a clock, not both"
                                                       : "a stage needs a duration or a clock");
        }
        if (stage.clock) check_clock(stage, *stage.clock);
        if (stage.next.empty()) {
            context_.report(stage.path, "the stage leads nowhere", "Add next, for example next: cleared");
        } else {
            check_branches(stage.path + ".next", stage.next);
        }
        if (stage.clock && stage.clock->extension && !stage.clock->extension->then.empty()) {
            check_branches(stage.path + ".clock.extension.then", stage.clock->extension->then);
        }
    }

    void check_clock(Stage const& stage, Clock const& clock) {
        std::string const path = stage.path + ".clock";
        Scenario const& scenario = context_.scenario;
        auto const units = [&](char const* key, double value) {
            bool const whole = value == std::floor(value);
            if (whole && value >= 1 && value <= kMostUnits) return true;
            context_.report(path + key,
                            fmt::format("a clock runs for a whole number of units from 1 to {}, not {}",
                                        number(kMostUnits), number(value)));
            return false;
        };
        bool const has_earliest = units(".earliest", clock.earliest);
        bool const has_statutory = units(".statutory", clock.statutory);
        if (has_earliest && has_statutory && clock.statutory < clock.earliest) {
            context_.report(path, fmt::format("the statutory end, {}, comes before the earliest, {}",
                                              number(clock.statutory), number(clock.earliest)));
        }
        if (clock.planned) (void)units(".planned", *clock.planned);
        if (!clock.calendar.empty()) {
            context_.known(path + ".calendar", "calendar", clock.calendar, names_of(scenario.calendars));
        } else if (scenario.transaction.calendar.empty() &&
                   (clock.unit == ClockUnit::working_day || clock.ends == Clock::Ends::next_working_day ||
                    (clock.stop && clock.stop->unit == ClockUnit::working_day))) {
            context_.report(path, "working days need a calendar", "Add calendar here or in transaction");
        }
        if (clock.extension && !clock.extension->extra) (void)units(".extension.adds", clock.extension->adds);
    }

    void check_branches(std::string const& path, std::vector<Branch> const& branches) {
        std::set<std::string> seen;
        std::size_t rests = 0;
        bool all_constant = true;
        double sum = 0;
        for (Branch const& branch : branches) {
            check_target(branch, seen);
            if (!branch.probability) {
                ++rests;
                continue;
            }
            auto const value = constant_of(context_.scenario, *branch.probability);
            all_constant = all_constant && value.has_value();
            sum += value.value_or(0);
        }
        if (rests > 1) context_.report(path, "only one branch can take the rest");
        if (sum > 1 + kTolerance) {
            context_.report(path, "the probabilities sum to " + percent(sum));
        } else if (rests == 0 && all_constant && sum < 1 - kTolerance) {
            context_.report(path, "the probabilities sum to " + percent(sum), "Let one branch take the rest");
        } else if (rests == 0 && !all_constant && !are_all_outcomes(context_.scenario, branches)) {
            context_.report(path, "uncertain probabilities do not sum to 100 % by themselves",
                            "Let one branch take the rest");
        }
    }

    void check_target(Branch const& branch, std::set<std::string>& seen) {
        context_.known(branch.path, "stage or end", branch.target, targets_);
        if (!seen.insert(branch.target).second) {
            context_.report(branch.path, quoted(branch.target) + " is listed twice");
        }
        if (branch.remedies && branch.target != "cleared_with_remedies") {
            context_.report(branch.path, "only cleared_with_remedies has remedies");
        }
    }

    [[nodiscard]] std::vector<std::string> next_of(Stage const& stage) const {
        std::vector<std::string> next;
        auto const collect = [&](std::vector<Branch> const& branches) {
            for (Branch const& branch : branches) {
                if (!is_end(branch.target)) next.push_back(branch.target);
            }
        };
        collect(stage.next);
        if (stage.clock && stage.clock->extension) collect(stage.clock->extension->then);
        return next;
    }

    /// Depth first from the start: finds circles and what is never reached.
    void check_order() {
        std::vector<std::string> way;
        if (find_named(track_.stages, track_.start) != nullptr) visit(track_.start, way);
        for (Stage const& stage : track_.stages) {
            if (done_.contains(stage.name)) continue;
            if (find_named(track_.stages, track_.start) != nullptr) {
                context_.report(stage.path, "no way leads from " + quoted(track_.start) + " to this stage");
            }
            visit(stage.name, way);
        }
    }

    void visit(std::string const& name, std::vector<std::string>& way) {
        Stage const* stage = find_named(track_.stages, name);
        if (stage == nullptr || done_.contains(name)) return;
        auto const again = std::find(way.begin(), way.end(), name);
        if (again != way.end()) {
            std::string circle;
            for (auto step = again; step != way.end(); ++step) circle += *step + " -> ";
            context_.report(find_named(track_.stages, *again)->path,
                            "the stage leads back to itself: " + circle + name,
                            "Each stage can be entered once");
            return;
        }
        way.push_back(name);
        for (std::string const& next : next_of(*stage)) visit(next, way);
        way.pop_back();
        done_.insert(name);
    }

    RuleContext& context_;
    Track const& track_;
    std::vector<std::string> targets_;
    std::set<std::string> done_;
};

void check_remedies(RuleContext& context, Option const& option, Route::UsedTrack const& used,
                    std::vector<Branch> const& branches) {
    for (Branch const& branch : branches) {
        if (!branch.remedies) continue;
        std::set<std::string> seen;
        for (Remedies::Keeps const& keeps : branch.remedies->keeps) {
            // Of a library track the benefit is the option's, so the option is where it can be put right.
            std::string const& path = used.library_name.empty() ? branch.path : used.path;
            context.known(path, "benefit", keeps.benefit, names_of(option.benefits));
            if (!seen.insert(keeps.benefit).second) {
                context.report(path, "remedies keep benefit " + quoted(keeps.benefit) + " twice");
            }
        }
    }
}

void check_used_track(RuleContext& context, Option const& option, Route::UsedTrack const& used) {
    Scenario const& scenario = context.scenario;
    Track const* track = track_of(scenario, used);
    if (track == nullptr) {
        context.known(used.path, "track in routes", used.library_name, names_of(scenario.routes));
        return;
    }
    std::chrono::sys_days const start = scenario.transaction.valuation_date;
    if (track->valid_from && start < *track->valid_from) {
        context.report(used.path,
                       fmt::format("this route exists from {} on, and the deal starts on {}",
                                   date(*track->valid_from), date(start)),
                       "Use the route that was in force");
    }
    if (track->valid_to && start > *track->valid_to) {
        context.report(used.path,
                       fmt::format("this route existed until {}, and the deal starts on {}",
                                   date(*track->valid_to), date(start)),
                       "Use the route that was in force");
    }
    for (Stage const& stage : track->stages) {
        check_remedies(context, option, used, stage.next);
        if (stage.clock && stage.clock->extension) {
            check_remedies(context, option, used, stage.clock->extension->then);
        }
    }
    if (used.library_name.empty()) TrackRules{context, used.track}.check();
}

}  // namespace

void check_routes(RuleContext& context) {
    Scenario const& scenario = context.scenario;
    for (Track const& track : scenario.routes) TrackRules{context, track}.check();
    for (Option const& option : scenario.options) {
        if (!option.route) continue;
        std::map<std::string, std::string> used_as;
        for (Route::UsedTrack const& used : option.route->tracks) {
            check_used_track(context, option, used);
            if (used.library_name.empty()) continue;
            auto const [other, is_new] = used_as.emplace(used.library_name, used.name);
            if (!is_new) {
                context.report(
                    used.path,
                    fmt::format("track {} is part of this route already, as {}: both would have the "
                                "same luck",
                                quoted(used.library_name), quoted(other->second)),
                    "Write one of the two out");
            }
        }
        auto const& planned = option.route->planned_completion;
        if (planned && *planned < scenario.transaction.valuation_date) {
            context.report(option.path + ".route.planned_completion",
                           fmt::format("{} comes before the valuation date, {}", date(*planned),
                                       date(scenario.transaction.valuation_date)));
        }
    }
}

}  // namespace mergerisk::model
