#include "engine/archive/files.h"

#include "engine/base/contract.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string_view>
#include <system_error>
#include <vector>

namespace mergerisk::archive {

namespace {

namespace fs = std::filesystem;

base::Problem cannot(std::string const& what, fs::path const& path, std::error_code const& error) {
    return {{}, "cannot " + what + " " + path.string() + ": " + error.message(), {}, {}};
}

std::error_code last_error() {
    return {errno, std::generic_category()};
}

class Descriptor {
  public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }
    /// False when the system only now says that something could not be written.
    bool close() {
        int const number = number_;
        number_ = -1;
        return number < 0 || ::close(number) == 0;
    }

  private:
    int number_;
};

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        ssize_t const written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Makes the directory and what it lies in; takes back what it made unless all went well.
class Directory {
  public:
    explicit Directory(fs::path path) : path_{path.empty() ? "." : std::move(path)} {}
    ~Directory() {
        if (kept_) return;
        std::error_code ignored;
        for (auto made = made_.rbegin(); made != made_.rend(); ++made) fs::remove(*made, ignored);
    }
    Directory(Directory const&) = delete;
    Directory& operator=(Directory const&) = delete;

    std::optional<base::Problem> make() {
        std::error_code error;
        fs::path parent;
        for (fs::path const& part : path_) {
            parent /= part;
            if (fs::is_directory(parent, error)) continue;
            if (!fs::create_directory(parent, error)) {
                if (!error) error = std::make_error_code(std::errc::not_a_directory);
                return cannot("make the folder", parent, error);
            }
            made_.push_back(parent);
        }
        return std::nullopt;
    }
    void keep() { kept_ = true; }

    [[nodiscard]] fs::path const& path() const { return path_; }

  private:
    fs::path path_;
    std::vector<fs::path> made_;
    bool kept_ = false;
};

/// One file on its way to its name.
struct Staged {
    fs::path target;
    fs::path partial;
    fs::path previous;  ///< a second name of what the target was
    bool had_previous = false;
    bool in_place = false;
};

class Staging {
  public:
    explicit Staging(fs::path const& directory) : directory_{directory} {}
    ~Staging() { undo(); }
    Staging(Staging const&) = delete;
    Staging& operator=(Staging const&) = delete;

    std::optional<base::Problem> write(OutputFile const& file) {
        std::string const hidden = "." + file.name + "." + std::to_string(::getpid());
        staged_.push_back({directory_ / file.name, directory_ / (hidden + ".partial"),
                           directory_ / (hidden + ".previous")});
        Staged const& staged = staged_.back();
        std::error_code error;
        if (fs::is_directory(staged.target, error)) {
            return cannot("write", staged.target, std::make_error_code(std::errc::is_a_directory));
        }
        fs::remove(staged.partial, error);
        Descriptor descriptor{::open(staged.partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
        bool const written = descriptor.is_open() && write_all(descriptor.number(), file.content) &&
                             ::fsync(descriptor.number()) == 0 && descriptor.close();
        if (!written) return cannot("write", staged.target, last_error());
        return std::nullopt;
    }

    /// After this the files are there, whatever happens.
    std::optional<base::Problem> rename_all() {
        for (Staged& staged : staged_) {
            std::error_code error;
            keep_previous(staged, error);
            if (!error) fs::rename(staged.partial, staged.target, error);
            if (error) return cannot("write", staged.target, error);
            staged.in_place = true;
        }
        std::error_code ignored;
        for (Staged const& staged : staged_) {
            if (staged.had_previous) fs::remove(staged.previous, ignored);
        }
        staged_.clear();
        // The renames reach the disk with the folder; that it cannot be flushed (some network disks) loses
        // nothing.
        Descriptor const folder{::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
        if (folder.is_open()) static_cast<void>(::fsync(folder.number()));
        return std::nullopt;
    }

  private:
    static void keep_previous(Staged& staged, std::error_code& error) {
        if (!fs::exists(fs::symlink_status(staged.target, error))) {
            error.clear();
            return;
        }
        std::error_code ignored;
        fs::remove(staged.previous, ignored);
        fs::create_hard_link(staged.target, staged.previous, error);
        if (error) fs::copy(staged.target, staged.previous, fs::copy_options::copy_symlinks, error);
        staged.had_previous = !error;
    }

    void undo() {
        std::error_code ignored;
        for (Staged const& staged : staged_) {
            fs::remove(staged.partial, ignored);
            if (staged.had_previous) {
                fs::rename(staged.previous, staged.target, ignored);
                // Two names of one file: renaming one to the other leaves both.
                fs::remove(staged.previous, ignored);
            } else if (staged.in_place) {
                fs::remove(staged.target, ignored);
            }
        }
    }

    fs::path directory_;
    std::vector<Staged> staged_;
};

}  // namespace

std::optional<base::Problem> write_files(fs::path const& directory, std::span<OutputFile const> files) {
    for (OutputFile const& file : files) {
        EXPECTS(!file.name.empty() && file.name.find('/') == std::string::npos);
    }
    Directory folder{directory};
    if (auto problem = folder.make()) return problem;
    {
        Staging staging{folder.path()};
        for (OutputFile const& file : files) {
            if (auto problem = staging.write(file)) return problem;
        }
        if (auto problem = staging.rename_all()) return problem;
    }
    folder.keep();
    return std::nullopt;
}

std::optional<base::Problem> check_writable(fs::path const& directory) {
    Directory folder{directory};
    if (auto problem = folder.make()) return problem;
    Staging staging{folder.path()};
    return staging.write({"mergerisk", "can be written\n"});
}

}  // namespace mergerisk::archive
