#include "engine/input/forms.h"

#include "engine/input/language.h"
#include "engine/model/lookup.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace mergerisk::input {
namespace {

using Text = FormTexts::Text;
using Dropped = FormTexts::Dropped;
/// A form and those it extends, the derived ones first.
using Chain = std::vector<Text const*>;

constexpr std::string_view kTermsKey = "terms";
constexpr std::string_view kDimensionKey = "dimension";
constexpr std::string_view kLabelKey = "label";

// ---- The word none ----

bool is_none(Node const& node) {
    return node.is_scalar() && !node.quoted && node.text == "none";
}

bool is_section(std::string_view key) {
    return std::any_of(kSections.begin(), kSections.end(),
                       [&](Choice const& section) { return section.word == key; });
}

/// Sections whose entries have names; the others are taken or replaced as wholes.
bool is_by_line(std::string_view key) {
    return std::any_of(kSections.begin(), kSections.end(), [&](Choice const& section) {
        return section.word == key && section.value == kTakenByLine;
    });
}

std::shared_ptr<Node const> without_none(std::shared_ptr<Node const> const& node, std::string const& path,
                                         std::vector<Dropped>& dropped) {
    bool const any = std::any_of(node->children.begin(), node->children.end(),
                                 [](Child const& child) { return is_none(*child.node); });
    if (!node->is_map() || !any) return node;
    auto left = std::make_shared<Node>(*node);
    left->children.clear();
    for (Child const& child : node->children) {
        if (is_none(*child.node))
            dropped.push_back(
                {join(path, child.key), child.key_position, child.alias.value_or(child.node->position)});
        else
            left->children.push_back(child);
    }
    return left;
}

/// The option, or what is typical of a form, without the entries that are none.
std::shared_ptr<Node const> without_none_in_sections(std::shared_ptr<Node const> const& node,
                                                     std::vector<Dropped>& dropped) {
    if (!node->is_map()) return node;
    auto left = std::make_shared<Node>(*node);
    left->children.clear();
    for (Child const& child : node->children) {
        bool const whole = is_section(child.key) && !is_by_line(child.key);
        if (whole && is_none(*child.node)) {
            dropped.push_back({child.key, child.key_position, child.alias.value_or(child.node->position)});
            continue;
        }
        Child kept = child;
        if (is_by_line(child.key)) kept.node = without_none(child.node, child.key, dropped);
        left->children.push_back(std::move(kept));
    }
    return left;
}

/// A copy of the map in which `change` has replaced the value of one key.
template <class Change>
std::shared_ptr<Node const> with_changed(std::shared_ptr<Node const> const& map, std::string_view key,
                                         Change const& change) {
    if (!map->is_map() || map->find(key) == nullptr) return map;
    auto changed = std::make_shared<Node>(*map);
    for (Child& child : changed->children)
        if (child.key == key) child.node = change(child);
    return changed;
}

/// The same for every value of a map.
template <class Change>
std::shared_ptr<Node const> with_each_changed(std::shared_ptr<Node const> const& map, Change const& change) {
    if (!map->is_map()) return map;
    auto changed = std::make_shared<Node>(*map);
    for (Child& child : changed->children) child.node = change(child);
    return changed;
}

// ---- Names of parties within an option ----

/// Calls `visit` for every name of a party, as text that may be changed.
class PartyNames {
  public:
    using Visit = std::function<void(std::string&)>;

    PartyNames(model::Option& option, Visit const& visit) : option_{option}, visit_{visit} {}

    void visit_all(model::Scenario& scenario) const {
        for (model::CostLine& line : option_.costs) shares(line.paid_by);
        for (model::BenefitLine& line : option_.benefits) shares(line.paid_to);
        for (model::SupportLine& line : option_.support) shares(line.paid_to);
        for (model::Risk& risk : option_.risks) shares(risk.paid_by);
        for (model::Dip& dip : option_.dips) name(dip.of.party);
        if (option_.lasting) name(option_.lasting->of.party);
        for (std::string& party : option_.cost_neutral_for) name(party);
        if (option_.deal) {
            name(option_.deal->acquirer);
            name(option_.deal->target);
        }
        if (option_.route && option_.route->competition) {
            for (auto& market : option_.route->competition->markets)
                for (auto& share : market.shares) name(share.party);
        }
        model::for_each_quantity(scenario, [&](model::QuantityUse const& use) {
            bool const own = use.option == &option_ && use.quantity->path.starts_with(option_.path + ".");
            // What is visited is part of the option, which may be changed.
            if (own) operands(const_cast<model::Quantity&>(*use.quantity));
        });
    }

  private:
    void name(std::string& party) const {
        if (!party.empty()) visit_(party);
    }
    void shares(std::vector<model::PartyShare>& shares) const {
        for (model::PartyShare& share : shares) name(share.who);
    }
    /// "operator.income"
    void operands(model::Quantity& quantity) const {
        auto* calculated = std::get_if<model::Calculated>(&quantity.value);
        if (calculated == nullptr) return;
        for (model::Operand& operand : calculated->operands) {
            std::size_t const dot = operand.name.find('.');
            if (dot == std::string::npos) continue;
            std::string party = operand.name.substr(0, dot);
            name(party);
            operand.name = party + operand.name.substr(dot);
        }
    }

    model::Option& option_;
    Visit const& visit_;
};

/// The numbers that the numbers of an option name: terms and shared quantities.
std::set<std::string> numbers_named_in(model::Scenario const& scenario, model::Option const& option) {
    std::set<std::string> names;
    model::for_each_quantity(scenario, [&](model::QuantityUse const& use) {
        if (use.option != &option || !use.quantity->path.starts_with(option.path + ".")) return;
        if (auto const* name = std::get_if<model::QuantityName>(&use.quantity->value))
            names.insert(name->name);
        if (auto const* calculated = std::get_if<model::Calculated>(&use.quantity->value))
            for (model::Operand const& operand : calculated->operands)
                if (!operand.name.empty()) names.insert(operand.name);
    });
    return names;
}

// ---- Terms ----

/// A term of a form: its number and its dimension may stand in different forms of a chain.
struct TermText {
    Text const* form = nullptr;      ///< where its number stands; nullptr: the option has to give it
    Child const* number = nullptr;   ///< there
    Text const* declared = nullptr;  ///< where its dimension stands
    Child const* declaration = nullptr;
};

Node const* typical_terms(Text const& form) {
    Child const* const terms =
        form.node != nullptr && form.node->is_map() ? form.node->find(kTermsKey) : nullptr;
    return terms == nullptr ? nullptr : terms->node.get();
}

/// The parts of a term's map that are about the number itself.
Node number_part(Node const& node) {
    Node rest{.kind = Node::Kind::map, .position = node.position};
    for (Child const& child : node.children)
        if (child.key != kDimensionKey && child.key != kLabelKey) rest.children.push_back(child);
    return rest;
}

bool has_number(Node const& node) {
    if (!node.is_map()) return true;
    static constexpr std::string_view kOther[] = {"dimension", "label", "source", "note", "owner", "basis"};
    return std::any_of(node.children.begin(), node.children.end(), [](Child const& child) {
        return std::find(std::begin(kOther), std::end(kOther), child.key) == std::end(kOther);
    });
}

TermText find_term(Chain const& chain, std::string_view name) {
    TermText term;
    for (Text const* form : chain) {
        Node const* const terms = typical_terms(*form);
        Child const* const found = terms == nullptr || !terms->is_map() ? nullptr : terms->find(name);
        if (found == nullptr) continue;
        if (term.number == nullptr && has_number(*found->node)) {
            term.form = form;
            term.number = found;
        }
        if (term.declaration == nullptr && found->node->is_map() &&
            found->node->find(kDimensionKey) != nullptr) {
            term.declared = form;
            term.declaration = found;
        }
    }
    return term;
}

std::vector<std::string> term_names(Chain const& chain) {
    std::vector<std::string> names;
    for (Text const* form : chain) {
        Node const* const terms = typical_terms(*form);
        if (terms == nullptr) continue;
        for (Child const& child : terms->children)
            if (std::find(names.begin(), names.end(), child.key) == names.end()) names.push_back(child.key);
    }
    return names;
}

std::string known_words(std::string_view written, std::string_view what,
                        std::vector<std::string> const& known) {
    if (known.empty()) return fmt::format("It has no {}", what);
    std::vector<std::string_view> const words(known.begin(), known.end());
    auto const near = nearest_word(written, words);
    return (near ? fmt::format("Did you mean \"{}\"? ", *near) : std::string()) +
           fmt::format("It has the {} {}", what, list_words(known, "and"));
}

/// The maps that paths lead to, for the rows of options.
RowOf section_row(std::string_view key) {
    for (RowOf const& row : rows_of(kOptionSections))
        if (row.row->key == key) return row;
    return {};
}

/// Completes the forms and options of one scenario.
class Completion {
  public:
    Completion(std::map<std::string, Text> const& forms, std::map<std::string, Text> const& options,
               model::Scenario& scenario, Findings& findings, FormTexts::Needed const& needed)
        : forms_{forms}, options_{options}, scenario_{scenario}, findings_{findings}, needed_{needed} {}

    void operator()() {
        for (model::Form& form : scenario_.forms) complete(form);
        for (model::Option& option : scenario_.options) {
            auto const text = options_.find(option.name);
            if (text == options_.end() || !text->second.node->is_map()) continue;
            if (option.form.empty())
                refuse_without_form(option, text->second);
            else
                complete(option, text->second);
        }
        // What is typical of a form counts where an option takes it.
        std::erase_if(findings_.defaults, [](DefaultTaken const& taken) {
            return taken.path.starts_with("forms.") && taken.path.find(".typical.") != std::string::npos;
        });
    }

  private:
    void problem(std::string const& path, std::string reason, std::string suggestion = {}) {
        base::Place place;
        if (Origins::Origin const* origin = findings_.origins.nearest(path)) place = origin->shown();
        add({path, std::move(reason), std::move(suggestion), place});
    }
    void problem(std::string const& path, FileOfForms const& file, Position at, std::string reason,
                 std::string suggestion) {
        add({path, std::move(reason), std::move(suggestion), base::Place{file.shown, at.line, at.column}});
    }
    void add(base::Problem problem) {
        if (findings_.problems.size() < Reader::kMostProblems)
            findings_.problems.push_back(std::move(problem));
        else
            findings_.more_problems = true;
    }

    [[nodiscard]] Reader reader_of(FileOfForms const& file) {
        return Reader(file.shown, file.money, file.in_library, findings_);
    }

    [[nodiscard]] bool written(std::string const& path) const {
        return findings_.origins.find(path) != nullptr;
    }

    // ---- Forms ----

    /// The form and those it extends; what comes after a circle is left out. Forms that do not exist were
    /// reported before.
    [[nodiscard]] Chain chain_of(std::string const& name) const {
        Chain chain;
        auto form = forms_.find(name);
        while (form != forms_.end() && std::find(chain.begin(), chain.end(), &form->second) == chain.end()) {
            chain.push_back(&form->second);
            form = forms_.find(form->second.extends);
        }
        return chain;
    }

    /// The circle that the form is part of: "a -> b -> a"; empty when there is none.
    [[nodiscard]] std::string circle_of(std::string const& name) const {
        Chain const chain = chain_of(name);
        if (chain.empty() || chain.back()->extends != name) return {};
        std::string circle;
        for (Text const* form : chain) circle += form->name + " -> ";
        return circle + name;
    }

    void complete(model::Form& form) {
        std::string const path = "forms." + form.name;
        Chain const chain = chain_of(form.name);
        std::string const circle = circle_of(form.name);
        if (!circle.empty()) {
            bool const is_first = std::none_of(chain.begin(), chain.end(),
                                               [&](Text const* other) { return other->name < form.name; });
            if (is_first)
                problem(path + ".extends", "the form extends itself: " + circle,
                        "Remove one of the keys extends");
            return;
        }
        bool legal = written(path + ".legal");
        for (Text const* one : chain) {
            model::Form const* base = model::find_named(scenario_.forms, one->name);
            if (base == nullptr || base == &form) continue;
            bool const says_legal = written("forms." + base->name + ".legal");
            if (!legal && says_legal) form.legal = base->legal;
            legal = legal || says_legal;
            if (form.roles.empty()) form.roles = base->roles;
            if (form.evidence.empty()) form.evidence = base->evidence;
            if (form.caveat.empty()) form.caveat = base->caveat;
        }
        bool const whole = !chain.empty() && chain.back()->extends.empty();
        if (whole && !legal)
            problem(path + ".legal", "this key is missing",
                    "Say legal: single or separate here or in a form that it extends");
        check_dropped_lines(form, chain);
    }

    /// A form drops lines of those it extends.
    void check_dropped_lines(model::Form const& form, Chain const& chain) {
        if (chain.empty()) return;
        Chain const bases(chain.begin() + 1, chain.end());
        for (Dropped const& dropped : chain.front()->dropped) {
            if (!has_line(bases, dropped.path))
                problem(fmt::format("forms.{}.typical.{}", form.name, dropped.path), chain.front()->file,
                        dropped.key, "there is nothing of that name to drop in a form that it extends",
                        "Remove it");
        }
    }

    [[nodiscard]] static Child const* find_section(Text const& form, std::string_view key) {
        return form.node != nullptr && form.node->is_map() ? form.node->find(key) : nullptr;
    }

    /// "costs.fee" or "route"
    [[nodiscard]] static bool has_line(Chain const& chain, std::string_view path) {
        std::size_t const dot = path.find('.');
        return std::any_of(chain.begin(), chain.end(), [&](Text const* form) {
            Child const* const section = find_section(*form, path.substr(0, dot));
            if (section == nullptr) return false;
            return dot == std::string_view::npos || section->node->find(path.substr(dot + 1)) != nullptr;
        });
    }

    // ---- Options ----

    void refuse_without_form(model::Option& option, Text const& text) {
        auto const refuse = [&](Dropped const& dropped) {
            problem(option.path + "." + dropped.path, text.file, dropped.key,
                    "none drops what the form says, and the option has no form", "Remove it, or name a form");
        };
        for (Dropped const& dropped : text.dropped) refuse(dropped);
        std::pair<std::string_view, std::string_view> constexpr kOfAForm[] = {
            {"typical", "the option has no form that anything could be taken from"},
            {"terms", "the option has no form whose terms these could be"}};
        for (auto const& [key, reason] : kOfAForm) {
            if (written(join(option.path, key)) && !(key == "typical" && takes_nothing(option)))
                problem(join(option.path, key), std::string(reason), "Name a form, or remove the key");
        }
        if (!option.roles.empty())
            problem(option.path + ".parties", "the option has no form whose roles these could be",
                    "Name a form, or list the parties");
        option.typical.clear();
    }

    static bool takes_nothing(model::Option const& option) {
        return option.typical == std::vector<std::string>{"none"};
    }

    void complete(model::Option& option, Text const& text) {
        Chain const chain = chain_of(option.form);
        if (chain.empty() || !circle_of(chain.back()->name).empty()) return;
        note_dropped(option, text);
        std::vector<std::string> const wanted = wanted_sections(option, chain);
        option.typical.clear();
        for (std::string const& section : wanted) take(option, section, chain);
        bool const terms_stated = read_terms(option, text, chain);
        take_terms(option, chain);
        check_terms(option, chain, terms_stated);
        check_dropped(option, text, chain, wanted);
        play_roles(option);
    }

    /// So that what is dropped counts as said.
    void note_dropped(model::Option const& option, Text const& text) {
        for (Dropped const& dropped : text.dropped) {
            base::Place const key{text.file.shown, dropped.key.line, dropped.key.column};
            base::Place const value{text.file.shown, dropped.value.line, dropped.value.column};
            findings_.origins.add(option.path + "." + dropped.path, {key, value, true});
        }
    }

    /// The sections of the form that the option wants, in the order of the language.
    std::vector<std::string> wanted_sections(model::Option const& option, Chain const& chain) {
        std::vector<std::string> const said = option.typical;
        bool const all = said.empty() ? says_nothing(option) : said.front() == "all";
        std::vector<std::string> wanted;
        for (Choice const& section : kSections) {
            std::string const key(section.word);
            bool const named = std::find(said.begin(), said.end(), key) != said.end();
            if (!all && !named) continue;
            if (has_line(chain, key))
                wanted.push_back(key);
            else if (named)
                problem(option.path + ".typical",
                        fmt::format("the form {} says nothing typical under {}", option.form, key),
                        "Remove the word");
        }
        return wanted;
    }

    /// Readiness and who is kept from costs are about the parties: no reason to leave out what is typical of
    /// the form.
    [[nodiscard]] bool says_nothing(model::Option const& option) const {
        return std::none_of(kSections.begin(), kSections.end(), [&](Choice const& section) {
            bool const is_about_parties = section.word == "readiness" || section.word == "cost_neutral_for";
            return !is_about_parties && written(join(option.path, section.word));
        });
    }

    void take(model::Option& option, std::string const& section, Chain const& chain) {
        std::string const path = join(option.path, section);
        bool const by_line = is_by_line(section);
        bool const replaced = !by_line && written(path);
        if (replaced) return;
        std::vector<std::string> names;
        std::set<std::string> dropped;
        for (Text const* form : chain) {
            Child const* const said = find_section(*form, section);
            if (said != nullptr) {
                if (!by_line) {
                    if (!dropped.contains(section)) take_whole(option, *said, *form);
                    break;
                }
                take_lines(option, *said, *form, dropped, names);
            }
            for (Dropped const& one : form->dropped) dropped.insert(one.path);
        }
        bool const taken = by_line ? !names.empty() : written(path);
        if (!taken) return;
        option.typical.push_back(section);
        std::erase_if(findings_.defaults, [&](DefaultTaken const& one) { return one.path == path; });
        findings_.defaults.push_back({path, by_line ? list_words(names, "and") : "as is typical",
                                      fmt::format("Taken from the form {}.", option.form)});
    }

    void take_whole(model::Option& option, Child const& said, Text const& form) {
        needed_(form.file.identity);
        read_section(option, said, *said.node, form);
    }

    void take_lines(model::Option& option, Child const& said, Text const& form,
                    std::set<std::string> const& dropped, std::vector<std::string>& names) {
        if (!said.node->is_map()) return;
        Node left = *said.node;
        left.children.clear();
        for (Child const& line : said.node->children) {
            std::string const name = said.key + "." + line.key;
            if (dropped.contains(name) || written(option.path + "." + name)) continue;
            left.children.push_back(line);
            names.push_back(line.key);
        }
        if (left.children.empty()) return;
        needed_(form.file.identity);
        read_section(option, said, left, form);
    }

    void read_section(model::Option& option, Child const& said, Node const& node, Text const& form) {
        RowOf const row = section_row(said.key);
        if (row.row == nullptr) return;  // an unknown key: reported where the form was read
        Reader reader = reader_of(form.file);
        Spot spot = reader.enter(Spot{option.path, base::Dimension::ratio, {}, {}, {}}, said, said.key,
                                 row.row->dimension);
        spot.range = row.row->range;
        row.row->type->read(reader, node, spot, row.make(&option));
    }

    // ---- Terms ----

    /// Terms that the option states; false when it states none.
    bool read_terms(model::Option& option, Text const& text, Chain const& chain) {
        Child const* const stated = text.node->find(kTermsKey);
        if (stated == nullptr || !stated->node->is_map()) return false;
        Reader reader = reader_of(text.file);
        Spot const spot =
            reader.enter(Spot{option.path, base::Dimension::ratio, {}, {}, {}}, *stated, kTermsKey);
        for (Child const& child : stated->node->children) {
            TermText const term = find_term(chain, child.key);
            if (term.declaration == nullptr) {
                Spot const at = reader.enter(spot, child, child.key);
                reader.problem_at_key(at, at.path,
                                      fmt::format("the form {} has no term \"{}\"", option.form, child.key),
                                      known_words(child.key, "terms", term_names(chain)));
                continue;
            }
            read_term(option, child, *child.node, reader, term);
        }
        return true;
    }

    void read_term(model::Option& option, Child const& child, Node const& node, Reader& reader,
                   TermText const& term) {
        model::NamedQuantity& made = declare_term(option, child.key, term);
        Spot const parent{join(option.path, kTermsKey), base::Dimension::ratio, {}, {}, {}};
        Spot const spot = reader.enter(parent, child, child.key, made.quantity.dimension);
        kQuantity.read(reader, node, spot, &made.quantity);
    }

    /// All of a term but its number.
    model::NamedQuantity& declare_term(model::Option& option, std::string const& name, TermText const& term) {
        model::NamedQuantity& made = option.terms.emplace_back();
        made.name = name;
        made.quantity.path = join(join(option.path, kTermsKey), name);
        Reader reader = reader_of(term.declared->file);
        Position const at = term.declaration->key_position;
        Spot const spot{"", base::Dimension::ratio, at, at, {}};
        Node const& declaration = *term.declaration->node;
        kDimension.read(reader, *declaration.find(kDimensionKey)->node, spot, &made.quantity.dimension);
        if (Child const* label = declaration.find(kLabelKey))
            kText.read(reader, *label->node, spot, &made.label);
        return made;
    }

    /// Terms that the option does not state, as far as its numbers name them.
    void take_terms(model::Option& option, Chain const& chain) {
        bool more = true;
        while (more) {
            more = false;
            for (std::string const& name : numbers_named_in(scenario_, option)) {
                if (model::find_named(option.terms, name) != nullptr) continue;
                TermText const term = find_term(chain, name);
                if (term.declaration == nullptr) continue;
                more = true;
                take_term(option, name, term);
            }
        }
    }

    void take_term(model::Option& option, std::string const& name, TermText const& term) {
        if (term.number == nullptr) {
            model::NamedQuantity const& made = declare_term(option, name, term);
            problem(
                made.quantity.path, fmt::format("the form {} cannot know the term \"{}\"", option.form, name),
                fmt::format("Add terms: {{{}: ...}}{}{}", name, made.label.empty() ? "" : ": ", made.label));
            return;
        }
        needed_(term.form->file.identity);
        Reader reader = reader_of(term.form->file);
        Node const& node = *term.number->node;
        read_term(option, *term.number, node.is_map() ? number_part(node) : node, reader, term);
        findings_.defaults.push_back({join(join(option.path, kTermsKey), name), "as is typical",
                                      fmt::format("Taken from the form {}.", option.form)});
    }

    void check_terms(model::Option const& option, Chain const& chain, bool stated) {
        if (!stated) return;
        std::set<std::string> const used = numbers_named_in(scenario_, option);
        for (model::NamedQuantity const& term : option.terms) {
            if (used.contains(term.name)) continue;
            bool const of_other_lines = option.typical.empty() && !chain.empty();
            problem(term.quantity.path, "nothing in this option depends on the term",
                    of_other_lines ? "Say typical: all to take the lines of the form, or remove the term"
                                   : "Remove it");
        }
    }

    void check_dropped(model::Option const& option, Text const& text, Chain const& chain,
                       std::vector<std::string> const& wanted) {
        for (Dropped const& dropped : text.dropped) {
            std::string const path = option.path + "." + dropped.path;
            std::string const section = dropped.path.substr(0, dropped.path.find('.'));
            bool const is_wanted = std::find(wanted.begin(), wanted.end(), section) != wanted.end();
            if (!has_line(chain, dropped.path))
                problem(path, text.file, dropped.key,
                        fmt::format("the form {} has nothing of that name to drop", option.form),
                        "Remove it");
            else if (!is_wanted)
                problem(
                    path, text.file, dropped.key,
                    fmt::format("the option takes no {} from its form, so there is nothing to drop", section),
                    fmt::format("Say typical: all, or typical: [{}], or remove it", section));
        }
    }

    // ---- Roles ----

    void play_roles(model::Option& option) {
        model::Form const* form = model::find_named(scenario_.forms, option.form);
        if (form == nullptr) return;
        std::string const path = option.path + ".parties";
        for (auto const& [role, party] : option.roles) {
            if (std::find(form->roles.begin(), form->roles.end(), role) == form->roles.end())
                problem(join(path, role), fmt::format("the form {} has no role \"{}\"", option.form, role),
                        known_words(role, "roles", form->roles));
        }
        bool const by_map = !option.roles.empty();
        std::vector<std::string> parties = option.parties;
        if (parties.empty()) parties = model::names_of(scenario_.parties);
        if (!by_map && parties.size() == form->roles.size())
            for (std::size_t i = 0; i < parties.size(); ++i) option.roles[form->roles[i]] = parties[i];
        check_ambiguous_roles(option, *form);

        std::set<std::string> nobody;
        PartyNames::Visit const put = [&](std::string& name) {
            auto const role = option.roles.find(name);
            if (role != option.roles.end())
                name = role->second;
            else if (std::find(form->roles.begin(), form->roles.end(), name) != form->roles.end() &&
                     model::find_named(scenario_.parties, name) == nullptr) {
                nobody.insert(name);
                // It is reported here, and not once more for every line that names it.
                if (!parties.empty()) name = parties.front();
            }
        };
        std::size_t const of_list = by_map ? 0 : option.roles.size();
        PartyNames{option, put}.visit_all(scenario_);
        if (!nobody.empty()) report_nobody(option, *form, nobody, parties.size());
        if (of_list > 0) note_roles(option);
    }

    /// A role that has the name of a party which plays another one would be misunderstood.
    void check_ambiguous_roles(model::Option const& option, model::Form const& form) {
        for (auto const& [role, party] : option.roles) {
            if (role == party || model::find_named(scenario_.parties, role) == nullptr) continue;
            problem(option.path + ".parties",
                    fmt::format("\"{}\" is a party and a role of the form {}, which {} plays here", role,
                                form.name, party),
                    "Rename the party");
        }
    }

    void report_nobody(model::Option const& option, model::Form const& form,
                       std::set<std::string> const& nobody, std::size_t parties) {
        std::vector<std::string> const names(nobody.begin(), nobody.end());
        std::string example;
        for (std::string const& role : form.roles)
            example += fmt::format("{}{}: ...", example.empty() ? "" : ", ", role);
        std::string const listed =
            written(option.path + ".parties") && option.roles.empty()
                ? fmt::format(" ({} parties are listed for {} roles)", parties, form.roles.size())
                : std::string();
        problem(option.path + ".parties",
                fmt::format("nobody plays the {} {} of the form {}{}", names.size() == 1 ? "role" : "roles",
                            list_words(names, "and"), form.name, listed),
                fmt::format("Write parties: {{{}}}", example));
    }

    void note_roles(model::Option const& option) {
        std::string text;
        for (auto const& [role, party] : option.roles)
            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", role, party);
        findings_.defaults.push_back({option.path + ".roles", text,
                                      "The parties in their order play the roles of the form in theirs."});
    }

    std::map<std::string, Text> const& forms_;
    std::map<std::string, Text> const& options_;
    model::Scenario& scenario_;
    Findings& findings_;
    FormTexts::Needed const& needed_;
};

}  // namespace

Document FormTexts::remember(Document const& document, FileOfForms const& file) {
    Document rest = document;
    rest.root = with_changed(rest.root, "forms", [&](Child const& forms) {
        return with_each_changed(forms.node, [&](Child const& form) {
            Text text{form.key, file, nullptr, {}, {}};
            if (form.node->is_map()) {
                Child const* const extends = form.node->find("extends");
                if (extends != nullptr && extends->node->is_scalar()) text.extends = extends->node->text;
            }
            auto left = with_changed(form.node, "typical", [&](Child const& typical) {
                text.node = without_none_in_sections(typical.node, text.dropped);
                return text.node;
            });
            forms_.try_emplace(form.key, std::move(text));
            return left;
        });
    });
    if (file.in_library) return rest;
    rest.root = with_changed(rest.root, "options", [&](Child const& options) {
        return with_each_changed(options.node, [&](Child const& option) {
            Text text{option.key, file, nullptr, {}, {}};
            text.node = without_none_in_sections(option.node, text.dropped);
            auto left = text.node;
            options_.try_emplace(option.key, std::move(text));
            return left;
        });
    });
    return rest;
}

void FormTexts::complete(model::Scenario& scenario, Findings& findings, Needed const& needed) const {
    Completion{forms_, options_, scenario, findings, needed}();
}

}  // namespace mergerisk::input
