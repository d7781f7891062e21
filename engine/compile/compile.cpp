#include "engine/compile/compile.h"

#include "engine/compile/assembly.h"
#include "engine/compile/calculated.h"
#include "engine/compile/dependence.h"
#include "engine/compile/draws.h"
#include "engine/compile/lines.h"
#include "engine/compile/never.h"
#include "engine/compile/quantities.h"
#include "engine/compile/route.h"
#include "engine/compile/time_axis.h"
#include "engine/model/evidence_distribution.h"
#include "engine/model/lookup.h"
#include "engine/model/rules.h"
#include "engine/random/name_hash.h"
#include "engine/timeline/sobol_directions.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

namespace mergerisk::compile {
namespace {

constexpr char const* kGeneralInflation = "general_inflation";

/// General inflation and what parties and lines grow with.
std::set<std::string> drivers_used(model::Scenario const& scenario) {
    std::set<std::string> used;
    if (model::find_named(scenario.drivers, kGeneralInflation) != nullptr) used.insert(kGeneralInflation);
    for (model::Party const& party : scenario.parties) {
        used.insert({party.income_grows_with, party.pay_grows_with, party.other_grows_with});
    }
    for (model::Option const& option : scenario.options) {
        for (model::CostLine const& line : option.costs) used.insert(line.grows_with);
        for (model::BenefitLine const& line : option.benefits) used.insert(line.grows_with);
    }
    used.erase("");
    return used;
}

void add_drivers(Assembly& assembly, plan::Plan& plan) {
    for (std::string const& name : drivers_used(assembly.scenario)) {
        model::Driver const* driver = model::find_named(assembly.scenario.drivers, name);
        plan::DriverId const id{static_cast<std::uint32_t>(plan.drivers.size())};
        plan.drivers.push_back(
            {name, assembly.quantity(driver->annual, nullptr), driver->prices == model::Prices::nominal});
        assembly.drivers.emplace(name, id);
        if (name == kGeneralInflation) plan.general_inflation = id;
    }
}

plan::Party make_party(Assembly& assembly, model::Party const& party) {
    plan::Party made;
    made.name = party.name;
    made.label = party.label;
    made.income = assembly.quantity(party.income, nullptr);
    made.income_driver = assembly.driver(party.income_grows_with);
    made.operating_cost = assembly.quantity(party.operating_cost, nullptr);
    made.pay_share = assembly.quantity(party.pay_share, nullptr);
    made.pay_driver = assembly.driver(party.pay_grows_with);
    made.other_driver = assembly.driver(party.other_grows_with);
    if (party.savings_plan) {
        made.savings_plan = plan::Party::SavingsPlan{
            assembly.quantity(party.savings_plan->annual, nullptr), party.savings_plan->years,
            assembly.quantity(party.savings_plan->realised, nullptr),
            assembly.quantity(party.savings_plan->recurrent, nullptr)};
    }
    return made;
}

void add_parties(Assembly& assembly, plan::Plan& plan) {
    for (model::Party const* party : by_name(assembly.scenario.parties)) {
        assembly.parties.emplace(party->name, plan::PartyId{static_cast<std::uint32_t>(plan.parties.size())});
        plan.parties.push_back(make_party(assembly, *party));
        assembly.claimed_income.push_back(assembly.quantities[plan.parties.back().income].claimed);
    }
}

/// Everything that asks for draws. Twice the same with the same `draws`, but for the numbers of the draws.
void assemble(Assembly& assembly, plan::Plan& plan) {
    add_drivers(assembly, plan);
    add_parties(assembly, plan);
    for (model::Option const& option : assembly.scenario.options) {
        if (option.counterfactual) plan.counterfactual = plan.options.size();
        plan.options.push_back(make_option(assembly, option));
    }
    plan.background_savings = make_background_savings(assembly, plan.options);
    plan.failures = make_failures(assembly);
    plan.materiality = assembly.scenario.transaction.materiality;
}

/// The leading addresses get a dimension each, in their order; only number 0 of each.
void spread_dimensions(plan::Plan& plan, Notes& notes) {
    if (plan.sampling.kind != plan::Sampling::Kind::sobol) return;
    std::size_t dimensions = 0;
    for (plan::Draw& draw : plan.draws) {
        if (draw.index > 0 || dimensions == timeline::kMaximumSobolDimensions) continue;
        draw.sobol_dimension = static_cast<std::uint32_t>(dimensions++);
        notes.dimensions.push_back(draw.address);
    }
    plan.sampling.directions = timeline::sobol_directions(dimensions);
    auto const first_visits = static_cast<std::size_t>(std::count_if(
        plan.draws.begin(), plan.draws.end(), [](plan::Draw const& draw) { return draw.index == 0; }));
    if (dimensions < first_visits) {
        notes.remarks.push_back(std::to_string(first_visits - dimensions) +
                                " draws have no Sobol dimension left and are sampled plainly");
    }
}

/// What no option in particular asks for (drivers, parties) bears on all of them.
void note_sharing(model::Scenario const& scenario, Draws const& draws, Notes& notes) {
    std::vector<DrawName> const names = draws.names();
    auto const users = draws.users();
    std::vector<std::string> const everyone = model::names_of(scenario.options);
    for (std::size_t d = 0; d < names.size(); ++d) {
        if (names[d].index > 0) continue;
        SharedDraw shared{names[d].address, {}};
        for (model::Option const* option : users[d]) shared.options.push_back(option->name);
        if (shared.options.empty()) shared.options = everyone;
        if (shared.options.size() > 1) notes.shared.push_back(std::move(shared));
    }
}

void note_independence(plan::Plan const& plan, Notes& notes) {
    std::set<plan::DrawId> dependent;
    for (plan::DependenceGroup const& group : plan.groups) {
        dependent.insert(group.members.begin(), group.members.end());
    }
    for (std::size_t d = 0; d < plan.draws.size(); ++d) {
        bool const first = plan.draws[d].index == 0;
        if (first && !dependent.contains(plan::DrawId{static_cast<std::uint32_t>(d)})) {
            notes.independent.push_back(plan.draws[d].address);
        }
    }
}

/// Sixteen replicates of a power of two points each are balanced; other numbers of trials work, too.
void note_number_of_trials(std::uint64_t trials, plan::Sampling::Kind kind, Notes& notes) {
    constexpr std::uint64_t kReplicates = 16;
    if (kind != plan::Sampling::Kind::sobol) return;
    std::uint64_t below = kReplicates;
    while (below <= trials / 2) below *= 2;
    if (below == trials) return;
    std::uint64_t const above = 2 * below;
    bool const nearer_below = trials < below || trials - below <= above - trials;
    notes.remarks.push_back(std::to_string(trials) + " trials are not 16 times a power of two; " +
                            std::to_string(nearer_below ? below : above) +
                            " is the nearest number for which Sobol points are balanced");
}

void note_own_case(model::Scenario const& scenario, Notes& notes) {
    std::string const& own = scenario.transaction.case_name;
    for (model::EvidenceEntry const& entry : scenario.evidence) {
        if (!model::rests_on(entry, own)) continue;
        notes.remarks.push_back(model::can_leave_out(entry, own)
                                    ? "Evidence " + entry.name + " is used without this scenario's own case"
                                    : "This scenario's own case is part of the evidence " + entry.name +
                                          ", from which a single case cannot be taken out");
    }
}

/// Widening keeps the mean of an overrun. Its spread grows upwards more than downwards, so its median falls.
void note_widened_overruns(model::Scenario const& scenario, Notes& notes) {
    std::set<std::string> widened;
    model::for_each_quantity(scenario, [&](model::QuantityUse const& use) {
        auto const* evidence = std::get_if<model::EvidenceUse>(&use.quantity->value);
        if (evidence == nullptr || use.quantity->dimension != base::Dimension::excess) return;
        model::EvidenceEntry const* entry = model::find_named(scenario.evidence, evidence->entry);
        if (entry == nullptr) return;
        if (evidence->transferability.value_or(entry->transferability) < 1) widened.insert(entry->name);
    });
    std::string names;
    for (std::string const& name : widened) names += (names.empty() ? "" : ", ") + name;
    if (names.empty()) return;
    notes.remarks.push_back(
        "Overruns are wider here than in their class, because its cases carry over only in part, and keep "
        "its "
        "mean: their median is lower, and rare large overruns weigh more (" +
        names + ")");
}

plan::Sampling sampling_of(model::RunSettings const& run, Settings const& settings) {
    plan::Sampling sampling;
    sampling.seed = settings.seed.value_or(run.seed);
    sampling.kind = settings.sampling.value_or(run.sampling) == model::Sampling::sobol
                        ? plan::Sampling::Kind::sobol
                        : plan::Sampling::Kind::plain;
    return sampling;
}

/// Of the scenario with that number of trials.
base::Problems problems_of(model::Scenario const& scenario, std::uint64_t trials) {
    if (trials == scenario.run.trials) return model::check(scenario);
    model::Scenario overridden = scenario;
    overridden.run.trials = trials;
    return model::check(overridden);
}

}  // namespace

Result compile(model::Scenario const& scenario, Settings const& settings) {
    Result result;
    result.trials = settings.trials.value_or(scenario.run.trials);
    result.problems = problems_of(scenario, result.trials);
    if (!result.problems.empty()) return result;

    plan::Plan& plan = result.plan;
    Notes& notes = result.notes;
    TimeAxis const axis{scenario.transaction};
    plan.timeline = axis.timeline();
    std::vector<std::string> const calendar_names = calendars_used(scenario);
    plan.calendars = expand_calendars(scenario, calendar_names, axis, result.problems);
    std::map<std::string, plan::CalendarId> calendars;
    for (std::size_t c = 0; c < calendar_names.size(); ++c) {
        calendars.emplace(calendar_names[c], plan::CalendarId{static_cast<std::uint32_t>(c)});
    }

    Draws draws;
    Tables tables;
    {
        Quantities collected{scenario, draws, tables};
        Assembly assembly{scenario, axis,           draws, collected, calendars, {},
                          {},       plan.calendars, {},    {},        {},        {}};
        plan::Plan unordered;
        assemble(assembly, unordered);
    }
    draws.number_in_order();
    Quantities quantities{scenario, draws, tables};
    Assembly assembly{scenario, axis, draws, quantities, calendars, {}, {}, plan.calendars, {}, {}, {}, {}};
    assemble(assembly, plan);
    plan.draws = named_draws(draws.names(), &random::name_hash, result.problems);
    plan.tables = tables.all();
    plan.quantities = quantities.all();
    result.marginals = quantities.marginals();
    plan.sampling = sampling_of(scenario.run, settings);

    DependenceResult dependence = make_dependence(scenario, draws, plan.quantities, result.marginals);
    plan.groups = std::move(dependence.groups);
    settle_calculated(plan, result.marginals);
    notes = quantities.notes();
    notes.correlations = std::move(dependence.correlations);
    notes.defaults = std::move(assembly.defaults);
    result.competition = std::move(assembly.competition);
    notes.remarks = std::move(assembly.remarks);
    notes.remarks.insert(notes.remarks.end(), dependence.remarks.begin(), dependence.remarks.end());
    for (std::string& remark : remarks_on_what_never_happens(plan, result.marginals, axis)) {
        notes.remarks.push_back(std::move(remark));
    }
    spread_dimensions(plan, notes);
    note_sharing(scenario, draws, notes);
    note_independence(plan, notes);
    note_number_of_trials(result.trials, plan.sampling.kind, notes);
    note_own_case(scenario, notes);
    note_widened_overruns(scenario, notes);
    base::put_in_order(result.problems);
    return result;
}

}  // namespace mergerisk::compile
