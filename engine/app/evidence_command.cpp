// `mergerisk evidence`: what the library knows, and from where.

#include "engine/app/commands.h"
#include "engine/app/evidence_plot.h"
#include "engine/app/library_folder.h"
#include "engine/app/open_case.h"
#include "engine/app/words.h"
#include "engine/input/load.h"
#include "engine/input/sources.h"
#include "engine/math/distribution.h"
#include "engine/math/normal.h"
#include "engine/model/evidence_distribution.h"
#include "engine/model/suggestion.h"
#include "engine/results/words.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace mergerisk::app {
namespace {

namespace fs = std::filesystem;

/// One file's own entries.
struct Shelf {
    std::string file;
    std::vector<model::EvidenceEntry> entries;
    std::vector<model::OptimismBias> uplifts;
};

std::size_t line_width() {
    constexpr std::size_t kUsual = 80;
    constexpr std::size_t kWidest = 120;
    winsize size{};
    bool const known = isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    if (!known || size.ws_col < 40) return kUsual;
    return std::min<std::size_t>(kWidest, size.ws_col);
}

std::string kind_of(model::EvidenceEntry const& entry) {
    return std::visit(
        [](auto const& value) -> std::string {
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, model::Proportion>) return "proportion";
            if constexpr (std::is_same_v<Value, model::Counts>) return "counts";
            if constexpr (std::is_same_v<Value, model::Rate>) return "rate";
            if constexpr (std::is_same_v<Value, model::Size>)
                return "size, " + std::string{base::name_of(value.dimension)};
            if constexpr (std::is_same_v<Value, model::Ratio>)
                return "ratio, " + std::string{base::name_of(value.dimension)};
        },
        entry.value);
}

base::Dimension dimension_of(model::EvidenceEntry const& entry) {
    if (auto const* ratio = std::get_if<model::Ratio>(&entry.value)) return ratio->dimension;
    if (auto const* size = std::get_if<model::Size>(&entry.value)) return size->dimension;
    return std::holds_alternative<model::Rate>(entry.value) ? base::Dimension::rate : base::Dimension::share;
}

std::string date_or_nothing(std::optional<std::chrono::sys_days> const& day) {
    return day ? results::iso_date(*day) : "no date";
}

std::string basis_or_nothing(model::Provenance const& provenance) {
    return provenance.basis.empty() ? "no basis" : provenance.basis;
}

std::string listed(Shelf const& shelf, std::size_t width) {
    std::string text = shelf.file + "\n";
    for (model::EvidenceEntry const& entry : shelf.entries) {
        text += "  " + entry.name + "\n";
        if (!entry.label.empty()) text += wrapped(entry.label, 4, width);
        std::string const given = entry.given.empty() ? "" : "; given " + entry.given;
        text += wrapped(fmt::format("{}: {}{}; as of {}; {}; transferability {:.6g} %", kind_of(entry),
                                    results::measure_of(entry), given, date_or_nothing(entry.as_of),
                                    basis_or_nothing(entry.provenance), 100 * entry.transferability),
                        4, width);
        text += wrapped("source: " + entry.provenance.source, 4, width);
    }
    for (model::OptimismBias const& bias : shelf.uplifts) {
        text += "  " + bias.name + "\n";
        if (!bias.label.empty()) text += wrapped(bias.label, 4, width);
        std::string bounds;
        for (auto const& [part, of] : {std::pair{bias.capital, "capital"},
                                       {bias.duration, "duration"},
                                       {bias.operating, "operating cost"}}) {
            if (part)
                bounds += fmt::format("{}{} {:.6g} to {:.6g} %", bounds.empty() ? "" : ", ", of,
                                      100 * part->lower, 100 * part->upper);
        }
        text += wrapped(fmt::format("optimism bias: {}; as of {}; {}", bounds, date_or_nothing(bias.as_of),
                                    basis_or_nothing(bias.provenance)),
                        4, width);
        text += wrapped("source: " + bias.provenance.source, 4, width);
    }
    return text;
}

/// Shares as they are expected, largest posterior mean as the longest bar.
std::string plot_of(model::EvidenceEntry const& entry, double transferability, std::size_t width) {
    if (auto const* counts = std::get_if<model::Counts>(&entry.value)) {
        std::vector<std::pair<std::string, double>> shares;
        shares.reserve(counts->of.size());
        for (auto const& [outcome, count] : counts->of) {
            auto const said = model::distribution_of(entry, {transferability, outcome, {}});
            auto const* share = std::get_if<math::Distribution>(&said);
            if (share == nullptr) return wrapped(std::get<math::Flaw>(said).reason, 0, width);
            shares.emplace_back(results::spaced(outcome), math::mean(*share));
        }
        return bar_plot(shares, width);
    }
    auto const said = model::distribution_of(entry, {transferability, {}, {}});
    auto const* distribution = std::get_if<math::Distribution>(&said);
    if (distribution == nullptr) return wrapped(std::get<math::Flaw>(said).reason, 0, width);
    base::Dimension const dimension = dimension_of(entry);
    auto const number = [&](double value) {
        bool const money = dimension == base::Dimension::money ||
                           dimension == base::Dimension::money_a_month ||
                           dimension == base::Dimension::money_a_year;
        double const shown = std::abs(value) < 1e-12 ? 0.0 : value;
        std::string const text = results::in_words(std::stod(fmt::format("{:.3g}", shown)), dimension);
        return money ? text + " GBP million" : text;
    };
    std::string text = density_plot(*distribution, width, number);
    std::string percentiles = "P5, P10, P25, P50, P75, P90, P95:";
    char const* separator = " ";
    for (double const p : {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95}) {
        percentiles += separator + number(math::quantile(*distribution, math::normal_score(p)));
        separator = ", ";
    }
    return text + wrapped(percentiles + "; mean " + number(math::mean(*distribution)), 0, width);
}

std::string in_full(model::EvidenceEntry const& entry, std::string const& file, std::size_t width) {
    std::string text = entry.name + "\n";
    if (!entry.label.empty()) text += wrapped(entry.label, 0, width);
    text += "\n";
    auto const part = [&](std::string const& key, std::string const& value) {
        if (!value.empty()) text += wrapped(key + ": " + value, 2, width);
    };
    part("kind", kind_of(entry));
    part("says", results::measure_of(entry));
    part("given", entry.given);
    part("measured", results::spaced(entry.measured));
    part("population", entry.population);
    part("sample", entry.sample);
    part("as of", date_or_nothing(entry.as_of));
    part("basis", entry.provenance.basis);
    part("transferability", fmt::format("{:.6g} %", 100 * entry.transferability));
    part("cap", results::cap_of(entry, std::max(entry.transferability, math::kLeastTransferability)));
    std::string cases;
    for (auto const& [name, outcome] : entry.cases) cases += (cases.empty() ? "" : ", ") + name;
    if (auto const* ratio = std::get_if<model::Ratio>(&entry.value)) {
        for (auto const& [name, value] : ratio->observed)
            cases += (cases.empty() ? "" : ", ") + name + " " + results::in_words(value, ratio->dimension);
    }
    part("cases", cases);
    part("source", entry.provenance.source);
    part("note", entry.provenance.note);
    part("caveat", entry.caveat);
    part("file", file);
    text += "\nAs published, every case as good as one at hand:\n" + plot_of(entry, 1, width);
    if (entry.transferability < 1) {
        text += fmt::format("\nAs used at a transferability of {:.6g} %:\n", 100 * entry.transferability) +
                plot_of(entry, entry.transferability, width);
    }
    return text;
}

/// The entries that stand in `file` itself and not in one that it uses; all of them when `file` is empty.
Shelf shelf_of(input::Loaded& loaded, std::string const& name, std::string const& file) {
    Shelf shelf{name, {}, {}};
    auto const own = [&](std::string const& path) {
        input::Origins::Origin const* origin = loaded.origins.nearest(path);
        return file.empty() || (origin != nullptr && origin->shown().file == file);
    };
    for (model::EvidenceEntry& entry : loaded.scenario.evidence)
        if (own(entry.path)) shelf.entries.push_back(std::move(entry));
    for (model::OptimismBias& bias : loaded.scenario.optimism_bias)
        if (own(bias.path)) shelf.uplifts.push_back(std::move(bias));
    return shelf;
}

struct Shelves {
    std::vector<Shelf> all;
    base::Problems problems;
};

Shelves shelves_of_library(fs::path const& library) {
    Shelves shelves;
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator it(library / "evidence", error), end; !error && it != end;
         it.increment(error))
        if (it->path().extension() == ".yaml") files.push_back(it->path());
    std::sort(files.begin(), files.end());
    for (fs::path const& file : files) {
        input::DiskSources sources(library);
        input::Loaded loaded = input::load_library(sources, file.generic_string());
        shelves.problems.insert(shelves.problems.end(), loaded.problems.begin(), loaded.problems.end());
        shelves.all.push_back(shelf_of(loaded, file.filename().generic_string(), file.generic_string()));
    }
    if (files.empty())
        shelves.problems.push_back({"",
                                    "there is no evidence in the library " + library.generic_string(),
                                    "Name the folder of a library: --library DIR",
                                    {}});
    return shelves;
}

Shelves shelves_of_file(std::string const& file, std::optional<fs::path> const& library) {
    input::DiskSources sources(library.value_or(fs::path{}));
    input::Loaded loaded = input::load(sources, file);
    Shelves shelves;
    shelves.problems = loaded.problems;
    shelves.all.push_back(shelf_of(loaded, fs::path(file).filename().generic_string(), ""));
    return shelves;
}

ExitCode show_one(Shelves const& shelves, std::string const& name) {
    std::vector<std::string> names;
    for (Shelf const& shelf : shelves.all) {
        for (model::EvidenceEntry const& entry : shelf.entries) {
            if (entry.name == name) {
                fmt::print("{}", in_full(entry, shelf.file, line_width()));
                return ExitCode::done;
            }
            names.push_back(entry.name);
        }
        for (model::OptimismBias const& bias : shelf.uplifts) {
            if (bias.name == name) {
                fmt::print("{}", listed({shelf.file, {}, {bias}}, line_width()));
                return ExitCode::done;
            }
            names.push_back(bias.name);
        }
    }
    std::string const near = model::suggest(name, names);
    fmt::print(stderr, "There is no evidence \"{}\".{}\n", name, near.empty() ? "" : " " + near);
    return ExitCode::usage;
}

}  // namespace

ExitCode evidence(EvidenceArguments const& arguments) {
    std::optional<fs::path> const library = library_folder(arguments.library);
    if (!arguments.from && !library) {
        fmt::print(stderr, "No library was found; name its folder: --library DIR\n");
        return ExitCode::usage;
    }
    Shelves const shelves =
        arguments.from ? shelves_of_file(*arguments.from, library) : shelves_of_library(*library);
    if (!shelves.problems.empty()) {
        print_problems(shelves.problems, "nothing was listed");
        return ExitCode::scenario_has_problems;
    }
    if (arguments.name) return show_one(shelves, *arguments.name);
    char const* separator = "";
    for (Shelf const& shelf : shelves.all) {
        if (shelf.entries.empty() && shelf.uplifts.empty()) continue;
        fmt::print("{}{}", separator, listed(shelf, line_width()));
        separator = "\n";
    }
    return ExitCode::done;
}

}  // namespace mergerisk::app
