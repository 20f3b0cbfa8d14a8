import { describe, expect, it } from 'vitest';
import { Dice } from './dice.ts';
import { mostGrowth, runMutants } from './mutants.ts';
import { accessOriginal } from './radius/originals.ts';
import { mutant } from './radius/mutations.ts';
import { understood } from './routeros/sentences.ts';

describe('20,000 mutated packets and sentences over real sockets', () => {
  it('crash nothing, hang nothing, are never believed and leave nothing behind', { timeout: 60_000 }, async () => {
    const { findings, growth, summary } = await runMutants({ packets: 20_000, seed: 'suite' });
    expect(findings, summary).toEqual([]);
    expect(growth).toBeLessThan(mostGrowth(20_000));
  });

  it('are the same for the same seed', () => {
    const made = (seed: string): string => {
      const dice = new Dice(seed);
      return Array.from({ length: 50 }, (_, id) => mutant(accessOriginal(dice), id, dice).toString('hex')).join();
    };
    expect(made('a')).toBe(made('a'));
    expect(made('b')).not.toBe(made('a'));
  });
});

describe('the second reading of sentences', () => {
  it('takes a length in each of its five forms, and stops at what no length is', () => {
    const word = Buffer.from('!done');
    for (const head of ['05', '8005', 'c00005', 'e0000005', 'f000000005']) {
      const octets = Buffer.concat([Buffer.from(head, 'hex'), word, Buffer.from('062e7461673d3100', 'hex')]);
      expect(understood(octets, ['1']).get('1')).toMatchObject({ isDone: true });
      expect(understood(Buffer.concat([Buffer.of(0xf8), octets]), ['1']).get('1')).toMatchObject({ isDone: false });
    }
  });
});
