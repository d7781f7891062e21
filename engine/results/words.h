#pragma once
// Numbers and distributions in words, for people who read the register of assumptions.

#include "engine/base/dimension.h"
#include "engine/model/evidence.h"
#include "engine/model/quantity.h"

#include <chrono>
#include <string>
#include <string_view>

namespace mergerisk::results {

/// Unit of numbers of this dimension: "GBP million a year", "months", "rate a year", "share". The numbers of
/// rates and shares are fractions.
[[nodiscard]] std::string unit_of(base::Dimension dimension, std::string const& money_label);

/// Six digits at most: "42.6", "7.5 months", "3.5 %", "4 % a year". Money without its unit.
[[nodiscard]] std::string in_words(double value, base::Dimension dimension);

/// What is simulated: "42.6", "PERT 0.2, 0.35, 0.9", "normal, mean 2 % a year, sd 0.5 % a year", "evidence
/// it_overrun, transferability 60 %", "as quantity tariff", "calculated: 2 % x south.income". An operand is
/// not cut to the range of its dimension.
[[nodiscard]] std::string in_words(model::Quantity const& quantity, double entry_transferability = 1,
                                   bool operand = false);

/// What an entry of the library says: "1 of 3 cases", "reference class, median 65 %"; with its prior.
[[nodiscard]] std::string measure_of(model::EvidenceEntry const& entry);

/// "900 %, at which are 7 % of draws, which make 67 % of the mean" for a class used with this
/// transferability; empty without a cap.
[[nodiscard]] std::string cap_of(model::EvidenceEntry const& entry, double transferability);

/// 2016-10-01
[[nodiscard]] std::string iso_date(std::chrono::sys_days day);

/// "it_integration" -> "it integration"
[[nodiscard]] std::string spaced(std::string_view name);

}  // namespace mergerisk::results
