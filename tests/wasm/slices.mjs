// A file of cases with its requests as they are written: JSON.parse would round their numbers and drop a key that stands twice.

// The end of the value or token that begins at `at`.
function skip(text, at) {
  let depth = 0;
  do {
    if (text[at] === '"') {
      for (++at; text[at] !== '"'; ++at) if (text[at] === '\\') ++at;
      ++at;
    } else if ('[{'.includes(text[at])) {
      ++depth;
      ++at;
    } else if (']}'.includes(text[at])) {
      --depth;
      ++at;
    } else if (/[\s,:]/.test(text[at])) {
      ++at;
    } else {
      while (at < text.length && !/[\s,:\]}]/.test(text[at])) ++at;
    }
  } while (depth > 0);
  return at;
}

const blanks = (text, at) => at + /^[\s,:]*/.exec(text.slice(at, at + 4096))[0].length;

// The texts of the values in an array, or of the keys and values in an object, one after the other.
function inside(text) {
  const slices = [];
  for (let at = blanks(text, 1); at < text.length - 1; ) {
    const end = skip(text, at);
    slices.push(text.slice(at, end));
    at = blanks(text, end);
  }
  return slices;
}

// [{id, known, expect, …, asked: text of its request or standing, standing: is it one?}…]
export function readCases(text) {
  return inside(text.trim()).map((one) => {
    const parts = inside(one);
    const at = parts.findIndex((part, i) => i % 2 === 0 && (part === '"request"' || part === '"standing"'));
    if (at < 0) throw new Error(`a case has neither request nor standing: ${one}`);
    return { ...JSON.parse(one), asked: parts[at + 1], isStanding: parts[at] === '"standing"' };
  });
}
