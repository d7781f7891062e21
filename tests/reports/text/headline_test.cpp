#include "reports/text/headline.h"

#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <gtest/gtest.h>

namespace mergerisk::text {
namespace {

TEST(Headline, starts_with_the_transaction) {
    EXPECT_TRUE(headline(view::make_document(tests::sample_run())).starts_with("Central Manchester"));
}

}  // namespace
}  // namespace mergerisk::text
