import { EditOperator } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DefineAccessPolicy } from '../src/index.js';
import { type NetworkShop, openNetwork } from './network-shop.js';
import { coas, lineOn, online, turn } from './policy-acts.js';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

let shop: NetworkShop;

beforeAll(async () => {
  shop = await openNetwork();
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

function to(iso: string): void {
  shop.world.clock.set(new Date(iso));
}

describe('hours', () => {
  it('change the speed at the boundary by the clock, each session once', async () => {
    to('2026-06-08T17:00:00Z');
    const planId = await shop.plan('Night owl', 100_000, 20_000);
    await shop.world.run(DefineAccessPolicy, {
      planId,
      downloadKbps: 100_000,
      uploadKbps: 20_000,
      relativeBurst: { limitPercent: 50, thresholdPercent: 80, seconds: 16 },
      hours: [
        {
          name: 'Evening',
          windows: [{ days: [1, 2, 3, 4, 5], from: '20:00', until: '23:00' }],
          change: { percent: -50 },
        },
      ],
    });
    const line = await lineOn(shop, planId, 'owl');
    const session = await online(shop, line);
    await turn(shop);
    expect(session.rateLimit).toBe('20M/100M 30M/150M 16M/80M 16/16 5');
    const before = await coas(shop, line);
    to('2026-06-08T18:00:00Z');
    await turn(shop);
    expect(session.rateLimit).toBe('10M/50M 15M/75M 8M/40M 16/16 5');
    await turn(shop);
    to('2026-06-08T21:00:00Z');
    await turn(shop);
    expect(session.rateLimit).toBe('20M/100M 30M/150M 16M/80M 16/16 5');
    expect((await coas(shop, line)) - before).toBe(2);
  });

  it('are those of another time zone as soon as the operator is in it', async () => {
    to('2026-06-09T21:10:00Z');
    const planId = await shop.plan('Zoned', 100_000, 20_000);
    await shop.world.run(DefineAccessPolicy, {
      planId,
      downloadKbps: 100_000,
      uploadKbps: 20_000,
      hours: [
        { name: 'Evening', windows: [{ days: EVERY_DAY, from: '20:00', until: '23:00' }], change: { percent: -50 } },
      ],
    });
    const session = await online(shop, await lineOn(shop, planId, 'zoned'));
    await turn(shop);
    expect(session.rateLimit).toBe('20M/100M');
    const zone = async (timeZone: string): Promise<void> => {
      const [operator] = await shop.world.rows<{ revision: number }>('SELECT revision FROM crm.operator');
      await shop.world.run(EditOperator, { revision: operator?.revision ?? 0, timeZone });
      await turn(shop);
    };
    await zone('Europe/London');
    expect(session.rateLimit).toBe('10M/50M');
    await zone('Europe/Berlin');
    expect(session.rateLimit).toBe('20M/100M');
  });
});
