#include "engine/plan/outcome.h"
#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mergerisk::view {

std::string Context::money(Number const& number) const {
    return write_with_unit(number, Kind::money, units);
}

Number number_of(results::Estimate const& estimate, std::optional<Kind> kind) {
    return {estimate.value, estimate.standard_error, estimate.low, estimate.high, kind, std::nullopt};
}

Number exactly(double value, std::optional<Kind> kind) {
    return {value, std::nullopt, std::nullopt, std::nullopt, kind, std::nullopt};
}

Number share_of_trials(results::Run const& run, double share) {
    auto const trials = static_cast<double>(run.provenance.trials);
    double const bounded = std::clamp(share, 0.0, 1.0);
    Number number = exactly(share);
    if (trials > 0) number.standard_error = std::sqrt(bounded * (1 - bounded) / trials);
    return number;
}

Number whole_percent(double share) {
    Number number = exactly(share);
    number.place = 0;
    return number;
}

bool is_percentage(std::string_view unit) {
    return unit.starts_with("share") || unit == "probability" || unit.starts_with("rate") ||
           unit.starts_with("%");
}

std::string unit_beside_percent(std::string_view unit) {
    for (std::string_view const said : {"share", "probability", "rate"}) {
        if (unit.starts_with(said)) return clean(unit.substr(said.size()));
    }
    return clean(unit);
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

Cell cell_of(std::optional<results::Estimate> const& estimate, std::optional<Kind> kind) {
    return estimate ? Cell(number_of(*estimate, kind)) : Cell();
}

Cell cell_of(std::optional<double> const& value, std::optional<Kind> kind) {
    return value ? Cell(exactly(*value, kind)) : Cell();
}

Cell cell_of(std::optional<Number> const& number) {
    return number ? Cell(*number) : Cell();
}

Number claimed_npv(results::OptionSummary const& option) {
    constexpr int kDigits = 4;
    Number number = exactly(option.claimed.npv);
    number.place = place_of(number.value, kDigits);
    return number;
}

results::MetricSummary const* metric(results::OptionSummary const& option, std::string_view name) {
    auto const found = option.metrics.find(std::string(name));
    return found == option.metrics.end() ? nullptr : &found->second;
}

std::optional<Number> mean(results::OptionSummary const& option, std::string_view metric_name) {
    results::MetricSummary const* const summary = metric(option, metric_name);
    if (summary == nullptr || !summary->mean) return std::nullopt;
    return number_of(*summary->mean);
}

std::optional<Number> percentile(results::OptionSummary const& option, std::string_view metric_name,
                                 std::string_view percentile_name) {
    results::MetricSummary const* const summary = metric(option, metric_name);
    if (summary == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < results::kReportedPercentiles.size(); ++i) {
        if (results::kReportedPercentiles[i] == percentile_name && summary->percentile[i])
            return number_of(*summary->percentile[i]);
    }
    return std::nullopt;
}

std::optional<Number> probability(results::OptionSummary const& option, std::string_view name) {
    auto const found = option.probabilities.find(std::string(name));
    if (found == option.probabilities.end() || !found->second) return std::nullopt;
    return number_of(*found->second);
}

double completed_share(results::OptionSummary const& option) {
    return option.outcomes[static_cast<std::size_t>(plan::Outcome::completed)];
}

std::vector<results::OptionSummary const*> appraised(results::Run const& run) {
    std::vector<results::OptionSummary const*> options;
    for (results::OptionSummary const& option : run.options) {
        if (!option.counterfactual) options.push_back(&option);
    }
    return options;
}

results::OptionSummary const* counterfactual(results::Run const& run) {
    auto const found = std::find_if(run.options.begin(), run.options.end(),
                                    [](auto const& option) { return option.counterfactual; });
    return found == run.options.end() ? nullptr : &*found;
}

std::string label_of(results::OptionSummary const& option) {
    return option.label.empty() ? humanised(option.name) : option.label;
}

std::string label_of(results::Run const& run, std::string_view name) {
    for (results::OptionSummary const& option : run.options) {
        if (option.name == name) return label_of(option);
    }
    return humanised(name);
}

std::string id_of(std::string_view prefix, std::string_view name) {
    std::string id = std::string(prefix) + "-";
    for (char const c : name) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        id += plain ? c : '-';
    }
    return id;
}

std::string horizon_in_words(results::Run const& run) {
    constexpr double kMonthsInYear = 12;
    double const years = run.transaction.horizon_months / kMonthsInYear;
    Units const none;
    if (years == 1) return "1 year";
    return write(exactly(years), Kind::number, none) + " years";
}

std::string error_sentence(results::Run const& run) {
    return fmt::format(
        "95% intervals show simulation error, from {}; they do not show doubt about the assumptions.",
        run.provenance.sampling == "plain" ? "the spread over trials"
                                           : "16 independent replicates of the sampling");
}

std::string simulated_source(results::Run const& run) {
    return fmt::format("{} of this scenario (seed {}); assumptions and evidence are listed below.",
                       counted(run.provenance.trials, "simulated future", "simulated futures"),
                       run.provenance.seed);
}

}  // namespace mergerisk::view
