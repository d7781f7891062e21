#include "reports/view/numbers.h"

#include <gtest/gtest.h>

namespace mergerisk::view {
namespace {

using namespace std::chrono_literals;

Units pounds() {
    return {"GBP million", "GBP", std::chrono::sys_days(2016y / 10 / 1)};
}

Number with_error(double value, double standard_error) {
    return {value,        standard_error, value - 2 * standard_error, value + 2 * standard_error,
            std::nullopt, std::nullopt};
}

Number exact(double value) {
    return {value, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt};
}

std::string money(Number const& number) {
    return write(number, Kind::money, pounds());
}

TEST(Number, ends_at_the_first_digit_of_its_standard_error) {
    EXPECT_EQ(money(with_error(12.3456, 0.41)), "12.3");
    EXPECT_EQ(money(with_error(1.23456, 0.041)), "1.23");
    EXPECT_EQ(money(with_error(12.3456, 1.7)), "12");
    EXPECT_EQ(money(with_error(1234.56, 17)), "1,230");
    EXPECT_EQ(money(with_error(1234.56, 170)), "1,200");
    EXPECT_EQ(money(with_error(20, 0.1)), "20.0");
}

TEST(Number, has_at_most_three_significant_digits_if_it_was_computed) {
    EXPECT_EQ(money(with_error(123.456789, 0.0001)), "123");
    EXPECT_EQ(money(with_error(1234567, 0.1)), "1,230,000");
    EXPECT_EQ(money(exact(2.0 / 3)), "0.667");
    EXPECT_EQ(money(exact(1234.56789)), "1,230");
}

TEST(Number, that_a_person_wrote_stays_as_it_was_written) {
    EXPECT_EQ(money(exact(42.6)), "42.6");
    EXPECT_EQ(money(exact(123456)), "123,456");
    EXPECT_EQ(money(exact(0.000123456)), "0.000123456");
    // 0.07 * 100 is 7.000000000000001.
    EXPECT_EQ(write(exact(0.07), Kind::share, pounds()), "7%");
    EXPECT_EQ(write(exact(0.035), Kind::share, pounds()), "3.5%");
}

TEST(Number, without_an_error_has_no_closing_zeros) {
    EXPECT_EQ(money(exact(12)), "12");
    EXPECT_EQ(money(exact(12.5)), "12.5");
    EXPECT_EQ(money(exact(1000)), "1,000");
    EXPECT_EQ(money({7, 0.0, 7.0, 7.0, std::nullopt, std::nullopt}), "7");
}

TEST(Number, has_a_minus_sign_unless_it_is_written_as_zero) {
    EXPECT_EQ(money(with_error(-12.3, 0.4)), "−12.3");
    EXPECT_EQ(money(with_error(-0.04, 0.4)), "0.0");
    EXPECT_EQ(money(exact(0)), "0");
    EXPECT_EQ(money(exact(-0.0)), "0");
}

TEST(Number, that_is_a_probability_or_a_share_is_in_percent) {
    EXPECT_EQ(write(with_error(0.2324, 0.0011), Kind::probability, pounds()), "23.2%");
    EXPECT_EQ(write(with_error(0.2324, 0.014), Kind::probability, pounds()), "23%");
    EXPECT_EQ(write(exact(1), Kind::probability, pounds()), "100%");
    EXPECT_EQ(write(exact(-0.17), Kind::share, pounds()), "−17%");
}

TEST(Number, that_is_a_moment_is_a_month_with_the_count_of_months) {
    EXPECT_EQ(write(with_error(16, 0.1), Kind::moment, pounds()), "Feb 2018 (16.0 months)");
    EXPECT_EQ(write(exact(12), Kind::moment, pounds()), "Oct 2017 (12 months)");
    EXPECT_EQ(write(exact(15.9999999999), Kind::moment, pounds()), "Feb 2018 (16 months)");
}

TEST(Number, of_a_cell_can_differ_in_kind_from_its_column) {
    Number number = with_error(0.25, 0.01);
    number.kind = Kind::probability;
    EXPECT_EQ(money(number), "25%");
}

TEST(Number, ends_where_its_neighbours_end_unless_its_error_is_larger) {
    Number number = with_error(-0.6704, 0.002);
    number.place = place_of(190.5, 4);
    EXPECT_EQ(money(number), "−0.7");
    number.standard_error = 3;
    EXPECT_EQ(money(number), "−1");
    Number claimed = exact(190);
    claimed.place = -1;
    EXPECT_EQ(money(claimed), "190.0");
}

TEST(Money, in_a_sentence_stands_between_the_currency_and_its_scale) {
    EXPECT_EQ(write_with_unit(with_error(-12.34, 0.2), Kind::money, pounds()), "GBP −12.3 million");
    Units bare = pounds();
    bare.money_label = "EUR";
    bare.currency = "EUR";
    EXPECT_EQ(write_with_unit(exact(5), Kind::money, bare), "5 EUR");
    EXPECT_EQ(write_with_unit(exact(5), Kind::months, bare), "5 months");
}

TEST(Interval, has_the_decimals_of_its_number) {
    EXPECT_EQ(write_interval(with_error(12.3456, 0.41), Kind::money), "11.5 to 13.2");
    EXPECT_EQ(write_interval(with_error(0.2324, 0.0011), Kind::probability), "23.0 to 23.5%");
    EXPECT_EQ(write_interval(exact(3), Kind::money), std::nullopt);
}

TEST(Interval, has_one_digit_more_than_its_number_where_its_ends_would_be_the_same) {
    EXPECT_EQ(write_interval(with_error(187.31, 0.03), Kind::money), "187.2 to 187.4");
    EXPECT_EQ(write_interval(with_error(187.31, 0.003), Kind::money), std::nullopt);
    EXPECT_EQ(write_interval({7, 0.0, 7.0, 7.0, std::nullopt, std::nullopt}, Kind::money), std::nullopt);
}

TEST(Interval, of_none_or_all_is_written_to_what_its_width_supports) {
    // 1 - 0.025^(1/131072): what Clopper and Pearson give for none of 131,072.
    Number const none{0, 0.0, 0.0, 2.814e-5, std::nullopt, std::nullopt};
    Number const all{1, 0.0, 1 - 2.814e-5, 1.0, std::nullopt, std::nullopt};
    EXPECT_EQ(write_interval(none, Kind::probability), "0 to 0.0028%");
    EXPECT_EQ(write_interval(all, Kind::probability), "99.9972 to 100%");
}

TEST(Error, has_one_digit) {
    EXPECT_EQ(write_error(0.0417, Kind::money), "0.04");
    EXPECT_EQ(write_error(23.4, Kind::money), "20");
    EXPECT_EQ(write_error(0.0013, Kind::probability), "0.1%");
    EXPECT_EQ(write_error(0, Kind::money), "0");
}

TEST(Date, counts_calendar_months_and_then_days) {
    EXPECT_EQ(write_date(date_at(0, pounds())), "1 Oct 2016");
    EXPECT_EQ(write_date(date_at(16, pounds())), "1 Feb 2018");
    // Half of the 31 days of October.
    EXPECT_EQ(write_date(date_at(0.5, pounds())), "16 Oct 2016");
}

TEST(Date, takes_the_last_day_of_a_month_that_is_too_short) {
    Units units = pounds();
    units.valuation_date = std::chrono::sys_days(2016y / 12 / 31);
    EXPECT_EQ(write_date(date_at(2, units)), "28 Feb 2017");
}

TEST(Date, is_read_from_iso_8601_only) {
    EXPECT_EQ(read_date("2016-10-01"), std::chrono::sys_days(2016y / 10 / 1));
    for (char const* const wrong : {"", "2016-10-1", "2016-13-01", "2017-02-29", "2016/10/01", "2016-10-0a"})
        EXPECT_EQ(read_date(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace mergerisk::view
