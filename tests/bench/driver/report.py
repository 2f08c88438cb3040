"""The comparisons as a page of tables, and plots beside it."""
import platform
import statistics
import subprocess
from collections import defaultdict

from . import plot
from .markup import table, times
from .measure import CLASSES
from .opening import left_out, reached

TITLES = {"typed": "T: prepared requests", "batched": "T: prepared requests, 64 a call", "strings": "S: identifiers as strings", "strings_batched": "S: identifiers as strings, 64 a call",
          "json": "J: text of the request to decision",
          "parse": "floor of J: simdjson reads the text, and nothing else"}
SIZES = {"W1": "entities of each type", "W2": "rules", "W3": "roles and assignments", "W4": "rules", "W5": "fields in the context",
         "W6": "entities", "W6 depth": "groups in a chain", "W8": "amendments", "W10": "rules"}
FACTS = (("parse_ms", "parse (OPA, Casbin, cel-go, SAPL: prepare)"), ("validate_ms", "validate"), ("first_decision_ms", "text to interpreter"),
         ("optimised_ms", "text to optimised code"), ("directory_ms", "directory"))
HEAD = """# Benchmarks

`tools/bench` wrote this page: polc and its peers over the same corpora, on one machine, each corpus in one interleaved run. Each engine decided every
request of a corpus (a slow one as many as it could in {agree:g} s) as an independent reference in Python does, or it was not timed. Requests
come in an order that is shuffled anew whenever all were asked. Engines are prepared and warm; no decision is cached unless its row says so.
A figure is the median over {rounds} rounds, in which the engines take turns in random order; "x" is how many times as long as polc
the peer takes, with the 95 % interval of that ratio in brackets. `tests/bench/README.md` says what the corpora are, `docs/speed.md` where the time goes.

{machine}

{missing}"""


def machine(busy):
    with open("/proc/cpuinfo") as info:
        model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), platform.machine())
        info.seek(0)
        cores = sum(line.startswith("processor") for line in info)
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    return f"Machine: {model}, {cores} cores, Linux {platform.release()}; load before the run {busy}. Commit {commit or 'unknown'}."


def base_of(comparison, request_class):
    """polc's outcome alone; its decision in full where requests cannot be asked by name; nothing where it has neither."""
    return next((e for e in ("polc", "polc_reasons") if (request_class, e) in comparison.times), None)


def cell(comparison, request_class, engine):
    if (request_class, engine) not in comparison.times:
        return comparison.absence(engine) if comparison.lacks(engine) else ""
    text = plot.human(comparison.median(request_class, engine))
    base = base_of(comparison, request_class)
    if engine not in ("polc", "polc_reasons") and base:
        ratio, low, high = comparison.ratio(request_class, engine, base)
        text += f" = {times(ratio)}x [{times(low)}, {times(high)}]"
    return text


def classes_of(comparisons):
    """The classes that an engine answers, as far as it was opened on any corpus of the run."""
    found = defaultdict(set)
    for comparison in comparisons:
        for engine, facts in comparison.facts.items():
            found[engine].update(facts["classes"])
    return found


def decisions(comparisons, kinds, classes):
    """One table a class: rows are engines, columns corpora. An engine that was not run on these, or not to the end, has its row, too."""
    parts = []
    for request_class in CLASSES:
        present = [k for k in kinds if any((request_class, k.name) in c.times or (request_class in classes[k.name] and c.lacks(k.name)) for c in comparisons)]
        if present:
            head = [TITLES[request_class], *(f"{c.corpus['size']:,}, {c.corpus['requests']:,} requests" for c in comparisons)]
            parts.append(table(head, [[k.title, *(cell(c, request_class, k.name) for c in comparisons)] for k in present]))
    return parts


def preparation(comparisons, kinds):
    rows = []
    for comparison in comparisons:
        for kind in kinds:
            facts = comparison.facts.get(kind.name)
            if facts:
                rows.append([f"{comparison.corpus['size']:,}", kind.title, *(f"{facts[key]:,.1f}" if key in facts else "" for key, _ in FACTS),
                             f"{facts['resident_bytes'] / 1e6:,.0f}", facts["returns"]])
            elif kind.name in comparison.too_large:
                rows.append([f"{comparison.corpus['size']:,}", kind.title, comparison.absence(kind.name), *[""] * (len(FACTS) + 1)])
    return table(["size", "engine", *(f"{title}, ms" for _, title in FACTS), "resident, MB", "returns"], rows)


def notes(comparisons, kinds):
    lines = []
    for c in comparisons:
        d = c.corpus
        fewer = {k.title: c.decided[k.name] for k in kinds if c.decided.get(k.name, d["requests"]) < d["requests"]}
        lines.append(f"* {d['name']}: {d['rules']:,} rules ({d['text_bytes'] / 1e6:.3g} MB of polc's text), {d['entities']:,} entities, {d['distinct']:,} distinct requests of {d['requests']:,}, "
                     f"{100 * d['allowed']:.0f} % allowed." + (f" {d['notes']}" if d["notes"] else ""))
        lines.append(f"  Between quartiles, a figure's rounds differ by {100 * c.spread():.0f} % of it, the median of all figures.")
        if "directory_bytes_per_entity" in c.facts.get("polc", {}):
            lines.append(f"  polc's directory takes {c.facts['polc']['directory_bytes_per_entity']:.0f} bytes of heap an entity, its texts included.")
        lines.extend(f"  {title} was checked on {count:,}." for title, count in fewer.items())
        lines.extend(f"  {k.title}: {c.refused[k.name]}." for k in kinds if k.name in c.refused)
    return "\n".join(lines) + "\n"


def size_of(workload):
    return SIZES.get(workload) or SIZES[workload.split()[0]]


def threads(comparisons):
    """W9, of every corpus."""
    rows = []
    for c in comparisons:
        one, two = c.threads[1], c.threads[2]
        if one:
            rows.append([c.corpus["name"], f"{statistics.median(one) / 1e6:.3g}", f"{statistics.median(two) / 1e6:.3g}", f"{c.gain():.2f}"])
    return "## W9\n\n" + table(["polc, prepared requests", "1 thread, million a second", "2 threads", "gain"], rows)


PUBLISHERS = {"nothing": "nothing: the baseline", "bundle": "swaps the bundles with and without the last amendment",
              "changes": "applies changes to the directory, swaps it in"}
PUBLISHING = """### Publishing under read load

One thread decides without pause (text of the request to decision), another publishes, pauses for 1 ms, and publishes again. Each decision is compared with the
interpreter's for the bundle and directory that the reader saw. A stall is what one round of the reader (the decision, its comparison, the clock) takes beyond the
median; "running" leaves out rounds in which the system took the processor away, which it does without publishing, too. To build what is swapped in takes "text
to optimised code" and "directory" of the table above.
"""


def band_titles(bounds):
    shown = [plot.human(bound) for bound in bounds]
    return [f"stalls below {shown[0]}", *(f"to {bound}" for bound in shown[1:]), "longer"]


def publishing(comparisons):
    """Of a workload; nothing where none of its corpora was published under load."""
    seen = [(c.corpus["size"], kind, found) for c in comparisons for kind, found in c.publishing.items()]
    if not seen:
        return []
    milliseconds = [(key, f"{name} {share}, ms") for name in ("publish", "apply") for share, key in (("p50", f"{name}_p50_ms"), ("p99", f"{name}_p99_ms"))]
    rows = [[f"{size:,}", PUBLISHERS[kind], f"{found['published']:,}", *(f"{found[key]:.4f}" if key in found else "" for key, _ in milliseconds),
             f"{found['decisions']:,}", f"{found['lost']:,}", f"{found['wrong']:,}", plot.human(found["median_ns"]), plot.human(found["p999_ns"]),
             *(plot.human(found[key]) if key in found else "" for key in ("first_p50_ns", "first_p99_ns")), f"{found['stall_us']:,.1f}", f"{found['stall_running_us']:,.1f}"] for size, kind, found in seen]
    head = ["size", "the publisher", "published", *(title for _, title in milliseconds), "decisions", "lost", "wrong", "median", "p99.9", "first after a publication, p50", "p99", "longest stall, µs", "running, µs"]
    bands = [[f"{size:,}", PUBLISHERS[kind], *(f"{count:,}" for count in found["bands"]), f"{found['switched']:,}"] for size, kind, found in seen]
    return [PUBLISHING, table(head, rows), table(["size", "the publisher", *band_titles(seen[0][2]["bands_ns"]), "processor taken away"], bands)]


def curves(comparisons, kinds):
    found = {}
    for kind in kinds:
        for request_class in ("typed", "strings"):
            points = [(c.corpus["size"], c.median(request_class, kind.name)) for c in comparisons
                      if (request_class, kind.name) in c.times and c.corpus["size"] > 0]  # a logarithmic axis has no zero
            if points:
                found[kind.title] = points
                break
    return found


def write(folder, comparisons, kinds, missing, unreached, rounds, agree, busy):
    folder.mkdir(parents=True, exist_ok=True)
    by_workload = defaultdict(list)
    for comparison in comparisons:
        by_workload[comparison.corpus["workload"]].append(comparison)
    classes = classes_of(comparisons)
    parts = [HEAD.format(rounds=rounds, agree=agree, machine=machine(busy), missing=left_out(missing, unreached, comparisons)), *reached(comparisons)]
    for workload, group in by_workload.items():
        group.sort(key=lambda c: (c.corpus["size"], c.corpus["requests"]))
        parts.append(f"## {workload}\n\nSize: {size_of(workload)}.\n")
        drawn = [c for c in group if c.corpus["requests"] == max(x.corpus["requests"] for x in group if x.corpus["size"] == c.corpus["size"])
                 or c.corpus["requests"] == 4096]
        if len({c.corpus["size"] for c in drawn}) > 1:
            name = f"benchmarks_{workload.lower().replace(' ', '_')}.svg"
            (folder / name).write_text(plot.svg(f"{workload}: a decision", size_of(workload), curves(drawn, kinds)))
            parts.append(f"![{workload}]({name})\n")
        parts.extend([*decisions(group, kinds, classes), preparation(group, kinds), notes(group, kinds), *publishing(group)])
    parts.append(threads(comparisons))
    (folder / "benchmarks.md").write_text("\n".join(parts))
