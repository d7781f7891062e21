#include "tests/engine/kernel/random_plan.h"

#include "engine/portable/normal.h"
#include "tests/support/plan_builder.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace mergerisk::test_support {

namespace {

using plan::Anchor;
using plan::QuantityId;
using std::chrono::sys_days;

class RandomPlan {
  public:
    explicit RandomPlan(std::uint64_t seed)
        : engine_{seed}, builder_{sys_days{std::chrono::year{2016} / 10 / 1}, months(seed)} {
        builder_.seed(seed);
    }

    plan::Plan build();

  private:
    static std::uint32_t months(std::uint64_t seed) {
        constexpr std::array<std::uint32_t, 6> kMonths{60, 37, 90, 24, 7, 1};
        return kMonths[seed % kMonths.size()];
    }

    // The standard engines are the same everywhere, the standard distributions are not.
    double unit() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
    bool chance(double probability) { return unit() < probability; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(unit() * static_cast<double>(count));
    }
    template <class T>
    T one_of(std::vector<T> const& values) {
        return values[below(values.size())];
    }
    std::string address() { return "random." + std::to_string(addresses_++); }

    QuantityId number(double low, double high);
    QuantityId table(double low, double high);
    QuantityId calculated(double low, double high);
    QuantityId probability(double low, double high);
    void later_visit(QuantityId quantity);
    std::optional<QuantityId> maybe(double probability, double low, double high) {
        return chance(probability) ? std::optional{number(low, high)} : std::nullopt;
    }
    plan::DrawId event() { return builder_.draw(address()); }

    void world();
    void dependence();
    void party();
    plan::Clock clock();
    plan::Route route(plan::Option const& option);
    void finish_track(RouteBuilder& route, plan::TrackId track, plan::Option const& option);
    std::vector<plan::StageId> stages_of(RouteBuilder& route, plan::TrackId track, std::size_t count);
    void lead_on(RouteBuilder& route, std::vector<plan::StageId> const& stages,
                 std::optional<plan::StageId> referred_back, plan::Option const& option);
    std::vector<plan::Branch> ends(plan::Option const& option, std::optional<plan::StageId> further);

    Anchor anchor();
    plan::Window window(plan::Option const& option);
    plan::OnlyIf only_if();
    plan::Indexation index();
    plan::Payers payers(bool parties_only = false);
    plan::Ramp ramp();
    plan::EffectBase base();
    plan::CostLine cost_line(plan::Option const& option, std::size_t number_of_line);
    plan::BenefitLine benefit_line(std::size_t number_of_line);
    plan::Workforce workforce();
    plan::Lasting lasting();
    plan::Option option(std::size_t number_of_option);
    void add_items(plan::Option& option);
    void background();
    void failures();

    std::mt19937_64 engine_;
    PlanBuilder builder_;
    std::size_t addresses_ = 0;
    std::vector<plan::DrawId> draws_;
    std::vector<plan::DriverId> drivers_;
    std::vector<plan::PartyId> parties_;
    std::optional<plan::CalendarId> calendar_;
};

// ---------------------------------------------------------------------------------------------------------------

QuantityId RandomPlan::table(double low, double high) {
    constexpr std::size_t kCells = 32;
    constexpr double kReach = 8;
    portable::QuantileTable table;
    table.segments = {{-kReach, 0, kCells / 2 / kReach, 0, kCells / 2},
                      {0, kReach, kCells / 2 / kReach, kCells / 2, kCells / 2}};
    for (std::size_t cell = 0; cell < kCells; ++cell) {
        double const left = -kReach + 2 * kReach * static_cast<double>(cell) / kCells;
        double const start = portable::normal_cdf(left);
        double const rise = portable::normal_cdf(left + 2 * kReach / kCells) - start;
        table.coefficients.push_back({start, 0, 3 * rise, -2 * rise});
    }
    return builder_.table(address(), std::move(table), between(low, high), (low + high) / 2, low, high - low);
}

/// Something between the bounds (a lognormal one may pass the upper, a normal one both, by a little).
QuantityId RandomPlan::number(double low, double high) {
    double const middle = (low + high) / 2;
    QuantityId result;
    switch (below(11)) {
        case 0:
        case 1:
            return builder_.constant(between(low, high));
        case 9:
            return calculated(low, high);
        case 10:
            result = builder_.uniform(address(), low, high);
            later_visit(result);
            break;
        case 2:
            result = builder_.uniform(address(), low, high);
            break;
        case 3:
            result = builder_.triangular(address(), low, between(low, high), high);
            break;
        case 4:
            result = builder_.normal(address(), middle, (high - low) / 20);
            break;
        case 5:
            result = low > 0 ? builder_.lognormal(address(), std::log(middle), 0.2)
                             : builder_.triangular(address(), low, low, high);
            break;
        case 6:
            result = table(low, high);
            break;
        case 7:
            result = builder_.discrete(address(), {0.2, 0.5, 0.3}, {low, middle, high});
            break;
        default: {
            plan::Quantity shifted;
            shifted.kind = plan::Quantity::Kind::uniform;
            shifted.draw = builder_.draw(address());
            shifted.a = low;
            shifted.b = high;
            shifted.score_shift = between(-1, 1);
            shifted.claimed = middle;
            shifted.expected = middle;
            result = builder_.add(std::move(shifted));
        }
    }
    if (chance(0.3)) builder_.claim(result, between(low, high));
    draws_.push_back(builder_.draw("random." + std::to_string(addresses_ - 1)));
    return result;
}

/// From other numbers: a weighted sum that is cut, a product or the largest.
QuantityId RandomPlan::calculated(double low, double high) {
    double const middle = (low + high) / 2;
    QuantityId const one = builder_.uniform(address(), low, high);
    QuantityId const other = builder_.triangular(address(), 0.5, 1, 1.5);
    switch (below(3)) {
        case 0:
            return builder_.linear(between(0, low), {between(0, 1), between(-1, 1)}, {one, other}, low, high);
        case 1:
            return builder_.product(between(0.5, 1), {one, other});
        default:
            return builder_.maximum(middle, {one, builder_.constant(low)});
    }
}

/// Its draw becomes that of a later visit.
void RandomPlan::later_visit(QuantityId quantity) {
    builder_.quantity(quantity).draw =
        builder_.draw("random." + std::to_string(addresses_ - 1), static_cast<std::uint32_t>(1 + below(3)));
}

QuantityId RandomPlan::probability(double low, double high) {
    QuantityId const raw = builder_.uniform(address(), low, high);
    if (chance(0.2)) return builder_.shifted_probability(raw, between(-1, 1));
    if (chance(0.2)) {
        QuantityId const concern = builder_.linear(between(-1, 1), {0.5}, {number(-1, 1)}, -0.8, 0.8);
        return builder_.shifted_probability(raw, between(-1, 1), {concern, number(-1, 1)});
    }
    if (chance(0.2)) return builder_.stick({builder_.uniform(address(), 0, 0.4), raw});
    return raw;
}

void RandomPlan::world() {
    if (chance(0.8)) builder_.discount_rate(between(0.01, 0.08));
    if (chance(0.3)) builder_.flows_at_end_of_month();
    if (chance(0.3)) builder_.nominal_prices();
    if (chance(0.5)) builder_.sobol();
    if (chance(0.7)) {
        std::vector<sys_days> closed;
        for (int i = 0; i < 20; ++i)
            closed.push_back(sys_days{std::chrono::year{2016} / 10 / 1} +
                             std::chrono::days{static_cast<int>(between(0, 900))});
        calendar_ = builder_.calendar("working days", closed);
    }
    for (std::size_t d = below(4); d > 0; --d)
        drivers_.push_back(builder_.driver("driver " + std::to_string(d), number(-0.02, 0.06), chance(0.6)));
    if (!drivers_.empty() && chance(0.8)) {
        drivers_.push_back(builder_.driver("prices", number(0.0, 0.05), true));
        builder_.general_inflation(drivers_.back());
    }
    for (std::size_t p = below(4); p > 0; --p) party();
}

/// Two or three draws whose scores have one common correlation.
void RandomPlan::dependence() {
    if (draws_.size() < 8 || chance(0.4)) return;
    std::size_t const first = below(draws_.size() - 4);
    double const r = between(-0.4, 0.9);
    double const own = std::sqrt(1 - r * r);
    if (chance(0.5)) {
        builder_.correlate({draws_[first], draws_[first + 2]}, {1, 0, r, own});
        return;
    }
    double const s = between(0, 0.5);
    double const t = std::sqrt(1 - s * s);
    builder_.correlate({draws_[first + 3], draws_[first], draws_[first + 1]},
                       {1, 0, 0, r, own, 0, s * r, s * own, t});
}

void RandomPlan::party() {
    auto const id =
        builder_.party("party " + std::to_string(parties_.size()), number(80, 120), number(70, 110));
    parties_.push_back(id);
    auto const driver = [&]() -> std::optional<plan::DriverId> {
        return drivers_.empty() || chance(0.3) ? std::nullopt : std::optional{one_of(drivers_)};
    };
    auto const income_driver = driver();
    auto const pay_driver = driver();
    auto const other_driver = driver();
    auto const pay_share = maybe(0.7, 0.4, 0.8);
    std::optional<plan::Party::SavingsPlan> savings;
    if (chance(0.6))
        savings = plan::Party::SavingsPlan{number(0.01, 0.05), between(0.5, 6), maybe(0.5, 0.4, 1),
                                           maybe(0.5, 0.4, 1)};
    plan::Party& party = builder_.party(id);
    party.income_driver = income_driver;
    party.pay_driver = pay_driver;
    party.other_driver = other_driver;
    party.pay_share = pay_share;
    party.savings_plan = savings;
}

// ---------------------------------------------------------------------------------------------------------------
// Routes

plan::Clock RandomPlan::clock() {
    using Unit = plan::Clock::Unit;
    std::vector<Unit> const units{Unit::working_day, Unit::day, Unit::week};
    plan::Clock clock;
    clock.calendar = *calendar_;
    clock.unit = one_of(units);
    clock.first_day_next = chance(0.6);
    clock.ends_on_working_day = chance(0.5);
    double const scale = clock.unit == Unit::week ? 1 : 6;
    clock.statutory = std::floor(between(8, 16) * scale);
    clock.planned = std::floor(clock.statutory * between(0.5, 1));
    clock.earliest = std::floor(between(1, 6) * scale);
    if (chance(0.7)) clock.length = number(scale, 20 * scale);
    if (chance(0.4))
        clock.extension = plan::Clock::Extension{probability(0.1, 0.6), event(), number(1, 8 * scale)};
    if (chance(0.4))
        clock.stop = plan::Clock::Stop{probability(0.1, 0.6), event(), number(0, 5 * scale), one_of(units)};
    return clock;
}

std::vector<plan::Branch> RandomPlan::ends(plan::Option const& option, std::optional<plan::StageId> further) {
    std::vector<plan::Branch> branches;
    if (further) branches.push_back(to(*further, probability(0.2, 0.9)));
    if (chance(0.6)) branches.push_back(to(plan::End::abandoned, probability(0, 0.2)));
    if (chance(0.6)) branches.push_back(to(plan::End::prohibited, probability(0, 0.3)));
    if (chance(0.6)) {
        plan::Branch remedies = to(plan::End::cleared_with_remedies, probability(0.1, 0.6));
        for (std::uint32_t b = 0; b < option.benefits.size(); ++b) {
            if (chance(0.6)) remedies.keeps.push_back({plan::BenefitId{b}, number(0.3, 1)});
        }
        remedies.remedy_cost = maybe(0.6, 1, 6);
        branches.push_back(remedies);
    }
    if (chance(0.8) || branches.empty()) branches.push_back(to(plan::End::cleared));
    return branches;
}

void RandomPlan::finish_track(RouteBuilder& route, plan::TrackId track, plan::Option const& option) {
    std::vector<plan::StageId> const stages = stages_of(route, track, 1 + below(3));
    std::optional<plan::StageId> referred_back;
    if (chance(0.3)) {
        std::vector<plan::StageId> const again = stages_of(route, track, stages.size());
        for (std::size_t s = 0; s < stages.size(); ++s) {
            route.route.stages[again[s].index()].visit = 1;
            route.route.stages[stages[s].index()].later_visits = {again[s]};
        }
        referred_back = one_of(again);
        lead_on(route, again, {}, option);
    }
    lead_on(route, stages, referred_back, option);
}

std::vector<plan::StageId> RandomPlan::stages_of(RouteBuilder& route, plan::TrackId track,
                                                 std::size_t count) {
    std::vector<plan::StageId> stages;
    for (std::size_t s = count; s > 0; --s) {
        std::string const name = "stage_" + std::to_string(stages.size());
        if (calendar_ && chance(0.5))
            stages.push_back(route.stage(track, name, clock(), event()));
        else
            stages.push_back(route.stage(track, name, number(0.2, chance(0.03) ? 400 : 9), event()));
    }
    return stages;
}

/// Each stage to the next one, the last one perhaps back.
void RandomPlan::lead_on(RouteBuilder& route, std::vector<plan::StageId> const& stages,
                         std::optional<plan::StageId> referred_back, plan::Option const& option) {
    for (std::size_t s = 0; s < stages.size(); ++s) {
        auto const further = s + 1 < stages.size() ? std::optional{stages[s + 1]} : referred_back;
        route.next(stages[s], ends(option, further));
        if (chance(0.3)) route.next_when_extended(stages[s], ends(option, further));
    }
}

plan::Route RandomPlan::route(plan::Option const& option) {
    RouteBuilder route{builder_};
    for (std::size_t t = 1 + below(3); t > 0; --t) {
        plan::TrackId const track = route.track("track_" + std::to_string(t));
        route.route.tracks[track.index()].after_completion = chance(0.3);
        route.route.tracks[track.index()].holds_separate = chance(0.6);
        finish_track(route, track, option);
    }
    if (chance(0.5)) route.route.planned_completion = between(0, 14);
    if (chance(0.4)) {
        for (double month = 1; month < 40; month += 1 + static_cast<double>(below(3)))
            route.route.allowed_completion.push_back(month);
    }
    route.route.slip = maybe(0.4, 0, 4);
    if (chance(0.5)) route.route.walk_away = plan::Route::WalkAway{number(0, 0.3), event()};
    return route.route;
}

// ---------------------------------------------------------------------------------------------------------------
// Lines

Anchor RandomPlan::anchor() {
    using Base = Anchor::Base;
    Base const base =
        one_of(std::vector<Base>{Base::start, Base::completion, Base::completion, Base::failure,
                                 Base::decision, Base::end, Base::fixed, Base::integration, Base::exit});
    std::vector<double> offsets{0, between(-4, 8), std::floor(between(0, 20))};
    if (base == Base::end) offsets = {0, between(-20, 0)};
    return at(base, one_of(offsets));
}

plan::Window RandomPlan::window(plan::Option const& option) {
    if (chance(0.2)) return review();
    if (option.route && chance(0.3)) {
        if (chance(0.5))
            return during(plan::TrackId{static_cast<std::uint32_t>(below(option.route->tracks.size()))});
        return during(plan::StageId{static_cast<std::uint32_t>(below(option.route->stages.size()))});
    }
    plan::Window window;
    window.from = anchor();
    if (chance(0.4))
        window.to = anchor();
    else if (chance(0.8))
        window.length = number(0, 30);
    return window;
}

plan::OnlyIf RandomPlan::only_if() {
    using plan::OnlyIf;
    if (chance(0.6)) return OnlyIf::always;
    return one_of(std::vector<OnlyIf>{OnlyIf::completed, OnlyIf::failed, OnlyIf::prohibited,
                                      OnlyIf::abandoned, OnlyIf::walked_away, OnlyIf::unwound});
}

plan::Indexation RandomPlan::index() {
    return drivers_.empty() || chance(0.5) ? plan::Indexation{} : plan::Indexation{one_of(drivers_)};
}

plan::Payers RandomPlan::payers(bool parties_only) {
    plan::Payers payers;
    for (std::size_t p = 0; p < parties_.size(); ++p)
        payers.party.push_back(chance(0.7) ? unit() / static_cast<double>(parties_.size()) : 0.0);
    if (!parties_only && chance(0.3)) payers.funder = between(0, 0.5);
    return payers;
}

plan::Ramp RandomPlan::ramp() {
    plan::Ramp ramp;
    ramp.shape =
        one_of(std::vector<plan::Shape>{plan::Shape::linear, plan::Shape::s_curve, plan::Shape::logistic});
    ramp.half_by = maybe(0.5, 0, 12);
    ramp.full_by = number(0.5, 40);
    ramp.connections = chance(0.3);
    return ramp;
}

plan::EffectBase RandomPlan::base() {
    plan::EffectBase base;
    for (plan::PartyId const party : parties_) {
        if (chance(0.7)) base.parties.push_back(party);
    }
    base.income = chance(0.4);
    return base;
}

plan::CostLine RandomPlan::cost_line(plan::Option const& option, std::size_t number_of_line) {
    using Form = plan::CostLine::Form;
    Form const form = one_of(std::vector<Form>{Form::total, Form::total, Form::monthly, Form::annual});
    plan::CostLine line = cost("cost_" + std::to_string(number_of_line), form, number(1, 20), window(option));
    line.overrun = maybe(0.5, -0.3, 1.5);
    line.shape =
        one_of(std::vector<plan::Shape>{plan::Shape::linear, plan::Shape::s_curve, plan::Shape::logistic});
    line.one_off = chance(0.7);
    line.capital = !line.one_off && chance(0.5);
    line.only_if = only_if();
    line.committed = chance(0.4);
    line.nominal = chance(0.2);
    if (!line.nominal) line.index = index();
    line.paid_by = payers();
    return line;
}

plan::BenefitLine RandomPlan::benefit_line(std::size_t number_of_line) {
    plan::BenefitLine line = benefit("benefit_" + std::to_string(number_of_line), number(1, 20), anchor());
    line.kind = one_of(std::vector<plan::BenefitKind>{plan::BenefitKind::cash_releasing,
                                                      plan::BenefitKind::non_cash_releasing,
                                                      plan::BenefitKind::societal});
    line.realised = maybe(0.6, 0.2, 1.1);
    line.merger_specific = maybe(0.6, 0.3, 1);
    if (chance(0.7)) line.ramp = ramp();
    line.lasts = maybe(0.4, 1, 50);
    line.fades = maybe(0.4, 0, 0.3);
    line.only_if = only_if();
    line.index = index();
    line.paid_to = payers();
    return line;
}

plan::Workforce RandomPlan::workforce() {
    plan::Workforce workforce;
    workforce.key_staff = number(50, 200);
    workforce.while_in_review = maybe(0.8, 0, 0.1);
    workforce.after_completion = maybe(0.8, 0, 0.1);
    workforce.after_completion_months = between(0, 30);
    workforce.cost_per_leaver = maybe(0.7, 0, 0.1);
    workforce.benefit_lost = maybe(0.8, 0, 2);
    workforce.replacement_time = number(2, 20);
    workforce.knowledge_not_restored = number(0, 1);
    return workforce;
}

plan::Lasting RandomPlan::lasting() {
    plan::Lasting lasting;
    lasting.which = event();
    if (chance(0.8)) {
        lasting.gain_probability = probability(0, 0.4);
        lasting.gain_size = number(0, 0.02);
    }
    if (chance(0.8)) {
        lasting.loss_probability = probability(0, 0.6);
        lasting.loss_size = number(0, 0.02);
    }
    lasting.of = base();
    lasting.ramp = ramp();
    return lasting;
}

plan::Option RandomPlan::option(std::size_t number_of_option) {
    plan::Option option;
    option.name = option.label = "option_" + std::to_string(number_of_option);
    option.single_entity = chance(0.5);
    for (plan::PartyId const party : parties_) {
        if (chance(0.9)) option.parties.push_back(party);
    }
    for (std::size_t b = below(4); b > 0; --b) option.benefits.push_back(benefit_line(b));
    if (chance(0.75)) option.route = route(option);
    option.exit.term = maybe(0.3, 6, 50);
    option.exit.support_limit = maybe(0.4, 1, 25);
    add_items(option);
    return option;
}

void RandomPlan::add_items(plan::Option& option) {
    for (std::size_t c = below(5); c > 0; --c) option.costs.push_back(cost_line(option, c));
    for (std::size_t s = below(3); s > 0; --s) {
        plan::SupportLine support;
        support.name = "support_" + std::to_string(s);
        support.form = one_of(std::vector<plan::CostLine::Form>{
            plan::CostLine::Form::total, plan::CostLine::Form::monthly, plan::CostLine::Form::annual});
        support.amount = number(1, 10);
        support.window = window(option);
        support.only_if = only_if();
        support.paid_to = payers(true);
        option.support.push_back(support);
    }
    for (std::size_t d = below(3); d > 0; --d)
        option.dips.push_back({"dip_" + std::to_string(d), number(0, 0.05), base(), window(option)});
    if (chance(0.5)) option.lasting = lasting();
    if (chance(0.5)) option.workforce = workforce();
    for (std::size_t r = below(4); r > 0; --r) {
        plan::Risk risk;
        risk.name = risk.label = "risk_" + std::to_string(r);
        risk.probability = probability(0.1, 0.9);
        risk.happens = event();
        risk.when = anchor();
        risk.costs = number(1, 10);
        risk.one_off = chance(0.6);
        risk.paid_by = payers();
        option.risks.push_back(risk);
    }
}

void RandomPlan::background() {
    for (std::size_t s = below(3); s > 0; --s) {
        plan::BackgroundSaving saving;
        saving.name = "background_" + std::to_string(s);
        saving.annual = number(1, 8);
        saving.realised = maybe(0.5, 0.2, 1);
        saving.merger_specific = number(0.3, 1);
        saving.start = between(-2, 20);
        if (chance(0.6)) saving.ramp = ramp();
        saving.lasts = maybe(0.4, 1, 50);
        saving.fades = maybe(0.4, 0, 0.3);
        saving.index = index();
        saving.paid_to = payers(true);
        builder_.background_saving(saving);
    }
}

void RandomPlan::failures() {
    using Kind = plan::Failure::Kind;
    using Scope = plan::Failure::Scope;
    for (std::size_t f = below(7); f > 0; --f) {
        plan::Failure failure;
        failure.name = "failure_" + std::to_string(f);
        failure.kind = one_of(std::vector<Kind>{Kind::late, Kind::over_budget, Kind::benefits_shortfall,
                                                Kind::distress, Kind::distress});
        failure.by_months = between(0, 40);
        failure.cumulative = chance(0.5);
        failure.consecutive = static_cast<std::uint32_t>(1 + below(14));
        failure.scope = one_of(std::vector<Scope>{Scope::any, Scope::combined, Scope::party});
        if (failure.scope == Scope::party && parties_.empty()) failure.scope = Scope::any;
        if (failure.scope == Scope::party) failure.party = one_of(parties_);
        if (failure.kind == Kind::late) failure.limit = between(1, 20);
        if (failure.kind == Kind::over_budget) failure.limit = chance(0.3) ? 1.0 : between(0.5, 1.5);
        if (failure.kind == Kind::benefits_shortfall) failure.limit = chance(0.3) ? 1.0 : between(0.3, 1.1);
        if (failure.kind == Kind::distress) failure.limit = between(-0.1, 0.2);
        builder_.add(failure);
    }
}

plan::Plan RandomPlan::build() {
    world();
    std::size_t const options = 1 + below(3);
    for (std::size_t o = 0; o < options; ++o) builder_.add(option(o));
    if (chance(0.6)) builder_.counterfactual(below(options));
    background();
    failures();
    dependence();
    return builder_.build();
}

}  // namespace

plan::Plan random_plan(std::uint64_t seed) {
    return RandomPlan{seed}.build();
}

}  // namespace mergerisk::test_support
