#pragma once
// Options take from their organisational form what they do not say themselves.
//
// The lines of a form are read once more for each option that takes them, at the option's own path
// ("options.franchise.costs.fee"): paths, draws and problems are as if the option had said them, and their
// origins lie in the file of the form.

#include "engine/base/problem.h"
#include "engine/input/document.h"
#include "engine/input/reader.h"
#include "engine/model/scenario.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mergerisk::input {

/// How the values of a file are read.
struct FileOfForms {
    std::string identity;  ///< of the text
    std::string shown;     ///< how messages name it
    MoneyUnit money;
    bool in_library = false;
};

/// The texts of forms and options, and what follows from them.
class FormTexts {
  public:
    /// Called with the identity of a file whose lines an option takes: what they name must be there.
    using Needed = std::function<void(std::string const& identity)>;

    /// Remembers the forms and options of a document. What is left to be read is the document without the
    /// entries whose value is the word none, which drop a line of a form.
    [[nodiscard]] Document remember(Document const& document, FileOfForms const& file);

    /// Forms take over roles, evidence and legal form from those they extend; options take over what is
    /// typical of their form, and parties take the places of its roles.
    void complete(model::Scenario& scenario, Findings& findings, Needed const& needed) const;

    /// An entry with the word none.
    struct Dropped {
        std::string path;  ///< below the form's `typical` or the option: "costs.fee", "route"
        Position key;
        Position value;
    };
    /// A form or an option as it was written.
    struct Text {
        std::string name;
        FileOfForms file;
        std::shared_ptr<Node const> node;  ///< the option, or what is typical of the form; may be null
        std::string extends;               ///< of a form
        std::vector<Dropped> dropped;
    };

  private:
    std::map<std::string, Text> forms_;
    std::map<std::string, Text> options_;
};

}  // namespace mergerisk::input
