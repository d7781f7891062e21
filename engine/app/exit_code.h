#pragma once
// What the program says to the shell.

namespace mergerisk::app {

enum class ExitCode : int {
    done = 0,
    usage = 2,
    scenario_has_problems = 3,
    run_failed = 4,
    report_not_written = 5,
    interrupted = 130,
};

}  // namespace mergerisk::app
