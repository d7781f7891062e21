#include "engine/input/explain.h"
#include "engine/model/rules.h"
#include "tests/engine/input/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::input {
namespace {

using testing::describe_all;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::load_text;
using testing::with_option;

double constant(std::optional<model::Quantity> const& quantity) {
    return std::get<math::Constant>(std::get<math::Distribution>(quantity.value().value)).value;
}

std::string problems_of(std::string const& body) {
    Loaded const loaded = load_text(with_option(body));
    EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
    std::string all;
    for (base::Problem const& problem : model::check(loaded.scenario)) all += base::describe(problem) + "\n";
    return all;
}

TEST(Contract, has_a_term_and_a_limit_of_support) {
    std::string const body =
        "    contract: {term: 10 years, support_limit: 5m, source: heads of terms}\n"
        "    support: {deficits: {annual: 1, window: {from: completion, to: exit}, paid_to: a}}\n"
        "    costs: {handover: {total: 2, only_if: unwound, window: {from: exit + 1 month, for: 6 "
        "months}}}\n";
    Loaded const loaded = load_text(with_option(body));
    ASSERT_THAT(describe_all(loaded.problems), IsEmpty());
    model::Option const& deal = loaded.scenario.options.at(1);
    ASSERT_TRUE(deal.contract);
    EXPECT_EQ(constant(deal.contract->term), 120);
    EXPECT_EQ(constant(deal.contract->support_limit), 5);
    EXPECT_EQ(deal.contract->path, "options.deal.contract");
    EXPECT_EQ(deal.contract->provenance.source, "heads of terms");
    EXPECT_EQ(deal.costs.at(0).only_if, model::OnlyIf::unwound);
    EXPECT_EQ(deal.costs.at(0).window.from.base, model::Anchor::Base::exit);
    EXPECT_EQ(deal.support.at(0).window.to.value().base, model::Anchor::Base::exit);
    EXPECT_EQ(problems_of(body), "");
    EXPECT_THAT(explain(loaded), HasSubstr("options.deal.contract.support_limit = 5 GBP million"));
}

TEST(Contract, with_a_term_only_has_an_exit_but_is_never_unwound) {
    std::string const line = "    costs: {handover: {total: 2, window: {from: exit, for: 6 months}}}\n";
    EXPECT_EQ(problems_of("    contract: {term: 7 years}\n" + line), "");
    EXPECT_THAT(problems_of(line), HasSubstr("the option has no exit"));
    EXPECT_THAT(problems_of("    contract: {term: 7 years}\n"
                            "    benefits: {saving: {annual: 2, only_if: unwound}}\n"),
                HasSubstr("nothing can unwind this option"));
}

TEST(ReviewAfterCompletion, gives_an_option_an_exit) {
    EXPECT_EQ(problems_of(R"(    route:
      tracks:
        call_in:
          after_completion: yes
          holds_separate: yes
          start: inquiry
          stages:
            inquiry: {duration: 4 months, next: {cleared: rest, prohibited: 10%}}
    costs:
      divestment: {total: 3, only_if: unwound, window: {from: exit, for: 6 months}}
      joining: {total: 5, window: {from: integration, for: 12 months}}
)"),
              "");
}

TEST(Ramp, may_grow_with_connections) {
    auto const ramp = [](std::string const& text) {
        Loaded const loaded =
            load_text(with_option("    benefits: {saving: {annual: 3, ramp: " + text + "}}\n"));
        EXPECT_THAT(describe_all(loaded.problems), IsEmpty());
        return loaded.scenario.options.at(1).benefits.at(0).ramp.value();
    };
    EXPECT_TRUE(ramp("{full_by: 24 months, of: connections}").connections);
    EXPECT_FALSE(ramp("{full_by: 24 months, of: members}").connections);
    EXPECT_FALSE(ramp("24 months").connections);
}

TEST(CostNeutrality, names_parties_of_the_option) {
    Loaded const loaded = load_text(with_option("    cost_neutral_for: [a]\n"));
    EXPECT_THAT(loaded.scenario.options.at(1).cost_neutral_for, ElementsAre("a"));
}

}  // namespace
}  // namespace mergerisk::input
