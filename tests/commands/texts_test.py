"""validate, explain, replay, schema and reference: the commands that print a text."""
import json
import re
import unittest

import jsonschema
import yaml

from program import ROOT, SCENARIO, CommandTest


class Yaml12(yaml.SafeLoader):
    """Dates are text, and only true and false are truth values, as in the scenario language."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def read_yaml(path):
    return yaml.load(path.read_text(encoding="utf-8"), Yaml12)


class Texts(CommandTest):
    def test_validate_finds_no_problem_in_the_scenario_and_says_what_it_read(self):
        self.assertEqual(self.succeeds("validate", SCENARIO), f"{SCENARIO}: no problems. 3 options in 9 files.\n")

    def test_validate_finds_the_library_where_the_scenario_stands_alone(self):
        alone = self.folder / "alone.yaml"
        alone.write_bytes(SCENARIO.read_bytes())
        said = self.succeeds("validate", alone, "--library", ROOT / "scenarios/library")
        self.assertEqual(said, f"{alone}: no problems. 3 options in 9 files.\n")

    def test_explain_prints_values_units_defaults_sources_and_what_moves_together(self):
        text = self.succeeds("explain", SCENARIO)
        for line in (r"discount_rate\b.*3\.5 ?% a year", r"net_recurrent_saving\b", r"HSJ 7017866",
                     r"general_inflation\.annual with drivers\.pay_inflation\.annual: rank correlation 0\.60 stated",
                     r"Taken because nothing else was said", r"Luck that options share"):
            self.assertRegex(text, line)
        self.assertTrue(text.endswith("\n"))
        self.assertNotIn("\x1b", text)

    def test_help_and_version_go_to_standard_output(self):
        self.assertEqual(self.succeeds("--version"), "mergerisk 0.1.0\n")
        self.assertIn("Exit codes: 0 done, 2 usage, 3 the scenario has problems", self.succeeds("--help"))
        self.assertIn("--trials", self.succeeds("run", "--help"))


class Replay(CommandTest):
    METRICS = {
        "Net present value against the counterfactual": "npv",
        "Net present value by itself": "npv_own",
        "Net present value for the parties, with support": "npv_parties",
        "Net present value for the funder, with support": "npv_funder",
        "Costs, present value against the counterfactual": "costs_pv",
        "Benefits, present value against the counterfactual": "benefits_pv",
        "One-off cost in the prices of the claim": "one_off_cost",
        "Largest need for cash at a month end, before support": "peak_funding",
    }

    def means(self, trials):
        self.succeeds("run", SCENARIO, "--trials", trials, "--format", "json", "--out", self.folder / "out")
        options = json.loads((self.folder / "out/results.json").read_text(encoding="utf-8"))["options"]
        return {option["label"]: {name: option["metrics"][name]["mean"] for name in self.METRICS.values()}
                for option in options.values()}

    def test_tells_dates_and_the_result(self):
        text = self.succeeds("replay", SCENARIO, "--trial", 7)
        self.assertTrue(text.startswith("Trial 7\n"))
        self.assertRegex(text, r"1 Oct 2016: CMA review, fast track to Phase 2, Pre-notification talks begins")
        self.assertRegex(text, r"\d{1,2} [A-Z][a-z]{2} 20\d\d: (Completion|The deal fails)")
        self.assertRegex(text, r"(?m)^Result: ")
        self.assertNotEqual(text, self.succeeds("replay", SCENARIO, "--trial", 8))

    def test_tells_the_trial_of_the_run(self):
        # The mean over trials 0 to 7 times 8, less the mean over trials 0 to 6 times 7, is that of trial 7.
        seven, eight = self.means(7), self.means(8)
        text = self.succeeds("replay", SCENARIO, "--trial", 7)
        told = dict.fromkeys(seven, None)
        for label in told:
            part = text[re.search(rf"(?m)^{re.escape(label)}( \(counterfactual\))?\n=+$", text).end():]
            part = part.split("\n====")[0]
            for words, name in self.METRICS.items():
                written = re.search(rf"(?m)^  {re.escape(words)}: (-?[\d.]+) GBP million$", part)[1]
                # Half a unit of the last digit that is printed, and what tables differ from exact distributions.
                tolerance = 0.5 * 10.0 ** -len(written.partition(".")[2]) + 1e-4
                self.assertAlmostEqual(float(written), 8 * eight[label][name] - 7 * seven[label][name],
                                       delta=tolerance, msg=f"{label}: {words}")


class Schemas(CommandTest):
    def schema(self, *arguments):
        schema = json.loads(self.succeeds("schema", *arguments))
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    def accepts(self, validator, document, path):
        problems = [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:300]}"
                    for error in validator.iter_errors(document)]
        self.assertEqual(problems, [], path)

    def test_of_scenarios_takes_the_scenario_and_refuses_an_unknown_key_and_a_rate_without_percent(self):
        validator = self.schema()
        document = read_yaml(SCENARIO)
        self.accepts(validator, document, SCENARIO)
        self.assertFalse(validator.is_valid({**document, "optoins": {}}))
        self.assertFalse(validator.is_valid({**document, "transaction": {**document["transaction"], "discount_rate": 3.5}}))

    def test_of_library_files_takes_each_one_and_no_scenario(self):
        validator = self.schema("--library")
        files = sorted((ROOT / "scenarios/library").rglob("*.yaml"))
        self.assertGreaterEqual(len(files), 10)
        for path in files:
            self.accepts(validator, read_yaml(path), path)
        self.assertFalse(validator.is_valid(read_yaml(SCENARIO)))

    def test_of_results_takes_those_of_a_run(self):
        self.succeeds("run", SCENARIO, "--trials", 512, "--format", "json", "--out", self.folder)
        results = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        validator = self.schema("--results")
        self.accepts(validator, results, "results.json")
        del results["provenance"]["plan_sha256"]
        self.assertFalse(validator.is_valid(results))


class CheckedIn(CommandTest):
    def is_what_the_program_prints(self, path, *command):
        text = (ROOT / path).read_text(encoding="utf-8")
        self.assertTrue(text == self.succeeds(*command),
                        f"{path} is not what `mergerisk {' '.join(command)}` prints; scripts/update_goldens rewrites it")

    def test_schemas_are_those_of_the_program(self):
        self.is_what_the_program_prints("scenarios/schema/scenario.schema.json", "schema")
        self.is_what_the_program_prints("scenarios/schema/library.schema.json", "schema", "--library")
        self.is_what_the_program_prints("reports/results.schema.json", "schema", "--results")

    def test_reference_is_that_of_the_program(self):
        self.is_what_the_program_prints("scenarios/reference.md", "reference")

    def test_scenarios_name_their_schema_for_editors(self):
        for path in sorted((ROOT / "scenarios").glob("*.yaml")):
            self.assertEqual(path.read_text(encoding="utf-8").splitlines()[0],
                             "# yaml-language-server: $schema=schema/scenario.schema.json", path)
        for path in sorted((ROOT / "scenarios/library").rglob("*.yaml")):
            self.assertEqual(path.read_text(encoding="utf-8").splitlines()[0],
                             "# yaml-language-server: $schema=../../schema/library.schema.json", path)


if __name__ == "__main__":
    unittest.main()
