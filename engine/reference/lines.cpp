#include "engine/reference/lines.h"

#include "engine/reference/shapes.h"
#include "engine/reference/windows.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace mergerisk::reference {
namespace {

constexpr double kMonthsOfYear = 12;
constexpr double kShortest = 1e-9;  // months that a total is spread over, at least

// How much of a total of 1 has fallen due by a moment.
double share_by(double moment, Interval const& window, plan::Shape shape) {
    return profile(shape, (moment - window.from) / std::max(kShortest, window.to - window.from));
}

// [month] of an amount of 1.
std::vector<double> spread(plan::CostLine::Form form, plan::Shape shape, Interval const& window, double cut,
                           std::size_t months) {
    std::vector<double> result(months);
    for (std::size_t m = 0; m < months; ++m) {
        auto const start = static_cast<double>(m);
        double const overlap = length_of(part_of_month(m, window, cut));
        switch (form) {
            case plan::CostLine::Form::total:
                result[m] = share_by(std::min(start + 1, cut), window, shape) -
                            share_by(std::min(start, cut), window, shape);
                break;
            case plan::CostLine::Form::monthly:
                result[m] = overlap;
                break;
            case plan::CostLine::Form::annual:
                result[m] = overlap / kMonthsOfYear;
                break;
        }
    }
    return result;
}

}  // namespace

Item cost_item(plan::Plan const& plan, plan::CostLine const& line, Timing const& timing, Values const& values,
               Prices const& prices, View const& view) {
    Item item{Item::Side::cost, Item::Source::line, line.label, plan.timeline.months, plan.parties.size()};
    item.one_off = line.one_off;
    item.capital = line.capital;
    item.facts.amount = values[line.amount];
    if (view.overrun && line.overrun) item.facts.overrun = values[*line.overrun];
    if (happens(line.only_if, timing)) item.facts.window = interval_of(line.window, timing, values);
    if (!item.facts.window) return item;

    Interval const& window = *item.facts.window;
    double const amount = item.facts.amount * (1 + item.facts.overrun.value_or(0));
    double const cut = item.facts.cut = cut_of(line.only_if, timing);
    std::vector<double> due = spread(line.form, line.shape, window, cut, plan.timeline.months);
    bool const rest_falls_due = line.committed && line.form == plan::CostLine::Form::total &&
                                (!timing.completes() || timing.unwound()) && window.from < cut &&
                                cut < timing.horizon;
    if (rest_falls_due) {
        double const rest = 1 - share_by(cut, window, line.shape);
        due[static_cast<std::size_t>(cut)] += rest;
        item.facts.committed = amount * rest;
    }
    for (std::size_t m = 0; m < due.size(); ++m) {
        double const index = line.nominal ? 1 : prices.nominal(line.index, m);
        item.add(m, amount * due[m] * index, amount * due[m], line.paid_by);
    }
    return item;
}

Item benefit_item(plan::Plan const& plan, plan::BenefitLine const& line, Timing const& timing,
                  Values const& values, Prices const& prices, View const& view, double kept,
                  std::span<double const> workforce_factor) {
    Item item{Item::Side::benefit, Item::Source::line, line.label, plan.timeline.months, plan.parties.size()};
    item.cash = line.kind == plan::BenefitKind::cash_releasing;
    item.starts_at_completion = line.starts.base == plan::Anchor::Base::completion;
    item.starts_at_integration = line.starts.base == plan::Anchor::Base::integration;
    item.facts.amount = values[line.annual];
    if (view.realisation && line.realised) item.facts.realised = values[*line.realised];
    if (view.additionality && line.merger_specific)
        item.facts.merger_specific = values[*line.merger_specific];
    item.facts.kept = kept;
    if (!happens(line.only_if, timing)) return item;
    std::optional<double> const start = start_of(line.starts, timing);
    double const lasts = values.get(line.lasts, kNever);
    if (!start || lasts < 0) return item;

    item.facts.window = Interval{*start, *start + lasts};
    item.facts.cut = cut_of(line.only_if, timing);
    double const yearly = item.facts.amount * item.facts.realised.value_or(1) * kept;
    double const merger_specific = item.facts.merger_specific.value_or(1);
    for (std::size_t m = 0; m < plan.timeline.months; ++m) {
        Interval const part = part_of_month(m, *item.facts.window, item.facts.cut);
        if (length_of(part) == 0) continue;
        double const share = delivered(line.ramp, line.fades, part.from - *start, part.to - *start, values);
        double const amount = yearly / kMonthsOfYear * share * workforce_factor[m];
        item.add(m, amount * merger_specific * prices.nominal(line.index, m), amount, line.paid_to);
    }
    return item;
}

Item support_item(plan::Plan const& plan, plan::SupportLine const& line, Timing const& timing,
                  Values const& values) {
    Item item{Item::Side::benefit, Item::Source::support, line.name, plan.timeline.months,
              plan.parties.size()};
    item.facts.amount = values[line.amount];
    if (happens(line.only_if, timing)) item.facts.window = interval_of(line.window, timing, values);
    if (!item.facts.window) return item;

    item.facts.cut = cut_of(line.only_if, timing);
    std::vector<double> const due =
        spread(line.form, plan::Shape::linear, *item.facts.window, item.facts.cut, plan.timeline.months);
    plan::Payers receivers = line.paid_to;
    receivers.funder -= 1;
    for (std::size_t m = 0; m < due.size(); ++m) {
        double const amount = item.facts.amount * due[m];
        item.add(m, amount, amount, receivers);
    }
    return item;
}

}  // namespace mergerisk::reference
