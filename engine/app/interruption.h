#pragma once
// Ctrl-C stops cleanly; a second one at once.

#include <atomic>

namespace mergerisk::app {

/// While it lives, SIGINT and SIGTERM set a flag instead of ending the program; the second signal ends it.
/// SIGXFSZ (a file over the limit of the shell) is ignored, so that the write fails and can be reported. One
/// at a time in a program.
class Interruption {
  public:
    Interruption();
    ~Interruption();
    Interruption(Interruption const&) = delete;
    Interruption& operator=(Interruption const&) = delete;

    [[nodiscard]] std::atomic<bool> const& requested() const;
};

}  // namespace mergerisk::app
