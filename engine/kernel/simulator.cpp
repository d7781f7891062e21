#include "engine/kernel/simulator.h"

#include "engine/base/contract.h"

#include <algorithm>
#include <array>
#include <limits>

namespace mergerisk::kernel {

namespace {

using plan::Metric;

constexpr double kNever = std::numeric_limits<double>::infinity();

double* metric_row(OutcomeArrays const& outcomes, Metric metric) {
    return outcomes.metric + static_cast<std::size_t>(metric) * kBlock;
}

/// own[i] -= other[i]
void subtract(double* own, double const* other, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) own[i] -= other[i];
}

/// Position of the first number that is infinite or undefined; count: there is none.
std::size_t first_not_finite(double const* values, std::size_t count) {
    // x - x is 0 for finite numbers only.
    auto const is_finite = [](double x) { return x - x == 0; };
    std::uint64_t lost = 0;
    for (std::size_t i = 0; i < count; ++i) lost += is_finite(values[i]) ? 0U : 1U;
    if (lost == 0) return count;
    return static_cast<std::size_t>(std::find_if_not(values, values + count, is_finite) - values);
}

/// Distress is a cause only where the counterfactual of the same trial has none.
void attribute_distress(Program const& program, OutcomeArrays const& own, OutcomeArrays const* counterfactual,
                        std::size_t count) {
    for (std::size_t f = 0; f < program.failures.size; ++f) {
        if (program.failures[f].kind != plan::Failure::Kind::distress) continue;
        double const* const month = own.distress_month + f * kBlock;
        double* const listed = own.failure_month + (plan::kBuiltInFailureCount + f) * kBlock;
        for (std::size_t i = 0; i < count; ++i) {
            bool const anyway =
                counterfactual != nullptr && counterfactual->distress_month[f * kBlock + i] < kNever;
            listed[i] = anyway ? kNever : month[i];
        }
    }
}

template <class Columns>
void copy_rows(double const* rows, std::size_t count, Columns& columns, std::size_t at) {
    for (auto& column : columns) {
        std::copy_n(rows, count, column.begin() + static_cast<std::ptrdiff_t>(at));
        rows += kBlock;
    }
}

void copy_out(OutcomeArrays const& from, std::size_t failures, std::size_t count, plan::OptionColumns& into,
              std::size_t at) {
    copy_rows(from.metric, count, into.metric, at);
    copy_rows(from.failure_month, count, into.failure_month, at);
    copy_rows(from.distress_month, count, into.distress_month, at);
    copy_rows(from.yearly_net_cash, count, into.yearly_net_cash, at);
    copy_rows(from.bridge, count, into.bridge_npv, at);
    for (std::size_t i = 0; i < count; ++i) {
        into.delay_postponed[at + i] = from.delay_postponed[i];
        into.outcome[at + i] = static_cast<plan::Outcome>(from.outcome[i]);
        for (std::size_t f = 0; f < failures; ++f)
            into.distressed_at_start[f][at + i] = from.distressed_at_start[f * kBlock + i];
    }
}

/// The stages of one route as the trials had them: cut at F, after completion at X.
void copy_stages(OptionStep const& option, RouteArrays const& route, std::size_t count,
                 plan::OptionColumns& into, std::size_t at) {
    for (std::size_t s = 0; s < into.stage_entry.size(); ++s) {
        double const* const cut_at = option.route.stages[s].after_completion ? route.exit : route.failure;
        double const* const entry = route.entry + s * kBlock;
        double const* const end = route.end + s * kBlock;
        std::uint8_t const* const branch = route.branch + s * kBlock;
        for (std::size_t i = 0; i < count; ++i) {
            double const cut = cut_at[i];
            bool const finished = end[i] <= cut && end[i] < kNever;
            bool const entered = finished || entry[i] < cut;
            into.stage_entry[s][at + i] = entered ? entry[i] : kNever;
            into.stage_end[s][at + i] = finished ? end[i] : entered ? cut : kNever;
            into.stage_branch[s][at + i] = finished ? branch[i] : plan::kNoBranch;
        }
    }
}

}  // namespace

TrialFailure::TrialFailure(std::uint64_t trial, std::string const& where, std::string const& reason)
    : std::runtime_error("trial " + std::to_string(trial) + ", " + where + ": " + reason), trial_{trial} {}

Simulator::Simulator(plan::Plan const& plan, InstructionSet instruction_set)
    : prepared_{plan}, code_{simulation_for(instruction_set)} {
    for (plan::Quantity const& quantity : plan.quantities)
        quantity_names_.push_back(
            !quantity.path.empty() ? quantity.path : "number " + std::to_string(quantity_names_.size()));
    for (plan::Option const& option : plan.options) option_names_.push_back(option.name);
    find_claimed();
}

void Simulator::find_claimed() {
    Program const& program = prepared_.claimed_program();
    Scratch const scratch{program};
    BlockArrays const& block = scratch.arrays();
    for (std::size_t row = 0; row < program.rows; ++row)
        std::fill_n(block.quantities + row * kBlock, kBlock, prepared_.claimed_values()[row]);
    for (std::size_t o = 0; o < options(); ++o) {
        code_.simulate_claimed(program, o, block);
        OutcomeArrays const& outcomes = block.outcomes[o];
        plan::ClaimedOutcome claimed;
        claimed.npv_own = metric_row(outcomes, Metric::npv_own)[0];
        claimed.benefits_pv = metric_row(outcomes, Metric::benefits_pv)[0];
        claimed.costs_pv = metric_row(outcomes, Metric::costs_pv)[0];
        claimed.one_off_cost = metric_row(outcomes, Metric::one_off_cost)[0];
        claimed.completion_months = program.options[o].planned_completion;
        for (std::size_t year = 0; year < program.years; ++year)
            claimed.yearly_net_cash.push_back(outcomes.yearly_net_cash[year * kBlock]);
        claimed_.push_back(std::move(claimed));
        prepared_.set_claimed_one_off_cost(o, claimed_.back().one_off_cost);
    }
    plan::ClaimedOutcome none;
    plan::ClaimedOutcome const base = program.has_counterfactual ? claimed_[program.counterfactual] : none;
    for (plan::ClaimedOutcome& claimed : claimed_) {
        claimed.benefits_pv -= base.benefits_pv;
        claimed.costs_pv -= base.costs_pv;
        claimed.npv = claimed.benefits_pv - claimed.costs_pv;
    }
}

void Simulator::subtract_counterfactual(std::size_t count, BlockArrays const& block) const {
    Program const& program = prepared_.program();
    OutcomeArrays const* const base =
        program.has_counterfactual ? &block.outcomes[program.counterfactual] : nullptr;
    auto const finish = [&](OutcomeArrays const& own) {
        if (base != nullptr) {
            for (Metric const metric :
                 {Metric::benefits_pv, Metric::costs_pv, Metric::npv_parties, Metric::npv_funder})
                subtract(metric_row(own, metric), metric_row(*base, metric), count);
            for (std::size_t view = 0; view < plan::kBridgeViewCount; ++view)
                subtract(own.bridge + view * kBlock, base->bridge + view * kBlock, count);
            subtract(own.delay_postponed, base->delay_postponed, count);
        }
        double* const npv = metric_row(own, Metric::npv);
        double const* const benefits = metric_row(own, Metric::benefits_pv);
        double const* const costs = metric_row(own, Metric::costs_pv);
        for (std::size_t i = 0; i < count; ++i) npv[i] = benefits[i] - costs[i];
        attribute_distress(program, own, &own == base ? nullptr : base, count);
    };
    for (std::size_t o = 0; o < options(); ++o) {
        if (&block.outcomes[o] != base) finish(block.outcomes[o]);
    }
    if (base != nullptr) finish(*base);  // last: the others need its own values
}

void Simulator::check_quantities(std::uint64_t first_trial, std::size_t count,
                                 BlockArrays const& block) const {
    for (Row const row : prepared_.program().drawn_rows) {
        std::size_t const bad = first_not_finite(block.quantities + row * kBlock, count);
        if (bad < count)
            throw TrialFailure(first_trial + bad, "quantity " + quantity_names_[row],
                               "it is not a finite number");
    }
}

void Simulator::check_outcomes(std::uint64_t first_trial, std::size_t count, BlockArrays const& block) const {
    constexpr std::array<Metric, 6> kFinite{Metric::npv,          Metric::npv_own,      Metric::npv_parties,
                                            Metric::one_off_cost, Metric::peak_funding, Metric::support};
    for (std::size_t o = 0; o < options(); ++o) {
        for (Metric const metric : kFinite) {
            double const* const values = metric_row(block.outcomes[o], metric);
            std::size_t const bad = first_not_finite(values, count);
            if (bad == count) continue;
            throw TrialFailure(first_trial + bad, "option " + option_names_[o],
                               std::string{plan::kMetricNames[static_cast<std::size_t>(metric)]} +
                                   " is not a finite number");
        }
    }
}

void Simulator::simulate(std::uint64_t first_trial, std::size_t count, Scratch& scratch, plan::Outcomes& into,
                         std::size_t at) const {
    EXPECTS(count > 0 && count <= kBlock && at + count <= into.trials);
    EXPECTS(into.options.size() == options());
    BlockArrays const& block = scratch.arrays();
    code_.draw_block(prepared_.program(), first_trial, count, block);
    check_quantities(first_trial, count, block);
    code_.simulate_block(prepared_.program(), count, block);
    subtract_counterfactual(count, block);
    check_outcomes(first_trial, count, block);
    for (std::size_t o = 0; o < options(); ++o)
        copy_out(block.outcomes[o], failures(), count, into.options[o], at);
    for (std::size_t o = 0; o < options(); ++o)
        copy_stages(prepared_.program().options[o], block.routes[o], count, into.options[o], at);
}

}  // namespace mergerisk::kernel
