#include "engine/archive/provenance.h"

#include "engine/archive/hash.h"
#include "engine/plan/canonical.h"

namespace mergerisk::archive {

namespace {

/// The draws of a plan in the order of their dimension; those without one are left out.
std::vector<std::string> dimensions_of(plan::Plan const& plan) {
    std::map<std::uint32_t, std::string> by_dimension;
    for (plan::Draw const& draw : plan.draws) {
        if (draw.sobol_dimension) by_dimension.emplace(*draw.sobol_dimension, draw.address);
    }
    std::vector<std::string> addresses;
    for (auto const& [dimension, address] : by_dimension) addresses.push_back(address);
    return addresses;
}

}  // namespace

std::string_view engine_version() {
    return MERGERISK_VERSION;
}

results::Provenance provenance_of(InputFile const& scenario, std::vector<InputFile> const& library,
                                  plan::Plan const& plan, std::uint64_t trials) {
    results::Provenance provenance;
    provenance.scenario = scenario.name;
    provenance.scenario_sha256 = sha256(scenario.text);
    for (InputFile const& file : library) provenance.library_sha256.emplace(file.name, sha256(file.text));
    provenance.plan_sha256 = sha256(plan::canonical_bytes(plan));
    provenance.engine = engine_version();
    provenance.seed = plan.sampling.seed;
    provenance.trials = trials;
    provenance.sampling = plan.sampling.kind == plan::Sampling::Kind::sobol ? "sobol" : "plain";
    provenance.dimensions = dimensions_of(plan);
    return provenance;
}

}  // namespace mergerisk::archive
