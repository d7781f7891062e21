#include "engine/stats/sampling_error.h"

#include "engine/base/contract.h"
#include "engine/stats/compensated_sum.h"

#include <array>
#include <cmath>

namespace mergerisk::stats {

namespace {

constexpr std::size_t kMostReplicates = 16;

bool allowed(Structure structure) {
    return structure.replicates == 0 ||
           (structure.replicates >= 2 && structure.replicates <= kMostReplicates);
}

std::optional<SamplingError> finite(double variance, double critical) {
    if (!std::isfinite(variance)) return std::nullopt;
    return SamplingError{std::sqrt(variance), critical};
}

// `squares` is the sum of the squared total deviations of `clusters` replicates.
std::optional<SamplingError> between_clusters(double squares, std::size_t clusters, double members) {
    if (clusters < 2) return std::nullopt;
    double const k = static_cast<double>(clusters);
    return finite(k / (k - 1.0) * squares / (members * members), student_critical(clusters));
}

std::optional<SamplingError> plain_error_of_mean(Column const& column, double mean) {
    CompensatedSum squares;
    for (std::size_t trial = 0; trial < column.values.size(); ++trial) {
        if (!column.population.contains(trial)) continue;
        double const deviation = column.values[trial] - mean;
        squares.add(deviation * deviation);
    }
    if (squares.count() < 2) return std::nullopt;
    double const members = static_cast<double>(squares.count());
    return finite(squares.value() / (members * (members - 1.0)), kNormalCritical);
}

}  // namespace

double student_critical(std::size_t replicates) {
    // t(0.975) with 1 to 15 degrees of freedom, as printed in the usual tables.
    constexpr std::array<double, kMostReplicates - 1> kTable = {12.706, 4.303, 3.182, 2.776, 2.571,
                                                                2.447,  2.365, 2.306, 2.262, 2.228,
                                                                2.201,  2.179, 2.160, 2.145, 2.131};
    EXPECTS(replicates >= 2 && replicates <= kMostReplicates);
    return kTable[replicates - 2];
}

std::optional<SamplingError> error_of_mean(Column const& column, double mean) {
    EXPECTS(column.population.covers(column.values.size()) && allowed(column.structure));
    if (column.structure.replicates == 0) return plain_error_of_mean(column, mean);
    std::array<CompensatedSum, kMostReplicates> deviations;
    std::size_t replicate = 0;
    for (std::size_t trial = 0; trial < column.values.size(); ++trial) {
        if (column.population.contains(trial)) deviations[replicate].add(column.values[trial] - mean);
        if (++replicate == column.structure.replicates) replicate = 0;
    }
    CompensatedSum squares;
    std::size_t clusters = 0;
    std::uint64_t members = 0;
    for (CompensatedSum const& deviation : deviations) {
        if (deviation.count() == 0) continue;
        ++clusters;
        members += deviation.count();
        squares.add(deviation.value() * deviation.value());
    }
    return between_clusters(squares.value(), clusters, static_cast<double>(members));
}

std::optional<SamplingError> error_of_share(std::span<std::uint8_t const> indicator, Structure structure,
                                            Population population) {
    EXPECTS(population.covers(indicator.size()) && allowed(structure));
    struct Tally {
        std::int64_t members = 0;
        std::int64_t hits = 0;
    };
    std::array<Tally, kMostReplicates> tallies;
    std::size_t replicate = 0;
    for (std::size_t trial = 0; trial < indicator.size(); ++trial) {
        if (population.contains(trial)) {
            ++tallies[replicate].members;
            tallies[replicate].hits += indicator[trial] != 0 ? 1 : 0;
        }
        if (++replicate >= structure.replicates) replicate = 0;
    }
    Tally all;
    for (Tally const& tally : tallies) {
        all.members += tally.members;
        all.hits += tally.hits;
    }
    double const members = static_cast<double>(all.members);
    if (structure.replicates == 0) {
        if (all.members < 2) return std::nullopt;
        double const share = static_cast<double>(all.hits) / members;
        return finite(share * (1.0 - share) / (members - 1.0), kNormalCritical);
    }
    double squares = 0.0;
    std::size_t clusters = 0;
    for (Tally const& tally : tallies) {
        if (tally.members == 0) continue;
        ++clusters;
        double const deviation =
            static_cast<double>(tally.hits * all.members - tally.members * all.hits) / members;
        squares += deviation * deviation;
    }
    return between_clusters(squares, clusters, members);
}

}  // namespace mergerisk::stats
