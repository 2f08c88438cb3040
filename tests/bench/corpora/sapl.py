"""SAPL 4: a document for each rule. The directory stands in variables; closures of memberships are computed once, while policies are compiled."""

INDEXED = {"minPoliciesForIndexing": 0}  # an index pays even for the few policies of W1
NO_INDEX = {"indexing": "NAIVE"}
MEMBERSHIPS = "graph.transitiveClosureSet(parents)"


def policy(name, effect, *conditions):
    return f'policy "{name}"\n{effect}\n' + "".join(f"    {condition};\n" for condition in conditions)


def actions(names):
    """The condition on an action: `names` is one name, or several."""
    if isinstance(names, str):
        return f'action == "{names}"'
    return "action in [" + ", ".join(f'"{name}"' for name in names) + "]"


def parents(memberships):
    """The variable `parents` of a corpus: what each entity is a member of, at once."""
    return {uid.id: [p.id for p in groups] for uid, groups in memberships.items()}


def form(policies, variables, requests, options=None):
    return policies, variables, [subscription(request) for request in requests], options or INDEXED


def subscription(request):
    said = {"subject": request.subject.id, "action": request.action, "resource": request.resource.id}
    return {**said, "environment": dict(request.context)} if request.context else said
