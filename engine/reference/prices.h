#pragma once
// Price indices and discounting in one trial.

#include "engine/plan/plan.h"
#include "engine/reference/draws.h"

#include <span>
#include <vector>

namespace mergerisk::reference {

class Prices {
  public:
    Prices(plan::Plan const& plan, Values const& values);

    /// P(m), the general price index.
    [[nodiscard]] double general(std::size_t month) const { return general_[month]; }
    /// Index of the driver, times P when the driver is a real one; 1 without a driver.
    [[nodiscard]] double index(std::optional<plan::DriverId> driver, std::size_t month) const;
    /// What a constant-price amount of 1 is in money of the month.
    [[nodiscard]] double nominal(plan::Indexation const& index, std::size_t month) const;

    /// Of nominal flows. [month]
    [[nodiscard]] double present_value(std::span<double const> nominal) const;

  private:
    plan::Plan const& plan_;
    std::vector<std::vector<double>> index_;  ///< [driver][month]
    std::vector<double> general_;             ///< [month]
};

}  // namespace mergerisk::reference
