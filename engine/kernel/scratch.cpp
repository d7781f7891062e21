#include "engine/kernel/scratch.h"

#include "engine/plan/outcome.h"

#include <algorithm>
#include <new>

namespace mergerisk::kernel {

namespace {

constexpr std::align_val_t kAlignment{64};

}  // namespace

/// Hands out arrays one after another; without memory it only counts.
class Scratch::Carver {
  public:
    explicit Carver(std::byte* memory) : memory_{memory} {}

    template <class T>
    T* array(std::size_t size) {
        std::size_t const at = used_;
        constexpr auto kStep = static_cast<std::size_t>(kAlignment);
        used_ += (size * sizeof(T) + kStep - 1) / kStep * kStep;
        return memory_ == nullptr ? nullptr : reinterpret_cast<T*>(memory_ + at);
    }
    double* doubles(std::size_t size) { return array<double>(size); }

    [[nodiscard]] std::size_t used() const { return used_; }

  private:
    std::byte* memory_;
    std::size_t used_ = 0;
};

void Scratch::Free::operator()(std::byte* memory) const {
    ::operator delete(memory, kAlignment);
}

void Scratch::lay_out(Program const& program, Carver& carve) {
    std::size_t const cells = program.months * kLanes;
    std::size_t const parties = program.parties.size;
    std::size_t const failures = program.failures.size;
    std::size_t stages = 0;
    std::size_t tracks = 0;
    std::size_t benefits = 0;
    auto const route = [&](std::size_t stage_count, std::size_t track_count, std::size_t benefit_count) {
        return RouteArrays{carve.doubles(kBlock),
                           carve.doubles(kBlock),
                           carve.doubles(kBlock),
                           carve.doubles(stage_count * kBlock),
                           carve.doubles(stage_count * kBlock),
                           carve.doubles(track_count * kBlock),
                           carve.doubles(benefit_count * kBlock),
                           carve.doubles(kBlock),
                           carve.doubles(track_count * kBlock),
                           carve.doubles(benefit_count * kBlock),
                           carve.doubles(kBlock),
                           carve.doubles(kBlock),
                           carve.doubles(kBlock),
                           carve.array<std::uint8_t>(stage_count * kBlock)};
    };
    routes_.clear();
    outcomes_.clear();
    for (OptionStep const& option : program.options) {
        stages = std::max(stages, option.route.stages.size);
        tracks = std::max(tracks, option.route.tracks.size);
        benefits = std::max(benefits, option.benefits.size);
        routes_.push_back(route(option.route.stages.size, option.route.tracks.size, option.benefits.size));
        outcomes_.push_back({carve.doubles(plan::kMetricCount * kBlock),
                             carve.doubles((plan::kBuiltInFailureCount + failures) * kBlock),
                             carve.doubles(failures * kBlock), carve.doubles(program.years * kBlock),
                             carve.doubles(plan::kBridgeViewCount * kBlock), carve.doubles(kBlock),
                             carve.array<std::uint8_t>(kBlock),
                             carve.array<std::uint8_t>(failures * kBlock)});
    }
    arrays_.uniforms = carve.doubles(program.draws.size * kBlock);
    arrays_.scores = carve.doubles(program.draws.size * kBlock);
    arrays_.quantities = carve.doubles(program.rows * kBlock);
    arrays_.compact_quantities = carve.doubles(program.rows * kBlock);
    arrays_.compact_uniforms = carve.doubles(program.draws.size * kBlock);
    arrays_.compact_route = route(stages, tracks, benefits);
    arrays_.compact_lane = carve.array<std::uint32_t>(kBlock);
    arrays_.planned_shares = carve.doubles(program.planned_shares * program.months);
    arrays_.planned_shares_known = carve.array<bool>(1);
    arrays_.earliest_distress = carve.doubles(failures * kLanes);
    TileArrays& tile = arrays_.tile;
    tile.driver_index = carve.doubles(program.driver_rate.size * cells);
    ones_ = carve.doubles(cells);
    tile.ones = ones_;
    tile.inverse_price = carve.doubles(cells);
    tile.index_nominal = carve.doubles(program.indices.size * cells);
    tile.index_weight = carve.doubles(program.indices.size * cells);
    tile.income = carve.doubles(parties * cells);
    tile.trailing_income = carve.doubles(parties * cells);
    tile.operating = carve.doubles(parties * cells);
    tile.standalone = carve.doubles(parties * cells);
    tile.ebitda = carve.doubles(parties * cells);
    for (double** const array :
         {&tile.flow, &tile.share, &tile.cost, &tile.cash_benefit, &tile.other_benefit, &tile.one_off,
          &tile.benefit, &tile.margin, &tile.combined_margin, &tile.work_factor})
        *array = carve.doubles(cells);
}

Scratch::Scratch(Program const& program) {
    Carver count{nullptr};
    lay_out(program, count);
    memory_.reset(static_cast<std::byte*>(::operator new(count.used(), kAlignment)));
    std::fill_n(memory_.get(), count.used(), std::byte{0});
    Carver carve{memory_.get()};
    lay_out(program, carve);
    arrays_.routes = routes_.data();
    arrays_.outcomes = outcomes_.data();
    std::size_t const prices = program.price_driver * program.months * kLanes;
    arrays_.tile.price_index = program.has_price_index ? arrays_.tile.driver_index + prices : ones_;
    for (std::size_t row = 0; row < program.rows; ++row) {
        std::fill_n(arrays_.quantities + row * kBlock, kBlock, program.constants[row]);
        std::fill_n(arrays_.compact_quantities + row * kBlock, kBlock, program.constants[row]);
    }
    std::fill_n(ones_, program.months * kLanes, 1.0);
    std::fill_n(arrays_.tile.inverse_price, program.months * kLanes, 1.0);
}

}  // namespace mergerisk::kernel
