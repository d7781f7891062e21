#pragma once
// Where the texts of a scenario and of the files it uses come from.

#include "engine/input/document.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mergerisk::input {

/// A file that was found and read.
struct SourceText {
    std::string identity;  ///< equal for the same file, however it was named
    std::string shown;     ///< how messages name it
    std::string name;      ///< the same on every machine: "harbour.yaml", "library/evidence/nhs_mergers.yaml"
    bool in_library = false;
    std::string text;
};

/// Why there is no such text: a sentence without a full stop, and what to do.
struct SourceRefusal {
    std::string reason;
    std::string suggestion;
};

using SourceAnswer = std::variant<SourceText, SourceRefusal>;

/// Only files that are named are read, and only from the folder of the scenario (the root of everything it
/// uses) and from the library. A used file is looked for beside the file that uses it, then in the folder
/// library/ beside the scenario, which stands in for files of the same name in the library, then in the
/// library, with or without "library/" in front. Absolute paths, "..", and links that lead out of the root
/// are refused.
class Sources {
  public:
    Sources() = default;
    Sources(Sources const&) = default;
    Sources(Sources&&) = default;
    Sources& operator=(Sources const&) = default;
    Sources& operator=(Sources&&) = default;
    virtual ~Sources() = default;

    /// The scenario itself, by the path that the user gave.
    [[nodiscard]] virtual SourceAnswer scenario(std::string const& file) = 0;
    /// An entry of `use:` in the file `by`.
    [[nodiscard]] virtual SourceAnswer used(std::string const& entry, SourceText const& by) = 0;
    /// Names of the files (without ".yaml", sorted) in a folder of the library: "forms", "calendars".
    [[nodiscard]] virtual std::vector<std::string> library_names(std::string_view folder,
                                                                 SourceText const& by) = 0;
};

/// Files on disk. `library` is the folder that holds evidence/, routes/, calendars/ and forms/; when it is
/// empty, the folder library/ beside the scenario serves, if there is one.
class DiskSources : public Sources {
  public:
    explicit DiskSources(std::filesystem::path library, Limits limits = {});

    [[nodiscard]] SourceAnswer scenario(std::string const& file) override;
    [[nodiscard]] SourceAnswer used(std::string const& entry, SourceText const& by) override;
    [[nodiscard]] std::vector<std::string> library_names(std::string_view folder,
                                                         SourceText const& by) override;

  private:
    struct Candidate {
        std::filesystem::path path;
        std::filesystem::path root;  ///< canonical
    };
    [[nodiscard]] std::vector<Candidate> candidates(std::string const& entry, SourceText const& by) const;
    [[nodiscard]] SourceAnswer read(std::filesystem::path const& path, std::string shown) const;
    [[nodiscard]] std::string stable_name(std::filesystem::path const& canonical) const;

    std::filesystem::path library_;            ///< as given
    std::filesystem::path canonical_library_;  ///< empty when there is none
    std::filesystem::path root_;               ///< folder of the scenario, as given
    std::filesystem::path canonical_root_;     ///< empty when it does not exist
    Limits limits_;
};

/// Texts in memory, by name: "a.yaml", "library/forms/merger.yaml". For tests and for programs that have no
/// files.
class MemorySources : public Sources {
  public:
    explicit MemorySources(std::map<std::string, std::string> texts, Limits limits = {});

    [[nodiscard]] SourceAnswer scenario(std::string const& file) override;
    [[nodiscard]] SourceAnswer used(std::string const& entry, SourceText const& by) override;
    [[nodiscard]] std::vector<std::string> library_names(std::string_view folder,
                                                         SourceText const& by) override;

  private:
    [[nodiscard]] SourceAnswer find(std::string const& name) const;

    std::map<std::string, std::string> texts_;
    Limits limits_;
};

}  // namespace mergerisk::input
