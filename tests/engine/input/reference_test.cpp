#include "engine/input/reference.h"

#include "engine/input/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace mergerisk::input {
namespace {

using ::testing::HasSubstr;

void collect(Type const* type, std::set<Type const*>& types, std::set<Record const*>& records);

void collect(Record const& record, std::set<Type const*>& types, std::set<Record const*>& records) {
    if (!records.insert(&record).second) return;
    for (RowOf const& row : rows_of(record)) collect(row.row->type, types, records);
}

void collect(Type const* type, std::set<Type const*>& types, std::set<Record const*>& records) {
    if (type == nullptr || !types.insert(type).second) return;
    for (Record const* record : {type->record, type->other_record})
        if (record != nullptr) collect(*record, types, records);
    collect(type->values, types, records);
    collect(type->items, types, records);
}

struct Language {
    std::set<Type const*> types;
    std::set<Record const*> records;
    Language() {
        collect(kScenarioRecord, types, records);
        collect(kLibraryRecord, types, records);
    }
};

/// The section of a record: from its heading to the next.
std::string section(std::string const& page, std::string_view name) {
    std::string const heading = "\n## " + std::string(name) + "\n";
    std::size_t const begin = page.find(heading);
    if (begin == std::string::npos) return "";
    return page.substr(begin, page.find("\n## ", begin + 1) - begin);
}

TEST(Reference, has_every_key_of_every_record_with_its_meaning) {
    std::string const page = language_reference();
    Language const language;
    EXPECT_GT(language.records.size(), 40u);
    for (Record const* record : language.records) {
        std::string const text = section(page, record->name);
        EXPECT_THAT(text, HasSubstr(std::string(record->doc)));
        for (RowOf const& row : rows_of(*record)) {
            EXPECT_THAT(text, HasSubstr("| `" + std::string(row.row->key) + "` | "));
            EXPECT_THAT(text, HasSubstr(std::string(row.row->doc).substr(0, row.row->doc.find('|'))));
        }
    }
}

TEST(Reference, has_each_section_once) {
    std::string const page = language_reference();
    std::set<std::string_view> names;
    for (Record const* record : Language().records) {
        EXPECT_TRUE(names.insert(record->name).second) << record->name;
        std::string const heading = "\n## " + std::string(record->name) + "\n";
        std::size_t const first = page.find(heading);
        EXPECT_EQ(page.find(heading, first + 1), std::string::npos) << record->name;
    }
}

TEST(Rows, say_what_they_mean_in_one_sentence) {
    for (Record const* record : Language().records) {
        EXPECT_TRUE(record->doc.ends_with('.')) << record->name;
        for (RowOf const& row : rows_of(*record)) {
            EXPECT_TRUE(row.row->doc.ends_with('.')) << record->name << "." << row.row->key;
            EXPECT_NE(row.row->type, nullptr) << row.row->key;
            EXPECT_NE(row.row->type->read, nullptr) << row.row->key;
            EXPECT_NE(row.row->field.make, nullptr) << row.row->key;
            EXPECT_NE(row.row->field.find, nullptr) << row.row->key;
            bool const states_default =
                row.row->presence == Presence::defaulted || row.row->presence == Presence::implied;
            EXPECT_EQ(states_default, !row.row->default_text.empty()) << record->name << "." << row.row->key;
        }
    }
}

TEST(Rows, have_unique_keys_within_a_record_that_follow_the_rule_for_names) {
    for (Record const* record : Language().records) {
        std::set<std::string_view> keys;
        for (RowOf const& row : rows_of(*record)) {
            EXPECT_TRUE(keys.insert(row.row->key).second) << record->name << "." << row.row->key;
            EXPECT_TRUE(is_name(row.row->key)) << row.row->key;
        }
    }
}

TEST(Rows, have_defaults_that_their_type_can_read) {
    for (Record const* record : Language().records)
        for (RowOf const& row : rows_of(*record)) {
            Row const& what = *row.row;
            if (what.presence != Presence::defaulted || what.default_text == "{}") continue;
            std::string const name = std::string(record->name) + "." + std::string(what.key);
            auto const& choices = what.type->choices;
            bool const is_choice = std::any_of(choices.begin(), choices.end(), [&](Choice const& choice) {
                return choice.word == what.default_text;
            });
            bool const is_number =
                what.type->has_dimension && what.dimension &&
                scan_number(what.default_text, *what.dimension, MoneyUnit{}).value.has_value();
            bool const is_plain = what.type->takes_number && scan_plain(what.default_text).value.has_value();
            bool const is_moment = what.type == &kAnchor && scan_anchor(what.default_text).value.has_value();
            EXPECT_TRUE(is_choice || is_number || is_plain || is_moment) << name;
        }
}

}  // namespace
}  // namespace mergerisk::input
