#include "engine/app/interruption.h"

#include <csignal>

namespace mergerisk::app {

namespace {

// A signal handler can reach nothing but objects of static life.
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void request_stop(int signal_number) {
    if (stop_requested.exchange(true)) {
        std::signal(signal_number, SIG_DFL);
        std::raise(signal_number);
    }
}

}  // namespace

Interruption::Interruption() {
    stop_requested = false;
    std::signal(SIGINT, request_stop);
    std::signal(SIGTERM, request_stop);
    std::signal(SIGXFSZ, SIG_IGN);
}

Interruption::~Interruption() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGXFSZ, SIG_DFL);
}

std::atomic<bool> const& Interruption::requested() const {
    return stop_requested;
}

}  // namespace mergerisk::app
