// Entries of evidence: proportions, counts and reference classes.

#include "engine/input/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

struct RatioForm {
    As as = As::excess;
    std::optional<std::vector<math::Percentile>> percentiles;
    std::optional<LognormalForm> lognormal;
    std::optional<BetaForm> beta;
    std::optional<BodyAndTailForm> body_and_tail;
    std::optional<ZeroInflatedForm> zero_inflated;
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

// ---- The entry ----

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

}  // namespace

constinit Typed<std::vector<EvidenceEntry>> const kEvidence =
    records_type<EvidenceEntry, kEvidenceEntry>("evidence_entries", "base rates and reference classes");

}  // namespace mergerisk::input
