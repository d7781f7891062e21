#pragma once
// What an entry of evidence says about one number, as a distribution.

#include "engine/math/distribution.h"
#include "engine/model/evidence.h"
#include "engine/model/quantity.h"

#include <optional>
#include <string>

namespace mergerisk::model {

/// How an entry is used at one place.
struct EvidenceStrength {
    double transferability = 1;  ///< what one of its cases counts here, 0 to 1
    std::string outcome;         ///< of counts: whose share
    /// The claim as one more opinion (linear opinion pool); not for counts, whose shares hang together.
    std::optional<math::Pool> pool;
};

/// Of a proportion and of counts the posterior of the probability (of counts the marginal of one share), of a
/// rate the posterior of the rate a year, of a ratio the widened class, of a size its distribution within the
/// range of its dimension, widened like a class: on the logarithm, on the logit for a share, the mean kept.
/// Flaws: too few cases without a prior; a class that is none any more when it is widened; a size that may be
/// negative or jumps, when it is to be widened or pooled; an outcome that is not counted.
[[nodiscard]] math::Fitted<math::Distribution> distribution_of(EvidenceEntry const& entry,
                                                               EvidenceStrength const& strength);

/// The same at a place of use: with its own transferability, else that of the entry, and its pool.
/// Precondition: a pool has a claim.
[[nodiscard]] math::Fitted<math::Distribution> distribution_of(EvidenceEntry const& entry,
                                                               EvidenceUse const& use,
                                                               Quantity const& quantity);

/// What the claim says where the number stands: what is stated, else no excess, no slip, all of what is
/// `realised` or `merger_specific`; nullopt where a claim says nothing of its own.
[[nodiscard]] std::optional<double> claim_at(Quantity const& quantity);

/// Whether the single public case can be taken out of the entry: it is counted, or it was fitted to.
[[nodiscard]] bool can_leave_out(EvidenceEntry const& entry, std::string const& case_name);

/// Whether the entry rests on this public case, among others.
[[nodiscard]] bool rests_on(EvidenceEntry const& entry, std::string const& case_name);

}  // namespace mergerisk::model
