// polc in JavaScript: opens bundles and decides, by polc-rt.wasm. README.md shows how; polc/polc.h says what is promised.
//
// Time      `now` is a Date, a bigint of µs since 1970 UTC, or RFC 3339 ("2026-03-01T10:00:00Z"). No clock is read.
// JSON      given as text or bytes (read as they are), or as what JSON.stringify makes text of. Bytes: a buffer or a view of one.
// Errors    PolcError is thrown (error.mjs). It never means allow: who catches it has no decision.
// Memory    free() gives a bundle's or directory's memory back; what is never freed goes when it is collected. Each keeps what
//           it needs of others: a bundle may be freed while a directory of it is in use.
import { Instance, bytesOf, isText, kStringBytes } from './instance.mjs';
import { PolcError } from './error.mjs';

export { PolcError };

const kOutcomes = ['allow', 'deny', 'expire'];
const kDeny = 1;
const kNever = 2n ** 63n - 1n;
const kUntil = 1;
const kKeyBytes = 32;
const kResultBytes = 16; // polc_result: until (8), outcome (4), errors (4)
const kOptionsBytes = 20; // polc_open_options: size, trusted, trusted_count, demand_signature, interpret

// What toJSON of others may do here (free handles, change lists) is done before anything is read of either.
function json(value) {
  if (isText(value)) return value;
  let text, cause;
  try {
    text = JSON.stringify(value);
  } catch (fault) {
    cause = fault;
  }
  if (typeof text === 'string') return text;
  throw new PolcError('invalid_argument', `this has no JSON${cause ? `: ${cause.message}` : ''}`, { cause });
}

function listed(list, what) {
  if (!Array.isArray(list)) throw new PolcError('invalid_argument', `${what} are given in a list`);
  return Array.from(list);
}

// `source`: the bytes of polc-rt.wasm, or a WebAssembly.Module, which workers may share. Gives a Polc.
export async function load(source, options) {
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
  return new Polc(new Instance(module, options?.wasi));
}

// One instance of the module.
export class Polc {
  // The functions of polc.h that have no method here: call(), within(), ask() and text() of instance.mjs.
  constructor(instance) {
    this.instance = instance;
  }

  get version() {
    return this.instance.within((frame) => {
      const place = frame.room(kStringBytes);
      this.instance.call('polc_text', place, this.instance.call('polc_version'));
      return this.instance.textAt(place);
    });
  }

  // The bytes of a file that `polc build` wrote. `trusted`: public keys, as `polc keygen` writes them ("polc-public-key …").
  // `demandSignature`: refuse what none of them signed.
  open(bytes, { trusted = [], demandSignature = false } = {}) {
    const all = listed(trusted, 'trusted keys');
    const content = bytesOf(bytes);
    return this.instance.within((frame) => {
      const options = frame.room(kOptionsBytes);
      const keys = frame.room(kKeyBytes * all.length);
      all.forEach((text, i) => {
        if (!this.instance.call('polc_key_parse', frame.text(text), keys + kKeyBytes * i))
          throw new PolcError('invalid_argument', 'this is no public key of polc');
      });
      [kOptionsBytes, keys, all.length, demandSignature ? 1 : 0, 0].forEach((number, i) =>
        this.instance.view.setUint32(options + 4 * i, number, true),
      );
      return made(Bundle, this.instance, frame, 'polc_bundle_open_bytes', frame.bytes(content), content.length, options);
    });
  }
}

// What a function of polc.h makes, which gives a handle through `out` and takes `error` after it.
function made(Type, instance, frame, name, ...args) {
  const out = frame.room(4);
  instance.ask(frame, name, ...args, out);
  return new Type(instance, instance.view.getUint32(out, true));
}

const forgotten = new FinalizationRegistry(({ instance, free, at }) => {
  if (!instance.ended) instance.call(free, at);
});

class Handle {
  #at;

  constructor(instance, at, free) {
    this.instance = instance;
    this.#at = at;
    this.freedBy = free;
    forgotten.register(this, { instance, free, at }, this);
  }

  get at() {
    if (this.#at === 0) throw new PolcError('freed', `this ${this.constructor.name} was freed`);
    return this.#at;
  }

  free() {
    if (this.#at === 0) return;
    forgotten.unregister(this);
    if (!this.instance.ended) this.instance.call(this.freedBy, this.#at);
    this.#at = 0;
  }

  [Symbol.dispose ?? Symbol.for('polc.dispose')]() {
    this.free();
  }
}

// A compiled contract.
export class Bundle extends Handle {
  constructor(instance, at) {
    super(instance, at, 'polc_bundle_free');
  }

  get contract() {
    return this.instance.text('polc_bundle_contract', this.at);
  }
  get digest() {
    return this.instance.text('polc_bundle_digest', this.at);
  }
  get engine() {
    return this.instance.text('polc_bundle_engine', this.at);
  }
  get findings() {
    return JSON.parse(this.instance.text('polc_bundle_findings', this.at));
  }
  get amendedThrough() {
    return this.instance.call('polc_bundle_amended_through', this.at);
  }

  // [{uid: {type, id}, attrs, parents}…]
  directory(entities) {
    return this.#directory('polc_directory_load', json(entities));
  }
  // One such entity a line.
  directoryOfLines(lines) {
    return this.#directory('polc_directory_load_lines', lines);
  }
  // Nobody is known but whom a request describes.
  emptyDirectory() {
    return this.instance.within((frame) => made(Directory, this.instance, frame, 'polc_directory_empty', this.at));
  }

  #directory(name, text) {
    return this.instance.within((frame) => made(Directory, this.instance, frame, name, this.at, frame.text(text)));
  }
}

// The entities that are known. It never changes: apply() makes another.
export class Directory extends Handle {
  #decision;

  constructor(instance, at) {
    super(instance, at, 'polc_directory_free');
  }

  get size() {
    return this.instance.call('polc_directory_size', this.at);
  }
  get findings() {
    return JSON.parse(this.instance.text('polc_directory_findings', this.at));
  }

  // What changes make of it: an entity as it is now, or {delete: {type, id}}; one, a list of them, or text with one a line.
  apply(changes) {
    const lines = Array.isArray(changes) ? listed(changes).map(lineOf).join('\n') : json(changes);
    return this.instance.within((frame) =>
      made(Directory, this.instance, frame, 'polc_directory_apply', this.at, frame.text(lines)),
    );
  }

  // The whole decision about {subject, action, resource, context}, as `polc eval --format json` prints it.
  evaluate(request, now) {
    return JSON.parse(this.evaluateText(request, now));
  }
  evaluateText(request, now) {
    return this.#decide('polc_evaluate_json', request, now);
  }

  // May the entity go on as it is? {entity: {type, id}}
  standing(request, now) {
    return JSON.parse(this.standingText(request, now));
  }
  standingText(request, now) {
    return this.#decide('polc_standing_json', request, now);
  }

  // Outcomes of many, without reasons: [{outcome, errors, until}…]. `until`, where it is asked for: the instant before which
  // the outcome stays, in µs; null: while only time passes. Where a request is refused this throws, and error.results has all:
  // what the others got, and deny for those.
  decide(requests, now, { until = false } = {}) {
    const asked = listed(requests, 'requests').map(json);
    return this.instance.within((frame) => {
      const { instance } = this;
      const texts = frame.room(kStringBytes * asked.length);
      asked.forEach((text, i) => frame.text(text, texts + kStringBytes * i));
      const results = roomOfResults(instance, frame, asked.length);
      const micros = microsOf(instance, frame, now);
      const flags = until ? kUntil : 0;
      const fault = instance.attempt(frame, 'polc_decide_json', this.at, texts, asked.length, micros, flags, results);
      const given = asked.map((_, i) => resultAt(instance.view, results + kResultBytes * i, until));
      if (fault) throw Object.assign(fault, { results: given });
      return given;
    });
  }

  free() {
    this.#decision?.free();
    super.free();
  }

  #decide(name, request, now) {
    const asked = json(request);
    return this.instance.within((frame) => {
      const micros = microsOf(this.instance, frame, now);
      const { at } = this;
      this.#decision ??= new Decision(this.instance);
      this.instance.ask(frame, name, at, frame.text(asked), micros, this.#decision.at);
      return this.instance.text('polc_decision_json', this.#decision.at);
    });
  }
}

// Room for one decision, decided into again and again.
class Decision extends Handle {
  constructor(instance) {
    const at = instance.within((frame) => {
      const out = frame.room(4);
      instance.ask(frame, 'polc_decision_new', out);
      return instance.view.getUint32(out, true);
    });
    super(instance, at, 'polc_decision_free');
  }
}

// One change. An item that is text would be several lines, or none.
function lineOf(change) {
  if (isText(change)) throw new PolcError('invalid_argument', 'a change in a list is an object');
  return json(change);
}

// Each denies until it was decided.
function roomOfResults(instance, frame, count) {
  const results = frame.room(kResultBytes * count);
  for (let i = 0; i < count; ++i) {
    instance.view.setUint32(results + kResultBytes * i + 8, kDeny, true);
    instance.view.setUint32(results + kResultBytes * i + 12, 1, true);
  }
  return results;
}

function resultAt(view, place, until) {
  const result = { outcome: kOutcomes[view.getUint32(place + 8, true)], errors: view.getUint32(place + 12, true) !== 0 };
  if (!until) return result;
  const micros = view.getBigInt64(place, true);
  return { ...result, until: micros === kNever ? null : micros };
}

function microsOf(instance, frame, now) {
  if (typeof now === 'bigint' && BigInt.asIntN(64, now) === now) return now;
  if (now instanceof Date && !Number.isNaN(now.getTime())) return BigInt(now.getTime()) * 1000n;
  const place = frame.room(8);
  if (typeof now === 'string' && instance.call('polc_time_parse', frame.text(now), place)) return instance.view.getBigInt64(place, true);
  throw new PolcError('invalid_argument', 'now is a Date, a bigint of microseconds, or a text such as "2026-03-01T10:00:00Z"');
}
