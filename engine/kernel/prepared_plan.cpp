#include "engine/kernel/prepared_plan.h"

#include "engine/base/contract.h"
#include "engine/kernel/clock_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace mergerisk::kernel {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kShortestRamp = 1e-9;

bool uses_score(plan::Quantity const& quantity) {
    using Kind = plan::Quantity::Kind;
    return quantity.kind == Kind::normal || quantity.kind == Kind::lognormal ||
           quantity.kind == Kind::table || quantity.score_shift != 0;
}

bool follows_from_others(plan::Quantity::Kind kind) {
    using Kind = plan::Quantity::Kind;
    return kind == Kind::stick || kind == Kind::shifted_probability || kind == Kind::linear ||
           kind == Kind::product || kind == Kind::maximum;
}

/// Of trials that fail or are unwound.
bool of_failed_trials(plan::OnlyIf only_if) {
    return only_if != plan::OnlyIf::always && only_if != plan::OnlyIf::completed;
}

}  // namespace

template <class T>
Array<T> PreparedPlan::keep(std::vector<T> const& elements) {
    auto kept = std::make_shared<std::vector<T> const>(elements);
    Array<T> const array{kept->data(), kept->size()};
    kept_.push_back(std::move(kept));
    return array;
}

class PreparedPlan::Builder {
  public:
    Builder(PreparedPlan& into, plan::Plan const& plan) : into_{into}, plan_{plan}, program_{into.program_} {}

    void build();

  private:
    template <class T>
    Array<T> keep(std::vector<T> const& elements) {
        return into_.keep(elements);
    }
    /// `make(element)` of each.
    template <class T, class Make>
    auto keep_each(std::vector<T> const& elements, Make make) {
        std::vector<decltype(make(elements[0]))> made;
        made.reserve(elements.size());
        for (T const& element : elements) made.push_back(make(element));
        return keep(made);
    }
    template <class Tag>
    Array<std::uint32_t> keep_numbers(std::vector<base::Id<Tag>> const& ids) {
        return keep_each(ids, [](base::Id<Tag> id) { return id.value; });
    }
    [[nodiscard]] Row zero() const { return static_cast<Row>(plan_.quantities.size()); }
    [[nodiscard]] Row one() const { return zero() + 1; }
    [[nodiscard]] Row row(std::optional<plan::QuantityId> id, Row otherwise) const {
        EXPECTS(!id || id->index() < plan_.quantities.size());
        return id ? id->value : otherwise;
    }
    [[nodiscard]] Row row(plan::QuantityId id) const { return row(std::optional{id}, zero()); }
    [[nodiscard]] double claimed(plan::QuantityId id) const { return plan_.quantities[id.index()].claimed; }

    void timeline();
    void draws();
    void groups();
    void quantities();
    QuantityStep quantity(std::size_t index);
    void drivers();
    std::uint32_t index_class(plan::Indexation const& index);
    void parties();
    void background();
    void failures();
    void options();
    void claimed_program();

    PayerShares payers(plan::Payers const& payers);
    RampStep ramp(std::optional<plan::Ramp> const& ramp) const;
    /// Whether the quantity is there and drawn.
    [[nodiscard]] bool drawn(std::optional<plan::QuantityId> id) const {
        return id && plan_.quantities[id->index()].kind != plan::Quantity::Kind::constant;
    }
    [[nodiscard]] bool drawn(std::optional<plan::Ramp> const& ramp) const {
        return ramp && (drawn(ramp->half_by) || drawn(ramp->full_by));
    }
    PlannedShares planned_shares(bool timing_is_drawn);
    WindowStep window(plan::Window const& window, plan::Option const& option);
    BaseStep base(plan::EffectBase const& base);
    ClockStep clock(plan::Clock const& clock) const;
    Array<BranchStep> branches(std::vector<plan::Branch> const& branches);
    StageStep stage(plan::Stage const& stage, bool after_completion);
    RouteStep route(plan::Route const& route);
    void claimed_path(plan::Route const& route, OptionStep& option);
    double claimed_end(StageStep const& step, plan::Stage const& stage, double entry) const;
    CostStep cost(plan::CostLine const& line, plan::Option const& option);
    BenefitStep benefit(plan::BenefitLine const& line, plan::Option const& option);
    [[nodiscard]] ClaimedBenefit claimed_benefit(plan::BenefitLine const& line) const;
    RiskStep risk(plan::Risk const& risk);
    [[nodiscard]] WorkforceStep workforce(plan::Workforce const& workforce) const;
    PayerShares owners(plan::Option const& option);
    LastingStep lasting(plan::Lasting const& lasting);
    OptionStep option(plan::Option const& option);
    void exit(plan::Option const& option, OptionStep& step) const;

    PreparedPlan& into_;
    plan::Plan const& plan_;
    Program& program_;
    std::vector<IndexClass> indices_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> index_of_driver_;  ///< driver, index class
};

// ---------------------------------------------------------------------------------------------------------------
// Time, draws, quantities

void PreparedPlan::Builder::timeline() {
    plan::Timeline const& timeline = plan_.timeline;
    EXPECTS(timeline.months > 0);
    EXPECTS(timeline.discount.size() == timeline.months);
    EXPECTS(timeline.month_start_day.size() > timeline.months);
    program_.months = timeline.months;
    program_.years = (timeline.months + 11) / 12;
    program_.flow_moment = timeline.flow_moment;
    program_.deflate = timeline.deflate;
    program_.discount = keep(timeline.discount).data;
    program_.discount_log_step = timeline.months > 1
                                     ? portable::log(timeline.discount.back() / timeline.discount.front()) /
                                           static_cast<double>(timeline.months - 1)
                                     : 0.0;
    auto const grid = keep(timeline.month_start_day);
    program_.grid = {grid.data, grid.size};
    program_.calendars = keep_each(plan_.calendars, [&](plan::Calendar const& calendar) {
        EXPECTS(!calendar.open_before.empty());
        return CalendarView{keep(calendar.open_before), keep(calendar.open_day)};
    });
}

void PreparedPlan::Builder::draws() {
    program_.seed = plan_.sampling.seed;
    std::vector<std::uint8_t> needs_score(plan_.draws.size(), 0);
    for (plan::Quantity const& quantity : plan_.quantities) {
        if (quantity.draw && uses_score(quantity)) needs_score[quantity.draw->index()] = 1;
    }
    for (plan::DependenceGroup const& group : plan_.groups) {
        for (plan::DrawId const member : group.members) needs_score[member.index()] = 1;
    }
    std::vector<random::ScrambledDimension> dimensions(plan_.draws.size());
    std::vector<std::uint8_t> scrambled(plan_.draws.size(), 0);
    for (std::size_t d = 0; d < plan_.draws.size(); ++d) {
        plan::Draw const& draw = plan_.draws[d];
        if (plan_.sampling.kind != plan::Sampling::Kind::sobol || !draw.sobol_dimension) continue;
        EXPECTS(*draw.sobol_dimension < plan_.sampling.directions.size() && draw.index == 0);
        dimensions[d] = random::scramble(plan_.sampling.directions[*draw.sobol_dimension],
                                         plan_.sampling.seed, draw.name);
        scrambled[d] = 1;
    }
    auto const kept = keep(dimensions);
    std::vector<DrawStep> steps(plan_.draws.size());
    for (std::size_t d = 0; d < steps.size(); ++d)
        steps[d] = {plan_.draws[d].name, plan_.draws[d].index, scrambled[d] != 0 ? kept.data + d : nullptr,
                    needs_score[d] != 0};
    program_.draws = keep(steps);
}

void PreparedPlan::Builder::groups() {
    program_.groups = keep_each(plan_.groups, [&](plan::DependenceGroup const& group) {
        EXPECTS(group.factor.size() == group.members.size() * group.members.size());
        return GroupStep{keep_numbers(group.members), keep(group.factor).data};
    });
}

QuantityStep PreparedPlan::Builder::quantity(std::size_t index) {
    using Kind = plan::Quantity::Kind;
    plan::Quantity const& quantity = plan_.quantities[index];
    bool const derived = follows_from_others(quantity.kind);
    EXPECTS(derived ? !quantity.inputs.empty() : quantity.draw.has_value());
    EXPECTS(quantity.kind != Kind::discrete || quantity.values.size() == quantity.thresholds.size() + 1);
    EXPECTS(quantity.kind != Kind::linear || quantity.values.size() == quantity.inputs.size());
    EXPECTS(quantity.kind != Kind::table || quantity.table.has_value());
    QuantityStep step{};
    step.kind = quantity.kind;
    step.target = static_cast<Row>(index);
    step.draw = quantity.draw ? quantity.draw->value : 0;
    step.shifted = !derived && quantity.score_shift != 0;
    step.shift = quantity.score_shift;
    step.a = quantity.a;
    step.b = quantity.b;
    step.c = quantity.c;
    if (quantity.table) {
        portable::QuantileTable const& table = plan_.tables[quantity.table->index()];
        EXPECTS(portable::is_well_formed(table));
        step.table = portable::view_of(table);
    }
    step.thresholds = keep(quantity.thresholds);
    step.values = keep(quantity.values);
    for (plan::QuantityId const input : quantity.inputs) EXPECTS(input.index() < index);
    step.inputs = keep_numbers(quantity.inputs);
    return step;
}

void PreparedPlan::Builder::quantities() {
    std::vector<QuantityStep> steps;
    std::vector<Row> drawn;
    std::vector<double> constants(plan_.quantities.size() + 2, 0.0);
    constants.back() = 1;
    into_.claimed_values_ = constants;
    for (std::size_t q = 0; q < plan_.quantities.size(); ++q) {
        into_.claimed_values_[q] = plan_.quantities[q].claimed;
        if (plan_.quantities[q].kind == plan::Quantity::Kind::constant) {
            constants[q] = plan_.quantities[q].a;
        } else {
            steps.push_back(quantity(q));
            drawn.push_back(static_cast<Row>(q));
        }
    }
    program_.quantities = keep(steps);
    program_.drawn_rows = keep(drawn);
    program_.constants = keep(constants);
    program_.rows = constants.size();
}

// ---------------------------------------------------------------------------------------------------------------
// Prices and parties

void PreparedPlan::Builder::drivers() {
    program_.driver_rate =
        keep_each(plan_.drivers, [&](plan::Driver const& driver) { return row(driver.annual); });
    program_.has_price_index = plan_.general_inflation.has_value();
    program_.price_driver = plan_.general_inflation ? plan_.general_inflation->value : 0;
    indices_ = {{IndexClass::Kind::general, 0}, {IndexClass::Kind::cash, 0}};
    program_.general_index = 0;
    program_.cash_index = 1;
}

std::uint32_t PreparedPlan::Builder::index_class(plan::Indexation const& index) {
    if (!index) return program_.general_index;
    EXPECTS(index->index() < plan_.drivers.size());
    auto const found = std::find_if(index_of_driver_.begin(), index_of_driver_.end(),
                                    [&](auto const& known) { return known.first == index->value; });
    if (found != index_of_driver_.end()) return found->second;
    auto const made = static_cast<std::uint32_t>(indices_.size());
    indices_.push_back(
        {plan_.drivers[index->index()].nominal ? IndexClass::Kind::nominal : IndexClass::Kind::real,
         index->value});
    index_of_driver_.emplace_back(index->value, made);
    return made;
}

void PreparedPlan::Builder::parties() {
    auto const number = [](std::optional<plan::DriverId> driver) { return driver ? driver->value : 0; };
    auto const real = [&](std::optional<plan::DriverId> driver) {
        return driver && !plan_.drivers[driver->index()].nominal;
    };
    program_.parties = keep_each(plan_.parties, [&](plan::Party const& party) {
        PartyStep step{};
        step.income = row(party.income);
        step.operating_cost = row(party.operating_cost);
        step.pay_share = row(party.pay_share, zero());
        step.income_driven = party.income_driver.has_value();
        step.pay_driven = party.pay_driver.has_value();
        step.other_driven = party.other_driver.has_value();
        step.income_driver = number(party.income_driver);
        step.pay_driver = number(party.pay_driver);
        step.other_driver = number(party.other_driver);
        step.income_real = real(party.income_driver);
        step.pay_real = real(party.pay_driver);
        step.other_real = real(party.other_driver);
        step.saves = party.savings_plan.has_value();
        if (party.savings_plan) {
            step.saving = row(party.savings_plan->annual);
            step.saving_realised = row(party.savings_plan->realised, one());
            step.saving_recurrent = row(party.savings_plan->recurrent, one());
            step.saving_months = 12 * party.savings_plan->years;
        }
        return step;
    });
}

PayerShares PreparedPlan::Builder::payers(plan::Payers const& payers) {
    EXPECTS(payers.party.size() <= plan_.parties.size());
    std::vector<double> party = payers.party;
    party.resize(plan_.parties.size(), 0.0);
    PayerShares shares{};
    for (double const share : party) shares.parties += share;
    shares.funder = payers.funder;
    shares.party = keep(party);
    return shares;
}

RampStep PreparedPlan::Builder::ramp(std::optional<plan::Ramp> const& ramp) const {
    RampStep step{};
    step.present = ramp.has_value();
    if (!ramp) return step;
    step.connections = ramp->connections;
    step.shape = ramp->shape;
    step.has_half = ramp->half_by.has_value();
    step.half_by = row(ramp->half_by, zero());
    step.full_by = row(ramp->full_by);
    return step;
}

PlannedShares PreparedPlan::Builder::planned_shares(bool timing_is_drawn) {
    if (timing_is_drawn) return {false, 0};
    return {true, static_cast<std::uint32_t>(program_.planned_shares++)};
}

void PreparedPlan::Builder::background() {
    program_.background = keep_each(plan_.background_savings, [&](plan::BackgroundSaving const& saving) {
        BackgroundStep step{};
        step.annual = row(saving.annual);
        step.realised = row(saving.realised, one());
        step.merger_specific = row(saving.merger_specific);
        step.has_lasts = saving.lasts.has_value();
        step.lasts = row(saving.lasts, zero());
        step.has_fades = saving.fades.has_value();
        step.fades = row(saving.fades, zero());
        step.start = saving.start;
        step.ramp = ramp(saving.ramp);
        step.index = index_class(saving.index);
        step.paid_to = payers(saving.paid_to);
        step.planned = planned_shares(drawn(saving.ramp) || drawn(saving.lasts) || drawn(saving.fades));
        return step;
    });
}

// ---------------------------------------------------------------------------------------------------------------
// Routes

ClockStep PreparedPlan::Builder::clock(plan::Clock const& clock) const {
    EXPECTS(clock.calendar.index() < plan_.calendars.size());
    ClockStep step{};
    step.calendar = clock.calendar.value;
    step.unit = clock.unit;
    step.first_day_next = clock.first_day_next;
    step.ends_on_working_day = clock.ends_on_working_day;
    step.has_length = clock.length.has_value();
    step.length = row(clock.length, zero());
    step.earliest = clock.earliest;
    step.statutory = clock.statutory;
    step.planned = clock.planned;
    step.extends = clock.extension.has_value();
    if (clock.extension) {
        step.extension_probability = row(clock.extension->probability);
        step.extension_draw = clock.extension->happens.value;
        step.extra = row(clock.extension->extra);
    }
    step.stops = clock.stop.has_value();
    if (clock.stop) {
        step.stop_probability = row(clock.stop->probability);
        step.stop_draw = clock.stop->happens.value;
        step.stop_length = row(clock.stop->length);
        step.stop_unit = clock.stop->unit;
    }
    return step;
}

Array<BranchStep> PreparedPlan::Builder::branches(std::vector<plan::Branch> const& branches) {
    return keep_each(branches, [&](plan::Branch const& branch) {
        BranchStep step{};
        step.goes_on = branch.stage.has_value();
        step.stage = branch.stage ? branch.stage->value : 0;
        step.end = branch.end;
        step.has_probability = branch.probability.has_value();
        step.probability = row(branch.probability, zero());
        step.remedy_cost = row(branch.remedy_cost, zero());
        step.keeps = keep_each(branch.keeps, [&](plan::Branch::Keep const& kept) {
            return KeepStep{kept.benefit.value, row(kept.share)};
        });
        return step;
    });
}

StageStep PreparedPlan::Builder::stage(plan::Stage const& stage, bool after_completion) {
    EXPECTS(!stage.next.empty() && stage.next.size() + stage.next_when_extended.size() < plan::kNoBranch);
    StageStep step{};
    step.after_completion = after_completion;
    step.has_clock = stage.clock.has_value();
    if (stage.clock) step.clock = clock(*stage.clock);
    step.duration = row(stage.duration, zero());
    step.draw = stage.branch.value;
    step.next = branches(stage.next);
    step.next_when_extended = branches(stage.next_when_extended);
    return step;
}

RouteStep PreparedPlan::Builder::route(plan::Route const& route) {
    RouteStep step{};
    step.tracks = keep_each(route.tracks, [&](plan::Track const& track) {
        step.goes_on |= track.after_completion;
        return TrackStep{track.start.value, track.after_completion, track.holds_separate};
    });
    step.stages = keep_each(route.stages, [&](plan::Stage const& of_route) {
        return stage(of_route, route.tracks[of_route.track.index()].after_completion);
    });
    step.allowed_completion = keep(route.allowed_completion);
    step.slip = row(route.slip, zero());
    step.walks_away = route.walk_away.has_value();
    if (route.walk_away) {
        step.hazard = row(route.walk_away->hazard);
        step.walk_away_draw = route.walk_away->draw.value;
    }
    return step;
}

double PreparedPlan::Builder::claimed_end(StageStep const& step, plan::Stage const& stage,
                                          double entry) const {
    if (step.has_clock)
        return clock_end(step.clock, program_.calendars[step.clock.calendar], program_.grid, entry,
                         rounded(step.clock.planned), 0);
    return entry + portable::maximum(0.0, stage.duration ? claimed(*stage.duration) : 0.0);
}

void PreparedPlan::Builder::claimed_path(plan::Route const& route, OptionStep& option) {
    std::vector<double> entry(route.stages.size(), kNever);
    std::vector<double> end(route.stages.size(), kNever);
    std::vector<double> track_end(route.tracks.size(), kNever);
    auto const walk = [&](std::size_t track, double moment) {
        for (std::optional<plan::StageId> at = route.tracks[track].start; at;) {
            plan::Stage const& stage = route.stages[at->index()];
            EXPECTS(stage.claimed_branch < stage.next.size());
            entry[at->index()] = moment;
            moment = claimed_end(option.route.stages[at->index()], stage, moment);
            end[at->index()] = moment;
            at = stage.next[stage.claimed_branch].stage;
        }
        track_end[track] = moment;
        return moment;
    };
    double cleared = 0;
    for (std::size_t track = 0; track < route.tracks.size(); ++track) {
        if (!route.tracks[track].after_completion) cleared = portable::maximum(cleared, walk(track, 0));
    }
    double const completion =
        route.planned_completion.value_or(next_allowed(option.route.allowed_completion, cleared));
    double integration = completion;
    for (std::size_t track = 0; track < route.tracks.size(); ++track) {
        if (!route.tracks[track].after_completion) continue;
        double const cleared_then = walk(track, completion);
        if (route.tracks[track].holds_separate) integration = portable::maximum(integration, cleared_then);
    }
    option.planned_completion = completion;
    option.planned_integration = integration;
    option.claimed_entry = keep(entry).data;
    option.claimed_end = keep(end).data;
    option.claimed_track_end = keep(track_end).data;
}

// ---------------------------------------------------------------------------------------------------------------
// Lines, effects, risks

WindowStep PreparedPlan::Builder::window(plan::Window const& window, plan::Option const& option) {
    using Kind = plan::Window::Kind;
    EXPECTS(window.kind != Kind::track || (window.track.has_value() && option.route.has_value()));
    EXPECTS(window.kind != Kind::stage || (window.stage.has_value() && option.route.has_value()));
    WindowStep step{};
    step.kind = window.kind;
    step.from = window.from;
    step.has_to = window.to.has_value();
    if (window.to) step.to = *window.to;
    step.has_length = window.length.has_value();
    step.length = row(window.length, zero());
    step.track = window.track ? window.track->value : 0;
    step.stage = window.stage ? window.stage->value : 0;
    if (window.kind == Kind::track) step.after_completion = option.route->tracks[step.track].after_completion;
    if (window.kind == Kind::stage)
        step.later_visits = keep_numbers(option.route->stages[step.stage].later_visits);
    return step;
}

BaseStep PreparedPlan::Builder::base(plan::EffectBase const& base) {
    return {keep_numbers(base.parties), base.income};
}

CostStep PreparedPlan::Builder::cost(plan::CostLine const& line, plan::Option const& option) {
    EXPECTS(!line.capital || !line.one_off);
    CostStep step{};
    step.form = line.form;
    step.amount = row(line.amount);
    step.overrun = row(line.overrun, zero());
    step.window = window(line.window, option);
    step.shape = line.shape;
    step.one_off = line.one_off;
    step.capital = line.capital;
    step.committed = line.committed;
    step.only_if = line.only_if;
    step.index = line.nominal ? program_.cash_index : index_class(line.index);
    step.paid_by = payers(line.paid_by);
    step.planned = planned_shares(drawn(line.window.length) || drawn(option.exit.term));
    return step;
}

BenefitStep PreparedPlan::Builder::benefit(plan::BenefitLine const& line, plan::Option const& option) {
    BenefitStep step{};
    step.annual = row(line.annual);
    step.realised = row(line.realised, one());
    step.merger_specific = row(line.merger_specific, one());
    step.has_lasts = line.lasts.has_value();
    step.lasts = row(line.lasts, zero());
    step.has_fades = line.fades.has_value();
    step.fades = row(line.fades, zero());
    step.cash_releasing = line.kind == plan::BenefitKind::cash_releasing;
    step.starts = line.starts;
    step.ramp = ramp(line.ramp);
    step.only_if = line.only_if;
    step.index = index_class(line.index);
    step.paid_to = payers(line.paid_to);
    step.planned =
        planned_shares(drawn(line.ramp) || drawn(line.lasts) || drawn(line.fades) || drawn(option.exit.term));
    return step;
}

ClaimedBenefit PreparedPlan::Builder::claimed_benefit(plan::BenefitLine const& line) const {
    ClaimedBenefit benefit{};
    benefit.annual = claimed(line.annual);
    benefit.starts = line.starts;
    benefit.ramped = line.ramp.has_value();
    if (line.ramp) {
        benefit.shape = line.ramp->shape;
        benefit.connections = line.ramp->connections;
        benefit.full_by = portable::maximum(claimed(line.ramp->full_by), kShortestRamp);
        double const half = line.ramp->half_by ? claimed(*line.ramp->half_by) : 0.5 * benefit.full_by;
        benefit.half_by = portable::minimum(portable::maximum(half, kShortestRamp), benefit.full_by);
    }
    benefit.has_lasts = line.lasts.has_value();
    if (line.lasts) benefit.lasts = claimed(*line.lasts);
    benefit.has_fades = line.fades.has_value();
    if (line.fades) benefit.fades = claimed(*line.fades);
    return benefit;
}

RiskStep PreparedPlan::Builder::risk(plan::Risk const& risk) {
    return {row(risk.probability), row(risk.costs),     risk.happens.value, risk.when,
            risk.one_off,          payers(risk.paid_by)};
}

LastingStep PreparedPlan::Builder::lasting(plan::Lasting const& lasting) {
    return {lasting.which.value,
            row(lasting.gain_probability, zero()),
            row(lasting.gain_size, zero()),
            row(lasting.loss_probability, zero()),
            row(lasting.loss_size, zero()),
            base(lasting.of),
            ramp(lasting.ramp)};
}

/// The option's parties pro rata to their expected income, alike when there is none.
PayerShares PreparedPlan::Builder::owners(plan::Option const& option) {
    auto const income = [&](plan::PartyId party) {
        return plan_.quantities[plan_.parties[party.index()].income.index()].expected;
    };
    double total = 0;
    for (plan::PartyId const party : option.parties) total += income(party);
    plan::Payers owners;
    owners.party.resize(plan_.parties.size());
    for (plan::PartyId const party : option.parties)
        owners.party[party.index()] =
            total > 0 ? income(party) / total : 1.0 / static_cast<double>(option.parties.size());
    return payers(owners);
}

WorkforceStep PreparedPlan::Builder::workforce(plan::Workforce const& workforce) const {
    WorkforceStep step{};
    step.key_staff = row(workforce.key_staff);
    step.while_in_review = row(workforce.while_in_review, zero());
    step.after_completion = row(workforce.after_completion, zero());
    step.after_completion_months = workforce.after_completion_months;
    step.cost_per_leaver = row(workforce.cost_per_leaver, zero());
    step.benefit_lost = row(workforce.benefit_lost, zero());
    step.replacement_time = row(workforce.replacement_time);
    step.knowledge_not_restored = row(workforce.knowledge_not_restored);
    return step;
}

OptionStep PreparedPlan::Builder::option(plan::Option const& option) {
    OptionStep step{};
    step.single_entity = option.single_entity;
    step.parties = keep_numbers(option.parties);
    step.owners = owners(option);
    step.costs = keep_each(option.costs, [&](plan::CostLine const& line) { return cost(line, option); });
    step.benefits =
        keep_each(option.benefits, [&](plan::BenefitLine const& line) { return benefit(line, option); });
    std::vector<ClaimedBenefit> claimed_benefits;
    for (plan::BenefitLine const& line : option.benefits) {
        if (!of_failed_trials(line.only_if)) claimed_benefits.push_back(claimed_benefit(line));
    }
    step.claimed_benefits = keep(claimed_benefits);
    step.support = keep_each(option.support, [&](plan::SupportLine const& line) {
        PayerShares const receivers = payers(line.paid_to);
        return SupportStep{line.form,    row(line.amount),  window(line.window, option),
                           line.only_if, receivers.parties, receivers.funder};
    });
    step.dips = keep_each(option.dips, [&](plan::Dip const& dip) {
        return DipStep{row(dip.dip), base(dip.of), window(dip.window, option)};
    });
    step.risks = keep_each(option.risks, [&](plan::Risk const& of_option) { return risk(of_option); });
    step.has_lasting = option.lasting.has_value();
    if (option.lasting) step.lasting = lasting(*option.lasting);
    step.has_workforce = option.workforce.has_value();
    if (option.workforce) step.workforce = workforce(*option.workforce);
    step.has_route = option.route.has_value();
    if (option.route) {
        step.route = route(*option.route);
        claimed_path(*option.route, step);
    }
    exit(option, step);
    return step;
}

void PreparedPlan::Builder::exit(plan::Option const& option, OptionStep& step) const {
    step.has_term = option.exit.term.has_value();
    step.term = row(option.exit.term, zero());
    step.claimed_term = option.exit.term ? portable::maximum(0.0, claimed(*option.exit.term)) : kNever;
    step.has_support_limit = option.exit.support_limit.has_value();
    step.support_limit = row(option.exit.support_limit, zero());
    step.may_end = step.has_term || step.has_support_limit || step.route.goes_on;
    step.waits_for_integration = std::any_of(
        option.benefits.begin(), option.benefits.end(),
        [](plan::BenefitLine const& line) { return line.starts.base == plan::Anchor::Base::integration; });
}

void PreparedPlan::Builder::options() {
    into_.options_.reserve(plan_.options.size());
    for (plan::Option const& of_plan : plan_.options) into_.options_.push_back(option(of_plan));
    program_.options = {into_.options_.data(), into_.options_.size()};
    EXPECTS(!plan_.counterfactual || *plan_.counterfactual < plan_.options.size());
    program_.has_counterfactual = plan_.counterfactual.has_value();
    program_.counterfactual = static_cast<std::uint32_t>(plan_.counterfactual.value_or(0));
}

void PreparedPlan::Builder::failures() {
    using Kind = plan::Failure::Kind;
    program_.failures = keep_each(plan_.failures, [&](plan::Failure const& failure) {
        program_.needs_monthly_one_off |= failure.kind == Kind::over_budget;
        program_.needs_monthly_benefit |= failure.kind == Kind::benefits_shortfall;
        return FailureStep{failure.kind,
                           failure.limit,
                           failure.by_months,
                           failure.cumulative,
                           static_cast<double>(failure.consecutive),
                           failure.scope,
                           failure.party ? failure.party->value : 0};
    });
}

/// The same options without what the claimed view leaves out; see plan::BridgeView.
void PreparedPlan::Builder::claimed_program() {
    Program& claimed = into_.claimed_program_;
    claimed = program_;
    claimed.failures = {};
    claimed.background = {};
    claimed.needs_monthly_one_off = claimed.needs_monthly_benefit = false;
    std::vector<OptionStep> options;
    for (OptionStep option : program_.options) {
        std::vector<CostStep> costs(option.costs.begin(), option.costs.end());
        for (CostStep& line : costs) line.overrun = zero();
        std::vector<BenefitStep> benefits(option.benefits.begin(), option.benefits.end());
        for (BenefitStep& line : benefits) line.realised = line.merger_specific = one();
        option.costs = keep(costs);
        option.benefits = keep(benefits);
        option.dips = {};
        option.risks = {};
        option.has_lasting = option.has_workforce = false;
        options.push_back(option);
    }
    claimed.options = keep(options);
}

void PreparedPlan::Builder::build() {
    timeline();
    draws();
    groups();
    quantities();
    drivers();
    parties();
    background();
    options();
    failures();
    program_.indices = keep(indices_);
    claimed_program();
}

PreparedPlan::PreparedPlan(plan::Plan const& plan) {
    Builder{*this, plan}.build();
}

void PreparedPlan::set_claimed_one_off_cost(std::size_t option, double cost) {
    options_[option].claimed_one_off_cost = cost;
}

}  // namespace mergerisk::kernel
