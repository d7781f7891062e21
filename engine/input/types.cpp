#include "engine/input/types.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mergerisk::input {
namespace {

using base::Dimension;

/// More entries than this of one kind are a slip or an attack: an option alone takes kilobytes.
constexpr std::size_t kMostEntries = 10'000;

constexpr std::string_view kNamePattern = "^[a-z][a-z0-9_]*$";

std::string print_text(void const* field, Dimension, MoneyUnit const&) {
    return *static_cast<std::string const*>(field);
}

void read_text(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (auto const text = reader.scalar(node, spot, "a text")) *static_cast<std::string*>(field) = *text;
}

void read_name(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto const text = reader.scalar(node, spot, "a name");
    if (!text) return;
    if (!is_name(*text)) {
        reader.problem(spot, fmt::format("\"{}\" is not a name", *text),
                       "Names start with a small letter and have small letters, digits and _ only");
        return;
    }
    *static_cast<std::string*>(field) = *text;
}

constexpr Choice kBasisWords[] = {
    {"published", 0, "in the named source"},
    {"secondary", 1, "an account of the primary source"},
    {"derived", 2, "arithmetic on published numbers, shown in the note"},
    {"judgement", 3, "nobody has measured it"},
};

void read_basis(Reader& reader, Node const& node, Spot const& spot, void* field) {
    int value = -1;
    read_choice(reader, node, spot, kBasisWords, value);
    if (value >= 0) *static_cast<std::string*>(field) = kBasisWords[value].word;
}

constexpr Choice kYesNoWords[] = {{"yes", 1, ""}, {"no", 0, ""}};

void read_yes_no(Reader& reader, Node const& node, Spot const& spot, void* field) {
    int value = *static_cast<bool*>(field) ? 1 : 0;
    if (node.is_scalar() && (node.text == "true" || node.text == "false"))
        value = node.text == "true" ? 1 : 0;
    else
        read_choice(reader, node, spot, kYesNoWords, value);
    *static_cast<bool*>(field) = value == 1;
}

std::string print_yes_no(void const* field, Dimension, MoneyUnit const&) {
    return *static_cast<bool const*>(field) ? "yes" : "no";
}

constexpr Choice kAcceptedWords[] = {{"accepted", 1, "knowingly; the note says why"}};

void read_accepted(Reader& reader, Node const& node, Spot const& spot, void* field) {
    int value = 0;
    read_choice(reader, node, spot, kAcceptedWords, value);
    *static_cast<bool*>(field) = value == 1;
}

std::string print_accepted(void const* field, Dimension, MoneyUnit const&) {
    return *static_cast<bool const*>(field) ? "accepted" : "not accepted";
}

void read_number(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (auto const value = reader.number(node, spot)) *static_cast<double*>(field) = *value;
}

void read_spread(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (auto const value = reader.spread(node, spot)) *static_cast<double*>(field) = *value;
}

std::string print_dimensional(void const* field, Dimension dimension, MoneyUnit const& money) {
    return print_number(*static_cast<double const*>(field), dimension, money);
}

std::string print_plain(void const* field, Dimension, MoneyUnit const&) {
    return fmt::format("{}", *static_cast<double const*>(field));
}

void check_range(Reader& reader, Spot const& spot, double value) {
    if (spot.range && (value < spot.range->low || value > spot.range->high))
        reader.problem(spot, fmt::format("{} is outside {} to {}", value, spot.range->low, spot.range->high));
}

void read_plain_number(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto const text = reader.scalar(node, spot, "a number without a unit");
    if (!text) return;
    auto const value = reader.take(scan_plain(*text), spot);
    if (!value) return;
    check_range(reader, spot, *value);
    *static_cast<double*>(field) = *value;
}

void read_whole(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto const text = reader.scalar(node, spot, "a whole number");
    if (!text) return;
    auto const value = reader.take(scan_whole(*text), spot);
    if (!value) return;
    check_range(reader, spot, static_cast<double>(*value));
    *static_cast<std::uint64_t*>(field) = *value;
}

std::string print_whole(void const* field, Dimension, MoneyUnit const&) {
    return fmt::format("{}", *static_cast<std::uint64_t const*>(field));
}

void read_whole_months(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto const value = reader.number(node, spot);
    if (!value) return;
    if (*value != std::floor(*value)) {
        reader.problem(spot, fmt::format("\"{}\" is not a whole number of months", node.text),
                       "Write months or years");
        return;
    }
    *static_cast<double*>(field) = *value;
}

template <class T, Scanned<T> (*Scan)(std::string_view)>
void read_scanned(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto const text = reader.scalar(node, spot, "a single value");
    if (!text) return;
    if (auto const value = reader.take(Scan(*text), spot)) *static_cast<T*>(field) = *value;
}

std::string print_share_of_claim(void const* field, Dimension, MoneyUnit const& money) {
    return print_number(*static_cast<double const*>(field), Dimension::share, money) + " of claim";
}

std::string print_year(void const* field, Dimension, MoneyUnit const&) {
    return fmt::format("year {}", *static_cast<double const*>(field));
}

std::string print_day(void const* field, Dimension, MoneyUnit const&) {
    return print_date(*static_cast<std::chrono::sys_days const*>(field));
}

std::string print_moment(void const* field, Dimension, MoneyUnit const&) {
    return print_anchor(*static_cast<model::Anchor const*>(field));
}

void read_effect_base(Reader& reader, Node const& node, Spot const& spot, void* field) {
    using Of = model::EffectBase::Of;
    static constexpr std::string_view kHow =
        "Write a party (or combined), a dot, and income or operating_cost, for example "
        "combined.operating_cost";
    auto const text = reader.scalar(node, spot, "what the percentage is of");
    if (!text) return;
    std::size_t const dot = text->find('.');
    std::string_view const party = text->substr(0, dot);
    std::string_view const what = dot == std::string_view::npos ? std::string_view() : text->substr(dot + 1);
    bool const known = what == "income" || what == "operating_cost";
    if (!known || !is_name(party)) {
        reader.problem(spot, fmt::format("\"{}\" is not a base of a party", *text), std::string(kHow));
        return;
    }
    auto& of = *static_cast<model::EffectBase*>(field);
    of.party = party == "combined" ? std::string() : std::string(party);
    of.of = what == "income" ? Of::income : Of::operating_cost;
}

std::string print_effect_base(void const* field, Dimension, MoneyUnit const&) {
    auto const& of = *static_cast<model::EffectBase const*>(field);
    return (of.party.empty() ? "combined" : of.party) +
           (of.of == model::EffectBase::Of::income ? ".income" : ".operating_cost");
}

/// "shared_quantity" -> "shared quantity"
std::string spoken(std::string_view name) {
    std::string text(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string list_of(Type const& element) {
    return fmt::format("a list of {}s", spoken(name_of(element)));
}

template <class T, auto const& Element>
void read_list(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_list(node, spot, list_of(Element))) return;
    auto& list = *static_cast<std::vector<T>*>(field);
    std::size_t position = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, std::to_string(++position));
        std::size_t const problems = reader.problem_count();
        T value{};
        Element.read(reader, *child.node, at, &value);
        if (reader.problem_count() == problems) list.push_back(std::move(value));
    }
}

template <class T, auto const& Element>
std::string print_list(void const* field, Dimension dimension, MoneyUnit const& money) {
    std::string text;
    for (T const& value : *static_cast<std::vector<T> const*>(field)) {
        if (!text.empty()) text += ", ";
        text += Element.print(&value, dimension, money);
    }
    return text;
}

void read_number_map(Reader& reader, Node const& node, Spot const& spot, void* field,
                     Type const& value_type) {
    if (!reader.is_map(node, spot, "a map from names to numbers")) return;
    auto& map = *static_cast<std::map<std::string, double>*>(field);
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key);
        if (!reader.check_new_name(at, child.key)) continue;
        double value = 0;
        std::size_t const problems = reader.problem_count();
        value_type.read(reader, *child.node, at, &value);
        if (reader.problem_count() == problems) map.insert_or_assign(child.key, value);
    }
}

std::string print_number_map(void const* field, Dimension, MoneyUnit const&) {
    std::string text;
    for (auto const& [name, value] : *static_cast<std::map<std::string, double> const*>(field)) {
        if (!text.empty()) text += ", ";
        text += fmt::format("{}: {}", name, value);
    }
    return text;
}

constexpr Row kProvenanceRows[] = {
    row<&model::Provenance::source>("source", kText,
                                    {.doc = "Where the number comes from: a public title, address or file.",
                                     .example = "HSJ 7017866, June 2017"}),
    row<&model::Provenance::note>(
        "note", kText, {.doc = "What a reader should know about it.", .example = "excludes capital"}),
    row<&model::Provenance::owner>("owner", kText,
                                   {.doc = "Who answers for it.", .example = "finance director"}),
    row<&model::Provenance::basis>("basis", kBasis,
                                   {.doc = "How well it is founded.", .example = "published"}),
};

}  // namespace

void read_choice(Reader& reader, Node const& node, Spot const& spot, std::span<Choice const> choices,
                 int& value) {
    std::vector<std::string_view> words;
    for (Choice const& choice : choices) words.push_back(choice.word);
    std::vector<std::string> const all(words.begin(), words.end());
    auto const text = reader.scalar(node, spot, list_words(all, "or"));
    if (!text) return;
    for (Choice const& choice : choices)
        if (choice.word == *text) {
            value = choice.value;
            return;
        }
    auto const near = nearest_word(*text, words);
    reader.problem(spot,
                   fmt::format("\"{}\" is not {} {}", *text, choices.size() == 1 ? "the word" : "one of",
                               list_words(all, "or")),
                   near ? fmt::format("Did you mean \"{}\"?", *near) : std::string());
}

void read_named(Reader& reader, Node const& node, Spot const& spot, Type const& element,
                void (*read_one)(Reader&, Child const&, Spot const&, void*), void* target) {
    if (!reader.is_map(node, spot, fmt::format("a map, a name for each {}", spoken(name_of(element)))))
        return;
    if (node.children.size() > kMostEntries) {
        reader.problem(spot, fmt::format("more than {} entries ({})", kMostEntries, spoken(name_of(element))),
                       "Split the scenario");
        return;
    }
    for (Child const& child : node.children) {
        Origins::Origin const* const known = reader.origins().find(join(spot.path, child.key));
        if (known != nullptr) {
            Spot at = spot;
            at.key = child.key_position;
            reader.problem_at_key(at, join(spot.path, child.key),
                                  fmt::format("this name is already defined in {}:{}:{}", known->key.file,
                                              known->key.line, known->key.column),
                                  "Choose another name or remove one of them");
            continue;
        }
        Spot const at = reader.enter(spot, child, child.key);
        if (!reader.check_new_name(at, child.key)) continue;
        if (child.node->is_absent()) {
            reader.problem_at_key(at, at.path, "the value is missing");
            continue;
        }
        read_one(reader, child, at, target);
    }
}

constinit Typed<std::string> const kText{
    Type{.name = "text", .doc = "free text", .read = read_text, .print = print_text, .takes_any_text = true}};
constinit Typed<std::string> const kName{
    Type{.name = "name", .doc = "a name", .read = read_name, .print = print_text, .pattern = kNamePattern}};
constinit Typed<std::string> const kBasis{Type{.name = "basis",
                                               .doc = "how well a number is founded",
                                               .read = read_basis,
                                               .print = print_text,
                                               .choices = kBasisWords}};
constinit Typed<bool> const kYesNo{Type{.name = "yes_no",
                                        .doc = "yes or no",
                                        .read = read_yes_no,
                                        .print = print_yes_no,
                                        .takes_boolean = true,
                                        .choices = kYesNoWords}};
constinit Typed<bool> const kAccepted{Type{.name = "accepted",
                                           .doc = "the word accepted",
                                           .read = read_accepted,
                                           .print = print_accepted,
                                           .choices = kAcceptedWords}};
constinit Typed<double> const kNumber{Type{.name = "number",
                                           .doc = "a number",
                                           .read = read_number,
                                           .print = print_dimensional,
                                           .has_dimension = true}};
constinit Typed<double> const kSpread{Type{.name = "spread",
                                           .doc = "a number",
                                           .read = read_spread,
                                           .print = print_dimensional,
                                           .has_dimension = true}};
constinit Typed<double> const kPlainNumber{Type{.name = "plain_number",
                                                .doc = "a number without a unit",
                                                .read = read_plain_number,
                                                .print = print_plain,
                                                .takes_number = true}};
constinit Typed<double> const kWholeMonths{Type{.name = "whole_months",
                                                .doc = "a whole number of months or years",
                                                .read = read_whole_months,
                                                .print = print_dimensional,
                                                .has_dimension = true}};
constinit Typed<double> const kShareOfClaim{
    Type{.name = "share_of_claim",
         .doc = "a percentage of the claim, for example 120% of claim",
         .read = read_scanned<double, scan_share_of_claim>,
         .print = print_share_of_claim,
         .pattern = "^[0-9.]+ ?% of (the )?claim$"}};
constinit Typed<double> const kYear{Type{.name = "year",
                                         .doc = "a year of the project, for example year 5",
                                         .read = read_scanned<double, scan_year>,
                                         .print = print_year,
                                         .pattern = "^year [0-9.]+$"}};
constinit Typed<std::uint64_t> const kWhole{Type{.name = "whole_number",
                                                 .doc = "a whole number",
                                                 .read = read_whole,
                                                 .print = print_whole,
                                                 .takes_number = true}};
constinit Typed<std::chrono::sys_days> const kDate{
    Type{.name = "date",
         .doc = "a date, year-month-day",
         .read = read_scanned<std::chrono::sys_days, scan_date>,
         .print = print_day,
         .pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
constinit Typed<model::Anchor> const kAnchor{
    Type{.name = "moment",
         .doc = "start, completion, integration (completion, or the end of a review after it that holds the "
                "businesses "
                "separate), exit (the end of a contract, or when the option is given up or undone), failure, "
                "decision, "
                "end or a date, with an offset such as + 3 months",
         .read = read_scanned<model::Anchor, scan_anchor>,
         .print = print_moment,
         .pattern = "^(start|completion|integration|exit|failure|decision|end|[0-9]{4}-[0-9]{2}-[0-9]{2})( "
                    "?[+-] ?[0-9.]+ ?[a-z]+)*$"}};
constinit Typed<model::EffectBase> const kEffectBase{
    Type{.name = "effect_base",
         .doc = "a party or combined, a dot, and income or operating_cost",
         .read = read_effect_base,
         .print = print_effect_base,
         .pattern = "^[a-z][a-z0-9_]*\\.(income|operating_cost)$"}};
constinit Typed<std::vector<std::chrono::sys_days>> const kDates{
    Type{.name = "dates",
         .doc = "a list of dates",
         .read = read_list<std::chrono::sys_days, kDate>,
         .print = print_list<std::chrono::sys_days, kDate>,
         .items = &kDate}};
constinit Typed<std::vector<std::string>> const kNames{Type{.name = "names",
                                                            .doc = "a list of names",
                                                            .read = read_list<std::string, kName>,
                                                            .print = print_list<std::string, kName>,
                                                            .items = &kName}};
constinit Typed<std::map<std::string, double>> const kScores{
    Type{.name = "scores",
         .doc = "a map from names to scores",
         .read = [](Reader& reader, Node const& node, Spot const& spot,
                    void* field) { read_number_map(reader, node, spot, field, kNumber); },
         .print = print_number_map,
         .values = &kNumber}};
constinit Typed<std::map<std::string, double>> const kWeights{
    Type{.name = "weights",
         .doc = "a map from names to numbers without a unit",
         .read = [](Reader& reader, Node const& node, Spot const& spot,
                    void* field) { read_number_map(reader, node, spot, field, kPlainNumber); },
         .print = print_number_map,
         .values = &kPlainNumber}};

constexpr Record kProvenance{.name = "provenance",
                             .doc = "Where something comes from and who answers for it.",
                             .rows = kProvenanceRows};

}  // namespace mergerisk::input
