"""Cedar's schema in its JSON form, which versions 3 and 4 read alike."""


def string():
    return {"type": "String"}


def integer():
    return {"type": "Long"}


def boolean():
    return {"type": "Boolean"}


def entity(name):
    return {"type": "Entity", "name": name}


def set_of(element):
    return {"type": "Set", "element": element}


def optional(kind):
    return {**kind, "required": False}


def schema(entity_types, actions):
    """entity_types: name -> (parents' types, attributes). actions: name -> (principal types, resource types, context)."""
    return {"": {
        "entityTypes": {
            name: {"memberOfTypes": list(parents), "shape": {"type": "Record", "attributes": attributes}}
            for name, (parents, attributes) in entity_types.items()},
        "actions": {
            name: {"appliesTo": {"principalTypes": list(principals), "resourceTypes": list(resources),
                                 "context": {"type": "Record", "attributes": context}}}
            for name, (principals, resources, context) in actions.items()},
    }}


def actions(names):
    """The scope of an action: `names` is one name, or several."""
    if isinstance(names, str):
        return f'action == Action::"{names}"'
    return "action in [" + ", ".join(f'Action::"{name}"' for name in names) + "]"
