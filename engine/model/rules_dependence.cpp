// Rules of dependence: correlations that exist, name what has luck, and can hold together.

#include "engine/math/copula.h"
#include "engine/model/rules_context.h"
#include "engine/model/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace mergerisk::model {
namespace {

/// Addresses as numbers, and how they were first written.
class Numbering {
  public:
    std::size_t of(std::string const& address, std::string const& written) {
        auto const [found, is_new] = numbers_.emplace(address, written_.size());
        if (is_new) written_.push_back(written);
        return found->second;
    }
    [[nodiscard]] std::string const& written(std::size_t number) const { return written_[number]; }

  private:
    std::map<std::string, std::size_t> numbers_;
    std::vector<std::string> written_;
};

using LuckByName = std::map<std::string, LuckSource>;

std::optional<std::string> address_named(RuleContext& context, LuckByName const& luck,
                                         std::string const& path, std::string const& written) {
    auto const found = luck.find(written);
    if (found == luck.end()) {
        std::vector<std::string> names;
        for (auto const& [name, source] : luck) names.push_back(name);
        context.report(path, "there is no uncertain number " + quoted(written), suggest(written, names));
        return std::nullopt;
    }
    auto address = address_of(context.scenario, found->second);
    if (address) return address;
    Quantity const* quantity =
        found->second.quantity == nullptr ? nullptr : resolve(context.scenario, *found->second.quantity);
    if (quantity == nullptr) return std::nullopt;  // a dangling name, reported where it stands
    if (constant_of(context.scenario, *quantity)) {
        context.report(path, quoted(written) + " is certain, so nothing can be correlated with it",
                       "Remove the correlation, or give it a distribution");
        return std::nullopt;
    }
    if (std::holds_alternative<Calculated>(quantity->value)) {
        context.report(path, quoted(written) + " is calculated and has no luck of its own",
                       "Correlate what it is calculated from");
        return std::nullopt;
    }
    auto const* use = std::get_if<EvidenceUse>(&quantity->value);
    EvidenceEntry const* entry = use == nullptr ? nullptr : find_named(context.scenario.evidence, use->entry);
    if (entry != nullptr) {
        context.report(path,
                       quoted(written) + " is a share of several outcomes, which no single correlation moves",
                       "Remove the correlation");
    }
    return std::nullopt;
}

void report_conflict(RuleContext& context, math::CorrelationConflict const& conflict,
                     Numbering const& numbers, std::vector<std::string> const& paths_of_numbers) {
    auto const words = [&](math::RankCorrelation const& pair) {
        return fmt::format("{} and {}: {}", numbers.written(pair.first), numbers.written(pair.second),
                           number(pair.value));
    };
    auto const listed = [&](std::vector<math::RankCorrelation> const& pairs) {
        std::string text;
        for (math::RankCorrelation const& pair : pairs) text += (text.empty() ? "" : "; ") + words(pair);
        return text;
    };
    std::string reason = "these correlations cannot hold together: " + listed(conflict.stated);
    if (!conflict.unstated.empty()) {
        reason += " (not stated, so 0: ";
        for (std::size_t i = 0; i < conflict.unstated.size(); ++i) {
            reason +=
                fmt::format("{}{} and {}", i == 0 ? "" : "; ", numbers.written(conflict.unstated[i].first),
                            numbers.written(conflict.unstated[i].second));
        }
        reason += ")";
    }
    context.report(paths_of_numbers[conflict.members.front()], reason,
                   "The nearest that can: " + listed(conflict.suggestion));
}

}  // namespace

void check_dependence(RuleContext& context) {
    LuckByName const luck = luck_by_name(context.scenario);
    Numbering numbers;
    std::vector<math::RankCorrelation> pairs;
    std::vector<std::string> paths;             // of pairs
    std::vector<std::string> paths_of_numbers;  // where a number was first named
    for (Correlation const& correlation : context.scenario.dependence.correlations) {
        auto const first = address_named(context, luck, correlation.path, correlation.first);
        auto const second = address_named(context, luck, correlation.path, correlation.second);
        if (!first || !second) continue;
        math::RankCorrelation const pair{numbers.of(*first, correlation.first),
                                         numbers.of(*second, correlation.second),
                                         correlation.rank_correlation};
        paths_of_numbers.resize(std::max({paths_of_numbers.size(), pair.first + 1, pair.second + 1}),
                                correlation.path);
        if (auto const flaw = math::flaw(pair)) {
            context.report(correlation.path, *flaw);
            continue;
        }
        pairs.push_back(pair);
        if (math::repeated_pair(pairs)) {
            pairs.pop_back();
            context.report(correlation.path,
                           fmt::format("the correlation of {} and {} is stated already", correlation.first,
                                       correlation.second),
                           "Remove one of the two");
        }
    }
    for (math::CorrelationConflict const& conflict : math::connect(pairs).conflicts) {
        report_conflict(context, conflict, numbers, paths_of_numbers);
    }
}

}  // namespace mergerisk::model
