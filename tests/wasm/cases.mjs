// The cases of a contract by polc-rt.wasm: cases.mjs POLC MODULE CONTRACT. One bundle for each `known` that the cases name,
// signed and with native code, which must not run here. Each decision must be, byte for byte, the one that POLC gives, and what the
// case expects; where CONTRACT has a details.json, what that says, too.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { load } from '../../examples/embed_node/polc.mjs';
import { differences } from './compare.mjs';
import { readCases } from './slices.mjs';

const [polc, module, contract] = process.argv.slice(2);
const known = (one) => (one.known === undefined ? '' : String(one.known));
const text = (...path) => readFileSync(join(...path), 'utf8');

// Answers of the tool, in the order of the cases: accesses as one stream, standings one by one.
function native(bundle, cases) {
  const ask = (command, input, ...more) => {
    const line = [command, bundle, '--directory', join(contract, 'directory.json'), '--format', 'json', '--request', '-', ...more];
    const done = spawnSync(polc, line, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (![0, 3, 4].includes(done.status)) throw new Error(`${line.join(' ')}: ${done.stdout}${done.stderr}`);
    return done.stdout.trimEnd().split('\n');
  };
  const onOneLine = (one) => one.asked.replaceAll(/[\r\n]/g, ' ');
  const accesses = cases.filter((one) => !one.isStanding).map((one) => `${onOneLine(one)}\n`);
  const answers = accesses.length ? ask('eval', accesses.join(''), '--stream') : [];
  return cases.map((one) => (one.isStanding ? ask('standing', one.asked)[0] : answers.shift()));
}

function decide(directory, one) {
  const now = (one.isStanding ? one.standing : one.request.context)?.now ?? new Date();
  return one.isStanding ? directory.standingText(one.asked, now) : directory.evaluateText(one.asked, now);
}

// What is wrong with each case, as texts.
function* judge(runtime, work, cases, number) {
  const bundle = join(work, `${number}.polb`);
  const build = ['build', contract, '-o', bundle, '--sign-key', join(work, 'key')];
  execFileSync(polc, known(cases[0]) ? [...build, '--known', known(cases[0])] : build, { stdio: ['ignore', 'ignore', 'inherit'] });
  const opened = runtime.open(readFileSync(bundle), { trusted: [text(work, 'key.pub')], demandSignature: true });
  if (opened.engine !== 'interp') throw new Error(`the bundle runs as ${opened.engine}`);
  const directory = opened.directory(readFileSync(join(contract, 'directory.json')));
  const details = existsSync(join(contract, 'details.json')) ? JSON.parse(text(contract, 'details.json')) : null;
  const answers = native(bundle, cases);
  for (const [i, one] of cases.entries()) {
    const got = decide(directory, one);
    const wrong = differences(one, JSON.parse(got), details);
    if (got !== answers[i]) wrong.push({ key: 'the bytes of the decision', want: answers[i], got });
    yield { id: one.id, wrong };
  }
  directory.free();
  opened.free();
}

let passed = 0;
let failed = 0;
const work = mkdtempSync(join(tmpdir(), 'polc-wasm-'));
try {
  execFileSync(polc, ['keygen', join(work, 'key')], { stdio: 'ignore' });
  const runtime = await load(readFileSync(module));
  const groups = new Map();
  for (const one of readCases(text(contract, 'cases.json'))) groups.set(known(one), [...(groups.get(known(one)) ?? []), one]);
  let number = 0;
  for (const cases of groups.values()) {
    for (const { id, wrong } of judge(runtime, work, cases, number++)) {
      if (wrong.length === 0) ++passed;
      else ++failed;
      for (const { key, want, got } of wrong)
        console.log(`FAILED ${basename(contract)}: ${id}: ${key}\n  expected  ${JSON.stringify(want)}\n  got       ${JSON.stringify(got)}`);
    }
  }
} finally {
  rmSync(work, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
