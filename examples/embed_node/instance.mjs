// One instance of polc-rt.wasm: its functions by name, its memory, and the layouts of polc.h as wasm32 has them.
//
// Whatever stops the module in the middle ends the instance: what it was writing is unfinished, so that nothing is asked of it again.
import { PolcError } from './error.mjs';
import { closedSystem } from './wasi.mjs';

export const kStatus = ['ok', 'invalid_argument', 'unreadable', 'refused', 'no_memory', 'internal'];
export const kStringBytes = 8; // polc_string: data, size

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const isBuffer = (value) => value instanceof ArrayBuffer || (typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer);

// A string, or what stands for bytes: a Uint8Array, another view, or a buffer.
export const isText = (value) => typeof value === 'string' || ArrayBuffer.isView(value) || isBuffer(value);

// The bytes of such a value, strings as UTF-8.
export function bytesOf(value) {
  // JavaScript's strings may hold halves of characters, which have no UTF-8: two such would become one name.
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
    throw new PolcError('invalid_argument', 'the text holds half a character (a lone surrogate)');
  if (typeof value === 'string') return encoder.encode(value);
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isBuffer(value)) return new Uint8Array(value);
  throw new PolcError('invalid_argument', 'a text is a string, an ArrayBuffer or a view of one');
}

export class Instance {
  #exports;
  #ended = null;
  #view = new DataView(new ArrayBuffer(0));

  // `wasi`: an instance of node:wasi's WASI, for who wants the module to see files; else it sees none.
  constructor(module, wasi) {
    const system = wasi?.wasiImport ?? closedSystem(() => this.#exports.memory);
    const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: system });
    this.#exports = instance.exports;
    if (wasi) wasi.initialize(instance);
    else this.#exports._initialize();
  }

  get ended() {
    return this.#ended !== null;
  }

  call(name, ...args) {
    if (this.#ended) throw new PolcError('freed', `the instance is over: ${this.#ended.message}`, { cause: this.#ended });
    const found = this.#exports[name];
    if (typeof found !== 'function') throw new PolcError('invalid_argument', `the module has no function ${name}`);
    try {
      return found(...args);
    } catch (fault) {
      this.#ended = fault;
      throw new PolcError('trapped', `${name} stopped: ${fault.message}`, { cause: fault });
    }
  }

  // Memory moves when it grows: a view is good until the next call.
  get view() {
    const { buffer } = this.#exports.memory;
    if (this.#view.buffer !== buffer) this.#view = new DataView(buffer);
    return this.#view;
  }

  // Runs `work` with a Frame, whose memory is given back after it.
  within(work) {
    const frame = new Frame(this);
    try {
      return work(frame);
    } finally {
      frame.free();
    }
  }

  textAt(place) {
    const at = this.view.getUint32(place, true);
    const size = this.view.getUint32(place + 4, true);
    return decoder.decode(new Uint8Array(this.view.buffer, at, size));
  }

  // A function of polc.h that gives a polc_string, which is written to where its first argument says.
  text(name, ...args) {
    return this.within((frame) => {
      const place = frame.room(kStringBytes);
      this.call(name, place, ...args);
      return this.textAt(place);
    });
  }

  // A function of polc.h that gives a status and takes `error` last. Throws unless that is POLC_OK; what stands at `out` is
  // given back then.
  ask(frame, name, ...args) {
    const fault = this.attempt(frame, name, ...args);
    if (fault) throw fault;
  }

  // As ask(), but where the function gave another status than POLC_OK, the PolcError is given back; else null.
  attempt(frame, name, ...args) {
    const error = frame.room(4);
    const status = this.call(name, ...args, error);
    return status === 0 ? null : this.#errorAt(this.view.getUint32(error, true), status);
  }

  #errorAt(error, status) {
    if (error === 0) return new PolcError(kStatus[status], kStatus[status]);
    const made = new PolcError(this.text('polc_error_code', error), this.text('polc_error_message', error), {
      findings: JSON.parse(this.text('polc_error_findings', error)),
    });
    this.call('polc_error_free', error);
    return made;
  }
}

// Memory of one call.
class Frame {
  #instance;
  #places = [];

  constructor(instance) {
    this.#instance = instance;
  }

  // `size` bytes of zero.
  room(size) {
    if (!Number.isSafeInteger(size) || size < 0 || size >= 2 ** 32)
      throw new PolcError('invalid_argument', 'room is of a number of bytes below 2^32');
    const place = this.#instance.call('malloc', Math.max(size, 1)) >>> 0;
    if (place === 0) throw new PolcError('no_memory', `no memory for ${size} bytes`);
    this.#places.push(place);
    new Uint8Array(this.#instance.view.buffer, place, size).fill(0);
    return place;
  }

  // Of what bytesOf() takes.
  bytes(value) {
    return this.#placed(bytesOf(value)).at;
  }

  // Writes a polc_string of what bytesOf() takes to `place` or to room of its own. Gives the place.
  text(text, place = this.room(kStringBytes)) {
    const { at, size } = this.#placed(bytesOf(text));
    this.#instance.view.setUint32(place, at, true);
    this.#instance.view.setUint32(place + 4, size, true);
    return place;
  }

  #placed(bytes) {
    const size = bytes.length;
    const at = this.room(size);
    new Uint8Array(this.#instance.view.buffer, at, size).set(bytes);
    return { at, size };
  }

  free() {
    if (this.#instance.ended) return;
    for (const place of this.#places) this.#instance.call('free', place);
  }
}
