"""How a figure is read off the comparisons of one or more corpora, in the order that a goal names them (goals.py).

A reader gives the figure, or a pair of it and a remark. Where the comparisons lack what it reads, it raises NotRun.
"""
import statistics

from .markup import times
from .plot import human


class NotRun(Exception):
    """Says why there is no figure."""


def median(comparison, kind, engine="polc"):
    if (kind, engine) not in comparison.times:
        raise NotRun(comparison.absence(engine))
    return comparison.median(kind, engine)


def decision(kind):
    return lambda comparison: median(comparison, kind)


def decision_of_bytes(comparison):
    return median(comparison, "json"), f"({comparison.request_bytes:,.0f} bytes)"


def growth(kind):
    def read(larger, smaller):
        more, less = median(larger, kind), median(smaller, kind)
        return more / less, f"({human(more)}, {human(less)})"
    return read


def peer(kind, engine):
    """How many times as long as polc it takes."""
    def read(comparison):
        median(comparison, kind), median(comparison, kind, engine)
        ratio, low, high = comparison.ratio(kind, engine)
        return ratio, f"[{times(low)}, {times(high)}]"
    return read


def over_simdjson(*comparisons):
    """The worst of them."""
    ratio, fields = max((median(c, "json") / median(c, "parse"), c.corpus["size"]) for c in comparisons)
    return ratio, f"({fields} fields)"


def fact(comparison, key, engine="polc"):
    if key not in comparison.facts.get(engine, {}):
        raise NotRun(comparison.absence(engine))
    return comparison.facts[engine][key]


def most(key):
    def read(*comparisons):
        figure, name = max((fact(c, key), c.corpus["name"]) for c in comparisons)
        return figure, f"({name})"
    return read


def opened(key):
    """The median over both of polc's engines, each of which opens each text once."""
    def read(*comparisons):
        figure, parsed = (statistics.median(fact(c, name, engine) for c in comparisons for engine in ("polc", "polc_reasons")) for name in (key, "parse_ms"))
        return figure, f"(the parse {parsed:,.0f} ms of it)"
    return read


def prepared(engine):
    """What a peer takes to prepare the same policy, over polc's time from text to where it can decide."""
    return lambda *comparisons: (statistics.median(fact(c, "parse_ms", engine) for c in comparisons)
                                 / statistics.median(fact(c, "first_decision_ms") for c in comparisons))


def checked(*comparisons):
    return statistics.median(c.corpus["text_bytes"] / fact(c, "first_decision_ms") / 1e3 for c in comparisons)


def per_rule(key):
    return lambda larger, smaller: (fact(larger, key) / larger.corpus["rules"]) / (fact(smaller, key) / smaller.corpus["rules"])


def published(read):
    """`read`: what a publisher of bundles gave, and what the reader saw where nothing was published."""
    def with_baseline(comparison):
        if "bundle" not in comparison.publishing:
            raise NotRun("not run")
        return read(comparison.publishing["bundle"], comparison.publishing["nothing"])
    return with_baseline


def gains(worst):
    def read(*comparisons):
        found = sorted((c.gain(), c.corpus["name"]) for c in comparisons if c.threads[1])
        if not found:
            raise NotRun("not run")
        if worst:
            return found[0][0], f"({found[0][1]})"
        return statistics.median(gain for gain, _ in found), f"(of {len(found)})"
    return read
