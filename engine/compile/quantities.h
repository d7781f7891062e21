#pragma once
// Numbers as a person wrote them, as functions of draws.

#include "engine/base/dimension.h"
#include "engine/compile/draws.h"
#include "engine/compile/notes.h"
#include "engine/math/distribution.h"
#include "engine/model/scenario.h"
#include "engine/plan/plan.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace mergerisk::compile {

/// Quantile tables, one for each shape: distributions that differ in location and scale only share one.
class Tables {
  public:
    struct Use {
        plan::TableId table;
        double offset = 0;
        double scale = 1;
    };
    [[nodiscard]] Use of(math::Distribution const& distribution);

    [[nodiscard]] std::vector<portable::QuantileTable> const& all() const { return tables_; }

  private:
    std::vector<math::Distribution> shapes_;
    std::vector<portable::QuantileTable> tables_;
};

/// Makes the quantities of a plan, each one once. Precondition of all: the scenario has no problems.
class Quantities {
  public:
    Quantities(model::Scenario const& scenario, Draws& draws, Tables& tables)
        : scenario_{scenario}, draws_{draws}, tables_{tables} {}

    /// What `quantity` is when `option` uses it (nullptr: shared by all). Each visit to a stage has a draw of
    /// its own for the stage's numbers; what is shared by name, and parameters of evidence, are one for all
    /// visits. Precondition: no other quantity has its path.
    plan::QuantityId of(model::Quantity const& quantity, model::Option const* option,
                        std::uint32_t visit = 0);

    plan::QuantityId constant(double value, std::string path);

    /// A quantity of this distribution, drawn at the address of `path`.
    plan::QuantityId drawn(math::Distribution const& distribution, std::string path,
                           model::Option const* option, std::uint32_t visit = 0);

    /// The probability moved in log-odds by `shift` and by further quantities.
    plan::QuantityId shifted(plan::QuantityId probability, double shift, std::string path,
                             std::vector<plan::QuantityId> const& further = {});

    /// a + the sum of factors[i] times inputs[i], cut to the range; a constant when all inputs are. Expected
    /// value and marginal are a first guess: see settle_calculated().
    plan::QuantityId linear(double a, std::vector<plan::QuantityId> const& inputs,
                            std::vector<double> const& factors, base::Range range, std::string const& path);

    /// a times the product of the inputs, else as linear().
    plan::QuantityId product(double a, std::vector<plan::QuantityId> const& inputs, std::string const& path);

    /// The largest of the inputs, one or more, else as linear().
    plan::QuantityId maximum(std::vector<plan::QuantityId> const& inputs, std::string const& path);

    [[nodiscard]] plan::Quantity const& operator[](plan::QuantityId id) const { return made_[id.index()]; }
    [[nodiscard]] std::vector<plan::Quantity> const& all() const { return made_; }
    [[nodiscard]] std::vector<math::Distribution> const& marginals() const { return marginals_; }
    [[nodiscard]] Notes const& notes() const { return notes_; }

  private:
    struct Made {
        plan::QuantityId id;
        model::Quantity const* from;  ///< nullptr: made by the compiler
    };

    plan::QuantityId once(model::Quantity const& quantity, model::Option const* option,
                          model::Quantity const* from);
    plan::QuantityId add(plan::Quantity quantity, math::Distribution marginal);
    plan::QuantityId make(model::Quantity const& quantity, model::Option const* option);
    plan::QuantityId written_out(model::Quantity const& quantity, base::Range range,
                                 model::Option const* option);
    plan::QuantityId from_operands(model::Quantity const& quantity, model::Calculated const& of,
                                   base::Range range, model::Option const* option);
    plan::QuantityId operand(model::Operand const& operand, model::Option const* option);
    [[nodiscard]] base::Range support_of(plan::Quantity const& quantity,
                                         math::Distribution const& marginal) const;
    plan::QuantityId from_distribution(math::Distribution const& distribution, std::string const& path,
                                       std::string const& address, model::Option const* option,
                                       std::uint32_t index);
    plan::QuantityId from_evidence(model::Quantity const& quantity, model::EvidenceUse const& use,
                                   model::Option const* option);
    plan::QuantityId dirichlet_share(model::EvidenceEntry const& entry, model::EvidenceUse const& use,
                                     double transferability, std::string const& path,
                                     model::Option const* option);
    plan::QuantityId stick(math::Beta const& stick, model::EvidenceEntry const& entry,
                           std::string const& outcome, double transferability, model::Option const* option);
    void used_by(plan::QuantityId id, model::Option const* option);

    using Key = std::tuple<std::string, std::string, std::uint32_t>;  ///< address, path, visit

    model::Scenario const& scenario_;
    Draws& draws_;
    Tables& tables_;
    std::vector<plan::Quantity> made_;
    std::vector<math::Distribution> marginals_;
    std::vector<base::Range> supports_;  ///< [quantity made] that it cannot leave
    std::uint32_t visit_ = 0;            ///< for which a number is being made
    std::map<Key, Made> by_key_;
    std::map<std::tuple<std::string, double>, plan::QuantityId> sticks_;  ///< by address and transferability
    Notes notes_;                                                         ///< tables and remarks
};

}  // namespace mergerisk::compile
