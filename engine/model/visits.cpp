#include "engine/model/visits.h"

#include "engine/base/contract.h"
#include "engine/model/lookup.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace mergerisk::model {
namespace {

constexpr std::array<std::string_view, 2> kClearances{"cleared", "cleared_with_remedies"};
constexpr std::array<std::string_view, 2> kFailures{"abandoned", "prohibited"};

/// Its place among the ways out of a stage: clearances, stages, failures.
std::size_t rank_of(std::string_view target) {
    auto const cleared = std::find(kClearances.begin(), kClearances.end(), target);
    if (cleared != kClearances.end()) return static_cast<std::size_t>(cleared - kClearances.begin());
    auto const failed = std::find(kFailures.begin(), kFailures.end(), target);
    std::size_t const stages = kClearances.size();
    if (failed == kFailures.end()) return stages;
    return stages + 1 + static_cast<std::size_t>(failed - kFailures.begin());
}

bool is_stage(std::string_view target) {
    return rank_of(target) == kClearances.size();
}

/// A way back: from a stage to a stage. Both branches of a stage, extended or not, share its count.
using WayBack = std::pair<std::string, std::string>;

/// How often each way back has been taken; 0 for those that cannot be taken any more from here.
using Counts = std::vector<std::uint32_t>;

std::uint32_t total(Counts const& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::uint32_t{0});
}

class Layout {
  public:
    Layout(Track const& track, TrackSetting setting) : track_{track}, setting_{setting} {
        for (Stage const& stage : track.stages) {
            for (Branch const* branch : branches_of(stage)) {
                if (branch->refer_back) ways_back_.insert({stage.name, branch->target});
            }
        }
        for (Stage const& stage : track.stages) reachable_[stage.name] = stages_from(stage.name);
    }

    std::optional<std::vector<Visit>> make() {
        std::size_t const start = state(track_.start, Counts(ways_back_.size(), 0));
        EXPECTS(start == 0);
        for (std::size_t i = 0; i < states_.size(); ++i) {
            if (states_.size() > kMostVisits) return std::nullopt;
            lead_on(i);
        }
        return in_order();
    }

  private:
    struct State {
        Stage const* stage;
        Counts counts;
        std::vector<Way> next;
        std::vector<Way> next_when_extended;
    };

    [[nodiscard]] bool exists(Branch const& branch) const {
        return setting_.failing_firm || !branch.by_failing_firm;
    }

    [[nodiscard]] std::vector<Branch const*> branches_of(Stage const& stage) const {
        StageParts const parts = stage_parts(stage, setting_.credentialed);
        std::vector<Branch const*> branches;
        for (auto const* list : {parts.next, parts.next_when_extended}) {
            if (list == nullptr) continue;
            for (Branch const& branch : *list) {
                if (exists(branch)) branches.push_back(&branch);
            }
        }
        return branches;
    }

    /// The stage itself and all that it may lead to.
    [[nodiscard]] std::set<std::string> stages_from(std::string const& name) const {
        std::set<std::string> found{name};
        std::vector<std::string> open{name};
        while (!open.empty()) {
            Stage const* stage = find_named(track_.stages, open.back());
            open.pop_back();
            EXPECTS(stage != nullptr);
            for (Branch const* branch : branches_of(*stage)) {
                if (is_stage(branch->target) && found.insert(branch->target).second)
                    open.push_back(branch->target);
            }
        }
        return found;
    }

    std::size_t state(std::string const& name, Counts counts) {
        std::size_t way = 0;
        for (WayBack const& back : ways_back_) {
            if (!reachable_.at(name).contains(back.first)) counts[way] = 0;
            ++way;
        }
        auto const [known, is_new] = numbers_.emplace(std::pair{name, counts}, states_.size());
        if (is_new) states_.push_back({find_named(track_.stages, name), std::move(counts), {}, {}});
        return known->second;
    }

    void lead_on(std::size_t from) {
        Stage const& stage = *states_[from].stage;
        StageParts const parts = stage_parts(stage, setting_.credentialed);
        std::vector<Way> next = ways(from, *parts.next);
        std::vector<Way> extended;
        if (parts.next_when_extended != nullptr) extended = ways(from, *parts.next_when_extended);
        states_[from].next = std::move(next);
        states_[from].next_when_extended = std::move(extended);
    }

    std::vector<Way> ways(std::size_t from, std::vector<Branch> const& branches) {
        std::vector<Way> made;
        made.reserve(branches.size());
        for (Branch const& branch : branches) {
            if (exists(branch)) made.push_back(way(from, branch));
        }
        auto const key = [&](Way const& way) {
            bool const back_no_more = !way.visit && is_stage(way.branch->target);
            return std::tuple{rank_of(way.visit ? std::string_view{way.branch->target} : way.end),
                              back_no_more, std::string_view{way.branch->target}};
        };
        std::sort(made.begin(), made.end(), [&](Way const& a, Way const& b) { return key(a) < key(b); });
        return made;
    }

    Way way(std::size_t from, Branch const& branch) {
        if (!is_stage(branch.target)) return {&branch, std::nullopt, branch.target};
        Counts counts = states_[from].counts;
        auto const back = ways_back_.find({states_[from].stage->name, branch.target});
        if (branch.refer_back && back != ways_back_.end()) {
            auto const number = static_cast<std::size_t>(std::distance(ways_back_.begin(), back));
            if (counts[number] >= branch.refer_back->at_most)
                return {&branch, std::nullopt, branch.refer_back->then};
            ++counts[number];
        }
        return {&branch, state(branch.target, std::move(counts)), {}};
    }

    /// Each state after all that lead to it; among those that could come next by name and number.
    std::vector<Visit> in_order() const {
        std::map<std::string, std::uint32_t> least;
        std::vector<std::size_t> leading_to(states_.size(), 0);
        for (State const& state : states_) {
            auto const [known, is_new] = least.emplace(state.stage->name, total(state.counts));
            if (!is_new) known->second = std::min(known->second, total(state.counts));
            for (std::size_t const target : targets(state)) ++leading_to[target];
        }
        auto const number = [&](State const& state) {
            return total(state.counts) - least.at(state.stage->name);
        };
        using Key = std::tuple<std::string_view, std::uint32_t, Counts, std::size_t>;
        auto const key = [&](std::size_t i) {
            return Key{states_[i].stage->name, number(states_[i]), states_[i].counts, i};
        };
        std::set<Key> ready{key(0)};
        std::vector<std::size_t> order;
        order.reserve(states_.size());
        while (!ready.empty()) {
            std::size_t const one = std::get<3>(*ready.begin());
            ready.erase(ready.begin());
            order.push_back(one);
            for (std::size_t const target : targets(states_[one])) {
                if (--leading_to[target] == 0) ready.insert(key(target));
            }
        }
        ENSURES(order.size() == states_.size());
        std::vector<std::size_t> place(states_.size(), 0);
        for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
        std::vector<Visit> visits;
        visits.reserve(order.size());
        for (std::size_t const one : order) {
            State const& state = states_[one];
            visits.push_back({state.stage, number(state), placed(state.next, place),
                              placed(state.next_when_extended, place)});
        }
        return visits;
    }

    static std::vector<std::size_t> targets(State const& state) {
        std::vector<std::size_t> found;
        for (auto const* ways : {&state.next, &state.next_when_extended}) {
            for (Way const& way : *ways) {
                if (way.visit) found.push_back(*way.visit);
            }
        }
        return found;
    }

    static std::vector<Way> placed(std::vector<Way> ways, std::vector<std::size_t> const& place) {
        for (Way& way : ways) {
            if (way.visit) way.visit = place[*way.visit];
        }
        return ways;
    }

    Track const& track_;
    TrackSetting setting_;
    std::set<WayBack> ways_back_;
    std::map<std::string, std::set<std::string>> reachable_;
    std::map<std::pair<std::string, Counts>, std::size_t> numbers_;
    std::vector<State> states_;
};

}  // namespace

TrackSetting setting_of(Route const& route) {
    return {route.credentialed, route.competition && route.competition->failing_firm};
}

std::optional<std::vector<Visit>> laid_out(Track const& track, TrackSetting setting) {
    return Layout{track, setting}.make();
}

}  // namespace mergerisk::model
