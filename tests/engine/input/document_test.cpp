#include "engine/input/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace mergerisk::input {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> problems_of(std::string_view text, Limits const& limits = {}) {
    std::vector<std::string> lines;
    for (base::Problem const& problem : parse_document("f", text, limits).problems)
        lines.push_back(base::describe(problem));
    return lines;
}

Node const& value(Node const& map, std::string_view key) {
    Child const* child = map.find(key);
    EXPECT_NE(child, nullptr) << key;
    return *child->node;
}

TEST(Document, keeps_kinds_and_order) {
    auto const parsed = parse_document("f", "b: 1\na: [x, 'y']\nc: {d: }\n");
    ASSERT_TRUE(parsed.document);
    Node const& root = *parsed.document->root;
    ASSERT_EQ(root.children.size(), 3u);
    EXPECT_EQ(root.children[0].key, "b");
    EXPECT_EQ(value(root, "b").text, "1");
    EXPECT_FALSE(value(root, "b").quoted);
    EXPECT_TRUE(value(root, "a").is_list());
    EXPECT_TRUE(value(root, "a").children[1].node->quoted);
    EXPECT_TRUE(value(value(root, "c"), "d").is_absent());
}

TEST(Document, counts_columns_in_code_points) {
    // Bytes before the value: "ä" 2, "€" 3, "😀" 4; the value stands in column 9 of line 2.
    auto const parsed = parse_document("f", "x: 1\n\"ä€😀\": v\n");
    ASSERT_TRUE(parsed.document);
    Child const& child = parsed.document->root->children[1];
    EXPECT_EQ(child.key_position, (Position{2, 1}));
    EXPECT_EQ(child.node->position, (Position{2, 8}));
}

TEST(Document, counts_columns_on_lines_longer_than_a_block) {
    std::string text = "k: [";
    for (int i = 0; i < 300; ++i) text += "é, ";
    text += "last]\n";
    auto const parsed = parse_document("f", text);
    ASSERT_TRUE(parsed.document);
    // "k: [" has 4 code points, each entry 3.
    EXPECT_EQ(value(*parsed.document->root, "k").children.back().node->position,
              (Position{1, 4 + 300 * 3 + 1}));
}

TEST(Document, takes_a_byte_order_mark_off) {
    auto const parsed = parse_document("f", "\xEF\xBB\xBFkey: 1\n");
    ASSERT_TRUE(parsed.document);
    EXPECT_EQ(parsed.document->root->children[0].key_position, (Position{1, 1}));
}

TEST(Document, places_carriage_returns_with_line_feeds) {
    auto const parsed = parse_document("f", "a: 1\r\nb: 2\r\n");
    ASSERT_TRUE(parsed.document);
    EXPECT_EQ(value(*parsed.document->root, "b").position, (Position{2, 4}));
    EXPECT_EQ(value(*parsed.document->root, "b").text, "2");
}

TEST(Document, places_a_missing_value_at_its_key) {
    auto const parsed = parse_document("f", "a:\n  b:\nc: 1\n");
    ASSERT_TRUE(parsed.document);
    EXPECT_EQ(value(value(*parsed.document->root, "a"), "b").position, (Position{2, 3}));
}

TEST(Document, gives_an_alias_its_own_place) {
    auto const parsed = parse_document("f", "a: &x 5\nb: *x\n");
    ASSERT_TRUE(parsed.document);
    Child const& child = parsed.document->root->children[1];
    EXPECT_EQ(child.node->text, "5");
    EXPECT_EQ(child.alias, (Position{2, 4}));
}

TEST(Document, reports_every_duplicate_key_once_and_keeps_the_first) {
    auto const parsed = parse_document("f", "a: 1\nb: {c: 1, c: 2}\na: 3\n");
    ASSERT_TRUE(parsed.document);
    EXPECT_EQ(value(*parsed.document->root, "a").text, "1");
    EXPECT_THAT(problems_of("a: 1\nb: {c: 1, c: 2}\na: 3\n"),
                ElementsAre("f:2:11: b.c: this key is written twice, first in line 2. Remove one of them",
                            "f:3:1: a: this key is written twice, first in line 1. Remove one of them"));
}

TEST(Document, refuses_merge_keys) {
    EXPECT_THAT(problems_of("a: &x {b: 1}\nc:\n  <<: *x\n"),
                ElementsAre(HasSubstr("f:3:3: c.<<: merge keys (<<) are not part of the language")));
}

TEST(Document, refuses_second_documents) {
    EXPECT_THAT(problems_of("a: 1\n---\nb: 1\n"),
                ElementsAre(HasSubstr("f:2:1: a second document starts here")));
    EXPECT_THAT(problems_of("---\na: 1\n...\n"), IsEmpty());
}

TEST(Document, refuses_tags_and_takes_quotes) {
    EXPECT_THAT(problems_of("a: !!str 5\n"), ElementsAre(HasSubstr("f:1:4: a: tags")));
    EXPECT_THAT(problems_of("a: ! 5\n"), ElementsAre(HasSubstr("tags")));
    EXPECT_THAT(problems_of("a: !x {b: 1}\n"), ElementsAre(HasSubstr("tags")));
    EXPECT_THAT(problems_of("a: '5'\nb: |\n  text!\nc: \"!no tag\"\n"), IsEmpty());
}

TEST(Document, refuses_keys_that_are_no_scalars) {
    EXPECT_THAT(problems_of("? [a, b]\n: 1\n"), ElementsAre(HasSubstr("a key cannot be a map or a list")));
    EXPECT_THAT(problems_of(": 1\n"), ElementsAre(HasSubstr("a key is missing")));
}

TEST(Document, refuses_aliases_within_their_own_value) {
    EXPECT_THAT(problems_of("a: &x [1, *x]\n"),
                ElementsAre(HasSubstr("f:1:11: a: this alias stands within the value that it refers to")));
}

TEST(Document, says_where_and_why_the_syntax_is_wrong) {
    EXPECT_THAT(problems_of("a: [1, 2\nb: 3\n"),
                ElementsAre(HasSubstr("a list that was opened with [ is not closed")));
    EXPECT_THAT(problems_of("a: {b: 1\n"),
                ElementsAre(HasSubstr("a map that was opened with { is not closed")));
    EXPECT_THAT(problems_of("a: *nowhere\n"),
                ElementsAre(HasSubstr("f:1:4: there is no anchor for the alias *nowhere above it")));
    EXPECT_THAT(problems_of("a: 'open\n"), ElementsAre(HasSubstr("f:1:4: a quoted text is not closed")));
    EXPECT_THAT(problems_of("a: 1\nb: \"open\nc: 2\nd: 3\n"),
                ElementsAre(HasSubstr("f:2:4: a quoted text is not closed")));
    EXPECT_THAT(problems_of("a: b: c\n"), ElementsAre(HasSubstr("f:1:5: a value cannot start here")));
}

TEST(Document, refuses_what_is_not_text) {
    EXPECT_THAT(problems_of(std::string_view("a: \0b\n", 6)),
                ElementsAre(HasSubstr("f:1:4: the text contains a NUL")));
    EXPECT_THAT(problems_of("ä: \xFF\n"), ElementsAre(HasSubstr("f:1:4: the text is not valid UTF-8")));
    // An overlong form, a surrogate, and a value above U+10FFFF.
    for (std::string_view const bad :
         {"a: \xC0\xAF", "a: \xED\xA0\x80", "a: \xF4\x90\x80\x80", "a: \xE2\x82"})
        EXPECT_THAT(problems_of(bad), ElementsAre(HasSubstr("not valid UTF-8")));
    EXPECT_THAT(problems_of("a: \x04 5\n"), ElementsAre(HasSubstr("control character")));
    EXPECT_THAT(problems_of("a: \"\\x07\"\n"), ElementsAre(HasSubstr("control character")));
    EXPECT_THAT(problems_of("a: 1\rb: 2\r"), ElementsAre(HasSubstr("carriage return")));
    EXPECT_THAT(problems_of(""), ElementsAre("f:1:1: the file is empty"));
    EXPECT_THAT(problems_of("# only a comment\n"), ElementsAre("f:1:1: the file is empty"));
}

TEST(Document, stops_at_a_file_that_is_too_large) {
    std::string const text(10u << 20, 'a');
    EXPECT_THAT(problems_of(text), ElementsAre("f:1:1: the file is larger than 4 MB"));
}

TEST(Document, stops_at_deep_nesting) {
    for (char const* open : {"[", "{a: ", "- ", "? "}) {
        std::string text;
        for (int i = 0; i < 100'000 && text.size() < (3u << 20); ++i) text += open;
        EXPECT_THAT(problems_of(text), ElementsAre(HasSubstr("nested more than 64 deep"))) << open;
    }
    std::string closed;
    for (int i = 0; i < 65; ++i) closed += "[";
    for (int i = 0; i < 65; ++i) closed += "]";
    EXPECT_THAT(problems_of("a: " + closed), ElementsAre(HasSubstr("nested more than 64 deep")));
}

TEST(Document, stops_when_it_would_read_far_ahead) {
    std::string const megabyte(1u << 20, 'x');
    for (std::string const& text :
         {"a: \"" + megabyte, "a: '" + megabyte + "'\n", "a: 1 #" + megabyte + "\nb: 2\n"})
        EXPECT_THAT(problems_of(text), ElementsAre(HasSubstr("more than 256 KB"))) << text.substr(0, 6);
    // Brackets within quotes within brackets are seen for what they are.
    std::string brackets = "a: ";
    while (brackets.size() < (1u << 20)) brackets += "[\"]\",";
    EXPECT_THAT(problems_of(brackets), ElementsAre(HasSubstr("nested more than 64 deep")));
}

TEST(Document, stops_when_aliases_multiply) {
    // Nine lists of nine aliases each: 9^9 values.
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 9; ++i) {
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 9; ++j) text += (j > 0 ? ", *a" : "*a") + std::to_string(i - 1);
        text += "]\n";
    }
    EXPECT_THAT(problems_of(text), ElementsAre(HasSubstr("more than 200000 values")));
}

TEST(Document, stops_when_aliases_multiply_text) {
    std::string text = "a: &a " + std::string(60'000, 'x') + "\nb: [";
    for (int i = 0; i < 1000; ++i) text += "*a, ";
    text += "]\n";
    EXPECT_THAT(problems_of(text), ElementsAre(HasSubstr("more than 8 MB of text")));
}

TEST(Document, stops_when_aliases_nest_too_deep) {
    std::string text = "a: &a " + std::string(40, '[') + std::string(40, ']') +
                       "\nb: " + std::string(40, '[') + "*a" + std::string(40, ']') + "\n";
    EXPECT_THAT(problems_of(text), ElementsAre(HasSubstr("nested more than 64 deep")));
}

TEST(Document, stops_at_a_value_or_key_that_is_too_long) {
    EXPECT_THAT(problems_of("a: " + std::string(70'000, 'x')),
                ElementsAre("f:1:4: a value is longer than 64 KB"));
    EXPECT_THAT(problems_of(std::string(101, 'k') + ": 1\n"),
                ElementsAre(HasSubstr("a key is longer than 100 bytes")));
}

TEST(Document, stops_at_too_many_values) {
    std::string text;
    for (int i = 0; i < 200'001; ++i) text += "- 1\n";
    EXPECT_THAT(problems_of(text), ElementsAre(HasSubstr("more than 200000 values")));
}

}  // namespace
}  // namespace mergerisk::input
