#pragma once
// How the language is declared: one row for each key, from which reading, checking, defaults, the JSON
// Schema, the reference and `explain` all follow.
//
// Rows, records and types are constant data without templates inside; the helpers at the end of this header
// fill in the few lines of code that know a field's C++ type.

#include "engine/base/dimension.h"
#include "engine/input/document.h"
#include "engine/input/scalars.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mergerisk::input {

class Reader;
struct Row;
struct Record;

enum class Presence {
    required,
    optional,   ///< without it there is nothing
    defaulted,  ///< without it the row's default text is read
    implied,    ///< without it the engine assumes what the row's default text says
};

/// How a field is reached in its record.
struct Field {
    void* (*make)(void* record) = nullptr;              ///< the field, created where it is optional
    void const* (*find)(void const* record) = nullptr;  ///< null where it is absent
};

/// Where a value stands: in the document and in the text.
struct Spot {
    std::string path;
    base::Dimension dimension = base::Dimension::ratio;
    Position key;                      ///< of its key, or of the value where there is none
    Position value;                    ///< of the value, or of its alias
    std::optional<base::Range> range;  ///< that a constant must lie in, besides that of its dimension
    bool any_size = false;             ///< it need not lie in the range of its dimension
};

struct Choice {
    std::string_view word;
    int value;
    std::string_view doc;
};

/// What a value may look like, how it is read and printed.
struct Type {
    std::string_view name;  ///< in the schema and the reference; empty: that of the record
    std::string_view doc;   ///< one phrase: what to write; empty: what the record is

    /// Reads the node into the field; reports what is wrong.
    void (*read)(Reader&, Node const&, Spot const&, void* field) = nullptr;
    /// The value in one line; null for records and collections, which are walked.
    std::string (*print)(void const* field, base::Dimension, MoneyUnit const&) = nullptr;

    /// The record behind the field, to be walked row by row; null where there is none (then it is printed).
    void const* (*record_in)(void const* field) = nullptr;

    // Forms that a value may take. A type may have several.
    bool takes_number = false;  ///< a plain number
    bool takes_boolean = false;
    bool takes_any_text = false;
    bool takes_anything = false;    ///< what it may be follows from another place: the schema leaves it open
    bool has_dimension = false;     ///< a scalar in the form of the row's dimension
    std::string_view pattern = {};  ///< of a scalar, ECMA 262
    std::span<Choice const> choices = {};
    Record const* record = nullptr;        ///< a map of these keys
    Record const* other_record = nullptr;  ///< or of these
    /// The row of the record whose choice decides the dimension of the other rows, and how.
    Row const* dimension_row = nullptr;
    base::Dimension (*dimension_of)(int choice) = nullptr;
    Type const* values = nullptr;      ///< a map from names to these
    std::string_view value_keys = {};  ///< pattern of its keys; empty: names
    Type const* items = nullptr;       ///< a list of these
    std::size_t least_items = 0;
    std::size_t most_items = 0;  ///< 0: no limit

    // Walking a collection of named records: number of elements, one of them, its name.
    std::size_t (*size)(void const* collection) = nullptr;
    void const* (*element)(void const* collection, std::size_t index) = nullptr;
    std::string_view (*element_name)(void const* element) = nullptr;
};

/// A type that reads values of one C++ type.
template <class T>
struct Typed : Type {
    using Value = T;
};

struct Row {
    std::string_view key;
    Type const* type = nullptr;
    Field field;
    Presence presence = Presence::optional;
    std::string_view default_text = {};
    std::string_view doc = {};                      ///< one sentence, shown in the reference and in editors
    std::optional<base::Dimension> dimension = {};  ///< absent: that of the record around it, if any
    std::string_view one_of = {};                   ///< rows of one such group exclude each other
    std::string_view example = {};
    std::optional<base::Range> range = {};  ///< of a constant, in the unit of its dimension
};

/// Another record whose keys stand in the same map.
struct Part {
    Record const* record = nullptr;
    Field field;
};

struct Record {
    std::string_view name;
    std::string_view doc;
    std::span<Row const> rows;
    std::span<Part const> parts = {};
    std::string_view shorthand = {};  ///< the key that a scalar in place of the map stands for
    std::string_view example = {};
    /// Called when all rows are read: what several rows decide together.
    void (*finish)(Reader&, Node const&, Spot const&, void* record) = nullptr;
};

/// A row of a record, with the way from the record to the row's own record.
struct RowOf {
    Row const* row = nullptr;
    Part const* part = nullptr;  ///< null: a row of the record itself

    [[nodiscard]] void* make(void* record) const {
        return row->field.make(part != nullptr ? part->field.make(record) : record);
    }
    [[nodiscard]] void const* find(void const* record) const {
        void const* const own = part != nullptr ? part->field.find(record) : record;
        return own == nullptr ? nullptr : row->field.find(own);
    }
};

/// What the schema and the reference call a type, and say of it.
[[nodiscard]] inline std::string_view name_of(Type const& type) {
    return type.name.empty() && type.record != nullptr ? type.record->name : type.name;
}
[[nodiscard]] inline std::string_view doc_of(Type const& type) {
    return type.doc.empty() && type.record != nullptr ? type.record->doc : type.doc;
}

/// All rows of a record, its parts' included, in the order of the reference.
[[nodiscard]] std::vector<RowOf> rows_of(Record const& record);

// ---- Filling in rows ----

/// What a row says besides key, type and field.
struct About {
    Presence presence = Presence::optional;
    std::string_view default_text = {};
    std::string_view doc = {};
    std::optional<base::Dimension> dimension = {};
    std::string_view one_of = {};
    std::string_view example = {};
    std::optional<base::Range> range = {};
};

template <class>
struct MemberOf;
template <class R, class T>
struct MemberOf<T R::*> {
    using Record = R;
    using Value = T;
};

template <class T>
struct Unwrapped {
    using type = T;
    static constexpr bool optional = false;
};
template <class T>
struct Unwrapped<std::optional<T>> {
    using type = T;
    static constexpr bool optional = true;
};

/// The field behind a data member; an optional one is created by `make`.
template <auto Member>
constexpr Field field() {
    using R = typename MemberOf<decltype(Member)>::Record;
    using V = typename MemberOf<decltype(Member)>::Value;
    Field result;
    result.make = [](void* record) -> void* {
        V& value = static_cast<R*>(record)->*Member;
        if constexpr (Unwrapped<V>::optional) {
            if (!value) value = typename Unwrapped<V>::type{};
            return &*value;
        } else {
            return &value;
        }
    };
    result.find = [](void const* record) -> void const* {
        V const& value = static_cast<R const*>(record)->*Member;
        if constexpr (Unwrapped<V>::optional) {
            return value ? &*value : nullptr;
        } else {
            return &value;
        }
    };
    return result;
}

/// The record itself, for rows that decide several of its members.
inline constexpr Field kSelf{[](void* record) -> void* { return record; },
                             [](void const* record) -> void const* { return record; }};

template <class T>
constexpr Row custom_row(std::string_view key, Typed<T> const& type, Field field, About const& about) {
    return {key,       &type,           field,        about.presence, about.default_text,
            about.doc, about.dimension, about.one_of, about.example,  about.range};
}

/// A row for a data member. The member's type, without std::optional, must be what the type reads.
template <auto Member, class T>
constexpr Row row(std::string_view key, Typed<T> const& type, About const& about) {
    using V = typename MemberOf<decltype(Member)>::Value;
    static_assert(std::is_same_v<typename Unwrapped<V>::type, T>, "the row's type does not read this member");
    return custom_row(key, type, field<Member>(), about);
}

}  // namespace mergerisk::input
