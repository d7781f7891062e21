"""mergerisk evidence: the library with its sources, and one entry drawn."""
import re
import unittest

import yaml

from program import PROBLEMS, ROOT, SCENARIO, USAGE, CommandTest

LIBRARY = ROOT / "scenarios/library"


class Evidence(CommandTest):
    def entries(self):
        """name -> entry of every evidence file of the library."""
        found = {}
        for path in sorted((LIBRARY / "evidence").glob("*.yaml")):
            text = yaml.safe_load(path.read_text(encoding="utf-8"))
            for part in ("evidence", "optimism_bias"):
                for name, entry in (text.get(part) or {}).items():
                    self.assertNotIn(name, found, "each entry stands in one file")
                    found[name] = entry
        return found

    def test_lists_every_entry_once_with_date_basis_and_source(self):
        text = self.succeeds("evidence", "--library", LIBRARY)
        lines = text.splitlines()
        for name, entry in self.entries().items():
            self.assertEqual(lines.count("  " + name), 1, name)
            own = re.split(r"\n(?=  \S|\S)", text.split(f"\n  {name}\n", 1)[1])[0]
            self.assertIn(f"as of {entry['as_of']}", " ".join(own.split()), name)
            self.assertIn(" ".join(entry["source"].split())[:60], " ".join(own.split()), name)
        for path in (LIBRARY / "evidence").glob("*.yaml"):
            if yaml.safe_load(path.read_text(encoding="utf-8")).get("evidence"):
                self.assertEqual(lines.count(path.name), 1)
        self.assertNotIn("\x1b", text)
        self.assertLessEqual(max(len(line) for line in lines if "http" not in line and ".com" not in line), 80)

    def test_every_library_number_has_source_date_and_basis(self):
        for name, entry in self.entries().items():
            for key in ("source", "as_of", "basis"):
                self.assertTrue(str(entry.get(key, "")).strip(), f"{name} has no {key}")
            self.assertIn(entry["basis"], ("published", "secondary", "derived", "judgement"), name)
            if "capital" in entry or "operating" in entry:
                continue
            for key in ("population", "sample", "caveat", "transferability"):
                self.assertTrue(str(entry.get(key, "")).strip(), f"{name} has no {key}")

    def test_draws_one_entry(self):
        text = self.succeeds("evidence", "it_overrun", "--library", LIBRARY)
        self.assertTrue(text.startswith("it_overrun\n"))
        self.assertIn("█", text)
        self.assertIn("┴", text)
        self.assertIn("cost_overruns.yaml", text)
        self.assertIn("As used at a transferability of 60 %", text)
        # Percentiles of the class: 82 % lie below 50 %, so its P75 does, and its P90 does not.
        percentiles = text.split("P5, P10, P25, P50, P75, P90, P95: ", 1)[1].replace("\n", " ").split(", ")
        self.assertLess(float(percentiles[4].split()[0]), 50)
        self.assertGreater(float(percentiles[5].split()[0]), 50)
        self.assertTrue(all(len(line) <= 80 for line in text.splitlines() if "http" not in line))

    def test_draws_every_entry(self):
        for name in self.entries():
            self.assertTrue(self.succeeds("evidence", name, "--library", LIBRARY).strip(), name)

    def test_shows_the_cases_of_an_observed_class(self):
        text = self.succeeds("evidence", "nhs_completion_slip", "--library", LIBRARY)
        self.assertIn("manchester_north_2021 30 months", " ".join(text.split()))

    def test_lists_what_a_scenario_uses(self):
        text = self.succeeds("evidence", "--from", SCENARIO)
        self.assertTrue(text.startswith("manchester-2017.yaml\n"))
        self.assertIn("\n  it_overrun\n", text)
        self.assertNotIn("buddying_cost", text)

    def test_says_what_is_wrong(self):
        said = self.fails(USAGE, "evidence", "it_overun", "--library", LIBRARY)
        self.assertIn('Did you mean "it_overrun"?', said)
        self.assertIn("there is no evidence in the library",
                      self.fails(PROBLEMS, "evidence", "--library", self.folder))
        broken = self.folder / "evidence"
        broken.mkdir()
        (broken / "odd.yaml").write_text("mergerisk: 1\nevidence:\n  odd: {proportion: {successes: 3, of: 9}}\n")
        self.assertIn("evidence of a library needs it", self.fails(PROBLEMS, "evidence", "--library", self.folder))
        self.assertIn("there is no such file",
                      self.fails(PROBLEMS, "evidence", "--from", self.folder / "absent.yaml"))


if __name__ == "__main__":
    unittest.main()
