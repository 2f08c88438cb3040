#!/usr/bin/env python3
"""Compares what `polc cases` does not: effects and entities of reasons, set_aside, causes in errors, obligations whole.

details.py POLC FOLDER [options of eval, as --engine jit]. FOLDER/details.json maps a case's id to what is compared:
  reasons         "EFFECT CLAUSE ENTITY", all of them, in order
  amendments      those that the reasons cite, null for the contract itself
  set_aside       "EFFECT CLAUSE by CLAUSE", all of them, in order
  errors          "CODE", "CODE ENTITY" or "CODE ENTITY PATH" (- where there is none), all of them, in order
  obligations     objects that each obligation must contain, all of them, in order
  findings        messages, or objects that each finding must contain, all of them, in order
  contract_state  the word
A case that is not listed, or lists no such key, has: reasons of its outcome's effect upon its resource, and the lists empty.
What the reference leaves open is null here: it is not compared.
"""
import json
import pathlib
import subprocess
import sys

polc, folder, options = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]


def uid(entity):
    return f"{entity['type']}::{entity['id']}" if entity else "-"


def run(command, known, text):
    line = [polc, command, str(folder), "--directory", str(folder / "directory.json"), "--format", "json"]
    line += ["--known", str(known)] if known is not None else []
    line += ["--request", "-"] + (["--stream"] if command == "eval" else []) + options
    done = subprocess.run(line, input=text, capture_output=True, text=True)
    if done.returncode not in (0, 3, 4):
        sys.exit(f"{' '.join(line)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return [json.loads(answer) for answer in done.stdout.splitlines()]


def answers(cases):
    """Pairs of a case and its decision: accesses in one stream for each `known`, standings one by one."""
    for known in dict.fromkeys(case.get("known") for case in cases):
        asked = [case for case in cases if "request" in case and case.get("known") == known]
        if asked:
            text = "".join(json.dumps(case["request"]) + "\n" for case in asked)
            got = run("eval", known, text)
            assert len(got) == len(asked)
            yield from zip(asked, got)
    for case in cases:
        if "standing" in case:
            yield case, run("standing", case.get("known"), json.dumps(case["standing"]))[0]


def wanted(case, detail):
    expect = case["expect"]
    entity = uid(case["request"]["resource"] if "request" in case else case["standing"]["entity"])
    reasons = [f"{expect['outcome']} {clause} {entity}" for clause in expect["reasons"]]
    return {"reasons": reasons, "set_aside": [], "errors": [], "findings": []} | detail


def shown(decision):
    return {
        "reasons": [f"{r['effect']} {r['clause']} {uid(r['entity'])}" for r in decision["reasons"]],
        "amendments": [r["amendment"] for r in decision["reasons"]],
        "set_aside": [f"{s['effect']} {s['clause']} by {s['by']}" for s in decision["set_aside"]],
        "errors": [f"{e['code']} {uid(e['entity'])} {e['path'] or '-'}" for e in decision["errors"]],
        "findings": decision["findings"],
        "contract_state": decision["contract_state"],
        "obligations": decision["obligations"],
    }


def fits(key, want, got):
    if want is None:
        return True
    if key == "findings":
        want = [{"message": w} if isinstance(w, str) else w for w in want]
    if key in ("obligations", "findings"):
        return len(want) == len(got) and all(w.items() <= g.items() for w, g in zip(want, got))
    if key == "errors":
        return len(want) == len(got) and all(f"{g} ".startswith(f"{w} ") for w, g in zip(want, got))
    return want == got


def main():
    cases = json.loads((folder / "cases.json").read_text())
    details = json.loads((folder / "details.json").read_text())
    unknown = details.keys() - {case["id"] for case in cases}
    failed = [f"FAILED {folder.name}: details.json names no case: {name}" for name in sorted(unknown)]
    for case, decision in answers(cases):
        got = shown(decision)
        for key, want in wanted(case, details.get(case["id"], {})).items():
            if not fits(key, want, got[key]):
                failed.append(f"FAILED {folder.name}: {case['id']}: {key}\n  expected  {want}\n  got       {got[key]}")
    print("\n".join(failed + [f"{len(cases)} cases compared, {len(failed)} differences"]))
    return 1 if failed else 0


sys.exit(main())
