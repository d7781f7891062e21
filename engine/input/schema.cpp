#include "engine/input/schema.h"

#include "engine/base/contract.h"
#include "engine/input/language.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace mergerisk::input {
namespace {

using base::Dimension;
using Json = nlohmann::ordered_json;

bool depends_on_dimension(Type const& type, std::set<Type const*>& seen);

bool depends_on_dimension(Record const& record, std::set<Type const*>& seen) {
    for (RowOf const& row : rows_of(record))
        if (!row.row->dimension && depends_on_dimension(*row.row->type, seen)) return true;
    return false;
}

bool depends_on_dimension(Type const& type, std::set<Type const*>& seen) {
    if (type.has_dimension) return true;
    if (type.dimension_row != nullptr) return false;
    if (!seen.insert(&type).second) return false;
    return (type.items != nullptr && depends_on_dimension(*type.items, seen)) ||
           (type.values != nullptr && depends_on_dimension(*type.values, seen)) ||
           (type.record != nullptr && depends_on_dimension(*type.record, seen)) ||
           (type.other_record != nullptr && depends_on_dimension(*type.other_record, seen));
}

class Schema {
  public:
    [[nodiscard]] std::string print(Record const& root, std::string_view title) {
        Json schema;
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["title"] = title;
        schema.update(object(root, Dimension::ratio));
        schema["$defs"] = std::move(definitions_);
        return schema.dump(2) + "\n";
    }

  private:
    /// A reference to the definition of the type, which is made when it is first needed.
    [[nodiscard]] Json reference(Type const& type, Dimension dimension) {
        std::set<Type const*> seen;
        std::string name(name_of(type));
        if (depends_on_dimension(type, seen)) {
            std::string suffix(base::name_of(dimension));
            for (char& c : suffix)
                if (c == ' ') c = '_';
            name += "_" + suffix;
        }
        auto const [known, is_new] = types_.try_emplace(name, &type);
        EXPECTS(known->second == &type);
        if (is_new) {
            definitions_[name] =
                nullptr;  // keeps its place, and ends the recursion of types within themselves
            Json made = definition(type, dimension);
            definitions_[name] = std::move(made);
        }
        return {{"$ref", "#/$defs/" + name}};
    }

    void add_number(Json& forms, Type const& type, Dimension dimension) const {
        Json number = {{"type", "number"}};
        base::Range const range = base::range_of(dimension);
        bool const in_range = &type != &kSpread;
        if (in_range && std::isfinite(range.low)) number["minimum"] = range.low;
        if (in_range && std::isfinite(range.high)) number["maximum"] = range.high;
        bool const needs_unit = dimension == Dimension::duration || dimension == Dimension::rate ||
                                dimension == Dimension::excess;
        forms.push_back(needs_unit ? Json{{"const", 0}} : number);
        forms.push_back({{"type", "string"}, {"pattern", pattern_of(dimension)}});
    }

    [[nodiscard]] Json definition(Type const& type, Dimension dimension) {
        if (type.takes_anything) return {{"description", doc_of(type)}};
        Json forms = Json::array();
        if (type.has_dimension) add_number(forms, type, dimension);
        if (type.takes_number && type.choices.empty()) forms.push_back({{"type", "number"}});
        if (type.takes_boolean) forms.push_back({{"type", "boolean"}});
        if (type.takes_any_text) forms.push_back({{"type", Json::array({"string", "number", "boolean"})}});
        if (!type.pattern.empty()) forms.push_back({{"type", "string"}, {"pattern", type.pattern}});
        if (!type.choices.empty()) forms.push_back(words(type));
        if (type.dimension_row != nullptr)
            add_by_dimension(forms, type);
        else if (type.record != nullptr)
            forms.push_back(object(*type.record, dimension));
        if (type.record != nullptr && !type.record->shorthand.empty())
            forms.push_back(shorthand(*type.record, dimension));
        if (type.other_record != nullptr) forms.push_back(object(*type.other_record, dimension));
        if (type.values != nullptr) {
            Json map = {{"type", "object"}};
            map["propertyNames"] = {{"pattern", type.value_keys.empty()
                                                    ? std::string_view("^[a-z][a-z0-9_]*$")
                                                    : type.value_keys}};
            map["additionalProperties"] = reference(*type.values, dimension);
            forms.push_back(std::move(map));
        }
        if (type.items != nullptr) {
            Json list = {{"type", "array"}, {"items", reference(*type.items, dimension)}};
            if (type.least_items > 0) list["minItems"] = type.least_items;
            if (type.most_items > 0) list["maxItems"] = type.most_items;
            forms.push_back(std::move(list));
        }
        Json result = {{"description", doc_of(type)}};
        if (forms.size() == 1) {
            for (auto const& [key, value] : forms[0].items())
                if (key != "description") result[key] = value;
        } else {
            result["anyOf"] = std::move(forms);
        }
        return result;
    }

    /// The record once for each choice that decides what its numbers are.
    void add_by_dimension(Json& forms, Type const& type) {
        Row const& row = *type.dimension_row;
        for (Choice const& choice : row.type->choices) {
            Json form = object(*type.record, type.dimension_of(choice.value));
            form["properties"][std::string(row.key)] = {{"const", choice.word}};
            forms.push_back(std::move(form));
        }
    }

    [[nodiscard]] static Json words(Type const& type) {
        Json list = Json::array();
        for (Choice const& choice : type.choices) {
            if (type.takes_number) list.push_back(choice.value);
            list.push_back(choice.word);
        }
        return {{"enum", std::move(list)}};
    }

    [[nodiscard]] Json shorthand(Record const& record, Dimension dimension) {
        for (RowOf const& row : rows_of(record))
            if (row.row->key == record.shorthand)
                return reference(*row.row->type, row.row->dimension.value_or(dimension));
        throw base::ContractViolation("a shorthand names no row of its record: " +
                                      std::string(record.shorthand));
    }

    [[nodiscard]] Json property(Row const& row, Dimension dimension) {
        Dimension const own = row.dimension.value_or(dimension);
        std::string text(row.doc);
        if (row.presence == Presence::defaulted) text += fmt::format(" Default: {}.", row.default_text);
        if (row.presence == Presence::implied) text += fmt::format(" Without it: {}.", row.default_text);
        Json result = {{"description", text}};
        result.update(reference(*row.type, own));
        if (row.presence == Presence::defaulted && row.default_text != "{}")
            result["default"] = row.default_text;
        return result;
    }

    [[nodiscard]] Json object(Record const& record, Dimension dimension) {
        std::vector<RowOf> const rows = rows_of(record);
        Json result = {{"description", record.doc}, {"type", "object"}};
        Json properties = Json::object();
        Json required = Json::array();
        std::vector<std::string_view> groups;
        for (RowOf const& row : rows) {
            properties[std::string(row.row->key)] = property(*row.row, dimension);
            if (row.row->presence == Presence::required && row.row->one_of.empty())
                required.push_back(row.row->key);
            bool const is_new = !row.row->one_of.empty() &&
                                std::find(groups.begin(), groups.end(), row.row->one_of) == groups.end();
            if (is_new) groups.push_back(row.row->one_of);
        }
        result["properties"] = std::move(properties);
        result["additionalProperties"] = false;
        if (!required.empty()) result["required"] = std::move(required);
        Json all = Json::array();
        for (std::string_view const group : groups) all.push_back(exactly_one(rows, group));
        if (!all.empty()) result["allOf"] = std::move(all);
        return result;
    }

    /// One key of the group, or none where none is required.
    [[nodiscard]] static Json exactly_one(std::vector<RowOf> const& rows, std::string_view group) {
        Json keys = Json::array();
        bool needed = false;
        for (RowOf const& row : rows) {
            if (row.row->one_of != group) continue;
            keys.push_back({{"required", Json::array({row.row->key})}});
            needed |= row.row->presence == Presence::required;
        }
        if (!needed) keys.push_back({{"not", {{"anyOf", keys}}}});
        return {{"oneOf", std::move(keys)}};
    }

    std::map<std::string, Type const*> types_;
    Json definitions_ = Json::object();
};

}  // namespace

std::string scenario_schema() {
    return Schema().print(kScenarioRecord, "mergerisk scenario");
}
std::string library_schema() {
    return Schema().print(kLibraryRecord, "mergerisk library file");
}

}  // namespace mergerisk::input
