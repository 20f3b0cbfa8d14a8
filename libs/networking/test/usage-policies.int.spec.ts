import { ChangePlan, CreatePlan, type PlanId } from '@demarc/billing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimSession } from '../../../tools/sim-nas/session.ts';
import { BuyTopUp, DefineFairUse, DefineQuota, GiveData, RollUpUsage } from '../src/index.js';
import { coas, lineOn, online, turn } from './policy-acts.js';
import { copies, look, usedBySome, withoutCopies } from './many-accesses.js';
import { type Line, type NetworkShop, openNetwork } from './network-shop.js';

const GB = 1_000_000_000n;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const ALWAYS = { trafficWindows: [], onlineWindows: [], weekStartsOn: 1, monthStartsOn: 1 };

let shop: NetworkShop;
let topUpId: PlanId;

beforeAll(async () => {
  shop = await openNetwork();
  const { planId } = await shop.world.run(CreatePlan, {
    kind: 'one_time',
    title: '20 GB more',
    unitPrice: '5',
    taxInclusive: false,
  });
  topUpId = planId;
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

async function uses(session: SimSession, octets: bigint): Promise<void> {
  expect(await shop.nas.interim(session, { downloadOctets: octets })).toBe(true);
}

function to(iso: string): void {
  shop.world.clock.set(new Date(iso));
}

function mails(line: Line): Promise<{ subject: string }[]> {
  return shop.world.rows('SELECT subject FROM platform.message WHERE customer_id = $1 ORDER BY created_at, id', [
    line.customerId,
  ]);
}

describe('fair use', () => {
  let line: Line;
  let session: SimSession;

  it('slows a session by CoA when the report comes in that crosses the mark, and writes to the customer', async () => {
    const planId = await shop.plan('Fair 100', 100_000, 20_000);
    await shop.world.run(DefineFairUse, {
      planId,
      fairUse: {
        rules: [
          {
            name: 'Heavy month',
            conditions: [{ kind: 'traffic', period: 'month', octets: (10n * GB).toString() }],
            action: { blocks: false, change: { percent: -90 } },
            notifies: true,
          },
          {
            name: 'Heavy day',
            conditions: [{ kind: 'traffic', period: 'day', octets: (5n * GB).toString() }],
            action: { blocks: false, change: { downloadKbps: 50_000, uploadKbps: 10_000 } },
            notifies: false,
          },
        ],
        ...ALWAYS,
      },
    });
    line = await lineOn(shop, planId, 'fair');
    session = await online(shop, line);
    await turn(shop);
    await uses(session, 6n * GB);
    await turn(shop);
    expect(session).toMatchObject({ rateLimit: '10M/50M', endedBy: undefined });
    await uses(session, 4n * GB);
    await turn(shop);
    expect(session).toMatchObject({ rateLimit: '2M/10M', endedBy: undefined });
    expect(await mails(line)).toEqual([{ subject: 'Fair use: Heavy month' }]);
  });

  it('counts a doubled and a late report once', async () => {
    const before = await coas(shop, line);
    await uses(session, 0n);
    session.downloadOctets -= 7n * GB;
    await uses(session, 0n);
    session.downloadOctets += 7n * GB;
    await turn(shop);
    const [row] = await shop.world.rows<{ used: string }>(
      `SELECT (coalesce((SELECT sum(download_octets) FROM networking.usage_counter WHERE service_id = $1 AND counter = 'month1'), 0)
         + coalesce((SELECT sum(download_octets) FROM networking.usage_raw WHERE service_id = $1
             AND at >= (SELECT counted_to FROM networking.usage_counted)), 0))::text AS used`,
      [line.serviceId],
    );
    expect(row?.used).toBe((10n * GB).toString());
    expect(await coas(shop, line)).toBe(before);
  });

  it('gives the next login the same speed that the session has', async () => {
    await shop.nas.close(session);
    session = await online(shop, line);
    expect(session.rateLimit).toBe('2M/10M');
  });

  it('ends by itself with the day and with the month, at midnight of the operator’s zone', async () => {
    to('2026-03-31T21:59:00Z');
    await turn(shop);
    expect(session.rateLimit).toBe('2M/10M');
    to('2026-03-31T22:00:00Z');
    await turn(shop);
    expect(session.rateLimit).toBe('20M/100M');
  });
});

describe('a change of plan', () => {
  it('reaches a session as one CoA, with the speed that holds on the new plan', async () => {
    const rule = (amount: bigint, percent: number) => {
      const conditions = [{ kind: 'traffic', period: 'month', octets: amount.toString() }];
      const action = { blocks: false, change: { percent } };
      return { rules: [{ name: 'Heavy month', conditions, action, notifies: false }], ...ALWAYS };
    };
    const planId = await shop.plan('Fair 300', 300_000, 60_000);
    await shop.world.run(DefineFairUse, { planId, fairUse: rule(10n * GB, -50) });
    const slowId = await shop.plan('Fair 200', 200_000, 40_000);
    await shop.world.run(DefineFairUse, { planId: slowId, fairUse: rule(GB, -80) });
    const line = await lineOn(shop, planId, 'changing');
    const session = await online(shop, line);
    await turn(shop);
    await uses(session, 2n * GB);
    const told = shop.nas.coa.events.length;
    await shop.world.run(ChangePlan, { serviceId: line.serviceId, planId: slowId, changeOn: '2026-04-01' });
    await shop.world.settle();
    await turn(shop);
    expect(session).toMatchObject({ rateLimit: '8M/40M', endedBy: undefined });
    expect(shop.nas.coa.events.slice(told)).toMatchObject([{ kind: 'coa', answered: 'ack' }]);
  });
});

describe('a quota', () => {
  let line: Line;
  let session: SimSession;

  it('counts what was used before it was set, slows by CoA when it is used up; a top-up brings the speed back at once and stands on the next invoice', async () => {
    to('2026-04-02T10:00:00Z');
    const planId = await shop.plan('Quota 100', 100_000, 20_000);
    line = await lineOn(shop, planId, 'quota');
    session = await online(shop, line);
    await uses(session, 50n * GB);
    to('2026-04-02T12:00:00Z');
    await shop.world.app.get(RollUpUsage).run();
    await uses(session, 5n * GB);
    await shop.world.run(DefineQuota, {
      planId,
      quota: {
        limitOctets: (100n * GB).toString(),
        period: 'month',
        direction: 'both',
        binaryUnits: false,
        grantsFirst: false,
        atLimit: { blocks: false, change: { downloadKbps: 1_000, uploadKbps: 1_000 } },
        offers: [{ planId: topUpId, octets: (20n * GB).toString(), periods: 2 }],
        charge: 'next_invoice',
        bonus: { windows: [{ days: EVERY_DAY, from: '00:00', until: '06:00' }], countedPercent: 0, afterUsedUp: false },
        rollover: { periods: 1 },
        notices: [
          { percent: 80, of: 'limit' },
          { percent: 100, of: 'total' },
        ],
      },
    });
    await shop.world.settle();
    await uses(session, 30n * GB);
    await turn(shop);
    expect(session.rateLimit).toBe('20M/100M');
    to('2026-04-03T00:30:00Z');
    await uses(session, 500n * GB);
    await turn(shop);
    expect(session.rateLimit).toBe('20M/100M');
    to('2026-04-03T10:00:00Z');
    await uses(session, 20n * GB);
    await turn(shop);
    expect(session.rateLimit).toBe('1M/1M');
    await shop.world.run(BuyTopUp, { serviceId: line.serviceId, planId: topUpId });
    await shop.world.settle();
    expect(session).toMatchObject({ rateLimit: '20M/100M', endedBy: undefined });
    expect(
      await shop.world.rows('SELECT description, source FROM billing.future_item WHERE service_id = $1', [
        line.serviceId,
      ]),
    ).toEqual([{ description: '20 GB more', source: 'top_up' }]);
    expect((await mails(line)).map(({ subject }) => subject)).toEqual([
      '80 % of your data is used',
      'Your data is used up',
    ]);
  });

  it('goes on over the end of the period with what is left of the top-up, and rolls over what was not used', async () => {
    to('2026-05-01T08:00:00Z');
    await turn(shop);
    const left = await shop.world.rows(
      'SELECT kind, octets::text AS octets, used_before::text AS used FROM networking.quota_grant WHERE service_id = $1 ORDER BY given_at',
      [line.serviceId],
    );
    // 105 GB counted in April: all of the limit and 5 GB of the top-up, so nothing of the limit rolls over.
    expect(left).toEqual([{ kind: 'top_up', octets: (20n * GB).toString(), used: (5n * GB).toString() }]);
    await uses(session, 40n * GB);
    to('2026-06-01T08:00:00Z');
    await turn(shop);
    const rolled = await shop.world.rows<{ octets: string; ends_on: string }>(
      `SELECT octets::text AS octets, ends_on::text AS ends_on FROM networking.quota_grant WHERE service_id = $1 AND kind = 'rollover'`,
      [line.serviceId],
    );
    expect(rolled).toEqual([{ octets: (60n * GB).toString(), ends_on: '2026-07-01' }]);
  });

  it('blocks where the plan says so; data given by hand opens it again', async () => {
    const planId = await shop.plan('Prepaid data', 50_000, 10_000);
    await shop.world.run(DefineQuota, {
      planId,
      quota: {
        limitOctets: GB.toString(),
        period: 'billing',
        direction: 'download',
        binaryUnits: false,
        grantsFirst: false,
        atLimit: { blocks: true },
        offers: [],
        charge: 'next_invoice',
        notices: [],
      },
    });
    const blocked = await lineOn(shop, planId, 'blocked-by-quota');
    const open = await online(shop, blocked);
    await turn(shop);
    await uses(open, 2n * GB);
    await turn(shop);
    expect(await open.ended).toBe(6);
    expect((await shop.nas.open({ user: blocked.login, password: blocked.password })).kind).toBe('rejected');
    await shop.world.run(GiveData, {
      serviceId: blocked.serviceId,
      kind: 'bonus',
      octets: (5n * GB).toString(),
      reason: 'for the outage',
    });
    await shop.world.settle();
    expect((await online(shop, blocked)).rateLimit).toBe('10M/50M');
  });

  it('buys by itself as often as the plan allows, and no more', async () => {
    const planId = await shop.plan('Automatic', 50_000, 10_000);
    await shop.world.run(DefineQuota, {
      planId,
      quota: {
        limitOctets: (10n * GB).toString(),
        period: 'month',
        direction: 'both',
        binaryUnits: false,
        grantsFirst: false,
        atLimit: { blocks: false, change: { percent: -90 } },
        offers: [{ planId: topUpId, octets: (5n * GB).toString(), periods: 1 }],
        automatic: { planId: topUpId, atMost: 2 },
        charge: 'invoice',
        notices: [{ percent: 100, of: 'limit' }],
      },
    });
    const line = await lineOn(shop, planId, 'automatic');
    const session = await online(shop, line);
    await turn(shop);
    for (let round = 0; round < 4; round += 1) {
      await uses(session, 6n * GB);
      await turn(shop);
    }
    const bought = await shop.world.rows(
      'SELECT given_by FROM networking.quota_grant WHERE service_id = $1 AND invoice_id IS NOT NULL',
      [line.serviceId],
    );
    expect(bought).toEqual([{ given_by: 'automatic' }, { given_by: 'automatic' }]);
    expect(session.rateLimit).toBe('1M/5M');
    const letters = await shop.world.rows<{ text: string }>(
      `SELECT body AS text FROM platform.message WHERE customer_id = $1 AND subject = 'Your data is used up'`,
      [line.customerId],
    );
    expect(letters).toEqual([{ text: expect.stringContaining('5 GB more are bought for you now') }]);
  });
});

describe('a pass over many', () => {
  it('works out ten thousand accesses in as many statements as one', async () => {
    const planId = await shop.plan('Many', 100_000, 20_000);
    await shop.world.run(DefineFairUse, {
      planId,
      fairUse: {
        rules: [
          {
            name: 'Heavy day',
            conditions: [{ kind: 'traffic', period: 'day', octets: GB.toString() }],
            action: { blocks: false, change: { percent: -50 } },
            notifies: false,
          },
        ],
        ...ALWAYS,
      },
    });
    const one = await lineOn(shop, planId, 'many');
    await look(shop);
    await usedBySome(shop, planId);
    const alone = await look(shop);
    await copies(shop, one, 10_000);
    await look(shop);
    await usedBySome(shop, planId);
    const many = await look(shop);
    const [slowed] = await shop.world.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM networking.effective_policy WHERE plan_id = $1 AND adjusted IS NOT NULL`,
      [planId],
    );
    await withoutCopies(shop, one);
    expect(many).toBe(alone);
    expect(many).toBeLessThanOrEqual(9);
    expect(slowed?.count).toBe(101);
  }, 120_000);
});
