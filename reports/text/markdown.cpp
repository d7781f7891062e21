#include "reports/text/markdown.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace mergerisk::text {

namespace {

/// Characters that mean something in Markdown or in HTML within it are escaped, so a name stays a name.
std::string escaped(std::string_view text) {
    constexpr std::string_view kSpecial = "\\`*_{}[]<>#|~&$";
    std::string out;
    for (char const c : text) {
        if (kSpecial.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

/// A paragraph must not start a list, a quotation, a heading or a rule.
std::string paragraph(std::string_view text) {
    std::string out = escaped(text);
    std::size_t const digits = out.find_first_not_of("0123456789");
    if (!out.empty() && (out[0] == '-' || out[0] == '+' || out[0] == '=')) out.insert(0, "\\");
    if (digits != 0 && digits != std::string::npos && (out[digits] == '.' || out[digits] == ')'))
        out.insert(digits, "\\");
    return out;
}

std::string shown(view::Cell const& cell, view::Column const& column, view::Units const& units) {
    if (auto const* const words = std::get_if<std::string>(&cell)) return escaped(*words);
    auto const* const number = std::get_if<view::Number>(&cell);
    if (number == nullptr) return "";
    std::string text = write(*number, column.kind, units);
    if (column.interval == view::Interval::shown) {
        if (auto const interval = write_interval(*number, column.kind))
            text += fmt::format(" ({})", *interval);
    }
    return escaped(text);
}

std::string head_of(view::Column const& column) {
    return escaped(column.unit.empty() ? column.title : column.title + ", " + column.unit);
}

bool is_aligned_right(view::Column const& column) {
    return column.kind != view::Kind::text;
}

void add_row(std::string& out, std::vector<std::string> const& cells) {
    out += "|";
    for (std::string const& cell : cells) out += " " + cell + (cell.empty() ? "|" : " |");
    out += "\n";
}

void add_down(std::string& out, view::Table const& table, view::Units const& units) {
    std::vector<std::string> heads;
    std::vector<std::string> rules;
    for (view::Column const& column : table.columns) {
        heads.push_back(head_of(column));
        rules.emplace_back(is_aligned_right(column) ? "---:" : "---");
    }
    add_row(out, heads);
    add_row(out, rules);
    for (std::vector<view::Cell> const& row : table.rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(shown(row[i], table.columns[i], units));
        add_row(out, cells);
    }
}

void add_side_by_side(std::string& out, view::Table const& table, view::Units const& units) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        view::Column const& one = table.columns[column];
        std::vector<std::string> cells{column == 0 ? "" : head_of(one)};
        for (std::vector<view::Cell> const& row : table.rows) cells.push_back(shown(row[column], one, units));
        add_row(out, cells);
        if (column > 0) continue;
        std::vector<std::string> rules(cells.size(), "---:");
        rules[0] = "---";
        add_row(out, rules);
    }
}

void add_table(std::string& out, view::Table const& table, view::Units const& units) {
    out += fmt::format("\n**{}**\n\n", escaped(table.caption));
    if (table.direction == view::Direction::side_by_side) {
        add_side_by_side(out, table, units);
    } else {
        add_down(out, table, units);
    }
}

void add_exhibit(std::string& out, view::Exhibit const& exhibit, view::Units const& units) {
    out += fmt::format("\n### {}\n", paragraph(exhibit.title));
    if (!exhibit.subtitle.empty()) out += fmt::format("\n{}\n", paragraph(exhibit.subtitle));
    for (view::Table const& table : exhibit.tables) {
        if (!table.rows.empty() && table.use == view::Use::reading) add_table(out, table, units);
    }
    out += "\n";
    for (auto const& [title, text] :
         {std::pair{"How to read it", &exhibit.how_to_read}, std::pair{"Source", &exhibit.source},
          std::pair{"Error", &exhibit.error_note}}) {
        if (!text->empty()) out += fmt::format("- {}: {}\n", title, escaped(*text));
    }
}

void add_answer(std::string& out, view::Answer const& answer) {
    if (!answer.headline.empty()) out += fmt::format("\n**{}**\n", paragraph(answer.headline));
    std::string sentences;
    for (std::string const* const sentence :
         {&answer.rest, &answer.certainty, &answer.comparison, &answer.expectation}) {
        if (!sentence->empty()) sentences += (sentences.empty() ? "" : " ") + *sentence;
    }
    if (!sentences.empty()) out += fmt::format("\n{}\n", paragraph(sentences));
}

void add_list(std::string& out, std::vector<std::string> const& items) {
    if (!items.empty()) out += "\n";
    for (std::string const& item : items) out += fmt::format("- {}\n", escaped(item));
}

}  // namespace

std::string markdown(view::Document const& document) {
    std::string out = fmt::format("# {}\n\n{}\n", paragraph(document.title), paragraph(document.subtitle));
    if (!document.banner.empty()) out += fmt::format("\n> **{}**\n", paragraph(document.banner));
    out += "\n## The answer\n";
    for (view::Answer const& answer : document.answers) add_answer(out, answer);
    out += fmt::format("\n{}\n", paragraph(document.materially));
    add_list(out, document.caveats);
    add_exhibit(out, document.side_by_side, document.units);
    for (view::Section const& section : document.sections) {
        out += fmt::format("\n## {}\n", paragraph(section.title));
        for (std::string const& text : section.paragraphs) out += fmt::format("\n{}\n", paragraph(text));
        for (view::Exhibit const& exhibit : section.exhibits) add_exhibit(out, exhibit, document.units);
    }
    if (!document.notes.empty()) {
        out += "\n## Notes\n";
        add_list(out, document.notes);
    }
    out += "\n## Where this came from\n";
    add_table(out, document.provenance, document.units);
    add_table(out, document.assurance, document.units);
    return out;
}

}  // namespace mergerisk::text
