"""The page that is made of comparisons: goals, what was left out, engines that were not run. No engine is needed."""
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from corpora import generate  # noqa: E402
from driver import goals, report  # noqa: E402
from driver.engines import Kind  # noqa: E402
from driver.measure import Comparison  # noqa: E402

KINDS = [Kind(name, title, (), "") for name, title in (("polc", "polc"), ("cedar4", "Cedar 4"), ("regorus", "regorus"))]
POLC = {"classes": ["typed", "strings"], "resident_bytes": 1e6, "returns": "decision"}


def comparison(name, workload, size, times, facts=None, **described):
    """`times`: (class, engine) -> nanoseconds of three rounds."""
    described = {"name": name, "workload": workload, "size": size, "rules": size, "entities": 1, "requests": 2, "distinct": 2, "text_bytes": 3_000_000,
                 "allowed": 0.5, "notes": "", **described}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "corpus.json").write_text(json.dumps(described))
        (Path(folder) / "requests.jsonl").write_text("x" * 599 + "\n" + "y" * 601 + "\n")
        made = Comparison(Path(folder))
    made.times = {key: [figure * 0.9, figure, figure * 1.1] for key, figure in times.items()}
    made.facts = {"polc": {**POLC, **(facts or {})}}
    made.threads = {1: [10, 10, 10], 2: [18, 19, 21]}
    return made


def row(what, *comparisons):
    """Of the goal that is called so: what was reached, and whether that is enough."""
    found = [r for r in goals.rows(comparisons) if r[0] == what]
    assert len(found) == 1, what
    return found[0][2:4]


class Goals(unittest.TestCase):
    def test_corpora_are_made_by_the_generator(self):
        made = {name for _, _, name, _ in generate.CORPORA}
        for goal in goals.GOALS:
            self.assertLessEqual(set(goal.corpora or ()), made, goal.what)

    def test_names_are_distinct(self):
        self.assertEqual(len(goals.GOALS), len({goal.what for goal in goals.GOALS}))

    def test_nothing_is_reached_where_nothing_was_run(self):
        for _, _, reached, met, _ in goals.rows([]):
            self.assertIn(reached, ("not run", "no corpus of that size"))
            self.assertEqual(met, "")

    def test_a_limit_is_met_to_the_last_and_missed_beyond(self):
        what = "W1 gdrive, S, 50 entities of each type"
        for figure, verdict in ((37, "met"), (37.5, "missed: 1.01x"), (74, "missed: 2.00x"), (444, "missed: 12x")):
            self.assertEqual(row(what, comparison("w1_gdrive_50_4096", "W1 gdrive", 50, {("strings", "polc"): figure})), [f"{figure:.3g} ns", verdict])

    def test_a_peer_that_takes_too_little_longer_is_a_miss(self):
        what = "W1 gdrive, S: Cedar 4 over polc"
        for peer, reached, verdict in ((4000, "100x [", "met"), (2000, "50x [", "missed: 2.00x")):
            got = row(what, comparison("w1_gdrive_50_4096", "W1 gdrive", 50, {("strings", "polc"): 40, ("strings", "cedar4"): peer}))
            self.assertTrue(got[0].startswith(reached), got)
            self.assertEqual(got[1], verdict)

    def test_a_peer_that_has_no_figure_says_why(self):
        made = comparison("w3_roles_11000_4096", "W3", 11_000, {("strings", "polc"): 40})
        what = "W3, S, 11,000 rules: Casbin's cached decisions over polc"
        self.assertEqual(row(what, made), ["not run", ""])
        made.refused["casbin_cached"] = "it ended"
        self.assertEqual(row(what, made), ["refused", ""])
        made.too_large["casbin_cached"] = "above 1,000 rules"
        self.assertEqual(row(what, made), ["not run above 1,000 rules", ""])

    def test_growth_needs_both_corpora(self):
        small, large = (comparison(f"w2_hospital_{size}_4096", "W2", size, {("strings", "polc"): figure}) for size, figure in ((38, 100), (9905, 200)))
        what = "W2, S: 9,905 over 38 rules"
        self.assertEqual(row(what, large), ["not run: w2_hospital_38_4096", ""])
        self.assertEqual(row(what, large, small), ["2x (200 ns, 100 ns)", "missed: 1.54x"])

    def test_facts_are_of_the_corpora_that_were_run(self):
        facts = {"parse_ms": 500, "first_decision_ms": 1000, "optimised_ms": 1100}
        made = comparison("w2_hospital_9905_500", "W2", 9905, {}, facts)
        made.facts["polc_reasons"] = made.facts["polc"]
        self.assertEqual(row("W7, 9,905 rules: text to first decision", made), ["1,000 ms (the parse 500 ms of it)", "missed: 1.67x"])
        self.assertEqual(row("W7, 9,905 rules: text to interpreter, which checks all of it", made), ["3 MB/s", "met"])
        self.assertEqual(row("W9, T: two threads over one, the median corpus", made), ["1.9x (of 1)", "met"])

    def test_json_is_compared_with_the_floor_of_its_own_corpus(self):
        made = comparison("w5_json_20_4096", "W5", 20, {("json", "polc"): 300, ("parse", "polc"): 150})
        self.assertEqual(row("W5, J, 20 fields: over simdjson alone", made), ["2x (20 fields)", "missed: 1.25x"])
        self.assertEqual(row("W5, J, 20 fields, 599 bytes", made), ["300 ns (600 bytes)", "missed: 1.36x"])

    def test_directories_are_weighed(self):
        made = [comparison(f"w6_{kind}_10000_65536", f"W6 {kind}", 10_000, {}, {"directory_bytes_per_entity": bytes_each}) for kind, bytes_each in (("uniform", 80), ("zipf", 120))]
        what = "W6, from 10,000 entities: heap an entity, its texts included, the most"
        self.assertEqual(row(what, *made), ["120 bytes (w6_zipf_10000_65536)", "missed: 1.20x"])


class Page(unittest.TestCase):
    def written(self, comparisons, missing=None, unreached=()):
        with tempfile.TemporaryDirectory() as folder:
            report.write(Path(folder), comparisons, KINDS, missing or {}, unreached, 3, 60, "0.5")
            return (Path(folder) / "benchmarks.md").read_text()

    def test_goals_stand_before_the_workloads(self):
        page = self.written([comparison("w2_hospital_38_4096", "W2", 38, {("strings", "polc"): 100})])
        self.assertLess(page.index("\n## Goals\n"), page.index("\n## W2\n"))
        self.assertIn(f"Of {len(goals.GOALS)} goals ", page)

    def test_an_engine_keeps_its_row_where_a_corpus_is_too_large(self):
        small, large = (comparison(f"w2_hospital_{size}_4096", "W2", size, {("strings", "polc"): 100}) for size in (38, 99_005))
        small.times["strings", "cedar4"] = [1000, 1000, 1000]
        small.facts["cedar4"] = {**POLC, "classes": ["strings"]}
        for made, engine in ((small, "regorus"), (large, "regorus"), (large, "cedar4")):
            made.too_large[engine] = "above 9,905 rules"
        page = self.written([small, large])
        self.assertIn("| Cedar 4 | 1 µs = 10x [9.09, 11.1] | not run above 9,905 rules |", page)
        self.assertIn("| 99,005 | regorus | not run above 9,905 rules |", page)  # never opened: its classes are not known

    def test_an_engine_that_another_workload_opened_keeps_its_row(self):
        other = comparison("w3_roles_1100_4096", "W3", 1100, {("strings", "polc"): 100})
        other.facts["cedar4"] = {**POLC, "classes": ["strings"]}
        large = comparison("w2_hospital_99005_4096", "W2", 99_005, {("strings", "polc"): 100, ("typed", "polc"): 100})
        large.too_large["cedar4"] = "above 9,905 rules"
        tables = self.written([other, large]).split("## W2")[1]
        self.assertEqual(tables.count("\n| Cedar 4 | not run above 9,905 rules |\n"), 1)  # under S, and not under T

    def test_an_engine_without_a_form_of_the_policy_has_no_row(self):
        page = self.written([comparison("w2_hospital_38_4096", "W2", 38, {("strings", "polc"): 100})])
        self.assertNotIn("Cedar", page.split("## W2")[1])

    def test_sizes_that_were_not_reached_share_a_line(self):
        unreached = [{"workload": "W2", "size": 9905, "requests": 65_536},
                     *({"workload": "W6 zipf", "size": size, "requests": 65_536} for size in (10, 100_000))]
        run = comparison("w2_hospital_38_4096", "W2", 38, {("strings", "polc"): 1}, requests=4096)
        page = self.written([run], {"SAPL 4": "no registry"}, unreached)
        self.assertIn("* SAPL 4: no registry; no ratio is given.\n", page)
        self.assertIn("* W2: 9,905 with 65,536 requests\n* W6 zipf: 10, 100,000\n", page)

    def test_rounds_that_differ_are_told(self):
        self.assertIn("rounds differ by 20 % of it", self.written([comparison("w3", "W3", 1, {("strings", "polc"): 100})]))


if __name__ == "__main__":
    unittest.main()
