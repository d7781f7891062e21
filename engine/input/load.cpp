#include "engine/input/load.h"

#include "engine/input/forms.h"
#include "engine/input/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace mergerisk::input {
namespace {

/// More files than this are a slip or an attack.
constexpr std::size_t kMostFiles = 200;

base::Place place_of(std::string const& file, Position position) {
    return {file, position.line, position.column};
}

/// Follows `use:` and names, and reads each file once.
class Loader {
  public:
    Loader(Sources& sources, Limits const& limits) : sources_(sources), limits_(limits) {}

    [[nodiscard]] Loaded load(std::string const& file) {
        SourceAnswer answer = sources_.scenario(file);
        if (auto* refusal = std::get_if<SourceRefusal>(&answer)) {
            findings_.problems.push_back({"", refusal->reason, refusal->suggestion, base::Place{file, 1, 1}});
            return finish();
        }
        SourceText const text = std::get<SourceText>(std::move(answer));
        auto const document = parse(text);
        if (!document) return finish();
        find_money_unit(*document);
        open_.push_back(text.identity);
        follow_uses(*document, text);
        open_.pop_back();
        read(*document, text, kScenarioRecord, money_);
        follow_forms(text);
        forms_.complete(scenario_, findings_, [&](std::string const& identity) { follow_later(identity); });
        follow_calendars(text);
        return finish();
    }

    [[nodiscard]] Loaded load_library(std::string const& file) {
        SourceAnswer answer = sources_.scenario(file);
        if (auto* refusal = std::get_if<SourceRefusal>(&answer)) {
            findings_.problems.push_back({"", refusal->reason, refusal->suggestion, base::Place{file, 1, 1}});
            return finish();
        }
        SourceText const text = std::get<SourceText>(std::move(answer));
        auto const document = parse(text);
        if (!document) return finish();
        open_.push_back(text.identity);
        follow_uses(*document, text);
        open_.pop_back();
        MoneyUnit money = money_;
        money.plain_numbers = false;
        read(*document, text, kLibraryRecord, money);
        return finish();
    }

  private:
    struct Later {
        Document document;
        SourceText text;
    };

    [[nodiscard]] std::optional<Document> parse(SourceText const& text) {
        files_.push_back({text.name, text.shown, text.in_library, text.text});
        read_.insert(text.identity);
        Parsed parsed = parse_document(text.shown, text.text, limits_);
        for (base::Problem& problem : parsed.problems) add_problem(std::move(problem));
        return std::move(parsed.document);
    }

    void add_problem(base::Problem problem) {
        if (findings_.problems.size() < Reader::kMostProblems)
            findings_.problems.push_back(std::move(problem));
        else
            findings_.more_problems = true;
    }

    /// Amounts can only be read when the unit of money is known, wherever the transaction stands in the text.
    void find_money_unit(Document const& document) {
        Child const* transaction = document.root->is_map() ? document.root->find("transaction") : nullptr;
        Child const* money = transaction != nullptr ? transaction->node->find("money") : nullptr;
        if (money == nullptr || !money->node->is_scalar()) return;
        if (auto const unit = scan_money_unit(money->node->text).value) money_ = *unit;
    }

    void read(Document const& document, SourceText const& text, Record const& record,
              MoneyUnit const& money) {
        bool const in_library = &record == &kLibraryRecord;
        Document const to_read = forms_.remember(document, {text.identity, text.shown, money, in_library});
        Reader reader(text.shown, money, in_library, findings_);
        Position const position = document.root->position;
        Spot const spot{"", base::Dimension::ratio, position, position, std::nullopt};
        reader.read_record(record, *to_read.root, spot, &scenario_);
    }

    void follow_uses(Document const& document, SourceText const& by) {
        Child const* use = document.root->is_map() ? document.root->find("use") : nullptr;
        if (use == nullptr || !use->node->is_list()) return;
        std::size_t position = 0;
        for (Child const& child : use->node->children) {
            ++position;
            if (!child.node->is_scalar() || child.node->is_absent()) continue;
            base::Place const place = place_of(by.shown, child.alias.value_or(child.node->position));
            follow(child.node->text, by, fmt::format("use.{}", position), place);
        }
    }

    /// What a file uses in turn is followed at once, or, for a form that is looked up by its name, when an
    /// option takes its lines.
    enum class Uses { now, later };

    void follow(std::string const& entry, SourceText const& by, std::string const& path,
                base::Place const& place, Uses uses = Uses::now) {
        if (files_.size() >= kMostFiles) {
            add_problem({path, fmt::format("more than {} files are used", kMostFiles), "", place});
            return;
        }
        SourceAnswer answer = sources_.used(entry, by);
        if (auto* refusal = std::get_if<SourceRefusal>(&answer)) {
            add_problem({path, refusal->reason, refusal->suggestion, place});
            return;
        }
        SourceText const text = std::get<SourceText>(std::move(answer));
        if (std::find(open_.begin(), open_.end(), text.identity) != open_.end()) {
            add_problem({path, fmt::format("\"{}\" uses itself, directly or through other files", entry),
                         "Remove one of the uses", place});
            return;
        }
        if (read_.contains(text.identity)) {
            if (uses == Uses::now) follow_later(text.identity);
            return;
        }
        auto const document = parse(text);
        if (!document) return;
        if (uses == Uses::now) {
            open_.push_back(text.identity);
            follow_uses(*document, text);
            open_.pop_back();
        } else {
            later_.emplace(text.identity, Later{*document, text});
        }
        MoneyUnit money = money_;
        money.plain_numbers = false;
        read(*document, text, kLibraryRecord, money);
    }

    /// What the file uses, if that was put off.
    void follow_later(std::string const& identity) {
        auto const found = later_.find(identity);
        if (found == later_.end()) return;
        Later const file = std::move(found->second);
        later_.erase(found);
        open_.push_back(identity);
        follow_uses(file.document, file.text);
        open_.pop_back();
    }

    /// A form or calendar that no file has defined is looked for in the library under its own name.
    void follow_forms(SourceText const& scenario) {
        for (model::Option const& option : scenario_.options)
            if (!option.form.empty()) named("forms", "form", option.form, option.path + ".form", scenario);
        // The list grows while forms are found that extend others.
        for (std::size_t i = 0; i < scenario_.forms.size(); ++i) {
            std::string const base = scenario_.forms[i].extends;
            if (!base.empty())
                named("forms", "form", base, "forms." + scenario_.forms[i].name + ".extends", scenario);
        }
    }

    void follow_calendars(SourceText const& scenario) {
        std::vector<std::pair<std::string, std::string>> calendars;
        if (!scenario_.transaction.calendar.empty())
            calendars.emplace_back(scenario_.transaction.calendar, "transaction.calendar");
        for (model::Option const& option : scenario_.options)
            if (option.route)
                for (auto const& used : option.route->tracks) collect_calendars(used.track, calendars);
        for (model::Track const& track : scenario_.routes) collect_calendars(track, calendars);
        for (auto const& [name, path] : calendars) named("calendars", "calendar", name, path, scenario);
    }

    static void collect_calendars(model::Track const& track,
                                  std::vector<std::pair<std::string, std::string>>& calendars) {
        auto const collect = [&](std::optional<model::Clock> const& clock, std::string const& path) {
            if (clock && !clock->calendar.empty())
                calendars.emplace_back(clock->calendar, path + ".clock.calendar");
        };
        for (model::Stage const& stage : track.stages) {
            collect(stage.clock, stage.path);
            if (stage.when_credentialed)
                collect(stage.when_credentialed->clock, stage.path + ".when_credentialed");
        }
    }

    [[nodiscard]] bool has(std::string_view folder, std::string const& name) const {
        auto const named = [&](auto const& list) {
            return std::any_of(list.begin(), list.end(), [&](auto const& one) { return one.name == name; });
        };
        return folder == "forms" ? named(scenario_.forms) : named(scenario_.calendars);
    }

    void named(std::string const& folder, std::string_view what, std::string const& name,
               std::string const& path, SourceText const& scenario) {
        if (has(folder, name)) return;
        std::vector<std::string> const known = sources_.library_names(folder, scenario);
        base::Place place{scenario.shown, 1, 1};
        if (Origins::Origin const* origin = findings_.origins.nearest(path)) place = origin->shown();
        if (std::find(known.begin(), known.end(), name) != known.end())
            follow(fmt::format("library/{}/{}.yaml", folder, name), scenario, path, place, Uses::later);
        if (has(folder, name)) return;
        std::vector<std::string> all = known;
        auto const add_names = [&](auto const& list) {
            for (auto const& one : list)
                if (std::find(all.begin(), all.end(), one.name) == all.end()) all.push_back(one.name);
        };
        if (folder == "forms")
            add_names(scenario_.forms);
        else
            add_names(scenario_.calendars);
        std::vector<std::string_view> const words(all.begin(), all.end());
        auto const near = nearest_word(name, words);
        std::string suggestion = near ? fmt::format("Did you mean \"{}\"? ", *near) : "";
        suggestion += all.empty() ? fmt::format("The library has no {}", folder)
                                  : fmt::format("The {} are {}", folder, list_words(all, "and"));
        add_problem({path, fmt::format("there is no {} \"{}\"", what, name), std::move(suggestion), place});
    }

    /// A line of a form is read for the form and for each option that takes it: one problem is enough.
    void join_repeated_problems() {
        // "forms.franchise.typical.costs.fee" and "options.deal.costs.fee" -> ".costs.fee"
        auto const below = [](std::string_view path) {
            std::size_t from = path.starts_with("forms.") ? path.find(".typical") : std::string_view::npos;
            if (from != std::string_view::npos) from += std::string_view(".typical").size();
            if (path.starts_with("options.")) from = path.find('.', std::string_view("options.").size());
            return path.substr(std::min(from, path.size()));
        };
        auto const same = [&](base::Problem const& a, base::Problem const& b) {
            bool const known_place = a.place && a.place == b.place && !below(a.path).empty();
            return known_place && a.reason == b.reason && below(a.path) == below(b.path);
        };
        base::Problems joined;
        joined.reserve(findings_.problems.size());
        for (base::Problem& problem : findings_.problems) {
            auto const known = std::find_if(joined.begin(), joined.end(),
                                            [&](base::Problem const& other) { return same(other, problem); });
            if (known == joined.end()) joined.push_back(std::move(problem));
        }
        findings_.problems = std::move(joined);
    }

    [[nodiscard]] Loaded finish() {
        base::put_in_order(findings_.problems);
        join_repeated_problems();
        if (findings_.more_problems)
            findings_.problems.push_back(
                {"",
                 fmt::format("there are more than {} problems", Reader::kMostProblems),
                 "Solve these first",
                 {}});
        return {std::move(scenario_), std::move(findings_.origins), std::move(files_),
                std::move(findings_.defaults), std::move(findings_.problems)};
    }

    Sources& sources_;
    Limits const& limits_;
    MoneyUnit money_;
    model::Scenario scenario_;
    Findings findings_;
    std::vector<LoadedFile> files_;
    FormTexts forms_;
    std::map<std::string, Later> later_;  ///< files whose uses have not been followed, by identity
    std::vector<std::string> open_;       ///< identities of the files being followed
    std::set<std::string> read_;
};

}  // namespace

Loaded load_library(Sources& sources, std::string const& file, Limits const& limits) {
    return Loader(sources, limits).load_library(file);
}

Loaded load(Sources& sources, std::string const& file, Limits const& limits) {
    return Loader(sources, limits).load(file);
}

}  // namespace mergerisk::input
