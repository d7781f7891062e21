#include "engine/timeline/sobol_directions.h"

#include "engine/base/contract.h"

#include <ql/math/randomnumbers/sobolrsg.hpp>

namespace mergerisk::timeline {

std::vector<SobolDirections> sobol_directions(std::size_t dimensions) {
    EXPECTS(dimensions <= kMaximumSobolDimensions);
    std::vector<SobolDirections> directions(dimensions);
    if (dimensions == 0) return directions;
    // In Gray code order, points 2^b - 1 and 2^b differ by direction number b alone; point 0 is the origin.
    // QuantLib calls point n + 1 its n-th, and after skipTo it starts right only if nothing has been drawn.
    QuantLib::SobolRsg const untouched(dimensions, 0, QuantLib::SobolRsg::JoeKuoD7);
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
        QuantLib::SobolRsg points = untouched;
        std::vector<std::uint_least32_t> before(dimensions, 0);
        if (bit > 0) {
            points.skipTo((std::uint32_t{1} << bit) - 2);
            before = points.nextInt32Sequence();
        }
        std::vector<std::uint_least32_t> const& after = points.nextInt32Sequence();
        for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
            directions[dimension][bit] = before[dimension] ^ after[dimension];
        }
    }
    return directions;
}

}  // namespace mergerisk::timeline
