#pragma once
// Distributions of every kind, ordinary and extreme, for tests that hold for all of them.

#include "engine/math/distribution.h"

#include <limits>
#include <ostream>
#include <string>
#include <vector>

namespace mergerisk::math {

struct Example {
    std::string name;
    Distribution distribution;

    friend std::ostream& operator<<(std::ostream& out, Example const& example) { return out << example.name; }
};

inline std::vector<Example> continuous_examples() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return {
        {"pert", Pert{2, 4, 9}},
        {"pert_mode_at_low", Pert{-1, -1, 3}},
        {"pert_mode_at_high", Pert{0, 0.05, 0.05}},
        {"triangular", Triangular{1, 2, 5}},
        {"triangular_mode_at_low", Triangular{0, 0, 5}},
        {"triangular_mode_at_high", Triangular{0, 5, 5}},
        {"uniform", Uniform{-1, 3}},
        {"normal", Normal{3, 2}},
        {"lognormal", Lognormal{0.2, 0.5}},
        {"lognormal_wide", Lognormal{-1, 2}},
        {"gamma", Gamma{2.5, 3}},
        {"gamma_unbounded_density", Gamma{0.3, 3}},
        {"gamma_nearly_normal", Gamma{300, 0.01}},
        {"beta", Beta{2.2, 3.8}},
        {"beta_of_few_cases", Beta{0.5, 3}},
        {"beta_of_few_cases_mirrored", Beta{3, 0.5}},
        {"beta_u_shaped", Beta{0.05, 0.05}},
        {"beta_of_many_cases", Beta{5000, 3000}},
        {"beta_of_rare_events", Beta{0.5, 300}},
        {"beta_stretched", Beta{2, 5, -10, 30}},
        {"truncated_normal", Truncated{Normal{0, 1}, -1, 2}},
        {"truncated_normal_far_out", Truncated{Normal{0, 1}, -9, -6.5}},
        {"truncated_normal_one_side", Truncated{Normal{2, 3}, 0, kInfinity}},
        {"truncated_lognormal", Truncated{Lognormal{0, 1}, -kInfinity, 3}},
        {"truncated_gamma", Truncated{Gamma{2, 1}, 1, kInfinity}},
        {"truncated_beta", Truncated{Beta{2, 3}, 0.2, 0.9}},
        {"truncated_pert", Truncated{Pert{2, 4, 9}, 3, 8}},
        {"truncated_triangular", Truncated{Triangular{0, 2, 5}, 1, 4}},
        {"truncated_uniform", Truncated{Uniform{0, 4}, -2, 1}},
    };
}

inline std::vector<Example> discrete_examples() {
    return {
        {"constant", Constant{4.2}},
        {"discrete", Discrete{{3, 1, 2}, {0.2, 0.3, 0.5}}},
        {"discrete_with_repeats", Discrete{{3, 1, 3, 7}, {0.2, 0.3, 0.5, 0}}},
        {"bernoulli", Bernoulli{0.1, 5}},
        {"bernoulli_of_a_loss", Bernoulli{0.1, -5}},
        {"bernoulli_certain", Bernoulli{1, 5}},
    };
}

/// 18 % of the projects exceed the budget by more than half, by 447 % on average; counted up to 900 %.
inline ReferenceClass it_overrun() {
    ReferenceClass result;
    result.scale = Scale::excess;
    result.body = Spliced{Lognormal{-0.1, 0.25}, 0.5, 0.18, 4.47};
    result.cap = 9;
    return result;
}

inline ReferenceClass delivered_share() {
    ReferenceClass result;
    result.scale = Scale::share;
    result.body = Percentiles{{{0.1, 0.2}, {0.5, 0.6}, {0.9, 0.95}}};
    return result;
}

inline ReferenceClass delivered_share_beta() {
    ReferenceClass result;
    result.scale = Scale::share;
    result.upper = 1.2;
    result.body = Beta{2, 3, 0, 1.2};
    return result;
}

inline ReferenceClass capital_overrun() {
    ReferenceClass result;
    result.scale = Scale::excess;
    result.body = Lognormal{0.174, 0.544};
    result.cap = 5;
    return result;
}

inline ReferenceClass overrun_by_percentiles() {
    ReferenceClass result;
    result.scale = Scale::excess;
    result.body = Percentiles{{{0.1, -0.1}, {0.25, 0}, {0.5, 0.1}, {0.8, 0.5}, {0.95, 1.6}}};
    result.cap = 4;
    return result;
}

inline ReferenceClass months_of_slip() {
    ReferenceClass result;
    result.scale = Scale::ratio;
    result.body = ZeroInflated{0.3, Lognormal{1, 0.8}};
    result.cap = 36;
    return result;
}

/// Share of a claimed synergy that is delivered: three uniform pieces, up to 110 %.
inline ReferenceClass synergy_delivered() {
    ReferenceClass result;
    result.scale = Scale::share;
    result.upper = 1.1;
    result.body = Mixture{{{0.6, Uniform{1, 1.1}}, {0.15, Uniform{0.75, 1}}, {0.25, Uniform{0.2, 0.75}}}};
    return result;
}

/// Two opinions, the first one counting twice.
inline ReferenceClass months_by_experts() {
    ReferenceClass result;
    result.scale = Scale::ratio;
    result.body = Mixture{
        {{2.0 / 3, Percentiles{{{0.1, 2}, {0.9, 9}}}}, {1.0 / 3, Percentiles{{{0.1, 6}, {0.9, 20}}}}}};
    return result;
}

/// One distribution of a size, widened like a class.
inline ReferenceClass months_of_review() {
    ReferenceClass result;
    result.scale = Scale::ratio;
    result.body = Mixture{{{1, Pert{2, 4, 9}}}};
    return result;
}

inline std::vector<Example> class_bodies() {
    return {
        {"it_overrun", it_overrun()},
        {"delivered_share", delivered_share()},
        {"delivered_share_beta", delivered_share_beta()},
        {"capital_overrun", capital_overrun()},
        {"overrun_by_percentiles", overrun_by_percentiles()},
        {"months_of_slip", months_of_slip()},
        {"synergy_delivered", synergy_delivered()},
        {"months_by_experts", months_by_experts()},
        {"months_of_review", months_of_review()},
    };
}

/// Each body at several transferabilities, shifted, pooled.
inline std::vector<Example> class_examples() {
    std::vector<Example> result;
    for (Example const& body : class_bodies()) {
        auto reference_class = std::get<ReferenceClass>(body.distribution);
        for (int const percent : {100, 60, 5}) {
            reference_class.transferability = percent / 100.0;
            result.push_back({body.name + "_at_" + std::to_string(percent), reference_class});
        }
        reference_class.transferability = 0.5;
        reference_class.score_shift = 0.4;
        result.push_back({body.name + "_shifted", reference_class});
        reference_class.pool = Pool{0.25, 0.3};
        result.push_back({body.name + "_pooled", reference_class});
    }
    ReferenceClass slip = months_of_slip();
    slip.pool = Pool{0, 0.4};
    result.push_back({"months_of_slip_pooled_at_zero", slip});
    ReferenceClass above = delivered_share();
    above.pool = Pool{1, 0.4};
    result.push_back({"delivered_share_pooled_at_its_bound", above});
    return result;
}

inline std::vector<Example> all_examples() {
    std::vector<Example> result = continuous_examples();
    for (auto const& more : {discrete_examples(), class_examples()})
        result.insert(result.end(), more.begin(), more.end());
    return result;
}

}  // namespace mergerisk::math
