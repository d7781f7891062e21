#include "tests/benchmarks/large_merger_plan.h"

#include "engine/portable/normal.h"
#include "tests/support/plan_builder.h"

#include <chrono>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace mergerisk::test_support {

namespace {

using plan::Anchor;
using plan::QuantityId;
using std::chrono::sys_days;
using Base = plan::Anchor::Base;
using Form = plan::CostLine::Form;

constexpr std::uint32_t kMonths = 120;
constexpr double kPlannedCompletion = 12;

/// A share or an overrun whose logarithm is normal, tabulated in 512 cells as a compiled scenario has it.
portable::QuantileTable lognormal_table(double median, double sigma) {
    constexpr std::size_t kCells = 512;
    constexpr double kReach = 8;
    constexpr double kWidth = 2 * kReach / kCells;
    portable::QuantileTable table;
    table.segments = {{-kReach, kReach, 1 / kWidth, 0, kCells}};
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        double const left = -kReach + kWidth * static_cast<double>(cell);
        double const start = median * std::exp(sigma * left);
        double const end = median * std::exp(sigma * (left + kWidth));
        double const slope_start = start * sigma * kWidth;
        double const slope_end = end * sigma * kWidth;
        table.coefficients.push_back({start, slope_start, 3 * (end - start) - 2 * slope_start - slope_end,
                                      2 * (start - end) + slope_start + slope_end});
    }
    return table;
}

plan::Dip dip(std::string name, QuantityId share, std::vector<plan::PartyId> parties, plan::Window window) {
    plan::Dip dip;
    dip.name = std::move(name);
    dip.dip = share;
    dip.of.parties = std::move(parties);
    dip.window = window;
    return dip;
}

class LargeMerger {
  public:
    plan::Plan build();

  private:
    QuantityId pert(std::string const& address, double low, double mode, double high) {
        return builder_.triangular(address, low, mode, high);
    }
    QuantityId evidence(std::string const& address, double median, double sigma, double claimed) {
        return builder_.table(address, lognormal_table(median, sigma), claimed, median);
    }
    QuantityId constant(double value) { return builder_.constant(value); }
    plan::Payers parties(double share) const { return {{share * 0.69, share * 0.31}, 1 - share}; }

    void world();
    plan::PartyId party(std::string const& name, double income, double cost, double pay_share);
    plan::Clock clock(plan::Clock::Unit unit, double length, double extra, std::string const& address);
    void assurance(RouteBuilder& route);
    void competition(RouteBuilder& route);
    plan::Option separate() const;
    plan::Option merger();
    void merger_costs(plan::Option& option);
    void merger_effects(plan::Option& option);
    plan::Option shared_leadership();
    void failures();

    PlanBuilder builder_{sys_days{std::chrono::year{2016} / 10 / 1}, kMonths};
    plan::PartyId central_, south_;
    plan::CalendarId calendar_;
    plan::TrackId competition_;
};

void LargeMerger::world() {
    builder_.discount_rate(0.035).sobol().seed(2016);
    calendar_ = builder_.calendar("working days");
    auto const inflation = builder_.driver("general_inflation", builder_.normal("inflation", 0.02, 0.005));
    auto const pay = builder_.driver("pay_inflation", builder_.normal("pay", 0.021, 0.006));
    auto const income = builder_.driver("income_growth", builder_.normal("growth", 0.014, 0.007));
    builder_.general_inflation(inflation);
    builder_.correlate({builder_.draw("inflation"), builder_.draw("pay"), builder_.draw("growth")},
                       {1, 0, 0, 0.6, 0.8, 0, 0, 0.625, 0.780624749799800});
    central_ = party("central", 1000, 945, 0.62);
    south_ = party("south", 440, 422, 0.63);
    for (plan::PartyId const id : {central_, south_}) {
        plan::Party& of_plan = builder_.party(id);
        of_plan.income_driver = income;
        of_plan.pay_driver = pay;
        of_plan.other_driver = inflation;
    }
}

plan::PartyId LargeMerger::party(std::string const& name, double income, double cost, double pay_share) {
    auto const id = builder_.party(name, constant(income), constant(cost));
    auto const share = constant(pay_share);
    auto const annual = constant(0.008);
    auto const realised = pert(name + ".savings_plan.realised", 0.4, 0.8, 1);
    builder_.party(id).pay_share = share;
    builder_.party(id).savings_plan = plan::Party::SavingsPlan{annual, 10, realised, {}};
    return id;
}

plan::Clock LargeMerger::clock(plan::Clock::Unit unit, double length, double extra,
                               std::string const& address) {
    plan::Clock clock;
    clock.calendar = calendar_;
    clock.unit = unit;
    clock.statutory = length;
    clock.planned = length;
    clock.length = pert(address + ".length", length * 0.6, length * 0.9, length * 1.1);
    if (extra > 0)
        clock.extension = plan::Clock::Extension{constant(0.3), builder_.draw(address + ".extended"),
                                                 builder_.uniform(address + ".extra", 1, extra)};
    return clock;
}

void LargeMerger::assurance(RouteBuilder& route) {
    auto const track = route.track("assurance");
    auto const strategic = route.stage(track, "strategic_case", pert("strategic_case.duration", 2, 3, 5),
                                       builder_.draw("strategic_case.next"));
    auto const full = route.stage(track, "full_business_case", pert("full_business_case.duration", 3, 5, 8),
                                  builder_.draw("full_business_case.next"));
    auto const vote = route.stage(track, "governors_vote", pert("governors_vote.duration", 1, 2, 3),
                                  builder_.draw("governors_vote.next"));
    route.next(strategic, {to(full), to(plan::End::abandoned, constant(0.04))});
    route.next(full, {to(vote), to(plan::End::prohibited, constant(0.04))});
    route.next(vote, {to(plan::End::cleared), to(plan::End::abandoned, constant(0.05))});
}

void LargeMerger::competition(RouteBuilder& route) {
    using Unit = plan::Clock::Unit;
    competition_ = route.track("competition");
    auto const before =
        route.stage(competition_, "pre_notification", pert("pre_notification.duration", 1, 3, 7),
                    builder_.draw("pre_notification.next"));
    auto const first = route.stage(competition_, "phase_1", clock(Unit::working_day, 40, 0, "phase_1"),
                                   builder_.draw("phase_1.next"));
    auto const second = route.stage(competition_, "phase_2", clock(Unit::week, 24, 8, "phase_2"),
                                    builder_.draw("phase_2.next"));
    auto remedies = to(plan::End::cleared_with_remedies, pert("phase_2.remedies", 0.1, 0.3, 0.5));
    remedies.keeps = {{plan::BenefitId{0}, pert("phase_2.keeps", 0.8, 0.95, 1)}};
    remedies.remedy_cost = constant(2);
    route.next(before, {to(first)});
    route.next(first, {to(plan::End::cleared), to(second, pert("phase_1.to_phase_2", 0.3, 0.7, 0.95))});
    route.next(second, {to(plan::End::cleared), remedies,
                        to(plan::End::prohibited, pert("phase_2.prohibited", 0.02, 0.1, 0.3))});
}

plan::Option LargeMerger::separate() const {
    plan::Option option;
    option.name = option.label = "separate";
    option.counterfactual = true;
    option.parties = {central_, south_};
    return option;
}

void LargeMerger::merger_costs(plan::Option& option) {
    auto due_diligence =
        cost("due_diligence", Form::total, constant(9), from_to(at(Base::start), at(Base::completion)));
    auto restructuring =
        cost("restructuring", Form::total, constant(24), from_for(at(Base::completion), constant(36)));
    restructuring.overrun = evidence("restructuring.overrun", 0.25, 0.8, 0);
    restructuring.shape = plan::Shape::s_curve;
    auto integration =
        cost("it_integration", Form::total, constant(23), from_for(at(Base::completion), constant(24)));
    integration.overrun = evidence("it_integration.overrun", 0.35, 1, 0);
    auto advisers =
        cost("competition_advisers", Form::monthly, pert("advisers", 0.2, 0.35, 0.9), during(competition_));
    advisers.one_off = false;
    option.costs = {advisers, due_diligence, integration, restructuring};
    for (plan::CostLine& line : option.costs) line.paid_by = parties(0.67);
    builder_.correlate({builder_.draw("restructuring.overrun"), builder_.draw("it_integration.overrun")},
                       {1, 0, 0.4, 0.916515138991168});
}

void LargeMerger::merger_effects(plan::Option& option) {
    option.dips.push_back(dip("disruption", pert("disruption.dip", 0, 0.005, 0.02), {south_},
                              from_for(at(Base::completion), constant(18))));
    option.dips.push_back(
        dip("distraction", pert("distraction.dip", 0, 0.001, 0.004), {central_, south_}, review()));
    option.lasting = plan::Lasting{builder_.draw("lasting"),
                                   constant(0.09),
                                   pert("lasting.gain", 0, 0.005, 0.015),
                                   constant(0.15),
                                   pert("lasting.loss", 0, 0.003, 0.01),
                                   {{central_, south_}, false},
                                   {plan::Shape::linear, {}, constant(36)}};
    option.workforce = plan::Workforce{constant(400),   constant(0.04), constant(0.02), 24,
                                       constant(0.085), constant(0),    constant(12),   constant(0.5)};
    option.risks = {{"it_cutover_failure", "it_cutover_failure", constant(0.1), builder_.draw("cutover"),
                     at(Base::completion, 12), pert("cutover.costs", 4, 9, 25), true, parties(1)}};
}

plan::Option LargeMerger::merger() {
    plan::Option option;
    option.name = option.label = "merger";
    option.single_entity = true;
    option.parties = {central_, south_};
    auto saving = benefit("net_recurrent_saving", constant(42.6), at(Base::completion, 3));
    saving.realised = evidence("saving.realised", 0.55, 0.4, 1);
    saving.merger_specific = pert("saving.merger_specific", 0.6, 0.85, 1);
    saving.ramp = plan::Ramp{plan::Shape::logistic, constant(18), constant(42)};
    saving.paid_to = parties(1);
    option.benefits = {saving};
    RouteBuilder route{builder_};
    assurance(route);
    competition(route);
    route.route.planned_completion = kPlannedCompletion;
    for (double month = 1; month <= kMonths; month += 1) route.route.allowed_completion.push_back(month);
    route.route.slip = evidence("slip", 2, 0.8, 0);
    route.route.walk_away = plan::Route::WalkAway{constant(0.04), builder_.draw("walk_away")};
    option.route = route.route;
    merger_costs(option);
    merger_effects(option);
    plan::BackgroundSaving background;
    background.name = "net_recurrent_saving";
    background.annual = saving.annual;
    background.realised = saving.realised;
    background.merger_specific = *saving.merger_specific;
    background.start = kPlannedCompletion + 3;
    background.ramp = saving.ramp;
    background.paid_to = parties(1);
    builder_.background_saving(background);
    return option;
}

plan::Option LargeMerger::shared_leadership() {
    plan::Option option;
    option.name = option.label = "shared_leadership";
    option.parties = {central_, south_};
    auto saving = benefit("management_saving", pert("management_saving", 3, 6, 10), at(Base::completion, 3));
    saving.realised = evidence("management_saving.realised", 0.6, 0.3, 1);
    saving.merger_specific = pert("management_saving.merger_specific", 0.5, 0.75, 1);
    saving.ramp = plan::Ramp{plan::Shape::linear, {}, constant(36)};
    saving.paid_to = parties(1);
    option.benefits = {saving};
    auto coordination = cost("coordination", Form::annual, pert("coordination", 0.5, 1, 2),
                             from_to(at(Base::completion), at(Base::end)));
    auto set_up = cost("set_up", Form::total, pert("set_up", 2, 3, 6),
                       from_to(at(Base::start), at(Base::completion, 12)));
    coordination.paid_by = set_up.paid_by = parties(1);
    option.costs = {coordination, set_up};
    option.dips.push_back(dip("distraction", pert("shared.distraction", 0, 0.0005, 0.002), {central_, south_},
                              from_to(at(Base::start), at(Base::completion, 12))));
    RouteBuilder route{builder_};
    auto const track = route.track("agreement");
    auto const agreement =
        route.stage(track, "agreement", pert("agreement.duration", 3, 5, 9), builder_.draw("agreement.next"));
    route.next(agreement, {to(plan::End::cleared), to(plan::End::abandoned, constant(0.1))});
    route.route.planned_completion = 6;
    for (double month = 1; month <= kMonths; month += 1) route.route.allowed_completion.push_back(month);
    option.route = route.route;
    return option;
}

void LargeMerger::failures() {
    using Kind = plan::Failure::Kind;
    auto const add = [&](std::string const& name, Kind kind, double limit) {
        plan::Failure failure;
        failure.name = name;
        failure.kind = kind;
        failure.limit = limit;
        failure.by_months = 60;
        builder_.add(failure);
    };
    add("benefits_shortfall", Kind::benefits_shortfall, 0.75);
    add("distress", Kind::distress, 0.02);
    add("late", Kind::late, 18);
    add("over_budget", Kind::over_budget, 1.2);
}

plan::Plan LargeMerger::build() {
    world();
    builder_.add(merger());
    builder_.counterfactual(builder_.add(separate()));
    builder_.add(shared_leadership());
    failures();
    return builder_.build();
}

}  // namespace

plan::Plan large_merger_plan() {
    return LargeMerger{}.build();
}

}  // namespace mergerisk::test_support
