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
    std::optional<Quantity> cost;  ///< money, paid at clearance
};

/// Where a stage leads. `target` is a stage of the same track or one of the four ends: cleared,
/// cleared_with_remedies, abandoned, prohibited. Without a probability the branch takes the rest.
struct Branch {
    std::string target;
    std::optional<Quantity> probability;
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

/// Exactly one of `duration` and `clock` is there.
struct Stage {
    std::string name;
    std::string label;
    std::optional<Quantity> duration;  ///< months
    std::optional<Clock> clock;
    std::vector<Branch> next;
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
    Provenance provenance;
    std::string path;
};

enum class CompletesOn { any_moment, first_of_month, first_of_quarter, first_of_april };

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
};

}  // namespace mergerisk::model
