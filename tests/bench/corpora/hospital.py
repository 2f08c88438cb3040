"""W2: departments, each with 32 permits that differ in their constants and a prohibition; five rules for all of them."""
from dataclasses import dataclass

from . import cedar, sapl
from .corpus import HEADER, Corpus, Request, Uid, closure, draw, entity, generator

ROLES = ["nurse", "doctor", "surgeon", "pharmacist", "clerk", "therapist", "student", "auditor", "manager"]
ACTIONS = ["read", "append", "amend", "sign", "order", "dispense", "schedule", "transfer", "discharge", "export", "print", "erase"]
KINDS = ["chart", "lab_result", "image", "prescription", "invoice", "schedule_entry", "consent", "referral", "note", "device_log"]
PERMITS, STAFF, TEAMS, RECORDS, ACROSS = 32, 5, 2, 20, 0.05
PART = 8000  # departments in one file


@dataclass(frozen=True)
class Permit:
    role: str
    kind: str
    actions: tuple


@dataclass(frozen=True)
class Person:
    role: str
    clearance: int
    suspended: bool


@dataclass(frozen=True)
class Record:
    kind: str
    department: Uid
    sensitivity: int
    archived: bool
    author: Uid


class Hospital:
    def __init__(self, departments):
        rng = generator("hospital", departments)
        self.departments = [Uid("Department", f"d{i}") for i in range(departments)]
        self.permits, self.people, self.records, self.parents = {}, {}, {}, {}
        self.staff_of, self.records_of = {}, {}
        self.emergency = Uid("Team", "emergency")
        self.parents[self.emergency] = []
        for department in self.departments:
            self.parents[department] = []
            self.draw_permits(rng, department)
            self._staff(rng, department)
        for department in self.departments:
            self._records(rng, department)
        self.member = closure(self.parents)

    def draw_permits(self, rng, department):
        self.permits[department] = [
            Permit(rng.choice(ROLES), rng.choice(KINDS), tuple(sorted(rng.sample(ACTIONS, rng.randint(2, 4)))))
            for _ in range(PERMITS)]

    def _staff(self, rng, department):
        teams = [Uid("Team", f"{department.id}_t{i}") for i in range(TEAMS)]
        self.parents.update((team, [department]) for team in teams)
        self.staff_of[department] = []
        roles = [p.role for p in self.permits[department]]
        for i in range(STAFF):
            person = Uid("Staff", f"{department.id}_s{i}")
            self.people[person] = Person(rng.choice(roles), rng.randint(1, 5), rng.random() < 0.02)
            groups = [rng.choice(teams)]
            if rng.random() < ACROSS:
                groups.append(Uid("Team", f"{rng.choice(self.departments).id}_t0"))
            if rng.random() < 0.05:
                groups.append(self.emergency)
            self.parents[person] = list(dict.fromkeys(groups))
            self.staff_of[department].append(person)

    def _records(self, rng, department):
        self.records_of[department] = []
        for i in range(RECORDS):
            record = Uid("Record", f"{department.id}_r{i}")
            author = rng.choice(self.staff_of[department])
            self.records[record] = Record(KINDS[i % len(KINDS)], department, rng.randint(0, 4), rng.random() < 0.1, author)
            self.records_of[department].append(record)

    def decide(self, request):
        """The reference: every rule that speaks of the record's department, and the five for all."""
        person, record = self.people[request.subject], self.records[request.resource]
        inside = record.department in self.member[request.subject]
        if inside and record.sensitivity > person.clearance:
            return False
        if person.suspended or (record.archived and request.action in ("erase", "amend")):
            return False
        if person.role == "auditor" and request.action == "read" and record.sensitivity <= 1:
            return True
        if record.author == request.subject and request.action in ("read", "print"):
            return True
        if request.action == "read" and self.emergency in self.member[request.subject] and dict(request.context)["emergency"]:
            return True
        return inside and any(
            p.role == person.role and p.kind == record.kind and request.action in p.actions
            for p in self.permits[record.department])

    def any_request(self, rng):
        department = rng.choice(self.departments)
        other = department if rng.random() < 0.8 else rng.choice(self.departments)
        return Request(rng.choice(self.staff_of[department]), rng.choice(ACTIONS), rng.choice(self.records_of[other]),
                       (("emergency", rng.random() < 0.1),))

    def likely_request(self, rng):
        department = rng.choice(self.departments)
        permit = rng.choice(self.permits[department])
        staff = [s for s in self.staff_of[department] if self.people[s].role == permit.role]
        records = [r for r in self.records_of[department] if self.records[r].kind == permit.kind]
        if not staff:
            return self.any_request(rng)
        return Request(rng.choice(staff), rng.choice(permit.actions), rng.choice(records), (("emergency", rng.random() < 0.1),))


POL_VOCABULARY = f"""enum Role {{ {', '.join(ROLES)} }}
enum Kind {{ {', '.join(KINDS)} }}
registered entity Department
registered entity Team in Department
registered entity Staff in Team {{ role: Role  clearance: Int  suspended: Bool = false }}
registered entity Record {{ kind: Kind  department: Department  sensitivity: Int  archived: Bool = false  author: Staff }}
action {', '.join(ACTIONS)} on Record
context {{ emergency: Bool = false }}

permission everywhere "Rules for all departments" {{
  allow s: Staff to read on r: Record where s.role == auditor and r.sensitivity <= 1
  allow s: Staff to read, print on r: Record where r.author == s
  allow Staff in Team::"emergency" to read on Record where context.emergency
  deny s: Staff to any on Record where s.suspended
  deny Staff to erase, amend on r: Record where r.archived
}}

"""


def pol_department(hospital, department):
    d = department.id
    items = [
        f'  allow s: Staff in Department::"{d}" to {", ".join(p.actions)} on r: Record\n'
        f'    where s.role == Role.{p.role} and r.kind == {p.kind} and r.department == Department::"{d}"\n'
        for p in hospital.permits[department]]
    return (f"permission department_{d} {{\n{''.join(items)}"
            f'  deny s: Staff in Department::"{d}" to any on r: Record\n'
            f'    where r.department == Department::"{d}" and r.sensitivity > s.clearance\n}}\n\n')


def pol_parts(hospital):
    """The contract, and amendments that add what one file cannot hold."""
    texts = [pol_department(hospital, d) for d in hospital.departments]
    parts = ["".join(texts[i:i + PART]) for i in range(0, len(texts), PART)]
    contract = HEADER.format(name="hospital") + POL_VOCABULARY + parts[0]
    amendments = [
        f"amendment {i} to bench.hospital\n  signed 2026-01-01\n  effective 2026-01-01\n  because \"More departments\"\n\n"
        + part.replace("permission department_", "add permission department_") for i, part in enumerate(parts[1:], 1)]
    return contract, amendments


def cedar_policies(hospital):
    text = ['permit (principal, action == Action::"read", resource) when { principal.role == "auditor" && resource.sensitivity <= 1 };\n'
            'permit (principal, action in [Action::"read", Action::"print"], resource) when { resource.author == principal };\n'
            'permit (principal in Team::"emergency", action == Action::"read", resource) when { context.emergency };\n'
            'forbid (principal, action, resource) when { principal.suspended };\n'
            'forbid (principal, action in [Action::"erase", Action::"amend"], resource) when { resource.archived };\n']
    for department in hospital.departments:
        text.extend(
            f"permit (principal in {department}, {cedar.actions(p.actions)}, resource)\n"
            f'when {{ principal.role == "{p.role}" && resource.kind == "{p.kind}" && resource.department == {department} }};\n'
            for p in hospital.permits[department])
        text.append(f"forbid (principal in {department}, action, resource)\n"
                    f"when {{ resource.department == {department} && resource.sensitivity > principal.clearance }};\n")
    return "".join(text)


CEDAR_SCHEMA = cedar.schema(
    {"Department": ([], {}), "Team": (["Department"], {}),
     "Staff": (["Team"], {"role": cedar.string(), "clearance": cedar.integer(), "suspended": cedar.boolean()}),
     "Record": ([], {"kind": cedar.string(), "department": cedar.entity("Department"), "sensitivity": cedar.integer(),
                     "archived": cedar.boolean(), "author": cedar.entity("Staff")})},
    {a: (["Staff"], ["Record"], {"emergency": cedar.boolean()}) for a in ACTIONS})

PERSON, RECORD = "staff[(subject)]", "records[(resource)]"  # where SAPL finds what it knows of them

REGO_GLOBAL = """package bench

import rego.v1

default allow := false

allow if {
\tpermitted
\tnot forbidden
}

groups := data.closure[input.subject.id]

permitted if {
\tinput.action == "read"
\tinput.subject.role == "auditor"
\tinput.resource.sensitivity <= 1
}

permitted if {
\tinput.action in {"read", "print"}
\tinput.resource.author == input.subject.id
}

permitted if {
\tinput.action == "read"
\tgroups["emergency"]
\tinput.emergency
}

forbidden if input.subject.suspended

forbidden if {
\tinput.action in {"erase", "amend"}
\tinput.resource.archived
}
"""


def rego_policy(hospital):
    """Equalities come first: OPA finds rules by them."""
    text = [REGO_GLOBAL]
    for department in hospital.departments:
        d = department.id
        text.extend(
            f'permitted if {{\n\tinput.resource.department == "{d}"\n\tinput.subject.role == "{p.role}"\n\tinput.resource.kind == "{p.kind}"\n'
            f'\tinput.action in {{{", ".join(chr(34) + a + chr(34) for a in p.actions)}}}\n\tgroups["{d}"]\n}}\n'
            for p in hospital.permits[department])
        text.append(f'forbidden if {{\n\tinput.resource.department == "{d}"\n\tinput.resource.sensitivity > input.subject.clearance\n\tgroups["{d}"]\n}}\n')
    return "\n".join(text)


def rego_input(hospital, request):
    person, record = hospital.people[request.subject], hospital.records[request.resource]
    return {
        "subject": {"id": request.subject.id, "role": person.role, "clearance": person.clearance, "suspended": person.suspended},
        "action": request.action,
        "resource": {"id": request.resource.id, "kind": record.kind, "department": record.department.id,
                     "sensitivity": record.sensitivity, "archived": record.archived, "author": record.author.id},
        "emergency": dict(request.context)["emergency"],
    }


def sapl_policies(hospital):
    groups = f"var groups = {sapl.MEMBERSHIPS}"
    policies = [
        sapl.policy("auditors", "permit", sapl.actions("read"), f'{PERSON}.role == "auditor"', f"{RECORD}.sensitivity <= 1"),
        sapl.policy("authors", "permit", sapl.actions(["read", "print"]), f"{RECORD}.author == subject"),
        sapl.policy("emergency", "permit", sapl.actions("read"), "environment.emergency", groups, 'groups[(subject)] has "emergency"'),
        sapl.policy("suspended", "deny", f"{PERSON}.suspended"),
        sapl.policy("archived", "deny", sapl.actions(["erase", "amend"]), f"{RECORD}.archived"),
    ]
    for department in hospital.departments:
        d = department.id
        inside = f'{RECORD}.department == "{d}"', groups, f'groups[(subject)] has "{d}"'
        policies.extend(
            sapl.policy(f"{d} {number}", "permit", f'{PERSON}.role == "{p.role}"', f'{RECORD}.kind == "{p.kind}"', sapl.actions(p.actions), *inside)
            for number, p in enumerate(hospital.permits[department]))
        policies.append(sapl.policy(f"{d} sensitivity", "deny", *inside, f"{RECORD}.sensitivity > {PERSON}.clearance"))
    return policies


def sapl_variables(hospital):
    return {
        "parents": sapl.parents(hospital.parents),
        "staff": {p.id: {"role": x.role, "clearance": x.clearance, "suspended": x.suspended} for p, x in hospital.people.items()},
        "records": {r.id: {"kind": x.kind, "department": x.department.id, "sensitivity": x.sensitivity, "archived": x.archived,
                           "author": x.author.id} for r, x in hospital.records.items()},
    }


def entities(hospital):
    for uid, parents in hospital.parents.items():
        person = hospital.people.get(uid)
        attributes = {"role": person.role, "clearance": person.clearance, "suspended": person.suspended} if person else {}
        yield entity(uid, attributes, parents)
    for uid, record in hospital.records.items():
        yield entity(uid, {"kind": record.kind, "department": record.department.json(), "sensitivity": record.sensitivity,
                           "archived": record.archived, "author": record.author.json()})


def corpus(departments, count):
    hospital = Hospital(departments)
    requests, expected = draw(generator("hospital requests", departments, count), count, hospital.decide,
                              hospital.any_request, hospital.likely_request)
    contract, amendments = pol_parts(hospital)
    store = {"closure": {p.id: {g.id: True for g in hospital.member[p]} for p in hospital.people}}
    rules = (PERMITS + 1) * departments + 5
    return Corpus(
        f"w2_hospital_{rules}_{count}", "W2", rules, rules, contract, list(entities(hospital)), requests, expected, amendments=amendments,
        cedar=(cedar_policies(hospital), CEDAR_SCHEMA),
        rego=(rego_policy(hospital), store, [rego_input(hospital, r) for r in requests]),
        sapl=sapl.form(sapl_policies(hospital), sapl_variables(hospital), requests))
