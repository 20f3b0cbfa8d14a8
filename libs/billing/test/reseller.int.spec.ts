import {
  ChangePartner,
  type CustomerId,
  ImportCustomers,
  OpenCustomer,
  OpenPartner,
  type PartnerId,
} from '@demarc/crm';
import { currencyCode, IdSource, type LocalDate } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { customerActor, staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Papers } from '../src/app/documents/papers.js';
import { FindSettlementPaper } from '../src/app/resellers/find-settlement-paper.query.js';
import { resellerDocuments } from '../src/app/resellers/reseller-documents.js';
import { markPaper } from '../src/documents/print-order.js';
import { evaluateExplanation, settleReseller, sumLines } from '../src/domain/index.js';
import {
  BillingPermissions,
  ChargeFees,
  CreditInvoice,
  DefineFee,
  FindSettlement,
  HandBackMoney,
  ImportAccounts,
  IssueOneTimeInvoice,
  ListResellers,
  ListSettlements,
  PayReseller,
  PreviewSettlement,
  ReversePayment,
  SetResellerTerms,
  SettleReseller,
  SettlementLines,
  TakeBackResellerPayout,
  UndoResellerSettlement,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

const on = (day: string): LocalDate => day as LocalDate;

describe('a reseller', () => {
  let shop: Shop;
  let taxRateId: string;
  let first: CustomerId;
  let second: CustomerId;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
    taxRateId = await shop.tax('VAT', '19');
    [first, second] = [await shop.customer('First'), await shop.customer('Second')];
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const invoice = async (customerId: CustomerId, unitPrice: string): Promise<never> =>
    (
      await shop.world.run(IssueOneTimeInvoice, {
        customerId,
        lines: [{ description: 'Access', unitPrice, taxRateId: taxRateId as never }],
      })
    ).invoiceId as never;
  /** What the next settlement would be: read by what changed, it is what reading every document comes to. */
  const preview = async (through: string, partnerId = shop.partnerId, currency = 'EUR') => {
    const wish = { partnerId, through: on(through), currency: currencyCode(currency) };
    const next = await shop.world.ask(PreviewSettlement, wish);
    const every = { ...wish, from: on('2026-01-01'), settledAt: null, zone: 'Europe/Berlin' };
    const documents = await shop.world.app.get(Database).read(EVERYTHING, (sql) => resellerDocuments(sql, every));
    expect(next.lines).toMatchObject(settleReseller(documents).lines);
    return next;
  };
  const settle = async (through: string, partnerId = shop.partnerId, currency = 'EUR') => {
    const { hash } = await preview(through, partnerId, currency);
    const wish = { partnerId, through: on(through), currency: currencyCode(currency), hash };
    const { settlementId } = await shop.world.run(SettleReseller, wish);
    const lines = await shop.world.ask(SettlementLines, { id: settlementId });
    for (const { explanation, shareMinor, baseMinor } of lines)
      expect(evaluateExplanation(explanation)).toMatchObject({ share: shareMinor, base: baseMinor });
    return { settlementId, lines, found: await shop.world.ask(FindSettlement, { id: settlementId }) };
  };
  /** Accounts in another currency than the operator's come from another system alone. */
  const customerIn = async (currency: string, partnerId: PartnerId): Promise<CustomerId> => {
    const id = shop.world.app.get(IdSource).next<'Customer'>();
    const person = {
      category: 'person',
      name: `In ${currency}`,
      lifecycle: 'active',
      createdAt: '2026-01-01T00:00:00Z',
    };
    await shop.world.run(ImportCustomers, { rows: [{ id, partnerId, number: '9000', ...person }] });
    const account = {
      customerId: id,
      partnerId,
      currency,
      billingType: 'recurring',
      billingEnabled: true,
      billingDay: 1,
    };
    const terms = { dueDays: 15, minimumBalanceMinor: '0', autoInvoice: true };
    const state = { lifecycle: 'active', standing: 'good', standingSince: '2026-01-01' };
    await shop.world.run(ImportAccounts, { rows: [{ ...account, ...terms, ...state }] });
    return id;
  };
  const ledger = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (
        await shop.world.rows<{ code: string; minor: string }>(
          `SELECT account_code AS code, sum(amount_minor)::text AS minor FROM billing.posting
            WHERE account_code IN ('reseller_share', 'reseller_payable') GROUP BY 1`,
        )
      ).map(({ code, minor }) => [code, minor]),
    );

  it('has no settlement without terms, and terms are for who reaches all partners', async () => {
    await expect(preview('2025-12-31')).rejects.toMatchObject({ code: 'NO_RESELLER_TERMS' });
    const terms = { partnerId: shop.partnerId, from: on('2026-01-01'), basis: 'collected' as const };
    const own = staffWith([BillingPermissions['reseller.manage']], [shop.partnerId]);
    await expect(shop.world.run(SetResellerTerms, { ...terms, percent: '90' }, own)).rejects.toMatchObject({
      code: 'RESELLER_OF_OTHERS',
    });
    await expect(shop.world.run(SetResellerTerms, { ...terms, percent: '100.1' })).rejects.toMatchObject({
      code: 'PERCENT_OVER_100',
    });
    await shop.world.run(SetResellerTerms, { ...terms, percent: '30' });
  });

  it('gets its percent of what was collected before tax; the report is the sum of its customers', async () => {
    shop.day('2026-01-10');
    await invoice(first, '100.00');
    await invoice(second, '33.33');
    await shop.pay(first, '59.50');
    await shop.pay(second, '39.66');
    await expect(preview('2026-01-10')).rejects.toMatchObject({ code: 'DAY_NOT_OVER' });
    shop.day('2026-02-01');
    const { found, lines } = await settle('2026-01-31');
    expect(lines.map((line) => [line.customerId, line.baseMinor, line.shareMinor, line.grossMinor])).toEqual([
      [first, 5000n, 1500n, 5950n],
      [second, 3333n, 1000n, 3966n],
    ]);
    expect(found).toMatchObject({ number: 'RS-2026-0001', from: '2026-01-01', through: '2026-01-31', state: 'open' });
    expect(sumLines(lines)).toEqual({
      grossMinor: found.grossMinor,
      taxMinor: found.taxMinor,
      notSharedMinor: 0n,
      baseMinor: found.baseMinor,
      shareMinor: 2500n,
      keptMinor: 5833n,
    });
    expect(await ledger()).toEqual({ reseller_share: '2500', reseller_payable: '-2500' });
    await expect(preview('2026-01-31')).rejects.toMatchObject({ code: 'SETTLED_ALREADY' });
    await expect(
      shop.world.run(SetResellerTerms, {
        partnerId: shop.partnerId,
        from: on('2026-01-31'),
        basis: 'collected',
        percent: '5',
      }),
    ).rejects.toMatchObject({ code: 'TERMS_SETTLED' });
  });

  it('gives back its part of what went back, and gets the rest when the rest is paid', async () => {
    shop.day('2026-02-05');
    const [paid] = await shop.world.rows<{ id: string }>('SELECT id FROM billing.payment WHERE customer_id = $1', [
      second,
    ]);
    await shop.pay(first, '59.50');
    const back = { paymentId: paid?.id as never, methodId: shop.methodId, amount: '19.83', reason: 'outage' };
    await shop.world.run(HandBackMoney, back);
    shop.day('2026-03-01');
    const seen = await preview('2026-02-28');
    expect(seen.lines.map((line) => [line.customerId, line.baseMinor, line.grossMinor])).toEqual([
      [first, 5000n, 5950n],
      [second, -1666n, -1983n],
    ]);
    await shop.world.run(CreditInvoice, { invoiceId: await invoice(first, '10.00'), reason: 'by mistake' });
    const partner = { partnerId: shop.partnerId, through: on('2026-02-28') };
    expect((await preview('2026-02-28')).hash).toBe(seen.hash);
    await expect(shop.world.run(SettleReseller, { ...partner, hash: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'SETTLEMENT_CHANGED',
    });
    const { settlementId, found } = await settle('2026-02-28');
    expect([found.baseMinor, found.shareMinor]).toEqual([3334n, 1000n]);
    await shop.world.run(UndoResellerSettlement, { settlementId, reason: 'too early' });
    expect(await ledger()).toEqual({ reseller_share: '2500', reseller_payable: '-2500' });
    const again = await settle('2026-02-28');
    expect(again.found).toMatchObject({ number: 'RS-2026-0003', baseMinor: 3334n, shareMinor: 1000n });
  });

  it('is paid once, in the order of the days, and what is paid is not taken back', async () => {
    const [last, , before] = await shop.world.ask(ListSettlements, { partnerId: shop.partnerId });
    if (!last || !before) throw new Error('settlements are missing');
    await expect(
      shop.world.run(UndoResellerSettlement, { settlementId: before.id, reason: 'no' }),
    ).rejects.toMatchObject({ code: 'SETTLEMENT_NOT_LAST' });
    const paying = { settlementId: before.id, methodId: shop.methodId, reference: 'SEPA 1' };
    await shop.world.run(PayReseller, paying);
    await expect(shop.world.run(PayReseller, paying)).rejects.toMatchObject({ code: 'SETTLEMENT_PAID' });
    expect(await ledger()).toEqual({ reseller_share: '3500', reseller_payable: '-1000' });
    await shop.world.run(PayReseller, { ...paying, settlementId: last.id });
    const undo = { settlementId: last.id, reason: 'paid to the other partner' };
    await expect(shop.world.run(UndoResellerSettlement, undo)).rejects.toMatchObject({ code: 'SETTLEMENT_PAID' });
    await shop.world.run(TakeBackResellerPayout, undo);
    expect(await ledger()).toEqual({ reseller_share: '3500', reseller_payable: '-1000' });
    await expect(shop.world.run(TakeBackResellerPayout, undo)).rejects.toMatchObject({ code: 'SETTLEMENT_NOT_PAID' });
    expect(await shop.world.ask(FindSettlement, { id: last.id })).toMatchObject({
      state: 'open',
      payouts: [{ reference: 'SEPA 1', takenBackOn: '2026-03-01', takenBackReason: 'paid to the other partner' }],
    });
    expect(
      await shop.world.rows(
        `SELECT entry.kind, posting.account_code AS account, posting.amount_minor::text AS minor FROM billing.journal_entry entry
           JOIN billing.posting ON posting.entry_id = entry.id WHERE entry.source_id = $1 ORDER BY entry.kind, posting.position`,
        [last.id],
      ),
    ).toEqual([
      { kind: 'reseller_paid', account: 'reseller_payable', minor: '1000' },
      { kind: 'reseller_paid', account: 'bank', minor: '-1000' },
      { kind: 'reseller_settled', account: 'reseller_share', minor: '1000' },
      { kind: 'reseller_settled', account: 'reseller_payable', minor: '-1000' },
      { kind: 'reversal', account: 'reseller_payable', minor: '-1000' },
      { kind: 'reversal', account: 'bank', minor: '1000' },
    ]);
    const [reseller] = await shop.world.ask(ListResellers, { partnerId: shop.partnerId });
    expect(reseller?.progress).toEqual([{ currency: 'EUR', nextFrom: '2026-03-01', unpaidMinor: '1000' }]);
  });

  it('loses what is credited and what comes back whole; by other terms later documents count as they are invoiced', async () => {
    const terms = { partnerId: shop.partnerId, from: on('2026-03-01'), basis: 'invoiced' as const, percent: '12.5' };
    await shop.world.run(SetResellerTerms, terms);
    shop.day('2026-03-10');
    const charged = await invoice(second, '80.00');
    const [payment] = await shop.world.rows<{ id: string }>(
      `SELECT id FROM billing.payment WHERE customer_id = $1 ORDER BY id LIMIT 1`,
      [second],
    );
    await shop.world.run(ReversePayment, { paymentId: payment?.id as never, reason: 'bounced' });
    shop.day('2026-04-01');
    const march = await settle('2026-03-31');
    expect(march.lines.map((line) => [line.customerId, line.percent, line.baseMinor, line.shareMinor])).toEqual([
      [first, '12.5', 1000n, 125n],
      [first, '12.5', -1000n, -125n],
      [second, '30', -1667n, -500n],
      [second, '12.5', 8000n, 1000n],
    ]);
    shop.day('2026-04-02');
    await shop.world.run(CreditInvoice, { invoiceId: charged, amount: '47.60', reason: 'half' });
    shop.day('2026-05-01');
    const april = await settle('2026-04-30');
    expect(april.lines.map((line) => [line.kind, line.baseMinor, line.shareMinor])).toEqual([
      ['credit_note', -4000n, -500n],
    ]);
    await shop.world.run(PayReseller, {
      settlementId: april.settlementId,
      methodId: shop.methodId,
      reference: 'set off',
    });
  });

  it('gets a paper of each settlement, by the template and in the language of its own, the same bytes for ever', async () => {
    const [settlement] = await shop.world.ask(ListSettlements, { partnerId: shop.partnerId });
    const id = settlement?.id ?? '';
    const call = { actor: staffWith([BillingPermissions['reseller.view']], [shop.partnerId]), requestId: 'test' };
    const { order } = await shop.world.ask(FindSettlementPaper, { id });
    const texts = JSON.stringify(order && markPaper(order).blocks);
    for (const text of ['Test Net', 'Main', 'Second', 'CN-', '-€40.00', '-€5.00']) expect(texts).toContain(text);
    const papers = shop.world.app.get(Papers);
    const printed = await papers.print('reseller_settlement', id, call);
    expect(printed.fileName).toBe(`reseller-settlement-${settlement?.number}.pdf`);
    await shop.world.run(ChangePartner, {
      partnerId: shop.partnerId,
      legal: { legalName: 'Haupt GmbH', language: 'de' },
    });
    expect((await papers.print('reseller_settlement', id, call)).bytes.equals(printed.bytes)).toBe(true);
    const drawn = await shop.world.ask(FindSettlementPaper, { id, afresh: true });
    expect(JSON.stringify(drawn.order && markPaper(drawn.order))).toBe(JSON.stringify(order && markPaper(order)));
    const none = shop.world.ask(FindSettlementPaper, { id }, customerActor(first, shop.partnerId));
    await expect(none).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('shares fees only where its terms say so, and each currency by itself; what is dated back comes with the next one', async () => {
    shop.day('2026-05-01');
    const { partnerId } = await shop.world.run(OpenPartner, { name: 'Two currencies' });
    const terms = { partnerId, basis: 'invoiced' as const, percent: '10' };
    await shop.world.run(SetResellerTerms, { ...terms, from: on('2026-05-01') });
    await shop.world.run(SetResellerTerms, { ...terms, from: on('2026-06-01'), withFees: true });
    const euro = (await shop.world.run(OpenCustomer, { partnerId, category: 'person', name: 'Euro' })).customerId;
    const dollar = await customerIn('USD', partnerId);
    const rule = { kind: 'unpaid' as const, title: 'Reminder', amount: '5.00', as: 'future_item' as const };
    await shop.world.run(DefineFee, { ...rule, partnerId, afterDays: 5, everyDays: 5, times: 2 });
    const withFee = async (day: string): Promise<void> => {
      shop.day(day);
      await shop.world.app.get(ChargeFees).run();
      const [fee] = await shop.world.rows<{ id: never }>(
        `SELECT id FROM billing.future_item WHERE customer_id = $1 AND status = 'open' AND source = 'fee'`,
        [euro],
      );
      const lines = [{ description: 'Access', unitPrice: '20.00' }];
      await shop.world.run(IssueOneTimeInvoice, { customerId: euro, lines, futureItemIds: fee ? [fee.id] : [] });
    };
    await invoice(euro, '100.00');
    const paid = await invoice(dollar, '50.00');
    await shop.pay(dollar, '59.50');
    await withFee('2026-05-20');
    shop.day('2026-06-01');
    const may = await settle('2026-05-31', partnerId);
    expect(may.found).toMatchObject({ currency: 'EUR', notSharedMinor: 500n, baseMinor: 12_000n, shareMinor: 1_200n });
    const dollars = await settle('2026-05-31', partnerId, 'USD');
    expect(dollars.found).toMatchObject({ currency: 'USD', notSharedMinor: 0n, baseMinor: 5_000n, shareMinor: 500n });
    await shop.world.run(PayReseller, { settlementId: may.settlementId, methodId: shop.methodId, reference: 'SEPA 7' });
    const [reseller] = await shop.world.ask(ListResellers, { partnerId });
    expect(reseller?.progress).toEqual([
      { currency: 'EUR', nextFrom: '2026-06-01', unpaidMinor: '0' },
      { currency: 'USD', nextFrom: '2026-06-01', unpaidMinor: '500' },
    ]);
    const back = [{ description: 'Forgotten', unitPrice: '7.00' }];
    await shop.world.run(IssueOneTimeInvoice, { customerId: euro, lines: back, issuedOn: on('2026-05-15') });
    await withFee('2026-06-25');
    shop.day('2026-07-01');
    const june = await settle('2026-06-30', partnerId);
    expect(june.lines.map((line) => [line.issuedOn, line.baseMinor, line.notSharedMinor])).toEqual([
      ['2026-05-15', 700n, 0n],
      ['2026-06-25', 2_500n, 0n],
    ]);
    await expect(preview('2026-06-30', partnerId)).rejects.toMatchObject({ code: 'SETTLED_ALREADY' });
    await shop.world.run(CreditInvoice, { invoiceId: paid, amount: '11.90', reason: 'a part' });
    shop.day('2026-08-01');
    const credited = await settle('2026-07-31', partnerId, 'USD');
    expect(credited.lines.map(({ kind, baseMinor }) => [kind, baseMinor])).toEqual([['credit_note', -1_000n]]);
  });

  it('is seen by its own people, and by nobody of another partner', async () => {
    const view = [BillingPermissions['reseller.view']];
    const own = await shop.world.ask(ListSettlements, {}, staffWith(view, [shop.partnerId]));
    expect(own).toHaveLength(5);
    const foreign = staffWith(view, ['00000000-0000-7000-8000-0000000000aa' as never]);
    expect(await shop.world.ask(ListSettlements, {}, foreign)).toEqual([]);
    expect(await shop.world.ask(ListResellers, {}, foreign)).toEqual([]);
    const id = own[0]?.id as never;
    await expect(shop.world.ask(FindSettlement, { id }, foreign)).rejects.toMatchObject({ kind: 'not_found' });
  });
});
