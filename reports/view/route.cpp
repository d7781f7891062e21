// The approvals of an option as a timeline: when each stage runs, how long it takes, and where it leads.

#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mergerisk::view {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kEndWords{{
    {"cleared", "cleared"},
    {"cleared_with_remedies", "cleared with remedies"},
    {"abandoned", "abandoned"},
    {"prohibited", "prohibited"},
    {"cut_short", "cut short because the deal had ended elsewhere"},
}};

bool is_failure(std::string_view target) {
    return target == "abandoned" || target == "prohibited";
}

/// The label, else the last part of "track.stage" in words.
std::string stage_label(std::string const& label, std::string_view name) {
    if (!label.empty()) return clean(label);
    std::size_t const dot = name.rfind('.');
    return humanised(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

std::string stage_label(results::StageSummary const& stage) {
    return stage_label(stage.label, stage.name);
}

std::string track_label(results::TrackSummary const& track) {
    return track.label.empty() ? humanised(track.name) : clean(track.label);
}

/// Share of all futures that end in failure at this stage.
double failing(results::StageSummary const& stage) {
    if (!stage.entered || !stage.visits) return 0;
    double share = 0;
    for (results::StageExit const& exit : stage.exits) {
        if (is_failure(exit.target) && exit.share) share += exit.share->value;
    }
    return std::min(stage.entered->value * stage.visits->value * share, 1.0);
}

struct Extremes {
    results::StageSummary const* longest = nullptr;  ///< of those that half of the futures or more enter
    results::StageSummary const* deadliest = nullptr;
};

Extremes extremes_of(results::OptionSummary const& option) {
    constexpr double kOften = 0.5;
    Extremes found;
    for (results::TrackSummary const& track : option.route) {
        for (results::StageSummary const& stage : track.stages) {
            bool const often = stage.entered && stage.entered->value >= kOften && stage.days.p50;
            if (often && (found.longest == nullptr || *stage.days.p50 > *found.longest->days.p50))
                found.longest = &stage;
            if (failing(stage) > (found.deadliest == nullptr ? 0 : failing(*found.deadliest)))
                found.deadliest = &stage;
        }
    }
    return found;
}

std::string days_in_words(double days) {
    return write_with_unit(exactly(days), Kind::days, {});
}

std::string title(results::OptionSummary const& option) {
    Extremes const found = extremes_of(option);
    std::string const name = in_quotes(label_of(option));
    std::string text;
    if (found.longest != nullptr)
        text = fmt::format("the longest stage is {}, {} in the middle future",
                           in_quotes(stage_label(*found.longest)), days_in_words(*found.longest->days.p50));
    if (found.deadliest != nullptr) {
        std::string const where =
            found.deadliest == found.longest ? "there" : "at " + in_quotes(stage_label(*found.deadliest));
        text += fmt::format("{}most approvals that fail do so {} ({} of 100 futures)",
                            text.empty() ? "" : "; ", where, of_100(failing(*found.deadliest)));
    }
    if (text.empty()) return fmt::format("{}: the stages of its approvals", name);
    return fmt::format("{}: {}", name, text);
}

Column column(std::string name, Kind kind, std::string meaning = "", Place place = Place::cell) {
    return {std::move(name), "", kind, Interval::left_out, place, std::move(meaning)};
}

Column words(std::string name, Place place = Place::cell) {
    return column(std::move(name), Kind::text, "", place);
}

bool visited_again(results::TrackSummary const& track) {
    return std::any_of(track.stages.begin(), track.stages.end(), [](results::StageSummary const& stage) {
        return stage.visits && stage.visits->value > 1;
    });
}

std::string caption(results::TrackSummary const& track) {
    std::string text = track_label(track);
    if (track.after_completion) text += ", after completion";
    if (track.holds_separate) text += "; the businesses are held apart until it has cleared";
    return text;
}

Table stages(results::TrackSummary const& track) {
    Table table;
    table.caption = caption(track);
    bool const again = visited_again(track);
    table.columns = {words("Stage"),
                     column("Reached", Kind::probability, "share of all futures"),
                     column("Begins, P10", Kind::month_of_begin),
                     column("Begins, P50", Kind::month_of_begin),
                     column("Ends, P50", Kind::month_of_end),
                     column("Ends, P90", Kind::month_of_end),
                     column("Begins as claimed", Kind::month_of_begin),
                     column("Ends as claimed", Kind::month_of_end),
                     column("Days, P10", Kind::days),
                     column("Days, P50", Kind::days),
                     column("Days, P90", Kind::days)};
    if (again) table.columns.push_back(column("Visits", Kind::number, "mean, if it is reached"));
    table.columns.push_back(words("Clock", Place::detail));
    table.columns.push_back(words("Source", Place::detail));
    for (results::StageSummary const& stage : track.stages) {
        std::vector<Cell> row{
            stage_label(stage),           cell_of(stage.entered),     cell_of(stage.begins.p10),
            cell_of(stage.begins.p50),    cell_of(stage.ends.p50),    cell_of(stage.ends.p90),
            cell_of(stage.claimed_begin), cell_of(stage.claimed_end), cell_of(stage.days.p10),
            cell_of(stage.days.p50),      cell_of(stage.days.p90)};
        if (again) row.push_back(cell_of(stage.visits));
        row.emplace_back(clean(stage.clock));
        row.emplace_back(&stage == &track.stages.front() ? clean(track.source) : std::string());
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table exits(results::OptionSummary const& option) {
    Table table;
    table.caption = "Where each stage leads";
    table.columns = {words("Stage"),
                     words("leads to"),
                     {"Share of its visits", "", Kind::probability, Interval::shown, Place::cell, ""}};
    for (results::TrackSummary const& track : option.route) {
        for (results::StageSummary const& stage : track.stages) {
            for (results::StageExit const& exit : stage.exits)
                table.rows.push_back({track_label(track) + ": " + stage_label(stage),
                                      target_in_words(option, exit.target), cell_of(exit.share)});
        }
    }
    return table;
}

/// "of 100: 55 cleared, 37 Phase 2, fewer than 1 prohibited"
std::string then_in_words(results::OptionSummary const& option, results::StageSummary const& stage) {
    std::string text;
    for (results::StageExit const& exit : stage.exits) {
        if (!exit.share) continue;
        double const share = std::clamp(exit.share->value, 0.0, 1.0);
        int const whole = whole_of_100(share);
        std::string const target =
            exit.target == "cut_short" ? "cut short" : target_in_words(option, exit.target);
        if (share == 1) return "always " + target;
        text += (text.empty() ? "of 100: " : ", ") +
                (whole == 0 || whole == 100 ? of_100(share) : std::to_string(whole)) + " " + target;
    }
    return text;
}

/// What the plot writes beside the bar of a stage.
void add_marks(results::OptionSummary const& option, results::StageSummary const& stage,
               std::vector<Mark>& marks) {
    auto const add = [&](char const* what, std::string text, double value) {
        marks.push_back(
            {option.name, stage.name + ":" + what, stage_label(stage), exactly(value), std::move(text)});
    };
    double const entered = stage.entered ? stage.entered->value : 0;
    add("reached",
        entered == 0 ? "in none of the futures"
                     : (entered == 1 ? "in every future" : of_100(entered) + " of 100 futures"),
        entered);
    if (stage.days.p50) {
        std::string const low = write(exactly(*stage.days.p10), Kind::days, {});
        std::string const high = write(exactly(*stage.days.p90), Kind::days, {});
        std::string text = days_in_words(*stage.days.p50);
        if (stage.visits && stage.visits->value > 1) text += " a visit";
        if (low != high) text += fmt::format(" ({} to {})", low, high);
        add("days", std::move(text), *stage.days.p50);
    }
    add("then", then_in_words(option, stage), 0);
}

}  // namespace

std::string stage_in_words(results::OptionSummary const& option, std::string_view name) {
    for (results::TrackSummary const& track : option.route) {
        for (results::StageSummary const& stage : track.stages) {
            if (stage.name == name) return stage_label(stage);
        }
    }
    return stage_label("", name);
}

std::string target_in_words(results::OptionSummary const& option, std::string_view target) {
    for (auto const& [name, words] : kEndWords) {
        if (name == target) return std::string(words);
    }
    return stage_in_words(option, target);
}

Exhibit make_route(Context const& context, results::OptionSummary const& option) {
    Exhibit exhibit;
    exhibit.id = id_of("route", option.name);
    exhibit.plot = Plot::route;
    exhibit.title = title(option);
    exhibit.subtitle =
        "The approvals of the option, stage by stage: share of all futures that reach a stage, its days (the "
        "middle of the visits, and 80 of 100), and where it leads";
    exhibit.options = {option.name};
    std::vector<std::string> sources;
    for (results::TrackSummary const& track : option.route) {
        exhibit.marks.push_back(
            {option.name, "track:" + track.name, caption(track), exactly(0), track_label(track)});
        for (results::StageSummary const& stage : track.stages) add_marks(option, stage, exhibit.marks);
        exhibit.tables.push_back(stages(track));
        if (!track.source.empty()) sources.push_back(track_label(track) + ": " + clean(track.source));
    }
    if (option.planned_completion_months) {
        double const planned = *option.planned_completion_months;
        exhibit.marks.push_back({option.name, "target", "Target", exactly(planned),
                                 write(exactly(planned), Kind::month_of_begin, context.units)});
    }
    exhibit.tables.push_back(exits(option));
    exhibit.description =
        "A row for each stage, by track. A pale bar runs from the begin that 10 of 100 futures come before "
        "to "
        "the end that 90 of 100 have reached, a dark bar from the middle begin to the middle end, and a thin "
        "line beneath shows the claim.";
    exhibit.source = simulated_source(context.run);
    for (std::string const& source : sources) exhibit.source += " " + source + ".";
    exhibit.error_note = error_sentence(context.run);
    exhibit.how_to_read =
        "Only the futures that reach a stage count for its times. P10 is the value that 10 of 100 of them "
        "stay below, P90 the one that 10 exceed. Tracks run beside each other; the deal may complete when "
        "all that come before completion have cleared. Stages that are visited again count with all their "
        "visits; cut short are those that run when the deal ends elsewhere.";
    return exhibit;
}

}  // namespace mergerisk::view
