// What the answer rests on: assumptions, evidence, dependence, what was left open.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace mergerisk::view {

namespace {

Column words(std::string title, Place place = Place::cell) {
    return {std::move(title), "", Kind::text, Interval::left_out, place, ""};
}

Column figures(std::string title, Kind kind = Kind::number) {
    return {std::move(title), "", kind, Interval::left_out, Place::cell, ""};
}

Cell figure(std::optional<double> const& value, results::Assumption const& one) {
    return cell_of(value, is_percentage(one.unit) ? Kind::share : Kind::number);
}

/// A constant has no percentiles worth a column.
Cell spread(std::optional<double> const& value, results::Assumption const& one) {
    return one.p10 == one.p90 ? Cell() : figure(value, one);
}

Exhibit assumptions(Context const& context) {
    std::vector<results::Assumption> const& all = context.run.assumptions;
    auto const judged = static_cast<std::uint64_t>(
        std::count_if(all.begin(), all.end(), [](auto const& one) { return one.basis == "judgement"; }));
    auto const unsourced = static_cast<std::uint64_t>(std::count_if(
        all.begin(), all.end(), [](auto const& one) { return one.source.empty() && one.basis.empty(); }));
    Exhibit exhibit;
    exhibit.id = "assumptions";
    exhibit.title =
        fmt::format("{}: {} on judgement, {} no source", counted(all.size(), "assumption", "assumptions"),
                    counted(judged, "rests", "rest"), counted(unsourced, "has", "have"));
    exhibit.subtitle = "What each number is in the claim and in the simulation, with its source";
    Table table;
    table.caption = "Assumption register";
    table.columns = {words("Assumption"),
                     words("Distribution"),
                     words("Unit"),
                     figures("Claimed"),
                     figures("Mean"),
                     figures("P10"),
                     figures("P50"),
                     figures("P90"),
                     words("Path", Place::detail),
                     words("Source", Place::detail),
                     words("Basis", Place::detail),
                     words("Note", Place::detail),
                     words("Owner", Place::detail)};
    for (results::Assumption const& one : all) {
        table.rows.push_back({one.label.empty() ? clean(one.path) : capitalised(clean(one.label)),
                              clean(one.distribution), unit_beside_percent(one.unit),
                              figure(one.claimed, one), figure(one.mean, one), spread(one.p10, one),
                              spread(one.p50, one), spread(one.p90, one), clean(one.path), clean(one.source),
                              clean(one.basis), clean(one.note), clean(one.owner)});
    }
    exhibit.tables.push_back(std::move(table));
    exhibit.source =
        "The scenario and the libraries that it uses; the path says where each number is written.";
    exhibit.error_note = "Computed from the distributions, without simulation error.";
    exhibit.how_to_read =
        "“Claimed” is what the case for the transaction says; the simulation draws from the distribution. In "
        "80 of "
        "100 futures a number lies between P10 and P90.";
    return exhibit;
}

std::string evidence_title(std::vector<results::EvidenceUsed> const& evidence) {
    std::vector<results::EvidenceUsed const*> late;
    results::EvidenceUsed const* weakest = nullptr;
    for (results::EvidenceUsed const& entry : evidence) {
        if (entry.hindsight) late.push_back(&entry);
        if (weakest == nullptr || entry.transferability < weakest->transferability) weakest = &entry;
    }
    if (weakest == nullptr) return "No evidence library was used";
    Units const none;
    return fmt::format(
        "{}; the least transferable, “{}”, counts at {}{}",
        counted(evidence.size(), "piece of evidence was used", "pieces of evidence were used"),
        clean_short(weakest->label.empty() ? humanised(weakest->name) : weakest->label, 80),
        write(exactly(weakest->transferability), Kind::share, none),
        late.empty() ? ""
                     : fmt::format("; {} later than the valuation date", counted(late.size(), "is", "are")));
}

Exhibit evidence(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "evidence";
    exhibit.title = evidence_title(context.run.evidence);
    exhibit.subtitle = "Base rates and reference classes: what happened to such claims elsewhere";
    Table table;
    table.caption = "Evidence used";
    table.columns = {words("Evidence"),
                     words("Measure"),
                     figures("Transferability", Kind::share),
                     words("As of"),
                     words("Basis"),
                     words("Hindsight"),
                     words("Population", Place::detail),
                     words("Sample", Place::detail),
                     words("Source", Place::detail),
                     words("Caveat", Place::detail),
                     words("Cap", Place::detail)};
    for (results::EvidenceUsed const& entry : context.run.evidence) {
        table.rows.push_back({clean(entry.label.empty() ? humanised(entry.name) : entry.label),
                              clean(entry.measure), exactly(entry.transferability), clean(entry.as_of),
                              clean(entry.basis), std::string(entry.hindsight ? "yes" : "no"),
                              clean(entry.population), clean(entry.sample), clean(entry.source),
                              clean(entry.caveat), clean(entry.cap)});
    }
    exhibit.tables.push_back(std::move(table));
    exhibit.source = "The evidence library of the scenario; each entry names its own source.";
    exhibit.error_note = "The spread of the evidence is drawn in every future; it is not a simulation error.";
    exhibit.how_to_read =
        "Transferability is how far the cases count for this one: 100% as if they were about it; less makes "
        "the range "
        "wider. “Hindsight” marks evidence that was not known at the valuation date.";
    return exhibit;
}

Exhibit forms(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "forms";
    exhibit.title = fmt::format("{} what {} not say from an organisational form of the library",
                                counted(context.run.forms.size(), "option takes", "options take"),
                                context.run.forms.size() == 1 ? "it does" : "they do");
    exhibit.subtitle = "Sections that the form fills in, and what its numbers rest on";
    Table table;
    table.caption = "Typical lines of organisational forms";
    table.columns = {words("Option"),
                     words("Form"),
                     words("Sections taken"),
                     words("Rests on", Place::detail),
                     words("Caveat", Place::detail),
                     words("Source", Place::detail),
                     words("Basis", Place::detail)};
    for (results::FormUsed const& form : context.run.forms) {
        std::vector<std::string> sections;
        sections.reserve(form.sections.size());
        for (std::string const& section : form.sections) sections.push_back(clean(section));
        table.rows.push_back({clean(label_of(context.run, form.option)),
                              clean(form.label.empty() ? humanised(form.name) : form.label), listed(sections),
                              clean(form.evidence), clean(form.caveat), clean(form.source),
                              clean(form.basis)});
    }
    exhibit.tables.push_back(std::move(table));
    exhibit.source = "The library of organisational forms; the register above has each of their numbers.";
    exhibit.error_note = "No simulation is involved.";
    exhibit.how_to_read =
        "Typical lines describe a form in general, not this case. Whoever knows better writes the line into "
        "the option, and it stands instead.";
    return exhibit;
}

Exhibit dependence(Context const& context) {
    results::Dependence const& all = context.run.dependence;
    Exhibit exhibit;
    exhibit.id = "dependence";
    exhibit.title = fmt::format("{} correlated; {} independent",
                                counted(all.pairs.size(), "pair of numbers is", "pairs of numbers are"),
                                counted(all.independent.size(), "number is", "numbers are"));
    exhibit.subtitle = "Rank correlation (Spearman’s) as stated and as the numbers themselves have it";
    Table pairs;
    pairs.caption = "What is correlated";
    pairs.columns = {words("Number"), words("with"), figures("Stated"), figures("Achieved")};
    for (results::Dependence::Pair const& pair : all.pairs)
        pairs.rows.push_back(
            {clean(pair.first), clean(pair.second), exactly(pair.stated), cell_of(pair.achieved)});
    Table independent;
    independent.caption = "What is independent of everything else";
    independent.columns = {words("Number")};
    for (std::string const& address : all.independent) independent.rows.push_back({clean(address)});
    Table shared;
    shared.caption = "What options share: the same luck in each of them";
    shared.columns = {words("Number"), words("Options")};
    for (results::Dependence::Shared const& one : all.shared_between_options) {
        std::vector<std::string> labels;
        for (std::string const& option : one.options) labels.push_back(clean(label_of(context.run, option)));
        shared.rows.push_back({clean(one.address), listed(labels)});
    }
    exhibit.tables = {std::move(pairs), std::move(independent), std::move(shared)};
    exhibit.source = "The correlations of the scenario. What none of them names is independent, on purpose.";
    exhibit.error_note = "Computed from the distributions, without simulation error.";
    exhibit.how_to_read =
        "Numbers that move together make good futures better and bad ones worse. What options share affects "
        "which of "
        "them is better in how many futures, not their means.";
    return exhibit;
}

Exhibit defaults(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "defaults";
    exhibit.title = fmt::format("{} left open by the scenario",
                                counted(context.run.defaults.size(), "choice was", "choices were"));
    exhibit.subtitle = "What was taken where the scenario says nothing";
    Table table;
    table.caption = "Defaults taken";
    table.columns = {words("Path"), words("What was taken")};
    for (results::DefaultTaken const& one : context.run.defaults)
        table.rows.push_back({clean(one.path), clean(one.what)});
    exhibit.tables.push_back(std::move(table));
    exhibit.source = "The rules of the scenario language.";
    exhibit.error_note = "No simulation is involved.";
    exhibit.how_to_read = "Write the key into the scenario to choose otherwise.";
    return exhibit;
}

}  // namespace

Section make_register(Context const& context) {
    Section section;
    section.id = "basis";
    section.title = "What the answer rests on";
    if (!context.run.assumptions.empty()) section.exhibits.push_back(assumptions(context));
    if (!context.run.evidence.empty()) section.exhibits.push_back(evidence(context));
    if (!context.run.forms.empty()) section.exhibits.push_back(forms(context));
    section.exhibits.push_back(dependence(context));
    if (!context.run.defaults.empty()) section.exhibits.push_back(defaults(context));
    return section;
}

}  // namespace mergerisk::view
