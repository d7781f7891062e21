#include "engine/plan/canonical.h"

#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mergerisk::plan {
namespace {

/// Each record is taken apart by a structured binding, which names every member: a member that is added to
/// plan.h and forgotten here does not compile.
class Writer {
  public:
    template <class... Values>
    void all(Values const&... values) {
        (one(values), ...);
    }

    [[nodiscard]] std::vector<std::byte> take() && { return std::move(bytes_); }

    void raw(std::string_view text) {
        for (char const c : text) bytes_.push_back(static_cast<std::byte>(c));
    }

  private:
    template <class Unsigned>
    void little_endian(Unsigned value) {
        for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
            bytes_.push_back(static_cast<std::byte>((value >> (8 * i)) & 0xffU));
        }
    }

    void one(bool value) { bytes_.push_back(value ? std::byte{1} : std::byte{0}); }
    void one(std::int32_t value) { little_endian(static_cast<std::uint32_t>(value)); }
    void one(std::uint32_t value) { little_endian(value); }
    void one(std::uint64_t value) { little_endian(value); }
    void one(double value) { little_endian(std::bit_cast<std::uint64_t>(value)); }
    void one(std::string const& value) {
        little_endian(std::uint64_t{value.size()});
        raw(value);
    }
    void one(std::chrono::sys_days value) {
        little_endian(
            static_cast<std::uint64_t>(static_cast<std::int64_t>(value.time_since_epoch().count())));
    }
    template <class Enum>
    requires std::is_enum_v<Enum>
    void one(Enum value) {
        static_assert(sizeof(Enum) == 1);
        bytes_.push_back(static_cast<std::byte>(value));
    }
    template <class Tag>
    void one(base::Id<Tag> value) {
        little_endian(value.value);
    }
    template <class Value>
    void one(std::optional<Value> const& value) {
        one(value.has_value());
        if (value) one(*value);
    }
    template <class Value>
    void one(std::vector<Value> const& values) {
        little_endian(std::uint64_t{values.size()});
        for (Value const& value : values) one(value);
    }
    template <class Value, std::size_t kSize>
    void one(std::array<Value, kSize> const& values) {
        for (Value const& value : values) one(value);
    }

    void one(Draw const& value) {
        auto const& [address, name, sobol_dimension, index] = value;
        all(address, name, sobol_dimension, index);
    }
    void one(DependenceGroup const& value) {
        auto const& [members, factor] = value;
        all(members, factor);
    }
    void one(Quantity const& value) {
        auto const& [kind, draw, a, b, c, table, thresholds, values, inputs, score_shift, claimed, expected,
                     path] = value;
        all(kind, draw, a, b, c, table, thresholds, values, inputs, score_shift, claimed, expected, path);
    }
    void one(portable::QuantileTable::Segment const& value) {
        auto const& [z_low, z_high, cells_per_unit, first_cell, cells] = value;
        all(z_low, z_high, cells_per_unit, first_cell, cells);
    }
    void one(portable::QuantileTable const& value) {
        auto const& [segments, coefficients, maximum_error] = value;
        all(segments, coefficients, maximum_error);
    }

    void one(Timeline const& value) {
        auto const& [valuation_date, months, month_start_day, discount, flow_moment, deflate] = value;
        all(valuation_date, months, month_start_day, discount, flow_moment, deflate);
    }
    void one(Calendar const& value) {
        auto const& [name, open_before, open_day] = value;
        all(name, open_before, open_day);
    }
    void one(Driver const& value) {
        auto const& [name, annual, nominal] = value;
        all(name, annual, nominal);
    }
    void one(Party::SavingsPlan const& value) {
        auto const& [annual, years, realised, recurrent] = value;
        all(annual, years, realised, recurrent);
    }
    void one(Party const& value) {
        auto const& [name, label, income, income_driver, operating_cost, pay_share, pay_driver, other_driver,
                     savings_plan] = value;
        all(name, label, income, income_driver, operating_cost, pay_share, pay_driver, other_driver,
            savings_plan);
    }

    void one(Clock::Extension const& value) {
        auto const& [probability, happens, extra] = value;
        all(probability, happens, extra);
    }
    void one(Clock::Stop const& value) {
        auto const& [probability, happens, length, unit] = value;
        all(probability, happens, length, unit);
    }
    void one(Clock const& value) {
        auto const& [calendar, unit, first_day_next, ends_on_working_day, length, earliest, statutory,
                     planned, extension, stop] = value;
        all(calendar, unit, first_day_next, ends_on_working_day, length, earliest, statutory, planned,
            extension, stop);
    }
    void one(Branch::Keep const& value) {
        auto const& [benefit, share] = value;
        all(benefit, share);
    }
    void one(Branch const& value) {
        auto const& [stage, end, probability, keeps, remedy_cost] = value;
        all(stage, end, probability, keeps, remedy_cost);
    }
    void one(Stage const& value) {
        auto const& [name, label, track, visit, later_visits, duration, clock, branch, next,
                     next_when_extended, claimed_branch] = value;
        all(name, label, track, visit, later_visits, duration, clock, branch, next, next_when_extended,
            claimed_branch);
    }
    void one(Track const& value) {
        auto const& [name, label, start, stages, after_completion, holds_separate] = value;
        all(name, label, start, stages, after_completion, holds_separate);
    }
    void one(Route::WalkAway const& value) {
        auto const& [hazard, draw] = value;
        all(hazard, draw);
    }
    void one(Route const& value) {
        auto const& [tracks, stages, planned_completion, allowed_completion, slip, walk_away] = value;
        all(tracks, stages, planned_completion, allowed_completion, slip, walk_away);
    }

    void one(Anchor const& value) {
        auto const& [base, offset] = value;
        all(base, offset);
    }
    void one(Window const& value) {
        auto const& [kind, from, to, length, track, stage] = value;
        all(kind, from, to, length, track, stage);
    }
    void one(Ramp const& value) {
        auto const& [shape, half_by, full_by, connections] = value;
        all(shape, half_by, full_by, connections);
    }
    void one(Payers const& value) {
        auto const& [party, funder] = value;
        all(party, funder);
    }
    void one(CostLine const& value) {
        auto const& [name, label, form, amount, overrun, window, shape, one_off, capital, only_if, committed,
                     index, nominal, paid_by] = value;
        all(name, label, form, amount, overrun, window, shape, one_off, capital, only_if, committed, index,
            nominal, paid_by);
    }
    void one(BenefitLine const& value) {
        auto const& [name, label, annual, kind, realised, merger_specific, starts, ramp, lasts, fades,
                     only_if, index, paid_to] = value;
        all(name, label, annual, kind, realised, merger_specific, starts, ramp, lasts, fades, only_if, index,
            paid_to);
    }
    void one(SupportLine const& value) {
        auto const& [name, form, amount, window, only_if, paid_to] = value;
        all(name, form, amount, window, only_if, paid_to);
    }
    void one(EffectBase const& value) {
        auto const& [parties, income] = value;
        all(parties, income);
    }
    void one(Dip const& value) {
        auto const& [name, dip, of, window] = value;
        all(name, dip, of, window);
    }
    void one(Lasting const& value) {
        auto const& [which, gain_probability, gain_size, loss_probability, loss_size, of, ramp] = value;
        all(which, gain_probability, gain_size, loss_probability, loss_size, of, ramp);
    }
    void one(Workforce const& value) {
        auto const& [key_staff, while_in_review, after_completion, after_completion_months, cost_per_leaver,
                     benefit_lost, replacement_time, knowledge_not_restored] = value;
        all(key_staff, while_in_review, after_completion, after_completion_months, cost_per_leaver,
            benefit_lost, replacement_time, knowledge_not_restored);
    }
    void one(Risk const& value) {
        auto const& [name, label, probability, happens, when, costs, one_off, paid_by] = value;
        all(name, label, probability, happens, when, costs, one_off, paid_by);
    }
    void one(BackgroundSaving const& value) {
        auto const& [name, annual, realised, merger_specific, start, ramp, lasts, fades, index, paid_to] =
            value;
        all(name, annual, realised, merger_specific, start, ramp, lasts, fades, index, paid_to);
    }
    void one(Exit const& value) {
        auto const& [term, support_limit] = value;
        all(term, support_limit);
    }
    void one(Option const& value) {
        auto const& [name, label, form, counterfactual, single_entity, parties, route, exit, costs, benefits,
                     support, dips, lasting, workforce, risks] = value;
        all(name, label, form, counterfactual, single_entity, parties, route, exit, costs, benefits, support,
            dips, lasting, workforce, risks);
    }
    void one(Failure const& value) {
        auto const& [name, label, kind, limit, by_months, cumulative, consecutive, scope, party] = value;
        all(name, label, kind, limit, by_months, cumulative, consecutive, scope, party);
    }
    void one(Sampling const& value) {
        auto const& [kind, seed, directions] = value;
        all(kind, seed, directions);
    }

    std::vector<std::byte> bytes_;
};

}  // namespace

std::vector<std::byte> canonical_bytes(Plan const& plan) {
    Writer writer;
    writer.raw("mergerisk plan");
    auto const& [timeline, calendars, sampling, draws, groups, tables, quantities, drivers, general_inflation,
                 parties, background_savings, options, counterfactual, failures, materiality] = plan;
    std::optional<std::uint64_t> const counterfactual_index = counterfactual;
    writer.all(kCanonicalVersion, timeline, calendars, sampling, draws, groups, tables, quantities, drivers,
               general_inflation, parties, background_savings, options, counterfactual_index, failures,
               materiality);
    return std::move(writer).take();
}

}  // namespace mergerisk::plan
