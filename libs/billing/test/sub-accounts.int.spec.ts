import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangePolicy, FindLinks, LinkSubAccount, TurnLinks, UnlinkSubAccount, WatchStanding } from '../src/index.js';
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
});
