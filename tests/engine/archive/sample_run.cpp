#include "tests/engine/archive/sample_run.h"

#include "engine/archive/hash.h"
#include "engine/archive/provenance.h"
#include "engine/plan/outcome.h"
#include "engine/plan/plan.h"
#include "engine/portable/normal.h"
#include "engine/results/summarise.h"

#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::archive {
namespace {

using plan::Metric;
using plan::Outcome;

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr std::size_t kTrials = 4096;
constexpr std::uint32_t kMonths = 120;
constexpr std::size_t kYears = 10;
constexpr double kTarget = 12;  // planned completion, months

/// Uniform on (0, 1) from trial and source of luck, by the mixer of splitmix64.
double uniform(std::size_t trial, std::size_t source) {
    std::uint64_t x = (std::uint64_t{trial} * 1024 + source + 1) * 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    x ^= x >> 31;
    return (static_cast<double>(x >> 12) + 0.5) * 0x1p-52;
}

double normal(std::size_t trial, std::size_t source) {
    return portable::inverse_normal(uniform(trial, source));
}

/// How one kind of deal behaves; money in GBP million.
struct Deal {
    double benefit;  // a year, claimed
    double cost;     // one-off, claimed
    double chance_of_failure;
    double months_late;
};

plan::Failure failure(std::string name, std::string label, plan::Failure::Kind kind) {
    plan::Failure made;
    made.name = std::move(name);
    made.label = std::move(label);
    made.kind = kind;
    return made;
}

plan::Plan sample_plan() {
    plan::Plan plan;
    plan.timeline.months = kMonths;
    plan.sampling.seed = 2016;
    plan.materiality = 0.2;
    plan.counterfactual = 0;
    for (auto const& [name, label, form] :
         {std::array{"separate", "Remain two trusts", "independent"},
          std::array{"merger", "One foundation trust", "merger"},
          std::array{"shared_leadership", "One management team, two trusts", "group"}}) {
        plan::Option option;
        option.name = name;
        option.label = label;
        option.form = form;
        option.counterfactual = plan.options.empty();
        if (!option.counterfactual) option.route = plan::Route{};
        plan.options.push_back(option);
    }
    plan.failures = {
        failure("benefits_shortfall", "Benefits below 75 % of the claim in year 5",
                plan::Failure::Kind::benefits_shortfall),
        failure("distress", "EBITDA margin below 2 % for a year", plan::Failure::Kind::distress),
        failure("late", "Completion after 1 April 2018", plan::Failure::Kind::late),
        failure("over_budget", "One-off cost above 120 % of the claim", plan::Failure::Kind::over_budget),
    };
    for (std::uint32_t i = 0; i < 3; ++i) {
        plan::Draw draw;
        draw.address = std::vector<std::string>{"benefits.net_recurrent_saving.realised",
                                                "costs.it_integration.overrun", "route.slip"}[i];
        draw.name = i;
        draw.sobol_dimension = i;
        plan.draws.push_back(draw);
    }
    return plan;
}

double& at(plan::OptionColumns& columns, Metric metric, std::size_t trial) {
    return columns.metric[static_cast<std::size_t>(metric)][trial];
}

/// Of a failure of the plan.
std::vector<double>& failure_month(plan::OptionColumns& columns, std::size_t failure) {
    return columns.failure_month[plan::kBuiltInFailureCount + failure];
}

/// Both trusts go on alone: nothing is compared, finances may still become tight.
void go_on_alone(plan::OptionColumns& columns, std::size_t trial) {
    columns.outcome[trial] = Outcome::completed;
    at(columns, Metric::benefits_realised, trial) = kNever;
    double const margin = 0.035 + 0.02 * normal(trial, 1);
    at(columns, Metric::minimum_margin, trial) = margin;
    for (auto& months : columns.failure_month) months[trial] = kNever;
    for (auto& months : columns.distress_month) months[trial] = kNever;
    if (margin < 0.02) {
        double const month = 12 + std::floor(100 * uniform(trial, 2));
        failure_month(columns, 1)[trial] = month;
        columns.distress_month[1][trial] = month;
        columns.distressed_at_start[1][trial] = margin < 0 ? 1 : 0;
    }
}

struct Fate {
    Outcome outcome = Outcome::completed;
    double completion = kNever;
    double failure = kNever;
};

Fate fate_of(Deal const& deal, std::size_t trial, std::size_t luck) {
    Fate fate;
    double const u = uniform(trial, luck);
    double const lateness = deal.months_late * uniform(trial, luck + 1) / (1.02 - uniform(trial, luck + 1));
    double const decided = kTarget + std::floor(4 * normal(trial, luck + 2)) / 4;
    if (u < deal.chance_of_failure) {
        double const kind = u / deal.chance_of_failure;
        fate.outcome = kind < 0.5   ? Outcome::prohibited
                       : kind < 0.8 ? Outcome::abandoned
                                    : Outcome::walked_away;
        fate.failure = decided > 2 ? decided : 2;
    } else {
        double const completion = std::floor((decided > 6 ? decided : 6) + lateness) + 1;
        fate.completion = completion < kMonths ? completion : kNever;
        if (completion >= kMonths) fate.outcome = Outcome::undecided;
    }
    return fate;
}

void fill_failures(plan::OptionColumns& columns, std::size_t trial, Fate const& fate, double overrun,
                   double realised, double margin) {
    for (auto& months : columns.failure_month) months[trial] = kNever;
    for (auto& months : columns.distress_month) months[trial] = kNever;
    auto const fails = static_cast<std::size_t>(fate.outcome);
    if (fate.failure < kNever) columns.failure_month[fails - 1][trial] = fate.failure;
    bool const completed = fate.completion < kNever;
    if (completed && realised < 0.75 && fate.completion + 60 < kMonths) {
        failure_month(columns, 0)[trial] = fate.completion + 60;
    }
    if (margin < 0.02) {
        columns.distress_month[1][trial] = 12 + std::floor(90 * uniform(trial, 40));
        columns.distressed_at_start[1][trial] = margin < 0 ? 1 : 0;
        bool const attributable = uniform(trial, 41) < 0.6;
        if (attributable) failure_month(columns, 1)[trial] = columns.distress_month[1][trial];
    }
    if (fate.failure > 18 && !(fate.completion <= 18)) failure_month(columns, 2)[trial] = 18;
    if (completed && overrun > 0.2) failure_month(columns, 3)[trial] = std::floor(fate.completion) + 24;
}

/// From the claim to the trial itself: each mechanism takes its share of what was claimed.
void fill_bridge(plan::OptionColumns& columns, std::size_t trial, double claimed, double npv,
                 double failure_cost) {
    double const in_full = claimed + 8 * normal(trial, 50);
    double const end = npv + failure_cost;
    columns.bridge_npv[0][trial] = in_full;
    constexpr double kSteps = static_cast<double>(plan::kBridgeViewCount - 1);
    for (std::size_t view = 1; view < plan::kBridgeViewCount; ++view) {
        double const done = static_cast<double>(view) / kSteps;
        columns.bridge_npv[view][trial] = in_full + done * (end - in_full);
    }
    columns.delay_postponed[trial] = 0.6 * (columns.bridge_npv[1][trial] - in_full);
}

void make_a_deal(plan::OptionColumns& columns, std::size_t trial, Deal const& deal, std::size_t luck,
                 double claimed) {
    Fate const fate = fate_of(deal, trial, luck);
    columns.outcome[trial] = fate.outcome;
    bool const completed = fate.completion < kNever;
    double const z = normal(trial, luck + 3);
    double const overrun = 0.15 + 0.25 * z + 0.06 * z * z;
    double const realised = portable::normal_cdf(0.4 + 0.7 * normal(trial, luck + 4));
    double const years = completed ? (kMonths - fate.completion) / 12 : 0;
    double const spent =
        completed ? deal.cost * (1 + overrun) : 0.18 * deal.cost * (1 + 0.5 * uniform(trial, luck + 5));
    double const benefits = completed ? 0.68 * deal.benefit * realised * years : 0;
    double const costs = 0.95 * spent + 6 + (completed ? 9 * uniform(trial, luck + 6) : 0);
    double const npv = benefits - costs;
    double const margin = 0.034 + 0.022 * normal(trial, 1) + (completed ? 0.004 : -0.002);

    at(columns, Metric::npv, trial) = npv;
    at(columns, Metric::npv_own, trial) = npv;
    at(columns, Metric::npv_parties, trial) = npv + 20;
    at(columns, Metric::npv_funder, trial) = -20;
    at(columns, Metric::costs_pv, trial) = costs;
    at(columns, Metric::benefits_pv, trial) = benefits;
    at(columns, Metric::one_off_cost, trial) = spent;
    at(columns, Metric::completion_months, trial) = fate.completion;
    at(columns, Metric::decision_months, trial) =
        fate.failure < fate.completion ? fate.failure : fate.completion;
    at(columns, Metric::benefits_realised, trial) = completed ? realised : kNever;
    at(columns, Metric::payback_months, trial) =
        npv > 0 ? std::floor(fate.completion + 12 * spent / (0.8 * deal.benefit * realised)) : kNever;
    at(columns, Metric::peak_funding, trial) = spent + 4;
    at(columns, Metric::minimum_margin, trial) = margin;
    at(columns, Metric::support, trial) = 22;
    for (std::size_t year = 0; year < kYears; ++year) {
        double const since = completed ? static_cast<double>(year + 1) - fate.completion / 12 : 0;
        double const ramp = since <= 0 ? 0 : since >= 4 ? 1 : since / 4;
        double const cost = since > 0 && since < 3 ? spent / 3 : year == 0 ? 5 : 0;
        columns.yearly_net_cash[year][trial] = deal.benefit * realised * ramp - cost;
    }
    fill_failures(columns, trial, fate, overrun, realised, margin);
    fill_bridge(columns, trial, claimed, npv, fate.failure < kNever ? 60 : 0);
}

std::vector<plan::ClaimedOutcome> claims() {
    std::vector<double> const none(kYears, 0.0);
    return {
        {0, 0, 0, 0, 0, 0, none},
        {171.5, 171.5, 228.75, 57.25, 56, kTarget, {-9, -18.5, 2.25, 30, 42.6, 42.6, 42.6, 42.6, 42.6, 42.6}},
        {48.25, 48.25, 61, 12.75, 12, kTarget, {-2, -4, 4.5, 9, 11, 11, 11, 11, 11, 11}}};
}

void describe_inputs(results::Run& run) {
    run.transaction = {"Central and South (made up)",
                       "GBP million",
                       "GBP",
                       "real",
                       "2016-10-01",
                       kMonths,
                       0.035,
                       0.2,
                       "society",
                       true,
                       "invented for tests of the reports"};
    run.assumptions = {{"options.merger.benefits.net_recurrent_saving.annual",
                        "One foundation trust: net recurrent saving, annual", "GBP million a year", "42.6",
                        42.6, 42.6, 42.6, 42.6, 42.6, "business case 2017", "published", "", ""},
                       {"options.merger.benefits.net_recurrent_saving.realised",
                        "One foundation trust: net recurrent saving, realised", "share",
                        "evidence nhs_merger_saving_realised, transferability 70 %", 1, 0.65, 0.33, 0.67,
                        0.93, "Fulop et al. 2002, BMJ 325:246", "judgement", "steady state, four trusts", ""},
                       {"options.merger.costs.competition_advisers.monthly",
                        "One foundation trust: competition advisers, monthly", "GBP million a month",
                        "PERT 0.2, 0.35, 0.9", 0.35, 0.4167, 0.26, 0.4, 0.6, "", "judgement", "", "CFO"},
                       {"options.merger.workforce.leavers.baseline",
                        "One foundation trust: workforce, leavers, baseline",
                        "a year",
                        "9 %",
                        {},
                        {},
                        {},
                        {},
                        {},
                        "",
                        "judgement",
                        "for the reader only",
                        ""}};
    run.evidence = {
        {"nhs_merger_saving_realised", "Share of the claimed saving delivered",
         "reference class, median 67 %", 0.7, "Fulop et al. 2002, BMJ 325:246", "2002-08-03", "judgement",
         "NHS trust mergers in London", "4 trusts", "Savings are dated, not at steady state", "", false},
        {"it_overrun", "Overrun of large IT projects", "reference class, median 0 %", 1,
         "Flyvbjerg and Budzier 2011, Harvard Business Review 89(9)", "2018-01-01", "published",
         "IT projects", "1471 projects", "",
         "300 %, at which are 0.8 % of draws, which make 4.1 % of the mean", true}};
    results::EvidenceUse delivered;
    delivered.path = "options.merger.benefits.net_recurrent_saving.realised";
    delivered.label = "One foundation trust: net recurrent saving, realised";
    delivered.option = "merger";
    delivered.entry = "nhs_merger_saving_realised";
    delivered.unit = "share";
    delivered.claim = 1;
    delivered.claim_percentile = 1;
    delivered.transferability = 0.7;
    results::EvidenceUse overrun;
    overrun.path = "options.merger.costs.it_integration.overrun";
    overrun.label = "One foundation trust: it integration, overrun";
    overrun.option = "merger";
    overrun.entry = "it_overrun";
    overrun.unit = "share over the claim";
    overrun.claim = 0;
    overrun.claim_percentile = 0.5;
    overrun.claim_weight = 0.25;
    results::NormalisedClaim saving;
    saving.option = "merger";
    saving.measure = "saving_to_turnover";
    saving.entry = "nhs_saving_to_turnover";
    saving.label = "Yearly saving as a share of merged income";
    saving.unit = "share";
    saving.claim = 0.035;
    saving.p10 = 0.01;
    saving.p50 = 0.02;
    saving.p90 = 0.03;
    saving.at_least_as_optimistic = 0.025;
    saving.alarm = true;
    saving.sentence = "Only 2.5 % of such cases are as optimistic";
    saving.source = "Made up";
    saving.basis = "judgement";
    saving.caveat = "6 mergers";
    // Straight lines on the probability.
    for (double const u : results::kCurveProbabilities) {
        delivered.published.push_back(0.3 + 0.6 * u);
        delivered.used.push_back(0.2 + 0.75 * u);
        overrun.published.push_back(u - 0.5);
        overrun.used.push_back(1.2 * u - 0.6);
        saving.curve.push_back(0.0075 + 0.025 * u);
    }
    run.evidence_uses = {delivered, overrun};
    run.normalised_claims = {saving};
    run.dependence.pairs = {
        {"costs.it_integration.overrun", "costs.restructuring.overrun", 0.4, 0.4158233816355186, 0.4}};
    run.dependence.independent = {"benefits.net_recurrent_saving.realised", "route.slip"};
    run.dependence.shared_between_options = {
        {"benefits.net_recurrent_saving.realised", {"merger", "shared_leadership"}}};
    run.defaults = {{"options.merger.workforce.replacement_time", "12 months"}};
    run.notes = {"Evidence later than the valuation date is used: it_overrun (2018-01-01)"};
}

/// Two providers of 30 and 20 % of a market: the index rises by 1200 points to 3450.
results::Competition competition_case() {
    results::Competition made;
    results::Competition::Market market;
    market.name = "elective_care";
    market.label = "Elective care";
    market.shares = {{"central", "Central trust", {0.3, 0.3, 0.25, 0.3, 0.35}},
                     {"south", "South trust", {0.2, 0.2, 0.2, 0.2, 0.2}}};
    market.hhi_change = {1200, 1200, 1000, 1200, 1400};
    market.hhi_before = results::CaseNumber{2250, 2250, 2100, 2250, 2400};
    market.hhi_after = results::CaseNumber{3450, 3450, 3100, 3450, 3800};
    made.markets = {market};
    made.price_pressure = results::CaseNumber{0.066, 0.066, 0.05, 0.066, 0.08};
    made.concern = results::CaseNumber{1.4, 1.35, 1.1, 1.4, 1.7};
    made.customer_benefits = {{"stroke_care", "Stroke care", 0.4, 1}};
    made.customer_benefits_score = results::CaseNumber{0.2, 0.2, 0, 0, 0.5};
    made.failing_firm = results::CaseNumber{0.15, 0.15, 0.15, 0.15, 0.15};
    made.branches = {{"competition.phase_1", "phase_2", "concern", 0.2, 0.5},
                     {"competition.phase_2", "cleared", "failing_firm", std::nullopt, 0.15}};
    made.source = "Made up";
    made.basis = "judgement";
    made.note = "One market";
    made.weights_source = "Made up";
    made.weights_basis = "judgement";
    return made;
}

}  // namespace

results::Run sample_run() {
    plan::Plan const plan = sample_plan();
    plan::Outcomes outcomes;
    outcomes.resize(plan, kTrials);
    Deal const merger{42.6, 56, 0.14, 2.5};
    Deal const leadership{11, 12, 0.03, 0.5};
    for (std::size_t trial = 0; trial < kTrials; ++trial) {
        go_on_alone(outcomes.options[0], trial);
        make_a_deal(outcomes.options[1], trial, merger, 100, claims()[1].npv);
        make_a_deal(outcomes.options[2], trial, leadership, 200, claims()[2].npv);
    }
    results::Run run = results::summarise(plan, outcomes, claims(), "GBP million");
    describe_inputs(run);
    run.options[1].competition = competition_case();
    InputFile const scenario{"made_up.yaml", "mergerisk: 1\n"};
    run.provenance = provenance_of(scenario, {{"library/evidence/nhs_mergers.yaml", "nhs"}}, plan, kTrials);
    // Neither a new field of plans nor a release changes the sample.
    run.provenance.plan_sha256 = sha256("the plan of the sample");
    run.provenance.engine = "0.1.0";
    run.system = {"2026-01-01T00:00:00Z", 1.25, 2, "g++ 12.2.0", "Release"};
    return run;
}

}  // namespace mergerisk::archive
