// The system that the module sees: random numbers for libsodium, and nothing else. No file, clock, variable or output.
const crypto = globalThis.crypto ?? (await import('node:crypto')).webcrypto; // Node 18 has no global one
const kOk = 0;
const kBadFile = 8;
const kNotSupported = 52;

// `memory`: a function that gives the instance's memory.
export function closedSystem(memory) {
  const zeroAt = (...places) => {
    const view = new DataView(memory().buffer);
    for (const place of places) view.setUint32(place, 0, true);
    return kOk;
  };
  const known = {
    environ_get: () => kOk,
    environ_sizes_get: zeroAt,
    fd_prestat_get: () => kBadFile, // no folder is open
    random_get(at, size) {
      const bytes = new Uint8Array(memory().buffer, at, size);
      for (let from = 0; from < size; from += 65536) crypto.getRandomValues(bytes.subarray(from, from + 65536));
      return kOk;
    },
    proc_exit(code) {
      throw new Error(`the module ended with code ${code}`);
    },
  };
  return new Proxy(known, { get: (functions, name) => functions[name] ?? (() => kNotSupported) });
}
