// Rules of routes: stages that are reached and end, branches that add up, clocks that can run.

#include "engine/model/rules_context.h"
#include "engine/model/suggestion.h"
#include "engine/model/visits.h"

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
        if (!branch.probability || !branch.shifted_by.empty()) return false;
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

/// The lists of branches of a stage, with the paths where they stand.
std::vector<std::pair<std::string, std::vector<Branch> const*>> branch_lists(Stage const& stage) {
    std::vector<std::pair<std::string, std::vector<Branch> const*>> lists{
        {stage.path + ".next", &stage.next}};
    auto const add_clock = [&](std::string const& path, std::optional<Clock> const& clock) {
        if (clock && clock->extension && !clock->extension->then.empty()) {
            lists.emplace_back(path + ".clock.extension.then", &clock->extension->then);
        }
    };
    add_clock(stage.path, stage.clock);
    if (stage.when_credentialed) {
        std::string const path = stage.path + ".when_credentialed";
        if (!stage.when_credentialed->next.empty()) {
            lists.emplace_back(path + ".next", &stage.when_credentialed->next);
        }
        add_clock(path, stage.when_credentialed->clock);
    }
    return lists;
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
        if (track_.holds_separate && !track_.after_completion) {
            context_.report(track_.path, "only a track after completion can hold businesses separate",
                            "Add after_completion: yes, or remove holds_separate");
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
        std::size_t const problems = context_.problems.size();
        for (Stage const& stage : track_.stages) check_stage(stage);
        if (context_.problems.size() == problems) check_order();
    }

  private:
    void check_stage(Stage const& stage) {
        if (stage.duration.has_value() == stage.clock.has_value()) {
            context_.report(stage.path, stage.duration ? "a stage has a duration or a clock, not both"
                                                       : "a stage needs a duration or a clock");
        }
        if (stage.clock) check_clock(stage.path + ".clock", *stage.clock);
        if (stage.when_credentialed) check_credentialed(stage.path, *stage.when_credentialed);
        if (stage.next.empty()) {
            context_.report(stage.path, "the stage leads nowhere", "Add next, for example next: cleared");
            return;
        }
        for (auto const& [path, branches] : branch_lists(stage)) check_branches(path, *branches);
    }

    void check_credentialed(std::string const& stage_path, WhenCredentialed const& instead) {
        std::string const path = stage_path + ".when_credentialed";
        if (instead.duration && instead.clock) {
            context_.report(path, "a stage has a duration or a clock, not both");
        }
        if (!instead.duration && !instead.clock && instead.next.empty()) {
            context_.report(path, "nothing is different here for an acquirer with credentials",
                            "Add duration, clock or next");
        }
        if (instead.clock) check_clock(path + ".clock", *instead.clock);
    }

    void check_clock(std::string const& path, Clock const& clock) {
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
        if (clock.extension && units(".extension.adds", clock.extension->adds)) {
            check_extra(path + ".extension.extra", *clock.extension);
        }
    }

    /// What is used of an extension lies within what it adds.
    void check_extra(std::string const& path, Clock::Extension const& extension) {
        if (!extension.extra) return;
        Quantity const* extra = resolve(context_.scenario, *extension.extra);
        auto const* distribution =
            extra == nullptr ? nullptr : std::get_if<math::Distribution>(&extra->value);
        if (distribution == nullptr || math::flaw(*distribution)) return;
        double const most = math::support(*distribution).high;
        if (most <= extension.adds) return;
        std::string const limit = number(extension.adds);
        context_.report(
            path,
            std::isfinite(most)
                ? fmt::format("up to {} units are used of an extension that adds {}", number(most), limit)
                : fmt::format("the extension adds {} units, and this has no upper limit", limit),
            std::isfinite(most) ? "" : fmt::format("Add truncate: [0, {}]", limit));
    }

    void check_branches(std::string const& path, std::vector<Branch> const& branches) {
        std::set<std::string> seen;
        std::size_t rests = 0;
        bool all_constant = true;
        double sum = 0;
        for (Branch const& branch : branches) {
            check_target(branch, seen);
            check_how_likely(branch);
            if (branch.by_failing_firm) {
                all_constant = false;
                continue;
            }
            if (!branch.probability) {
                ++rests;
                continue;
            }
            auto const value = constant_of(context_.scenario, *branch.probability);
            all_constant = all_constant && value.has_value() && branch.shifted_by.empty();
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

    void check_how_likely(Branch const& branch) {
        if (branch.by_failing_firm && branch.probability) {
            context_.report(branch.path, "a branch has a probability or is taken by failing_firm, not both");
        }
        if (!branch.shifted_by.empty() && !branch.probability) {
            context_.report(branch.path, "shifted_by moves a probability, and this branch states none",
                            "Give it a probability, and let another branch take the rest");
        }
        std::set<CompetitionScore> const scores(branch.shifted_by.begin(), branch.shifted_by.end());
        if (scores.size() < branch.shifted_by.size()) {
            context_.report(branch.path, "the same score shifts this probability twice");
        }
        if (!branch.refer_back) return;
        double const times = branch.refer_back->at_most;
        if (times != std::floor(times) || !(times >= 1)) {
            context_.report(
                branch.path + ".at_most",
                fmt::format("a branch is taken a whole number of times, 1 or more, not {}", number(times)));
        }
        context_.known(branch.path + ".then", "end", branch.refer_back->then, {kEnds.begin(), kEnds.end()});
        if (is_end(branch.target)) {
            context_.report(branch.path, "at_most is for a branch that leads back to a stage",
                            "Remove at_most and then");
        }
    }

    /// The stages that a stage may lead to, with credentials or without.
    [[nodiscard]] static std::vector<std::string> next_of(Stage const& stage, bool with_ways_back) {
        std::vector<std::string> next;
        for (auto const& [path, branches] : branch_lists(stage)) {
            for (Branch const& branch : *branches) {
                if (is_end(branch.target) || (branch.refer_back && !with_ways_back)) continue;
                next.push_back(branch.target);
            }
        }
        return next;
    }

    /// The stage itself and all that it may lead to.
    [[nodiscard]] std::set<std::string> stages_from(std::string const& name) const {
        std::set<std::string> found{name};
        std::vector<std::string> open{name};
        while (!open.empty()) {
            Stage const* stage = find_named(track_.stages, open.back());
            open.pop_back();
            for (std::string const& next : next_of(*stage, true)) {
                if (found.insert(next).second) open.push_back(next);
            }
        }
        return found;
    }

    /// Finds circles, what is never reached, ways back that do not lead back, and tracks that loop too much.
    void check_order() {
        std::vector<std::string> way;
        std::size_t const problems = context_.problems.size();
        bool const starts = find_named(track_.stages, track_.start) != nullptr;
        std::set<std::string> reached;
        if (starts) {
            visit(track_.start, way);
            reached = stages_from(track_.start);
        }
        for (Stage const& stage : track_.stages) {
            if (starts && !reached.contains(stage.name)) {
                context_.report(stage.path, "no way leads from " + quoted(track_.start) + " to this stage");
            }
            visit(stage.name, way);
            check_ways_back(stage);
        }
        if (!starts || context_.problems.size() > problems) return;
        for (bool const credentialed : {false, true}) {
            if (laid_out(track_, {credentialed, true})) continue;
            context_.report(
                track_.path,
                fmt::format("with all its ways back this track comes to more than {} visits", kMostVisits),
                "Lower at_most");
            return;
        }
    }

    void check_ways_back(Stage const& stage) {
        for (auto const& [path, branches] : branch_lists(stage)) {
            for (Branch const& branch : *branches) {
                if (!branch.refer_back || stages_from(branch.target).contains(stage.name)) continue;
                context_.report(branch.path,
                                fmt::format("at_most is for a branch that leads back, and no way leads from "
                                            "{} to {}",
                                            quoted(branch.target), quoted(stage.name)),
                                "Remove at_most and then");
            }
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
                            "Say at the branch that leads back how often it may be taken and what happens "
                            "then, for example {probability: 20%, at_most: 2, then: abandoned}");
            return;
        }
        way.push_back(name);
        for (std::string const& next : next_of(*stage, false)) visit(next, way);
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
        for (auto const& [path, branches] : branch_lists(stage)) {
            check_remedies(context, option, used, *branches);
        }
    }
    if (used.library_name.empty()) TrackRules{context, used.track}.check();
}

/// Checks what an option says about competition.
class CompetitionRules {
  public:
    CompetitionRules(RuleContext& context, Option const& option)
        : context_{context}, case_{*option.route->competition} {
        for (Party const* party : parties_of(context.scenario, option)) parties_.push_back(party->name);
    }

    void check() {
        for (CompetitionCase::Market const& market : case_.markets) check_market(market);
        if (case_.diversion.has_value() != case_.margin.has_value()) {
            context_.report(case_.path, "pressure on prices needs both diversion and margin",
                            case_.diversion ? "Add margin" : "Add diversion");
        } else if (case_.price_ratio && !case_.diversion) {
            context_.report(case_.path, "a price ratio belongs to diversion and margin", "Add both");
        }
        bool const scores = !case_.markets.empty() || case_.diversion || !case_.customer_benefits.empty();
        if (scores && !context_.scenario.competition_weights) {
            context_.report(case_.path, "nothing says how much this moves",
                            "Add competition_weights, or use a file of the library that has them");
        }
    }

  private:
    void check_market(CompetitionCase::Market const& market) {
        std::set<std::string> seen;
        double least = 0;
        for (CompetitionCase::Share const& share : market.shares) {
            std::string const path = market.path + ".shares." + share.party;
            if (context_.known(path, "party", share.party, names_of(context_.scenario.parties)) &&
                std::find(parties_.begin(), parties_.end(), share.party) == parties_.end()) {
                context_.report(path, "party " + quoted(share.party) + " does not take part in this option");
            }
            if (!seen.insert(share.party).second) {
                context_.report(path, "party " + quoted(share.party) + " is listed twice");
            }
            Quantity const* resolved = resolve(context_.scenario, share.share);
            auto const* of =
                resolved == nullptr ? nullptr : std::get_if<math::Distribution>(&resolved->value);
            if (of != nullptr && !math::flaw(*of)) least += std::max(0.0, math::support(*of).low);
        }
        if (seen.size() < 2) {
            context_.report(market.path, "a market needs the shares of two parties or more");
        }
        for (double const other : market.others) least += other;
        if (least > 1 + kTolerance) {
            context_.report(market.path, "the shares sum to at least " + percent(least));
        }
    }

    RuleContext& context_;
    CompetitionCase const& case_;
    std::vector<std::string> parties_;
};

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
        if (option.route->competition) CompetitionRules{context, option}.check();
        auto const& planned = option.route->planned_completion;
        if (planned && *planned < scenario.transaction.valuation_date) {
            context.report(option.path + ".route.planned_completion",
                           fmt::format("{} comes before the valuation date, {}", date(*planned),
                                       date(scenario.transaction.valuation_date)));
        }
    }
}

}  // namespace mergerisk::model
