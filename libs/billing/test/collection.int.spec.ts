import type { CustomerId } from '@demarc/crm';
import { customerActor, staffWith } from '@demarc/testing';
import { addDays, type LocalDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LookAhead } from '../src/app/standing/look-ahead.query.js';
import {
  ApproveRun,
  ApproveSuspensions,
  BillingPermissions,
  ChangePolicy,
  ChargeFees,
  DefineFee,
  EndFee,
  IssueOneTimeInvoice,
  IssueRun,
  MakePromise,
  PreviewRollback,
  PreviewRun,
  PreviewSuspensions,
  PromiseToPay,
  ProtectCustomer,
  ReversePayment,
  RollBackSuspensions,
  WaiveFee,
  WatchStanding,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('collecting', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const bill = async (forDate: string, customerIds: CustomerId[]): Promise<void> => {
    const { runId } = await shop.world.run(PreviewRun, { forDate, customerIds });
    await shop.world.settle();
    const [run] = await shop.world.rows<{ plan_hash: string }>(
      'SELECT plan_hash FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    const step = { runId, planHash: run?.plan_hash ?? '' };
    await shop.world.run(ApproveRun, step);
    await shop.world.run(IssueRun, step);
    await shop.world.settle();
  };
  const morning = async (date: string): Promise<void> => {
    shop.day(date);
    await shop.world.app.get(ChargeFees).run();
    await shop.world.app.get(WatchStanding).run();
    await shop.world.settle();
  };
  const standing = async (customerId: string): Promise<unknown> =>
    (
      await shop.world.rows<{ standing: string }>('SELECT standing FROM billing.account WHERE customer_id = $1', [
        customerId,
      ])
    )[0]?.standing;
  const promises = (customerId: string): Promise<unknown[]> =>
    shop.world.rows(
      'SELECT kind, status, until_on AS until, ended_on AS ended FROM billing.promise WHERE customer_id = $1 ORDER BY made_at',
      [customerId],
    );
  const fees = (customerId: string): Promise<unknown[]> =>
    shop.world.rows(
      'SELECT kind, occurrence, for_date AS on, fee_minor AS minor, status FROM billing.fee WHERE customer_id = $1 ORDER BY for_date, id',
      [customerId],
    );
  const debtor = async (day: string, price = '31.0000'): Promise<CustomerId> => {
    shop.day(day);
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan(price), day);
    await bill(day, [customerId]);
    return customerId;
  };

  it('lives day by day exactly as the forward view said, fees, block, deactivation and the next invoice', async () => {
    await shop.world.run(ChangePolicy, {
      suspendWithoutApproval: true,
      blockOnRestDays: false,
      holidays: ['2026-01-16' as LocalDate, '2026-01-19' as LocalDate],
      blockingHour: 8,
    });
    const vat = await shop.tax('VAT', '20');
    const late = {
      kind: 'late' as const,
      title: 'Late fee',
      percent: '10',
      taxRateId: vat as never,
      as: 'invoice' as const,
    };
    const { feeRuleId } = await shop.world.run(DefineFee, { ...late, afterDays: 3, everyDays: 5, times: 2 });
    const customerId = await debtor('2026-01-01');
    shop.day('2026-01-02');
    const said = await shop.world.ask(LookAhead, { customerId });
    const through = '2026-02-05';
    const expected = (said?.next ?? [])
      .filter((event) => event.on <= through)
      .map((event) => `${event.on} ${event.kind} ${'toPayMinor' in event ? event.toPayMinor : event.amountMinor}`);
    expect(expected).toEqual([
      '2026-01-16 overdue 3100',
      '2026-01-19 fee 372',
      '2026-01-20 blocked 3100',
      '2026-01-24 fee 372',
      '2026-01-30 inactive 3100',
    ]);
    const lived: string[] = [];
    let before = await standing(customerId);
    for (let day = '2026-01-02' as LocalDate; day <= through; day = addDays(day, 1)) {
      const feesBefore = (await fees(customerId)).length;
      await morning(day);
      if (day === '2026-02-01') await bill(day, [customerId]);
      if ((await fees(customerId)).length > feesBefore) lived.push(`${day} fee 372`);
      const now = await standing(customerId);
      if (now !== before) lived.push(`${day} ${String(now)} 3100`);
      before = now;
    }
    expect(lived).toEqual(expected);
    await shop.world.run(EndFee, { feeRuleId });
    await shop.world.run(ChangePolicy, { blockOnRestDays: true, blockingHour: 0 });
    expect((await shop.pay(customerId, '100.00')).standing).toBe('good');
  });

  it('charges no fee twice, charges late what each day would have, and lets one go before or after', async () => {
    shop.day('2026-03-01');
    const rule = { kind: 'unpaid' as const, title: 'Reminder', amount: '5.00', as: 'future_item' as const };
    const { feeRuleId } = await shop.world.run(DefineFee, { ...rule, afterDays: 5, everyDays: 5, times: 4 });
    const customerId = await shop.customer();
    const { invoiceId } = await shop.world.run(IssueOneTimeInvoice, {
      customerId,
      lines: [{ description: 'Visit', unitPrice: '50' }],
    });
    await shop.world.run(WaiveFee, { feeRuleId, invoiceId, occurrence: 2, reason: 'long customer' });
    await expect(
      shop.world.run(WaiveFee, { feeRuleId, invoiceId, occurrence: 2, reason: 'again' }),
    ).rejects.toMatchObject({ code: 'FEE_KNOWN' });
    shop.day('2026-03-18');
    await Promise.all(Array.from({ length: 4 }, () => shop.world.app.get(ChargeFees).run()));
    expect(await fees(customerId)).toEqual([
      { kind: 'unpaid', occurrence: 2, on: '2026-03-01', minor: '0', status: 'waived' },
      { kind: 'unpaid', occurrence: 1, on: '2026-03-06', minor: '500', status: 'charged' },
      { kind: 'unpaid', occurrence: 3, on: '2026-03-16', minor: '500', status: 'charged' },
    ]);
    const items = (): Promise<unknown[]> =>
      shop.world.rows('SELECT status, unit_price FROM billing.future_item WHERE customer_id = $1 ORDER BY id', [
        customerId,
      ]);
    expect(await items()).toHaveLength(2);
    const [first] = await shop.world.rows<{ id: never }>(
      'SELECT id FROM billing.fee WHERE customer_id = $1 AND occurrence = 1',
      [customerId],
    );
    if (!first) throw new Error('no fee');
    await shop.world.run(WaiveFee, { feeId: first.id, reason: 'goodwill' });
    expect((await items())[0]).toMatchObject({ status: 'cancelled' });
    await shop.world.run(EndFee, { feeRuleId });
    await shop.pay(customerId, '50.00');
  });

  it('charges for reconnection after a payment, and for a payment that the bank took back', async () => {
    shop.day('2026-04-01');
    const own = { partnerId: shop.partnerId, as: 'invoice' as const };
    const ids = [
      await shop.world.run(DefineFee, { ...own, kind: 'reconnection', title: 'Reconnection', amount: '7.00' }),
      await shop.world.run(DefineFee, { ...own, kind: 'returned_payment', title: 'Returned debit', amount: '3.00' }),
    ];
    const customerId = await debtor('2026-04-01');
    await morning('2026-04-16');
    expect(await standing(customerId)).toBe('blocked');
    const { paymentId } = await shop.pay(customerId, '31.00');
    await morning('2026-04-16');
    await morning('2026-04-17');
    expect(await fees(customerId)).toEqual([
      { kind: 'reconnection', occurrence: 1, on: '2026-04-16', minor: '700', status: 'charged' },
    ]);
    await shop.world.run(ReversePayment, { paymentId, reason: 'bounced', returned: true });
    await shop.world.settle();
    expect(await fees(customerId)).toHaveLength(2);
    const [fee] = await shop.world.rows<{ id: never }>(
      `SELECT id FROM billing.fee WHERE customer_id = $1 AND kind = 'returned_payment'`,
      [customerId],
    );
    if (!fee) throw new Error('no fee');
    await shop.world.run(WaiveFee, { feeId: fee.id, reason: 'our mistake' });
    const [account] = await shop.world.rows('SELECT balance_minor FROM billing.account WHERE customer_id = $1', [
      customerId,
    ]);
    expect(account).toEqual({ balance_minor: '-3800' });
    for (const { feeRuleId } of ids) await shop.world.run(EndFee, { feeRuleId });
    await shop.pay(customerId, '38.00');
  });

  it('opens access by a promise, notes it kept when the amount is paid, and blocks at once when it is broken', async () => {
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: true });
    const [keeps, breaks] = [await debtor('2026-05-01'), await debtor('2026-05-01')];
    await morning('2026-05-16');
    expect([await standing(keeps), await standing(breaks)]).toEqual(['blocked', 'blocked']);
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: false });
    for (const customerId of [keeps, breaks])
      await shop.world.run(PromiseToPay, { customerId, until: '2026-05-20', amount: '31.00' });
    expect([await standing(keeps), await standing(breaks)]).toEqual(['overdue', 'overdue']);
    shop.day('2026-05-18');
    await shop.pay(keeps, '31.00');
    expect(await promises(keeps)).toEqual([
      { kind: 'promise', status: 'kept', until: '2026-05-20', ended: '2026-05-18' },
    ]);
    await morning('2026-05-20');
    expect(await standing(breaks)).toBe('overdue');
    await morning('2026-05-21');
    expect(await standing(breaks)).toBe('blocked');
    expect(await promises(breaks)).toEqual([
      { kind: 'promise', status: 'broken', until: '2026-05-20', ended: '2026-05-21' },
    ]);
    await shop.pay(breaks, '31.00');
  });

  it('lets a customer promise as often and as far ahead as the settings say', async () => {
    const customerId = await debtor('2026-06-01');
    shop.day('2026-06-10');
    const actor = customerActor(customerId, shop.partnerId);
    const promise = (until: string): Promise<unknown> =>
      shop.world.run(MakePromise, { customerId, until: until as LocalDate }, actor);
    await expect(promise('2026-06-12')).rejects.toMatchObject({ code: 'NO_PROMISE_LEFT' });
    await shop.world.run(ChangePolicy, { promisesPerYear: 2, promiseDays: 5 });
    await expect(promise('2026-06-16')).rejects.toMatchObject({ code: 'PROMISE_DATE' });
    expect((await shop.world.ask(LookAhead, { customerId }, actor))?.promisesLeft).toBe(2);
    await promise('2026-06-12');
    await expect(promise('2026-06-13')).rejects.toMatchObject({ code: 'PROMISE_STANDS' });
    await shop.pay(customerId, '31.00');
    await expect(promise('2026-06-12')).rejects.toMatchObject({ code: 'NOTHING_OWED' });
    const other = customerActor(await shop.customer(), shop.partnerId);
    await expect(
      shop.world.run(MakePromise, { customerId, until: '2026-06-12' as LocalDate }, other),
    ).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('works the list out at the blocking hour, with everybody who is left out, and asks a second person above a limit', async () => {
    await shop.world.run(ChangePolicy, {
      suspendSecondPersonAbove: 0,
      blockingHour: 11,
      suspendWithoutApproval: false,
    });
    const due = await debtor('2026-07-01');
    const spared = await debtor('2026-07-01');
    const promised = await debtor('2026-07-01');
    const graced = await debtor('2026-07-01');
    await shop.world.run(ProtectCustomer, { customerId: spared, reason: 'hospital' });
    const sparedForNow = await debtor('2026-07-01');
    await expect(
      shop.world.run(ProtectCustomer, { customerId: sparedForNow, reason: 'flood', until: '2026-06-30' }),
    ).rejects.toMatchObject({ code: 'PROTECTION_ENDS_BEFORE_TODAY' });
    await shop.world.run(ProtectCustomer, { customerId: sparedForNow, reason: 'flood', until: '2026-07-20' });
    await shop.world.run(PromiseToPay, { customerId: promised, until: '2026-07-20' });
    await shop.world.run(PromiseToPay, { customerId: graced, until: '2026-07-20', grace: true });
    const waiting = (): Promise<unknown[]> =>
      shop.world.rows(`SELECT due, excluded FROM billing.suspension_batch WHERE status = 'previewed'`);
    await morning('2026-07-16');
    expect(await waiting()).toEqual([]);
    shop.world.clock.set(new Date('2026-07-16T09:05:00Z'));
    await shop.world.app.get(WatchStanding).run();
    expect(await waiting()).toEqual([{ due: 1, excluded: 4 }]);
    const author = staffWith([BillingPermissions['suspension.approve']]);
    await shop.world.run(ChangePolicy, { toleratedDebt: '0' });
    const extra = await debtor('2026-07-01');
    shop.world.clock.set(new Date('2026-07-16T09:10:00Z'));
    const list = await shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId }, author);
    expect(list).toMatchObject({ due: 2, excluded: 4 });
    const reasons = await shop.world.rows<{ reason: string }>(
      'SELECT excluded_reason AS reason FROM billing.suspension_item WHERE batch_id = $1 AND excluded_reason IS NOT NULL ORDER BY 1',
      [list.batchId],
    );
    expect(reasons.map((row) => row.reason)).toEqual(['grace', 'promise', 'protected', 'protected']);
    const approval = { batchId: list.batchId, planHash: list.planHash };
    await expect(shop.world.run(ApproveSuspensions, approval, author)).rejects.toMatchObject({ code: 'SECOND_PERSON' });
    await shop.world.run(ApproveSuspensions, approval);
    await shop.world.settle();
    expect([await standing(due), await standing(extra), await standing(spared)]).toEqual([
      'blocked',
      'blocked',
      'overdue',
    ]);
    await shop.world.run(ChangePolicy, { suspendSecondPersonAbove: null, blockingHour: 0 });
    for (const customerId of [due, extra, spared, sparedForNow, promised, graced]) await shop.pay(customerId, '31.00');
  });

  it('rolls a list back to where each was, selected or whole, as the preview says, and leaves alone who has moved on', async () => {
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: true });
    const [first, second, paid] = [await debtor('2026-08-01'), await debtor('2026-08-01'), await debtor('2026-08-01')];
    await morning('2026-08-16');
    const [batch] = await shop.world.rows<{ id: never }>(
      `SELECT id FROM billing.suspension_batch WHERE status = 'applied' ORDER BY created_at DESC LIMIT 1`,
    );
    if (!batch) throw new Error('no list');
    await shop.pay(paid, '31.00');
    const until = '2026-08-20' as LocalDate;
    const one = { batchId: batch.id, customerIds: [first], until };
    const preview = await shop.world.ask(PreviewRollback, one);
    expect(preview.items).toMatchObject([
      { standing: 'blocked', standingAfter: 'overdue', status: 'blocked', statusAfter: 'active', stays: null },
    ]);
    await expect(
      shop.world.run(RollBackSuspensions, {
        ...one,
        until: '2026-08-21' as LocalDate,
        hash: preview.hash,
        reason: 'x',
      }),
    ).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
    await shop.world.run(RollBackSuspensions, { ...one, hash: preview.hash, reason: 'bank file came late' });
    expect([await standing(first), await standing(second)]).toEqual(['overdue', 'blocked']);
    const whole = { batchId: batch.id, until };
    const rest = await shop.world.ask(PreviewRollback, whole);
    expect(rest.items.map((item) => item.stays).sort()).toEqual([null, 'moved_on'].sort());
    await shop.world.run(RollBackSuspensions, { ...whole, hash: rest.hash, reason: 'bank file came late' });
    expect(await standing(second)).toBe('overdue');
    await morning('2026-08-19');
    expect(await standing(first)).toBe('overdue');
    await morning('2026-08-21');
    expect([await standing(first), await standing(second), await standing(paid)]).toEqual([
      'blocked',
      'blocked',
      'good',
    ]);
    for (const customerId of [first, second]) await shop.pay(customerId, '31.00');
  });
});
