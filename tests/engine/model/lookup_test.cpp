#include "engine/model/lookup.h"

#include "tests/engine/model/scenarios.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::model {
namespace {

using test::Dimension;

Scenario with_quantities(std::vector<NamedQuantity> quantities) {
    Scenario scenario;
    scenario.quantities = std::move(quantities);
    return scenario;
}

TEST(Resolve, follows_names_to_the_number) {
    Scenario const scenario =
        with_quantities({{"a", "", test::by_name("b", Dimension::share, "quantities.a")},
                         {"b", "", test::certain(0.4, Dimension::share, "quantities.b")}});
    Quantity const use = test::by_name("a", Dimension::share, "options.merger.x");
    EXPECT_EQ(resolve(scenario, use), &scenario.quantities[1].quantity);
    EXPECT_EQ(constant_of(scenario, use), 0.4);
}

TEST(Resolve, finds_nothing_behind_a_dangling_name_or_a_circle) {
    Scenario const scenario =
        with_quantities({{"a", "", test::by_name("b", Dimension::share, "quantities.a")},
                         {"b", "", test::by_name("a", Dimension::share, "quantities.b")}});
    EXPECT_EQ(resolve(scenario, test::by_name("a", Dimension::share, "x")), nullptr);
    EXPECT_EQ(resolve(scenario, test::by_name("c", Dimension::share, "x")), nullptr);
    EXPECT_EQ(constant_of(scenario, test::by_name("a", Dimension::share, "x")), std::nullopt);
}

/// An option "franchise" with a term, and a shared quantity of the same name.
Scenario with_term() {
    Scenario scenario =
        with_quantities({{"fee", "", test::certain(0.4, Dimension::share, "quantities.fee")}});
    scenario.options.push_back(test::option("franchise"));
    scenario.options.push_back(test::option("merger"));
    scenario.options[0].terms = {
        {"fee", "", test::certain(0.02, Dimension::share, "options.franchise.terms.fee")}};
    return scenario;
}

TEST(NumberNamed, is_the_term_within_its_option_and_the_shared_quantity_elsewhere) {
    Scenario const scenario = with_term();
    EXPECT_EQ(number_named(scenario, "fee", "options.franchise.costs.fee.annual"),
              &scenario.options[0].terms[0].quantity);
    EXPECT_EQ(number_named(scenario, "fee", "options.merger.costs.fee.annual"),
              &scenario.quantities[0].quantity);
    EXPECT_EQ(number_named(scenario, "fee", "routes.approval.stages.review.duration"),
              &scenario.quantities[0].quantity);
    EXPECT_EQ(number_named(scenario, "other", "options.franchise.costs.fee.annual"), nullptr);
}

TEST(NumberNamed, is_the_shared_quantity_for_the_term_of_its_own_name) {
    Scenario scenario = with_term();
    scenario.options[0].terms[0].quantity =
        test::by_name("fee", Dimension::share, "options.franchise.terms.fee");
    EXPECT_EQ(number_named(scenario, "fee", "options.franchise.terms.fee"), &scenario.quantities[0].quantity);
    EXPECT_EQ(resolve(scenario, test::by_name("fee", Dimension::share, "options.franchise.costs.fee.annual")),
              &scenario.quantities[0].quantity);
}

TEST(ForEachQuantity, visits_the_terms_of_an_option) {
    Scenario const scenario = with_term();
    std::vector<std::string> paths;
    for_each_quantity(scenario, [&](QuantityUse const& use) { paths.push_back(use.quantity->path); });
    EXPECT_THAT(paths, testing::Contains("options.franchise.terms.fee"));
}

TEST(ConstantOf, is_absent_for_an_uncertain_number) {
    EXPECT_EQ(constant_of({}, test::uncertain(math::Uniform{0, 1}, Dimension::share, "x")), std::nullopt);
}

TEST(Truncated, cuts_the_tail_that_leaves_the_range) {
    math::Distribution const cut = truncated(math::Normal{10, 20}, base::range_of(Dimension::money));
    auto const* truncation = std::get_if<math::Truncated>(&cut);
    ASSERT_NE(truncation, nullptr);
    EXPECT_EQ(truncation->low, 0);
    EXPECT_GT(math::mean(cut), 10);
}

TEST(Truncated, leaves_what_cannot_leave_the_range) {
    math::Distribution const far_from_zero = math::Normal{1000, 20};
    EXPECT_EQ(truncated(far_from_zero, base::range_of(Dimension::money)), far_from_zero);
    math::Distribution const pert = math::Pert{0, 0.1, 0.4};
    EXPECT_EQ(truncated(pert, base::range_of(Dimension::share)), pert);
    math::Distribution const constant = math::Constant{3};
    EXPECT_EQ(truncated(constant, base::range_of(Dimension::share)), constant);
}

TEST(Truncated, narrows_a_uniform_to_the_range) {
    math::Distribution const expected = math::Uniform{0, 3};
    EXPECT_EQ(truncated(math::Uniform{-1, 3}, base::range_of(Dimension::money)), expected);
}

TEST(Truncated, keeps_the_narrower_of_two_limits) {
    math::Truncated const written{math::Normal{0.5, 0.4}, 0.2, 1.5};
    math::Distribution const expected = math::Truncated{math::Normal{0.5, 0.4}, 0.2, 1.0};
    EXPECT_EQ(truncated(written, base::range_of(Dimension::share)), expected);
}

TEST(WithoutOwnCase, takes_the_case_out_of_a_proportion) {
    EvidenceEntry entry = test::entry("blocked", Proportion{2, 10});
    entry.cases = {{"harbour", "success"}, {"valley", "other"}};
    auto const left = [&](char const* own) {
        return std::get<Proportion>(without_own_case(entry, own).value);
    };
    EXPECT_EQ(left("harbour").successes, 1);
    EXPECT_EQ(left("harbour").trials, 9);
    EXPECT_EQ(left("valley").successes, 2);
    EXPECT_EQ(left("valley").trials, 9);
    EXPECT_EQ(left("mountain").trials, 10);
    EXPECT_EQ(left("").trials, 10);
}

TEST(WithoutOwnCase, takes_the_case_out_of_its_outcome) {
    EvidenceEntry entry = test::entry("ends", Counts{{{"cleared", 8}, {"prohibited", 2}}});
    entry.cases = {{"harbour", "prohibited"}};
    auto const counts = std::get<Counts>(without_own_case(entry, "harbour").value);
    EXPECT_EQ(counts.of.at("prohibited"), 1);
    EXPECT_EQ(counts.of.at("cleared"), 8);
}

TEST(AddressOf, leaves_out_the_name_of_the_option) {
    Option const merger = test::option("merger");
    EXPECT_EQ(address_of("options.merger.costs.it.overrun", &merger), "costs.it.overrun");
    EXPECT_EQ(address_of("routes.cma.stages.phase_1.duration", &merger),
              "routes.cma.stages.phase_1.duration");
    EXPECT_EQ(address_of("drivers.pay.annual", nullptr), "drivers.pay.annual");
}

TEST(AddressOf, keeps_the_name_of_an_option_with_its_own_luck) {
    Option merger = test::option("merger");
    merger.luck = Luck::own;
    EXPECT_EQ(address_of("options.merger.costs.it.overrun", &merger), "options.merger.costs.it.overrun");
    EXPECT_EQ(address_of("routes.cma.stages.phase_1.branch", &merger),
              "options.merger.routes.cma.stages.phase_1.branch");
    EXPECT_EQ(address_of("quantities.shared", &merger), "quantities.shared");
    EXPECT_EQ(address_of("drivers.pay.annual", &merger), "drivers.pay.annual");
}

std::optional<std::string> address_written(Scenario const& scenario, std::string const& written) {
    auto const luck = luck_by_name(scenario);
    auto const found = luck.find(written);
    if (found == luck.end()) return std::nullopt;
    return address_of(scenario, found->second);
}

TEST(LuckByName, finds_numbers_of_an_option_with_or_without_the_leading_word) {
    Scenario const scenario = test::small_merger();
    EXPECT_EQ(address_written(scenario, "merger.costs.restructuring.total"), "costs.restructuring.total");
    EXPECT_EQ(address_written(scenario, "options.merger.costs.restructuring.total"),
              "costs.restructuring.total");
    EXPECT_EQ(address_written(scenario, "merger.risks.cutover.happens"), "risks.cutover.happens");
    EXPECT_EQ(address_written(scenario, "merger.route.tracks.assurance.stages.full.branch"),
              "route.tracks.assurance.stages.full.branch");
    EXPECT_EQ(address_written(scenario, "merger.costs.nothing.total"), std::nullopt);
}

TEST(LuckByName, finds_drivers_and_quantities_by_their_name) {
    Scenario scenario = test::small_merger();
    scenario.drivers = {test::driver("pay_inflation", math::Normal{0.02, 0.01})};
    scenario.quantities = {
        {"speed", "", test::uncertain(math::Uniform{0, 1}, Dimension::share, "quantities.speed")}};
    EXPECT_EQ(address_written(scenario, "pay_inflation"), "drivers.pay_inflation.annual");
    EXPECT_EQ(address_written(scenario, "drivers.pay_inflation"), "drivers.pay_inflation.annual");
    EXPECT_EQ(address_written(scenario, "speed"), "quantities.speed");
}

TEST(LuckByName, finds_a_library_track_through_the_option_that_uses_it) {
    Scenario scenario = test::small_merger();
    Track track = scenario.options[1].route->tracks[0].track;
    track.name = "cma";
    track.path = "routes.cma";
    for (Stage& stage : track.stages) {
        stage.path = "routes.cma.stages." + stage.name;
        stage.duration->path = stage.path + ".duration";
    }
    scenario.routes = {track};
    scenario.options[1].route->tracks[0].library_name = "cma";
    EXPECT_EQ(address_written(scenario, "routes.cma.stages.full.duration"),
              "routes.cma.stages.full.duration");
    EXPECT_EQ(address_written(scenario, "merger.route.tracks.assurance.stages.full.duration"),
              "routes.cma.stages.full.duration");
    scenario.options[1].luck = Luck::own;
    EXPECT_EQ(address_written(scenario, "merger.route.tracks.assurance.stages.full.duration"),
              "options.merger.routes.cma.stages.full.duration");
}

TEST(LuckByName, names_the_parameter_where_a_number_is_a_proportion) {
    Scenario scenario = test::small_merger();
    scenario.evidence.push_back(test::entry("blocked", Proportion{2, 40}));
    std::string const path = "options.merger.risks.cutover.probability";
    scenario.options[1].risks[0].probability = test::by_evidence("blocked", Dimension::share, path);
    EXPECT_EQ(address_written(scenario, "merger.risks.cutover.probability"), "evidence.blocked");
}

TEST(LuckByName, gives_a_certain_number_no_address) {
    Scenario const scenario = test::small_merger();
    EXPECT_EQ(address_written(scenario, "merger.costs.it_integration.total"), std::nullopt);
}

TEST(PartiesOf, are_all_where_an_option_names_none) {
    Scenario scenario = test::small_merger();
    EXPECT_EQ(parties_of(scenario, scenario.options[1]).size(), 2U);
    scenario.options[1].parties = {"north"};
    auto const parties = parties_of(scenario, scenario.options[1]);
    ASSERT_EQ(parties.size(), 1U);
    EXPECT_EQ(parties[0]->name, "north");
}

}  // namespace
}  // namespace mergerisk::model
