#include "tests/known_answers/scenario.h"

#include "engine/base/contract.h"
#include "engine/input/load.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <utility>

namespace mergerisk::known_answers {

compile::Result compiled(std::string const& deal, std::string const& more) {
    std::string const text = R"(mergerisk: 1
transaction:
  name: Test
  money: GBP million
  valuation_date: 2020-01-01
  horizon: 10 years
  discount_rate: 0%
parties:
  alpha: {income: 100, operating_cost: 90}
  beta: {income: 300, operating_cost: 280}
run: {sampling: plain}
)" + more + "options:\n  apart: {counterfactual: yes}\n  deal:\n" +
                             deal;
    input::MemorySources sources{{{"test.yaml", text}}};
    input::Loaded const loaded = input::load(sources, "test.yaml");
    for (base::Problem const& problem : loaded.problems) ADD_FAILURE() << base::describe(problem);
    if (!loaded.problems.empty()) return {};
    compile::Result result = compile::compile(loaded.scenario);
    for (base::Problem const& problem : result.problems) ADD_FAILURE() << base::describe(problem);
    return result;
}

plan::Quantity const& quantity_at(compile::Result const& result, std::string const& path) {
    auto const& all = result.plan.quantities;
    auto const found = std::find_if(all.begin(), all.end(),
                                    [&](plan::Quantity const& quantity) { return quantity.path == path; });
    EXPECTS(found != all.end());
    return *found;
}

}  // namespace mergerisk::known_answers
