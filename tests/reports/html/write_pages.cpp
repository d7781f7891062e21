// Writes report.html of each run made by hand into a folder: report_pages FOLDER

#include "engine/archive/json.h"
#include "reports/html/html.h"
#include "reports/view/make_document.h"
#include "tests/reports/support/sample_run.h"

#include <fstream>
#include <iostream>
#include <string>

int main(int count, char** arguments) {
    using namespace mergerisk;
    if (count != 2) return 2;
    auto const write = [&](std::string const& name, results::Run const& run) {
        std::ofstream file(std::string(arguments[1]) + "/" + name + ".html", std::ios::binary);
        file << html::render(view::make_document(run), archive::to_json(run));
        return static_cast<bool>(file.flush());
    };
    bool const written = write("sample", tests::sample_run()) && write("smallest", tests::smallest_run()) &&
                         write("prohibited", tests::prohibited_run()) &&
                         write("hostile", tests::hostile_run());
    if (!written) std::cerr << "cannot write into " << arguments[1] << "\n";
    return written ? 0 : 1;
}
