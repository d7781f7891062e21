"""What the program says, and which code it leaves, when it cannot do what it was asked to."""
import os
import resource
import unittest

from program import FAILED, NOT_WRITTEN, PROBLEMS, SCENARIO, USAGE, CommandTest, contents, mergerisk, place_of


class Usage(CommandTest):
    def refuses(self, wrong, *arguments):
        said = self.fails(USAGE, *arguments, cwd=self.folder)
        self.assertIn(wrong, said)
        self.assertEqual(contents(self.folder), {})

    def test_refuses_what_is_no_command_or_no_option(self):
        self.refuses("A subcommand is required")
        self.refuses("A subcommand is required", "simulate", SCENARIO)
        self.refuses("SCENARIO is required", "run")
        self.refuses("--speed", "run", SCENARIO, "--speed", 3)
        self.refuses("other.yaml", "run", SCENARIO, "other.yaml")
        self.refuses("--trial is required", "replay", SCENARIO)
        self.refuses("--library excludes --results", "schema", "--library", "--results")

    def test_refuses_numbers_that_are_not_whole_or_out_of_range(self):
        for number in ("0", "-5", "1.5", "1e3", "many", "", "1000000001", "99999999999999999999999"):
            self.refuses(f'--trials: "{number}" is not a whole number from 1 to 1,000,000,000',
                         "run", SCENARIO, "--trials", number)
        self.refuses('--seed: "-1" is not a whole number from 0 to 18,446,744,073,709,551,615',
                     "run", SCENARIO, "--seed", -1)
        self.refuses('--threads: "0" is not a whole number from 1 to 4,096', "run", SCENARIO, "--threads", 0)
        self.refuses('--trial: "1000000000" is not a whole number from 0 to 999,999,999',
                     "replay", SCENARIO, "--trial", 1_000_000_000)

    def test_refuses_words_that_it_does_not_know(self):
        self.refuses("--sampling: lhs not in {sobol,plain}", "run", SCENARIO, "--sampling", "lhs")
        self.refuses("--format: pdf not in {html,md,json}", "run", SCENARIO, "--format", "json,pdf")
        self.refuses("--out: names no folder", "run", SCENARIO, "--out", "")


class Problems(CommandTest):
    COMMANDS = {("run",): "nothing was simulated", ("validate",): "nothing was simulated",
                ("explain",): "nothing was explained", ("replay", "--trial", "7"): "nothing was replayed"}

    def problems(self, scenario, expected):
        """Every command that reads a scenario lists these problems, counts them, and writes nothing."""
        count = f"{len(expected)} problem{'' if len(expected) == 1 else 's'}"
        before = sorted(path.name for path in self.folder.iterdir())
        for command, consequence in self.COMMANDS.items():
            said = self.fails(PROBLEMS, *command, scenario, cwd=self.folder).splitlines()
            self.assertEqual(len(said), len(expected) + 1, said)
            for line, beginning in zip(said, expected):
                self.assertEqual(line[:len(beginning)], beginning)
            self.assertEqual(said[-1], f"{count}, {consequence}.")
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), before)

    def test_names_the_place_of_a_rate_without_percent_sign_and_what_to_write(self):
        broken = self.copy_of_scenario(("discount_rate: 3.5%", "discount_rate: 3.5"))
        self.problems(broken, [f"{place_of(broken, '3.5', 'discount_rate')}: transaction.discount_rate: 3.5 would be "
                               "350 % a year. Did you mean 3.5%?"])

    def test_names_the_place_of_an_unknown_key_and_the_key_that_was_meant(self):
        broken = self.copy_of_scenario(("completes_on: first of month\n      slip", "completed_on: first of month\n      slip"))
        self.problems(broken, [f"{place_of(broken, 'completed_on')}: options.merger.route.completed_on: unknown key. "
                               'Did you mean "completes_on"?'])

    def test_lists_all_problems_at_once_in_the_order_of_the_file(self):
        broken = self.copy_of_scenario(("horizon: 10 years", "horizon: ten years"),
                                       ("cash: 60", "cash: plenty"),
                                       ("counterfactual: true", "counterfactual: perhaps"),
                                       ("seed: 2016", "seed: 2016.5"))
        self.problems(broken, [f"{place_of(broken, 'ten years')}: transaction.horizon: ",
                               f"{place_of(broken, 'plenty')}: parties.central.cash: ",
                               f"{place_of(broken, 'perhaps')}: options.separate.counterfactual: ",
                               f"{place_of(broken, '2016.5')}: run.seed: "])

    def test_names_the_place_of_a_rule_that_spans_the_scenario(self):
        broken = self.copy_of_scenario(("- [pay_inflation, general_inflation, 0.6]",
                                        "- [pay_inflation, general_deflation, 0.6]"))
        self.problems(broken, [f"{place_of(broken, '[pay_inflation, general_deflation')}: dependence.correlations"])

    def test_names_the_place_in_a_library_file(self):
        broken = self.copy_of_scenario()
        evidence = broken.parent / "library/evidence/nhs_mergers.yaml"
        text = evidence.read_text(encoding="utf-8")
        evidence.write_text(text.replace("transferability: 70%", "transferability: 170%", 1), encoding="utf-8")
        self.problems(broken, [f"{place_of(evidence, '170%')}: evidence.nhs_merger_saving_realised.transferability: "])

    def test_names_the_place_where_text_is_no_yaml(self):
        broken = self.copy_of_scenario(("use: [library", "use: [[library"))
        said = self.fails(PROBLEMS, "validate", broken)
        self.assertRegex(said, rf"^{broken}:\d+:\d+: ")
        self.assertTrue(said.endswith("1 problem, nothing was simulated.\n"), said)

    def test_says_what_is_wrong_with_a_file_that_is_none(self):
        empty = self.folder / "empty.yaml"
        empty.touch()
        self.problems(empty, [f"{empty}:1:1: the file is empty"])
        self.problems(self.folder / "missing.yaml", [f"{self.folder}/missing.yaml:1:1: there is no such file"])
        self.problems(self.folder, [f"{self.folder}:1:1: this is a folder, not a file. Name a file in it"])
        self.problems("/dev/zero", ["/dev/zero:1:1: this is not a regular file"])

    def test_says_which_file_of_the_library_is_missing(self):
        alone = self.folder / "alone.yaml"
        alone.write_bytes(SCENARIO.read_bytes())
        said = self.fails(PROBLEMS, "validate", alone, "--library", self.folder)
        self.assertIn(place_of(alone, "library/evidence/nhs_mergers.yaml"), said)


class Failures(CommandTest):
    def test_says_how_many_trials_fit_into_memory_when_these_do_not(self):
        said = self.fails(FAILED, "run", SCENARIO, "--trials", 10**9, "--out", self.folder / "out")
        self.assertRegex(said, r"^mergerisk: run\.trials: 1000000000 trials need [\d.]+ GB of memory, more than the limit "
                               r"of [\d.]+ GB\. At most \d+ trials fit\n$")
        self.assertEqual(contents(self.folder), {})

    def test_names_the_place_of_the_trials_that_the_scenario_asks_for(self):
        large = self.copy_of_scenario(("trials: 131072", "trials: 1000000000"))
        said = self.fails(FAILED, "run", large, "--out", self.folder / "out")
        self.assertTrue(said.startswith(f"mergerisk: {place_of(large, '1000000000')}: run.trials: "), said)


class NotWritten(CommandTest):
    def not_written(self, out, *arguments, **options):
        return self.fails(NOT_WRITTEN, "run", SCENARIO, "--trials", 512, "--out", out, *arguments, **options)

    def test_says_so_when_a_file_is_where_the_folder_should_be(self):
        (self.folder / "out").write_text("a file")
        self.assertIn(str(self.folder / "out"), self.not_written(self.folder / "out"))
        self.assertIn(str(self.folder / "out"), self.not_written(self.folder / "out/deeper"))
        self.assertEqual(contents(self.folder), {"out": b"a file"})

    def test_says_so_when_nobody_can_write_there(self):
        self.assertIn("/proc/mergerisk", self.not_written("/proc/mergerisk"))

    def test_says_so_when_the_folder_is_read_only(self):
        out = self.folder / "out"
        out.mkdir()
        out.chmod(0o555)
        if os.access(out, os.W_OK):  # root writes there all the same
            self.succeeds("run", SCENARIO, "--trials", 512, "--out", out)
        else:
            self.assertIn(str(out), self.not_written(out))
            self.assertEqual(contents(out), {})

    def test_leaves_the_earlier_reports_when_a_file_cannot_be_replaced(self):
        out = self.folder / "out"
        self.succeeds("run", SCENARIO, "--trials", 512, "--format", "md", "--out", out)
        (out / "report.html/in_the_way").mkdir(parents=True)
        before = {name: (out / name).read_bytes() for name in ("results.json", "report.md")}
        self.assertIn("report.html", self.not_written(out, "--seed", 1))
        self.assertEqual({path.name for path in out.iterdir()}, {"results.json", "report.md", "report.html"})
        self.assertEqual({name: (out / name).read_bytes() for name in before}, before)

    def test_leaves_the_earlier_reports_when_the_disk_is_full(self):
        # A limit on the size of files fails a write in its middle, as a full disk does.
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        out = self.folder / "out"
        self.succeeds("run", SCENARIO, "--trials", 512, "--out", out)
        before = contents(out)
        self.assertGreater(len(before["results.json"]), 20_000)
        self.assertIn(str(out), self.not_written(out, "--seed", 1, preexec_fn=small_files))
        self.assertEqual(contents(out), before)
        self.not_written(self.folder / "new", preexec_fn=small_files)
        self.assertEqual({path.name for path in self.folder.rglob("*")}, {"out", *before, "new"} - (
            set() if (self.folder / "new").exists() else {"new"}))

    def test_says_so_when_standard_output_is_full(self):
        for command in (["reference"], ["validate", SCENARIO]):
            with open("/dev/full", "wb") as full:
                done = mergerisk_into(full, *command)
            self.assertEqual(done, (NOT_WRITTEN, "mergerisk: standard output could not be written\n"))


def mergerisk_into(standard_output, *arguments):
    import subprocess
    from program import PROGRAM
    done = subprocess.run([PROGRAM, *map(str, arguments)], stdout=standard_output, stderr=subprocess.PIPE, text=True,
                          timeout=300)
    return done.returncode, done.stderr


if __name__ == "__main__":
    unittest.main()
