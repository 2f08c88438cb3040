"""W1, gdrive: documents and folders that are shared through views, owned, or public."""
from . import cedar, sapl
from .corpus import HEADER, Corpus, Request, Uid, closure, draw, entity, generator
from .graph import edges, nodes, upward

ACTIONS = ["read", "write", "share", "change_owner"]


class Gdrive:
    def __init__(self, size):
        rng = generator("gdrive", size)
        self.users, self.groups = nodes("User", size), nodes("Group", size)
        self.documents, self.folders = nodes("Document", size), nodes("Folder", size)
        self.views = {x: Uid("View", f"view_{x.id}") for x in self.users + self.groups}
        self.public = {d for d in self.documents if rng.random() < 0.05}
        self.parents = {view: [] for view in self.views.values()}
        self.owned_documents = {u: edges(rng, self.documents) for u in self.users}
        self.owned_folders = {u: edges(rng, self.folders) for u in self.users}
        views = list(self.views.values())
        for group in self.groups:  # what a group sees its members see
            self.parents[self.views[group]] = [self.views[u] for u in edges(rng, self.users)]
        above = upward(rng, self.folders)
        for folder in self.folders:
            self.parents[folder] = above[folder] + edges(rng, views)
        for document in self.documents:
            self.parents[document] = edges(rng, self.folders) + edges(rng, views)
        self.member = closure(self.parents)

    def decide(self, request):
        user, action, resource = request.subject, request.action, request.resource
        if action == "create_document":
            return resource in self.owned_folders[user]
        if action == "change_owner":
            return resource in self.owned_documents[user]
        around = self.member[resource]
        if resource in self.owned_documents[user] or any(f in around for f in self.owned_folders[user]):
            return True
        return action == "read" and (resource in self.public or self.views[user] in around)

    def any_request(self, rng):
        if rng.random() < 0.2:
            return Request(rng.choice(self.users), "create_document", rng.choice(self.folders))
        return Request(rng.choice(self.users), rng.choice(ACTIONS), rng.choice(self.documents))

    def likely_request(self, rng):
        user, document = rng.choice(self.users), rng.choice(self.documents)
        kind = rng.random()
        if kind < 0.1 and self.owned_folders[user]:
            return Request(user, "create_document", rng.choice(self.owned_folders[user]))
        if kind < 0.5 and self.owned_documents[user]:
            return Request(user, rng.choice(ACTIONS), rng.choice(self.owned_documents[user]))
        seen = sorted((v for v in self.member[document] if v.type == "View" and v.id.startswith("view_user")), key=str)
        return Request(Uid("User", rng.choice(seen).id.removeprefix("view_")) if seen else user, "read", document)


POL = """registered entity View in View
registered entity Folder in Folder, View
registered entity Document in Folder, View { public: Bool = false }
registered entity User { view: View  owned_documents: Set<Document> = {}  owned_folders: Set<Folder> = {} }
action read, write, share, change_owner on Document
action create_document on Folder

permission documents {
  allow u: User to read on d: Document where d in u.view
  allow User to read on d: Document where d.public
  allow u: User to read, write, share on d: Document
    where d in u.owned_documents or some f in u.owned_folders satisfies d in f
  allow u: User to change_owner on d: Document where d in u.owned_documents
  allow u: User to create_document on f: Folder where f in u.owned_folders
}
"""

CEDAR = """permit (principal, action == Action::"read", resource) when { resource in principal.view };
permit (principal, action == Action::"read", resource) when { resource.public };
permit (principal, action in [Action::"read", Action::"write", Action::"share"], resource)
when { resource in principal.owned_documents || resource in principal.owned_folders };
permit (principal, action == Action::"change_owner", resource) when { principal.owned_documents.contains(resource) };
permit (principal, action == Action::"create_document", resource) when { principal.owned_folders.contains(resource) };
"""

CEDAR_SCHEMA = cedar.schema(
    {"View": (["View"], {}), "Folder": (["Folder", "View"], {}), "Document": (["Folder", "View"], {"public": cedar.boolean()}),
     "User": ([], {"view": cedar.entity("View"), "owned_documents": cedar.set_of(cedar.entity("Document")),
                   "owned_folders": cedar.set_of(cedar.entity("Folder"))})},
    {**{a: (["User"], ["Document"], {}) for a in ACTIONS}, "create_document": (["User"], ["Folder"], {})})

REGO = """package bench

import rego.v1

default allow := false

around := data.closure[input.resource]

user := data.users[input.subject]

allow if {
\tinput.action == "read"
\taround[user.view]
}

allow if {
\tinput.action == "read"
\tdata.public[input.resource]
}

allow if {
\tinput.action in {"read", "write", "share"}
\tuser.documents[input.resource]
}

allow if {
\tinput.action in {"read", "write", "share"}
\tsome folder, _ in user.folders
\taround[folder]
}

allow if {
\tinput.action == "change_owner"
\tuser.documents[input.resource]
}

allow if {
\tinput.action == "create_document"
\tuser.folders[input.resource]
}
"""


AROUND = f"var around = {sapl.MEMBERSHIPS}"

SAPL = [
    sapl.policy("viewed", "permit", sapl.actions("read"), AROUND, "around[(resource)] has users[(subject)].view"),
    sapl.policy("public", "permit", sapl.actions("read"), "documents[(resource)].public"),
    sapl.policy("owned", "permit", sapl.actions(["read", "write", "share"]), AROUND, "var user = users[(subject)]",
                "around[(resource)] has any user.documents || around[(resource)] has any user.folders"),
    sapl.policy("new owner", "permit", sapl.actions("change_owner"), "resource in users[(subject)].documents"),
    sapl.policy("new document", "permit", sapl.actions("create_document"), "resource in users[(subject)].folders"),
]


def store(gdrive):
    return {
        "closure": {x.id: {y.id: True for y in gdrive.member[x]} for x in gdrive.documents + gdrive.folders},
        "public": {d.id: True for d in sorted(gdrive.public, key=str)},
        "users": {u.id: {"view": gdrive.views[u].id, "documents": {d.id: True for d in gdrive.owned_documents[u]},
                         "folders": {f.id: True for f in gdrive.owned_folders[u]}} for u in gdrive.users},
    }


def variables(gdrive):
    return {
        "parents": sapl.parents(gdrive.parents),
        "documents": {d.id: {"public": d in gdrive.public} for d in gdrive.documents},
        "users": {u.id: {"view": gdrive.views[u].id, "documents": [d.id for d in gdrive.owned_documents[u]],
                         "folders": [f.id for f in gdrive.owned_folders[u]]} for u in gdrive.users},
    }


def entities(gdrive):
    for uid, parents in gdrive.parents.items():
        yield entity(uid, {"public": uid in gdrive.public} if uid.type == "Document" else {}, parents)
    for u in gdrive.users:
        yield entity(u, {"view": gdrive.views[u].json(), "owned_documents": [d.json() for d in gdrive.owned_documents[u]],
                         "owned_folders": [f.json() for f in gdrive.owned_folders[u]]})


def corpus(size, count):
    gdrive = Gdrive(size)
    requests, expected = draw(generator("gdrive requests", size, count), count, gdrive.decide, gdrive.any_request, gdrive.likely_request)
    inputs = [{"subject": r.subject.id, "action": r.action, "resource": r.resource.id} for r in requests]
    return Corpus(f"w1_gdrive_{size}_{count}", "W1 gdrive", size, 5, HEADER.format(name="gdrive") + POL, list(entities(gdrive)),
                  requests, expected, cedar=(CEDAR, CEDAR_SCHEMA), rego=(REGO, store(gdrive), inputs),
                  sapl=sapl.form(SAPL, variables(gdrive), requests))
