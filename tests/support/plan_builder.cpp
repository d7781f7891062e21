#include "tests/support/plan_builder.h"

#include "engine/base/contract.h"
#include "engine/random/name_hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>

namespace mergerisk::test_support {
namespace {

constexpr std::uint32_t kMonthsBeyondHorizon = 240;
constexpr std::size_t kSobolDimensions = 10;

// The first day of month m of the grid; a day that the month does not have becomes its last one.
std::chrono::sys_days start_of_month(std::chrono::sys_days valuation_date, std::uint32_t month) {
    std::chrono::year_month_day const date =
        std::chrono::year_month_day{valuation_date} + std::chrono::months{month};
    return date.ok() ? std::chrono::sys_days{date}
                     : std::chrono::sys_days{date.year() / date.month() / std::chrono::last};
}

// Source: S. Joe and F. Y. Kuo (2008), "Constructing Sobol sequences with better two-dimensional
// projections", SIAM J. Sci. Comput. 30(5), file new-joe-kuo-6.21201, first ten dimensions: degree and
// coefficients of the primitive polynomial, initial numbers.
struct SobolPolynomial {
    std::uint32_t degree;
    std::uint32_t coefficients;
    std::array<std::uint32_t, 5> initial;
};
constexpr std::array<SobolPolynomial, kSobolDimensions - 1> kPolynomials{{
    {1, 0, {1}},
    {2, 1, {1, 3}},
    {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}},
    {4, 1, {1, 1, 3, 3}},
    {4, 4, {1, 3, 5, 13}},
    {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}},
    {5, 7, {1, 1, 7, 11, 19}},
}};

std::array<std::uint32_t, 32> directions_of(std::size_t dimension) {
    std::array<std::uint32_t, 32> v{};
    if (dimension == 0) {
        for (std::uint32_t i = 0; i < 32; ++i) v[i] = 1U << (31U - i);
        return v;
    }
    SobolPolynomial const& p = kPolynomials[dimension - 1];
    for (std::uint32_t i = 0; i < 32; ++i) {
        if (i < p.degree) {
            v[i] = p.initial[i] << (31U - i);
            continue;
        }
        v[i] = v[i - p.degree] ^ (v[i - p.degree] >> p.degree);
        for (std::uint32_t k = 1; k < p.degree; ++k) {
            if (((p.coefficients >> (p.degree - 1U - k)) & 1U) != 0) v[i] ^= v[i - k];
        }
    }
    return v;
}

int canonical_rank(plan::Branch const& branch) {
    if (branch.stage) return 2;
    switch (branch.end) {
        case plan::End::cleared:
            return 0;
        case plan::End::cleared_with_remedies:
            return 1;
        case plan::End::abandoned:
            return 3;
        case plan::End::prohibited:
            return 4;
    }
    return 4;
}

bool fails(plan::Branch const& branch) {
    return canonical_rank(branch) > 2;
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------

PlanBuilder::PlanBuilder(std::chrono::sys_days valuation_date, std::uint32_t months) {
    EXPECTS(months > 0);
    plan_.timeline.valuation_date = valuation_date;
    plan_.timeline.months = months;
    for (std::uint32_t m = 0; m <= months + kMonthsBeyondHorizon; ++m) {
        plan_.timeline.month_start_day.push_back(
            static_cast<std::int32_t>((start_of_month(valuation_date, m) - valuation_date).count()));
    }
    plan_.sampling.kind = plan::Sampling::Kind::plain;
}

PlanBuilder& PlanBuilder::discount_rate(double annual) {
    discount_rate_ = annual;
    return *this;
}

PlanBuilder& PlanBuilder::flows_at_end_of_month() {
    plan_.timeline.flow_moment = 1;
    return *this;
}

PlanBuilder& PlanBuilder::nominal_prices() {
    plan_.timeline.deflate = false;
    return *this;
}

PlanBuilder& PlanBuilder::seed(std::uint64_t value) {
    plan_.sampling.seed = value;
    return *this;
}

PlanBuilder& PlanBuilder::sobol() {
    sobol_ = true;
    return *this;
}

double PlanBuilder::months_at(std::chrono::sys_days day) const {
    auto const& starts = plan_.timeline.month_start_day;
    auto const days = static_cast<std::int32_t>((day - plan_.timeline.valuation_date).count());
    EXPECTS(days >= 0 && days < starts.back());
    auto const next = std::upper_bound(starts.begin(), starts.end(), days);
    auto const month = std::distance(starts.begin(), next) - 1;
    return static_cast<double>(month) +
           static_cast<double>(days - *(next - 1)) / static_cast<double>(*next - *(next - 1));
}

std::chrono::sys_days PlanBuilder::date_of(double months) const {
    auto const& starts = plan_.timeline.month_start_day;
    auto const month = static_cast<std::size_t>(std::floor(months));
    EXPECTS(months >= 0 && month + 1 < starts.size());
    double const moment =
        starts[month] + (months - static_cast<double>(month)) * (starts[month + 1] - starts[month]);
    // A date that was made from days and months by division may be a rounding error off.
    double const nearest = std::round(moment);
    double const end = std::abs(moment - nearest) < 1e-6 ? nearest : std::ceil(moment);
    return plan_.timeline.valuation_date + std::chrono::days{std::max(0, static_cast<int>(end) - 1)};
}

plan::DrawId PlanBuilder::draw(std::string const& address, std::uint32_t index) {
    auto const found = std::find_if(plan_.draws.begin(), plan_.draws.end(), [&](plan::Draw const& draw) {
        return draw.address == address && draw.index == index;
    });
    if (found != plan_.draws.end())
        return {static_cast<std::uint32_t>(std::distance(plan_.draws.begin(), found))};
    plan_.draws.push_back({address, random::name_hash(address), std::nullopt, index});
    return {static_cast<std::uint32_t>(plan_.draws.size() - 1)};
}

void PlanBuilder::correlate(std::vector<plan::DrawId> members, std::vector<double> factor) {
    EXPECTS(factor.size() == members.size() * members.size());
    plan_.groups.push_back({std::move(members), std::move(factor)});
}

plan::QuantityId PlanBuilder::add(plan::Quantity quantity) {
    plan_.quantities.push_back(std::move(quantity));
    return {static_cast<std::uint32_t>(plan_.quantities.size() - 1)};
}

plan::QuantityId PlanBuilder::constant(double value) {
    plan::Quantity quantity;
    quantity.a = quantity.claimed = quantity.expected = value;
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::uniform(std::string const& address, double low, double high) {
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::uniform;
    quantity.draw = draw(address);
    quantity.a = low;
    quantity.b = high;
    quantity.claimed = quantity.expected = (low + high) / 2;
    quantity.path = address;
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::triangular(std::string const& address, double low, double mode, double high) {
    EXPECTS(low <= mode && mode <= high && low < high);
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::triangular;
    quantity.draw = draw(address);
    quantity.a = low;
    quantity.b = mode;
    quantity.c = high;
    quantity.claimed = mode;
    quantity.expected = (low + mode + high) / 3;
    quantity.path = address;
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::normal(std::string const& address, double mean, double standard_deviation) {
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::normal;
    quantity.draw = draw(address);
    quantity.a = mean;
    quantity.b = standard_deviation;
    quantity.claimed = quantity.expected = mean;
    quantity.path = address;
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::lognormal(std::string const& address, double mu, double sigma) {
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::lognormal;
    quantity.draw = draw(address);
    quantity.a = mu;
    quantity.b = sigma;
    quantity.claimed = std::exp(mu - sigma * sigma);
    quantity.expected = std::exp(mu + sigma * sigma / 2);
    quantity.path = address;
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::discrete(std::string const& address, std::vector<double> const& probabilities,
                                       std::vector<double> values) {
    EXPECTS(!values.empty() && probabilities.size() == values.size());
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::discrete;
    quantity.draw = draw(address);
    double cumulative = 0;
    for (std::size_t i = 0; i + 1 < probabilities.size(); ++i)
        quantity.thresholds.push_back(cumulative += probabilities[i]);
    auto const likeliest =
        std::distance(probabilities.begin(), std::max_element(probabilities.begin(), probabilities.end()));
    quantity.claimed = values[static_cast<std::size_t>(likeliest)];
    quantity.expected = std::inner_product(values.begin(), values.end(), probabilities.begin(), 0.0);
    quantity.values = std::move(values);
    quantity.path = address;
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::table(std::string const& address, portable::QuantileTable table, double claimed,
                                    double expected, double offset, double scale) {
    plan_.tables.push_back(std::move(table));
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::table;
    quantity.draw = draw(address);
    quantity.a = offset;
    quantity.b = scale;
    quantity.table = plan::TableId{static_cast<std::uint32_t>(plan_.tables.size() - 1)};
    quantity.claimed = claimed;
    quantity.expected = expected;
    quantity.path = address;
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::stick(std::vector<plan::QuantityId> inputs) {
    EXPECTS(!inputs.empty());
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::stick;
    auto const value = [&](double plan::Quantity::*number) {
        double product = plan_.quantities[inputs.back().index()].*number;
        for (std::size_t i = 0; i + 1 < inputs.size(); ++i)
            product *= 1 - plan_.quantities[inputs[i].index()].*number;
        return product;
    };
    quantity.claimed = value(&plan::Quantity::claimed);
    quantity.expected = value(&plan::Quantity::expected);
    quantity.inputs = std::move(inputs);
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::shifted_probability(plan::QuantityId of, double by,
                                                  std::vector<plan::QuantityId> const& and_by) {
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::shifted_probability;
    quantity.inputs = {of};
    quantity.inputs.insert(quantity.inputs.end(), and_by.begin(), and_by.end());
    quantity.a = by;
    auto const shifted = [&](double plan::Quantity::*number) {
        double const p = plan_.quantities[of.index()].*number;
        double shift = by;
        for (plan::QuantityId const other : and_by) shift += plan_.quantities[other.index()].*number;
        return p <= 0 || p >= 1 ? p : 1 / (1 + (1 - p) / p * std::exp(-shift));
    };
    quantity.claimed = shifted(&plan::Quantity::claimed);
    quantity.expected = shifted(&plan::Quantity::expected);
    return add(std::move(quantity));
}

// The expected value is that of the formula at the expected values of the inputs: exact for independent ones
// that nothing cuts.
plan::QuantityId PlanBuilder::linear(double constant, std::vector<double> weights,
                                     std::vector<plan::QuantityId> inputs, double low, double high) {
    EXPECTS(weights.size() == inputs.size() && low <= high);
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::linear;
    quantity.a = constant;
    quantity.b = low;
    quantity.c = high;
    auto const value = [&](double plan::Quantity::*number) {
        double sum = constant;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            sum += weights[i] * plan_.quantities[inputs[i].index()].*number;
        return std::clamp(sum, low, high);
    };
    quantity.claimed = value(&plan::Quantity::claimed);
    quantity.expected = value(&plan::Quantity::expected);
    quantity.values = std::move(weights);
    quantity.inputs = std::move(inputs);
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::product(double factor, std::vector<plan::QuantityId> inputs) {
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::product;
    quantity.a = quantity.claimed = quantity.expected = factor;
    for (plan::QuantityId const input : inputs) {
        quantity.claimed *= plan_.quantities[input.index()].claimed;
        quantity.expected *= plan_.quantities[input.index()].expected;
    }
    quantity.inputs = std::move(inputs);
    return add(std::move(quantity));
}

plan::QuantityId PlanBuilder::maximum(double floor, std::vector<plan::QuantityId> inputs) {
    plan::Quantity quantity;
    quantity.kind = plan::Quantity::Kind::maximum;
    quantity.a = quantity.claimed = quantity.expected = floor;
    for (plan::QuantityId const input : inputs) {
        quantity.claimed = std::max(quantity.claimed, plan_.quantities[input.index()].claimed);
        quantity.expected = std::max(quantity.expected, plan_.quantities[input.index()].expected);
    }
    quantity.inputs = std::move(inputs);
    return add(std::move(quantity));
}

PlanBuilder& PlanBuilder::claim(plan::QuantityId quantity, double value) {
    plan_.quantities[quantity.index()].claimed = value;
    return *this;
}

plan::CalendarId PlanBuilder::calendar(std::string name, std::span<std::chrono::sys_days const> closed) {
    plan::Calendar calendar;
    calendar.name = std::move(name);
    calendar.open_before.push_back(0);
    for (std::int32_t day = 0; day < plan_.timeline.month_start_day.back(); ++day) {
        std::chrono::sys_days const date = plan_.timeline.valuation_date + std::chrono::days{day};
        std::chrono::weekday const weekday{date};
        bool const open = weekday != std::chrono::Saturday && weekday != std::chrono::Sunday &&
                          std::find(closed.begin(), closed.end(), date) == closed.end();
        if (open) calendar.open_day.push_back(day);
        calendar.open_before.push_back(calendar.open_before.back() + (open ? 1 : 0));
    }
    plan_.calendars.push_back(std::move(calendar));
    return {static_cast<std::uint32_t>(plan_.calendars.size() - 1)};
}

plan::DriverId PlanBuilder::driver(std::string name, plan::QuantityId annual, bool nominal) {
    plan_.drivers.push_back({std::move(name), annual, nominal});
    return {static_cast<std::uint32_t>(plan_.drivers.size() - 1)};
}

PlanBuilder& PlanBuilder::general_inflation(plan::DriverId driver) {
    plan_.general_inflation = driver;
    return *this;
}

plan::PartyId PlanBuilder::party(std::string name, plan::QuantityId annual_income,
                                 plan::QuantityId annual_operating_cost) {
    plan::Party party;
    party.label = name;
    party.name = std::move(name);
    party.income = annual_income;
    party.operating_cost = annual_operating_cost;
    plan_.parties.push_back(std::move(party));
    return {static_cast<std::uint32_t>(plan_.parties.size() - 1)};
}

PlanBuilder& PlanBuilder::background_saving(plan::BackgroundSaving saving) {
    plan_.background_savings.push_back(std::move(saving));
    return *this;
}

std::size_t PlanBuilder::add(plan::Option option) {
    plan_.options.push_back(std::move(option));
    return plan_.options.size() - 1;
}

PlanBuilder& PlanBuilder::counterfactual(std::size_t option) {
    plan_.options[option].counterfactual = true;
    plan_.counterfactual = option;
    return *this;
}

std::size_t PlanBuilder::add(plan::Failure failure) {
    if (failure.label.empty()) failure.label = failure.name;
    plan_.failures.push_back(std::move(failure));
    return plan_.failures.size() - 1;
}

PlanBuilder& PlanBuilder::materiality(double share) {
    plan_.materiality = share;
    return *this;
}

plan::Plan PlanBuilder::build() const {
    plan::Plan plan = plan_;
    plan::Timeline& timeline = plan.timeline;
    for (std::uint32_t m = 0; m < timeline.months; ++m)
        timeline.discount.push_back(std::pow(1 + discount_rate_, -(m + timeline.flow_moment) / 12));
    if (sobol_) {
        plan.sampling.kind = plan::Sampling::Kind::sobol;
        for (std::size_t i = 0; i < plan.draws.size() && i < kSobolDimensions; ++i) {
            if (plan.draws[i].index > 0) continue;
            plan.draws[i].sobol_dimension = static_cast<std::uint32_t>(plan.sampling.directions.size());
            plan.sampling.directions.push_back(directions_of(i));
        }
    }
    auto const complete = [&](plan::Payers& payers) { payers.party.resize(plan.parties.size(), 0.0); };
    for (plan::BackgroundSaving& saving : plan.background_savings) complete(saving.paid_to);
    for (plan::Option& option : plan.options) {
        for (plan::CostLine& line : option.costs) complete(line.paid_by);
        for (plan::BenefitLine& line : option.benefits) complete(line.paid_to);
        for (plan::SupportLine& line : option.support) complete(line.paid_to);
        for (plan::Risk& risk : option.risks) complete(risk.paid_by);
    }
    for (std::size_t q = 0; q < plan.quantities.size(); ++q) {
        for (plan::QuantityId const input : plan.quantities[q].inputs) EXPECTS(input.index() < q);
    }
    return plan;
}

// ---------------------------------------------------------------------------------------------------------------

plan::TrackId RouteBuilder::track(std::string name) {
    plan::Track track;
    track.label = name;
    track.name = std::move(name);
    route.tracks.push_back(std::move(track));
    return {static_cast<std::uint32_t>(route.tracks.size() - 1)};
}

plan::StageId RouteBuilder::add(plan::TrackId track, plan::Stage stage) {
    plan::StageId const id{static_cast<std::uint32_t>(route.stages.size())};
    plan::Track& owner = route.tracks[track.index()];
    stage.label = stage.name;
    stage.name = owner.name + "." + stage.name;
    stage.track = track;
    stage.next = {to(plan::End::cleared)};
    if (owner.stages.empty()) owner.start = id;
    owner.stages.push_back(id);
    route.stages.push_back(std::move(stage));
    return id;
}

plan::StageId RouteBuilder::stage(plan::TrackId track, std::string name, plan::QuantityId duration,
                                  plan::DrawId branch) {
    plan::Stage stage;
    stage.name = std::move(name);
    stage.duration = duration;
    stage.branch = branch;
    return add(track, std::move(stage));
}

plan::StageId RouteBuilder::stage(plan::TrackId track, std::string name, plan::Clock clock,
                                  plan::DrawId branch) {
    plan::Stage stage;
    stage.name = std::move(name);
    stage.clock = std::move(clock);
    stage.branch = branch;
    return add(track, std::move(stage));
}

RouteBuilder& RouteBuilder::next(plan::StageId stage, std::vector<plan::Branch> branches) {
    auto const key = [&](plan::Branch const& branch) {
        return std::tuple(canonical_rank(branch),
                          branch.stage ? route.stages[branch.stage->index()].name : "");
    };
    std::stable_sort(branches.begin(), branches.end(),
                     [&](plan::Branch const& a, plan::Branch const& b) { return key(a) < key(b); });
    plan::Plan const quantities = plan_.build();
    double stated = 0;
    for (plan::Branch const& branch : branches)
        stated += branch.probability ? quantities.quantities[branch.probability->index()].expected : 0.0;
    plan::Stage& target = route.stages[stage.index()];
    double likeliest = -1;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        double const p = branches[i].probability
                             ? quantities.quantities[branches[i].probability->index()].expected
                             : std::max(0.0, 1 - stated);
        if (!fails(branches[i]) && p > likeliest) {
            likeliest = p;
            target.claimed_branch = static_cast<std::uint32_t>(i);
        }
    }
    target.next = std::move(branches);
    return *this;
}

RouteBuilder& RouteBuilder::next_when_extended(plan::StageId stage, std::vector<plan::Branch> branches) {
    auto const claimed = route.stages[stage.index()].claimed_branch;
    std::vector<plan::Branch> const unextended = route.stages[stage.index()].next;
    next(stage, std::move(branches));
    plan::Stage& target = route.stages[stage.index()];
    target.next_when_extended = std::exchange(target.next, unextended);
    target.claimed_branch = claimed;
    return *this;
}

// ---------------------------------------------------------------------------------------------------------------

plan::Branch to(plan::End end, std::optional<plan::QuantityId> probability) {
    plan::Branch branch;
    branch.end = end;
    branch.probability = probability;
    return branch;
}

plan::Branch to(plan::StageId stage, std::optional<plan::QuantityId> probability) {
    plan::Branch branch;
    branch.stage = stage;
    branch.probability = probability;
    return branch;
}

plan::Anchor at(plan::Anchor::Base base, double offset) {
    return {base, offset};
}

plan::Window from_to(plan::Anchor from, plan::Anchor to) {
    plan::Window window;
    window.from = from;
    window.to = to;
    return window;
}

plan::Window from_for(plan::Anchor from, plan::QuantityId months) {
    plan::Window window;
    window.from = from;
    window.length = months;
    return window;
}

plan::Window review() {
    plan::Window window;
    window.kind = plan::Window::Kind::review;
    return window;
}

plan::Window during(plan::TrackId track) {
    plan::Window window;
    window.kind = plan::Window::Kind::track;
    window.track = track;
    return window;
}

plan::Window during(plan::StageId stage) {
    plan::Window window;
    window.kind = plan::Window::Kind::stage;
    window.stage = stage;
    return window;
}

plan::Payers party_alone(plan::PartyId party) {
    plan::Payers payers;
    payers.party.resize(party.index() + 1, 0.0);
    payers.party.back() = 1;
    return payers;
}

plan::Payers funder_alone() {
    plan::Payers payers;
    payers.funder = 1;
    return payers;
}

plan::CostLine cost(std::string name, plan::CostLine::Form form, plan::QuantityId amount,
                    plan::Window window) {
    plan::CostLine line;
    line.label = name;
    line.name = std::move(name);
    line.form = form;
    line.amount = amount;
    line.window = window;
    line.one_off = form == plan::CostLine::Form::total;
    return line;
}

plan::BenefitLine benefit(std::string name, plan::QuantityId annual, plan::Anchor starts) {
    plan::BenefitLine line;
    line.label = name;
    line.name = std::move(name);
    line.annual = annual;
    line.starts = starts;
    return line;
}

}  // namespace mergerisk::test_support
