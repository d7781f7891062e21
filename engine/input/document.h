#pragma once
// A YAML text as a tree that remembers where everything stands.

#include "engine/base/problem.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::input {

/// Line and column in a text, both from 1; columns count code points.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    friend auto operator<=>(Position const&, Position const&) = default;
};

struct Node;

/// A member of a list (no key) or of a map.
struct Child {
    std::string key;
    Position key_position;
    std::shared_ptr<Node const> node;  ///< never null; shared by the aliases of one anchor
    std::optional<Position> alias;     ///< where the alias stands, when the value is one
};

/// A scalar, a list or a map. Keys of a map are plain scalars and differ from each other.
struct Node {
    enum class Kind : std::uint8_t { scalar, list, map };

    Kind kind = Kind::scalar;
    bool quoted = false;  ///< a scalar in quotes or a block scalar
    bool merges = false;  ///< a map with a merge key, whose other keys are therefore unknown
    Position position = {};
    std::string text = {};             ///< of a scalar; empty when there is no value
    std::vector<Child> children = {};  ///< of a list or map, in the order of the text
    std::uint32_t size = 1;            ///< nodes below and including this one, aliases expanded
    std::uint32_t height = 0;          ///< longest way down
    std::uint64_t text_bytes = 0;      ///< of all scalars and keys below, aliases expanded

    [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
    [[nodiscard]] bool is_list() const { return kind == Kind::list; }
    [[nodiscard]] bool is_map() const { return kind == Kind::map; }
    /// Nothing was written, or `null` or `~`.
    [[nodiscard]] bool is_absent() const { return is_scalar() && !quoted && text.empty(); }
    /// The member of a map, or null.
    [[nodiscard]] Child const* find(std::string_view key) const;
};

struct Document {
    std::string file;  ///< the name that messages show
    std::shared_ptr<Node const> root;
};

/// What a text may cost. Parsing stops at the first limit that is passed, before the memory is used.
struct Limits {
    std::size_t bytes = 4u << 20;               ///< of a file
    std::size_t depth = 64;                     ///< maps and lists within each other
    std::size_t nodes = 200'000;                ///< aliases expanded
    std::size_t scalar_bytes = 64u << 10;       ///< of one value
    std::size_t key_bytes = 100;                ///< of one key
    std::size_t text_bytes = 8u << 20;          ///< of all values, aliases expanded
    std::size_t look_ahead_bytes = 256u << 10;  ///< text that may be read before its meaning is known
};

struct Parsed {
    std::optional<Document> document;  ///< absent when the text could not be read to its end
    base::Problems problems;
};

/// Reads one YAML document in UTF-8 (a byte order mark is allowed). Problems: a syntax error (the first one
/// only), more than one document, duplicate keys, keys that are not scalars, merge keys (`<<`), tags, aliases
/// that contain themselves, control characters, invalid UTF-8, an empty text, and passing a limit.
[[nodiscard]] Parsed parse_document(std::string file, std::string_view text, Limits const& limits = {});

/// "64", "4 MB", "256 KB": a limit as messages show it.
[[nodiscard]] std::string describe_bytes(std::size_t bytes);

}  // namespace mergerisk::input
