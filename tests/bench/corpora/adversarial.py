"""W10: rules that no index of equalities helps with: ranges over two entities, disjunctions, patterns, prohibitions everywhere."""
from . import cedar, sapl
from .corpus import HEADER, Corpus, Request, Uid, draw, entity, generator

USERS, FILES, LIMIT = 1000, 1000, 1_000_000
RANGE, EITHER, PATTERN, FORBID = range(4)

REGO = """package bench

import rego.v1

default allow := false

allow if {
\tpermitted
\tnot forbidden
}
"""

SCHEMA = cedar.schema({"User": ([], {"level": cedar.integer(), "team": cedar.string()}),
                       "File": ([], {"size": cedar.integer(), "kind": cedar.string(), "path": cedar.string()})},
                      {"open": (["User"], ["File"], {})})


class Rules:
    def __init__(self, count):
        rng = generator("adversarial", count)
        self.width = int(LIMIT / max(1, count // 4) ** 0.5)
        self.rules = [(i % 4, i, rng.randrange(LIMIT), rng.randrange(LIMIT)) for i in range(count)]
        self.names = max(4, count // 4)
        self.levels = [rng.randrange(LIMIT) for _ in range(USERS)]
        self.teams = [f"t{rng.randrange(self.names)}" for _ in range(USERS)]
        self.sizes = [rng.randrange(LIMIT) for _ in range(FILES)]
        self.kinds = [f"k{rng.randrange(self.names)}" for _ in range(FILES)]
        self.paths = [f"/srv/q{rng.randrange(self.names)}/file{i}" for i in range(FILES)]

    def matches(self, rule, user, file):
        kind, i, a, b = rule
        level, size, w = self.levels[user], self.sizes[file], self.width
        if kind == RANGE:
            return a <= level < a + w and b <= size < b + w
        if kind == EITHER:
            return (self.teams[user] == f"t{i // 4}" or self.kinds[file] == f"k{i // 4}") and level < a
        if kind == PATTERN:
            return f"/q{i // 4}/" in self.paths[file] and level >= a
        return b <= size < b + w // 8 and a <= level

    def decide(self, request):
        user, file = int(request.subject.id[1:]), int(request.resource.id[1:])
        hit = {rule[0] == FORBID for rule in self.rules if self.matches(rule, user, file)}
        return hit == {False}


def forms(rule, width):
    """Condition in polc's language, Cedar's, and Rego's body."""
    kind, i, a, b = rule
    k = i // 4
    if kind == RANGE:
        return (f"u.level >= {a} and u.level < {a + width} and f.size >= {b} and f.size < {b + width}",
                f"principal.level >= {a} && principal.level < {a + width} && resource.size >= {b} && resource.size < {b + width}",
                [f"input.user.level >= {a}", f"input.user.level < {a + width}", f"input.file.size >= {b}", f"input.file.size < {b + width}"])
    if kind == EITHER:
        return (f'(u.team == "t{k}" or f.kind == "k{k}") and u.level < {a}',
                f'(principal.team == "t{k}" || resource.kind == "k{k}") && principal.level < {a}',
                [f'true in {{input.user.team == "t{k}", input.file.kind == "k{k}"}}', f"input.user.level < {a}"])
    if kind == PATTERN:
        return (f'f.path like "*/q{k}/*" and u.level >= {a}', f'resource.path like "*/q{k}/*" && principal.level >= {a}',
                [f'contains(input.file.path, "/q{k}/")', f"input.user.level >= {a}"])
    return (f"f.size >= {b} and f.size < {b + width // 8} and u.level >= {a}",
            f"resource.size >= {b} && resource.size < {b + width // 8} && principal.level >= {a}",
            [f"input.file.size >= {b}", f"input.file.size < {b + width // 8}", f"input.user.level >= {a}"])


def sapl_conditions(rule, width):
    kind, i, a, b = rule
    k = i // 4
    level, size = "users[(subject)].level", "files[(resource)].size"
    if kind == RANGE:
        return f"{level} >= {a}", f"{level} < {a + width}", f"{size} >= {b}", f"{size} < {b + width}"
    if kind == EITHER:
        return f'users[(subject)].team == "t{k}" || files[(resource)].kind == "k{k}"', f"{level} < {a}"
    if kind == PATTERN:
        return f'files[(resource)].path =~ ".*/q{k}/.*"', f"{level} >= {a}"
    return f"{size} >= {b}", f"{size} < {b + width // 8}", f"{level} >= {a}"


def corpus(count, asked):
    rules = Rules(count)
    pol, policies, rego = [], [], [REGO]
    for rule in rules.rules:
        text, cedar_text, body = forms(rule, rules.width)
        forbids = rule[0] == FORBID
        pol.append(f"  {'deny' if forbids else 'allow'} u: User to open on f: File where {text}\n")
        policies.append(f"{'forbid' if forbids else 'permit'} (principal, action, resource) when {{ {cedar_text} }};\n")
        rego.append("\n".join([f"{'forbidden' if forbids else 'permitted'} if {{", *("\t" + line for line in body), "}\n"]))
    documents = [sapl.policy(f"rule {rule[1]}", "deny" if rule[0] == FORBID else "permit", *sapl_conditions(rule, rules.width)) for rule in rules.rules]
    users = [entity(Uid("User", f"u{i}"), {"level": rules.levels[i], "team": rules.teams[i]}) for i in range(USERS)]
    files = [entity(Uid("File", f"f{i}"), {"size": rules.sizes[i], "kind": rules.kinds[i], "path": rules.paths[i]}) for i in range(FILES)]

    def request(rng):
        return Request(Uid("User", f"u{rng.randrange(USERS)}"), "open", Uid("File", f"f{rng.randrange(FILES)}"))

    requests, expected = draw(generator("adversarial requests", count, asked), asked, rules.decide, request, request)
    inputs = [{"user": users[int(r.subject.id[1:])]["attrs"], "file": files[int(r.resource.id[1:])]["attrs"]} for r in requests]
    variables = {name: {x["uid"]["id"]: x["attrs"] for x in known} for name, known in (("users", users), ("files", files))}
    contract = (HEADER.format(name="adversarial") + "registered entity User { level: Int  team: String }\n"
                "registered entity File { size: Int  kind: String  path: String }\naction open on File\n\n"
                f"permission files {{\n{''.join(pol)}}}\n")
    return Corpus(f"w10_adversarial_{count}_{asked}", "W10", count, count, contract, users + files, requests, expected,
                  cedar=("".join(policies), SCHEMA), rego=("\n".join(rego), {}, inputs),
                  sapl=sapl.form(documents, variables, requests, sapl.NO_INDEX))
