#include "engine/math/copula.h"

#include "engine/base/contract.h"

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

namespace mergerisk::math {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Index = Eigen::Index;

/// A matrix whose smallest eigenvalue is below this is refused: its factor would amplify rounding errors.
constexpr double kLeastEigenvalue = 1e-8;

Index index(std::size_t i) {
    return static_cast<Index>(i);
}

bool is_possible(Matrix const& correlations) {
    Eigen::SelfAdjointEigenSolver<Matrix> const solver{correlations, Eigen::EigenvaluesOnly};
    return solver.eigenvalues()(0) >= kLeastEigenvalue;
}

/// Members of each connected group, ascending.
std::vector<std::vector<std::size_t>> connected_groups(std::span<RankCorrelation const> pairs) {
    std::map<std::size_t, std::size_t> parent;  // a forest; every root is the smallest of its tree
    auto const root = [&](std::size_t member) {
        while (parent.at(member) != member) member = parent.at(member);
        return member;
    };
    for (RankCorrelation const& pair : pairs) {
        parent.try_emplace(pair.first, pair.first);
        parent.try_emplace(pair.second, pair.second);
        std::size_t const a = root(pair.first);
        std::size_t const b = root(pair.second);
        parent[std::max(a, b)] = std::min(a, b);
    }
    std::map<std::size_t, std::vector<std::size_t>> groups;
    for (auto const& [member, unused] : parent) groups[root(member)].push_back(member);
    std::vector<std::vector<std::size_t>> result;
    result.reserve(groups.size());
    for (auto& [first, members] : groups) result.push_back(std::move(members));
    return result;
}

std::size_t position(std::vector<std::size_t> const& members, std::size_t member) {
    return static_cast<std::size_t>(std::lower_bound(members.begin(), members.end(), member) -
                                    members.begin());
}

bool has(std::vector<std::size_t> const& members, std::size_t member) {
    return std::binary_search(members.begin(), members.end(), member);
}

Matrix matrix_of(std::vector<std::size_t> const& members, std::span<RankCorrelation const> pairs) {
    Matrix result = Matrix::Identity(index(members.size()), index(members.size()));
    for (RankCorrelation const& pair : pairs) {
        if (!has(members, pair.first) || !has(members, pair.second)) continue;
        Index const i = index(position(members, pair.first));
        Index const j = index(position(members, pair.second));
        result(i, j) = result(j, i) = normal_correlation(pair.value);
    }
    return result;
}

/// Leaves out one member after another as long as the rest is still in conflict.
std::vector<std::size_t> smallest_conflict(std::vector<std::size_t> members,
                                           std::span<RankCorrelation const> pairs) {
    for (std::size_t i = members.size(); i-- > 0;) {
        std::vector<std::size_t> without = members;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
        if (!is_possible(matrix_of(without, pairs))) members = std::move(without);
    }
    return members;
}

double to_three_digits(double value) {
    return std::round(value * 1000) / 1000;
}

/// Near the nearest correlation matrix there are possible ones with round numbers: moved towards independence
/// by the least that makes the rounded matrix positive definite.
std::vector<RankCorrelation> suggest(std::vector<std::size_t> const& members, Matrix const& impossible) {
    std::size_t const size = members.size();
    std::vector<double> const flat(impossible.data(), impossible.data() + impossible.size());
    std::vector<double> const nearest = nearest_correlation_matrix(flat, size);
    for (double keep = 0.999;; keep *= 0.998) {
        std::vector<RankCorrelation> pairs;
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t j = i + 1; j < size; ++j) {
                double const value = to_three_digits(rank_correlation(keep * nearest[i * size + j]));
                if (value != 0) pairs.push_back({members[i], members[j], value});
            }
        }
        if (is_possible(matrix_of(members, pairs))) return pairs;
    }
}

CorrelationConflict explain(std::vector<std::size_t> const& group, Matrix const& matrix,
                            std::span<RankCorrelation const> pairs) {
    CorrelationConflict conflict;
    conflict.members = smallest_conflict(group, pairs);
    for (std::size_t i = 0; i < conflict.members.size(); ++i) {
        for (std::size_t j = i + 1; j < conflict.members.size(); ++j) {
            std::size_t const a = conflict.members[i];
            std::size_t const b = conflict.members[j];
            auto const listed = std::find_if(pairs.begin(), pairs.end(), [&](RankCorrelation const& pair) {
                return std::minmax(pair.first, pair.second) == std::minmax(a, b);
            });
            if (listed == pairs.end()) {
                conflict.unstated.push_back({a, b, 0});
            } else {
                conflict.stated.push_back(*listed);
            }
        }
    }
    conflict.suggestion = suggest(group, matrix);
    return conflict;
}

Matrix positive_semidefinite_part(Matrix const& symmetric) {
    Eigen::SelfAdjointEigenSolver<Matrix> const solver{symmetric};
    auto const& vectors = solver.eigenvectors();
    return vectors * solver.eigenvalues().cwiseMax(0.0).asDiagonal() * vectors.transpose();
}

}  // namespace

double normal_correlation(double spearman) {
    EXPECTS(spearman >= -1 && spearman <= 1);
    return 2 * std::sin(std::numbers::pi * spearman / 6);
}

double rank_correlation(double normal) {
    EXPECTS(normal >= -1 && normal <= 1);
    return 6 / std::numbers::pi * std::asin(normal / 2);
}

std::optional<std::string> flaw(RankCorrelation const& pair) {
    if (pair.first == pair.second) return "a number cannot be correlated with itself";
    if (pair.value > -1 && pair.value < 1) return std::nullopt;
    if (pair.value == 1)
        return "two numbers that always move together are one: give them one name and use it twice";
    if (pair.value == -1)
        return "two numbers that always move against each other are one: derive one from the other";
    return fmt::format("a correlation must lie strictly between -1 and 1, but is {:g}", pair.value);
}

std::optional<std::size_t> repeated_pair(std::span<RankCorrelation const> pairs) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> seen;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto const [first, second] = std::minmax(pairs[i].first, pairs[i].second);
        if (!seen.try_emplace({first, second}, i).second) return i;
    }
    return std::nullopt;
}

Dependence connect(std::span<RankCorrelation const> pairs) {
    for (RankCorrelation const& pair : pairs) EXPECTS(!flaw(pair));
    EXPECTS(!repeated_pair(pairs));
    Dependence result;
    for (auto const& members : connected_groups(pairs)) {
        Matrix const matrix = matrix_of(members, pairs);
        if (!is_possible(matrix)) {
            result.conflicts.push_back(explain(members, matrix, pairs));
            continue;
        }
        Matrix const factor = Eigen::LLT<Matrix>{matrix}.matrixL();
        result.groups.push_back({members, {factor.data(), factor.data() + factor.size()}});
    }
    return result;
}

std::vector<double> nearest_correlation_matrix(std::span<double const> matrix, std::size_t size) {
    EXPECTS(matrix.size() == size * size);
    constexpr int kMostIterations = 10000;
    constexpr double kConverged = 1e-12;
    Matrix y = Eigen::Map<Matrix const>(matrix.data(), index(size), index(size));
    EXPECTS(y.isApprox(y.transpose()));
    Matrix correction = Matrix::Zero(index(size), index(size));
    Matrix x = y;
    for (int i = 0; i < kMostIterations; ++i) {
        Matrix const r = y - correction;
        x = positive_semidefinite_part(r);
        correction = x - r;
        y = x;
        y.diagonal().setOnes();
        if ((y - x).norm() <= kConverged * y.norm()) break;
    }
    return {y.data(), y.data() + y.size()};
}

}  // namespace mergerisk::math
