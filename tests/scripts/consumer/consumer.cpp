// The smallest program that uses an installed mergerisk.
#include "engine/base/problem.h"

#include <cstdio>

int main() {
    mergerisk::base::Problem const problem{"options", "is empty", "name at least one option", std::nullopt};
    std::puts(mergerisk::base::describe(problem).c_str());
}
