#pragma once
// Deals and the acquirer's perspective, as cost lines of a plan.

#include "engine/compile/assembly.h"
#include "engine/model/scenario.h"
#include "engine/plan/plan.h"

#include <string>
#include <vector>

namespace mergerisk::compile {

/// Adds the lines of the option's deal when the perspective is the acquirer's; for society the deal's numbers
/// are compiled, so that the register lists them, and a remark says that they move nothing. The lines, all
/// capital, nominal and of the acquirer alone, with the consideration A = price, or (1 + premium) * claimed
/// worth, and the loan L = share * A over T years:
///   deal.consideration           +A at C
///   deal.worth                   -worth at C
///   deal.financing.drawdown      -L at C
///   deal.financing.fee           +fee * L at C
///   deal.financing.interest      +interest * L a year from C to C + T
///   deal.financing.repayment     +L at C + T
///   deal.financing.outstanding_* +L at the horizon when C <= horizon < C + T (two lines: see deal.cpp)
///   deal.financing.paid_down*    when unwound at X < C + T: +L evenly from X to C + T, with interest on half
///   deal.break_fee.abandoned, deal.break_fee.walked_away   -share * A at F, if it happens
///   deal.reverse_break_fee       +share * A at F when prohibited, if it happens
/// Names have a dot, which no line of a scenario has. Precondition: the scenario has no problems.
void add_deal_lines(Assembly& assembly, model::Option const& option, std::vector<plan::CostLine>& costs);

/// From the acquirer's perspective an item counts as far as parties of the option pay or receive it: the
/// amount becomes theirs, the payers they alone, with the same shares of what they pay. Nothing happens from
/// the perspective of society.
void keep_to_parties(Assembly& assembly, std::vector<plan::PartyId> const& parties, std::string const& path,
                     plan::QuantityId& amount, plan::Payers& payers);

}  // namespace mergerisk::compile
