#include "engine/reference/accounts.h"

#include "engine/reference/shapes.h"
#include "engine/reference/windows.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mergerisk::reference {
namespace {

constexpr std::size_t kMonthsOfYear = 12;

double savings_factor(plan::Party const& party, double moment, Values const& values) {
    if (!party.savings_plan) return 1;
    plan::Party::SavingsPlan const& plan = *party.savings_plan;
    double const yearly = values[plan.annual] * values.get(plan.realised, 1) * values.get(plan.recurrent, 1);
    return std::pow(1 - yearly, std::min(moment, kMonthsOfYear * plan.years) / kMonthsOfYear);
}

void credit(plan::BackgroundSaving const& saving, Values const& values, Prices const& prices,
            std::vector<std::vector<double>>& background) {
    double const lasts = values.get(saving.lasts, kNever);
    double const yearly =
        values[saving.annual] * values.get(saving.realised, 1) * (1 - values[saving.merger_specific]);
    std::size_t const months = background.empty() ? 0 : background[0].size();
    for (std::size_t m = 0; m < months; ++m) {
        Interval const part = part_of_month(m, {saving.start, saving.start + lasts}, kNever);
        if (length_of(part) == 0) continue;
        double const share =
            delivered(saving.ramp, saving.fades, part.from - saving.start, part.to - saving.start, values);
        double const amount = yearly / kMonthsOfYear * share * prices.nominal(saving.index, m);
        for (std::size_t p = 0; p < background.size(); ++p)
            background[p][m] += saving.paid_to.party[p] * amount;
    }
}

// Of one party, or of several together. [month]
struct Performance {
    std::vector<double> income;
    std::vector<double> ebitda;
};

Performance performance_of(plan::PartyId party, Accounts const& accounts, std::span<Item const> items) {
    std::size_t const p = party.index();
    Performance result{accounts.income[p], accounts.income[p]};
    for (std::size_t m = 0; m < result.ebitda.size(); ++m) {
        result.ebitda[m] += accounts.background[p][m] - accounts.operating_cost[p][m];
        for (Item const& item : items) {
            if (item.side == Item::Side::benefit && item.cash) result.ebitda[m] += item.party[p][m];
            bool const recurring = !item.one_off && !item.capital;
            if (item.side == Item::Side::cost && recurring) result.ebitda[m] -= item.party[p][m];
        }
    }
    return result;
}

double trailing(std::vector<double> const& monthly, std::size_t month) {
    double sum = 0;
    for (std::size_t m = month + 1 > kMonthsOfYear ? month + 1 - kMonthsOfYear : 0; m <= month; ++m)
        sum += monthly[m];
    return sum;
}

double margin_at(Performance const& performance, std::size_t month) {
    double const income = trailing(performance.income, month);
    return income > 0 ? trailing(performance.ebitda, month) / income : 0;
}

}  // namespace

Accounts accounts_of(plan::Plan const& plan, Values const& values, Prices const& prices) {
    std::size_t const months = plan.timeline.months;
    Accounts accounts;
    for (plan::Party const& party : plan.parties) {
        std::vector<double> income;
        std::vector<double> cost;
        double const pay_share = values.get(party.pay_share, 0);
        for (std::size_t m = 0; m < months; ++m) {
            double const moment = static_cast<double>(m) + plan.timeline.flow_moment;
            income.push_back(values[party.income] / kMonthsOfYear * prices.index(party.income_driver, m));
            double const index = pay_share * prices.index(party.pay_driver, m) +
                                 (1 - pay_share) * prices.index(party.other_driver, m);
            cost.push_back(values[party.operating_cost] / kMonthsOfYear * index *
                           savings_factor(party, moment, values));
        }
        accounts.income.push_back(income);
        accounts.operating_cost.push_back(cost);
        accounts.background.emplace_back(months);
    }
    for (plan::BackgroundSaving const& saving : plan.background_savings)
        credit(saving, values, prices, accounts.background);
    return accounts;
}

double base_of(plan::EffectBase const& base, plan::PartyId party, std::size_t month,
               Accounts const& accounts) {
    return (base.income ? accounts.income : accounts.operating_cost)[party.index()][month];
}

Margins margins_of(plan::Option const& option, Timing const& timing, Accounts const& accounts,
                   std::span<Item const> items) {
    Margins margins;
    if (option.parties.empty()) return margins;
    std::vector<Performance> each;
    for (plan::PartyId const party : option.parties) each.push_back(performance_of(party, accounts, items));
    Performance together = each[0];
    std::size_t const months = together.income.size();
    for (std::size_t p = 1; p < each.size(); ++p) {
        for (std::size_t m = 0; m < months; ++m) {
            together.income[m] += each[p].income[m];
            together.ebitda[m] += each[p].ebitda[m];
        }
    }
    for (std::size_t m = 0; m < months; ++m) margins.combined.push_back(margin_at(together, m));
    for (Performance const& own : each) {
        std::vector<double> path;
        for (std::size_t m = 0; m < months; ++m) {
            auto const month_end = static_cast<double>(m + 1);
            bool const split_again = timing.unwound() && timing.exit <= month_end;
            bool const merged = option.single_entity && timing.completion <= month_end && !split_again;
            path.push_back(merged ? margins.combined[m] : margin_at(own, m));
        }
        margins.party.push_back(path);
    }
    return margins;
}

plan::Payers parties_by_income(plan::Plan const& plan, plan::Option const& option) {
    plan::Payers payers;
    payers.party.resize(plan.parties.size());
    double total = 0;
    for (plan::PartyId const party : option.parties)
        total += plan.quantities[plan.parties[party.index()].income.index()].expected;
    for (plan::PartyId const party : option.parties) {
        double const income = plan.quantities[plan.parties[party.index()].income.index()].expected;
        payers.party[party.index()] =
            total > 0 ? income / total : 1.0 / static_cast<double>(option.parties.size());
    }
    return payers;
}

}  // namespace mergerisk::reference
