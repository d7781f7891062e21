#include "engine/input/sources.h"

#include "engine/input/load.h"
#include "tests/engine/input/texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace mergerisk::input {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A folder of its own for each test, removed afterwards.
class Folder : public ::testing::Test {
  protected:
    void SetUp() override {
        root_ = fs::temp_directory_path() / ("mergerisk_sources_" + std::to_string(::getpid()));
        fs::remove_all(root_);
        fs::create_directories(root_ / "work");
        fs::create_directories(root_ / "installed" / "forms");
    }
    void TearDown() override { fs::remove_all(root_); }

    void write(std::string const& name, std::string const& text) {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }
    [[nodiscard]] std::string path(std::string const& name) const { return (root_ / name).string(); }

    /// What an entry of `use:` in work/s.yaml gives: the text, or the reason.
    [[nodiscard]] std::string use(std::string const& entry) {
        write("work/s.yaml", "a: 1");
        DiskSources sources(root_ / "installed");
        auto const scenario = std::get<SourceText>(sources.scenario(path("work/s.yaml")));
        auto const answer = sources.used(entry, scenario);
        if (auto const* refusal = std::get_if<SourceRefusal>(&answer)) return refusal->reason;
        return std::get<SourceText>(answer).text;
    }

    fs::path root_;
};

using Disk = Folder;

TEST_F(Disk, finds_files_beside_the_scenario_first) {
    write("work/x.yaml", "beside");
    write("installed/x.yaml", "library");
    EXPECT_EQ(use("x.yaml"), "beside");
}

TEST_F(Disk, finds_files_of_the_library_with_and_without_its_name) {
    write("installed/forms/x.yaml", "library");
    EXPECT_EQ(use("library/forms/x.yaml"), "library");
    EXPECT_EQ(use("forms/x.yaml"), "library");
}

TEST_F(Disk, gives_library_files_the_same_name_on_every_machine) {
    write("work/s.yaml", "a: 1");
    write("installed/forms/x.yaml", "library");
    DiskSources sources(root_ / "installed");
    auto const scenario = std::get<SourceText>(sources.scenario(path("work/s.yaml")));
    auto const used = std::get<SourceText>(sources.used("forms/x.yaml", scenario));
    EXPECT_EQ(scenario.name, "s.yaml");
    EXPECT_EQ(used.name, "library/forms/x.yaml");
    EXPECT_TRUE(used.in_library);
}

TEST_F(Disk, takes_the_library_beside_the_scenario_when_none_is_given) {
    write("work/s.yaml", "a: 1");
    write("work/library/forms/x.yaml", "beside");
    DiskSources sources("");
    auto const scenario = std::get<SourceText>(sources.scenario(path("work/s.yaml")));
    EXPECT_EQ(std::get<SourceText>(sources.used("library/forms/x.yaml", scenario)).name,
              "library/forms/x.yaml");
    EXPECT_THAT(sources.library_names("forms", scenario), ElementsAre("x"));
}

// Else a file would be read twice, once from either place, and all its names would be defined twice.
TEST_F(Disk, lets_files_in_a_library_beside_the_scenario_stand_in_for_those_that_library_files_use) {
    write("work/library/evidence/x.yaml", "own");
    write("installed/evidence/x.yaml", "installed");
    write("installed/routes/r.yaml", "installed route");
    write("work/s.yaml", "a: 1");
    DiskSources sources(root_ / "installed");
    auto const scenario = std::get<SourceText>(sources.scenario(path("work/s.yaml")));
    auto const route = std::get<SourceText>(sources.used("library/routes/r.yaml", scenario));
    EXPECT_EQ(std::get<SourceText>(sources.used("library/evidence/x.yaml", route)).text, "own");
}

TEST_F(Disk, refuses_ways_out_of_the_folder) {
    write("secret.yaml", "secret");
    EXPECT_THAT(use("../secret.yaml"), HasSubstr("leads out of its folder"));
    EXPECT_THAT(use("library/../../secret.yaml"), HasSubstr("leads out of its folder"));
    EXPECT_THAT(use(path("secret.yaml")), HasSubstr("absolute path"));
    EXPECT_THAT(use("C:\\secret.yaml"), HasSubstr("absolute path"));
    EXPECT_THAT(use(""), HasSubstr("not the name of a file"));
    EXPECT_THAT(use("x.txt"), HasSubstr("not a YAML file"));
}

TEST_F(Disk, refuses_links_that_lead_out_of_the_folder) {
    write("secret.yaml", "secret");
    fs::create_directories(root_ / "outside");
    write("outside/y.yaml", "secret");
    fs::create_symlink(root_ / "secret.yaml", root_ / "work" / "link.yaml");
    fs::create_directory_symlink(root_ / "outside", root_ / "work" / "folder");
    EXPECT_THAT(use("link.yaml"), HasSubstr("link that leads out of its folder"));
    EXPECT_THAT(use("folder/y.yaml"), HasSubstr("link that leads out of its folder"));
}

TEST_F(Disk, follows_links_within_the_folder) {
    write("work/x.yaml", "within");
    fs::create_symlink("x.yaml", root_ / "work" / "link.yaml");
    EXPECT_EQ(use("link.yaml"), "within");
}

TEST_F(Disk, refuses_folders_and_missing_and_large_files) {
    fs::create_directories(root_ / "work" / "folder.yaml");
    EXPECT_THAT(use("folder.yaml"), HasSubstr("this is a folder"));
    EXPECT_THAT(use("nowhere.yaml"), HasSubstr("there is no file \"nowhere.yaml\""));
    write("work/large.yaml", std::string((4u << 20) + 1, 'x'));
    EXPECT_THAT(use("large.yaml"), HasSubstr("larger than 4 MB"));
    ASSERT_EQ(::mkfifo((root_ / "work" / "pipe.yaml").c_str(), 0600), 0);
    EXPECT_THAT(use("pipe.yaml"), HasSubstr("not a regular file"));
}

TEST_F(Disk, says_what_is_wrong_with_the_scenario_itself) {
    auto const problem = [&](std::string const& file) {
        DiskSources sources("");
        return base::describe(load(sources, file).problems.at(0));
    };
    EXPECT_EQ(problem(path("nowhere.yaml")), path("nowhere.yaml") + ":1:1: there is no such file");
    EXPECT_THAT(problem(path("work")), HasSubstr("this is a folder, not a file"));
    write("work/empty.yaml", "");
    EXPECT_THAT(problem(path("work/empty.yaml")), HasSubstr("the file is empty"));
}

TEST_F(Disk, reads_each_file_once_however_it_is_named) {
    write("work/library/forms/x.yaml", "mergerisk: 1\nforms: {x: {legal: single}}\n");
    write("work/s.yaml", testing::head() + "options: {o: {counterfactual: yes, form: x}}\n" +
                             "use: [library/forms/x.yaml, forms/x.yaml]\n");
    DiskSources sources("");
    Loaded const loaded = load(sources, path("work/s.yaml"));
    EXPECT_THAT(testing::describe_all(loaded.problems), ElementsAre());
    EXPECT_EQ(loaded.files.size(), 2u);
}

}  // namespace
}  // namespace mergerisk::input
