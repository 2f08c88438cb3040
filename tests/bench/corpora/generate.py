"""Writes the corpora of some workloads: generate.py FOLDER [--quick|--large] [--only W1,W2]. Prints the folders, a line each."""
import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from corpora import gdrive, github, hospital, tinytodo  # noqa: E402

REQUESTS = 4096
QUICK, FULL, LARGE = range(3)

# workload, how large a run has it, name, what makes it
CORPORA = [
    *((f"W1", QUICK if size in (5, 50) else FULL if size < 50_000 else LARGE, f"w1_{module.__name__.split('.')[-1]}_{size}_{REQUESTS}",
       lambda module=module, size=size: module.corpus(size, REQUESTS))
      for module in (gdrive, github, tinytodo) for size in (5, 10, 20, 50, 500, 5_000, 50_000)),
    *(("W2", level, f"w2_hospital_{33 * departments + 5}_{count}", lambda departments=departments, count=count: hospital.corpus(departments, count))
      for level, departments, count in (
          (QUICK, 1, REQUESTS), (QUICK, 30, REQUESTS), (FULL, 300, REQUESTS), (FULL, 300, 500), (FULL, 300, 65_536),
          (LARGE, 3_000, REQUESTS), (LARGE, 30_000, REQUESTS))),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    level = QUICK if options.quick else LARGE if options.large else FULL
    only = set(filter(None, options.only.split(",")))
    for workload, least, name, make in CORPORA:
        if least > level or (only and workload not in only):
            continue
        if not (options.folder / name / "corpus.json").exists():
            corpus = make()
            assert corpus.name == name, (corpus.name, name)
            corpus.write(options.folder / name)
        print(options.folder / name, flush=True)


if __name__ == "__main__":
    main()
