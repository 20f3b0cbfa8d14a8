import type { CustomerId } from '@demarc/crm';
import { localDate } from '@demarc/kernel';
import { staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BillingPermissions,
  ContractEnded,
  EditService,
  EndService,
  ListOutstanding,
  PreviewRenewal,
  RenewContract,
  type ServiceId,
  TurnServices,
  WatchContracts,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { issueRun } from './issue-run.js';

interface Seen {
  readonly status: string;
  readonly ends: string | null;
  readonly contract: string | null;
  readonly ended: string | null;
  readonly price: string | null;
}

describe('the end of a contract that does not renew itself', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const night = async (date: string): Promise<void> => {
    shop.day(date);
    await shop.world.app.get(WatchContracts).run();
    await shop.world.app.get(TurnServices).run();
  };
  const sold = async (
    plan: Record<string, unknown>,
    own: Record<string, unknown> = {},
  ): Promise<{ customerId: CustomerId; serviceId: ServiceId }> => {
    shop.day('2026-03-01');
    const planId = await shop.plan('30', { contractMonths: 12, ...plan });
    const customerId = await shop.customer();
    return { customerId, serviceId: await shop.service(customerId, planId, '2026-03-01', own) };
  };
  const seen = async (serviceId: ServiceId): Promise<Seen | undefined> =>
    (
      await shop.world.rows<Seen>(
        `SELECT status, ends_on AS ends, contract_ends_on AS contract, contract_ended_on AS ended, unit_price::float::text AS price
           FROM billing.service WHERE id = $1`,
        [serviceId],
      )
    )[0];
  const waiting = async (customerId: CustomerId): Promise<string[]> =>
    (await shop.world.ask(ListOutstanding, {})).nodes
      .filter((row) => row.customerId === customerId)
      .map(({ kind, on, outcome, priceAfter }) => [on, kind, outcome ?? (priceAfter && Number(priceAfter))].join(' '));
  const grosses = async (customerId: CustomerId): Promise<string[]> =>
    (
      await shop.world.rows<{ gross: string }>(
        `SELECT (gross_minor / 100.0)::numeric(9,2)::text AS gross FROM billing.invoice WHERE customer_id = $1
          UNION ALL SELECT '-' || (gross_minor / 100.0)::numeric(9,2) FROM billing.credit_note WHERE customer_id = $1`,
        [customerId],
      )
    ).map(({ gross }) => gross);

  it('ends the service: entered a month ahead, so that no bill reaches beyond it', async () => {
    const { customerId, serviceId } = await sold({ title: 'Ends', contractAtEnd: 'ends', endFee: '50' });
    await night('2027-01-27');
    expect(await waiting(customerId)).toEqual([]);
    await night('2027-01-29');
    expect(await waiting(customerId)).toEqual(['2027-02-28 end ']);
    shop.day('2027-03-01');
    await issueRun(shop, '2027-03-01', [customerId]);
    expect(await grosses(customerId)).toEqual(['360.00']);
    await night('2027-03-01');
    expect(await seen(serviceId)).toMatchObject({ status: 'disabled', ends: '2027-02-28', contract: '2027-02-28' });
  });

  it('gives back what a bill took for days beyond it, and a renewal charges exactly that again', async () => {
    const { customerId, serviceId } = await sold(
      {
        title: 'Yearly',
        contractAtEnd: 'ends',
        contractMonths: 6,
        periodMonths: 12,
      },
      { unitPrice: '360' },
    );
    await issueRun(shop, '2026-03-01', [customerId]);
    expect(await grosses(customerId)).toEqual(['360.00']);
    await night('2026-08-01');
    expect(await seen(serviceId)).toMatchObject({ ends: '2026-08-31' });
    const [, back = ''] = await grosses(customerId);
    expect(back).toMatch(/^-1[78]\d\.\d\d$/);
    const preview = await shop.world.ask(PreviewRenewal, { serviceId });
    expect(preview).toMatchObject({
      term: { from: '2026-09-01', through: '2027-02-28' },
      contractEndsOn: '2026-08-31',
      endTakenBack: '2026-08-31',
      priceTakenBack: null,
    });
    expect(`-${Number(preview.charges.reduce((sum, { grossMinor }) => sum + grossMinor, 0n)) / 100}`).toBe(
      String(Number(back)),
    );
    await expect(
      shop.world.run(RenewContract, { serviceId, months: 12, planHash: preview.hash }),
    ).rejects.toMatchObject({ code: 'RENEWAL_CHANGED' });
    await shop.world.run(RenewContract, { serviceId, planHash: preview.hash });
    expect(await seen(serviceId)).toMatchObject({ ends: null, contract: '2027-02-28' });
    expect((await grosses(customerId)).reduce((sum, one) => sum + Number(one), 0)).toBe(360);
    expect(await waiting(customerId)).toEqual([]);
  });

  it('lets the service run on at the list price of that day, listed ahead, and a renewal keeps the own price', async () => {
    const own = { unitPrice: '20' };
    const [runsOn, renewed] = [await sold({ title: 'List' }, own), await sold({ title: 'List, renewed' }, own)];
    await night('2027-02-01');
    for (const { customerId } of [runsOn, renewed])
      expect(await waiting(customerId)).toEqual(['2027-02-28 contract list_price', '2027-03-01 price 30']);
    const preview = await shop.world.ask(PreviewRenewal, { serviceId: renewed.serviceId, months: 24 });
    expect(preview).toMatchObject({
      term: { from: '2027-03-01', through: '2029-02-28' },
      priceTakenBack: { from: '2027-03-01', unitPrice: '30.0000' },
      charges: [],
    });
    await shop.world.run(RenewContract, { serviceId: renewed.serviceId, months: 24, planHash: preview.hash });
    await night('2027-03-01');
    await shop.world.settle();
    expect(await seen(runsOn.serviceId)).toMatchObject({
      status: 'active',
      ends: null,
      contract: null,
      ended: '2027-02-28',
    });
    expect(await seen(renewed.serviceId)).toMatchObject({ contract: '2029-02-28', ended: null, price: '20' });
    for (const { customerId } of [runsOn, renewed]) await issueRun(shop, '2027-03-01', [customerId]);
    // Twelve months of the contract, and one more.
    expect(await grosses(runsOn.customerId)).toEqual(['270.00']);
    expect(await grosses(renewed.customerId)).toEqual(['260.00']);
    const told = await shop.world.rows<{ id: string }>(
      `SELECT payload ->> 'serviceId' AS id FROM platform.event WHERE name = $1`,
      [ContractEnded.name],
    );
    expect(told.map(({ id }) => id)).toEqual([runsOn.serviceId]);
  });

  it('is what was agreed for the service, where that differs from the plan', async () => {
    const same = await sold({ title: 'Own word' }, { unitPrice: '20', contractAtEnd: 'same_price' });
    const against = await sold({ title: 'Renews', contractRenews: true }, { contractAtEnd: 'ends' });
    await night('2027-02-01');
    expect(await waiting(same.customerId)).toEqual(['2027-02-28 contract same_price']);
    expect(await waiting(against.customerId)).toEqual(['2027-02-28 end ']);
    await shop.world.run(EditService, { serviceId: same.serviceId, contractEndsOn: '2027-06-30' });
    await night('2027-03-01');
    expect(await seen(same.serviceId)).toMatchObject({ contract: '2027-06-30', price: '20' });
    expect(await seen(against.serviceId)).toMatchObject({ status: 'disabled' });
  });

  it('is not entered again once a person took it back', async () => {
    const { customerId, serviceId } = await sold({ title: 'Kept', contractAtEnd: 'ends' });
    await night('2027-02-01');
    await shop.world.run(EndService, { serviceId, endsOn: null });
    await night('2027-02-02');
    expect(await waiting(customerId)).toEqual(['2027-02-28 contract ends']);
    await night('2027-03-01');
    expect(await seen(serviceId)).toMatchObject({ status: 'active', ends: null, contract: null, ended: '2027-02-28' });
    shop.day('2027-04-10');
    await shop.world.run(RenewContract, { serviceId });
    expect(await seen(serviceId)).toMatchObject({ contract: '2028-04-09', ended: null });
  });

  it('is renewed by those who manage services alone, and only where there is something to renew', async () => {
    const { serviceId } = await sold({ title: 'No term', contractMonths: null });
    const renew = (input: object, ...more: [] | [ReturnType<typeof staffWith>]): Promise<unknown> =>
      shop.world.run(RenewContract, { serviceId, ...input }, ...more);
    await expect(renew({ months: 12 }, staffWith([BillingPermissions['service.view']]))).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    await expect(renew({})).rejects.toMatchObject({ code: 'CONTRACT_MONTHS_NEEDED' });
    await shop.world.run(EndService, { serviceId, endsOn: localDate('2026-03-31') });
    await expect(renew({ months: 12 })).rejects.toMatchObject({ code: 'SERVICE_ENDS' });
  });
});
