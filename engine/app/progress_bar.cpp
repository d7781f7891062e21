#include "engine/app/progress_bar.h"

#include "engine/app/words.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
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
    constexpr std::size_t kShortestBar = 10;
    if (width < tail.size() + kShortestBar + 2) return tail.substr(1, width);
    std::size_t const bar = width - tail.size() - 2;
    auto const filled = static_cast<std::size_t>(share * static_cast<double>(bar));
    return "[" + std::string(filled, '#') + std::string(bar - filled, ' ') + "]" + tail;
}

namespace {

/// Columns that a line may fill without wrapping; as many as usual where the terminal does not say.
std::size_t usable_width() {
    constexpr std::size_t kUsual = 78;
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2) return kUsual;
    return std::min<std::size_t>(kUsual, size.ws_col - 1U);
}

}  // namespace

ProgressBar::ProgressBar()
    : terminal_(isatty(STDERR_FILENO) == 1), started_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void ProgressBar::show(std::uint64_t done, std::uint64_t total) {
    if (!terminal_) return;
    drawn_ = true;
    std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - started_;
    fmt::print(stderr, "\r{}\x1b[K", progress_line(done, total, elapsed, usable_width()));
    std::fflush(stderr);
}

}  // namespace mergerisk::app
