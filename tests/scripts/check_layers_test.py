"""scripts/check_layers finds each kind of broken layer in a small tree, at its line, and accepts a sound tree."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "check_layers"
SOUND = {
    "engine/base/CMakeLists.txt": "mergerisk_layer(base HEADERS id.h)  # DEPENDS nothing\n",
    "engine/base/id.h": "#include <cstdint>\n",
    "engine/math/CMakeLists.txt": "mergerisk_layer(math\n  SOURCES a.cpp\n  DEPENDS base\n  LINKS Boost::headers)\n",
    "engine/math/a.h": "",
    "engine/math/a.cpp": '#include "engine/math/a.h"\n#include <boost/math/tools/roots.hpp>\n#include "engine/base/id.h"\n',
    "engine/model/CMakeLists.txt": "mergerisk_layer(model HEADERS a.h\n  DEPENDS math)\n",
    "engine/model/a.h": '#include "engine/math/a.h"\n#include <fmt/format.h>\n',
    "engine/kernel/CMakeLists.txt": "mergerisk_layer(kernel HEADERS a.h DEPENDS base)\n",
    "engine/kernel/a.h": '#include "engine/base/id.h"\n#include <vector>\n#include <immintrin.h>\n',
    "reports/html/CMakeLists.txt": "mergerisk_layer(html HEADERS page.h DEPENDS base)\n",
    "reports/html/page.h": '#include <nlohmann/json.hpp>\n#include "engine/base/id.h"\n',
}


def check(changes):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**SOUND, **changes}.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        run = subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True)
        return run.returncode, run.stdout.splitlines()


class CheckLayers(unittest.TestCase):
    def refuses(self, changes, *complaints):
        self.assertEqual(check(changes), (1, list(complaints)))

    def test_accepts_a_sound_tree(self):
        self.assertEqual(check({})[0], 0)

    def test_refuses_a_layer_that_depends_does_not_name_even_when_another_layer_does(self):
        self.refuses({"engine/model/a.h": '\n#include "engine/base/id.h"\n'},
                     "engine/model/a.h:2: model does not name base in its DEPENDS")

    def test_refuses_an_include_of_a_higher_layer(self):
        self.refuses({"engine/base/id.h": "#  include <engine/model/a.h>\n"},
                     "engine/base/id.h:1: base does not name model in its DEPENDS")

    def test_refuses_reports_inside_the_engine(self):
        self.refuses({"engine/math/a.h": '#include "reports/html/page.h"\n'},
                     "engine/math/a.h:1: math does not name html in its DEPENDS")

    def test_refuses_a_library_outside_its_layers(self):
        self.refuses({"engine/model/a.h": "#include <yaml-cpp/eventhandler.h>\n#include <ql/time/date.hpp>\n"},
                     "engine/model/a.h:1: model may not use yaml-cpp", "engine/model/a.h:2: model may not use ql")

    def test_refuses_a_library_in_the_kernel_and_one_that_is_not_in_the_table(self):
        self.refuses({"engine/kernel/a.h": "#include <fmt/core.h>\n", "engine/math/a.h": "#include <gsl/gsl_cdf.h>\n"},
                     "engine/kernel/a.h:1: kernel may not use fmt",
                     "engine/math/a.h:1: gsl is not in the table of scripts/check_layers")

    def test_refuses_an_include_that_is_not_written_from_the_root(self):
        self.refuses({"engine/math/a.cpp": '#include "a.h"\n'},
                     'engine/math/a.cpp:1: "a.h" is not written from the root of the repository')

    def test_refuses_a_kernel_that_names_more_than_it_may_see(self):
        self.refuses({"engine/kernel/CMakeLists.txt": "\nmergerisk_layer(kernel HEADERS a.h DEPENDS base model)\n"},
                     "engine/kernel/CMakeLists.txt:2: kernel may not depend on model")

    def test_refuses_layers_that_depend_on_each_other(self):
        code, lines = check({"engine/base/CMakeLists.txt": "mergerisk_layer(base HEADERS id.h DEPENDS model)\n"})
        self.assertEqual(code, 1)
        self.assertEqual(len(lines), 1)
        self.assertRegex(lines[0], r"^engine/\w+/CMakeLists.txt:1: layers depend on each other: (\w+ -> ){3}\w+$")

    def test_refuses_a_dependency_that_is_no_layer_and_a_file_in_no_layer(self):
        self.refuses({"engine/math/CMakeLists.txt": "mergerisk_layer(math DEPENDS base market)\n", "engine/odd/a.h": ""},
                     "engine/math/CMakeLists.txt:1: math depends on market, which is no layer",
                     "engine/odd/a.h:1: belongs to no layer")


if __name__ == "__main__":
    unittest.main()
