#include "reports/text/layout.h"

#include <gtest/gtest.h>

namespace mergerisk::text {
namespace {

using Lines = std::vector<std::string>;

TEST(Layout, counts_columns_not_bytes) {
    EXPECT_EQ(width_of("Zürich"), 6u);
    EXPECT_EQ(width_of("−12.3"), 5u);
    EXPECT_EQ(width_of("東京"), 4u);
    EXPECT_EQ(width_of("e\xcc\x81"), 1u);
    EXPECT_EQ(width_of("\xe2\x81\xa8\xd7\x90\xe2\x81\xa9"), 1u);
}

TEST(Layout, fills_up_to_a_width) {
    EXPECT_EQ(padded("ü", 3, Align::left), "ü  ");
    EXPECT_EQ(padded("ü", 3, Align::right), "  ü");
    EXPECT_EQ(padded("long", 2, Align::right), "long");
}

TEST(Layout, breaks_at_spaces_and_within_a_word_only_if_it_is_too_long) {
    EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
    EXPECT_EQ(wrapped("a vielgeprüft yes", 6), (Lines{"a", "vielge", "prüft", "yes"}));
    EXPECT_EQ(wrapped("", 5), Lines{});
}

}  // namespace
}  // namespace mergerisk::text
