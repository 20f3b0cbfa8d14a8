import { hash } from 'node:crypto';
import { md4 } from './md4.js';

const MAGIC_MASTER = Buffer.from('This is the MPPE Master Key');
const MAGIC_CLIENT_SENDS = Buffer.from(
  'On the client side, this is the send key; on the server side, it is the receive key.',
);
const MAGIC_SERVER_SENDS = Buffer.from(
  'On the client side, this is the receive key; on the server side, it is the send key.',
);
const PAD_1 = Buffer.alloc(40, 0x00);
const PAD_2 = Buffer.alloc(40, 0xf2);

export interface MppeKeys {
  /** Named from the NAS: what it sends with is what the client receives with. */
  readonly send: Buffer;
  readonly receive: Buffer;
}

/** RFC 3079 §3.4: 128-bit start keys from the NT hash and the client's MS-CHAPv2 answer. */
export function mppeKeys(passwordHash: Buffer, ntResponse: Buffer): MppeKeys {
  const master = sha1(md4(passwordHash), ntResponse, MAGIC_MASTER).subarray(0, 16);
  return {
    send: sha1(master, PAD_1, MAGIC_SERVER_SENDS, PAD_2).subarray(0, 16),
    receive: sha1(master, PAD_1, MAGIC_CLIENT_SENDS, PAD_2).subarray(0, 16),
  };
}

function sha1(...parts: readonly Buffer[]): Buffer {
  return hash('sha1', Buffer.concat(parts), 'buffer');
}
