import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddRevenueAccount, EditLedgerAccount, IssueOneTimeInvoice, MapRevenue, VoidInvoice } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('the chart of accounts', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const account = async (code: string): Promise<Record<string, unknown> | undefined> =>
    (
      await shop.world.rows<Record<string, unknown>>(
        'SELECT name, own_code, active, revision FROM billing.ledger_account WHERE code = $1',
        [code],
      )
    )[0];
  const booked = async (invoiceId: string): Promise<string[]> =>
    (
      await shop.world.rows<{ code: string }>(
        `SELECT account_code AS code FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id
          WHERE source_id = $1 AND account_code LIKE 'revenue.%' ORDER BY position`,
        [invoiceId],
      )
    ).map(({ code }) => code);
  const sell = async (planId?: string): Promise<string> => {
    const customerId = await shop.customer();
    const line = planId === undefined ? { description: 'Cable', unitPrice: '10.00' } : { planId };
    return (await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [line] })).invoiceId;
  };

  it('takes names and numbers of the operator, each number once, and keeps the code', async () => {
    const edit = { code: 'revenue.internet', name: 'Access', ownCode: '4000', revision: 1 };
    await shop.world.run(EditLedgerAccount, edit);
    expect(await account('revenue.internet')).toEqual({ name: 'Access', own_code: '4000', active: true, revision: 2 });
    await expect(shop.world.run(EditLedgerAccount, edit)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    const other = { code: 'revenue.voice', name: 'Voice', ownCode: '4000', revision: 1 };
    await expect(shop.world.run(EditLedgerAccount, other)).rejects.toMatchObject({ code: 'OWN_CODE_TAKEN' });
    await expect(shop.world.run(EditLedgerAccount, { ...other, ownCode: '', active: false })).rejects.toMatchObject({
      code: 'ACCOUNT_NEEDED',
    });
  });

  it('books income by plan before kind, from the next document on, and gives back where it was booked', async () => {
    const { code: hardware } = await shop.world.run(AddRevenueAccount, { name: 'Hardware', ownCode: '4100' });
    const { code: special } = await shop.world.run(AddRevenueAccount, { name: 'Special sales', ownCode: '' });
    await expect(shop.world.run(AddRevenueAccount, { name: 'Hardware', ownCode: '' })).rejects.toMatchObject({
      code: 'NAME_TAKEN',
    });
    const before = await sell();
    await shop.world.run(MapRevenue, { fromAccount: 'revenue.one_time', accountCode: hardware });
    const mapped = await sell();
    expect(await booked(before)).toEqual(['revenue.one_time']);
    expect(await booked(mapped)).toEqual([hardware]);
    const planId = await shop.plan('25.00', { kind: 'one_time', title: 'Router' });
    await shop.world.run(MapRevenue, { planId, accountCode: special });
    expect(await booked(await sell(planId))).toEqual([special]);
    const note = await shop.world.run(VoidInvoice, { invoiceId: before, reason: 'Wrong' });
    expect(await booked(note.creditNoteId)).toEqual(['revenue.one_time']);
    await shop.world.run(MapRevenue, { fromAccount: 'revenue.one_time' });
    expect(await booked(await sell())).toEqual(['revenue.one_time']);
  });

  it('refuses what is no income account, and to retire one that income is mapped to', async () => {
    const map = (input: object): Promise<unknown> => shop.world.run(MapRevenue, input);
    await expect(map({ fromAccount: 'revenue.voice', accountCode: 'cash' })).rejects.toMatchObject({
      code: 'NOT_AN_INCOME_ACCOUNT',
    });
    await expect(map({ accountCode: 'revenue.voice' })).rejects.toMatchObject({ code: 'MAP_ONE_THING' });
    const { code } = await shop.world.run(AddRevenueAccount, { name: 'Old times', ownCode: '' });
    await map({ fromAccount: 'revenue.voice', accountCode: code });
    const retire = { code, name: 'Old times', ownCode: '', active: false, revision: 1 };
    await expect(shop.world.run(EditLedgerAccount, retire)).rejects.toMatchObject({ code: 'ACCOUNT_MAPPED' });
    await map({ fromAccount: 'revenue.voice' });
    await shop.world.run(EditLedgerAccount, retire);
    expect(await account(code)).toMatchObject({ active: false });
  });
});
