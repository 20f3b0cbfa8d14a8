import type { Dice } from '../dice.ts';
import { mutant } from './mutations.ts';
import { accessOriginal, accountingOriginal } from './originals.ts';
import { SECRET } from './people.ts';
import { assemble, CODE, isRightAccounting, read, type Read, sign, signatureOf } from './wire.ts';

const HEAD = 20;
const LONGEST = 4_096;
const MOST_PACKETS = 60;
/** No packet is that long or that short: where the next one begins is not to be known. */
const WRONG_LENGTHS = [0, 1, 19, 4_097, 9_000, 65_535];

/** What a stream of octets says, packet by packet (RFC 6613 §2.6), and whether the connection may stand after it. */
export interface Meaning {
  readonly requests: readonly Read[];
  readonly ends: boolean;
  /** So many octets of the last packet are missing. */
  readonly missing: number;
}

/** Requests one behind the other, spoilt or not, some under a length that none has. */
export function stream(dice: Dice): Buffer {
  const packets: Buffer[] = [];
  for (let count = 1 + dice.below(MOST_PACKETS); count > 0; count -= 1) {
    const original = dice.oneIn(3) ? accountingOriginal(dice) : accessOriginal(dice);
    // Spoilt ones would end nearly every connection at its first packets.
    const id = packets.length;
    const whole = sign(assemble(original.code, id, original.authenticator, original.tlvs), SECRET);
    packets.push(dice.oneIn(30) ? mutant(original, id, dice) : whole);
    if (dice.oneIn(200)) packets.push(underWrongLength(dice));
  }
  return Buffer.concat(packets);
}

/** The last packet is made whole, with whatever. */
export function completed(octets: Buffer, dice: Dice): Buffer {
  const { ends, missing } = meaningOf(octets);
  return ends || missing === 0 ? octets : completed(Buffer.concat([octets, dice.bytes(missing)]), dice);
}

/** At borders of packets, inside of them, octet by octet, or not at all. */
export function pieces(octets: Buffer, dice: Dice): Buffer[] {
  const most = dice.pick([1, 3, 30, 300, 3_000, octets.length]);
  const out: Buffer[] = [];
  for (let at = 0; at < octets.length;) {
    // So many single octets show what they can show.
    const size = out.length > 100 ? octets.length : 1 + dice.below(most);
    out.push(octets.subarray(at, at + size));
    at += size;
  }
  return out;
}

export function meaningOf(octets: Buffer): Meaning {
  const requests: Read[] = [];
  let at = 0;
  while (octets.length - at >= 4) {
    const length = octets.readUInt16BE(at + 2);
    if (length < HEAD || length > LONGEST) return { requests, ends: true, missing: 0 };
    if (octets.length - at < length) return { requests, ends: false, missing: length - (octets.length - at) };
    const request = read(octets.subarray(at, at + length));
    if (!request || isProofOfAnotherSecret(request)) return { requests, ends: true, missing: 0 };
    requests.push(request);
    at += length;
  }
  // Four octets say how long a packet is.
  return { requests, ends: false, missing: at === octets.length ? 0 : 4 - (octets.length - at) };
}

/** Both sides have the same secret (RFC 6614 §2.3): what is signed with another one comes from nobody who belongs there. */
function isProofOfAnotherSecret(request: Read): boolean {
  if (request.code === CODE.accounting && !isRightAccounting(request, SECRET)) return true;
  const isSigned = request.code === CODE.accounting || request.code === CODE.access || request.code === CODE.status;
  return isSigned && signatureOf(request, SECRET) === 'wrong';
}

function underWrongLength(dice: Dice): Buffer {
  const head = dice.bytes(24);
  head.writeUInt16BE(dice.pick(WRONG_LENGTHS), 2);
  return head;
}
