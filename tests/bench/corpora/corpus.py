"""A corpus on disk: one policy over one directory, in the form of every engine, with the decisions that each must give.

    corpus.json       name, workload, sizes, share of allows
    contract/         polc's text
    directory.json    entities (Cedar's entity format; read by polc, too)
    requests.jsonl    AuthZEN requests, one a line
    expected.txt      the reference's decision on each: allow or deny
    cedar/            policies.cedar, schema.json
    rego/             policy.rego, data.json (the store), inputs.jsonl (data that OPA takes as input)
    casbin/           model.conf, policy.csv, requests.csv
    cel/              expressions.json, inputs.jsonl
    sapl/             policies.json (a list of documents), variables.json, subscriptions.jsonl, options.json (of its compiler)

A peer without a folder has no form of that policy.
"""
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

NOW = "2026-03-05T10:00:00Z"
SEED = 42
ALLOWED = 0.4  # the share of allows that requests are drawn for

HEADER = """contract bench.{name}
  between provider "Provider", client "Client"
  effective 2026-01-01 until 2028-01-01
  zone "Etc/UTC"

"""


@dataclass(frozen=True)
class Uid:
    type: str
    id: str

    def json(self):
        return {"type": self.type, "id": self.id}

    def __str__(self):
        return f'{self.type}::"{self.id}"'


@dataclass(frozen=True)
class Request:
    subject: Uid
    action: str
    resource: Uid
    context: tuple = ()  # pairs of name and value, sorted


@dataclass
class Corpus:
    name: str
    workload: str
    size: int
    rules: int
    contract: str
    entities: list
    requests: list
    expected: list
    amendments: list = field(default_factory=list)
    described: dict = field(default_factory=dict)  # Uid: properties that the request brings along
    cedar: tuple = None  # policies, schema
    rego: tuple = None  # policy, data, inputs
    casbin: tuple = None  # model, policy, requests
    cel: tuple = None  # expressions, inputs
    sapl: tuple = None  # policies, variables, subscriptions, options
    notes: str = ""

    def describe(self):
        return {
            "name": self.name, "workload": self.workload, "size": self.size, "rules": self.rules,
            "entities": len(self.entities), "requests": len(self.requests),
            "distinct": len(set(self.requests)), "text_bytes": sum(map(len, [self.contract, *self.amendments])),
            "allowed": round(sum(self.expected) / len(self.expected), 4), "notes": self.notes,
        }

    def write(self, folder: Path, generator):
        put = Writer(folder)
        put.text("contract/contract.pol", self.contract)
        for number, text in enumerate(self.amendments, 1):
            put.text(f"contract/amendments/{number:03d}-part.pol", text)
        put.lines_of("directory.json", self.entities)
        put.lines("requests.jsonl", (dump(self.authzen(r)) for r in self.requests))
        put.lines("expected.txt", ("allow" if e else "deny" for e in self.expected))
        if self.cedar:
            put.text("cedar/policies.cedar", self.cedar[0])
            put.text("cedar/schema.json", dump(self.cedar[1]))
        if self.rego:
            put.text("rego/policy.rego", self.rego[0])
            put.text("rego/data.json", dump(self.rego[1]))
            put.lines("rego/inputs.jsonl", map(dump, self.rego[2]))
        if self.casbin:
            put.text("casbin/model.conf", self.casbin[0])
            put.lines("casbin/policy.csv", self.casbin[1])
            put.lines("casbin/requests.csv", self.casbin[2])
        if self.cel:
            put.text("cel/expressions.json", dump(self.cel[0]))
            put.lines("cel/inputs.jsonl", map(dump, self.cel[1]))
        if self.sapl:
            put.text("sapl/policies.json", dump(self.sapl[0]))
            put.text("sapl/variables.json", dump(self.sapl[1]))
            put.lines("sapl/subscriptions.jsonl", map(dump, self.sapl[2]))
            put.text("sapl/options.json", dump(self.sapl[3]))
        put.text("corpus.json", dump({**self.describe(), "generator": generator}))  # last: a folder that has it is whole

    def authzen(self, request):
        return {
            "subject": self.party(request.subject), "action": {"name": request.action},
            "resource": self.party(request.resource),
            "context": {"now": NOW, **dict(request.context)},
        }

    def party(self, uid):
        properties = self.described.get(uid)
        return uid.json() if properties is None else {**uid.json(), "properties": properties}


class Writer:
    def __init__(self, folder):
        self.folder = folder

    def open(self, path):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("w", encoding="utf-8")

    def text(self, path, text):
        with self.open(path) as out:
            out.write(text)

    def lines(self, path, lines):
        with self.open(path) as out:
            out.writelines(line + "\n" for line in lines)

    def lines_of(self, path, values):
        with self.open(path) as out:
            for i, value in enumerate(values):
                out.write((",\n" if i else "[\n") + dump(value))
            out.write("\n]\n" if values else "[]\n")


def dump(value):
    return json.dumps(value, separators=(",", ":"))


def entity(uid, attributes, parents=()):
    return {"uid": uid.json(), "attrs": attributes, "parents": [p.json() for p in parents]}


def closure(parents):
    """Uid -> the set of what it is a member of, itself included. `parents`: Uid -> parents, without cycles."""
    known = {}
    for start in parents:
        pending = [start]
        while pending:
            one = pending[-1]
            missing = [p for p in parents.get(one, ()) if p not in known]
            if one in known or not missing:
                pending.pop()
                if one not in known:
                    known[one] = {one}.union(*(known[p] for p in parents.get(one, ())))
            else:
                pending.extend(missing)
    return known


def draw(rng, count, decide, any_request, likely_request):
    """`count` requests, distinct as far as there are enough, ALLOWED of them allowed, in random order; and their decisions."""
    wanted = {True: round(count * ALLOWED), False: count - round(count * ALLOWED)}
    found = {True: [], False: []}
    seen = set()
    idle = 0
    while any(len(found[side]) < wanted[side] for side in wanted) and idle < 3_000:
        likely = len(found[True]) < wanted[True] and rng.random() < 0.8
        request = (likely_request if likely else any_request)(rng)
        idle += 1
        if request in seen:
            continue
        seen.add(request)
        side = decide(request)
        if len(found[side]) < wanted[side]:
            found[side].append(request)
            idle = 0
    for side, requests in found.items():
        if not requests:
            raise ValueError(f"no request that is {'allowed' if side else 'denied'}")
        requests.extend(rng.choices(requests, k=wanted[side] - len(requests)))
    pairs = [(r, side) for side, requests in found.items() for r in requests]
    rng.shuffle(pairs)
    return [r for r, _ in pairs], [side for _, side in pairs]


def generator(*parts):
    """Random numbers that depend on what they are for, and on nothing else."""
    return random.Random("/".join(map(str, (SEED, *parts))))
