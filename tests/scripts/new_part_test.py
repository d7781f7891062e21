"""scripts/new_part writes the three files of a part, enters them in the build, and overwrites nothing."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "new_part"


class NewPart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "scripts").mkdir()
        shutil.copy(SCRIPT, self.root / "scripts")
        (self.root / "engine/stats").mkdir(parents=True)
        self.lists = self.root / "engine/stats/CMakeLists.txt"
        self.lists.write_text("mergerisk_layer(stats\n  HEADERS estimate.h\n  DEPENDS base)\n")

    def start(self, *arguments):
        return subprocess.run([sys.executable, self.root / "scripts/new_part", *arguments], capture_output=True, text=True)

    def test_writes_and_enters_header_source_and_test(self):
        self.assertEqual(self.start("stats", "tail_loss").returncode, 0)
        self.assertIn("namespace mergerisk::stats", (self.root / "engine/stats/tail_loss.h").read_text())
        self.assertIn('#include "engine/stats/tail_loss.h"', (self.root / "engine/stats/tail_loss.cpp").read_text())
        self.assertIn("TEST(TailLoss,", (self.root / "tests/engine/stats/tail_loss_test.cpp").read_text())
        self.assertEqual(self.lists.read_text(), "mergerisk_layer(stats\n  SOURCES tail_loss.cpp\n"
                                                 "  HEADERS tail_loss.h estimate.h\n  DEPENDS base)\n")
        self.start("stats", "quantile")
        self.assertEqual((self.root / "tests/engine/stats/CMakeLists.txt").read_text(),
                         "mergerisk_test(stats\n  SOURCES quantile_test.cpp tail_loss_test.cpp\n  DEPENDS stats)\n")

    def test_overwrites_nothing(self):
        header = self.root / "engine/stats/estimate.h"
        header.write_text("kept")
        self.assertEqual(self.start("stats", "estimate").returncode, 1)
        self.assertEqual(header.read_text(), "kept")
        self.assertNotIn("estimate.cpp", self.lists.read_text())

    def test_refuses_an_unknown_layer_and_a_name_that_is_not_snake_case(self):
        self.assertIn("there is no engine/market", self.start("market", "curve").stderr)
        self.assertIn("not snake_case", self.start("stats", "TailLoss").stderr)


if __name__ == "__main__":
    unittest.main()
