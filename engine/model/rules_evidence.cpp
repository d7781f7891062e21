// Rules of evidence: what an entry must be, and what it may be used for.

#include "engine/math/posterior.h"
#include "engine/model/evidence_distribution.h"
#include "engine/model/rules_context.h"
#include "engine/model/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <type_traits>

namespace mergerisk::model {
namespace {

double cases_in(EvidenceEntry const& entry) {
    if (auto const* proportion = std::get_if<Proportion>(&entry.value)) return proportion->trials;
    if (auto const* counts = std::get_if<Counts>(&entry.value)) {
        return std::accumulate(counts->of.begin(), counts->of.end(), 0.0,
                               [](double sum, auto const& outcome) { return sum + outcome.second; });
    }
    return 0;
}

void check_proportion(RuleContext& context, EvidenceEntry const& entry, Proportion const& proportion) {
    if (!(proportion.trials > 0) || !std::isfinite(proportion.trials)) {
        context.report(entry.path, "a proportion needs at least one case");
        return;
    }
    if (!(proportion.successes >= 0) || proportion.successes > proportion.trials) {
        context.report(entry.path, fmt::format("{} of {} cases is not a proportion",
                                               number(proportion.successes), number(proportion.trials)));
        return;
    }
    double successes = 0;
    double others = 0;
    for (auto const& [name, outcome] : entry.cases) {
        if (outcome == "success") {
            ++successes;
        } else if (outcome == "other") {
            ++others;
        } else {
            context.report(entry.path + ".cases." + name,
                           quoted(outcome) + " is not how a case of a proportion counts",
                           "Say success or other");
        }
    }
    if (successes > proportion.successes) {
        context.report(entry.path + ".cases", fmt::format("{} cases are successes, and {} were counted",
                                                          number(successes), number(proportion.successes)));
    }
    if (others > proportion.trials - proportion.successes) {
        context.report(entry.path + ".cases",
                       fmt::format("{} cases are no successes, and {} were counted", number(others),
                                   number(proportion.trials - proportion.successes)));
    }
}

void check_counts(RuleContext& context, EvidenceEntry const& entry, Counts const& counts) {
    if (counts.of.size() < 2) {
        context.report(entry.path, "counts need two outcomes or more", "A single one is a proportion");
    }
    std::vector<std::string> outcomes;
    for (auto const& [outcome, count] : counts.of) {
        outcomes.push_back(outcome);
        if (!(count >= 0) || !std::isfinite(count)) {
            context.report(entry.path + "." + outcome, "a count cannot be " + number(count));
        }
    }
    if (!(cases_in(entry) > 0)) context.report(entry.path, "counts need at least one case");
    std::map<std::string, double> named;
    for (auto const& [name, outcome] : entry.cases) {
        std::string const path = entry.path + ".cases." + name;
        if (!context.known(path, "outcome", outcome, outcomes)) continue;
        if (++named[outcome] > counts.of.at(outcome)) {
            context.report(path, fmt::format("more cases are named for {} than the {} counted",
                                             quoted(outcome), number(counts.of.at(outcome))));
        }
    }
}

void check_rate(RuleContext& context, EvidenceEntry const& entry, Rate const& rate) {
    if (!(rate.years > 0) || !std::isfinite(rate.years)) {
        context.report(entry.path, "a rate needs years of exposure above 0");
    }
    if (!(rate.events >= 0) || !std::isfinite(rate.events)) {
        context.report(entry.path, "there cannot be " + number(rate.events) + " events");
    }
    Rate::Case named;
    for (auto const& [name, one] : rate.cases) {
        named.events += one.events;
        named.years += one.years;
    }
    if (named.events > rate.events || named.years > rate.years) {
        context.report(
            entry.path + ".rate.cases",
            fmt::format("the cases named have {} events in {} years, more than the {} in {} counted",
                        number(named.events), number(named.years), number(rate.events), number(rate.years)));
    }
    if (rate.prior && !(rate.prior->mean > 0 && rate.prior->weight > 0)) {
        context.report(entry.path + ".rate.prior", "mean and weight of the prior of a rate are above 0");
    }
}

void check_size(RuleContext& context, EvidenceEntry const& entry, Size const& size) {
    if (auto const flaw = math::flaw(size.distribution)) {
        context.report(entry.path, *flaw);
    } else if (size.dimension == base::Dimension::excess) {
        context.report(entry.path + ".size", "an excess over a claim is no size",
                       "Say ratio: {as: excess, ...}");
    }
}

void check_ratio(RuleContext& context, EvidenceEntry const& entry, Ratio const& ratio) {
    if (auto const flaw = math::flaw(ratio.reference_class)) context.report(entry.path, *flaw);
    if (!ratio.observed.empty() && !entry.cases.empty()) {
        context.report(entry.path + ".cases", "the cases of an observed class are those observed",
                       "Leave cases out");
    }
}

/// A claim can be held against a class of the same unit only.
void check_normalised(RuleContext& context, EvidenceEntry const& entry) {
    if (!entry.normalised) return;
    std::optional<base::Dimension> dimension;
    if (auto const* ratio = std::get_if<Ratio>(&entry.value)) dimension = ratio->dimension;
    if (auto const* size = std::get_if<Size>(&entry.value)) dimension = size->dimension;
    base::Dimension needed = base::Dimension::share;
    if (*entry.normalised == Normalised::one_off_cost_to_saving) needed = base::Dimension::ratio;
    if (*entry.normalised == Normalised::months_to_complete) needed = base::Dimension::duration;
    bool const fits =
        dimension == needed || (needed == base::Dimension::share && dimension == base::Dimension::ratio);
    if (fits) return;
    context.report(
        entry.path + ".normalised",
        fmt::format("this measure is of the dimension {}, and the entry {}", base::name_of(needed),
                    dimension ? "of the dimension " + std::string{base::name_of(*dimension)} : "about cases"),
        "Use a ratio or a size in the unit of the measure");
}

bool is_measure(std::string const& text) {
    if (text.empty() || text == "steady_state") return true;
    std::string_view const year = "year ";
    if (!text.starts_with(year) || text.size() == year.size()) return false;
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(year.size()), text.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
}

void check_entry(RuleContext& context, EvidenceEntry const& entry) {
    if (!(entry.transferability >= 0 && entry.transferability <= 1)) {
        context.report(entry.path + ".transferability",
                       "transferability is a share from 0 % to 100 %, not " + percent(entry.transferability));
    }
    if (entry.prior) {
        if (!(entry.prior->mean > 0 && entry.prior->mean < 1)) {
            context.report(entry.path + ".prior.mean", "the mean lies between 0 % and 100 %, both excluded");
        }
        if (!(entry.prior->weight > 0) || !std::isfinite(entry.prior->weight)) {
            context.report(entry.path + ".prior.weight", "the weight is a number of cases above 0");
        }
    }
    if (!is_measure(entry.measured)) {
        context.report(entry.path + ".measured", quoted(entry.measured) + " is no time of measurement",
                       "Say steady_state or, for example, year 2");
    }
    bool const takes_prior =
        std::holds_alternative<Proportion>(entry.value) || std::holds_alternative<Counts>(entry.value);
    if (entry.prior && !takes_prior) {
        context.report(entry.path + ".prior", "this prior belongs to a proportion or to counts",
                       std::holds_alternative<Rate>(entry.value)
                           ? "Say within the rate, for example prior: {mean: 4% a year, weight: 20 years}"
                           : "Remove it");
    }
    check_normalised(context, entry);
    std::visit(
        [&](auto const& value) {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, Proportion>) {
                check_proportion(context, entry, value);
            } else if constexpr (std::is_same_v<Value, Counts>) {
                check_counts(context, entry, value);
            } else if constexpr (std::is_same_v<Value, Rate>) {
                check_rate(context, entry, value);
            } else if constexpr (std::is_same_v<Value, Size>) {
                check_size(context, entry, value);
            } else {
                check_ratio(context, entry, value);
            }
        },
        entry.value);
}

// -------------------------------------------------------------------------------------------------------------
// Uses

/// What a use is, and what of.
struct EvidencePlace {
    QuantityUse const& use;
    Quantity const& quantity;  ///< where the evidence is named: the shared quantity when the use names one
    EvidenceUse const& evidence;
    EvidenceEntry const& entry;

    [[nodiscard]] std::string const& path() const { return use.quantity->path; }
};

bool is_money(base::Dimension dimension) {
    return dimension == base::Dimension::money || dimension == base::Dimension::money_a_month ||
           dimension == base::Dimension::money_a_year;
}

void check_kind_of_size(RuleContext& context, EvidencePlace const& place, Size const& size) {
    if (size.dimension == place.quantity.dimension) return;
    context.report(place.path(),
                   fmt::format("evidence {} is of the dimension {}, and this number of the dimension {}",
                               quoted(place.entry.name), base::name_of(size.dimension),
                               base::name_of(place.quantity.dimension)),
                   "Use evidence of the same dimension");
}

void check_kind_of_class(RuleContext& context, EvidencePlace const& place, Ratio const& ratio) {
    math::ReferenceClass const& of = ratio.reference_class;
    base::Dimension const dimension = place.quantity.dimension;
    std::string const name = quoted(place.entry.name);
    bool const of_excess = of.scale == math::Scale::excess;
    bool const to_excess = dimension == base::Dimension::excess;
    if (of_excess != to_excess) {
        context.report(
            place.path(),
            of_excess ? "evidence " + name + " is about the excess over a claim, and here stands a " +
                            std::string{base::name_of(dimension)}
                      : "an overrun needs evidence about the excess over a claim, and " + name + " is not",
            of_excess ? "Use evidence without as: excess" : "Use evidence with as: excess");
        return;
    }
    bool const of_time = ratio.dimension == base::Dimension::duration;
    if (of_time != (dimension == base::Dimension::duration)) {
        context.report(place.path(),
                       fmt::format("evidence {} is of the dimension {}, and this number of the dimension {}",
                                   name, base::name_of(ratio.dimension), base::name_of(dimension)),
                       "Use evidence of the same dimension");
        return;
    }
    if (is_money(dimension)) {
        context.report(place.path(), "evidence " + name + " has no unit, and here stands money",
                       "Use an entry with size, or multiply by an amount");
        return;
    }
    if (dimension != base::Dimension::share) return;
    bool const passes = of.upper > 1 && !(of.cap && *of.cap <= 1);
    if (of.scale != math::Scale::share) {
        context.report(place.path(), "a share needs evidence that cannot pass 100 %, and " + name + " can",
                       "Use evidence with as: share");
    } else if (passes) {
        context.report(place.path(),
                       "a share cannot pass 100 %, and evidence " + name + " reaches " + percent(of.upper));
    }
}

void check_kind(RuleContext& context, EvidencePlace const& place) {
    std::string const name = quoted(place.entry.name);
    bool const counts = std::holds_alternative<Counts>(place.entry.value);
    if (auto const* ratio = std::get_if<Ratio>(&place.entry.value)) {
        if (place.use.probability && !place.use.operand) {
            context.report(place.path(), "a probability needs evidence of cases, and " + name + " is a ratio",
                           "Use an entry with proportion or counts");
            return;
        }
        check_kind_of_class(context, place, *ratio);
    } else if (auto const* size = std::get_if<Size>(&place.entry.value)) {
        if (place.use.probability) {
            context.report(place.path(), "a probability needs evidence of cases, and " + name + " is a size",
                           "Use an entry with proportion or counts");
            return;
        }
        check_kind_of_size(context, place, *size);
    } else if (std::holds_alternative<Rate>(place.entry.value)) {
        if (place.use.probability || place.quantity.dimension != base::Dimension::rate) {
            context.report(
                place.path(),
                fmt::format("evidence {} is a rate a year, and here stands a {}", name,
                            place.use.probability ? "probability" : base::name_of(place.quantity.dimension)),
                "Use it for a hazard, or use a proportion");
            return;
        }
    } else if (!place.use.probability) {
        context.report(
            place.path(),
            "evidence " + name + " says how often something happened, and here stands no probability",
            "Use an entry with ratio");
    }
    if (counts) {
        std::vector<std::string> outcomes;
        for (auto const& [outcome, count] : std::get<Counts>(place.entry.value).of)
            outcomes.push_back(outcome);
        if (place.evidence.outcome.empty()) {
            context.report(place.path(), "evidence " + name + " has several outcomes",
                           outcomes.empty() ? "" : "Say which: outcome: " + outcomes.front());
        } else {
            context.known(place.path(), "outcome", place.evidence.outcome, outcomes);
        }
    } else if (!place.evidence.outcome.empty()) {
        context.report(place.path(), "evidence " + name + " has no outcomes to choose from",
                       "Remove outcome");
    }
}

/// A pool needs a claim, and a weight that leaves something to both.
bool check_pool(RuleContext& context, EvidencePlace const& place) {
    if (!place.evidence.claim_weight) return true;
    double const weight = *place.evidence.claim_weight;
    if (!(weight > 0 && weight < 1)) {
        context.report(
            place.path(),
            "the weight of the claim lies between 0 % and 100 %, both excluded, not " + percent(weight),
            weight == 0 ? "Leave pool out" : "Say how far the claim itself is believed");
        return false;
    }
    if (std::holds_alternative<Counts>(place.entry.value)) {
        context.report(place.path(), "a share of counts cannot be pooled with a claim",
                       "Use a proportion, or change the counts");
        return false;
    }
    if (claim_at(place.quantity)) return true;
    context.report(place.path(), "a pool with the claim needs a claim, and nothing is claimed here",
                   "Add claim");
    return false;
}

/// Widened by how far it carries over and pooled, it must still be a distribution.
void check_widened(RuleContext& context, EvidencePlace const& place, double w) {
    bool const widens =
        std::holds_alternative<Ratio>(place.entry.value) || std::holds_alternative<Size>(place.entry.value);
    if (widens && w < math::kLeastTransferability) {
        context.report(place.path(),
                       fmt::format("a reference class that transfers at {} says nothing; the least is {}",
                                   percent(w), percent(math::kLeastTransferability)));
        return;
    }
    if (std::holds_alternative<Counts>(place.entry.value)) return;
    EvidenceEntry const remaining = without_own_case(place.entry, context.scenario.transaction.case_name);
    bool const sound = std::holds_alternative<math::Distribution>(distribution_of(remaining, {1, {}, {}}));
    if (widens && !sound) return;  // reported where the entry stands
    auto const said = distribution_of(remaining, place.evidence, place.quantity);
    if (auto const* flaw = std::get_if<math::Flaw>(&said)) {
        context.report(place.path(), fmt::format("evidence {}, transferred at {}: {}",
                                                 quoted(place.entry.name), percent(w), flaw->reason));
    }
}

/// A scenario that retells a case is not judged by its own outcome.
void check_own_case(RuleContext& context, EvidencePlace const& place) {
    Transaction const& transaction = context.scenario.transaction;
    if (!rests_on(place.entry, transaction.case_name)) return;
    if (can_leave_out(place.entry, transaction.case_name)) {
        EvidenceEntry const remaining = without_own_case(place.entry, transaction.case_name);
        auto const* ratio = std::get_if<Ratio>(&remaining.value);
        if (ratio == nullptr) return;
        std::vector<double> values;
        values.reserve(ratio->observed.size());
        for (auto const& [name, value] : ratio->observed) values.push_back(value);
        auto const fitted =
            math::fit_observed(values, ratio->reference_class.scale, ratio->reference_class.upper);
        if (auto const* reason = std::get_if<std::string>(&fitted)) {
            context.report(place.path(), fmt::format("evidence {} without this scenario's own case: {}",
                                                     quoted(place.entry.name), *reason));
        }
        return;
    }
    if (transaction.hindsight) return;
    context.report(
        place.path(),
        fmt::format("evidence {} rests on this scenario's own case, which cannot be taken out of it",
                    quoted(place.entry.name)),
        "State its cases under observed, use other evidence, or say hindsight: yes in transaction");
}

void check_strength(RuleContext& context, EvidencePlace const& place) {
    double const w = place.evidence.transferability.value_or(place.entry.transferability);
    if (!(w >= 0 && w <= 1)) {
        // The entry's own is reported where it stands.
        if (place.evidence.transferability) {
            context.report(place.path(), "transferability is a share from 0 % to 100 %, not " + percent(w));
        }
        return;
    }
    if (!check_pool(context, place)) return;
    bool const of_cases = std::holds_alternative<Proportion>(place.entry.value) ||
                          std::holds_alternative<Counts>(place.entry.value);
    if (!of_cases) {
        check_widened(context, place, w);
        return;
    }
    EvidenceEntry const remaining = without_own_case(place.entry, context.scenario.transaction.case_name);
    double const cases = cases_in(remaining);
    if (!(cases > 0)) {
        if (!(cases_in(place.entry) > 0)) return;  // reported where the entry stands
        context.report(
            place.path(),
            fmt::format("evidence {} has no case but this scenario's own", quoted(place.entry.name)),
            "Judge the deal by other cases");
        return;
    }
    // Products such as 0.7 times 30 may round to a bit below the whole number.
    constexpr double kRounding = 1e-12;
    if (!place.entry.prior && w * cases < math::kCasesThatSpeak * (1 - kRounding)) {
        context.report(
            place.path(),
            fmt::format("evidence {} is worth {} cases here (transferability times cases), too few to "
                        "speak for themselves",
                        quoted(place.entry.name), number(w * cases)),
            "State in the entry what to assume otherwise, for example prior: {mean: 20%, weight: 4}");
        return;
    }
    if (place.evidence.claim_weight) check_widened(context, place, w);
}

void check_date(RuleContext& context, EvidencePlace const& place) {
    Transaction const& transaction = context.scenario.transaction;
    if (transaction.hindsight || !place.entry.as_of || *place.entry.as_of <= transaction.valuation_date)
        return;
    context.report(
        place.path(),
        fmt::format("evidence {} was not known before {}, and the valuation date is {}",
                    quoted(place.entry.name), date(*place.entry.as_of), date(transaction.valuation_date)),
        "Use earlier evidence, or say hindsight: yes in transaction");
}

/// The probability of an event may rest on cases that had come as far, and on no others.
void check_condition(RuleContext& context, EvidencePlace const& place) {
    std::string const& given = place.entry.given;
    if (given.empty() || !place.use.probability) return;
    if (place.use.depends_on_completion && (given == "completion" || given == "completed")) return;
    if (place.use.stage != nullptr) {
        Stage const& stage = *place.use.stage;
        if (given == stage.name || given == stage.label) return;
        if (given == place.use.track->name + "." + stage.name) return;
        if (place.use.used != nullptr && given == place.use.used->name + "." + stage.name) return;
    }
    context.report(place.path(),
                   fmt::format("evidence {} is about cases that had reached {}, and this happens elsewhere",
                               quoted(place.entry.name), quoted(given)),
                   "Use it where these cases were counted");
}

// -------------------------------------------------------------------------------------------------------------
// Overlaps

std::string_view words_for(Mechanism mechanism) {
    switch (mechanism) {
        case Mechanism::delay:
            return "delay";
        case Mechanism::disruption:
            return "disruption";
        case Mechanism::attrition:
            return "attrition";
        case Mechanism::risks:
            return "risks";
        case Mechanism::additionality:
            return "additionality";
    }
    return "";
}

/// Mechanisms that the option models on its own and that change what the evidence is about.
struct Modelled {
    bool delay = false;
    bool disruption = false;
    bool attrition = false;
    bool risks = false;
    bool additionality = false;

    [[nodiscard]] bool has(Mechanism mechanism) const {
        switch (mechanism) {
            case Mechanism::delay:
                return delay;
            case Mechanism::disruption:
                return disruption;
            case Mechanism::attrition:
                return attrition;
            case Mechanism::risks:
                return risks;
            case Mechanism::additionality:
                return additionality;
        }
        return false;
    }
};

Modelled modelled_by(Option const& option) {
    Modelled modelled;
    modelled.delay = option.route.has_value();
    modelled.disruption = !option.dips.empty();
    modelled.attrition = option.workforce.has_value();
    modelled.risks = !option.risks.empty();
    return modelled;
}

/// `part` is what `quantity` names or comes from.
void check_overlap_of(RuleContext& context, Quantity const& quantity, Quantity const& part,
                      Modelled const& modelled) {
    auto const* use = std::get_if<EvidenceUse>(&part.value);
    if (use == nullptr) return;
    EvidenceEntry const* entry = find_named(context.scenario.evidence, use->entry);
    if (entry == nullptr) return;
    if (use->overlap_accepted) {
        bool const explained = !quantity.provenance.note.empty() || !part.provenance.note.empty();
        if (!explained) {
            context.report(quantity.path, "an accepted overlap needs a note that says why", "Add a note");
        }
        return;
    }
    for (Mechanism const mechanism : entry->covers) {
        if (!modelled.has(mechanism)) continue;
        context.report(quantity.path,
                       fmt::format("evidence {} contains {} already, and the option models it, too: the same "
                                   "shortfall would count twice",
                                   quoted(entry->name), words_for(mechanism)),
                       "Leave one of the two out, or say overlap: accepted with a note");
    }
}

void check_overlap(RuleContext& context, std::optional<Quantity> const& quantity, Modelled const& modelled) {
    if (!quantity) return;
    for (Quantity const* part : parts_of(context.scenario, *quantity))
        check_overlap_of(context, *quantity, *part, modelled);
}

}  // namespace

void check_evidence_entries(RuleContext& context) {
    for (EvidenceEntry const& entry : context.scenario.evidence) check_entry(context, entry);
    for (OptimismBias const& bias : context.scenario.optimism_bias) {
        if (!bias.capital && !bias.duration && !bias.operating) {
            context.report(bias.path, "no uplift is stated", "Say capital, duration or operating");
        }
        for (auto const& [bounds, name] : {std::pair{bias.capital, "capital"},
                                           {bias.duration, "duration"},
                                           {bias.operating, "operating"}}) {
            if (!bounds || bounds->lower <= bounds->upper) continue;
            context.report(bias.path + "." + name,
                           fmt::format("the lower bound ({}) is above the upper one ({})",
                                       percent(bounds->lower), percent(bounds->upper)));
        }
    }
}

void check_evidence_use(RuleContext& context, QuantityUse const& use) {
    Quantity const* resolved = resolve(context.scenario, *use.quantity);
    if (resolved == nullptr) return;
    auto const* evidence = std::get_if<EvidenceUse>(&resolved->value);
    if (evidence == nullptr) return;
    EvidenceEntry const* entry = find_named(context.scenario.evidence, evidence->entry);
    bool const is_definition = resolved == use.quantity;
    if (entry == nullptr) {
        if (is_definition) {
            context.known(use.quantity->path, "evidence", evidence->entry,
                          names_of(context.scenario.evidence));
        }
        return;
    }
    EvidencePlace const place{use, *resolved, *evidence, *entry};
    // A shared quantity or a term fits or not where it is used: as a probability, as a size.
    auto const defines = [&](std::vector<NamedQuantity> const& list) {
        return std::any_of(list.begin(), list.end(),
                           [&](NamedQuantity const& named) { return &named.quantity == resolved; });
    };
    bool const is_term = use.option != nullptr && defines(use.option->terms);
    bool const shared_definition = is_definition && (is_term || defines(context.scenario.quantities));
    if (!shared_definition) {
        check_kind(context, place);
        check_condition(context, place);
    }
    if (is_definition) {
        check_strength(context, place);
        check_own_case(context, place);
        check_date(context, place);
    }
}

namespace {

/// An uplift stands alone: neither on a claim whose overrun is drawn, nor beside risks that are drawn.
void check_uplift(RuleContext& context, Option const& option, CostLine const& line) {
    if (!line.uplift) return;
    Uplift const& uplift = *line.uplift;
    bool const known = context.known(uplift.path + ".class", "optimism bias", uplift.class_name,
                                     names_of(context.scenario.optimism_bias));
    if (known && !uplift_of(context.scenario, line)) {
        context.report(uplift.path,
                       fmt::format("optimism bias {} says nothing about {}", quoted(uplift.class_name),
                                   line.kind == LineKind::one_off ? "capital" : "operating cost"),
                       line.kind == LineKind::one_off ? "Use a class with capital"
                                                      : "Use a class with operating, or kind: one_off");
    }
    OptimismBias const* bias = find_named(context.scenario.optimism_bias, uplift.class_name);
    Transaction const& transaction = context.scenario.transaction;
    bool const late = bias != nullptr && bias->as_of && *bias->as_of > transaction.valuation_date;
    if (late && !transaction.hindsight) {
        context.report(uplift.path,
                       fmt::format("optimism bias {} was not known before {}, and the valuation date is {}",
                                   quoted(bias->name), date(*bias->as_of), date(transaction.valuation_date)),
                       "Use an earlier one, or say hindsight: yes in transaction");
    }
    if (!(uplift.mitigated >= 0 && uplift.mitigated <= 1)) {
        context.report(uplift.path + ".mitigated",
                       "the mitigated share lies from 0 % to 100 %, not " + percent(uplift.mitigated));
    }
    if (line.overrun) {
        context.report(uplift.path, "a line has an overrun or an uplift for optimism bias, not both",
                       "Both say that the claim is too low: leave one out");
    }
    if (option.risks.empty()) return;
    if (!uplift.overlap_accepted) {
        context.report(uplift.path,
                       "an uplift for optimism bias contains risks already, and the option has a risk "
                       "register, too: the same would count twice",
                       "Leave one of the two out, or say overlap: accepted with a note");
    } else if (uplift.note.empty() && line.provenance.note.empty()) {
        context.report(uplift.path, "an accepted overlap needs a note that says why", "Add a note");
    }
}

}  // namespace

void check_overlaps(RuleContext& context, Option const& option) {
    Modelled const modelled = modelled_by(option);
    for (CostLine const& line : option.costs) {
        check_uplift(context, option, line);
        // A delay makes only costs grow that run for as long as it lasts.
        Modelled for_line = modelled;
        for_line.delay = modelled.delay && line.form != AmountForm::total;
        check_overlap(context, line.amount, for_line);
        check_overlap(context, line.overrun, for_line);
    }
    for (BenefitLine const& line : option.benefits) {
        Modelled for_line = modelled;
        for_line.additionality = line.merger_specific.has_value();
        check_overlap(context, line.annual, for_line);
        check_overlap(context, line.realised, for_line);
    }
    if (option.lasting) {
        Modelled beyond_delay = modelled;
        beyond_delay.delay = false;
        for (auto const* side : {&option.lasting->gain, &option.lasting->loss}) {
            if (!*side) continue;
            check_overlap(context, (*side)->probability, beyond_delay);
            check_overlap(context, (*side)->size, beyond_delay);
        }
    }
}

}  // namespace mergerisk::model
