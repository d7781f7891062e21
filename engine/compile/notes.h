#pragma once
// What a reader should know about how a scenario became a plan.

#include <optional>
#include <string>
#include <vector>

namespace mergerisk::compile {

/// A number or choice that the scenario left open.
struct DefaultTaken {
    std::string path;
    std::string what;  ///< "36 months", "paid by the option's parties in proportion to their claimed income"
};

struct RankCorrelation {
    std::string first;  ///< address
    std::string second;
    double stated = 0;  ///< Spearman's, as written
    double normal_score =
        0;  ///< correlation of the normal scores of the draws; of an event the opposite, see plan.h
    /// Spearman's of the numbers themselves, nearer to 0 where one is discrete; absent for an event, whose
    /// luck is correlated but which is no number.
    std::optional<double> achieved;
};

struct TableError {
    std::string path;
    double maximum_error =
        0;  ///< largest difference from the exact quantile function, in the unit of the number
};

/// A draw on which more than one option depends: their differences depend on it.
struct SharedDraw {
    std::string address;
    std::vector<std::string> options;  ///< in the order of the scenario
};

struct Notes {
    std::vector<DefaultTaken> defaults;
    std::vector<RankCorrelation> correlations;
    std::vector<TableError> tables;
    std::vector<SharedDraw> shared;
    std::vector<std::string> independent;  ///< addresses that no correlation names
    std::vector<std::string> dimensions;   ///< addresses in the order of their Sobol dimension
    std::vector<std::string> remarks;      ///< sentences without a full stop
};

}  // namespace mergerisk::compile
