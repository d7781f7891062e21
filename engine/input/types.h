#pragma once
// The types of the language's values, and the helpers that make new ones for enums and collections.

#include "engine/input/declaration.h"
#include "engine/input/reader.h"
#include "engine/model/scenario.h"

#include <map>
#include <string>
#include <vector>

namespace mergerisk::input {

// ---- Single values ----
extern Typed<std::string> const kText;   ///< free text
extern Typed<std::string> const kName;   ///< the name of something declared elsewhere
extern Typed<std::string> const kBasis;  ///< published, secondary, derived, judgement
extern Typed<bool> const kYesNo;
extern Typed<bool> const kAccepted;       ///< the word "accepted"
extern Typed<double> const kNumber;       ///< a constant of the row's dimension
extern Typed<double> const kSpread;       ///< the same, without the dimension's range
extern Typed<double> const kPlainNumber;  ///< without unit
extern Typed<double> const kWholeMonths;
extern Typed<double> const kShareOfClaim;  ///< 120% of claim
extern Typed<double> const kYear;          ///< year 5
extern Typed<std::uint64_t> const kWhole;
extern Typed<std::chrono::sys_days> const kDate;
extern Typed<model::Anchor> const kAnchor;
extern Typed<model::EffectBase> const kEffectBase;

// ---- Values with several forms ----
extern Typed<model::Quantity> const kQuantity;
extern Typed<model::EvidenceUse> const kEvidenceUse;
extern Typed<model::Window> const kWindow;
extern Typed<std::vector<model::PartyShare>> const kPartyShares;
extern Typed<std::vector<model::Branch>> const kBranches;
extern Typed<std::vector<std::chrono::sys_days>> const kDates;
extern Typed<std::vector<std::string>> const kNames;         ///< [central, south]
extern Typed<std::map<std::string, double>> const kScores;   ///< name: 1 to 5
extern Typed<std::map<std::string, double>> const kWeights;  ///< name: number without unit

// ---- Helpers ----

/// Names what a choice may be; used by read_choice.
void read_choice(Reader& reader, Node const& node, Spot const& spot, std::span<Choice const> choices,
                 int& value);

/// A type whose values are words. `Choices` must have static storage.
template <class E, auto const& Choices>
constexpr Typed<E> choice_type(std::string_view name, std::string_view doc) {
    Type type;
    type.name = name;
    type.doc = doc;
    type.choices = Choices;
    type.read = [](Reader& reader, Node const& node, Spot const& spot, void* field) {
        int value = static_cast<int>(*static_cast<E*>(field));
        read_choice(reader, node, spot, Choices, value);
        *static_cast<E*>(field) = static_cast<E>(value);
    };
    type.print = [](void const* field, base::Dimension, MoneyUnit const&) {
        for (Choice const& choice : Choices)
            if (choice.value == static_cast<int>(*static_cast<E const*>(field)))
                return std::string(choice.word);
        return std::string();
    };
    return Typed<E>{type};
}

/// A word that must be one of the choices and is not stored: the language leaves room for others.
template <class T, auto const& Choices>
constexpr Typed<T> fixed_word_type(std::string_view name, std::string_view doc) {
    Type type;
    type.name = name;
    type.doc = doc;
    type.choices = Choices;
    type.read = [](Reader& reader, Node const& node, Spot const& spot, void*) {
        int value = 0;
        read_choice(reader, node, spot, Choices, value);
    };
    type.print = [](void const*, base::Dimension, MoneyUnit const&) { return std::string(Choices[0].word); };
    return Typed<T>{type};
}

/// Where it can be written in place of an entry, the word is taken out before anything is read: see
/// engine/input/forms.h.
inline constexpr Choice kNoneWords[] = {{"none", 0, "drops what the form says"}};
/// The same type, with none as another value for the schema.
template <class T>
constexpr Typed<T> droppable(Typed<T> type) {
    type.choices = kNoneWords;
    return type;
}

/// A map that is read into the record.
template <class T, Record const& Declaration>
constexpr Typed<T> record_type() {
    Type type;
    type.record = &Declaration;
    type.record_in = [](void const* field) { return field; };
    type.read = [](Reader& reader, Node const& node, Spot const& spot, void* field) {
        if constexpr (requires(T & value) { value.path; }) static_cast<T*>(field)->path = spot.path;
        reader.read_record(Declaration, node, spot, field);
    };
    return Typed<T>{type};
}

/// The same for a map within the map of `T`: it fills members of the record around it, whose path stays.
template <class T, Record const& Declaration>
constexpr Typed<T> shared_record_type() {
    Type type = record_type<T, Declaration>();
    type.read = [](Reader& reader, Node const& node, Spot const& spot, void* field) {
        reader.read_record(Declaration, node, spot, field);
    };
    return Typed<T>{type};
}

/// A map from new names to records; `T` has a member `name`. Names that another file has already defined are
/// problems. `T` is read by `Element`.
template <class T, auto const& Element>
constexpr Typed<std::vector<T>> records_type(std::string_view name, std::string_view doc);

/// Reads the entries of a map from new names: calls `read` for each name that can be used.
void read_named(Reader& reader, Node const& node, Spot const& spot, Type const& element,
                void (*read_one)(Reader&, Child const&, Spot const&, void*), void* target);

template <class T, auto const& Element>
constexpr Typed<std::vector<T>> records_type(std::string_view name, std::string_view doc) {
    Type type;
    type.name = name;
    type.doc = doc;
    type.values = &Element;
    type.read = [](Reader& reader, Node const& node, Spot const& spot, void* field) {
        read_named(
            reader, node, spot, Element,
            [](Reader& inner, Child const& child, Spot const& at, void* list) {
                T& element = static_cast<std::vector<T>*>(list)->emplace_back();
                element.name = child.key;
                Element.read(inner, *child.node, at, &element);
            },
            field);
    };
    type.size = [](void const* list) { return static_cast<std::vector<T> const*>(list)->size(); };
    type.element = [](void const* list, std::size_t index) -> void const* {
        return &(*static_cast<std::vector<T> const*>(list))[index];
    };
    type.element_name = [](void const* element) -> std::string_view {
        return static_cast<T const*>(element)->name;
    };
    return Typed<std::vector<T>>{type};
}

/// The keys source, note, owner and basis, which many records have.
extern Record const kProvenance;

/// The provenance of a number, for records that are mostly about that one number.
template <auto Member>
constexpr Field provenance_of() {
    using R = typename MemberOf<decltype(Member)>::Record;
    return {[](void* record) -> void* { return &(static_cast<R*>(record)->*Member).provenance; },
            [](void const* record) -> void const* {
                return &(static_cast<R const*>(record)->*Member).provenance;
            }};
}

}  // namespace mergerisk::input
