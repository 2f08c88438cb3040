"""W1, github: what one may do with a repository follows from groups of readers to admins, its own and its owner's."""
from . import cedar, sapl
from .corpus import HEADER, Corpus, Request, Uid, closure, draw, entity, generator
from .graph import edges, nodes, upward

REPOSITORY = {"read": "readers", "triage": "triagers", "write": "writers", "maintain": "maintainers", "admin": "admins"}
ORGANISATION = {"read": "readers", "write": "writers", "admin": "admins"}


class Github:
    def __init__(self, size):
        rng = generator("github", size)
        self.users, self.teams = nodes("User", size), nodes("Team", size)
        self.repositories, self.organisations = nodes("Repository", size), nodes("Organisation", size)
        self.owner = {r: rng.choice(self.organisations) for r in self.repositories}
        self.parents = {}
        groups = []
        for node, rights in [(r, REPOSITORY) for r in self.repositories] + [(o, ORGANISATION) for o in self.organisations]:
            weaker = []
            for right in rights.values():  # who may do more may do less
                group = self.group(node, right)
                self.parents[group] = weaker
                weaker = [group]
                groups.append(group)
        self.parents.update(upward(rng, self.teams))
        for team in self.teams:
            self.parents[team] = self.parents[team] + edges(rng, groups)
        for user in self.users:
            self.parents[user] = edges(rng, self.teams) + edges(rng, groups)
        self.member = closure(self.parents)

    @staticmethod
    def group(node, right):
        return Uid("Group", f"{node.id}_{right}")

    def decide(self, request):
        mine = self.member[request.subject]
        if self.group(request.resource, REPOSITORY[request.action]) in mine:
            return True
        return request.action in ORGANISATION and self.group(self.owner[request.resource], ORGANISATION[request.action]) in mine

    def any_request(self, rng):
        return Request(rng.choice(self.users), rng.choice(list(REPOSITORY)), rng.choice(self.repositories))

    def likely_request(self, rng):
        """A group of the user's and a repository that it belongs to."""
        user = rng.choice(self.users)
        groups = sorted((g for g in self.member[user] if g.type == "Group"), key=str)
        if not groups:
            return self.any_request(rng)
        node, right = rng.choice(groups).id.rsplit("_", 1)
        action = next(a for a, r in REPOSITORY.items() if r == right)
        return Request(user, action, Uid("Repository", node)) if node.startswith("repository") else self.any_request(rng)


POL = """registered entity Group in Group
registered entity Team in Team, Group
registered entity User in Team, Group
registered entity Organisation { readers: Group  writers: Group  admins: Group }
registered entity Repository {
  readers: Group  triagers: Group  writers: Group  maintainers: Group  admins: Group
  owner: Organisation
}
action read, triage, write, maintain, admin on Repository

permission repositories {
  allow u: User to read on r: Repository where u in r.readers
  allow u: User to triage on r: Repository where u in r.triagers
  allow u: User to write on r: Repository where u in r.writers
  allow u: User to maintain on r: Repository where u in r.maintainers
  allow u: User to admin on r: Repository where u in r.admins
  allow u: User to read on r: Repository where u in r.owner.readers
  allow u: User to write on r: Repository where u in r.owner.writers
  allow u: User to admin on r: Repository where u in r.owner.admins
}
"""

CEDAR = "".join(
    f'permit (principal, action == Action::"{action}", resource) when {{ principal in resource.{owner}{right} }};\n'
    for owner, rights in (("", REPOSITORY), ("owner.", ORGANISATION)) for action, right in rights.items())

CEDAR_SCHEMA = cedar.schema(
    {"Group": (["Group"], {}), "Team": (["Team", "Group"], {}), "User": (["Team", "Group"], {}),
     "Organisation": ([], {right: cedar.entity("Group") for right in ORGANISATION.values()}),
     "Repository": ([], {**{right: cedar.entity("Group") for right in REPOSITORY.values()}, "owner": cedar.entity("Organisation")})},
    {a: (["User"], ["Repository"], {}) for a in REPOSITORY})

REGO = """package bench

import rego.v1

default allow := false

groups := data.closure[input.subject]

repository := data.repositories[input.resource]

allow if groups[repository.rights[input.action]]

allow if groups[data.organisations[repository.owner][input.action]]
"""


SAPL = [
    sapl.policy(f"{action} by {owner}", "permit", sapl.actions(action), f"var groups = {sapl.MEMBERSHIPS}", f"groups[(subject)] has {node}.{right}")
    for owner, node, rights in (("repository", "repositories[(resource)]", REPOSITORY),
                                ("organisation", "organisations[(repositories[(resource)].owner)]", ORGANISATION))
    for action, right in rights.items()]


def rights(github, node, table):
    return {action: github.group(node, right).id for action, right in table.items()}


def store(github):
    return {
        "closure": {u.id: {g.id: True for g in github.member[u]} for u in github.users},
        "repositories": {r.id: {"rights": rights(github, r, REPOSITORY), "owner": github.owner[r].id} for r in github.repositories},
        "organisations": {o.id: rights(github, o, ORGANISATION) for o in github.organisations},
    }


def variables(github):
    def groups(node, table):
        return {right: github.group(node, right).id for right in table.values()}

    return {
        "parents": sapl.parents(github.parents),
        "repositories": {r.id: {**groups(r, REPOSITORY), "owner": github.owner[r].id} for r in github.repositories},
        "organisations": {o.id: groups(o, ORGANISATION) for o in github.organisations},
    }


def entities(github):
    for uid, parents in github.parents.items():
        yield entity(uid, {}, parents)
    for o in github.organisations:
        yield entity(o, {right: github.group(o, right).json() for right in ORGANISATION.values()})
    for r in github.repositories:
        groups = {right: github.group(r, right).json() for right in REPOSITORY.values()}
        yield entity(r, {**groups, "owner": github.owner[r].json()})


def corpus(size, count):
    github = Github(size)
    requests, expected = draw(generator("github requests", size, count), count, github.decide, github.any_request, github.likely_request)
    inputs = [{"subject": r.subject.id, "action": r.action, "resource": r.resource.id} for r in requests]
    return Corpus(f"w1_github_{size}_{count}", "W1 github", size, 8, HEADER.format(name="github") + POL, list(entities(github)),
                  requests, expected, cedar=(CEDAR, CEDAR_SCHEMA), rego=(REGO, store(github), inputs),
                  sapl=sapl.form(SAPL, variables(github), requests))
