// What a merger review will look at: concentration, price pressure, benefits to customers, and which branches
// of the route depend on them.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace mergerisk::view {

namespace {

using results::CaseNumber;
using results::Competition;

constexpr int kTens = 1;

/// Points of the index are known to tens at best: market shares are.
Number points(double value) {
    constexpr double kSmall = 100;
    Number number = exactly(value);
    number.place = std::fabs(value) < kSmall ? 0 : kTens;
    return number;
}

Cell points_cell(std::optional<CaseNumber> const& number) {
    return number ? Cell(points(number->mean)) : Cell();
}

Number with_digits(double value, Kind kind, int digits) {
    constexpr double kPercent = 100;
    Number number = exactly(value, kind);
    bool const percent = kind == Kind::share || kind == Kind::probability;
    number.place = value == 0 ? 0 : place_of(percent ? kPercent * value : value, digits);
    return number;
}

std::string market_label(Competition::Market const& market) {
    return market.label.empty() ? humanised(market.name) : clean(market.label);
}

Competition::Market const* most_concentrating(Competition const& competition) {
    auto const found =
        std::max_element(competition.markets.begin(), competition.markets.end(),
                         [](auto const& a, auto const& b) { return a.hhi_change.mean < b.hhi_change.mean; });
    return found == competition.markets.end() ? nullptr : &*found;
}

Competition::Branch const* most_moved(Competition const& competition) {
    Competition::Branch const* found = nullptr;
    auto const moved = [](Competition::Branch const& branch) {
        return std::fabs(branch.probability - branch.stated.value_or(0));
    };
    for (Competition::Branch const& branch : competition.branches) {
        if (branch.stated && (found == nullptr || moved(branch) > moved(*found))) found = &branch;
    }
    return found;
}

std::string title(results::OptionSummary const& option, Units const& units) {
    Competition const& competition = *option.competition;
    std::string text = in_quotes(label_of(option)) + ": ";
    if (Competition::Market const* const market = most_concentrating(competition)) {
        text += fmt::format("concentration rises by {} points of HHI in {}",
                            write(points(market->hhi_change.mean), Kind::number, units),
                            in_quotes(market_label(*market)));
        if (market->hhi_after)
            text += fmt::format(", to {}", write(points(market->hhi_after->mean), Kind::number, units));
    } else {
        text += "what a merger review will look at";
    }
    if (Competition::Branch const* const branch = most_moved(competition))
        text += fmt::format("; the case moves the chance of “{}” after “{}” from {} to {}",
                            target_in_words(option, branch->target), stage_in_words(option, branch->stage),
                            write(whole_percent(*branch->stated), Kind::probability, units),
                            write(whole_percent(branch->probability), Kind::probability, units));
    return text;
}

Column column(std::string name, Kind kind, std::string meaning = "") {
    return {std::move(name), "", kind, Interval::left_out, Place::cell, std::move(meaning)};
}

Column words(std::string name) {
    return column(std::move(name), Kind::text);
}

Table markets(Competition const& competition, Units const& units) {
    Table table;
    table.caption = "Concentration by market, in points of the Herfindahl-Hirschman index";
    table.columns = {words("Market"),
                     words("Shares of the parties"),
                     column("Before", Kind::number, "mean"),
                     column("After", Kind::number, "mean"),
                     column("Change", Kind::number, "mean"),
                     column("Change, P10", Kind::number),
                     column("Change, P90", Kind::number)};
    for (Competition::Market const& market : competition.markets) {
        std::vector<std::string> shares;
        shares.reserve(market.shares.size());
        for (Competition::Share const& one : market.shares)
            shares.push_back((one.label.empty() ? humanised(one.party) : clean(one.label)) + " " +
                             write(with_digits(one.share.mean, Kind::share, 2), Kind::share, units));
        table.rows.push_back({market_label(market), listed(shares), points_cell(market.hhi_before),
                              points_cell(market.hhi_after), points(market.hhi_change.mean),
                              points(market.hhi_change.p10), points(market.hhi_change.p90)});
    }
    return table;
}

Table scores(Competition const& competition) {
    Table table;
    table.caption = "What the case comes to";
    table.columns = {words("Measure"),
                     column("As claimed", Kind::number),
                     column("Mean", Kind::number),
                     column("P10", Kind::number),
                     column("P50", Kind::number),
                     column("P90", Kind::number)};
    auto const add = [&](char const* name, std::optional<CaseNumber> const& number, Kind kind) {
        if (!number) return;
        constexpr int kDigits = 2;
        auto const cell = [&](double value) { return Cell(with_digits(value, kind, kDigits)); };
        table.rows.push_back({std::string(name), cell(number->claimed), cell(number->mean), cell(number->p10),
                              cell(number->p50), cell(number->p90)});
    };
    add("Gross upward pricing pressure (GUPPI), share of price", competition.price_pressure, Kind::share);
    add("Concern: change of log-odds", competition.concern, Kind::number);
    add("Customer benefits: change of log-odds", competition.customer_benefits_score, Kind::number);
    add("Failing-firm argument succeeds: probability", competition.failing_firm, Kind::probability);
    return table;
}

Table branches(results::OptionSummary const& option) {
    Table table;
    table.caption = "Branches of the route that depend on the case";
    table.columns = {words("Stage"), words("leads to"), words("moved by"),
                     column("Stated", Kind::probability, "mean, before the case moves it"),
                     column("As simulated", Kind::probability, "mean")};
    for (Competition::Branch const& branch : option.competition->branches) {
        std::string by = clean(branch.by);
        std::replace(by.begin(), by.end(), '_', ' ');
        table.rows.push_back({stage_in_words(option, branch.stage), target_in_words(option, branch.target),
                              std::move(by), branch.stated ? Cell(whole_percent(*branch.stated)) : Cell(),
                              whole_percent(branch.probability)});
    }
    return table;
}

Table benefits(Competition const& competition) {
    Table table;
    table.caption = "Benefits to customers that are weighed against the concern";
    table.columns = {words("Benefit"), column("Accepted by the authority", Kind::probability, "mean"),
                     column("Weight", Kind::number)};
    for (Competition::CustomerBenefit const& benefit : competition.customer_benefits)
        table.rows.push_back({benefit.label.empty() ? humanised(benefit.name) : clean(benefit.label),
                              whole_percent(benefit.accepted), exactly(benefit.weight)});
    return table;
}

std::string sources(Competition const& competition) {
    std::string text = "The competition case of the scenario";
    if (!competition.source.empty()) text += ": " + clean(competition.source);
    text += ".";
    if (!competition.weights_source.empty()) {
        std::string weights = clean(competition.weights_source);
        if (weights.ends_with('.')) weights.pop_back();
        text += " Weights of the scores: " + weights +
                (competition.weights_basis.empty() ? "" : ", " + clean(competition.weights_basis)) + ".";
    }
    return competition.note.empty() ? text : text + " " + clean(competition.note);
}

void add_marks(results::OptionSummary const& option, Units const& units, std::vector<Mark>& marks) {
    for (Competition::Market const& market : option.competition->markets) {
        if (!market.hhi_before || !market.hhi_after) continue;
        marks.push_back({option.name, market.name, market_label(market), exactly(market.hhi_change.mean),
                         "+" + write(points(market.hhi_change.mean), Kind::number, units)});
    }
}

}  // namespace

Exhibit make_competition(Context const& context, results::OptionSummary const& option) {
    Competition const& competition = option.competition.value();
    Exhibit exhibit;
    exhibit.id = id_of("competition", option.name);
    exhibit.title = title(option, context.units);
    exhibit.subtitle =
        "What a merger review will look at: concentration before and after the deal (Herfindahl-Hirschman "
        "index, HHI, 0 to 10,000 points), and what the case does to the route";
    exhibit.options = {option.name};
    add_marks(option, context.units, exhibit.marks);
    if (!exhibit.marks.empty()) exhibit.plot = Plot::competition;
    exhibit.description =
        "A line for each market from its concentration before the deal (open circle) to that after it (full "
        "circle).";
    exhibit.tables = {markets(competition, context.units), scores(competition), branches(option),
                      benefits(competition)};
    exhibit.source = sources(competition);
    exhibit.error_note = "Computed from the case, without simulation error.";
    exhibit.how_to_read =
        "HHI is the sum of the squared market shares in per cent: 10,000 is a monopoly. GUPPI is diversion "
        "times margin times price ratio: how much of a price rise the deal makes worth its while. A change "
        "of "
        "log-odds of 1 multiplies the odds of a branch by 2.7, one of −1 divides them by it.";
    return exhibit;
}

}  // namespace mergerisk::view
