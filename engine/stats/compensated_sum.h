#pragma once
// Sums of many terms.

#include <cstdint>

namespace mergerisk::stats {

/// A sum that carries its rounding errors along: its error is a unit in the last place of the result plus
/// terms of second order, however many terms there are and whatever their order (Ogita, Rump and Oishi 2005,
/// "Accurate sum and dot product", SIAM J. Sci. Comput. 26, algorithm Sum2).
///
/// Mergeable: parts may be filled apart and merged; merge them in index order for the same bits every time.
/// Terms must be finite; a sum that overflows is not finite.
class CompensatedSum {
  public:
    void add(double term) {
        ++count_;
        add_exactly(term);
    }

    void merge(CompensatedSum const& part) {
        count_ += part.count_;
        add_exactly(part.sum_);
        error_ += part.error_;
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] double value() const { return sum_ + error_; }

  private:
    // Knuth's two-sum: the rounding error of an addition is itself a double.
    void add_exactly(double term) {
        double const sum = sum_ + term;
        double const of_term = sum - sum_;
        error_ += (sum_ - (sum - of_term)) + (term - of_term);
        sum_ = sum;
    }

    double sum_ = 0.0;
    double error_ = 0.0;
    std::uint64_t count_ = 0;
};

}  // namespace mergerisk::stats
