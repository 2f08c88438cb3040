"""tools/bench after the build: corpora, peers, agreement, times, the page."""
import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
from driver import kept, measure, peers, report  # noqa: E402


def options():
    parser = argparse.ArgumentParser(prog="tools/bench", description="Compares polc with its peers on this machine.")
    parser.add_argument("--quick", action="store_true", help="small corpora, few rounds, and only peers that were installed before")
    parser.add_argument("--large", action="store_true", help="also the sizes that take minutes to generate or to compile")
    parser.add_argument("--only", default="", metavar="W2,W5", help="these workloads")
    parser.add_argument("--output", type=Path, help="where page and plots go: docs after a whole run, else build/bench/report")
    parser.add_argument("--resume", action="store_true", help="take over the corpora that an earlier run of the same programs finished")
    parser.add_argument("--minutes", type=float, help="begin no corpus after so long; the page says what was not reached")
    parser.add_argument("--agree", type=float, default=60, metavar="SECONDS", help="so long a slow engine may decide before it is timed; 60")
    parser.add_argument("--rounds", type=int, help="11, or 5 where it is quick")
    parser.add_argument("--build", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.build, chosen.work = chosen.build.resolve(), chosen.work.resolve()  # clients are run in other folders
    return chosen


def corpora(chosen):
    command = [sys.executable, str(HERE / "corpora/generate.py"), str(chosen.work / "corpora"), "--only", chosen.only]
    command += ["--quick"] * chosen.quick + ["--large"] * chosen.large
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [Path(line) for line in made.split()]


def main():
    chosen = options()
    busy = Path("/proc/loadavg").read_text().split()[0]
    rounds = chosen.rounds or (5 if chosen.quick else 11)
    kinds, missing = peers.engines(chosen.build, chosen.work / "peers", install=not chosen.quick)
    for title, why in missing.items():
        print(f"without {title}: {why}")
    batch_seconds = 0.05 if chosen.quick else 0.2
    tool = chosen.build / "polc"
    key = kept.key_of([*(kind.command[0] for kind in kinds), tool], rounds, batch_seconds, chosen.agree)
    comparisons, unreached, wrong, began = [], [], 0, time.monotonic()
    for corpus in corpora(chosen):
        print(f"== {corpus.name}", flush=True)
        result = kept.load(chosen.work / "kept", key, corpus) if chosen.resume else None
        if not result and chosen.minutes and time.monotonic() - began > 60 * chosen.minutes:
            unreached.append(json.loads((corpus / "corpus.json").read_text()))
            continue
        if not result:
            result = measure.compare(corpus, kinds, chosen.work, tool, rounds, batch_seconds, chosen.agree)
            kept.save(chosen.work / "kept", key, corpus, result)
        wrong += "polc" in result.refused
        for request_class, engine in result.times:
            print(f"   {request_class:8}{engine:15}{report.cell(result, request_class, engine)}", flush=True)
        comparisons.append(result)
    whole = not (chosen.quick or chosen.only)
    output = chosen.output or (HERE.parent.parent / "docs" if whole else chosen.work / "report")
    report.write(output, comparisons, kinds, missing, unreached, rounds, chosen.agree, busy)
    print(f"\nwritten: {output / 'benchmarks.md'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
