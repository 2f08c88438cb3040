// The JavaScript of examples/embed_node: what it decides, how it refuses, and that it gives memory back.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PolcError, load } from '../../examples/embed_node/polc.mjs';
import { acme, bundleBytes, bundlePath, connects, entities, key, modulePath, now, otherKey, root, run, tool, work } from './support.mjs';

const module = await WebAssembly.compile(readFileSync(modulePath));
const polc = await load(module);
const bundle = polc.open(bundleBytes);
const directory = bundle.directory(entities);

const refuses = (code, act, message = /./) =>
  assert.throws(act, (error) => error instanceof PolcError && error.code === code && message.test(error.message));
const door = (...line) =>
  spawnSync(process.execPath, ['--no-warnings', join(root, 'examples/embed_node/door.mjs'), modulePath, ...line], { encoding: 'utf8' });
const request5 = join(acme, 'requests/5_responder_in_an_incident.json');

await run({
  'a bundle says what it is'() {
    assert.equal(bundle.contract, 'acme.sandboxes');
    assert.equal(bundle.engine, 'interp');
    assert.match(bundle.digest, /^sha256:[0-9a-f]{64}$/);
    assert.equal(bundle.amendedThrough, 3);
    assert.deepEqual(bundle.findings, []);
    assert.match(polc.version, /^\d+\.\d+\.\d+$/);
    assert.ok(directory.size > 10);
  },

  'native code of a trusted bundle does not run here, and it decides the same'() {
    const trusted = polc.open(bundleBytes, { trusted: [otherKey, key], demandSignature: true });
    assert.equal(trusted.engine, 'interp');
    assert.equal(trusted.directory(entities).evaluate(connects('vendor_mfa'), now).outcome, 'allow');
  },

  'bundles that were cut, changed or signed by nobody known are refused'() {
    refuses('P8071', () => polc.open(new Uint8Array()));
    refuses('P8071', () => polc.open(Buffer.from(entities)));
    refuses('P8074', () => polc.open(bundleBytes.subarray(0, 2000)));
    for (let at = 160; at < bundleBytes.length; at += 997) {
      const changed = Uint8Array.from(bundleBytes);
      changed[at] ^= 1 << (at % 8);
      // What nobody reads is not looked at: native code, and texts until one is asked for (then they are named as damaged).
      try {
        polc.open(changed).free();
      } catch (error) {
        assert.match(error.code, /^P807[56]$/);
      }
    }
    refuses('P8078', () => polc.open(bundleBytes, { trusted: [otherKey], demandSignature: true }));
    refuses('P8078', () => polc.open(bundleBytes, { demandSignature: true }));
    refuses('invalid_argument', () => polc.open(bundleBytes, { trusted: ['no key'] }));
  },

  'decisions are the bytes of the tool'() {
    const expected = tool('eval', acme, '--directory', join(acme, 'directory.json'), '--request', request5, '--format', 'json');
    assert.equal(`${directory.evaluateText(readFileSync(request5), '2026-06-02T10:00:00Z')}\n`, expected);
  },

  'instants are a Date, microseconds or a text'() {
    const texts = [now, new Date(now), BigInt(Date.parse(now)) * 1000n, '2026-02-03T11:00:00+01:00'];
    assert.equal(new Set(texts.map((at) => directory.evaluateText(connects('vendor_mfa'), at))).size, 1);
    for (const bad of ['tomorrow', 1770112800, undefined, null, new Date('x'), 2n ** 63n])
      refuses('invalid_argument', () => directory.evaluate(connects('vendor_mfa'), bad), /now is/);
  },

  'a standing says phase and deadline'() {
    const standing = directory.standing(readFileSync(join(acme, 'requests/standing_3_expired.json')), '2026-02-05T10:00:00Z');
    assert.equal(standing.outcome, 'expire');
    assert.equal(standing.phase, 'expired');
    assert.ok(standing.obligations.length > 0);
  },

  'many at once: outcomes, and until when'() {
    const results = directory.decide(['operator', 'vendor_mfa', 'vendor_no_mfa', 'nobody'].map((id) => connects(id)), now, { until: true });
    assert.deepEqual(results.map((one) => one.outcome), ['allow', 'allow', 'deny', 'deny']);
    assert.ok(results.every(({ until }) => until === null || typeof until === 'bigint'));
    assert.ok(results.some(({ until }) => typeof until === 'bigint' && until > BigInt(Date.parse(now)) * 1000n));
    assert.deepEqual(directory.decide([], now), []);
    assert.ok(!('until' in directory.decide([connects('operator')], now)[0]));
  },

  'one refused among many denies, and the others are decided'() {
    assert.throws(
      () => directory.decide([connects('operator'), '{"subject":', connects('vendor_mfa')], now),
      (error) => {
        assert.equal(error.findings.length, 1);
        assert.match(error.message, /^request 1: /);
        assert.deepEqual(error.results.map(({ outcome, errors }) => [outcome, errors]), [['allow', false], ['deny', true], ['allow', false]]);
        return error instanceof PolcError;
      },
    );
  },

  'what cannot be read is refused with its place'() {
    refuses('P8001', () => bundle.directory('[{'));
    assert.throws(() => directory.evaluate('{"subject": 1}', now), ({ findings }) => findings[0].line === 1 && findings[0].severity === 'error');
    for (const none of [undefined, '', null, 3, []]) assert.throws(() => directory.evaluate(none, now), PolcError);
    refuses('invalid_argument', () => directory.evaluate(JSON.stringify(connects('x')).replace('"x"', '"\ud800"'), now), /surrogate/);
    assert.throws(() => directory.evaluate(connects('\ud800'), now), PolcError);
  },

  'changes make a new directory, and the old one stays'() {
    const person = JSON.parse(entities).find(({ uid }) => uid.id === 'vendor_mfa');
    const lost = directory.apply([{ ...person, attrs: { ...person.attrs, mfa: false } }]);
    const gone = lost.apply('{"delete":{"type":"Identity","id":"vendor_mfa"}}\n');
    assert.equal(directory.evaluate(connects('vendor_mfa'), now).outcome, 'allow');
    assert.equal(lost.evaluate(connects('vendor_mfa'), now).outcome, 'deny');
    assert.equal(gone.size, directory.size - 1);
    assert.deepEqual(gone.apply([{ delete: { type: 'Identity', id: 'vendor_mfa' } }]).findings.map(({ severity }) => severity), ['warning']);
    assert.throws(() => directory.apply('{"uid":'), PolcError);
    assert.equal(bundle.emptyDirectory().size, 0);
    const lines = JSON.parse(entities).map((one) => JSON.stringify(one)).join('\n');
    assert.equal(bundle.directoryOfLines(lines).size, directory.size);
  },

  'handles outlive what they came from, and are not used when they were freed'() {
    const short = polc.open(bundleBytes);
    const kept = short.directory(entities);
    short.free();
    short.free();
    assert.equal(kept.evaluate(connects('operator'), now).outcome, 'allow');
    refuses('freed', () => short.directory(entities));
    kept.free();
    refuses('freed', () => kept.evaluate(connects('operator'), now));
  },

  'who decides with what was freed gets no outcome'() {
    const freed = bundle.directory(entities);
    freed.free();
    const nothing = (error) => error instanceof PolcError && error.code === 'freed' && !('results' in error);
    assert.throws(() => freed.decide([connects('nobody'), connects('operator')], now), nothing);
    const late = bundle.directory(entities);
    const frees = { toJSON: () => (late.free(), connects('operator')) };
    assert.throws(() => late.decide([frees, connects('nobody')], now), nothing);
    assert.throws(() => bundle.directory(entities).decide([connects('nobody')], 'tomorrow'), (error) => !('results' in error));
  },

  'who evaluates with what was freed makes nothing'() {
    const freed = bundle.directory(entities);
    freed.free();
    const made = [];
    const { instance } = polc;
    const { call } = instance;
    instance.call = (name, ...args) => (made.push(name), call.call(instance, name, ...args));
    refuses('freed', () => freed.evaluate(connects('operator'), now));
    delete instance.call;
    assert.ok(!made.includes('polc_decision_new'));
  },

  'requests are looked at once'() {
    const few = [connects('operator'), connects('vendor_mfa')];
    few[0].toJSON = () => {
      while (few.length < 500) few.push(connects('nobody'));
      return connects('operator');
    };
    assert.deepEqual(directory.decide(few, now).map(({ outcome }) => outcome), ['allow', 'allow']);
    assert.equal(few.length, 500);
  },

  'what is no list, and what JSON has no text of, is refused'() {
    for (const list of [undefined, null, 'ab', 3, { length: 2 }, connects('operator')])
      refuses('invalid_argument', () => directory.decide(list, now), /list/);
    const cyclic = connects('operator');
    cyclic.context = { cyclic };
    const none = { toJSON: () => undefined };
    for (const bad of [cyclic, { ...connects('operator'), context: { n: 1n } }, none, undefined, () => 1]) {
      refuses('invalid_argument', () => directory.evaluate(bad, now), /JSON/);
      refuses('invalid_argument', () => directory.standing(bad, now), /JSON/);
      refuses('invalid_argument', () => directory.decide([connects('operator'), bad], now), /JSON/);
      refuses('invalid_argument', () => directory.apply([bad]), /JSON/);
      refuses('invalid_argument', () => directory.apply(bad), /JSON/);
      refuses('invalid_argument', () => bundle.directory(bad), /JSON/);
    }
    refuses('invalid_argument', () => polc.open(bundleBytes, { trusted: key }), /list/);
  },

  'bytes may be any buffer or view, and nothing else'() {
    const buffer = (bytes) => Uint8Array.from(bytes).buffer;
    const lines = Buffer.from(JSON.parse(entities).map((one) => JSON.stringify(one)).join('\n'));
    for (const as of [buffer, (bytes) => new DataView(buffer(bytes)), (bytes) => new Int8Array(buffer(bytes))]) {
      assert.equal(polc.open(as(bundleBytes)).contract, 'acme.sandboxes');
      assert.equal(bundle.directory(as(Buffer.from(entities))).size, directory.size);
      assert.equal(bundle.directoryOfLines(as(lines)).size, directory.size);
      const gone = directory.apply(as(Buffer.from('{"delete":{"type":"Identity","id":"vendor_mfa"}}')));
      assert.equal(gone.size, directory.size - 1);
      assert.equal(directory.evaluate(as(Buffer.from(JSON.stringify(connects('operator')))), now).outcome, 'allow');
    }
    for (const bad of [undefined, null, 3, {}, [1, 2], { length: 7 }]) {
      refuses('invalid_argument', () => polc.open(bad));
      refuses('invalid_argument', () => bundle.directoryOfLines(bad));
      refuses('invalid_argument', () => polc.open(bundleBytes, { trusted: [bad] }));
    }
    assert.equal(directory.evaluate(connects('operator'), now).outcome, 'allow');
  },

  'one change needs no list'() {
    assert.equal(directory.apply({ delete: { type: 'Identity', id: 'vendor_mfa' } }).size, directory.size - 1);
  },

  'room is of a size that memory can have'() {
    for (const size of [undefined, null, NaN, -1, 1.5, 2 ** 32, '8', 8n])
      refuses('invalid_argument', () => polc.instance.within((frame) => frame.room(size)));
    assert.ok(polc.instance.within((frame) => frame.room(0)) > 0);
  },

  'a function that is not there is refused, and the instance goes on'() {
    for (const name of ['polc_decide_jsn', 'memory', undefined]) refuses('invalid_argument', () => polc.instance.call(name), /no function/);
    assert.equal(directory.evaluate(connects('operator'), now).outcome, 'allow');
  },

  'what was freed is used again: memory does not grow'() {
    const round = () => {
      const opened = polc.open(bundleBytes, { trusted: [key] });
      const loaded = opened.directory(entities);
      for (const id of ['operator', 'vendor_mfa']) loaded.evaluate(connects(id), now);
      assert.throws(() => loaded.evaluate('{', now), PolcError);
      loaded.decide([connects('operator')], now);
      loaded.apply([{ delete: { type: 'Identity', id: 'operator' } }]).free();
      loaded.free();
      opened.free();
    };
    for (let i = 0; i < 20; ++i) round();
    const before = polc.instance.view.buffer.byteLength;
    for (let i = 0; i < 300; ++i) round();
    assert.equal(polc.instance.view.buffer.byteLength, before);
  },

  async 'memory that runs out ends the instance, and nothing is decided'() {
    const fresh = await load(module);
    const opened = fresh.open(bundleBytes);
    const loaded = opened.directory(entities);
    const { instance } = fresh;
    instance.within((frame) => {
      const [text, out] = [frame.text(entities), frame.room(4)];
      for (let size = 1 << 24; size >= 8; size /= 2) while (instance.call('malloc', size) !== 0);
      refuses('trapped', () => instance.call('polc_directory_load', opened.at, text, out, 0));
    });
    refuses('freed', () => loaded.evaluate(connects('operator'), now), /the instance is over/);
    refuses('freed', () => fresh.open(bundleBytes));
    loaded.free();
    opened.free();
    assert.equal(directory.evaluate(connects('operator'), now).outcome, 'allow'); // another instance goes on
  },

  'the example decides as the tool does, and refuses in time'() {
    const at = ['--directory', join(acme, 'directory.json'), '--request', request5, '--now', '2026-06-02T10:00:00Z', '--format', 'json'];
    const expected = readFileSync(join(root, 'examples/embed_c/expected.txt'), 'utf8').replace(', native', ', interp') + tool('eval', acme, ...at);
    const asked = [join(acme, 'directory.json'), request5];
    assert.equal(door(bundlePath, join(work, 'key.pub'), ...asked).stdout, expected);
    const other = door(bundlePath, join(work, 'other.pub'), ...asked);
    assert.equal(other.status, 2);
    assert.match(other.stderr, /^P8078: /);
    writeFileSync(join(work, 'cut.polb'), bundleBytes.subarray(0, 2000));
    assert.match(door(join(work, 'cut.polb'), join(work, 'key.pub'), ...asked).stderr, /^P8074: /);
    assert.equal(door().status, 2);
  },
});
