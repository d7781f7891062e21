#include "engine/archive/provenance.h"

#include "engine/archive/hash.h"
#include "engine/plan/canonical.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mergerisk::archive {
namespace {

plan::Plan plan_with_draws() {
    plan::Plan plan;
    plan.sampling.seed = 77;
    for (auto const& [address, dimension] : {std::pair{"b", 1}, std::pair{"a", 0}, std::pair{"c", -1}}) {
        plan::Draw draw;
        draw.address = address;
        if (dimension >= 0) draw.sobol_dimension = static_cast<std::uint32_t>(dimension);
        plan.draws.push_back(draw);
    }
    return plan;
}

TEST(Provenance, names_and_hashes_everything_that_was_read) {
    results::Provenance const found =
        provenance_of({"deal.yaml", "abc"}, {{"library/forms/merger.yaml", ""}}, plan_with_draws(), 1000);
    EXPECT_EQ(found.scenario, "deal.yaml");
    EXPECT_EQ(found.scenario_sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(found.library_sha256.at("library/forms/merger.yaml"), sha256(""));
    EXPECT_EQ(found.plan_sha256, sha256(plan::canonical_bytes(plan_with_draws())));
    EXPECT_EQ(found.seed, 77U);
    EXPECT_EQ(found.trials, 1000U);
    EXPECT_EQ(found.sampling, "sobol");
    EXPECT_THAT(found.dimensions, testing::ElementsAre("a", "b"));
    EXPECT_THAT(std::string{engine_version()}, testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

TEST(Provenance, another_plan_has_another_hash) {
    plan::Plan plan = plan_with_draws();
    plan.materiality = 0.1;
    EXPECT_NE(provenance_of({"a", ""}, {}, plan, 1).plan_sha256,
              provenance_of({"a", ""}, {}, plan_with_draws(), 1).plan_sha256);
}

}  // namespace
}  // namespace mergerisk::archive
