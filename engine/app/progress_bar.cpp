#include "engine/app/progress_bar.h"

#include "engine/app/words.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace mergerisk::app {

std::string progress_line(std::uint64_t done, std::uint64_t total, std::chrono::duration<double> elapsed,
                          std::size_t width) {
    double const share = total == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(total);
    std::string tail =
        fmt::format(" {:3.0f} %  {} of {} trials", 100 * share, with_thousands(done), with_thousands(total));
    // Before a tenth of a second the speed is not known well enough to promise anything.
    if (done > 0 && done < total && elapsed.count() > 0.1) {
        double const left = elapsed.count() * (1 - share) / share;
        tail +=
            left < 90 ? fmt::format(", {:.0f} s left", left) : fmt::format(", {:.0f} min left", left / 60);
    }
    std::size_t const bar = width > tail.size() + 12 ? width - tail.size() - 2 : 10;
    auto const filled = static_cast<std::size_t>(share * static_cast<double>(bar));
    return "[" + std::string(filled, '#') + std::string(bar - filled, ' ') + "]" + tail;
}

ProgressBar::ProgressBar()
    : terminal_(isatty(STDERR_FILENO) == 1), started_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
    if (!terminal_) return;
    drawn_ = true;
    fmt::print(stderr, "\r{}\x1b[K", progress_line(done, total, std::chrono::steady_clock::now() - started_));
    std::fflush(stderr);
}

}  // namespace mergerisk::app
