#include "reports/view/words.h"

#include <gtest/gtest.h>

namespace mergerisk::view {
namespace {

Number between(double value, double low, double high) {
    return {value, 0.01, low, high, std::nullopt, std::nullopt};
}

TEST(NaturalFrequency, says_none_and_all_only_of_exactly_none_and_all) {
    EXPECT_EQ(of_100(0), "none");
    EXPECT_EQ(of_100(1e-9), "fewer than 1");
    EXPECT_EQ(of_100(0.0049), "fewer than 1");
    EXPECT_EQ(of_100(0.2324), "about 23");
    EXPECT_EQ(of_100(0.9951), "more than 99");
    EXPECT_EQ(of_100(1), "all");
}

TEST(Likelihood, follows_the_scale) {
    EXPECT_EQ(likelihood(between(0.995, 0.994, 0.996)), "virtually certain");
    EXPECT_EQ(likelihood(between(0.95, 0.94, 0.96)), "very likely");
    EXPECT_EQ(likelihood(between(0.7, 0.69, 0.71)), "likely");
    EXPECT_EQ(likelihood(between(0.5, 0.49, 0.51)), "about as likely as not");
    EXPECT_EQ(likelihood(between(0.2, 0.19, 0.21)), "unlikely");
    EXPECT_EQ(likelihood(between(0.05, 0.04, 0.06)), "very unlikely");
    EXPECT_EQ(likelihood(between(0, 0, 0.0003)), "exceptionally unlikely");
}

TEST(Likelihood, takes_the_less_certain_word_where_the_interval_reaches_two_ranges) {
    EXPECT_EQ(likelihood(between(0.095, 0.08, 0.11)), "unlikely");
    EXPECT_EQ(likelihood(between(0.905, 0.89, 0.92)), "likely");
    EXPECT_EQ(likelihood(between(0.32, 0.31, 0.34)), "about as likely as not");
    EXPECT_EQ(likelihood(between(0.5, 0.05, 0.95)), "about as likely as not");
}

TEST(Name, loses_what_could_make_it_read_as_something_else) {
    EXPECT_EQ(clean("  two \n\t lines\r\n "), "two lines");
    EXPECT_EQ(clean("a\xe2\x80\xae"
                    "b\xe2\x80\x8b"),
              "ab");
    EXPECT_EQ(clean("a\xff"
                    "b\xc0\x80"),
              "a\xef\xbf\xbd"
              "b\xef\xbf\xbd\xef\xbf\xbd");
    EXPECT_EQ(clean(std::string("nul\0!", 5)), "nul !");
    EXPECT_EQ(clean("\xed\xa0\x80"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    EXPECT_EQ(clean("\xe2\x82"), "\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(Name, written_from_right_to_left_is_isolated) {
    EXPECT_EQ(clean("\xd7\x90\xd7\x91"), "\xe2\x81\xa8\xd7\x90\xd7\x91\xe2\x81\xa9");
    EXPECT_EQ(clean("Zürich – 東京 🏥"), "Zürich – 東京 🏥");
}

TEST(Name, that_is_long_is_cut_between_characters) {
    EXPECT_EQ(clean_short("Zürich", 6), "Zürich");
    EXPECT_EQ(clean_short("Zürich", 3), "Zü…");
    EXPECT_EQ(in_quotes(std::string(300, 'W')), "“" + std::string(59, 'W') + "…”");
}

TEST(Name, of_the_language_becomes_words) {
    EXPECT_EQ(humanised("benefits_shortfall"), "Benefits shortfall");
    EXPECT_EQ(humanised(""), "");
}

TEST(List, ends_with_and) {
    EXPECT_EQ(listed({}), "");
    EXPECT_EQ(listed({"a"}), "a");
    EXPECT_EQ(listed({"a", "b", "c"}), "a, b and c");
}

}  // namespace
}  // namespace mergerisk::view
