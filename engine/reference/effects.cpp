#include "engine/reference/effects.h"

#include "engine/reference/shapes.h"
#include "engine/reference/windows.h"

#include <cstddef>

namespace mergerisk::reference {
namespace {

std::string what_of(plan::EffectBase const& base) {
    return base.income ? "income" : "operating cost";
}

bool takes_remedies(Visit const& visit) {
    return !visit.branch->stage && visit.branch->end == plan::End::cleared_with_remedies;
}

}  // namespace

Item dip_item(plan::Plan const& plan, plan::Dip const& dip, Timing const& timing, Values const& values,
              Accounts const& accounts) {
    Item item{Item::Side::cost, Item::Source::dip, dip.name, plan.timeline.months, plan.parties.size()};
    item.facts.amount = values[dip.dip];
    item.facts.of = what_of(dip.of);
    item.facts.window = interval_of(dip.window, timing, values);
    item.facts.cut = timing.cut();
    if (!item.facts.window) return item;
    for (std::size_t m = 0; m < plan.timeline.months; ++m) {
        double const overlap = length_of(part_of_month(m, *item.facts.window, item.facts.cut));
        for (plan::PartyId const party : dip.of.parties)
            item.add(m, item.facts.amount * overlap * base_of(dip.of, party, m, accounts), party);
    }
    return item;
}

std::optional<Item> lasting_item(plan::Plan const& plan, plan::Lasting const& lasting, Timing const& timing,
                                 Values const& values, Accounts const& accounts) {
    double const u = values.uniform(lasting.which);
    double const loss_probability = values.get(lasting.loss_probability, 0);
    double const gain_probability = values.get(lasting.gain_probability, 0);
    bool const loss = u < loss_probability;
    bool const gain = !loss && u >= 1 - gain_probability;
    if (!timing.completes() || (!loss && !gain)) return std::nullopt;

    Item item{loss ? Item::Side::cost : Item::Side::benefit, Item::Source::lasting,
              loss ? "Lasting loss of productivity" : "Lasting gain of productivity", plan.timeline.months,
              plan.parties.size()};
    item.facts.uniform = u;
    item.facts.probability = loss ? loss_probability : gain_probability;
    item.facts.amount = values.get(loss ? lasting.loss_size : lasting.gain_size, 0);
    item.facts.of = what_of(lasting.of);
    item.facts.window = Interval{timing.completion, kNever};
    item.facts.cut = timing.exit;
    RampPath const ramp{lasting.ramp, values};
    for (std::size_t m = 0; m < plan.timeline.months; ++m) {
        Interval const part = part_of_month(m, *item.facts.window, item.facts.cut);
        if (length_of(part) == 0) continue;
        double const share =
            ramp.integral(part.to - timing.completion) - ramp.integral(part.from - timing.completion);
        for (plan::PartyId const party : lasting.of.parties)
            item.add(m, item.facts.amount * share * base_of(lasting.of, party, m, accounts), party);
    }
    return item;
}

Item risk_item(plan::Plan const& plan, plan::Risk const& risk, Timing const& timing, Values const& values,
               Prices const& prices) {
    Item item{Item::Side::cost, Item::Source::risk, risk.label, plan.timeline.months, plan.parties.size()};
    item.one_off = risk.one_off;
    item.facts.uniform = values.uniform(risk.happens);
    item.facts.probability = values[risk.probability];
    item.facts.amount = values[risk.costs];
    if (*item.facts.uniform >= *item.facts.probability) return item;

    std::optional<double> const when = start_of(risk.when, timing);
    bool const dated_by_decision =
        risk.when.base == plan::Anchor::Base::failure || risk.when.base == plan::Anchor::Base::decision;
    bool const dated_by_exit = risk.when.base == plan::Anchor::Base::exit;
    if (!when || (timing.failure <= *when && !dated_by_decision)) return item;
    if (timing.exit <= *when && !dated_by_exit) return item;
    item.facts.window = Interval{*when, *when};
    if (*when < 0 || *when >= timing.horizon) return item;
    auto const m = static_cast<std::size_t>(*when);
    item.add(m, item.facts.amount * prices.general(m), item.facts.amount, risk.paid_by);
    return item;
}

std::vector<Item> remedy_items(plan::Plan const& plan, plan::Option const& option, Timing const& timing,
                               Values const& values, Prices const& prices) {
    std::vector<Item> items;
    if (!timing.completes()) return items;
    plan::Payers const payers = parties_by_income(plan, option);
    for (Visit const& visit : timing.visits) {
        if (!takes_remedies(visit) || !visit.branch->remedy_cost) continue;
        plan::Stage const& stage = option.route->stages[visit.stage.index()];
        bool const after_completion = option.route->tracks[stage.track.index()].after_completion;
        double const when = after_completion ? visit.time.to : timing.completion;
        if (when >= timing.horizon || (after_completion && timing.exit <= when)) continue;
        auto const m = static_cast<std::size_t>(when);
        Item item{Item::Side::cost, Item::Source::remedy, "Remedies of " + stage.label, plan.timeline.months,
                  plan.parties.size()};
        item.one_off = true;
        item.facts.amount = values[*visit.branch->remedy_cost];
        item.facts.window = Interval{when, when};
        item.add(m, item.facts.amount * prices.general(m), item.facts.amount, payers);
        items.push_back(item);
    }
    return items;
}

double kept_by_remedies(plan::BenefitId benefit, Timing const& timing, Values const& values) {
    double share = 1;
    for (Visit const& visit : timing.visits) {
        if (!takes_remedies(visit)) continue;
        for (plan::Branch::Keep const& keep : visit.branch->keeps) {
            if (keep.benefit == benefit) share *= values[keep.share];
        }
    }
    return share;
}

}  // namespace mergerisk::reference
