#include "engine/input/sources.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

namespace mergerisk::input {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLibraryPrefix = "library/";

/// Why an entry of `use:` is not the name of a file below the root; nullopt when it is.
std::optional<SourceRefusal> refuse_entry(std::string const& entry) {
    static constexpr std::string_view kHow = "Name a file beside this one or in the library";
    bool const control =
        std::any_of(entry.begin(), entry.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (entry.empty() || control || entry.size() > 500)
        return SourceRefusal{"this is not the name of a file", std::string(kHow)};
    if (entry.front() == '/' || entry.find('\\') != std::string::npos ||
        (entry.size() > 1 && entry[1] == ':'))
        return SourceRefusal{"\"" + entry + "\" is an absolute path or not a portable one",
                             std::string(kHow)};
    for (fs::path const& part : fs::path(entry))
        if (part == "..")
            return SourceRefusal{"\"" + entry + "\" leads out of its folder", std::string(kHow)};
    if (!entry.ends_with(".yaml") && !entry.ends_with(".yml"))
        return SourceRefusal{"\"" + entry + "\" is not a YAML file", "Name a file that ends in .yaml"};
    return std::nullopt;
}

std::string without_prefix(std::string const& entry) {
    return entry.starts_with(kLibraryPrefix) ? entry.substr(kLibraryPrefix.size()) : entry;
}

bool is_within(fs::path const& path, fs::path const& root) {
    if (root.empty()) return false;
    auto const [in_root, in_path] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    return in_root == root.end();
}

SourceRefusal too_large(Limits const& limits) {
    return {"the file is larger than " + describe_bytes(limits.bytes), ""};
}

std::string quoted(std::string const& text) {
    return "\"" + text + "\"";
}

}  // namespace

DiskSources::DiskSources(fs::path library, Limits limits) : library_(std::move(library)), limits_(limits) {
    std::error_code error;
    if (!library_.empty()) canonical_library_ = fs::canonical(library_, error);
    if (error) canonical_library_.clear();
}

std::string DiskSources::stable_name(fs::path const& canonical) const {
    if (is_within(canonical, canonical_library_))
        return std::string(kLibraryPrefix) +
               canonical.lexically_relative(canonical_library_).generic_string();
    return canonical.lexically_relative(canonical_root_).generic_string();
}

SourceAnswer DiskSources::read(fs::path const& path, std::string shown) const {
    std::error_code error;
    fs::file_status const status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found) return SourceRefusal{"there is no such file", ""};
    if (error) return SourceRefusal{"the file cannot be read (" + error.message() + ")", ""};
    if (fs::is_directory(status)) return SourceRefusal{"this is a folder, not a file", "Name a file in it"};
    if (!fs::is_regular_file(status)) return SourceRefusal{"this is not a regular file", ""};
    fs::path const canonical = fs::canonical(path, error);
    if (error) return SourceRefusal{"the file cannot be read (" + error.message() + ")", ""};
    std::uintmax_t const size = fs::file_size(canonical, error);
    if (error) return SourceRefusal{"the file cannot be read (" + error.message() + ")", ""};
    if (size > limits_.bytes) return too_large(limits_);
    std::ifstream file(canonical, std::ios::binary);
    if (!file) return SourceRefusal{"the file cannot be opened", "Check its permissions"};
    // One byte more than the limit, so that a file that grows meanwhile is noticed.
    std::string text(std::min<std::size_t>(static_cast<std::size_t>(size), limits_.bytes) + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad()) return SourceRefusal{"the file cannot be read", ""};
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > limits_.bytes) return too_large(limits_);
    return SourceText{canonical.generic_string(), std::move(shown), stable_name(canonical),
                      is_within(canonical, canonical_library_), std::move(text)};
}

SourceAnswer DiskSources::scenario(std::string const& file) {
    std::error_code error;
    fs::path const path(file);
    fs::path const folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    root_ = folder;
    canonical_root_ = fs::canonical(folder, error);
    if (library_.empty() && !error && fs::is_directory(folder / "library", error)) {
        library_ = folder / "library";
        canonical_library_ = fs::canonical(library_, error);
    }
    SourceAnswer answer = read(path, file);
    if (auto* text = std::get_if<SourceText>(&answer)) {
        text->name = path.filename().generic_string();
        text->in_library = false;
    }
    return answer;
}

std::vector<DiskSources::Candidate> DiskSources::candidates(std::string const& entry,
                                                            SourceText const& by) const {
    std::vector<Candidate> result;
    fs::path const beside = fs::path(by.shown).parent_path();
    result.push_back({beside / entry, by.in_library ? canonical_library_ : canonical_root_});
    result.push_back({root_ / "library" / without_prefix(entry), canonical_root_});
    if (!canonical_library_.empty()) result.push_back({library_ / without_prefix(entry), canonical_library_});
    return result;
}

SourceAnswer DiskSources::used(std::string const& entry, SourceText const& by) {
    if (auto refusal = refuse_entry(entry)) return std::move(*refusal);
    for (Candidate const& candidate : candidates(entry, by)) {
        std::error_code error;
        if (!fs::exists(fs::symlink_status(candidate.path, error))) continue;
        fs::path const canonical = fs::canonical(candidate.path, error);
        if (error) return SourceRefusal{quoted(entry) + " cannot be read (" + error.message() + ")", ""};
        if (!is_within(canonical, candidate.root) && !is_within(canonical, canonical_library_))
            return SourceRefusal{quoted(entry) + " is a link that leads out of its folder",
                                 "Copy the file into the folder"};
        SourceAnswer answer = read(candidate.path, candidate.path.generic_string());
        if (auto* refusal = std::get_if<SourceRefusal>(&answer))
            return SourceRefusal{quoted(entry) + ": " + refusal->reason, refusal->suggestion};
        return answer;
    }
    return SourceRefusal{
        "there is no file " + quoted(entry) + " beside this file or in the library",
        canonical_library_.empty() ? "No library was found; name its folder on the command line" : ""};
}

std::vector<std::string> DiskSources::library_names(std::string_view folder, SourceText const& by) {
    std::set<std::string> names;
    for (fs::path const& root : {fs::path(by.shown).parent_path() / "library", library_}) {
        if (root.empty()) continue;
        std::error_code error;
        for (fs::directory_iterator it(root / std::string(folder), error), end; !error && it != end;
             it.increment(error))
            if (it->path().extension() == ".yaml") names.insert(it->path().stem().string());
    }
    return {names.begin(), names.end()};
}

MemorySources::MemorySources(std::map<std::string, std::string> texts, Limits limits)
    : texts_(std::move(texts)), limits_(limits) {}

SourceAnswer MemorySources::find(std::string const& name) const {
    auto const found = texts_.find(name);
    if (found == texts_.end()) return SourceRefusal{"there is no such file", ""};
    if (found->second.size() > limits_.bytes) return too_large(limits_);
    return SourceText{name, name, name, name.starts_with(kLibraryPrefix), found->second};
}

SourceAnswer MemorySources::scenario(std::string const& file) {
    return find(file);
}

SourceAnswer MemorySources::used(std::string const& entry, SourceText const& by) {
    if (auto refusal = refuse_entry(entry)) return std::move(*refusal);
    std::string const beside =
        (std::filesystem::path(by.name).parent_path() / entry).lexically_normal().generic_string();
    std::string const in_library = std::string(kLibraryPrefix) + without_prefix(entry);
    for (std::string const& name : {beside, in_library})
        if (texts_.contains(name)) {
            SourceAnswer answer = find(name);
            if (auto* refusal = std::get_if<SourceRefusal>(&answer))
                return SourceRefusal{quoted(entry) + ": " + refusal->reason, refusal->suggestion};
            return answer;
        }
    return SourceRefusal{"there is no file " + quoted(entry) + " beside this file or in the library", ""};
}

std::vector<std::string> MemorySources::library_names(std::string_view folder, SourceText const&) {
    std::string const prefix = std::string(kLibraryPrefix) + std::string(folder) + "/";
    std::vector<std::string> names;
    for (auto const& [name, text] : texts_)
        if (name.starts_with(prefix) && name.ends_with(".yaml"))
            names.push_back(name.substr(prefix.size(), name.size() - prefix.size() - 5));
    return names;
}

}  // namespace mergerisk::input
