#include "engine/reference/story.h"

#include "engine/reference/moments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <vector>

namespace mergerisk::reference {
namespace {

constexpr std::size_t kMonthsOfYear = 12;

std::string date_text(std::chrono::sys_days day) {
    static constexpr std::array<char const*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::chrono::year_month_day const date{day};
    return fmt::format("{} {} {}", unsigned{date.day()}, kMonths[unsigned{date.month()} - 1],
                       int{date.year()});
}

std::string percent(double share) {
    return fmt::format("{:.1f} %", 100 * share);
}

// With thousands separators; decimals only where they say something.
std::string amount_text(double amount) {
    double const size = std::abs(amount);
    int const decimals = size >= 1000 ? 0 : size >= 1 || size == 0 ? 2 : 4;
    std::string text = fmt::format("{:.{}f}", size, decimals);
    std::size_t const whole = std::min(text.find('.'), text.size());
    for (std::size_t digits = 3; digits < whole; digits += 3) text.insert(whole - digits, ",");
    bool const negative = amount < 0 && text.find_first_not_of("0.,") != std::string::npos;
    return negative ? "-" + text : text;
}

// "it_cutover_failure" is written "It cutover failure" where there is no label.
std::string label_or_name(std::string const& label, std::string const& name) {
    std::string text = label.empty() ? name : label;
    if (!label.empty() && label != name) return text;
    std::replace(text.begin(), text.end(), '_', ' ');
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

// What the metrics are called in a sentence; in the order of plan::Metric.
constexpr std::array<std::string_view, plan::kMetricCount> kMetricLabels{
    "Net present value against the counterfactual",
    "Net present value by itself",
    "Net present value for the parties, with support",
    "Net present value for the funder, with support",
    "Costs, present value against the counterfactual",
    "Benefits, present value against the counterfactual",
    "One-off cost in the prices of the claim",
    "Completed after",
    "Decided after",
    "Benefits delivered, of the claim",
    "Paid back after",
    "Largest need for cash at a month end, before support",
    "Lowest EBITDA margin of a year",
    "Support from the funder"};

// In the order of plan::BridgeView.
constexpr std::array<std::string_view, plan::kBridgeViewCount> kBridgeLabels{
    "amounts and growth as drawn, dates as claimed",
    "dates as drawn",
    "remedies",
    "only what is due to the transaction",
    "overruns",
    "what is delivered of the benefits",
    "productivity effects",
    "leavers",
    "risks"};

std::string branch_text(plan::Branch const& branch, plan::Route const& route) {
    if (branch.stage) {
        plan::Stage const& stage = route.stages[branch.stage->index()];
        return "goes on to " + label_or_name(stage.label, stage.name);
    }
    switch (branch.end) {
        case plan::End::cleared:
            return "cleared";
        case plan::End::cleared_with_remedies:
            return "cleared with remedies";
        case plan::End::abandoned:
            return "abandoned";
        case plan::End::prohibited:
            return "prohibited";
    }
    return {};
}

std::string_view outcome_text(plan::Outcome outcome) {
    switch (outcome) {
        case plan::Outcome::completed:
            return "completed";
        case plan::Outcome::prohibited:
            return "prohibited";
        case plan::Outcome::abandoned:
            return "abandoned";
        case plan::Outcome::walked_away:
            return "the parties walk away";
        case plan::Outcome::undecided:
            return "undecided at the horizon";
    }
    return {};
}

char const* unit_text(plan::Clock::Unit unit, std::int64_t count) {
    switch (unit) {
        case plan::Clock::Unit::working_day:
            return count == 1 ? "working day" : "working days";
        case plan::Clock::Unit::day:
            return count == 1 ? "day" : "days";
        case plan::Clock::Unit::week:
            return count == 1 ? "week" : "weeks";
    }
    return "";
}

// Writes one story, section by section.
class Teller {
  public:
    Teller(plan::Plan const& plan, Story const& story, std::string_view money)
        : plan_{plan}, story_{story}, money_{money.empty() ? "" : " " + std::string{money}} {}

    std::string tell() {
        line("Trial {}", story_.trial);
        line("");
        tell_draws();
        for (std::size_t option = 0; option < plan_.options.size(); ++option) tell_option(option);
        return std::move(text_);
    }

  private:
    struct Event {
        double when;
        std::string date;
        std::string what;
    };

    template <class... Arguments>
    void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
        text_ += '\n';
    }

    [[nodiscard]] std::string money(double amount) const { return amount_text(amount) + money_; }
    // Something that starts, or ends, then. Moments before the valuation date are not dated.
    [[nodiscard]] std::string starting(double moment) const {
        return moment < 0 ? "before the valuation date" : date_text(date_from(plan_.timeline, moment));
    }
    [[nodiscard]] std::string ending(double moment) const {
        return moment < 0 ? "before the valuation date" : date_text(date_of(plan_.timeline, moment));
    }

    void tell_draws() {
        line("What was drawn (u: the draw, between 0 and 1)");
        for (std::size_t q = 0; q < plan_.quantities.size(); ++q) {
            plan::Quantity const& quantity = plan_.quantities[q];
            if (quantity.kind == plan::Quantity::Kind::constant) continue;
            std::string const claimed = fmt::format("claimed {:.6g}", quantity.claimed);
            if (quantity.draw) {
                std::size_t const d = quantity.draw->index();
                std::string const& address = plan_.draws[d].address;
                line("  {}: {:.6g} ({}; u = {:.6f}{})", quantity.path.empty() ? address : quantity.path,
                     story_.values[q], claimed, story_.draws.uniform[d],
                     quantity.path.empty() || quantity.path == address ? "" : ", draw " + address);
            } else {
                line("  {}: {:.6g} ({}; follows from others)",
                     quantity.path.empty() ? fmt::format("quantity {}", q) : quantity.path, story_.values[q],
                     claimed);
            }
        }
        line("");
    }

    void tell_option(std::size_t index) {
        plan::Option const& option = plan_.options[index];
        OptionTrial const& trial = story_.options[index];
        plan::OptionOutcome const& outcome = story_.outcome.options[index];
        std::string const title =
            label_or_name(option.label, option.name) + (option.counterfactual ? " (counterfactual)" : "");
        line("{}", title);
        line("{}", std::string(title.size(), '='));
        tell_events(option, trial, outcome);
        tell_money(trial);
        tell_workforce(trial);
        tell_finances(option, trial, outcome);
        tell_result(index, outcome);
        line("");
    }

    void tell_events(plan::Option const& option, OptionTrial const& trial,
                     plan::OptionOutcome const& outcome) {
        std::vector<Event> events;
        for (Visit const& visit : trial.timing.visits) add_visit(events, *option.route, visit);
        // What was drawn for a track after another one has failed never comes to pass.
        std::erase_if(events, [&](Event const& event) { return event.when > trial.timing.cut(); });
        add_end(events, option, trial);
        add_exit(events, option, trial);
        for (std::size_t f = 0; f < plan_.failures.size(); ++f) {
            double const when = outcome.failure_month[plan::kBuiltInFailureCount + f];
            double const distress = outcome.distress_month[f];
            std::string const& label = label_or_name(plan_.failures[f].label, plan_.failures[f].name);
            if (when != kNever) events.push_back({when, ending(when), "Failure: " + label});
            if (when == kNever && distress != kNever)
                events.push_back({distress, ending(distress), label + ", but in the counterfactual too"});
        }
        std::stable_sort(events.begin(), events.end(),
                         [](Event const& a, Event const& b) { return a.when < b.when; });
        line("What happened");
        for (Event const& event : events) line("  {}: {}", event.date, event.what);
    }

    void add_visit(std::vector<Event>& events, plan::Route const& route, Visit const& visit) const {
        plan::Stage const& stage = route.stages[visit.stage.index()];
        plan::Track const& track = route.tracks[stage.track.index()];
        std::string const again = stage.visit > 0 ? fmt::format(" (visit {})", stage.visit + 1) : "";
        std::string const name = fmt::format("{}, {}{}", label_or_name(track.label, track.name),
                                             label_or_name(stage.label, stage.name), again);
        events.push_back({visit.time.from, starting(visit.time.from), name + " begins"});
        std::string how = fmt::format("after {:.1f} months", visit.time.to - visit.time.from);
        if (visit.clock) {
            ClockReading const& clock = *visit.clock;
            how = fmt::format("after {} {} counted from {}", clock.units,
                              unit_text(stage.clock->unit, clock.units),
                              date_text(plan_.timeline.valuation_date + std::chrono::days{clock.first_day}));
            if (clock.extended) how += ", extended";
            if (clock.stopped_units > 0) {
                how += fmt::format(", stopped for {} {}", clock.stopped_units,
                                   unit_text(stage.clock->stop->unit, clock.stopped_units));
            }
        }
        events.push_back({visit.time.to, ending(visit.time.to),
                          fmt::format("{} ends {}: {} (probability {}, u = {:.4f})", name, how,
                                      branch_text(*visit.branch, route), percent(visit.probability),
                                      visit.uniform.value_or(0))});
    }

    void add_end(std::vector<Event>& events, plan::Option const& option, OptionTrial const& trial) const {
        if (!option.route) {
            events.push_back({0, starting(0), "In place from the start; no approval is needed"});
            return;
        }
        Timing const& timing = trial.timing;
        std::string const planned = fmt::format("planned for {}", starting(timing.planned));
        if (!timing.completes()) {
            events.push_back({timing.failure, ending(timing.failure),
                              fmt::format("The deal fails: {} ({})", outcome_text(timing.cause), planned)});
            return;
        }
        std::string slip;
        if (timing.slip > 0)
            slip = fmt::format("; all approvals by {}, then {:.1f} months of slip", ending(timing.cleared),
                               timing.slip);
        std::string const late = timing.completion >= timing.horizon ? ", after the horizon" : "";
        events.push_back({timing.completion, starting(timing.completion),
                          fmt::format("Completion{} ({}{})", late, planned, slip)});
    }

    void add_exit(std::vector<Event>& events, plan::Option const& option, OptionTrial const& trial) const {
        Timing const& timing = trial.timing;
        bool const held = timing.completes() && timing.integration > timing.completion;
        if (held && timing.integration < timing.exit)
            events.push_back(
                {timing.integration, starting(timing.integration), "The businesses may be joined"});
        if (timing.exit == kNever) return;
        events.push_back({timing.exit, ending(timing.exit),
                          timing.unwound() ? "Unwound: " + why_unwound(option, timing) : "The term ends"});
    }

    [[nodiscard]] std::string why_unwound(plan::Option const& option, Timing const& timing) const {
        for (Visit const& visit : timing.visits) {
            bool const ends_it = !visit.branch->stage && (visit.branch->end == plan::End::abandoned ||
                                                          visit.branch->end == plan::End::prohibited);
            if (!ends_it || visit.time.to != timing.exit) continue;
            plan::TrackId const id = option.route->stages[visit.stage.index()].track;
            plan::Track const& track = option.route->tracks[id.index()];
            if (track.after_completion)
                return label_or_name(track.label, track.name) + " ends " +
                       branch_text(*visit.branch, *option.route);
        }
        return fmt::format("support has passed the limit of {}",
                           money(story_.values[option.exit.support_limit->index()]));
    }

    void tell_money(OptionTrial const& trial) {
        Prices const prices{plan_, Values{story_.values, story_.draws.uniform}};
        if (trial.flows.items.empty() && trial.support.empty()) return;
        line("Money (paid: money of the day; worth: present value)");
        for (Item const& item : trial.flows.items) tell_item(item, prices);
        for (Item const& item : trial.support) tell_item(item, prices);
    }

    void tell_item(Item const& item, Prices const& prices) {
        std::string const kind = item.source == Item::Source::support ? "support"
                                 : item.side == Item::Side::benefit   ? "benefit"
                                 : item.capital                       ? "capital"
                                 : item.one_off                       ? "one-off cost"
                                                                      : "cost";
        double const paid = sum_of(item.nominal);
        std::string const result = paid == 0 ? ""
                                             : fmt::format("; paid {}, worth {}", money(paid),
                                                           money(prices.present_value(item.nominal)));
        line("  {} ({}): {}{}{}", label_or_name(item.label, item.label), kind, facts_of(item), dates_of(item),
             result);
    }

    [[nodiscard]] std::string facts_of(Item const& item) const {
        Item::Facts const& facts = item.facts;
        std::string text = facts.of.empty() ? money(facts.amount) : percent(facts.amount) + " of " + facts.of;
        if (item.source == Item::Source::leavers) text += " for each leaver";
        if (facts.overrun) text += fmt::format(", {} over the claim", percent(*facts.overrun));
        if (facts.realised) text += fmt::format(", {} delivered", percent(*facts.realised));
        if (facts.merger_specific)
            text += fmt::format(", {} of it merger-specific", percent(*facts.merger_specific));
        if (facts.kept && *facts.kept != 1)
            text += fmt::format(", {} kept by the remedies", percent(*facts.kept));
        if (facts.committed)
            text += fmt::format(", {} of it falls due when the deal is over", money(*facts.committed));
        if (facts.probability)
            text += fmt::format(", probability {}, u = {:.4f}", percent(*facts.probability),
                                facts.uniform.value_or(0));
        return text;
    }

    [[nodiscard]] std::string dates_of(Item const& item) const {
        if (item.source == Item::Source::leavers) return "";
        if (!item.facts.window) return ", does not happen";
        Interval const& window = *item.facts.window;
        double const to = std::min(window.to, item.facts.cut);
        if (to < window.from) return ", does not happen";
        if (window.from >= static_cast<double>(plan_.timeline.months)) return ", after the horizon";
        if (window.to == window.from) return ", on " + starting(window.from);
        if (to >= static_cast<double>(plan_.timeline.months)) return ", from " + starting(window.from);
        return fmt::format(", from {} to {}{}", starting(window.from), ending(to),
                           to < window.to ? " (cut short)" : "");
    }

    void tell_workforce(OptionTrial const& trial) {
        if (!trial.flows.workforce) return;
        WorkforcePath const& path = *trial.flows.workforce;
        double const worst = *std::min_element(path.benefit_factor.begin(), path.benefit_factor.end());
        line("Key staff lost beyond the usual: {} by the decision, {} by the horizon{}",
             percent(path.left_by_decision), percent(sum_of(path.leavers)),
             worst < 1 ? fmt::format("; benefits at worst at {} of their size", percent(worst)) : "");
    }

    void tell_finances(plan::Option const& option, OptionTrial const& trial,
                       plan::OptionOutcome const& outcome) {
        bool const any_cash = std::any_of(outcome.yearly_net_cash.begin(), outcome.yearly_net_cash.end(),
                                          [](double cash) { return cash != 0; });
        if (any_cash) line("Net cash by year, before support");
        for (std::size_t year = 0; any_cash && year < outcome.yearly_net_cash.size(); ++year)
            line("  year {}: {}", year + 1, money(outcome.yearly_net_cash[year]));
        if (option.parties.empty()) return;
        line("EBITDA margin at the end of each year");
        std::size_t const months = plan_.timeline.months;
        for (std::size_t p = 0; p < option.parties.size(); ++p) {
            plan::Party const& party = plan_.parties[option.parties[p].index()];
            std::string margins;
            for (std::size_t m = kMonthsOfYear - 1; m < months; m += kMonthsOfYear)
                margins += (margins.empty() ? "" : ", ") + percent(trial.margins.party[p][m]);
            bool const merged = option.single_entity && trial.timing.completion < trial.timing.horizon;
            std::string const together =
                !merged                  ? ""
                : trial.timing.unwound() ? " (the merged organisation from completion until it is unwound)"
                                         : " (from completion the merged organisation)";
            line("  {}{}: {}", label_or_name(party.label, party.name), together, margins);
        }
    }

    void tell_result(std::size_t option, plan::OptionOutcome const& outcome) {
        line("Result: {}", outcome_text(outcome.outcome));
        for (std::size_t m = 0; m < plan::kMetricCount; ++m)
            line("  {}: {}", kMetricLabels[m], metric_text(static_cast<plan::Metric>(m), outcome.metric[m]));
        if (plan_.options[option].counterfactual) return;
        line("Net present value from the claim to this trial, one mechanism after the other");
        line("  as claimed: {}", money(Reference{plan_}.claimed(option).npv));
        for (std::size_t i = 0; i < plan::kBridgeViewCount; ++i)
            line("  {}: {}", kBridgeLabels[i], money(outcome.bridge_npv[i]));
        line("  {}: {}", "prohibition, abandonment, walking away",
             money(outcome.metric[static_cast<std::size_t>(plan::Metric::npv)]));
    }

    [[nodiscard]] std::string metric_text(plan::Metric metric, double value) const {
        if (value == kNever) return "none";
        switch (metric) {
            case plan::Metric::completion_months:
            case plan::Metric::decision_months:
            case plan::Metric::payback_months:
                return fmt::format("{:.1f} months", value);
            case plan::Metric::benefits_realised:
            case plan::Metric::minimum_margin:
                return percent(value);
            default:
                return money(value);
        }
    }

    plan::Plan const& plan_;
    Story const& story_;
    std::string money_;
    std::string text_;
};

}  // namespace

std::string tell(plan::Plan const& plan, Story const& story, std::string_view money) {
    return Teller{plan, story, money}.tell();
}

}  // namespace mergerisk::reference
