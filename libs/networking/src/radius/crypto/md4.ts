/**
 * MD4, RFC 1320. Broken as a hash and gone from OpenSSL 3, yet it is what the NT password hash is made with, so
 * MS-CHAP cannot do without. Used for nothing else.
 */
export function md4(message: Uint8Array): Buffer {
  const blocks = pad(message);
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  const words = new Uint32Array(16);
  for (let at = 0; at < blocks.length; at += 64) {
    for (let k = 0; k < 16; k += 1) words[k] = blocks.readUInt32LE(at + k * 4);
    compress(state, words);
  }
  const digest = Buffer.alloc(16);
  state.forEach((word, k) => digest.writeUInt32LE(word, k * 4));
  return digest;
}

const ORDER: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
];
const SHIFTS: readonly (readonly number[])[] = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
];
const CONSTANTS = [0, 0x5a827999, 0x6ed9eba1];

function compress(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let round = 0; round < 3; round += 1) {
    const order = ORDER[round] ?? [];
    const shifts = SHIFTS[round] ?? [];
    for (let step = 0; step < 16; step += 1) {
      const sum = (a + mixed(round, b, c, d) + (words[order[step] ?? 0] ?? 0) + (CONSTANTS[round] ?? 0)) | 0;
      const shift = shifts[step & 3] ?? 0;
      a = d;
      d = c;
      c = b;
      b = (sum << shift) | (sum >>> (32 - shift));
    }
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
}

function mixed(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  return round === 1 ? (x & y) | (x & z) | (y & z) : x ^ y ^ z;
}

function pad(message: Uint8Array): Buffer {
  const blocks = Buffer.alloc(((message.length + 8) >> 6) * 64 + 64);
  blocks.set(message);
  blocks[message.length] = 0x80;
  blocks.writeUInt32LE((message.length * 8) >>> 0, blocks.length - 8);
  return blocks;
}
