#pragma once
// What a report shows, whatever its format: sentences, typed tables, and what stands beside a plot. Made once
// from a run, so that the same figure has the same digits everywhere. Renderers know nothing of deals.
//
// Texts are plain UTF-8: valid, without control characters or bidirectional overrides; names that are written
// from right to left are isolated. Renderers escape them for their format.

#include "reports/view/numbers.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mergerisk::view {

/// Nothing, words, or a number. Never a number already written out.
using Cell = std::variant<std::monostate, std::string, Number>;

/// Where a column stands. `detail` belongs under the row: sources and notes, too long for a column of their
/// own.
enum class Place : std::uint8_t { cell, detail };

/// Whether the 95 % intervals of a column are shown beside its numbers.
enum class Interval : std::uint8_t { left_out, shown };

struct Column {
    std::string title;
    std::string unit;  ///< as in "GBP million"; empty for words and where the kind says it
    Kind kind = Kind::text;
    Interval interval = Interval::left_out;
    Place place = Place::cell;
    std::string meaning;  ///< one sentence, may be empty
};

/// What the rows of a table are compared by. `down`: as usual. `side_by_side`: rows stand beside each other
/// and columns run down, as options do that are compared by the same measures.
enum class Direction : std::uint8_t { down, side_by_side };

/// Whether a table is read, or only holds what a plot draws: formats without plots may leave that out.
enum class Use : std::uint8_t { reading, plot_data };

/// The first column names the row.
struct Table {
    std::string caption;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;  ///< [row][column]
    Direction direction = Direction::down;
    Use use = Use::reading;
};

/// What is drawn; `none` is a table of its own.
enum class Plot : std::uint8_t {
    none,
    distribution,
    completion,
    yearly_cash,
    bridge,
    failures,
    route,
    competition,
    claims,
    normalised_claims,
};
inline constexpr std::array<std::string_view, 10> kPlotNames{
    "none",     "distribution", "completion",  "yearly_cash", "bridge",
    "failures", "route",        "competition", "claims",      "normalised_claims"};

/// A label inside a plot, written out: a percentile, a step, a target.
struct Mark {
    std::string option;  ///< name of the option it belongs to
    std::string name;    ///< what it marks: "p50", "delay", "late", "target"
    std::string label;   ///< that in words
    Number number;
    std::string text;  ///< the number written out, with its unit where the axis has none
};

/// One message with what supports it.
struct Exhibit {
    std::string id;        ///< unique in the document; [a-z0-9_-]
    std::string title;     ///< the finding
    std::string subtitle;  ///< measure and unit
    Plot plot = Plot::none;
    std::vector<std::string> options;  ///< names of the options that are drawn, in order
    std::vector<Mark> marks;
    std::string description;  ///< the plot in words, for those who cannot see it
    std::vector<Table> tables;
    std::string source;
    std::string error_note;
    std::string how_to_read;
};

struct Section {
    std::string id;
    std::string title;
    std::vector<std::string> paragraphs;
    std::vector<Exhibit> exhibits;
};

/// Futures out of 100, summing to 100. A future in which the benefits materially outweigh the costs counts
/// only there.
struct Futures {
    int outweigh = 0;
    int completed_only = 0;
    int not_completed = 0;  ///< prohibited, abandoned or walked away
    int undecided = 0;
};

/// The answer for one option.
struct Answer {
    std::string option;  ///< name
    std::string label;
    std::string headline;     ///< the probability in natural frequencies
    std::string rest;         ///< what happens in the other futures
    std::string certainty;    ///< calibrated word and interval
    std::string comparison;   ///< with the counterfactual; empty where there is none
    std::string expectation;  ///< expected and claimed NPV
    Futures futures;
};

struct OptionName {
    std::string name;
    std::string label;
    std::string short_label;  ///< at most 40 characters
    bool counterfactual = false;
};

struct Document {
    std::string title;     ///< the transaction
    std::string subtitle;  ///< valuation date, horizon, prices
    Units units;
    double horizon_months = 0;
    std::vector<OptionName> options;  ///< as the scenario has them
    /// Of the options that are appraised: the first is what the report is about. Empty where the only option
    /// is the counterfactual.
    std::vector<Answer> answers;
    std::string materially;  ///< what "materially outweigh" means here
    /// What every page says: hindsight. Empty where there is none.
    std::string banner;
    std::vector<std::string> caveats;  ///< what limits the answer, in sentences
    Exhibit side_by_side;              ///< the options with the same measures
    std::vector<Section> sections;
    std::vector<std::string> notes;
    std::string origin;  ///< engine, seed and trials in one line, for the foot of every page
    Table provenance;
    Table assurance;
};

}  // namespace mergerisk::view
