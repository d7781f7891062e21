#pragma once
// The scenario: everything a person said about a transaction, as plain values. No behaviour, no file format.
//
// Lists keep the order of the document; names are unique within a list.

#include "engine/model/evidence.h"
#include "engine/model/quantity.h"
#include "engine/model/route.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mergerisk::model {

enum class Prices { real, nominal };
enum class Discounting { mid_period, end_of_period };
enum class Perspective { society, acquirer };

/// From `from_year` after the valuation date on, this annual rate.
struct DiscountStep {
    double from_year = 0;
    double rate = 0;
};

struct Transaction {
    std::string name;
    std::string case_name;         ///< the public case this scenario retells, if any
    std::string currency = "GBP";  ///< ISO 4217
    double money_unit = 1e6;       ///< currency units in one unit of money of the scenario
    std::string money_label = "GBP million";
    Prices prices = Prices::real;
    std::chrono::sys_days valuation_date{};
    double horizon_months = 120;  ///< whole months
    std::vector<DiscountStep> discount_rate;
    Discounting discounting = Discounting::mid_period;
    std::string calendar;
    double materiality = 0;  ///< benefits must exceed costs by this share
    Perspective perspective = Perspective::society;
    bool hindsight = false;  ///< evidence later than the valuation date is used, knowingly
    Provenance provenance;
};

/// An uncertain annual rate of growth, the same through time. Shared by parties and lines.
struct Driver {
    std::string name;
    std::string label;
    Quantity annual;
    Prices prices = Prices::nominal;  ///< nominal: includes general inflation
    std::string path;
};

struct SavingsPlan {
    Quantity annual;  ///< share of the previous year's operating cost
    double years = 0;
    std::optional<Quantity> realised;   ///< share of the plan delivered; absent: all
    std::optional<Quantity> recurrent;  ///< share of the delivered that lasts; absent: all
};

/// An organisation with finances before the transaction. Amounts are nominal, a year, at the valuation date.
struct Party {
    std::string name;
    std::string label;
    Quantity income;
    std::string income_grows_with;  ///< driver; empty: constant
    Quantity operating_cost;
    std::optional<Quantity> pay_share;  ///< of operating cost; absent: 0
    std::string pay_grows_with;
    std::string other_grows_with;
    std::optional<SavingsPlan> savings_plan;
    std::optional<Quantity> cash;
    Provenance provenance;
    std::string path;
};

struct Correlation {
    std::string first;  ///< as written
    std::string second;
    double rank_correlation = 0;  ///< Spearman's
    std::string path;
};

struct Dependence {
    enum class Family { gaussian };
    Family family = Family::gaussian;
    std::vector<Correlation> correlations;
};

/// A moment that a trial decides: a base moment and an offset.
struct Anchor {
    enum class Base { start, completion, failure, decision, end, date, integration, exit };
    Base base = Base::start;
    std::chrono::sys_days date{};
    double offset_months = 0;
};

/// When something runs. Named: "review", a track ("competition") or a stage ("competition.phase_1").
/// Otherwise from an anchor to an anchor, or for a duration.
struct Window {
    std::string named;
    Anchor from;
    std::optional<Anchor> to;
    std::optional<Quantity> length;  ///< months
    std::string path;
};

enum class Shape { linear, s_curve, logistic };

/// How a benefit grows from 0 to its full rate. Months after its start.
struct Ramp {
    Shape shape = Shape::linear;
    std::optional<Quantity> half_by;  ///< absent: half of full_by
    Quantity full_by;
    /// The value lies in connections between pairs of those who have joined: it grows with the square.
    bool connections = false;
};

enum class AmountForm { total, monthly, annual };
enum class LineKind { one_off, recurring };
enum class BenefitKind { cash_releasing, non_cash_releasing, societal };
enum class OnlyIf { always, completed, failed, prohibited, abandoned, walked_away, unwound };

/// Who pays or receives which share. `who` is a party, or parties (all, in proportion to income), funder,
/// regulator, patients, others. Empty: the option's parties in proportion to income.
struct PartyShare {
    std::string who;
    double share = 1;
};

/// A Green Book uplift for optimism bias: upper bound less what mitigation takes of the way to the lower one.
struct Uplift {
    std::string class_name;  ///< of optimism_bias in the library
    double mitigated = 0;    ///< share of the way from the upper to the lower bound
    /// The option has a risk register of its own, knowingly: an uplift covers risks.
    bool overlap_accepted = false;
    std::string note;
    std::string path;
};

struct CostLine {
    std::string name;
    std::string label;
    AmountForm form = AmountForm::total;
    Quantity amount;
    std::optional<Quantity> overrun;  ///< excess: 0 is on budget
    std::optional<Uplift> uplift;     ///< for optimism bias, in place of an overrun
    Window window;
    Shape shape = Shape::linear;  ///< of a total
    LineKind kind = LineKind::one_off;
    OnlyIf only_if = OnlyIf::always;
    bool committed = false;  ///< what is left falls due when the deal fails
    std::string grows_with;  ///< driver, in addition to general inflation unless nominal
    std::vector<PartyShare> paid_by;
    Provenance provenance;
    std::string path;
};

struct BenefitLine {
    std::string name;
    std::string label;
    Quantity annual;
    BenefitKind kind = BenefitKind::cash_releasing;
    std::optional<Quantity> realised;         ///< share of the claim delivered once the ramp is complete
    std::optional<Quantity> merger_specific;  ///< share that would not have happened anyway
    Anchor starts{Anchor::Base::completion, {}, 0};
    std::optional<Ramp> ramp;
    std::optional<Quantity> lasts;  ///< months from the start; absent: to the horizon
    std::optional<Quantity> fades;  ///< rate a year, compounding, from the start
    OnlyIf only_if = OnlyIf::always;
    std::string grows_with;
    std::vector<PartyShare> paid_to;
    Provenance provenance;
    std::string path;
};

/// A transfer from the funder to parties. Never counts for society.
struct SupportLine {
    std::string name;
    std::string label;
    AmountForm form = AmountForm::total;
    Quantity amount;
    Window window;
    OnlyIf only_if = OnlyIf::always;
    std::vector<PartyShare> paid_to;
    Provenance provenance;
    std::string path;
};

/// What an effect is a percentage of.
struct EffectBase {
    enum class Of { income, operating_cost };
    std::string party;  ///< empty: all parties of the option ("combined")
    Of of = Of::operating_cost;
};

/// A temporary loss of productivity: disruption after completion, distraction during review.
struct Dip {
    std::string name;  ///< "disruption" or "distraction"
    Quantity dip;
    EffectBase of;
    Window window;
    Provenance provenance;
    std::string path;
};

/// A permanent change of productivity beyond the benefit lines: a loss, no change, or a gain.
struct LastingEffect {
    struct Side {
        Quantity probability;
        Quantity size;
    };
    std::optional<Side> gain;
    std::optional<Side> loss;
    EffectBase of;
    std::optional<Ramp> ramp;  ///< absent: linear, full by 36 months
    Provenance provenance;
    std::string path;
};

struct Workforce {
    Quantity key_staff;
    std::optional<Quantity> baseline;          ///< leavers a year that happen anyway; for the reader only
    std::optional<Quantity> while_in_review;   ///< extra hazard a year
    std::optional<Quantity> after_completion;  ///< extra hazard a year
    double after_completion_months = 0;
    std::optional<Quantity> cost_per_leaver;
    std::optional<Quantity> benefit_lost_per_leaver_share;
    Quantity replacement_time;        ///< months
    Quantity knowledge_not_restored;  ///< share of what review-time leavers knew
    Provenance provenance;
    std::string path;
};

struct Risk {
    std::string name;
    std::string label;
    Quantity probability;
    Anchor when{Anchor::Base::completion, {}, 0};
    Quantity costs;
    LineKind kind = LineKind::one_off;
    std::string mitigation;
    std::vector<PartyShare> paid_by;
    Provenance provenance;
    std::string path;
};

enum class Legal { single, separate };
enum class Luck { shared, own };

/// A contract that ends: after its term, or early when support has passed a limit.
struct Contract {
    std::optional<Quantity> term;           ///< months after completion
    std::optional<Quantity> support_limit;  ///< cumulative support at which the option is given up, nominal
    Provenance provenance;
    std::string path;
};

/// What a buyer offers for a target: counts when the perspective is that of the acquirer. Money is nominal.
struct Deal {
    std::string acquirer;             ///< a party
    std::string target;               ///< a party
    Quantity worth;                   ///< of the target on its own, at completion: drawn
    std::optional<Quantity> price;    ///< consideration; or a premium over the claimed worth
    std::optional<Quantity> premium;  ///< share of the claimed worth
    struct Financing {
        Quantity share;               ///< of the consideration that is borrowed
        Quantity interest;            ///< a year
        double years = 5;             ///< after completion, repaid at the end
        std::optional<Quantity> fee;  ///< share of the loan, at completion
    };
    std::optional<Financing> financing;
    /// Share of the consideration that the target pays to the acquirer when its side walks away: with this
    /// probability when the deal is abandoned or walked away from.
    struct Fee {
        Quantity share;
        std::optional<Quantity> probability;  ///< absent: always
    };
    std::optional<Fee> break_fee;
    std::optional<Fee> reverse_break_fee;  ///< paid by the acquirer when the deal is prohibited
    Provenance provenance;
    std::string path;
};

/// A number that several places share.
struct NamedQuantity {
    std::string name;
    std::string label;
    Quantity quantity;
};

/// One way in which the organisations could work together.
struct Option {
    std::string name;
    std::string label;
    std::string form;
    std::optional<Legal> legal;  ///< absent: as the form says
    bool counterfactual = false;
    Luck luck = Luck::shared;
    std::vector<std::string> parties;           ///< empty: all
    std::map<std::string, std::string> roles;   ///< role of the form -> party
    std::vector<NamedQuantity> terms;           ///< numbers of the form's lines, as here stated
    std::vector<std::string> cost_neutral_for;  ///< parties whose part of cost lines the others take over
    std::optional<Route> route;
    std::optional<Contract> contract;
    std::optional<Deal> deal;
    std::vector<CostLine> costs;
    std::vector<BenefitLine> benefits;
    std::vector<SupportLine> support;
    std::vector<Dip> dips;
    std::optional<LastingEffect> lasting;
    std::optional<Workforce> workforce;
    std::map<std::string, double> readiness;  ///< scores 1 to 5
    std::vector<Risk> risks;
    std::vector<std::string> typical;  ///< sections that were taken from the form: "route", "costs", ...
    Provenance provenance;
    std::string path;
};

/// An organisational form of the library.
struct Form {
    std::string name;
    std::string label;
    Legal legal = Legal::separate;
    Provenance provenance;
    std::string extends = {};             ///< a form whose typical lines and roles it takes over
    std::vector<std::string> roles = {};  ///< that its lines name in place of parties
    std::string evidence = {};            ///< what its typical numbers rest on, in words
    std::string caveat = {};
    Option typical = {};  ///< route, lines and effects of an option that says nothing of its own
    std::string path = {};
};

struct Late {
    std::chrono::sys_days completion_after{};
};
struct OverBudget {
    double exceeds = 1.2;  ///< times the claimed one-off cost
};
struct BenefitsShortfall {
    enum class Measure { run_rate, cumulative };
    double below = 0.75;  ///< share of the claim
    double by_year = 5;   ///< after completion
    Measure measure = Measure::run_rate;
};
struct Distress {
    std::string scope;           ///< any, combined, or a party
    double margin_below = 0.02;  ///< EBITDA over income, trailing twelve months
    double months = 12;          ///< consecutive month ends
};

struct Failure {
    std::string name;
    std::string label;
    std::variant<Late, OverBudget, BenefitsShortfall, Distress> condition;
    Provenance provenance;
    std::string path;
};

/// A working-day calendar of the library: a QuantLib base and dated exceptions.
struct Calendar {
    enum class Base { none, weekends_only, united_kingdom, target, united_states };
    std::string name;
    std::string label;
    Base base = Base::weekends_only;
    std::vector<std::chrono::sys_days> closed;
    std::vector<std::chrono::sys_days> open;
    Provenance provenance;
    std::string path;
};

enum class Sampling { plain, sobol };

struct RunSettings {
    std::uint64_t trials = 131072;
    std::uint64_t seed = 1;
    Sampling sampling = Sampling::sobol;
};

struct Scenario {
    Transaction transaction;
    std::vector<NamedQuantity> quantities;
    std::vector<Driver> drivers;
    std::vector<Party> parties;
    Dependence dependence;
    std::vector<Option> options;
    std::vector<Failure> failures;
    RunSettings run;

    // From the library, through `use:` or by name.
    std::vector<EvidenceEntry> evidence;
    std::vector<Track> routes;
    std::vector<Calendar> calendars;
    std::vector<Form> forms;
    std::map<std::string, double> readiness_weights;  ///< log-odds a point of score
    std::optional<CompetitionWeights> competition_weights;
    std::vector<OptimismBias> optimism_bias;
};

}  // namespace mergerisk::model
