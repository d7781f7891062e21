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

/// What is known of a part of the document, by its path.
struct Part {
    std::string label;  ///< in words; its name where it has no label
    model::Provenance provenance;
};

using Parts = std::map<std::string, Part>;

template <class Record>
void add(Parts& parts, Record const& record) {
    parts[record.path] = {record.label.empty() ? spaced(record.name) : record.label, record.provenance};
}

void add_track(Parts& parts, model::Track const& track) {
    add(parts, track);
    for (model::Stage const& stage : track.stages) add(parts, stage);
}

void add_option(Parts& parts, model::Option const& option) {
    add(parts, option);
    for (model::CostLine const& line : option.costs) add(parts, line);
    for (model::BenefitLine const& line : option.benefits) add(parts, line);
    for (model::SupportLine const& line : option.support) add(parts, line);
    for (model::Risk const& risk : option.risks) add(parts, risk);
    for (model::Dip const& dip : option.dips) parts[dip.path] = {spaced(dip.name), dip.provenance};
    if (option.lasting) parts[option.lasting->path] = {"lasting productivity", option.lasting->provenance};
    if (option.workforce) parts[option.workforce->path] = {"workforce", option.workforce->provenance};
    if (!option.route) return;
    for (model::Route::UsedTrack const& used : option.route->tracks) {
        if (used.library_name.empty()) add_track(parts, used.track);
    }
}

Parts parts_of(model::Scenario const& scenario) {
    Parts parts;
    for (model::Track const& track : scenario.routes) add_track(parts, track);
    for (model::NamedQuantity const& named : scenario.quantities) {
        parts[named.quantity.path] = {named.label.empty() ? spaced(named.name) : named.label, {}};
    }
    for (model::Driver const& driver : scenario.drivers) {
        parts[driver.path] = {driver.label.empty() ? spaced(driver.name) : driver.label, {}};
    }
    for (model::Party const& party : scenario.parties) add(parts, party);
    for (model::Option const& option : scenario.options) add_option(parts, option);
    return parts;
}

/// The parts that a path lies in, outermost first, and how many characters of the path the last one covers.
struct Within {
    std::vector<Part const*> parts;
    std::size_t covered = 0;
};

Within parts_around(Parts const& parts, std::string const& path) {
    Within within;
    for (std::size_t end = path.find('.');; end = path.find('.', end + 1)) {
        std::size_t const length = end == std::string::npos ? path.size() : end;
        auto const found = parts.find(path.substr(0, length));
        if (found != parts.end()) {
            within.parts.push_back(&found->second);
            within.covered = length;
        }
        if (end == std::string::npos) return within;
    }
}

/// "One foundation trust: Restructuring, overrun"
std::string label_of(Within const& within, std::string const& path) {
    std::vector<std::string> words;
    if (!within.parts.empty()) words.push_back(within.parts.front()->label);
    if (within.parts.size() > 1) words.push_back(within.parts.back()->label);
    std::string rest = path.substr(within.covered);
    std::string word;
    for (char const c : rest + ".") {
        if (c != '.') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(spaced(word));
            word.clear();
        }
    }
    std::string label;
    for (std::size_t i = 0; i < words.size(); ++i) label += (i == 0 ? "" : i == 1 ? ": " : ", ") + words[i];
    return label;
}

bool says_nothing(model::Provenance const& provenance) {
    return provenance.source.empty() && provenance.basis.empty();
}

/// Its own, else that of the evidence, else of the nearest part around it.
model::Provenance provenance_of(model::Quantity const& quantity, model::EvidenceEntry const* entry,
                                Within const& within) {
    model::Provenance provenance = quantity.provenance;
    auto const fall_back = [&](model::Provenance const& from) {
        if (!says_nothing(provenance)) return;
        provenance.source = from.source;
        provenance.basis = from.basis;
        if (provenance.note.empty()) provenance.note = from.note;
        if (provenance.owner.empty()) provenance.owner = from.owner;
    };
    if (entry != nullptr) fall_back(entry->provenance);
    for (auto part = within.parts.rbegin(); part != within.parts.rend(); ++part)
        fall_back((*part)->provenance);
    return provenance;
}

model::EvidenceEntry const* entry_of(model::Scenario const& scenario, model::Quantity const& quantity) {
    auto const* use = std::get_if<model::EvidenceUse>(&quantity.value);
    return use == nullptr ? nullptr : model::find_named(scenario.evidence, use->entry);
}

/// The plan's quantities by the path where they were written.
std::map<std::string, std::size_t> compiled_by_path(plan::Plan const& plan) {
    std::map<std::string, std::size_t> by_path;
    for (std::size_t i = 0; i < plan.quantities.size(); ++i) by_path.emplace(plan.quantities[i].path, i);
    return by_path;
}

void add_numbers(Assumption& assumption, plan::Quantity const& quantity, math::Distribution const& marginal) {
    constexpr double kScoreOf90 = 1.2815515655446004;  // Phi(1.28155...) = 0.9
    assumption.claimed = quantity.claimed;
    assumption.mean = quantity.expected;
    assumption.p10 = math::quantile(marginal, -kScoreOf90);
    assumption.p50 = math::quantile(marginal, 0);
    assumption.p90 = math::quantile(marginal, kScoreOf90);
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
    summary.perspective = from.perspective == model::Perspective::society ? "society" : "acquirer";
    summary.hindsight = from.hindsight;
    summary.source = from.provenance.source;
    return summary;
}

std::vector<Assumption> assumptions_of(model::Scenario const& scenario, compile::Result const& compiled) {
    EXPECTS(compiled.marginals.size() == compiled.plan.quantities.size());
    Parts const parts = parts_of(scenario);
    std::map<std::string, std::size_t> const by_path = compiled_by_path(compiled.plan);
    std::vector<Assumption> assumptions;
    std::set<std::string> seen;
    model::for_each_quantity(scenario, [&](model::QuantityUse const& use) {
        model::Quantity const& quantity = *use.quantity;
        if (!seen.insert(quantity.path).second) return;
        Within const within = parts_around(parts, quantity.path);
        model::EvidenceEntry const* const entry = entry_of(scenario, quantity);
        model::Provenance const provenance = provenance_of(quantity, entry, within);
        Assumption assumption;
        assumption.path = quantity.path;
        assumption.label = label_of(within, quantity.path);
        assumption.unit = unit_of(quantity.dimension, scenario.transaction.money_label);
        assumption.distribution = in_words(quantity, entry == nullptr ? 1 : entry->transferability);
        assumption.source = provenance.source;
        assumption.basis = provenance.basis;
        assumption.note = provenance.note;
        assumption.owner = provenance.owner;
        // A name without a claim of its own is the shared quantity itself.
        model::Quantity const* const shared = model::resolve(scenario, quantity);
        auto found = by_path.find(quantity.path);
        if (found == by_path.end() && shared != nullptr) found = by_path.find(shared->path);
        if (found != by_path.end()) {
            add_numbers(assumption, compiled.plan.quantities[found->second],
                        compiled.marginals[found->second]);
        }
        assumptions.push_back(std::move(assumption));
    });
    return assumptions;
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
