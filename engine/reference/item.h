#pragma once
// One line, effect or risk of an option as money month by month.

#include "engine/plan/plan.h"
#include "engine/reference/route.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace mergerisk::reference {

struct Item {
    enum class Side { cost, benefit };
    /// A support payment is kept beside the items; it has the same form.
    enum class Source { line, dip, lasting, leavers, risk, remedy, support };

    Item(Side side_given, Source source_given, std::string label_given, std::size_t months,
         std::size_t parties)
        : side{side_given},
          source{source_given},
          label{std::move(label_given)},
          nominal(months),
          claim_prices(months),
          party(parties, std::vector<double>(months)),
          funder(months) {}

    /// What falls into a month. `claim_price` without any index; shares of the nominal amount.
    void add(std::size_t month, double nominal_amount, double claim_price, plan::Payers const& who) {
        nominal[month] += nominal_amount;
        claim_prices[month] += claim_price;
        for (std::size_t p = 0; p < who.party.size(); ++p) party[p][month] += who.party[p] * nominal_amount;
        funder[month] += who.funder * nominal_amount;
    }
    /// The same for one party alone.
    void add(std::size_t month, double nominal_amount, plan::PartyId who) {
        nominal[month] += nominal_amount;
        party[who.index()][month] += nominal_amount;
    }

    Side side;
    Source source;
    std::string label;
    bool one_off = false;
    bool capital = false;  ///< neither one-off cost nor part of EBITDA
    bool cash = true;      ///< a cost, or a cash-releasing benefit

    std::vector<double> nominal;             ///< [month]
    std::vector<double> claim_prices;        ///< [month] of a benefit before additionality
    std::vector<std::vector<double>> party;  ///< [party][month] nominal
    std::vector<double> funder;              ///< [month] nominal
    bool starts_at_completion = false;   ///< of a benefit line: its start hangs on completion by an offset
    bool starts_at_integration = false;  ///< likewise on integration

    /// What a reader wants to know about it.
    struct Facts {
        double amount = 0;  ///< as drawn, in the prices of the claim, or a share
        std::string of;     ///< what it is a share of
        std::optional<Interval> window;
        double cut = kNever;
        std::optional<double> overrun;
        std::optional<double> realised;
        std::optional<double> merger_specific;
        std::optional<double> kept;       ///< share that remedies keep
        std::optional<double> committed;  ///< what fell due at F or X, prices of the claim
        std::optional<double> uniform;    ///< that decided whether it happened
        std::optional<double> probability;
    } facts;
};

/// The mechanisms that a view contains: see plan::BridgeView. Failures are a matter of the timing.
struct View {
    bool remedies = false;
    bool additionality = false;
    bool overrun = false;
    bool realisation = false;
    bool productivity = false;
    bool attrition = false;
    bool risks = false;

    [[nodiscard]] static View everything() { return {true, true, true, true, true, true, true}; }
};

}  // namespace mergerisk::reference
