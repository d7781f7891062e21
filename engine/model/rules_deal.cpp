// Rules of deals: who buys whom, for what, and which fees fall due.

#include "engine/model/rules_deal.h"

#include "engine/model/deal.h"
#include "engine/model/lookup.h"
#include "engine/model/rules_context.h"
#include "engine/model/suggestion.h"

#include <fmt/format.h>

#include <algorithm>

namespace mergerisk::model {
namespace {

/// One side of the deal; true when it is a party of the option.
bool check_side(RuleContext& context, Option const& option, std::string const& side, std::string const& who) {
    std::string const path = option.deal->path + "." + side;
    if (who.empty()) {
        context.report(path, fmt::format("the deal does not say which party is the {}", side),
                       fmt::format("Write {}: and a party, or choose a form with that role", side));
        return false;
    }
    if (!context.known(path, "party", who, names_of(context.scenario.parties))) return false;
    std::vector<std::string> taking_part;
    for (Party const* party : parties_of(context.scenario, option)) taking_part.push_back(party->name);
    bool const takes_part = std::find(taking_part.begin(), taking_part.end(), who) != taking_part.end();
    if (!takes_part) {
        context.report(path, "party " + quoted(who) + " does not take part in this option",
                       suggest(who, taking_part));
    }
    return takes_part;
}

void check_fee(RuleContext& context, std::optional<Deal::Fee> const& fee, std::string const& path) {
    if (!fee) return;
    auto const share = constant_of(context.scenario, fee->share);
    if (share && *share > 1) {
        context.report(path, "a fee of " + percent(*share) + " exceeds the consideration it is a share of");
    }
}

}  // namespace

DealSides sides_of(Option const& option) {
    auto const side = [&](std::string const& named, char const* role) {
        auto const found = option.roles.find(role);
        return named.empty() && found != option.roles.end() ? found->second : named;
    };
    return {side(option.deal->acquirer, "acquirer"), side(option.deal->target, "target")};
}

void check_deal(RuleContext& context, Option const& option) {
    if (!option.deal) return;
    Deal const& deal = *option.deal;
    DealSides const sides = sides_of(option);
    bool const acquirer = check_side(context, option, "acquirer", sides.acquirer);
    bool const target = check_side(context, option, "target", sides.target);
    if (acquirer && target && sides.acquirer == sides.target) {
        context.report(deal.path + ".target", quoted(sides.target) + " cannot buy itself",
                       "Acquirer and target are two parties");
    }
    if (deal.price.has_value() == deal.premium.has_value()) {
        context.report(deal.path, deal.price ? "a deal has a price or a premium, not both"
                                             : "a deal needs a price or a premium");
    }
    if (deal.financing && !(deal.financing->years > 0 && deal.financing->years <= 100)) {
        context.report(deal.path + ".financing.for",
                       fmt::format("a loan is repaid after more than 0 and at most 100 years, not after {}",
                                   number(deal.financing->years)));
    }
    check_fee(context, deal.break_fee, deal.path + ".break_fee.share");
    check_fee(context, deal.reverse_break_fee, deal.path + ".reverse_break_fee.share");
    if (!option.route && (deal.break_fee || deal.reverse_break_fee)) {
        context.report(deal.path + (deal.break_fee ? ".break_fee" : ".reverse_break_fee"),
                       "the fee can never fall due, because the option has no route on which it could fail",
                       "Add a route, or leave the fee out");
    }
}

}  // namespace mergerisk::model
