#include "engine/model/rules.h"

#include "engine/base/dimension.h"
#include "engine/model/lookup.h"
#include "engine/model/rules_context.h"
#include "engine/model/rules_deal.h"
#include "engine/model/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>
#include <type_traits>

namespace mergerisk::model {

std::string percent(double share) {
    return fmt::format("{:.6g} %", 100 * share);
}
std::string number(double value) {
    return fmt::format("{:.6g}", value);
}
std::string quoted(std::string_view text) {
    return fmt::format("\"{}\"", text);
}
std::string date(std::chrono::sys_days day) {
    std::chrono::year_month_day const ymd{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

bool RuleContext::known(std::string const& path, std::string_view kind, std::string const& written,
                        std::vector<std::string> const& known_names) {
    if (std::find(known_names.begin(), known_names.end(), written) != known_names.end()) return true;
    report(path, fmt::format("there is no {} {}", kind, quoted(written)), suggest(written, known_names));
    return false;
}

std::vector<std::string> numbers_known_at(Scenario const& scenario, std::string const& path) {
    std::vector<std::string> names = names_of(scenario.quantities);
    for (Option const& option : scenario.options) {
        if (!path.starts_with(option.path + ".")) continue;
        for (NamedQuantity const& term : option.terms) names.push_back(term.name);
    }
    return names;
}

namespace {

constexpr double kLongestHorizon = 1200;
/// A trial's number has 40 bits in the counter of the random number generator.
constexpr std::uint64_t kMostTrials = std::uint64_t{1} << 40U;

/// Words that mean something where names stand.
constexpr std::array<std::string_view, 40> kReservedWords{
    "start",       "completion", "failure",
    "decision",    "end",        "date",
    "review",      "combined",   "any",
    "none",        "rest",       "claim",
    "parties",     "funder",     "regulator",
    "patients",    "others",     "cleared",
    "abandoned",   "prohibited", "walked_away",
    "undecided",   "completed",  "failed",
    "transaction", "use",        "drivers",
    "quantities",  "options",    "dependence",
    "failures",    "stresses",   "run",
    "evidence",    "routes",     "calendars",
    "forms",       "every_day",  "cleared_with_remedies",
    "unwound"};

/// Words that mean something where a stage leads. A stage is named beside its track only, so other words are
/// free.
constexpr std::array<std::string_view, 5> kReservedForStages{"cleared", "cleared_with_remedies", "abandoned",
                                                             "prohibited", "rest"};

/// Names under which results stand, beside failures.
constexpr std::array<std::string_view, 8> kReservedForResults{"completes",
                                                              "npv_positive",
                                                              "materially_outweigh",
                                                              "materially_outweigh_given_completion",
                                                              "better_than_counterfactual",
                                                              "any_failure",
                                                              "no_failure",
                                                              "unwound"};

bool is_name(std::string_view text) {
    auto const lower = [](char c) { return c >= 'a' && c <= 'z'; };
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.empty() || !lower(text.front())) return false;
    return std::all_of(text.begin(), text.end(), [&](char c) { return lower(c) || digit(c) || c == '_'; });
}

void check_name(RuleContext& context, std::string const& path, std::string const& name,
                std::span<std::string_view const> reserved) {
    if (!is_name(name)) {
        context.report(
            path, quoted(name) + " is not a name",
            "Names begin with a small letter and consist of small letters, digits and underscores");
    } else if (std::find(reserved.begin(), reserved.end(), name) != reserved.end()) {
        context.report(path, quoted(name) + " is a word of the language and cannot be a name",
                       "Choose another name");
    }
}

template <class Named, class PathOf>
void check_names_of(RuleContext& context, std::vector<Named> const& list, PathOf const& path_of,
                    std::span<std::string_view const> reserved = kReservedWords) {
    std::set<std::string> seen;
    for (Named const& element : list) {
        std::string const path = path_of(element);
        check_name(context, path, element.name, reserved);
        if (!seen.insert(element.name).second) {
            context.report(path, "the name " + quoted(element.name) + " is used twice",
                           "Rename one of the two");
        }
    }
}

template <class Named>
void check_names_with_path(RuleContext& context, std::vector<Named> const& list) {
    check_names_of(context, list, [](Named const& element) { return element.path; });
}

void check_names_of_track(RuleContext& context, Track const& track) {
    check_names_of(
        context, track.stages, [](Stage const& stage) { return stage.path; }, kReservedForStages);
}

void check_option_names(RuleContext& context, Option const& option) {
    check_names_of(context, option.terms, [](NamedQuantity const& term) { return term.quantity.path; });
    check_names_with_path(context, option.costs);
    check_names_with_path(context, option.benefits);
    check_names_with_path(context, option.support);
    check_names_with_path(context, option.risks);
    check_names_with_path(context, option.dips);
    if (!option.route) return;
    check_names_with_path(context, option.route->tracks);
    for (Route::UsedTrack const& used : option.route->tracks) {
        if (used.library_name.empty()) check_names_of_track(context, used.track);
    }
    if (!option.route->competition) return;
    check_names_with_path(context, option.route->competition->markets);
    check_names_with_path(context, option.route->competition->customer_benefits);
}

void check_discounting(RuleContext& context) {
    std::string const path = "transaction.discount_rate";
    std::vector<DiscountStep> const& steps = context.scenario.transaction.discount_rate;
    if (steps.empty()) {
        context.report(path, "a discount rate is needed", "For example 3.5%");
        return;
    }
    if (steps.front().from_year != 0) {
        context.report(path, "the first rate starts in year " + number(steps.front().from_year),
                       "Let the first rate start in year 0");
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!(steps[i].rate > -1) || !std::isfinite(steps[i].rate)) {
            context.report(path, "a discount rate must exceed -100 %, this one is " + percent(steps[i].rate));
        }
        if (i > 0 && (!(steps[i].from_year > steps[i - 1].from_year) || !std::isfinite(steps[i].from_year))) {
            context.report(path, fmt::format("year {} does not come after year {}",
                                             number(steps[i].from_year), number(steps[i - 1].from_year)));
        }
    }
}

void check_party(RuleContext& context, Party const& party) {
    std::vector<std::string> const drivers = names_of(context.scenario.drivers);
    auto const driver = [&](std::string const& key, std::string const& name) {
        if (!name.empty()) context.known(party.path + "." + key, "driver", name, drivers);
    };
    driver("income.grows_with", party.income_grows_with);
    driver("operating_cost.pay_grows_with", party.pay_grows_with);
    driver("operating_cost.other_grows_with", party.other_grows_with);
    if (party.savings_plan && !(party.savings_plan->years >= 0)) {
        context.report(party.path + ".savings_plan.years", "a plan cannot last less than 0 years");
    }
}

void check_drivers(RuleContext& context) {
    Driver const* inflation = find_named(context.scenario.drivers, "general_inflation");
    for (Driver const& driver : context.scenario.drivers) {
        bool const nominal = driver.prices == Prices::nominal;
        if (nominal && inflation == nullptr) {
            context.report(driver.path, "a nominal driver needs the driver general_inflation",
                           "Add general_inflation to drivers, or say prices: real");
        }
        if (&driver == inflation && !nominal) {
            context.report(driver.path, "general inflation cannot be real", "Remove prices: real");
        }
    }
}

void check_option(RuleContext& context, Option const& option) {
    Scenario const& scenario = context.scenario;
    std::set<std::string> seen;
    for (std::string const& party : option.parties) {
        context.known(option.path + ".parties", "party", party, names_of(scenario.parties));
        if (!seen.insert(party).second) {
            context.report(option.path + ".parties", "party " + quoted(party) + " is listed twice");
        }
    }
    if (!option.form.empty()) {
        context.known(option.path + ".form", "form", option.form, names_of(scenario.forms));
    }
    for (auto const& [name, score] : option.readiness) {
        std::string const path = option.path + ".readiness." + name;
        std::vector<std::string> weights;
        weights.reserve(scenario.readiness_weights.size());
        for (auto const& [weight, value] : scenario.readiness_weights) weights.push_back(weight);
        context.known(path, "readiness weight", name, weights);
        if (!(score >= 1 && score <= 5)) {
            context.report(path, "a score is a number from 1 to 5, not " + number(score));
        }
    }
}

void check_options(RuleContext& context) {
    Scenario const& scenario = context.scenario;
    if (scenario.options.empty()) {
        context.report("options", "there is no option to appraise", "Add at least one");
    }
    std::vector<std::string> counterfactuals;
    for (Option const& option : scenario.options) {
        if (option.counterfactual) counterfactuals.push_back(option.name);
        check_option(context, option);
        check_lines(context, option);
        check_deal(context, option);
        check_overlaps(context, option);
    }
    for (std::size_t i = 1; i < counterfactuals.size(); ++i) {
        context.report("options." + counterfactuals[i] + ".counterfactual",
                       "option " + quoted(counterfactuals.front()) + " is the counterfactual already",
                       "Only one option can be what happens otherwise");
    }
}

void check_run(RuleContext& context) {
    std::uint64_t const trials = context.scenario.run.trials;
    if (trials < 1 || trials > kMostTrials) {
        context.report("run.trials", fmt::format("trials must be from 1 to {}, not {}", kMostTrials, trials));
    }
}

}  // namespace

void check_transaction(RuleContext& context) {
    Transaction const& transaction = context.scenario.transaction;
    double const horizon = transaction.horizon_months;
    bool const whole = horizon == std::floor(horizon);
    if (!whole || !(horizon >= 1) || !(horizon <= kLongestHorizon)) {
        context.report("transaction.horizon",
                       fmt::format("the horizon must be a whole number of months from 1 to {}, not {}",
                                   number(kLongestHorizon), number(horizon)));
    }
    check_discounting(context);
    if (!transaction.calendar.empty()) {
        context.known("transaction.calendar", "calendar", transaction.calendar,
                      names_of(context.scenario.calendars));
    }
    if (!(transaction.materiality >= 0) || !std::isfinite(transaction.materiality)) {
        context.report("transaction.materiality",
                       "materiality cannot be below 0 %, this is " + percent(transaction.materiality));
    }
    if (transaction.perspective == Perspective::acquirer && context.scenario.parties.empty()) {
        context.report("transaction.perspective",
                       "the perspective of the acquirer is that of the parties, and there are none",
                       "Add the parties with their income and operating cost");
    }
}

void check_names(RuleContext& context) {
    Scenario const& scenario = context.scenario;
    check_names_of(context, scenario.quantities,
                   [](NamedQuantity const& q) { return "quantities." + q.name; });
    check_names_with_path(context, scenario.drivers);
    check_names_with_path(context, scenario.parties);
    check_names_with_path(context, scenario.options);
    check_names_with_path(context, scenario.failures);
    check_names_with_path(context, scenario.evidence);
    check_names_with_path(context, scenario.routes);
    check_names_with_path(context, scenario.calendars);
    check_names_of(context, scenario.forms, [](Form const& form) { return "forms." + form.name; });
    for (Track const& track : scenario.routes) check_names_of_track(context, track);
    for (Option const& option : scenario.options) check_option_names(context, option);
    for (Failure const& failure : scenario.failures) {
        if (std::find(kReservedForResults.begin(), kReservedForResults.end(), failure.name) !=
            kReservedForResults.end()) {
            context.report(failure.path, quoted(failure.name) + " is the name of another result",
                           "Choose another name");
        }
    }
    for (NamedQuantity const& quantity : scenario.quantities) {
        if (find_named(scenario.drivers, quantity.name) != nullptr) {
            context.report("quantities." + quantity.name, "a driver has this name, too",
                           "Correlations name both, so rename one of the two");
        }
    }
}

namespace {

/// Finite bounds that someone wrote: what lies beyond the range of its dimension is a slip of the pen, while
/// the endless tail of a normal distribution is just cut off.
void check_bounds(RuleContext& context, Quantity const& quantity, math::Distribution const& distribution) {
    base::Range const range = base::range_of(quantity.dimension);
    math::Support const support = math::support(distribution);
    std::string const what{base::name_of(quantity.dimension)};
    std::string const kind = std::string{"a number of dimension "} + what;
    if (std::isfinite(support.low) && support.low < range.low) {
        context.report(quantity.path, fmt::format("{} cannot be below {}, this can be {}", kind,
                                                  number(range.low), number(support.low)));
    }
    bool const bounded = std::isfinite(support.high);
    bool const unbounded_class =
        !bounded && std::holds_alternative<math::ReferenceClass>(distribution) && std::isfinite(range.high);
    if (bounded && support.high > range.high) {
        context.report(quantity.path, fmt::format("{} cannot be above {}, this can be {}", kind,
                                                  number(range.high), number(support.high)));
    } else if (unbounded_class) {
        context.report(quantity.path, fmt::format("{} cannot be above {}, this has no upper limit", kind,
                                                  number(range.high)));
    }
}

void check_distribution(RuleContext& context, QuantityUse const& use,
                        math::Distribution const& distribution) {
    Quantity const& quantity = *use.quantity;
    if (auto const flaw = math::flaw(distribution)) {
        context.report(quantity.path, *flaw);
        return;
    }
    if (use.operand) return;
    std::size_t const before = context.problems.size();
    check_bounds(context, quantity, distribution);
    if (context.problems.size() > before) return;
    if (auto const flaw = math::flaw(truncated(distribution, base::range_of(quantity.dimension)))) {
        context.report(quantity.path, *flaw);
    }
}

void check_reference(RuleContext& context, QuantityUse const& use, QuantityName const& name) {
    Quantity const& quantity = *use.quantity;
    Quantity const* named = number_named(context.scenario, name.name, quantity.path);
    if (named == nullptr) {
        context.known(quantity.path, "quantity", name.name,
                      numbers_known_at(context.scenario, quantity.path));
        return;
    }
    if (named->dimension != quantity.dimension) {
        context.report(quantity.path,
                       fmt::format("quantity {} is a {}, and here stands a {}", quoted(name.name),
                                   base::name_of(named->dimension), base::name_of(quantity.dimension)));
    }
}

void check_claim(RuleContext& context, Quantity const& quantity) {
    if (!quantity.claim) return;
    base::Range const range = base::range_of(quantity.dimension);
    if (!(*quantity.claim >= range.low && *quantity.claim <= range.high) || !std::isfinite(*quantity.claim)) {
        context.report(quantity.path, fmt::format("a claim of {} cannot be a {}", number(*quantity.claim),
                                                  base::name_of(quantity.dimension)));
    }
}

void check_quantity(RuleContext& context, QuantityUse const& use) {
    Quantity const& quantity = *use.quantity;
    if (auto const* distribution = std::get_if<math::Distribution>(&quantity.value)) {
        check_distribution(context, use, *distribution);
    } else if (auto const* name = std::get_if<QuantityName>(&quantity.value)) {
        check_reference(context, use, *name);
    } else if (auto const* calculated = std::get_if<Calculated>(&quantity.value)) {
        check_calculated(context, use, *calculated);
    }
    if (!use.operand) check_claim(context, quantity);
    check_evidence_use(context, use);
}

}  // namespace

void check_quantities(RuleContext& context) {
    for_each_quantity(context.scenario, [&](QuantityUse const& use) { check_quantity(context, use); });
    check_circles(context);
    // Tracks that no option uses: what is wrong in them whatever option would use them.
    for (Track const& track : context.scenario.routes) {
        for_each_quantity(track, nullptr, nullptr, [&](QuantityUse const& use) {
            if (std::holds_alternative<math::Distribution>(use.quantity->value)) check_quantity(context, use);
        });
    }
}

void check_failures(RuleContext& context) {
    Scenario const& scenario = context.scenario;
    double const horizon = scenario.transaction.horizon_months;
    for (Failure const& failure : scenario.failures) {
        std::string const& path = failure.path;
        std::visit(
            [&](auto const& condition) {
                using Condition = std::decay_t<decltype(condition)>;
                if constexpr (std::is_same_v<Condition, Late>) {
                    if (condition.completion_after <= scenario.transaction.valuation_date) {
                        context.report(path, fmt::format("{} does not come after the valuation date",
                                                         date(condition.completion_after)));
                    }
                } else if constexpr (std::is_same_v<Condition, OverBudget>) {
                    if (!(condition.exceeds > 0)) {
                        context.report(path, "the limit must be above 0 % of the claim");
                    }
                } else if constexpr (std::is_same_v<Condition, BenefitsShortfall>) {
                    if (!(condition.below > 0)) {
                        context.report(path, "the limit must be above 0 % of the claim");
                    }
                    if (!(condition.by_year > 0) || 12 * condition.by_year > horizon) {
                        context.report(path,
                                       fmt::format("year {} does not lie within the horizon of {} months",
                                                   number(condition.by_year), number(horizon)));
                    }
                } else {
                    bool const whole = condition.months == std::floor(condition.months);
                    if (!whole || !(condition.months >= 1) || condition.months > horizon) {
                        context.report(path, "distress is counted in whole months, from 1 to the horizon");
                    }
                    if (!(condition.margin_below > -1 && condition.margin_below < 1)) {
                        context.report(path, "a margin lies between -100 % and 100 %");
                    }
                    if (scenario.parties.empty()) {
                        context.report(path, "distress is a matter of parties, and there are none",
                                       "Add the parties' income and operating cost");
                    } else if (condition.scope != "any" && condition.scope != "combined") {
                        context.known(path, "party", condition.scope, names_of(scenario.parties));
                    }
                }
            },
            failure.condition);
    }
}

base::Problems check(Scenario const& scenario) {
    RuleContext context{scenario};
    check_transaction(context);
    check_run(context);
    check_names(context);
    check_drivers(context);
    for (Party const& party : scenario.parties) check_party(context, party);
    check_quantities(context);
    check_evidence_entries(context);
    check_routes(context);
    check_options(context);
    check_failures(context);
    check_dependence(context);
    base::put_in_order(context.problems);
    return std::move(context.problems);
}

}  // namespace mergerisk::model
