"""Writes the corpora of some workloads: generate.py FOLDER [--quick|--large] [--only W1,W2]. Prints the folders, a line each."""
import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from corpora import adversarial, amended, directories, gdrive, github, hospital, json_requests, predicates, roles, tinytodo  # noqa: E402

REQUESTS = 4096
GENERATOR = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()
QUICK, FULL, LARGE = range(3)



def series(workload, name, module, levels, requests=REQUESTS, **also):
    """A corpus for each size: (workload, the least run that has it, name, what makes it)."""
    return [(workload, level, name.format(size, requests), lambda size=size: module.corpus(size, requests, **also)) for size, level in levels.items()]


APPS = {5: QUICK, 10: FULL, 20: FULL, 50: QUICK, 500: FULL, 5_000: FULL, 50_000: LARGE}
SIZES = {10: FULL, 100: FULL, 1_000: QUICK, 10_000: FULL, 100_000: FULL, 1_000_000: LARGE}


def hospitals(levels, requests=REQUESTS):
    return [("W2", level, f"w2_hospital_{33 * departments + 5}_{requests}", lambda departments=departments: hospital.corpus(departments, requests))
            for departments, level in levels.items()]


CORPORA = [
    *series("W1", "w1_gdrive_{}_{}", gdrive, APPS),
    *series("W1", "w1_github_{}_{}", github, APPS),
    *series("W1", "w1_tinytodo_{}_{}", tinytodo, APPS),
    *hospitals({1: QUICK, 30: QUICK, 300: FULL, 3_000: LARGE, 30_000: LARGE}),
    *hospitals({300: FULL}, 500),
    *hospitals({300: FULL}, 65_536),
    *[("W3", level, f"w3_roles_{11 * count}_{REQUESTS}", lambda count=count: roles.corpus(count, REQUESTS))
      for count, level in {100: QUICK, 1_000: FULL, 10_000: FULL, 100_000: LARGE}.items()],
    *series("W4", "w4_predicates_{}_{}", predicates, {10: QUICK, 100: FULL, 200: FULL, 1_000: FULL, 10_000: LARGE}),
    *series("W4", "w4_known_{}_{}", predicates, {2: FULL, 5: FULL, 10: QUICK, 100: FULL, 200: FULL, 1_000: FULL, 10_000: FULL}, known=True),
    *series("W5", "w5_json_{}_{}", json_requests, {5: FULL, 10: FULL, 20: QUICK, 50: FULL, 100: FULL, 500: FULL}),
    *series("W6", "w6_uniform_{}_{}", directories, SIZES, 65_536),
    *series("W6", "w6_zipf_{}_{}", directories, SIZES, 65_536, zipf=True),
    *[("W6", FULL, f"w6_depth_{depth}_{REQUESTS}", lambda depth=depth: directories.corpus(10_000, REQUESTS, depth)) for depth in (1, 4, 8, 16, 32)],
    *series("W8", "w8_amended_{}_{}", amended, {0: FULL, 1: FULL, 10: FULL, 100: FULL, 1_000: LARGE}),
    *series("W10", "w10_adversarial_{}_{}", adversarial, {10: FULL, 100: QUICK, 1_000: FULL, 10_000: LARGE}),
]


def made_by(folder):
    """The digest of the modules that made it; nothing where it is not there or not whole."""
    try:
        return json.loads((folder / "corpus.json").read_text())["generator"]
    except (OSError, KeyError):
        return None


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
        if made_by(options.folder / name) != GENERATOR:
            corpus = make()
            assert corpus.name == name, (corpus.name, name)
            shutil.rmtree(options.folder / name, ignore_errors=True)
            corpus.write(options.folder / name, GENERATOR)
        print(options.folder / name, flush=True)


if __name__ == "__main__":
    main()
