import type { CustomerId } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LookAhead } from '../src/app/standing/look-ahead.query.js';
import { ChangePolicy, ChargeFees, DefineFee, IssueOneTimeInvoice, PromiseToPay, WatchStanding } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('fees while a promise to pay stands', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
    const rule = { kind: 'unpaid' as const, title: 'Reminder', amount: '5.00', as: 'future_item' as const };
    await shop.world.run(DefineFee, { ...rule, afterDays: 5, everyDays: 5, times: 4 });
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const morning = async (date: string): Promise<void> => {
    shop.day(date);
    await shop.world.app.get(ChargeFees).run();
    await shop.world.app.get(WatchStanding).run();
    await shop.world.app.get(ChargeFees).run();
    await shop.world.settle();
  };
  const fees = async (customerId: CustomerId): Promise<string[]> =>
    (
      await shop.world.rows<{ on: string }>(
        'SELECT for_date AS on FROM billing.fee WHERE customer_id = $1 ORDER BY for_date',
        [customerId],
      )
    ).map(({ on }) => on);
  /** Owes 50 since a day: fees are due 5, 10, 15 and 20 days after it. */
  const debtor = async (day: string): Promise<CustomerId> => {
    shop.day(day);
    const customerId = await shop.customer();
    await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice: '50' }] });
    return customerId;
  };
  const promise = (customerId: CustomerId, until: string): Promise<unknown> =>
    shop.world.run(PromiseToPay, { customerId, until: until as LocalDate, amount: '20.00' });

  it('wait, and are spared when it is kept', async () => {
    const customerId = await debtor('2026-03-01');
    await morning('2026-03-06');
    shop.day('2026-03-08');
    await promise(customerId, '2026-03-14');
    await morning('2026-03-12');
    expect(await fees(customerId)).toEqual(['2026-03-06']);
    shop.day('2026-03-13');
    await shop.pay(customerId, '20.00');
    await shop.world.settle();
    await morning('2026-03-16');
    expect(await fees(customerId)).toEqual(['2026-03-06', '2026-03-16']);
  });

  it('follow when it is broken, as the forward view says; one promise after the other is one time', async () => {
    const customerId = await debtor('2026-05-01');
    shop.day('2026-05-04');
    await promise(customerId, '2026-05-08');
    shop.day('2026-05-07');
    await promise(customerId, '2026-05-12');
    const said = await shop.world.ask(LookAhead, { customerId });
    expect(said?.next.filter(({ kind }) => kind === 'fee').map(({ on }) => on)).toEqual([
      '2026-05-13',
      '2026-05-13',
      '2026-05-16',
      '2026-05-21',
    ]);
    for (const on of ['2026-05-08', '2026-05-12']) await morning(on);
    expect(await fees(customerId)).toEqual([]);
    await morning('2026-05-13');
    expect(await fees(customerId)).toEqual(['2026-05-06', '2026-05-11']);
  });

  it('come as usual where the settings say so', async () => {
    await shop.world.run(ChangePolicy, { promiseHoldsFees: false });
    const customerId = await debtor('2026-07-01');
    shop.day('2026-07-02');
    await promise(customerId, '2026-07-20');
    await morning('2026-07-06');
    expect(await fees(customerId)).toEqual(['2026-07-06']);
  });
});
