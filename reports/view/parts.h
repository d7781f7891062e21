#pragma once
// The parts of a document, one file each. For make_document.cpp.

#include "engine/results/run.h"
#include "reports/view/document.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::view {

/// What all parts read: the run, and how its numbers and names are written.
struct Context {
    results::Run const& run;
    Units units;

    [[nodiscard]] std::string money(Number const& number) const;  ///< "GBP −12.3 million"
};

[[nodiscard]] Number number_of(results::Estimate const& estimate, std::optional<Kind> kind = std::nullopt);
[[nodiscard]] Number exactly(double value, std::optional<Kind> kind = std::nullopt);
/// A share of all trials with the standard error of as many independent ones; with Sobol points it is
/// smaller.
[[nodiscard]] Number share_of_trials(results::Run const& run, double share);
/// Of cases and not of trials: "23%".
[[nodiscard]] Number whole_percent(double share);
/// Whether numbers of this unit of the results are fractions, written in percent.
[[nodiscard]] bool is_percentage(std::string_view unit);
/// The unit less what a percent sign says: "a year" of "rate a year", "over the claim" of "share over the
/// claim".
[[nodiscard]] std::string unit_beside_percent(std::string_view unit);
[[nodiscard]] std::string capitalised(std::string text);
/// Empty cells for absent numbers.
[[nodiscard]] Cell cell_of(std::optional<results::Estimate> const& estimate,
                           std::optional<Kind> kind = std::nullopt);
[[nodiscard]] Cell cell_of(std::optional<double> const& value, std::optional<Kind> kind = std::nullopt);

[[nodiscard]] Cell cell_of(std::optional<Number> const& number);

/// It has no error: as many digits as a reader needs.
[[nodiscard]] Number claimed_npv(results::OptionSummary const& option);

/// Of kMetricOrder; nullptr where the run has none.
[[nodiscard]] results::MetricSummary const* metric(results::OptionSummary const& option,
                                                   std::string_view name);
[[nodiscard]] std::optional<Number> mean(results::OptionSummary const& option, std::string_view metric_name);
/// `percentile` of results::kReportedPercentiles: "p50".
[[nodiscard]] std::optional<Number> percentile(results::OptionSummary const& option,
                                               std::string_view metric_name,
                                               std::string_view percentile_name);
[[nodiscard]] std::optional<Number> probability(results::OptionSummary const& option, std::string_view name);
/// Share of trials that completed.
[[nodiscard]] double completed_share(results::OptionSummary const& option);

/// The options that are not the counterfactual.
[[nodiscard]] std::vector<results::OptionSummary const*> appraised(results::Run const& run);
[[nodiscard]] results::OptionSummary const* counterfactual(results::Run const& run);
/// The label, else the name in words.
[[nodiscard]] std::string label_of(results::OptionSummary const& option);
[[nodiscard]] std::string label_of(results::Run const& run, std::string_view name);
/// `prefix`-name, with the characters that an id may have.
[[nodiscard]] std::string id_of(std::string_view prefix, std::string_view name);
[[nodiscard]] std::string horizon_in_words(results::Run const& run);  ///< "10 years"

/// How the errors of this run were found, for the notes of exhibits.
[[nodiscard]] std::string error_sentence(results::Run const& run);
/// "131,072 simulated futures; assumptions and evidence as listed in this report", for the sources of
/// exhibits.
[[nodiscard]] std::string simulated_source(results::Run const& run);

[[nodiscard]] std::vector<Answer> make_answers(Context const& context);
[[nodiscard]] std::string say_materially(Context const& context);
[[nodiscard]] std::vector<std::string> make_caveats(Context const& context);
[[nodiscard]] Exhibit make_side_by_side(Context const& context);
[[nodiscard]] Exhibit make_comparison(Context const& context);
[[nodiscard]] Exhibit make_distribution(Context const& context);
[[nodiscard]] Exhibit make_completion(Context const& context);
[[nodiscard]] Exhibit make_route(Context const& context, results::OptionSummary const& option);
/// A stage "track.stage" of the option's route, and where a branch leads, in words.
[[nodiscard]] std::string stage_in_words(results::OptionSummary const& option, std::string_view name);
[[nodiscard]] std::string target_in_words(results::OptionSummary const& option, std::string_view target);
[[nodiscard]] Exhibit make_yearly_cash(Context const& context);
[[nodiscard]] Exhibit make_bridge(Context const& context, results::OptionSummary const& option);
[[nodiscard]] Exhibit make_competition(Context const& context, results::OptionSummary const& option);
[[nodiscard]] Exhibit make_claims(Context const& context);
[[nodiscard]] Exhibit make_alarms(Context const& context);
[[nodiscard]] Exhibit make_failures(Context const& context);
[[nodiscard]] Exhibit make_measures(Context const& context);
[[nodiscard]] Section make_register(Context const& context);
[[nodiscard]] Section make_method(Context const& context);
[[nodiscard]] Table make_provenance(Context const& context);
[[nodiscard]] Table make_assurance(Context const& context);

}  // namespace mergerisk::view
