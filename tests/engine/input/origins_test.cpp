#include "engine/input/origins.h"

#include <gtest/gtest.h>

namespace mergerisk::input {
namespace {

Origins some_origins() {
    Origins origins;
    origins.add("", {{"f", 1, 1}, {"f", 1, 1}, false});
    origins.add("a", {{"f", 2, 1}, {"f", 3, 3}, false});
    origins.add("a.b", {{"f", 3, 3}, {"f", 3, 6}, true});
    return origins;
}

TEST(Origins, show_a_scalar_itself_and_the_key_of_a_map) {
    Origins const origins = some_origins();
    EXPECT_EQ(origins.find("a.b")->shown(), (base::Place{"f", 3, 6}));
    EXPECT_EQ(origins.find("a")->shown(), (base::Place{"f", 2, 1}));
}

TEST(Origins, keep_the_first_place_of_a_path) {
    Origins origins = some_origins();
    origins.add("a", {{"g", 9, 9}, {"g", 9, 9}, true});
    EXPECT_EQ(origins.find("a")->key.file, "f");
}

TEST(Place, takes_the_nearest_ancestor_that_was_written) {
    base::Problems problems{{"a.b", "r", "", {}}, {"a.c.d", "r", "", {}}, {"z", "r", "", {}}};
    place(problems, some_origins());
    EXPECT_EQ(problems[0].place, (base::Place{"f", 3, 6}));
    EXPECT_EQ(problems[1].place, (base::Place{"f", 2, 1}));
    EXPECT_EQ(problems[2].place, (base::Place{"f", 1, 1}));
}

TEST(Place, leaves_places_that_are_known) {
    base::Problems problems{{"a.b", "r", "", base::Place{"x", 7, 7}}};
    place(problems, some_origins());
    EXPECT_EQ(problems[0].place->file, "x");
}

}  // namespace
}  // namespace mergerisk::input
