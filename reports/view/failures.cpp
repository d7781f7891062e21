// What goes wrong, by cause.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <utility>

namespace mergerisk::view {

namespace {

std::string words_for(std::pair<std::string, results::FailureSummary> const& failure) {
    return failure.second.label.empty() || failure.second.label == failure.first
               ? humanised(failure.first)
               : clean(failure.second.label);
}

std::string title(results::OptionSummary const& option) {
    std::string const name = in_quotes(label_of(option));
    std::pair<std::string, results::FailureSummary> const* likeliest = nullptr;
    for (auto const& failure : option.failures) {
        if (!failure.second.probability) continue;
        if (likeliest == nullptr || failure.second.probability->value > likeliest->second.probability->value)
            likeliest = &failure;
    }
    if (likeliest == nullptr || likeliest->second.probability->value == 0)
        return fmt::format("{} fails in none of the simulated futures", name);
    std::string text = fmt::format("The most frequent failure of {} is “{}”, in {} of 100 futures", name,
                                   words_for(*likeliest), of_100(likeliest->second.probability->value));
    if (std::optional<Number> const none = probability(option, "no_failure"))
        text += fmt::format("; nothing goes wrong in {}", of_100(none->value));
    return text;
}

Table by_cause(results::OptionSummary const& option) {
    Table table;
    table.caption = fmt::format("{}: failures by cause", clean(label_of(option)));
    auto const chance = [](std::string name, std::string meaning, Interval interval = Interval::left_out) {
        return Column{std::move(name), "", Kind::probability, interval, Place::cell, std::move(meaning)};
    };
    table.columns = {{"Failure", "", Kind::text, Interval::left_out, Place::cell, ""},
                     chance("In any order", "whatever else goes wrong", Interval::shown),
                     chance("As the first", "nothing else went wrong before"),
                     chance("If it completes", "of the futures that complete"),
                     chance("Whether or not the counterfactual has it too", "distress only")};
    for (auto const& failure : option.failures) {
        table.rows.push_back({words_for(failure), cell_of(failure.second.probability),
                              cell_of(failure.second.first_cause), cell_of(failure.second.given_completion),
                              cell_of(failure.second.as_such)});
    }
    auto const add = [&](char const* words, char const* any, char const* first) {
        table.rows.push_back(
            {std::string(words), cell_of(any == nullptr ? std::nullopt : probability(option, any)),
             cell_of(first == nullptr ? std::nullopt : probability(option, first)), Cell(), Cell()});
    };
    add("Any of them", "any_failure", nullptr);
    add("None of them", "no_failure", "no_failure");
    return table;
}

}  // namespace

Exhibit make_failures(Context const& context) {
    Exhibit exhibit;
    exhibit.id = "failures";
    exhibit.plot = Plot::failures;
    exhibit.title = "No option can fail";
    exhibit.subtitle =
        "Share of all futures in which it happens, with its 95% interval; the dark part: as the first thing "
        "that goes wrong";
    for (results::OptionSummary const* const option : appraised(context.run)) {
        if (option->failures.empty()) continue;
        if (exhibit.options.empty()) exhibit.title = title(*option);
        exhibit.options.push_back(option->name);
        for (auto const& failure : option->failures) {
            if (!failure.second.probability) continue;
            Number const number = number_of(*failure.second.probability);
            exhibit.marks.push_back({option->name, failure.first, words_for(failure), number,
                                     write(number, Kind::probability, context.units)});
        }
        exhibit.tables.push_back(by_cause(*option));
    }
    exhibit.source = simulated_source(context.run);
    if (exhibit.options.empty()) exhibit.plot = Plot::none;
    exhibit.error_note = error_sentence(context.run);
    exhibit.description = "Bars for each option: how often each failure happens.";
    exhibit.how_to_read =
        "More than one thing can go wrong in a future, so the bars do not add up to 100%; the column of "
        "first causes in "
        "the table does, together with “None of them”.";
    return exhibit;
}

}  // namespace mergerisk::view
