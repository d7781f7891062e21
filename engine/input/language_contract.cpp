// Contracts that end.

#include "engine/input/language.h"

namespace mergerisk::input {
namespace {

using base::Dimension;
using model::Contract;

constexpr Row kContractRows[] = {
    row<&Contract::term>(
        "term", kQuantity,
        {.doc = "How long it runs, counted from completion; then the option ends, as agreed.",
         .dimension = Dimension::duration,
         .example = "10 years"}),
    row<&Contract::support_limit>(
        "support_limit", kQuantity,
        {.doc =
             "Cumulative support at which the option is given up: it ends at the end of the month in which "
             "the support lines, in cash, have first passed it.",
         .dimension = Dimension::money,
         .example = "5m"}),
};
constexpr Part kContractParts[] = {{&kProvenance, field<&Contract::provenance>()}};
constexpr Record kContractRecord{
    .name = "contract",
    .doc =
        "A contract that ends: at the end of its term, or early when support has passed a limit, which "
        "counts "
        "as unwound. All costs, benefits, support and effects of the option stop at its end, the moment "
        "`exit`; only lines with only_if: unwound go on. In the claimed view it runs to the end of its term.",
    .rows = kContractRows,
    .parts = kContractParts,
    .example = "{term: 10 years, support_limit: 5m}"};

}  // namespace

constinit Typed<Contract> const kContract = droppable(record_type<Contract, kContractRecord>());

}  // namespace mergerisk::input
