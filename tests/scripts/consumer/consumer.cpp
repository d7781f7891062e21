// The smallest program that uses an installed mergerisk: says what is wrong with a scenario, or how many
// options it has.
#include "engine/mergerisk.h"

#include <cstdio>

int main(int count, char** words) {
    if (count != 3) return 2;
    mergerisk::input::DiskSources sources(words[1]);
    mergerisk::Case const prepared = mergerisk::prepare(sources, words[2]);
    for (mergerisk::base::Problem const& problem : prepared.problems)
        std::puts(mergerisk::base::describe(problem).c_str());
    if (!prepared.problems.empty()) return 3;
    std::printf("%zu options\n", prepared.loaded.scenario.options.size());
}
