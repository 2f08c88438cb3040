// The module by itself: what it shows and wants, and what its functions that read files do with and without a system that has some.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WASI } from 'node:wasi';
import { Instance } from '../../examples/embed_node/instance.mjs';
import { acme, modulePath, root, run, work } from './support.mjs';

const module = await WebAssembly.compile(readFileSync(modulePath));
const kUnreadable = 2;

// Opens work/acme.polb and the example's directory by their paths; gives the status of each, and how many entities there are.
function openFiles(instance, bundlePath, directoryPath) {
  return instance.within((frame) => {
    const zeroEnded = (path) => frame.bytes(new TextEncoder().encode(`${path}\0`));
    const [bundle, directory] = [frame.room(4), frame.room(4)];
    const opened = instance.call('polc_bundle_open', zeroEnded(bundlePath), 0, bundle, 0);
    const at = instance.view.getUint32(bundle, true);
    const loaded = instance.call('polc_directory_load_file', at, zeroEnded(directoryPath), directory, 0);
    return [opened, loaded, instance.call('polc_directory_size', instance.view.getUint32(directory, true))];
  });
}

await run({
  'it exports the functions of polc.h that the runtime has, and malloc and free'() {
    const header = readFileSync(join(root, 'runtime/include/polc/polc.h'), 'utf8');
    const declared = [...header.matchAll(/^POLC_API [^(]*?\b(polc_\w+)\(/gm)].map(([, name]) => name);
    const wanted = declared.filter((name) => !['polc_compile', 'polc_optimise'].includes(name));
    assert.ok(wanted.length > 60);
    const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
    assert.deepEqual(exported.sort(), [...wanted, 'malloc', 'free', 'memory', '_initialize'].sort());
  },

  'it wants nothing but WASI, and of that no clock, socket or process'() {
    const imports = WebAssembly.Module.imports(module);
    assert.ok(imports.every((one) => one.module === 'wasi_snapshot_preview1'));
    assert.deepEqual(imports.filter(({ name }) => /^(clock|sock|poll|proc_raise|sched)/.test(name)), []);
  },

  'without a system there are no files'() {
    const [opened, , size] = openFiles(new Instance(module), '/bundles/acme.polb', '/acme/directory.json');
    assert.deepEqual([opened, size], [kUnreadable, 0]);
  },

  'by node:wasi the folders that it opens are read, and no others'() {
    const wasi = new WASI({ version: 'preview1', preopens: { '/bundles': work, '/acme': acme } });
    const instance = new Instance(module, wasi);
    const [opened, loaded, size] = openFiles(instance, '/bundles/acme.polb', '/acme/directory.json');
    assert.deepEqual([opened, loaded], [0, 0]);
    assert.ok(size > 10);
    assert.equal(openFiles(instance, '/bundles/acme.polb', '/acme/none.json')[1], kUnreadable);
    assert.equal(openFiles(instance, '/bundles/acme.polb', '/acme')[1], kUnreadable);
    assert.equal(openFiles(instance, '/etc/passwd', '/acme/directory.json')[0], kUnreadable);
  },
});
