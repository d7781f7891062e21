#include "engine/model/lookup.h"

#include "engine/model/calculated.h"

#include <cstddef>
#include <set>
#include <type_traits>
#include <utility>

namespace mergerisk::model {

namespace {

/// Numbers that are calculated from each other over and over come to no end.
constexpr std::size_t kMostSteps = 10'000;

constexpr std::string_view kOptions = "options.";

/// Whether the path is `whole` or lies in it.
bool is_within(std::string_view path, std::string_view whole) {
    return path.starts_with(whole) && (path.size() == whole.size() || path[whole.size()] == '.');
}

/// The option that a path lies in; nullptr for what options share.
Option const* option_around(Scenario const& scenario, std::string_view path) {
    if (!path.starts_with(kOptions)) return nullptr;
    std::string_view const rest = path.substr(kOptions.size());
    return find_named(scenario.options, rest.substr(0, rest.find('.')));
}

}  // namespace

Quantity const* number_named(Scenario const& scenario, std::string_view name, std::string_view used_at) {
    if (Option const* option = option_around(scenario, used_at)) {
        NamedQuantity const* term = find_named(option->terms, name);
        if (term != nullptr && !is_within(used_at, term->quantity.path)) return &term->quantity;
    }
    NamedQuantity const* shared = find_named(scenario.quantities, name);
    return shared == nullptr ? nullptr : &shared->quantity;
}

Quantity const* resolve(Scenario const& scenario, Quantity const& quantity) {
    Option const* option = option_around(scenario, quantity.path);
    std::size_t const most = scenario.quantities.size() + (option == nullptr ? 0 : option->terms.size());
    Quantity const* current = &quantity;
    for (std::size_t steps = 0; steps <= most; ++steps) {
        auto const* name = std::get_if<QuantityName>(&current->value);
        if (name == nullptr) return current;
        current = number_named(scenario, name->name, current->path);
        if (current == nullptr) return nullptr;
    }
    return nullptr;
}

std::vector<Party const*> parties_of(Scenario const& scenario, EffectBase const& base,
                                     std::string_view path) {
    if (!base.party.empty()) {
        Party const* party = find_named(scenario.parties, base.party);
        if (party == nullptr) return {};
        return {party};
    }
    Option const* option = option_around(scenario, path);
    return parties_of(scenario, option == nullptr ? Option{} : *option);
}

Quantity const& base_of(Party const& party, EffectBase::Of of) {
    return of == EffectBase::Of::income ? party.income : party.operating_cost;
}

namespace {

/// Finds the value of a certain number.
class ConstantFinder {
  public:
    explicit ConstantFinder(Scenario const& scenario) : scenario_{scenario} {}

    [[nodiscard]] std::optional<double> operator()(Quantity const& quantity) {
        return of(quantity, base::range_of(quantity.dimension));
    }

  private:
    std::optional<double> of(Quantity const& quantity, base::Range range) {
        if (++steps_ > kMostSteps) return std::nullopt;
        Quantity const* resolved = resolve(scenario_, quantity);
        if (resolved == nullptr) return std::nullopt;
        if (auto const* distribution = std::get_if<math::Distribution>(&resolved->value)) {
            auto const* constant = std::get_if<math::Constant>(distribution);
            return constant == nullptr ? std::nullopt : std::optional{constant->value};
        }
        auto const* calculated = std::get_if<Calculated>(&resolved->value);
        return calculated == nullptr ? std::nullopt : of(*calculated, resolved->dimension, range);
    }

    std::optional<double> of(Calculated const& calculated, base::Dimension dimension, base::Range range) {
        std::vector<double> values;
        values.reserve(calculated.operands.size());
        for (Operand const& operand : calculated.operands) {
            auto const own = dimension_of(scenario_, operand);
            auto const factor =
                own ? conversion_of(calculated.operation, *own, dimension) : std::optional<double>{};
            auto const value = factor ? of(operand) : std::optional<double>{};
            if (!value) return std::nullopt;
            values.push_back(*factor * *value);
        }
        return result_of(calculated.operation, values, range);
    }

    std::optional<double> of(Operand const& operand) {
        if (!operand.number.empty()) return of(operand.number.front(), unlimited());
        if (auto const base = base_named(operand.name)) {
            double sum = 0;
            for (Party const* party : parties_of(scenario_, *base, operand.path)) {
                auto const value = (*this)(base_of(*party, base->of));
                if (!value) return std::nullopt;
                sum += *value;
            }
            return sum;
        }
        Quantity const* named = number_named(scenario_, operand.name, operand.path);
        return named == nullptr ? std::nullopt : (*this)(*named);
    }

    Scenario const& scenario_;
    std::size_t steps_ = 0;
};

/// Collects what a number is calculated from.
class PartFinder {
  public:
    explicit PartFinder(Scenario const& scenario) : scenario_{scenario} {}

    void add(Quantity const& quantity) {
        Quantity const* resolved = resolve(scenario_, quantity);
        if (resolved == nullptr || !seen_.insert(resolved).second) return;
        auto const* calculated = std::get_if<Calculated>(&resolved->value);
        if (calculated == nullptr) {
            parts_.push_back(resolved);
            return;
        }
        for (Operand const& operand : calculated->operands) add(operand);
    }

    [[nodiscard]] std::vector<Quantity const*> take() && { return std::move(parts_); }

  private:
    void add(Operand const& operand) {
        if (!operand.number.empty()) {
            add(operand.number.front());
        } else if (auto const base = base_named(operand.name)) {
            for (Party const* party : parties_of(scenario_, *base, operand.path))
                add(base_of(*party, base->of));
        } else if (auto const* named = number_named(scenario_, operand.name, operand.path)) {
            add(*named);
        }
    }

    Scenario const& scenario_;
    std::set<Quantity const*> seen_;
    std::vector<Quantity const*> parts_;
};

}  // namespace

std::optional<double> constant_of(Scenario const& scenario, Quantity const& quantity) {
    return ConstantFinder{scenario}(quantity);
}

std::vector<Quantity const*> parts_of(Scenario const& scenario, Quantity const& quantity) {
    PartFinder finder{scenario};
    finder.add(quantity);
    return std::move(finder).take();
}

Track const* track_of(Scenario const& scenario, Route::UsedTrack const& used) {
    return used.library_name.empty() ? &used.track : find_named(scenario.routes, used.library_name);
}

StageParts stage_parts(Stage const& stage, bool credentialed) {
    StageParts parts;
    if (stage.duration) parts.duration = &*stage.duration;
    if (stage.clock) parts.clock = &*stage.clock;
    parts.next = &stage.next;
    if (credentialed && stage.when_credentialed) {
        WhenCredentialed const& instead = *stage.when_credentialed;
        if (instead.duration) {
            parts.duration = &*instead.duration;
            parts.clock = nullptr;
        } else if (instead.clock) {
            parts.duration = nullptr;
            parts.clock = &*instead.clock;
        }
        if (!instead.next.empty()) parts.next = &instead.next;
    }
    bool const extends = parts.clock != nullptr && parts.clock->extension;
    if (extends && !parts.clock->extension->then.empty()) {
        parts.next_when_extended = &parts.clock->extension->then;
    }
    return parts;
}

std::vector<Party const*> parties_of(Scenario const& scenario, Option const& option) {
    std::vector<Party const*> parties;
    for (Party const& party : scenario.parties) {
        bool named = option.parties.empty();
        for (std::string const& name : option.parties) named = named || name == party.name;
        if (named) parties.push_back(&party);
    }
    return parties;
}

namespace {

/// Normal scores beyond this do not occur in a run: a uniform of 52 bits goes to 8.2, and correlating several
/// adds little.
constexpr double kUnreachableScore = 10.0;

math::Distribution truncated_continuous(math::Continuous const& of, double low, double high) {
    math::Support const support = std::visit([](auto const& d) { return math::support(d); }, of);
    bool const stays = support.low >= low && support.high <= high;
    if (stays) return std::visit([](auto const& d) { return math::Distribution{d}; }, of);
    if (auto const* uniform = std::get_if<math::Uniform>(&of)) {
        double const from = uniform->low < low ? low : uniform->low;
        double const to = uniform->high > high ? high : uniform->high;
        if (from < to) return math::Uniform{from, to};
    }
    if (auto const* normal = std::get_if<math::Normal>(&of)) {
        double const reach = kUnreachableScore * normal->standard_deviation;
        if (normal->mean - reach >= low && normal->mean + reach <= high) return *normal;
    }
    return math::Truncated{of, low, high};
}

}  // namespace

math::Distribution truncated(math::Distribution const& distribution, base::Range range) {
    return std::visit(
        [&](auto const& d) -> math::Distribution {
            using D = std::decay_t<decltype(d)>;
            if constexpr (std::is_same_v<D, math::Truncated>) {
                double const low = d.low > range.low ? d.low : range.low;
                double const high = d.high < range.high ? d.high : range.high;
                return truncated_continuous(d.of, low, high);
            } else if constexpr (std::is_constructible_v<math::Continuous, D const&>) {
                return truncated_continuous(d, range.low, range.high);
            } else {
                return d;
            }
        },
        distribution);
}

namespace {

void fit_again(Ratio& ratio) {
    std::vector<double> values;
    values.reserve(ratio.observed.size());
    for (auto const& [name, value] : ratio.observed) values.push_back(value);
    math::ReferenceClass& of = ratio.reference_class;
    auto fitted = math::fit_observed(values, of.scale, of.upper);
    if (auto* body = std::get_if<math::ClassBody>(&fitted)) of.body = std::move(*body);
}

}  // namespace

std::optional<double> uplift_of(Scenario const& scenario, CostLine const& line) {
    if (!line.uplift) return std::nullopt;
    OptimismBias const* bias = find_named(scenario.optimism_bias, line.uplift->class_name);
    if (bias == nullptr) return std::nullopt;
    auto const& bounds = line.kind == LineKind::one_off ? bias->capital : bias->operating;
    if (!bounds) return std::nullopt;
    return bounds->upper - line.uplift->mitigated * (bounds->upper - bounds->lower);
}

EvidenceEntry without_own_case(EvidenceEntry entry, std::string const& case_name) {
    if (case_name.empty()) return entry;
    if (auto* ratio = std::get_if<Ratio>(&entry.value)) {
        if (ratio->observed.erase(case_name) > 0) fit_again(*ratio);
        return entry;
    }
    if (auto* rate = std::get_if<Rate>(&entry.value)) {
        auto const left_out = rate->cases.find(case_name);
        if (left_out == rate->cases.end()) return entry;
        rate->events -= left_out->second.events;
        rate->years -= left_out->second.years;
        rate->cases.erase(left_out);
        return entry;
    }
    auto const own = entry.cases.find(case_name);
    if (own == entry.cases.end()) return entry;
    if (auto* proportion = std::get_if<Proportion>(&entry.value)) {
        proportion->trials -= 1;
        if (own->second == "success") proportion->successes -= 1;
    } else if (auto* counts = std::get_if<Counts>(&entry.value)) {
        auto const outcome = counts->of.find(own->second);
        if (outcome != counts->of.end()) outcome->second -= 1;
    }
    return entry;
}

namespace {

using Visit = std::function<void(QuantityUse const&)>;

/// Hands out numbers with what they have in common.
class Walker {
  public:
    Walker(QuantityUse common, Visit const& visit) : common_{common}, visit_{visit} {}

    void number(Quantity const& quantity) const { emit(quantity, false, false, false); }
    void number(std::optional<Quantity> const& quantity) const {
        if (quantity) number(*quantity);
    }
    void probability(Quantity const& quantity, bool depends_on_completion = false) const {
        emit(quantity, true, depends_on_completion, false);
    }

  private:
    void emit(Quantity const& quantity, bool probability, bool depends_on_completion, bool operand) const {
        QuantityUse use = common_;
        use.quantity = &quantity;
        use.probability = probability;
        use.depends_on_completion = depends_on_completion;
        use.operand = operand;
        visit_(use);
        auto const* calculated = std::get_if<Calculated>(&quantity.value);
        if (calculated == nullptr) return;
        for (Operand const& part : calculated->operands) {
            for (Quantity const& number : part.number) emit(number, probability, depends_on_completion, true);
        }
    }

    QuantityUse common_;
    Visit const& visit_;
};

void walk_branches(std::vector<Branch> const& branches, Walker const& walker) {
    for (Branch const& branch : branches) {
        if (branch.probability) walker.probability(*branch.probability);
        if (!branch.remedies) continue;
        for (Remedies::Keeps const& keeps : branch.remedies->keeps) walker.number(keeps.share);
        walker.number(branch.remedies->cost);
    }
}

void walk_clock(std::optional<Clock> const& clock, Walker const& walker) {
    if (!clock) return;
    walker.number(clock->length);
    if (clock->extension) {
        walker.probability(clock->extension->probability);
        walker.number(clock->extension->extra);
        walk_branches(clock->extension->then, walker);
    }
    if (clock->stop) {
        walker.probability(clock->stop->probability);
        walker.number(clock->stop->length);
    }
}

void walk_stage(Stage const& stage, Walker const& walker) {
    walker.number(stage.duration);
    walk_clock(stage.clock, walker);
    walk_branches(stage.next, walker);
    if (!stage.when_credentialed) return;
    walker.number(stage.when_credentialed->duration);
    walk_clock(stage.when_credentialed->clock, walker);
    walk_branches(stage.when_credentialed->next, walker);
}

void walk_competition(CompetitionCase const& competition, Walker const& walker) {
    for (CompetitionCase::Market const& market : competition.markets) {
        for (CompetitionCase::Share const& share : market.shares) walker.number(share.share);
    }
    walker.number(competition.diversion);
    walker.number(competition.margin);
    walker.number(competition.price_ratio);
    for (CompetitionCase::CustomerBenefit const& benefit : competition.customer_benefits) {
        walker.probability(benefit.accepted);
    }
    if (!competition.failing_firm) return;
    walker.probability(competition.failing_firm->exit_inevitable);
    walker.probability(competition.failing_firm->no_less_anticompetitive_purchaser);
    walker.probability(competition.failing_firm->exit_no_better);
}

void walk_ramp(std::optional<Ramp> const& ramp, Walker const& walker) {
    if (!ramp) return;
    walker.number(ramp->half_by);
    walker.number(ramp->full_by);
}

void walk_lines(Option const& option, Walker const& walker) {
    for (CostLine const& line : option.costs) {
        walker.number(line.amount);
        walker.number(line.overrun);
        walker.number(line.window.length);
    }
    for (BenefitLine const& line : option.benefits) {
        walker.number(line.annual);
        walker.number(line.realised);
        walker.number(line.merger_specific);
        walk_ramp(line.ramp, walker);
        walker.number(line.lasts);
        walker.number(line.fades);
    }
    for (SupportLine const& line : option.support) {
        walker.number(line.amount);
        walker.number(line.window.length);
    }
}

void walk_deal(Deal const& deal, Walker const& walker) {
    walker.number(deal.worth);
    walker.number(deal.price);
    walker.number(deal.premium);
    if (deal.financing) {
        walker.number(deal.financing->share);
        walker.number(deal.financing->interest);
        walker.number(deal.financing->fee);
    }
    for (auto const* fee : {&deal.break_fee, &deal.reverse_break_fee}) {
        if (!*fee) continue;
        walker.number((*fee)->share);
        if ((*fee)->probability) walker.probability(*(*fee)->probability);
    }
}

void walk_effects(Option const& option, Walker const& walker) {
    for (Dip const& dip : option.dips) {
        walker.number(dip.dip);
        walker.number(dip.window.length);
    }
    if (option.lasting) {
        for (auto const* side : {&option.lasting->gain, &option.lasting->loss}) {
            if (!*side) continue;
            walker.probability((*side)->probability, true);
            walker.number((*side)->size);
        }
        walk_ramp(option.lasting->ramp, walker);
    }
    if (option.workforce) {
        Workforce const& workforce = *option.workforce;
        walker.number(workforce.key_staff);
        for (auto const* part : {&workforce.baseline, &workforce.while_in_review, &workforce.after_completion,
                                 &workforce.cost_per_leaver, &workforce.benefit_lost_per_leaver_share}) {
            walker.number(*part);
        }
        walker.number(workforce.replacement_time);
        walker.number(workforce.knowledge_not_restored);
    }
    for (Risk const& risk : option.risks) {
        bool const after = risk.when.base == Anchor::Base::completion && risk.when.offset_months >= 0;
        walker.probability(risk.probability, after);
        walker.number(risk.costs);
    }
}

}  // namespace

void for_each_quantity(Track const& track, Option const* option, Route::UsedTrack const* used,
                       Visit const& visit) {
    for (Stage const& stage : track.stages) {
        QuantityUse common;
        common.option = option;
        common.used = used;
        common.track = &track;
        common.stage = &stage;
        walk_stage(stage, Walker{common, visit});
    }
}

void for_each_quantity(Scenario const& scenario, Visit const& visit) {
    Walker const shared{{}, visit};
    for (NamedQuantity const& named : scenario.quantities) shared.number(named.quantity);
    for (Driver const& driver : scenario.drivers) shared.number(driver.annual);
    for (Party const& party : scenario.parties) {
        shared.number(party.income);
        shared.number(party.operating_cost);
        shared.number(party.pay_share);
        if (party.savings_plan) {
            shared.number(party.savings_plan->annual);
            shared.number(party.savings_plan->realised);
            shared.number(party.savings_plan->recurrent);
        }
        shared.number(party.cash);
    }
    for (Option const& option : scenario.options) {
        QuantityUse common;
        common.option = &option;
        Walker const walker{common, visit};
        for (NamedQuantity const& term : option.terms) walker.number(term.quantity);
        if (option.contract) {
            walker.number(option.contract->term);
            walker.number(option.contract->support_limit);
        }
        if (option.route) {
            for (Route::UsedTrack const& used : option.route->tracks) {
                Track const* track = track_of(scenario, used);
                if (track != nullptr) for_each_quantity(*track, &option, &used, visit);
            }
            walker.number(option.route->slip);
            walker.number(option.route->abandonment_hazard);
            if (option.route->competition) walk_competition(*option.route->competition, walker);
        }
        if (option.deal) walk_deal(*option.deal, walker);
        walk_lines(option, walker);
        walk_effects(option, walker);
    }
}

namespace {

/// Adds what a path can be called: itself, without "options.", and through the option that uses its track.
class LuckNames {
  public:
    void add(LuckSource const& luck, Route::UsedTrack const* used, Track const* track) {
        bool const of_library = used != nullptr && !used->library_name.empty();
        if (of_library) {
            LuckSource shared = luck;
            shared.option = nullptr;
            put(luck.path, shared);
            std::string const prefix = track->path + ".";
            if (luck.path.starts_with(prefix)) {
                put_document_path(used->path + "." + luck.path.substr(prefix.size()), luck);
            }
        } else {
            put_document_path(luck.path, luck);
        }
    }

    void put(std::string const& name, LuckSource const& luck) { names_.try_emplace(name, luck); }

    [[nodiscard]] std::map<std::string, LuckSource> take() && { return std::move(names_); }

  private:
    void put_document_path(std::string const& path, LuckSource const& luck) {
        put(path, luck);
        if (path.starts_with(kOptions)) put(path.substr(kOptions.size()), luck);
    }

    std::map<std::string, LuckSource> names_;
};

void add_events(Scenario const& scenario, Option const& option, LuckNames& names) {
    auto const event = [&](std::string const& path, Route::UsedTrack const* used = nullptr,
                           Track const* track = nullptr) {
        names.add(LuckSource{path, &option, nullptr}, used, track);
    };
    for (Risk const& risk : option.risks) event(risk.path + ".happens");
    if (option.lasting) event(option.path + ".productivity.lasting");
    if (option.deal) {
        Deal const& deal = *option.deal;
        if (deal.break_fee && deal.break_fee->probability) event(deal.path + ".break_fee.due");
        if (deal.reverse_break_fee && deal.reverse_break_fee->probability) {
            event(deal.path + ".reverse_break_fee.due");
        }
    }
    if (!option.route) return;
    if (option.route->abandonment_hazard) event(option.path + ".route.abandonment");
    if (option.route->competition) {
        for (auto const& benefit : option.route->competition->customer_benefits) {
            event(benefit.path + ".happens");
        }
    }
    for (Route::UsedTrack const& used : option.route->tracks) {
        Track const* track = track_of(scenario, used);
        if (track == nullptr) continue;
        for (Stage const& stage : track->stages) {
            event(stage.path + ".branch", &used, track);
            Clock const* clock = stage_parts(stage, option.route->credentialed).clock;
            if (clock == nullptr) continue;
            if (clock->extension) event(stage.path + ".extension", &used, track);
            if (clock->stop) event(stage.path + ".stop", &used, track);
        }
    }
}

}  // namespace

std::map<std::string, LuckSource> luck_by_name(Scenario const& scenario) {
    LuckNames names;
    for (NamedQuantity const& named : scenario.quantities) {
        LuckSource const luck{named.quantity.path, nullptr, &named.quantity};
        names.put(named.name, luck);
        names.put("quantities." + named.name, luck);
    }
    for (Driver const& driver : scenario.drivers) {
        LuckSource const luck{driver.annual.path, nullptr, &driver.annual};
        names.put(driver.name, luck);
        names.put("drivers." + driver.name, luck);
    }
    for_each_quantity(scenario, [&](QuantityUse const& use) {
        names.add(LuckSource{use.quantity->path, use.option, use.quantity}, use.used, use.track);
    });
    for (Option const& option : scenario.options) add_events(scenario, option, names);
    return std::move(names).take();
}

std::string address_of(std::string_view path, Option const* option) {
    if (option == nullptr) return std::string{path};
    std::string const own = std::string{kOptions} + option->name + ".";
    bool const of_option = path.starts_with(own);
    bool const of_route = path.starts_with("routes.");
    std::string const rest{of_option ? path.substr(own.size()) : path};
    bool const own_luck = option->luck == Luck::own && (of_option || of_route);
    return own_luck ? own + rest : rest;
}

std::string address_of(EvidenceEntry const& entry) {
    return "evidence." + entry.name;
}

std::optional<std::string> address_of(Scenario const& scenario, LuckSource const& luck) {
    if (luck.quantity == nullptr) return address_of(luck.path, luck.option);
    Quantity const* quantity = resolve(scenario, *luck.quantity);
    if (quantity == nullptr || constant_of(scenario, *quantity)) return std::nullopt;
    if (std::holds_alternative<Calculated>(quantity->value)) return std::nullopt;
    if (auto const* use = std::get_if<EvidenceUse>(&quantity->value)) {
        EvidenceEntry const* entry = find_named(scenario.evidence, use->entry);
        if (entry == nullptr || std::holds_alternative<Counts>(entry->value)) return std::nullopt;
        bool const of_entry =
            std::holds_alternative<Proportion>(entry->value) || std::holds_alternative<Rate>(entry->value);
        if (of_entry) return address_of(*entry);
    }
    return address_of(quantity->path, luck.option);
}

}  // namespace mergerisk::model
