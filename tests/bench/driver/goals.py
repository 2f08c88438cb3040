"""The goals of the project as rows of data, and what a run reached of each: the section "Goals" of the page."""
from dataclasses import dataclass
from typing import Callable

from .markup import times
from .plot import human
from .readers import NotRun, checked, decision, decision_of_bytes, gains, growth, most, opened, over_simdjson, peer, per_rule, prepared, published


@dataclass(frozen=True)
class Goal:
    what: str
    limit: float
    unit: str
    corpora: tuple | None  # None: all of the run; (): none is made of that size
    read: Callable | None
    least: bool = False  # the limit is the least that is good enough, else the most
    some: bool = False  # reads those of its corpora that the run has

    def found(self, run):
        """Names of the corpora that it is read off. `run`: comparisons by their corpora's names."""
        if self.corpora == ():
            raise NotRun("no corpus of that size")
        names = list(run) if self.corpora is None else self.corpora
        lacking = [name for name in names if name not in run]
        if len(lacking) == len(names):
            raise NotRun("not run")
        if lacking and not self.some:
            raise NotRun(f"not run: {', '.join(lacking)}")
        return [name for name in names if name in run]

    def reached(self, run):
        """The figure, and a remark on it."""
        answer = self.read(*(run[name] for name in self.found(run)))
        return answer if isinstance(answer, tuple) else (answer, "")

    def missed_by(self, figure):
        """How many times worse than the limit; at most 1 where the goal is met."""
        return self.limit / figure if self.least else figure / self.limit


def hospital(rules, requests=4096):
    return f"w2_hospital_{rules}_{requests}"


S, T, MANY, J = "strings", "typed", "batched", "json"
TEXTS = tuple(hospital(9905, requests) for requests in (4096, 500, 65536))
APPS = ("gdrive", 37), ("github", 50), ("tinytodo", 37)
FIELDS = tuple(f"w5_json_{fields}_4096" for fields in (5, 10, 20, 50, 100, 500))
DIRECTORIES = tuple(f"w6_{kind}_{size}_65536" for kind in ("uniform", "zipf") for size in (10_000, 100_000, 1_000_000))

GOALS = [
    *(goal for app, limit in APPS for goal in (
        Goal(f"W1 {app}, S, 50 entities of each type", limit, "ns", (f"w1_{app}_50_4096",), decision(S)),
        Goal(f"W1 {app}, S: 50 over 5 entities of each type", 1.2, "x", (f"w1_{app}_50_4096", f"w1_{app}_5_4096"), growth(S)),
        Goal(f"W1 {app}, S: Cedar 4 over polc", 100, "x", (f"w1_{app}_50_4096",), peer(S, "cedar4"), least=True),
        Goal(f"W1 {app}, S: SAPL 4 over polc", 5, "x", (f"w1_{app}_50_4096",), peer(S, "sapl"), least=True))),
    Goal("W2, T, 9,905 rules", 15, "ns", (hospital(9905),), decision(T)),
    Goal("W2, S, 9,905 rules, 4,096 requests", 45, "ns", (hospital(9905),), decision(S)),
    Goal("W2, S, 9,905 rules, 65,536 requests", 60, "ns", (hospital(9905, 65536),), decision(S)),
    *(Goal(f"W2, {name}: {more:,} over 38 rules", limit, "x", (hospital(more), hospital(38)), growth(kind))
      for more, limit in ((9905, 1.3), (990_005, 4)) for name, kind in (("T", T), ("S", S))),
    *(Goal(f"W3, S, {rules:,} rules", limit, "ns", (f"w3_roles_{rules}_4096",), decision(S))
      for rules, limit in ((11_000, 45), (110_000, 45), (1_100_000, 150))),
    Goal("W3, S, 11,000 rules: Casbin's cached decisions over polc", 4, "x", ("w3_roles_11000_4096",), peer(S, "casbin_cached"), least=True),
    Goal("W4, T, two rules over two fields", 2, "ns", ("w4_known_2_4096",), decision(T)),
    Goal("W4, T, 200 rules", 150, "ns", ("w4_known_200_4096",), decision(T)),
    Goal("W4, T: 10,000 over 100 rules", 10, "x", ("w4_known_10000_4096", "w4_known_100_4096"), growth(T)),
    Goal("W5, J, 20 fields, 599 bytes", 220, "ns", (FIELDS[2],), decision_of_bytes),
    Goal("W5, J, 20 fields: over simdjson alone", 1.6, "x", (FIELDS[2],), over_simdjson),
    Goal("W5, J, 5 to 500 fields: over simdjson alone, the worst", 1.6, "x", FIELDS, over_simdjson, some=True),
    *(Goal(f"W6 {kind}, S, {size:,} entities", limit, "ns", (f"w6_{kind}_{size}_65536",), decision(S))
      for size, limit in ((10_000, 40), (1_000_000, 130)) for kind in ("uniform", "zipf")),
    Goal("W6, S, 10,000,000 entities", 250, "ns", (), None),
    *(Goal(f"W6 {kind}, T, 1,000,000 entities, 64 a call", 120, "ns", (f"w6_{kind}_1000000_65536",), decision(MANY)) for kind in ("uniform", "zipf")),
    Goal("W6, from 10,000 entities: heap an entity, its texts included, the most", 100, "bytes", DIRECTORIES, most("directory_bytes_per_entity"), some=True),
    Goal("W7, 9,905 rules: text to first decision", 600, "ms", TEXTS, opened("first_decision_ms"), some=True),
    Goal("W7, 9,905 rules: text to optimised code", 1000, "ms", TEXTS, opened("optimised_ms"), some=True),
    *(Goal(f"W7, text to optimised code: a rule of {rules:,} over one of 9,905", 1.2, "x", (hospital(rules), hospital(9905)), per_rule("optimised_ms"))
      for rules in (99_005, 990_005)),
    Goal("W7, 9,905 rules: OPA's preparation over polc's text to first decision", 2, "x", TEXTS, prepared("opa"), least=True, some=True),
    Goal("W7, 9,905 rules: SAPL's preparation over the same", 7, "x", TEXTS, prepared("sapl"), least=True, some=True),
    Goal("W7, 9,905 rules: text to interpreter, which checks all of it", 2, "MB/s", TEXTS, checked, least=True, some=True),
    *(Goal(f"W8, {name}: {more:,} amendments over none", 1.05, "x", (f"w8_amended_{more}_4096", "w8_amended_0_4096"), growth(kind))
      for more in (100, 1000) for name, kind in (("T", T), ("S", S))),
    Goal("W8, 100 amendments: to publish a bundle, p99", 5, "ms", ("w8_amended_100_4096",), published(lambda seen, _: seen["publish_p99_ms"])),
    Goal("W8, 100 amendments: the first decision after a bundle, p99, beyond the median", 2000, "ns", ("w8_amended_100_4096",),
         published(lambda seen, _: seen["first_p99_ns"] - seen["median_ns"])),
    Goal("W8, 100 amendments: the longest stall of a reader that runs", 2000, "ns", ("w8_amended_100_4096",),
         published(lambda seen, idle: (1e3 * seen["stall_running_us"], f"({human(1e3 * idle['stall_running_us'])} where nothing is published)"))),
    Goal("W9, T: two threads over one, the median corpus", 1.9, "x", None, gains(False), least=True),
    Goal("W9, T: two threads over one, the worst corpus", 1.9, "x", None, gains(True), least=True),
    Goal("W10, S, 10,000 rules", 5000, "ns", ("w10_adversarial_10000_4096",), decision(S)),
    Goal("W10, S, 10,000 rules: over W2 of 9,905", 20, "x", ("w10_adversarial_10000_4096", hospital(9905)), growth(S)),
    Goal("W10, S, 1,000 rules: over W2 of 995", 20, "x", ("w10_adversarial_1000_4096", hospital(995)), growth(S)),
]


def show(figure, unit):
    if unit == "ns":
        return human(figure)
    return times(figure) + ("x" if unit == "x" else f" {unit}")


def corpora(goal, run):
    if not goal.corpora:
        return "all" if goal.corpora is None else ""
    names = goal.some and [name for name in goal.corpora if name in run] or goal.corpora
    return f"{names[0]} … {names[-1]}" if len(names) > 2 else ", ".join(names)


def verdict(missed):
    if missed <= 1:
        return "met"
    return f"missed: {missed:.2f}x" if missed < 10 else f"missed: {times(missed)}x"


def row(goal, run):
    """What is measured, the goal, what was reached, whether that is enough, and on which corpora."""
    limit = f"{'≥' if goal.least else '≤'} {show(goal.limit, goal.unit)}"
    try:
        figure, remark = goal.reached(run)
    except NotRun as why:
        return [goal.what, limit, str(why), "", corpora(goal, run)]
    return [goal.what, limit, show(figure, goal.unit) + (f" {remark}" if remark else ""), verdict(goal.missed_by(figure)), corpora(goal, run)]


def rows(comparisons):
    run = {c.corpus["name"]: c for c in comparisons}
    return [row(goal, run) for goal in GOALS]
