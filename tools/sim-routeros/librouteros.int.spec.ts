import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { SimRouter } from './sim-router.ts';

/** Debian's own Python, for which python3-librouteros is packaged; another one on the PATH does not have it. */
const PYTHON = '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'librouteros_check.py');
const run = promisify(execFile);

let router: SimRouter | undefined;
afterEach(() => router?.stop());

async function begin(version: string): Promise<SimRouter> {
  router = new SimRouter({ version });
  await router.start();
  return router;
}

async function judge(sim: SimRouter, task: 'rows' | 'tls' | 'refused'): Promise<Record<string, unknown>> {
  const { port, tlsPort, certificate, loginBy } = sim;
  const order = { do: task, port, tlsPort, certificate: certificate.cert, oldLogin: loginBy === 'challenge' };
  try {
    const { stdout } = await run(PYTHON, [SCRIPT, JSON.stringify(order)], { timeout: 30_000 });
    return JSON.parse(stdout) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof Error && /No module named|ENOENT/.test(error.message))
      throw new Error('librouteros is missing: apt-get install python3-librouteros', { cause: error });
    throw error;
  }
}

describe('librouteros, a client that is not ours', () => {
  it.each([
    ['6.42.12', 0],
    ['6.49.10', 0],
    ['7.12.1', 1],
    ['7.18.2', 7],
  ])(
    'works with the simulated router of version %s, sending in pieces of %d octets',
    async (version, fragmentOctets) => {
      const sim = await begin(version);
      sim.manners.fragmentOctets = fragmentOctets;
      sim.add('/ppp/secret', { name: 'utf8', comment: 'Žofia 李小龙' });
      sim.add('/ppp/secret', { name: 'other' });
      expect(await judge(sim, 'rows')).toEqual({
        before: ['utf8', 'other'],
        added: '*3',
        found: [{ name: 'anna', disabled: true }],
        either: ['utf8', 'anna'],
        comment: 'by hand',
        longest: 20_000,
        double: 'failure: secret with the same name already exists',
        gone: 'no such item',
        unknown: 'no such command prefix',
        profile: 'input does not match any value of profile',
        pings: 3,
        utf8: ['Žofia 李小龙'],
        version: `${version} (${version.startsWith('6') ? 'long-term' : 'stable'})`,
        order: ['c', 'a', 'b'],
        after: ['utf8', 'other'],
      });
      expect(sim.count('/ppp/secret').writes).toBe(6);
    },
  );

  it('logs in over TLS and trusts the certificate that the router signed itself', async () => {
    expect(await judge(await begin('7.18.2'), 'tls')).toEqual({ identity: 'sim-routeros' });
  });

  it.each([
    ['7.18.2', 'invalid user name or password (6)'],
    ['6.49.10', 'invalid user name or password (6)'],
  ])('is refused by %s with a wrong password', async (version, trap) => {
    expect(await judge(await begin(version), 'refused')).toEqual({ trap });
  });
});
