#include "engine/input/load.h"

#include "engine/model/rules.h"
#include "tests/engine/input/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace mergerisk::input {
namespace {

using ::testing::Contains;
using testing::deck;
using testing::describe_all;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::head;
using ::testing::IsEmpty;
using testing::load_text;
using ::testing::SizeIs;
using testing::with_option;
using namespace std::chrono_literals;

double constant(model::Quantity const& quantity) {
    return std::get<math::Constant>(std::get<math::Distribution>(quantity.value)).value;
}

/// The deck that uses every key.
class Harbour : public ::testing::Test {
  protected:
    Harbour() {
        DiskSources sources("");
        loaded_ = load(sources, deck("harbour.yaml"));
    }
    [[nodiscard]] model::Option const& merger() const { return loaded_.scenario.options.at(1); }
    Loaded loaded_;
};

TEST_F(Harbour, has_no_problem) {
    EXPECT_THAT(describe_all(loaded_.problems), IsEmpty());
    EXPECT_THAT(describe_all(model::check(loaded_.scenario)), IsEmpty());
}

TEST_F(Harbour, has_its_transaction) {
    model::Transaction const& t = loaded_.scenario.transaction;
    EXPECT_EQ(t.name, "Merger of the ports of Nørrehavn and Süderhafen");
    EXPECT_EQ(t.case_name, "harbour_2010");
    EXPECT_EQ(t.currency, "EUR");
    EXPECT_EQ(t.money_unit, 1e6);
    EXPECT_EQ(t.money_label, "EUR million");
    EXPECT_EQ(t.prices, model::Prices::nominal);
    EXPECT_EQ(t.valuation_date, std::chrono::sys_days{2020y / 1 / 1});
    EXPECT_EQ(t.horizon_months, 180);
    ASSERT_THAT(t.discount_rate, SizeIs(2));
    EXPECT_EQ(t.discount_rate[1].from_year, 10);
    EXPECT_EQ(t.discount_rate[1].rate, 0.05);
    EXPECT_EQ(t.discounting, model::Discounting::end_of_period);
    EXPECT_EQ(t.perspective, model::Perspective::society);
    EXPECT_DOUBLE_EQ(t.materiality, 0.1);
    EXPECT_TRUE(t.hindsight);
    EXPECT_EQ(t.provenance.note, "every key: once");
}

TEST_F(Harbour, has_its_drivers_and_parties) {
    auto const& drivers = loaded_.scenario.drivers;
    ASSERT_THAT(drivers, SizeIs(4));
    EXPECT_DOUBLE_EQ(constant(drivers[1].annual), 0.03);
    EXPECT_EQ(drivers[1].annual.path, "drivers.fuel.annual");
    EXPECT_EQ(drivers[3].prices, model::Prices::real);
    EXPECT_EQ(drivers[3].annual.provenance.basis, "judgement");
    auto const& parties = loaded_.scenario.parties;
    ASSERT_THAT(parties, SizeIs(2));
    EXPECT_EQ(parties[0].income_grows_with, "traffic");
    EXPECT_EQ(parties[0].income.provenance.source, "annual report");
    EXPECT_EQ(parties[0].savings_plan->years, 4);
    EXPECT_EQ(constant(parties[1].income), 120);
    EXPECT_EQ(parties[1].income.path, "parties.south.income.annual");
    EXPECT_EQ(constant(parties[1].operating_cost), 111);
    EXPECT_EQ(constant(*parties[1].cash), 9);
}

TEST_F(Harbour, has_its_dependence) {
    auto const& correlations = loaded_.scenario.dependence.correlations;
    ASSERT_THAT(correlations, SizeIs(2));
    EXPECT_EQ(correlations[1].first, "merger.costs.cranes.overrun");
    EXPECT_EQ(correlations[1].rank_correlation, 0.3);
    EXPECT_EQ(correlations[1].path, "dependence.correlations.2");
}

TEST_F(Harbour, has_its_routes) {
    model::Route const& route = *merger().route;
    ASSERT_THAT(route.tracks, SizeIs(2));
    model::Track const& boards = route.tracks[0].track;
    EXPECT_EQ(boards.name, "boards");
    EXPECT_EQ(boards.start, "outline");
    ASSERT_THAT(boards.stages, SizeIs(2));
    EXPECT_EQ(boards.stages[0].next[0].target, "full");
    EXPECT_FALSE(boards.stages[0].next[0].probability);
    EXPECT_DOUBLE_EQ(constant(*boards.stages[0].next[1].probability), 0.05);
    EXPECT_EQ(boards.stages[1].next[0].target, "cleared");
    EXPECT_EQ(route.tracks[1].library_name, "port_authority");
    EXPECT_EQ(route.completes_on, model::CompletesOn::first_of_quarter);
    EXPECT_EQ(route.slip->claim, 0);
    EXPECT_DOUBLE_EQ(constant(*route.abandonment_hazard), 0.04);

    ASSERT_THAT(loaded_.scenario.routes, SizeIs(2));
    model::Track const& authority = loaded_.scenario.routes[0];
    model::Clock const& clock = *authority.stages[0].clock;
    EXPECT_EQ(clock.unit, model::ClockUnit::working_day);
    EXPECT_EQ(clock.first_day, model::Clock::FirstDay::same);
    EXPECT_EQ(clock.ends, model::Clock::Ends::next_working_day);
    EXPECT_EQ(clock.earliest, 10);
    EXPECT_EQ(clock.statutory, 40);
    EXPECT_EQ(clock.planned, 35);
    EXPECT_EQ(clock.extension->adds, 10);
    EXPECT_EQ(clock.extension->then.at(0).target, "phase_2");
    EXPECT_EQ(clock.stop->unit, model::ClockUnit::week);
    model::Branch const& remedies = authority.stages[1].next[1];
    EXPECT_EQ(remedies.remedies->keeps.at(0).benefit, "berths");
    EXPECT_EQ(constant(*remedies.remedies->cost), 2.5);
    EXPECT_EQ(remedies.probability->path,
              "routes.port_authority.stages.phase_2.next.cleared_with_remedies.probability");
    EXPECT_EQ(authority.stages[1].next[2].probability->path,
              "routes.port_authority.stages.phase_2.next.prohibited");
    EXPECT_EQ(loaded_.scenario.routes[1].start, "inspection");
}

TEST_F(Harbour, has_its_lines) {
    auto const& costs = merger().costs;
    ASSERT_THAT(costs, SizeIs(5));
    EXPECT_EQ(costs[0].kind, model::LineKind::recurring);
    EXPECT_TRUE(costs[0].committed);
    EXPECT_EQ(costs[1].form, model::AmountForm::monthly);
    EXPECT_DOUBLE_EQ(constant(costs[1].amount), 0.45);
    EXPECT_EQ(costs[1].amount.dimension, base::Dimension::money_a_month);
    EXPECT_EQ(costs[1].kind, model::LineKind::recurring);
    EXPECT_EQ(costs[1].window.to->offset_months, 24);
    EXPECT_EQ(costs[2].form, model::AmountForm::annual);
    EXPECT_EQ(costs[2].window.named, "competition.phase_1");
    EXPECT_EQ(costs[2].only_if, model::OnlyIf::prohibited);
    EXPECT_EQ(costs[3].kind, model::LineKind::one_off);
    EXPECT_EQ(costs[3].shape, model::Shape::s_curve);
    EXPECT_EQ(costs[3].amount.claim, 20);
    EXPECT_DOUBLE_EQ(costs[3].window.from.offset_months, -14 * kMonthsADay);
    EXPECT_EQ(constant(*costs[3].window.length), 36);
    ASSERT_THAT(costs[3].paid_by, SizeIs(2));
    EXPECT_EQ(costs[3].paid_by[1].who, "funder");
    EXPECT_DOUBLE_EQ(costs[3].paid_by[1].share, 0.6);
    EXPECT_EQ(costs[3].provenance.source, "tender of May 2019");

    model::BenefitLine const& saving = merger().benefits.at(0);
    EXPECT_EQ(saving.starts.offset_months, 3);
    EXPECT_EQ(saving.ramp->shape, model::Shape::logistic);
    EXPECT_EQ(constant(*saving.lasts), 96);
    EXPECT_DOUBLE_EQ(constant(*saving.fades), 0.03);
    EXPECT_EQ(saving.only_if, model::OnlyIf::completed);
    EXPECT_EQ(merger().support.at(0).paid_to.at(0).who, "south");
}

TEST_F(Harbour, has_its_people_and_risks) {
    ASSERT_THAT(merger().dips, SizeIs(2));
    EXPECT_EQ(merger().dips[0].name, "disruption");
    EXPECT_EQ(merger().dips[0].of.party, "south");
    EXPECT_EQ(merger().dips[1].of.party, "");
    EXPECT_EQ(merger().dips[1].of.of, model::EffectBase::Of::income);
    EXPECT_EQ(merger().dips[1].path, "options.merger.productivity.distraction");
    EXPECT_EQ(constant(merger().lasting->ramp->full_by), 36);
    EXPECT_EQ(merger().lasting->path, "options.merger.productivity.lasting");
    model::Workforce const& workforce = *merger().workforce;
    EXPECT_EQ(constant(workforce.key_staff), 60);
    EXPECT_DOUBLE_EQ(constant(*workforce.while_in_review), 0.04);
    EXPECT_EQ(workforce.after_completion_months, 24);
    EXPECT_DOUBLE_EQ(constant(*workforce.cost_per_leaver), 0.085);
    EXPECT_EQ(constant(workforce.replacement_time), 9);
    EXPECT_EQ(merger().readiness.at("leadership"), 4);
    EXPECT_EQ(merger().risks.at(0).mitigation, "agreement");
    EXPECT_EQ(merger().risks.at(0).provenance.owner, "harbour master");
}

TEST_F(Harbour, has_its_failures) {
    auto const& failures = loaded_.scenario.failures;
    ASSERT_THAT(failures, SizeIs(4));
    EXPECT_EQ(std::get<model::Late>(failures[0].condition).completion_after,
              std::chrono::sys_days{2021y / 12 / 31});
    EXPECT_DOUBLE_EQ(std::get<model::OverBudget>(failures[1].condition).exceeds, 1.2);
    auto const& shortfall = std::get<model::BenefitsShortfall>(failures[2].condition);
    EXPECT_DOUBLE_EQ(shortfall.below, 0.75);
    EXPECT_EQ(shortfall.by_year, 5);
    EXPECT_EQ(shortfall.measure, model::BenefitsShortfall::Measure::cumulative);
    auto const& distress = std::get<model::Distress>(failures[3].condition);
    EXPECT_EQ(distress.scope, "any");
    EXPECT_DOUBLE_EQ(distress.margin_below, 0.02);
    EXPECT_EQ(distress.months, 12);
}

model::EvidenceEntry const& entry(Loaded const& loaded, std::string_view name) {
    auto const& all = loaded.scenario.evidence;
    return *std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.name == name; });
}

TEST_F(Harbour, has_its_evidence) {
    model::EvidenceEntry const& worse = entry(loaded_, "worse_after");
    EXPECT_EQ(std::get<model::Proportion>(worse.value).successes, 7);
    EXPECT_EQ(worse.prior->weight, 4);
    EXPECT_THAT(worse.covers, SizeIs(5));
    EXPECT_EQ(worse.cases.at("harbour_2010"), "success");
    EXPECT_EQ(std::get<model::Counts>(entry(loaded_, "authority_phase_2").value).of.at("prohibited"), 4);
    auto const& slip = std::get<model::Ratio>(entry(loaded_, "slip").value);
    EXPECT_EQ(slip.dimension, base::Dimension::duration);
    EXPECT_EQ(slip.reference_class.scale, math::Scale::ratio);
    EXPECT_EQ(slip.reference_class.cap, 48);
    auto const& exceeded = std::get<model::Ratio>(entry(loaded_, "savings_exceeded").value).reference_class;
    EXPECT_EQ(exceeded.scale, math::Scale::share);
    EXPECT_DOUBLE_EQ(exceeded.upper, 1.2);
}

TEST_F(Harbour, holds_an_outturn_ratio_as_an_excess) {
    auto const& ratio = std::get<model::Ratio>(entry(loaded_, "building_overrun").value);
    EXPECT_EQ(ratio.dimension, base::Dimension::excess);
    EXPECT_EQ(ratio.reference_class.scale, math::Scale::excess);
    EXPECT_EQ(ratio.reference_class.cap, 5);
    // The class is the lognormal of 1 + the excess, which an outturn ratio is.
    EXPECT_NEAR(std::exp(std::get<math::Lognormal>(ratio.reference_class.body).mu), 1.19, 1e-12);
}

TEST_F(Harbour, has_mixtures_experts_and_observed_cases) {
    auto const body = [&](std::string_view name) {
        return std::get<model::Ratio>(entry(loaded_, name).value).reference_class.body;
    };
    auto const mixture = std::get<math::Mixture>(body("synergy_delivered"));
    ASSERT_THAT(mixture.parts, SizeIs(6));
    EXPECT_EQ(std::get<math::Uniform>(mixture.parts[0].of), (math::Uniform{1, 1.1}));
    EXPECT_EQ(std::get<math::Constant>(mixture.parts[4].of), (math::Constant{0.5}));
    // Weights 2 and 1 of 3.
    auto const experts = std::get<math::Mixture>(body("dredging"));
    ASSERT_THAT(experts.parts, SizeIs(2));
    EXPECT_DOUBLE_EQ(experts.parts[0].weight, 2.0 / 3);
    EXPECT_EQ(std::get<math::Percentiles>(experts.parts[1].of).points[1], (math::Percentile{0.5, 8}));
    // 12, 24 and 18 months: the mean of the logarithms.
    EXPECT_NEAR(std::get<math::Lognormal>(body("months_to_complete")).mu, std::log(12.0 * 24 * 18) / 3,
                1e-13);
    EXPECT_EQ(entry(loaded_, "months_to_complete").normalised, model::Normalised::months_to_complete);
    // Outturns of 0.8, 1 and 1.25 times the claim are held as excesses; 1 + the excess is lognormal.
    auto const& against_plan = std::get<model::Ratio>(entry(loaded_, "building_against_plan").value);
    EXPECT_DOUBLE_EQ(against_plan.observed.at("bay_2015"), 0.25);
    EXPECT_NEAR(std::get<math::Lognormal>(against_plan.reference_class.body).sigma, std::log(1.25), 1e-13);
}

TEST_F(Harbour, has_rates_sizes_and_optimism_bias) {
    auto const& rate = std::get<model::Rate>(entry(loaded_, "pilots_leave").value);
    EXPECT_EQ(rate.events, 5);
    EXPECT_EQ(rate.years, 40);
    EXPECT_DOUBLE_EQ(rate.prior->mean, 0.1);
    EXPECT_EQ(rate.prior->weight, 20);
    EXPECT_EQ(rate.cases.at("harbour_2010").years, 2.5);
    auto const& size = std::get<model::Size>(entry(loaded_, "cost_of_a_crane").value);
    EXPECT_EQ(size.dimension, base::Dimension::money);
    EXPECT_EQ(std::get<math::Pert>(size.distribution).high, 10);
    model::OptimismBias const& walls = loaded_.scenario.optimism_bias.at(0);
    EXPECT_EQ(walls.name, "quay_walls");
    EXPECT_DOUBLE_EQ(walls.capital->upper, 0.44);
    EXPECT_DOUBLE_EQ(walls.operating->lower, 0);
}

TEST(Load, reads_the_pool_and_the_uplift_of_a_line) {
    Loaded const loaded = testing::load_text(
        testing::with_option(
            "    costs:\n"
            "      x: {total: 1, overrun: {evidence: e, pool: {claim: 30%}}, window: review}\n"
            "      y: {total: 1, optimism_bias: {class: walls, mitigated: 40%}, window: review}\n"
            "      z: {total: 1, optimism_bias: walls, window: review}\n") +
        "evidence: {e: {ratio: {as: excess, percentiles: {p10: 0%, p90: 50%}}}}\n"
        "optimism_bias: {walls: {capital: {lower: 4%, upper: 51%}}}\n");
    ASSERT_THAT(testing::describe_all(loaded.problems), IsEmpty());
    auto const& costs = loaded.scenario.options[1].costs;
    EXPECT_DOUBLE_EQ(*std::get<model::EvidenceUse>(costs[0].overrun->value).claim_weight, 0.3);
    EXPECT_DOUBLE_EQ(costs[1].uplift->mitigated, 0.4);
    EXPECT_EQ(costs[2].uplift->class_name, "walls");
    EXPECT_EQ(costs[2].uplift->mitigated, 0);
}

TEST(Load, reads_a_file_of_the_library_alone) {
    MemorySources sources({{"library/evidence/a.yaml", "mergerisk: 1\nuse: [b.yaml]\n"},
                           {"library/evidence/b.yaml",
                            "mergerisk: 1\nevidence:\n  e: {proportion: {successes: 1, of: 20}, as_of: "
                            "2010-01-01, source: invented, basis: derived}\n"}});
    Loaded const loaded = load_library(sources, "library/evidence/a.yaml");
    EXPECT_THAT(testing::describe_all(loaded.problems), IsEmpty());
    ASSERT_THAT(loaded.scenario.evidence, SizeIs(1));
    EXPECT_EQ(loaded.origins.nearest("evidence.e")->shown().file, "library/evidence/b.yaml");
    EXPECT_THAT(testing::describe_all(load_library(sources, "absent.yaml").problems), SizeIs(1));
}

TEST_F(Harbour, has_the_library_that_it_names) {
    EXPECT_THAT(loaded_.scenario.forms, SizeIs(3));
    EXPECT_THAT(loaded_.scenario.calendars, SizeIs(2));
    EXPECT_EQ(loaded_.scenario.readiness_weights.at("leadership"), 0.3);
    std::vector<std::string> names;
    for (LoadedFile const& file : loaded_.files) names.push_back(file.name);
    EXPECT_THAT(names,
                ElementsAre("harbour.yaml", "library/evidence/ports.yaml", "library/evidence/more_ports.yaml",
                            "library/routes/ports.yaml", "library/forms/merger.yaml",
                            "library/forms/joint_venture.yaml", "library/calendars/coast.yaml"));
}

TEST_F(Harbour, states_the_defaults_that_it_took) {
    std::vector<std::string> taken;
    for (DefaultTaken const& one : loaded_.defaults) taken.push_back(one.path + " = " + one.value);
    EXPECT_THAT(taken, Contains("options.merger.costs.cranes.kind = one_off"));
    EXPECT_THAT(taken, Contains("options.joint_terminal.costs.gate.overrun = 0%"));
    EXPECT_THAT(taken, Contains("options.joint_terminal.route = none"));
    EXPECT_THAT(taken, Contains("evidence.slip.transferability = 100%"));
    EXPECT_THAT(taken, ::testing::Not(Contains(::testing::StartsWith("run."))));
}

TEST_F(Harbour, knows_where_everything_stands) {
    Origins::Origin const* const origin =
        loaded_.origins.find("options.merger.costs.cranes.total.lognormal.p90");
    ASSERT_NE(origin, nullptr);
    EXPECT_THAT(origin->value.file, HasSubstr("harbour.yaml"));
    EXPECT_EQ(origin->shown(), origin->value);
    EXPECT_THAT(loaded_.origins.find("routes.port_authority.start")->value.file,
                HasSubstr("library/routes/ports.yaml"));
}

TEST(Load, states_the_settings_of_a_run_that_nobody_chose) {
    Loaded const loaded = load_text(head() + "options: {o: {counterfactual: yes}}\n");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_EQ(loaded.scenario.run.trials, 131072u);
    EXPECT_EQ(loaded.scenario.run.seed, 1u);
    EXPECT_EQ(loaded.scenario.run.sampling, model::Sampling::sobol);
    std::vector<std::string> taken;
    for (DefaultTaken const& one : loaded.defaults) taken.push_back(one.path + " = " + one.value);
    for (std::string const line : {"run.trials = 131072", "run.seed = 1", "run.sampling = sobol",
                                   "transaction.materiality = 0%", "transaction.prices = real"})
        EXPECT_THAT(taken, Contains(line));
}

TEST(Load, lists_all_problems_at_once_in_order_with_places) {
    Loaded const loaded = load_text(R"(mergerisk: 1
transaction:
  name: "ä, €"
  money: GBP million
  valuation_date: 2017-02-30
  horizon: 10 years
  discount_rate: 3.5
parties:
  a: {income: -5, operating_cost: 90, cush: 3}
options:
  Apart: {counterfactual: yes}
  deal: {benefits: {x: {annual: {pert: [5, 2, 8]}, merger_specific: 140%}}, risks: {rest: {costs: 1, probability: 1}}}
run: {trials: many}
)");
    EXPECT_THAT(
        describe_all(loaded.problems),
        ElementsAre(
            "s.yaml:5:19: transaction.valuation_date: 2017-02-30 is not a day of the calendar. The month "
            "2017-02 has 28 "
            "days",
            "s.yaml:7:18: transaction.discount_rate: 3.5 would be 350 % a year. Did you mean 3.5%?",
            "s.yaml:9:15: parties.a.income.annual: -5 GBP million a year is negative: money a year cannot go "
            "below zero",
            "s.yaml:9:39: parties.a.cush: unknown key. Did you mean \"cash\"?",
            "s.yaml:11:3: options.Apart: \"Apart\" is not a name. Names start with a small letter and have "
            "small "
            "letters, digits and _ only",
            HasSubstr("s.yaml:12:33: options.deal.benefits.x.annual: "),
            "s.yaml:12:69: options.deal.benefits.x.merger_specific: 140 % is above 100 %, the largest share",
            "s.yaml:12:85: options.deal.risks.rest: \"rest\" is a word of the language and cannot be a name. "
            "Choose "
            "another name",
            "s.yaml:13:15: run.trials: expected a whole number, \"many\" is none. Write digits only, without "
            "sign, point "
            "or separator"));
}

TEST(Load, places_problems_after_letters_of_several_bytes) {
    Loaded const loaded = load_text(head() + "options: {o: {label: \"Ä€😀\", counterfactul: yes}}\n");
    // Column 1 is the o of options; the label has three code points in ten bytes.
    EXPECT_THAT(
        describe_all(loaded.problems),
        ElementsAre("s.yaml:10:29: options.o.counterfactul: unknown key. Did you mean \"counterfactual\"?"));
}

TEST(Load, names_what_is_missing) {
    Loaded const loaded = load_text("mergerisk: 1\ntransaction: {name: x}\n");
    std::vector<std::string> paths;
    for (base::Problem const& problem : loaded.problems) paths.push_back(problem.path);
    EXPECT_THAT(paths, ::testing::UnorderedElementsAre("parties", "options", "transaction.money",
                                                       "transaction.valuation_date", "transaction.horizon",
                                                       "transaction.discount_rate"));
}

TEST(Load, stops_counting_problems_at_a_thousand) {
    std::string text = head() + "options:\n  o: {counterfactual: yes}\n";
    for (int i = 0; i < 20'000; ++i) text += "k" + std::to_string(i) + ": 1\n";
    auto const begin = std::chrono::steady_clock::now();
    Loaded const loaded = load_text(text);
    EXPECT_EQ(loaded.problems.size(), Reader::kMostProblems + 1);
    EXPECT_THAT(base::describe(loaded.problems.back()), HasSubstr("there are more than 1000 problems"));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
}

TEST(Load, stops_at_more_entries_than_anyone_means) {
    std::string text = head() + "options:\n  o: {counterfactual: yes}\n";
    for (int i = 0; i < 10'000; ++i) text += "  o" + std::to_string(i) + ": {}\n";
    EXPECT_THAT(describe_all(load_text(text).problems),
                ElementsAre(HasSubstr("options: more than 10000 entries (option)")));
}

TEST(Load, follows_uses_and_refuses_cycles) {
    Loaded const loaded =
        load_text(head() + "options: {o: {counterfactual: yes}}\nuse: [a.yaml]\n",
                  {{"a.yaml", "mergerisk: 1\nuse: [b.yaml]\n"}, {"b.yaml", "mergerisk: 1\nuse: [a.yaml]\n"}});
    EXPECT_THAT(
        describe_all(loaded.problems),
        ElementsAre(
            "b.yaml:2:7: use.1: \"a.yaml\" uses itself, directly or through other files. Remove one of "
            "the uses"));
}

TEST(Load, reports_problems_of_used_files_in_their_own_places) {
    Loaded const loaded = load_text(
        head() + "options: {o: {counterfactual: yes}}\nuse: [a.yaml, b.yaml, c.yaml]\n",
        {{"a.yaml", "mergerisk: 1\nforms: {f: {legal: singel, source: s}}\n"}, {"b.yaml", "x: [\n"}});
    EXPECT_THAT(
        describe_all(loaded.problems),
        ElementsAre("a.yaml:2:20: forms.f.legal: \"singel\" is not one of single or separate. Did you mean "
                    "\"single\"?",
                    HasSubstr("b.yaml:2:1: a list that was opened with [ is not closed"),
                    HasSubstr("s.yaml:11:23: use.3: there is no file \"c.yaml\"")));
}

TEST(Load, refuses_a_name_that_another_file_has_defined) {
    Loaded const loaded = load_text(
        head() + "options: {o: {counterfactual: yes}}\nuse: [a.yaml]\nforms: {f: {legal: single}}\n",
        {{"a.yaml", "mergerisk: 1\nforms: {f: {legal: single}}\n"}});
    EXPECT_THAT(
        describe_all(loaded.problems),
        ElementsAre(
            "s.yaml:12:9: forms.f: this name is already defined in a.yaml:2:9. Choose another name or "
            "remove one of them"));
}

TEST(Load, lists_the_forms_of_the_library_when_one_is_unknown) {
    std::map<std::string, std::string> const library = {
        {"library/forms/merger.yaml", "mergerisk: 1\nforms: {merger: {legal: single}}\n"},
        {"library/forms/group.yaml", "mergerisk: 1\nforms: {group: {legal: separate}}\n"}};
    EXPECT_THAT(
        describe_all(load_text(head() + "options: {o: {form: mergr}}\n", library).problems),
        ElementsAre(
            "s.yaml:10:21: options.o.form: there is no form \"mergr\". Did you mean \"merger\"? The forms "
            "are group and merger"));
    Loaded const loaded = load_text(head() + "options: {o: {form: group}}\n", library);
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_THAT(loaded.files, SizeIs(2));
}

TEST(Load, needs_source_basis_and_date_of_evidence_in_a_library) {
    std::string const entry = "evidence: {e: {proportion: {successes: 1, of: 2}}}\n";
    Loaded const own = load_text(head() + "options: {o: {counterfactual: yes}}\n" + entry);
    EXPECT_THAT(describe_all(own.problems), IsEmpty());
    Loaded const used = load_text(head() + "options: {o: {counterfactual: yes}}\nuse: [a.yaml]\n",
                                  {{"a.yaml", "mergerisk: 1\n" + entry}});
    EXPECT_THAT(describe_all(used.problems),
                ElementsAre(HasSubstr("evidence.e.as_of"), HasSubstr("evidence.e.basis"),
                            HasSubstr("evidence.e.source")));
}

TEST(Load, needs_full_amounts_of_money_in_a_library) {
    auto const route = [](std::string const& cost) {
        return "mergerisk: 1\nroutes: {r: {stages: {s: {duration: 1 month, next: {cleared: rest, "
               "cleared_with_remedies: "
               "{probability: 5%, cost: " +
               cost + "}}}}}}\n";
    };
    std::string const scenario = head() + "options: {o: {counterfactual: yes}}\nuse: [a.yaml]\n";
    EXPECT_THAT(describe_all(load_text(scenario, {{"a.yaml", route("4.5")}}).problems),
                ElementsAre(HasSubstr("does not know the money unit of a scenario")));
    Loaded const loaded = load_text(scenario, {{"a.yaml", route("4.5m")}});
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_EQ(constant(*loaded.scenario.routes.at(0).stages.at(0).next.at(1).remedies->cost), 4.5);
}

TEST(Load, converts_amounts_to_the_money_unit_wherever_it_is_stated) {
    Loaded const loaded = load_text(R"(mergerisk: 1
options: {o: {counterfactual: yes}}
parties: {a: {income: 1.5m, operating_cost: 900}}
transaction: {discount_rate: {year 0: 3.5%, year 30: 3%}, horizon: 12 months, valuation_date: 2020-01-01, money: USD thousand, name: n}
)");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_EQ(constant(loaded.scenario.parties.at(0).income), 1500);
    EXPECT_EQ(constant(loaded.scenario.parties.at(0).operating_cost), 900);
    EXPECT_EQ(loaded.scenario.transaction.discount_rate.at(1).from_year, 30);
}

TEST(Load, uses_a_value_behind_an_alias) {
    Loaded const loaded = load_text(with_option(
        "    costs:\n      x: {total: &amount {pert: [1, 2, 4]}, window: &all {from: start, to: end}}\n"
        "      y: {total: *amount, window: *all}\n"));
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    auto const& costs = loaded.scenario.options.at(1).costs;
    EXPECT_EQ(std::get<math::Distribution>(costs.at(1).amount.value),
              (math::Distribution{math::Pert{1, 2, 4}}));
    EXPECT_EQ(costs.at(1).amount.path, "options.deal.costs.y.total");
    EXPECT_EQ(loaded.origins.find("options.deal.costs.y.total")->value, (base::Place{"s.yaml", 15, 18}));
}

TEST(Load, refuses_other_roots_than_a_map) {
    EXPECT_THAT(describe_all(load_text("- 1\n").problems),
                ElementsAre(HasSubstr("expected a map, found a list")));
    EXPECT_THAT(describe_all(load_text("text\n").problems),
                ElementsAre(HasSubstr("expected a map, found a single value")));
}

TEST(Load, says_which_kind_of_value_was_expected) {
    EXPECT_THAT(
        describe_all(load_text(head() + "options: 5\nquantities: [a]\ndrivers: {d: [1]}\nfailures: {f: 3}\n")
                         .problems),
        ElementsAre(
            "s.yaml:10:10: options: expected a map, a name for each option, found a single value",
            "s.yaml:11:13: quantities: expected a map, a name for each shared quantity, found a list",
            HasSubstr("s.yaml:12:14: drivers.d: expected a map, found a list. Its keys are label, annual"),
            HasSubstr("s.yaml:13:15: failures.f: expected a map, found a single value")));
    EXPECT_THAT(
        describe_all(
            load_text(with_option("    parties: a\n    luck: [own]\n    counterfactual: maybe\n")).problems),
        ElementsAre("s.yaml:13:14: options.deal.parties: expected a list of names, found a single value",
                    "s.yaml:14:11: options.deal.luck: expected shared or own, found a list",
                    "s.yaml:15:21: options.deal.counterfactual: \"maybe\" is not one of yes or no"));
}

TEST(Load, survives_any_cut_of_a_good_scenario) {
    MemorySources probe({});
    std::string const text = with_option(
        "    route: {tracks: {t: {stages: {s: {duration: {pert: [1 month, 2 months, 3 months]}, next: "
        "{cleared: rest, "
        "abandoned: 5%}}}}}}\n    costs: {x: {total: {lognormal: {p10: 4, p90: 9}}, window: {from: start, "
        "for: 3 months}}}\n");
    EXPECT_THAT(describe_all(load_text(text).problems), IsEmpty());
    for (std::size_t length = 0; length < text.size(); ++length) {
        Loaded const loaded = load_text(text.substr(0, length));
        for (base::Problem const& problem : loaded.problems)
            EXPECT_TRUE(problem.place) << base::describe(problem);
    }
}

}  // namespace
}  // namespace mergerisk::input
