// What an option takes from its form: whole scenarios in memory, each with a small form.

#include "engine/input/language.h"
#include "engine/model/lookup.h"
#include "engine/model/rules.h"
#include "tests/engine/input/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::input {
namespace {

using ::testing::Contains;
using testing::describe_all;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::load_text;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char const* kFranchise = R"(mergerisk: 1
forms:
  franchise:
    label: Franchise
    legal: separate
    roles: [operator, provider]
    evidence: few cases
    source: invented
    typical:
      terms:
        fee_share: {dimension: share, label: fee, pert: [1%, 2%, 3%], basis: judgement}
        unused: {dimension: duration, value: 3 months}
      route:
        tracks: {tender: {stages: {award: {duration: 9 months, next: cleared}}}}
      costs:
        procurement: {total: 2m GBP, window: {from: start, to: completion}, paid_by: provider}
        fee: {annual: fee_rate, window: {from: completion, to: end}, paid_by: {provider: 60%, operator: 40%}}
      benefits:
        saving: {annual: 3m GBP, realised: fee_share}
      productivity:
        disruption: {dip: 1%, of: provider.operating_cost, window: {from: completion, for: 12 months}}
        distraction: {dip: 0.5%, of: combined.operating_cost, window: review}
      risks:
        early_exit: {probability: 10%, costs: 1m GBP, paid_by: operator}
)";

/// The scenario with one more option of that body; library files by name, the form among them.
Loaded load_option(std::string const& body, std::map<std::string, std::string> library = {}) {
    library.try_emplace("library/forms/franchise.yaml", kFranchise);
    return load_text(R"(mergerisk: 1
transaction:
  name: Test
  money: GBP million
  valuation_date: 2020-01-01
  horizon: 10 years
  discount_rate: 3.5%
quantities:
  fee_rate: {dimension: money_a_year, value: 1.5}
parties:
  circle: {income: 100, operating_cost: 90}
  hospital: {income: 50, operating_cost: 45}
options:
  apart: {counterfactual: yes}
  deal:
    form: franchise
)" + body,
                     std::move(library));
}

/// A library whose form `special` extends the franchise.
std::map<std::string, std::string> with_special(std::string const& body) {
    return {
        {"library/forms/special.yaml", "mergerisk: 1\nforms:\n  special:\n    extends: franchise\n" + body}};
}

model::Option const& deal(Loaded const& loaded) {
    return loaded.scenario.options.at(1);
}

std::vector<std::string> taken(Loaded const& loaded) {
    std::vector<std::string> lines;
    for (DefaultTaken const& one : loaded.defaults)
        if (one.meaning.starts_with("Taken from") || one.path.ends_with(".roles"))
            lines.push_back(one.path + " = " + one.value);
    return lines;
}

TEST(OptionOfAForm, that_says_nothing_takes_all_that_is_typical) {
    Loaded const loaded = load_option("");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_THAT(describe_all(model::check(loaded.scenario)), IsEmpty());
    model::Option const& option = deal(loaded);
    EXPECT_THAT(option.typical, ElementsAre("route", "costs", "benefits", "productivity", "risks"));
    ASSERT_TRUE(option.route);
    EXPECT_THAT(model::names_of(option.costs), ElementsAre("procurement", "fee"));
    EXPECT_THAT(model::names_of(option.benefits), ElementsAre("saving"));
    EXPECT_THAT(model::names_of(option.dips), ElementsAre("disruption", "distraction"));
    EXPECT_THAT(model::names_of(option.risks), ElementsAre("early_exit"));
    EXPECT_THAT(
        taken(loaded),
        UnorderedElementsAre(
            "options.deal.route = as is typical", "options.deal.costs = procurement and fee",
            "options.deal.benefits = saving", "options.deal.productivity = disruption and distraction",
            "options.deal.risks = early_exit", "options.deal.terms.fee_share = as is typical",
            "options.deal.roles = operator: circle, provider: hospital"));
}

TEST(OptionOfAForm, has_its_lines_at_its_own_path_and_their_origin_in_the_form) {
    Loaded const loaded = load_option("");
    model::CostLine const& line = deal(loaded).costs.at(0);
    EXPECT_EQ(line.path, "options.deal.costs.procurement");
    EXPECT_EQ(line.amount.path, "options.deal.costs.procurement.total");
    EXPECT_EQ(model::address_of(line.amount.path, &deal(loaded)), "costs.procurement.total");
    Origins::Origin const* origin = loaded.origins.find(line.amount.path);
    ASSERT_NE(origin, nullptr);
    EXPECT_EQ(origin->value.file, "library/forms/franchise.yaml");
    EXPECT_EQ(origin->value.line, 16U);
}

TEST(OptionOfAForm, that_says_something_itself_takes_nothing_unless_it_asks) {
    std::string const own = "    benefits: {peace: {annual: 1}}\n";
    Loaded const silent = load_option(own);
    EXPECT_THAT(describe_all(silent.problems), IsEmpty());
    EXPECT_THAT(deal(silent).typical, IsEmpty());
    EXPECT_THAT(deal(silent).costs, IsEmpty());
    EXPECT_THAT(taken(silent), Not(Contains(HasSubstr("costs"))));
    Loaded const asking = load_option(own + "    typical: [costs, benefits]\n");
    EXPECT_THAT(describe_all(asking.problems), IsEmpty());
    EXPECT_THAT(deal(asking).typical, ElementsAre("costs", "benefits"));
    EXPECT_THAT(model::names_of(deal(asking).benefits), ElementsAre("peace", "saving"));
    EXPECT_FALSE(deal(asking).route);
}

TEST(OptionOfAForm, takes_all_beside_readiness_scores_of_its_own) {
    Loaded const loaded = load_option("    readiness: {leadership: 4}\n");
    EXPECT_THAT(deal(loaded).costs, SizeIs(2));
}

TEST(OptionOfAForm, takes_nothing_with_the_word_none) {
    Loaded const loaded = load_option("    typical: none\n");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_THAT(deal(loaded).costs, IsEmpty());
    EXPECT_THAT(deal(loaded).typical, IsEmpty());
}

TEST(OptionOfAForm, replaces_a_line_by_name_and_drops_one_with_none) {
    Loaded const loaded = load_option(R"(    typical: all
    costs: {fee: {annual: 9, window: {from: completion, to: end}}, procurement: none}
    productivity: {distraction: none}
    route: {tracks: {quick: {stages: {sign: {duration: 1 months, next: cleared}}}}}
)");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    model::Option const& option = deal(loaded);
    ASSERT_THAT(model::names_of(option.costs), ElementsAre("fee"));
    EXPECT_EQ(model::constant_of(loaded.scenario, option.costs[0].amount), 9);
    EXPECT_THAT(model::names_of(option.dips), ElementsAre("disruption"));
    EXPECT_THAT(model::names_of(option.route->tracks), ElementsAre("quick"));
    EXPECT_THAT(option.typical, ElementsAre("benefits", "productivity", "risks"));
}

TEST(OptionOfAForm, drops_a_section_that_is_taken_as_a_whole) {
    Loaded const loaded = load_option("    typical: all\n    route: none\n");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_FALSE(deal(loaded).route);
    EXPECT_THAT(deal(loaded).costs, SizeIs(2));
}

TEST(OptionOfAForm, has_parties_in_place_of_roles) {
    Loaded const loaded = load_option("    parties: {operator: hospital, provider: circle}\n");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    model::Option const& option = deal(loaded);
    EXPECT_THAT(option.parties, UnorderedElementsAre("circle", "hospital"));
    EXPECT_EQ(option.costs.at(0).paid_by.at(0).who, "circle");
    EXPECT_EQ(option.costs.at(1).paid_by.at(1).who, "hospital");
    EXPECT_EQ(option.dips.at(0).of.party, "circle");
    EXPECT_EQ(option.dips.at(1).of.party, "");
    EXPECT_EQ(option.risks.at(0).paid_by.at(0).who, "hospital");
}

TEST(OptionOfAForm, may_name_roles_itself) {
    Loaded const loaded = load_option(R"(    parties: [hospital, circle]
    costs: {mine: {total: 1, window: {from: start, to: end}, paid_by: operator}}
)");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_EQ(deal(loaded).costs.at(0).paid_by.at(0).who, "hospital");
}

TEST(Terms, are_taken_from_the_form_where_a_line_names_them) {
    Loaded const loaded = load_option("");
    ASSERT_THAT(model::names_of(deal(loaded).terms), ElementsAre("fee_share"));
    model::NamedQuantity const& term = deal(loaded).terms[0];
    EXPECT_EQ(term.label, "fee");
    EXPECT_EQ(term.quantity.dimension, base::Dimension::share);
    EXPECT_EQ(term.quantity.path, "options.deal.terms.fee_share");
    EXPECT_EQ(term.quantity.provenance.basis, "judgement");
    EXPECT_EQ(model::resolve(loaded.scenario, *deal(loaded).benefits.at(0).realised), &term.quantity);
}

TEST(Terms, of_the_option_replace_those_of_the_form) {
    Loaded const loaded = load_option("    terms: {fee_share: 3%}\n");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_THAT(describe_all(model::check(loaded.scenario)), IsEmpty());
    EXPECT_EQ(model::constant_of(loaded.scenario, *deal(loaded).benefits.at(0).realised), 0.03);
    EXPECT_EQ(loaded.origins.find("options.deal.terms.fee_share")->value.file, "s.yaml");
}

TEST(Terms, have_the_dimension_that_the_form_gives_them) {
    EXPECT_THAT(describe_all(load_option("    terms: {fee_share: 3 months}\n").problems),
                ElementsAre(HasSubstr("options.deal.terms.fee_share: ")));
}

TEST(Terms, serve_the_lines_of_an_option_that_takes_no_others) {
    Loaded const loaded = load_option("    benefits: {own: {annual: 1, realised: fee_share}}\n");
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_THAT(model::names_of(deal(loaded).terms), ElementsAre("fee_share"));
}

TEST(Terms, without_a_number_have_to_be_stated) {
    auto const library = with_special(
        "    typical: {terms: {fee_share: {dimension: share, label: agreed fee}}, benefits: {saving: "
        "{annual: 2m "
        "GBP, realised: fee_of_all}}}\n");
    Loaded const loaded = load_option("", library);
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());  // the franchise itself is as before
    std::map<std::string, std::string> const bare = {
        {"library/forms/franchise.yaml",
         "mergerisk: 1\nforms: {franchise: {legal: separate, source: s, typical: {terms: {fee: {dimension: "
         "share, label: agreed fee}}, benefits: {saving: {annual: 2m GBP, realised: fee}}}}}\n"}};
    EXPECT_THAT(
        describe_all(load_option("", bare).problems),
        ElementsAre(HasSubstr("options.deal.terms.fee: the form franchise cannot know the term \"fee\". "
                              "Add terms: {fee: ...}: agreed fee")));
    EXPECT_THAT(describe_all(load_option("    terms: {fee: 4%}\n", bare).problems), IsEmpty());
}

TEST(Terms, that_nothing_depends_on_are_problems) {
    EXPECT_THAT(describe_all(load_option("    terms: {unused: 4 months}\n").problems),
                ElementsAre(HasSubstr("nothing in this option depends on the term")));
    EXPECT_THAT(describe_all(load_option("    terms: {fee_share: 4%}\n    typical: none\n").problems),
                ElementsAre(HasSubstr("Say typical: all to take the lines of the form")));
}

TEST(Terms, of_another_name_are_problems_with_a_suggestion) {
    EXPECT_THAT(
        describe_all(load_option("    terms: {fee_shar: 4%}\n").problems),
        ElementsAre(
            "s.yaml:17:13: options.deal.terms.fee_shar: the form franchise has no term \"fee_shar\". Did "
            "you mean \"fee_share\"? It has the terms fee_share and unused"));
}

TEST(ExtendedForm, gives_lines_roles_and_legal_form) {
    Loaded const loaded = load_option(R"(  second:
    form: special
    parties: {operator: circle, provider: hospital}
)",
                                      with_special(R"(    source: invented
    typical:
      terms: {fee_share: 5%}
      costs: {procurement: none, study: {total: 1m GBP, window: {from: start, to: completion}}}
      route: {tracks: {order: {stages: {decree: {duration: 1 months, next: cleared}}}}}
)"));
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    EXPECT_THAT(describe_all(model::check(loaded.scenario)), IsEmpty());
    model::Option const& option = loaded.scenario.options.at(2);
    EXPECT_THAT(model::names_of(option.costs), ElementsAre("study", "fee"));
    EXPECT_THAT(model::names_of(option.route->tracks), ElementsAre("order"));
    EXPECT_EQ(model::constant_of(loaded.scenario, *option.benefits.at(0).realised), 0.05);
    model::Form const* form = model::find_named(loaded.scenario.forms, "special");
    ASSERT_NE(form, nullptr);
    EXPECT_EQ(form->legal, model::Legal::separate);
    EXPECT_EQ(form->evidence, "few cases");
    EXPECT_THAT(form->roles, ElementsAre("operator", "provider"));
}

TEST(ExtendedForm, is_a_problem_in_a_circle) {
    auto library = with_special("    source: s\n");
    library["library/forms/franchise.yaml"] =
        "mergerisk: 1\nforms: {franchise: {extends: special, legal: single, source: s}}\n";
    EXPECT_THAT(
        describe_all(load_option("", library).problems),
        ElementsAre("library/forms/franchise.yaml:2:30: forms.franchise.extends: the form extends itself: "
                    "franchise -> special -> franchise. Remove one of the keys extends"));
}

TEST(ExtendedForm, has_to_exist) {
    std::map<std::string, std::string> const library = {
        {"library/forms/franchise.yaml",
         "mergerisk: 1\nforms: {franchise: {extends: special, legal: single, source: s}}\n"}};
    EXPECT_THAT(describe_all(load_option("", library).problems),
                ElementsAre(HasSubstr("forms.franchise.extends: there is no form \"special\"")));
}

TEST(Form, needs_its_legal_form_unless_it_extends_another) {
    std::map<std::string, std::string> const library = {
        {"library/forms/franchise.yaml", "mergerisk: 1\nforms: {franchise: {source: s}}\n"}};
    EXPECT_THAT(describe_all(load_option("", library).problems),
                ElementsAre(HasSubstr("forms.franchise.legal: this key is missing")));
}

TEST(Form, loads_what_its_lines_use_only_when_they_are_taken) {
    std::map<std::string, std::string> const library = {
        {"library/forms/franchise.yaml", R"(mergerisk: 1
use: [library/routes/tender.yaml]
forms:
  franchise: {legal: separate, source: s, typical: {route: {tracks: {tender: open_tender}}}}
)"},
        {"library/routes/tender.yaml",
         "mergerisk: 1\nroutes: {open_tender: {source: s, stages: {award: {duration: 6 months, next: "
         "cleared}}}}\n"}};
    Loaded const taken = load_option("", library);
    EXPECT_THAT(describe_all(taken.problems), IsEmpty());
    EXPECT_THAT(model::names_of(taken.scenario.routes), ElementsAre("open_tender"));
    EXPECT_THAT(load_option("    typical: none\n", library).scenario.routes, IsEmpty());
}

TEST(Form, says_each_of_its_problems_once) {
    std::map<std::string, std::string> const library = {{"library/forms/franchise.yaml",
                                                         "mergerisk: 1\nforms: {franchise: {legal: separate, "
                                                         "source: s, typical: {costs: {x: {totl: 1}}}}}\n"}};
    EXPECT_THAT(
        describe_all(load_option("  again: {form: franchise}\n", library).problems),
        ElementsAre(HasSubstr("2:67: forms.franchise.typical.costs.x: one of total, monthly or annual"),
                    HasSubstr("forms.franchise.typical.costs.x.window: this key is missing"),
                    HasSubstr("forms.franchise.typical.costs.x.totl: unknown key")));
}

std::string only_problem(std::string const& body) {
    std::vector<std::string> const lines = describe_all(load_option(body).problems);
    return lines.size() == 1 ? lines[0] : ::testing::PrintToString(lines);
}

TEST(Roles, have_to_be_played_where_lines_name_them) {
    EXPECT_THAT(only_problem("    parties: {operator: circle}\n"),
                HasSubstr("17:5: options.deal.parties: nobody plays the role provider of the form franchise. "
                          "Write parties: {operator: ..., provider: ...}"));
    EXPECT_THAT(only_problem("    parties: [hospital]\n"),
                HasSubstr("nobody plays the roles operator and provider of the form franchise (1 parties are "
                          "listed for 2 roles)"));
    EXPECT_THAT(describe_all(load_option("    parties: [hospital]\n    typical: [benefits]\n").problems),
                IsEmpty());
}

TEST(Roles, of_another_name_are_problems_with_a_suggestion) {
    EXPECT_THAT(
        only_problem("    parties: {operater: circle, provider: hospital}\n    typical: [benefits]\n"),
        HasSubstr("the form franchise has no role \"operater\". Did you mean \"operator\"? It has the roles "
                  "operator and provider"));
}

TEST(Typical, names_sections_that_exist_and_that_the_form_has) {
    EXPECT_THAT(only_problem("    typical: [cots]\n"), HasSubstr("Did you mean \"costs\"?"));
    EXPECT_THAT(only_problem("    typical: [support]\n"),
                HasSubstr("the form franchise says nothing typical under support"));
}

TEST(Typical, has_a_word_for_every_section_of_an_option) {
    std::vector<std::string_view> words;
    for (Choice const& section : kSections) words.push_back(section.word);
    for (RowOf const& row : rows_of(kOptionSections)) EXPECT_THAT(words, Contains(row.row->key));
}

TEST(None, drops_only_what_would_be_there) {
    EXPECT_THAT(only_problem("    typical: all\n    costs: {fees: none}\n"),
                HasSubstr("options.deal.costs.fees: the form franchise has nothing of that name to drop"));
    EXPECT_THAT(
        only_problem("    costs: {fee: none}\n"),
        HasSubstr("the option takes no costs from its form, so there is nothing to drop. Say typical: "
                  "all, or typical: [costs], or remove it"));
}

TEST(OptionWithoutAForm, cannot_have_what_belongs_to_one) {
    std::vector<std::string> const lines = describe_all(
        load_text(
            testing::with_option("    terms: {x: 1}\n    typical: all\n    costs: {fee: none}\n    parties: "
                                 "{operator: a}\n"))
            .problems);
    EXPECT_THAT(lines,
                UnorderedElementsAre(HasSubstr("the option has no form whose terms these could be"),
                                     HasSubstr("no form that anything could be taken from"),
                                     HasSubstr("none drops what the form says, and the option has no form"),
                                     HasSubstr("the option has no form whose roles these could be")));
}

}  // namespace
}  // namespace mergerisk::input
