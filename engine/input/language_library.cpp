// Calendars, forms, and the two kinds of file.

#include "engine/input/language.h"
#include "engine/input/language_deal.h"

#include <fmt/format.h>

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::Scenario;

// ---- Calendars ----

constexpr Choice kBaseWords[] = {
    {"none", static_cast<int>(model::Calendar::Base::none), "every day is a working day"},
    {"weekends_only", static_cast<int>(model::Calendar::Base::weekends_only),
     "Saturdays and Sundays are closed"},
    {"united_kingdom", static_cast<int>(model::Calendar::Base::united_kingdom),
     "weekends and the bank holidays of England and Wales"},
    {"target", static_cast<int>(model::Calendar::Base::target), "closing days of the TARGET payment system"},
    {"united_states", static_cast<int>(model::Calendar::Base::united_states),
     "weekends and federal holidays"}};
constinit Typed<model::Calendar::Base> const kCalendarBase =
    choice_type<model::Calendar::Base, kBaseWords>("calendar_base", "the rule that the calendar starts from");

constexpr Row kCalendarRows[] = {
    row<&model::Calendar::label>("label", kText, {.doc = "What reports call it."}),
    row<&model::Calendar::base>("base", kCalendarBase,
                                {.presence = Presence::required,
                                 .doc = "The rule that it starts from.",
                                 .example = "united_kingdom"}),
    row<&model::Calendar::closed>("closed", kDates,
                                  {.doc = "Further days that are closed.", .example = "[2022-09-19]"}),
    row<&model::Calendar::open>("open", kDates, {.doc = "Days that are open although the base closes them."}),
};
constexpr Part kCalendarParts[] = {{&kProvenance, field<&model::Calendar::provenance>()}};
constexpr Record kCalendarRecord{.name = "calendar",
                                 .doc = "Which days are working days.",
                                 .rows = kCalendarRows,
                                 .parts = kCalendarParts,
                                 .example = "{base: united_kingdom, source: gov.uk/bank-holidays}"};
constinit Typed<model::Calendar> const kCalendar = record_type<model::Calendar, kCalendarRecord>();

// ---- Options ----

using model::Option;

constexpr Choice kLegalWords[] = {
    {"single", static_cast<int>(model::Legal::single), "one legal entity after completion"},
    {"separate", static_cast<int>(model::Legal::separate), "the parties stay separate entities"}};

constexpr Choice kLuckWords[] = {{"shared", static_cast<int>(model::Luck::shared),
                                  "an assumption shared with another option has the same luck"},
                                 {"own", static_cast<int>(model::Luck::own), "draws of its own"}};
constinit Typed<model::Luck> const kLuck = choice_type<model::Luck, kLuckWords>("luck", "shared or own");

/// A list of parties, or who plays which role of the form.
void read_option_parties(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& option = *static_cast<Option*>(field);
    if (!node.is_map()) {
        kNames.read(reader, node, spot, &option.parties);
        return;
    }
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, child.key);
        if (!reader.check_new_name(at, child.key)) continue;
        std::string party;
        kName.read(reader, *child.node, at, &party);
        if (party.empty()) continue;
        option.roles.insert_or_assign(child.key, party);
        option.parties.push_back(std::move(party));
    }
}

std::string print_option_parties(void const* field, Dimension dimension, MoneyUnit const& money) {
    auto const& option = *static_cast<Option const*>(field);
    if (option.roles.empty()) return kNames.print(&option.parties, dimension, money);
    std::string text;
    for (auto const& [role, party] : option.roles)
        text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", role, party);
    return text;
}

constinit Typed<Option> const kOptionParties{
    Type{.name = "option_parties",
         .doc = "a list of parties, or a map from roles of the form to parties",
         .read = read_option_parties,
         .print = print_option_parties,
         .values = &kName,
         .items = &kName}};

constexpr Choice kAllOrNone[] = {{"all", -1, "every section that the form has"},
                                 {"none", -2, "nothing of the form but its name and legal form"}};
constexpr Choice kSectionWords[] = {
    {"route", kTakenWhole, "approvals"},
    {"contract", kTakenWhole, "term and limit of support"},
    {"cost_neutral_for", kTakenWhole, "parties that pay nothing"},
    {"deal", kTakenWhole, "what a buyer offers"},
    {"costs", kTakenByLine, "cost lines"},
    {"benefits", kTakenByLine, "benefit lines"},
    {"support", kTakenByLine, "support lines"},
    {"productivity", kTakenByLine, "disruption, distraction, lasting change"},
    {"workforce", kTakenWhole, "leavers"},
    {"readiness", kTakenByLine, "scores"},
    {"risks", kTakenByLine, "risk register"},
};

constinit Typed<std::string> const kSectionWord{Type{.name = "section",
                                                     .doc = "a section of an option",
                                                     .read = [](Reader&, Node const&, Spot const&, void*) {},
                                                     .choices = kSectionWords}};

void read_section_words(Reader& reader, Node const& node, Spot const& spot, void* field) {
    auto& sections = *static_cast<std::vector<std::string>*>(field);
    if (node.is_list()) {
        std::size_t position = 0;
        for (Child const& child : node.children) {
            Spot const at = reader.enter(spot, child, std::to_string(++position));
            int known = -1;
            read_choice(reader, *child.node, at, kSectionWords, known);
            if (known >= 0) sections.push_back(child.node->text);
        }
        return;
    }
    int known = 0;
    read_choice(reader, node, spot, kAllOrNone, known);
    if (known < 0) sections = {node.text};
}

constexpr Row kOptionRows[] = {
    row<&Option::label>("label", kText, {.doc = "What reports call it.", .example = "One foundation trust"}),
    row<&Option::form>("form", kName, {.doc = "Organisational form, from the library.", .example = "merger"}),
    row<&Option::legal>("legal", kLegal,
                        {.doc = "Whether the parties become one legal entity; absent: as the form says.",
                         .example = "single"}),
    row<&Option::counterfactual>(
        "counterfactual", kYesNo,
        {.presence = Presence::defaulted,
         .default_text = "no",
         .doc = "The option that all others are compared with; there is exactly one.",
         .example = "yes"}),
    row<&Option::luck>("luck", kLuck,
                       {.presence = Presence::defaulted,
                        .default_text = "shared",
                        .doc = "Whether assumptions that options share also share their draws.",
                        .example = "shared"}),
    custom_row(
        "parties", kOptionParties,
        Field{[](void* record) -> void* { return record; },
              [](void const* record) -> void const* {
                  return static_cast<Option const*>(record)->parties.empty() ? nullptr : record;
              }},
        {.presence = Presence::implied,
         .default_text = "all",
         .doc = "Parties that take part, as a list or by the role of the form that each plays; in a list "
                "as long as that of the roles they play them in its order.",
         .example = "{operator: north, provider: south}"}),
    row<&Option::typical>(
        "typical", kTypical,
        {.doc = "What is taken from the form besides its legal form: all, none, or a list of sections. "
                "Absent: all, where the option itself writes none of route, contract, deal, costs, benefits, "
                "support, productivity, workforce and risks; otherwise none. A line of the option replaces "
                "the form's line of the same name, and the value none drops one; a route, a contract, a deal "
                "and workforce are replaced as wholes.",
         .example = "[route, costs]"}),
    row<&Option::terms>(
        "terms", kTerms,
        {.doc = "Numbers for the form's lines in place of those that are typical of it. Numbers "
                "of the option can name the terms of its form like shared quantities.",
         .example = "{fee_share: 3%}"}),
};
constexpr Row kSectionRows[] = {
    row<&Option::route>("route", kRoute,
                        {.presence = Presence::implied,
                         .default_text = "none",
                         .doc = "Approvals that the option must pass; without any it completes at once."}),
    row<&Option::contract>("contract", kContract,
                           {.presence = Presence::implied,
                            .default_text = "none",
                            .doc = "A term after which the option ends, or a limit of support."}),
    row<&Option::cost_neutral_for>(
        "cost_neutral_for", kNames,
        {.doc =
             "Parties that the option must not cost anything: what they would pay of its costs and risks is "
             "paid by its other parties in proportion to their claimed income, by the funder where there are "
             "none. Dips, lasting losses and leavers stay where they fall.",
         .example = "[south]"}),
    row<&Option::deal>("deal", kDeal,
                       {.doc = "What a buyer offers for a target; counts from the acquirer's perspective."}),
    row<&Option::costs>("costs", kCosts, {.doc = "Streams of money that are spent."}),
    row<&Option::benefits>("benefits", kBenefits,
                           {.doc = "Yearly gains as claimed, and what becomes of claims."}),
    row<&Option::support>("support", kSupport, {.doc = "Money from the funder to parties."}),
    custom_row("productivity", kProductivity, kSelf, {.doc = "What the option does to productivity."}),
    row<&Option::workforce>("workforce", kWorkforce,
                            {.doc = "Key staff who leave because of the transaction."}),
    row<&Option::readiness>("readiness", kScores,
                            {.doc = "Scores from 1 to 5; 3 is average.",
                             .dimension = Dimension::score,
                             .example = "{leadership: 4, culture_fit: 3}"}),
    row<&Option::risks>("risks", kRisks, {.doc = "The risk register."}),
};
constexpr Part kOptionParts[] = {{&kOptionSections, kSelf}, {&kProvenance, field<&Option::provenance>()}};
constexpr Record kOptionRecord{.name = "option",
                               .doc = "One way in which the organisations could work together.",
                               .rows = kOptionRows,
                               .parts = kOptionParts};
constinit Typed<Option> const kOption = record_type<Option, kOptionRecord>();
constinit Typed<std::vector<Option>> const kOptions =
    records_type<Option, kOption>("options", "options under appraisal");

// ---- Forms ----

constexpr Row kTypicalRows[] = {
    row<&Option::terms>(
        "terms", kTypicalTerms,
        {.doc = "Numbers that the lines name and that an option may state instead. One without a number has "
                "to be stated by the option.",
         .example = "{fee_share: {dimension: share, pert: [1%, 2%, 3%], basis: judgement}}"}),
};
constexpr Part kTypicalParts[] = {{&kOptionSections, kSelf}};
constexpr Record kTypicalRecord{.name = "typical",
                                .doc =
                                    "What an option of the form is like that says nothing of its own; see "
                                    "`typical` of an option.",
                                .rows = kTypicalRows,
                                .parts = kTypicalParts};
/// It is not printed by itself: what an option takes is printed there.
constinit Typed<Option> const kTypicalOption{Type{.name = "typical",
                                                  .doc = "terms, route, lines and effects",
                                                  .read = record_type<Option, kTypicalRecord>().read,
                                                  .record = &kTypicalRecord}};

constexpr Row kFormRows[] = {
    row<&model::Form::label>("label", kText, {.doc = "What reports call it."}),
    row<&model::Form::extends>("extends", kName,
                               {.doc = "A form from which it takes over legal, roles, terms and what is "
                                       "typical, as far as it does not say otherwise; none drops a line.",
                                .example = "group"}),
    row<&model::Form::legal>("legal", kLegal,
                             {.presence = Presence::implied,
                              .default_text = "that of the form which it extends",
                              .doc = "Whether the parties become one legal entity; needed unless a form that "
                                     "it extends says so.",
                              .example = "single"}),
    row<&model::Form::roles>(
        "roles", kNames,
        {.doc = "Names that its lines use in place of parties.", .example = "[operator, provider]"}),
    row<&model::Form::evidence>("evidence", kText, {.doc = "What its typical numbers rest on, in words."}),
    row<&model::Form::caveat>("caveat", kText, {.doc = "What a reader should beware of."}),
    row<&model::Form::typical>("typical", kTypicalOption,
                               {.doc = "Terms, route, lines and effects of an option that says nothing of "
                                       "its own."}),
};
constexpr Part kFormParts[] = {{&kProvenance, field<&model::Form::provenance>()}};
constexpr Record kFormRecord{.name = "form",
                             .doc = "A way in which organisations can work together.",
                             .rows = kFormRows,
                             .parts = kFormParts,
                             .example = "{label: Merger, legal: single}"};
constinit Typed<model::Form> const kForm = record_type<model::Form, kFormRecord>();

// ---- Files ----

void read_version(Reader& reader, Node const& node, Spot const& spot, void*) {
    auto const text = reader.scalar(node, spot, "a version of the language");
    if (text && *text != "1")
        reader.problem(spot, fmt::format("version \"{}\" of the language is not known", *text),
                       "Write mergerisk: 1");
}
constexpr Choice kVersionWords[] = {{"1", 1, ""}};
constinit Typed<Scenario> const kVersion{
    Type{.name = "version",
         .doc = "1",
         .read = read_version,
         .print = [](void const*, Dimension, MoneyUnit const&) { return std::string("1"); },
         .takes_number = true,
         .choices = kVersionWords}};

/// The files were followed before the rest was read; here only the form is checked.
void read_use(Reader& reader, Node const& node, Spot const& spot, void*) {
    if (!reader.is_list(node, spot, "a list of files")) return;
    std::size_t position = 0;
    for (Child const& child : node.children) {
        Spot const at = reader.enter(spot, child, std::to_string(++position));
        (void)reader.scalar(*child.node, at, "the name of a file");
    }
}
constinit Typed<Scenario> const kUse{
    Type{.name = "use", .doc = "a list of files", .read = read_use, .items = &kText}};

constexpr Row kVersionRow =
    custom_row("mergerisk", kVersion, kSelf,
               {.presence = Presence::required, .doc = "Version of the language.", .example = "1"});
constexpr Row kUseRow =
    custom_row("use", kUse, kSelf,
               {.doc = "Files whose evidence, routes, calendars and forms are used: beside this "
                       "file, else in the library.",
                .example = "[library/evidence/nhs_mergers.yaml]"});
constexpr Row kEvidenceRow =
    row<&Scenario::evidence>("evidence", kEvidence, {.doc = "Base rates and reference classes by name."});
constexpr Row kOptimismBiasRow = row<&Scenario::optimism_bias>(
    "optimism_bias", kOptimismBias, {.doc = "Uplifts for optimism bias that cost lines can name."});
constexpr Row kRoutesRow =
    row<&Scenario::routes>("routes", kRoutes, {.doc = "Tracks of approvals that options can name."});
constexpr Row kCalendarsRow =
    row<&Scenario::calendars>("calendars", kCalendars, {.doc = "Calendars of working days by name."});
constexpr Row kFormsRow = row<&Scenario::forms>("forms", kForms, {.doc = "Organisational forms by name."});
constexpr Row kReadinessRow = row<&Scenario::readiness_weights>(
    "readiness_weights", kWeights,
    {.doc = "Change of log-odds for each point of a readiness score above 3.",
     .example = "{leadership: 0.3}"});
constexpr Row kCompetitionWeightsRow = row<&Scenario::competition_weights>(
    "competition_weights", kCompetitionWeights,
    {.doc = "How the numbers of a competition case move the log-odds of branches."});

constexpr Row kScenarioRows[] = {
    kVersionRow,
    row<&Scenario::transaction>(
        "transaction", kTransaction,
        {.presence = Presence::required, .doc = "What is appraised, in which money."}),
    kUseRow,
    row<&Scenario::quantities>("quantities", kQuantities,
                               {.doc = "Uncertain numbers that several places share."}),
    row<&Scenario::drivers>("drivers", kDrivers,
                            {.doc = "Annual rates of growth that parties and lines share."}),
    row<&Scenario::parties>("parties", kParties,
                            {.presence = Presence::required, .doc = "Organisations before the transaction."}),
    row<&Scenario::dependence>("dependence", kDependence,
                               {.presence = Presence::implied,
                                .default_text = "independent",
                                .doc = "Which uncertain numbers move together."}),
    row<&Scenario::options>(
        "options", kOptions,
        {.presence = Presence::required, .doc = "Options under appraisal, one the counterfactual."}),
    row<&Scenario::failures>(
        "failures", kFailures,
        {.doc = "Conditions that count as failing, besides prohibited, abandoned and walked away."}),
    row<&Scenario::run>(
        "run", kRun, {.presence = Presence::defaulted, .default_text = "{}", .doc = "How it is simulated."}),
    kEvidenceRow,
    kOptimismBiasRow,
    kRoutesRow,
    kCalendarsRow,
    kFormsRow,
    kReadinessRow,
    kCompetitionWeightsRow,
};

constexpr Row kLibraryRows[] = {kVersionRow,   kUseRow,   kEvidenceRow,  kOptimismBiasRow,      kRoutesRow,
                                kCalendarsRow, kFormsRow, kReadinessRow, kCompetitionWeightsRow};

}  // namespace

constinit Typed<std::vector<std::string>> const kTypical{
    Type{.name = "typical_sections",
         .doc = "all, none, or a list of sections of an option",
         .read = read_section_words,
         .print = [](void const* field, Dimension dimension,
                     MoneyUnit const& money) { return kNames.print(field, dimension, money); },
         .choices = kAllOrNone,
         .items = &kSectionWord}};
constinit std::span<Choice const> const kSections = kSectionWords;
constexpr Record kOptionSections{
    .name = "option_sections", .doc = "What an option may take from its form.", .rows = kSectionRows};
constinit Typed<model::Legal> const kLegal =
    choice_type<model::Legal, kLegalWords>("legal", "single or separate");
constinit Typed<std::vector<model::Calendar>> const kCalendars =
    records_type<model::Calendar, kCalendar>("calendars", "calendars of working days");
constinit Typed<std::vector<model::Form>> const kForms =
    records_type<model::Form, kForm>("forms", "organisational forms");
constexpr Record kScenarioRecord{
    .name = "scenario",
    .doc = "A transaction, its parties, the options and what is known about them.",
    .rows = kScenarioRows};
constexpr Record kLibraryRecord{.name = "library",
                                .doc = "A file that scenarios use: evidence, routes, calendars, forms.",
                                .rows = kLibraryRows};

}  // namespace mergerisk::input
