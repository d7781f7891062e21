#include "reports/html/escape.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace mergerisk::html {
namespace {

TEST(Escape, leaves_no_character_that_means_something_in_html) {
    EXPECT_EQ(escaped("<b a=\"1\" c='2'>R&D</b>"),
              "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;R&amp;D&lt;/b&gt;");
    EXPECT_EQ(escaped("Zürich −12"), "Zürich −12");
}

TEST(Escape, lets_long_words_break_and_leaves_others_whole) {
    EXPECT_EQ(escaped_breakable("two short words"), "two short words");
    EXPECT_EQ(escaped_breakable("0123456789abcdefghij"), "0123456789abcdef<wbr>ghij");
    EXPECT_EQ(escaped_breakable("options.merger.benefits <"), "options.<wbr>merger.<wbr>benefits &lt;");
    EXPECT_EQ(escaped_breakable("üüüüüüüüüü"), "üüüüüüüü<wbr>üü");
    EXPECT_EQ(escaped_breakable(""), "");
}

TEST(ScriptJson, cannot_end_its_element_and_is_the_same_value) {
    nlohmann::json const value{{"name", "</script><!-- --> ]]> & \xe2\x80\xa8\xe2\x80\xa9 Zürich €"}};
    std::string const text = script_json(value.dump());
    for (char const* const forbidden : {"<", ">", "&", "\xe2\x80\xa8", "\xe2\x80\xa9"})
        EXPECT_EQ(text.find(forbidden), std::string::npos) << forbidden;
    EXPECT_EQ(nlohmann::json::parse(text), value);
}

TEST(ScriptJson, keeps_characters_that_share_bytes_with_line_separators) {
    EXPECT_EQ(script_json("\"\xe2\x80\xa6\xe2\x80\""), "\"\xe2\x80\xa6\xe2\x80\"");
}

TEST(CssString, cannot_end_itself) {
    EXPECT_EQ(css_string("a\"b\\}\n</style>"), R"("a\22 b\5c \7d \0a \3c \2f style\3e ")");
    EXPECT_EQ(css_string("Zürich 8"), "\"Zürich 8\"");
}

}  // namespace
}  // namespace mergerisk::html
