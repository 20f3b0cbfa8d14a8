const SINES = Int32Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));
const START = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
const WORDS = new Int32Array(16);
const BLOCK = 64;
/** The padding ends in the same block or in the next. */
const PADDING = 2 * BLOCK;
const DIGEST = 16;

/** A secret as HMAC (RFC 2104) uses it: the state after its inner and its outer pad. */
export interface HmacKey {
  readonly inner: Int32Array;
  readonly outer: Int32Array;
}

/**
 * MD5 (RFC 1321) for RADIUS, which asks for it four times a login, each time over two or three blocks: so few that a call into
 * OpenSSL costs more than the sum itself. The caller writes into `input` and finds the answer in `digest`.
 */
export class Md5 {
  readonly input: Buffer;
  readonly digest = Buffer.alloc(DIGEST);
  private readonly view: DataView;
  private readonly state = new Int32Array(4);
  private readonly outerBlock = blockAfterDigest();
  private readonly outerView = viewOf(this.outerBlock);

  /** `longest`: the longest message. What stands in `input` behind a message is overwritten. */
  constructor(longest: number) {
    this.input = Buffer.alloc(longest + PADDING);
    this.view = viewOf(this.input);
  }

  get longest(): number {
    return this.input.length - PADDING;
  }

  /** MD5 of the first bytes of `input`. */
  sum(length: number): Buffer {
    this.run(START, length, 0);
    return this.write(this.digest);
  }

  /** HMAC-MD5 of the first bytes of `input`. */
  hmac(key: HmacKey, length: number): Buffer {
    this.run(key.inner, length, BLOCK);
    this.write(this.outerBlock);
    this.state.set(key.outer);
    compress(this.state, this.outerView, 0);
    return this.write(this.digest);
  }

  private run(start: Int32Array, length: number, before: number): void {
    const { input, view, state } = this;
    if (length > this.longest) throw new RangeError('the message is longer than its room');
    const end = (length + 8 + BLOCK) & -BLOCK;
    input[length] = 0x80;
    for (let at = length + 1; at < end - 8; at += 1) input[at] = 0;
    view.setUint32(end - 8, (length + before) * 8, true);
    view.setUint32(end - 4, 0, true);
    state.set(start);
    for (let at = 0; at < end; at += BLOCK) compress(state, view, at);
  }

  private write(target: Buffer): Buffer {
    for (let at = 0; at < DIGEST; at += 1) target[at] = (this.state[at >> 2] ?? 0) >>> ((at & 3) * 8);
    return target;
  }
}

/** MD5 of the parts one after another. */
export function md5(...parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  if (length > shared.longest) shared = new Md5(length);
  let at = 0;
  for (const part of parts) {
    shared.input.set(part, at);
    at += part.length;
  }
  return Buffer.from(shared.sum(length));
}

const keys = new WeakMap<Buffer, HmacKey>();

/** Worked out once a secret. */
export function hmacKey(secret: Buffer): HmacKey {
  const known = keys.get(secret);
  if (known) return known;
  const short = secret.length > BLOCK ? md5(secret) : secret;
  const key = { inner: padded(short, 0x36), outer: padded(short, 0x5c) };
  keys.set(secret, key);
  return key;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The outer message of HMAC is always a pad and a digest: only the digest changes. */
function blockAfterDigest(): Buffer {
  const block = Buffer.alloc(BLOCK);
  block[DIGEST] = 0x80;
  block.writeUInt32LE((BLOCK + DIGEST) * 8, BLOCK - 8);
  return block;
}

function padded(secret: Buffer, pad: number): Int32Array {
  const block = Buffer.alloc(BLOCK, pad);
  for (const [at, byte] of secret.entries()) block[at] = byte ^ pad;
  const state = Int32Array.from(START);
  compress(state, viewOf(block), 0);
  return state;
}

function compress(state: Int32Array, view: DataView, from: number): void {
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  for (let at = 0; at < 16; at += 1) WORDS[at] = view.getInt32(from + at * 4, true);
  for (let i = 0; i < 16; i += 4) {
    a = turned(a + (d ^ (b & (c ^ d))) + word(i, i), 7, b);
    d = turned(d + (c ^ (a & (b ^ c))) + word(i + 1, i + 1), 12, a);
    c = turned(c + (b ^ (d & (a ^ b))) + word(i + 2, i + 2), 17, d);
    b = turned(b + (a ^ (c & (d ^ a))) + word(i + 3, i + 3), 22, c);
  }
  for (let i = 16; i < 32; i += 4) {
    a = turned(a + (c ^ (d & (b ^ c))) + word(i, 5 * i + 1), 5, b);
    d = turned(d + (b ^ (c & (a ^ b))) + word(i + 1, 5 * i + 6), 9, a);
    c = turned(c + (a ^ (b & (d ^ a))) + word(i + 2, 5 * i + 11), 14, d);
    b = turned(b + (d ^ (a & (c ^ d))) + word(i + 3, 5 * i + 16), 20, c);
  }
  for (let i = 32; i < 48; i += 4) {
    a = turned(a + (b ^ c ^ d) + word(i, 3 * i + 5), 4, b);
    d = turned(d + (a ^ b ^ c) + word(i + 1, 3 * i + 8), 11, a);
    c = turned(c + (d ^ a ^ b) + word(i + 2, 3 * i + 11), 16, d);
    b = turned(b + (c ^ d ^ a) + word(i + 3, 3 * i + 14), 23, c);
  }
  for (let i = 48; i < 64; i += 4) {
    a = turned(a + (c ^ (b | ~d)) + word(i, 7 * i), 6, b);
    d = turned(d + (b ^ (a | ~c)) + word(i + 1, 7 * i + 7), 10, a);
    c = turned(c + (a ^ (d | ~b)) + word(i + 2, 7 * i + 14), 15, d);
    b = turned(b + (d ^ (c | ~a)) + word(i + 3, 7 * i + 21), 21, c);
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
}

function word(step: number, index: number): number {
  return ((WORDS[index & 15] ?? 0) + (SINES[step] ?? 0)) | 0;
}

function turned(sum: number, by: number, onto: number): number {
  return (((sum << by) | ((sum | 0) >>> (32 - by))) + onto) | 0;
}

let shared = new Md5(8192);
