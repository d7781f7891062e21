#include "engine/input/explain.h"

#include "engine/input/language.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace mergerisk::input {
namespace {

class Explainer {
  public:
    explicit Explainer(Loaded const& loaded) : loaded_(loaded) {
        model::Transaction const& transaction = loaded.scenario.transaction;
        money_ = {transaction.currency, transaction.money_unit, transaction.money_label, true};
        for (DefaultTaken const& taken : loaded.defaults) defaults_.emplace(taken.path, &taken);
    }

    [[nodiscard]] std::string operator()() {
        walk(kScenarioRecord, &loaded_.scenario, "");
        std::string assumed;
        for (DefaultTaken const& taken : loaded_.defaults)
            if (!shown_.contains(taken.path))
                assumed += fmt::format("{} = {}  ({})\n", taken.path, taken.value, taken.meaning);
        if (!assumed.empty()) text_ += "\nAlso assumed\n" + assumed;
        text_ += "\nFiles\n";
        for (LoadedFile const& file : loaded_.files) text_ += file.name + "  (" + file.shown + ")\n";
        return std::move(text_);
    }

  private:
    void walk(Record const& record, void const* object, std::string const& path) {
        for (RowOf const& row : rows_of(record)) {
            std::string const inner = join(path, row.row->key);
            base::Dimension const dimension = row.row->dimension.value_or(base::Dimension::ratio);
            void const* const field = row.find(object);
            bool const assumed =
                row.row->presence == Presence::implied && loaded_.origins.find(inner) == nullptr;
            if (field == nullptr || assumed)
                say_default(inner);
            else
                show(*row.row->type, field, inner, dimension);
        }
    }

    void show(Type const& type, void const* field, std::string const& path, base::Dimension dimension) {
        if (type.size != nullptr) {
            for (std::size_t i = 0; i < type.size(field); ++i) {
                void const* const element = type.element(field, i);
                show(*type.values, element, join(path, type.element_name(element)), dimension);
            }
            return;
        }
        void const* const record = type.record_in != nullptr ? type.record_in(field) : nullptr;
        if (record != nullptr)
            walk(*type.record, record, path);
        else if (type.print != nullptr)
            say(type, field, path, dimension);
    }

    void say(Type const& type, void const* field, std::string const& path, base::Dimension dimension) {
        Origins::Origin const* const origin = loaded_.origins.find(path);
        if (origin == nullptr && !defaults_.contains(path)) return;
        std::string line = fmt::format("{} = {}", path, type.print(field, dimension, money_));
        if (&type == &kQuantity) line += source_of(static_cast<model::Quantity const*>(field)->provenance);
        if (origin != nullptr) {
            base::Place const& place = origin->shown();
            line += fmt::format("  ({}:{})", place.file, place.line);
        } else {
            shown_.insert(path);
            line += fmt::format("  (default: {})", defaults_.at(path)->meaning);
        }
        text_ += line + "\n";
    }

    /// A key that was not written, where the engine assumes something.
    void say_default(std::string const& path) {
        auto const found = defaults_.find(path);
        if (found == defaults_.end()) return;
        shown_.insert(path);
        text_ += fmt::format("{} = {}  (default: {})\n", path, found->second->value, found->second->meaning);
    }

    [[nodiscard]] static std::string source_of(model::Provenance const& provenance) {
        std::string text;
        if (!provenance.source.empty()) text += fmt::format("  [source: {}]", provenance.source);
        if (!provenance.basis.empty()) text += fmt::format("  [basis: {}]", provenance.basis);
        if (!provenance.note.empty()) text += fmt::format("  [note: {}]", provenance.note);
        return text;
    }

    Loaded const& loaded_;
    MoneyUnit money_;
    std::map<std::string, DefaultTaken const*> defaults_;
    std::set<std::string> shown_;
    std::string text_;
};

}  // namespace

std::string explain(Loaded const& loaded) {
    return Explainer(loaded)();
}

}  // namespace mergerisk::input
