import type { Dice } from '../dice.ts';
import type { Original } from './originals.ts';
import { OTHER_SECRET, SECRET } from './people.ts';
import { assemble, sign, type Tlv } from './wire.ts';

const LONGEST_VALUE = 253;
const NAMES = [
  '',
  '\0',
  "'; DROP TABLE x; --",
  '%{User-Name}',
  '\u202eopen@net',
  'OPEN@NET',
  'open@net ',
  'open@net\0',
  'é'.repeat(126),
];

/**
 * A datagram made from a valid request: nonsense under a right signature, spoilt after it was signed, signed with another secret,
 * noise, or untouched.
 */
export function mutant(original: Original, id: number, dice: Dice): Buffer {
  const kind = dice.below(20);
  if (kind === 0) return noise(dice);
  const tlvs = kind < 9 ? nonsense(original.tlvs, dice) : original.tlvs;
  const secret = kind === 9 || kind === 10 ? OTHER_SECRET : SECRET;
  const code = kind === 11 ? dice.below(256) : original.code;
  const packet = sign(assemble(code, id, original.authenticator, tlvs), secret);
  return kind > 11 && kind < 19 ? spoilt(packet, dice) : packet;
}

function noise(dice: Dice): Buffer {
  const length = dice.pick([0, 1, 3, 19, 20, 21, 64, 300, 4_095, 4_096, 4_097, 9_000]);
  const bytes = dice.bytes(length);
  if (length >= 20 && dice.oneIn(2)) {
    bytes[0] = dice.pick([1, 4, 12]);
    bytes.writeUInt16BE(length, 2);
  }
  return bytes;
}

/** Attributes that no honest device sends so; signed all the same. */
function nonsense(tlvs: readonly Tlv[], dice: Dice): Tlv[] {
  const out = [...tlvs];
  for (let times = 1 + dice.below(3); times > 0; times -= 1) {
    const at = dice.below(out.length + 1);
    const here = out[at];
    switch (dice.below(10)) {
      case 0:
        out.splice(at, 1);
        break;
      case 1:
        if (here) out.splice(dice.below(out.length), 0, here);
        break;
      case 2:
        if (here) out.splice(at, 1, ...out.splice(dice.below(out.length), 1, here));
        break;
      case 3:
        out.splice(at, 0, { type: dice.below(256), value: dice.bytes(dice.below(LONGEST_VALUE + 1)) });
        break;
      case 4:
        if (here) out[at] = { type: here.type, value: flipped(here.value, dice) };
        break;
      case 5:
        if (here) out[at] = { type: here.type, value: here.value.subarray(0, dice.below(here.value.length + 1)) };
        break;
      case 6:
        if (here) out[at] = { type: here.type, value: stretched(here.value, dice) };
        break;
      case 7:
        out.splice(at, 0, { type: 26, value: vendorNonsense(dice) });
        break;
      case 8:
        out.splice(at, 0, { type: 1, value: Buffer.from(dice.pick(NAMES)).subarray(0, LONGEST_VALUE) });
        break;
      default:
        out.push(...crowd(dice, out));
    }
  }
  return out;
}

/** Nothing inside, lengths that lie, no vendor, a vendor's lengths in two octets, all of the room used. */
function vendorNonsense(dice: Dice): Buffer {
  const vendor = dice.pick([0, 9, 311, 2_011, 14_988, 24_757, 0xffffffff]);
  const value = dice.bytes(dice.pick([0, 1, 4, 5, 6, 7, 40, LONGEST_VALUE]));
  if (value.length >= 4) value.writeUInt32BE(vendor);
  if (value.length >= 6) value[5] = dice.pick([0, 1, 2, value.length - 4, value.length - 3, 255]);
  return value;
}

/** More of them than anybody reads, up to what a packet holds. */
function crowd(dice: Dice, tlvs: readonly Tlv[]): Tlv[] {
  const used = tlvs.reduce((total, { value }) => total + value.length + 2, 20);
  const size = dice.pick([0, 1, 5, LONGEST_VALUE]);
  const room = Math.max(0, Math.floor((4_096 - used) / (size + 2)));
  const one = { type: dice.pick([1, 18, 25, 26, 33, 44, 79, 80, 200]), value: dice.bytes(size) };
  return Array.from({ length: Math.min(room, 1 + dice.below(250)) }, () => one);
}

/** Changed on its way, after it was signed. */
function spoilt(packet: Buffer, dice: Dice): Buffer {
  let out = packet;
  for (let times = 1 + dice.below(3); times > 0 && out.length > 0; times -= 1) {
    const at = dice.below(out.length);
    switch (dice.below(8)) {
      case 0:
      case 1:
        out[at] = (out[at] ?? 0) ^ (1 << dice.below(8));
        break;
      case 2:
        out[at] = dice.below(256);
        break;
      case 3:
        out = Buffer.from(out.subarray(0, at));
        break;
      case 4:
        if (out.length >= 4)
          out.writeUInt16BE(dice.pick([0, 19, 20, out.length - 1, out.length + 1, 4_097, 65_535]), 2);
        break;
      case 5:
        out = Buffer.concat([out, dice.bytes(1 + dice.below(40))]);
        break;
      case 6:
        out = Buffer.concat([out.subarray(0, at), dice.bytes(1 + dice.below(20)), out.subarray(at)]);
        break;
      default:
        // Somewhere in the authenticator, and nowhere else.
        if (out.length >= 20) out[4 + dice.below(16)] = dice.below(256);
    }
  }
  return out;
}

function flipped(value: Buffer, dice: Dice): Buffer {
  const out = Buffer.from(value);
  if (out.length > 0) out[dice.below(out.length)] = dice.below(256);
  return out;
}

function stretched(value: Buffer, dice: Dice): Buffer {
  return Buffer.concat([value, dice.bytes(1 + dice.below(60))]).subarray(0, LONGEST_VALUE);
}
