#include "reports/html/html.h"

#include "engine/archive/json.h"
#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <gtest/gtest.h>

namespace mergerisk::html {
namespace {

TEST(Html, starts_as_a_page) {
    results::Run const run = tests::sample_run();
    EXPECT_TRUE(render(view::make_document(run), archive::to_json(run)).starts_with("<!DOCTYPE html>"));
}

}  // namespace
}  // namespace mergerisk::html
