"""What the page says before the workloads: what the run left out, and what it reached of the goals."""
from . import goals
from .markup import table

GOALS = """## Goals

What the project is to reach, and what polc reached in this run: medians, of outcomes alone. T, S and J are the classes of requests of the tables below, which
never mix; a corpus is named as in the notes there. A figure of two corpora compares what was timed one after the other, not in turns. That no decision allocates, and that
none costs more than `polc plan` prints, are tests of each build and no figures of this page.
"""


def reached(comparisons):
    rows = goals.rows(comparisons)
    met, missed = (sum(row[3].startswith(word) for row in rows) for word in ("met", "missed"))
    counted = f"Of {len(rows)} goals {met} are met and {missed} missed; {len(rows) - met - missed} have no figure in this run.\n"
    return [GOALS + "\n" + counted, table(["measured", "goal", "reached in this run", "met?", "corpora"], rows)]


def sizes(workload, unreached, corpora):
    """In a line; with the number of requests where the workload has corpora that differ in it."""
    several = len({c["requests"] for c in corpora if c["workload"] == workload}) > 1
    found = sorted((c["size"], c["requests"]) for c in unreached if c["workload"] == workload)
    return ", ".join(f"{size:,}" + (f" with {requests:,} requests" if several else "") for size, requests in found)


def left_out(missing, unreached, comparisons):
    """`missing`: engines and why. `unreached`: what the corpora hold that the run's time was over for; a line for each workload."""
    parts = []
    if missing:
        parts.append("What could not be had:\n\n" + "".join(f"* {title}: {why}; no ratio is given.\n" for title, why in missing.items()))
    corpora = [*unreached, *(c.corpus for c in comparisons)]
    lines = (f"* {workload}: {sizes(workload, unreached, corpora)}\n" for workload in dict.fromkeys(c["workload"] for c in unreached))
    if unreached:
        parts.append("Sizes that the run's time was over for:\n\n" + "".join(lines))
    return "\n".join(parts)
