#include "engine/input/explain.h"

#include "tests/engine/input/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::input {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string harbour() {
    DiskSources sources("");
    return explain(load(sources, testing::deck("harbour.yaml")));
}

TEST(Explain, shows_values_with_unit_and_place) {
    std::string const text = harbour();
    std::string const file = testing::deck("harbour.yaml");
    EXPECT_THAT(text, HasSubstr("transaction.horizon = 180 months  (" + file + ":10)\n"));
    EXPECT_THAT(text, HasSubstr("transaction.discount_rate = 6 % a year, 5 % a year from year 10  (" + file +
                                ":12)\n"));
    EXPECT_THAT(text, HasSubstr("options.merger.costs.office.monthly = 0.45 EUR million a month  ("));
    EXPECT_THAT(text, HasSubstr("parties.south.operating_cost.annual = 111 EUR million a year  ("));
    EXPECT_THAT(
        text,
        HasSubstr("options.merger.route.slip = evidence slip, transferability 80 %, claimed 0 months  ("));
    EXPECT_THAT(text, HasSubstr("failures.over_budget = one-off cost exceeds 120 % of claim  ("));
    EXPECT_THAT(text, HasSubstr("options.merger.route.tracks.competition = track port_authority  ("));
    EXPECT_THAT(text, HasSubstr("routes.port_authority.stages.phase_1.clock.statutory = 40  ("));
    EXPECT_THAT(
        text,
        HasSubstr(
            "evidence.authority_phase_2.counts = cleared: 20, cleared_with_remedies: 6, prohibited: 4"));
    EXPECT_THAT(text, HasSubstr("decks/library/calendars/coast.yaml:3)"));
}

TEST(Explain, shows_sources) {
    EXPECT_THAT(harbour(),
                HasSubstr("parties.north.income.annual = 310 EUR million a year  [source: annual report]"));
}

TEST(Explain, shows_every_default_once) {
    DiskSources sources("");
    Loaded const loaded = load(sources, testing::deck("harbour.yaml"));
    std::string const text = explain(loaded);
    for (DefaultTaken const& taken : loaded.defaults) {
        std::string const line = "\n" + taken.path + " = ";
        std::size_t const first = text.find(line);
        if (taken.value == "{}") continue;
        EXPECT_NE(first, std::string::npos) << taken.path;
        EXPECT_EQ(text.find(line, first + 1), std::string::npos) << taken.path;
    }
    EXPECT_THAT(text, HasSubstr("options.joint_terminal.costs.gate.overrun = 0%  (default: "));
    EXPECT_THAT(text, HasSubstr("options.merger.costs.cranes.kind = one_off  (default: "));
    EXPECT_THAT(text, HasSubstr("Also assumed\n"));
    EXPECT_THAT(text, HasSubstr("options.merger.costs.it.overrun.truncate = -100 % and above  ("));
}

TEST(Explain, says_what_an_option_takes_from_its_form_and_where_that_stands) {
    Loaded const loaded =
        testing::load_text(testing::with_option("    form: pact\n"),
                           {{"library/forms/pact.yaml",
                             "mergerisk: 1\nforms: {pact: {legal: separate, source: s, typical: {terms: "
                             "{fee: {dimension: share, "
                             "value: 3%}},\n  benefits: {peace: {annual: 2m GBP, realised: fee}}}}}\n"}});
    EXPECT_THAT(loaded.problems, ::testing::IsEmpty());
    std::string const text = explain(loaded);
    EXPECT_THAT(text, HasSubstr("options.deal.benefits.peace.annual = 2 GBP million a year  "
                                "(library/forms/pact.yaml:3)"));
    EXPECT_THAT(text, HasSubstr("options.deal.terms.fee = 3 %  (library/forms/pact.yaml:2)"));
    EXPECT_THAT(text, HasSubstr("options.deal.benefits = peace  (Taken from the form pact.)"));
    EXPECT_THAT(text, ::testing::Not(HasSubstr("forms.pact.typical")));
}

TEST(Explain, lists_the_files_by_their_stable_names) {
    EXPECT_THAT(harbour(), HasSubstr("\nFiles\nharbour.yaml  ("));
    EXPECT_THAT(harbour(), HasSubstr("\nlibrary/routes/ports.yaml  ("));
}

}  // namespace
}  // namespace mergerisk::input
