// Rules of lines, effects and risks: windows, drivers, payers, parties.

#include "engine/model/rules_context.h"
#include "engine/model/suggestion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace mergerisk::model {
namespace {

/// Sums of shares that a person wrote with a few digits.
constexpr double kTolerance = 1e-9;

constexpr std::array<char const*, 5> kGroupsOfPayers{"parties", "funder", "regulator", "patients", "others"};

/// Checks the lines of one option.
class LineRules {
  public:
    LineRules(RuleContext& context, Option const& option) : context_{context}, option_{option} {
        for (Party const* party : parties_of(context.scenario, option)) parties_.push_back(party->name);
        payers_ = names_of(context.scenario.parties);
        payers_.insert(payers_.end(), kGroupsOfPayers.begin(), kGroupsOfPayers.end());
        windows_.emplace_back("review");
        may_be_undone_ = option.contract && option.contract->support_limit;
        ends_ = may_be_undone_ || (option.contract && option.contract->term);
        if (!option.route) return;
        for (Route::UsedTrack const& used : option.route->tracks) {
            windows_.push_back(used.name);
            Track const* track = track_of(context.scenario, used);
            if (track == nullptr) continue;
            may_be_undone_ = may_be_undone_ || track->after_completion;
            ends_ = ends_ || track->after_completion;
            for (Stage const& stage : track->stages) windows_.push_back(used.name + "." + stage.name);
        }
    }

    void check() {
        check_contract();
        for (std::string const& party : option_.cost_neutral_for) check_neutral(party);
        for (CostLine const& line : option_.costs) {
            check_only_if(line.only_if, line.path);
            check_window(line.window, line.path);
            check_driver(line.grows_with, line.path);
            check_payers(line.paid_by, line.path + ".paid_by");
        }
        for (BenefitLine const& line : option_.benefits) {
            check_only_if(line.only_if, line.path);
            check_moment(line.starts, line.path + ".starts");
            check_ramp(line.ramp, line.path);
            check_driver(line.grows_with, line.path);
            check_payers(line.paid_to, line.path + ".paid_to");
        }
        for (SupportLine const& line : option_.support) {
            check_only_if(line.only_if, line.path);
            check_window(line.window, line.path);
            check_payers(line.paid_to, line.path + ".paid_to");
        }
        for (Dip const& dip : option_.dips) {
            check_window(dip.window, dip.path);
            check_base(dip.of, dip.path);
        }
        if (option_.lasting) {
            check_ramp(option_.lasting->ramp, option_.lasting->path);
            check_base(option_.lasting->of, option_.lasting->path);
            check_lasting(*option_.lasting);
        }
        if (option_.workforce && !(option_.workforce->after_completion_months >= 0)) {
            context_.report(option_.workforce->path, "a time after completion cannot be negative");
        }
        for (Risk const& risk : option_.risks) {
            check_moment(risk.when, risk.path + ".when");
            check_payers(risk.paid_by, risk.path + ".paid_by");
        }
    }

  private:
    void check_contract() {
        if (!option_.contract) return;
        Contract const& contract = *option_.contract;
        if (!contract.term && !contract.support_limit) {
            context_.report(contract.path, "a contract needs a term or a limit of support",
                            "Add one of them");
        }
        if (contract.support_limit && option_.support.empty()) {
            context_.report(contract.path + ".support_limit",
                            "the option has no support that could pass the limit",
                            "Add support lines, or remove the limit");
        }
    }

    void check_neutral(std::string const& party) {
        std::string const path = option_.path + ".cost_neutral_for";
        bool const exists = context_.known(path, "party", party, names_of(context_.scenario.parties));
        if (exists && std::find(parties_.begin(), parties_.end(), party) == parties_.end()) {
            context_.report(path, "party " + quoted(party) + " does not take part in this option",
                            suggest(party, parties_));
        }
    }

    void check_only_if(OnlyIf only_if, std::string const& path) {
        if (only_if != OnlyIf::unwound || may_be_undone_) return;
        context_.report(path + ".only_if", "nothing can unwind this option",
                        "Add a support_limit to its contract, or a track with after_completion: yes");
    }

    void check_moment(Anchor const& anchor, std::string const& path) {
        if (anchor.base != Anchor::Base::exit || ends_) return;
        context_.report(
            path, "the option has no exit",
            "Add a contract with a term or a support_limit, or a track with after_completion: yes");
    }

    void check_driver(std::string const& name, std::string const& path) {
        if (name.empty()) return;
        context_.known(path + ".grows_with", "driver", name, names_of(context_.scenario.drivers));
    }

    void check_window(Window const& window, std::string const& line_path) {
        std::string const path = window.path.empty() ? line_path + ".window" : window.path;
        if (!window.named.empty()) {
            context_.known(path, "window", window.named, windows_);
            return;
        }
        if (window.to.has_value() == window.length.has_value()) {
            context_.report(path, window.to ? "a window has an end or a length, not both"
                                            : "a window needs an end (to) or a length (for)");
            return;
        }
        check_moment(window.from, path);
        if (!window.to) return;
        check_moment(*window.to, path);
        check_direction(window.from, *window.to, path);
    }

    void check_direction(Anchor const& from, Anchor const& to, std::string const& path) {
        auto const start = fixed_moment(from);
        auto const end = fixed_moment(to);
        bool const same_base = from.base == to.base && from.base != Anchor::Base::date;
        bool const backwards =
            (start && end && *end < *start) || (same_base && to.offset_months < from.offset_months);
        if (backwards) context_.report(path, "the window ends before it starts");
    }

    /// Days from the valuation date, of moments that no trial decides. A month is taken as its mean length:
    /// near enough to tell what comes first, since a person mixes dates and months only by large steps.
    [[nodiscard]] std::optional<double> fixed_moment(Anchor const& anchor) const {
        constexpr double kDaysPerMonth = 30.436875;
        double const offset = anchor.offset_months * kDaysPerMonth;
        Transaction const& transaction = context_.scenario.transaction;
        switch (anchor.base) {
            case Anchor::Base::start:
                return offset;
            case Anchor::Base::end:
                return transaction.horizon_months * kDaysPerMonth + offset;
            case Anchor::Base::date:
                return static_cast<double>((anchor.date - transaction.valuation_date).count()) + offset;
            case Anchor::Base::completion:
            case Anchor::Base::failure:
            case Anchor::Base::decision:
            case Anchor::Base::integration:
            case Anchor::Base::exit:
                return std::nullopt;
        }
        return std::nullopt;
    }

    void check_ramp(std::optional<Ramp> const& ramp, std::string const& path) {
        if (!ramp || !ramp->half_by) return;
        auto const half = constant_of(context_.scenario, *ramp->half_by);
        auto const full = constant_of(context_.scenario, ramp->full_by);
        if (half && full && *half > *full) {
            context_.report(path + ".ramp",
                            fmt::format("half is reached after {} months, after all is, {} months",
                                        number(*half), number(*full)));
        }
    }

    void check_payers(std::vector<PartyShare> const& shares, std::string const& path) {
        double sum = 0;
        std::set<std::string> seen;
        for (PartyShare const& share : shares) {
            context_.known(path, "party or group", share.who, payers_);
            if (!seen.insert(share.who).second) context_.report(path, quoted(share.who) + " is listed twice");
            if (!(share.share >= 0 && share.share <= 1)) {
                context_.report(path, "a share lies between 0 % and 100 %, not " + percent(share.share));
            }
            if (share.who == "parties" && parties_.empty()) {
                context_.report(path, "the option has no parties", "Add parties, or name who pays");
            }
            sum += share.share;
        }
        if (sum > 1 + kTolerance) context_.report(path, "the shares sum to " + percent(sum));
    }

    void check_base(EffectBase const& of, std::string const& path) {
        if (!of.party.empty()) {
            bool const exists =
                context_.known(path + ".of", "party", of.party, names_of(context_.scenario.parties));
            if (exists && std::find(parties_.begin(), parties_.end(), of.party) == parties_.end()) {
                context_.report(path + ".of",
                                "party " + quoted(of.party) + " does not take part in this option",
                                suggest(of.party, parties_));
            }
        } else if (parties_.empty()) {
            context_.report(path,
                            "the effect is a share of what parties earn or spend, and the option has none",
                            "Add parties with their income and operating cost");
        }
    }

    void check_lasting(LastingEffect const& lasting) {
        if (!lasting.gain || !lasting.loss) return;
        auto const gain = constant_of(context_.scenario, lasting.gain->probability);
        auto const loss = constant_of(context_.scenario, lasting.loss->probability);
        if (gain && loss && *gain + *loss > 1 + kTolerance) {
            context_.report(lasting.path,
                            "gain and loss have a probability of " + percent(*gain + *loss) + " together");
        }
    }

    RuleContext& context_;
    Option const& option_;
    std::vector<std::string> parties_;  ///< of the option
    std::vector<std::string> payers_;   ///< who can pay
    std::vector<std::string> windows_;  ///< that have a name
    bool ends_ = false;                 ///< it may end after completion
    bool may_be_undone_ = false;        ///< it may be given up or undone after completion
};

}  // namespace

void check_lines(RuleContext& context, Option const& option) {
    LineRules{context, option}.check();
}

}  // namespace mergerisk::model
