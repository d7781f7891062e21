#pragma once
// Contracts for our own mistakes. A wrong scenario is never a contract violation: it is a base::Problem.

#include <stdexcept>
#include <string>

namespace mergerisk::base {

/// Thrown when a precondition or postcondition of our own code does not hold: a bug in mergerisk.
class ContractViolation : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

[[noreturn]] inline void contract_violated(char const* kind, char const* condition, char const* file,
                                           int line) {
    throw ContractViolation(std::string(file) + ":" + std::to_string(line) + ": " + kind +
                            " violated: " + condition);
}

}  // namespace mergerisk::base

/// Always on: the checks stand outside hot loops and cost nothing that can be measured.
#define EXPECTS(condition) \
    ((condition) ? void(0) \
                 : ::mergerisk::base::contract_violated("precondition", #condition, __FILE__, __LINE__))
#define ENSURES(condition) \
    ((condition) ? void(0) \
                 : ::mergerisk::base::contract_violated("postcondition", #condition, __FILE__, __LINE__))
