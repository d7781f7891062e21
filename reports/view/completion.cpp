// When the options complete, against their targets.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace mergerisk::view {

namespace {

/// Share of all futures that completed within the first `months` bins.
double completed_within(results::Histogram const& completion, std::size_t months) {
    double sum = completion.below;
    for (std::size_t i = 0; i < completion.shares.size() && i < months; ++i) sum += completion.shares[i];
    return sum;
}

/// Whole months to the end of the month in which the target lies.
std::size_t months_to_target(double planned) {
    return static_cast<std::size_t>(std::floor(planned + 1e-9)) + 1;
}

std::string last_day(std::size_t months, Units const& units) {
    std::chrono::sys_days const end = date_at(static_cast<double>(months), units);
    return write_date(end - std::chrono::days(1));
}

bool waits(results::OptionSummary const& option) {
    return option.planned_completion_months.has_value() && !option.completion_histogram.shares.empty();
}

std::vector<results::OptionSummary const*> with_route(results::Run const& run) {
    std::vector<results::OptionSummary const*> options;
    for (results::OptionSummary const* const option : appraised(run)) {
        if (waits(*option)) options.push_back(option);
    }
    return options;
}

std::string title(Context const& context, std::vector<results::OptionSummary const*> const& options) {
    if (options.empty()) return "Every option takes effect at once";
    results::OptionSummary const& lead = *options.front();
    std::size_t const months = months_to_target(*lead.planned_completion_months);
    double const in_time = std::min(completed_within(lead.completion_histogram, months), 1.0);
    return fmt::format("{} completes by its target month, {}, in {} of 100 futures, and within {} in {}",
                       in_quotes(label_of(lead)),
                       write_month(date_at(*lead.planned_completion_months, context.units)), of_100(in_time),
                       horizon_in_words(context.run), of_100(completed_share(lead)));
}

Table dates(Context const& context, std::vector<results::OptionSummary const*> const& options) {
    Table table;
    table.caption = "Completion against the target";
    auto const moment = [](std::string name) {
        return Column{std::move(name), "", Kind::moment, Interval::left_out, Place::cell, ""};
    };
    auto const share = [](std::string name) {
        return Column{std::move(name), "", Kind::share, Interval::left_out, Place::cell, ""};
    };
    table.columns = {{"Option", "", Kind::text, Interval::left_out, Place::cell, ""},
                     moment("Target"),
                     share("Completed by the end of the target month"),
                     moment("10 of 100 futures by"),
                     moment("50 of 100 by"),
                     moment("90 of 100 by"),
                     share("Never or later than the horizon")};
    std::string const beyond = "not within " + horizon_in_words(context.run);
    for (results::OptionSummary const* const option : options) {
        auto const reached = [&](char const* name) {
            std::optional<Number> const value = percentile(*option, "completion_months", name);
            return value ? Cell(*value) : Cell(beyond);
        };
        table.rows.push_back(
            {clean(label_of(*option)), exactly(*option->planned_completion_months),
             share_of_trials(context.run,
                             completed_within(option->completion_histogram,
                                              months_to_target(*option->planned_completion_months))),
             reached("p10"), reached("p50"), reached("p90"),
             share_of_trials(context.run, option->completion_histogram.above)});
    }
    return table;
}

/// By quarter until hardly anything changes any more.
Table quarters(Context const& context, std::vector<results::OptionSummary const*> const& options) {
    constexpr std::size_t kStep = 3;
    constexpr double kLeast = 0.0005;  // share of the futures in a month
    Table table;
    table.caption = "Share of all futures completed by";
    table.columns = {{"End of", "", Kind::text, Interval::left_out, Place::cell, ""}};
    std::size_t longest = 0;
    for (results::OptionSummary const* const option : options) {
        table.columns.push_back(
            {clean(label_of(*option)), "", Kind::share, Interval::left_out, Place::cell, ""});
        std::vector<double> const& shares = option->completion_histogram.shares;
        for (std::size_t i = 0; i < shares.size(); ++i)
            longest = shares[i] >= kLeast && i + 1 > longest ? i + 1 : longest;
    }
    for (std::size_t months = kStep; months < longest + kStep; months += kStep) {
        std::vector<Cell> row{last_day(months, context.units)};
        for (results::OptionSummary const* const option : options)
            row.emplace_back(
                share_of_trials(context.run, completed_within(option->completion_histogram, months)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

void add_marks(Context const& context, results::OptionSummary const& option, std::vector<Mark>& marks) {
    double const planned = *option.planned_completion_months;
    marks.push_back(
        {option.name, "target", "Target", exactly(planned), write_month(date_at(planned, context.units))});
    double const in_time = completed_within(option.completion_histogram, months_to_target(planned));
    marks.push_back({option.name, "in_time", "by the end of the target month", exactly(in_time),
                     of_100(std::min(in_time, 1.0)) + " of 100 by then"});
    double const ever = completed_share(option);
    marks.push_back(
        {option.name, "completes", "within the horizon", exactly(ever), of_100(ever) + " of 100"});
}

}  // namespace

Exhibit make_completion(Context const& context) {
    std::vector<results::OptionSummary const*> const options = with_route(context.run);
    Exhibit exhibit;
    exhibit.id = "completion";
    exhibit.title = title(context, options);
    exhibit.subtitle = "Share of all futures that have completed by a month, against the target";
    exhibit.source = simulated_source(context.run);
    if (options.empty()) return exhibit;
    exhibit.plot = Plot::completion;
    for (results::OptionSummary const* const option : options) {
        exhibit.options.push_back(option->name);
        add_marks(context, *option, exhibit.marks);
    }
    exhibit.description =
        "Rising lines: the share of all futures that have completed, month by month, with a vertical line at "
        "each "
        "target.";
    exhibit.tables = {dates(context, options), quarters(context, options)};
    exhibit.error_note = error_sentence(context.run);
    exhibit.how_to_read =
        "A line that levels off below 100% shows the futures that never complete: prohibited, abandoned, "
        "walked away "
        "from, or undecided at the horizon.";
    return exhibit;
}

}  // namespace mergerisk::view
