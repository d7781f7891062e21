#include "reports/text/headline.h"

#include "engine/base/contract.h"
#include "reports/text/layout.h"

#include <algorithm>
#include <utility>

namespace mergerisk::text {

namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kWidestOption = 22;
constexpr std::size_t kNarrowestMeasure = 24;
constexpr std::size_t kMostLines = 3;

std::string shown(view::Cell const& cell, view::Column const& column, view::Units const& units) {
    if (auto const* const number = std::get_if<view::Number>(&cell))
        return write(*number, column.kind, units);
    if (auto const* const words = std::get_if<std::string>(&cell)) return *words;
    return "–";
}

/// [line][column] of texts: what the table shows, measures down and options beside each other.
using Grid = std::vector<std::vector<std::string>>;

Grid grid_of(view::Table const& table, std::vector<std::vector<view::Cell>> const& rows,
             view::Units const& units) {
    Grid grid;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        view::Column const& one = table.columns[column];
        std::string name = column == 0 ? "" : one.title;
        std::vector<std::string> line{std::move(name)};
        for (std::vector<view::Cell> const& row : rows) line.push_back(shown(row[column], one, units));
        grid.push_back(std::move(line));
    }
    return grid;
}

std::vector<std::size_t> widths_of(Grid const& grid) {
    std::vector<std::size_t> widths(grid.front().size(), 0);
    for (auto const& line : grid) {
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width_of(line[i]));
    }
    return widths;
}

/// A line of texts; the first column to the left, the others to the right. Names of options may take several
/// lines.
void add_lines(std::string& out, std::vector<std::string> const& texts,
               std::vector<std::size_t> const& widths) {
    std::vector<std::vector<std::string>> columns;
    std::size_t height = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        columns.push_back(wrapped(texts[i], std::max<std::size_t>(widths[i], 2)));
        if (columns.back().size() > kMostLines) {
            columns.back().resize(kMostLines);
            columns.back().back() = "…";
        }
        height = std::max(height, columns.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        std::string row;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::string const text = line < columns[i].size() ? columns[i][line] : "";
            row += padded(text, widths[i], i == 0 ? Align::left : Align::right);
            if (i + 1 < columns.size()) row += std::string(kGap, ' ');
        }
        row.erase(row.find_last_not_of(' ') + 1);
        out += row + "\n";
    }
}

std::vector<std::size_t> widths_within(Grid const& grid, std::size_t width) {
    std::vector<std::size_t> widths = widths_of(grid);
    std::size_t taken = 0;
    for (std::size_t i = 1; i < widths.size(); ++i) {
        widths[i] = std::min(widths[i], kWidestOption);
        taken += kGap + widths[i];
    }
    // One option always fits beside its measures: see the precondition of `headline`.
    std::size_t const left = width - taken;
    widths[0] = std::min(widths[0], left);
    return widths;
}

void add_grid(std::string& out, Grid const& grid, std::size_t width) {
    std::vector<std::size_t> const widths = widths_within(grid, width);
    for (std::vector<std::string> const& line : grid) add_lines(out, line, widths);
}

/// How many options fit beside each other.
std::size_t fitting(Grid const& grid, std::size_t width) {
    std::vector<std::size_t> const widths = widths_of(grid);
    std::size_t taken = kNarrowestMeasure;
    std::size_t count = 0;
    for (std::size_t i = 1; i < widths.size(); ++i) {
        taken += kGap + std::min(widths[i], kWidestOption);
        if (taken > width) break;
        ++count;
    }
    return std::max<std::size_t>(count, 1);
}

void add_paragraph(std::string& out, std::string const& text, std::size_t width) {
    for (std::string const& line : wrapped(text, width)) out += line + "\n";
}

}  // namespace

std::string headline(view::Document const& document, std::size_t width) {
    EXPECTS(width >= 40);
    std::string out;
    add_paragraph(out, document.title, width);
    add_paragraph(out, document.banner, width);
    for (view::Answer const& answer : document.answers) {
        out += "\n";
        add_paragraph(out, answer.headline, width);
        add_paragraph(out, answer.rest, width);
        add_paragraph(out, answer.certainty, width);
    }
    if (!document.units.money_label.empty()) {
        out += "\n";
        add_paragraph(out, "Options side by side, money in " + document.units.money_label, width);
    }
    for (view::Table const& table : document.side_by_side.tables) {
        std::vector<std::vector<view::Cell>> left = table.rows;
        while (!left.empty()) {
            std::size_t const count =
                std::min(fitting(grid_of(table, left, document.units), width), left.size());
            auto const end = left.begin() + static_cast<std::ptrdiff_t>(count);
            std::vector<std::vector<view::Cell>> const beside(left.begin(), end);
            out += "\n";
            add_grid(out, grid_of(table, beside, document.units), width);
            left.erase(left.begin(), end);
        }
    }
    return out;
}

}  // namespace mergerisk::text
