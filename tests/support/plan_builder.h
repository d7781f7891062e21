#pragma once
// Makes valid plans by hand, for tests: dated timelines, calendars, quantities, routes, lines.
//
// What a plan leaves open is filled in as the compiler of scenarios would: claims, expected values, canonical
// order of branches, claimed branches, payers. Everything else stays what the structures of engine/plan say.

#include "engine/plan/plan.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mergerisk::test_support {

class PlanBuilder {
  public:
    /// Monthly periods from the valuation date; no discounting, real prices, flows in the middle of the
    /// month, plain sampling with seed 1, no parties, no options.
    PlanBuilder(std::chrono::sys_days valuation_date, std::uint32_t months);

    PlanBuilder& discount_rate(double annual);  ///< factors (1 + annual)^-t, t in years
    PlanBuilder& flows_at_end_of_month();       ///< instead of its middle
    PlanBuilder& nominal_prices();
    PlanBuilder& seed(std::uint64_t value);
    /// Scrambled Sobol points for the first draws, up to ten, of first visits; plain ones for the others.
    PlanBuilder& sobol();

    /// The start of that day in months from the valuation date. Precondition: within the grid.
    [[nodiscard]] double months_at(std::chrono::sys_days day) const;
    /// The date in which a moment lies (see plan.h: the end of a day lies in that day, moment 0 in day 0).
    [[nodiscard]] std::chrono::sys_days date_of(double months) const;

    /// The draw of that address and visit; the same ones give the same draw.
    plan::DrawId draw(std::string const& address, std::uint32_t index = 0);
    void correlate(std::vector<plan::DrawId> members, std::vector<double> factor);

    plan::QuantityId constant(double value);
    plan::QuantityId uniform(std::string const& address, double low, double high);
    plan::QuantityId triangular(std::string const& address, double low, double mode, double high);
    plan::QuantityId normal(std::string const& address, double mean, double standard_deviation);
    plan::QuantityId lognormal(std::string const& address, double mu, double sigma);
    plan::QuantityId discrete(std::string const& address, std::vector<double> const& probabilities,
                              std::vector<double> values);
    /// offset + scale * T(z). `claimed` and `expected` are those of the quantity, not of the table.
    plan::QuantityId table(std::string const& address, portable::QuantileTable table, double claimed,
                           double expected, double offset = 0, double scale = 1);
    plan::QuantityId stick(std::vector<plan::QuantityId> inputs);
    plan::QuantityId shifted_probability(plan::QuantityId of, double by,
                                         std::vector<plan::QuantityId> const& and_by = {});
    /// constant + sum of weights[i] inputs[i], cut to [low, high].
    plan::QuantityId linear(double constant, std::vector<double> weights,
                            std::vector<plan::QuantityId> inputs, double low, double high);
    plan::QuantityId product(double factor, std::vector<plan::QuantityId> inputs);
    plan::QuantityId maximum(double floor, std::vector<plan::QuantityId> inputs);
    plan::QuantityId add(plan::Quantity quantity);
    plan::Quantity& quantity(plan::QuantityId id) { return plan_.quantities[id.index()]; }
    /// Replaces what the claimed view uses.
    PlanBuilder& claim(plan::QuantityId quantity, double value);

    /// Monday to Friday without these days. Covers every day of the grid.
    plan::CalendarId calendar(std::string name, std::span<std::chrono::sys_days const> closed = {});

    plan::DriverId driver(std::string name, plan::QuantityId annual, bool nominal = true);
    PlanBuilder& general_inflation(plan::DriverId driver);

    plan::PartyId party(std::string name, plan::QuantityId annual_income,
                        plan::QuantityId annual_operating_cost);
    plan::Party& party(plan::PartyId id) { return plan_.parties[id.index()]; }
    PlanBuilder& background_saving(plan::BackgroundSaving saving);

    /// Index of the option. Payers without a share of anyone stay so: others pay.
    std::size_t add(plan::Option option);
    PlanBuilder& counterfactual(std::size_t option);
    /// Index of the failure.
    std::size_t add(plan::Failure failure);
    PlanBuilder& materiality(double share);

    /// Precondition: ids refer to what exists; inputs come before what uses them.
    [[nodiscard]] plan::Plan build() const;

  private:
    plan::Plan plan_;
    double discount_rate_ = 0;
    bool sobol_ = false;
};

/// A route, track by track. Stages are added in the order in which they can be entered.
class RouteBuilder {
  public:
    explicit RouteBuilder(PlanBuilder const& plan) : plan_{plan} {}

    plan::TrackId track(std::string name);
    plan::StageId stage(plan::TrackId track, std::string name, plan::QuantityId duration,
                        plan::DrawId branch);
    plan::StageId stage(plan::TrackId track, std::string name, plan::Clock clock, plan::DrawId branch);
    /// Puts the branches into canonical order and finds the claimed one.
    RouteBuilder& next(plan::StageId stage, std::vector<plan::Branch> branches);
    RouteBuilder& next_when_extended(plan::StageId stage, std::vector<plan::Branch> branches);

    plan::Route route;  ///< the rest is set directly

  private:
    plan::StageId add(plan::TrackId track, plan::Stage stage);

    PlanBuilder const& plan_;
};

[[nodiscard]] plan::Branch to(plan::End end, std::optional<plan::QuantityId> probability = {});
[[nodiscard]] plan::Branch to(plan::StageId stage, std::optional<plan::QuantityId> probability = {});

[[nodiscard]] plan::Anchor at(plan::Anchor::Base base, double offset = 0);
[[nodiscard]] plan::Window from_to(plan::Anchor from, plan::Anchor to);
[[nodiscard]] plan::Window from_for(plan::Anchor from, plan::QuantityId months);
[[nodiscard]] plan::Window review();
[[nodiscard]] plan::Window during(plan::TrackId track);
[[nodiscard]] plan::Window during(plan::StageId stage);

/// All of it by one party of the plan, or by the funder.
[[nodiscard]] plan::Payers party_alone(plan::PartyId party);
[[nodiscard]] plan::Payers funder_alone();

[[nodiscard]] plan::CostLine cost(std::string name, plan::CostLine::Form form, plan::QuantityId amount,
                                  plan::Window window);
/// Cash releasing, at full rate from its start.
[[nodiscard]] plan::BenefitLine benefit(std::string name, plan::QuantityId annual, plan::Anchor starts);

}  // namespace mergerisk::test_support
