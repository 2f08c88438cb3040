"""W1, tinytodo: lists with an owner, and teams that read and edit them."""
from . import cedar, sapl
from .corpus import HEADER, Corpus, Request, Uid, closure, draw, entity, generator
from .graph import edges, nodes, upward

PUBLIC = ["create_list", "get_lists"]
WRITE = ["update_list", "create_task", "update_task", "delete_task"]
OWNER = ["get_list", *WRITE, "delete_list", "edit_shares"]
APPLICATION = Uid("Application", "tinytodo")


class Tinytodo:
    def __init__(self, size):
        rng = generator("tinytodo", size)
        self.users, self.teams, self.lists = nodes("User", size), nodes("Team", size), nodes("List", size)
        self.parents = upward(rng, self.teams)
        self.parents.update((u, edges(rng, self.teams)) for u in self.users)
        self.owner = {x: rng.choice(self.users) for x in self.lists}
        self.readers = {x: rng.choice(self.teams) for x in self.lists}
        self.editors = {x: rng.choice(self.teams) for x in self.lists}
        self.member = closure(self.parents)

    def decide(self, request):
        user, action, resource = request.subject, request.action, request.resource
        if action in PUBLIC:
            return resource == APPLICATION
        if self.owner[resource] == user:
            return True
        edits = self.editors[resource] in self.member[user]
        if action == "get_list":
            return edits or self.readers[resource] in self.member[user]
        return action in WRITE and edits

    def any_request(self, rng):
        if rng.random() < 0.05:
            return Request(rng.choice(self.users), rng.choice(PUBLIC), APPLICATION)
        return Request(rng.choice(self.users), rng.choice(OWNER), rng.choice(self.lists))

    def likely_request(self, rng):
        resource = rng.choice(self.lists)
        if rng.random() < 0.4:
            return Request(self.owner[resource], rng.choice(OWNER), resource)
        return Request(rng.choice(self.users), rng.choice(OWNER[:5]), resource)


POL = f"""registered entity Application
registered entity Team in Team
registered entity User in Team
registered entity List {{ owner: User  readers: Team  editors: Team }}
action {', '.join(PUBLIC)} on Application
action {', '.join(OWNER)} on List

permission lists {{
  allow User to {', '.join(PUBLIC)} on {APPLICATION}
  allow u: User to any on l: List where l.owner == u
  allow u: User to get_list on l: List where u in l.readers or u in l.editors
  allow u: User to {', '.join(WRITE)} on l: List where u in l.editors
}}
"""

CEDAR = f"""permit (principal, {cedar.actions(PUBLIC)}, resource == {APPLICATION});
permit (principal, {cedar.actions(OWNER)}, resource) when {{ resource.owner == principal }};
permit (principal, action == Action::"get_list", resource) when {{ principal in resource.readers || principal in resource.editors }};
permit (principal, {cedar.actions(WRITE)}, resource) when {{ principal in resource.editors }};
"""

CEDAR_SCHEMA = cedar.schema(
    {"Application": ([], {}), "Team": (["Team"], {}), "User": (["Team"], {}),
     "List": ([], {"owner": cedar.entity("User"), "readers": cedar.entity("Team"), "editors": cedar.entity("Team")})},
    {**{a: (["User"], ["Application"], {}) for a in PUBLIC}, **{a: (["User"], ["List"], {}) for a in OWNER}})

REGO = """package bench

import rego.v1

default allow := false

teams := data.closure[input.subject]

list := data.lists[input.resource]

write_actions := {"update_list", "create_task", "update_task", "delete_task"}

allow if {
\tinput.action in {"create_list", "get_lists"}
\tinput.resource == "tinytodo"
}

allow if list.owner == input.subject

allow if {
\tinput.action == "get_list"
\tteams[list.readers]
}

allow if {
\tinput.action == "get_list"
\tteams[list.editors]
}

allow if {
\tinput.action in write_actions
\tteams[list.editors]
}
"""


TEAMS = f"var teams = {sapl.MEMBERSHIPS}"

SAPL = [
    sapl.policy("lists", "permit", sapl.actions(PUBLIC), f'resource == "{APPLICATION.id}"'),
    sapl.policy("owner", "permit", "subject == lists[(resource)].owner"),
    sapl.policy("readers", "permit", sapl.actions("get_list"), TEAMS, "var list = lists[(resource)]",
                "teams[(subject)] has list.readers || teams[(subject)] has list.editors"),
    sapl.policy("editors", "permit", sapl.actions(WRITE), TEAMS, "teams[(subject)] has lists[(resource)].editors"),
]


def store(todo):
    return {
        "closure": {u.id: {t.id: True for t in todo.member[u]} for u in todo.users},
        "lists": {x.id: {"owner": todo.owner[x].id, "readers": todo.readers[x].id, "editors": todo.editors[x].id} for x in todo.lists},
    }


def variables(todo):
    return {"parents": sapl.parents(todo.parents), "lists": store(todo)["lists"]}


def entities(todo):
    yield entity(APPLICATION, {})
    for uid, parents in todo.parents.items():
        yield entity(uid, {}, parents)
    for x in todo.lists:
        yield entity(x, {"owner": todo.owner[x].json(), "readers": todo.readers[x].json(), "editors": todo.editors[x].json()})


def corpus(size, count):
    todo = Tinytodo(size)
    requests, expected = draw(generator("tinytodo requests", size, count), count, todo.decide, todo.any_request, todo.likely_request)
    inputs = [{"subject": r.subject.id, "action": r.action, "resource": r.resource.id} for r in requests]
    return Corpus(f"w1_tinytodo_{size}_{count}", "W1 tinytodo", size, 4, HEADER.format(name="tinytodo") + POL, list(entities(todo)),
                  requests, expected, cedar=(CEDAR, CEDAR_SCHEMA), rego=(REGO, store(todo), inputs),
                  sapl=sapl.form(SAPL, variables(todo), requests))
