"""W5: requests whose context has from 5 to 500 fields, of which the rules read four."""
from . import cedar
from .corpus import HEADER, Corpus, Request, Uid, draw, dump, entity, generator

PEOPLE, HOSTS = 100, 100
REGIONS, DEVICES = ["eu", "us", "ap"], ["managed", "unmanaged", "kiosk"]

POL = """registered entity Host
registered entity Person
action connect on Host
context { mfa: Bool = false  risk: Int = 100  region: String = ""  device: String = "" }

permission hosts {
  allow Person to connect on Host where context.mfa and context.risk < 60 and context.region == "eu"
  allow Person to connect on Host where context.risk < 10
  deny Person to connect on Host where context.device == "unmanaged"
}
"""

CEDAR = """permit (principal, action == Action::"connect", resource) when { context.mfa && context.risk < 60 && context.region == "eu" };
permit (principal, action == Action::"connect", resource) when { context.risk < 10 };
forbid (principal, action == Action::"connect", resource) when { context.device == "unmanaged" };
"""

SCHEMA = cedar.schema({"Host": ([], {}), "Person": ([], {})}, {"connect": (["Person"], ["Host"], {
    "mfa": cedar.boolean(), "risk": cedar.integer(), "region": cedar.string(), "device": cedar.string()})})

REGO = """package bench

import rego.v1

default allow := false

allow if {
\tpermitted
\tnot input.context.device == "unmanaged"
}

permitted if {
\tinput.context.mfa
\tinput.context.risk < 60
\tinput.context.region == "eu"
}

permitted if input.context.risk < 10
"""


def decide(request):
    c = dict(request.context)
    return c["device"] != "unmanaged" and (c["risk"] < 10 or (c["mfa"] and c["risk"] < 60 and c["region"] == "eu"))


def context(rng, fields, likely):
    read = {"mfa": likely or rng.random() < 0.5, "risk": rng.randrange(60 if likely else 100), "region": "eu" if likely else rng.choice(REGIONS),
            "device": rng.choice(DEVICES)}
    filler = {f"detail_{i}": f"{rng.getrandbits(40):010x}" for i in range(fields - len(read))}
    pairs = list({**filler, **read}.items())
    rng.shuffle(pairs)
    return tuple(pairs)


def corpus(fields, count):
    people, hosts = ([Uid(t, f"{t.lower()}{i}") for i in range(n)] for t, n in (("Person", PEOPLE), ("Host", HOSTS)))

    def request(rng, likely=False):
        return Request(rng.choice(people), "connect", rng.choice(hosts), context(rng, fields, likely))

    requests, expected = draw(generator("json requests", fields, count), count, decide, request, lambda rng: request(rng, True))
    inputs = [{"subject": r.subject.json(), "action": {"name": r.action}, "resource": r.resource.json(), "context": dict(r.context)} for r in requests]
    made = Corpus(f"w5_json_{fields}_{count}", "W5", fields, 3, HEADER.format(name="json") + POL, [entity(x, {}) for x in people + hosts],
                  requests, expected, cedar=(CEDAR, SCHEMA), rego=(REGO, {}, inputs))
    bytes_each = sum(len(dump(made.authzen(r))) for r in requests[:100]) // 100
    made.notes = f"About {bytes_each} bytes a request."
    return made
