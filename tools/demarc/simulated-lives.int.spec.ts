import { afterEach, describe, expect, it, vi } from 'vitest';
import { demarc, LIMIT_MS } from './as-operator.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const TRACE = /^trace [0-9a-f]{64}\n$/;

describe('rehearsals of a provider’s life', { timeout: LIMIT_MS }, () => {
  it('live two hundred customers through a month of random acts, with every promise about money kept', async () => {
    const wish = ['--months', '1', '--customers', '200', '--acts', '12', '--seed', 'suite'];
    expect(await demarc(['simulate', ...wish])).toMatch(TRACE);
  });

  it('live the same way for the same seed, side by side, and another way for another', async () => {
    const lived = (seed: string): Promise<string> =>
      demarc(['simulate', '--months', '0.2', '--customers', '15', '--seed', seed]);
    const [first, second] = await Promise.all([lived('alpha'), lived('alpha')]);
    expect(first).toMatch(TRACE);
    expect(second).toBe(first);
    expect(await lived('beta')).not.toBe(first);
  });

  it('tell a place that cannot be made ready from a promise that was broken', async () => {
    vi.stubEnv('TMPDIR', '/dev/null');
    const ended = { code: 70, stdout: 'fault seed 1 day 0\n' };
    await expect(demarc(['simulate', '--months', '0.1'])).rejects.toMatchObject(ended);
  });
});
