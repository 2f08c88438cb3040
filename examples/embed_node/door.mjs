// A door that asks a bundle: who may connect to which environment?
// usage: node door.mjs MODULE BUNDLE KEY.pub DIRECTORY REQUEST.json
import { readFileSync } from 'node:fs';
import { PolcError, load } from './polc.mjs';

const kNow = '2026-06-02T10:00:00Z';
const asks = (id) => ({
  subject: { type: 'Identity', id },
  action: { name: 'connect' },
  resource: { type: 'Environment', id: 'staging_1' },
});

// Nothing is decided by a bundle that this key did not sign.
async function main([modulePath, bundlePath, keyPath, directoryPath, requestPath]) {
  const polc = await load(readFileSync(modulePath));
  const bundle = polc.open(readFileSync(bundlePath), { trusted: [readFileSync(keyPath, 'utf8')], demandSignature: true });
  const directory = bundle.directory(readFileSync(directoryPath));
  console.log(`${bundle.contract}, ${bundle.engine}`);

  // Many at once: what a service does for each request that it serves.
  const who = ['operator', 'vendor_mfa', 'vendor_no_mfa'];
  const results = directory.decide(who.map(asks), kNow);
  who.forEach((id, i) => console.log(`${id} connects to staging_1: ${results[i].outcome}`));

  // One, with everything that it says.
  const whole = directory.evaluateText(readFileSync(requestPath), kNow);
  const decision = JSON.parse(whole);
  console.log(`the request: ${decision.outcome}`);
  for (const { clause, file, line, amendment } of decision.reasons)
    console.log(`  because ${clause} (${file}:${line}, amendment ${amendment ?? 0})`);
  for (const { id, properties } of decision.obligations) console.log(`  obliged to ${id} ${JSON.stringify(properties)}`);
  console.log(whole);
  directory.free();
  bundle.free();
}

if (process.argv.length !== 7) {
  console.error('usage: node door.mjs MODULE BUNDLE KEY.pub DIRECTORY REQUEST.json');
  process.exit(2);
}
await main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof PolcError)) throw error;
  console.error(`${error.code}: ${error.message}`); // an example has nothing else to go on with; a service would deny
  process.exit(2);
});
