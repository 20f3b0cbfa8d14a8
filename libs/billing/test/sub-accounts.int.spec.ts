import { ActivateCustomer, type CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChangePolicy,
  FindLinks,
  GrantTaxExemption,
  LinkSubAccount,
  PreviewPayment,
  TurnLinks,
  UnlinkSubAccount,
  WatchStanding,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { type Runs, runsOf } from './runs.js';

describe('sub-accounts', () => {
  let shop: Shop;
  let runs: Runs;
  let main: CustomerId;
  let sub: CustomerId;
  beforeAll(async () => {
    shop = await openShop('2026-11-01T08:00:00Z');
    runs = runsOf(shop);
    main = await shop.customer('Head Office');
    sub = await shop.customer('Branch');
    await shop.service(main, await shop.plan('30.0000'), '2026-11-01');
    await shop.service(sub, await shop.plan('20.0000'), '2026-11-01');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const run = async (on: string): Promise<void> => {
    shop.day(on);
    await shop.world.app.get(TurnLinks).run();
    await runs.issue(await runs.preview(on, { customerIds: [main, sub] }));
  };
  const documents = (customerId: CustomerId): Promise<{ gross: string; lines: string }[]> =>
    shop.world.rows(
      `SELECT invoice.gross_minor AS gross, string_agg(line.description, ' | ' ORDER BY line.position) AS lines FROM billing.invoice
         JOIN billing.invoice_line line ON line.invoice_id = invoice.id WHERE invoice.customer_id = $1 GROUP BY invoice.id ORDER BY invoice.issued_on`,
      [customerId],
    );
  const standing = async (customerId: CustomerId): Promise<unknown> =>
    (
      await shop.world.rows('SELECT standing, customer_status FROM billing.account WHERE customer_id = $1', [
        customerId,
      ])
    )[0];

  it('stand on the documents of the main account from the day on which they are billed together', async () => {
    await shop.world.run(LinkSubAccount, { customerId: sub, mainCustomerId: main, mode: 'independent' });
    await run('2026-11-01');
    expect(await documents(sub)).toEqual([{ gross: '2000', lines: 'Plan at 20.0000' }]);
    await shop.pay(main, '30.00');
    await shop.pay(sub, '20.00');
    shop.day('2026-11-15');
    await shop.world.run(LinkSubAccount, {
      customerId: sub,
      mainCustomerId: main,
      mode: 'aggregated',
      from: '2026-12-01',
    });
    expect(await shop.world.ask(FindLinks, { customerId: main })).toMatchObject([
      { mode: 'independent', through: '2026-11-30' },
      { mode: 'aggregated', from: '2026-12-01', through: null },
    ]);
    await run('2026-12-01');
    expect(await documents(sub)).toHaveLength(1);
    const [, together] = await documents(main);
    expect(together?.gross).toBe('5000');
    expect(together?.lines).toMatch(/^Plan at 30.0000 \| Plan at 20.0000 · Branch \(#\d+\)$/);
  });

  it('share the standing of the main account, both ways', async () => {
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: true });
    shop.day('2026-12-20');
    await shop.world.app.get(WatchStanding).run();
    await shop.world.settle();
    expect(await standing(main)).toEqual({ standing: 'blocked', customer_status: 'blocked' });
    expect(await standing(sub)).toEqual({ standing: 'blocked', customer_status: 'blocked' });
    await shop.pay(main, '50.00');
    await shop.world.settle();
    expect(await standing(main)).toEqual({ standing: 'good', customer_status: 'active' });
    expect(await standing(sub)).toEqual({ standing: 'good', customer_status: 'active' });
  });

  it('are customers of their own again from a day on; no day is charged twice on the way', async () => {
    await shop.world.run(UnlinkSubAccount, { customerId: sub, from: '2027-01-01' });
    await run('2027-01-01');
    expect((await documents(sub)).map((one) => one.gross)).toEqual(['2000', '2000']);
    expect((await documents(main)).map((one) => one.gross)).toEqual(['3000', '5000', '3000']);
    const [account] = await shop.world.rows(
      'SELECT main_customer_id, sub_billing FROM billing.account WHERE customer_id = $1',
      [sub],
    );
    expect(account).toEqual({ main_customer_id: null, sub_billing: null });
  });

  it('have no sub-accounts themselves', async () => {
    const third = await shop.customer();
    await shop.world.run(LinkSubAccount, { customerId: sub, mainCustomerId: main, mode: 'independent' });
    await expect(
      shop.world.run(LinkSubAccount, { customerId: third, mainCustomerId: sub, mode: 'aggregated' }),
    ).rejects.toMatchObject({ code: 'SUB_OF_SUB' });
    await expect(
      shop.world.run(LinkSubAccount, { customerId: main, mainCustomerId: third, mode: 'aggregated' }),
    ).rejects.toMatchObject({ code: 'SUB_OF_SUB' });
    await expect(
      shop.world.run(LinkSubAccount, { customerId: third, mainCustomerId: third, mode: 'aggregated' }),
    ).rejects.toMatchObject({ code: 'SUB_OF_ITSELF' });
  });

  /** A head office that has no service of its own. */
  const activate = async (customerId: CustomerId): Promise<void> => {
    await shop.world.settle();
    await shop.world.run(ActivateCustomer, { customerId });
    await shop.world.settle();
  };

  it('are taxed as the main account that gets the document, whatever they are themselves', async () => {
    shop.day('2027-06-01');
    const [head, exempt, taxed] = [
      await shop.customer('Office'),
      await shop.customer('School'),
      await shop.customer('Shop'),
    ];
    const link = { customerId: exempt, mainCustomerId: head, mode: 'aggregated' } as const;
    await expect(shop.world.run(LinkSubAccount, link)).rejects.toMatchObject({ code: 'MAIN_NOT_ACTIVE' });
    await activate(head);
    const plan = await shop.plan('100.0000', { taxRateId: await shop.tax('VAT of the office', '20') });
    for (const customerId of [exempt, taxed]) {
      await shop.service(customerId, plan, '2027-06-01');
      await shop.world.run(LinkSubAccount, { customerId, mainCustomerId: head, mode: 'aggregated' });
    }
    const proof = { kind: 'exempt', reason: 'School', documentNumber: 'S-7' } as const;
    await shop.world.run(GrantTaxExemption, { customerId: exempt, ...proof });
    const bill = async (on: string): Promise<string[]> => {
      shop.day(on);
      await runs.issue(await runs.preview(on, { customerIds: [head, exempt, taxed] }));
      const rows = await shop.world.rows<{ tax: string }>(
        `SELECT line.tax_minor AS tax FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
          WHERE invoice.customer_id = $1 AND invoice.issued_on = $2 ORDER BY line.position`,
        [head, on],
      );
      return rows.map((row) => row.tax);
    };
    expect(await bill('2027-06-01')).toEqual(['2000', '2000']);
    await shop.world.run(GrantTaxExemption, {
      customerId: head,
      kind: 'exempt',
      reason: 'Embassy',
      documentNumber: 'XX1',
    });
    expect(await bill('2027-07-01')).toEqual(['0', '0']);
    const [line] = await shop.world.rows(
      `SELECT line.tax_detail -> 'exemption' ->> 'documentNumber' AS document FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
        WHERE invoice.customer_id = $1 AND line.tax_minor = 0 LIMIT 1`,
      [head],
    );
    expect(line).toEqual({ document: 'XX1' });
  });

  it('pay for their main account, which owes; only what they owe themselves they pay for themselves', async () => {
    shop.day('2027-08-01');
    const [head, branch] = [await shop.customer('Hotel'), await shop.customer('Annex')];
    await activate(head);
    await shop.service(branch, await shop.plan('40.0000'), '2027-08-01');
    await runs.issue(await runs.preview('2027-08-01', { customerIds: [head, branch] }));
    shop.day('2027-09-01');
    await shop.world.run(LinkSubAccount, { customerId: branch, mainCustomerId: head, mode: 'aggregated' });
    await runs.issue(await runs.preview('2027-09-01', { customerIds: [head, branch] }));
    const balances = (): Promise<unknown[]> =>
      shop.world.rows(
        `SELECT balance_minor AS balance FROM billing.account WHERE customer_id = ANY ($1::uuid[]) ORDER BY customer_id = $2 DESC`,
        [[head, branch], head],
      );
    expect(await balances()).toEqual([{ balance: '-4000' }, { balance: '-4000' }]);
    await shop.pay(branch, '40.00');
    expect(await balances()).toEqual([{ balance: '-4000' }, { balance: '0' }]);
    expect(await shop.world.ask(PreviewPayment, { customerId: branch, amount: '25.00' })).toMatchObject({
      balanceAfterMinor: -1500n,
      allocations: [{ amountMinor: 2500n }],
    });
    await shop.pay(branch, '25.00', { note: 'Cash' });
    expect(await balances()).toEqual([{ balance: '-1500' }, { balance: '0' }]);
    const [payment] = await shop.world.rows<{ note: string; customer_id: string }>(
      'SELECT note, customer_id FROM billing.payment WHERE amount_minor = 2500',
    );
    expect(payment?.customer_id).toBe(head);
    expect(payment?.note).toMatch(/^Paid by the sub-account Annex \(#\d+\)\. Cash$/);
  });
});
