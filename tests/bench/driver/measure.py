"""Lets engines agree on every decision of a corpus, then times them in turns."""
import json
import random
import statistics
import subprocess
from pathlib import Path

from .engines import Refused, Served

LEAST = 1000  # requests in a batch, where they fit into its time
CLASSES = ("typed", "batched", "strings", "strings_batched", "json", "parse")
PUBLISHERS = ("nothing", "bundle", "changes")


class Disagreement(Exception):
    pass


class Comparison:
    """What one corpus gave: facts, times and refusals by engine."""

    def __init__(self, corpus: Path):
        self.corpus = json.loads((corpus / "corpus.json").read_text())
        self.facts, self.decided, self.refused = {}, {}, {}
        self.times = {}  # (class, engine) -> nanoseconds a decision, one figure a round
        self.threads = {1: [], 2: []}  # decisions a second, one figure a round
        self.counts = {}  # (class, engine) -> requests in a batch
        self.publishing = {}  # how the publisher works -> what the reader saw meanwhile
        self.too_large = {}  # engine -> "above 1,000 rules"
        self.request_bytes = (corpus / "requests.jsonl").stat().st_size / self.corpus["requests"] - 1

    def median(self, kind, engine):
        return statistics.median(self.times[kind, engine])

    def lacks(self, engine):
        """Whether the corpus has a form for it, and yet it was not run, or not to the end."""
        return engine in self.too_large or engine in self.refused

    def absence(self, engine):
        """Why there is no figure of it."""
        if engine in self.too_large:
            return f"not run {self.too_large[engine]}"
        return "refused" if engine in self.refused else "not run"

    def spread(self):
        """Between the quartiles of a figure's rounds, as a share of it: the median over all figures."""
        quartiles = [statistics.quantiles(figures, n=4) for figures in self.times.values() if len(figures) > 1]
        return statistics.median((upper - lower) / middle for lower, middle, upper in quartiles) if quartiles else 0

    def gain(self):
        """Of the second thread: the median over rounds of the quotient within a round."""
        return statistics.median(two / one for one, two in zip(self.threads[1], self.threads[2]))

    def ratio(self, kind, engine, base="polc"):
        """Of the medians, engine over base, and its 95 % interval: rounds drawn anew, both engines alike."""
        mine, theirs = self.times[kind, base], self.times[kind, engine]
        rng = random.Random(1)
        drawn = []
        for _ in range(2000):
            rounds = rng.choices(range(len(mine)), k=len(mine))
            drawn.append(statistics.median(theirs[i] for i in rounds) / statistics.median(mine[i] for i in rounds))
        drawn.sort()
        return statistics.median(theirs) / statistics.median(mine), drawn[50], drawn[1949]


def agree(served, corpus: Path, folder: Path, seconds):
    """How many requests it decided, all of them as the reference does."""
    file = folder / f"{corpus.name}.{served.kind.name}.decisions"
    decided = served.decide(file, seconds)
    expected = (corpus / "expected.txt").read_text().split()
    got = file.read_text().split()
    for number, (mine, reference) in enumerate(zip(got, expected)):
        if mine != reference:
            raise Disagreement(f"request {number}: {mine}, the reference says {reference}")
    return decided


def compare(corpus: Path, kinds, folder: Path, tool: Path, rounds, batch_seconds, agree_seconds, say=print):
    """`folder`: where the engines write; `tool`: polc, which says what its directory weighs."""
    result = Comparison(corpus)
    running = []
    try:
        for kind in kinds:
            open_one(result, running, kind, corpus, folder, agree_seconds, say)
        for request_class in CLASSES:
            time_class(result, running, request_class, rounds, batch_seconds, say)
        for served in running:
            if served.kind.name == "polc":
                time_threads(result, served, rounds, batch_seconds)
                if result.corpus["workload"] == "W8":
                    time_publishing(result, served, rounds * batch_seconds)
    finally:
        for served in running:
            served.close()
    if result.corpus["workload"].startswith("W6"):
        weigh_directory(result, corpus, tool, say)
    return result


def weigh_directory(result, corpus, tool, say):
    """By `polc bench`, of one request only."""
    if "polc" not in result.facts:
        return
    with (corpus / "requests.jsonl").open() as requests:
        asked = requests.readline()
    command = [tool, "bench", corpus / "contract", "--directory", corpus / "directory.json", "--requests", "-", "--engine", "interp", "--threads", "1"]
    done = subprocess.run([*command, "--format", "json"], input=asked, capture_output=True, text=True)
    if done.returncode == 0:
        result.facts["polc"]["directory_bytes_per_entity"] = json.loads(done.stdout)["directory_bytes_per_entity"]
    else:
        say(f"   polc bench: {done.stderr.strip()}")


def open_one(result, running, kind, corpus, folder, agree_seconds, say):
    if kind.form and not (corpus / kind.form).exists():
        return
    if result.corpus["rules"] > kind.largest:
        result.too_large[kind.name] = f"above {kind.largest:,} rules"
        return
    if result.corpus["entities"] > kind.largest_directory:
        result.too_large[kind.name] = f"above {kind.largest_directory:,} entities"
        return
    try:
        served = Served(kind, corpus, folder / "log.txt")
        running.append(served)
        result.decided[kind.name] = agree(served, corpus, folder, agree_seconds)
        result.facts[kind.name] = served.facts
    except (Refused, Disagreement) as error:
        if running and running[-1].kind == kind:
            running.pop().close()
        result.refused[kind.name] = ("disagrees, not timed: " if isinstance(error, Disagreement) else "") + str(error)
        say(f"   {kind.name}: {result.refused[kind.name]}")


def time_class(result, running, request_class, rounds, seconds, say):
    """The first round warms up and finds how many requests fill a batch; the others are kept. Who does not answer is left out."""
    rng = random.Random(result.corpus["name"])

    def able():
        return [s for s in running if request_class in s.facts["classes"]]

    def time_one(served, count, seed, longest):
        try:
            return served.batch(request_class, count, seed, longest)
        except Refused as error:
            leave_out(result, running, served, request_class, error, say)
            return None

    for served in able():
        if warm := time_one(served, LEAST, 1, seconds * 5):
            result.counts[request_class, served.kind.name] = max(min(LEAST, warm["count"]), int(seconds * 1e9 / warm["ns"]))
    for number in range(rounds):
        for served in rng.sample(able(), len(able())):
            if figure := time_one(served, result.counts[request_class, served.kind.name], number + 2, seconds * 20):
                result.times.setdefault((request_class, served.kind.name), []).append(figure["ns"])


def leave_out(result, running, served, request_class, why, say):
    running.remove(served)
    served.close()
    result.times.pop((request_class, served.kind.name), None)
    result.refused[served.kind.name] = f"{request_class}: {why}"
    say(f"   {served.kind.name}: {result.refused[served.kind.name]}")


def time_threads(result, served, rounds, seconds):
    for _ in range(rounds):
        for count, figures in result.threads.items():
            figures.append(served.threads(count, seconds))


def time_publishing(result, served, seconds):
    """The baseline first; a decision that is lost or wrong is a disagreement like any other."""
    for kind in PUBLISHERS:
        if kind == "bundle" and result.corpus["size"] == 0:
            continue  # there is no other version of the contract
        seen = served.publish(kind, seconds)
        if seen["lost"] or seen["wrong"]:
            result.refused["polc"] = f"publishing, {kind}: {seen['lost']} decisions lost, {seen['wrong']} wrong"
        result.publishing[kind] = seen
