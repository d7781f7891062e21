#pragma once
// How far a run is, on a terminal.

#include <chrono>
#include <cstdint>
#include <string>

namespace mergerisk::app {

/// "[#########           ]  47 %  61,952 of 131,072 trials, 2 s left", for a line of `width` characters;
/// where that is too narrow for a bar, as many of the words as fit.
/// `elapsed` is what was needed for `done`; the estimate is left out until it means something.
[[nodiscard]] std::string progress_line(std::uint64_t done, std::uint64_t total,
                                        std::chrono::duration<double> elapsed, std::size_t width = 78);

/// Draws the line on standard error while it lives, and wipes it at its end. Does nothing when standard error
/// is not a terminal.
class ProgressBar {
  public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(ProgressBar const&) = delete;
    ProgressBar& operator=(ProgressBar const&) = delete;

    void show(std::uint64_t done, std::uint64_t total);

  private:
    bool terminal_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point started_;
};

}  // namespace mergerisk::app
