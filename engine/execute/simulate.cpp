#include "engine/execute/simulate.h"

#include "engine/base/contract.h"
#include "engine/kernel/simulator.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <limits>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace mergerisk::execute {

namespace {

constexpr std::chrono::milliseconds kProgressInterval{100};

std::uint64_t machine_memory() {
    long const pages = sysconf(_SC_PHYS_PAGES);
    long const page_size = sysconf(_SC_PAGE_SIZE);
    if (pages <= 0 || page_size <= 0) return std::numeric_limits<std::uint64_t>::max();
    return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page_size);
}

unsigned threads_of(Settings const& settings) {
    unsigned const machine = std::max(1U, std::thread::hardware_concurrency());
    return settings.threads.value_or(machine);
}

/// "12.5 GB"
std::string gigabytes(std::uint64_t bytes) {
    std::uint64_t const tenths = bytes / 100'000'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

/// Hands out blocks in order and collects what goes wrong.
class Work {
  public:
    Work(kernel::Simulator const& simulator, plan::Outcomes& outcomes, std::stop_token stop)
        : simulator_{simulator}, outcomes_{outcomes}, stop_{std::move(stop)} {}

    /// Until nothing is left, a request to stop, or a failure.
    void operator()();

    void give_up() { given_up_ = true; }
    [[nodiscard]] std::uint64_t done() const { return done_; }
    [[nodiscard]] std::uint64_t total() const { return outcomes_.trials; }

    /// Calls progress until so many threads are through.
    void watch(unsigned threads, Progress const& progress);
    /// The failure of the earliest block: blocks before it were handed out before, so it is always the same.
    void rethrow_failure() const;

  private:
    void simulate_blocks();
    void record_failure(std::uint64_t block);
    void leave();

    kernel::Simulator const& simulator_;
    plan::Outcomes& outcomes_;
    std::stop_token stop_;
    std::atomic<std::uint64_t> next_block_{0};
    std::atomic<std::uint64_t> done_{0};
    std::atomic<bool> given_up_{false};
    std::mutex mutex_;
    std::condition_variable left_;
    unsigned threads_through_ = 0;
    std::exception_ptr failure_;
    std::uint64_t failed_block_ = std::numeric_limits<std::uint64_t>::max();
};

void Work::operator()() {
    try {
        simulate_blocks();
    } catch (...) {
        // No memory for the scratch: nothing that belongs to a block.
        record_failure(std::numeric_limits<std::uint64_t>::max() - 1);
    }
    leave();
}

void Work::simulate_blocks() {
    kernel::Scratch scratch = simulator_.make_scratch();
    while (!given_up_ && !stop_.stop_requested()) {
        std::uint64_t const block = next_block_++;
        std::uint64_t const first = block * kernel::kBlock;
        if (first >= total()) return;
        auto const count = static_cast<std::size_t>(std::min<std::uint64_t>(kernel::kBlock, total() - first));
        try {
            simulator_.simulate(first, count, scratch, outcomes_, static_cast<std::size_t>(first));
        } catch (...) {
            record_failure(block);
            return;
        }
        done_ += count;
    }
}

void Work::record_failure(std::uint64_t block) {
    std::lock_guard const lock{mutex_};
    given_up_ = true;
    if (block >= failed_block_) return;
    failed_block_ = block;
    failure_ = std::current_exception();
}

void Work::leave() {
    std::lock_guard const lock{mutex_};
    ++threads_through_;
    left_.notify_one();
}

void Work::watch(unsigned threads, Progress const& progress) {
    std::unique_lock lock{mutex_};
    auto const through = [&] { return threads_through_ == threads; };
    while (!left_.wait_for(lock, kProgressInterval, through)) {
        if (!progress) continue;
        lock.unlock();
        progress(done(), total());
        lock.lock();
    }
}

void Work::rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
}

}  // namespace

std::uint64_t memory_of(plan::Plan const& plan, std::uint64_t trials) {
    std::uint64_t const failures = plan.failures.size();
    std::uint64_t const years = (plan.timeline.months + 11) / 12;
    std::uint64_t const numbers =
        plan::kMetricCount + plan::kBuiltInFailureCount + 2 * failures + years + plan::kBridgeViewCount + 1;
    std::uint64_t const bytes = numbers * sizeof(double) + sizeof(plan::Outcome) + failures;
    std::uint64_t of_trial = bytes * plan.options.size();
    for (plan::Option const& option : plan.options) {
        if (option.route)
            of_trial += option.route->stages.size() * (2 * sizeof(double) + sizeof(std::uint8_t));
    }
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    return of_trial > 0 && trials > kMost / of_trial ? kMost : trials * of_trial;
}

base::Problems problems_of(plan::Plan const& plan, Settings const& settings) {
    base::Problems problems;
    if (settings.trials == 0)
        problems.push_back({"run.trials", "0 trials say nothing", "write at least 1", {}});
    if (settings.threads && *settings.threads == 0)
        problems.push_back({"run.threads", "0 threads do nothing", "write at least 1", {}});
    std::uint64_t const limit = settings.memory_limit.value_or(machine_memory() / 2);
    std::uint64_t const needed = memory_of(plan, settings.trials);
    if (needed > limit) {
        std::uint64_t const most = limit / std::max<std::uint64_t>(1, memory_of(plan, 1));
        problems.push_back({"run.trials",
                            std::to_string(settings.trials) + " trials need " + gigabytes(needed) +
                                " of memory, more than the limit of " + gigabytes(limit),
                            "At most " + std::to_string(most) + " trials fit",
                            {}});
    }
    return problems;
}

Simulation simulate(plan::Plan const& plan, Settings const& settings, Progress const& progress,
                    std::stop_token stop) {
    EXPECTS(problems_of(plan, settings).empty());
    kernel::Simulator const simulator{plan};
    Simulation simulation;
    for (std::size_t o = 0; o < plan.options.size(); ++o) simulation.claimed.push_back(simulator.claimed(o));
    simulation.outcomes.resize(plan, static_cast<std::size_t>(settings.trials));
    Work work{simulator, simulation.outcomes, std::move(stop)};
    std::uint64_t const blocks = (settings.trials + kernel::kBlock - 1) / kernel::kBlock;
    auto const threads = static_cast<unsigned>(std::min<std::uint64_t>(threads_of(settings), blocks));
    {
        std::vector<std::jthread> workers;
        try {
            for (unsigned t = 0; t < threads; ++t) workers.emplace_back([&work] { work(); });
            work.watch(threads, progress);
        } catch (...) {
            work.give_up();  // the workers are joined on the way out
            throw;
        }
    }
    work.rethrow_failure();
    if (work.done() < settings.trials) {
        simulation.end = Simulation::End::stopped;
        simulation.outcomes = {};
    } else if (progress) {
        progress(settings.trials, settings.trials);
    }
    return simulation;
}

}  // namespace mergerisk::execute
