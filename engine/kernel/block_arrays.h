#pragma once
// Where one block of trials is worked out. Plain pointers into memory that a Scratch owns; every array starts
// at a multiple of 64 bytes.

#include "engine/kernel/program.h"

#include <cstddef>
#include <cstdint>

namespace mergerisk::kernel {

/// What the route of one option gives, [kBlock] each unless stated. Without a failure `failure` is infinite;
/// `completion` is that of the view in which nothing fails, always finite. Tracks after completion go on from
/// there in all trials.
struct RouteArrays {
    double* completion;          ///< C, months
    double* failure;             ///< F, months
    double* cause;               ///< index of plan::Outcome: 0 when the option does not fail
    double* entry;               ///< [stage x kBlock], infinite when not entered
    double* end;                 ///< [stage x kBlock]
    double* track_end;           ///< [track x kBlock]
    double* keep;                ///< [benefit x kBlock] share that remedies leave
    double* remedy_cost;         ///< prices of the claim
    double* late_remedy_cost;    ///< [track x kBlock] of tracks after completion
    double* keep_at_completion;  ///< [benefit x kBlock] without what tracks after completion change
    double* integration;         ///< months, in the view in which nothing fails
    double* unwinding;           ///< U, infinite without
    double* exit;                ///< X, infinite without one; right once the block is simulated
    std::uint8_t* branch;        ///< [stage x kBlock] as plan::OptionOutcome::stage_branch
};

/// Month by month for one tile, [month x kLanes] each.
struct TileArrays {
    double* driver_index;  ///< [driver] I
    double const* ones;
    double const* price_index;  ///< P
    double* inverse_price;
    double* index_nominal;    ///< [index class] nominal value of one unit
    double* index_weight;     ///< [index class] present value of one unit
    double* income;           ///< [party] nominal
    double* operating;        ///< [party] nominal
    double* trailing_income;  ///< [party] of twelve months
    double* standalone;       ///< [party] income - operating cost + background savings
    double* flow;             ///< of one line
    double* share;            ///< of one line, without the amount
    double* cost;             ///< nominal
    double* cash_benefit;     ///< cash-releasing, nominal
    double* other_benefit;    ///< not cash-releasing, nominal
    double* one_off;          ///< prices of the claim
    double* benefit;          ///< benefit lines before additionality, prices of the claim
    double* ebitda;           ///< [party] nominal
    double* margin;
    double* combined_margin;
    double* work_factor;  ///< what leavers leave of the benefits
};

/// What one option yields, [.. x kBlock] each; see plan::OptionOutcome. Present values are own ones, nothing
/// subtracted, until the block is finished.
struct OutcomeArrays {
    double* metric;
    double* failure_month;
    double* distress_month;
    double* yearly_net_cash;
    double* bridge;
    double* delay_postponed;
    std::uint8_t* outcome;
    std::uint8_t* distressed_at_start;
};

struct BlockArrays {
    double* uniforms;            ///< [draw x kBlock]
    double* scores;              ///< [draw x kBlock]
    double* quantities;          ///< [row x kBlock]
    double* compact_quantities;  ///< [row x kBlock] of the failed trials of one option, side by side
    double* compact_uniforms;    ///< [draw x kBlock]
    RouteArrays* routes;         ///< [option]
    RouteArrays compact_route;
    std::uint32_t* compact_lane;  ///< [kBlock] where a failed trial came from
    TileArrays tile;
    double* planned_shares;  ///< [fixed planned shares x month], zero where nothing falls
    bool* planned_shares_known;
    double* earliest_distress;  ///< [failure x kLanes]
    OutcomeArrays* outcomes;    ///< [option]
};

}  // namespace mergerisk::kernel
