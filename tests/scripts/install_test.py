"""What `cmake --install` writes can be used from outside: a small program is built against it and run.

Arguments: the build folder, the C++ compiler. Everything must have been built.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

BUILD, COMPILER = sys.argv[1:3]
HERE = pathlib.Path(__file__).resolve().parent


def run(*command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.prefix = pathlib.Path(cls.folder.name, "prefix")
        run("cmake", "--install", BUILD, "--prefix", cls.prefix)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_a_program_outside_can_be_built_and_run_against_every_layer(self):
        build = pathlib.Path(self.folder.name, "build")
        run("cmake", "-S", HERE / "consumer", "-B", build, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={COMPILER}",
            f"-DCMAKE_PREFIX_PATH={self.prefix}")
        run("cmake", "--build", build)
        library = self.prefix / "share/mergerisk/library"
        scenario = HERE.parents[1] / "scenarios/manchester-2017.yaml"
        self.assertEqual(run(build / "consumer", library, scenario), "3 options\n")
        broken = pathlib.Path(self.folder.name, "broken.yaml")
        broken.write_text("mergerisk: 1\n\noptoins: {}\n")
        done = subprocess.run([build / "consumer", library, broken], stdout=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 3)
        self.assertIn(f'{broken}:3:1: optoins: unknown key. Did you mean "options"?', done.stdout.splitlines())

    def test_the_installed_program_finds_the_installed_library(self):
        scenario = pathlib.Path(self.folder.name, "elsewhere.yaml")
        scenario.write_bytes((HERE.parents[1] / "scenarios/manchester-2017.yaml").read_bytes())
        self.assertEqual(run(self.prefix / "bin/mergerisk", "validate", scenario),
                         f"{scenario}: no problems. 3 options in 9 files.\n")

    def test_every_header_and_the_licence_are_installed_and_no_file_names_the_source_folder(self):
        source = HERE.parents[1]
        for layer in ("base", "model", "kernel"):
            wanted = {path.name for path in (source / "engine" / layer).glob("*.h")}
            installed = {path.name for path in (self.prefix / "include/mergerisk/engine" / layer).glob("*.h")}
            self.assertLessEqual(wanted, installed, layer)
        self.assertTrue((self.prefix / "share/mergerisk/LICENSE").is_file())
        for path in self.prefix.rglob("*.cmake"):
            self.assertNotIn(os.fspath(source), path.read_text(), path)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
