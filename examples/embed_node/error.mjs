// What went wrong: `code` is a diagnostic's ("P8074", `polc explain P8074`), or a word:
//   invalid_argument, unreadable, refused, no_memory, internal   the status of polc.h
//   freed      the object was freed, or its instance is over
//   trapped    the module stopped in the middle (memory ran out, a fault of polc): its instance is over, nothing was decided
export class PolcError extends Error {
  name = 'PolcError';

  // `more`: findings ([{code, severity, message, line, column}…]), results (of Directory.decide), cause.
  constructor(code, message, { cause, ...more } = {}) {
    super(message, { cause });
    Object.assign(this, { code, findings: [] }, more);
  }
}
