import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { evidenceInWords, isKnownEvidence } from './evidence-words.js';

it.each([
  ['tcp 8729', 'silent', 'TCP port 8729', 'no answer'],
  ['answer', 'nak', 'Answer', 'refused'],
  ['roundTripMs', '12', 'Took', '12 ms'],
  ['attempts', '1', 'Asked', 'once'],
  ['attempts', '3', 'Asked', '3 times'],
  ['identity', 'tower-7', 'Calls itself', 'tower-7'],
])('%s %s is shown in words', (name, value, label, text) => {
  expect(evidenceInWords(name, value)).toEqual({ label, text });
});

it('every name that checks write has words', () => {
  const source = readFileSync(new URL('../app/routers/checks/router-prober.ts', import.meta.url), 'utf8');
  const evidence = [...source.matchAll(/evidence(?:: | = )\{([^}]*)\}/g)].map(([, inside]) => inside ?? '').join(',');
  const names = [...evidence.matchAll(/(?:^|[,{\s])(\w+):/g)].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !isKnownEvidence(name))).toEqual([]);
});
