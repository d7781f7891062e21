"""On a terminal: the progress bar and Ctrl-C."""
import os
import pty
import re
import select
import signal
import subprocess
import time
import unittest

from program import DONE, INTERRUPTED, PROGRAM, SCENARIO, CommandTest, contents, mergerisk

BAR = re.compile(rb"\r\[#* *\] +\d+ %  [\d,]+ of [\d,]+ trials")
ESTIMATE = re.compile(rb"\r\[#* *\] +\d+ %  [\d,]+ of [\d,]+ trials, \d+ (s|min) left")
WIPED = b"\r\x1b[K"


class OnTerminal:
    """The program with a terminal as its standard error."""

    def __init__(self, *arguments):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        self.shown = b""

    def read_until(self, pattern, seconds):
        """Whether the pattern is shown in this time; None as pattern: until the program has ended."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if pattern is not None and pattern.search(self.shown):
                return True
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    more = os.read(self.master, 65536)
                except OSError:  # the other end is closed
                    more = b""
                if not more:
                    return pattern is None
                self.shown += more
        return False

    def end(self):
        printed = self.process.communicate(timeout=300)[0]
        os.close(self.master)
        return self.process.returncode, printed


class ProgressBar(CommandTest):
    def test_shows_how_far_the_run_is_and_is_wiped_at_the_end(self):
        terminal = OnTerminal("run", SCENARIO, "--trials", 20000, "--format", "json", "--out", self.folder / "out")
        self.assertTrue(terminal.read_until(None, 200))
        code, printed = terminal.end()
        self.assertEqual(code, DONE)
        self.assertRegex(terminal.shown, BAR)
        self.assertIn(b"100 %  20,000 of 20,000 trials", terminal.shown)
        self.assertTrue(terminal.shown.endswith(WIPED), terminal.shown[-200:])
        self.assertNotIn(b"\x1b", printed)

    def test_leaves_no_control_characters_where_standard_error_is_no_terminal(self):
        done = mergerisk("run", SCENARIO, "--trials", 2048, "--out", self.folder / "out")
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))


class Interruption(CommandTest):
    LONG = ("run", SCENARIO, "--trials", 1_000_000, "--threads", 1)

    def interrupted(self, out, number):
        """What the terminal shows of a long run that gets the signal once it has promised when it ends."""
        terminal = OnTerminal(*self.LONG, "--out", out)
        self.assertTrue(terminal.read_until(ESTIMATE, 100), terminal.shown)
        sent = time.monotonic()
        terminal.process.send_signal(number)
        self.assertTrue(terminal.read_until(None, 10))
        self.assertLess(time.monotonic() - sent, 1.0)
        self.assertEqual(terminal.end(), (INTERRUPTED, b""))
        return terminal.shown

    def test_stops_within_a_second_and_leaves_nothing(self):
        shown = self.interrupted(self.folder / "out", signal.SIGINT)
        self.assertTrue(shown.endswith(WIPED + b"Stopped; nothing was written.\r\n"), shown[-200:])
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_leaves_the_reports_of_an_earlier_run(self):
        out = self.folder / "out"
        self.succeeds("run", SCENARIO, "--trials", 64, "--out", out)
        before = contents(out)
        self.interrupted(out, signal.SIGTERM)
        self.assertEqual(contents(out), before)


if __name__ == "__main__":
    unittest.main()
