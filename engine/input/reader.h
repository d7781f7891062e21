#pragma once
// Reads documents into records, as the rows declare it.

#include "engine/base/problem.h"
#include "engine/input/declaration.h"
#include "engine/input/origins.h"

#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::input {

/// A value that nobody wrote: what was taken instead and what it means.
struct DefaultTaken {
    std::string path;
    std::string value;
    std::string meaning;
};

/// What reading collects besides the values.
struct Findings {
    base::Problems problems;
    Origins origins;
    std::vector<DefaultTaken> defaults;
    bool more_problems = false;  ///< there were more than are kept
};

/// Reads the nodes of one file.
class Reader {
  public:
    /// More problems than this are not collected: a broken file has said enough.
    static constexpr std::size_t kMostProblems = 1000;

    Reader(std::string file, MoneyUnit money, bool in_library, Findings& findings)
        : file_(std::move(file)), money_(std::move(money)), in_library_(in_library), findings_(findings) {}

    [[nodiscard]] MoneyUnit const& money() const { return money_; }
    /// The file is a library file: entries must state their source.
    [[nodiscard]] bool in_library() const { return in_library_; }
    [[nodiscard]] Origins const& origins() const { return findings_.origins; }

    /// A problem with the value at the spot.
    void problem(Spot const& spot, std::string reason, std::string suggestion = {});
    /// A problem with the key at the spot, or with something that is missing below it.
    void problem_at_key(Spot const& spot, std::string path, std::string reason, std::string suggestion = {});
    [[nodiscard]] std::size_t problem_count() const { return findings_.problems.size(); }
    void note_default(std::string path, std::string value, std::string meaning);

    /// The spot of a member of the map or list at `spot`, also noted in the origins.
    [[nodiscard]] Spot enter(Spot const& spot, Child const& child, std::string_view name,
                             std::optional<base::Dimension> dimension = {});

    /// Reads a map (or the scalar that its shorthand allows) into the record at `target`.
    void read_record(Record const& record, Node const& node, Spot const& spot, void* target);

    /// The text of a scalar that is there, else a problem that says what was expected.
    [[nodiscard]] std::optional<std::string_view> scalar(Node const& node, Spot const& spot,
                                                         std::string_view expected);
    /// Problems unless the node is a map or list.
    [[nodiscard]] bool is_map(Node const& node, Spot const& spot, std::string_view expected);
    [[nodiscard]] bool is_list(Node const& node, Spot const& spot, std::string_view expected);

    /// The value, or a problem at the spot.
    template <class T>
    std::optional<T> take(Scanned<T> scanned, Spot const& spot) {
        if (!scanned.value) problem(spot, std::move(scanned.reason), std::move(scanned.suggestion));
        return std::move(scanned.value);
    }

    /// A number of the spot's dimension, in its range.
    std::optional<double> number(Node const& node, Spot const& spot);
    /// The same without the range: for standard deviations.
    std::optional<double> spread(Node const& node, Spot const& spot);

    /// Says why a text cannot name something new; true when it can.
    bool check_new_name(Spot const& spot, std::string_view name);

  private:
    void read_row(RowOf const& row, Node const& node, Spot const& spot, void* target);
    void take_default(RowOf const& row, Spot const& spot, void* target);
    void check_unknown_keys(std::span<RowOf const> rows, Record const& record, Node const& node,
                            Spot const& spot);
    void check_groups(std::span<RowOf const> rows, Node const& node, Spot const& spot);
    void read_shorthand(Record const& record, std::span<RowOf const> rows, Node const& node, Spot const& spot,
                        void* target);

    std::string file_;
    MoneyUnit money_;
    bool in_library_;
    Findings& findings_;
};

/// "scenario" + "transaction" -> "scenario.transaction"; an empty parent adds nothing.
[[nodiscard]] std::string join(std::string_view parent, std::string_view name);
/// "a, b or c"
[[nodiscard]] std::string list_words(std::vector<std::string> const& words, std::string_view last);
/// The candidate nearest to the word by edit distance, if it is near enough to be meant.
[[nodiscard]] std::optional<std::string> nearest_word(std::string_view word,
                                                      std::span<std::string_view const> candidates);

}  // namespace mergerisk::input
