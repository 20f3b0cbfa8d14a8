import { ChangeCustomer, ChangeOwnContact, ChangePartner, type CustomerId } from '@demarc/crm';
import { type LocalDate, localDate } from '@demarc/kernel';
import { customerActor } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindDepositPaper } from '../src/app/documents/find-deposit-paper.query.js';
import { FindInvoicePaper } from '../src/app/documents/find-paper.query.js';
import { FindStatement, type FoundStatement } from '../src/app/documents/find-statement.query.js';
import { TemplatePreviews } from '../src/app/documents/preview-template.query.js';
import { DEFAULT_TEMPLATES } from '../src/documents/default-templates.js';
import { markPaper } from '../src/documents/print-order.js';
import {
  ChangePolicy,
  CreditInvoice,
  GiveBackDeposit,
  HandBackMoney,
  IssueOneTimeInvoice,
  PostDebit,
  ReversePayment,
  SavePaperTemplate,
  TakeBackDebit,
  TakeDeposit,
  WriteOffInvoice,
} from '../src/index.js';
import { type HttpShop, openHttpShop } from './shop-http.js';

describe('statements of account', () => {
  let shop: HttpShop;
  beforeAll(async () => {
    shop = await openHttpShop('2026-01-10T08:00:00Z', { locale: 'en-GB' });
    await shop.world.run(ChangePolicy, { debitsWithoutDocument: true });
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.close();
  });

  const invoice = async (customerId: CustomerId, unitPrice: string): Promise<string> =>
    (await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice }] })).invoiceId;
  const stated = (customerId: CustomerId, from?: LocalDate, through?: LocalDate): Promise<FoundStatement> =>
    shop.world.ask(FindStatement, { customerId, from, through });
  const texts = ({ entries }: FoundStatement): string[] => entries.map(({ text }) => text);
  /** A customer with every kind of movement there is by hand, over three months. */
  const eventful = async (): Promise<CustomerId> => {
    shop.day('2026-01-12');
    const customerId = await shop.customer('Ana Example');
    const first = await invoice(customerId, '100.00');
    shop.day('2026-02-03');
    const paid = await shop.pay(customerId, '60.00');
    await shop.world.run(CreditInvoice, { invoiceId: first as never, amount: '15.00', reason: 'late' });
    const { debitId } = await shop.world.run(PostDebit, { customerId, amount: '7.00', description: 'Cable' });
    shop.day('2026-02-20');
    await shop.world.run(TakeBackDebit, { debitId, reason: 'The cable came back' });
    await shop.world.run(HandBackMoney, {
      paymentId: paid.paymentId,
      methodId: shop.methodId,
      amount: '10.00',
      reason: 'too much',
    });
    const second = await shop.pay(customerId, '5.00');
    shop.day('2026-03-05');
    await shop.world.run(ReversePayment, { paymentId: second.paymentId, reason: 'bounced' });
    await shop.world.run(WriteOffInvoice, { invoiceId: first as never, reason: 'gone' });
    return customerId;
  };

  it('say what was owed before, each movement with its document, and what is owed after, as the ledger has it', async () => {
    const customerId = await eventful();
    const whole = await stated(customerId);
    expect(texts(whole)).toEqual([
      'Invoice INV-2026-000001',
      'Payment R-2026-000001',
      'Credit note CN-2026-000001',
      'Charge Cable',
      'Taken back The cable came back',
      'Money given back R-2026-000001',
      'Payment R-2026-000002',
      'Taken back R-2026-000002',
      'Written off INV-2026-000001',
    ]);
    expect([whole.from, whole.through, whole.openingMinor, whole.closingMinor]).toEqual([
      '2025-03-01',
      '2026-03-05',
      0n,
      0n,
    ]);
    const february = await stated(customerId, localDate('2026-02-01'), localDate('2026-02-28'));
    expect([february.openingMinor, february.closingMinor]).toEqual([10_000n, 3_000n]);
    expect(
      february.entries.map(({ debitMinor, creditMinor, owedMinor }) => [debitMinor, creditMinor, owedMinor]),
    ).toEqual([
      [0n, 6_000n, 4_000n],
      [0n, 1_500n, 2_500n],
      [700n, 0n, 3_200n],
      [0n, 700n, 2_500n],
      [1_000n, 0n, 3_500n],
      [0n, 500n, 3_000n],
    ]);
  });

  it('equal the ledger for every cut of the time: opening, sums and closing, and today the balance', async () => {
    const customerId = await eventful();
    const days = ['2026-01-01', '2026-01-12', '2026-02-03', '2026-02-04', '2026-02-20', '2026-03-05'].map(localDate);
    for (const [at, from] of days.entries()) {
      for (const through of days.slice(at)) {
        const found = await stated(customerId, from, through);
        const [row] = await shop.world.rows<{ before: string; charged: string; credited: string; after: string }>(
          `SELECT coalesce(sum(amount_minor) FILTER (WHERE occurred_on < $2), 0)::text AS before,
             coalesce(sum(amount_minor) FILTER (WHERE occurred_on >= $2 AND amount_minor > 0), 0)::text AS charged,
             coalesce(-sum(amount_minor) FILTER (WHERE occurred_on >= $2 AND amount_minor < 0), 0)::text AS credited, coalesce(sum(amount_minor), 0)::text AS after
           FROM billing.posting JOIN billing.journal_entry entry ON entry.id = entry_id WHERE posting.customer_id = $1 AND occurred_on <= $3`,
          [customerId, from, through],
        );
        const sum = (name: 'debitMinor' | 'creditMinor'): bigint =>
          found.entries.reduce((all, one) => all + one[name], 0n);
        expect([found.openingMinor, sum('debitMinor'), sum('creditMinor'), found.closingMinor].map(String)).toEqual([
          row?.before,
          row?.charged,
          row?.credited,
          row?.after,
        ]);
      }
    }
    const [account] = await shop.world.rows<{ minor: string }>(
      'SELECT balance_minor AS minor FROM billing.account WHERE customer_id = $1',
      [customerId],
    );
    expect(String(-(await stated(customerId)).closingMinor)).toBe(account?.minor);
  });

  it('are refused backwards, ahead of today, and for whoever is not theirs', async () => {
    shop.day('2026-03-06');
    const [customerId, stranger] = [await shop.customer(), await shop.customer()];
    await expect(stated(customerId, localDate('2026-03-02'), localDate('2026-03-01'))).rejects.toMatchObject({
      code: 'PERIOD_BACKWARDS',
    });
    await expect(stated(customerId, undefined, localDate('2026-03-07'))).rejects.toMatchObject({
      code: 'STATEMENT_AHEAD',
    });
    const answer = await shop.get(`/documents/statements/${customerId}.pdf`, customerActor(stranger, shop.partnerId));
    expect(answer.status).toBe(404);
    expect((await shop.get(`/documents/statements/${customerId}.pdf?from=yesterday`)).body).toMatchObject({
      code: 'NOT_A_DAY',
    });
  });

  it('come to customers over GraphQL and as PDF, by the template of their language', async () => {
    const customerId = await eventful();
    const me = customerActor(customerId, shop.partnerId);
    const source = DEFAULT_TEMPLATES.statement.replace('<h1>', '<h1>Our own: ');
    await shop.world.run(SavePaperTemplate, { kind: 'statement', language: 'de', basedOn: 0, source });
    await shop.world.run(ChangeOwnContact, { revision: 1, language: 'de' }, me);
    const { data, errors } = await shop.graphql<{ me: { statement: { url: string } } }>(
      `{ me { language statement(from: "2026-02-01", through: "2026-02-28") { from opening { amount currency } closing { amount } url
          entries { on text charged { amount } credited { amount } owed { amount } } } } }`,
      {},
      me,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      me: {
        language: 'de',
        statement: { opening: { amount: '100.00', currency: 'EUR' }, closing: { amount: '30.00' } },
      },
    });
    const answer = await shop.get(data.me.statement.url, me);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(answer.headers['content-disposition']).toMatch(
      /^inline; filename="statement-\d+-2026-02-28-from-2026-02-01\.pdf"$/,
    );
    const { order } = await stated(customerId, localDate('2026-02-01'), localDate('2026-02-28'));
    const drawn = JSON.stringify(markPaper(order).blocks);
    expect(drawn).toContain('Our own: Kontoauszug');
    expect(drawn).toMatch(/Zahlung R-2026-\d+/);
    expect(drawn).toContain('30,00\u00a0€');
  });

  it('show in the live preview what a customer would get', async () => {
    const customerId = await eventful();
    const shown = await shop.world.app
      .get(TemplatePreviews)
      .preview(
        { kind: 'statement', language: 'en', source: DEFAULT_TEMPLATES.statement, documentId: customerId },
        { actor: customerActor(customerId, shop.partnerId), requestId: 'test' },
      )
      .catch((error: unknown) => error);
    expect(shown).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('papers speak the language of the customer, else of the partner; issued ones keep the one of their time', async () => {
    const title = async (id: string): Promise<string> => {
      const { order } = await shop.world.ask(FindInvoicePaper, { id });
      return order ? markPaper(order).title : 'drawn';
    };
    shop.day('2026-03-10');
    const customerId = await shop.customer();
    const english = await invoice(customerId, '1.00');
    shop.day('2026-03-11');
    await shop.world.run(ChangePartner, { partnerId: shop.partnerId, legal: { language: 'es' } });
    const spanish = await invoice(customerId, '1.00');
    shop.day('2026-03-12');
    await shop.world.run(ChangeCustomer, { customerId, revision: 1, language: 'ru' });
    const russian = await invoice(customerId, '1.00');
    shop.day('2026-03-13');
    await shop.world.run(ChangeCustomer, { customerId, revision: 2, language: null });
    expect(
      [await title(english), await title(spanish), await title(russian)].map((text) => text.split(' ')[0]),
    ).toEqual(['Invoice', 'Factura', 'Счёт-фактура']);
    await expect(
      shop.world.run(ChangeCustomer, { customerId, revision: 3, language: 'Klingon' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('print deposits when they are taken and given back, each part with its own number', async () => {
    shop.day('2026-03-14');
    const customerId = await shop.customer();
    const me = customerActor(customerId, shop.partnerId);
    const taken = await shop.world.run(TakeDeposit, {
      customerId,
      methodId: shop.methodId,
      amount: '50.00',
      note: 'Router',
    });
    const back = { depositId: taken.depositId, methodId: shop.methodId, reason: 'returned' };
    await shop.world.run(GiveBackDeposit, { ...back, amount: '20.00' });
    await shop.world.run(GiveBackDeposit, back);
    const { data } = await shop.graphql<{
      customer: { deposits: [{ receiptUrl: string; steps: { receiptUrl: string }[] }] };
    }>('query ($id: RecordId!) { customer(id: $id) { deposits { receiptUrl steps { kind receiptUrl } } } }', {
      id: customerId,
    });
    const [deposit] = data.customer.deposits;
    const urls = [deposit.receiptUrl, ...deposit.steps.map((step) => step.receiptUrl)];
    const titles: string[] = [];
    for (const url of urls) {
      const { order } = await shop.world.ask(FindDepositPaper, { id: url.slice('/documents/deposits/'.length, -4) });
      titles.push(order ? markPaper(order).title : 'drawn');
      expect((await shop.get(url, me)).headers['content-type']).toBe('application/pdf');
      expect((await shop.get(url, customerActor(await shop.customer(), shop.partnerId))).status).toBe(404);
    }
    const number = taken.receiptNumber;
    expect(titles).toEqual([number, `${number}/1`, `${number}/2`].map((one) => `Recibo de depósito ${one}`));
  });
});
