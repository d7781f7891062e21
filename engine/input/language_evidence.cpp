// Entries of evidence: proportions, counts and reference classes.

#include "engine/input/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::EvidenceEntry;

// ---- Proportion and counts ----

constexpr Row kProportionRows[] = {
    row<&model::Proportion::successes>("successes", kNumber,
                                       {.presence = Presence::required,
                                        .doc = "Cases that had the outcome.",
                                        .dimension = Dimension::count,
                                        .example = "7"}),
    row<&model::Proportion::trials>("of", kNumber,
                                    {.presence = Presence::required,
                                     .doc = "All cases.",
                                     .dimension = Dimension::count,
                                     .example = "20"}),
};

void finish_proportion(Reader& reader, Node const&, Spot const& spot, void* record) {
    auto const& proportion = *static_cast<model::Proportion const*>(record);
    if (proportion.successes > proportion.trials)
        reader.problem_at_key(
            spot, spot.path, fmt::format("{} successes of {} cases", proportion.successes, proportion.trials),
            "There cannot be more successes than cases");
}

constexpr Record kProportionRecord{.name = "proportion",
                                   .doc = "How many of how many cases had an outcome.",
                                   .rows = kProportionRows,
                                   .example = "{successes: 7, of: 20}",
                                   .finish = finish_proportion};
constinit Typed<model::Proportion> const kProportion = record_type<model::Proportion, kProportionRecord>();

void read_counts(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_map(node, spot, "a map from outcomes to cases")) return;
    auto& counts = static_cast<model::Counts*>(field)->of;
    double total = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key, Dimension::count);
        if (!is_name(child.key)) {
            reader.problem_at_key(at, at.path, fmt::format("\"{}\" is not a name", child.key));
            continue;
        }
        auto const value = reader.number(*child.node, at);
        counts.insert_or_assign(child.key, value.value_or(0.0));
        total += value.value_or(1.0);
    }
    if (node.children.size() < 2)
        reader.problem(spot, "counts need two outcomes or more", "Add the other outcomes");
    else if (!(total > 0))
        reader.problem(spot, "there are no cases", "Count at least one case");
}

std::string print_counts(void const* field, Dimension, MoneyUnit const&) {
    std::string text;
    for (auto const& [name, count] : static_cast<model::Counts const*>(field)->of)
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, count);
    return text;
}

constinit Typed<model::Counts> const kCounts{Type{.name = "counts",
                                                  .doc = "a map from outcomes to cases",
                                                  .read = read_counts,
                                                  .print = print_counts,
                                                  .values = &kNumber}};

// ---- Reference classes ----

enum class As { excess, outturn_ratio, share, duration, ratio };
constexpr Choice kAsWords[] = {
    {"excess", static_cast<int>(As::excess), "outturn over claim, less 1: 20% is a fifth over the claim"},
    {"outturn_ratio", static_cast<int>(As::outturn_ratio),
     "outturn over claim: 1.2 is a fifth over the claim"},
    {"share", static_cast<int>(As::share), "a share that cannot pass its upper bound"},
    {"duration", static_cast<int>(As::duration), "a length of time"},
    {"ratio", static_cast<int>(As::ratio), "any other positive number without unit"}};
constinit Typed<As> const kAs = choice_type<As, kAsWords>("ratio_as", "what the numbers of the class are");

void read_percentiles(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_map(node, spot, "a map such as {p10: -5%, p50: 20%, p90: 80%}")) return;
    auto& points = *static_cast<std::vector<math::Percentile>*>(field);
    for (Child const& child : node.children) {
        // Written p97_5 or p97.5; a path has no dots within a name.
        std::string key = child.key;
        std::replace(key.begin(), key.end(), '_', '.');
        std::string name = key;
        std::replace(name.begin(), name.end(), '.', '_');
        Spot const at = reader.enter(spot, child, name);
        auto const probability = scan_percentile_key(key);
        if (!probability) {
            reader.problem_at_key(at, at.path, fmt::format("\"{}\" is not a percentile", child.key),
                                  "Write p and a number between 0 and 100, for example p90 or p97_5");
            continue;
        }
        if (auto const value = reader.number(*child.node, at)) points.push_back({*probability, *value});
    }
    std::sort(points.begin(), points.end(),
              [](auto const& a, auto const& b) { return a.probability < b.probability; });
    if (node.children.size() < 2)
        reader.problem(spot, "a class needs two percentiles or more", "Add another one");
}

constinit Typed<std::vector<math::Percentile>> const kPercentiles{
    Type{.name = "percentiles",
         .doc = "a map from percentiles to values",
         .read = read_percentiles,
         .values = &kNumber,
         .value_keys = "^p[0-9]{1,2}([._][0-9]+)?$"}};

struct BodyForm {
    std::optional<double> mean, median;
    double sigma = 0;
};
constexpr std::string_view kBodyBy = "body";
constexpr Row kBodyRows[] = {
    row<&BodyForm::mean>("mean", kNumber,
                         {.presence = Presence::required,
                          .doc = "Mean of the cases below the threshold.",
                          .one_of = kBodyBy,
                          .example = "10%"}),
    row<&BodyForm::median>("median", kNumber,
                           {.presence = Presence::required,
                            .doc = "Median of the lognormal before it is cut at the threshold.",
                            .one_of = kBodyBy,
                            .example = "5%"}),
    row<&BodyForm::sigma>("sigma", kPlainNumber,
                          {.presence = Presence::required,
                           .doc = "Standard deviation of the logarithm; of 1 + the excess for an excess.",
                           .example = "0.2"}),
};
constexpr Record kBodyRecord{.name = "body",
                             .doc = "The lognormal body of a class, cut at the threshold.",
                             .rows = kBodyRows,
                             .example = "{median: 5%, sigma: 0.2}"};
constinit Typed<BodyForm> const kBodyType = record_type<BodyForm, kBodyRecord>();

struct BodyAndTailForm {
    BodyForm body;
    double threshold = 0;
    double below = 0;
    double tail_mean = 0;
    double cap = 0;
};
constexpr Row kBodyAndTailRows[] = {
    row<&BodyAndTailForm::threshold>(
        "threshold", kNumber,
        {.presence = Presence::required, .doc = "Where the tail begins.", .example = "50%"}),
    row<&BodyAndTailForm::below>("below", kNumber,
                                 {.presence = Presence::required,
                                  .doc = "Share of the cases below the threshold.",
                                  .dimension = Dimension::share,
                                  .example = "82%"}),
    row<&BodyAndTailForm::body>("body", kBodyType,
                                {.presence = Presence::required,
                                 .doc = "Lognormal distribution of the cases below the threshold.",
                                 .example = "{median: 5%, sigma: 0.2}"}),
    row<&BodyAndTailForm::tail_mean>("tail_mean", kNumber,
                                     {.presence = Presence::required,
                                      .doc = "Mean of the cases above the threshold, the cap applied.",
                                      .example = "447%"}),
    row<&BodyAndTailForm::cap>(
        "cap", kNumber,
        {.presence = Presence::required, .doc = "Cases beyond it are counted at it.", .example = "900%"}),
};
constexpr Record kBodyAndTailRecord{
    .name = "body_and_tail",
    .doc = "A lognormal body below a threshold and a Pareto tail above it.",
    .rows = kBodyAndTailRows,
    .example = "{threshold: 50%, below: 82%, body: {median: 5%, sigma: 0.2}, tail_mean: 447%, cap: 900%}"};
constinit Typed<BodyAndTailForm> const kBodyAndTail = record_type<BodyAndTailForm, kBodyAndTailRecord>();

struct ZeroInflatedForm {
    double zero = 0;
    LognormalForm positive;
};
constexpr Row kZeroInflatedRows[] = {
    row<&ZeroInflatedForm::zero>("zero", kNumber,
                                 {.presence = Presence::required,
                                  .doc = "Share of the cases that are exactly 0; the others are lognormal.",
                                  .dimension = Dimension::share,
                                  .example = "43%"}),
};
constexpr Part kZeroInflatedParts[] = {{&kLognormalRecord, field<&ZeroInflatedForm::positive>()}};
constexpr Record kZeroInflatedRecord{.name = "zero_inflated",
                                     .doc = "Exactly 0 in a share of the cases, else lognormal.",
                                     .rows = kZeroInflatedRows,
                                     .parts = kZeroInflatedParts,
                                     .example = "{zero: 43%, median: 7.5 months, sigma: 1}"};
constinit Typed<ZeroInflatedForm> const kZeroInflated = record_type<ZeroInflatedForm, kZeroInflatedRecord>();

// ---- Mixtures, experts, observed cases ----

struct PartForm {
    double weight = 0;
    std::optional<double> value;
    std::optional<std::array<double, 2>> uniform;
    std::optional<std::array<double, 3>> pert, triangular;
    std::optional<LognormalForm> lognormal;
    std::optional<BetaForm> beta;
    std::optional<std::vector<math::Percentile>> percentiles;
};
constexpr std::string_view kPartBy = "part";
constexpr Row kPartRows[] = {
    row<&PartForm::weight>("weight", kNumber,
                           {.presence = Presence::required,
                            .doc = "Share of the cases; all together make 100 %.",
                            .dimension = Dimension::share,
                            .example = "60%"}),
    row<&PartForm::uniform>("uniform", kLowHigh,
                            {.presence = Presence::required,
                             .doc = "Every value between low and high is equally likely.",
                             .one_of = kPartBy,
                             .example = "[100%, 110%]"}),
    row<&PartForm::pert>("pert", kLowModeHigh,
                         {.presence = Presence::required,
                          .doc = "Beta-PERT distribution of shape 4.",
                          .one_of = kPartBy,
                          .example = "[50%, 70%, 100%]"}),
    row<&PartForm::triangular>("triangular", kLowModeHigh,
                               {.presence = Presence::required,
                                .doc = "Triangular distribution.",
                                .one_of = kPartBy,
                                .example = "[50%, 70%, 100%]"}),
    row<&PartForm::lognormal>("lognormal", kLognormal,
                              {.presence = Presence::required,
                               .doc = "Lognormal distribution of the number itself.",
                               .one_of = kPartBy,
                               .example = "{median: 80%, sigma: 0.3}"}),
    row<&PartForm::beta>("beta", kBeta,
                         {.presence = Presence::required,
                          .doc = "Beta distribution.",
                          .one_of = kPartBy,
                          .example = "{mean: 60%, sd: 20%}"}),
    row<&PartForm::percentiles>("percentiles", kPercentiles,
                                {.presence = Presence::required,
                                 .doc = "Percentiles, joined by a monotone cubic in the normal score.",
                                 .one_of = kPartBy,
                                 .example = "{p10: 20%, p50: 50%, p90: 75%}"}),
    row<&PartForm::value>("value", kNumber,
                          {.presence = Presence::required,
                           .doc = "All of these cases have exactly this value.",
                           .one_of = kPartBy,
                           .example = "100%"}),
};
constexpr Record kPartRecord{.name = "part_of_mixture",
                             .doc = "A share of the cases and how they are distributed.",
                             .rows = kPartRows,
                             .example = "{weight: 60%, uniform: [100%, 110%]}"};
constinit Typed<PartForm> const kPartType = record_type<PartForm, kPartRecord>();

void read_mixture(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_list(node, spot, "a list of {weight, distribution}")) return;
    auto& parts = *static_cast<std::vector<PartForm>*>(field);
    parts.reserve(node.children.size());
    std::size_t position = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, std::to_string(++position));
        reader.read_record(kPartRecord, *child.node, at, &parts.emplace_back());
    }
}

constinit Typed<std::vector<PartForm>> const kMixture{Type{.name = "mixture",
                                                           .doc = "a list of {weight, distribution}",
                                                           .read = read_mixture,
                                                           .items = &kPartType,
                                                           .least_items = 1}};

struct ExpertForm {
    std::string name;
    double weight = 1;
    std::vector<math::Percentile> percentiles;
};
constexpr Row kExpertRows[] = {
    row<&ExpertForm::weight>("weight", kPlainNumber,
                             {.presence = Presence::defaulted,
                              .default_text = "1",
                              .doc = "How much the opinion counts beside the others.",
                              .example = "2",
                              .range = base::Range{0.001, 1000}}),
    row<&ExpertForm::percentiles>("percentiles", kPercentiles,
                                  {.presence = Presence::required,
                                   .doc = "What the expert said, two percentiles or more.",
                                   .example = "{p10: 2 months, p50: 4 months, p90: 9 months}"}),
};
constexpr Record kExpertRecord{
    .name = "expert",
    .doc = "The opinion of one expert.",
    .rows = kExpertRows,
    .example = "{weight: 2, percentiles: {p10: 2 months, p50: 4 months, p90: 9 months}}"};
constinit Typed<ExpertForm> const kExpert = record_type<ExpertForm, kExpertRecord>();
constinit Typed<std::vector<ExpertForm>> const kExperts = records_type<ExpertForm, kExpert>(
    "experts", "opinions of experts by name, pooled in proportion to their weights");

void read_observed(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_map(node, spot, "a map from public cases to what they showed")) return;
    auto& observed = *static_cast<std::map<std::string, double>*>(field);
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key);
        if (!reader.check_new_name(at, child.key)) continue;
        if (auto const value = reader.number(*child.node, at)) observed.insert_or_assign(child.key, *value);
    }
}

std::string print_observed(void const* field, Dimension dimension, MoneyUnit const& money) {
    std::string text;
    for (auto const& [name, value] : *static_cast<std::map<std::string, double> const*>(field))
        text +=
            fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, print_number(value, dimension, money));
    return text;
}

constinit Typed<std::map<std::string, double>> const kObserved{
    Type{.name = "observed",
         .doc = "a map from public cases to what they showed",
         .read = read_observed,
         .print = print_observed,
         .values = &kNumber}};

struct RatioForm {
    As as = As::excess;
    std::optional<std::vector<math::Percentile>> percentiles;
    std::optional<LognormalForm> lognormal;
    std::optional<BetaForm> beta;
    std::optional<BodyAndTailForm> body_and_tail;
    std::optional<ZeroInflatedForm> zero_inflated;
    std::optional<std::vector<PartForm>> mixture;
    std::optional<std::vector<ExpertForm>> experts;
    std::optional<std::map<std::string, double>> observed;
    std::optional<double> cap;
    std::optional<double> upper;
    std::optional<double> published_mean;
};
constexpr std::string_view kBody = "distribution";
constexpr Row kRatioRows[] = {
    row<&RatioForm::as>(
        "as", kAs,
        {.presence = Presence::required, .doc = "What the numbers of the class are.", .example = "excess"}),
    row<&RatioForm::percentiles>(
        "percentiles", kPercentiles,
        {.presence = Presence::required,
         .doc = "Percentiles of the class, joined by a monotone cubic in the normal score.",
         .one_of = kBody,
         .example = "{p10: -5%, p50: 20%, p90: 80%}"}),
    row<&RatioForm::lognormal>("lognormal", kLognormal,
                               {.presence = Presence::required,
                                .doc = "Lognormal distribution; of 1 + the excess for an excess.",
                                .one_of = kBody,
                                .example = "{median: 20%, sigma: 0.4}"}),
    row<&RatioForm::beta>("beta", kBeta,
                          {.presence = Presence::required,
                           .doc = "Beta distribution of a share, from 0 to its upper bound.",
                           .one_of = kBody,
                           .example = "{mean: 60%, sd: 20%}"}),
    row<&RatioForm::body_and_tail>("body_and_tail", kBodyAndTail,
                                   {.presence = Presence::required,
                                    .doc = "A lognormal body and a Pareto tail, with its cap.",
                                    .one_of = kBody}),
    row<&RatioForm::zero_inflated>("zero_inflated", kZeroInflated,
                                   {.presence = Presence::required,
                                    .doc = "Exactly 0 with a probability, else lognormal.",
                                    .one_of = kBody}),
    row<&RatioForm::mixture>("mixture", kMixture,
                             {.presence = Presence::required,
                              .doc = "Shares of the cases, each with its own distribution.",
                              .one_of = kBody,
                              .example = "[{weight: 60%, uniform: [100%, 110%]}, {weight: 40%, uniform: "
                                         "[20%, 100%]}]"}),
    row<&RatioForm::experts>("experts", kExperts,
                             {.presence = Presence::required,
                              .doc = "Opinions of experts, pooled in proportion to their weights (linear "
                                     "opinion pool, Stone 1961).",
                              .one_of = kBody}),
    row<&RatioForm::observed>(
        "observed", kObserved,
        {.presence = Presence::required,
         .doc = "What named public cases showed. With zeros and nothing negative: that share of zeros, else "
                "lognormal; otherwise lognormal (of 1 + the excess for an excess), for a share logit-normal; "
                "by mean and standard deviation (n - 1) of the logarithms or logits. A scenario that retells "
                "one of the cases is judged by a class fitted without it.",
         .one_of = kBody,
         .example = "{harbour_2010: 0 months, coast_2012: 4 months, bay_2015: 9 months}"}),
    row<&RatioForm::cap>("cap", kNumber, {.doc = "Cases beyond it are counted at it.", .example = "500%"}),
    row<&RatioForm::upper>("upper", kNumber,
                           {.doc = "With share: its upper bound; absent: 100 %.",
                            .dimension = Dimension::ratio,
                            .example = "120%"}),
    row<&RatioForm::published_mean>(
        "published_mean", kNumber,
        {.doc = "Mean of the class as published; absent: that of the distribution.", .example = "27%"}),
};
constexpr Record kRatioRecord{
    .name = "ratio",
    .doc = "How outturns compare with claims, or the size of something, over a class.",
    .rows = kRatioRows,
    .example = "{as: excess, percentiles: {p10: -5%, p50: 20%, p90: 80%}, cap: 500%}"};

struct Reading {
    Dimension dimension;  ///< of the numbers as written
    math::Scale scale;
    double offset;  ///< what must be subtracted from the numbers to hold them as the model does
};
Reading reading_of(As as) {
    switch (as) {
        case As::excess:
            return {Dimension::excess, math::Scale::excess, 0};
        case As::outturn_ratio:
            return {Dimension::ratio, math::Scale::excess, 1};
        case As::share:
            return {Dimension::share, math::Scale::share, 0};
        case As::duration:
            return {Dimension::duration, math::Scale::ratio, 0};
        case As::ratio:
            break;
    }
    return {Dimension::ratio, math::Scale::ratio, 0};
}

using Body = decltype(math::ReferenceClass::body);

std::optional<Body> make_spliced(Reader& reader, Spot const& spot, BodyAndTailForm const& form,
                                 math::Scale scale) {
    math::Spliced spliced{{}, form.threshold, 1 - form.below, form.tail_mean};
    if (form.body.median) {
        auto made = math::lognormal_from_median(*form.body.median + (scale == math::Scale::excess ? 1 : 0),
                                                form.body.sigma);
        if (auto* flaw = std::get_if<math::Flaw>(&made)) {
            reader.problem(spot, std::move(flaw->reason));
            return std::nullopt;
        }
        spliced.body = std::get<math::Lognormal>(made);
        return spliced;
    }
    auto const body =
        form.body.mean && form.body.sigma > 0
            ? math::spliced_body_with_mean(scale, *form.body.mean, form.body.sigma, form.threshold)
            : std::nullopt;
    if (!body) {
        reader.problem(spot, "no body of this sigma has this mean below the threshold",
                       "Check mean, sigma and threshold");
        return std::nullopt;
    }
    spliced.body = *body;
    return spliced;
}

std::optional<math::Mixture::Part> make_part(Reader& reader, Spot const& spot, PartForm const& form,
                                             Reading const& r, double upper) {
    double const by = r.offset;
    math::Mixture::Part part;
    part.weight = form.weight;
    if (form.value) part.of = math::Constant{*form.value - by};
    if (form.uniform) part.of = math::Uniform{(*form.uniform)[0] - by, (*form.uniform)[1] - by};
    if (form.pert) part.of = math::Pert{(*form.pert)[0] - by, (*form.pert)[1] - by, (*form.pert)[2] - by};
    if (form.triangular) {
        part.of = math::Triangular{(*form.triangular)[0] - by, (*form.triangular)[1] - by,
                                   (*form.triangular)[2] - by};
    }
    if (form.percentiles) {
        math::Percentiles percentiles{*form.percentiles};
        for (math::Percentile& point : percentiles.points) point.value -= by;
        part.of = std::move(percentiles);
    }
    if (by != 0 && (form.lognormal || form.beta)) {
        reader.problem(spot, "this part of a mixture is not defined for an outturn ratio",
                       "State the class as excess, or use percentiles");
        return std::nullopt;
    }
    if (form.lognormal) {
        auto const lognormal = make_lognormal(reader, spot, *form.lognormal, 0);
        if (!lognormal) return std::nullopt;
        part.of = *lognormal;
    }
    if (form.beta) {
        auto const beta = make_beta(reader, spot, *form.beta, 0, upper);
        if (!beta) return std::nullopt;
        part.of = *beta;
    }
    return part;
}

std::optional<Body> make_mixture(Reader& reader, Spot const& spot, RatioForm const& form, Reading const& r) {
    math::Mixture mixture;
    if (form.mixture) {
        mixture.parts.reserve(form.mixture->size());
        for (PartForm const& one : *form.mixture) {
            auto part = make_part(reader, spot, one, r, form.upper.value_or(1.0));
            if (!part) return std::nullopt;
            mixture.parts.push_back(std::move(*part));
        }
        return mixture;
    }
    double total = 0;
    for (ExpertForm const& expert : *form.experts) total += expert.weight;
    mixture.parts.reserve(form.experts->size());
    for (ExpertForm const& expert : *form.experts) {
        math::Percentiles percentiles{expert.percentiles};
        for (math::Percentile& point : percentiles.points) point.value -= r.offset;
        mixture.parts.push_back({expert.weight / total, std::move(percentiles)});
    }
    return mixture;
}

std::optional<Body> make_observed(Reader& reader, Spot const& spot,
                                  std::map<std::string, double> const& observed, Reading const& r,
                                  double upper) {
    std::vector<double> values;
    values.reserve(observed.size());
    for (auto const& [name, value] : observed) values.push_back(value);
    auto fitted = math::fit_observed(values, r.scale, upper);
    if (auto* reason = std::get_if<std::string>(&fitted)) {
        reader.problem(spot, std::move(*reason), "Add cases, or state the class another way");
        return std::nullopt;
    }
    return std::get<math::ClassBody>(std::move(fitted));
}

std::optional<Body> make_body(Reader& reader, Spot const& spot, RatioForm const& form, Reading const& r) {
    if (form.percentiles) {
        math::Percentiles percentiles{*form.percentiles};
        for (math::Percentile& point : percentiles.points) point.value -= r.offset;
        return percentiles;
    }
    if (form.lognormal) {
        // The model holds the lognormal of 1 + excess, which an outturn ratio already is.
        double const one = r.scale == math::Scale::excess ? 1.0 - r.offset : 0.0;
        auto const lognormal = make_lognormal(reader, spot, *form.lognormal, one);
        return lognormal ? std::optional<Body>(*lognormal) : std::nullopt;
    }
    if (form.beta) {
        auto const beta = make_beta(reader, spot, *form.beta, 0, form.upper.value_or(1.0));
        return beta ? std::optional<Body>(*beta) : std::nullopt;
    }
    if (form.mixture || form.experts) return make_mixture(reader, spot, form, r);
    if (form.observed) return make_observed(reader, spot, *form.observed, r, form.upper.value_or(1.0));
    if (form.as == As::outturn_ratio) {
        reader.problem(spot, "this distribution is not defined for an outturn ratio",
                       "State the class as excess, share, duration or ratio");
        return std::nullopt;
    }
    if (form.body_and_tail) return make_spliced(reader, spot, *form.body_and_tail, r.scale);
    if (form.zero_inflated) {
        auto const positive = make_lognormal(reader, spot, form.zero_inflated->positive, 0);
        if (!positive) return std::nullopt;
        return math::ZeroInflated{form.zero_inflated->zero, *positive};
    }
    return std::nullopt;
}

/// The dimension that the key `as` gives to the numbers beside it. A share with an upper bound of its own is
/// read like a ratio: it may pass 100 %.
Dimension dimension_of(Node const& node) {
    Child const* as = node.find("as");
    for (Choice const& choice : kAsWords) {
        if (as == nullptr || !as->node->is_scalar() || as->node->text != choice.word) continue;
        Dimension const own = reading_of(static_cast<As>(choice.value)).dimension;
        return own == Dimension::share && node.find("upper") != nullptr ? Dimension::ratio : own;
    }
    return Dimension::ratio;
}

void read_ratio(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& ratio = *static_cast<model::Ratio*>(field);
    std::size_t const problems = reader.problem_count();
    RatioForm form;
    Spot inner = spot;
    inner.dimension = dimension_of(node);
    reader.read_record(kRatioRecord, node, inner, &form);
    if (reader.problem_count() != problems) return;
    Reading const r = reading_of(form.as);
    ratio.dimension = form.as == As::outturn_ratio ? Dimension::excess : r.dimension;
    if (form.upper && form.as != As::share)
        return reader.problem(spot, "upper belongs to a class of shares", "Use cap instead");
    if (form.observed) {
        for (auto& [name, value] : *form.observed) value -= r.offset;
        ratio.observed = *form.observed;
    }
    auto body = make_body(reader, inner, form, r);
    if (!body) return;
    math::ReferenceClass& made = ratio.reference_class;
    made.body = std::move(*body);
    made.scale = r.scale;
    made.upper = form.upper.value_or(1.0);
    if (form.body_and_tail && form.cap)
        return reader.problem(spot, "the cap of body_and_tail stands within it", "Remove the other cap");
    if (form.cap) made.cap = *form.cap - r.offset;
    if (form.body_and_tail) made.cap = form.body_and_tail->cap;
    if (form.published_mean) made.published_mean = *form.published_mean - r.offset;
    if (auto flaw = math::flaw(math::Distribution(made))) reader.problem(spot, std::move(*flaw));
}

struct BodyPrinter {
    Dimension dimension;
    math::Scale scale;

    [[nodiscard]] std::string number(double value) const { return print_number(value, dimension, {}); }
    [[nodiscard]] std::string median(math::Lognormal const& d) const {
        return number(std::exp(d.mu) - (scale == math::Scale::excess ? 1 : 0));
    }

    std::string operator()(math::Percentiles const& d) const {
        std::string text;
        for (math::Percentile const& point : d.points)
            text += fmt::format("{}p{:.6g} {}", text.empty() ? "" : ", ", 100 * point.probability,
                                number(point.value));
        return text;
    }
    std::string operator()(math::Lognormal const& d) const {
        return fmt::format("lognormal, median {}, sigma {:.6g}", median(d), d.sigma);
    }
    std::string operator()(math::Beta const& d) const {
        return fmt::format("beta, alpha {:.6g}, beta {:.6g}, {} to {}", d.alpha, d.beta, number(d.low),
                           number(d.high));
    }
    std::string operator()(math::Spliced const& d) const {
        return fmt::format(
            "{:.6g} % of cases below {} (lognormal, median {}, sigma {:.6g}), the others {} on average",
            100 * (1 - d.probability_above), number(d.threshold), median(d.body), d.body.sigma,
            number(d.tail_mean));
    }
    std::string operator()(math::Constant const& d) const { return number(d.value); }
    std::string operator()(math::Pert const& d) const {
        return fmt::format("PERT, {} to {}, most likely {}", number(d.low), number(d.high), number(d.mode));
    }
    std::string operator()(math::Triangular const& d) const {
        return fmt::format("triangular, {} to {}, most likely {}", number(d.low), number(d.high),
                           number(d.mode));
    }
    std::string operator()(math::Uniform const& d) const {
        return fmt::format("uniform, {} to {}", number(d.low), number(d.high));
    }
    std::string operator()(math::Normal const& d) const {
        return fmt::format("normal, mean {}, sd {}", number(d.mean), number(d.standard_deviation));
    }
    std::string operator()(math::Gamma const& d) const {
        return fmt::format("gamma, mean {}", number(d.shape * d.scale));
    }
    std::string operator()(math::Truncated const& d) const {
        return std::visit(*this, d.of) + fmt::format(", from {} to {}", number(d.low), number(d.high));
    }
    std::string operator()(math::Mixture const& d) const {
        std::string text;
        for (math::Mixture::Part const& part : d.parts)
            text += fmt::format("{}{:.6g} % {}", text.empty() ? "" : "; ", 100 * part.weight,
                                std::visit(*this, part.of));
        return text;
    }
    std::string operator()(math::ZeroInflated const& d) const {
        return fmt::format("0 in {:.6g} % of cases, else lognormal, median {}, sigma {:.6g}",
                           100 * d.probability_of_zero, number(std::exp(d.positive.mu)), d.positive.sigma);
    }
};

std::string print_ratio(void const* field, Dimension, MoneyUnit const&) {
    auto const& ratio = *static_cast<model::Ratio const*>(field);
    math::ReferenceClass const& made = ratio.reference_class;
    BodyPrinter const printer{ratio.dimension, made.scale};
    std::string text = fmt::format("{}: {}", base::name_of(ratio.dimension), std::visit(printer, made.body));
    if (!ratio.observed.empty()) {
        text += fmt::format(", fitted to {} cases", ratio.observed.size());
    }
    if (made.cap) text += ", capped at " + printer.number(*made.cap);
    if (made.published_mean) text += ", published mean " + printer.number(*made.published_mean);
    return text;
}

constinit Typed<model::Ratio> const kRatio{Type{.name = "ratio",
                                                .doc = "a reference class",
                                                .read = read_ratio,
                                                .print = print_ratio,
                                                .record = &kRatioRecord,
                                                .dimension_row = &kRatioRows[0],
                                                .dimension_of = [](int choice) {
                                                    // A class of shares with an upper bound above 100 % holds
                                                    // numbers above it.
                                                    Dimension const own =
                                                        reading_of(static_cast<As>(choice)).dimension;
                                                    return own == Dimension::share ? Dimension::ratio : own;
                                                }}};

// ---- Rate and size ----

constexpr Row kRatePriorRows[] = {
    row<&model::Rate::Prior::mean>("mean", kNumber,
                                   {.presence = Presence::required,
                                    .doc = "What to expect without events.",
                                    .dimension = Dimension::rate,
                                    .example = "4% a year"}),
    row<&model::Rate::Prior::weight>("weight", kPlainNumber,
                                     {.presence = Presence::required,
                                      .doc = "How many years of exposure that expectation is worth.",
                                      .example = "20",
                                      .range = base::Range{0.01, 1e6}}),
};
constexpr Record kRatePriorRecord{.name = "rate_prior",
                                  .doc = "What to assume of a rate where there are few events.",
                                  .rows = kRatePriorRows,
                                  .example = "{mean: 4% a year, weight: 20}"};
constinit Typed<model::Rate::Prior> const kRatePrior = record_type<model::Rate::Prior, kRatePriorRecord>();

constexpr Row kRateCaseRows[] = {
    row<&model::Rate::Case::events>("events", kNumber,
                                    {.presence = Presence::required,
                                     .doc = "Its events.",
                                     .dimension = Dimension::count,
                                     .example = "1"}),
    row<&model::Rate::Case::years>("years", kNumber,
                                   {.presence = Presence::required,
                                    .doc = "Its years of exposure.",
                                    .dimension = Dimension::count,
                                    .example = "2.5"}),
};
constexpr Record kRateCaseRecord{.name = "case_of_rate",
                                 .doc = "What a public case adds to a rate.",
                                 .rows = kRateCaseRows,
                                 .example = "{events: 1, years: 2.5}"};
constinit Typed<model::Rate::Case> const kRateCase = record_type<model::Rate::Case, kRateCaseRecord>();

void read_rate_cases(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_map(node, spot, "a map from public cases to {events, years}")) return;
    auto& cases = *static_cast<std::map<std::string, model::Rate::Case>*>(field);
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key);
        if (!reader.check_new_name(at, child.key)) continue;
        reader.read_record(kRateCaseRecord, *child.node, at, &cases[child.key]);
    }
}

std::string print_rate_cases(void const* field, Dimension, MoneyUnit const&) {
    std::string text;
    for (auto const& [name, one] : *static_cast<std::map<std::string, model::Rate::Case> const*>(field))
        text += fmt::format("{}{}: {} in {} years", text.empty() ? "" : ", ", name, one.events, one.years);
    return text;
}

constinit Typed<std::map<std::string, model::Rate::Case>> const kRateCases{
    Type{.name = "cases_of_rate",
         .doc = "a map from public cases to {events, years}",
         .read = read_rate_cases,
         .print = print_rate_cases,
         .values = &kRateCase}};

constexpr Row kRateRows[] = {
    row<&model::Rate::events>("events", kNumber,
                              {.presence = Presence::required,
                               .doc = "Events seen.",
                               .dimension = Dimension::count,
                               .example = "5"}),
    row<&model::Rate::years>("years", kNumber,
                             {.presence = Presence::required,
                              .doc = "Years of exposure, of all cases together.",
                              .dimension = Dimension::count,
                              .example = "40"}),
    row<&model::Rate::prior>(
        "prior", kRatePrior,
        {.doc = "What to assume where there are few events; needed where transferability times events is "
                "below 10.",
         .example = "{mean: 4% a year, weight: 20}"}),
    row<&model::Rate::cases>("cases", kRateCases,
                             {.doc = "Public cases among those counted, with their events and years.",
                              .example = "{harbour_2010: {events: 1, years: 2.5}}"}),
};
constexpr Record kRateRecord{
    .name = "rate",
    .doc = "How many events in how many years: the rate a year of a Poisson process.",
    .rows = kRateRows,
    .example = "{events: 12, years: 150}"};
constinit Typed<model::Rate> const kRate = record_type<model::Rate, kRateRecord>();

constexpr Row kSizeRows[] = {
    row<&model::Size::dimension>(
        "dimension", kDimension,
        {.presence = Presence::required, .doc = "What kind of number it is.", .example = "duration"}),
};
constexpr Part kSizeParts[] = {{&kQuantityRecord, kSelf}};
constexpr Record kSizeRecord{.name = "size",
                             .doc =
                                 "The size of something, for use as it stands: a distribution with its unit. "
                                 "Money in a library states its currency unit (GBP 3m).",
                             .rows = kSizeRows,
                             .parts = kSizeParts,
                             .example = "{dimension: duration, pert: [3 months, 4 months, 6 months]}"};

/// Its dimension, then the rest as a number of that dimension.
void read_size(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& size = *static_cast<model::Size*>(field);
    if (!reader.is_map(node, spot, "a map with dimension and a distribution")) return;
    Node own{.kind = Node::Kind::map, .position = node.position};
    Node rest = own;
    for (Child const& child : node.children)
        (child.key == kSizeRows[0].key ? own : rest).children.push_back(child);
    static constexpr Record kOwn{.name = "size", .doc = "", .rows = kSizeRows};
    std::size_t const problems = reader.problem_count();
    reader.read_record(kOwn, own, spot, &size);
    if (reader.problem_count() != problems) return;
    Spot inner = spot;
    inner.dimension = size.dimension;
    model::Quantity quantity;
    kQuantity.read(reader, rest, inner, &quantity);
    if (reader.problem_count() != problems) return;
    auto* distribution = std::get_if<math::Distribution>(&quantity.value);
    if (distribution == nullptr || quantity.claim) {
        reader.problem(spot, "a size is a distribution of its own",
                       "Give numbers, such as pert: [low, mode, high]; no evidence, name or claim");
        return;
    }
    size.distribution = std::move(*distribution);
}

std::string print_size(void const* field, Dimension dimension, MoneyUnit const& money) {
    auto const& size = *static_cast<model::Size const*>(field);
    model::Quantity quantity;
    quantity.value = size.distribution;
    quantity.dimension = size.dimension;
    return fmt::format("{}: {}", base::name_of(size.dimension), kQuantity.print(&quantity, dimension, money));
}

constinit Typed<model::Size> const kSize{
    Type{.name = "size",
         .doc = "a distribution with its unit",
         .read = read_size,
         .print = print_size,
         .record = &kSizeRecord,
         .dimension_row = &kSizeRows[0],
         .dimension_of = [](int choice) { return static_cast<Dimension>(choice); }}};

// ---- The entry ----

constexpr Choice kNormalisedWords[] = {
    {"saving_to_turnover", static_cast<int>(model::Normalised::saving_to_turnover),
     "cash-releasing benefits a year over the income a year of the parties"},
    {"one_off_cost_to_saving", static_cast<int>(model::Normalised::one_off_cost_to_saving),
     "one-off cost over the cash-releasing benefits a year"},
    {"months_to_complete", static_cast<int>(model::Normalised::months_to_complete),
     "months from the valuation date to completion"}};
constinit Typed<model::Normalised> const kNormalised = choice_type<model::Normalised, kNormalisedWords>(
    "normalised", "a claim in units that deals of any size share");

constexpr Row kPriorRows[] = {
    row<&model::Prior::mean>("mean", kNumber,
                             {.presence = Presence::required,
                              .doc = "What to expect without cases.",
                              .dimension = Dimension::share,
                              .example = "30%"}),
    row<&model::Prior::weight>("weight", kPlainNumber,
                               {.presence = Presence::required,
                                .doc = "How many cases that expectation is worth.",
                                .example = "4",
                                .range = base::Range{0.01, 1e6}}),
};
constexpr Record kPriorRecord{.name = "prior",
                              .doc = "What to assume where the sample is too small to speak for itself.",
                              .rows = kPriorRows,
                              .example = "{mean: 30%, weight: 4}"};
constinit Typed<model::Prior> const kPrior = record_type<model::Prior, kPriorRecord>();

constexpr Choice kMechanismWords[] = {
    {"delay", static_cast<int>(model::Mechanism::delay), ""},
    {"disruption", static_cast<int>(model::Mechanism::disruption), ""},
    {"attrition", static_cast<int>(model::Mechanism::attrition), ""},
    {"risks", static_cast<int>(model::Mechanism::risks), ""},
    {"additionality", static_cast<int>(model::Mechanism::additionality), ""}};
constinit Typed<model::Mechanism> const kMechanism =
    choice_type<model::Mechanism, kMechanismWords>("mechanism", "what an outturn may already contain");

void read_covers(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_list(node, spot, "a list of mechanisms")) return;
    auto& covers = *static_cast<std::vector<model::Mechanism>*>(field);
    std::size_t position = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, std::to_string(++position));
        model::Mechanism mechanism{};
        std::size_t const problems = reader.problem_count();
        kMechanism.read(reader, *child.node, at, &mechanism);
        if (reader.problem_count() == problems) covers.push_back(mechanism);
    }
}

std::string print_covers(void const* field, Dimension dimension, MoneyUnit const& money) {
    std::string text;
    for (model::Mechanism const& one : *static_cast<std::vector<model::Mechanism> const*>(field))
        text += (text.empty() ? "" : ", ") + kMechanism.print(&one, dimension, money);
    return text;
}

constinit Typed<std::vector<model::Mechanism>> const kCovers{Type{.name = "covers",
                                                                  .doc = "a list of mechanisms",
                                                                  .read = read_covers,
                                                                  .print = print_covers,
                                                                  .items = &kMechanism}};

void read_cases(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_map(node, spot, "a map from public cases to their outcomes")) return;
    auto& cases = *static_cast<std::map<std::string, std::string>*>(field);
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key);
        if (!reader.check_new_name(at, child.key)) continue;
        kName.read(reader, *child.node, at, &cases[child.key]);
    }
}

std::string print_cases(void const* field, Dimension, MoneyUnit const&) {
    std::string text;
    for (auto const& [name, outcome] : *static_cast<std::map<std::string, std::string> const*>(field))
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name, outcome);
    return text;
}

constinit Typed<std::map<std::string, std::string>> const kCases{
    Type{.name = "cases",
         .doc = "a map from public cases to their outcomes",
         .read = read_cases,
         .print = print_cases,
         .values = &kName}};

/// One alternative of the entry's value.
template <class Alternative>
constexpr Field value_field() {
    return {[](void* record) -> void* {
                auto& value = static_cast<EvidenceEntry*>(record)->value;
                if (!std::holds_alternative<Alternative>(value)) value.emplace<Alternative>();
                return &std::get<Alternative>(value);
            },
            [](void const* record) -> void const* {
                return std::get_if<Alternative>(&static_cast<EvidenceEntry const*>(record)->value);
            }};
}

constexpr std::string_view kKind = "kind";
constexpr Row kEvidenceRows[] = {
    row<&EvidenceEntry::label>("label", kText, {.doc = "What reports call it."}),
    custom_row("proportion", kProportion, value_field<model::Proportion>(),
               {.presence = Presence::required,
                .doc = "How many of how many cases had the outcome.",
                .one_of = kKind,
                .example = "{successes: 7, of: 20}"}),
    custom_row("counts", kCounts, value_field<model::Counts>(),
               {.presence = Presence::required,
                .doc = "Cases by outcome.",
                .dimension = Dimension::count,
                .one_of = kKind,
                .example = "{cleared: 60, phase_2: 30, abandoned: 10}"}),
    custom_row("ratio", kRatio, value_field<model::Ratio>(),
               {.presence = Presence::required,
                .doc = "A reference class of outturns against claims, or of sizes.",
                .one_of = kKind,
                .example = "{as: excess, percentiles: {p10: -5%, p50: 20%, p90: 80%}}"}),
    custom_row("rate", kRate, value_field<model::Rate>(),
               {.presence = Presence::required,
                .doc = "How many events in how many years: for a hazard or another rate a year.",
                .one_of = kKind,
                .example = "{events: 12, years: 150}"}),
    custom_row("size", kSize, value_field<model::Size>(),
               {.presence = Presence::required,
                .doc = "The size of something in its unit, for use as it stands.",
                .one_of = kKind,
                .example = "{dimension: duration, pert: [3 months, 4 months, 6 months]}"}),
    row<&EvidenceEntry::normalised>(
        "normalised", kNormalised,
        {.doc = "The claims of each option in this unit are held against the entry, with an alarm when fewer "
                "than one case in ten is as optimistic.",
         .example = "saving_to_turnover"}),
    row<&EvidenceEntry::as_of>(
        "as_of", kDate,
        {.doc = "The evidence was known from this date; needed in a library.", .example = "2012-02-01"}),
    row<&EvidenceEntry::population>("population", kText, {.doc = "Which cases the class stands for."}),
    row<&EvidenceEntry::sample>("sample", kText, {.doc = "How many cases, and how they were chosen."}),
    row<&EvidenceEntry::caveat>("caveat", kText, {.doc = "What speaks against using it."}),
    row<&EvidenceEntry::given>("given", kText, {.doc = "A stage or condition that the cases had reached."}),
    row<&EvidenceEntry::measured>(
        "measured", kText,
        {.doc = "When the outcome was measured: steady_state, or year n.", .example = "year 2"}),
    row<&EvidenceEntry::transferability>(
        "transferability", kNumber,
        {.presence = Presence::defaulted,
         .default_text = "100%",
         .doc = "How much a case counts elsewhere, unless the place of use says.",
         .dimension = Dimension::share,
         .example = "70%"}),
    row<&EvidenceEntry::prior>(
        "prior", kPrior,
        {.doc = "What to assume where the sample is small.", .example = "{mean: 30%, weight: 4}"}),
    row<&EvidenceEntry::covers>(
        "covers", kCovers,
        {.doc = "Mechanisms that the outturns already contain.", .example = "[delay, disruption]"}),
    row<&EvidenceEntry::cases>(
        "cases", kCases,
        {.doc = "Public cases among those counted, with their outcome: success, other, or one "
                "of the counted outcomes.",
         .example = "{harbour_2010: success}"}),
};

void finish_evidence(Reader& reader, Node const&, Spot const& spot, void* record) {
    auto const& entry = *static_cast<EvidenceEntry const*>(record);
    if (!reader.in_library()) return;
    auto const need = [&](bool there, std::string_view key, std::string_view what) {
        if (!there)
            reader.problem_at_key(spot, join(spot.path, key),
                                  "this key is missing: evidence of a library needs it",
                                  fmt::format("Add {}: {}", key, what));
    };
    need(!entry.provenance.source.empty(), "source", "a public title, address or file");
    need(!entry.provenance.basis.empty(), "basis", "published, secondary, derived or judgement");
    need(entry.as_of.has_value(), "as_of", "the date from which it was known");
}

constexpr Part kEvidenceParts[] = {{&kProvenance, field<&EvidenceEntry::provenance>()}};
constexpr Record kEvidenceRecord{.name = "evidence",
                                 .doc = "A base rate or reference class with its source.",
                                 .rows = kEvidenceRows,
                                 .parts = kEvidenceParts,
                                 .example = {},
                                 .finish = finish_evidence};
constinit Typed<EvidenceEntry> const kEvidenceEntry = record_type<EvidenceEntry, kEvidenceRecord>();

// ---- Optimism bias ----

using model::OptimismBias;

constexpr Row kBoundsRows[] = {
    row<&OptimismBias::Bounds::lower>("lower", kNumber,
                                      {.presence = Presence::required,
                                       .doc = "Uplift that remains when all causes are mitigated.",
                                       .dimension = Dimension::excess,
                                       .example = "4%"}),
    row<&OptimismBias::Bounds::upper>("upper", kNumber,
                                      {.presence = Presence::required,
                                       .doc = "Uplift to start from: not a maximum.",
                                       .dimension = Dimension::excess,
                                       .example = "51%"}),
};
constexpr Record kBoundsRecord{.name = "uplift_bounds",
                               .doc = "From where to where an uplift is mitigated.",
                               .rows = kBoundsRows,
                               .example = "{lower: 4%, upper: 51%}"};
constinit Typed<OptimismBias::Bounds> const kBounds = record_type<OptimismBias::Bounds, kBoundsRecord>();

constexpr Row kOptimismBiasRows[] = {
    row<&OptimismBias::label>("label", kText, {.doc = "What reports call it."}),
    row<&OptimismBias::capital>("capital", kBounds,
                                {.doc = "Of one-off cost.", .example = "{lower: 4%, upper: 51%}"}),
    row<&OptimismBias::duration>(
        "duration", kBounds,
        {.doc = "Of the time that the works take; for the reader, no number follows from it.",
         .example = "{lower: 2%, upper: 39%}"}),
    row<&OptimismBias::operating>("operating", kBounds,
                                  {.doc = "Of recurring cost.", .example = "{lower: 0%, upper: 41%}"}),
    row<&OptimismBias::as_of>(
        "as_of", kDate,
        {.doc = "It was known from this date; needed in a library.", .example = "2002-07-01"}),
};
void finish_optimism_bias(Reader& reader, Node const&, Spot const& spot, void* record) {
    auto const& bias = *static_cast<OptimismBias const*>(record);
    if (!reader.in_library()) return;
    if (bias.provenance.source.empty())
        reader.problem_at_key(spot, join(spot.path, "source"),
                              "this key is missing: evidence of a library needs it",
                              "Add source: a public title, address or file");
    if (!bias.as_of)
        reader.problem_at_key(spot, join(spot.path, "as_of"),
                              "this key is missing: evidence of a library needs it",
                              "Add as_of: the date from which it was known");
    if (bias.provenance.basis.empty())
        reader.problem_at_key(spot, join(spot.path, "basis"),
                              "this key is missing: evidence of a library needs it",
                              "Add basis: published, secondary, derived or judgement");
}

constexpr Part kOptimismBiasParts[] = {{&kProvenance, field<&OptimismBias::provenance>()}};
constexpr Record kOptimismBiasRecord{
    .name = "optimism_bias",
    .doc =
        "Uplift for optimism bias (HM Treasury, Green Book): a fixed addition to an estimate where no "
        "reference class is at hand. Not a distribution, and never together with one.",
    .rows = kOptimismBiasRows,
    .parts = kOptimismBiasParts,
    .example = "{label: Non-standard buildings, capital: {lower: 4%, upper: 51%}}",
    .finish = finish_optimism_bias};
constinit Typed<OptimismBias> const kOptimismBiasEntry = record_type<OptimismBias, kOptimismBiasRecord>();

constexpr Row kUpliftRows[] = {
    row<&model::Uplift::class_name>("class", kName,
                                    {.presence = Presence::required,
                                     .doc = "Which optimism_bias of the library.",
                                     .example = "non_standard_buildings"}),
    row<&model::Uplift::mitigated>(
        "mitigated", kNumber,
        {.presence = Presence::defaulted,
         .default_text = "0%",
         .doc = "Share of the way from the upper to the lower bound that management has gone.",
         .dimension = Dimension::share,
         .example = "40%"}),
    row<&model::Uplift::overlap_accepted>(
        "overlap", kAccepted,
        {.doc = "The option has a risk register too, knowingly; needs a note that says why."}),
    row<&model::Uplift::note>("note", kText, {.doc = "Why the same is not counted twice."}),
};
constexpr Record kUpliftRecord{
    .name = "uplift",
    .doc = "Uplift of a cost line for optimism bias: upper - mitigated (upper - lower).",
    .rows = kUpliftRows,
    .shorthand = "class",
    .example = "{class: non_standard_buildings, mitigated: 40%}"};

}  // namespace

constinit Typed<std::vector<EvidenceEntry>> const kEvidence =
    records_type<EvidenceEntry, kEvidenceEntry>("evidence_entries", "base rates and reference classes");

constinit Typed<std::vector<model::OptimismBias>> const kOptimismBias =
    records_type<model::OptimismBias, kOptimismBiasEntry>("optimism_biases", "uplifts for optimism bias");
constinit Typed<model::Uplift> const kUplift = record_type<model::Uplift, kUpliftRecord>();

}  // namespace mergerisk::input
