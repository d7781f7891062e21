#include "reports/html/html.h"

#include "engine/archive/json.h"
#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <regex>
#include <set>

namespace mergerisk::html {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string page_of(results::Run const& run) {
    return render(view::make_document(run), archive::to_json(run));
}

std::size_t count(std::string const& text, std::string const& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

/// What stands in the script element with this id.
std::string data_of(std::string const& page, std::string const& id) {
    std::string const start = "<script type=\"application/json\" id=\"" + id + "\">";
    std::size_t const from = page.find(start);
    EXPECT_NE(from, std::string::npos) << id;
    std::size_t const begin = from + start.size();
    return page.substr(begin, page.find("</script>", begin) - begin);
}

/// The page up to its data and script: what is markup.
std::string markup_of(std::string const& page) {
    return page.substr(page.find("<body>"), page.find("<script type=") - page.find("<body>"));
}

TEST(Html, allows_its_own_script_and_nothing_from_a_network) {
    std::string const page = page_of(tests::sample_run());
    EXPECT_TRUE(std::regex_search(
        page.substr(0, 600),
        std::regex("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                   "'sha256-[A-Za-z0-9+/]{43}='; style-src 'unsafe-inline'; img-src data: blob:;")));
    EXPECT_THAT(markup_of(page), Not(HasSubstr("http")));
    EXPECT_THAT(page, Not(HasSubstr("<script src")));
    EXPECT_EQ(count(page, "<link "), 1u);
    EXPECT_THAT(page, HasSubstr("<link rel=\"icon\" href=\"data:,\">"));
}

TEST(Html, holds_the_results_as_they_are) {
    results::Run const run = tests::hostile_run();
    EXPECT_EQ(nlohmann::json::parse(data_of(page_of(run), "results")),
              nlohmann::json::parse(archive::to_json(run)));
}

TEST(Html, takes_names_as_names) {
    std::string const page = page_of(tests::hostile_run());
    EXPECT_EQ(count(page, "<script"), 3u);
    EXPECT_EQ(count(page, "</script"), 3u);
    EXPECT_EQ(count(page, "<style"), 1u);
    EXPECT_THAT(page, Not(HasSubstr("<!--")));
    EXPECT_THAT(page, Not(HasSubstr("<img")));
    std::string const markup = markup_of(page);
    EXPECT_THAT(markup, Not(HasSubstr("onerror=\"")));
    EXPECT_THAT(markup, HasSubstr("&lt;img src=x onerror=&quot;"));
}

TEST(Html, has_one_first_heading_and_skips_no_level) {
    for (results::Run const& run : {tests::sample_run(), tests::smallest_run(), tests::prohibited_run()}) {
        std::string const markup = markup_of(page_of(run));
        EXPECT_EQ(count(markup, "<h1"), 1u);
        std::regex const heading("<h([1-6])");
        int level = 0;
        for (std::sregex_iterator it(markup.begin(), markup.end(), heading), end; it != end; ++it) {
            int const next = std::stoi((*it)[1]);
            EXPECT_LE(next, level + 1);
            level = next;
        }
    }
}

TEST(Html, has_a_caption_and_scopes_in_every_table) {
    std::string const markup = markup_of(page_of(tests::sample_run()));
    EXPECT_EQ(count(markup, "<table"), count(markup, "<caption>"));
    EXPECT_EQ(count(markup, "<th"), count(markup, "<th scope=") + count(markup, "<thead"));
}

TEST(Html, leads_its_links_to_places_that_exist) {
    std::string const markup = markup_of(page_of(tests::sample_run()));
    std::set<std::string> ids;
    std::regex const id(" id=\"([^\"]+)\"");
    for (std::sregex_iterator it(markup.begin(), markup.end(), id), end; it != end; ++it)
        EXPECT_TRUE(ids.insert((*it)[1]).second) << (*it)[1];
    std::regex const link("href=\"#([^\"]+)\"");
    for (std::sregex_iterator it(markup.begin(), markup.end(), link), end; it != end; ++it)
        EXPECT_TRUE(ids.contains((*it)[1])) << (*it)[1];
    std::regex const labelled("aria-labelledby=\"([^\"]+)\"");
    for (std::sregex_iterator it(markup.begin(), markup.end(), labelled), end; it != end; ++it)
        EXPECT_TRUE(ids.contains((*it)[1])) << (*it)[1];
}

TEST(Html, counts_100_icons_for_each_option_that_is_appraised) {
    std::string const markup = markup_of(page_of(tests::sample_run()));
    std::regex const icons("<svg class=\"icons\"[^>]*>(.*?)</svg>");
    int arrays = 0;
    for (std::sregex_iterator it(markup.begin(), markup.end(), icons), end; it != end; ++it, ++arrays) {
        std::string const drawn = (*it)[1];
        EXPECT_EQ(count(drawn, "<circle") + count(drawn, "<path"), 100u);
    }
    EXPECT_EQ(arrays, 2);
}

TEST(Html, says_hindsight_in_the_margin_of_every_printed_page) {
    EXPECT_THAT(page_of(tests::sample_run()),
                HasSubstr("@top-right{content:\"With hindsight\\3a  this analysis"));
    EXPECT_THAT(page_of(tests::smallest_run()), HasSubstr("@top-right{content:\"\"}"));
}

TEST(Html, is_the_same_for_the_same_run) {
    EXPECT_EQ(page_of(tests::sample_run()), page_of(tests::sample_run()));
}

}  // namespace
}  // namespace mergerisk::html
