import { SeededRandom, SettableClock } from '@demarc/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimRouter } from '../../../../../tools/sim-routeros/sim-router.ts';
import { AdaptivePace, RouterBreaker, RouterClient, RouterError, RouterLine } from '../index.js';

const clock = new SettableClock(new Date('2026-03-15T04:00:00Z'));
const breakerOf = (seed = 'a'): RouterBreaker => new RouterBreaker(clock, new SeededRandom(seed));
const unreachable = (): Promise<never> => Promise.reject(new RouterError('ROUTER_UNREACHABLE', 'gone'));

describe('a breaker', () => {
  it('rests longer after each failure, up to five minutes, and lets nobody through meanwhile', async () => {
    const breaker = breakerOf();
    const pauses: number[] = [];
    for (let k = 0; k < 14; k += 1) {
      await expect(breaker.attempt(unreachable)).rejects.toMatchObject({ code: 'ROUTER_UNREACHABLE' });
      pauses.push(breaker.waitMs);
      let asked = false;
      const refused = breaker.attempt(async () => (asked = true));
      await expect(refused).rejects.toMatchObject({
        code: 'ROUTER_RESTING',
        waitMs: breaker.waitMs,
        outcome: 'not_sent',
      });
      expect(asked).toBe(false);
      clock.advance(breaker.waitMs);
    }
    for (const [k, pause] of pauses.entries()) {
      const longest = Math.min(300_000, 1_000 * 2 ** k);
      expect(pause).toBeGreaterThanOrEqual(longest / 2);
      expect(pause).toBeLessThanOrEqual(longest);
    }
  });

  it('does not ask all routers again in the same moment', async () => {
    const waits = await Promise.all(
      Array.from({ length: 50 }, async (_, k) => {
        const breaker = breakerOf(`router ${k}`);
        await breaker.attempt(unreachable).catch(() => undefined);
        return breaker.waitMs;
      }),
    );
    expect(new Set(waits).size).toBeGreaterThan(40);
  });

  it('lets one try after the pause; who comes meanwhile goes on after its success, and is refused after its failure', async () => {
    const breaker = breakerOf();
    await breaker.attempt(unreachable).catch(() => undefined);
    clock.advance(breaker.waitMs);
    const order: string[] = [];
    const trial = Promise.withResolvers<number>();
    const first = breaker.attempt(() =>
      trial.promise.then(() => Promise.reject(new RouterError('ROUTER_CLOSED', 'gone'))),
    );
    const others = [2, 3].map((k) => breaker.attempt(async () => order.push(`${k}`)));
    trial.resolve(1);
    await expect(first).rejects.toMatchObject({ code: 'ROUTER_CLOSED' });
    for (const other of others) await expect(other).rejects.toMatchObject({ code: 'ROUTER_RESTING' });
    expect(order).toEqual([]);
    clock.advance(breaker.waitMs);
    const again = Promise.withResolvers<undefined>();
    const tried = breaker.attempt(() => again.promise.then(() => order.push('first')));
    const after = [2, 3].map((k) => breaker.attempt(async () => order.push(`${k}`)));
    again.resolve(undefined);
    await Promise.all([tried, ...after]);
    expect(order).toEqual(['first', '2', '3']);
  });

  it('keeps nobody waiting for long behind one who tries', async () => {
    const breaker = new RouterBreaker(clock, new SeededRandom('a'), { patienceMs: 20 });
    await breaker.attempt(unreachable).catch(() => undefined);
    clock.advance(breaker.waitMs);
    const trial = Promise.withResolvers<number>();
    const first = breaker.attempt(() => trial.promise);
    await expect(breaker.attempt(async () => 2)).rejects.toMatchObject({ code: 'ROUTER_RESTING', outcome: 'not_sent' });
    trial.resolve(1);
    expect(await first).toBe(1);
  });

  it('counts a hundred commands on one broken line as one failure, and a trap as none', async () => {
    const breaker = breakerOf();
    const trap = (): Promise<never> => Promise.reject(new RouterError('ROUTER_TRAP', 'no such item'));
    await expect(breaker.attempt(trap)).rejects.toMatchObject({ code: 'ROUTER_TRAP' });
    expect(breaker.consecutiveFailures).toBe(0);
    await Promise.allSettled(Array.from({ length: 100 }, () => breaker.attempt(unreachable)));
    expect(breaker.consecutiveFailures).toBe(1);
  });
});

describe('the pace', () => {
  const settled = (pace: AdaptivePace, roundTripMs: number, times: number): void => {
    for (let k = 0; k < times; k += 1) pace.observe(roundTripMs, pace.limit);
  };

  it('halves when the round trip exceeds three times the baseline, down to one', () => {
    const pace = new AdaptivePace({ start: 8, most: 8 });
    settled(pace, 20, 10);
    pace.observe(59, 8);
    expect(pace.limit).toBe(8);
    pace.observe(70, 8);
    expect(pace.limit).toBe(4);
    settled(pace, 300, 40);
    expect(pace.limit).toBe(1);
  });

  it('takes the late answers of one jam for one jam', () => {
    const pace = new AdaptivePace({ start: 8, most: 8 });
    settled(pace, 20, 10);
    for (let k = 0; k < 8; k += 1) pace.observe(200, 7);
    expect(pace.limit).toBe(4);
  });

  it('grows again by one at a time, never beyond its most, and does not mind noise', () => {
    const pace = new AdaptivePace({ start: 2, most: 4 });
    settled(pace, 0.2, 7);
    expect(pace.limit).toBe(2);
    settled(pace, 5, 1);
    expect(pace.limit).toBe(3);
    settled(pace, 0.3, 200);
    expect(pace.limit).toBe(4);
  });
});

describe('a line', () => {
  let router: SimRouter;
  let line: RouterLine;
  beforeEach(async () => {
    router = new SimRouter();
    await router.start();
    line = new RouterLine(
      () =>
        RouterClient.open(
          { host: '127.0.0.1', port: router.port, security: { kind: 'plain' } },
          { user: 'admin', password: 'secret' },
        ),
      breakerOf(),
    );
  });
  afterEach(async () => {
    await line.close();
    await router.stop();
  });

  it('is opened once for all, and again after it broke', async () => {
    const count = (): Promise<number> => line.read((client) => client.count('/ppp/secret'));
    await Promise.all([count(), count(), count()]);
    expect(router.logins).toBe(1);
    router.cutAll();
    await count().catch(() => undefined);
    clock.advance(60_000);
    expect(await count()).toBe(0);
    expect(router.logins).toBe(2);
  });

  it('has one writer at a time, in order, and a writer who fails does not stop the next', async () => {
    const order: string[] = [];
    const writer = (name: string) => async (client: RouterClient) => {
      order.push(`${name} begins`);
      await client.add('/ppp/secret', { name });
      order.push(`${name} ends`);
    };
    const first = line.write(writer('a'));
    const double = line.write(writer('a'));
    const last = line.write(writer('b'));
    await first;
    await expect(double).rejects.toMatchObject({ meaning: 'already_exists' });
    await last;
    expect(order).toEqual(['a begins', 'a ends', 'a begins', 'b begins', 'b ends']);
  });
});

describe('many routers', () => {
  it('have a line each: one that is gone delays none of the others', async () => {
    const routers = Array.from({ length: 30 }, () => new SimRouter());
    await Promise.all(routers.map((router) => router.start()));
    const lines = routers.map(
      (router) =>
        new RouterLine(
          () =>
            RouterClient.open(
              {
                host: '127.0.0.1',
                port: router.tlsPort,
                security: { kind: 'pinned', sha256: router.certificate.sha256 },
              },
              { user: 'admin', password: 'secret' },
            ),
          breakerOf(),
        ),
    );
    const [gone, ...well] = routers;
    if (gone) gone.manners.deaf = true;
    const writes = lines.map((line, k) => line.write((client) => client.add('/ppp/secret', { name: `n${k}` })));
    const lost = writes[0]?.catch((error: unknown) => error);
    await Promise.all(writes.slice(1));
    const first = await Promise.race([lost, Promise.resolve('still waiting')]);
    expect(first).toBe('still waiting');
    gone?.cutAll();
    expect(await lost).toMatchObject({ code: 'ROUTER_UNREACHABLE' });
    expect(well.map((router) => router.rows('/ppp/secret').length)).toEqual(well.map(() => 1));
    await Promise.all(lines.map((line) => line.close()));
    await Promise.all(routers.map((router) => router.stop()));
  });
});
