#include "engine/results/register.h"

#include "engine/base/contract.h"
#include "engine/math/distribution.h"
#include "engine/model/lookup.h"
#include "engine/results/words.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace mergerisk::results {

namespace {

model::EvidenceEntry const* entry_of(model::Scenario const& scenario, model::Quantity const& quantity) {
    auto const* use = std::get_if<model::EvidenceUse>(&quantity.value);
    return use == nullptr ? nullptr : model::find_named(scenario.evidence, use->entry);
}

}  // namespace

TransactionSummary transaction_of(model::Scenario const& scenario) {
    model::Transaction const& from = scenario.transaction;
    TransactionSummary summary;
    summary.name = from.name;
    summary.money_label = from.money_label;
    summary.currency = from.currency;
    summary.prices = from.prices == model::Prices::real ? "real" : "nominal";
    summary.valuation_date = iso_date(from.valuation_date);
    summary.horizon_months = from.horizon_months;
    summary.discount_rate = from.discount_rate.empty() ? 0 : from.discount_rate.front().rate;
    summary.materiality = from.materiality;
    summary.perspective = from.perspective == model::Perspective::acquirer ? "acquirer" : "society";
    summary.hindsight = from.hindsight;
    summary.source = from.provenance.source;
    return summary;
}

std::vector<EvidenceUsed> evidence_of(model::Scenario const& scenario) {
    std::map<std::string, std::set<double>> uses;  // transferabilities by entry
    model::for_each_quantity(scenario, [&](model::QuantityUse const& use) {
        model::EvidenceEntry const* const entry = entry_of(scenario, *use.quantity);
        if (entry == nullptr) return;
        auto const& evidence = std::get<model::EvidenceUse>(use.quantity->value);
        uses[entry->name].insert(evidence.transferability.value_or(entry->transferability));
    });
    std::vector<EvidenceUsed> all;
    for (model::EvidenceEntry const& stated : scenario.evidence) {
        model::EvidenceEntry const entry = model::without_own_case(stated, scenario.transaction.case_name);
        for (double const transferability : uses[entry.name]) {
            EvidenceUsed used;
            used.name = entry.name;
            used.label = entry.label;
            used.measure = measure_of(entry);
            used.transferability = transferability;
            used.source = entry.provenance.source;
            used.as_of = entry.as_of ? iso_date(*entry.as_of) : "";
            used.basis = entry.provenance.basis;
            used.population = entry.population;
            used.sample = entry.sample;
            used.caveat = entry.caveat;
            used.cap = cap_of(entry, transferability);
            used.hindsight = entry.as_of && *entry.as_of > scenario.transaction.valuation_date;
            all.push_back(std::move(used));
        }
    }
    return all;
}

std::vector<FormUsed> forms_of(model::Scenario const& scenario) {
    std::vector<FormUsed> all;
    for (model::Option const& option : scenario.options) {
        model::Form const* const form = model::find_named(scenario.forms, option.form);
        if (form == nullptr || option.typical.empty()) continue;
        FormUsed used;
        used.name = form->name;
        used.label = form->label;
        used.option = option.name;
        used.sections = option.typical;
        used.evidence = form->evidence;
        used.caveat = form->caveat;
        used.source = form->provenance.source;
        used.basis = form->provenance.basis;
        all.push_back(std::move(used));
    }
    return all;
}

Dependence dependence_of(compile::Notes const& notes) {
    Dependence dependence;
    for (compile::RankCorrelation const& pair : notes.correlations) {
        dependence.pairs.push_back({pair.first, pair.second, pair.stated, pair.normal_score, pair.achieved});
    }
    dependence.independent = notes.independent;
    for (compile::SharedDraw const& shared : notes.shared) {
        dependence.shared_between_options.push_back({shared.address, shared.options});
    }
    return dependence;
}

std::vector<std::string> notes_of(std::span<EvidenceUsed const> evidence, compile::Notes const& notes) {
    std::vector<std::string> all;
    std::string late;
    for (EvidenceUsed const& used : evidence) {
        std::string const entry = used.name + " (" + used.as_of + ")";
        bool const again = late.find(entry) != std::string::npos;
        if (used.hindsight && !again) late += (late.empty() ? "" : ", ") + entry;
    }
    if (!late.empty()) all.push_back("Evidence later than the valuation date is used: " + late);
    all.insert(all.end(), notes.remarks.begin(), notes.remarks.end());
    return all;
}

}  // namespace mergerisk::results
