#pragma once
// Who buys whom.

#include "engine/model/scenario.h"

#include <string>

namespace mergerisk::model {

/// The parties that the deal names, else those in the roles `acquirer` and `target` of the option's form;
/// empty where neither says.
struct DealSides {
    std::string acquirer;
    std::string target;
};

/// Precondition: the option has a deal.
[[nodiscard]] DealSides sides_of(Option const& option);

}  // namespace mergerisk::model
