#include "reports/html/escape.h"
#include "reports/html/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace mergerisk::html {

namespace {

using view::Cell;
using view::Column;
using view::Kind;
using view::Place;

bool is_number(Column const& column) {
    return column.kind != Kind::text;
}

std::string content(Cell const& cell, Column const& column, view::Units const& units) {
    if (auto const* const words = std::get_if<std::string>(&cell)) return escaped_breakable(*words);
    auto const* const number = std::get_if<view::Number>(&cell);
    if (number == nullptr) return "<span class=\"none\">–</span>";
    std::string text =
        fmt::format("<span class=\"value\">{}</span>", escaped(write(*number, column.kind, units)));
    if (column.interval == view::Interval::shown) {
        if (auto const interval = write_interval(*number, column.kind))
            text += fmt::format(" <span class=\"interval\">{}</span>", escaped(*interval));
    }
    return text;
}

std::string head(Column const& column, std::string_view scope) {
    std::string text = escaped_breakable(column.title);
    bool const both = !column.unit.empty() && !column.meaning.empty();
    std::string const below = escaped(column.unit + (both ? "; " : "") + column.meaning);
    if (!below.empty()) text += fmt::format(" <span class=\"meaning\">{}</span>", below);
    return fmt::format("<th scope=\"{}\"{}>{}</th>", scope, is_number(column) ? " class=\"number\"" : "",
                       text);
}

/// Sources and notes of a row, in a line of their own below it.
std::string details(view::Table const& table, std::vector<Cell> const& row, view::Units const& units) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
        Column const& column = table.columns[i];
        if (column.place != Place::detail) continue;
        auto const* const words = std::get_if<std::string>(&row[i]);
        if (std::holds_alternative<std::monostate>(row[i]) || (words != nullptr && words->empty())) continue;
        text += fmt::format("<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>", escaped(column.title),
                            content(row[i], column, units));
    }
    return text.empty() ? "" : "<dl class=\"details\">" + text + "</dl>";
}

std::string row_down(view::Table const& table, std::vector<Cell> const& row, view::Units const& units) {
    std::string out = "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
        Column const& column = table.columns[i];
        if (column.place == Place::detail) continue;
        std::string const text = content(row[i], column, units);
        if (i == 0 && !is_number(column)) {
            out += fmt::format("<th scope=\"row\" dir=\"auto\">{}</th>", text);
        } else {
            out += fmt::format("<td{} data-label=\"{}\">{}</td>",
                               is_number(column) ? " class=\"number\"" : "", escaped(column.title), text);
        }
    }
    out += "</tr>\n";
    std::string const below = details(table, row, units);
    auto const cells = std::count_if(table.columns.begin(), table.columns.end(),
                                     [](Column const& column) { return column.place == Place::cell; });
    if (!below.empty())
        out += fmt::format("<tr class=\"below\"><td colspan=\"{}\">{}</td></tr>\n", cells, below);
    return out;
}

bool has_details(view::Table const& table) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [](Column const& column) { return column.place == Place::detail; });
}

/// One body for each row, so that a row and what stands below it are not parted.
std::string down(view::Table const& table, view::Units const& units) {
    std::string out = "<thead><tr>";
    for (Column const& column : table.columns) {
        if (column.place == Place::cell) out += head(column, "col");
    }
    out += "</tr></thead>\n";
    bool const parted = has_details(table);
    if (!parted) out += "<tbody>\n";
    for (std::vector<Cell> const& row : table.rows) {
        std::string const text = row_down(table, row, units);
        out += parted ? "<tbody>\n" + text + "</tbody>\n" : text;
    }
    if (!parted) out += "</tbody>\n";
    return out;
}

std::string side_by_side(view::Table const& table, view::Units const& units) {
    std::string out = "<thead><tr><td></td>";
    for (std::vector<Cell> const& row : table.rows)
        out += fmt::format("<th scope=\"col\" dir=\"auto\" class=\"number\">{}</th>",
                           content(row.front(), table.columns.front(), units));
    out += "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 1; i < table.columns.size(); ++i) {
        out += "<tr>" + head(table.columns[i], "row");
        for (std::vector<Cell> const& row : table.rows)
            out += fmt::format("<td class=\"number\">{}</td>", content(row[i], table.columns[i], units));
        out += "</tr>\n";
    }
    return out + "</tbody>\n";
}

std::string_view kind_of(view::Table const& table) {
    if (table.direction == view::Direction::side_by_side) return "side-by-side";
    return has_details(table) ? "with-details" : "plain";
}

}  // namespace

std::string table(view::Table const& table, view::Units const& units) {
    std::string const caption = escaped(table.caption);
    std::string const body =
        table.direction == view::Direction::side_by_side ? side_by_side(table, units) : down(table, units);
    constexpr std::size_t kShort = 16;  // rows that are kept on one printed page
    return fmt::format(
        "<div class=\"scroll{}{}\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n"
        "<table class=\"{}\">\n<caption>{}</caption>\n{}</table>\n</div>\n",
        table.use == view::Use::plot_data ? " plot-data" : "",
        table.rows.size() <= kShort && !has_details(table) ? " short" : "", caption, kind_of(table), caption,
        body);
}

}  // namespace mergerisk::html
