import { readExport } from '@demarc/networking/routeros';
import { SimRouter } from '../../sim-routeros/sim-router.ts';
import type { Dice } from '../dice.ts';
import { type Findings, Tally } from '../findings.ts';

/** A file of some kilobytes is read in far less, whatever stands in it. */
const LIMIT_MS = 2_000;
const MARKS = [
  '"',
  '\\',
  '\\\r\n',
  '\r\n',
  '{',
  '}',
  '[',
  ']',
  '=',
  '/',
  '#',
  ' ',
  '\0',
  '$',
  '\t',
  '\\E9',
  '!',
  'set ',
  'add ',
  'find ',
];

/** Export files as a router writes them, changed and cut. */
export class ExportRun {
  readonly tally = new Tally();
  private readonly files: readonly Buffer[];
  private readonly findings: Findings;
  private readonly dice: Dice;

  constructor(findings: Findings, dice: Dice) {
    this.findings = findings;
    this.dice = dice;
    this.files = ['7.18.2', '6.49.10'].flatMap((version) => filesOf(version));
  }

  send(mutants: number): void {
    for (let left = mutants; left > 0; left -= 1) {
      const file = this.mutant(this.dice.pick(this.files));
      const began = performance.now();
      try {
        const { menus, notUnderstood } = readExport(file);
        const rows = [...menus.values()].reduce((total, all) => total + all.length, 0);
        this.tally.add('rows', rows);
        this.tally.add('not understood', notUnderstood.length);
        for (const row of [...menus.values()].flat())
          if (Object.values(row.values).some((value) => typeof value !== 'string'))
            this.findings.add('a value of an export that is no text', file);
      } catch (error) {
        this.findings.add(`reading an export threw ${String(error)}`, file);
      }
      if (performance.now() - began > LIMIT_MS) this.findings.add(`an export took longer than ${LIMIT_MS} ms`, file);
    }
    this.honest();
  }

  /** Untouched files are read to the last line. */
  private honest(): void {
    for (const file of this.files) {
      const { notUnderstood } = readExport(file);
      if (notUnderstood.length > 0) this.findings.add('an untouched export was not understood', file);
    }
  }

  private mutant(file: Buffer): Buffer {
    let out = Buffer.from(file);
    for (let times = 1 + this.dice.below(6); times > 0; times -= 1) {
      const at = this.dice.below(out.length);
      const [head, tail] = [out.subarray(0, at), out.subarray(at)];
      switch (this.dice.below(6)) {
        case 0:
          out[at] = this.dice.below(256);
          break;
        case 1:
          out = Buffer.concat([head, tail.subarray(this.dice.below(60))]);
          break;
        case 2:
          out = Buffer.concat([head, Buffer.from(this.dice.pick(MARKS).repeat(1 + this.dice.below(4))), tail]);
          break;
        case 3:
          out = Buffer.concat([head, tail.subarray(0, 80), tail]);
          break;
        case 4:
          out = Buffer.concat([head, this.dice.bytes(this.dice.below(50)), tail]);
          break;
        default:
          if (this.dice.oneIn(4)) out = Buffer.from(head);
      }
      if (out.length === 0) out = Buffer.from('#');
    }
    return out;
  }
}

function filesOf(version: string): Buffer[] {
  const router = new SimRouter({ version });
  router.change('/system/identity', {}, { name: 'tower "north"' });
  for (let k = 0; k < 12; k += 1) {
    const comment = k % 3 === 0 ? 'Žofia; owes {nothing} = "yes"' : `line ${k} \\ $var`;
    router.add('/ppp/secret', { name: `user-${k}`, password: `p ${k}"`, comment });
    router.add('/queue/simple', { name: `q${k}`, target: `10.0.0.${k}/32`, 'max-limit': '10M/20M' });
    router.add('/ip/firewall/address-list', { list: 'Active', address: `10.0.0.${k}` });
  }
  return [false, true].map((terse) => Buffer.from(router.exportFile({ terse }), 'latin1'));
}
