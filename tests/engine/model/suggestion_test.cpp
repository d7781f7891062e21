#include "engine/model/suggestion.h"

#include <gtest/gtest.h>

namespace mergerisk::model {
namespace {

TEST(Suggest, finds_the_name_with_one_letter_wrong) {
    EXPECT_EQ(suggest("pay_inflaton", {"tariff", "pay_inflation"}), "Did you mean \"pay_inflation\"?");
}

TEST(Suggest, counts_two_swapped_letters_as_one_slip) {
    // Three letters allow one slip; as two replacements it would be too far.
    EXPECT_EQ(suggest("sotuh", {"south"}), "Did you mean \"south\"?");
    EXPECT_EQ(suggest("ab", {"ba"}), "Did you mean \"ba\"?");
}

TEST(Suggest, lists_what_there_is_when_nothing_is_near) {
    EXPECT_EQ(suggest("zebra", {"south", "north"}), "There is: north, south");
}

TEST(Suggest, does_not_list_more_than_a_reader_can_take_in) {
    EXPECT_EQ(suggest("zebra", {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"}), "");
}

TEST(Suggest, has_nothing_to_say_without_names) {
    EXPECT_EQ(suggest("zebra", {}), "");
}

}  // namespace
}  // namespace mergerisk::model
