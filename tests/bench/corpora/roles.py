"""W3: users in roles, a role reads one object; ten users a role, ten roles an object. Rules count assignments, too, as Casbin does."""
from . import cedar
from .corpus import HEADER, Corpus, Request, Uid, draw, entity, generator

SHARE = 10

CASBIN_MODEL = """[request_definition]
r = sub, obj, act

[policy_definition]
p = sub, obj, act

[role_definition]
g = _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
"""

REGO = """package bench

import rego.v1

default allow := false

allow if {
\tsome role in data.roles[input.subject]
\tdata.grants[role][input.resource][input.action]
}
"""

SCHEMA = cedar.schema({"Role": ([], {}), "User": (["Role"], {}), "Data": ([], {})},
                      {a: (["User"], ["Data"], {}) for a in ("read", "write")})


def decide(request):
    return request.action == "read" and int(request.subject.id[4:]) // SHARE // SHARE == int(request.resource.id[4:])


def pol(roles):
    items = "".join(f'  allow User in Role::"role{i}" to read on Data::"data{i // SHARE}"\n' for i in range(roles))
    return (HEADER.format(name="roles") + "registered entity Role\nregistered entity User in Role\nregistered entity Data\n"
            f"action read, write on Data\n\npermission roles {{\n{items}}}\n")


def corpus(roles, count):
    users, objects = roles * SHARE, max(1, roles // SHARE)
    entities = [entity(Uid("Role", f"role{i}"), {}) for i in range(roles)]
    entities += [entity(Uid("User", f"user{i}"), {}, [Uid("Role", f"role{i // SHARE}")]) for i in range(users)]
    entities += [entity(Uid("Data", f"data{i}"), {}) for i in range(objects)]

    def any_request(rng):
        return Request(Uid("User", f"user{rng.randrange(users)}"), rng.choice(["read", "read", "write"]), Uid("Data", f"data{rng.randrange(objects)}"))

    def likely_request(rng):
        user = rng.randrange(users)
        return Request(Uid("User", f"user{user}"), "read", Uid("Data", f"data{user // SHARE // SHARE}"))

    requests, expected = draw(generator("roles requests", roles, count), count, decide, any_request, likely_request)
    policies = "".join(f'permit (principal in Role::"role{i}", action == Action::"read", resource == Data::"data{i // SHARE}");\n' for i in range(roles))
    store = {"roles": {f"user{i}": [f"role{i // SHARE}"] for i in range(users)},
             "grants": {f"role{i}": {f"data{i // SHARE}": {"read": True}} for i in range(roles)}}
    lines = [f"p, role{i}, data{i // SHARE}, read" for i in range(roles)] + [f"g, user{i}, role{i // SHARE}" for i in range(users)]
    triples = [(r.subject.id, r.resource.id, r.action) for r in requests]
    return Corpus(
        f"w3_roles_{roles * 11}_{count}", "W3", roles * 11, roles * 11, pol(roles), entities, requests, expected, cedar=(policies, SCHEMA),
        rego=(REGO, store, [{"subject": s, "resource": o, "action": a} for s, o, a in triples]),
        casbin=(CASBIN_MODEL, lines, [", ".join(t) for t in triples]))
