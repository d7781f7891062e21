#include "reports/text/markdown.h"

#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

namespace mergerisk::text {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string report_of(results::Run const& run) {
    return markdown(view::make_document(run));
}

std::string read(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// MERGERISK_UPDATE_GOLDEN=1 writes the file anew; read the difference before committing it.
TEST(Markdown, of_the_sample_is_what_was_agreed) {
    std::string const path = std::string(MERGERISK_SOURCE_DIR) + "/tests/reports/text/golden/sample.md";
    std::string const report = report_of(tests::sample_run());
    if (std::getenv("MERGERISK_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << report;
    std::istringstream expected(read(path));
    std::istringstream actual(report);
    std::string expected_line;
    std::string actual_line;
    for (int line = 1; std::getline(expected, expected_line); ++line) {
        ASSERT_TRUE(std::getline(actual, actual_line)) << path << ":" << line << " and after it is missing";
        ASSERT_EQ(actual_line, expected_line) << path << ":" << line;
    }
    EXPECT_FALSE(std::getline(actual, actual_line)) << "more than in " << path << ": " << actual_line;
}

TEST(Markdown, has_as_many_cells_in_every_row_of_a_table) {
    std::istringstream report(report_of(tests::hostile_run()));
    std::string line;
    long cells = 0;
    while (std::getline(report, line)) {
        if (!line.starts_with("|")) {
            cells = 0;
            continue;
        }
        long bars = 0;
        for (std::size_t i = 0; i < line.size(); ++i)
            bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
        if (cells > 0) {
            EXPECT_EQ(bars, cells) << line;
        }
        cells = bars;
    }
}

TEST(Markdown, takes_names_as_names) {
    std::string const report = report_of(tests::hostile_run());
    // What starts markup stands behind a backslash.
    for (char const* const markup : {"[^\\\\]<", "[^\\\\]\\]\\(", "[^\\\\*]\\*bold"})
        EXPECT_FALSE(std::regex_search(report, std::regex(markup))) << markup;
    EXPECT_THAT(report, HasSubstr("\\*bold\\*"));
    EXPECT_THAT(report, Not(HasSubstr("\n# heading")));
}

TEST(Markdown, leaves_out_sections_that_have_nothing) {
    std::string const report = report_of(tests::smallest_run());
    EXPECT_THAT(report, Not(HasSubstr("Assumption register")));
    EXPECT_THAT(report, Not(HasSubstr("## Notes")));
    EXPECT_THAT(report, HasSubstr("Every option takes effect at once"));
}

}  // namespace
}  // namespace mergerisk::text
