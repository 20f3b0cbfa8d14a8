import { encodeWords } from '../../sim-routeros/codec.ts';
import type { Dice } from '../dice.ts';

const FIELDS = ['.id', 'name', 'comment', 'disabled', 'profile', 'max-limit', 'constructor', '__proto__', ''];
const VALUES = [
  '*1A',
  'anna',
  'Žofia',
  'false',
  '10M/20M',
  '',
  '=',
  '!done',
  '.tag=1',
  'x'.repeat(130),
  'y'.repeat(17_000),
];
/** One above what a word may have. */
const TOO_LONG = (1 << 20) + 1;

/** Answers to commands that run at once, mixed as a router may mix them. */
export function answersTo(tags: readonly string[], dice: Dice): Buffer[] {
  const open = new Map(tags.map((tag) => [tag, endingsOf(tag, dice)]));
  const said: Buffer[] = [];
  while (open.size > 0) {
    const tag = dice.pick([...open.keys()]);
    const [next, ...rest] = open.get(tag) ?? [];
    if (next) said.push(next);
    if (rest.length > 0) open.set(tag, rest);
    else open.delete(tag);
  }
  return said;
}

function endingsOf(tag: string, dice: Dice): Buffer[] {
  const rows = Array.from({ length: dice.below(7) }, () => rowWords(dice));
  const end = dice.oneIn(4)
    ? [['!trap', '=category=1', '=message=no such item']]
    : rows.length === 0
      ? [['!empty']]
      : [];
  return [...rows, ...end, ['!done']].map((words) => sentence([...words, `.tag=${tag}`]));
}

function rowWords(dice: Dice): string[] {
  return ['!re', ...Array.from({ length: 1 + dice.below(5) }, () => `=${dice.pick(FIELDS)}=${dice.pick(VALUES)}`)];
}

function sentence(words: readonly string[]): Buffer {
  return encodeWords(words.map((word) => Buffer.from(word)));
}

/** The same sentences with something wrong: spoilt bytes, lengths that lie, sentences lost, doubled, moved or made up. */
export function mutated(sentences: readonly Buffer[], tags: readonly string[], dice: Dice): Buffer {
  const all = [...sentences];
  for (let times = dice.below(4); times > 0; times -= 1) {
    const at = dice.below(all.length + 1);
    const here = all[at];
    switch (dice.below(8)) {
      case 0:
        all.splice(at, 1);
        break;
      case 1:
        if (here) all.splice(dice.below(all.length), 0, here);
        break;
      case 2:
        if (here) all.splice(at, 1, ...all.splice(dice.below(all.length), 1, here));
        break;
      case 3:
        all.splice(at, 0, sentence(dice.pick(strange(tags, dice))));
        break;
      case 4:
        if (here) all[at] = longWay(here, dice);
        break;
      case 5:
        all.splice(at, 0, Buffer.of(0));
        break;
      default:
        if (here) all[at] = spoilt(here, dice);
    }
  }
  return Buffer.concat(all);
}

function strange(tags: readonly string[], dice: Dice): string[][] {
  const tag = `.tag=${dice.pick(tags)}`;
  return [
    ['!empty', tag],
    ['!re', '=name=nobody', '.tag=nobody'],
    ['!done', '.tag='],
    ['!fatal', 'session terminated on request'],
    ['!what', tag],
    ['!re', tag, tag, '=name=twice'],
    ['!trap', tag],
    ['=name=no reply', tag],
    ['!re', ...Array.from({ length: 300 }, (_, k) => `=f${k}=v`), tag],
  ];
}

/** The length of the first word said in more octets than it needs, which the manual does not forbid. */
function longWay(octets: Buffer, dice: Dice): Buffer {
  const length = octets[0] ?? 0;
  const forms = [
    Buffer.of(0x80, length),
    Buffer.of(0xc0, 0, length),
    Buffer.of(0xe0, 0, 0, length),
    Buffer.of(0xf0, 0, 0, 0, length),
  ];
  return length < 0x80 ? Buffer.concat([dice.pick(forms), octets.subarray(1)]) : octets;
}

function spoilt(octets: Buffer, dice: Dice): Buffer {
  const at = dice.below(octets.length);
  const out = Buffer.from(octets);
  switch (dice.below(6)) {
    case 0:
      out[at] = dice.below(256);
      return out;
    case 1:
      out[at] = (out[at] ?? 0) ^ (1 << dice.below(8));
      return out;
    case 2:
      return Buffer.concat([out.subarray(0, at), out.subarray(Math.min(out.length, at + 1 + dice.below(8)))]);
    case 3:
      return Buffer.concat([out.subarray(0, at), Buffer.of(0xf1 + dice.below(15)), out.subarray(at)]);
    case 4:
      return Buffer.concat([out.subarray(0, at), lengthOf(TOO_LONG + dice.below(1 << 26)), out.subarray(at)]);
    default:
      return out.subarray(0, at);
  }
}

function lengthOf(length: number): Buffer {
  const octets = Buffer.alloc(5);
  octets[0] = 0xf0;
  octets.writeUInt32BE(length, 1);
  return octets;
}
