#pragma once
// What the rules of a scenario share. Part of rules.h; not for other folders.

#include "engine/base/problem.h"
#include "engine/model/lookup.h"
#include "engine/model/scenario.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::model {

/// Collects the problems of one scenario.
class RuleContext {
  public:
    explicit RuleContext(Scenario const& of) : scenario{of} {}

    void report(std::string path, std::string reason, std::string suggestion = {}) {
        problems.push_back({std::move(path), std::move(reason), std::move(suggestion), {}});
    }

    /// Reports `written` when it is not among `known`: `there is no driver "pay_inflaton"`.
    bool known(std::string const& path, std::string_view kind, std::string const& written,
               std::vector<std::string> const& known_names);

    Scenario const& scenario;
    base::Problems problems;
};

void check_transaction(RuleContext& context);
void check_names(RuleContext& context);
void check_quantities(RuleContext& context);
void check_calculated(RuleContext& context, QuantityUse const& use, Calculated const& calculated);
/// Numbers that come from each other in a circle, each circle once.
void check_circles(RuleContext& context);
void check_evidence_entries(RuleContext& context);
void check_evidence_use(RuleContext& context, QuantityUse const& use);
void check_overlaps(RuleContext& context, Option const& option);
void check_dependence(RuleContext& context);
void check_routes(RuleContext& context);
void check_lines(RuleContext& context, Option const& option);
void check_failures(RuleContext& context);

/// The shared quantities and, within an option, its terms.
[[nodiscard]] std::vector<std::string> numbers_known_at(Scenario const& scenario, std::string const& path);

/// "40 %", "2.5"
[[nodiscard]] std::string percent(double share);
[[nodiscard]] std::string number(double value);
[[nodiscard]] std::string date(std::chrono::sys_days day);
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace mergerisk::model
