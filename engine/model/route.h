#pragma once
// Approvals that an option must pass: parallel tracks of stages with clocks and branches.

#include "engine/model/quantity.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::model {

/// The benefit lines a remedy leaves in part, and what the remedy costs.
struct Remedies {
    struct Keeps {
        std::string benefit;
        Quantity share;
    };
    std::vector<Keeps> keeps;
    std::optional<Quantity> cost;  ///< money, paid at completion; after completion at clearance
};

/// Back to a stage that the track has passed already, at most so many times; the next time the branch leads
/// to `then` instead.
struct ReferBack {
    double at_most = 1;
    std::string then = "abandoned";  ///< one of the four ends
};

/// What the competition case of an option says about a branch: see CompetitionCase.
enum class CompetitionScore { concern, customer_benefits };

/// Where a stage leads. `target` is a stage of the same track or one of the four ends: cleared,
/// cleared_with_remedies, abandoned, prohibited. Without a probability the branch takes the rest.
struct Branch {
    std::string target;
    std::optional<Quantity> probability;
    /// The log-odds of the probability move by these scores of the option's competition case.
    std::vector<CompetitionScore> shifted_by;
    /// The probability is that of the failing-firm argument of the option's competition case; 0 without one.
    bool by_failing_firm = false;
    std::optional<ReferBack> refer_back;
    std::optional<Remedies> remedies;
    std::string path;
};

enum class ClockUnit { working_day, day, week };

/// A statutory clock. See the language reference for how a length becomes a date.
struct Clock {
    enum class FirstDay { same, next };
    enum class Ends { exactly, next_working_day };

    struct Extension {
        Quantity probability;
        double adds = 0;                ///< units after the statutory day, at most
        std::optional<Quantity> extra;  ///< units used; absent: uniform on 1 to `adds`
        std::vector<Branch> then;       ///< replaces `next` when extended; empty: `next` stays
    };
    struct Stop {
        Quantity probability;
        Quantity length;  ///< units
        ClockUnit unit = ClockUnit::day;
    };

    std::string calendar;  ///< empty: the transaction's
    ClockUnit unit = ClockUnit::working_day;
    FirstDay first_day = FirstDay::next;
    Ends ends = Ends::exactly;
    std::optional<Quantity> length;  ///< units; absent: the statutory length
    double earliest = 1;             ///< units
    double statutory = 0;            ///< units
    std::optional<double> planned;   ///< units, for the claimed view; absent: statutory
    std::optional<Extension> extension;
    std::optional<Stop> stop;
};

/// What replaces parts of a stage for an option whose acquirer has credentials; absent parts stay.
struct WhenCredentialed {
    std::optional<Quantity> duration;
    std::optional<Clock> clock;
    std::vector<Branch> next;
};

/// Exactly one of `duration` and `clock` is there.
struct Stage {
    std::string name;
    std::string label;
    std::optional<Quantity> duration;  ///< months
    std::optional<Clock> clock;
    std::vector<Branch> next;
    std::optional<WhenCredentialed> when_credentialed;
    Provenance provenance;
    std::string path;
};

struct Track {
    std::string name;
    std::string label;
    std::string start;  ///< the stage it enters first
    std::vector<Stage> stages;
    std::optional<std::chrono::sys_days> valid_from;
    std::optional<std::chrono::sys_days> valid_to;
    bool after_completion = false;  ///< a review that begins when the deal has completed
    bool holds_separate = false;    ///< the businesses are held apart until it has cleared
    Provenance provenance;
    std::string path;
};

enum class CompletesOn { any_moment, first_of_month, first_of_quarter, first_of_april };

/// What an option's merger review will look at. Three numbers follow, on which branches of the route may
/// depend: the concern about competition and the weight of customer benefits, both changes of log-odds, and
/// the probability that the failing-firm argument succeeds.
struct CompetitionCase {
    struct Share {
        std::string party;
        Quantity share;
    };
    struct Market {
        std::string name;
        std::string label;
        std::vector<Share> shares;             ///< of the option's parties
        std::vector<double> others;            ///< shares of the other suppliers
        std::optional<double> others_squared;  ///< their Herfindahl-Hirschman index, points, instead
        std::string path;
    };
    /// A relevant customer benefit: likely within a reasonable time and unlikely without the merger
    /// (Enterprise Act 2002, s. 30).
    struct CustomerBenefit {
        std::string name;
        std::string label;
        Quantity accepted;  ///< probability that the authority accepts it
        double weight = 1;
        std::string path;
    };
    struct FailingFirm {
        Quantity exit_inevitable;
        Quantity no_less_anticompetitive_purchaser;
        Quantity exit_no_better;
    };
    std::vector<Market> markets;
    std::optional<Quantity> diversion;    ///< share of lost sales that go to the other party
    std::optional<Quantity> margin;       ///< gross margin of the other party, share of price
    std::optional<Quantity> price_ratio;  ///< its price over the own one; absent: 1
    std::vector<CustomerBenefit> customer_benefits;
    std::optional<FailingFirm> failing_firm;
    Provenance provenance;
    std::string path;
};

/// How the numbers of a competition case move log-odds: judgement, from the library.
///   concern = the largest over the markets of change_of_hhi (change of HHI - change_of_hhi_reference) / 100
///           + level_of_hhi (HHI after the merger - level_of_hhi_reference) / 1000, plus
///             price_pressure (GUPPI - price_pressure_reference) / 1 %, within +- limit; a part without its
///             numbers adds nothing
///   customer_benefits = customer_benefit * sum of the weights of the benefits accepted, within + limit
/// HHI in points (squares of shares in %), GUPPI = diversion * margin * price ratio.
struct CompetitionWeights {
    double change_of_hhi = 0;
    double change_of_hhi_reference = 0;
    double level_of_hhi = 0;
    double level_of_hhi_reference = 0;
    double price_pressure = 0;
    double price_pressure_reference = 0;
    double customer_benefit = 0;
    double limit = 2;
    Provenance provenance;
    std::string path;
};

struct Route {
    struct UsedTrack {
        std::string name;          ///< what the option calls it
        std::string library_name;  ///< a track of `routes:`; empty when it is written out
        Track track;               ///< when written out
        std::string path;
    };
    std::vector<UsedTrack> tracks;
    std::optional<std::chrono::sys_days> planned_completion;
    CompletesOn completes_on = CompletesOn::any_moment;
    std::optional<Quantity> slip;                ///< months, after the last clearance
    std::optional<Quantity> abandonment_hazard;  ///< a year, while the parties wait
    bool credentialed = false;                   ///< the acquirer has credentials: see WhenCredentialed
    std::optional<CompetitionCase> competition;
};

}  // namespace mergerisk::model
