"""W4: expressions over a subject: equality, range, set, prefix, pattern, quantifier. A rule alone, or many. The subject is known (its
fields stand in the directory, as a prepared input of cel-go holds them), or each request describes it."""
from .corpus import HEADER, Corpus, Request, Uid, draw, entity, generator

VARIABLES = {"department": "string", "level": "int", "region": "string", "path": "string", "groups": "strings"}
REGIONS = ["eu_west", "eu_north", "us_east", "us_west", "ap_south", "ap_east"]
SUBJECTS = 20_000


def rule(i):
    """polc, CEL, and the same in Python over (department, level, region, path, groups)."""
    low, region = i % 40, REGIONS[i % len(REGIONS)]
    other = REGIONS[(i + 1) % len(REGIONS)]
    return (
        (f'a.department == "d{i}" and a.level >= {low}', f'department == "d{i}" && level >= {low}',
         lambda d, l, r, p, g: d == f"d{i}" and l >= low),
        (f'a.level >= {low} and a.level < {low + 5} and a.department == "d{i}"', f'level >= {low} && level < {low + 5} && department == "d{i}"',
         lambda d, l, r, p, g: low <= l < low + 5 and d == f"d{i}"),
        (f'a.region in {{"{region}", "{other}"}} and starts_with(a.path, "/srv/d{i}/")',
         f'region in ["{region}", "{other}"] && path.startsWith("/srv/d{i}/")',
         lambda d, l, r, p, g: r in (region, other) and p.startswith(f"/srv/d{i}/")),
        (f'a.path like "/srv/d{i}/*.txt" and a.level < {low + 10}', f'path.startsWith("/srv/d{i}/") && path.endsWith(".txt") && level < {low + 10}',
         lambda d, l, r, p, g: p.startswith(f"/srv/d{i}/") and p.endswith(".txt") and l < low + 10),
        (f'some g in a.groups satisfies g == "g{i}"', f'groups.exists(g, g == "g{i}")', lambda d, l, r, p, g: f"g{i}" in g),
    )[i % 5]


def subject(rng, names):
    d = f"d{rng.randrange(names)}"
    return (d, rng.randrange(50), rng.choice(REGIONS), f"/srv/{rng.choice([d, f'd{rng.randrange(names)}'])}/x{rng.randrange(100)}.{rng.choice(['txt', 'bin'])}",
            tuple(sorted({f"g{rng.randrange(names * 2)}" for _ in range(3)})))


def corpus(count, asked, known=False):
    rng = generator("predicates", count)
    rules = [rule(i) for i in range(count)]
    subjects = list(dict.fromkeys(subject(rng, count) for _ in range(SUBJECTS)))
    uids = [Uid("Account", f"a{i}") for i in range(len(subjects))]
    where = {uid: attributes for uid, attributes in zip(uids, subjects)}
    target = Uid("Store", "main")
    decided = {}

    def decide(request):
        attributes = where[request.subject]
        if attributes not in decided:
            decided[attributes] = any(matches(*attributes) for _, _, matches in rules)
        return decided[attributes]

    def request(rng):
        return Request(rng.choice(uids), "read", target)

    requests, expected = draw(generator("predicates requests", count, asked), asked, decide, request, request)
    described = {uid: {**dict(zip(VARIABLES, attributes)), "groups": list(attributes[-1])} for uid, attributes in where.items()}
    described[target] = {}
    items = "".join(f"  allow a: Account to read on Store where {text}\n" for text, _, _ in rules)
    kind = "registered entity" if known else "entity"
    contract = (HEADER.format(name="predicates") + f"{kind} Account {{ department: String  level: Int  region: String  path: String  groups: Set<String> = {{}} }}\n"
                f"{kind} Store\naction read on Store\n\npermission stores {{\n{items}}}\n")
    cel = ({"variables": VARIABLES, "expressions": [text for _, text, _ in rules]}, [described[r.subject] for r in requests])
    if known:
        entities = [entity(uid, attributes) for uid, attributes in described.items()]
        return Corpus(f"w4_known_{count}_{asked}", "W4 known", count, count, contract, entities, requests, expected, cel=cel)
    return Corpus(f"w4_predicates_{count}_{asked}", "W4", count, count, contract, [], requests, expected, described=described, cel=cel)
