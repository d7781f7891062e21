#include "engine/results/tasks.h"

#include <atomic>
#include <exception>
#include <thread>

namespace mergerisk::results {

void run_all(std::vector<std::function<void()>> const& tasks, std::size_t threads) {
    std::vector<std::exception_ptr> thrown(tasks.size());
    std::atomic<std::size_t> next{0};
    auto const work = [&] {
        for (std::size_t i = next++; i < tasks.size(); i = next++) {
            try {
                tasks[i]();
            } catch (...) {
                thrown[i] = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t t = 1; t < threads && t < tasks.size(); ++t) helpers.emplace_back(work);
        work();
    }
    for (std::exception_ptr const& exception : thrown) {
        if (exception) std::rethrow_exception(exception);
    }
}

}  // namespace mergerisk::results
