#pragma once
// A number as a person wrote it: certain or uncertain, claimed, sourced.

#include "engine/base/dimension.h"
#include "engine/math/distribution.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mergerisk::model {

/// Where a number or a record comes from. All parts are free text and may be empty.
struct Provenance {
    std::string source;  ///< public title, address or file
    std::string note;
    std::string owner;  ///< who answers for it
    std::string basis;  ///< published, secondary, derived, judgement
};

/// "As the evidence says": a draw from an entry of the evidence library.
struct EvidenceUse {
    std::string entry;
    std::optional<double> transferability;  ///< weight in [0, 1]; absent: the entry's own
    std::string outcome;                    ///< for an entry of counts: whose share is meant
    bool overlap_accepted = false;          ///< the entry covers a mechanism that is modelled too, knowingly
    /// Weight of the claim in a linear opinion pool: with this probability the claim comes true exactly.
    std::optional<double> claim_weight = {};
};

/// The shared quantity of that name; within an option also one of its terms.
struct QuantityName {
    std::string name;
};

struct Quantity;

/// What a number is calculated from: a number, or by name a shared quantity, a term of the option's form, or
/// the yearly income or operating cost of parties at the valuation date: "south.income",
/// "combined.operating_cost".
struct Operand {
    std::vector<Quantity> number;  ///< one, or none: then `name`
    std::string name;
    std::string path;
};

/// The product, or the sum, of two or more operands, cut to the range of the number's dimension.
struct Calculated {
    enum class Operation { product, sum };
    Operation operation = Operation::product;
    std::vector<Operand> operands;
};

/// One number of a scenario, in the unit of its dimension (base::Dimension).
struct Quantity {
    std::variant<math::Distribution, EvidenceUse, QuantityName, Calculated> value;
    base::Dimension dimension = base::Dimension::ratio;
    std::optional<double> claim;  ///< what the deal team says, where it differs from the most likely value
    Provenance provenance;
    /// Where it stands in the document it was written in, for example
    /// "options.merger.costs.it_integration.overrun". The address of its draw follows from it.
    std::string path;
};

}  // namespace mergerisk::model
