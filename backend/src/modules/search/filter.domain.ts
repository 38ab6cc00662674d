/** Filters of a block: tokens fall to them by their first four bits, so that a search reads a sixteenth. */
export const SLICES = 16;
const BITS_PER_TOKEN = 16;
const HASHES = 7;
/** 2³² divided by the golden ratio: a second number from the same token, spread anew. */
const SPREAD = 0x9e3779b1;

export const sliceOf = (token: number): number => token >>> 28;

function* positions(token: number, bits: number): Generator<number> {
  const step = (Math.imul(token, SPREAD) >>> 0) | 1;
  for (let hash = 0; hash < HASHES; hash++) yield (token + hash * (step >>> 0)) % bits;
}

/** A Bloom filter of some distinct tokens (32 bits each): of those that it does not hold, one in a thousand seems to be there. */
export const makeFilter = (tokens: readonly number[]): Buffer => {
  const filter = Buffer.alloc(Math.ceil((tokens.length * BITS_PER_TOKEN) / 8));
  for (const token of tokens)
    for (const bit of positions(token, filter.length * 8)) {
      const byte = bit >>> 3;
      filter[byte] = (filter[byte] ?? 0) | (1 << (bit & 7));
    }
  return filter;
};

/** False when the token is certainly not among the filter's. */
export const mayHold = (filter: Uint8Array, token: number): boolean => {
  for (const bit of positions(token, filter.length * 8))
    if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  return true;
};

/** Whether a sorted list of four-byte tokens holds one. */
export const holds = (tokens: Uint8Array, token: number): boolean => {
  const view = new DataView(tokens.buffer, tokens.byteOffset, tokens.byteLength);
  let low = 0;
  let high = tokens.byteLength / 4;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (view.getUint32(middle * 4) < token) low = middle + 1;
    else high = middle;
  }
  return low * 4 < tokens.byteLength && view.getUint32(low * 4) === token;
};
