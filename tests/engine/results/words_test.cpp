#include "engine/results/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::results {
namespace {

using base::Dimension;
using testing::HasSubstr;
using testing::StartsWith;

model::Quantity quantity(math::Distribution distribution, Dimension dimension) {
    model::Quantity made;
    made.value = std::move(distribution);
    made.dimension = dimension;
    return made;
}

TEST(Words, say_numbers_in_the_unit_of_their_dimension) {
    EXPECT_EQ(in_words(42.6, Dimension::money), "42.6");
    EXPECT_EQ(in_words(1, Dimension::duration), "1 month");
    EXPECT_EQ(in_words(7.5, Dimension::duration), "7.5 months");
    EXPECT_EQ(in_words(0.07, Dimension::share), "7 %");
    EXPECT_EQ(in_words(-0.41, Dimension::excess), "-41 %");
    EXPECT_EQ(in_words(0.035, Dimension::rate), "3.5 % a year");
    EXPECT_EQ(in_words(400, Dimension::count), "400");
}

TEST(Words, say_distributions_by_what_defines_them) {
    EXPECT_EQ(in_words(quantity(math::Constant{9}, Dimension::money)), "9");
    EXPECT_EQ(in_words(quantity(math::Pert{0.2, 0.35, 0.9}, Dimension::money_a_month)),
              "PERT 0.2, 0.35, 0.9");
    EXPECT_EQ(in_words(quantity(math::Triangular{0, 0.005, 0.02}, Dimension::share)),
              "triangular 0 %, 0.5 %, 2 %");
    EXPECT_EQ(in_words(quantity(math::Uniform{1, 3}, Dimension::duration)), "uniform, 1 month to 3 months");
    EXPECT_EQ(in_words(quantity(math::Normal{0.02, 0.005}, Dimension::rate)),
              "normal, mean 2 % a year, sd 0.5 % a year");
    EXPECT_EQ(in_words(quantity(math::Lognormal{0, 0.4}, Dimension::ratio)),
              "lognormal, median 1, sigma 0.4");
    // Gamma with shape 4 and scale 2: mean 8, variance 16.
    EXPECT_EQ(in_words(quantity(math::Gamma{4, 2}, Dimension::money)), "gamma, mean 8, sd 4");
    // Beta(1, 1) is uniform: mean 1/2, variance 1/12; on [0, 2] twice that.
    EXPECT_EQ(in_words(quantity(math::Beta{1, 1, 0, 1}, Dimension::share)), "beta, mean 50 %, sd 28.9 %");
    EXPECT_EQ(in_words(quantity(math::Beta{1, 1, 0, 2}, Dimension::ratio)),
              "beta, mean 1, sd 0.577, between 0 and 2");
    EXPECT_EQ(in_words(quantity(math::Discrete{{1, 4}, {0.25, 0.75}}, Dimension::money)),
              "discrete: 1 (25 %), 4 (75 %)");
    EXPECT_EQ(in_words(quantity(math::Bernoulli{0.1, 25}, Dimension::money)),
              "25 with probability 10 %, else 0");
    EXPECT_EQ(in_words(quantity(math::Truncated{math::Normal{1, 2}, 0, 3}, Dimension::money)),
              "normal, mean 1, sd 2, between 0 and 3");
    // Money is not negative, which matters here and not there.
    EXPECT_EQ(in_words(quantity(math::Normal{1, 2}, Dimension::money)), "normal, mean 1, sd 2, not below 0");
    EXPECT_EQ(in_words(quantity(math::Truncated{math::Normal{100, 2}, 0}, Dimension::money)),
              "normal, mean 100, sd 2");
    // Gamma with shape 1 and scale 123456: mean and sd 123456.
    EXPECT_EQ(in_words(quantity(math::Gamma{1, 123456}, Dimension::money)), "gamma, mean 123456, sd 123456");
}

TEST(Words, say_what_a_number_is_taken_from) {
    model::Quantity made;
    made.value = model::QuantityName{"tariff"};
    EXPECT_EQ(in_words(made), "as quantity tariff");
    made.value = model::EvidenceUse{"it_overrun", {}, "", false};
    EXPECT_EQ(in_words(made, 0.6), "evidence it_overrun, transferability 60 %");
    made.value = model::EvidenceUse{"phase_1", 0.5, "phase_2", false};
    EXPECT_EQ(in_words(made, 0.6), "evidence phase_1, outcome phase_2, transferability 50 %");
}

TEST(Words, say_what_a_number_is_calculated_from) {
    auto const number = [](math::Distribution const& of, Dimension dimension) {
        return model::Operand{{quantity(of, dimension)}, "", ""};
    };
    model::Quantity saving;
    saving.value = model::Calculated{model::Calculated::Operation::product,
                                     {number(math::Constant{0.02}, Dimension::ratio),
                                      number(math::Pert{1, 2, 4}, Dimension::ratio),
                                      {{}, "combined.income", ""}}};
    EXPECT_EQ(in_words(saving), "calculated: 2 % x (PERT 1, 2, 4) x combined.income");
    model::Quantity left;
    left.value = model::Calculated{model::Calculated::Operation::sum,
                                   {number(math::Constant{1}, Dimension::share), {{saving}, "", ""}}};
    EXPECT_EQ(in_words(left), "calculated: 100 % + (2 % x (PERT 1, 2, 4) x combined.income)");
    // An operand is not cut to the range of its dimension.
    EXPECT_EQ(in_words(quantity(math::Normal{1, 2}, Dimension::money), 1, true), "normal, mean 1, sd 2");
}

TEST(Words, say_what_evidence_measures) {
    model::EvidenceEntry entry;
    entry.value = model::Proportion{3, 10};
    EXPECT_EQ(measure_of(entry), "3 of 10 cases");
    entry.prior = model::Prior{0.2, 4};
    EXPECT_EQ(measure_of(entry), "3 of 10 cases; before any case 20 %, worth 4 cases");
    entry.value = model::Counts{{{"cleared", 9}, {"phase_2", 3}}};
    EXPECT_EQ(measure_of(entry),
              "12 cases: cleared 9, phase 2 3; before any case evenly spread, worth 4 cases");
    entry.prior.reset();
    math::ReferenceClass reference_class;
    reference_class.body = math::Percentiles{{{0.1, 0.3}, {0.5, 0.65}, {0.9, 0.9}}};
    reference_class.scale = math::Scale::share;
    entry.value = model::Ratio{reference_class, Dimension::share};
    EXPECT_EQ(measure_of(entry), "reference class, median 65 %");
}

TEST(Words, say_what_a_cap_does) {
    model::EvidenceEntry entry;
    entry.value = model::Proportion{3, 10};
    EXPECT_EQ(cap_of(entry, 1), "");
    math::ReferenceClass reference_class;
    reference_class.body = math::Lognormal{0, 1};
    reference_class.scale = math::Scale::ratio;
    entry.value = model::Ratio{reference_class, Dimension::ratio};
    EXPECT_EQ(cap_of(entry, 1), "");
    // A lognormal with median 1 and sigma 1 exceeds e^1.2816 = 3.602 in 10 % of draws.
    reference_class.cap = 3.6022;
    entry.value = model::Ratio{reference_class, Dimension::ratio};
    EXPECT_THAT(cap_of(entry, 1), StartsWith("3.6022, at which are 10 % of draws, which make "));
    EXPECT_THAT(cap_of(entry, 1), HasSubstr(" % of the mean"));
}

TEST(Words, name_units_and_dates) {
    EXPECT_EQ(unit_of(Dimension::money_a_year, "GBP million"), "GBP million a year");
    EXPECT_EQ(unit_of(Dimension::rate, "GBP million"), "rate a year");
    EXPECT_EQ(unit_of(Dimension::share, "GBP million"), "share");
    EXPECT_EQ(unit_of(Dimension::count, "GBP million"), "count");
    EXPECT_EQ(iso_date(std::chrono::sys_days{std::chrono::year{2016} / 2 / 29}), "2016-02-29");
}

}  // namespace
}  // namespace mergerisk::results
