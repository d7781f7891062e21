#include "engine/archive/fields.h"
#include "engine/archive/json.h"
#include "engine/archive/text.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <type_traits>

namespace mergerisk::archive {

namespace {

using Json = nlohmann::ordered_json;

Json nullable(char const* type) {
    return {{"type", Json::array({type, "null"})}};
}

/// Collects the properties of one object; records go to `definitions`.
class SchemaMaker {
  public:
    explicit SchemaMaker(Json& definitions) : definitions_{definitions} {}

    /// No other keys, and all of these.
    [[nodiscard]] Json object() && {
        Json schema{{"type", "object"}, {"additionalProperties", false}};
        schema["required"] = required_;
        schema["properties"] = std::move(properties_);
        return schema;
    }

    void version(std::string_view key, std::uint64_t number, std::string_view meaning) {
        put(key, Json{{"const", number}}, meaning);
    }
    void empty(std::string_view key, std::string_view meaning) {
        put(key, Json{{"type", "object"}, {"additionalProperties", false}}, meaning);
    }

    template <class Value>
    void field(std::string_view key, Value&, std::string_view meaning) {
        put(key, schema_of(Type<Value>{}), meaning);
    }

    template <class Enum, class Names>
    void choice(std::string_view key, Enum, Names const& names, std::string_view meaning) {
        put(key, Json{{"enum", names}}, meaning);
    }

    void value_of(std::string_view key, std::optional<Estimate> const&, std::string_view meaning) {
        put(key, nullable("number"), meaning);
    }
    void error_of(std::string_view key, std::optional<Estimate> const&, std::string_view meaning) {
        put(key, nullable("number"), meaning);
    }
    void interval_of(std::string_view key, std::optional<Estimate> const&, std::string_view meaning) {
        Json schema = nullable("array");
        schema["items"] = {{"type", "number"}};
        schema["minItems"] = 2;
        schema["maxItems"] = 2;
        put(key, std::move(schema), meaning);
    }

    template <class Describe>
    void group(std::string_view key, std::string_view meaning, Describe const& describe_inner) {
        SchemaMaker inner{definitions_};
        describe_inner(inner);
        put(key, std::move(inner).object(), meaning);
    }

    template <class Value, class Known>
    void some_of(std::string_view key, std::map<std::string, Value>&, Known const& known,
                 std::string_view meaning) {
        SchemaMaker inner{definitions_};
        for (auto const& [name, name_meaning] : known)
            inner.put(name, schema_of(Type<Value>{}), name_meaning);
        Json schema = std::move(inner).object();
        schema["additionalProperties"] = schema_of(Type<Value>{});
        put(key, std::move(schema), meaning);
    }

  private:
    template <class Value>
    struct Type {};

    void put(std::string_view key, Json schema, std::string_view meaning) {
        schema["description"] = meaning;
        properties_[std::string{key}] = std::move(schema);
        required_.push_back(key);
    }

    Json schema_of(Type<std::string>) { return {{"type", "string"}}; }
    Json schema_of(Type<bool>) { return {{"type", "boolean"}}; }
    Json schema_of(Type<double>) { return {{"type", "number"}}; }
    Json schema_of(Type<std::uint64_t>) { return {{"type", "integer"}, {"minimum", 0}}; }
    Json schema_of(Type<std::optional<double>>) { return nullable("number"); }
    Json schema_of(Type<std::optional<std::string>>) { return nullable("string"); }
    template <class Record>
    Json schema_of(Type<std::optional<Record>>) {
        return {{"anyOf", Json::array({schema_of(Type<Record>{}), Json{{"type", "null"}}})}};
    }
    template <class Value>
    Json schema_of(Type<std::vector<Value>>) {
        return {{"type", "array"}, {"items", schema_of(Type<Value>{})}};
    }
    template <class Value>
    Json schema_of(Type<Keyed<Value>>) {
        return {{"type", "object"}, {"additionalProperties", schema_of(Type<Value>{})}};
    }
    template <class Value>
    Json schema_of(Type<std::map<std::string, Value>>) {
        return {{"type", "object"}, {"additionalProperties", schema_of(Type<Value>{})}};
    }
    template <class Record>
    Json schema_of(Type<Record>) {
        static_assert(!kRecord<Record>.key.empty());
        std::string const name{kRecord<Record>.key};
        if (!definitions_.contains(name)) {
            SchemaMaker inner{definitions_};
            Record record;
            describe(inner, record);
            Json schema = std::move(inner).object();
            schema["description"] = kRecord<Record>.meaning;
            definitions_[name] = std::move(schema);
        }
        return {{"$ref", "#/$defs/" + name}};
    }

    Json& definitions_;
    Json properties_ = Json::object();
    Json required_ = Json::array();
};

}  // namespace

std::string results_schema() {
    Json definitions = Json::object();
    SchemaMaker maker{definitions};
    results::Run run;
    describe(maker, run);
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", kRecord<results::Run>.key},
                {"description", kRecord<results::Run>.meaning}};
    schema.update(std::move(maker).object());
    schema["$defs"] = std::move(definitions);
    return text_of(schema);
}

}  // namespace mergerisk::archive
