import { AddService, CreatePlan, IssueOneTimeInvoice, type PlanId } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BuyTopUp,
  DefineQuota,
  PreviewTakeBack,
  ProvisionAccess,
  TakeBackData,
  TurnPolicies,
  UndoTakeBack,
} from '../src/index.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';

const GB = 1_000_000_000n;

let shop: NetworkShop;
let topUpId: PlanId;

beforeAll(async () => {
  shop = await openNetwork();
  const topUp = { kind: 'one_time', title: '20 GB more', unitPrice: '10', taxInclusive: false } as const;
  topUpId = (await shop.world.run(CreatePlan, topUp)).planId;
});
afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

/** A line with 10 GB a month, of which 15 GB were used: a quarter of the top-up of 20 GB that it buys is gone. */
async function overdrawn(login: string, charge: 'next_invoice' | 'invoice'): Promise<Line & { grantId: string }> {
  const { world } = shop;
  const planId = await shop.plan(`Quota ${login}`, 100_000, 20_000);
  await world.run(DefineQuota, {
    planId,
    quota: {
      limitOctets: (10n * GB).toString(),
      period: 'month',
      direction: 'both',
      binaryUnits: false,
      grantsFirst: false,
      atLimit: { blocks: false, change: { downloadKbps: 1_000, uploadKbps: 1_000 } },
      offers: [{ planId: topUpId, octets: (20n * GB).toString(), periods: 2 }],
      charge,
      notices: [],
    },
  });
  const { customerId } = await world.run(OpenCustomer, { partnerId: shop.partnerId, category: 'person', name: login });
  const { serviceId } = await world.run(AddService, { customerId, planId, startsOn: '2026-03-01' as LocalDate });
  await world.settle();
  const password = `secret-of-${login}`;
  await world.run(ProvisionAccess, { serviceId, method: 'pppoe', login, password });
  await world.settle();
  const session = await eventually('the session', async () => {
    const outcome = await shop.nas.open({ user: login, password });
    return outcome.kind === 'open' && outcome.session;
  });
  expect(await shop.nas.interim(session, { downloadOctets: 15n * GB })).toBe(true);
  await world.app.get(TurnPolicies).run({}, { jobId: 'x', retryCount: 0, signal: new AbortController().signal });
  const { grantId } = await world.run(BuyTopUp, { serviceId, planId: topUpId });
  await world.settle();
  return { customerId, serviceId, login, password, grantId };
}

const items = (line: Line): Promise<object[]> =>
  shop.world.rows(
    `SELECT status, whole_minor::text AS whole FROM billing.future_item WHERE service_id = $1 ORDER BY created_at, id`,
    [line.serviceId],
  );
const credited = (line: Line): Promise<object[]> =>
  shop.world.rows('SELECT gross_minor::text AS gross, note FROM billing.credit_note WHERE customer_id = $1', [
    line.customerId,
  ]);

describe('bought data that is taken back', () => {
  it('is taken off the next invoice with the share that was not used, and is there again when that is undone', async () => {
    const { world } = shop;
    const line = await overdrawn('waiting', 'next_invoice');
    const { grantId } = line;
    const preview = await world.ask(PreviewTakeBack, { grantId });
    expect(preview).toMatchObject({
      refund: 'unused',
      usedOctets: (5n * GB).toString(),
      money: { grossMinor: 750n, lines: [{ kind: 'not_charged', description: '20 GB more', grossMinor: 750n }] },
    });
    const stale = world.run(TakeBackData, { grantId, reason: 'sold by mistake', amount: '8.00' });
    await expect(stale).rejects.toMatchObject({ code: 'FIGURES_CHANGED' });
    expect(await items(line)).toEqual([{ status: 'open', whole: '1000' }]);
    await world.run(TakeBackData, { grantId, reason: 'sold by mistake', amount: '7.50' });
    await world.settle();
    expect(await items(line)).toEqual([
      { status: 'cancelled', whole: '1000' },
      { status: 'open', whole: '250' },
    ]);
    const rates = async (): Promise<object[]> =>
      world.rows('SELECT download_bps::text AS down FROM networking.effective_policy WHERE service_id = $1', [
        line.serviceId,
      ]);
    expect(await rates()).toEqual([{ down: '1000000' }]);
    await world.run(UndoTakeBack, { grantId, reason: 'it was no mistake' });
    await world.settle();
    expect((await items(line)).slice(1)).toEqual([
      { status: 'open', whole: '250' },
      { status: 'open', whole: '750' },
    ]);
    expect(await rates()).toEqual([{ down: '100000000' }]);
    await expect(world.run(UndoTakeBack, { grantId, reason: 'twice' })).rejects.toMatchObject({
      code: 'NOT_TAKEN_BACK',
    });
  });

  it('is credited where it stands on an invoice, at once or by now, and never twice', async () => {
    const { world } = shop;
    const line = await overdrawn('invoiced', 'invoice');
    await world.run(TakeBackData, { grantId: line.grantId, reason: 'sold by mistake', refund: 'all' });
    expect(await credited(line)).toEqual([{ gross: '1000', note: 'sold by mistake' }]);
    await expect(world.run(TakeBackData, { grantId: line.grantId, reason: 'again' })).rejects.toMatchObject({
      code: 'TAKEN_BACK_ALREADY',
    });

    const later = await overdrawn('invoiced-later', 'next_invoice');
    const [item] = await world.rows<{ id: string }>('SELECT id FROM billing.future_item WHERE service_id = $1', [
      later.serviceId,
    ]);
    await world.run(IssueOneTimeInvoice, {
      customerId: later.customerId,
      lines: [],
      futureItemIds: [item?.id ?? ''],
    });
    await world.run(TakeBackData, { grantId: later.grantId, reason: 'sold by mistake' });
    expect(await credited(later)).toEqual([{ gross: '750', note: 'sold by mistake' }]);
  });
});
