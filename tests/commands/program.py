"""What the tests of the commands share: the program, the real scenario, and a folder to write to."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("MERGERISK_PROGRAM", os.fspath(ROOT / "build/release/mergerisk"))
SCENARIO = ROOT / "scenarios/manchester-2017.yaml"

DONE, USAGE, PROBLEMS, FAILED, NOT_WRITTEN, INTERRUPTED = 0, 2, 3, 4, 5, 130


def mergerisk(*arguments, **options):
    """Runs the program; what it prints is text."""
    command = [PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)


def contents(folder):
    """Name -> bytes of every file in a folder, those with hidden names included."""
    return {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}


class CommandTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def succeeds(self, *arguments, **options):
        """What the program prints; it must end well and complain about nothing."""
        done = mergerisk(*arguments, **options)
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        return done.stdout

    def fails(self, code, *arguments, **options):
        """What the program says on standard error; it must end with this code and print nothing else."""
        done = mergerisk(*arguments, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def copy_of_scenario(self, *changes):
        """A copy of the scenario and its library in which each (old, new) is replaced once; its path."""
        copied = self.folder / "scenarios"
        if not copied.exists():
            shutil.copytree(SCENARIO.parent, copied)
        text = SCENARIO.read_text(encoding="utf-8")
        for old, new in changes:
            self.assertEqual(text.count(old), 1, f"{old!r} must be in the scenario once")
            text = text.replace(old, new)
        path = copied / SCENARIO.name
        path.write_text(text, encoding="utf-8")
        return path


def place_of(path, text, within=""):
    """file:line:column of the only `text`, or of the first one after the only `within`."""
    whole = path.read_text(encoding="utf-8")
    start = whole.index(within) if within else 0
    at = whole.index(text, start)
    line_begin = whole.rfind("\n", 0, at) + 1
    return f"{path}:{whole.count(chr(10), 0, at) + 1}:{at - line_begin + 1}"
