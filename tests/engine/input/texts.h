#pragma once
// Small scenarios in memory for the tests of this folder.

#include "engine/base/problem.h"
#include "engine/input/load.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::input::testing {

/// The least that a scenario needs, without options and what follows them.
inline std::string head() {
    return R"(mergerisk: 1
transaction:
  name: Test
  money: GBP million
  valuation_date: 2020-01-01
  horizon: 10 years
  discount_rate: 3.5%
parties:
  a: {income: 100, operating_cost: 90}
)";
}

/// A scenario with one more option, whose body is given in lines indented by four spaces.
inline std::string with_option(std::string const& body) {
    return head() + "options:\n  apart: {counterfactual: yes}\n  deal:\n" + body;
}

/// A scenario whose deal has one cost: `quantity` as its total.
inline std::string with_total(std::string const& quantity) {
    return with_option("    costs:\n      x: {window: {from: start, to: end}, total: " + quantity + "}\n");
}

inline Loaded load_text(std::string const& text, std::map<std::string, std::string> others = {}) {
    others["s.yaml"] = text;
    MemorySources sources(std::move(others));
    return load(sources, "s.yaml");
}

inline std::vector<std::string> describe_all(base::Problems const& problems) {
    std::vector<std::string> lines;
    for (base::Problem const& problem : problems) lines.push_back(base::describe(problem));
    return lines;
}

inline std::string deck(std::string_view name) {
    return std::string(MERGERISK_SOURCE_DIR) + "/tests/engine/input/decks/" + std::string(name);
}

}  // namespace mergerisk::input::testing
