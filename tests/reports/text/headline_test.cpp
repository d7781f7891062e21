#include "reports/text/headline.h"

#include "reports/text/layout.h"
#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace mergerisk::text {
namespace {

using testing::HasSubstr;

std::string headline_of(results::Run const& run, std::size_t width = 100) {
    return headline(view::make_document(run), width);
}

TEST(Headline, has_the_answer_and_the_options_side_by_side) {
    EXPECT_EQ(headline_of(tests::sample_run()),
              R"(Central Manchester and University Hospital of South Manchester
With hindsight: this analysis uses evidence from after its valuation date.

In 100 futures like this one, the benefits of “One foundation trust” materially outweigh its costs
in about 23.
Of 100 such futures, about 44 complete without this and 33 do not complete (12 are prohibited, 15
abandoned and 6 walked away from).
On the stated assumptions that is unlikely: 23.2%, and with other random numbers 23.0 to 23.5% (95%
interval).

In 100 futures like this one, the benefits of “One management team, two trusts” materially outweigh
its costs in about 55.
Of 100 such futures, about 35 complete without this and 10 are abandoned.
On the stated assumptions that is about as likely as not: 54.9%, and with other random numbers 54.6
to 55.2% (95% interval).

Options side by side, money in GBP million

                                One foundation trust    One management team,       Remain two trusts
                                                                  two trusts        (counterfactual)
Benefits materially outweigh                   23.2%                   54.9%                       –
costs
Worth more than the                            31.7%                   64.2%                       –
counterfactual
Completes                                      67.2%                   89.7%                       –
Fails in some way                              91.2%                   57.1%                   41.2%
Expected NPV                                   −11.7                    4.60                       –
NPV, 10 in 100 are below                        −120                   −7.96                       –
NPV, 10 in 100 are above                        96.2                    17.2                       –
NPV as claimed                                 187.3                   40.20                       –
Benefit-cost ratio                             0.866                    1.36                       –
Expected one-off cost                           71.9                    3.31                       0
Expected peak funding                           58.4                    5.02                       0
Completion, on average        May 2018 (19.4 months)  Apr 2017 (6.10 months)                       –
)");
}

TEST(Headline, keeps_within_the_width_whatever_the_names) {
    for (std::size_t const width : {40u, 60u, 80u, 132u}) {
        for (results::Run const& run : {tests::sample_run(), tests::hostile_run(), tests::prohibited_run()}) {
            std::istringstream lines(headline_of(run, width));
            std::string line;
            while (std::getline(lines, line)) EXPECT_LE(width_of(line), width) << line;
        }
    }
}

TEST(Headline, puts_options_below_each_other_where_they_do_not_fit) {
    std::string const narrow = headline_of(tests::sample_run(), 60);
    std::size_t const first = narrow.find("Expected NPV");
    EXPECT_NE(narrow.find("Expected NPV", first + 1), std::string::npos);
    EXPECT_THAT(narrow, HasSubstr("−11.7"));
    EXPECT_THAT(narrow, HasSubstr("4.60"));
}

}  // namespace
}  // namespace mergerisk::text
