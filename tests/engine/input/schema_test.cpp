#include "engine/input/schema.h"

#include "tests/engine/input/texts.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace mergerisk::input {
namespace {

/// Runs the validator over decks; 0 when all good ones pass and all bad ones fail.
int validate(std::string const& schema, std::string const& arguments) {
    std::string const file = std::string(MERGERISK_BINARY_DIR) + "/input_test_schema.json";
    std::ofstream(file) << schema;
    std::string const script = std::string(MERGERISK_SOURCE_DIR) + "/tests/engine/input/validate_schema.py";
    return std::system(("python3 '" + script + "' '" + file + "' " + arguments).c_str());
}

std::string written(std::string const& name, std::string const& text) {
    std::string const file = std::string(MERGERISK_BINARY_DIR) + "/" + name;
    std::ofstream(file) << text;
    return " '" + file + "'";
}

TEST(Schema, accepts_the_deck_that_uses_every_key) {
    EXPECT_EQ(validate(scenario_schema(), "--good '" + testing::deck("harbour.yaml") + "'"), 0);
}

TEST(Schema, of_the_library_accepts_library_files) {
    std::string decks = "--good";
    for (char const* name :
         {"evidence/ports", "evidence/more_ports", "routes/ports", "calendars/coast", "forms/merger"})
        decks += " '" + testing::deck("library/" + std::string(name) + ".yaml") + "'";
    EXPECT_EQ(validate(library_schema(), decks), 0);
}

TEST(Schema, accepts_what_belongs_to_a_form) {
    std::string const option = testing::with_option(
        "    form: pact\n    typical: [route, costs]\n    parties: {lead: a}\n    terms: {fee: 3%, months: "
        "{pert: "
        "[1 months, 2 months, 3 months]}}\n    route: none\n    costs: {x: none}\n    productivity: "
        "{lasting: none}\n");
    EXPECT_EQ(validate(scenario_schema(), "--good" + written("schema_form_option.yaml", option)), 0);
    std::string const form =
        "mergerisk: 1\nforms:\n  pact: {legal: separate, roles: [lead], typical: {terms: {fee: {dimension: "
        "share, pert: [1%, 2%, 3%]}, left_open: {dimension: duration}}, costs: {x: {total: 1m GBP, window: "
        "{from: "
        "start, to: end}, paid_by: lead}}}}\n  special: {extends: pact, typical: {terms: {fee: 4%}, costs: "
        "{x: "
        "none}}}\n";
    EXPECT_EQ(validate(library_schema(), "--good" + written("schema_form.yaml", form)), 0);
    std::string const wrong = "mergerisk: 1\nforms: {pact: {legal: separate, typical: {cost: {}}}}\n";
    EXPECT_EQ(validate(library_schema(), "--bad" + written("schema_form_wrong.yaml", wrong)), 0);
}

TEST(Schema, refuses_what_the_reader_refuses) {
    std::string decks = "--good" + written("schema_good.yaml", testing::with_total("24")) + " --bad";
    decks += written("schema_unknown_key.yaml", testing::with_total("24") + "nonsense: 1\n");
    decks += written("schema_missing_key.yaml", "mergerisk: 1\n");
    decks += written("schema_two_forms.yaml", testing::with_total("{pert: [1, 2, 3], uniform: [1, 2]}"));
    decks += written("schema_wrong_unit.yaml", testing::with_total("3 months"));
    decks += written("schema_wrong_word.yaml", testing::with_option("    luck: good\n"));
    decks += written("schema_wrong_name.yaml",
                     testing::with_option("    costs: {A b: {total: 1, window: review}}\n"));
    decks += written("schema_two_amounts.yaml",
                     testing::with_option("    costs: {x: {total: 1, monthly: 1, window: review}}\n"));
    EXPECT_EQ(validate(scenario_schema(), decks), 0);
}

}  // namespace
}  // namespace mergerisk::input
