#pragma once
// Entries of the evidence library: base rates and reference classes with their sources.

#include "engine/math/distribution.h"
#include "engine/model/quantity.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mergerisk::model {

/// `successes` of `trials` cases had the outcome.
struct Proportion {
    double successes = 0;
    double trials = 0;
};

/// Cases by outcome, two or more outcomes.
struct Counts {
    std::map<std::string, double> of;
};

/// How an outturn compares with a claim, or the size of something, over a reference class. The dimension says
/// what the numbers are: excess (also for what was published as an outturn ratio), share, duration or ratio.
struct Ratio {
    math::ReferenceClass reference_class;
    base::Dimension dimension = base::Dimension::excess;
    /// What named public cases showed, when the class was fitted to them. A scenario of one of them is judged
    /// by a class fitted without it.
    std::map<std::string, double> observed = {};
};

/// `events` in `years` of exposure: the rate a year of a Poisson process.
struct Rate {
    double events = 0;
    double years = 0;
    /// What to assume where there are few events: a Gamma prior of this mean a year, worth so many years.
    struct Prior {
        double mean = 0;
        double weight = 0;
    };
    std::optional<Prior> prior;
    struct Case {
        double events = 0;
        double years = 0;
    };
    /// Public cases among those counted. A scenario of one of these is judged without its own.
    std::map<std::string, Case> cases;
};

/// The size of something in the unit of a dimension, for use as it stands: a distribution of the class.
struct Size {
    math::Distribution distribution;
    base::Dimension dimension = base::Dimension::ratio;
};

/// What to assume where the sample is too small to speak for itself: a Beta (or Dirichlet, spread evenly
/// over the outcomes) prior of this mean and this weight in cases.
struct Prior {
    double mean = 0.5;
    double weight = 1;
};

/// Mechanisms that an outturn may already contain.
enum class Mechanism { delay, disruption, attrition, risks, additionality };

/// A claim in units that deals of any size share; an entry that says which one it measures raises an alarm
/// when a claim lies far out in it.
enum class Normalised { saving_to_turnover, one_off_cost_to_saving, months_to_complete };

struct EvidenceEntry {
    std::string name;
    std::string label;
    std::variant<Proportion, Counts, Ratio, Rate, Size> value;
    std::optional<std::chrono::sys_days> as_of;  ///< the evidence was known from this date
    std::string population;
    std::string sample;
    std::string caveat;
    std::string given;     ///< a stage or condition that the cases had reached
    std::string measured;  ///< steady_state, or "year n"
    double transferability = 1;
    std::optional<Prior> prior;
    std::vector<Mechanism> covers;
    /// Public cases among those counted, with the outcome each was counted under ("success" or "other" for a
    /// proportion). A scenario of one of these cases is judged without its own outcome.
    std::map<std::string, std::string> cases;
    std::optional<Normalised> normalised;
    Provenance provenance;
    std::string path;
};

/// Bounds of an uplift for optimism bias (HM Treasury, Green Book supplementary guidance). A starting value
/// and not a distribution; kept apart from reference classes.
struct OptimismBias {
    struct Bounds {
        double lower = 0;
        double upper = 0;
    };
    std::string name;
    std::string label;
    std::optional<Bounds> capital;               ///< excess over the estimate
    std::optional<Bounds> duration;              ///< excess over the planned time
    std::optional<Bounds> operating;             ///< excess over the estimate a year
    std::optional<std::chrono::sys_days> as_of;  ///< known from this date
    Provenance provenance;
    std::string path;
};

}  // namespace mergerisk::model
