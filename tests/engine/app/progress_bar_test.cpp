#include "engine/app/progress_bar.h"

#include <gtest/gtest.h>

namespace mergerisk::app {
namespace {

using std::chrono::duration;

TEST(ProgressLine, tells_share_trials_and_time_left) {
    // A quarter took 2 s, so three quarters take 6 s more. The words take 42 of 78 characters and the
    // brackets 2; a quarter of the 34 left is 8 and a half.
    EXPECT_EQ(progress_line(32768, 131072, duration<double>(2.0), 78),
              "[########                          ]  25 %  32,768 of 131,072 trials, 6 s left");
}

TEST(ProgressLine, promises_nothing_before_the_speed_is_known) {
    EXPECT_EQ(progress_line(512, 131072, duration<double>(0.01), 60).find("left"), std::string::npos);
    EXPECT_EQ(progress_line(0, 131072, duration<double>(5.0), 60).find("left"), std::string::npos);
}

TEST(ProgressLine, is_as_wide_as_the_line) {
    EXPECT_EQ(progress_line(131072, 131072, duration<double>(3.0), 70).size(), 70U);
}

TEST(ProgressLine, leaves_out_the_bar_where_it_would_wrap) {
    EXPECT_EQ(progress_line(32768, 131072, duration<double>(2.0), 50),
              " 25 %  32,768 of 131,072 trials, 6 s left");
    EXPECT_EQ(progress_line(32768, 131072, duration<double>(2.0), 20), " 25 %  32,768 of 131");
}

TEST(ProgressLine, of_nothing_to_do_is_full) {
    EXPECT_NE(progress_line(0, 0, duration<double>(0.0), 60).find("100 %"), std::string::npos);
}

}  // namespace
}  // namespace mergerisk::app
