#include "engine/compile/lines.h"

#include "engine/base/contract.h"
#include "engine/compile/deal.h"
#include "engine/compile/route.h"
#include "engine/model/lookup.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <numeric>
#include <type_traits>
#include <utility>

namespace mergerisk::compile {
namespace {

plan::Shape shape_of(model::Shape shape) {
    switch (shape) {
        case model::Shape::linear:
            return plan::Shape::linear;
        case model::Shape::s_curve:
            return plan::Shape::s_curve;
        case model::Shape::logistic:
            return plan::Shape::logistic;
    }
    return plan::Shape::linear;
}

plan::CostLine::Form form_of(model::AmountForm form) {
    switch (form) {
        case model::AmountForm::total:
            return plan::CostLine::Form::total;
        case model::AmountForm::monthly:
            return plan::CostLine::Form::monthly;
        case model::AmountForm::annual:
            return plan::CostLine::Form::annual;
    }
    return plan::CostLine::Form::total;
}

plan::OnlyIf only_if_of(model::OnlyIf only_if) {
    switch (only_if) {
        case model::OnlyIf::always:
            return plan::OnlyIf::always;
        case model::OnlyIf::completed:
            return plan::OnlyIf::completed;
        case model::OnlyIf::failed:
            return plan::OnlyIf::failed;
        case model::OnlyIf::prohibited:
            return plan::OnlyIf::prohibited;
        case model::OnlyIf::abandoned:
            return plan::OnlyIf::abandoned;
        case model::OnlyIf::walked_away:
            return plan::OnlyIf::walked_away;
        case model::OnlyIf::unwound:
            return plan::OnlyIf::unwound;
    }
    return plan::OnlyIf::always;
}

plan::BenefitKind kind_of(model::BenefitKind kind) {
    switch (kind) {
        case model::BenefitKind::cash_releasing:
            return plan::BenefitKind::cash_releasing;
        case model::BenefitKind::non_cash_releasing:
            return plan::BenefitKind::non_cash_releasing;
        case model::BenefitKind::societal:
            return plan::BenefitKind::societal;
    }
    return plan::BenefitKind::cash_releasing;
}

plan::Anchor make_anchor(TimeAxis const& axis, model::Anchor const& anchor) {
    using From = model::Anchor::Base;
    using To = plan::Anchor::Base;
    switch (anchor.base) {
        case From::start:
            return {To::start, anchor.offset_months};
        case From::completion:
            return {To::completion, anchor.offset_months};
        case From::failure:
            return {To::failure, anchor.offset_months};
        case From::decision:
            return {To::decision, anchor.offset_months};
        case From::integration:
            return {To::integration, anchor.offset_months};
        case From::exit:
            return {To::exit, anchor.offset_months};
        case From::end:
            return {To::end, anchor.offset_months};
        case From::date:
            return {To::fixed, axis.months_of(anchor.date) + anchor.offset_months};
    }
    return {};
}

plan::Ramp make_ramp(Assembly& assembly, model::Option const& option, model::Ramp const& ramp) {
    plan::Ramp made;
    made.shape = shape_of(ramp.shape);
    made.half_by = assembly.quantity(ramp.half_by, &option);
    made.full_by = assembly.quantity(ramp.full_by, &option);
    made.connections = ramp.connections;
    return made;
}

/// Makes the parts of one option.
class OptionMaker {
  public:
    OptionMaker(Assembly& assembly, model::Option const& option) : assembly_{assembly}, from_{option} {
        for (model::Party const* party : model::parties_of(assembly.scenario, option)) {
            parties_.push_back(assembly.parties.at(party->name));
        }
        std::sort(parties_.begin(), parties_.end());
    }

    plan::Option make() && {
        made_.name = from_.name;
        made_.label = from_.label;
        made_.form = from_.form;
        made_.counterfactual = from_.counterfactual;
        made_.single_entity = legal() == model::Legal::single;
        made_.parties = parties_;
        if (from_.route) made_.route = make_route(assembly_, from_);
        if (from_.contract) {
            made_.exit.term = number(from_.contract->term);
            made_.exit.support_limit = number(from_.contract->support_limit);
        }
        for (auto const* line : by_name(from_.costs)) made_.costs.push_back(cost(*line));
        add_deal_lines(assembly_, from_, made_.costs);
        for (auto const* line : by_name(from_.benefits)) made_.benefits.push_back(benefit(*line));
        for (auto const* line : by_name(from_.support)) made_.support.push_back(support(*line));
        for (auto const* dip : by_name(from_.dips)) made_.dips.push_back(effect(*dip));
        if (from_.lasting) made_.lasting = lasting(*from_.lasting);
        if (from_.workforce) made_.workforce = workforce(*from_.workforce);
        for (auto const* risk : by_name(from_.risks)) made_.risks.push_back(event(*risk));
        return std::move(made_);
    }

  private:
    plan::QuantityId number(model::Quantity const& quantity) { return assembly_.quantity(quantity, &from_); }
    std::optional<plan::QuantityId> number(std::optional<model::Quantity> const& quantity) {
        return assembly_.quantity(quantity, &from_);
    }

    model::Legal legal() {
        if (from_.legal) return *from_.legal;
        model::Form const* form = model::find_named(assembly_.scenario.forms, from_.form);
        if (form != nullptr) return form->legal;
        assembly_.defaults.push_back(
            {from_.path + ".legal", "separate: the parties stay separate organisations"});
        return model::Legal::separate;
    }

    plan::Window window(model::Window const& window) {
        plan::Window made;
        if (window.named.empty()) {
            made.from = make_anchor(assembly_.axis, window.from);
            if (window.to) made.to = make_anchor(assembly_.axis, *window.to);
            made.length = number(window.length);
            return made;
        }
        if (window.named == "review") {
            made.kind = plan::Window::Kind::review;
            return made;
        }
        EXPECTS(made_.route.has_value());
        for (std::size_t t = 0; t < made_.route->tracks.size(); ++t) {
            if (made_.route->tracks[t].name != window.named) continue;
            made.kind = plan::Window::Kind::track;
            made.track = plan::TrackId{static_cast<std::uint32_t>(t)};
            return made;
        }
        if (auto const stage = first_visit(window.named)) {
            made.kind = plan::Window::Kind::stage;
            made.stage = stage;
            return made;
        }
        // A stage that the option does not come to, with its credentials or without a failing firm: a window
        // that ends before it starts is empty.
        assembly_.remarks.push_back("Window " + window.path + " is empty: option " + from_.name +
                                    " never comes to stage " + window.named);
        made.from = {plan::Anchor::Base::end, 0};
        made.to = plan::Anchor{plan::Anchor::Base::start, 0};
        return made;
    }

    /// The first of the visits with the least number is the one that knows the others.
    [[nodiscard]] std::optional<plan::StageId> first_visit(std::string const& name) const {
        std::optional<plan::StageId> first;
        for (std::size_t s = 0; s < made_.route->stages.size(); ++s) {
            plan::Stage const& stage = made_.route->stages[s];
            if (stage.name != name) continue;
            bool const earlier = !first || stage.visit < made_.route->stages[first->index()].visit;
            if (earlier) first = plan::StageId{static_cast<std::uint32_t>(s)};
        }
        return first;
    }

    /// Adds `share` to the given parties in proportion to their claimed income; equally when none has any.
    void in_proportion(plan::Payers& payers, double share, std::vector<plan::PartyId> const& parties) const {
        double total = 0;
        for (plan::PartyId const party : parties) total += assembly_.claimed_income[party.index()];
        for (plan::PartyId const party : parties) {
            double const part = total > 0 ? assembly_.claimed_income[party.index()] / total
                                          : 1.0 / static_cast<double>(parties.size());
            payers.party[party.index()] += share * part;
        }
    }

    plan::Payers payers(std::vector<model::PartyShare> const& shares, std::string const& path, bool society) {
        plan::Payers made;
        made.party.assign(assembly_.parties.size(), 0.0);
        if (shares.empty()) {
            if (!society && !parties_.empty()) in_proportion(made, 1, parties_);
            bool const to_parties = !society && !parties_.empty();
            assembly_.defaults.push_back(
                {path, to_parties ? "the option's parties in proportion to their claimed income" : "others"});
            return made;
        }
        for (model::PartyShare const& share : shares) {
            auto const party = assembly_.parties.find(share.who);
            if (share.who == "parties") {
                in_proportion(made, share.share, parties_);
            } else if (share.who == "funder") {
                made.funder += share.share;
            } else if (party != assembly_.parties.end()) {
                made.party[party->second.index()] += share.share;
            }
        }
        return made;
    }

    /// What parties would pay whom the option must not cost anything falls on the others, else the funder.
    plan::Payers cost_neutral(plan::Payers payers) const {
        std::vector<plan::PartyId> others;
        double moved = 0;
        for (plan::PartyId const party : parties_) {
            bool const neutral =
                std::any_of(from_.cost_neutral_for.begin(), from_.cost_neutral_for.end(),
                            [&](std::string const& name) { return assembly_.parties.at(name) == party; });
            if (!neutral) {
                others.push_back(party);
                continue;
            }
            moved += payers.party[party.index()];
            payers.party[party.index()] = 0;
        }
        if (moved == 0) return payers;
        if (others.empty())
            payers.funder += moved;
        else
            in_proportion(payers, moved, others);
        return payers;
    }

    plan::CostLine cost(model::CostLine const& line) {
        plan::CostLine made;
        made.name = line.name;
        made.label = line.label;
        made.form = form_of(line.form);
        made.amount = number(line.amount);
        made.overrun = number(line.overrun);
        if (auto const excess = model::uplift_of(assembly_.scenario, line)) {
            made.overrun = assembly_.quantities.constant(*excess, line.uplift->path);
        }
        made.window = window(line.window);
        made.shape = shape_of(line.shape);
        made.one_off = line.kind == model::LineKind::one_off;
        made.only_if = only_if_of(line.only_if);
        made.committed = line.committed;
        made.index = assembly_.driver(line.grows_with);
        made.paid_by = cost_neutral(payers(line.paid_by, line.path + ".paid_by", false));
        keep_to_parties(assembly_, parties_, line.path, made.amount, made.paid_by);
        return made;
    }

    plan::BenefitLine benefit(model::BenefitLine const& line) {
        plan::BenefitLine made;
        made.name = line.name;
        made.label = line.label;
        made.annual = number(line.annual);
        made.kind = kind_of(line.kind);
        made.realised = number(line.realised);
        made.merger_specific = number(line.merger_specific);
        made.starts = make_anchor(assembly_.axis, line.starts);
        if (line.ramp) made.ramp = make_ramp(assembly_, from_, *line.ramp);
        made.lasts = number(line.lasts);
        made.fades = number(line.fades);
        made.only_if = only_if_of(line.only_if);
        made.index = assembly_.driver(line.grows_with);
        made.paid_to =
            payers(line.paid_to, line.path + ".paid_to", line.kind == model::BenefitKind::societal);
        keep_to_parties(assembly_, parties_, line.path, made.annual, made.paid_to);
        return made;
    }

    plan::SupportLine support(model::SupportLine const& line) {
        plan::SupportLine made;
        made.name = line.name;
        made.form = form_of(line.form);
        made.amount = number(line.amount);
        made.window = window(line.window);
        made.only_if = only_if_of(line.only_if);
        made.paid_to = payers(line.paid_to, line.path + ".paid_to", false);
        return made;
    }

    plan::EffectBase base_of(model::EffectBase const& of) const {
        plan::EffectBase made;
        made.income = of.of == model::EffectBase::Of::income;
        if (of.party.empty()) {
            made.parties = parties_;
        } else {
            made.parties.push_back(assembly_.parties.at(of.party));
        }
        return made;
    }

    plan::Dip effect(model::Dip const& dip) {
        plan::Dip made;
        made.name = dip.name;
        made.dip = number(dip.dip);
        made.of = base_of(dip.of);
        made.window = window(dip.window);
        return made;
    }

    plan::Lasting lasting(model::LastingEffect const& effect) {
        plan::Lasting made;
        made.which = assembly_.draw(from_.path + ".productivity.lasting", &from_);
        if (effect.gain) {
            made.gain_probability = with_readiness(number(effect.gain->probability), effect);
            made.gain_size = number(effect.gain->size);
        }
        if (effect.loss) {
            made.loss_probability = number(effect.loss->probability);
            made.loss_size = number(effect.loss->size);
        }
        made.of = base_of(effect.of);
        if (effect.ramp) {
            made.ramp = make_ramp(assembly_, from_, *effect.ramp);
        } else {
            constexpr double kMonthsToFullEffect = 36;
            std::string const path = effect.path + ".ramp.full_by";
            made.ramp.full_by = assembly_.quantities.constant(kMonthsToFullEffect, path);
            assembly_.defaults.push_back({path, "36 months, linear"});
        }
        return made;
    }

    /// The log-odds of a lasting gain move by the weighted scores above or below the middle, by 1 at most.
    plan::QuantityId with_readiness(plan::QuantityId probability, model::LastingEffect const& effect) {
        constexpr double kMiddleScore = 3;
        double shift = 0;
        for (auto const& [name, score] : from_.readiness) {
            shift += assembly_.scenario.readiness_weights.at(name) * (score - kMiddleScore);
        }
        shift = shift < -1 ? -1 : shift;
        shift = shift > 1 ? 1 : shift;
        if (shift == 0) return probability;
        return assembly_.quantities.shifted(probability, shift,
                                            effect.path + ".gain.probability.with_readiness");
    }

    plan::Workforce workforce(model::Workforce const& from) {
        plan::Workforce made;
        made.key_staff = number(from.key_staff);
        made.while_in_review = number(from.while_in_review);
        made.after_completion = number(from.after_completion);
        made.after_completion_months = from.after_completion_months;
        made.cost_per_leaver = number(from.cost_per_leaver);
        made.benefit_lost = number(from.benefit_lost_per_leaver_share);
        made.replacement_time = number(from.replacement_time);
        made.knowledge_not_restored = number(from.knowledge_not_restored);
        return made;
    }

    plan::Risk event(model::Risk const& risk) {
        plan::Risk made;
        made.name = risk.name;
        made.label = risk.label;
        made.probability = number(risk.probability);
        made.happens = assembly_.draw(risk.path + ".happens", &from_);
        made.when = make_anchor(assembly_.axis, risk.when);
        made.costs = number(risk.costs);
        made.one_off = risk.kind == model::LineKind::one_off;
        made.paid_by = cost_neutral(payers(risk.paid_by, risk.path + ".paid_by", false));
        keep_to_parties(assembly_, parties_, risk.path, made.costs, made.paid_by);
        return made;
    }

    Assembly& assembly_;
    model::Option const& from_;
    std::vector<plan::PartyId> parties_;
    plan::Option made_;
};

/// The planned moment of an anchor; nullopt for what is not planned: a failure, or an exit without a term.
std::optional<double> planned_moment(Assembly const& assembly, plan::Option const& option,
                                     plan::Anchor const& anchor) {
    switch (anchor.base) {
        case plan::Anchor::Base::start:
        case plan::Anchor::Base::fixed:
            return anchor.offset;
        case plan::Anchor::Base::completion:
        case plan::Anchor::Base::decision:
            return planned_completion(assembly, option) + anchor.offset;
        case plan::Anchor::Base::end:
            return assembly.axis.timeline().months + anchor.offset;
        case plan::Anchor::Base::integration:
            return planned_integration(assembly, option) + anchor.offset;
        case plan::Anchor::Base::exit: {
            auto const exit = planned_exit(assembly, option);
            return exit ? std::optional{*exit + anchor.offset} : std::nullopt;
        }
        case plan::Anchor::Base::failure:
            return std::nullopt;
    }
    return std::nullopt;
}

plan::Failure make_failure(Assembly const& assembly, model::Failure const& failure) {
    plan::Failure made;
    made.name = failure.name;
    made.label = failure.label;
    std::visit(
        [&](auto const& condition) {
            using Condition = std::decay_t<decltype(condition)>;
            if constexpr (std::is_same_v<Condition, model::Late>) {
                made.kind = plan::Failure::Kind::late;
                made.limit = assembly.axis.months_of(condition.completion_after);
            } else if constexpr (std::is_same_v<Condition, model::OverBudget>) {
                made.kind = plan::Failure::Kind::over_budget;
                made.limit = condition.exceeds;
            } else if constexpr (std::is_same_v<Condition, model::BenefitsShortfall>) {
                made.kind = plan::Failure::Kind::benefits_shortfall;
                made.limit = condition.below;
                made.by_months = 12 * condition.by_year;
                made.cumulative = condition.measure == model::BenefitsShortfall::Measure::cumulative;
            } else {
                made.kind = plan::Failure::Kind::distress;
                made.limit = condition.margin_below;
                made.consecutive = static_cast<std::uint32_t>(std::lround(condition.months));
                if (condition.scope == "combined") {
                    made.scope = plan::Failure::Scope::combined;
                } else if (condition.scope != "any") {
                    made.scope = plan::Failure::Scope::party;
                    made.party = assembly.parties.at(condition.scope);
                }
            }
        },
        failure.condition);
    return made;
}

}  // namespace

plan::Option make_option(Assembly& assembly, model::Option const& option) {
    return OptionMaker{assembly, option}.make();
}

std::vector<plan::BackgroundSaving> make_background_savings(Assembly& assembly,
                                                            std::vector<plan::Option> const& options) {
    // Where options share an address the first one by name has it, whatever the order of the document.
    std::vector<std::size_t> order(options.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return options[a].name < options[b].name; });
    std::map<std::string, plan::BackgroundSaving> by_address;
    for (std::size_t const o : order) {
        model::Option const& from = assembly.scenario.options[o];
        for (plan::BenefitLine const& benefit : options[o].benefits) {
            if (!benefit.merger_specific || benefit.kind != plan::BenefitKind::cash_releasing) continue;
            plan::Quantity const& specific = assembly.quantities[*benefit.merger_specific];
            if (specific.kind == plan::Quantity::Kind::constant && specific.a >= 1) continue;
            auto const start = planned_moment(assembly, options[o], benefit.starts);
            if (!start) continue;
            plan::BackgroundSaving saving;
            saving.name = model::address_of(from.path + ".benefits." + benefit.name, &from);
            saving.annual = benefit.annual;
            saving.realised = benefit.realised;
            saving.merger_specific = *benefit.merger_specific;
            saving.start = *start;
            saving.ramp = benefit.ramp;
            saving.lasts = benefit.lasts;
            saving.fades = benefit.fades;
            saving.index = benefit.index;
            saving.paid_to = benefit.paid_to;
            by_address.try_emplace(saving.name, std::move(saving));
        }
    }
    std::vector<plan::BackgroundSaving> savings;
    savings.reserve(by_address.size());
    for (auto& [address, saving] : by_address) savings.push_back(std::move(saving));
    return savings;
}

std::vector<plan::Failure> make_failures(Assembly const& assembly) {
    std::vector<plan::Failure> failures;
    for (model::Failure const* failure : by_name(assembly.scenario.failures)) {
        failures.push_back(make_failure(assembly, *failure));
    }
    return failures;
}

}  // namespace mergerisk::compile
