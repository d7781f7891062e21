#include "engine/input/scalars.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace mergerisk::input {
namespace {

using base::Dimension;
using ::testing::HasSubstr;

MoneyUnit const kMillions{"GBP", 1e6, "GBP million", true};

double read(std::string_view text, Dimension dimension) {
    auto const scanned = scan_number(text, dimension, kMillions);
    EXPECT_TRUE(scanned.value) << text << ": " << scanned.reason;
    return scanned.value.value_or(-999);
}

std::string refusal(std::string_view text, Dimension dimension, MoneyUnit const& money = kMillions) {
    auto const scanned = scan_number(text, dimension, money);
    EXPECT_FALSE(scanned.value) << text;
    return scanned.reason + ". " + scanned.suggestion;
}

TEST(Money, is_in_the_money_unit_of_the_scenario) {
    EXPECT_DOUBLE_EQ(read("9", Dimension::money), 9);
    EXPECT_DOUBLE_EQ(read("450k", Dimension::money), 0.45);
    EXPECT_DOUBLE_EQ(read("3.2m", Dimension::money), 3.2);
    EXPECT_DOUBLE_EQ(read("1.1bn", Dimension::money), 1100);
    EXPECT_DOUBLE_EQ(read("1.5 million", Dimension::money), 1.5);
    EXPECT_DOUBLE_EQ(read("GBP 450k", Dimension::money), 0.45);
    EXPECT_DOUBLE_EQ(read("450k GBP", Dimension::money), 0.45);
    EXPECT_DOUBLE_EQ(read("\xC2\xA3"
                          "450k",
                          Dimension::money),
                     0.45);
    EXPECT_DOUBLE_EQ(read("-2", Dimension::money), -2);
    EXPECT_DOUBLE_EQ(read("42.6m a year", Dimension::money_a_year), 42.6);
    EXPECT_DOUBLE_EQ(read("450k a month", Dimension::money_a_month), 0.45);
    EXPECT_DOUBLE_EQ(scan_number("250k", Dimension::money, {"USD", 1e3, "USD thousand", true}).value.value(),
                     250);
}

TEST(Money, refuses_other_currencies_percentages_and_periods) {
    EXPECT_THAT(refusal("450k USD", Dimension::money), HasSubstr("is not in GBP"));
    EXPECT_THAT(refusal("5%", Dimension::money), HasSubstr("is a percentage"));
    EXPECT_THAT(refusal("5 a year", Dimension::money),
                HasSubstr("expected money, \"5 a year\" is money a year"));
    EXPECT_THAT(refusal("5 a month", Dimension::money_a_year), HasSubstr("money a month"));
    EXPECT_THAT(refusal("1,000", Dimension::money), HasSubstr("Write 1000 without separators"));
    EXPECT_THAT(refusal("5x", Dimension::money), HasSubstr("Write for example 12.5 or 450k"));
    EXPECT_THAT(refusal("", Dimension::money), HasSubstr("expected money"));
}

TEST(Money, needs_a_unit_in_files_that_do_not_know_the_scenario) {
    MoneyUnit const unknown{"GBP", 1e6, "GBP million", false};
    EXPECT_THAT(refusal("4.5", Dimension::money, unknown),
                HasSubstr("Write the amount in full, for example 4.5m"));
    EXPECT_EQ(scan_number("4.5m", Dimension::money, unknown).value, 4.5);
    EXPECT_EQ(scan_number("0", Dimension::money, unknown).value, 0.0);
}

TEST(Duration, is_in_months) {
    EXPECT_DOUBLE_EQ(read("3 months", Dimension::duration), 3);
    EXPECT_DOUBLE_EQ(read("1 month", Dimension::duration), 1);
    EXPECT_DOUBLE_EQ(read("2 years", Dimension::duration), 24);
    EXPECT_DOUBLE_EQ(read("1 year 6 months", Dimension::duration), 18);
    EXPECT_DOUBLE_EQ(read("0", Dimension::duration), 0);
    // A month is 365.25 / 12 = 30.4375 days.
    EXPECT_DOUBLE_EQ(read("30.4375 days", Dimension::duration), 1);
    EXPECT_DOUBLE_EQ(read("6 weeks", Dimension::duration), 42 / 30.4375);
    EXPECT_DOUBLE_EQ(read("1 quarter", Dimension::duration), 3);
}

TEST(Duration, refuses_numbers_without_unit_and_working_days) {
    EXPECT_THAT(refusal("3", Dimension::duration), HasSubstr("Did you mean 3 months?"));
    EXPECT_THAT(refusal("10 working days", Dimension::duration),
                HasSubstr("working days depend on a calendar"));
    EXPECT_THAT(refusal("3 moons", Dimension::duration), HasSubstr("Write for example 3 months"));
    EXPECT_THAT(refusal("101 years", Dimension::duration), HasSubstr("too large"));
}

TEST(Rate, is_a_fraction_a_year) {
    EXPECT_DOUBLE_EQ(read("3.5%", Dimension::rate), 0.035);
    EXPECT_DOUBLE_EQ(read("4% a year", Dimension::rate), 0.04);
    EXPECT_DOUBLE_EQ(read("+4% a year", Dimension::rate), 0.04);
    EXPECT_DOUBLE_EQ(read("-1% a year", Dimension::rate), -0.01);
    EXPECT_DOUBLE_EQ(read("0.5 a year", Dimension::rate), 0.5);
    EXPECT_DOUBLE_EQ(read("0", Dimension::rate), 0);
}

TEST(Rate, refuses_numbers_that_could_mean_two_things) {
    EXPECT_EQ(refusal("3.5", Dimension::rate), "3.5 would be 350 % a year. Did you mean 3.5%?");
    EXPECT_EQ(refusal("0.035", Dimension::rate), "0.035 would be 3.5 % a year. Did you mean 3.5%?");
    EXPECT_THAT(refusal("1% a month", Dimension::rate), HasSubstr("is a rate a month"));
}

TEST(Share, is_a_percentage_or_a_fraction) {
    EXPECT_DOUBLE_EQ(read("40%", Dimension::share), 0.4);
    EXPECT_DOUBLE_EQ(read("0.4", Dimension::share), 0.4);
    EXPECT_DOUBLE_EQ(read("1", Dimension::share), 1);
    EXPECT_EQ(refusal("40", Dimension::share), "40 would be 4000 %. Did you mean 40%?");
    EXPECT_THAT(refusal("40% a year", Dimension::share), HasSubstr("expected a share"));
}

TEST(Excess, needs_its_percent_sign) {
    EXPECT_DOUBLE_EQ(read("20%", Dimension::excess), 0.2);
    EXPECT_DOUBLE_EQ(read("-5%", Dimension::excess), -0.05);
    EXPECT_DOUBLE_EQ(read("0", Dimension::excess), 0);
    EXPECT_THAT(refusal("1.2", Dimension::excess), HasSubstr("could be an excess or a ratio"));
}

TEST(Number, refuses_what_is_no_finite_number) {
    for (std::string_view const text :
         {"nan", ".nan", "inf", "-.inf", "1e999", "9e99", "0x10", "1_000", "--5", "+-5"})
        for (Dimension const dimension :
             {Dimension::money, Dimension::share, Dimension::count, Dimension::ratio})
            EXPECT_FALSE(scan_number(text, dimension, kMillions).value) << text;
    EXPECT_THAT(refusal("1e300", Dimension::count), HasSubstr("is too large"));
    EXPECT_EQ(scan_number("1e-400", Dimension::ratio, kMillions).value.has_value(), false);
}

TEST(Range, names_the_limit_that_is_passed) {
    EXPECT_EQ(out_of_range(1.4, Dimension::share, kMillions), "140 % is above 100 %, the largest share");
    EXPECT_EQ(out_of_range(-5, Dimension::money, kMillions),
              "-5 GBP million is negative: money cannot go below zero");
    EXPECT_EQ(out_of_range(6, Dimension::score, kMillions), "6 is above 5, the largest score");
    EXPECT_EQ(out_of_range(0.5, Dimension::share, kMillions), std::nullopt);
}

TEST(Date, must_be_a_day_of_the_calendar) {
    using namespace std::chrono_literals;
    EXPECT_EQ(scan_date("2016-02-29").value, std::chrono::sys_days{2016y / 2 / 29});
    EXPECT_EQ(scan_date("2017-02-30").suggestion, "The month 2017-02 has 28 days");
    EXPECT_EQ(scan_date("2016-02-30").suggestion, "The month 2016-02 has 29 days");
    EXPECT_THAT(scan_date("2017-13-01").reason, HasSubstr("not a day of the calendar"));
    EXPECT_FALSE(scan_date("01/10/2017").value);
    EXPECT_FALSE(scan_date("2017-1-1").value);
    EXPECT_FALSE(scan_date("1017-01-01").value);
}

TEST(Anchor, is_a_moment_with_an_offset) {
    using Base = model::Anchor::Base;
    auto const anchor = scan_anchor("completion + 24 months").value.value();
    EXPECT_EQ(anchor.base, Base::completion);
    EXPECT_EQ(anchor.offset_months, 24);
    EXPECT_EQ(scan_anchor("completion-1 year").value.value().offset_months, -12);
    EXPECT_EQ(scan_anchor("2018-04-01 + 3 months").value.value().base, Base::date);
    for (std::string_view const word : {"start", "completion", "failure", "decision", "end", "2018-04-01",
                                        "integration", "exit + 3 months"})
        EXPECT_EQ(print_anchor(scan_anchor(word).value.value()), word);
    for (std::string_view const text : {"complete", "completion 3 months", "completion + 3",
                                        "completion + -3 months", "2018-02-30", "", "completions"})
        EXPECT_FALSE(scan_anchor(text).value) << text;
}

TEST(ShareOfClaim, needs_its_words) {
    EXPECT_DOUBLE_EQ(scan_share_of_claim("120% of claim").value.value(), 1.2);
    EXPECT_EQ(scan_share_of_claim("120%").suggestion, "Did you mean 120% of claim?");
    EXPECT_FALSE(scan_share_of_claim("1.2 of claim").value);
}

TEST(Year, counts_years_of_the_project) {
    EXPECT_EQ(scan_year("year 5").value, 5.0);
    EXPECT_FALSE(scan_year("5").value);
    EXPECT_FALSE(scan_year("year five").value);
}

TEST(MoneyUnit, is_a_currency_and_a_scale) {
    auto const unit = scan_money_unit("GBP thousand").value.value();
    EXPECT_EQ(unit.currency, "GBP");
    EXPECT_EQ(unit.amount, 1000);
    EXPECT_EQ(scan_money_unit("USD").value.value().amount, 1);
    EXPECT_FALSE(scan_money_unit("pounds").value);
    EXPECT_THAT(scan_money_unit("GBP milion").reason, HasSubstr("\"milion\" is not a unit of money"));
}

TEST(Whole, is_digits_only) {
    EXPECT_EQ(scan_whole("131072").value, 131072u);
    for (std::string_view const text :
         {"", "-1", "+1", "1.0", "1e3", "99999999999999999999", "9007199254740993"})
        EXPECT_FALSE(scan_whole(text).value) << text;
}

TEST(Percentile, is_a_key) {
    EXPECT_DOUBLE_EQ(scan_percentile_key("p90").value(), 0.9);
    EXPECT_DOUBLE_EQ(scan_percentile_key("p97.5").value(), 0.975);
    for (std::string_view const text : {"p0", "p100", "p", "90", "pp", "p1e1", "mean"})
        EXPECT_FALSE(scan_percentile_key(text)) << text;
}

TEST(Name, is_small_letters_digits_and_underscores) {
    EXPECT_TRUE(is_name("it_integration_2"));
    for (std::string_view const text : {"", "2nd", "It", "a-b", "a.b", "_a", "\xC3\xA4"})
        EXPECT_FALSE(is_name(text)) << text;
    EXPECT_TRUE(is_reserved("completion"));
    EXPECT_TRUE(is_reserved("rest"));
    EXPECT_FALSE(is_reserved("merger"));
}

TEST(Print, shows_the_digits_that_were_written) {
    EXPECT_EQ(print_number(0.07, Dimension::share, kMillions), "7 %");
    EXPECT_EQ(print_number(0.035, Dimension::rate, kMillions), "3.5 % a year");
    EXPECT_EQ(print_number(0.45, Dimension::money, kMillions), "0.45 GBP million");
    EXPECT_EQ(print_number(1, Dimension::duration, kMillions), "1 month");
}

TEST(Pattern, accepts_every_form_that_is_read) {
    struct Case {
        Dimension dimension;
        std::vector<std::string> texts;
    };
    std::vector<Case> const cases = {
        {Dimension::money, {"9", "450k", "3.2m", "1.1bn", "1.5 million", "GBP 450k", "450k GBP"}},
        {Dimension::money_a_month, {"450k a month", "0.45"}},
        {Dimension::money_a_year, {"42.6m a year", "42.6"}},
        {Dimension::duration, {"3 months", "1 year 6 months", "0"}},
        {Dimension::rate, {"3.5%", "+4% a year", "0.5 a year", "-1% a year"}},
        {Dimension::share, {"40%", "0.4"}},
        {Dimension::excess, {"20%", "-5%"}},
        {Dimension::ratio, {"1.2", "120%"}},
        {Dimension::score, {"3"}},
        {Dimension::count, {"400"}}};
    for (Case const& one : cases) {
        // ECMA 262 knows no (?i) and no look-behind; std::regex speaks the same dialect, in bytes.
        std::regex const pattern{std::string(pattern_of(one.dimension))};
        for (std::string const& text : one.texts) {
            EXPECT_TRUE(scan_number(text, one.dimension, kMillions).value) << text;
            EXPECT_TRUE(std::regex_match(text, pattern)) << text << " in " << pattern_of(one.dimension);
        }
        EXPECT_FALSE(std::regex_match("about five", pattern));
    }
}

}  // namespace
}  // namespace mergerisk::input
