#pragma once
// The competition case of an option as quantities of the plan.

#include "engine/plan/plan.h"

#include <optional>
#include <string>
#include <vector>

namespace mergerisk::model {
struct Option;
}

namespace mergerisk::compile {

struct Assembly;

/// Numbers of a competition case; see model::CompetitionWeights for the formulas.
struct CompetitionNumbers {
    /// Points of the Herfindahl-Hirschman index: the sum of the squares of all shares in percent.
    struct Market {
        std::string name;
        std::vector<plan::QuantityId> shares;    ///< in the order of the case
        plan::QuantityId change;                 ///< (sum of shares)^2 less the sum of their squares
        std::optional<plan::QuantityId> before;  ///< absent: the other suppliers are not stated
        std::optional<plan::QuantityId> after;
    };
    struct Benefit {
        std::string name;
        plan::QuantityId accepted;  ///< probability
    };
    /// A branch whose probability depends on the case.
    struct Branch {
        std::string stage;   ///< "competition.phase_1"
        std::string target;  ///< stage or end
        std::string by;      ///< "concern", "customer_benefits", both joined by " and ", or "failing_firm"
        std::optional<plan::QuantityId> stated;  ///< absent for failing_firm
        plan::QuantityId probability;            ///< as the case makes it
    };
    std::vector<Market> markets;                        ///< by name
    std::vector<Benefit> benefits;                      ///< by name
    std::optional<plan::QuantityId> price_pressure;     ///< GUPPI, as a share of price
    std::optional<plan::QuantityId> concern;            ///< log-odds
    std::optional<plan::QuantityId> customer_benefits;  ///< log-odds
    std::optional<plan::QuantityId> failing_firm;       ///< probability
    std::vector<Branch> branches;                       ///< in the order of the stages
};

/// Of an option whose route has a competition case; `branches` are left to the route.
[[nodiscard]] CompetitionNumbers make_competition(Assembly& assembly, model::Option const& option);

}  // namespace mergerisk::compile
