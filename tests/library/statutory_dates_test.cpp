// The clocks of the library's routes give the deadlines that the authorities announced in public cases.

#include "engine/reference/clock.h"
#include "tests/library/shipped.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace mergerisk::library {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

/// A clock of the library that runs for so many of its units from a day on.
struct Running {
    char const* route;
    char const* stage;
    sys_days from;
    double units;
};

sys_days last_day(Running const& of) {
    plan::Plan const plan = compiled({of.route, of.from}).plan;
    for (plan::Option const& option : plan.options) {
        if (!option.route) continue;
        plan::Clock clock = *option.route->stages.at(stage_index(plan, of.stage)).clock;
        clock.planned = of.units;
        return of.from + days{reference::claimed_clock(plan, clock, 0).last_day};
    }
    throw std::out_of_range("no option with a route");
}

/// The statutory units of a stage's clock.
double statutory(char const* of_route, char const* of_stage) {
    for (model::Stage const& stage : route(of_route).stages)
        if (stage.name == of_stage) return stage.clock->statutory;
    throw std::out_of_range(of_stage);
}

// Enterprise Act 2002, s. 39: 24 weeks beginning with the date of the reference, and up to 8 more.
TEST(UnitedKingdom, gives_24_and_32_weeks_for_a_phase_2_inquiry_from_the_day_of_the_reference_on) {
    for (char const* name : {"uk_cma_fast_track", "uk_cma_nhs_phases", "uk_oft_competition_commission",
                             "uk_oft_nhs", "uk_cma_2014", "uk_cma_2025"})
        EXPECT_EQ(statutory(name, "phase_2"), 24) << name;
    // CMA case page, Central Manchester / South Manchester: referred 27.2.17, statutory deadline 13.8.17.
    EXPECT_EQ(last_day({"uk_cma_fast_track", "phase_2", 2017y / 2 / 27, 24}), sys_days{2017y / 8 / 13});
    // CMA case page, Ashford and St Peter's / Royal Surrey: 26 February 2015, extended to 7 October 2015.
    EXPECT_EQ(last_day({"uk_cma_nhs_phases", "phase_2", 2015y / 2 / 26, 32}), sys_days{2015y / 10 / 7});
    // Bournemouth / Poole: referred 8 January 2013, decision first due on 24 June 2013 (HSJ 5057265).
    EXPECT_EQ(last_day({"uk_oft_competition_commission", "phase_2", 2013y / 1 / 8, 24}),
              sys_days{2013y / 6 / 24});
    // Sainsbury's / Asda: referred 19 September 2018, deadline 5 March, extended to 30 April 2019.
    EXPECT_EQ(last_day({"uk_cma_2014", "phase_2", 2018y / 9 / 19, 24}), sys_days{2019y / 3 / 5});
    EXPECT_EQ(last_day({"uk_cma_2014", "phase_2", 2018y / 9 / 19, 32}), sys_days{2019y / 4 / 30});
    // Microsoft / Activision: referred 15 September 2022, deadline 1 March, extended to 26 April 2023.
    EXPECT_EQ(last_day({"uk_cma_2014", "phase_2", 2022y / 9 / 15, 24}), sys_days{2023y / 3 / 1});
    EXPECT_EQ(last_day({"uk_cma_2014", "phase_2", 2022y / 9 / 15, 32}), sys_days{2023y / 4 / 26});
}

// Enterprise Act 2002, s. 34ZA(3): 40 working days beginning with the first working day after the notice.
TEST(UnitedKingdom, gives_40_working_days_for_phase_1_from_the_day_after_the_notice_on) {
    for (char const* name : {"uk_cma_fast_track", "uk_cma_nhs_phases", "uk_cma_2014", "uk_cma_2025"})
        EXPECT_EQ(statutory(name, "phase_1"), 40) << name;
    // Microsoft / Activision: opened 6 July 2022, deadline 1 September 2022, across the bank holiday of 29
    // August.
    EXPECT_EQ(last_day({"uk_cma_2014", "phase_1", 2022y / 7 / 6, 40}), sys_days{2022y / 9 / 1});
    // Amazon / Deliveroo: opened 16 October, decided 11 December 2019.
    EXPECT_EQ(last_day({"uk_cma_2014", "phase_1", 2019y / 10 / 16, 40}), sys_days{2019y / 12 / 11});
    // Adobe / Figma: opened 3 May, deadline 30 June 2023, across the coronation's bank holiday and that of 29
    // May.
    EXPECT_EQ(last_day({"uk_cma_2014", "phase_1", 2023y / 5 / 3, 40}), sys_days{2023y / 6 / 30});
}

// Enterprise Act 2002, s. 73A: 10 working days after the decision to consider an offer, 50 to accept it, both
// counted from the decision.
TEST(UnitedKingdom, counts_the_time_for_undertakings_from_the_decision_on) {
    // Microsoft / Activision: decided 1 September, referred 15 September 2022.
    EXPECT_EQ(last_day({"uk_cma_2014", "undertakings_offer", 2022y / 9 / 1, 10}), sys_days{2022y / 9 / 15});
    // 10 working days and then 40 are 50 working days from the decision: 5 to 9 and 12 to 16 September with
    // the 19th closed, 8 in the rest of the month, 21 in October, 9 of November up to Thursday the 10th, are
    // 2 + 5 + 5 + 9 + 21 + 8 = 50 from 1 September 2022 on: the 50th is 10 November.
    sys_days const first_view = last_day({"uk_cma_2014", "undertakings_offer", 2022y / 9 / 1, 10});
    sys_days const in_two = last_day({"uk_cma_2014", "undertakings_in_lieu", first_view, 40});
    EXPECT_EQ(in_two, last_day({"uk_cma_2014", "phase_1", 2022y / 9 / 1, 50}));
    for (char const* name : {"uk_cma_2014", "uk_cma_2025"})
        EXPECT_EQ(statutory(name, "undertakings_offer") + statutory(name, "undertakings_in_lieu"), 50);
}

// Co-operation and Competition Panel: 40 working days for Phase 1 and 80 in all. Sefton (HSJ 5027846): Phase
// 1 by 27 May 2011, Phase 2 by 25 July 2011.
TEST(UnitedKingdom, gives_40_more_working_days_for_phase_2_of_the_nhs_panel) {
    EXPECT_EQ(statutory("uk_cooperation_and_competition_panel", "phase_2"), 40);
    EXPECT_EQ(last_day({"uk_cooperation_and_competition_panel", "phase_2", 2011y / 5 / 27, 40}),
              sys_days{2011y / 7 / 25});
}

// Regulation 139/2004, art. 10(1): 25 working days, or 35, beginning with the working day after notification.
TEST(EuropeanUnion, gives_25_or_35_working_days_for_phase_1) {
    auto const phase_1 = [](sys_days from, double units) {
        return last_day({"eu_merger_regulation", "phase_1", from, units});
    };
    EXPECT_EQ(statutory("eu_merger_regulation", "phase_1"), 25);
    // Siemens / Alstom (M.8677): notified 8 June, proceedings opened 13 July 2018.
    EXPECT_EQ(phase_1(2018y / 6 / 8, 25), sys_days{2018y / 7 / 13});
    // Bayer / Monsanto (M.8084): notified 30 June 2017, with commitments 22 August 2017.
    EXPECT_EQ(phase_1(2017y / 6 / 30, 35), sys_days{2017y / 8 / 22});
    // Google / Fitbit (M.9660): notified 15 June 2020, deadline 20 July, with commitments 4 August.
    EXPECT_EQ(phase_1(2020y / 6 / 15, 25), sys_days{2020y / 7 / 20});
    EXPECT_EQ(phase_1(2020y / 6 / 15, 35), sys_days{2020y / 8 / 4});
    // Microsoft / Activision (M.10646): notified 30 September, deadline 8 November 2022.
    EXPECT_EQ(phase_1(2022y / 9 / 30, 25), sys_days{2022y / 11 / 8});
}

// Regulation 139/2004, art. 10(3): 90 working days beginning with the working day after proceedings are
// opened; up to 125 with late commitments and extensions.
TEST(EuropeanUnion, gives_90_working_days_for_phase_2_and_up_to_35_more) {
    auto const phase_2 = [](sys_days from, double units) {
        return last_day({"eu_merger_regulation", "phase_2", from, units});
    };
    EXPECT_EQ(statutory("eu_merger_regulation", "phase_2"), 90);
    EXPECT_EQ(phase_2(2018y / 7 / 13, 90), sys_days{2018y / 11 / 21});  // Siemens / Alstom
    // Bayer / Monsanto: until 8 January 2018, then 22 January 2018 at the request of the parties.
    EXPECT_EQ(phase_2(2017y / 8 / 22, 90), sys_days{2018y / 1 / 8});
    EXPECT_EQ(phase_2(2017y / 8 / 22, 100), sys_days{2018y / 1 / 22});
    EXPECT_EQ(phase_2(2020y / 8 / 4, 90), sys_days{2020y / 12 / 9});  // Google / Fitbit
    // Microsoft / Activision: 23 March, then 11 April, 25 April and 22 May 2023.
    EXPECT_EQ(phase_2(2022y / 11 / 8, 90), sys_days{2023y / 3 / 23});
    EXPECT_EQ(phase_2(2022y / 11 / 8, 100), sys_days{2023y / 4 / 11});
    EXPECT_EQ(phase_2(2022y / 11 / 8, 110), sys_days{2023y / 4 / 25});
    EXPECT_EQ(phase_2(2022y / 11 / 8, 125), sys_days{2023y / 5 / 22});
}

// 15 U.S.C. 18a(b)(1): 30 days after receipt, 15 for a cash tender; (k): not on a weekend or holiday.
TEST(UnitedStates, gives_30_days_or_15_and_moves_an_end_on_a_closed_day) {
    EXPECT_EQ(statutory("us_hsr", "waiting_period"), 30);
    EXPECT_EQ(statutory("us_hsr", "second_waiting_period"), 30);
    EXPECT_EQ(statutory("us_hsr_cash_tender", "waiting_period"), 15);
    EXPECT_EQ(statutory("us_hsr_cash_tender", "second_waiting_period"), 10);
    // Monday 6 March 2023 + 30 days is Wednesday 5 April.
    EXPECT_EQ(last_day({"us_hsr", "waiting_period", 2023y / 3 / 6, 30}), sys_days{2023y / 4 / 5});
    // Friday 2 September 2022 + 30 days is Sunday 2 October: Monday the 3rd.
    EXPECT_EQ(last_day({"us_hsr", "waiting_period", 2022y / 9 / 2, 30}), sys_days{2022y / 10 / 3});
    // Wednesday 19 May 2021 + 30 days is Friday 18 June, when the first Juneteenth was observed: Monday the
    // 21st.
    EXPECT_EQ(last_day({"us_hsr", "waiting_period", 2021y / 5 / 19, 30}), sys_days{2021y / 6 / 21});
    // Tuesday 19 November 2024 + 15 days is Wednesday 4 December.
    EXPECT_EQ(last_day({"us_hsr_cash_tender", "waiting_period", 2024y / 11 / 19, 15}),
              sys_days{2024y / 12 / 4});
}

}  // namespace
}  // namespace mergerisk::library
