import { expect, it } from 'vitest';
import { demarc, LIMIT_MS } from './as-operator.ts';

it(
  'two runs of one day are issued by workers that are killed while they work: one document each, no gap, nothing twice',
  async () => {
    const said = await demarc(['killed-run', '--kills', '4', '--workers', '2', '--customers', '500']);
    expect(said).toMatch(/^[45] workers killed in \d+ months of 500 customers, two runs each: everything holds\n$/);
  },
  LIMIT_MS,
);
