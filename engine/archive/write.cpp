#include "engine/archive/fields.h"
#include "engine/archive/json.h"
#include "engine/archive/text.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>

namespace mergerisk::archive {

namespace {

using Json = nlohmann::ordered_json;

class Writer {
  public:
    [[nodiscard]] Json take() && { return std::move(json_); }

    void version(std::string_view key, std::uint64_t number, std::string_view) { put(key, Json(number)); }
    void empty(std::string_view key, std::string_view) { put(key, Json::object()); }

    template <class Value>
    void field(std::string_view key, Value& value, std::string_view) {
        put(key, written(value));
    }

    template <class Enum, class Names>
    void choice(std::string_view key, Enum value, Names const& names, std::string_view) {
        put(key, Json(names.at(static_cast<std::size_t>(value))));
    }

    void value_of(std::string_view key, std::optional<Estimate> const& estimate, std::string_view) {
        put(key, estimate ? Json(estimate->value) : Json());
    }
    void error_of(std::string_view key, std::optional<Estimate> const& estimate, std::string_view) {
        put(key, estimate && estimate->standard_error ? Json(*estimate->standard_error) : Json());
    }
    void interval_of(std::string_view key, std::optional<Estimate> const& estimate, std::string_view) {
        bool const there = estimate && estimate->low && estimate->high;
        put(key, there ? Json::array({*estimate->low, *estimate->high}) : Json());
    }

    template <class Describe>
    void group(std::string_view key, std::string_view, Describe const& describe_inner) {
        Writer inner;
        describe_inner(inner);
        put(key, std::move(inner).take());
    }

    template <class Value, class Known>
    void some_of(std::string_view key, std::map<std::string, Value>& map, Known const& known,
                 std::string_view) {
        Json object = Json::object();
        for (auto const& [name, meaning] : known) object[std::string{name}] = written(map[std::string{name}]);
        for (auto& [name, value] : map) object[name] = written(value);
        put(key, std::move(object));
    }

  private:
    void put(std::string_view key, Json value) { json_[std::string{key}] = std::move(value); }

    static Json written(std::string& value) { return value; }
    static Json written(bool& value) { return value; }
    static Json written(double& value) { return value; }
    static Json written(std::uint64_t& value) { return value; }
    template <class Value>
    static Json written(std::optional<Value>& value) {
        return value ? written(*value) : Json();
    }
    template <class Value>
    static Json written(std::vector<Value>& values) {
        Json list = Json::array();
        for (Value& value : values) list.push_back(written(value));
        return list;
    }
    template <class Value>
    static Json written(Keyed<Value>& values) {
        Json object = Json::object();
        for (auto& [key, value] : values) object[key] = written(value);
        return object;
    }
    template <class Value>
    static Json written(std::map<std::string, Value>& values) {
        Json object = Json::object();
        for (auto& [key, value] : values) object[key] = written(value);
        return object;
    }
    template <class Record>
    static Json written(Record& record) {
        static_assert(!kRecord<Record>.key.empty());
        Writer writer;
        describe(writer, record);
        return std::move(writer).take();
    }

    Json json_ = Json::object();
};

}  // namespace

std::string to_json(results::Run run) {
    Writer writer;
    describe(writer, run);
    return text_of(std::move(writer).take());
}

}  // namespace mergerisk::archive
