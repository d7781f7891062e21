#include "engine/compile/draws.h"

#include "engine/base/contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::compile {
namespace {

TEST(Draws, have_one_number_for_each_address) {
    Draws draws;
    plan::DrawId const first = draws.of("b", nullptr);
    EXPECT_NE(draws.of("a", nullptr), first);
    EXPECT_EQ(draws.of("b", nullptr), first);
}

TEST(Draws, are_numbered_in_the_order_of_their_addresses) {
    Draws draws;
    for (char const* address : {"costs.it", "benefits.saving", "risks.fire"}) draws.of(address, nullptr);
    draws.number_in_order();
    std::vector<std::string> addresses;
    for (DrawName const& name : draws.names()) addresses.push_back(name.address);
    EXPECT_THAT(addresses, ::testing::ElementsAre("benefits.saving", "costs.it", "risks.fire"));
    EXPECT_EQ(draws.of("costs.it", nullptr), plan::DrawId{1});
    EXPECT_EQ(*draws.find("risks.fire"), plan::DrawId{2});
    EXPECT_EQ(draws.find("risks.flood"), nullptr);
}

TEST(Draws, of_later_visits_stand_beside_the_first_and_share_its_hash) {
    Draws draws;
    plan::DrawId const second = draws.of("stage.branch", nullptr, 1);
    EXPECT_EQ(draws.find("stage.branch"), nullptr);
    EXPECT_NE(draws.of("stage.branch", nullptr), second);
    draws.of("stage.clock", nullptr);
    draws.number_in_order();
    EXPECT_EQ(*draws.find("stage.branch"), plan::DrawId{0});
    EXPECT_EQ(draws.of("stage.branch", nullptr, 1), plan::DrawId{1});
    base::Problems problems;
    auto const length = [](std::string_view address) { return static_cast<std::uint64_t>(address.size()); };
    auto const named = named_draws(draws.names(), length, problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(named[0].name, named[1].name);
    EXPECT_EQ(named[1].index, 1U);
}

TEST(Draws, take_no_new_address_once_numbered) {
    Draws draws;
    draws.of("a", nullptr);
    draws.number_in_order();
    EXPECT_THROW(draws.of("b", nullptr), base::ContractViolation);
}

TEST(Draws, remember_who_uses_them) {
    model::Option const merger;
    model::Option const group;
    Draws draws;
    draws.of("a", &merger);
    draws.of("b", &merger);
    draws.of("a", &group);
    draws.of("a", &merger);
    draws.of("c", nullptr);
    draws.number_in_order();
    EXPECT_THAT(draws.users(), ::testing::ElementsAre(::testing::ElementsAre(&merger, &group),
                                                      ::testing::ElementsAre(&merger), ::testing::IsEmpty()));
}

TEST(NamedDraws, report_two_addresses_with_one_hash_by_both_names) {
    base::Problems problems;
    auto const first_letter = [](std::string_view address) { return static_cast<std::uint64_t>(address[0]); };
    auto const draws =
        named_draws({{"costs.it", 0}, {"benefits.saving", 0}, {"costs.staff", 0}}, first_letter, problems);
    ASSERT_EQ(draws.size(), 3U);
    EXPECT_EQ(draws[1].name, std::uint64_t{'b'});
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].path, "costs.staff");
    EXPECT_THAT(problems[0].reason, ::testing::HasSubstr("\"costs.it\""));
}

}  // namespace
}  // namespace mergerisk::compile
