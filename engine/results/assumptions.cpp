#include "engine/results/assumptions.h"

#include "engine/base/contract.h"
#include "engine/math/distribution.h"
#include "engine/model/lookup.h"
#include "engine/results/words.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace mergerisk::results {

namespace {

/// What is known of a part of the document, by its path.
struct Part {
    std::string label;  ///< in words; its name where it has no label
    model::Provenance provenance;
};

using Parts = std::map<std::string, Part>;

template <class Record>
void add(Parts& parts, Record const& record) {
    parts[record.path] = {record.label.empty() ? spaced(record.name) : record.label, record.provenance};
}

void add_track(Parts& parts, model::Track const& track) {
    add(parts, track);
    for (model::Stage const& stage : track.stages) add(parts, stage);
}

void add_numbers(Parts& parts, std::vector<model::NamedQuantity> const& list) {
    for (model::NamedQuantity const& named : list) {
        parts[named.quantity.path] = {named.label.empty() ? spaced(named.name) : named.label, {}};
    }
}

void add_option(Parts& parts, model::Option const& option) {
    add(parts, option);
    add_numbers(parts, option.terms);
    if (option.contract) parts[option.contract->path] = {"contract", option.contract->provenance};
    for (model::CostLine const& line : option.costs) add(parts, line);
    for (model::BenefitLine const& line : option.benefits) add(parts, line);
    for (model::SupportLine const& line : option.support) add(parts, line);
    for (model::Risk const& risk : option.risks) add(parts, risk);
    for (model::Dip const& dip : option.dips) parts[dip.path] = {spaced(dip.name), dip.provenance};
    if (option.deal) parts[option.deal->path] = {"deal", option.deal->provenance};
    if (option.lasting) parts[option.lasting->path] = {"lasting productivity", option.lasting->provenance};
    if (option.workforce) parts[option.workforce->path] = {"workforce", option.workforce->provenance};
    if (!option.route) return;
    for (model::Route::UsedTrack const& used : option.route->tracks) {
        if (used.library_name.empty()) add_track(parts, used.track);
    }
    if (!option.route->competition) return;
    model::CompetitionCase const& competition = *option.route->competition;
    parts[competition.path] = {"competition case", competition.provenance};
    for (auto const& market : competition.markets) {
        parts[market.path] = {market.label.empty() ? spaced(market.name) : market.label, {}};
    }
    for (auto const& benefit : competition.customer_benefits) {
        parts[benefit.path] = {benefit.label.empty() ? spaced(benefit.name) : benefit.label, {}};
    }
}

Parts parts_of(model::Scenario const& scenario) {
    Parts parts;
    for (model::Track const& track : scenario.routes) add_track(parts, track);
    add_numbers(parts, scenario.quantities);
    for (model::Driver const& driver : scenario.drivers) {
        parts[driver.path] = {driver.label.empty() ? spaced(driver.name) : driver.label, {}};
    }
    for (model::Party const& party : scenario.parties) add(parts, party);
    for (model::Option const& option : scenario.options) add_option(parts, option);
    return parts;
}

/// The parts that a path lies in, outermost first, and how many characters of the path the last one covers.
struct Within {
    std::vector<Part const*> parts;
    std::size_t covered = 0;
};

Within parts_around(Parts const& parts, std::string const& path) {
    Within within;
    for (std::size_t end = path.find('.');; end = path.find('.', end + 1)) {
        std::size_t const length = end == std::string::npos ? path.size() : end;
        auto const found = parts.find(path.substr(0, length));
        if (found != parts.end()) {
            within.parts.push_back(&found->second);
            within.covered = length;
        }
        if (end == std::string::npos) return within;
    }
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// "One foundation trust: Restructuring, overrun"
std::string label_of(Within const& within, std::string const& path) {
    std::vector<std::string> words;
    if (!within.parts.empty()) words.push_back(within.parts.front()->label);
    if (within.parts.size() > 1) words.push_back(within.parts.back()->label);
    std::string rest = path.substr(within.covered);
    // "for" alone says nothing.
    constexpr std::string_view kWindowLength = ".window.for";
    if (rest == kWindowLength) rest = ".length_of_window";
    replace_all(rest, ".product.", ".factor_");
    replace_all(rest, ".sum.", ".summand_");
    std::string word;
    for (char const c : rest + ".") {
        if (c != '.') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(spaced(word));
            word.clear();
        }
    }
    std::string label;
    for (std::size_t i = 0; i < words.size(); ++i) label += (i == 0 ? "" : i == 1 ? ": " : ", ") + words[i];
    return label;
}

bool says_nothing(model::Provenance const& provenance) {
    return provenance.source.empty() && provenance.basis.empty();
}

/// Its own, else that of the evidence, else of the calculated number or the nearest part around it.
model::Provenance provenance_of(model::Quantity const& quantity, model::EvidenceEntry const* entry,
                                model::Quantity const* around, Within const& within) {
    model::Provenance provenance = quantity.provenance;
    auto const fall_back = [&](model::Provenance const& from) {
        if (!says_nothing(provenance)) return;
        provenance.source = from.source;
        provenance.basis = from.basis;
        if (provenance.note.empty()) provenance.note = from.note;
        if (provenance.owner.empty()) provenance.owner = from.owner;
    };
    if (entry != nullptr) fall_back(entry->provenance);
    if (around != nullptr) fall_back(around->provenance);
    for (auto part = within.parts.rbegin(); part != within.parts.rend(); ++part)
        fall_back((*part)->provenance);
    return provenance;
}

model::EvidenceEntry const* entry_of(model::Scenario const& scenario, model::Quantity const& quantity) {
    auto const* use = std::get_if<model::EvidenceUse>(&quantity.value);
    return use == nullptr ? nullptr : model::find_named(scenario.evidence, use->entry);
}

/// Numbers that the claimed view does not take from their distribution: what it has instead, nothing for a
/// mechanism that it leaves out.
using NotAsClaimed = std::map<model::Quantity const*, std::optional<double>>;

void put(NotAsClaimed& numbers, std::optional<model::Quantity> const& quantity,
         std::optional<double> instead) {
    if (quantity) numbers.emplace(&*quantity, instead);
}

void put_branches(NotAsClaimed& numbers, std::vector<model::Branch> const& branches) {
    for (model::Branch const& branch : branches) {
        put(numbers, branch.probability, {});
        if (!branch.remedies) continue;
        for (model::Remedies::Keeps const& keeps : branch.remedies->keeps)
            numbers.emplace(&keeps.share, std::nullopt);
        put(numbers, branch.remedies->cost, {});
    }
}

void put_clock(NotAsClaimed& numbers, std::optional<model::Clock> const& clock) {
    if (!clock) return;
    put(numbers, clock->length, clock->planned.value_or(clock->statutory));
    if (clock->extension) {
        numbers.emplace(&clock->extension->probability, std::nullopt);
        put(numbers, clock->extension->extra, {});
        put_branches(numbers, clock->extension->then);
    }
    if (clock->stop) {
        numbers.emplace(&clock->stop->probability, std::nullopt);
        numbers.emplace(&clock->stop->length, std::nullopt);
    }
}

void put_track(NotAsClaimed& numbers, model::Track const& track) {
    for (model::Stage const& stage : track.stages) {
        put_branches(numbers, stage.next);
        put_clock(numbers, stage.clock);
        if (!stage.when_credentialed) continue;
        put_branches(numbers, stage.when_credentialed->next);
        put_clock(numbers, stage.when_credentialed->clock);
    }
}

/// The claim is not drawn into the case: its branches are those of the claimed path.
void put_competition(NotAsClaimed& numbers, model::CompetitionCase const& of) {
    for (auto const& benefit : of.customer_benefits) numbers.emplace(&benefit.accepted, std::nullopt);
    if (!of.failing_firm) return;
    for (auto const* limb :
         {&of.failing_firm->exit_inevitable, &of.failing_firm->no_less_anticompetitive_purchaser,
          &of.failing_firm->exit_no_better}) {
        numbers.emplace(limb, std::nullopt);
    }
}

void put_effects(NotAsClaimed& numbers, model::Option const& option) {
    for (model::Dip const& dip : option.dips) {
        numbers.emplace(&dip.dip, std::nullopt);
        put(numbers, dip.window.length, {});
    }
    if (option.lasting) {
        for (auto const* side : {&option.lasting->gain, &option.lasting->loss}) {
            if (!*side) continue;
            numbers.emplace(&(*side)->probability, std::nullopt);
            numbers.emplace(&(*side)->size, std::nullopt);
        }
        if (option.lasting->ramp) {
            put(numbers, option.lasting->ramp->half_by, {});
            numbers.emplace(&option.lasting->ramp->full_by, std::nullopt);
        }
    }
    if (option.workforce) {
        model::Workforce const& workforce = *option.workforce;
        for (auto const* part : {&workforce.baseline, &workforce.while_in_review, &workforce.after_completion,
                                 &workforce.cost_per_leaver, &workforce.benefit_lost_per_leaver_share}) {
            put(numbers, *part, {});
        }
        for (auto const* part :
             {&workforce.key_staff, &workforce.replacement_time, &workforce.knowledge_not_restored}) {
            numbers.emplace(part, std::nullopt);
        }
    }
    for (model::Risk const& risk : option.risks) {
        numbers.emplace(&risk.probability, std::nullopt);
        numbers.emplace(&risk.costs, std::nullopt);
    }
}

/// No fee falls due in the claimed view, in which no deal fails.
void put_fees(NotAsClaimed& numbers, model::Deal const& deal) {
    for (auto const* fee : {&deal.break_fee, &deal.reverse_break_fee}) {
        if (!*fee) continue;
        numbers.emplace(&(*fee)->share, std::nullopt);
        put(numbers, (*fee)->probability, {});
    }
}

NotAsClaimed not_as_claimed(model::Scenario const& scenario) {
    NotAsClaimed numbers;
    for (model::Track const& track : scenario.routes) put_track(numbers, track);
    for (model::Option const& option : scenario.options) {
        for (model::CostLine const& line : option.costs) put(numbers, line.overrun, 0.0);
        for (model::BenefitLine const& line : option.benefits) {
            put(numbers, line.realised, 1.0);
            put(numbers, line.merger_specific, 1.0);
        }
        put_effects(numbers, option);
        if (option.deal) put_fees(numbers, *option.deal);
        if (!option.route) continue;
        put(numbers, option.route->slip, {});
        put(numbers, option.route->abandonment_hazard, {});
        if (option.route->competition) put_competition(numbers, *option.route->competition);
        for (model::Route::UsedTrack const& used : option.route->tracks) put_track(numbers, used.track);
    }
    return numbers;
}

/// The plan's quantities by the path where they were written.
std::map<std::string, std::size_t> compiled_by_path(plan::Plan const& plan) {
    std::map<std::string, std::size_t> by_path;
    for (std::size_t i = 0; i < plan.quantities.size(); ++i) by_path.emplace(plan.quantities[i].path, i);
    return by_path;
}

/// Lengths of clocks are in the clock's own unit.
std::string unit_of_number(model::QuantityUse const& use, std::string const& money_label) {
    auto const words = [](model::ClockUnit unit) {
        if (unit == model::ClockUnit::working_day) return "working days";
        return unit == model::ClockUnit::day ? "days" : "weeks";
    };
    auto const of_clock = [&](std::optional<model::Clock> const& clock) -> char const* {
        if (!clock) return nullptr;
        if (clock->length && use.quantity == &*clock->length) return words(clock->unit);
        if (clock->extension && clock->extension->extra && use.quantity == &*clock->extension->extra) {
            return words(clock->unit);
        }
        return clock->stop && use.quantity == &clock->stop->length ? words(clock->stop->unit) : nullptr;
    };
    if (use.stage != nullptr) {
        if (char const* unit = of_clock(use.stage->clock)) return unit;
        auto const& credentialed = use.stage->when_credentialed;
        char const* const unit = credentialed ? of_clock(credentialed->clock) : nullptr;
        if (unit != nullptr) return unit;
    }
    return unit_of(use.quantity->dimension, money_label);
}

/// Makes one line of the register.
class Register {
  public:
    Register(model::Scenario const& scenario, compile::Result const& compiled)
        : scenario_{scenario},
          compiled_{compiled},
          parts_{parts_of(scenario)},
          not_as_claimed_{not_as_claimed(scenario)},
          by_path_{compiled_by_path(compiled.plan)} {}

    /// `around`: the calculated number whose operand it is, else nullptr.
    [[nodiscard]] Assumption line(model::QuantityUse const& use, model::Quantity const* around) const {
        model::Quantity const& quantity = *use.quantity;
        Within const within = parts_around(parts_, quantity.path);
        model::EvidenceEntry const* const entry = entry_of(scenario_, quantity);
        model::Provenance const provenance = provenance_of(quantity, entry, around, within);
        Assumption assumption;
        assumption.path = quantity.path;
        assumption.label = label_of(within, quantity.path);
        assumption.unit = unit_of_number(use, scenario_.transaction.money_label);
        assumption.distribution =
            in_words(quantity, entry == nullptr ? 1 : entry->transferability, use.operand);
        assumption.source = provenance.source;
        assumption.basis = provenance.basis;
        assumption.note = provenance.note;
        assumption.owner = provenance.owner;
        add_numbers(assumption, quantity);
        return assumption;
    }

    /// The uplift for optimism bias of a line. Precondition: it has one.
    [[nodiscard]] Assumption uplift(model::CostLine const& line) const {
        double const excess = model::uplift_of(scenario_, line).value();
        model::OptimismBias const& bias =
            *model::find_named(scenario_.optimism_bias, line.uplift->class_name);
        Assumption assumption;
        assumption.path = line.uplift->path;
        assumption.label = label_of(parts_around(parts_, line.uplift->path), line.uplift->path);
        assumption.unit = unit_of(base::Dimension::excess, scenario_.transaction.money_label);
        assumption.distribution = in_words(excess, base::Dimension::excess) + ", uplift " +
                                  spaced(bias.name) + ", mitigated " +
                                  in_words(line.uplift->mitigated, base::Dimension::share);
        assumption.claimed = 0;
        assumption.mean = assumption.p10 = assumption.p50 = assumption.p90 = excess;
        assumption.source = bias.provenance.source;
        assumption.basis = bias.provenance.basis;
        assumption.note = line.uplift->note;
        assumption.owner = bias.provenance.owner;
        return assumption;
    }

  private:
    void add_numbers(Assumption& assumption, model::Quantity const& quantity) const {
        constexpr double kScoreOf90 = 1.2815515655446004;  // Phi(1.28155...) = 0.9
        // A name without a claim of its own is the shared quantity itself.
        model::Quantity const* const shared = model::resolve(scenario_, quantity);
        auto found = by_path_.find(quantity.path);
        if (found == by_path_.end() && shared != nullptr) found = by_path_.find(shared->path);
        if (found == by_path_.end()) return;
        plan::Quantity const& simulated = compiled_.plan.quantities[found->second];
        math::Distribution const& marginal = compiled_.marginals[found->second];
        auto const otherwise = not_as_claimed_.find(&quantity);
        assumption.claimed = otherwise == not_as_claimed_.end() ? simulated.claimed : otherwise->second;
        assumption.mean = simulated.expected;
        assumption.p10 = math::quantile(marginal, -kScoreOf90);
        assumption.p50 = math::quantile(marginal, 0);
        assumption.p90 = math::quantile(marginal, kScoreOf90);
    }

    model::Scenario const& scenario_;
    compile::Result const& compiled_;
    Parts parts_;
    NotAsClaimed not_as_claimed_;
    std::map<std::string, std::size_t> by_path_;
};

}  // namespace

std::vector<Assumption> assumptions_of(model::Scenario const& scenario, compile::Result const& compiled) {
    EXPECTS(compiled.marginals.size() == compiled.plan.quantities.size());
    Register const all{scenario, compiled};
    std::vector<Assumption> assumptions;
    std::set<std::string> seen;
    model::Quantity const* around = nullptr;
    model::for_each_quantity(scenario, [&](model::QuantityUse const& use) {
        if (!use.operand) around = use.quantity;
        if (seen.insert(use.quantity->path).second)
            assumptions.push_back(all.line(use, use.operand ? around : nullptr));
    });
    for (model::Option const& option : scenario.options) {
        for (model::CostLine const& line : option.costs) {
            if (model::uplift_of(scenario, line)) assumptions.push_back(all.uplift(line));
        }
    }
    return assumptions;
}

}  // namespace mergerisk::results
