#pragma once
// What the answer rests on: assumptions, evidence, dependence, what was left open.

#include "engine/compile/compile.h"
#include "engine/model/scenario.h"
#include "engine/results/run.h"

#include <span>
#include <string>
#include <vector>

namespace mergerisk::results {

[[nodiscard]] TransactionSummary transaction_of(model::Scenario const& scenario);

/// Entries of the library that some number uses, once for each transferability they are used with, in the
/// order of the library; without the scenario's own case.
[[nodiscard]] std::vector<EvidenceUsed> evidence_of(model::Scenario const& scenario);

/// Of each option that took sections from its form, in the order of the scenario.
[[nodiscard]] std::vector<FormUsed> forms_of(model::Scenario const& scenario);

[[nodiscard]] Dependence dependence_of(compile::Notes const& notes);

/// Of the evidence, whether any is later than the valuation date; then the remarks of the compiler.
[[nodiscard]] std::vector<std::string> notes_of(std::span<EvidenceUsed const> evidence,
                                                compile::Notes const& notes);

}  // namespace mergerisk::results
