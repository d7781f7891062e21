#include "engine/reference/measures.h"

#include "engine/reference/moments.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace mergerisk::reference {
namespace {

constexpr std::size_t kMonthsOfYear = 12;
constexpr double kRounding = 1e-9;  // share of the costs so far

}  // namespace

Worth worth_of(std::span<Item const> items, Prices const& prices) {
    Worth worth;
    for (Item const& item : items) {
        double const sign = item.side == Item::Side::benefit ? 1 : -1;
        (item.side == Item::Side::benefit ? worth.benefits : worth.costs) +=
            prices.present_value(item.nominal);
        for (std::vector<double> const& party : item.party)
            worth.parties += sign * prices.present_value(party);
        worth.funder += sign * prices.present_value(item.funder);
    }
    return worth;
}

std::vector<double> one_off_spend(std::span<Item const> items, std::size_t months) {
    std::vector<double> spend(months);
    for (Item const& item : items) {
        if (item.side != Item::Side::cost || !item.one_off) continue;
        for (std::size_t m = 0; m < months; ++m) spend[m] += item.claim_prices[m];
    }
    return spend;
}

std::vector<double> benefits_delivered(std::span<Item const> items, std::size_t months) {
    std::vector<double> delivered(months);
    for (Item const& item : items) {
        if (item.side != Item::Side::benefit || item.source != Item::Source::line) continue;
        for (std::size_t m = 0; m < months; ++m) delivered[m] += item.claim_prices[m];
    }
    return delivered;
}

std::vector<double> net_cash(std::span<Item const> items, std::size_t months) {
    std::vector<double> cash(months);
    for (Item const& item : items) {
        if (!item.cash) continue;
        double const sign = item.side == Item::Side::benefit ? 1 : -1;
        for (std::size_t m = 0; m < months; ++m) cash[m] += sign * item.nominal[m];
    }
    return cash;
}

double payback_months(std::span<Item const> items, Prices const& prices, std::size_t months) {
    double value = 0;
    double costs = 0;
    double payback = 0;
    for (std::size_t m = 0; m < months; ++m) {
        for (Item const& item : items) {
            double const amount = item.nominal[m] / prices.general(m);
            value += item.side == Item::Side::benefit ? amount : -amount;
            costs += item.side == Item::Side::cost ? amount : 0;
        }
        // In deficit at this month end, so paid back at the next one at the earliest.
        if (value < -kRounding * costs) payback = static_cast<double>(m + 2);
    }
    return payback > static_cast<double>(months) ? kNever : payback;
}

double peak_funding(std::span<double const> net_cash) {
    double need = 0;
    double peak = 0;
    for (double const cash : net_cash) peak = std::max(peak, need -= cash);
    return peak;
}

std::vector<double> yearly(std::span<double const> monthly) {
    std::vector<double> years((monthly.size() + kMonthsOfYear - 1) / kMonthsOfYear);
    for (std::size_t m = 0; m < monthly.size(); ++m) years[m / kMonthsOfYear] += monthly[m];
    return years;
}

double sum_of(std::span<double const> monthly) {
    return std::accumulate(monthly.begin(), monthly.end(), 0.0);
}

}  // namespace mergerisk::reference
