#include "engine/archive/fields.h"
#include "engine/archive/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <type_traits>

namespace mergerisk::archive {

namespace {

using Json = nlohmann::ordered_json;

std::string below(std::string const& path, std::string_view key) {
    return path.empty() ? std::string{key} : path + "." + std::string{key};
}

/// Reads the object at `path`; every key that is missing, unknown or of the wrong kind is a problem.
class Reader {
  public:
    Reader(Json const& json, std::string path, base::Problems& problems)
        : json_{json}, path_{std::move(path)}, problems_{problems}, usable_{json.is_object()} {
        if (!usable_) expected("an object", path_);
    }

    /// What nobody has asked for is unknown.
    void finish() {
        if (!usable_) return;
        for (auto const& [key, value] : json_.items()) {
            if (!known_.contains(key)) add(below(path_, key), "unknown key");
        }
    }

    void version(std::string_view key, std::uint64_t, std::string_view) { known_.insert(std::string{key}); }

    void empty(std::string_view key, std::string_view) {
        Json const* const found = find(key);
        if (found != nullptr && !(found->is_object() && found->empty()))
            expected("an empty object", below(path_, key));
    }

    template <class Value>
    void field(std::string_view key, Value& value, std::string_view) {
        if (Json const* const found = find(key)) read(*found, value, below(path_, key));
    }

    template <class Enum, class Names>
    void choice(std::string_view key, Enum& value, Names const& names, std::string_view) {
        Json const* const found = find(key);
        if (found == nullptr) return;
        auto const name =
            std::find_if(names.begin(), names.end(), [&](std::string_view n) { return *found == n; });
        if (name == names.end()) {
            std::string all;
            for (std::string_view const n : names) all += (all.empty() ? "" : ", ") + std::string{n};
            expected("one of " + all, below(path_, key));
            return;
        }
        value = static_cast<Enum>(name - names.begin());
    }

    void value_of(std::string_view key, std::optional<Estimate>& estimate, std::string_view meaning) {
        std::optional<double> value;
        field(key, value, meaning);
        estimate = std::nullopt;
        if (value) estimate = Estimate{*value, {}, {}, {}};
    }
    void error_of(std::string_view key, std::optional<Estimate>& estimate, std::string_view meaning) {
        std::optional<double> error;
        field(key, error, meaning);
        if (!error) return;
        if (needs(estimate, key)) estimate->standard_error = error;
    }
    void interval_of(std::string_view key, std::optional<Estimate>& estimate, std::string_view meaning) {
        std::optional<std::vector<double>> interval;
        field(key, interval, meaning);
        if (!interval) return;
        if (interval->size() != 2) {
            expected("two numbers", below(path_, key));
        } else if (needs(estimate, key)) {
            estimate->low = interval->front();
            estimate->high = interval->back();
        }
    }

    template <class Describe>
    void group(std::string_view key, std::string_view, Describe const& describe_inner) {
        Json const* const found = find(key);
        if (found == nullptr) return;
        Reader inner{*found, below(path_, key), problems_};
        describe_inner(inner);
        inner.finish();
    }

    template <class Value, class Known>
    void some_of(std::string_view key, std::map<std::string, Value>& map, Known const& known,
                 std::string_view) {
        Json const* const found = find(key);
        if (found == nullptr) return;
        read(*found, map, below(path_, key));
        if (!found->is_object()) return;
        for (auto const& [name, meaning] : known) {
            if (!found->contains(name)) add(below(below(path_, key), name), "is missing");
        }
    }

  private:
    Json const* find(std::string_view key) {
        if (!usable_) return nullptr;
        known_.insert(std::string{key});
        auto const found = json_.find(std::string{key});
        if (found != json_.end()) return &*found;
        add(below(path_, key), "is missing");
        return nullptr;
    }

    bool needs(std::optional<Estimate> const& estimate, std::string_view key) {
        if (!estimate) add(below(path_, key), "belongs to a number that is not there");
        return estimate.has_value();
    }

    void add(std::string path, std::string reason) {
        problems_.push_back({std::move(path), std::move(reason), {}, {}});
    }
    void expected(std::string const& what, std::string const& path) { add(path, "must be " + what); }

    void read(Json const& json, std::string& value, std::string const& path) {
        json.is_string() ? json.get_to(value) : (expected("text", path), value);
    }
    void read(Json const& json, bool& value, std::string const& path) {
        json.is_boolean() ? json.get_to(value) : (expected("true or false", path), value);
    }
    void read(Json const& json, double& value, std::string const& path) {
        json.is_number() ? json.get_to(value) : (expected("a number", path), value);
    }
    void read(Json const& json, std::uint64_t& value, std::string const& path) {
        json.is_number_unsigned() ? json.get_to(value) : (expected("a whole number", path), value);
    }
    template <class Value>
    void read(Json const& json, std::optional<Value>& value, std::string const& path) {
        value = std::nullopt;
        if (!json.is_null()) read(json, value.emplace(), path);
    }
    template <class Value>
    void read(Json const& json, std::vector<Value>& values, std::string const& path) {
        values.clear();
        if (!json.is_array()) return expected("a list", path);
        for (std::size_t i = 0; i < json.size(); ++i) {
            Value value{};
            read(json[i], value, path + "[" + std::to_string(i) + "]");
            values.push_back(std::move(value));
        }
    }
    template <class Value>
    void read(Json const& json, Keyed<Value>& values, std::string const& path) {
        values.clear();
        if (!json.is_object()) return expected("an object", path);
        for (auto const& [key, part] : json.items()) {
            values.emplace_back(key, Value{});
            read(part, values.back().second, below(path, key));
        }
    }
    template <class Value>
    void read(Json const& json, std::map<std::string, Value>& values, std::string const& path) {
        values.clear();
        if (!json.is_object()) return expected("an object", path);
        for (auto const& [key, part] : json.items()) read(part, values[key], below(path, key));
    }
    template <class Record>
    requires(!kRecord<Record>.key.empty()) void read(Json const& json, Record& record,
                                                     std::string const& path) {
        Reader reader{json, path, problems_};
        describe(reader, record);
        reader.finish();
    }

    Json const& json_;
    std::string path_;
    base::Problems& problems_;
    bool usable_;
    std::set<std::string, std::less<>> known_;
};

/// Line and column, in code points, of the byte where parsing stopped (counted from 1).
base::Place place_of(std::string_view text, std::size_t byte, std::string const& name) {
    base::Place place{name, 1, 1};
    for (std::size_t i = 0; i + 1 < byte && i < text.size(); ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U) {
            ++place.column;
        }
    }
    return place;
}

base::Problems one_problem(std::string const& name, std::string reason, std::string suggestion) {
    return {{{}, std::move(reason), std::move(suggestion), base::Place{name, 1, 1}}};
}

/// Why the whole file is not for this program; empty when it is.
base::Problems foreign(Json const& json, std::string const& name) {
    if (!json.is_object() || !json.contains("mergerisk_results")) {
        return one_problem(name, "this is not a results file of mergerisk (it has no mergerisk_results)",
                           "Give the results.json that a run has written");
    }
    Json const& version = json.at("mergerisk_results");
    if (version == kResultsVersion) return {};
    return one_problem(name,
                       "these results are in version " + version.dump() +
                           " of the format; this program reads version " + std::to_string(kResultsVersion),
                       "Run the scenario again");
}

}  // namespace

std::variant<results::Run, base::Problems> from_json(std::string_view text, std::string const& name) {
    Json json;
    try {
        json = Json::parse(text);
    } catch (Json::parse_error const& error) {
        return base::Problems{{{}, "this is not JSON", {}, place_of(text, error.byte, name)}};
    } catch (Json::out_of_range const&) {
        return one_problem(name, "a number is beyond what a double can hold", {});
    }
    if (base::Problems problems = foreign(json, name); !problems.empty()) return problems;
    base::Problems problems;
    results::Run run;
    Reader reader{json, "", problems};
    describe(reader, run);
    reader.finish();
    if (problems.empty()) return run;
    for (base::Problem& problem : problems) problem.place = base::Place{name, 1, 1};
    return problems;
}

std::variant<results::Run, base::Problems> read(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    // Of an empty file nothing can be inserted, which is no failure to read it.
    if (file && file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
    if (!file.is_open() || file.bad() || text.bad() || (file.fail() && !file.eof())) {
        return base::Problems{{{}, "cannot read " + path.string(), {}, {}}};
    }
    return from_json(text.str(), path.string());
}

}  // namespace mergerisk::archive
