#include "tests/engine/random/random_bits.h"

namespace mergerisk::random::test {

RandomBits random_bits_v3(ScrambledDimension const& dimension) {
    return compute_random_bits(dimension);
}

}  // namespace mergerisk::random::test
