// The answer in natural frequencies, with what limits it.

#include "engine/base/contract.h"
#include "engine/plan/outcome.h"
#include "reports/view/parts.h"
#include "reports/view/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace mergerisk::view {

namespace {

double share(results::OptionSummary const& option, plan::Outcome outcome) {
    return option.outcomes[static_cast<std::size_t>(outcome)];
}

/// Whole numbers in proportion to `shares` that sum to `total`: the largest remainders are rounded up, the
/// first of equal ones before later ones. All 0 where the shares are.
template <std::size_t size>
std::array<int, size> apportioned(std::array<double, size> const& shares, int total) {
    std::array<int, size> counts{};
    double const sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (sum <= 0) return counts;
    std::array<double, size> remainder{};
    for (std::size_t i = 0; i < size; ++i) {
        double const exact = shares[i] / sum * total;
        counts[i] = static_cast<int>(std::floor(exact + 1e-9));
        remainder[i] = exact - counts[i];
    }
    for (int left = total - std::accumulate(counts.begin(), counts.end(), 0); left > 0; --left) {
        auto const largest = static_cast<std::size_t>(std::max_element(remainder.begin(), remainder.end()) -
                                                      remainder.begin());
        ++counts[largest];
        remainder[largest] = -1;
    }
    return counts;
}

Futures futures_of(results::OptionSummary const& option) {
    double const outweigh = probability(option, "materially_outweigh").value_or(Number{}).value;
    double const given_completion =
        probability(option, "materially_outweigh_given_completion").value_or(Number{}).value;
    double const completed = completed_share(option);
    double const of_completed = std::min(completed * given_completion, outweigh);
    double const failed = share(option, plan::Outcome::prohibited) + share(option, plan::Outcome::abandoned) +
                          share(option, plan::Outcome::walked_away);
    // Benefits can outweigh without completion when costs of the counterfactual are saved.
    double const without_completion = outweigh - of_completed;
    double const failed_only = std::max(failed - without_completion, 0.0);
    double const undecided =
        std::max(share(option, plan::Outcome::undecided) - std::max(without_completion - failed, 0.0), 0.0);

    Futures futures;
    futures.outweigh = whole_of_100(outweigh);
    auto const rest =
        apportioned(std::array<double, 3>{std::max(completed - of_completed, 0.0), failed_only, undecided},
                    100 - futures.outweigh);
    futures.completed_only = rest[0];
    futures.not_completed = rest[1];
    futures.undecided = rest[2];
    return futures;
}

std::string headline(results::OptionSummary const& option, Number const& outweigh, std::uint64_t trials) {
    std::string const name = in_quotes(label_of(option));
    std::string const simulated = counted(trials, "simulated future", "simulated futures");
    if (outweigh.value == 0) {
        return fmt::format("In none of the {} do the benefits of {} materially outweigh its costs.",
                           simulated, name);
    }
    if (outweigh.value == 1) {
        return fmt::format("In every one of the {} the benefits of {} materially outweigh its costs.",
                           simulated, name);
    }
    return fmt::format(
        "In 100 futures like this one, the benefits of {} materially outweigh its costs in {}.", name,
        of_100(outweigh.value));
}

/// "12 are prohibited", "15 abandoned", "6 walked away from"
std::vector<std::string> ways_to_fail(results::OptionSummary const& option, int total) {
    auto const counts = apportioned(std::array<double, 3>{share(option, plan::Outcome::prohibited),
                                                          share(option, plan::Outcome::abandoned),
                                                          share(option, plan::Outcome::walked_away)},
                                    total);
    constexpr std::array<char const*, 3> kWords{"prohibited", "abandoned", "walked away from"};
    std::vector<std::string> ways;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        char const* const verb = !ways.empty() ? "" : (counts[i] == 1 ? "is " : "are ");
        ways.push_back(fmt::format("{} {}{}", counts[i], verb, kWords[i]));
    }
    return ways;
}

/// Where nothing else happens: in exactly all trials, or in so many that the rest rounds to none of 100.
std::string in_all(results::OptionSummary const& option, Futures const& futures) {
    constexpr std::array<char const*, plan::kOutcomeCount> kWords{"it completes", "it is prohibited",
                                                                  "it is abandoned", "it is walked away from",
                                                                  "it is undecided at the horizon"};
    for (std::size_t i = 0; i < kWords.size(); ++i) {
        if (whole_of_100(option.outcomes[i]) == 100)
            return fmt::format("In {} of them {}.", option.outcomes[i] == 1 ? "all" : "nearly all",
                               kWords[i]);
    }
    return fmt::format("In {} of them it does not complete ({}).",
                       completed_share(option) == 0 ? "all" : "nearly all",
                       listed(ways_to_fail(option, futures.not_completed)));
}

std::string rest(results::OptionSummary const& option, Futures const& futures) {
    std::vector<std::string> parts;
    auto const about = [&](int count) {
        return (parts.empty() ? "about " : "") + std::to_string(count) + " ";
    };
    if (futures.completed_only > 0) {
        parts.push_back(about(futures.completed_only) +
                        (futures.completed_only == 1 ? "completes" : "complete") +
                        (futures.outweigh > 0 ? " without this" : ""));
    }
    if (futures.not_completed > 0) {
        std::vector<std::string> const ways = ways_to_fail(option, futures.not_completed);
        if (ways.size() == 1) {
            parts.push_back((parts.empty() ? "about " : "") + ways.front());
        } else {
            parts.push_back(about(futures.not_completed) +
                            (futures.not_completed == 1 ? "does not complete (" : "do not complete (") +
                            listed(ways) + ")");
        }
    }
    if (futures.undecided > 0) {
        parts.push_back(about(futures.undecided) + (futures.undecided == 1 ? "is" : "are") +
                        " undecided at the horizon");
    }
    if (parts.empty()) return "";
    if (parts.size() == 1 && futures.outweigh == 0) return in_all(option, futures);
    return fmt::format("Of 100 such futures, {}.", listed(parts));
}

std::string certainty(Context const& context, Number const& outweigh) {
    std::optional<std::string> const interval = write_interval(outweigh, Kind::probability);
    std::string const word = likelihood(outweigh);
    if (!interval) {
        return fmt::format("On the stated assumptions that is {}: {}, {}.", word,
                           write(outweigh, Kind::probability, context.units),
                           outweigh.low ? "and with other random numbers the same to the last digit"
                                        : "though the run is too small to say how exactly");
    }
    return fmt::format(
        "On the stated assumptions that is {}: {}, and with other random numbers {} (95% interval).", word,
        write(outweigh, Kind::probability, context.units), *interval);
}

std::string comparison(Context const& context, results::OptionSummary const& option) {
    results::OptionSummary const* const other = counterfactual(context.run);
    std::optional<Number> const better = probability(option, "better_than_counterfactual");
    if (other == nullptr || !better) return "";
    return fmt::format("It is worth more than {} (NPV above zero) in {} of 100, which is {}.",
                       in_quotes(label_of(*other)), of_100(better->value), likelihood(*better));
}

std::string expectation(Context const& context, results::OptionSummary const& option) {
    std::optional<Number> const expected = mean(option, "npv");
    if (!expected) return "";
    std::string text = fmt::format("Its expected NPV is {}; as claimed it would be {}.",
                                   context.money(*expected), context.money(claimed_npv(option)));
    std::optional<Number> const low = percentile(option, "npv", "p10");
    std::optional<Number> const high = percentile(option, "npv", "p90");
    if (low && high) {
        text += fmt::format(" In 80 of 100 futures it lies between {} and {}.", context.money(*low),
                            context.money(*high));
    }
    return text;
}

void add_once(std::vector<std::string>& texts, std::string text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
}

bool rests_on_judgement(results::Assumption const& assumption) {
    return assumption.basis == "judgement";
}

}  // namespace

std::vector<Answer> make_answers(Context const& context) {
    std::vector<Answer> answers;
    for (results::OptionSummary const* const option : appraised(context.run)) {
        Answer answer;
        answer.option = option->name;
        answer.label = clean(label_of(*option));
        std::optional<Number> const outweigh = probability(*option, "materially_outweigh");
        if (outweigh) {
            answer.futures = futures_of(*option);
            answer.headline = headline(*option, *outweigh, context.run.provenance.trials);
            answer.rest = rest(*option, answer.futures);
            answer.certainty = certainty(context, *outweigh);
        }
        answer.comparison = comparison(context, *option);
        answer.expectation = expectation(context, *option);
        answers.push_back(std::move(answer));
    }
    return answers;
}

std::string say_materially(Context const& context) {
    results::TransactionSummary const& transaction = context.run.transaction;
    results::OptionSummary const* const other = counterfactual(context.run);
    std::string const margin =
        transaction.materiality > 0
            ? fmt::format("at least {} above discounted costs",
                          write(exactly(transaction.materiality), Kind::share, context.units))
            : "at least as high as discounted costs";
    return fmt::format(
        "“Materially outweigh” means: over {}, discounted benefits are above zero and {}{}. Futures in which "
        "the transaction never completes are counted too.",
        horizon_in_words(context.run), margin,
        other != nullptr ? ", both compared with " + in_quotes(label_of(*other)) : "");
}

std::vector<std::string> make_caveats(Context const& context) {
    constexpr std::uint64_t kFewTrials = 1'000;
    constexpr double kWeak = 0.6;
    results::Run const& run = context.run;
    std::vector<std::string> caveats;
    caveats.emplace_back(
        "The intervals show how far the figures would move with other random numbers. They do not contain "
        "doubt "
        "about the assumptions: the probabilities are those that follow from them.");
    if (counterfactual(run) == nullptr) {
        caveats.emplace_back(
            "No option is marked as the counterfactual: benefits and costs are counted as they stand, not "
            "against what would happen otherwise.");
    }
    auto const judged = static_cast<std::uint64_t>(
        std::count_if(run.assumptions.begin(), run.assumptions.end(), rests_on_judgement));
    if (judged > 0) {
        caveats.push_back(fmt::format("Of {}, {} on judgement alone.",
                                      counted(run.assumptions.size(), "assumption", "assumptions"),
                                      counted(judged, "rests", "rest")));
    }
    for (results::NormalisedClaim const& claim : run.normalised_claims) {
        if (claim.alarm)
            caveats.push_back(fmt::format("Out of line with past deals: {}: {}.",
                                          in_quotes(label_of(run, claim.option)), clean(claim.sentence)));
    }
    std::vector<std::string> weak;
    for (results::EvidenceUsed const& entry : run.evidence) {
        if (entry.transferability < kWeak || entry.basis == "judgement")
            add_once(weak, in_quotes(entry.label.empty() ? humanised(entry.name) : entry.label));
    }
    if (!weak.empty()) {
        caveats.push_back(
            fmt::format("Weak evidence, from elsewhere or judged, stands behind {}.", listed(weak)));
    }
    if (run.provenance.trials < kFewTrials) {
        caveats.push_back(fmt::format("The run is small, {}: figures are rough.",
                                      counted(run.provenance.trials, "trial", "trials")));
    }
    return caveats;
}

}  // namespace mergerisk::view
