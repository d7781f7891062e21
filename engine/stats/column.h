#pragma once
// A metric's values, one per trial, as statistics read them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace mergerisk::stats {

/// How the trials were sampled.
///
/// Plain (`replicates` is 0): trials are independent. Replicated: trial k belongs to replicate k mod
/// `replicates`; replicates are independent of each other, the trials of one are not (scrambled Sobol points,
/// Latin hypercubes). Replicates: 0 or 2 to 16.
struct Structure {
    std::size_t replicates = 0;

    friend bool operator==(Structure, Structure) = default;
};

inline constexpr Structure kPlain{0};
inline constexpr Structure kSixteenReplicates{16};

/// The trials that a statistic is about: all of them, or those with a member flag that is not 0. A view: the
/// flags must outlive it.
class Population {
  public:
    Population() = default;
    explicit Population(std::span<std::uint8_t const> members) : members_(members), everyone_(false) {}

    [[nodiscard]] bool contains(std::size_t trial) const { return everyone_ || members_[trial] != 0; }
    /// Whether there is one flag for each of `trials` trials, or none needed.
    [[nodiscard]] bool covers(std::size_t trials) const { return everyone_ || members_.size() == trials; }

  private:
    std::span<std::uint8_t const> members_;
    bool everyone_ = true;
};

/// Values of one metric in trial order. [trial] A view: the values must outlive it.
///
/// Values of members may be infinite (a time that never comes) but not NaN; values of others are never read.
struct Column {
    std::span<double const> values;
    Structure structure;
    Population population;
};

/// Number of members.
[[nodiscard]] std::size_t count(Column const& column);

/// Mean over the members, summed in trial order; equal values give exactly that value. nullopt if there is no
/// member or the mean is not finite.
[[nodiscard]] std::optional<double> average(Column const& column);

/// Standard deviation over the members, with divisor n - 1. nullopt with fewer than two members or if it is
/// not finite. It describes how far trials spread, not how well a mean is known.
[[nodiscard]] std::optional<double> standard_deviation(Column const& column);

}  // namespace mergerisk::stats
