"""W6: two rules over directories of growing size; who is asked about is uniform or follows Zipf, and groups nest from 1 to 32 deep."""
from itertools import accumulate

from . import cedar
from .corpus import HEADER, Corpus, Request, Uid, closure, draw, entity, generator

POL = """registered entity Team in Team
registered entity User in Team
registered entity Document { team: Team  public: Bool = false }
action read, write on Document

permission documents {
  allow u: User to read, write on d: Document where u in d.team
  allow User to read on d: Document where d.public
}
"""

CEDAR = """permit (principal, action, resource) when { principal in resource.team };
permit (principal, action == Action::"read", resource) when { resource.public };
"""

SCHEMA = cedar.schema({"Team": (["Team"], {}), "User": (["Team"], {}), "Document": ([], {"team": cedar.entity("Team"), "public": cedar.boolean()})},
                      {a: (["User"], ["Document"], {}) for a in ("read", "write")})

REGO = """package bench

import rego.v1

default allow := false

document := data.documents[input.resource]

allow if data.closure[input.subject][document.team]

allow if {
\tinput.action == "read"
\tdocument.public
}
"""


class Directory:
    """A tenth teams, in chains of `depth`, at least two of them; half users, each in the last of a chain; the others documents."""

    def __init__(self, size, depth):
        rng = generator("directories", size, depth)
        chains = max(2, size // 10 // depth)  # with one, everybody may do everything
        teams = [[Uid("Team", f"t{c}_{level}") for level in range(depth)] for c in range(chains)]
        self.users = [Uid("User", f"u{i}") for i in range(max(2, size // 2))]
        self.documents = [Uid("Document", f"d{i}") for i in range(max(2, size - size // 2 - chains * depth))]
        self.parents = {team: chain[level - 1:level] for chain in teams for level, team in enumerate(chain)}
        self.chain = {user: rng.randrange(chains) for user in self.users}
        self.parents.update((user, [teams[self.chain[user]][-1]]) for user in self.users)
        self.team, self.of_chain = {}, {}
        for document in self.documents:
            chain = rng.randrange(chains)
            self.team[document] = rng.choice(teams[chain])
            self.of_chain.setdefault(chain, []).append(document)
        self.public = {d for d in self.documents if rng.random() < 0.05}
        self.member = closure(self.parents)

    def decide(self, request):
        return self.team[request.resource] in self.member[request.subject] or (request.action == "read" and request.resource in self.public)


def chooser(values, zipf):
    if not zipf:
        return lambda rng: rng.choice(values)
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(values))))
    return lambda rng: rng.choices(values, cum_weights=weights)[0]


def corpus(size, count, depth=2, zipf=False):
    directory = Directory(size, depth)
    user, document = chooser(directory.users, zipf), chooser(directory.documents, zipf)

    def any_request(rng):
        return Request(user(rng), rng.choice(["read", "write"]), document(rng))

    def likely_request(rng):
        who = user(rng)
        return Request(who, rng.choice(["read", "write"]), rng.choice(directory.of_chain.get(directory.chain[who], directory.documents)))

    requests, expected = draw(generator("directories requests", size, depth, zipf), count, directory.decide, any_request, likely_request)
    entities = [entity(uid, {}, parents) for uid, parents in directory.parents.items()]
    entities += [entity(d, {"team": directory.team[d].json(), "public": d in directory.public}) for d in directory.documents]
    store = {"closure": {u.id: {t.id: True for t in directory.member[u]} for u in directory.users},
             "documents": {d.id: {"team": directory.team[d].id, "public": d in directory.public} for d in directory.documents}}
    kind = "zipf" if zipf else "uniform"
    label = f"W6 {kind}" if depth == 2 else "W6 depth"
    name = f"w6_{kind}_{size}_{count}" if depth == 2 else f"w6_depth_{depth}_{count}"
    return Corpus(name, label, size if depth == 2 else depth, 2, HEADER.format(name="directories") + POL, entities, requests, expected,
                  cedar=(CEDAR, SCHEMA), rego=(REGO, store, [{"subject": r.subject.id, "action": r.action, "resource": r.resource.id} for r in requests]))
