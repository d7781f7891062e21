#pragma once
// The records of the language, one source file for each part (language_*.cpp).

#include "engine/input/types.h"

#include <array>

namespace mergerisk::input {

/// A whole scenario and a file of the library; both are read into a model::Scenario.
extern Record const kScenarioRecord;
extern Record const kLibraryRecord;

// language_transaction.cpp
extern Typed<model::Transaction> const kTransaction;
extern Typed<model::Transaction> const kMoneyUnit;  ///< its three members about money

// language_quantity.cpp
extern Record const kQuantityRecord;
extern Typed<std::vector<model::NamedQuantity>> const kQuantities;
extern Typed<base::Dimension> const kDimension;
extern Typed<std::vector<model::NamedQuantity>> const kTerms;         ///< of an option
extern Typed<std::vector<model::NamedQuantity>> const kTypicalTerms;  ///< of a form
extern Typed<std::array<double, 3>> const kLowModeHigh;               ///< [low, mode, high]
extern Typed<std::array<double, 2>> const kLowHigh;                   ///< [low, high]

// language_parties.cpp
extern Typed<std::vector<model::Driver>> const kDrivers;
extern Typed<std::vector<model::Party>> const kParties;
extern Typed<model::Dependence> const kDependence;

// language_route.cpp
extern Typed<model::Route> const kRoute;
extern Typed<std::vector<model::Track>> const kRoutes;
extern Typed<model::CompetitionWeights> const kCompetitionWeights;

// language_lines.cpp
extern Typed<std::vector<model::CostLine>> const kCosts;
extern Typed<std::vector<model::BenefitLine>> const kBenefits;
extern Typed<std::vector<model::SupportLine>> const kSupport;
extern Typed<model::Ramp> const kRamp;

// language_people.cpp
extern Typed<model::Option> const kProductivity;  ///< disruption, distraction and lasting of an option
extern Typed<model::Workforce> const kWorkforce;
extern Typed<std::vector<model::Risk>> const kRisks;

// language_contract.cpp
extern Typed<model::Contract> const kContract;

// language_failures.cpp
extern Typed<std::vector<model::Failure>> const kFailures;

// language_evidence.cpp
extern Typed<std::vector<model::EvidenceEntry>> const kEvidence;
extern Typed<std::vector<model::OptimismBias>> const kOptimismBias;
extern Typed<model::Uplift> const kUplift;

// language_library.cpp
extern Typed<std::vector<model::Calendar>> const kCalendars;
extern Typed<std::vector<model::Form>> const kForms;
extern Typed<model::Legal> const kLegal;
extern Record const kOptionSections;                    ///< what an option may take from its form
extern Typed<std::vector<std::string>> const kTypical;  ///< all, none, or sections
/// The words for the sections, in the order of the language. The value says whether their entries are taken
/// one by one or the section as a whole.
extern std::span<Choice const> const kSections;
inline constexpr int kTakenWhole = 0;
inline constexpr int kTakenByLine = 1;

// language_run.cpp
extern Typed<model::RunSettings> const kRun;

/// Parameters of distributions that several records share.
struct LognormalForm {
    std::optional<double> mean, sd, median, sigma, p5, p10, p25, p50, p75, p90, p95;
};
extern Record const kLognormalRecord;
extern Typed<LognormalForm> const kLognormal;
/// The lognormal that the form describes, of `offset` + the numbers that were written (1 for excesses).
/// Problems when it describes none.
[[nodiscard]] std::optional<math::Lognormal> make_lognormal(Reader& reader, Spot const& spot,
                                                            LognormalForm const& form, double offset);

struct BetaForm {
    std::optional<double> mean, sd, alpha, beta, low, high;
};
extern Typed<BetaForm> const kBeta;
[[nodiscard]] std::optional<math::Beta> make_beta(Reader& reader, Spot const& spot, BetaForm const& form,
                                                  double default_low, double default_high);

}  // namespace mergerisk::input
