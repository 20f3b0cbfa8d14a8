import { describe, expect, it } from 'vitest';
import { StatementNames } from './preparing-client.js';

const askOften = (names: StatementNames, text: string): (string | undefined)[] =>
  [1, 2, 3, 4].map(() => names.nameOf(text));

describe('which texts are prepared', () => {
  it('names a text when it comes round the third time, and keeps the name', () => {
    const [first, second, third, fourth] = askOften(new StatementNames(), 'SELECT 1');
    expect([first, second]).toEqual([undefined, undefined]);
    expect(third).toMatch(/^[0-9a-f]{40}$/);
    expect(fourth).toBe(third);
  });

  it('gives other texts other names, short enough for PostgreSQL (63 bytes)', () => {
    const names = new StatementNames();
    const given = ['SELECT 1', 'SELECT 2'].map((text) => askOften(names, text).at(-1) ?? '');
    expect(new Set(given).size).toBe(2);
    for (const name of given) expect(name.length).toBeLessThanOrEqual(63);
  });

  it('keeps no more plans than a connection can carry', () => {
    const names = new StatementNames();
    const kept = Array.from({ length: 600 }, (_, n) => askOften(names, `SELECT ${n}`).at(-1)).filter(Boolean);
    expect(kept).toHaveLength(500);
  });

  it('forgets texts that were made for one occasion, and still prepares those that come round', () => {
    const names = new StatementNames();
    for (let n = 0; n < 20_000; n += 1) names.nameOf(`SELECT ${n}`);
    expect(askOften(names, 'SELECT now()').at(-1)).toBeDefined();
  });
});
