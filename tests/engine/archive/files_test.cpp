#include "engine/archive/files.h"

#include "engine/base/contract.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <sstream>
#include <vector>

namespace mergerisk::archive {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class WriteFiles : public testing::Test {
  protected:
    WriteFiles() {
        folder_ = fs::temp_directory_path() / ("mergerisk_files_test." + std::to_string(::getpid()));
        fs::remove_all(folder_);
        fs::create_directory(folder_);
    }
    ~WriteFiles() override { fs::remove_all(folder_); }

    static std::string content_of(fs::path const& path) {
        std::ostringstream text;
        text << std::ifstream{path, std::ios::binary}.rdbuf();
        return text.str();
    }
    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{}));
    }

    fs::path folder_;
    std::vector<OutputFile> const two_{{"report.md", "# Report\n"}, {"results.json", std::string("{\0}", 3)}};
};

TEST_F(WriteFiles, makes_folders_and_leaves_only_the_files) {
    fs::path const out = folder_ / "a" / "b";
    EXPECT_FALSE(write_files(out, two_));
    EXPECT_EQ(content_of(out / "report.md"), "# Report\n");
    EXPECT_EQ(content_of(out / "results.json").size(), 3U);
    EXPECT_EQ(std::distance(fs::directory_iterator{out}, fs::directory_iterator{}), 2);
}

TEST_F(WriteFiles, replaces_what_was_there_and_nothing_else) {
    std::ofstream{folder_ / "report.md"} << "a longer text that was there before";
    std::ofstream{folder_ / "other.txt"} << "other";
    EXPECT_FALSE(write_files(folder_, two_));
    EXPECT_EQ(content_of(folder_ / "report.md"), "# Report\n");
    EXPECT_EQ(content_of(folder_ / "other.txt"), "other");
    EXPECT_EQ(entries(), 3U);
}

TEST_F(WriteFiles, writes_into_the_current_folder_when_none_is_named) {
    fs::path const before = fs::current_path();
    fs::current_path(folder_);
    EXPECT_FALSE(write_files("", two_));
    fs::current_path(before);
    EXPECT_EQ(entries(), 2U);
}

TEST_F(WriteFiles, refuses_a_file_in_place_of_the_folder) {
    std::ofstream{folder_ / "out"} << "in the way";
    auto const problem = write_files(folder_ / "out", two_);
    ASSERT_TRUE(problem);
    EXPECT_THAT(problem->reason, HasSubstr("cannot make the folder " + (folder_ / "out").string()));
    EXPECT_EQ(content_of(folder_ / "out"), "in the way");
    EXPECT_TRUE(write_files(folder_ / "out" / "deeper", two_));
}

TEST_F(WriteFiles, a_folder_in_place_of_a_file_leaves_everything_as_it_was) {
    std::ofstream{folder_ / "report.md"} << "before";
    fs::create_directory(folder_ / "results.json");
    auto const problem = write_files(folder_, two_);
    ASSERT_TRUE(problem);
    EXPECT_THAT(problem->reason, HasSubstr("results.json: Is a directory"));
    EXPECT_EQ(content_of(folder_ / "report.md"), "before");
    EXPECT_EQ(entries(), 2U);
}

TEST_F(WriteFiles, a_folder_that_it_made_goes_when_writing_fails) {
    std::string const too_long(300, 'x');  // names have at most 255 bytes
    std::vector<OutputFile> const files{{"report.md", "a"}, {too_long, "b"}};
    auto const problem = write_files(folder_ / "a" / "b", files);
    ASSERT_TRUE(problem);
    EXPECT_THAT(problem->reason, HasSubstr("File name too long"));
    EXPECT_EQ(entries(), 0U);
}

// A limit on the size of files stands for a full disk: writing stops in the middle of a file.
TEST_F(WriteFiles, a_disk_that_is_full_leaves_nothing_half_written) {
    std::ofstream{folder_ / "report.md"} << "before";
    std::vector<OutputFile> const files{{"report.md", "after"}, {"results.json", std::string(1 << 20, 'x')}};
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limited = before;
    limited.rlim_cur = 1 << 16;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limited), 0);
    auto const problem = write_files(folder_, files);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    ASSERT_TRUE(problem);
    EXPECT_THAT(problem->reason, HasSubstr("File too large"));
    EXPECT_EQ(content_of(folder_ / "report.md"), "before");
    EXPECT_EQ(entries(), 1U);
}

// /proc takes no files, not even from root: a folder that is read-only for everyone.
TEST_F(WriteFiles, a_folder_that_cannot_be_written_to_is_a_problem) {
    auto const problem = write_files("/proc/self", two_);
    ASSERT_TRUE(problem);
    EXPECT_THAT(problem->reason, HasSubstr("cannot write /proc/self/report.md"));
}

TEST_F(WriteFiles, can_be_checked_before_there_is_anything_to_write) {
    std::ofstream{folder_ / "file"} << "in the way";
    EXPECT_FALSE(check_writable(folder_));
    EXPECT_FALSE(check_writable(folder_ / "a" / "b"));
    EXPECT_TRUE(check_writable(folder_ / "file"));
    EXPECT_TRUE(check_writable("/proc/self"));
    EXPECT_EQ(entries(), 1U);
}

TEST_F(WriteFiles, names_with_a_folder_in_them_are_a_bug) {
    std::vector<OutputFile> const files{{"../report.md", "a"}};
    EXPECT_THROW(static_cast<void>(write_files(folder_, files)), base::ContractViolation);
}

}  // namespace
}  // namespace mergerisk::archive
