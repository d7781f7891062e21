#include "engine/base/dimension.h"

#include <limits>

namespace mergerisk::base {

std::string_view name_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::money:
            return "money";
        case Dimension::money_a_month:
            return "money a month";
        case Dimension::money_a_year:
            return "money a year";
        case Dimension::duration:
            return "duration";
        case Dimension::rate:
            return "rate a year";
        case Dimension::share:
            return "share";
        case Dimension::excess:
            return "excess over the claim";
        case Dimension::ratio:
            return "ratio";
        case Dimension::score:
            return "score";
        case Dimension::count:
            return "count";
    }
    return "";
}

Range range_of(Dimension dimension) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    switch (dimension) {
        case Dimension::share:
            return {0.0, 1.0};
        case Dimension::score:
            return {1.0, 5.0};
        case Dimension::rate:
        case Dimension::excess:
            return {-1.0, kInfinity};
        case Dimension::money:
        case Dimension::money_a_month:
        case Dimension::money_a_year:
        case Dimension::duration:
        case Dimension::ratio:
        case Dimension::count:
            return {0.0, kInfinity};
    }
    return {-kInfinity, kInfinity};
}

}  // namespace mergerisk::base
