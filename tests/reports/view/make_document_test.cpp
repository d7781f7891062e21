#include "reports/view/make_document.h"

#include "tests/reports/support/sample_run.h"

#include <gtest/gtest.h>

namespace mergerisk::view {
namespace {

TEST(Document, prints) {
    EXPECT_FALSE(make_document(tests::sample_run()).answers.empty());
}

}  // namespace
}  // namespace mergerisk::view
