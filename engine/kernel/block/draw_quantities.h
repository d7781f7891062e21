#pragma once
// Draws and quantities of one block. Part of block_simulation.h, which is compiled once per instruction set.

#include "engine/kernel/block_arrays.h"
#include "engine/portable/elementary.h"
#include "engine/portable/normal.h"
#include "engine/portable/quantile_table.h"
#include "engine/random/plain.h"
#include "engine/random/sobol.h"

#include <cmath>

namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT {

inline void draw_uniforms(Program const& program, std::uint64_t first_trial, std::size_t count,
                          BlockArrays const& block) {
    for (std::size_t d = 0; d < program.draws.size; ++d) {
        DrawStep const& draw = program.draws[d];
        double* const u = block.uniforms + d * kBlock;
        if (draw.dimension != nullptr)
            random::sobol_uniforms(*draw.dimension, first_trial, u, count);
        else
            random::plain_uniforms(program.seed, draw.name, draw.index, first_trial, u, count);
        if (draw.needs_score) portable::inverse_normals(u, block.scores + d * kBlock, count);
    }
}

/// z' = L z, from the last member up, so that each row still finds the members before it unchanged.
inline void correlate(GroupStep const& group, std::size_t count, BlockArrays const& block) {
    std::size_t const members = group.members.size;
    for (std::size_t row = members; row-- > 0;) {
        double const* const factor = group.factor + row * members;
        double* const target = block.scores + group.members[row] * kBlock;
        double* const u = block.uniforms + group.members[row] * kBlock;
        for (std::size_t i = 0; i < count; ++i) target[i] = factor[row] * target[i];
        for (std::size_t column = row; column-- > 0;) {
            double const loading = factor[column];
            double const* const z = block.scores + group.members[column] * kBlock;
            for (std::size_t i = 0; i < count; ++i) target[i] += loading * z[i];
        }
        for (std::size_t i = 0; i < count; ++i) u[i] = portable::normal_cdf(target[i]);
    }
}

inline void fill_triangular(QuantityStep const& quantity, double const* u, std::size_t count, double* out) {
    double const low = quantity.a;
    double const high = quantity.c;
    double const width = high - low;
    double const at_mode = width > 0 ? (quantity.b - low) / width : 0.0;
    double const rise = width * (quantity.b - low);
    double const fall = width * (high - quantity.b);
    for (std::size_t i = 0; i < count; ++i) {
        bool const rising = u[i] < at_mode;
        double const root = std::sqrt(rising ? u[i] * rise : (1.0 - u[i]) * fall);
        out[i] = rising ? low + root : high - root;
    }
}

inline void fill_discrete(QuantityStep const& quantity, double const* u, std::size_t count, double* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = quantity.values[0];
    for (std::size_t k = 0; k < quantity.thresholds.size; ++k) {
        double const threshold = quantity.thresholds[k];
        double const value = quantity.values[k + 1];
        for (std::size_t i = 0; i < count; ++i) out[i] = threshold <= u[i] ? value : out[i];
    }
}

inline void fill_stick(QuantityStep const& quantity, std::size_t count, double const* matrix, double* out) {
    std::size_t const last = quantity.inputs.size - 1;
    double const* const rest = matrix + quantity.inputs[last] * kBlock;
    for (std::size_t i = 0; i < count; ++i) out[i] = rest[i];
    for (std::size_t k = 0; k < last; ++k) {
        double const* const input = matrix + quantity.inputs[k] * kBlock;
        for (std::size_t i = 0; i < count; ++i) out[i] *= 1.0 - input[i];
    }
}

/// expit(logit(p) + a) = p / (p + (1 - p) exp(-a)): no logarithm, and certain events stay certain. Further
/// inputs are added to a.
inline void fill_shifted_probability(QuantityStep const& quantity, std::size_t count, double const* matrix,
                                     double* out) {
    double const* const p = matrix + quantity.inputs[0] * kBlock;
    if (quantity.inputs.size == 1) {
        double const odds = portable::exp(-quantity.a);
        for (std::size_t i = 0; i < count; ++i) out[i] = p[i] / (p[i] + (1.0 - p[i]) * odds);
        return;
    }
    for (std::size_t i = 0; i < count; ++i) out[i] = quantity.a;
    for (std::size_t k = 1; k < quantity.inputs.size; ++k) {
        double const* const input = matrix + quantity.inputs[k] * kBlock;
        for (std::size_t i = 0; i < count; ++i) out[i] += input[i];
    }
    for (std::size_t i = 0; i < count; ++i) out[i] = p[i] / (p[i] + (1.0 - p[i]) * portable::exp(-out[i]));
}

inline void fill_linear(QuantityStep const& quantity, std::size_t count, double const* matrix, double* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = quantity.a;
    for (std::size_t k = 0; k < quantity.inputs.size; ++k) {
        double const weight = quantity.values[k];
        double const* const input = matrix + quantity.inputs[k] * kBlock;
        for (std::size_t i = 0; i < count; ++i) out[i] += weight * input[i];
    }
    for (std::size_t i = 0; i < count; ++i) out[i] = portable::clamp(out[i], quantity.b, quantity.c);
}

inline void fill_product(QuantityStep const& quantity, std::size_t count, double const* matrix, double* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = quantity.a;
    for (Row const row : quantity.inputs) {
        double const* const input = matrix + row * kBlock;
        for (std::size_t i = 0; i < count; ++i) out[i] *= input[i];
    }
}

inline void fill_maximum(QuantityStep const& quantity, std::size_t count, double const* matrix, double* out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = quantity.a;
    for (Row const row : quantity.inputs) {
        double const* const input = matrix + row * kBlock;
        for (std::size_t i = 0; i < count; ++i) out[i] = portable::maximum(out[i], input[i]);
    }
}

inline void fill_quantity(QuantityStep const& quantity, std::size_t count, BlockArrays const& block) {
    using Kind = plan::Quantity::Kind;
    double const* u = block.uniforms + quantity.draw * kBlock;
    double const* z = block.scores + quantity.draw * kBlock;
    double* const out = block.quantities + quantity.target * kBlock;
    double shifted_score[kBlock];
    double shifted_uniform[kBlock];
    if (quantity.shifted) {
        for (std::size_t i = 0; i < count; ++i) shifted_score[i] = z[i] + quantity.shift;
        for (std::size_t i = 0; i < count; ++i) shifted_uniform[i] = portable::normal_cdf(shifted_score[i]);
        z = shifted_score;
        u = shifted_uniform;
    }
    double const a = quantity.a;
    double const b = quantity.b;
    switch (quantity.kind) {
        case Kind::constant:
            break;
        case Kind::uniform:
            for (std::size_t i = 0; i < count; ++i) out[i] = a + (b - a) * u[i];
            break;
        case Kind::triangular:
            fill_triangular(quantity, u, count, out);
            break;
        case Kind::normal:
            for (std::size_t i = 0; i < count; ++i) out[i] = a + b * z[i];
            break;
        case Kind::lognormal:
            for (std::size_t i = 0; i < count; ++i) out[i] = portable::exp(a + b * z[i]);
            break;
        case Kind::table:
            portable::values_at(quantity.table, z, out, count);
            for (std::size_t i = 0; i < count; ++i) out[i] = a + b * out[i];
            break;
        case Kind::discrete:
            fill_discrete(quantity, u, count, out);
            break;
        case Kind::stick:
            fill_stick(quantity, count, block.quantities, out);
            break;
        case Kind::shifted_probability:
            fill_shifted_probability(quantity, count, block.quantities, out);
            break;
        case Kind::linear:
            fill_linear(quantity, count, block.quantities, out);
            break;
        case Kind::product:
            fill_product(quantity, count, block.quantities, out);
            break;
        case Kind::maximum:
            fill_maximum(quantity, count, block.quantities, out);
            break;
    }
}

/// Fills the uniforms and quantities of `count` trials from `first_trial` on.
inline void draw_quantities(Program const& program, std::uint64_t first_trial, std::size_t count,
                            BlockArrays const& block) {
    draw_uniforms(program, first_trial, count, block);
    for (GroupStep const& group : program.groups) correlate(group, count, block);
    for (QuantityStep const& quantity : program.quantities) fill_quantity(quantity, count, block);
}

}  // namespace mergerisk::kernel::MERGERISK_KERNEL_VARIANT
