#include "engine/results/tasks.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace mergerisk::results {
namespace {

TEST(Tasks, are_each_done_once_on_any_number_of_threads) {
    for (std::size_t const threads : {0U, 1U, 2U, 7U, 200U}) {
        std::vector<int> done(100, 0);
        std::vector<std::function<void()>> tasks;
        for (int& one : done) tasks.emplace_back([&one] { ++one; });
        run_all(tasks, threads);
        EXPECT_EQ(done, std::vector<int>(100, 1)) << threads;
    }
    run_all({}, 4);
}

TEST(Tasks, that_fail_do_not_keep_others_from_running_and_the_first_is_reported) {
    int done = 0;
    std::vector<std::function<void()>> const tasks{[&] { ++done; }, [] { throw std::runtime_error("first"); },
                                                   [] { throw std::runtime_error("second"); },
                                                   [&] { ++done; }};
    try {
        run_all(tasks, 1);
        ADD_FAILURE() << "nothing was thrown";
    } catch (std::runtime_error const& error) {
        EXPECT_STREQ(error.what(), "first");
    }
    EXPECT_EQ(done, 2);
}

}  // namespace
}  // namespace mergerisk::results
