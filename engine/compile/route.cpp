#include "engine/compile/route.h"

#include "engine/base/contract.h"
#include "engine/model/lookup.h"
#include "engine/model/visits.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace mergerisk::compile {
namespace {

std::string const& calendar_of(model::Scenario const& scenario, model::Clock const& clock) {
    static std::string const kNoCalendar{kEveryDay};
    if (!clock.calendar.empty()) return clock.calendar;
    return scenario.transaction.calendar.empty() ? kNoCalendar : scenario.transaction.calendar;
}

std::optional<plan::End> end_named(std::string_view target) {
    if (target == "cleared") return plan::End::cleared;
    if (target == "cleared_with_remedies") return plan::End::cleared_with_remedies;
    if (target == "abandoned") return plan::End::abandoned;
    if (target == "prohibited") return plan::End::prohibited;
    return std::nullopt;
}

plan::Clock::Unit unit_of(model::ClockUnit unit) {
    switch (unit) {
        case model::ClockUnit::working_day:
            return plan::Clock::Unit::working_day;
        case model::ClockUnit::day:
            return plan::Clock::Unit::day;
        case model::ClockUnit::week:
            return plan::Clock::Unit::week;
    }
    return plan::Clock::Unit::day;
}

/// Makes one track after the other.
class RouteMaker {
  public:
    RouteMaker(Assembly& assembly, model::Option const& option)
        : assembly_{assembly}, option_{option}, benefits_{by_name(option.benefits)} {}

    plan::Route make() && {
        model::Route const& route = *option_.route;
        if (route.competition) competition_ = make_competition(assembly_, option_);
        for (model::Route::UsedTrack const* used : by_name(route.tracks)) add_track(*used);
        if (route.planned_completion) {
            route_.planned_completion = assembly_.axis.months_of(*route.planned_completion);
        }
        route_.allowed_completion = assembly_.axis.allowed_completion(route.completes_on);
        route_.slip = assembly_.quantity(route.slip, &option_);
        if (route.abandonment_hazard) {
            route_.walk_away =
                plan::Route::WalkAway{assembly_.quantity(*route.abandonment_hazard, &option_),
                                      assembly_.draw(option_.path + ".route.abandonment", &option_)};
        }
        if (competition_) keep_competition();
        return std::move(route_);
    }

  private:
    void add_track(model::Route::UsedTrack const& used) {
        model::Track const* track = model::track_of(assembly_.scenario, used);
        EXPECTS(track != nullptr);
        auto const visits = model::laid_out(*track, model::setting_of(*option_.route));
        EXPECTS(visits.has_value() && !visits->empty());
        plan::TrackId const id{static_cast<std::uint32_t>(route_.tracks.size())};
        first_ = route_.stages.size();
        plan::Track made;
        made.name = used.name;
        made.label = track->label;
        made.after_completion = track->after_completion;
        made.holds_separate = track->holds_separate;
        made.stages.reserve(visits->size());
        for (std::size_t i = 0; i < visits->size(); ++i) made.stages.push_back(stage_id(i));
        made.start = stage_id(0);
        route_.tracks.push_back(std::move(made));
        for (model::Visit const& visit : *visits) route_.stages.push_back(make_stage(visit, used, id));
        note_later_visits();
        choose_claimed_branches(*visits);
    }

    [[nodiscard]] plan::StageId stage_id(std::size_t visit) const {
        return plan::StageId{static_cast<std::uint32_t>(first_ + visit)};
    }

    plan::Stage make_stage(model::Visit const& visit, model::Route::UsedTrack const& used,
                           plan::TrackId track) {
        model::Stage const& stage = *visit.stage;
        model::StageParts const parts = model::stage_parts(stage, option_.route->credentialed);
        plan::Stage made;
        made.name = used.name + "." + stage.name;
        made.label = stage.label;
        made.track = track;
        made.visit = visit.number;
        if (parts.duration != nullptr)
            made.duration = assembly_.quantity(*parts.duration, &option_, visit.number);
        if (parts.clock != nullptr) made.clock = make_clock(stage, *parts.clock, visit.number);
        made.branch = assembly_.draw(stage.path + ".branch", &option_, visit.number);
        made.next = make_branches(visit.next, made.name);
        made.next_when_extended = make_branches(visit.next_when_extended, made.name);
        return made;
    }

    plan::Clock make_clock(model::Stage const& stage, model::Clock const& clock, std::uint32_t visit) {
        plan::Clock made;
        made.calendar = assembly_.calendars.at(calendar_of(assembly_.scenario, clock));
        made.unit = unit_of(clock.unit);
        made.first_day_next = clock.first_day == model::Clock::FirstDay::next;
        made.ends_on_working_day = clock.ends == model::Clock::Ends::next_working_day;
        made.length = assembly_.quantity(clock.length, &option_, visit);
        made.earliest = clock.earliest;
        made.statutory = clock.statutory;
        made.planned = clock.planned.value_or(clock.statutory);
        if (clock.extension) {
            model::Clock::Extension const& extension = *clock.extension;
            made.extension =
                plan::Clock::Extension{assembly_.quantity(extension.probability, &option_),
                                       assembly_.draw(stage.path + ".extension", &option_, visit),
                                       extra_of(stage, extension, visit)};
        }
        if (clock.stop) {
            made.stop = plan::Clock::Stop{assembly_.quantity(clock.stop->probability, &option_),
                                          assembly_.draw(stage.path + ".stop", &option_, visit),
                                          assembly_.quantity(clock.stop->length, &option_, visit),
                                          unit_of(clock.stop->unit)};
        }
        return made;
    }

    plan::QuantityId extra_of(model::Stage const& stage, model::Clock::Extension const& extension,
                              std::uint32_t visit) {
        if (extension.extra) return assembly_.quantity(*extension.extra, &option_, visit);
        // Rounded, each of 1, 2, ..., `adds` is equally likely.
        std::string const path = stage.path + ".clock.extension.extra";
        if (visit == 0) {
            assembly_.defaults.push_back({path, "any whole number of units up to `adds`, equally likely"});
        }
        return assembly_.quantities.drawn(math::Uniform{0.5, extension.adds + 0.5}, path, &option_, visit);
    }

    std::vector<plan::Branch> make_branches(std::vector<model::Way> const& ways, std::string const& stage) {
        std::vector<plan::Branch> made;
        made.reserve(ways.size());
        for (model::Way const& way : ways) {
            plan::Branch to;
            if (way.visit) {
                to.stage = stage_id(*way.visit);
            } else {
                to.end = end_named(way.end).value();
            }
            to.probability = probability_of(*way.branch, stage);
            if (way.branch->remedies) add_remedies(to, *way.branch->remedies);
            made.push_back(std::move(to));
        }
        return made;
    }

    /// One for all visits: a probability is a parameter, its branch the event.
    std::optional<plan::QuantityId> probability_of(model::Branch const& branch, std::string const& stage) {
        if (branch.by_failing_firm) {
            EXPECTS(competition_ && competition_->failing_firm);
            note_branch(branch, stage, "failing_firm", std::nullopt, *competition_->failing_firm);
            return *competition_->failing_firm;
        }
        if (!branch.probability) return std::nullopt;
        plan::QuantityId const stated = assembly_.quantity(*branch.probability, &option_);
        auto const known = shifted_.find(&branch);
        if (known != shifted_.end()) return known->second;
        plan::QuantityId const shifted = shifted_by(branch, stage, stated);
        shifted_.emplace(&branch, shifted);
        return shifted;
    }

    plan::QuantityId shifted_by(model::Branch const& branch, std::string const& stage,
                                plan::QuantityId stated) {
        if (!competition_) return stated;
        std::vector<plan::QuantityId> scores;
        std::string by;
        auto const add = [&](model::CompetitionScore score, std::optional<plan::QuantityId> const& value,
                             std::string const& word) {
            auto const& list = branch.shifted_by;
            if (!value || std::find(list.begin(), list.end(), score) == list.end()) return;
            scores.push_back(*value);
            by += (by.empty() ? "" : " and ") + word;
        };
        add(model::CompetitionScore::concern, competition_->concern, "concern");
        add(model::CompetitionScore::customer_benefits, competition_->customer_benefits, "customer_benefits");
        if (scores.empty()) return stated;
        plan::QuantityId const shifted =
            assembly_.quantities.shifted(stated, 0, branch.path + ".shifted", scores);
        note_branch(branch, stage, by, stated, shifted);
        return shifted;
    }

    void note_branch(model::Branch const& branch, std::string const& stage, std::string by,
                     std::optional<plan::QuantityId> stated, plan::QuantityId probability) {
        bool const is_new = noted_.insert(&branch).second;
        if (is_new) {
            competition_->branches.push_back({stage, branch.target, std::move(by), stated, probability});
        }
    }

    void keep_competition() {
        if (competition_->branches.empty()) {
            assembly_.remarks.push_back("The competition case of option " + option_.name +
                                        " moves nothing: no branch of its route says shifted_by or by");
        }
        assembly_.competition.emplace(option_.name, std::move(*competition_));
    }

    void add_remedies(plan::Branch& to, model::Remedies const& remedies) {
        std::vector<model::Remedies::Keeps const*> keeps;
        keeps.reserve(remedies.keeps.size());
        for (model::Remedies::Keeps const& keep : remedies.keeps) keeps.push_back(&keep);
        std::sort(keeps.begin(), keeps.end(),
                  [](auto const* a, auto const* b) { return a->benefit < b->benefit; });
        for (model::Remedies::Keeps const* keep : keeps) {
            to.keeps.push_back({plan::BenefitId{index_of(benefits_, keep->benefit)},
                                assembly_.quantity(keep->share, &option_)});
        }
        to.remedy_cost = assembly_.quantity(remedies.cost, &option_);
    }

    /// The first of the visits with the least number knows the others.
    void note_later_visits() {
        std::map<std::string, std::vector<plan::StageId>> by_stage;
        for (plan::StageId const id : route_.tracks.back().stages) {
            by_stage[route_.stages[id.index()].name].push_back(id);
        }
        for (auto& [name, visits] : by_stage) {
            std::stable_sort(visits.begin(), visits.end(), [&](plan::StageId a, plan::StageId b) {
                return route_.stages[a.index()].visit < route_.stages[b.index()].visit;
            });
            route_.stages[visits.front().index()].later_visits.assign(visits.begin() + 1, visits.end());
        }
    }

    [[nodiscard]] double expected_probability(std::vector<plan::Branch> const& branches,
                                              plan::Branch const& branch) const {
        if (branch.probability) return assembly_.quantities[*branch.probability].expected;
        double stated = 0;
        for (plan::Branch const& other : branches) {
            if (other.probability) stated += assembly_.quantities[*other.probability].expected;
        }
        return stated < 1 ? 1 - stated : 0;
    }

    /// From the last stage to the first, so that it is known of each whether it can clear.
    void choose_claimed_branches(std::vector<model::Visit> const& visits) {
        std::vector<bool> clears(visits.size(), false);
        for (std::size_t i = visits.size(); i-- > 0;) {
            plan::Stage& stage = route_.stages[first_ + i];
            clears[i] = choose_claimed_branch(stage, visits[i].next, clears);
        }
        if (clears[0]) return;
        std::size_t last = first_;
        while (auto const next = claimed(route_.stages[last]).stage) last = next->index();
        assembly_.remarks.push_back("In option " + option_.name + " every way on from stage " +
                                    route_.stages[last].name + " fails: the claim, too, fails there");
    }

    static plan::Branch const& claimed(plan::Stage const& stage) { return stage.next[stage.claimed_branch]; }

    /// The likeliest branch that does not lead to failure, one that leads back only where no other clears;
    /// where all fail, the likeliest. Whether it clears.
    bool choose_claimed_branch(plan::Stage& stage, std::vector<model::Way> const& ways,
                               std::vector<bool> const& clears) const {
        std::pair<int, double> chosen{-1, 0};
        for (std::size_t i = 0; i < stage.next.size(); ++i) {
            plan::Branch const& branch = stage.next[i];
            bool const clearing = branch.stage ? clears[branch.stage->index() - first_]
                                               : branch.end == plan::End::cleared ||
                                                     branch.end == plan::End::cleared_with_remedies;
            bool const back = branch.stage && ways[i].branch->refer_back;
            int const rank = !clearing ? 0 : back ? 1 : 2;
            std::pair const found{rank, expected_probability(stage.next, branch)};
            if (found <= chosen) continue;
            chosen = found;
            stage.claimed_branch = static_cast<std::uint32_t>(i);
        }
        return chosen.first > 0;
    }

    Assembly& assembly_;
    model::Option const& option_;
    std::vector<model::BenefitLine const*> benefits_;
    std::optional<CompetitionNumbers> competition_;
    std::map<model::Branch const*, plan::QuantityId> shifted_;  ///< probability of each branch
    std::set<model::Branch const*> noted_;
    std::size_t first_ = 0;  ///< stage of the track that is being made
    plan::Route route_;
};

/// Of a track that begins at `moment`, months.
double end_of_claimed_path(Assembly const& assembly, plan::Route const& route, plan::Track const& track,
                           double moment) {
    std::optional<plan::StageId> current = track.start;
    while (current) {
        plan::Stage const& stage = route.stages[current->index()];
        if (stage.duration) {
            moment += assembly.quantities[*stage.duration].claimed;
        } else {
            plan::Calendar const& calendar = assembly.expanded_calendars[stage.clock->calendar.index()];
            moment = assembly.axis.end_of(*stage.clock, calendar, moment, stage.clock->planned);
        }
        current = stage.next[stage.claimed_branch].stage;
    }
    return moment;
}

}  // namespace

std::vector<std::string> calendars_used(model::Scenario const& scenario) {
    std::set<std::string> names;
    for (model::Option const& option : scenario.options) {
        if (!option.route) continue;
        for (model::Route::UsedTrack const& used : option.route->tracks) {
            model::Track const* track = model::track_of(scenario, used);
            EXPECTS(track != nullptr);
            for (model::Stage const& stage : track->stages) {
                model::Clock const* clock = model::stage_parts(stage, option.route->credentialed).clock;
                if (clock != nullptr) names.insert(calendar_of(scenario, *clock));
            }
        }
    }
    return {names.begin(), names.end()};
}

plan::Route make_route(Assembly& assembly, model::Option const& option) {
    return RouteMaker{assembly, option}.make();
}

double planned_completion(Assembly const& assembly, plan::Option const& option) {
    if (!option.route) return 0;
    plan::Route const& route = *option.route;
    if (route.planned_completion) return *route.planned_completion;
    constexpr double kRounding = 1e-9;
    double latest = 0;
    for (plan::Track const& track : route.tracks) {
        if (track.after_completion) continue;
        latest = std::max(latest, end_of_claimed_path(assembly, route, track, 0));
    }
    auto const allowed = std::lower_bound(route.allowed_completion.begin(), route.allowed_completion.end(),
                                          latest - kRounding);
    return allowed == route.allowed_completion.end() ? latest : *allowed;
}

double planned_integration(Assembly const& assembly, plan::Option const& option) {
    double const completion = planned_completion(assembly, option);
    double latest = completion;
    if (!option.route) return latest;
    for (plan::Track const& track : option.route->tracks) {
        if (track.after_completion && track.holds_separate)
            latest = std::max(latest, end_of_claimed_path(assembly, *option.route, track, completion));
    }
    return latest;
}

std::optional<double> planned_exit(Assembly const& assembly, plan::Option const& option) {
    if (!option.exit.term) return std::nullopt;
    return planned_completion(assembly, option) +
           std::max(0.0, assembly.quantities[*option.exit.term].claimed);
}

}  // namespace mergerisk::compile
