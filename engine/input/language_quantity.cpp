// Numbers: constants, distributions, evidence, shared quantities, calculated ones.

#include "engine/input/language.h"
#include "engine/model/calculated.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

namespace mergerisk::input {
namespace {

using base::Dimension;
using base::Range;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// ---- Lists of numbers: [low, mode, high], [low, high] ----

template <std::size_t Count>
void read_numbers(Reader& reader, Node const& node, Spot const& spot, void* field) {
    static_assert(Count == 2 || Count == 3);
    static constexpr std::string_view kWhat = Count == 3 ? "a list [low, mode, high]" : "a list [low, high]";
    if (!reader.is_list(node, spot, kWhat)) return;
    if (node.children.size() != Count) {
        reader.problem(spot, fmt::format("expected {}, found {} values", kWhat, node.children.size()));
        return;
    }
    auto& numbers = *static_cast<std::array<double, Count>*>(field);
    for (std::size_t i = 0; i < Count; ++i) {
        Spot const at = reader.enter(spot, node.children[i], std::to_string(i + 1));
        if (auto const value = reader.number(*node.children[i].node, at)) numbers[i] = *value;
    }
}

// ---- Parameters by name ----

struct NormalForm {
    double mean = 0;
    double sd = 0;
};
constexpr Row kNormalRows[] = {
    row<&NormalForm::mean>("mean", kSpread,
                           {.presence = Presence::required, .doc = "Mean before truncation."}),
    row<&NormalForm::sd>("sd", kSpread,
                         {.presence = Presence::required, .doc = "Standard deviation before truncation."}),
};
constexpr Record kNormalRecord{
    .name = "normal",
    .doc = "Normal distribution, truncated to the range of the number's dimension.",
    .rows = kNormalRows,
    .example = "{mean: 2%, sd: 0.5%}"};

struct GammaForm {
    std::optional<double> mean, sd, shape, scale;
};
constexpr Row kGammaRows[] = {
    row<&GammaForm::mean>("mean", kSpread, {.doc = "Mean, together with sd."}),
    row<&GammaForm::sd>("sd", kSpread, {.doc = "Standard deviation, together with mean."}),
    row<&GammaForm::shape>("shape", kPlainNumber, {.doc = "Shape, together with scale."}),
    row<&GammaForm::scale>("scale", kSpread, {.doc = "Scale, together with shape."}),
};
constexpr Record kGammaRecord{.name = "gamma",
                              .doc = "Gamma distribution, by mean and sd or by shape and scale.",
                              .rows = kGammaRows,
                              .example = "{mean: 6 months, sd: 3 months}"};

constexpr Row kLognormalRows[] = {
    row<&LognormalForm::mean>("mean", kSpread, {.doc = "Mean of the number itself, together with sd."}),
    row<&LognormalForm::sd>("sd", kSpread,
                            {.doc = "Standard deviation of the number itself, together with mean."}),
    row<&LognormalForm::median>("median", kSpread, {.doc = "Median, together with sigma."}),
    row<&LognormalForm::sigma>("sigma", kPlainNumber,
                               {.doc = "Standard deviation of the logarithm, together with median."}),
    row<&LognormalForm::p5>("p5", kSpread,
                            {.doc = "5th percentile; any two percentiles fix the distribution."}),
    row<&LognormalForm::p10>("p10", kSpread, {.doc = "10th percentile."}),
    row<&LognormalForm::p25>("p25", kSpread, {.doc = "25th percentile."}),
    row<&LognormalForm::p50>("p50", kSpread, {.doc = "50th percentile."}),
    row<&LognormalForm::p75>("p75", kSpread, {.doc = "75th percentile."}),
    row<&LognormalForm::p90>("p90", kSpread, {.doc = "90th percentile."}),
    row<&LognormalForm::p95>("p95", kSpread, {.doc = "95th percentile."}),
};

constexpr Row kBetaRows[] = {
    row<&BetaForm::mean>("mean", kNumber, {.doc = "Mean, together with sd."}),
    row<&BetaForm::sd>("sd", kSpread, {.doc = "Standard deviation, together with mean."}),
    row<&BetaForm::alpha>("alpha", kPlainNumber, {.doc = "First shape, together with beta."}),
    row<&BetaForm::beta>("beta", kPlainNumber, {.doc = "Second shape, together with alpha."}),
    row<&BetaForm::low>("low", kNumber, {.doc = "Lowest value; 0 when absent."}),
    row<&BetaForm::high>("high", kNumber, {.doc = "Highest value; 1 (100 %) when absent."}),
};

constexpr Record kBetaRecord{.name = "beta",
                             .doc = "Beta distribution, by mean and sd or by alpha and beta.",
                             .rows = kBetaRows,
                             .example = "{mean: 60%, sd: 15%}"};

struct BernoulliForm {
    double probability = 0;
    std::optional<double> value;
};
constexpr Row kBernoulliRows[] = {
    row<&BernoulliForm::probability>(
        "probability", kNumber,
        {.presence = Presence::required, .doc = "Probability of the value.", .dimension = Dimension::share}),
    row<&BernoulliForm::value>("value", kNumber, {.doc = "The value; 1 (100 %) when absent. Otherwise 0."}),
};
constexpr Record kBernoulliRecord{.name = "bernoulli",
                                  .doc = "A value with a probability, else nothing.",
                                  .rows = kBernoulliRows,
                                  .shorthand = "probability",
                                  .example = "{probability: 10%, value: 4m}"};

struct DiscreteForm {
    double value = 0;
    double probability = 0;
};
constexpr Row kDiscreteRows[] = {
    row<&DiscreteForm::value>("value", kNumber,
                              {.presence = Presence::required, .doc = "A value it may take."}),
    row<&DiscreteForm::probability>("probability", kNumber,
                                    {.presence = Presence::required,
                                     .doc = "Its probability; all together make 100 %.",
                                     .dimension = Dimension::share}),
};
constexpr Record kDiscreteRecord{.name = "discrete",
                                 .doc = "One of the values that a discrete distribution may take.",
                                 .rows = kDiscreteRows,
                                 .example = "[{value: 2, probability: 70%}, {value: 5, probability: 30%}]"};
constinit Typed<DiscreteForm> const kDiscreteValue = record_type<DiscreteForm, kDiscreteRecord>();

void read_discrete(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_list(node, spot, "a list of {value, probability}")) return;
    auto& values = *static_cast<std::vector<DiscreteForm>*>(field);
    std::size_t position = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, std::to_string(++position));
        reader.read_record(kDiscreteRecord, *child.node, at, &values.emplace_back());
    }
}

constinit Typed<NormalForm> const kNormal = record_type<NormalForm, kNormalRecord>();
constinit Typed<GammaForm> const kGamma = record_type<GammaForm, kGammaRecord>();
constinit Typed<BernoulliForm> const kBernoulli = record_type<BernoulliForm, kBernoulliRecord>();
constinit Typed<std::vector<DiscreteForm>> const kDiscrete{Type{.name = "discrete_values",
                                                                .doc = "a list of {value, probability}",
                                                                .read = read_discrete,
                                                                .items = &kDiscreteValue,
                                                                .least_items = 1}};

// ---- Evidence ----

/// What is pooled with the evidence.
struct PoolForm {
    double claim = 0;
};
constexpr Row kPoolRows[] = {
    row<&PoolForm::claim>("claim", kNumber,
                          {.presence = Presence::required,
                           .doc = "Weight of the claim: with this probability it comes true exactly.",
                           .dimension = Dimension::share,
                           .example = "30%"}),
};
constexpr Record kPoolRecord{.name = "pool",
                             .doc = "A linear opinion pool of the evidence with the claim.",
                             .rows = kPoolRows,
                             .example = "{claim: 30%}"};

void read_pool(Reader& reader, Node const& node, Spot const& spot, void* field) {
    PoolForm form;
    reader.read_record(kPoolRecord, node, spot, &form);
    *static_cast<double*>(field) = form.claim;
}

constinit Typed<double> const kPool{
    Type{.name = "pool",
         .doc = "the weight of the claim",
         .read = read_pool,
         .print =
             [](void const* field, Dimension, MoneyUnit const& money) {
                 return "claim " + print_number(*static_cast<double const*>(field), Dimension::share, money);
             },
         .record = &kPoolRecord}};

constexpr Row kEvidenceUseRows[] = {
    row<&model::EvidenceUse::entry>(
        "entry", kName, {.presence = Presence::required, .doc = "Name of the entry of evidence."}),
    row<&model::EvidenceUse::transferability>(
        "transferability", kNumber,
        {.doc = "How much a case of the evidence counts here, from 0 to 100 %; absent: as the entry says.",
         .dimension = Dimension::share}),
    row<&model::EvidenceUse::outcome>(
        "outcome", kName, {.doc = "Whose share is meant, for an entry that counts several outcomes."}),
    row<&model::EvidenceUse::overlap_accepted>(
        "overlap", kAccepted,
        {.doc =
             "The entry already contains a mechanism that is modelled too, knowingly; the note says why."}),
    row<&model::EvidenceUse::claim_weight>(
        "pool", kPool,
        {.doc = "Pools the evidence with the claim: the claim is then one more opinion.",
         .example = "{claim: 30%}"}),
};
constexpr Record kEvidenceUseRecord{.name = "evidence_use",
                                    .doc = "A draw from an entry of the evidence.",
                                    .rows = kEvidenceUseRows,
                                    .shorthand = "entry",
                                    .example = "{entry: it_overrun, transferability: 70%}"};

// ---- What calculated numbers consist of ----

using Operation = model::Calculated::Operation;

constexpr Choice kDimensions[] = {
    {"money", static_cast<int>(Dimension::money), "an amount"},
    {"money_a_month", static_cast<int>(Dimension::money_a_month), "an amount a month"},
    {"money_a_year", static_cast<int>(Dimension::money_a_year), "an amount a year"},
    {"duration", static_cast<int>(Dimension::duration), "a length of time"},
    {"rate", static_cast<int>(Dimension::rate), "a rate a year"},
    {"share", static_cast<int>(Dimension::share), "0 to 100 %"},
    {"excess", static_cast<int>(Dimension::excess), "a percentage over the claim"},
    {"ratio", static_cast<int>(Dimension::ratio), "a number without unit"},
    {"score", static_cast<int>(Dimension::score), "1 to 5"},
    {"count", static_cast<int>(Dimension::count), "a number of things"},
};

bool is_money(Dimension dimension) {
    return dimension == Dimension::money || dimension == Dimension::money_a_month ||
           dimension == Dimension::money_a_year;
}

/// What kind of number a text is among the operands of a number of dimension `result`: a number without unit
/// is a ratio in a product and what the result is in a sum; an amount without a period is what the result is.
Dimension dimension_of_text(std::string_view text, Operation operation, Dimension result,
                            MoneyUnit const& money) {
    auto const is = [&](Dimension dimension) {
        return scan_number(text, dimension, money).value.has_value();
    };
    if (operation == Operation::sum && is(result)) return result;
    bool const pure = is(Dimension::ratio);
    if (pure) return operation == Operation::sum && !model::is_pure(result) ? result : Dimension::ratio;
    for (Dimension const dimension : {Dimension::duration, Dimension::rate}) {
        if (is(dimension)) return dimension;
    }
    if (is_money(result) && is(result)) return result;
    for (Dimension const dimension : {Dimension::money, Dimension::money_a_year, Dimension::money_a_month}) {
        if (is(dimension)) return dimension;
    }
    return operation == Operation::sum ? result : Dimension::ratio;
}

/// The first number with a unit says what kind of number a distribution is of.
std::optional<Dimension> dimension_in(Node const& node, Operation operation, Dimension result,
                                      MoneyUnit const& money) {
    if (node.is_scalar()) {
        if (model::base_named(node.text)) return Dimension::money_a_year;
        Dimension const dimension = dimension_of_text(node.text, operation, result, money);
        bool const reads = scan_number(node.text, dimension, money).value.has_value();
        return reads && !model::is_pure(dimension) ? std::optional{dimension} : std::nullopt;
    }
    for (Child const& child : node.children) {
        if (auto const found = dimension_in(*child.node, operation, result, money)) return found;
    }
    return std::nullopt;
}

/// Keys that hold no number of the operand itself.
constexpr std::array<std::string_view, 10> kBesideNumbers{
    "dimension", "evidence", "transferability", "outcome", "overlap", "pool",
    "source",    "note",     "owner",           "basis"};

Dimension dimension_of_map(Node const& node, Operation operation, Dimension result, MoneyUnit const& money) {
    for (Child const& child : node.children) {
        bool const beside =
            std::find(kBesideNumbers.begin(), kBesideNumbers.end(), child.key) != kBesideNumbers.end();
        if (beside) continue;
        if (auto const found = dimension_in(*child.node, operation, result, money)) return *found;
    }
    return operation == Operation::sum ? result : Dimension::ratio;
}

struct OperandForm {
    std::optional<Dimension> dimension;
};
constexpr Row kOperandRows[] = {
    row<&OperandForm::dimension>(
        "dimension", kDimension,
        {.doc = "What kind of number it is; absent: as its unit says, and without a unit a ratio in a "
                "product, and in a sum what the sum is.",
         .example = "share"}),
};
constexpr Part kOperandParts[] = {{&kQuantityRecord, kSelf}};
constexpr Record kOperandRecord{.name = "operand",
                                .doc =
                                    "A number that another one is calculated from: written like any "
                                    "number, but not cut to the range of its dimension.",
                                .rows = kOperandRows,
                                .parts = kOperandParts,
                                .example = "{pert: [2%, 3%, 5%], basis: judgement}"};

/// The number in braces, of the dimension that it says or shows.
void read_operand_map(Reader& reader, Node const& node, Spot spot, Operation operation,
                      model::Operand& operand) {
    OperandForm form;
    Node rest{.kind = Node::Kind::map, .position = node.position};
    for (Child const& child : node.children) {
        if (child.key != kOperandRows[0].key) {
            rest.children.push_back(child);
            continue;
        }
        Spot const at = reader.enter(spot, child, child.key);
        kDimension.read(reader, *child.node, at, &form.dimension.emplace(Dimension::ratio));
    }
    spot.dimension =
        form.dimension.value_or(dimension_of_map(rest, operation, spot.dimension, reader.money()));
    spot.any_size = true;
    model::Quantity number;
    kQuantity.read(reader, rest, spot, &number);
    if (auto const* name = std::get_if<model::QuantityName>(&number.value)) {
        operand.name = name->name;
        if (number.claim)
            reader.problem(spot, "a shared quantity among operands keeps its own claim", "Remove the claim");
        return;
    }
    operand.number.push_back(std::move(number));
}

void read_operand(Reader& reader, Node const& node, Spot const& spot, Operation operation,
                  model::Operand& operand) {
    operand.path = spot.path;
    if (node.is_map()) {
        read_operand_map(reader, node, spot, operation, operand);
        return;
    }
    auto const text =
        reader.scalar(node, spot, "a number, a name, or the income or operating_cost of a party");
    if (!text) return;
    bool const plain_name = is_name(*text) && !is_reserved(*text);
    if (plain_name || model::base_named(*text)) {
        operand.name = *text;
        return;
    }
    bool const like_a_base = !text->empty() && (*text)[0] >= 'a' && (*text)[0] <= 'z';
    if (like_a_base) {
        reader.problem(spot, fmt::format("\"{}\" is neither a number nor a name", *text),
                       "Name a shared quantity, or a party (or combined), a dot, and income or "
                       "operating_cost");
        return;
    }
    Spot at = spot;
    at.dimension = dimension_of_text(*text, operation, spot.dimension, reader.money());
    at.any_size = true;
    model::Quantity number;
    kQuantity.read(reader, node, at, &number);
    operand.number.push_back(std::move(number));
}

template <Operation Of>
void read_operands(Reader& reader, Node const& node, Spot const& spot, void* field) {
    if (!reader.is_list(node, spot, "a list of numbers and names")) return;
    auto& operands = *static_cast<std::vector<model::Operand>*>(field);
    std::size_t position = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, std::to_string(++position));
        if (child.node->is_absent())
            reader.problem(at, "the value is missing");
        else
            read_operand(reader, *child.node, at, Of, operands.emplace_back());
    }
}

constinit Typed<model::Operand> const kOperand{
    Type{.name = "operand",
         .doc = "a number, the name of a shared quantity or of a term, or a party (or combined), a dot, and "
                "income or operating_cost",
         .takes_any_text = true,
         // Its dimension may follow from its unit: editors cannot tell.
         .takes_anything = true,
         .record = &kOperandRecord,
         .dimension_row = &kOperandRows[0],
         .dimension_of = [](int choice) { return static_cast<Dimension>(choice); }}};
constinit Typed<std::vector<model::Operand>> const kFactors{Type{.name = "factors",
                                                                 .doc = "a list of two or more operands",
                                                                 .read = read_operands<Operation::product>,
                                                                 .items = &kOperand,
                                                                 .least_items = 2}};
constinit Typed<std::vector<model::Operand>> const kSummands{Type{.name = "summands",
                                                                  .doc = "a list of two or more operands",
                                                                  .read = read_operands<Operation::sum>,
                                                                  .items = &kOperand,
                                                                  .least_items = 2}};

// ---- The quantity ----

struct QuantityForm {
    std::optional<double> value;
    std::optional<std::array<double, 3>> pert, triangular;
    std::optional<std::array<double, 2>> uniform, truncate;
    std::optional<NormalForm> normal;
    std::optional<LognormalForm> lognormal;
    std::optional<GammaForm> gamma;
    std::optional<BetaForm> beta;
    std::optional<std::vector<DiscreteForm>> discrete;
    std::optional<BernoulliForm> bernoulli;
    std::optional<model::EvidenceUse> evidence;
    std::optional<std::string> quantity;
    std::optional<std::vector<model::Operand>> product, sum;
    std::optional<double> transferability;
    std::optional<std::string> outcome;
    std::optional<bool> overlap;
    std::optional<double> pool;
    std::optional<double> claim;
    std::optional<double> planned;
    model::Provenance provenance;
};

constexpr std::string_view kForm = "form";

constexpr Row kQuantityRows[] = {
    row<&QuantityForm::value>("value", kNumber,
                              {.presence = Presence::required, .doc = "A certain number.", .one_of = kForm}),
    row<&QuantityForm::pert>(
        "pert", kLowModeHigh,
        {.presence = Presence::required,
         .doc = "Beta-PERT distribution of shape 4 from low to high with the given mode.",
         .one_of = kForm,
         .example = "[3 months, 4 months, 6 months]"}),
    row<&QuantityForm::triangular>("triangular", kLowModeHigh,
                                   {.presence = Presence::required,
                                    .doc = "Triangular distribution from low to high with the given mode.",
                                    .one_of = kForm,
                                    .example = "[1, 2, 5]"}),
    row<&QuantityForm::uniform>("uniform", kLowHigh,
                                {.presence = Presence::required,
                                 .doc = "Every value between low and high is equally likely.",
                                 .one_of = kForm,
                                 .example = "[1, 2]"}),
    row<&QuantityForm::normal>("normal", kNormal,
                               {.presence = Presence::required,
                                .doc = "Normal distribution by mean and sd.",
                                .one_of = kForm,
                                .example = "{mean: 2%, sd: 0.5%}"}),
    row<&QuantityForm::lognormal>(
        "lognormal", kLognormal,
        {.presence = Presence::required,
         .doc = "Lognormal distribution by mean and sd, by median and sigma, or by two percentiles.",
         .one_of = kForm,
         .example = "{p10: 4, p90: 20}"}),
    row<&QuantityForm::gamma>("gamma", kGamma,
                              {.presence = Presence::required,
                               .doc = "Gamma distribution by mean and sd, or by shape and scale.",
                               .one_of = kForm,
                               .example = "{mean: 6 months, sd: 3 months}"}),
    row<&QuantityForm::beta>(
        "beta", kBeta,
        {.presence = Presence::required,
         .doc = "Beta distribution by mean and sd, or by alpha and beta, between low and high.",
         .one_of = kForm,
         .example = "{mean: 60%, sd: 15%}"}),
    row<&QuantityForm::discrete>("discrete", kDiscrete,
                                 {.presence = Presence::required,
                                  .doc = "One of several values, each with its probability.",
                                  .one_of = kForm,
                                  .example = "[{value: 2, probability: 70%}, {value: 5, probability: 30%}]"}),
    row<&QuantityForm::bernoulli>("bernoulli", kBernoulli,
                                  {.presence = Presence::required,
                                   .doc = "A value with a probability, else nothing.",
                                   .one_of = kForm,
                                   .example = "{probability: 10%, value: 4m}"}),
    row<&QuantityForm::evidence>("evidence", kEvidenceUse,
                                 {.presence = Presence::required,
                                  .doc = "What the evidence of this name says.",
                                  .one_of = kForm,
                                  .example = "it_overrun"}),
    row<&QuantityForm::quantity>("quantity", kName,
                                 {.presence = Presence::required,
                                  .doc = "The shared number of this name under quantities.",
                                  .one_of = kForm,
                                  .example = "site_count"}),
    row<&QuantityForm::product>(
        "product", kFactors,
        {.presence = Presence::required,
         .doc = "The product of numbers and names, one of them at most with a unit; combined.income and the "
                "like are amounts a year at the valuation date.",
         .one_of = kForm,
         .example = "[2%, combined.income]"}),
    row<&QuantityForm::sum>("sum", kSummands,
                            {.presence = Presence::required,
                             .doc = "The sum of numbers and names of one unit; a summand may be negative.",
                             .one_of = kForm,
                             .example = "[3%, -0.5%]"}),
    row<&QuantityForm::transferability>(
        "transferability", kNumber,
        {.doc = "With evidence: how much a case of it counts here; absent: as the entry says.",
         .dimension = Dimension::share,
         .example = "70%"}),
    row<&QuantityForm::outcome>("outcome", kName,
                                {.doc = "With evidence that counts several outcomes: whose share is meant."}),
    row<&QuantityForm::overlap>("overlap", kAccepted,
                                {.doc = "With evidence that already contains a mechanism which is modelled "
                                        "too: knowingly; needs a note."}),
    row<&QuantityForm::pool>(
        "pool", kPool,
        {.doc =
             "With evidence: pools it with the claim, which then comes true exactly with this probability. "
             "Of an overrun the claim is 0 %, of what is realised or merger_specific 100 %, of a slip 0; "
             "elsewhere it must be stated.",
         .example = "{claim: 30%}"}),
    row<&QuantityForm::claim>(
        "claim", kNumber,
        {.doc = "What the deal team says; absent: the most likely value.", .one_of = "claim"}),
    row<&QuantityForm::planned>("planned", kNumber,
                                {.doc = "Another word for claim, for durations.", .one_of = "claim"}),
    row<&QuantityForm::truncate>(
        "truncate", kLowHigh,
        {.doc = "Keeps the part of a distribution between two values (renormalised).", .example = "[0, 40]"}),
};
constexpr Part kQuantityParts[] = {{&kProvenance, field<&QuantityForm::provenance>()}};

std::optional<math::Distribution> no_distribution(Reader& reader, Spot const& spot, std::string reason,
                                                  std::string suggestion = {}) {
    reader.problem(spot, std::move(reason), std::move(suggestion));
    return std::nullopt;
}

template <class T>
std::optional<T> fitted(Reader& reader, Spot const& spot, math::Fitted<T> result) {
    if (auto* flaw = std::get_if<math::Flaw>(&result)) {
        reader.problem(spot, std::move(flaw->reason));
        return std::nullopt;
    }
    return std::get<T>(std::move(result));
}

std::optional<math::Distribution> make_gamma(Reader& reader, Spot const& spot, GammaForm const& form) {
    bool const by_mean = form.mean && form.sd && !form.shape && !form.scale;
    bool const by_shape = form.shape && form.scale && !form.mean && !form.sd;
    if (by_mean) {
        auto const gamma = fitted(reader, spot, math::gamma_from_mean(*form.mean, *form.sd));
        return gamma ? std::optional<math::Distribution>(*gamma) : std::nullopt;
    }
    if (by_shape) return math::Gamma{*form.shape, *form.scale};
    return no_distribution(reader, spot, "a gamma distribution needs mean and sd, or shape and scale",
                           "Give one of these pairs");
}

/// One of the forms that are exactly one distribution; evidence and names are handled by the caller.
std::optional<math::Distribution> make_distribution(Reader& reader, Spot const& spot,
                                                    QuantityForm const& form) {
    if (form.value) return math::Constant{*form.value};
    if (form.pert) return math::Pert{(*form.pert)[0], (*form.pert)[1], (*form.pert)[2]};
    if (form.triangular)
        return math::Triangular{(*form.triangular)[0], (*form.triangular)[1], (*form.triangular)[2]};
    if (form.uniform) return math::Uniform{(*form.uniform)[0], (*form.uniform)[1]};
    if (form.normal) return math::Normal{form.normal->mean, form.normal->sd};
    if (form.lognormal) {
        auto const lognormal = make_lognormal(reader, spot, *form.lognormal, 0);
        return lognormal ? std::optional<math::Distribution>(*lognormal) : std::nullopt;
    }
    if (form.gamma) return make_gamma(reader, spot, *form.gamma);
    if (form.beta) {
        auto const beta = make_beta(reader, spot, *form.beta, 0, 1);
        return beta ? std::optional<math::Distribution>(*beta) : std::nullopt;
    }
    if (form.discrete) {
        math::Discrete discrete;
        for (DiscreteForm const& one : *form.discrete) {
            discrete.values.push_back(one.value);
            discrete.probabilities.push_back(one.probability);
        }
        return discrete;
    }
    if (form.bernoulli)
        return math::Bernoulli{form.bernoulli->probability, form.bernoulli->value.value_or(1.0)};
    return std::nullopt;
}

bool is_continuous(math::Distribution const& distribution) {
    return std::visit([](auto const& d) { return std::is_constructible_v<math::Continuous, decltype(d)>; },
                      distribution);
}

math::Continuous as_continuous(math::Distribution const& distribution) {
    return std::visit(
        [](auto const& d) -> math::Continuous {
            if constexpr (std::is_constructible_v<math::Continuous, decltype(d)>)
                return d;
            else
                return math::Uniform{0, 1};
        },
        distribution);
}

/// Cuts the distribution where the author says and at the range of its dimension, and says so.
std::optional<math::Distribution> cut_to_range(Reader& reader, Spot const& spot, QuantityForm const& form,
                                               math::Distribution distribution) {
    double low = -kInfinity;
    double high = kInfinity;
    if (form.truncate) {
        if (!is_continuous(distribution))
            return no_distribution(reader, spot, "truncate needs a continuous distribution",
                                   "Remove truncate, or the values outside it");
        low = (*form.truncate)[0];
        high = (*form.truncate)[1];
    }
    math::Support const support = math::support(distribution);
    Range const range = spot.any_size ? Range{-kInfinity, kInfinity} : base::range_of(spot.dimension);
    bool const reaches_out = support.low < range.low || support.high > range.high;
    if (reaches_out && is_continuous(distribution)) {
        bool const by_default = low < range.low || high > range.high;
        low = low < range.low ? range.low : low;
        high = high > range.high ? range.high : high;
        if (by_default) {
            std::string const limits =
                range.high == kInfinity
                    ? fmt::format("{} and above", print_number(range.low, spot.dimension, reader.money()))
                    : fmt::format("{} to {}", print_number(range.low, spot.dimension, reader.money()),
                                  print_number(range.high, spot.dimension, reader.money()));
            reader.note_default(
                join(spot.path, "truncate"), limits,
                fmt::format("The distribution is cut to its range ({}).", base::name_of(spot.dimension)));
        }
    } else if (reaches_out) {
        double const outside = support.low < range.low ? support.low : support.high;
        if (auto reason = out_of_range(outside, spot.dimension, reader.money()))
            return no_distribution(reader, spot, std::move(*reason));
    }
    if (low == -kInfinity && high == kInfinity) return distribution;
    math::Distribution cut = math::Truncated{as_continuous(distribution), low, high};
    if (auto flaw = math::flaw(cut)) return no_distribution(reader, spot, std::move(*flaw));
    return cut;
}

void settle_evidence(Reader& reader, Spot const& spot, QuantityForm& form, model::Quantity& quantity) {
    model::EvidenceUse use = std::move(*form.evidence);
    if (form.transferability) use.transferability = form.transferability;
    if (form.outcome) use.outcome = *form.outcome;
    if (form.overlap) use.overlap_accepted = *form.overlap;
    if (form.pool) use.claim_weight = form.pool;
    if (use.overlap_accepted && form.provenance.note.empty())
        reader.problem(spot, "an accepted overlap needs a note",
                       "Add note: why the same shortfall is not counted twice");
    if (form.truncate) reader.problem(spot, "truncate does not apply to evidence", "Give the evidence a cap");
    quantity.value = std::move(use);
}

void settle(Reader& reader, Spot const& spot, QuantityForm& form, model::Quantity& quantity) {
    if (form.evidence) {
        settle_evidence(reader, spot, form, quantity);
        return;
    }
    if (form.transferability || form.outcome || form.overlap || form.pool)
        reader.problem(spot, "transferability, outcome, overlap and pool need evidence",
                       "Remove them or add evidence");
    if (form.quantity) {
        quantity.value = model::QuantityName{*form.quantity};
        return;
    }
    if (form.product || form.sum) {
        if (form.truncate)
            reader.problem(spot, "truncate does not apply to a calculated number",
                           "Truncate what it is calculated from");
        quantity.value = model::Calculated{form.product ? Operation::product : Operation::sum,
                                           std::move(form.product ? *form.product : *form.sum)};
        return;
    }
    std::size_t const problems = reader.problem_count();
    auto distribution = make_distribution(reader, spot, form);
    if (!distribution || reader.problem_count() != problems) return;
    if (auto flaw = math::flaw(*distribution)) {
        reader.problem(spot, std::move(*flaw));
        return;
    }
    if (auto cut = cut_to_range(reader, spot, form, std::move(*distribution)))
        quantity.value = std::move(*cut);
}

void read_quantity_map(Reader& reader, Node const& node, Spot const& spot, model::Quantity& quantity) {
    std::size_t const problems = reader.problem_count();
    QuantityForm form;
    reader.read_record(kQuantityRecord, node, spot, &form);
    quantity.provenance = form.provenance;
    quantity.claim = form.claim ? form.claim : form.planned;
    if (reader.problem_count() == problems) settle(reader, spot, form, quantity);
}

void read_quantity(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& quantity = *static_cast<model::Quantity*>(field);
    quantity.dimension = spot.dimension;
    quantity.path = spot.path;
    if (node.is_map()) {
        read_quantity_map(reader, node, spot, quantity);
        return;
    }
    std::string const what =
        fmt::format("{}, a map such as {{pert: [low, mode, high]}}, or a name under quantities",
                    base::name_of(spot.dimension));
    auto const text = reader.scalar(node, spot, what);
    if (!text) return;
    if (is_name(*text) && !is_reserved(*text)) {
        quantity.value = model::QuantityName{std::string(*text)};
        return;
    }
    if (auto const value = reader.number(node, spot)) quantity.value = math::Constant{*value};
}

// ---- Printing ----

struct Printer {
    Dimension dimension;
    MoneyUnit const& money;

    [[nodiscard]] std::string number(double value) const { return print_number(value, dimension, money); }

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
    std::string operator()(math::Lognormal const& d) const {
        return fmt::format("lognormal, median {:.6g} ({}), sigma {:.6g}", std::exp(d.mu), unit_of(dimension),
                           d.sigma);
    }
    std::string operator()(math::Gamma const& d) const {
        return fmt::format("gamma, shape {:.6g}, scale {}", d.shape, number(d.scale));
    }
    std::string operator()(math::Beta const& d) const {
        return fmt::format("beta, alpha {:.6g}, beta {:.6g}, {} to {}", d.alpha, d.beta, number(d.low),
                           number(d.high));
    }
    std::string operator()(math::Discrete const& d) const {
        std::string text = "one of";
        for (std::size_t i = 0; i < d.values.size(); ++i)
            text += fmt::format("{} {} ({:.6g} %)", i == 0 ? "" : ",", number(d.values[i]),
                                100 * d.probabilities[i]);
        return text;
    }
    std::string operator()(math::Bernoulli const& d) const {
        return fmt::format("{} with probability {:.6g} %, else nothing", number(d.value),
                           100 * d.probability);
    }
    std::string operator()(math::Truncated const& d) const {
        std::string text = std::visit(*this, d.of);
        Range const range = base::range_of(dimension);
        if (d.low > range.low) text += fmt::format(", from {}", number(d.low));
        if (d.high < range.high) text += fmt::format(", up to {}", number(d.high));
        return text;
    }
    std::string operator()(math::ReferenceClass const&) const { return "reference class"; }
    std::string operator()(math::Distribution const& d) const { return std::visit(*this, d); }
    std::string operator()(model::EvidenceUse const& use) const {
        std::string text = "evidence " + use.entry;
        if (!use.outcome.empty()) text += fmt::format(", outcome {}", use.outcome);
        if (use.transferability)
            text += fmt::format(", transferability {:.6g} %", 100 * *use.transferability);
        if (use.claim_weight)
            text += fmt::format(", pooled with the claim at {:.6g} %", 100 * *use.claim_weight);
        return text;
    }
    std::string operator()(model::QuantityName const& name) const { return "quantity " + name.name; }
    std::string operator()(model::Calculated const& calculated) const {
        std::vector<std::string> operands;
        operands.reserve(calculated.operands.size());
        for (model::Operand const& operand : calculated.operands) {
            if (operand.number.empty()) {
                operands.push_back(operand.name);
                continue;
            }
            model::Quantity const& number = operand.number.front();
            std::string text = std::visit(Printer{number.dimension, money}, number.value);
            bool const one_word =
                std::holds_alternative<math::Distribution>(number.value) &&
                std::holds_alternative<math::Constant>(std::get<math::Distribution>(number.value));
            operands.push_back(one_word ? std::move(text) : "(" + text + ")");
        }
        bool const product = calculated.operation == model::Calculated::Operation::product;
        return (product ? "product of " : "sum of ") + list_words(operands, "and");
    }
};

std::string print_quantity(void const* field, Dimension, MoneyUnit const& money) {
    auto const& quantity = *static_cast<model::Quantity const*>(field);
    Printer const printer{quantity.dimension, money};
    std::string text = std::visit(printer, quantity.value);
    if (quantity.claim) text += ", claimed " + printer.number(*quantity.claim);
    return text;
}

// ---- Shared quantities ----

constexpr Row kNamedQuantityRows[] = {
    custom_row("dimension", kDimension,
               Field{[](void* record) -> void* {
                         return &static_cast<model::NamedQuantity*>(record)->quantity.dimension;
                     },
                     [](void const* record) -> void const* {
                         return &static_cast<model::NamedQuantity const*>(record)->quantity.dimension;
                     }},
               {.presence = Presence::required, .doc = "What kind of number it is.", .example = "duration"}),
    row<&model::NamedQuantity::label>("label", kText, {.doc = "What reports call it."}),
};
constexpr Part kNamedQuantityParts[] = {{&kQuantityRecord, kSelf}, {&kProvenance, kSelf}};
constexpr Record kNamedQuantityRecord{
    .name = "shared_quantity",
    .doc = "An uncertain number that several places share: the same draw wherever it is named.",
    .rows = kNamedQuantityRows,
    .parts = kNamedQuantityParts,
    .example = "{dimension: duration, pert: [3 months, 4 months, 6 months]}"};

/// The keys of the record itself, then the rest as a quantity of the stated dimension.
void read_named_quantity(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& named = *static_cast<model::NamedQuantity*>(field);
    if (!reader.is_map(node, spot, "a map with dimension and a distribution")) return;
    Node own{.kind = Node::Kind::map, .position = node.position};
    Node rest = own;
    for (Child const& child : node.children) {
        bool const is_own = std::any_of(std::begin(kNamedQuantityRows), std::end(kNamedQuantityRows),
                                        [&](Row const& candidate) { return candidate.key == child.key; });
        (is_own ? own : rest).children.push_back(child);
    }
    static constexpr Record kOwn{.name = "shared_quantity", .doc = "", .rows = kNamedQuantityRows};
    std::size_t const problems = reader.problem_count();
    reader.read_record(kOwn, own, spot, &named);
    if (reader.problem_count() != problems) return;
    Spot inner = spot;
    inner.dimension = named.quantity.dimension;
    kQuantity.read(reader, rest, inner, &named.quantity);
}

constinit Typed<model::NamedQuantity> const kNamedQuantity{
    Type{.name = "shared_quantity",
         .doc = "an uncertain number that several places share",
         .read = read_named_quantity,
         .print =
             [](void const* field, Dimension dimension, MoneyUnit const& money) {
                 auto const& named = *static_cast<model::NamedQuantity const*>(field);
                 return print_quantity(&named.quantity, dimension, money);
             },
         .record = &kNamedQuantityRecord,
         .dimension_row = &kNamedQuantityRows[0],
         .dimension_of = [](int choice) { return static_cast<Dimension>(choice); }}};

// ---- Terms: numbers of a form's lines that an option may state instead ----

std::string print_term(void const* field, Dimension, MoneyUnit const& money) {
    model::Quantity const& quantity = static_cast<model::NamedQuantity const*>(field)->quantity;
    return print_quantity(&quantity, quantity.dimension, money);
}

/// What dimension a term has is known when its form is: the terms themselves are read with the form's lines.
void read_no_term(Reader&, Node const&, Spot const&, void*) {}

constinit Typed<model::NamedQuantity> const kTerm{
    Type{.name = "term",
         .doc = "a number of the dimension that the form gives the term",
         .read = read_no_term,
         .print = print_term,
         .takes_anything = true,
         .record = &kQuantityRecord}};
constinit Typed<model::NamedQuantity> const kTypicalTerm{
    Type{.name = "typical_term",
         .doc = "a number with its dimension; without a number the option has to state it; without a "
                "dimension it replaces that of a form that is extended",
         .read = read_no_term,
         .print = print_term,
         .takes_anything = true,
         .record = &kNamedQuantityRecord}};

void read_terms(Reader& reader, Node const& node, Spot const& spot, void*) {
    (void)reader.is_map(node, spot, "a map from terms of the form to numbers");
}

/// Checks the terms that state a number and its dimension; the others need the forms around them.
void read_typical_terms(Reader& reader, Node const& node, Spot const& spot, void* field) {
    static constexpr std::string_view kOwn[] = {"dimension", "label", "source", "note", "owner", "basis"};
    if (!reader.is_map(node, spot, "a map from names to numbers with their dimension")) return;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key);
        if (!reader.check_new_name(at, child.key)) continue;
        bool const has_number =
            child.node->is_map() &&
            std::any_of(child.node->children.begin(), child.node->children.end(), [](Child const& part) {
                return std::find(std::begin(kOwn), std::end(kOwn), part.key) == std::end(kOwn);
            });
        if (!has_number || child.node->find("dimension") == nullptr) continue;
        auto& term = static_cast<std::vector<model::NamedQuantity>*>(field)->emplace_back();
        term.name = child.key;
        read_named_quantity(reader, *child.node, at, &term);
    }
}

template <auto const& Term>
constexpr Typed<std::vector<model::NamedQuantity>> terms_type(std::string_view name, std::string_view doc,
                                                              void (*read)(Reader&, Node const&, Spot const&,
                                                                           void*)) {
    Type type = records_type<model::NamedQuantity, Term>(name, doc);
    type.read = read;
    return Typed<std::vector<model::NamedQuantity>>{type};
}

}  // namespace

constinit Typed<Dimension> const kDimension =
    choice_type<Dimension, kDimensions>("dimension", "what kind of number it is");
constinit Typed<std::vector<model::NamedQuantity>> const kTerms =
    terms_type<kTerm>("terms", "numbers for the form's lines", read_terms);
constinit Typed<std::vector<model::NamedQuantity>> const kTypicalTerms =
    terms_type<kTypicalTerm>("typical_terms", "numbers that an option may state instead", read_typical_terms);

std::optional<math::Lognormal> make_lognormal(Reader& reader, Spot const& spot, LognormalForm const& form,
                                              double offset) {
    std::vector<math::Percentile> percentiles;
    auto const add = [&](double probability, std::optional<double> value) {
        if (value) percentiles.push_back({probability, *value + offset});
    };
    add(0.05, form.p5);
    add(0.10, form.p10);
    add(0.25, form.p25);
    add(0.50, form.p50);
    add(0.75, form.p75);
    add(0.90, form.p90);
    add(0.95, form.p95);
    bool const by_mean = form.mean && form.sd;
    bool const by_median = form.median && form.sigma;
    bool const half =
        form.mean.has_value() != form.sd.has_value() || form.median.has_value() != form.sigma.has_value();
    int const ways = (by_mean ? 1 : 0) + (by_median ? 1 : 0) + (percentiles.empty() ? 0 : 1);
    if (half || ways != 1 || (!percentiles.empty() && percentiles.size() != 2)) {
        reader.problem(spot,
                       "a lognormal distribution needs mean and sd, median and sigma, or two percentiles",
                       "Give exactly one of these pairs");
        return std::nullopt;
    }
    if (by_mean) return fitted(reader, spot, math::lognormal_from_mean(*form.mean + offset, *form.sd));
    if (by_median)
        return fitted(reader, spot, math::lognormal_from_median(*form.median + offset, *form.sigma));
    return fitted(reader, spot, math::lognormal_from_percentiles(percentiles[0], percentiles[1]));
}

std::optional<math::Beta> make_beta(Reader& reader, Spot const& spot, BetaForm const& form,
                                    double default_low, double default_high) {
    double const low = form.low.value_or(default_low);
    double const high = form.high.value_or(default_high);
    bool const by_mean = form.mean && form.sd && !form.alpha && !form.beta;
    bool const by_shape = form.alpha && form.beta && !form.mean && !form.sd;
    if (by_mean) return fitted(reader, spot, math::beta_from_mean(*form.mean, *form.sd, low, high));
    if (by_shape) return math::Beta{*form.alpha, *form.beta, low, high};
    reader.problem(spot, "a beta distribution needs mean and sd, or alpha and beta",
                   "Give one of these pairs");
    return std::nullopt;
}

constinit Typed<std::array<double, 3>> const kLowModeHigh{Type{.name = "low_mode_high",
                                                               .doc = "a list [low, mode, high]",
                                                               .read = read_numbers<3>,
                                                               .items = &kNumber,
                                                               .least_items = 3,
                                                               .most_items = 3}};
constinit Typed<std::array<double, 2>> const kLowHigh{Type{.name = "low_high",
                                                           .doc = "a list [low, high]",
                                                           .read = read_numbers<2>,
                                                           .items = &kNumber,
                                                           .least_items = 2,
                                                           .most_items = 2}};

constexpr Record kLognormalRecord{
    .name = "lognormal",
    .doc = "Lognormal distribution, by mean and sd, by median and sigma, or by two percentiles.",
    .rows = kLognormalRows,
    .example = "{p10: 4, p90: 20}"};
constinit Typed<LognormalForm> const kLognormal = record_type<LognormalForm, kLognormalRecord>();
constinit Typed<BetaForm> const kBeta = record_type<BetaForm, kBetaRecord>();

constexpr Record kQuantityRecord{.name = "quantity",
                                 .doc = "A number that may be uncertain.",
                                 .rows = kQuantityRows,
                                 .parts = kQuantityParts,
                                 .example = "{pert: [2, 3, 6], source: tender of May 2017}"};

constinit Typed<model::EvidenceUse> const kEvidenceUse =
    record_type<model::EvidenceUse, kEvidenceUseRecord>();
constinit Typed<model::Quantity> const kQuantity{
    Type{.name = "quantity",
         .doc = "a number, a distribution, evidence, or the name of a shared quantity",
         .read = read_quantity,
         .print = print_quantity,
         .has_dimension = true,
         .pattern = "^[a-z][a-z0-9_]*$",
         .record = &kQuantityRecord}};
constinit Typed<std::vector<model::NamedQuantity>> const kQuantities =
    records_type<model::NamedQuantity, kNamedQuantity>("quantities",
                                                       "uncertain numbers that several places share");

}  // namespace mergerisk::input
