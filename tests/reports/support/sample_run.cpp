#include "tests/reports/support/sample_run.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mergerisk::tests {

namespace {

constexpr double kCritical = 2.131;  // Student, 15 degrees of freedom, 97.5 %
constexpr std::size_t kYears = 10;
constexpr std::size_t kMonths = 120;
constexpr std::array<double, 7> kNormalScores{-1.645, -1.282, -0.674, 0.0, 0.674, 1.282, 1.645};

double normal_cdf(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

results::MetricSummary normal_metric(std::string unit, double mean, double sd, double error,
                                     results::Adverse adverse = results::Adverse::low) {
    results::MetricSummary summary;
    summary.unit = std::move(unit);
    summary.adverse = adverse;
    summary.mean = estimate(mean, error);
    summary.standard_deviation = sd;
    for (std::size_t i = 0; i < kNormalScores.size(); ++i)
        summary.percentile[i] = estimate(mean + sd * kNormalScores[i], 1.5 * error);
    double const tail =
        adverse == results::Adverse::low ? -2.063 : 2.063;  // mean of the worst 5 % of a normal
    summary.cvar5 = estimate(mean + tail * sd, 2.5 * error);
    return summary;
}

results::MetricSummary moments(results::Population population, double defined,
                               std::array<std::optional<double>, 7> percentiles, double mean) {
    results::MetricSummary summary;
    summary.unit = "months";
    summary.population = population;
    summary.defined = defined;
    summary.adverse = results::Adverse::high;
    summary.mean = estimate(mean, 0.04);
    summary.standard_deviation = 7.9;
    for (std::size_t i = 0; i < percentiles.size(); ++i) {
        if (percentiles[i]) summary.percentile[i] = estimate(*percentiles[i], 0.1);
    }
    return summary;
}

/// A mixture of two normal distributions, as shares of the bins.
results::Histogram npv_histogram(double failed, double centre, double sd) {
    constexpr double kLow = -360;
    constexpr double kHigh = 280;
    constexpr double kWidth = 20;
    constexpr double kFailedAt = -14;
    constexpr double kFailedSpread = 6;
    auto const cdf = [&](double x) {
        return failed * normal_cdf((x - kFailedAt) / kFailedSpread) +
               (1 - failed) * normal_cdf((x - centre) / sd);
    };
    results::Histogram histogram;
    for (double edge = kLow; edge <= kHigh; edge += kWidth) histogram.edges.push_back(edge);
    for (std::size_t i = 0; i + 1 < histogram.edges.size(); ++i)
        histogram.shares.push_back(cdf(histogram.edges[i + 1]) - cdf(histogram.edges[i]));
    histogram.below = cdf(kLow);
    histogram.above = 1 - cdf(kHigh);
    return histogram;
}

results::Histogram completion_histogram(double completed, double first, double typical) {
    results::Histogram histogram;
    double sum = 0;
    for (std::size_t month = 0; month <= kMonths; ++month)
        histogram.edges.push_back(static_cast<double>(month));
    for (std::size_t month = 0; month < kMonths; ++month) {
        double const waited = static_cast<double>(month) - first;
        histogram.shares.push_back(waited < 0 ? 0 : std::exp(-waited / typical));
        sum += histogram.shares.back();
    }
    for (double& share : histogram.shares) share *= completed / sum;
    histogram.above = 1 - completed;
    return histogram;
}

results::YearlySeries cash(double spend, double saving) {
    results::YearlySeries series;
    for (std::size_t year = 0; year < kYears; ++year) {
        double const ramp = std::min(1.0, static_cast<double>(year) / 5.0);
        double const middle = saving * ramp - (year < 4 ? spend : spend * 0.05);
        double const spread = 0.35 * std::fabs(spend) * (0.6 + 0.12 * static_cast<double>(year));
        series.times.push_back(static_cast<double>(year + 1));
        series.mean.push_back(middle - 0.1 * spread);
        series.p5.push_back(middle - 1.9 * spread);
        series.p25.push_back(middle - 0.7 * spread);
        series.p50.push_back(middle);
        series.p75.push_back(middle + 0.5 * spread);
        series.p95.push_back(middle + 1.2 * spread);
    }
    return series;
}

void add_failure(results::OptionSummary& option, std::string name, std::string label, std::string kind,
                 double any, double first, std::optional<double> given_completion) {
    results::FailureSummary failure;
    failure.label = std::move(label);
    failure.kind = std::move(kind);
    failure.probability = chance(any, 0.0012);
    failure.first_cause = chance(first, 0.0011);
    if (given_completion) failure.given_completion = chance(*given_completion, 0.0014);
    for (std::size_t year = 0; year < kYears; ++year)
        failure.first_cause_by_year.push_back(first * std::min(1.0, static_cast<double>(year + 1) / 4.0));
    option.probabilities.emplace(name, failure.probability);
    option.failures.emplace_back(std::move(name), std::move(failure));
}

void add_bridge(results::OptionSummary& option, double claimed,
                std::vector<std::pair<std::string, double>> const& changes) {
    option.bridge.push_back({"claimed", claimed, std::nullopt, {}});
    double npv = claimed;
    for (auto const& [step, change] : changes) {
        npv += change;
        option.bridge.push_back({step, npv, estimate(change, 0.2), {}});
        if (step == "delay") {
            option.bridge.back().parts = {{"postponed", change * 0.3},
                                          {"lost_beyond_horizon_and_running_costs", change * 0.7}};
        }
    }
}

results::CaseNumber case_number(double mean, double spread) {
    return {mean, mean, mean - spread, mean, mean + spread};
}

results::Competition competition_case() {
    results::Competition competition;
    results::Competition::Market elective;
    elective.name = "elective";
    elective.label = "Elective care in the south of the city";
    elective.shares = {{"central", "Central Manchester", case_number(0.38, 0.04)},
                       {"south", "South Manchester", case_number(0.27, 0.03)}};
    elective.hhi_change = case_number(2052, 190);
    elective.hhi_before = case_number(2620, 120);
    elective.hhi_after = case_number(4672, 260);
    results::Competition::Market maternity = elective;
    maternity.name = "maternity";
    maternity.label = "";
    maternity.hhi_change = case_number(312, 60);
    maternity.hhi_before = case_number(1480, 70);
    maternity.hhi_after = case_number(1792, 110);
    results::Competition::Market research = elective;
    research.name = "research";
    research.label = "Clinical research";
    research.hhi_change = case_number(48, 12);
    research.hhi_before = std::nullopt;
    research.hhi_after = std::nullopt;
    competition.markets = {elective, maternity, research};
    competition.price_pressure = case_number(0.062, 0.021);
    competition.concern = case_number(0.8, 0.3);
    competition.customer_benefits = {{"single_service", "One cardiac service", 0.6, 1}};
    competition.customer_benefits_score = results::CaseNumber{0.7, 0.42, 0, 0.7, 0.7};
    competition.failing_firm = case_number(0.04, 0.02);
    competition.branches = {{"competition.phase_1", "competition.phase_2", "concern", 0.22, 0.37},
                            {"competition.phase_2", "prohibited", "failing_firm", std::nullopt, 0.25}};
    competition.source = "CMA merger inquiry, final report (2017)";
    competition.basis = "derived";
    competition.weights_source = "CMA, Merger Assessment Guidelines (CMA129)";
    competition.weights_basis = "judgement";
    return competition;
}

struct SampleStage {
    std::string name;
    std::string label;
    std::string clock;
    double entered;
    double visits;
    std::array<double, 4> times;  ///< begins p10, p50, ends p50, p90, months
    std::array<double, 3> days;
    std::vector<std::pair<std::string, double>> exits;
    std::optional<std::pair<double, double>> claimed;
};

results::StageSummary stage_of(SampleStage const& sample) {
    results::StageSummary stage;
    stage.name = sample.name;
    stage.label = sample.label;
    stage.clock = sample.clock;
    stage.entered = chance(sample.entered, 0.0012);
    stage.visits = estimate(sample.visits, 0.001);
    stage.begins = {sample.times[0], sample.times[1], sample.times[1] * 1.3 + 0.5};
    stage.ends = {sample.times[2] * 0.8, sample.times[2], sample.times[3]};
    stage.days = {sample.days[0], sample.days[1], sample.days[2]};
    stage.mean_days = estimate(sample.days[1] * 1.1, 0.2);
    for (auto const& [target, share] : sample.exits)
        stage.exits.push_back({target, "", chance(share, 0.001)});
    if (sample.claimed) {
        stage.claimed_begin = sample.claimed->first;
        stage.claimed_end = sample.claimed->second;
    }
    return stage;
}

results::TrackSummary assurance() {
    results::TrackSummary track;
    track.name = "assurance";
    track.label = "Assurance by the regulator and the boards";
    track.source = "NHS Improvement, Supporting NHS providers (2015)";
    track.basis = "judgement";
    track.stages = {
        stage_of({"assurance.strategic_case",
                  "Strategic case",
                  "",
                  1,
                  1.18,
                  {0, 0, 3.5, 5.1},
                  {66, 96, 139},
                  {{"assurance.full_business_case", 0.96}, {"abandoned", 0.04}},
                  std::pair{0.0, 3.0}}),
        stage_of(
            {"assurance.full_business_case",
             "Full business case and risk rating",
             "",
             0.96,
             1.17,
             {2.4, 3.5, 9.0, 13.8},
             {109, 153, 216},
             {{"assurance.governors_vote", 0.78}, {"assurance.strategic_case", 0.18}, {"prohibited", 0.04}},
             std::pair{3.0, 8.0}}),
        stage_of({"assurance.governors_vote",
                  "Votes of both councils of governors",
                  "",
                  0.91,
                  1,
                  {7.3, 9.0, 11.0, 15.6},
                  {41, 60, 82},
                  {{"cleared", 0.93}, {"abandoned", 0.05}, {"cut_short", 0.02}},
                  std::pair{8.0, 10.0}})};
    return track;
}

results::TrackSummary competition() {
    results::TrackSummary track;
    track.name = "competition";
    track.label = "";
    track.source = "Enterprise Act 2002, s. 33, 34ZA and 39";
    track.basis = "published";
    track.stages = {
        stage_of({"competition.pre_notification",
                  "Pre-notification",
                  "",
                  1,
                  1,
                  {0, 0, 3.9, 6.6},
                  {63, 118, 201},
                  {{"competition.phase_1", 0.99}, {"cut_short", 0.01}},
                  std::pair{0.0, 2.0}}),
        stage_of({"competition.phase_1",
                  "Phase 1 investigation",
                  "40 working days, may be extended",
                  0.99,
                  1,
                  {2.1, 3.9, 5.8, 8.6},
                  {56, 57, 61},
                  {{"cleared", 0.55},
                   {"cleared_with_remedies", 0.06},
                   {"competition.phase_2", 0.37},
                   {"abandoned", 0.02}},
                  std::pair{2.0, 3.9}}),
        stage_of(
            {"competition.phase_2",
             "",
             "24 weeks, may be extended, may be stopped",
             0.36,
             1,
             {4.1, 5.9, 12.1, 16.9},
             {167, 188, 229},
             {{"cleared", 0.36}, {"cleared_with_remedies", 0.28}, {"abandoned", 0.11}, {"prohibited", 0.25}},
             std::nullopt})};
    return track;
}

results::TrackSummary review_after_completion() {
    results::TrackSummary track;
    track.name = "call_in";
    track.label = "Review of the completed deal";
    track.after_completion = true;
    track.holds_separate = true;
    results::StageSummary never;
    never.name = "call_in.call_in";
    never.label = "Call-in within four months";
    never.clock = "4 weeks";
    never.entered = chance(0, 0);
    track.stages = {never};
    return track;
}

results::OptionSummary counterfactual() {
    results::OptionSummary option;
    option.name = "separate";
    option.label = "Remain two trusts";
    option.form = "standalone";
    option.counterfactual = true;
    for (char const* const name : {"npv", "npv_own", "npv_parties", "npv_funder", "costs_pv", "benefits_pv",
                                   "one_off_cost", "peak_funding", "support"}) {
        option.metrics[name] = normal_metric("GBP million", 0, 0, 0);
        option.metrics[name].cvar5 = estimate(0, 0);
    }
    option.metrics["minimum_margin"] = normal_metric("share", 0.021, 0.012, 0.00005);
    option.probabilities["completes"] = results::Estimate{1.0, 0.0, 0.99997, 1.0};
    option.probabilities["npv_positive"] = results::Estimate{0.0, 0.0, 0.0, 0.000028};
    option.probabilities["any_failure"] = chance(0.412, 0.0013);
    option.probabilities["no_failure"] = chance(0.588, 0.0013);
    option.outcomes = {1, 0, 0, 0, 0};
    option.net_cash_flow.times.assign(kYears, 0);
    for (std::size_t year = 0; year < kYears; ++year)
        option.net_cash_flow.times[year] = static_cast<double>(year + 1);
    for (auto* const values :
         {&option.net_cash_flow.mean, &option.net_cash_flow.p5, &option.net_cash_flow.p25,
          &option.net_cash_flow.p50, &option.net_cash_flow.p75, &option.net_cash_flow.p95})
        values->assign(kYears, 0);
    option.npv_histogram = npv_histogram(0, 0, 1);
    option.completion_histogram = completion_histogram(1, 0, 0.01);
    option.claimed.yearly_net_cash.assign(kYears, 0);
    return option;
}

results::OptionSummary merger() {
    results::OptionSummary option;
    option.name = "merger";
    option.label = "One foundation trust";
    option.form = "merger";
    option.metrics["npv"] = normal_metric("GBP million", -11.7, 84.2, 0.31);
    option.metrics["npv_own"] = normal_metric("GBP million", -11.7, 84.2, 0.31);
    option.metrics["npv_parties"] = normal_metric("GBP million", 6.4, 71, 0.28);
    option.metrics["npv_funder"] = normal_metric("GBP million", -18.1, 9.5, 0.04);
    option.metrics["npv_given_completion"] = normal_metric("GBP million", -6.2, 101, 0.43);
    option.metrics["npv_given_failure"] = normal_metric("GBP million", -17.9, 6.1, 0.03);
    option.metrics["costs_pv"] = normal_metric("GBP million", 87.3, 44.9, 0.22, results::Adverse::high);
    option.metrics["benefits_pv"] = normal_metric("GBP million", 75.6, 61.2, 0.2);
    option.metrics["one_off_cost"] = normal_metric("GBP million", 71.9, 38.3, 0.19, results::Adverse::high);
    option.metrics["peak_funding"] = normal_metric("GBP million", 58.4, 29.8, 0.14, results::Adverse::high);
    option.metrics["support"] = normal_metric("GBP million", 0, 0, 0, results::Adverse::high);
    option.metrics["minimum_margin"] = normal_metric("share", 0.017, 0.014, 0.00006);
    option.metrics["benefits_realised"] = normal_metric("share", 0.618, 0.211, 0.0009);
    results::MetricSummary ratio;
    ratio.unit = "ratio";
    ratio.mean = estimate(0.866, 0.0034);
    option.metrics["benefit_cost_ratio"] = ratio;
    option.metrics["completion_months"] =
        moments(results::Population::completed, 0.672,
                {12.0, 13.0, 16.0, 22.0, std::nullopt, std::nullopt, std::nullopt}, 19.4);
    option.metrics["decision_months"] =
        moments(results::Population::decided, 0.998, {4.1, 6.3, 11.9, 16.0, 22.0, 31.0, 40.0}, 17.2);
    option.metrics["payback_months"] =
        moments(results::Population::paid_back, 0.337,
                {63.0, 71.0, 98.0, std::nullopt, std::nullopt, std::nullopt, std::nullopt}, 84.0);
    option.probabilities["completes"] = chance(0.672, 0.0011);
    option.probabilities["npv_positive"] = chance(0.317, 0.0012);
    option.probabilities["materially_outweigh"] = chance(0.2324, 0.0011);
    option.probabilities["materially_outweigh_given_completion"] = chance(0.2324 / 0.672, 0.0016);
    option.probabilities["better_than_counterfactual"] = chance(0.317, 0.0012);
    option.probabilities["any_failure"] = chance(0.912, 0.0008);
    option.probabilities["no_failure"] = chance(0.088, 0.0008);
    option.outcomes = {0.672, 0.121, 0.146, 0.059, 0.002};
    add_failure(option, "prohibited", "Prohibited", "prohibited", 0.121, 0.098, std::nullopt);
    add_failure(option, "abandoned", "Abandoned", "abandoned", 0.146, 0.119, std::nullopt);
    add_failure(option, "walked_away", "Walked away", "walked_away", 0.059, 0.044, std::nullopt);
    add_failure(option, "late", "Late", "late", 0.441, 0.379, 0.418);
    add_failure(option, "over_budget", "Over budget", "over_budget", 0.288, 0.121, 0.429);
    add_failure(option, "benefits_shortfall", "Benefits shortfall", "benefits_shortfall", 0.402, 0.116,
                0.598);
    add_failure(option, "distress", "Financial distress", "distress", 0.063, 0.035, 0.081);
    option.failures.back().second.as_such = chance(0.467, 0.0013);
    option.failures.back().second.at_start = 0.112;
    option.net_cash_flow = cash(18, 24);
    option.npv_histogram = npv_histogram(0.328, 0, 101);
    option.completion_histogram = completion_histogram(0.672, 12, 9);
    option.claimed = {187.3, 187.3, 243.1, 55.8,
                      56.0,  12.0,  4.357, {-16, -20, -2, 21, 36, 42, 43, 44, 45, 46}};
    add_bridge(option, 187.3,
               {{"input_ranges", 1.4},
                {"delay", -21.9},
                {"remedies", 0.0},
                {"additionality", -36.2},
                {"overrun", -17.8},
                {"realisation", -71.3},
                {"productivity", -38.7},
                {"attrition", -3.6},
                {"risks", -0.9},
                {"failure", -10.0}});
    option.planned_completion_months = 12.0;
    option.route = {assurance(), competition(), review_after_completion()};
    option.competition = competition_case();
    return option;
}

results::OptionSummary shared_leadership() {
    results::OptionSummary option = merger();
    option.name = "shared_leadership";
    option.label = "One management team, two trusts";
    option.form = "shared_leadership";
    option.metrics["npv"] = normal_metric("GBP million", 4.6, 9.8, 0.05);
    option.metrics["npv_own"] = option.metrics["npv"];
    option.metrics["costs_pv"] = normal_metric("GBP million", 12.7, 4.1, 0.02, results::Adverse::high);
    option.metrics["benefits_pv"] = normal_metric("GBP million", 17.3, 10.2, 0.05);
    option.metrics["one_off_cost"] = normal_metric("GBP million", 3.31, 0.86, 0.004, results::Adverse::high);
    option.metrics["peak_funding"] = normal_metric("GBP million", 5.02, 2.1, 0.01, results::Adverse::high);
    option.metrics["benefit_cost_ratio"].mean = estimate(1.362, 0.0052);
    option.metrics["completion_months"] = moments(results::Population::completed, 0.897,
                                                  {5.0, 5.0, 6.0, 6.0, 7.0, std::nullopt, std::nullopt}, 6.1);
    option.probabilities["completes"] = chance(0.897, 0.0008);
    option.probabilities["npv_positive"] = chance(0.642, 0.0013);
    option.probabilities["materially_outweigh"] = chance(0.549, 0.0013);
    option.probabilities["materially_outweigh_given_completion"] = chance(0.549 / 0.897, 0.0014);
    option.probabilities["better_than_counterfactual"] = chance(0.642, 0.0013);
    option.probabilities["any_failure"] = chance(0.571, 0.0013);
    option.probabilities["no_failure"] = chance(0.429, 0.0013);
    option.outcomes = {0.897, 0, 0.103, 0, 0};
    option.failures.clear();
    add_failure(option, "prohibited", "Prohibited", "prohibited", 0, 0, 0.0);
    add_failure(option, "abandoned", "Abandoned", "abandoned", 0.103, 0.102, 0.0);
    add_failure(option, "walked_away", "Walked away", "walked_away", 0, 0, 0.0);
    add_failure(option, "late", "Late", "late", 0.004, 0.003, 0.004);
    add_failure(option, "over_budget", "Over budget", "over_budget", 0.214, 0.171, 0.239);
    add_failure(option, "benefits_shortfall", "Benefits shortfall", "benefits_shortfall", 0.369, 0.281,
                0.411);
    add_failure(option, "distress", "Financial distress", "distress", 0.019, 0.014, 0.021);
    option.net_cash_flow = cash(1.6, 4.2);
    option.npv_histogram = npv_histogram(0.103, 6.1, 9.2);
    option.completion_histogram = completion_histogram(0.897, 5, 1.2);
    option.claimed = {40.2, 40.2, 51.9, 11.7, 3.0, 6.0, 4.436, {-3, 2, 4, 6, 7, 7, 7, 7, 8, 8}};
    option.bridge.clear();
    add_bridge(option, 40.2,
               {{"input_ranges", -8.9},
                {"delay", -0.4},
                {"remedies", 0.0},
                {"additionality", -7.8},
                {"overrun", 0.0},
                {"realisation", -9.8},
                {"productivity", -6.1},
                {"attrition", 0.0},
                {"risks", 0.0},
                {"failure", -2.6}});
    option.planned_completion_months = 6.0;
    results::TrackSummary agreement;
    agreement.name = "agreement";
    agreement.label = "Agreement of both boards";
    agreement.stages = {stage_of({"agreement.agreement",
                                  "Agreement of both boards",
                                  "",
                                  1,
                                  1,
                                  {0, 0, 5.2, 7.4},
                                  {110, 159, 226},
                                  {{"cleared", 0.9}, {"abandoned", 0.1}},
                                  std::pair{0.0, 5.0}})};
    option.route = {agreement};
    option.competition = std::nullopt;
    return option;
}

results::Assumption assumption(std::string path, std::string label, std::string unit,
                               std::string distribution, std::array<double, 5> values, std::string source,
                               std::string basis) {
    results::Assumption one;
    one.path = std::move(path);
    one.label = std::move(label);
    one.unit = std::move(unit);
    one.distribution = std::move(distribution);
    one.claimed = values[0];
    one.mean = values[1];
    one.p10 = values[2];
    one.p50 = values[3];
    one.p90 = values[4];
    one.source = std::move(source);
    one.basis = std::move(basis);
    return one;
}

void add_assumptions(results::Run& run) {
    run.assumptions = {
        assumption("options.merger.benefits.net_recurrent_saving.annual", "Net recurrent saving",
                   "GBP million a year", "constant 42.6", {42.6, 42.6, 42.6, 42.6, 42.6},
                   "HSJ 7017866: net recurrent saving a year by 2021", "published"),
        assumption("options.merger.benefits.net_recurrent_saving.realised",
                   "Share of the saving that is delivered", "share", "beta, mean 65 %, sd 22 %, widened",
                   {1.0, 0.65, 0.31, 0.68, 0.94}, "Fulop et al., BMJ 325:246 (2002)", "judgement"),
        assumption("options.merger.costs.competition_advisers.monthly",
                   "Advisers while the competition review lasts", "GBP million a month",
                   "PERT 0.2, 0.35, 0.9", {0.35, 0.417, 0.263, 0.398, 0.6},
                   "Dalton Review evidence pack (2014)", "judgement"),
        assumption("options.merger.costs.it_integration.overrun",
                   "Systems, programme and other integration: overrun", "share",
                   "body and tail: 82 % lognormal below 50 %, tail mean 447 %, cap 900 %",
                   {0.0, 0.846, -0.17, 0.06, 2.91}, "Flyvbjerg and Gardner, How Big Things Get Done (2023)",
                   "secondary"),
        assumption("options.merger.route.abandonment.hazard", "Walk-away while waiting", "rate a year",
                   "constant 4 %", {0.0, 0.04, 0.04, 0.04, 0.04}, "", ""),
    };
    run.assumptions[1].note = "leavers count at their cost only and disruption at half of what was judged";
    run.assumptions[3].owner = "Chief information officer";
}

void add_evidence(results::Run& run) {
    results::EvidenceUsed saving;
    saving.name = "nhs_merger_saving_realised";
    saving.label = "Share of a claimed NHS merger saving that is delivered once the ramp is complete";
    saving.measure = "reference class, mean 65 %, sd 22 %";
    saving.transferability = 0.7;
    saving.source = "Fulop et al., BMJ 325:246 (2002); Collins, King’s Fund (2015)";
    saving.as_of = "2015-11-01";
    saving.basis = "judgement";
    saving.population = "Mergers of NHS hospital trusts";
    saving.sample = "4 mergers measured in detail, 20 reviewed in words";
    saving.caveat = "The studies give dated shares of small samples, not a steady-state distribution.";
    results::EvidenceUsed overrun;
    overrun.name = "it_overrun";
    overrun.label = "Cost overrun of an information technology project";
    overrun.measure = "18 % overrun by more than 50 %, and those by 447 % on average";
    overrun.transferability = 0.6;
    overrun.source = "Flyvbjerg and Gardner, How Big Things Get Done (2023)";
    overrun.as_of = "2023-02-01";
    overrun.basis = "secondary";
    overrun.population = "Information technology projects, public and private";
    overrun.sample = "5,392 projects";
    overrun.cap = "900 %, which is 21 % of the mean";
    overrun.hindsight = true;
    run.evidence = {saving, overrun};
}

/// Percentiles of a lognormal with a shift, at the probabilities of a curve.
results::Curve curve_of(double shift, double median, double sigma, double most) {
    results::Curve curve;
    for (double const probability : results::kCurveProbabilities) {
        double low = -6;
        double high = 6;
        for (int step = 0; step < 60; ++step) {
            double const middle = (low + high) / 2;
            (normal_cdf(middle) < probability ? low : high) = middle;
        }
        curve.push_back(std::min(shift + median * std::exp(sigma * low), most));
    }
    return curve;
}

void add_claims(results::Run& run) {
    results::EvidenceUse saving;
    saving.path = "options.merger.benefits.net_recurrent_saving.realised";
    saving.label = "share of the saving that is delivered";
    saving.option = "merger";
    saving.entry = "nhs_merger_saving_realised";
    saving.unit = "share";
    saving.claim = 1;
    saving.claim_percentile = 0.94;
    saving.transferability = 0.7;
    saving.published = curve_of(0, 0.68, 0.25, 1);
    saving.used = curve_of(0, 0.66, 0.38, 1);
    results::EvidenceUse overrun;
    overrun.path = "options.merger.costs.it_integration.overrun";
    overrun.label = "Systems, programme and other integration: overrun";
    overrun.option = "merger";
    overrun.entry = "it_overrun";
    overrun.unit = "share over the claim";
    overrun.claim = 0;
    overrun.claim_percentile = 0.42;
    overrun.transferability = 0.6;
    overrun.claim_weight = 0.3;
    overrun.published = curve_of(-0.5, 0.6, 0.9, 9);
    overrun.used = curve_of(-0.6, 0.7, 1.1, 9);
    results::EvidenceUse phase_2;
    phase_2.path = "routes.uk_cma.stages.phase_1.next.phase_2.probability";
    phase_2.label = "Phase 1 investigation: probability of Phase 2";
    phase_2.entry = "phase_2_references";
    phase_2.unit = "probability";
    phase_2.transferability = 0.8;
    phase_2.published = curve_of(0, 0.35, 0.2, 1);
    phase_2.used = curve_of(0, 0.36, 0.25, 1);
    run.evidence_uses = {phase_2, saving, overrun};

    results::NormalisedClaim turnover;
    turnover.option = "merger";
    turnover.measure = "saving_to_turnover";
    turnover.entry = "nhs_merger_savings";
    turnover.label = "Savings claimed by mergers of NHS trusts, of their joint turnover";
    turnover.unit = "share";
    turnover.claim = 0.0296;
    turnover.curve = curve_of(0, 0.0135, 0.5, 1);
    turnover.p10 = turnover.curve[4];
    turnover.p50 = turnover.curve[20];
    turnover.p90 = turnover.curve[36];
    turnover.at_least_as_optimistic = 0.058;
    turnover.alarm = true;
    turnover.sentence =
        "Claims a yearly saving of 3 % of the parties' income; 5.8 % of the class are at least as high: more "
        "optimistic than nine cases in ten";
    turnover.source = "Collins, King’s Fund (2015)";
    turnover.basis = "derived";
    turnover.caveat = "Announced savings, not delivered ones.";
    results::NormalisedClaim months = turnover;
    months.measure = "months_to_complete";
    months.entry = "nhs_merger_months";
    months.label = "Months from the strategic case to the completed merger";
    months.unit = "months";
    months.claim = 12;
    months.curve = curve_of(6, 14, 0.5, 90);
    months.p10 = months.curve[4];
    months.p50 = months.curve[20];
    months.p90 = months.curve[36];
    months.at_least_as_optimistic = 0.16;
    months.alarm = false;
    months.sentence = "";
    run.normalised_claims = {turnover, months};
}

void describe_transaction(results::Run& run) {
    run.provenance.scenario = "manchester-2017.yaml";
    run.provenance.scenario_sha256 = "3f2a9c0d7e6b5a4f8c1d2e3f4a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d";
    run.provenance.library_sha256["library/evidence/nhs_mergers.yaml"] =
        "a8b7c6d5e4f30918273645546372819a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e";
    run.provenance.plan_sha256 = "0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeeff0";
    run.provenance.engine = "0.1.0";
    run.provenance.seed = 2016;
    run.provenance.trials = 131'072;
    run.provenance.sampling = "sobol";
    run.transaction.name = "Central Manchester and University Hospital of South Manchester";
    run.transaction.money_label = "GBP million";
    run.transaction.currency = "GBP";
    run.transaction.prices = "real";
    run.transaction.valuation_date = "2016-10-01";
    run.transaction.horizon_months = 120;
    run.transaction.discount_rate = 0.035;
    run.transaction.materiality = 0.2;
    run.transaction.perspective = "society";
    run.transaction.hindsight = true;
    run.transaction.source = "CMA merger inquiry; HSJ 7017866";
    run.system = {"2026-01-05T09:30:00Z", 1.94, 2, "g++ 12.2.0", "Release"};
}

}  // namespace

results::Estimate estimate(double value, double standard_error) {
    return {value, standard_error, value - kCritical * standard_error, value + kCritical * standard_error};
}

results::Estimate chance(double value, double standard_error) {
    // None of 131,072: Clopper and Pearson's upper limit is 1 - 0.025^(1/131072) = 2.8e-5.
    if (value == 0) return {0, 0.0, 0, 2.8e-5};
    if (value == 1) return {1, 0.0, 1 - 2.8e-5, 1};
    return {value, standard_error, std::max(value - kCritical * standard_error, 0.0),
            std::min(value + kCritical * standard_error, 1.0)};
}

results::Run sample_run() {
    results::Run run;
    describe_transaction(run);
    run.options = {counterfactual(), merger(), shared_leadership()};
    run.counterfactual = "separate";
    run.comparison = {
        {"merger", "separate", estimate(-11.7, 0.31), chance(0.317, 0.0012), chance(0.683, 0.0012)},
        {"merger", "shared_leadership", estimate(-16.3, 0.3), chance(0.296, 0.0012), chance(0.704, 0.0012)},
        {"shared_leadership", "separate", estimate(4.6, 0.05), chance(0.642, 0.0013), chance(0.358, 0.0013)}};
    add_assumptions(run);
    add_evidence(run);
    add_claims(run);
    run.dependence.pairs = {
        {"drivers.pay_inflation.annual", "drivers.general_inflation.annual", 0.6, 0.618, 0.6},
        {"costs.restructuring.overrun", "benefits.net_recurrent_saving.realised", -0.3, -0.313, -0.29}};
    run.dependence.independent = {"costs.competition_advisers.monthly", "route.abandonment"};
    run.dependence.shared_between_options = {{"benefits.realised", {"merger", "shared_leadership"}}};
    results::FormUsed form;
    form.name = "shared_leadership";
    form.label = "One leadership for organisations that stay separate";
    form.option = "shared_leadership";
    form.sections = {"costs", "route"};
    form.evidence = "No measured class of cases; the lines follow published plans of joint management.";
    form.caveat = "Savings of shared leadership were announced more often than they were audited.";
    form.source = "Dalton Review (2014)";
    form.basis = "judgement";
    run.forms = {form};
    run.defaults = {{"options.merger.costs.due_diligence.shape", "linear"},
                    {"options.merger.workforce.replacement_time", "12 months"}};
    run.notes = {"The evidence it_overrun is later than the valuation date (hindsight)."};
    return run;
}

results::Run smallest_run() {
    results::Run run;
    describe_transaction(run);
    run.transaction.hindsight = false;
    run.transaction.name = "Two practices under one roof";
    run.provenance.sampling = "plain";
    run.provenance.trials = 1'000;
    results::OptionSummary option = shared_leadership();
    option.name = "together";
    option.label = "Together";
    option.failures.clear();
    option.bridge.clear();
    option.probabilities["better_than_counterfactual"] = std::nullopt;
    option.planned_completion_months = std::nullopt;
    option.route.clear();
    option.outcomes = {1, 0, 0, 0, 0};
    option.probabilities["completes"] = results::Estimate{1.0, 0.0, 0.9963, 1.0};
    option.probabilities["any_failure"] = results::Estimate{0.0, 0.0, 0.0, 0.0037};
    option.probabilities["no_failure"] = results::Estimate{1.0, 0.0, 0.9963, 1.0};
    option.probabilities["materially_outweigh"] = chance(0.549, 0.016);
    option.probabilities["materially_outweigh_given_completion"] = chance(0.549, 0.016);
    for (auto& percentile : option.metrics["completion_months"].percentile) percentile = estimate(0, 0);
    run.options = {option};
    return run;
}

results::Run prohibited_run() {
    results::Run run = sample_run();
    results::OptionSummary& option = run.options[1];
    option.outcomes = {0, 1, 0, 0, 0};
    for (char const* const name :
         {"completes", "npv_positive", "materially_outweigh", "better_than_counterfactual", "no_failure"})
        option.probabilities[name] = chance(0, 0);
    option.probabilities["materially_outweigh_given_completion"] = std::nullopt;
    option.probabilities["any_failure"] = chance(1, 0);
    for (auto& [name, failure] : option.failures) {
        failure.probability = chance(name == "prohibited" ? 1 : 0, 0);
        failure.first_cause = failure.probability;
        failure.given_completion = std::nullopt;
    }
    for (std::optional<results::Estimate>& percentile : option.metrics["completion_months"].percentile)
        percentile = std::nullopt;
    option.metrics["completion_months"].mean = std::nullopt;
    option.metrics["completion_months"].defined = 0;
    option.metrics["npv"] = normal_metric("GBP million", -14.2, 1.8, 0.006);
    option.npv_histogram = npv_histogram(1, 0, 1);
    option.completion_histogram.shares.assign(kMonths, 0.0);
    option.completion_histogram.above = 1;
    return run;
}

results::Run hostile_run() {
    results::Run run = sample_run();
    run.transaction.name = "</script><script>document.title='broken'</script><!-- & \"two\" 'trusts'";
    run.options[1].label =
        "<img src=x onerror=\"document.title='broken'\"> | *bold* [link](https://example.org)";
    run.options[2].label =
        "\xd7\x91\xd7\x99\xd7\xaa \xd7\x97\xd7\x95\xd7\x9c\xd7\x99\xd7\x9d \xe2\x80\xae"
        "evil\xe2\x80\xac";
    run.options[0].label = std::string(300, 'W');
    run.assumptions[0].source = "=HYPERLINK(\"https://example.org\")\n\n# heading\xe2\x80\xa8next";
    run.assumptions[1].label = "<b>bold</b> `code` ]]> <!-- <script>";
    run.options[1].competition->markets[0].label = "<svg onload=alert(1)>";
    run.options[1].route[0].stages[0].label = "<script>alert(1)</script>";
    run.evidence_uses[1].label = "<b>saving</b> ]]> <!-- <script>";
    run.normalised_claims[0].label = "</script><img src=x onerror=alert(1)>";
    run.forms[0].caveat = "<style>body{display:none}</style>";
    run.evidence[0].caveat = "javascript:alert(1) <a href='javascript:alert(1)'>x</a>";
    run.notes.emplace_back("<style>body{display:none}</style>");
    return run;
}

}  // namespace mergerisk::tests
