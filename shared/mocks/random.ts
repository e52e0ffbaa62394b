// Random numbers that repeat: mulberry32, and the same by position.

/** A generator from a seed: numbers from 0 to just under 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mixed(state) / 2 ** 32;
  };
}

/** The 32 random bits at a position, so that a stream has the same bytes however it is cut. */
export function randomAt(seed: number, position: number): number {
  return mixed((Math.imul(position + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)) >>> 0);
}

function mixed(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

/** `size` random bytes of a stream from `offset` on; printable ASCII only, or any. */
export function garbageBytes(seed: number, offset: number, size: number, ascii: boolean): Uint8Array {
  const bytes = new Uint8Array(size);
  let block = -1;
  let word = 0;
  for (let i = 0; i < size; i++) {
    const at = offset + i;
    if (at >>> 2 !== block) {
      block = at >>> 2;
      word = randomAt(seed, block);
    }
    const byte = (word >>> ((at & 3) * 8)) & 255;
    bytes[i] = ascii ? 32 + (byte % 95) : byte;
  }
  return bytes;
}
