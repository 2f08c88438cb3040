// What the tests of this folder share: the tool, the module, and the example's bundle, signed. They end with `N passed, M failed`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const polc = process.env.POLC_TOOL ?? join(root, 'build/polc');
export const modulePath = process.env.POLC_MODULE ?? join(root, 'build-wasm/polc-rt.wasm');
export const acme = join(root, 'examples/acme_sandboxes');
export const work = mkdtempSync(join(tmpdir(), 'polc-wasm-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

export const tool = (...line) => execFileSync(polc, line, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
tool('keygen', join(work, 'key'));
tool('keygen', join(work, 'other'));
export const bundlePath = join(work, 'acme.polb');
tool('build', acme, '--sign-key', join(work, 'key'), '-o', bundlePath);
export const bundleBytes = readFileSync(bundlePath);
export const key = readFileSync(join(work, 'key.pub'), 'utf8');
export const otherKey = readFileSync(join(work, 'other.pub'), 'utf8');
export const entities = readFileSync(join(acme, 'directory.json'), 'utf8');

export const now = '2026-02-03T10:00:00Z';
export const connects = (id, to = 'staging_1', context = undefined) => ({
  subject: { type: 'Identity', id },
  action: { name: 'connect' },
  resource: { type: 'Environment', id: to },
  context,
});

// Runs the tests, each a name and what throws where it does not hold.
export async function run(tests) {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
    } catch (fault) {
      ++failed;
      console.log(`FAILED ${name}\n${fault.stack}`);
    }
  }
  console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
