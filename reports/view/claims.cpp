// Claims held against what happened elsewhere.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace mergerisk::view {

namespace {

/// Which way an outturn is worse than the claim.
enum class Worse : std::uint8_t { above, below, neither };

Worse worse_side(std::string_view unit) {
    if (unit.starts_with("share over") || unit == "months") return Worse::above;
    if (unit == "share") return Worse::below;
    return Worse::neither;
}

/// The place at which the value of the class with that probability stands in a curve.
double at(results::Curve const& curve, double probability) {
    std::size_t nearest = 0;
    for (std::size_t i = 0; i < results::kCurveProbabilities.size(); ++i) {
        if (std::fabs(results::kCurveProbabilities[i] - probability) <
            std::fabs(results::kCurveProbabilities[nearest] - probability))
            nearest = i;
    }
    return curve.at(nearest);
}

constexpr std::size_t kLongestOption = 40;
constexpr double kLow = 0.1;
constexpr double kMiddle = 0.5;
constexpr double kHigh = 0.9;

/// Two significant digits of what is typical of the class: evidence supports no more.
Number figure(double value, results::Curve const& curve, std::string_view unit) {
    constexpr int kDigits = 2;
    constexpr double kPercent = 100;
    bool const percent = is_percentage(unit);
    double const typical =
        std::max({std::fabs(at(curve, kLow)), std::fabs(at(curve, kMiddle)), std::fabs(at(curve, kHigh))});
    Number number = exactly(value, percent ? Kind::share : Kind::number);
    number.place = place_of(percent ? kPercent * typical : typical, kDigits);
    return number;
}

std::string with_unit(double value, std::string_view unit) {
    Units const none;
    if (is_percentage(unit)) return write(exactly(value), Kind::share, none);
    return write(exactly(value), Kind::number, none) + (unit.empty() ? "" : " " + clean(unit));
}

results::EvidenceUsed const* entry_of(results::Run const& run, results::EvidenceUse const& use) {
    results::EvidenceUsed const* found = nullptr;
    for (results::EvidenceUsed const& entry : run.evidence) {
        if (entry.name != use.entry) continue;
        if (found == nullptr || entry.transferability == use.transferability) found = &entry;
    }
    return found;
}

std::string class_label(results::Run const& run, results::EvidenceUse const& use) {
    results::EvidenceUsed const* const entry = entry_of(run, use);
    return entry == nullptr || entry->label.empty() ? humanised(use.entry) : clean(entry->label);
}

std::string use_label(results::EvidenceUse const& use) {
    return use.label.empty() ? clean(use.path) : capitalised(clean(use.label));
}

/// Of 100 cases, how many turned out worse than the claim; half of those just at it.
double worse_share(results::EvidenceUse const& use) {
    double const below = use.claim_percentile.value_or(0);
    return std::clamp(worse_side(use.unit) == Worse::below ? below : 1 - below, 0.0, 1.0);
}

std::string sentence(results::EvidenceUse const& use) {
    if (!use.claim_percentile) return "";
    std::string const cases = of_100(worse_share(use)) + " of 100 such cases ";
    switch (worse_side(use.unit)) {
        case Worse::above:
            return cases + (use.unit == "months" ? "took longer" : "went further over");
        case Worse::below:
            return cases + "fell short of that";
        case Worse::neither:
            return cases + "came out higher";
    }
    return "";
}

bool has_claim(results::EvidenceUse const& use) {
    return use.claim && use.claim_percentile && !use.published.empty() && !use.used.empty();
}

Column column(std::string name, Kind kind, Place place = Place::cell) {
    return {std::move(name), "", kind, Interval::left_out, place, ""};
}

Column words(std::string name, Place place = Place::cell) {
    return column(std::move(name), Kind::text, place);
}

Table uses_table(Context const& context) {
    Table table;
    table.caption = "Numbers that rest on evidence";
    table.columns = {words("Number"),
                     words("Option"),
                     words("Unit"),
                     column("Claimed", Kind::number),
                     column("Class at or below the claim", Kind::share),
                     column("Published P10", Kind::number),
                     column("P50", Kind::number),
                     column("P90", Kind::number),
                     column("As used here P10", Kind::number),
                     column("P50", Kind::number),
                     column("P90", Kind::number),
                     words("Evidence", Place::detail),
                     column("Transferability", Kind::share, Place::detail),
                     column("Weight of the claim", Kind::share, Place::detail),
                     words("Source", Place::detail),
                     words("Basis", Place::detail),
                     words("Caveat", Place::detail),
                     words("Path", Place::detail)};
    for (results::EvidenceUse const& use : context.run.evidence_uses) {
        results::EvidenceUsed const* const entry = entry_of(context.run, use);
        auto const percentile = [&](results::Curve const& curve, double probability) {
            return curve.empty() ? Cell() : Cell(figure(at(curve, probability), curve, use.unit));
        };
        auto const text = [&](std::string results::EvidenceUsed::*part) {
            return entry == nullptr ? std::string() : clean(entry->*part);
        };
        Kind const kind = is_percentage(use.unit) ? Kind::share : Kind::number;
        Cell const rank = use.claim_percentile ? Cell(whole_percent(*use.claim_percentile)) : Cell();
        table.rows.push_back(
            {use_label(use),
             use.option.empty() ? std::string("all") : clean(label_of(context.run, use.option)),
             unit_beside_percent(use.unit), cell_of(use.claim, kind), rank, percentile(use.published, kLow),
             percentile(use.published, kMiddle), percentile(use.published, kHigh), percentile(use.used, kLow),
             percentile(use.used, kMiddle), percentile(use.used, kHigh), class_label(context.run, use),
             exactly(use.transferability), use.claim_weight == 0 ? Cell() : Cell(exactly(use.claim_weight)),
             text(&results::EvidenceUsed::source), text(&results::EvidenceUsed::basis),
             text(&results::EvidenceUsed::caveat), clean(use.path)});
    }
    return table;
}

std::string uses_title(results::Run const& run) {
    results::EvidenceUse const* boldest = nullptr;
    std::uint64_t claims = 0;
    for (results::EvidenceUse const& use : run.evidence_uses) {
        if (!has_claim(use) || worse_side(use.unit) == Worse::neither) continue;
        ++claims;
        if (boldest == nullptr || worse_share(use) > worse_share(*boldest)) boldest = &use;
    }
    if (boldest == nullptr) return "The evidence behind the numbers of this case";
    return fmt::format("Of {} that can be held against past cases, the boldest is {}: claimed {}, and {}",
                       counted(claims, "claim", "claims"), in_quotes(use_label(*boldest)),
                       with_unit(*boldest->claim, boldest->unit), sentence(*boldest));
}

/// Marks of one curve: "<index>:claim" and so on, index into the list of the results that the plot draws.
void add_marks(std::size_t index, std::string const& option, std::string const& label, double claim,
               std::string_view unit, std::string const& said, std::string const& note,
               std::vector<Mark>& marks) {
    auto const add = [&](char const* what, std::string text, double value) {
        marks.push_back({option, fmt::format("{}:{}", index, what), label, exactly(value), std::move(text)});
    };
    bool const percent = is_percentage(unit);
    add("claim", "claimed " + with_unit(claim, unit), claim);
    add("said", capitalised(said), claim);
    add("note", note, 0);
    add("axis", unit_beside_percent(unit), percent ? 1 : 0);
}

std::string weights_in_words(results::EvidenceUse const& use) {
    Units const none;
    std::string text = "its cases count " + write(exactly(use.transferability), Kind::share, none);
    if (use.claim_weight > 0)
        text += ", pooled with the claim at " + write(exactly(use.claim_weight), Kind::share, none);
    return text;
}

bool are_alike(results::EvidenceUse const& a, results::EvidenceUse const& b) {
    return a.entry == b.entry && a.unit == b.unit && a.claim == b.claim && a.published == b.published &&
           a.used == b.used;
}

/// Uses with a claim; those with the same claim on the same curves are one picture. [picture][use]
std::vector<std::vector<std::size_t>> alike_uses(results::Run const& run) {
    std::vector<std::vector<std::size_t>> all;
    for (std::size_t i = 0; i < run.evidence_uses.size(); ++i) {
        results::EvidenceUse const& use = run.evidence_uses[i];
        if (!has_claim(use)) continue;
        auto const found = std::find_if(all.begin(), all.end(), [&](std::vector<std::size_t> const& alike) {
            return are_alike(run.evidence_uses[alike.front()], use);
        });
        if (found == all.end()) {
            all.push_back({i});
        } else {
            found->push_back(i);
        }
    }
    return all;
}

/// The numbers by name, with their options where there is more than one.
std::string label_of_all(Context const& context, std::vector<std::size_t> const& alike) {
    constexpr std::size_t kMost = 3;
    std::vector<std::string> labels;
    labels.reserve(alike.size());
    for (std::size_t const index : alike) {
        results::EvidenceUse const& use = context.run.evidence_uses[index];
        std::string label = use_label(use);
        bool const named = label.starts_with(clean(label_of(context.run, use.option)));
        if (!use.option.empty() && !named && appraised(context.run).size() > 1)
            label += " (" + clean_short(label_of(context.run, use.option), kLongestOption) + ")";
        labels.push_back(std::move(label));
    }
    if (labels.size() > kMost) {
        std::size_t const more = labels.size() - (kMost - 1);
        labels.resize(kMost - 1);
        labels.push_back(fmt::format("{} more", more));
    }
    return listed(labels);
}

std::string measure_in_words(std::string_view measure) {
    if (measure == "saving_to_turnover") return "Saving a year, of joint income";
    if (measure == "one_off_cost_to_saving") return "One-off cost, over the saving of a year";
    if (measure == "months_to_complete") return "Months to completion";
    return humanised(measure);
}

constexpr char const* kCurveDescription =
    "Rising curves: of 100 past cases, how many came out at or below a value; a vertical line stands at the "
    "claim.";

}  // namespace

Exhibit make_claims(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "claims";
    exhibit.title = uses_title(context.run);
    exhibit.subtitle =
        "Each claim on top of its reference class: of 100 past cases, how many came out at or below a value";
    for (std::vector<std::size_t> const& alike : alike_uses(context.run)) {
        results::EvidenceUse const& use = context.run.evidence_uses[alike.front()];
        add_marks(alike.front(), use.option, label_of_all(context, alike), *use.claim, use.unit,
                  sentence(use), class_label(context.run, use) + " (" + weights_in_words(use) + ")",
                  exhibit.marks);
    }
    if (!exhibit.marks.empty()) exhibit.plot = Plot::claims;
    exhibit.description = kCurveDescription;
    exhibit.tables = {uses_table(context)};
    exhibit.source = "The evidence library of the scenario; the table names the source of each class.";
    exhibit.error_note =
        "Computed from the evidence, without simulation error. Few cases stand behind some of the curves: "
        "see "
        "their samples below.";
    exhibit.how_to_read =
        "The dashed curve is the class as published, the full one as it is used here: wider the less the "
        "cases "
        "count for this one, and pooled with the claim where the scenario says so. Where the line of the "
        "claim "
        "meets the dashed curve is the share of past cases at or below the claim.";
    return exhibit;
}

Exhibit make_alarms(Context const& context) {
    std::vector<results::NormalisedClaim> const& all = context.run.normalised_claims;
    auto const alarms = static_cast<std::uint64_t>(
        std::count_if(all.begin(), all.end(), [](auto const& claim) { return claim.alarm; }));
    Exhibit exhibit;
    exhibit.id = "optimism";
    exhibit.plot = Plot::normalised_claims;
    exhibit.title = "No claim is more optimistic than 9 of 10 past deals, size for size";
    if (alarms > 0)
        exhibit.title =
            fmt::format("{} of {} {} more optimistic than 9 of 10 past deals, size for size", alarms,
                        counted(all.size(), "claim", "claims"), alarms == 1 ? "is" : "are");
    exhibit.subtitle = "Claims in terms that deals of any size share, on top of what past deals came to";
    Table table;
    table.caption = "Claims, size for size";
    table.columns = {words("Claim"),
                     words("Option"),
                     words("Unit"),
                     column("Claimed", Kind::number),
                     column("Past deals P10", Kind::number),
                     column("P50", Kind::number),
                     column("P90", Kind::number),
                     column("As optimistic or more", Kind::share),
                     words("Alarm"),
                     words("Evidence", Place::detail),
                     words("Source", Place::detail),
                     words("Basis", Place::detail),
                     words("Caveat", Place::detail)};
    for (std::size_t i = 0; i < all.size(); ++i) {
        results::NormalisedClaim const& claim = all[i];
        std::string const measure = measure_in_words(claim.measure);
        auto const value = [&](double one) { return Cell(figure(one, claim.curve, claim.unit)); };
        table.rows.push_back({measure, clean(label_of(context.run, claim.option)),
                              unit_beside_percent(claim.unit), value(claim.claim), value(claim.p10),
                              value(claim.p50), value(claim.p90), whole_percent(claim.at_least_as_optimistic),
                              std::string(claim.alarm ? "optimistic" : "no"), clean(claim.label),
                              clean(claim.source), clean(claim.basis), clean(claim.caveat)});
        std::string label = measure;
        if (appraised(context.run).size() > 1)
            label += ", " + clean_short(label_of(context.run, claim.option), kLongestOption);
        add_marks(i, claim.option, label, claim.claim, claim.unit,
                  of_100(std::clamp(claim.at_least_as_optimistic, 0.0, 1.0)) +
                      " of 100 past deals came to as much or better" + (claim.alarm ? ": optimistic" : ""),
                  clean(claim.label), exhibit.marks);
    }
    exhibit.tables = {std::move(table)};
    exhibit.description = kCurveDescription;
    exhibit.source = "The evidence library of the scenario; the table names the source of each class.";
    exhibit.error_note = "Computed from the evidence, without simulation error.";
    exhibit.how_to_read =
        "An alarm says that fewer than one past deal in ten came to so much. It does not say that the claim "
        "is "
        "wrong; it says that the case for it should be better than that of nine deals in ten.";
    return exhibit;
}

}  // namespace mergerisk::view
