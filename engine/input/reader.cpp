#include "engine/input/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace mergerisk::input {
namespace {

base::Place place_of(std::string const& file, Position position) {
    return {file, position.line, position.column};
}

/// Number of insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
/// (optimal string alignment distance).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), current(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const cost = a[i - 1] == b[j - 1] ? 0 : 1;
            current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + cost});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, current);
    }
    return last[b.size()];
}

std::string_view kind_words(Node const& node) {
    if (node.is_map()) return "a map";
    if (node.is_list()) return "a list";
    return node.is_absent() ? "nothing" : "a single value";
}

std::vector<std::string> keys_of(std::span<RowOf const> rows, std::string_view group) {
    std::vector<std::string> keys;
    for (RowOf const& row : rows)
        if (row.row->one_of == group) keys.emplace_back(row.row->key);
    return keys;
}

}  // namespace

std::string join(std::string_view parent, std::string_view name) {
    if (parent.empty()) return std::string(name);
    std::string path(parent);
    path += '.';
    path += name;
    return path;
}

std::string list_words(std::vector<std::string> const& words, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
        text += words[i];
    }
    return text;
}

std::optional<std::string> nearest_word(std::string_view word, std::span<std::string_view const> candidates) {
    constexpr std::size_t kLongest = 64;
    if (word.size() > kLongest) return std::nullopt;
    std::string folded(word);
    for (char& c : folded)
        if (c == '-' || c == ' ')
            c = '_';
        else if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    std::optional<std::string> best;
    // A third of the letters may be wrong, at least one and at most three.
    std::size_t least = std::clamp<std::size_t>(word.size() / 3, 1, 3) + 1;
    for (std::string_view const candidate : candidates) {
        if (candidate.size() > kLongest) continue;
        std::size_t const distance = edit_distance(folded, candidate);
        if (distance < least) {
            least = distance;
            best = std::string(candidate);
        }
    }
    return best;
}

std::vector<RowOf> rows_of(Record const& record) {
    std::vector<RowOf> rows;
    for (Row const& row : record.rows) rows.push_back({&row, nullptr});
    for (Part const& part : record.parts)
        for (Row const& row : part.record->rows) rows.push_back({&row, &part});
    return rows;
}

void Reader::problem(Spot const& spot, std::string reason, std::string suggestion) {
    if (findings_.problems.size() >= kMostProblems) {
        findings_.more_problems = true;
        return;
    }
    findings_.problems.push_back(
        {spot.path, std::move(reason), std::move(suggestion), place_of(file_, spot.value)});
}

void Reader::problem_at_key(Spot const& spot, std::string path, std::string reason, std::string suggestion) {
    if (findings_.problems.size() >= kMostProblems) {
        findings_.more_problems = true;
        return;
    }
    findings_.problems.push_back(
        {std::move(path), std::move(reason), std::move(suggestion), place_of(file_, spot.key)});
}

void Reader::note_default(std::string path, std::string value, std::string meaning) {
    findings_.defaults.push_back({std::move(path), std::move(value), std::move(meaning)});
}

Spot Reader::enter(Spot const& spot, Child const& child, std::string_view name,
                   std::optional<base::Dimension> dimension) {
    Position const value = child.alias.value_or(child.node->position);
    bool const in_map = !child.key.empty();
    Spot inner{join(spot.path, name), dimension.value_or(spot.dimension), in_map ? child.key_position : value,
               value, std::nullopt};
    inner.any_size = spot.any_size && !dimension;
    // Every file has a version and a list of uses; the scenario's are the ones to point at.
    bool const of_every_file = in_library_ && (spot.path.empty() || spot.path == "use");
    if (!of_every_file)
        findings_.origins.add(
            inner.path, {place_of(file_, inner.key), place_of(file_, inner.value), child.node->is_scalar()});
    return inner;
}

std::optional<std::string_view> Reader::scalar(Node const& node, Spot const& spot,
                                               std::string_view expected) {
    if (node.is_scalar() && !node.is_absent()) return node.text;
    problem(spot, fmt::format("expected {}, found {}", expected, kind_words(node)));
    return std::nullopt;
}

bool Reader::is_map(Node const& node, Spot const& spot, std::string_view expected) {
    if (!node.is_map()) problem(spot, fmt::format("expected {}, found {}", expected, kind_words(node)));
    return node.is_map();
}

bool Reader::is_list(Node const& node, Spot const& spot, std::string_view expected) {
    if (!node.is_list()) problem(spot, fmt::format("expected {}, found {}", expected, kind_words(node)));
    return node.is_list();
}

std::optional<double> Reader::spread(Node const& node, Spot const& spot) {
    auto const text = scalar(node, spot, fmt::format("{}", base::name_of(spot.dimension)));
    if (!text) return std::nullopt;
    return take(scan_number(*text, spot.dimension, money_), spot);
}

std::optional<double> Reader::number(Node const& node, Spot const& spot) {
    auto const value = spread(node, spot);
    if (!value) return std::nullopt;
    auto reason = spot.any_size ? std::nullopt : out_of_range(*value, spot.dimension, money_);
    if (reason) {
        problem(spot, std::move(*reason));
        return std::nullopt;
    }
    if (spot.range && (*value < spot.range->low || *value > spot.range->high)) {
        problem(spot, fmt::format("{} is outside {} to {}", print_number(*value, spot.dimension, money_),
                                  print_number(spot.range->low, spot.dimension, money_),
                                  print_number(spot.range->high, spot.dimension, money_)));
        return std::nullopt;
    }
    return value;
}

bool Reader::check_new_name(Spot const& spot, std::string_view name) {
    if (!is_name(name)) {
        problem_at_key(spot, spot.path, fmt::format("\"{}\" is not a name", name),
                       "Names start with a small letter and have small letters, digits and _ only");
        return false;
    }
    if (is_reserved(name)) {
        problem_at_key(spot, spot.path,
                       fmt::format("\"{}\" is a word of the language and cannot be a name", name),
                       "Choose another name");
        return false;
    }
    return true;
}

void Reader::check_unknown_keys(std::span<RowOf const> rows, Record const& record, Node const& node,
                                Spot const& spot) {
    for (Child const& child : node.children) {
        bool const known = std::any_of(rows.begin(), rows.end(),
                                       [&](RowOf const& row) { return row.row->key == child.key; });
        if (known) continue;
        if (findings_.problems.size() >= kMostProblems) {
            findings_.more_problems = true;
            return;
        }
        std::vector<std::string_view> keys;
        for (RowOf const& row : rows) keys.push_back(row.row->key);
        auto const near = nearest_word(child.key, keys);
        if (!near && child.key.find(' ') != std::string::npos) {
            Spot at = spot;
            at.key = child.key_position;
            problem_at_key(at, spot.path, fmt::format("\"{}\" is not a key", child.key),
                           "Put the text before it in quotes if it contains a comma");
            continue;
        }
        std::vector<std::string> all(keys.begin(), keys.end());
        std::string const where = record.name.empty() ? "here" : fmt::format("in {}", record.name);
        Spot at = spot;
        at.key = child.key_position;
        problem_at_key(at, join(spot.path, child.key), "unknown key",
                       near ? fmt::format("Did you mean \"{}\"?", *near)
                            : fmt::format("The keys {} are {}", where, list_words(all, "and")));
    }
}

void Reader::check_groups(std::span<RowOf const> rows, Node const& node, Spot const& spot) {
    std::vector<std::string_view> done;
    for (RowOf const& row : rows) {
        std::string_view const group = row.row->one_of;
        if (group.empty() || std::find(done.begin(), done.end(), group) != done.end()) continue;
        done.push_back(group);
        Child const* first = nullptr;
        bool needed = false;
        for (RowOf const& member : rows)
            needed |= member.row->one_of == group && member.row->presence == Presence::required;
        for (Child const& child : node.children) {
            bool const is_member = std::any_of(rows.begin(), rows.end(), [&](RowOf const& member) {
                return member.row->one_of == group && member.row->key == child.key;
            });
            if (!is_member) continue;
            if (first == nullptr) {
                first = &child;
                continue;
            }
            Spot at = spot;
            at.key = child.key_position;
            problem_at_key(at, join(spot.path, child.key),
                           fmt::format("{} and {} cannot both be given", first->key, child.key),
                           "Keep one of them");
        }
        if (first == nullptr && needed && !node.merges)
            problem_at_key(spot, spot.path,
                           fmt::format("one of {} is missing", list_words(keys_of(rows, group), "or")),
                           "Add one of them");
    }
}

void Reader::take_default(RowOf const& row, Spot const& spot, void* target) {
    Row const& what = *row.row;
    std::string const path = join(spot.path, what.key);
    note_default(path, std::string(what.default_text), std::string(what.doc));
    if (what.presence != Presence::defaulted) return;
    // The default is read like any text, so that what is stated is what is taken.
    Node node{.kind = what.default_text == "{}" ? Node::Kind::map : Node::Kind::scalar,
              .position = spot.value,
              .text = what.default_text == "{}" ? std::string() : std::string(what.default_text)};
    Spot const inner{path, what.dimension.value_or(spot.dimension), spot.key, spot.value, std::nullopt};
    what.type->read(*this, node, inner, row.make(target));
}

void Reader::read_row(RowOf const& row, Node const& node, Spot const& spot, void* target) {
    Row const& what = *row.row;
    Child const* child = node.find(what.key);
    if (child == nullptr) {
        if (what.presence == Presence::required && what.one_of.empty() && !node.merges)
            problem_at_key(spot, join(spot.path, what.key), "this key is missing",
                           fmt::format("Add {}: {}", what.key, what.doc));
        else if (what.presence == Presence::defaulted || what.presence == Presence::implied)
            take_default(row, spot, target);
        return;
    }
    Spot inner = enter(spot, *child, what.key, what.dimension);
    inner.range = what.range;
    if (child->node->is_absent()) {
        Spot at_key = inner;
        at_key.value = inner.key;
        problem(at_key, "the value is missing", fmt::format("Write {}: {}", what.key, what.doc));
        return;
    }
    what.type->read(*this, *child->node, inner, row.make(target));
}

void Reader::read_shorthand(Record const& record, std::span<RowOf const> rows, Node const& node,
                            Spot const& spot, void* target) {
    for (RowOf const& row : rows) {
        if (row.row->key != record.shorthand) {
            bool const stated =
                row.row->presence == Presence::defaulted || row.row->presence == Presence::implied;
            if (stated) take_default(row, spot, target);
            continue;
        }
        Spot inner = spot;
        inner.range = row.row->range;
        inner.path = join(spot.path, row.row->key);
        inner.dimension = row.row->dimension.value_or(spot.dimension);
        findings_.origins.add(inner.path, {place_of(file_, inner.key), place_of(file_, inner.value), true});
        row.row->type->read(*this, node, inner, row.make(target));
    }
}

void Reader::read_record(Record const& record, Node const& node, Spot const& spot, void* target) {
    std::vector<RowOf> const rows = rows_of(record);
    if (node.is_scalar() && !node.is_absent() && !record.shorthand.empty()) {
        read_shorthand(record, rows, node, spot, target);
    } else {
        if (!node.is_map()) {
            std::vector<std::string> keys;
            keys.reserve(rows.size());
            for (RowOf const& row : rows) keys.emplace_back(row.row->key);
            problem(spot, fmt::format("expected a map, found {}", kind_words(node)),
                    fmt::format("Its keys are {}", list_words(keys, "and")));
            return;
        }
        check_unknown_keys(rows, record, node, spot);
        check_groups(rows, node, spot);
        for (RowOf const& row : rows) read_row(row, node, spot, target);
    }
    if (record.finish != nullptr) record.finish(*this, node, spot, target);
}

}  // namespace mergerisk::input
