"""W8: the hospital of 9,905 rules under 0 to 1,000 amendments, each of which replaces the rules of one department."""
from .corpus import Corpus, draw, generator
from .hospital import Hospital, entities, pol_department, pol_parts

DEPARTMENTS = 300


def amendment(hospital, number, rng):
    department = hospital.departments[(number - 1) % DEPARTMENTS]
    hospital.draw_permits(rng, department)  # the reference goes by the last version
    over = f" over amendment {number - DEPARTMENTS}" if number > DEPARTMENTS else ""
    clause = pol_department(hospital, department)
    head, body = clause.split(" {\n", 1)
    return (f"amendment {number} to bench.hospital\n  signed 2026-01-01\n  effective 2026-01-02\n  because \"Other duties\"\n\n"
            f"replace {head}{over} {{\n{body}")


def corpus(amendments, count):
    hospital = Hospital(DEPARTMENTS)
    contract, _ = pol_parts(hospital)
    rng = generator("amended", amendments)
    texts = [amendment(hospital, number, rng) for number in range(1, amendments + 1)]
    requests, expected = draw(generator("amended requests", amendments), count, hospital.decide, hospital.any_request, hospital.likely_request)
    return Corpus(f"w8_amended_{amendments}_{count}", "W8", amendments, 33 * DEPARTMENTS + 5, contract, list(entities(hospital)), requests, expected,
                  amendments=texts)
