// Compares a decision with what a case expects, as `polc cases` does, and with the details of tests/spec, as details.py does.
import { isDeepStrictEqual as same } from 'node:util';

const kKeys = ['id', 'note', 'known', 'request', 'standing', 'expect', 'asked', 'isStanding'];

// [{key, want, got}…]
export function differences(one, decision, details) {
  const found = Object.keys(one)
    .filter((key) => !kKeys.includes(key))
    .map((key) => ({ key, got: 'an unknown key of a case' }));
  for (const [key, want] of Object.entries(one.expect)) {
    const [fits, got] = expected(key, want, decision);
    if (!fits) found.push({ key, want, got });
  }
  if (!details) return found;
  const got = shown(decision);
  for (const [key, want] of Object.entries(wanted(one, details[one.id] ?? {}))) {
    if (!fitsDetail(key, want, got[key])) found.push({ key: `details: ${key}`, want, got: got[key] });
  }
  return found;
}

function expected(key, want, decision) {
  const list = (name, part) => decision[name].map((element) => element[part]);
  switch (key) {
    case 'reasons':
      return [same(list('reasons', 'clause'), want), list('reasons', 'clause')];
    case 'obligations':
      return [same(list('obligations', 'id'), want), list('obligations', 'id')];
    case 'findings':
      return [want.every((message) => list('findings', 'message').includes(message)), list('findings', 'message')];
    case 'errors': {
      const count = decision.errors.length;
      return [Number.isInteger(want) && (want === 0 ? count === 0 : count >= want), decision.errors];
    }
    case 'outcome':
    case 'stable_until':
    case 'phase':
    case 'deadline':
      return [same(decision[key] ?? null, want), decision[key]];
    default:
      return [false, 'an unknown key of `expect`'];
  }
}

const uid = (entity) => (entity ? `${entity.type}::${entity.id}` : '-');

function wanted(one, detail) {
  const entity = uid(one.isStanding ? one.standing.entity : one.request.resource);
  const reasons = one.expect.reasons.map((clause) => `${one.expect.outcome} ${clause} ${entity}`);
  return { reasons, set_aside: [], errors: [], findings: [], ...detail };
}

const shown = (decision) => ({
  reasons: decision.reasons.map((r) => `${r.effect} ${r.clause} ${uid(r.entity)}`),
  amendments: decision.reasons.map((r) => r.amendment),
  set_aside: decision.set_aside.map((s) => `${s.effect} ${s.clause} by ${s.by}`),
  errors: decision.errors.map((e) => `${e.code} ${uid(e.entity)} ${e.path || '-'}`),
  findings: decision.findings,
  contract_state: decision.contract_state,
  obligations: decision.obligations,
});

function fitsDetail(key, want, got) {
  if (want === null) return true;
  const each = (fits) => want.length === got.length && want.every((one, i) => fits(one, got[i]));
  const holds = (part, whole) => Object.entries(part).every(([name, value]) => same(whole[name], value));
  if (key === 'findings') return each((one, other) => holds(typeof one === 'string' ? { message: one } : one, other));
  if (key === 'obligations') return each((one, other) => holds(one, other));
  if (key === 'errors') return each((one, other) => `${other} `.startsWith(`${one} `));
  return same(want, got);
}
