// Rules of evidence: what an entry must be, and what it may be used for.

#include "engine/math/posterior.h"
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
    std::visit(
        [&](auto const& value) {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, Proportion>) {
                check_proportion(context, entry, value);
            } else if constexpr (std::is_same_v<Value, Counts>) {
                check_counts(context, entry, value);
            } else if (auto const flaw = math::flaw(value.reference_class)) {
                context.report(entry.path, *flaw);
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

void check_kind_of_class(RuleContext& context, EvidencePlace const& place, math::ReferenceClass const& of) {
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
    if (dimension != base::Dimension::share) return;
    if (of.scale != math::Scale::share) {
        context.report(place.path(), "a share needs evidence that cannot pass 100 %, and " + name + " can",
                       "Use evidence with as: share");
    } else if (of.upper > 1) {
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
        check_kind_of_class(context, place, ratio->reference_class);
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

/// Widened by how far it carries over, a class must still be a distribution.
void check_widened(RuleContext& context, EvidencePlace const& place, math::ReferenceClass of, double w) {
    if (w < math::kLeastTransferability) {
        context.report(place.path(),
                       fmt::format("a reference class that transfers at {} says nothing; the least is {}",
                                   percent(w), percent(math::kLeastTransferability)));
        return;
    }
    if (math::flaw(of)) return;  // reported where the entry stands
    of.transferability = w;
    if (auto const flaw = math::flaw(of)) {
        context.report(place.path(), fmt::format("evidence {}, transferred at {}: {}",
                                                 quoted(place.entry.name), percent(w), *flaw));
    }
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
    if (auto const* ratio = std::get_if<Ratio>(&place.entry.value)) {
        check_widened(context, place, ratio->reference_class, w);
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
    }
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
        check_date(context, place);
    }
}

void check_overlaps(RuleContext& context, Option const& option) {
    Modelled const modelled = modelled_by(option);
    for (CostLine const& line : option.costs) {
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
