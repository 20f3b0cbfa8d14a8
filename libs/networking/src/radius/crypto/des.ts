/**
 * DES (FIPS 46-3), one block under a 56-bit key: what MS-CHAP answers are made of (RFC 2759 §8.6), three times a login, under keys
 * that are used once. OpenSSL 3 has it as triple DES alone, and setting that up costs ten times the block. Used for nothing else.
 */
export function desBlock(clear: Buffer, key56: Buffer): Buffer {
  const schedule = scheduleOf(key56);
  halves[LEFT] = clear.readInt32BE(0);
  halves[RIGHT] = clear.readInt32BE(4);
  for (const exchange of INITIAL) run(exchange);
  let left = halves[LEFT] ?? 0;
  let right = halves[RIGHT] ?? 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = left ^ mixed(right, schedule[2 * round] ?? 0, schedule[2 * round + 1] ?? 0);
    left = right;
    right = next;
  }
  halves[LEFT] = right;
  halves[RIGHT] = left;
  for (const exchange of FINAL) run(exchange);
  const block = Buffer.allocUnsafe(8);
  block.writeInt32BE(halves[LEFT], 0);
  block.writeInt32BE(halves[RIGHT], 4);
  return block;
}

const ROUNDS = 16;
const WORDS = 2 * ROUNDS;
const LEFT = 0;
const RIGHT = 1;
const halves = new Int32Array(2);

interface Exchange {
  readonly from: typeof LEFT | typeof RIGHT;
  readonly by: number;
  readonly mask: number;
}

/** The initial permutation: bits that the halves exchange, five times. Its inverse does the same the other way round. */
const INITIAL: readonly Exchange[] = [
  { from: LEFT, by: 4, mask: 0x0f0f0f0f },
  { from: LEFT, by: 16, mask: 0x0000ffff },
  { from: RIGHT, by: 2, mask: 0x33333333 },
  { from: RIGHT, by: 8, mask: 0x00ff00ff },
  { from: LEFT, by: 1, mask: 0x55555555 },
];
const FINAL = INITIAL.toReversed();

function run({ from, by, mask }: Exchange): void {
  const giver = halves[from] ?? 0;
  const taker = halves[1 - from] ?? 0;
  const bits = ((giver >>> by) ^ taker) & mask;
  halves[1 - from] = taker ^ bits;
  halves[from] = giver ^ (bits << by);
}

/** Eight overlapping groups of six bits, each with its part of the round's key through its box. */
function mixed(half: number, early: number, late: number): number {
  let out = 0;
  for (let box = 0; box < 4; box += 1) {
    const down = 18 - 6 * box;
    out |= BOXES[box * 64 + ((turned(half, 4 * box + 5) ^ (early >>> down)) & 63)] ?? 0;
    out |= BOXES[(box + 4) * 64 + ((turned(half, 4 * box + 21) ^ (late >>> down)) & 63)] ?? 0;
  }
  return out;
}

function turned(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

const schedule = new Int32Array(WORDS);

/** Two words of 24 bits a round. Each octet of the key brings its bits to each of them by a table. */
function scheduleOf(key56: Buffer): Int32Array {
  schedule.fill(0);
  for (let octet = 0; octet < 7; octet += 1) {
    const row = (octet * 256 + (key56[octet] ?? 0)) * WORDS;
    for (let word = 0; word < WORDS; word += 1) schedule[word] = (schedule[word] ?? 0) | (KEY_TABLE[row + word] ?? 0);
  }
  return schedule;
}

/** Rows of sixteen, as FIPS 46-3 prints them. */
const PRINTED_BOXES = [
  'e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d',
  'f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9',
  'a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c',
  '7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e',
  '2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453',
  'c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d',
  '4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c',
  'd2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b',
];
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
];
const PC1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36, 63, 55,
  47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
];
const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55, 30,
  40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];
/** How far both halves of the key have turned in each round. */
const TURNS = [1, 2, 4, 6, 8, 10, 12, 14, 15, 17, 19, 21, 23, 25, 27, 28];

/** What each box gives for six bits, at the places where P puts it. */
const BOXES = Int32Array.from({ length: 8 * 64 }, (_, index) => {
  const box = index >> 6;
  const row = ((index >> 4) & 2) | (index & 1);
  const given = Number.parseInt(PRINTED_BOXES[box]?.[row * 16 + ((index >> 1) & 15)] ?? '', 16);
  return P.reduce((out, from, to) => {
    const bit = from - 1 - 4 * box;
    return bit < 0 || bit > 3 ? out : out | (((given >> (3 - bit)) & 1) << (31 - to));
  }, 0);
});

/** For each octet of the key and each value of it: its bits in the 32 words. */
const KEY_TABLE = keyTable();

function keyTable(): Int32Array {
  const table = new Int32Array(7 * 256 * WORDS);
  for (const [round, turns] of TURNS.entries())
    for (const [to, from] of PC2.entries()) {
      const half = from > 28 ? 28 : 0;
      // FIPS counts an octet as eight bits, of which the last is parity: PC1 never takes it.
      const place = (PC1[half + ((from - 1 - half + turns) % 28)] ?? 0) - 1;
      const word = 2 * round + (to < 24 ? 0 : 1);
      mark(table, (place >> 3) * 7 + (place & 7), word, 1 << (23 - (to % 24)));
    }
  return table;
}

/** Where this bit of the key is set, this bit of the word is. */
function mark(table: Int32Array, keyBit: number, word: number, bit: number): void {
  const octet = keyBit >> 3;
  const mask = 0x80 >> (keyBit & 7);
  for (let value = 0; value < 256; value += 1) {
    const at = (octet * 256 + value) * WORDS + word;
    if ((value & mask) !== 0) table[at] = (table[at] ?? 0) | bit;
  }
}
