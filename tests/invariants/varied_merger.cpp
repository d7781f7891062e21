#include "tests/invariants/varied_merger.h"

#include "engine/base/contract.h"
#include "engine/execute/simulate.h"
#include "tests/support/plan_builder.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <utility>

namespace mergerisk::test_support {

namespace {

using plan::QuantityId;
using Base = plan::Anchor::Base;
using Form = plan::CostLine::Form;

constexpr std::uint32_t kMonths = 72;

class VariedMerger {
  public:
    explicit VariedMerger(Variation const& variation) : variation_{variation} {
        builder_.discount_rate(0.035).seed(2017).sobol();
    }

    plan::Plan build();

  private:
    QuantityId money(std::string const& address, double low, double mode, double high) {
        double const unit = variation_.currency;
        return builder_.triangular(address, low * unit, mode * unit, high * unit);
    }
    void world();
    void add_quantities();
    plan::Route route();
    plan::Option merger();
    plan::Option separate();
    plan::Option unrelated();
    void fix_dimensions(plan::Plan& plan) const;

    Variation variation_;
    PlanBuilder builder_{std::chrono::sys_days{std::chrono::year{2017} / 1 / 1}, kMonths};
    plan::PartyId party_;
    std::map<std::string, QuantityId> quantity_;
};

/// Made in alphabetical or in the opposite order; used by name.
void VariedMerger::add_quantities() {
    std::vector<std::pair<std::string, std::function<QuantityId()>>> makers{
        {"advisers", [&] { return money("advisers", 0.2, 0.4, 0.9); }},
        {"duration", [&] { return builder_.triangular("duration", 2, 5, 9); }},
        {"inflation", [&] { return builder_.normal("inflation", 0.02, 0.01); }},
        {"integration", [&] { return money("integration", 20, 24, 30); }},
        {"overrun", [&] { return builder_.lognormal("overrun", -1.2, 0.6); }},
        {"penalty", [&] { return money("penalty", 2, 4, 9); }},
        {"realised", [&] { return builder_.uniform("realised", 0.3, 1); }},
        {"saving", [&] { return money("saving", 8, 12, 14); }},
        {"separate_cost", [&] { return money("separate_cost", 1, 2, 4); }},
        {"specific", [&] { return builder_.uniform("specific", 0.5, 1); }},
    };
    if (variation_.unrelated_items) {
        makers.insert(makers.begin() + 3, {"extra_cost", [&] { return money("extra_cost", 1, 2, 5); }});
        makers.insert(makers.begin(), {"another_cost", [&] { return money("another_cost", 1, 2, 5); }});
    }
    if (variation_.reversed) std::reverse(makers.begin(), makers.end());
    for (auto const& [name, make] : makers) quantity_[name] = make();
}

void VariedMerger::world() {
    add_quantities();
    builder_.general_inflation(builder_.driver("prices", quantity_["inflation"]));
    party_ = builder_.party("hospital", builder_.constant(300 * variation_.currency),
                            builder_.constant(290 * variation_.currency));
    plan::Failure failure;
    failure.kind = plan::Failure::Kind::distress;
    failure.name = "distress";
    failure.limit = 0.03;
    builder_.add(failure);
    failure.kind = plan::Failure::Kind::over_budget;
    failure.name = "over_budget";
    failure.limit = 1.2;
    builder_.add(failure);
    failure.kind = plan::Failure::Kind::benefits_shortfall;
    failure.name = "shortfall";
    failure.limit = 0.8;
    failure.by_months = 30;
    builder_.add(failure);
}

plan::Route VariedMerger::route() {
    RouteBuilder route{builder_};
    auto const track = route.track("competition");
    auto const first = route.stage(track, "phase_1", quantity_["duration"], builder_.draw("phase_1.next"));
    auto const second = route.stage(track, "phase_2", builder_.constant(6.5), builder_.draw("phase_2.next"));
    route.next(first, {to(plan::End::cleared, builder_.constant(variation_.cleared_at_once)), to(second)});
    route.next(second,
               {to(plan::End::cleared), to(plan::End::prohibited, builder_.constant(variation_.prohibited))});
    route.route.walk_away = plan::Route::WalkAway{builder_.constant(0.05), builder_.draw("walk_away")};
    return route.route;
}

plan::Option VariedMerger::merger() {
    plan::Option option;
    option.name = "merger";
    option.parties = {party_};
    option.route = route();
    auto advisers = cost("advisers", Form::monthly, quantity_["advisers"], review());
    auto integration = cost("integration", Form::total, quantity_["integration"],
                            from_for(at(Base::completion), builder_.constant(24)));
    integration.overrun = quantity_["overrun"];
    integration.shape = plan::Shape::s_curve;
    option.costs = {advisers, integration};
    auto saving = benefit("saving", quantity_["saving"], at(Base::completion, 3));
    saving.realised = quantity_["realised"];
    saving.merger_specific = quantity_["specific"];
    saving.ramp = plan::Ramp{plan::Shape::logistic, {}, builder_.constant(30)};
    saving.paid_to = party_alone(party_);
    option.benefits = {saving};
    plan::Risk risk;
    risk.name = "cutover";
    risk.probability = builder_.constant(0.2);
    risk.happens = builder_.draw("cutover");
    risk.when = at(Base::completion, 12);
    risk.costs = quantity_["penalty"];
    option.risks = {risk};
    plan::Workforce workforce;
    workforce.key_staff = builder_.constant(100);
    workforce.while_in_review = builder_.constant(0.04);
    workforce.cost_per_leaver = builder_.constant(0.05 * variation_.currency);
    workforce.benefit_lost = builder_.constant(0.5);
    workforce.replacement_time = builder_.constant(12);
    workforce.knowledge_not_restored = builder_.constant(0.5);
    option.workforce = workforce;
    plan::Dip dip;
    dip.name = "disruption";
    dip.dip = builder_.constant(0.005);
    dip.of.parties = {party_};
    dip.window = from_for(at(Base::completion), builder_.constant(12));
    option.dips = {dip};
    if (variation_.unrelated_items) {
        option.costs.push_back(cost("extra", Form::annual, quantity_["extra_cost"], review()));
        risk.name = "extra";
        risk.happens = builder_.draw("extra_risk");
        option.risks.insert(option.risks.begin(), risk);
    }
    if (variation_.reversed) std::reverse(option.costs.begin(), option.costs.end());
    return option;
}

plan::Option VariedMerger::separate() {
    plan::Option option;
    option.name = "separate";
    option.parties = {party_};
    option.costs = {
        cost("renewal", Form::annual, quantity_["separate_cost"], from_to(at(Base::start), at(Base::end)))};
    return option;
}

plan::Option VariedMerger::unrelated() {
    plan::Option option;
    option.name = "unrelated";
    option.costs = {cost("other", Form::total, quantity_["another_cost"],
                         from_for(at(Base::start), builder_.constant(10)))};
    return option;
}

/// By name, as a compiled scenario has it.
void VariedMerger::fix_dimensions(plan::Plan& plan) const {
    std::vector<plan::Draw*> draws;
    for (plan::Draw& draw : plan.draws) draws.push_back(&draw);
    std::sort(draws.begin(), draws.end(),
              [](plan::Draw const* a, plan::Draw const* b) { return a->address < b->address; });
    for (std::size_t i = 0; i < draws.size(); ++i) {
        bool const leading = variation_.sobol && i < plan.sampling.directions.size();
        draws[i]->sobol_dimension = leading ? std::optional{static_cast<std::uint32_t>(i)} : std::nullopt;
    }
    if (!variation_.sobol) plan.sampling.kind = plan::Sampling::Kind::plain;
}

plan::Plan VariedMerger::build() {
    world();
    if (variation_.reversed) {
        builder_.counterfactual(builder_.add(separate()));
        builder_.add(merger());
    } else {
        builder_.add(merger());
        if (variation_.unrelated_items) builder_.add(unrelated());
        builder_.counterfactual(builder_.add(separate()));
    }
    plan::Plan plan = builder_.build();
    fix_dimensions(plan);
    return plan;
}

using ColumnPairs = std::vector<std::pair<std::vector<double> const*, std::vector<double> const*>>;

template <class Columns>
void add_pairs(Columns const& a, Columns const& b, ColumnPairs& pairs) {
    for (std::size_t i = 0; i < a.size(); ++i) pairs.emplace_back(&a[i], &b[i]);
}

std::string difference(plan::OptionColumns const& a, plan::OptionColumns const& b, std::size_t trials) {
    ColumnPairs pairs{{&a.delay_postponed, &b.delay_postponed}};
    add_pairs(a.metric, b.metric, pairs);
    add_pairs(a.failure_month, b.failure_month, pairs);
    add_pairs(a.distress_month, b.distress_month, pairs);
    add_pairs(a.yearly_net_cash, b.yearly_net_cash, pairs);
    add_pairs(a.bridge_npv, b.bridge_npv, pairs);
    for (std::size_t c = 0; c < pairs.size(); ++c) {
        auto const [first, second] = pairs[c];
        for (std::size_t trial = 0; trial < trials; ++trial) {
            if ((*first)[trial] != (*second)[trial])
                return "column " + std::to_string(c) + ", trial " + std::to_string(trial);
        }
    }
    for (std::size_t trial = 0; trial < trials; ++trial) {
        if (a.outcome[trial] != b.outcome[trial]) return "outcome, trial " + std::to_string(trial);
        for (std::size_t f = 0; f < a.distressed_at_start.size(); ++f) {
            if (a.distressed_at_start[f][trial] != b.distressed_at_start[f][trial])
                return "distressed at start, trial " + std::to_string(trial);
        }
    }
    return "";
}

}  // namespace

plan::Plan varied_merger(Variation const& variation) {
    return VariedMerger{variation}.build();
}

plan::Outcomes trials_of(plan::Plan const& plan, std::uint64_t trials, unsigned threads) {
    execute::Settings settings;
    settings.trials = trials;
    settings.threads = threads;
    return execute::simulate(plan, settings).outcomes;
}

plan::OptionColumns const& option_of(plan::Plan const& plan, plan::Outcomes const& outcomes,
                                     std::string const& name) {
    auto const found = std::find_if(plan.options.begin(), plan.options.end(),
                                    [&](plan::Option const& option) { return option.name == name; });
    EXPECTS(found != plan.options.end());
    return outcomes.options[static_cast<std::size_t>(found - plan.options.begin())];
}

std::vector<double> const& column(plan::OptionColumns const& option, plan::Metric metric) {
    return option.metric[static_cast<std::size_t>(metric)];
}

std::string difference(plan::Outcomes const& a, plan::Outcomes const& b, std::size_t trials) {
    EXPECTS(a.options.size() == b.options.size());
    for (std::size_t o = 0; o < a.options.size(); ++o) {
        std::string const found = difference(a.options[o], b.options[o], trials);
        if (!found.empty()) return "option " + std::to_string(o) + ", " + found;
    }
    return "";
}

}  // namespace mergerisk::test_support
