#include "engine/model/rules.h"

#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace mergerisk::model {
namespace {

using test::Dimension;
using ::testing::HasSubstr;

std::vector<std::string> described(base::Problems const& problems) {
    std::vector<std::string> texts;
    for (base::Problem const& problem : problems) texts.push_back(base::describe(problem));
    return texts;
}

/// The scenario has exactly one problem: there, for that reason.
void expect_problem(Scenario const& scenario, std::string const& path, std::string const& reason) {
    base::Problems const problems = check(scenario);
    ASSERT_EQ(problems.size(), 1U) << ::testing::PrintToString(described(problems));
    EXPECT_EQ(problems[0].path, path);
    EXPECT_THAT(problems[0].reason, HasSubstr(reason));
}

void expect_none(Scenario const& scenario) {
    EXPECT_THAT(described(check(scenario)), ::testing::IsEmpty());
}

Option& merger(Scenario& scenario) {
    return scenario.options[1];
}
Track& track(Scenario& scenario) {
    return merger(scenario).route->tracks[0].track;
}

std::string const kTrack = "options.merger.route.tracks.assurance";

TEST(Rules, find_nothing_wrong_with_a_sound_scenario) {
    expect_none(test::small_merger());
}

TEST(Rules, list_all_problems_at_once_in_the_order_of_their_paths) {
    Scenario scenario = test::small_merger();
    scenario.transaction.horizon_months = 0.5;
    scenario.run.trials = 0;
    merger(scenario).form = "merge";
    base::Problems const problems = check(scenario);
    ASSERT_EQ(problems.size(), 3U);
    EXPECT_EQ(problems[0].path, "options.merger.form");
    EXPECT_EQ(problems[0].suggestion, "Did you mean \"merger\"?");
    EXPECT_EQ(problems[1].path, "run.trials");
    EXPECT_EQ(problems[2].path, "transaction.horizon");
}

TEST(Rules, hold_what_could_not_be_read_without_falling_over) {
    EXPECT_FALSE(check(Scenario{}).empty());
    Scenario scenario = test::small_merger();
    scenario.evidence.emplace_back();
    scenario.evidence.back().value = Counts{};
    scenario.routes.emplace_back();
    scenario.calendars.emplace_back();
    scenario.failures.emplace_back();
    scenario.dependence.correlations.emplace_back();
    merger(scenario).costs.emplace_back();
    merger(scenario).benefits.emplace_back();
    merger(scenario).risks.emplace_back();
    merger(scenario).risks.back().probability.value = EvidenceUse{};
    merger(scenario).route->tracks.emplace_back();
    merger(scenario).workforce.emplace();
    merger(scenario).lasting.emplace();
    merger(scenario).dips.emplace_back();
    track(scenario).stages.emplace_back();
    EXPECT_FALSE(check(scenario).empty());
}

// ---------------------------------------------------------------------------------------------------------------

TEST(TransactionRules, want_a_horizon_of_whole_months_up_to_a_century) {
    for (double const wrong : {0.0, -12.0, 6.5, 1201.0, std::numeric_limits<double>::infinity()}) {
        Scenario scenario = test::small_merger();
        scenario.transaction.horizon_months = wrong;
        expect_problem(scenario, "transaction.horizon", "whole number of months from 1 to 1200");
    }
    Scenario scenario = test::small_merger();
    scenario.transaction.horizon_months = 1200;
    expect_none(scenario);
}

TEST(TransactionRules, want_discount_rates_in_the_order_of_their_years) {
    Scenario scenario = test::small_merger();
    scenario.transaction.discount_rate = {{0, 0.035}, {30, 0.03}, {20, 0.025}};
    expect_problem(scenario, "transaction.discount_rate", "year 20 does not come after year 30");
    scenario.transaction.discount_rate = {{1, 0.035}};
    expect_problem(scenario, "transaction.discount_rate", "first rate starts in year 1");
    scenario.transaction.discount_rate = {{0, -1.5}};
    expect_problem(scenario, "transaction.discount_rate", "must exceed -100 %");
    scenario.transaction.discount_rate = {};
    expect_problem(scenario, "transaction.discount_rate", "a discount rate is needed");
}

TEST(TransactionRules, want_a_calendar_that_exists) {
    Scenario scenario = test::small_merger();
    scenario.transaction.calendar = "englnd";
    expect_problem(scenario, "transaction.calendar", "there is no calendar \"englnd\"");
}

TEST(TransactionRules, want_materiality_not_below_zero) {
    Scenario scenario = test::small_merger();
    scenario.transaction.materiality = -0.1;
    expect_problem(scenario, "transaction.materiality", "-10 %");
}

TEST(NameRules, refuse_two_lines_of_one_name) {
    Scenario scenario = test::small_merger();
    merger(scenario).costs.push_back(test::cost("merger", "restructuring", math::Constant{1}));
    expect_problem(scenario, "options.merger.costs.restructuring", "\"restructuring\" is used twice");
}

TEST(NameRules, refuse_words_of_the_language) {
    Scenario scenario = test::small_merger();
    scenario.parties.push_back(test::party("funder", 1, 1));
    expect_problem(scenario, "parties.funder", "is a word of the language");
}

TEST(NameRules, refuse_what_is_not_a_name) {
    Scenario scenario = test::small_merger();
    merger(scenario).risks.push_back(test::risk("merger", "IT-failure", 0.1));
    expect_problem(scenario, "options.merger.risks.IT-failure", "is not a name");
}

TEST(NameRules, refuse_a_failure_with_the_name_of_another_result) {
    Scenario scenario = test::small_merger();
    scenario.failures = {{"completes", "", OverBudget{1.2}, {}, "failures.completes"}};
    expect_problem(scenario, "failures.completes", "is the name of another result");
}

TEST(NameRules, refuse_a_quantity_with_the_name_of_a_driver) {
    Scenario scenario = test::small_merger();
    scenario.drivers = {test::driver("general_inflation", math::Constant{0.02})};
    scenario.quantities = {
        {"general_inflation", "", test::certain(0.1, Dimension::share, "quantities.general_inflation")}};
    expect_problem(scenario, "quantities.general_inflation", "a driver has this name");
}

TEST(RunRules, want_at_least_one_trial) {
    Scenario scenario = test::small_merger();
    scenario.run.trials = 0;
    expect_problem(scenario, "run.trials", "trials must be from 1");
}

// ---------------------------------------------------------------------------------------------------------------

TEST(QuantityRules, report_what_is_not_a_distribution_with_its_path) {
    Scenario scenario = test::small_merger();
    merger(scenario).costs[0].amount.value = math::Pert{30, 24, 40};
    EXPECT_EQ(check(scenario).size(), 1U);
    EXPECT_EQ(check(scenario)[0].path, "options.merger.costs.restructuring.total");
}

TEST(QuantityRules, report_bounds_outside_the_range_of_the_dimension) {
    Scenario scenario = test::small_merger();
    merger(scenario).costs[0].amount.value = math::Pert{-5, 24, 40};
    expect_problem(scenario, "options.merger.costs.restructuring.total", "cannot be below 0, this can be -5");
    scenario = test::small_merger();
    merger(scenario).risks[0].probability.value = math::Constant{1.2};
    expect_problem(scenario, "options.merger.risks.cutover.probability",
                   "cannot be above 1, this can be 1.2");
}

TEST(QuantityRules, allow_an_endless_tail_because_it_is_cut_off) {
    Scenario scenario = test::small_merger();
    merger(scenario).costs[0].amount.value = math::Normal{10, 20};
    merger(scenario).risks[0].probability.value = math::Lognormal{-2, 1};
    expect_none(scenario);
}

TEST(QuantityRules, report_a_claim_that_the_number_cannot_be) {
    Scenario scenario = test::small_merger();
    merger(scenario).benefits[0].realised->claim = 1.5;
    expect_problem(scenario, "options.merger.benefits.saving.realised", "a claim of 1.5 cannot be a share");
}

TEST(QuantityRules, report_a_name_that_does_not_exist) {
    Scenario scenario = test::small_merger();
    scenario.quantities = {
        {"saving_rate", "", test::certain(3, Dimension::money_a_year, "quantities.saving_rate")}};
    std::string const path = "options.merger.benefits.saving.annual";
    merger(scenario).benefits[0].annual = test::by_name("saving_rte", Dimension::money_a_year, path);
    expect_problem(scenario, path, "there is no quantity \"saving_rte\"");
    EXPECT_EQ(check(scenario)[0].suggestion, "Did you mean \"saving_rate\"?");
}

TEST(QuantityRules, report_a_shared_quantity_of_another_dimension) {
    Scenario scenario = test::small_merger();
    scenario.quantities = {{"months", "", test::certain(3, Dimension::duration, "quantities.months")}};
    std::string const path = "options.merger.benefits.saving.annual";
    merger(scenario).benefits[0].annual = test::by_name("months", Dimension::money_a_year, path);
    expect_problem(scenario, path, "quantity \"months\" is a duration, and here stands a money a year");
}

TEST(QuantityRules, report_a_circle_once) {
    Scenario scenario = test::small_merger();
    scenario.quantities = {{"a", "", test::by_name("b", Dimension::share, "quantities.a")},
                           {"b", "", test::by_name("c", Dimension::share, "quantities.b")},
                           {"c", "", test::by_name("b", Dimension::share, "quantities.c")}};
    expect_problem(scenario, "quantities.b", "b -> c -> b");
}

TEST(QuantityRules, know_the_terms_of_the_option_only_within_it) {
    Scenario scenario = test::small_merger();
    Option& option = merger(scenario);
    option.terms = {
        {"saving_rate", "", test::certain(3, Dimension::money_a_year, option.path + ".terms.saving_rate")}};
    option.benefits[0].annual =
        test::by_name("saving_rate", Dimension::money_a_year, "options.merger.benefits.saving.annual");
    expect_none(scenario);
    scenario.parties[0].income =
        test::by_name("saving_rate", Dimension::money_a_year, "parties.south.income");
    expect_problem(scenario, "parties.south.income", "there is no quantity \"saving_rate\"");
}

TEST(QuantityRules, report_a_circle_of_terms) {
    Scenario scenario = test::small_merger();
    Option& option = merger(scenario);
    option.terms = {{"a", "", test::by_name("b", Dimension::share, option.path + ".terms.a")},
                    {"b", "", test::by_name("a", Dimension::share, option.path + ".terms.b")}};
    expect_problem(scenario, "options.merger.terms.a", "a -> b -> a");
}

TEST(DriverRules, want_general_inflation_beside_a_nominal_driver) {
    Scenario scenario = test::small_merger();
    scenario.drivers = {test::driver("pay_inflation", math::Constant{0.02})};
    expect_problem(scenario, "drivers.pay_inflation", "needs the driver general_inflation");
    scenario.drivers[0].prices = Prices::real;
    expect_none(scenario);
}

TEST(PartyRules, want_drivers_that_exist) {
    Scenario scenario = test::small_merger();
    scenario.parties[0].income_grows_with = "tariff";
    expect_problem(scenario, "parties.south.income.grows_with", "there is no driver \"tariff\"");
}

// ---------------------------------------------------------------------------------------------------------------

TEST(OptionRules, want_at_least_one_option) {
    Scenario scenario = test::small_merger();
    scenario.options.clear();
    expect_problem(scenario, "options", "no option");
}

TEST(OptionRules, allow_one_counterfactual) {
    Scenario scenario = test::small_merger();
    merger(scenario).counterfactual = true;
    expect_problem(scenario, "options.merger.counterfactual", "\"separate\" is the counterfactual already");
}

TEST(OptionRules, want_parties_and_readiness_weights_that_exist) {
    Scenario scenario = test::small_merger();
    merger(scenario).parties = {"north", "sout"};
    expect_problem(scenario, "options.merger.parties", "there is no party \"sout\"");
    scenario = test::small_merger();
    scenario.readiness_weights = {{"leadership", 0.3}};
    merger(scenario).readiness = {{"leadership", 6}};
    expect_problem(scenario, "options.merger.readiness.leadership", "from 1 to 5");
    merger(scenario).readiness = {{"leadrship", 4}};
    expect_problem(scenario, "options.merger.readiness.leadrship", "no readiness weight");
}

// ---------------------------------------------------------------------------------------------------------------

TEST(RouteRules, want_a_start_that_exists) {
    Scenario scenario = test::small_merger();
    track(scenario).start = "outlin";
    expect_problem(scenario, kTrack + ".start", "there is no stage \"outlin\"");
    track(scenario).start = "";
    expect_problem(scenario, kTrack, "where does the track start");
}

TEST(RouteRules, report_a_stage_that_is_never_reached) {
    Scenario scenario = test::small_merger();
    std::string const path = kTrack + ".stages.vote";
    track(scenario).stages.push_back(
        test::stage("vote", kTrack, math::Constant{1}, {test::leads_to("cleared", path)}));
    expect_problem(scenario, path, "no way leads from \"outline\" to this stage");
}

TEST(RouteRules, report_a_circle_of_stages) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("outline", full.path, 0.1), test::leads_to("cleared", full.path)};
    expect_problem(scenario, kTrack + ".stages.outline", "outline -> full -> outline");
}

TEST(RouteRules, allow_a_bounded_way_back) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("outline", full.path, 0.1), test::leads_to("cleared", full.path)};
    full.next[0].refer_back = ReferBack{2, "abandoned"};
    expect_none(scenario);
    full.next[0].refer_back->at_most = 1.5;
    expect_problem(scenario, full.path + ".next.outline.at_most", "a whole number of times");
    full.next[0].refer_back = ReferBack{2, "outline"};
    expect_problem(scenario, full.path + ".next.outline.then", "there is no end \"outline\"");
    full.next[0].refer_back = ReferBack{20, "abandoned"};
    expect_none(scenario);
    full.next[0].refer_back = ReferBack{40, "abandoned"};
    expect_problem(scenario, kTrack, "more than 64 visits");
}

TEST(RouteRules, want_a_way_back_to_lead_back) {
    Scenario scenario = test::small_merger();
    Stage& outline = track(scenario).stages[0];
    outline.next[0].refer_back = ReferBack{2, "abandoned"};
    expect_problem(scenario, outline.path + ".next." + outline.next[0].target, "that leads back");
}

TEST(RouteRules, want_a_probability_to_shift_and_a_rest_beside_it) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("cleared", full.path, 0.8), test::leads_to("prohibited", full.path)};
    full.next[1].shifted_by = {CompetitionScore::concern};
    expect_problem(scenario, full.path + ".next.prohibited", "this branch states none");
    full.next[1].shifted_by.clear();
    full.next[0].shifted_by = {CompetitionScore::concern};
    expect_none(scenario);
    full.next[1] = test::leads_to("prohibited", full.path, 0.2);
    expect_problem(scenario, full.path + ".next", "uncertain probabilities");
}

TEST(RouteRules, want_a_rest_beside_the_failing_firm) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("cleared", full.path), test::leads_to("prohibited", full.path)};
    full.next[0].by_failing_firm = true;
    expect_none(scenario);
    full.next[1] = test::leads_to("prohibited", full.path, 1);
    expect_problem(scenario, full.path + ".next", "do not sum to 100 %");
}

TEST(RouteRules, hold_separate_after_completion_only) {
    Scenario scenario = test::small_merger();
    track(scenario).holds_separate = true;
    expect_problem(scenario, kTrack, "only a track after completion");
    track(scenario).after_completion = true;
    expect_none(scenario);
}

TEST(RouteRules, want_credentials_to_change_something) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.when_credentialed = WhenCredentialed{};
    expect_problem(scenario, full.path + ".when_credentialed", "nothing is different here");
    full.when_credentialed->next = {test::leads_to("outline", full.path + ".when_credentialed")};
    expect_problem(scenario, kTrack + ".stages.outline", "outline -> full -> outline");
}

TEST(RouteRules, keep_what_is_used_of_an_extension_within_it) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.duration.reset();
    full.clock = Clock{};
    full.clock->statutory = 24;
    std::string const path = full.path + ".clock.extension";
    full.clock->extension =
        Clock::Extension{test::certain(0.3, Dimension::share, path + ".probability"),
                         8,
                         test::uncertain(math::Uniform{1, 8}, Dimension::count, path + ".extra"),
                         {}};
    expect_none(scenario);
    full.clock->extension->extra->value = math::Uniform{1, 10};
    expect_problem(scenario, path + ".extra", "up to 10 units are used of an extension that adds 8");
    full.clock->extension->extra->value = math::Gamma{2, 2};
    expect_problem(scenario, path + ".extra", "no upper limit");
}

// ---------------------------------------------------------------------------------------------------------------

CompetitionCase two_in_a_market(std::string const& option_path) {
    CompetitionCase of;
    of.path = option_path + ".route.competition";
    CompetitionCase::Market market;
    market.name = "care";
    market.path = of.path + ".markets.care";
    market.shares = {{"north", test::certain(0.3, Dimension::share, market.path + ".shares.north")},
                     {"south", test::certain(0.2, Dimension::share, market.path + ".shares.south")}};
    of.markets = {market};
    return of;
}

TEST(CompetitionRules, want_weights_for_scores) {
    Scenario scenario = test::small_merger();
    Option& option = merger(scenario);
    option.route->competition = two_in_a_market(option.path);
    expect_problem(scenario, option.path + ".route.competition", "nothing says how much this moves");
    scenario.competition_weights = CompetitionWeights{};
    expect_none(scenario);
}

TEST(CompetitionRules, want_shares_of_two_parties_that_take_part) {
    Scenario scenario = test::small_merger();
    scenario.competition_weights = CompetitionWeights{};
    Option& option = merger(scenario);
    option.route->competition = two_in_a_market(option.path);
    CompetitionCase::Market& market = option.route->competition->markets[0];
    market.others = {0.4, 0.2};
    expect_problem(scenario, market.path, "the shares sum to at least 110 %");
    market.others = {0.4};
    expect_none(scenario);
    market.shares[1].party = "nort";
    expect_problem(scenario, market.path + ".shares.nort", "there is no party \"nort\"");
    market.shares.pop_back();
    expect_problem(scenario, market.path, "two parties or more");
}

TEST(CompetitionRules, want_all_that_pressure_on_prices_needs) {
    Scenario scenario = test::small_merger();
    scenario.competition_weights = CompetitionWeights{};
    Option& option = merger(scenario);
    option.route->competition = two_in_a_market(option.path);
    std::string const path = option.path + ".route.competition";
    option.route->competition->diversion = test::certain(0.2, Dimension::share, path + ".diversion");
    expect_problem(scenario, path, "needs both diversion and margin");
    option.route->competition->margin = test::certain(0.3, Dimension::share, path + ".margin");
    expect_none(scenario);
}

TEST(RouteRules, report_a_stage_that_leads_nowhere) {
    Scenario scenario = test::small_merger();
    track(scenario).stages[1].next.clear();
    expect_problem(scenario, kTrack + ".stages.full", "leads nowhere");
}

TEST(RouteRules, report_a_target_that_does_not_exist) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("cleard", full.path)};
    expect_problem(scenario, full.path + ".next.cleard", "there is no stage or end \"cleard\"");
    EXPECT_EQ(check(scenario)[0].suggestion, "Did you mean \"cleared\"?");
}

TEST(RouteRules, allow_one_rest_and_a_sum_of_one_hundred_percent) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("cleared", full.path), test::leads_to("prohibited", full.path)};
    expect_problem(scenario, full.path + ".next", "only one branch can take the rest");
    full.next = {test::leads_to("cleared", full.path, 0.8), test::leads_to("prohibited", full.path, 0.3)};
    expect_problem(scenario, full.path + ".next", "the probabilities sum to 110 %");
    full.next = {test::leads_to("cleared", full.path, 0.8), test::leads_to("prohibited", full.path, 0.1)};
    expect_problem(scenario, full.path + ".next", "the probabilities sum to 90 %");
    full.next = {test::leads_to("cleared", full.path, 0.7), test::leads_to("abandoned", full.path, 0.2),
                 test::leads_to("prohibited", full.path, 0.1)};
    expect_none(scenario);
}

TEST(RouteRules, want_a_rest_beside_uncertain_probabilities) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("cleared", full.path, 0.8), test::leads_to("prohibited", full.path, 0.2)};
    full.next[1].probability->value = math::Uniform{0.1, 0.3};
    expect_problem(scenario, full.path + ".next", "uncertain probabilities");
}

TEST(RouteRules, accept_all_outcomes_of_one_evidence_without_a_rest) {
    Scenario scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("ends", Counts{{{"went_through", 30}, {"blocked", 4}}}));
    Stage& full = track(scenario).stages[1];
    full.next = {test::leads_to("cleared", full.path), test::leads_to("prohibited", full.path)};
    full.next[0].probability =
        test::by_evidence("ends", Dimension::share, full.path + ".next.cleared", "went_through");
    full.next[1].probability =
        test::by_evidence("ends", Dimension::share, full.path + ".next.prohibited", "blocked");
    expect_none(scenario);
}

TEST(RouteRules, want_a_duration_or_a_clock) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    Clock clock;
    clock.statutory = 40;
    full.clock = clock;
    expect_problem(scenario, full.path, "not both");
    full.duration.reset();
    expect_none(scenario);
    full.clock.reset();
    expect_problem(scenario, full.path, "needs a duration or a clock");
}

TEST(RouteRules, want_clocks_that_can_run) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.duration.reset();
    full.clock = Clock{};
    full.clock->statutory = 24;
    full.clock->earliest = 30;
    expect_problem(scenario, full.path + ".clock", "the statutory end, 24, comes before the earliest, 30");
    full.clock->earliest = 1;
    full.clock->statutory = 24.5;
    expect_problem(scenario, full.path + ".clock.statutory",
                   "whole number of units from 1 to 36525, not 24.5");
    full.clock->statutory = 24;
    full.clock->planned = 0;
    expect_problem(scenario, full.path + ".clock.planned", "not 0");
    full.clock->planned.reset();
    full.clock->statutory = 24;
    full.clock->calendar = "scotland";
    expect_problem(scenario, full.path + ".clock.calendar", "there is no calendar \"scotland\"");
    full.clock->calendar.clear();
    scenario.transaction.calendar.clear();
    expect_problem(scenario, full.path + ".clock", "working days need a calendar");
    full.clock->unit = ClockUnit::week;
    expect_none(scenario);
}

TEST(RouteRules, want_an_extension_that_adds_time) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.duration.reset();
    full.clock = Clock{};
    full.clock->statutory = 24;
    full.clock->extension = Clock::Extension{};
    full.clock->extension->probability =
        test::certain(0.3, Dimension::share, full.path + ".clock.extension.probability");
    expect_problem(scenario, full.path + ".clock.extension.adds", "whole number of units");
}

TEST(RouteRules, want_tracks_of_the_library_that_exist_and_were_in_force) {
    Scenario scenario = test::small_merger();
    Track library = track(scenario);
    library.name = "cma";
    library.path = "routes.cma";
    scenario.routes = {library};
    merger(scenario).route->tracks[0].library_name = "cmo";
    expect_problem(scenario, kTrack, "there is no track in routes \"cmo\"");
    merger(scenario).route->tracks[0].library_name = "cma";
    expect_none(scenario);
    scenario.routes[0].valid_from = std::chrono::year{2020} / 1 / 1;
    expect_problem(scenario, kTrack,
                   "this route exists from 2020-01-01 on, and the deal starts on 2016-10-01");
    scenario.routes[0].valid_from.reset();
    scenario.routes[0].valid_to = std::chrono::year{2016} / 9 / 30;
    expect_problem(scenario, kTrack, "this route existed until 2016-09-30");
}

TEST(RouteRules, refuse_one_library_track_twice_in_a_route) {
    Scenario scenario = test::small_merger();
    Track library = track(scenario);
    library.name = "cma";
    library.path = "routes.cma";
    scenario.routes = {library};
    std::vector<Route::UsedTrack>& tracks = merger(scenario).route->tracks;
    tracks[0].library_name = "cma";
    tracks.push_back(tracks[0]);
    tracks[1].name = "second";
    tracks[1].path = "options.merger.route.tracks.second";
    expect_problem(scenario, tracks[1].path, "is part of this route already, as \"assurance\"");
}

TEST(RouteRules, want_remedies_of_benefits_that_the_option_has) {
    Scenario scenario = test::small_merger();
    Stage& full = track(scenario).stages[1];
    full.next.push_back(test::leads_to("cleared_with_remedies", full.path, 0.05));
    Branch& branch = full.next.back();
    branch.remedies.emplace();
    branch.remedies->keeps = {
        {"savings", test::certain(0.8, Dimension::share, branch.path + ".keeps.savings")}};
    expect_problem(scenario, branch.path, "there is no benefit \"savings\"");
    branch.remedies->keeps[0].benefit = "saving";
    expect_none(scenario);
    full.next[1].remedies = branch.remedies;
    expect_problem(scenario, full.next[1].path, "only cleared_with_remedies has remedies");
}

TEST(RouteRules, want_a_planned_completion_after_the_valuation_date) {
    Scenario scenario = test::small_merger();
    merger(scenario).route->planned_completion = std::chrono::year{2016} / 9 / 1;
    expect_problem(scenario, "options.merger.route.planned_completion", "comes before the valuation date");
}

// ---------------------------------------------------------------------------------------------------------------

TEST(LineRules, want_windows_that_exist) {
    Scenario scenario = test::small_merger();
    Window& window = merger(scenario).costs[0].window;
    window.named = "assurance.outlin";
    expect_problem(scenario, window.path, "there is no window \"assurance.outlin\"");
    for (char const* known : {"review", "assurance", "assurance.outline"}) {
        window.named = known;
        expect_none(scenario);
    }
}

TEST(LineRules, want_windows_with_an_end_after_their_start) {
    Scenario scenario = test::small_merger();
    Window& window = merger(scenario).costs[0].window;
    window.to = Anchor{Anchor::Base::completion, {}, 3};
    expect_problem(scenario, window.path, "not both");
    window.length.reset();
    window.from.offset_months = 6;
    expect_problem(scenario, window.path, "ends before it starts");
    window.from = {Anchor::Base::date, std::chrono::year{2018} / 1 / 1, 0};
    expect_none(scenario);
    window.to = Anchor{Anchor::Base::date, std::chrono::year{2017} / 1 / 1, 0};
    expect_problem(scenario, window.path, "ends before it starts");
    window.to.reset();
    expect_problem(scenario, window.path, "needs an end (to) or a length (for)");
}

TEST(LineRules, want_half_of_a_ramp_before_all_of_it) {
    Scenario scenario = test::small_merger();
    BenefitLine& line = merger(scenario).benefits[0];
    line.ramp.emplace();
    line.ramp->half_by = test::certain(30, Dimension::duration, line.path + ".ramp.half_by");
    line.ramp->full_by = test::certain(24, Dimension::duration, line.path + ".ramp.full_by");
    expect_problem(scenario, line.path + ".ramp", "half is reached after 30 months");
    line.ramp->full_by = test::certain(30, Dimension::duration, line.path + ".ramp.full_by");
    expect_none(scenario);
}

TEST(LineRules, want_payers_that_exist_and_shares_of_at_most_one_hundred_percent) {
    Scenario scenario = test::small_merger();
    CostLine& line = merger(scenario).costs[0];
    line.paid_by = {{"north", 0.5}, {"sauth", 0.5}};
    expect_problem(scenario, line.path + ".paid_by", "there is no party or group \"sauth\"");
    line.paid_by = {{"north", 0.7}, {"funder", 0.5}};
    expect_problem(scenario, line.path + ".paid_by", "the shares sum to 120 %");
    line.paid_by = {{"north", 0.5}, {"north", 0.2}};
    expect_problem(scenario, line.path + ".paid_by", "\"north\" is listed twice");
    line.paid_by = {{"north", 0.5}, {"funder", 0.2}};
    expect_none(scenario);
}

TEST(LineRules, want_drivers_that_exist) {
    Scenario scenario = test::small_merger();
    merger(scenario).costs[0].grows_with = "wages";
    expect_problem(scenario, "options.merger.costs.restructuring.grows_with", "there is no driver \"wages\"");
}

Dip disruption(std::string party) {
    Dip dip;
    dip.name = "disruption";
    dip.path = "options.merger.productivity.disruption";
    dip.dip = test::certain(0.01, Dimension::share, dip.path + ".dip");
    dip.of.party = std::move(party);
    dip.window.named = "review";
    return dip;
}

TEST(EffectRules, want_a_party_of_the_option) {
    Scenario scenario = test::small_merger();
    merger(scenario).parties = {"north"};
    merger(scenario).dips = {disruption("south")};
    expect_problem(scenario, "options.merger.productivity.disruption.of",
                   "party \"south\" does not take part in this option");
    merger(scenario).dips = {disruption("")};
    expect_none(scenario);
}

TEST(EffectRules, want_parties_at_all) {
    Scenario scenario = test::small_merger();
    scenario.parties.clear();
    merger(scenario).dips = {disruption("")};
    expect_problem(scenario, "options.merger.productivity.disruption", "the option has none");
}

TEST(EffectRules, allow_gain_and_loss_one_hundred_percent_together) {
    Scenario scenario = test::small_merger();
    LastingEffect lasting;
    lasting.path = "options.merger.productivity.lasting";
    auto const side = [&](char const* name, double probability) {
        std::string const path = lasting.path + "." + name;
        return LastingEffect::Side{test::certain(probability, Dimension::share, path + ".probability"),
                                   test::certain(0.01, Dimension::share, path + ".size")};
    };
    lasting.gain = side("gain", 0.6);
    lasting.loss = side("loss", 0.5);
    merger(scenario).lasting = lasting;
    expect_problem(scenario, lasting.path, "a probability of 110 % together");
}

// ---------------------------------------------------------------------------------------------------------------

Scenario with_probability_of(EvidenceEntry entry, std::string outcome = {}) {
    Scenario scenario = test::small_merger();
    std::string const path = "options.merger.risks.cutover.probability";
    merger(scenario).risks[0].probability =
        test::by_evidence(entry.name, Dimension::share, path, std::move(outcome));
    scenario.evidence.push_back(std::move(entry));
    return scenario;
}
std::string const kProbability = "options.merger.risks.cutover.probability";

TEST(EvidenceRules, want_evidence_that_exists) {
    Scenario scenario = test::small_merger();
    std::get<EvidenceUse>(merger(scenario).costs[1].overrun->value).entry = "it_overun";
    expect_problem(scenario, "options.merger.costs.it_integration.overrun",
                   "there is no evidence \"it_overun\"");
}

TEST(EvidenceRules, refuse_a_ratio_as_a_probability) {
    expect_problem(with_probability_of(test::entry("some_share", test::share_class())), kProbability,
                   "a probability needs evidence of cases");
}

TEST(EvidenceRules, refuse_a_proportion_as_an_amount) {
    Scenario scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("succeeded", Proportion{8, 20}));
    std::get<EvidenceUse>(merger(scenario).benefits[0].realised->value).entry = "succeeded";
    expect_problem(scenario, "options.merger.benefits.saving.realised", "here stands no probability");
}

TEST(EvidenceRules, take_excess_for_overruns_only_and_overruns_from_excess_only) {
    Scenario scenario = test::small_merger();
    std::get<EvidenceUse>(merger(scenario).benefits[0].realised->value).entry = "it_overrun";
    expect_problem(scenario, "options.merger.benefits.saving.realised", "is about the excess over a claim");
    scenario = test::small_merger();
    std::get<EvidenceUse>(merger(scenario).costs[1].overrun->value).entry = "saving_realised";
    expect_problem(scenario, "options.merger.costs.it_integration.overrun",
                   "an overrun needs evidence about the excess");
}

TEST(EvidenceRules, refuse_a_share_that_can_pass_one_hundred_percent) {
    Scenario scenario = test::small_merger();
    Ratio unlimited = test::overrun_class();
    unlimited.reference_class.body = math::Percentiles{{{0.1, 0.5}, {0.5, 0.9}, {0.9, 1.4}}};
    unlimited.reference_class.scale = math::Scale::ratio;
    scenario.evidence[1].value = unlimited;
    expect_problem(scenario, "options.merger.benefits.saving.realised",
                   "a share needs evidence that cannot pass");
    Ratio beyond = test::share_class();
    beyond.reference_class.upper = 1.2;
    std::get<math::Beta>(beyond.reference_class.body).high = 1.2;
    scenario.evidence[1].value = beyond;
    expect_problem(scenario, "options.merger.benefits.saving.realised", "reaches 120 %");
}

TEST(EvidenceRules, want_an_outcome_of_counts_and_of_nothing_else) {
    EvidenceEntry const ends = test::entry("ends", Counts{{{"went_through", 30}, {"blocked", 4}}});
    expect_problem(with_probability_of(ends), kProbability, "has several outcomes");
    expect_problem(with_probability_of(ends, "blokced"), kProbability, "there is no outcome \"blokced\"");
    expect_none(with_probability_of(ends, "blocked"));
    expect_problem(with_probability_of(test::entry("failed_before", Proportion{4, 40}), "blocked"),
                   kProbability, "has no outcomes to choose from");
}

TEST(EvidenceRules, want_a_prior_where_the_cases_are_few) {
    // 20 cases at 40 % are worth 8, fewer than 10.
    EvidenceEntry entry = test::entry("failed_before", Proportion{4, 20});
    entry.transferability = 0.4;
    expect_problem(with_probability_of(entry), kProbability, "is worth 8 cases here");
    entry.prior = Prior{0.2, 4};
    expect_none(with_probability_of(entry));
    entry.prior.reset();
    entry.transferability = 0.5;
    expect_none(with_probability_of(entry));
}

TEST(EvidenceRules, refuse_a_class_that_is_no_distribution_once_it_is_widened) {
    // Uncapped, the logarithm may rise by 6 a standard score at most; 1.6 / sqrt(0.05) is 7.2.
    Scenario scenario = test::small_merger();
    Ratio wide = test::overrun_class();
    wide.reference_class.body = math::Lognormal{0, 1.6};
    scenario.evidence[0].value = wide;
    expect_none(scenario);
    std::string const path = "options.merger.costs.it_integration.overrun";
    std::get<EvidenceUse>(merger(scenario).costs[1].overrun->value).transferability = 0.05;
    expect_problem(scenario, path, "evidence \"it_overrun\", transferred at 5 %");
    std::get<EvidenceUse>(merger(scenario).costs[1].overrun->value).transferability = 0.04;
    expect_problem(scenario, path, "says nothing");
}

TEST(EvidenceRules, want_a_case_other_than_the_scenario_s_own) {
    EvidenceEntry entry = test::entry("failed_before", Proportion{1, 1});
    entry.prior = Prior{0.2, 4};
    entry.cases = {{"harbour", "success"}};
    expect_none(with_probability_of(entry));
    Scenario scenario = with_probability_of(entry);
    scenario.transaction.case_name = "harbour";
    expect_problem(scenario, kProbability, "has no case but this scenario's own");
}

TEST(EvidenceRules, refuse_evidence_from_after_the_valuation_date_without_hindsight) {
    Scenario scenario = test::small_merger();
    scenario.evidence[0].as_of = std::chrono::year{2019} / 4 / 1;
    expect_problem(scenario, "options.merger.costs.it_integration.overrun",
                   "was not known before 2019-04-01, and the valuation date is 2016-10-01");
    scenario.transaction.hindsight = true;
    expect_none(scenario);
}

TEST(EvidenceRules, refuse_cases_that_had_come_further) {
    EvidenceEntry entry = test::entry("blocked_in_phase_2", Proportion{4, 40});
    entry.given = "full";
    expect_problem(with_probability_of(entry), kProbability, "about cases that had reached \"full\"");
    // In the branches of that stage it is at home.
    Scenario scenario = test::small_merger();
    scenario.evidence.push_back(entry);
    Stage& full = track(scenario).stages[1];
    full.next[0].probability =
        test::by_evidence("blocked_in_phase_2", Dimension::share, full.path + ".next.prohibited");
    expect_none(scenario);
    // Before that stage it is not.
    Stage& outline = track(scenario).stages[0];
    outline.next[1].probability =
        test::by_evidence("blocked_in_phase_2", Dimension::share, outline.path + ".next.abandoned");
    expect_problem(scenario, outline.path + ".next.abandoned", "about cases that had reached \"full\"");
}

TEST(EvidenceRules, allow_cases_that_had_completed_for_what_happens_after_completion) {
    EvidenceEntry entry = test::entry("cutover_failed", Proportion{4, 40});
    entry.given = "completion";
    expect_none(with_probability_of(entry));
    Scenario scenario = with_probability_of(entry);
    merger(scenario).risks[0].when.base = Anchor::Base::start;
    expect_problem(scenario, kProbability, "had reached \"completion\"");
}

TEST(EvidenceRules, refuse_to_count_one_shortfall_twice) {
    Scenario scenario = test::small_merger();
    scenario.evidence[1].covers = {Mechanism::risks, Mechanism::disruption};
    // The option has a risk and no disruption.
    expect_problem(scenario, "options.merger.benefits.saving.realised", "contains risks already");
    auto& use = std::get<EvidenceUse>(merger(scenario).benefits[0].realised->value);
    use.overlap_accepted = true;
    expect_problem(scenario, "options.merger.benefits.saving.realised", "an accepted overlap needs a note");
    merger(scenario).benefits[0].realised->provenance.note = "The risk is of another kind.";
    expect_none(scenario);
}

TEST(EvidenceRules, see_additionality_on_the_same_line_only) {
    Scenario scenario = test::small_merger();
    scenario.evidence[1].covers = {Mechanism::additionality};
    expect_none(scenario);
    BenefitLine& line = merger(scenario).benefits[0];
    line.merger_specific = test::certain(0.8, Dimension::share, line.path + ".merger_specific");
    expect_problem(scenario, line.path + ".realised", "contains additionality already");
}

TEST(EvidenceRules, know_that_a_delay_does_not_change_a_total) {
    Scenario scenario = test::small_merger();
    scenario.evidence[0].covers = {Mechanism::delay};
    expect_none(scenario);
    merger(scenario).costs[1].form = AmountForm::monthly;
    expect_problem(scenario, "options.merger.costs.it_integration.overrun", "contains delay already");
}

TEST(EvidenceRules, want_entries_that_are_evidence) {
    auto const with = [](EvidenceEntry entry) {
        Scenario scenario = test::small_merger();
        scenario.evidence.push_back(std::move(entry));
        return scenario;
    };
    expect_problem(with(test::entry("odd", Proportion{5, 4})), "evidence.odd", "5 of 4 cases");
    expect_problem(with(test::entry("odd", Proportion{0, 0})), "evidence.odd", "at least one case");
    expect_problem(with(test::entry("odd", Counts{{{"only", 3}}})), "evidence.odd", "two outcomes or more");
    EvidenceEntry entry = test::entry("odd", Proportion{1, 4});
    entry.cases = {{"harbour", "success"}, {"valley", "success"}};
    expect_problem(with(entry), "evidence.odd.cases", "2 cases are successes, and 1 were counted");
    entry.cases = {{"harbour", "blocked"}};
    expect_problem(with(entry), "evidence.odd.cases.harbour", "is not how a case of a proportion counts");
    entry.cases.clear();
    entry.measured = "later";
    expect_problem(with(entry), "evidence.odd.measured", "no time of measurement");
    entry.measured = "year 2";
    entry.transferability = 1.4;
    expect_problem(with(entry), "evidence.odd.transferability", "140 %");
}

TEST(EvidenceRules, take_a_rate_for_a_rate_only) {
    Scenario scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("gave_up", Rate{12, 200, {}, {}}));
    std::string const path = "options.merger.route.abandonment.hazard";
    merger(scenario).route->abandonment_hazard = test::by_evidence("gave_up", Dimension::rate, path);
    expect_none(scenario);
    std::get<EvidenceUse>(merger(scenario).route->abandonment_hazard->value).transferability = 0.5;
    expect_problem(scenario, path, "12 events at a transferability of 50 % count as 6");
    expect_problem(with_probability_of(test::entry("gave_up", Rate{12, 200, {}, {}})), kProbability,
                   "is a rate a year, and here stands a probability");
}

TEST(EvidenceRules, take_a_size_in_its_own_dimension_only) {
    Scenario scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("support", Size{math::Pert{2, 3, 6}, Dimension::money}));
    merger(scenario).costs[0].amount =
        test::by_evidence("support", Dimension::money, "options.merger.costs.restructuring.total");
    expect_none(scenario);
    scenario.evidence.back().value = Size{math::Pert{2, 3, 6}, Dimension::duration};
    expect_problem(scenario, "options.merger.costs.restructuring.total",
                   "is of the dimension duration, and this number of the dimension money");
    scenario.evidence.back().value = Size{math::Discrete{{1, 2}, {0.5, 0.5}}, Dimension::money};
    expect_none(scenario);
    scenario.evidence.back().transferability = 0.5;
    expect_problem(scenario, "options.merger.costs.restructuring.total", "only a continuous distribution");
}

TEST(EvidenceRules, pool_where_there_is_a_claim) {
    Scenario scenario = test::small_merger();
    auto& overrun = std::get<EvidenceUse>(merger(scenario).costs[1].overrun->value);
    overrun.claim_weight = 0.3;
    expect_none(scenario);
    overrun.claim_weight = 1;
    expect_problem(scenario, "options.merger.costs.it_integration.overrun",
                   "lies between 0 % and 100 %, both excluded, not 100 %");
    // The probability of a risk is nobody's claim unless it is stated.
    scenario = with_probability_of(test::entry("failed_before", Proportion{4, 40}));
    Quantity& probability = merger(scenario).risks[0].probability;
    std::get<EvidenceUse>(probability.value).claim_weight = 0.5;
    expect_problem(scenario, kProbability, "a pool with the claim needs a claim");
    probability.claim = 0.02;
    expect_none(scenario);
    scenario = with_probability_of(test::entry("ends", Counts{{{"through", 30}, {"blocked", 4}}}), "blocked");
    std::get<EvidenceUse>(merger(scenario).risks[0].probability.value).claim_weight = 0.5;
    expect_problem(scenario, kProbability, "a share of counts cannot be pooled");
}

TEST(EvidenceRules, want_the_own_case_taken_out_or_hindsight) {
    Scenario scenario = test::small_merger();
    scenario.transaction.case_name = "harbour";
    scenario.evidence[0].cases = {{"harbour", "other"}};
    std::string const path = "options.merger.costs.it_integration.overrun";
    expect_problem(scenario, path, "rests on this scenario's own case, which cannot be taken out");
    scenario.transaction.hindsight = true;
    expect_none(scenario);
    // An observed class is fitted again, as long as enough is left of it.
    scenario = test::small_merger();
    scenario.transaction.case_name = "harbour";
    scenario.evidence.push_back(test::entry("slip", test::slip_class()));
    merger(scenario).route->slip =
        test::by_evidence("slip", Dimension::duration, "options.merger.route.slip");
    expect_none(scenario);
    auto& slip = std::get<Ratio>(scenario.evidence.back().value);
    slip.observed = {{"coast", 0}, {"harbour", 30}, {"hill", 6}};
    expect_problem(scenario, "options.merger.route.slip",
                   "two or more cases that are not 0, and there are 1");
}

TEST(EvidenceRules, want_normalised_claims_in_their_unit) {
    Scenario scenario = test::small_merger();
    scenario.evidence[0].normalised = Normalised::months_to_complete;
    expect_problem(
        scenario, "evidence.it_overrun.normalised",
        "this measure is of the dimension duration, and the entry of the dimension excess over the claim");
    scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("slip", test::slip_class()));
    scenario.evidence.back().normalised = Normalised::months_to_complete;
    expect_none(scenario);
}

Scenario with_uplift() {
    Scenario scenario = test::small_merger();
    OptimismBias bias;
    bias.name = "buildings";
    bias.path = "optimism_bias.buildings";
    bias.capital = OptimismBias::Bounds{0.04, 0.51};
    scenario.optimism_bias = {bias};
    CostLine& line = merger(scenario).costs[0];
    line.uplift = Uplift{"buildings", 0.4, false, "", line.path + ".optimism_bias"};
    merger(scenario).risks.clear();
    return scenario;
}

TEST(OptimismBiasRules, keep_uplifts_apart_from_overruns_and_risks) {
    expect_none(with_uplift());
    std::string const path = "options.merger.costs.restructuring.optimism_bias";
    Scenario scenario = with_uplift();
    merger(scenario).costs[0].overrun =
        test::by_evidence("it_overrun", Dimension::excess, "options.merger.costs.restructuring.overrun");
    expect_problem(scenario, path, "an overrun or an uplift for optimism bias, not both");
    scenario = with_uplift();
    merger(scenario).risks = {test::risk("merger", "cutover", 0.1)};
    expect_problem(scenario, path, "contains risks already");
    merger(scenario).costs[0].uplift->overlap_accepted = true;
    expect_problem(scenario, path, "an accepted overlap needs a note");
    merger(scenario).costs[0].uplift->note = "The risk is of another kind.";
    expect_none(scenario);
}

TEST(OptimismBiasRules, want_a_class_that_says_something_of_the_line) {
    std::string const path = "options.merger.costs.restructuring.optimism_bias";
    Scenario scenario = with_uplift();
    merger(scenario).costs[0].uplift->class_name = "building";
    expect_problem(scenario, path + ".class", "there is no optimism bias \"building\"");
    scenario = with_uplift();
    merger(scenario).costs[0].kind = LineKind::recurring;
    expect_problem(scenario, path, "says nothing about operating cost");
    scenario = with_uplift();
    scenario.optimism_bias[0].as_of = std::chrono::year{2019} / 4 / 1;
    expect_problem(scenario, path, "was not known before 2019-04-01");
    scenario = with_uplift();
    scenario.optimism_bias[0].capital = OptimismBias::Bounds{0.6, 0.51};
    expect_problem(scenario, "optimism_bias.buildings.capital",
                   "the lower bound (60 %) is above the upper one");
}

TEST(EvidenceRules, apply_to_a_shared_quantity_where_it_is_used) {
    Scenario scenario = test::small_merger();
    scenario.quantities = {
        {"realised", "", test::by_evidence("saving_realised", Dimension::share, "quantities.realised")}};
    merger(scenario).benefits[0].realised =
        test::by_name("realised", Dimension::share, "options.merger.benefits.saving.realised");
    expect_none(scenario);
    merger(scenario).risks[0].probability = test::by_name("realised", Dimension::share, kProbability);
    expect_problem(scenario, kProbability, "a probability needs evidence of cases");
}

// ---------------------------------------------------------------------------------------------------------------

Scenario with_correlations(std::vector<std::tuple<std::string, std::string, double>> pairs) {
    Scenario scenario = test::small_merger();
    for (auto const& [first, second, r] : pairs) {
        std::string const path =
            "dependence.correlations." + std::to_string(scenario.dependence.correlations.size());
        scenario.dependence.correlations.push_back({first, second, r, path});
    }
    return scenario;
}
std::string const kOverrun = "merger.costs.it_integration.overrun";
std::string const kTotal = "merger.costs.restructuring.total";
std::string const kRealised = "merger.benefits.saving.realised";
std::string const kFirst = "dependence.correlations.0";

TEST(DependenceRules, accept_a_correlation_of_two_uncertain_numbers) {
    expect_none(with_correlations({{kOverrun, kTotal, 0.4}, {kOverrun, kRealised, -0.3}}));
}

TEST(DependenceRules, want_numbers_that_exist_and_are_uncertain) {
    expect_problem(with_correlations({{kOverrun, "merger.costs.restructuring.totl", 0.4}}), kFirst,
                   "there is no uncertain number \"merger.costs.restructuring.totl\"");
    expect_problem(with_correlations({{kOverrun, "merger.costs.it_integration.total", 0.4}}), kFirst,
                   "is certain");
}

TEST(DependenceRules, want_correlations_between_minus_one_and_one) {
    EXPECT_EQ(check(with_correlations({{kOverrun, kTotal, 1.4}})).size(), 1U);
    EXPECT_EQ(check(with_correlations({{kOverrun, kTotal, -1.0}})).size(), 1U);
    EXPECT_EQ(check(with_correlations({{kOverrun, kOverrun, 0.3}})).size(), 1U);
}

TEST(DependenceRules, refuse_the_same_pair_twice_however_it_is_written) {
    expect_problem(with_correlations({{kOverrun, kTotal, 0.4}, {"options." + kTotal, kOverrun, 0.3}}),
                   "dependence.correlations.1", "is stated already");
}

TEST(DependenceRules, name_the_pairs_that_cannot_hold_together_and_the_nearest_that_can) {
    // A and B move together, B and C move together, so A and C cannot move apart.
    Scenario const scenario =
        with_correlations({{kOverrun, kTotal, 0.9}, {kTotal, kRealised, 0.9}, {kOverrun, kRealised, -0.9}});
    expect_problem(scenario, kFirst, "cannot hold together");
    base::Problem const problem = check(scenario)[0];
    for (std::string const& name : {kOverrun, kTotal, kRealised}) {
        EXPECT_THAT(problem.reason, HasSubstr(name));
        EXPECT_THAT(problem.suggestion, HasSubstr(name));
    }
    EXPECT_THAT(problem.suggestion, HasSubstr("The nearest that can"));
}

TEST(DependenceRules, refuse_a_share_of_counts) {
    Scenario scenario = with_correlations({{"merger.risks.cutover.probability", kTotal, 0.4}});
    scenario.evidence.push_back(test::entry("ends", Counts{{{"fine", 30}, {"failed", 4}}}));
    merger(scenario).risks[0].probability =
        test::by_evidence("ends", Dimension::share, kProbability, "failed");
    expect_problem(scenario, kFirst, "a share of several outcomes");
}

// ---------------------------------------------------------------------------------------------------------------

Scenario with_failure(std::variant<Late, OverBudget, BenefitsShortfall, Distress> condition) {
    Scenario scenario = test::small_merger();
    scenario.failures = {{"trouble", "", std::move(condition), {}, "failures.trouble"}};
    return scenario;
}

TEST(FailureRules, want_conditions_that_can_happen_within_the_horizon) {
    expect_problem(with_failure(Late{std::chrono::year{2016} / 10 / 1}), "failures.trouble",
                   "2016-10-01 does not come after the valuation date");
    expect_problem(with_failure(OverBudget{0}), "failures.trouble", "above 0 %");
    expect_problem(with_failure(BenefitsShortfall{0.75, 6, {}}), "failures.trouble",
                   "year 6 does not lie within the horizon of 60 months");
    expect_problem(with_failure(BenefitsShortfall{0, 5, {}}), "failures.trouble", "above 0 %");
    expect_problem(with_failure(Distress{"any", 0.02, 1.5}), "failures.trouble", "whole months");
    expect_problem(with_failure(Distress{"west", 0.02, 12}), "failures.trouble",
                   "there is no party \"west\"");
    for (auto const& fine :
         {with_failure(Late{std::chrono::year{2018} / 4 / 1}), with_failure(OverBudget{1.2}),
          with_failure(BenefitsShortfall{0.75, 5, {}}), with_failure(Distress{"south", 0.02, 12})}) {
        expect_none(fine);
    }
}

TEST(FailureRules, want_parties_for_distress) {
    Scenario scenario = with_failure(Distress{"any", 0.02, 12});
    scenario.parties.clear();
    expect_problem(scenario, "failures.trouble", "there are none");
}

}  // namespace
}  // namespace mergerisk::model
