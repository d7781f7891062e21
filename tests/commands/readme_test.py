"""README.md says what is true: its commands run, its links and exit codes are right."""
import json
import os
import re
import shlex
import shutil
import subprocess
import unittest

from program import PROGRAM, ROOT, SCENARIO, CommandTest

README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXT = re.sub(r"\s+", " ", README)
# These install, build or test everything, so that this test would run itself, or write into the sources: they are only
# checked to exist.
LONG = {"scripts/run", "scripts/test", "scripts/check", "scripts/setup", "scripts/update_goldens", "scripts/format",
        "scripts/new_part", "cmake", "build/release/tests/benchmarks/mergerisk_benchmark"}


def blocks(language):
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", README)


def commands():
    """Every line of the blocks marked sh, without its comment."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [words for words in (shlex.split(line, comments=True) for line in lines) if words]


class Readme(CommandTest):
    def test_begins_with_the_two_commands_that_do_everything(self):
        self.assertEqual(commands()[:2], [["scripts/run", "scenarios/manchester-2017.yaml"], ["scripts/test"]])

    def test_every_command_is_one_that_works(self):
        # A tree like the repository's, with the program where scripts/run would have built it.
        tree = self.folder
        shutil.copytree(ROOT / "scenarios", tree / "scenarios")
        (tree / "build/release").mkdir(parents=True)
        os.symlink(PROGRAM, tree / "build/release/mergerisk")
        for block in blocks("yaml"):
            name = re.match(r"# (\S+\.yaml)", block)[1]
            (tree / name).write_text(block, encoding="utf-8")
        ran = 0
        for words in commands():
            if words[0] in LONG:
                if words[0].startswith("scripts/"):
                    self.assertTrue(os.access(ROOT / words[0], os.X_OK), words)
                for argument in words[1:]:
                    if argument.endswith((".yaml", ".md")):
                        self.assertTrue((ROOT / argument).is_file(), words)
                continue
            done = subprocess.run(words, cwd=tree, capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 0, f"{words}\n{done.stderr}")
            ran += 1
        self.assertGreaterEqual(ran, 5)

    def test_states_the_answer_for_manchester_as_the_program_finds_it(self):
        self.succeeds("run", SCENARIO, "--format", "json", "--out", self.folder)
        results = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        self.assertIn(f"{results['provenance']['trials']:,} trials, seed {results['provenance']['seed']})", TEXT)
        options = [results["options"][name] for name in ("merger", "shared_leadership")]

        def states(row, values):
            stated = re.search(rf"(?m)^\| {re.escape(row)} \| (\d+) \| (\d+) \|$", README)
            self.assertIsNotNone(stated, row)
            for number, value in zip(stated.groups(), values):
                self.assertAlmostEqual(int(number), value, delta=0.6, msg=row)

        for row, name in (("Benefits materially outweigh costs", "materially_outweigh"),
                          ("Worth more than remaining two trusts", "better_than_counterfactual"),
                          ("Completes within 10 years", "completes"), ("Fails in some way", "any_failure")):
            states(row, [100 * option["probabilities"][name]["value"] for option in options])
        states("NPV as claimed, GBP million", [option["claimed"]["npv"] for option in options])
        states("Expected NPV, GBP million", [option["metrics"]["npv"]["mean"] for option in options])

        merger = options[0]
        taken = {step["step"]: -step["change"]["value"] for step in merger["bridge"] if step["change"]}
        words = re.search(r"in (\d+) of 100 futures, but .* on average (\d+) months after October 2016\. Of the (\d+) million "
                          r"between the claim and the expectation, unrealised benefits take about (\d+), failure to complete (\d+), "
                          r"cost overruns (\d+), savings that would have come anyway (\d+), delay (\d+)\.", TEXT)
        found = [100 * merger["probabilities"]["materially_outweigh_given_completion"]["value"],
                 merger["metrics"]["completion_months"]["mean"],
                 merger["claimed"]["npv"] - merger["metrics"]["npv"]["mean"],
                 *(taken[step] for step in ("realisation", "failure", "overrun", "additionality", "delay"))]
        for number, value in zip(words.groups(), found, strict=True):
            self.assertAlmostEqual(int(number), value, delta=0.6, msg=words[0])

    def test_links_lead_somewhere(self):
        links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if not link.startswith("http")]
        self.assertGreaterEqual(len(links), 5)
        for link in links:
            self.assertTrue((ROOT / link).exists(), link)

    def test_lists_the_exit_codes_of_the_program(self):
        header = (ROOT / "engine/app/exit_code.h").read_text(encoding="utf-8")
        codes = {int(code) for code in re.findall(r"= (\d+),", header)}
        listed = {int(code) for code in re.findall(r"(?m)^\| (\d+) \| ", README)}
        self.assertEqual(listed, codes)


if __name__ == "__main__":
    unittest.main()
