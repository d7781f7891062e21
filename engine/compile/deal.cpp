#include "engine/compile/deal.h"

#include "engine/base/dimension.h"
#include "engine/math/distribution.h"
#include "engine/model/deal.h"
#include "engine/model/lookup.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace mergerisk::compile {
namespace {

constexpr double kMonthsOfYear = 12;

/// What falls due at one moment, as the shortest window of a total.
constexpr double kMoment = 1e-9;

/// The last moment before the horizon, months. A power of two: the rate that pays 1 within it is exact.
constexpr double kLastMoment = 1.0 / 1048576;

constexpr plan::Anchor kCompletion{plan::Anchor::Base::completion, 0};
constexpr plan::Anchor kFailure{plan::Anchor::Base::failure, 0};

bool from_acquirer(Assembly const& assembly) {
    return assembly.scenario.transaction.perspective == model::Perspective::acquirer;
}

/// Makes the lines of one deal.
class DealMaker {
  public:
    DealMaker(Assembly& assembly, model::Option const& option, std::vector<plan::CostLine>& costs)
        : assembly_{assembly},
          option_{option},
          deal_{*option.deal},
          costs_{costs},
          consideration_{consideration()} {}

    void operator()() {
        add("consideration", "Consideration", consideration_, kCompletion);
        plan::QuantityId const worth = assembly_.quantity(deal_.worth, &option_);
        add("worth", "What the target is worth", times(-1, {worth}, "worth.received"), kCompletion);
        if (deal_.financing) financing(*deal_.financing);
        if (deal_.break_fee) {
            plan::QuantityId const fee = fee_of(*deal_.break_fee, "break_fee", -1);
            add("break_fee.abandoned", "Break fee", fee, kFailure).only_if = plan::OnlyIf::abandoned;
            add("break_fee.walked_away", "Break fee", fee, kFailure).only_if = plan::OnlyIf::walked_away;
        }
        if (deal_.reverse_break_fee) {
            plan::QuantityId const fee = fee_of(*deal_.reverse_break_fee, "reverse_break_fee", 1);
            add("reverse_break_fee", "Reverse break fee", fee, kFailure).only_if = plan::OnlyIf::prohibited;
        }
    }

  private:
    [[nodiscard]] std::string path(std::string const& rest) const { return deal_.path + "." + rest; }

    plan::QuantityId times(double factor, std::vector<plan::QuantityId> const& inputs,
                           std::string const& rest) {
        return assembly_.quantities.product(factor, inputs, path(rest));
    }

    plan::QuantityId consideration() {
        if (deal_.price) return assembly_.quantity(*deal_.price, &option_);
        double const claimed = assembly_.quantities[assembly_.quantity(deal_.worth, &option_)].claimed;
        plan::QuantityId const premium = assembly_.quantity(*deal_.premium, &option_);
        return assembly_.quantities.linear(claimed, {premium}, {claimed},
                                           base::range_of(base::Dimension::money), path("consideration"));
    }

    /// A total at that moment.
    plan::CostLine& add(std::string const& name, std::string label, plan::QuantityId amount,
                        plan::Anchor at) {
        plan::CostLine line;
        line.name = "deal." + name;
        line.label = std::move(label);
        line.amount = amount;
        line.window.from = at;
        line.window.length = assembly_.quantities.constant(kMoment, path("moment"));
        line.one_off = false;
        line.capital = true;
        line.nominal = true;
        line.paid_by.party.assign(assembly_.parties.size(), 0.0);
        line.paid_by.party[assembly_.parties.at(model::sides_of(option_).acquirer).index()] = 1;
        return costs_.emplace_back(std::move(line));
    }

    /// At a rate from one moment to another.
    plan::CostLine& add_rate(std::string const& name, std::string label, plan::CostLine::Form form,
                             plan::QuantityId rate, plan::Anchor from, plan::Anchor to) {
        plan::CostLine& line = add(name, std::move(label), rate, from);
        line.form = form;
        line.window.to = to;
        line.window.length.reset();
        return line;
    }

    [[nodiscard]] bool can_be_unwound() const {
        if (option_.contract) return true;
        if (!option_.route) return false;
        auto const& tracks = option_.route->tracks;
        return std::any_of(tracks.begin(), tracks.end(), [&](model::Route::UsedTrack const& used) {
            model::Track const* track = model::track_of(assembly_.scenario, used);
            return track != nullptr && track->after_completion;
        });
    }

    void financing(model::Deal::Financing const& financing) {
        plan::QuantityId const share = assembly_.quantity(financing.share, &option_);
        plan::QuantityId const interest = assembly_.quantity(financing.interest, &option_);
        plan::QuantityId const loan = times(1, {share, consideration_}, "financing.loan");
        plan::Anchor repaid = kCompletion;
        repaid.offset = kMonthsOfYear * financing.years;
        add("financing.drawdown", "Loan drawn", times(-1, {loan}, "financing.drawdown"), kCompletion);
        add_rate("financing.interest", "Interest", plan::CostLine::Form::annual,
                 times(1, {interest, loan}, "financing.interest_paid"), kCompletion, repaid);
        add("financing.repayment", "Loan repaid", loan, repaid);
        if (financing.fee) {
            plan::QuantityId const fee = assembly_.quantity(*financing.fee, &option_);
            add("financing.fee", "Arrangement fee", times(1, {fee, loan}, "financing.fee_paid"), kCompletion);
        }
        outstanding(loan, repaid);
        if (can_be_unwound()) unwound(loan, interest, repaid);
    }

    /// A loan that runs beyond the horizon counts as repaid there; otherwise it would be a gift. A window
    /// from the last moment to the repayment is empty when the loan is repaid before, and pays the whole loan
    /// in that moment when it is not; the second line takes it back when the deal has not completed by then.
    void outstanding(plan::QuantityId loan, plan::Anchor repaid) {
        plan::Anchor const last{plan::Anchor::Base::end, -kLastMoment};
        plan::QuantityId const due = times(1 / kLastMoment, {loan}, "financing.outstanding");
        plan::QuantityId const not_drawn = times(-1 / kLastMoment, {loan}, "financing.not_drawn");
        constexpr auto kMonthly = plan::CostLine::Form::monthly;
        add_rate("financing.outstanding_at_horizon", "Loan repaid at the horizon", kMonthly, due, last,
                 repaid)
            .only_if = plan::OnlyIf::completed;
        add_rate("financing.outstanding_not_drawn", "Loan not drawn before the horizon", kMonthly, not_drawn,
                 last, kCompletion)
            .only_if = plan::OnlyIf::completed;
    }

    /// What is cut when the deal is unwound before the repayment: the loan is paid down evenly until then, so
    /// that half of it bears interest on average. Both windows are empty when it has been repaid by then.
    void unwound(plan::QuantityId loan, plan::QuantityId interest, plan::Anchor repaid) {
        plan::Anchor const exit{plan::Anchor::Base::exit, 0};
        plan::CostLine& paid_down = add("financing.paid_down", "Loan paid down after unwinding", loan, exit);
        paid_down.window.length.reset();
        paid_down.window.to = repaid;
        paid_down.only_if = plan::OnlyIf::unwound;
        add_rate("financing.paid_down_interest", "Interest after unwinding", plan::CostLine::Form::annual,
                 times(0.5, {interest, loan}, "financing.interest_after_unwinding"), exit, repaid)
            .only_if = plan::OnlyIf::unwound;
    }

    plan::QuantityId fee_of(model::Deal::Fee const& fee, std::string const& name, double sign) {
        std::vector<plan::QuantityId> inputs{assembly_.quantity(fee.share, &option_), consideration_};
        if (fee.probability) {
            plan::QuantityId const probability = assembly_.quantity(*fee.probability, &option_);
            math::Bernoulli const due{assembly_.quantities[probability].expected, 1};
            inputs.push_back(assembly_.quantities.drawn(due, path(name + ".due"), &option_));
        }
        return times(sign, inputs, name + ".paid");
    }

    Assembly& assembly_;
    model::Option const& option_;
    model::Deal const& deal_;
    std::vector<plan::CostLine>& costs_;
    plan::QuantityId consideration_;
};

}  // namespace

void add_deal_lines(Assembly& assembly, model::Option const& option, std::vector<plan::CostLine>& costs) {
    if (!option.deal) return;
    std::vector<plan::CostLine> lines;
    DealMaker{assembly, option, lines}();
    if (!from_acquirer(assembly)) {
        assembly.remarks.push_back("The deal of " + option.name +
                                   " moves money between its owners: it counts for an acquirer, not for "
                                   "society (transaction: perspective: acquirer)");
        return;
    }
    costs.insert(costs.end(), lines.begin(), lines.end());
    std::sort(costs.begin(), costs.end(),
              [](plan::CostLine const& a, plan::CostLine const& b) { return a.name < b.name; });
}

void keep_to_parties(Assembly& assembly, std::vector<plan::PartyId> const& parties, std::string const& path,
                     plan::QuantityId& amount, plan::Payers& payers) {
    if (!from_acquirer(assembly)) return;
    plan::Payers theirs;
    theirs.party.assign(payers.party.size(), 0.0);
    double share = 0;
    for (plan::PartyId const party : parties) share += payers.party[party.index()];
    constexpr double kRounding = 1e-12;
    bool const all = std::abs(share - 1) <= kRounding;
    if (all) share = 1;
    for (plan::PartyId const party : parties) {
        theirs.party[party.index()] = share > 0 ? payers.party[party.index()] / share : 0.0;
    }
    payers = std::move(theirs);
    if (!all) amount = assembly.quantities.product(share, {amount}, path + ".of_parties");
}

}  // namespace mergerisk::compile
