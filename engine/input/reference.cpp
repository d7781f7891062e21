#include "engine/input/reference.h"

#include "engine/input/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

namespace mergerisk::input {
namespace {

using base::Dimension;

/// Text within a cell of a table.
std::string cell(std::string_view text) {
    std::string result;
    for (char const c : text) {
        if (c == '|') result += '\\';
        result += c;
    }
    return result;
}

std::string code(std::string_view text) {
    return text.empty() ? "" : fmt::format("`{}`", cell(text));
}

std::string link(Record const& record) {
    return fmt::format("[{0}](#{0})", record.name);
}

/// Records that rows of this type lead to.
std::vector<Record const*> records_in(Type const& type) {
    std::vector<Record const*> found;
    std::set<Type const*> seen;
    std::deque<Type const*> queue{&type};
    while (!queue.empty()) {
        Type const* const one = queue.front();
        queue.pop_front();
        if (one == nullptr || !seen.insert(one).second) continue;
        for (Record const* record : {one->record, one->other_record})
            if (record != nullptr && std::find(found.begin(), found.end(), record) == found.end())
                found.push_back(record);
        queue.push_back(one->values);
        queue.push_back(one->items);
    }
    return found;
}

std::string words(Type const& type) {
    std::string text;
    for (Choice const& choice : type.choices) {
        text += fmt::format("{}`{}`", text.empty() ? "" : ", ", choice.word);
        if (!choice.doc.empty()) text += fmt::format(" ({})", choice.doc);
    }
    return text;
}

/// What to write as the value of a key.
std::string value_of(Row const& row) {
    Type const& type = *row.type;
    std::string links;
    for (Record const* record : records_in(type)) links += (links.empty() ? "" : ", ") + link(*record);
    if (type.size != nullptr) return "a map from names to " + links;
    bool const only_map = type.record != nullptr && type.pattern.empty() && !type.has_dimension;
    if (only_map) return "a map, see " + links;
    std::string text = type.choices.empty() || type.has_dimension ? std::string(doc_of(type)) : words(type);
    return links.empty() ? text : fmt::format("{}; see {}", text, links);
}

std::string unit_of_row(Row const& row) {
    if (!row.type->has_dimension) return "";
    return row.dimension ? std::string(unit_of(*row.dimension)) : "that of the number";
}

std::string default_of(Row const& row) {
    switch (row.presence) {
        case Presence::required:
            return row.one_of.empty() ? "required" : fmt::format("one of the keys for its {}", row.one_of);
        case Presence::optional:
            return "";
        case Presence::defaulted:
            return row.default_text == "{}" ? "see there" : code(row.default_text);
        case Presence::implied:
            return cell(row.default_text);
    }
    return "";
}

std::string section(Record const& record) {
    std::string text = fmt::format("\n## {}\n\n{}\n", record.name, record.doc);
    if (!record.shorthand.empty())
        text += fmt::format("\nA single value in place of the map means `{}`.\n", record.shorthand);
    if (!record.example.empty()) text += fmt::format("\n```yaml\n{}\n```\n", record.example);
    text += "\n| key | meaning | value | unit | default | example |\n|---|---|---|---|---|---|\n";
    for (RowOf const& row : rows_of(record)) {
        Row const& what = *row.row;
        text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", what.key, cell(what.doc),
                            cell(value_of(what)), unit_of_row(what), default_of(what), code(what.example));
    }
    return text;
}

/// The record's section, then those that its rows lead to.
void add_sections(Record const& record, std::set<Record const*>& seen, std::string& text) {
    if (!seen.insert(&record).second) return;
    text += section(record);
    for (RowOf const& row : rows_of(record))
        for (Record const* next : records_in(*row.row->type)) add_sections(*next, seen, text);
}

std::string numbers() {
    std::string text =
        "\n## Numbers\n\nThe dimension of a number follows from its key. Amounts of money without a unit are "
        "in the "
        "scenario's\n`money`; `k`, `m` and `bn` are thousands, millions and billions of its currency.\n\n"
        "| dimension | write | unit in results | smallest | largest |\n|---|---|---|---|---|\n";
    for (Dimension const dimension :
         {Dimension::money, Dimension::money_a_month, Dimension::money_a_year, Dimension::duration,
          Dimension::rate, Dimension::share, Dimension::excess, Dimension::ratio, Dimension::score,
          Dimension::count}) {
        base::Range const range = base::range_of(dimension);
        MoneyUnit const money{"GBP", 1e6, "money units", true};
        auto const limit = [&](double value) {
            return value > -1e300 && value < 1e300 ? print_number(value, dimension, money)
                                                   : std::string("none");
        };
        text += fmt::format("| {} | {} | {} | {} | {} |\n", base::name_of(dimension), example_of(dimension),
                            unit_of(dimension), limit(range.low), limit(range.high));
    }
    text +=
        "\nA month counts 365.25 / 12 days where days or weeks are converted. A distribution that reaches "
        "beyond the "
        "range\nof its dimension is cut there and renormalised; `explain` says so.\n";
    text +=
        R"(
A number may also be calculated: `{product: [2%, combined.income]}`, `{sum: [overhead, -0.4%]}`. An operand is a number,
a number in braces, the name of a shared quantity or of a term of the option, or a party (or `combined`, the parties of
the option together), a dot, and `income` or `operating_cost`: its amount a year at the valuation date, in prices of
that date, without growth and before savings. Shares, ratios, counts, scores and excesses are pure numbers. A product
has at most one factor that is not, and takes its unit; a sum has one unit throughout. An amount a year stands for one
year's amount where an amount is wanted (`total: {product: [1%, combined.income]}`), and for a twelfth of it where an
amount a month is; an amount a month for twelve of it where an amount a year is; a pure number may stand for a rate a
year. Operands are not cut to the range of their dimension and may be negative; the result is cut to the range of its
own. The claim of a calculated number is the same arithmetic on the claims of its operands, unless `claim` says
otherwise. An operand in braces or with a distribution has the luck of its place (`costs.fee.annual.product.1`), a name
that of what it names.
)";
    return text;
}

constexpr std::string_view kAboutForms = R"(
## Forms

An option may name an organisational form of the library, a file of that name in `library/forms`. The form says whether
the parties become one legal entity, and what is typical of it: a route, costs, benefits, effects, risks. What the option
takes of that is said by `typical`:

- Absent, and the option writes none of `route`, `contract`, `deal`, `costs`, `benefits`, `support`, `productivity`,
  `workforce` and `risks`: everything that is typical.
- Absent, and the option writes any of these: nothing but the legal form. An option that says what it is gets no lines
  that its author has not written.
- `typical: all`, or a list such as `typical: [route, costs]`: these sections, together with what the option writes. A cost,
  benefit, support line, risk or part of `productivity` of the option replaces the form's of the same name, and the value
  `none` drops it. A route, contract, deal, workforce or `cost_neutral_for` is replaced as a whole, or dropped with `none`.
- `typical: none`: nothing.

`explain` and the list of defaults in the results name what was taken. Lines that were taken have the paths and draws that
they would have if the option had written them.

The lines of a form may name *roles* in place of parties; `parties` then says who plays which. A list of parties plays the
roles in their order when there are as many. Roles may stand wherever a line of the option names a party, also in
`provider.income`. Their numbers may name *terms*: numbers that an option states under `terms` in place of the typical one.
A term without a typical number has to be stated. A term is drawn once for an option (`terms.fee_share`), like a shared
quantity, and correlations can name it (`franchise.terms.fee_share`).

```yaml
options:
  franchise:
    form: management_franchise                            # everything that is typical, with a fee of its own
    parties: {operator: circle, provider: hospital}
    terms: {fee_share: 3%}
  cheaper_franchise:
    form: management_franchise
    parties: {operator: circle, provider: hospital}
    typical: all
    costs:
      procurement: none                                   # dropped
      advisers: {total: 1m, window: {from: start, to: completion}, paid_by: provider}    # added
```

A form `extends` another to take over its legal form, roles, evidence, terms and lines, as far as it does not say otherwise;
it may give a term another number without repeating its dimension, and drop lines with `none`.
)";

constexpr std::string_view kIntroduction =
    R"(# The language of scenarios

A scenario is one YAML document. Names of parties, options, lines and so on start with a small letter and have small
letters, digits and `_` only. Unknown keys, keys written twice, merge keys (`<<`), tags and second documents are errors.
Files named under `use` are looked for beside the file that uses them, then in the library.

This page is printed by `mergerisk reference`.
)";

}  // namespace

std::string language_reference() {
    std::string text(kIntroduction);
    text += numbers();
    text += kAboutForms;
    std::set<Record const*> seen;
    add_sections(kScenarioRecord, seen, text);
    add_sections(kLibraryRecord, seen, text);
    return text;
}

}  // namespace mergerisk::input
