// Every deck of this folder has problems, and its messages stand beside it in <deck>.expected.txt.
//
// After a change of messages: MERGERISK_UPDATE_EXPECTED=1 invalid_tests, then read the difference.

#include "engine/input/load.h"
#include "engine/model/rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace mergerisk {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
    return fs::path(MERGERISK_SOURCE_DIR) / "tests" / "invalid";
}

std::vector<std::string> decks() {
    std::vector<std::string> names;
    for (auto const& entry : fs::directory_iterator(folder()))
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// What `validate` says: problems of the text, else problems between its parts. Places are below this folder.
std::string messages_of(std::string const& deck) {
    input::DiskSources sources("");
    input::Loaded loaded = input::load(sources, (folder() / (deck + ".yaml")).string());
    if (loaded.problems.empty()) {
        loaded.problems = model::check(loaded.scenario);
        input::place(loaded.problems, loaded.origins);
        base::put_in_order(loaded.problems);
    }
    std::string text;
    for (base::Problem const& problem : loaded.problems) {
        EXPECT_TRUE(problem.place) << base::describe(problem);
        text += base::describe(problem) + "\n";
    }
    std::string const prefix = folder().string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at))
        text.erase(at, prefix.size());
    return text;
}

class InvalidDeck : public ::testing::TestWithParam<std::string> {};

TEST_P(InvalidDeck, gets_its_messages) {
    std::string const messages = messages_of(GetParam());
    EXPECT_FALSE(messages.empty());
    fs::path const expected = folder() / (GetParam() + ".expected.txt");
    if (std::getenv("MERGERISK_UPDATE_EXPECTED") != nullptr) {
        std::ofstream(expected) << messages;
        return;
    }
    std::ifstream file(expected);
    ASSERT_TRUE(file) << expected;
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_EQ(messages, text.str());
}

INSTANTIATE_TEST_SUITE_P(All, InvalidDeck, ::testing::ValuesIn(decks()),
                         [](auto const& parameter) { return parameter.param; });

TEST(InvalidDecks, are_many_and_none_has_lost_its_deck) {
    EXPECT_GE(decks().size(), 40u);
    for (auto const& entry : fs::directory_iterator(folder())) {
        std::string const name = entry.path().filename().string();
        std::size_t const end = name.find(".expected.txt");
        if (end == std::string::npos) continue;
        EXPECT_TRUE(fs::exists(folder() / (name.substr(0, end) + ".yaml"))) << name;
    }
}

}  // namespace
}  // namespace mergerisk
