#include "engine/compile/never.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

namespace mergerisk::compile {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

using Kind = plan::Quantity::Kind;
using Base = plan::Anchor::Base;
using OnlyIf = plan::OnlyIf;

/// What a quantity cannot leave; of a calculated one nothing is said but that it is not negative where
/// negative numbers count as 0.
class Bounds {
  public:
    Bounds(plan::Plan const& plan, std::span<math::Distribution const> marginals)
        : plan_{plan}, marginals_{marginals} {}

    [[nodiscard]] math::Support of(plan::QuantityId id) const {
        plan::Quantity const& quantity = plan_.quantities[id.index()];
        bool const own = quantity.draw || quantity.kind == Kind::constant;
        if (!own || quantity.score_shift != 0) return {-kNever, kNever};
        return math::support(marginals_[id.index()]);
    }

    [[nodiscard]] double least_duration(std::optional<plan::QuantityId> id) const {
        return id ? std::max(0.0, of(*id).low) : 0.0;
    }

  private:
    plan::Plan const& plan_;
    std::span<math::Distribution const> marginals_;
};

bool clears(plan::End end) {
    return end == plan::End::cleared || end == plan::End::cleared_with_remedies;
}

/// The earliest clearance of a track that begins at the valuation date.
double earliest_clearance(plan::Plan const& plan, plan::Route const& route, plan::Track const& track,
                          Bounds const& bounds, TimeAxis const& axis) {
    std::vector<double> entered(route.stages.size(), kNever);
    entered[track.start.index()] = 0;
    double cleared = kNever;
    for (plan::StageId const id : track.stages) {
        plan::Stage const& stage = route.stages[id.index()];
        double end = entered[id.index()];
        if (end == kNever) continue;
        if (stage.clock) {
            plan::Clock const& clock = *stage.clock;
            double const shortest = clock.length
                                        ? std::floor(std::max(0.0, bounds.of(*clock.length).low) + 0.5)
                                        : clock.statutory;
            double const units = std::clamp(shortest, clock.earliest, clock.statutory);
            end = axis.end_of(clock, plan.calendars[clock.calendar.index()], end, units);
        } else {
            end += bounds.least_duration(stage.duration);
        }
        for (auto const* branches : {&stage.next, &stage.next_when_extended}) {
            for (plan::Branch const& branch : *branches) {
                if (branch.stage) {
                    double& next = entered[branch.stage->index()];
                    next = std::min(next, end);
                } else if (clears(branch.end)) {
                    cleared = std::min(cleared, end);
                }
            }
        }
    }
    return cleared;
}

/// What can become of an option.
struct Fates {
    bool prohibited = false;
    bool abandoned = false;
    bool walked_away = false;
    bool unwound = false;
    bool exit = false;

    [[nodiscard]] bool fails() const { return prohibited || abandoned || walked_away; }
    [[nodiscard]] bool has(OnlyIf only_if) const {
        switch (only_if) {
            case OnlyIf::always:
            case OnlyIf::completed:
                return true;
            case OnlyIf::failed:
                return fails();
            case OnlyIf::prohibited:
                return prohibited;
            case OnlyIf::abandoned:
                return abandoned;
            case OnlyIf::walked_away:
                return walked_away;
            case OnlyIf::unwound:
                return unwound;
        }
        return true;
    }
};

Fates fates_of(plan::Option const& option) {
    Fates fates;
    fates.unwound = option.exit.support_limit.has_value();
    if (option.route) {
        fates.walked_away = option.route->walk_away.has_value();
        for (plan::Stage const& stage : option.route->stages) {
            bool const after = option.route->tracks[stage.track.index()].after_completion;
            for (auto const* branches : {&stage.next, &stage.next_when_extended}) {
                for (plan::Branch const& branch : *branches) {
                    if (branch.stage || clears(branch.end)) continue;
                    bool& fate = after                                 ? fates.unwound
                                 : branch.end == plan::End::prohibited ? fates.prohibited
                                                                       : fates.abandoned;
                    fate = true;
                }
            }
        }
    }
    fates.exit = fates.unwound || option.exit.term;
    return fates;
}

/// Judges the lines, effects and risks of one option.
class Judge {
  public:
    Judge(plan::Plan const& plan, plan::Option const& option, Bounds const& bounds, double completion,
          std::vector<std::string>& remarks)
        : option_{option},
          bounds_{bounds},
          horizon_{static_cast<double>(plan.timeline.months)},
          completion_{completion},
          fates_{fates_of(option)},
          remarks_{remarks} {}

    void judge() {
        for (plan::CostLine const& line : option_.costs) window("Cost", line.name, line.window, line.only_if);
        for (plan::BenefitLine const& line : option_.benefits)
            moment("Benefit", line.name, line.starts, line.only_if);
        for (plan::SupportLine const& line : option_.support)
            window("Support", line.name, line.window, line.only_if);
        for (plan::Dip const& dip : option_.dips) window("Effect", dip.name, dip.window, OnlyIf::always);
        for (plan::Risk const& risk : option_.risks) moment("Risk", risk.name, risk.when, OnlyIf::always);
    }

  private:
    struct Moments {
        double low = 0;
        double high = 0;
    };

    /// Where a moment can lie; low is infinite when there is none in any trial.
    [[nodiscard]] Moments moments(plan::Anchor const& anchor) const {
        double const offset = anchor.offset;
        switch (anchor.base) {
            case Base::start:
            case Base::fixed:
                return {offset, offset};
            case Base::end:
                return {horizon_ + offset, horizon_ + offset};
            case Base::completion:
                // Before completion, what is planned counts in trials that fail.
                return {offset < 0 ? offset : completion_ + offset, option_.route ? kNever : offset};
            case Base::integration:
                return {offset < 0 ? offset : completion_ + offset, kNever};
            case Base::failure:
                return {fates_.fails() ? offset : kNever, kNever};
            case Base::decision:
                return {offset, kNever};
            case Base::exit: {
                if (!fates_.exit) return {kNever, kNever};
                bool const term_only = option_.exit.term && !fates_.unwound;
                double const term = term_only ? std::max(0.0, bounds_.of(*option_.exit.term).low) : 0.0;
                return {completion_ + term + offset, kNever};
            }
        }
        return {-kNever, kNever};
    }

    void moment(char const* what, std::string const& name, plan::Anchor const& anchor, OnlyIf only_if) {
        if (!fates_.has(only_if)) return never(what, name, "the option cannot end like that");
        Moments const when = moments(anchor);
        if (when.low == kNever) return never(what, name, "the option never comes to that moment");
        if (when.low >= horizon_) return never(what, name, "it lies at the horizon or later");
        bool const risk = what[0] == 'R';
        if (risk && when.high < 0) never(what, name, "it lies before the valuation date");
    }

    void window(char const* what, std::string const& name, plan::Window const& window, OnlyIf only_if) {
        if (!fates_.has(only_if)) return never(what, name, "the option cannot end like that");
        if (window.kind != plan::Window::Kind::moments) return;
        // Of a stage to which the option does not come, of which the compiler tells itself.
        if (window.from.base == Base::end && window.to && window.to->base == Base::start) return;
        Moments const from = moments(window.from);
        if (from.low == kNever) return never(what, name, "its window never begins");
        double end = kNever;
        if (window.to) end = moments(*window.to).high;
        if (window.length) end = from.high + std::max(0.0, bounds_.of(*window.length).high);
        if (window.to && end <= from.low)
            return never(what, name, "its window ends before it begins in every trial");
        if (end <= 0) return never(what, name, "its window lies before the valuation date");
        if (from.low >= horizon_) never(what, name, "its window begins at the horizon or later");
    }

    void never(char const* what, std::string const& name, char const* why) {
        remarks_.push_back(fmt::format("{} {} of option {} never counts: {}", what, name, option_.name, why));
    }

    plan::Option const& option_;
    Bounds const& bounds_;
    double horizon_;
    double completion_;
    Fates fates_;
    std::vector<std::string>& remarks_;
};

}  // namespace

double earliest_completion(plan::Plan const& plan, plan::Option const& option,
                           std::span<math::Distribution const> marginals, TimeAxis const& axis) {
    if (!option.route) return 0;
    Bounds const bounds{plan, marginals};
    plan::Route const& route = *option.route;
    double latest = 0;
    for (plan::Track const& track : route.tracks) {
        if (track.after_completion) continue;
        latest = std::max(latest, earliest_clearance(plan, route, track, bounds, axis));
    }
    if (latest == kNever) return kNever;
    latest += bounds.least_duration(route.slip);
    constexpr double kRounding = 1e-9;
    auto const allowed = std::lower_bound(route.allowed_completion.begin(), route.allowed_completion.end(),
                                          latest - kRounding);
    return allowed == route.allowed_completion.end() ? latest : *allowed;
}

std::vector<std::string> remarks_on_what_never_happens(plan::Plan const& plan,
                                                       std::span<math::Distribution const> marginals,
                                                       TimeAxis const& axis) {
    std::vector<std::string> remarks;
    Bounds const bounds{plan, marginals};
    for (plan::Option const& option : plan.options) {
        double const completion = earliest_completion(plan, option, marginals, axis);
        Judge{plan, option, bounds, completion, remarks}.judge();
    }
    return remarks;
}

}  // namespace mergerisk::compile
