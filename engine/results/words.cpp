#include "engine/results/words.h"

#include "engine/math/distribution.h"
#include "engine/model/lookup.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>
#include <variant>

namespace mergerisk::results {

namespace {

using base::Dimension;

std::string number(double value) {
    return fmt::format("{:.6g}", value);
}

std::string percent(double fraction) {
    constexpr double kPercent = 100;
    return number(kPercent * fraction) + " %";
}

/// Three significant digits, all of those before the point: for numbers that nobody wrote so.
double rounded(double value) {
    constexpr double kWholeFrom = 1000;
    if (value >= kWholeFrom || value <= -kWholeFrom) return std::round(value);
    std::string const text = fmt::format("{:.3g}", value);
    double result = value;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

/// Parameters of distributions, in the dimension of the number.
class Words {
  public:
    explicit Words(Dimension dimension) : dimension_{dimension} {}

    std::string operator()(math::Constant const& d) const { return one(d.value); }
    std::string operator()(math::Pert const& d) const { return "PERT " + three(d.low, d.mode, d.high); }
    std::string operator()(math::Triangular const& d) const {
        return "triangular " + three(d.low, d.mode, d.high);
    }
    std::string operator()(math::Uniform const& d) const {
        return "uniform, " + one(d.low) + " to " + one(d.high);
    }
    std::string operator()(math::Normal const& d) const {
        return "normal, mean " + one(d.mean) + ", sd " + one(d.standard_deviation);
    }
    std::string operator()(math::Lognormal const& d) const {
        return "lognormal, median " + derived(math::median(d)) + ", sigma " + number(d.sigma);
    }
    std::string operator()(math::Gamma const& d) const { return "gamma, " + mean_and_sd(d); }
    std::string operator()(math::Beta const& d) const {
        std::string const range =
            d.low == 0 && d.high == 1 ? "" : ", between " + one(d.low) + " and " + one(d.high);
        return "beta, " + mean_and_sd(d) + range;
    }
    std::string operator()(math::Discrete const& d) const {
        std::string text = "discrete";
        for (std::size_t i = 0; i < d.values.size(); ++i) {
            text += (i == 0 ? ": " : ", ") + one(d.values[i]) + " (" + percent(d.probabilities[i]) + ")";
        }
        return text;
    }
    std::string operator()(math::Bernoulli const& d) const {
        return one(d.value) + " with probability " + percent(d.probability) + ", else " + one(0);
    }
    std::string operator()(math::Truncated const& d) const {
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        std::string const of = std::visit(*this, d.of);
        if (d.high == kInfinity) return of + ", not below " + one(d.low);
        if (d.low == -kInfinity) return of + ", not above " + one(d.high);
        return of + ", between " + one(d.low) + " and " + one(d.high);
    }
    std::string operator()(math::ReferenceClass const& d) const {
        return "reference class, median " + derived(math::median(d));
    }

  private:
    [[nodiscard]] std::string one(double value) const { return in_words(value, dimension_); }
    [[nodiscard]] std::string derived(double value) const { return one(rounded(value)); }
    [[nodiscard]] std::string three(double a, double b, double c) const {
        return one(a) + ", " + one(b) + ", " + one(c);
    }
    [[nodiscard]] std::string mean_and_sd(math::Distribution const& d) const {
        std::optional<double> const sd = math::standard_deviation(d);
        return "mean " + derived(math::mean(d)) + (sd ? ", sd " + derived(*sd) : "");
    }

    Dimension dimension_;
};

}  // namespace

std::string unit_of(Dimension dimension, std::string const& money_label) {
    switch (dimension) {
        case Dimension::money:
            return money_label;
        case Dimension::money_a_month:
            return money_label + " a month";
        case Dimension::money_a_year:
            return money_label + " a year";
        case Dimension::duration:
            return "months";
        case Dimension::rate:
            return "rate a year";
        case Dimension::share:
            return "share";
        case Dimension::excess:
            return "share over the claim";
        case Dimension::ratio:
        case Dimension::score:
        case Dimension::count:
            return std::string{base::name_of(dimension)};
    }
    return "";
}

std::string in_words(double value, Dimension dimension) {
    switch (dimension) {
        case Dimension::duration:
            return number(value) + (value == 1 ? " month" : " months");
        case Dimension::rate:
            return percent(value) + " a year";
        case Dimension::share:
        case Dimension::excess:
            return percent(value);
        case Dimension::money:
        case Dimension::money_a_month:
        case Dimension::money_a_year:
        case Dimension::ratio:
        case Dimension::score:
        case Dimension::count:
            return number(value);
    }
    return "";
}

namespace {

/// "2 % x south.income", "overhead + (PERT 1, 2, 3)"
std::string formula(model::Calculated const& calculated) {
    bool const product = calculated.operation == model::Calculated::Operation::product;
    std::string text;
    for (model::Operand const& operand : calculated.operands) {
        if (!text.empty()) text += product ? " x " : " + ";
        if (operand.number.empty()) {
            text += operand.name;
            continue;
        }
        model::Quantity const& number = operand.number.front();
        if (auto const* inner = std::get_if<model::Calculated>(&number.value)) {
            text += "(" + formula(*inner) + ")";
            continue;
        }
        auto const* distribution = std::get_if<math::Distribution>(&number.value);
        bool const certain = distribution != nullptr && std::holds_alternative<math::Constant>(*distribution);
        bool const percentage = certain && number.dimension == Dimension::ratio && product &&
                                std::abs(std::get<math::Constant>(*distribution).value) < 1;
        std::string const words =
            percentage ? percent(std::get<math::Constant>(*distribution).value) : in_words(number, 1, true);
        text += certain ? words : "(" + words + ")";
    }
    return text;
}

}  // namespace

std::string in_words(model::Quantity const& quantity, double entry_transferability, bool operand) {
    if (auto const* calculated = std::get_if<model::Calculated>(&quantity.value))
        return "calculated: " + formula(*calculated);
    if (auto const* name = std::get_if<model::QuantityName>(&quantity.value))
        return "as quantity " + name->name;
    if (auto const* use = std::get_if<model::EvidenceUse>(&quantity.value)) {
        std::string const outcome = use->outcome.empty() ? "" : ", outcome " + use->outcome;
        std::string const pool =
            use->claim_weight ? ", pooled with the claim at " + percent(*use->claim_weight) : "";
        return "evidence " + use->entry + outcome + ", transferability " +
               percent(use->transferability.value_or(entry_transferability)) + pool;
    }
    // What is simulated: a range that a distribution does not reach is not worth words.
    auto const& written = std::get<math::Distribution>(quantity.value);
    math::Distribution const simulated =
        operand ? written : model::truncated(written, base::range_of(quantity.dimension));
    return std::visit(Words{quantity.dimension}, simulated);
}

std::string measure_of(model::EvidenceEntry const& entry) {
    std::string text;
    if (auto const* proportion = std::get_if<model::Proportion>(&entry.value)) {
        text = number(proportion->successes) + " of " + number(proportion->trials) + " cases";
    } else if (auto const* counts = std::get_if<model::Counts>(&entry.value)) {
        double total = 0;
        for (auto const& [outcome, count] : counts->of) total += count;
        text = number(total) + " cases";
        char const* separator = ": ";
        for (auto const& [outcome, count] : counts->of) {
            text += separator + spaced(outcome) + " " + number(count);
            separator = ", ";
        }
    } else if (auto const* rate = std::get_if<model::Rate>(&entry.value)) {
        text = number(rate->events) + (rate->events == 1 ? " event in " : " events in ") +
               number(rate->years) + (rate->years == 1 ? " year" : " years");
        if (rate->prior) {
            text += "; before any event " + percent(rate->prior->mean) + " a year, worth " +
                    number(rate->prior->weight) + " years";
        }
    } else if (auto const* size = std::get_if<model::Size>(&entry.value)) {
        text = std::visit(Words{size->dimension}, size->distribution);
    } else {
        auto const& ratio = std::get<model::Ratio>(entry.value);
        text = Words{ratio.dimension}(ratio.reference_class);
        if (!ratio.observed.empty())
            text += ", fitted to " + number(static_cast<double>(ratio.observed.size())) + " cases";
    }
    if (entry.prior) {
        bool const proportion = std::holds_alternative<model::Proportion>(entry.value);
        text += "; before any case " +
                (proportion ? percent(entry.prior->mean) : std::string{"evenly spread"}) + ", worth " +
                number(entry.prior->weight) + (entry.prior->weight == 1 ? " case" : " cases");
    }
    return text;
}

std::string cap_of(model::EvidenceEntry const& entry, double transferability) {
    auto const* ratio = std::get_if<model::Ratio>(&entry.value);
    if (ratio == nullptr || !ratio->reference_class.cap) return "";
    math::ReferenceClass used = ratio->reference_class;
    used.transferability = transferability;
    std::optional<math::CapEffect> const effect = math::cap_effect(used);
    std::string text = in_words(*used.cap, ratio->dimension);
    if (!effect) return text;
    text += ", at which are " + fmt::format("{:.2g} %", 100 * effect->probability) + " of draws";
    if (effect->share_of_mean)
        text += fmt::format(", which make {:.2g} % of the mean", 100 * *effect->share_of_mean);
    return text;
}

std::string iso_date(std::chrono::sys_days day) {
    std::chrono::year_month_day const date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string spaced(std::string_view name) {
    std::string text{name};
    for (char& c : text) c = c == '_' ? ' ' : c;
    return text;
}

}  // namespace mergerisk::results
