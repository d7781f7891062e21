#include "engine/app/evidence_plot.h"

#include "engine/math/normal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace mergerisk::app {
namespace {

constexpr std::size_t kRows = 8;
constexpr std::size_t kNarrowest = 24;

/// Eighths of a character, from nothing to all of it.
constexpr std::array<char const*, 9> kBlocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/// Probability in each of equally wide columns from low to high; what lies beyond counts in the outer ones.
std::vector<double> masses(math::Distribution const& distribution, double low, double high,
                           std::size_t columns) {
    std::vector<double> result;
    result.reserve(columns);
    double before = math::probability_up_to(distribution, low).below;
    for (std::size_t i = 1; i <= columns; ++i) {
        bool const last = i == columns;
        double const edge = low + (high - low) * static_cast<double>(i) / static_cast<double>(columns);
        math::UpTo const up_to = math::probability_up_to(distribution, edge);
        double const now = last ? up_to.including : up_to.below;
        result.push_back(std::max(0.0, now - before));
        before = now;
    }
    return result;
}

/// One lump would leave nothing to see of the rest: columns are cut at twice the tallest of the others.
double tallest(std::vector<double> masses) {
    std::sort(masses.begin(), masses.end(), std::greater<>{});
    double const first = masses.front();
    double const second = masses.size() > 1 ? masses[1] : first;
    return second > 0 ? std::min(first, 2 * second) : first;
}

std::string columns_of(std::vector<double> const& masses) {
    double const top = tallest(masses);
    std::string text;
    for (std::size_t row = kRows; row-- > 0;) {
        std::string line;
        std::size_t blanks = 0;
        for (double const mass : masses) {
            auto const eighths =
                static_cast<long>(std::lround(std::min(1.0, mass / top) * static_cast<double>(8 * kRows)));
            long const here = std::clamp(eighths - static_cast<long>(8 * row), 0L, 8L);
            if (here == 0) {
                ++blanks;
                continue;
            }
            line += std::string(blanks, ' ') + kBlocks[static_cast<std::size_t>(here)];
            blanks = 0;
        }
        text += line + "\n";
    }
    return text;
}

}  // namespace

std::string density_plot(math::Distribution const& distribution, std::size_t width,
                         std::function<std::string(double)> const& number) {
    std::size_t const columns = std::max(width, kNarrowest);
    auto const percentile = [&](double p) { return math::quantile(distribution, math::normal_score(p)); };
    double const low = percentile(0.01);
    double const high = percentile(0.99);
    if (!(low < high)) return "always " + number(low) + "\n";
    std::string text = columns_of(masses(distribution, low, high, columns));
    std::string axis;
    std::vector<std::size_t> marks;
    marks.reserve(3);
    for (double const p : {0.1, 0.5, 0.9}) {
        double const place = (percentile(p) - low) / (high - low) * static_cast<double>(columns);
        marks.push_back(std::min(columns - 1, static_cast<std::size_t>(std::max(0.0, place))));
    }
    for (std::size_t i = 0; i < columns; ++i)
        axis += std::find(marks.begin(), marks.end(), i) == marks.end() ? "─" : "┴";
    std::string const left = number(low);
    std::string const right = number(high);
    std::size_t const gap = columns > left.size() + right.size() ? columns - left.size() - right.size() : 1;
    text += axis + "\n" + left + std::string(gap, ' ') + right + "\n";
    return text;
}

std::string bar_plot(std::vector<std::pair<std::string, double>> const& shares, std::size_t width) {
    std::size_t name_width = 0;
    for (auto const& [name, share] : shares) name_width = std::max(name_width, name.size());
    constexpr std::size_t kNumberWidth = 8;
    std::size_t const others = name_width + kNumberWidth + 2;
    std::size_t const bar = std::max(width, others + 8) - others;
    std::string text;
    for (auto const& [name, share] : shares) {
        auto const eighths = static_cast<std::size_t>(std::lround(share * static_cast<double>(8 * bar)));
        std::string line = name + std::string(name_width - name.size() + 1, ' ');
        line += fmt::format("{:5.1f} % ", 100 * share);
        for (std::size_t i = 0; i < eighths / 8; ++i) line += "█";
        constexpr std::array<char const*, 8> kParts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
        text += line + kParts[eighths % 8] + "\n";
    }
    return text;
}

std::string wrapped(std::string const& text, std::size_t indent, std::size_t width) {
    std::string result;
    std::string line;
    auto const end_line = [&] {
        if (!line.empty()) result += std::string(indent, ' ') + line + "\n";
        line.clear();
    };
    for (std::size_t from = 0; from < text.size();) {
        std::size_t const to = std::min(text.find(' ', from), text.size());
        std::string const word = text.substr(from, to - from);
        from = to + 1;
        if (word.empty()) continue;
        if (!line.empty() && indent + line.size() + 1 + word.size() > width) end_line();
        line += (line.empty() ? "" : " ") + word;
    }
    end_line();
    return result;
}

}  // namespace mergerisk::app
