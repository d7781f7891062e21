"""mergerisk run: what it prints and writes, and that no number depends on threads or on other trials."""
import html.parser
import json
import re
import unittest

from program import SCENARIO, CommandTest, contents


def without_system(results):
    return {key: value for key, value in results.items() if key != "system"}


class Resources(html.parser.HTMLParser):
    """Everything that a page would fetch, and its content-security policy."""
    FETCHING = {"src", "srcset", "data", "poster", "action", "background", "manifest"}

    def __init__(self, text):
        super().__init__()
        self.fetched, self.policy, self.style, self.in_style = [], None, "", False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.in_style = tag == "style"
        values = dict(attributes)
        self.fetched += [value for name, value in attributes if name in self.FETCHING]
        self.fetched += [values["href"]] if tag in ("link", "base", "use", "image") and "href" in values else []
        if tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = values["content"]

    def handle_data(self, data):
        self.style += data if self.in_style else ""


class Run(CommandTest):
    def run_to(self, name, *arguments):
        """Standard output of a run into a folder of its own, and its results."""
        printed = self.succeeds("run", SCENARIO, "--out", self.folder / name, *arguments)
        return printed, json.loads((self.folder / name / "results.json").read_text(encoding="utf-8"))

    def test_prints_the_headline_and_then_the_reports_that_it_wrote(self):
        printed, _ = self.run_to("out", "--trials", 2048)
        self.assertTrue(printed.startswith("Central Manchester and University Hospital of South Manchester\n"))
        self.assertIn("In 100 futures like this one, the benefits of “One foundation trust”", printed)
        names = ["results.json", "report.md", "report.html"]
        self.assertTrue(printed.endswith("".join(f"{self.folder / 'out' / name}\n" for name in names)), printed)
        self.assertEqual(sorted(contents(self.folder / "out")), sorted(names))
        self.assertNotIn("\x1b", printed)

    def test_finds_the_same_for_any_number_of_threads(self):
        runs = [self.run_to(str(threads), "--trials", 20000, "--seed", 1, "--threads", threads) for threads in (1, 2, 3)]
        for printed, results in runs[1:]:
            self.assertEqual(without_system(results), without_system(runs[0][1]))
        first = runs[0][1]
        self.assertEqual((first["provenance"]["seed"], first["provenance"]["trials"]), (1, 20000))
        self.assertEqual([results["system"]["threads"] for _, results in runs], [1, 2, 3])

    def test_finds_something_else_for_another_seed_or_sampling(self):
        def npv(name, *arguments):
            results = self.run_to(name, "--trials", 512, "--format", "json", *arguments)[1]
            return results["options"]["merger"]["metrics"]["npv"]["mean"]
        self.assertEqual(len({npv("a", "--seed", 1), npv("b", "--seed", 2),
                              npv("c", "--seed", 1, "--sampling", "plain")}), 3)

    def test_writes_only_the_reports_that_were_asked_for(self):
        for formats, names in (("json", ["results.json"]), ("md", ["report.md", "results.json"]),
                               ("html,md", ["report.html", "report.md", "results.json"])):
            self.run_to(formats, "--trials", 64, "--format", formats)
            self.assertEqual(sorted(contents(self.folder / formats)), names)

    def test_writes_to_a_folder_named_after_the_scenario_where_none_is_given(self):
        self.succeeds("run", SCENARIO, "--trials", 64, cwd=self.folder)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["mergerisk-manchester-2017"])

    def test_replaces_the_reports_of_an_earlier_run_and_touches_nothing_else(self):
        self.run_to("out", "--trials", 64, "--seed", 1)
        (self.folder / "out/minutes.txt").write_text("kept")
        _, results = self.run_to("out", "--trials", 64, "--seed", 2)
        self.assertEqual(results["provenance"]["seed"], 2)
        self.assertEqual((self.folder / "out/minutes.txt").read_text(), "kept")
        self.assertEqual(len(contents(self.folder / "out")), 4)

    def test_writes_a_page_that_fetches_nothing_and_may_fetch_nothing(self):
        self.run_to("out", "--trials", 64)
        text = (self.folder / "out/report.html").read_text(encoding="utf-8")
        page = Resources(text)
        self.assertEqual([address for address in page.fetched if not address.startswith(("data:", "#"))], [])
        self.assertGreater(len(page.style), 100)
        self.assertNotRegex(page.style, r"@import|url\(\s*['\"]?(?!data:|#|['\")])")
        self.assertRegex(page.policy, r"(^|;)\s*default-src 'none'")
        self.assertNotRegex(page.policy, r"https?:|\*|unsafe-eval")
        for source in re.findall(r"\b(?:script|connect|img|font|style)-src ([^;]*)", page.policy):
            self.assertRegex(source, r"^('none'|('unsafe-inline'|'sha256-[^']+'|data:|blob:| )+)$")


if __name__ == "__main__":
    unittest.main()
