#include "tests/engine/portable/function_bits.h"

namespace mergerisk::portable::test {

FunctionBits function_bits_baseline() {
    return compute_function_bits();
}

}  // namespace mergerisk::portable::test
