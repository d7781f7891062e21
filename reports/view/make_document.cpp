#include "reports/view/make_document.h"

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <utility>

namespace mergerisk::view {

namespace {

Units units_of(results::TransactionSummary const& transaction) {
    Units units;
    units.money_label = clean(transaction.money_label);
    units.currency = clean(transaction.currency);
    units.valuation_date = read_date(transaction.valuation_date).value_or(std::chrono::sys_days{});
    return units;
}

Section section(std::string id, std::string title) {
    Section one;
    one.id = std::move(id);
    one.title = std::move(title);
    return one;
}

std::vector<Section> sections(Context const& context) {
    Section worth = section("worth", "What it is worth");
    worth.exhibits.push_back(make_distribution(context));
    for (results::OptionSummary const* const option : appraised(context.run)) {
        if (!option->bridge.empty()) worth.exhibits.push_back(make_bridge(context, *option));
    }
    worth.exhibits.push_back(make_yearly_cash(context));
    if (!context.run.comparison.empty()) worth.exhibits.push_back(make_comparison(context));
    Section time = section("time", "When it completes");
    time.exhibits.push_back(make_completion(context));
    for (results::OptionSummary const& option : context.run.options) {
        if (!option.route.empty()) time.exhibits.push_back(make_route(context, option));
        if (option.competition) time.exhibits.push_back(make_competition(context, option));
    }
    Section failure = section("failure", "What can go wrong");
    failure.exhibits.push_back(make_failures(context));
    Section claims = section("past-cases", "How the claims compare with past cases");
    if (!context.run.normalised_claims.empty()) claims.exhibits.push_back(make_alarms(context));
    if (!context.run.evidence_uses.empty()) claims.exhibits.push_back(make_claims(context));
    Section measures = section("all-measures", "Every measure");
    measures.exhibits.push_back(make_measures(context));
    std::vector<Section> all{std::move(worth), std::move(time), std::move(failure)};
    if (!claims.exhibits.empty()) all.push_back(std::move(claims));
    all.push_back(make_register(context));
    all.push_back(std::move(measures));
    all.push_back(make_method(context));
    return all;
}

std::string subtitle(Context const& context) {
    results::TransactionSummary const& transaction = context.run.transaction;
    std::string text = "As of " + write_date(std::chrono::year_month_day(context.units.valuation_date)) +
                       ", over " + horizon_in_words(context.run);
    if (!transaction.prices.empty()) text += ", " + clean(transaction.prices) + " prices";
    text += ", money in " + context.units.money_label;
    return transaction.perspective == "acquirer" ? text + ", as the acquirer counts it" : text;
}

}  // namespace

Document make_document(results::Run const& run) {
    Context const context{run, units_of(run.transaction)};
    Document document;
    document.title = clean(run.transaction.name.empty() ? run.provenance.scenario : run.transaction.name);
    document.subtitle = subtitle(context);
    document.units = context.units;
    document.horizon_months = run.transaction.horizon_months;
    for (results::OptionSummary const& option : run.options) {
        constexpr std::size_t kShort = 40;
        document.options.push_back({option.name, clean(label_of(option)),
                                    clean_short(label_of(option), kShort), option.counterfactual});
    }
    document.answers = make_answers(context);
    document.materially = say_materially(context);
    if (run.transaction.hindsight)
        document.banner = "With hindsight: this analysis uses evidence from after its valuation date.";
    document.caveats = make_caveats(context);
    document.side_by_side = make_side_by_side(context);
    document.sections = sections(context);
    for (std::string const& note : run.notes) document.notes.push_back(clean(note));
    document.origin = fmt::format("mergerisk {}, seed {}, {}", clean(run.provenance.engine),
                                  run.provenance.seed, counted(run.provenance.trials, "trial", "trials"));
    document.provenance = make_provenance(context);
    document.assurance = make_assurance(context);
    return document;
}

}  // namespace mergerisk::view
