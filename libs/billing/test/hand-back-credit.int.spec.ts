import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffWith } from '@demarc/testing';
import { FindStatement } from '../src/app/documents/find-statement.query.js';
import {
  BillingPermissions,
  ChangePolicy,
  CreditInvoice,
  HandBackMoney,
  IssueCreditNote,
  IssueOneTimeInvoice,
  PostDebit,
  PreviewMoneyStep,
} from '../src/index.js';
import { CrmPermissions } from '@demarc/crm';
import { type HttpShop, openHttpShop } from './shop-http.js';

describe('what a credit note is worth, handed back', () => {
  let shop: HttpShop;
  beforeAll(async () => {
    shop = await openHttpShop('2026-03-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.close();
  });

  const credit = async (customerId: CustomerId, unitPrice: string): Promise<string> =>
    (
      await shop.world.run(IssueCreditNote, {
        customerId,
        reason: 'Goodwill',
        lines: [{ description: 'Sorry', unitPrice }],
      })
    ).creditNoteId;
  const figures = async (id: string): Promise<unknown> =>
    (
      await shop.world.rows(
        `SELECT remaining_minor AS left, refunded_minor AS back, balance_minor AS balance FROM billing.credit_note note JOIN billing.account USING (customer_id) WHERE note.id = $1`,
        [id],
      )
    )[0];
  const back = (creditNoteId: string, amount?: string) =>
    shop.world.run(HandBackMoney, {
      creditNoteId: creditNoteId as never,
      methodId: shop.methodId,
      reason: 'asked for it',
      ...(amount === undefined ? {} : { amount }),
    });

  it('lowers what is left of it, never below nothing, as previewed, and the ledger books it', async () => {
    const customerId = await shop.customer();
    const id = await credit(customerId, '50.00');
    const preview = await shop.world.ask(PreviewMoneyStep, { kind: 'hand_back', creditNoteId: id, amount: '20.00' });
    expect(preview).toMatchObject({ owedBeforeMinor: -5_000n, owedAfterMinor: -3_000n, invoices: [] });
    await back(id, '20.00');
    expect(await figures(id)).toEqual({ left: '3000', back: '2000', balance: '3000' });
    await expect(back(id, '30.01')).rejects.toMatchObject({ code: 'REFUND_OVER_CREDIT' });
    await back(id);
    expect(await figures(id)).toEqual({ left: '0', back: '5000', balance: '0' });
    await expect(back(id)).rejects.toMatchObject({ code: 'NOTHING_LEFT' });
    const statement = await shop.world.ask(FindStatement, { customerId });
    expect(statement.entries.map(({ text, owedMinor }) => [text, owedMinor])).toEqual([
      ['Credit note CN-2026-000001', -5_000n],
      ['Money given back CN-2026-000001', -3_000n],
      ['Money given back CN-2026-000001', 0n],
    ]);
    const [ledger] = await shop.world.rows<{ minor: string }>(
      `SELECT sum(amount_minor)::text AS minor FROM billing.posting WHERE account_code = 'bank'`,
    );
    expect(ledger?.minor).toBe('-5000');
  });

  it('is only what has settled nothing, and no more than the credit of the customer as a whole', async () => {
    const customerId = await shop.customer();
    const { invoiceId } = await shop.world.run(IssueOneTimeInvoice, {
      customerId,
      lines: [{ description: 'Visit', unitPrice: '40.00' }],
    });
    await shop.pay(customerId, '40.00');
    const { creditNoteId } = await shop.world.run(CreditInvoice, { invoiceId, amount: '30.00', reason: 'late' });
    await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Again', unitPrice: '12.00' }] });
    await expect(back(creditNoteId, '18.01')).rejects.toMatchObject({ code: 'REFUND_OVER_CREDIT' });
    await shop.world.run(ChangePolicy, { debitsWithoutDocument: true });
    await shop.world.run(PostDebit, { customerId, amount: '8.00', description: 'Lost card' });
    await expect(back(creditNoteId, '10.01')).rejects.toMatchObject({ code: 'REFUND_OVER_CREDIT' });
    await back(creditNoteId);
    expect(await figures(creditNoteId)).toMatchObject({ back: '1000', balance: '0' });
  });

  it('goes back once, also when eight ask at once, and within the refund limit', async () => {
    const customerId = await shop.customer();
    const id = await credit(customerId, '50.00');
    await shop.world.run(ChangePolicy, { refundLimit: '30.00' });
    const clerk = staffWith([BillingPermissions['payment.refund'], CrmPermissions['customer.viewAll']]);
    const small = { creditNoteId: id as never, methodId: shop.methodId, reason: 'small', amount: '20.00' };
    await shop.world.run(HandBackMoney, small, clerk);
    await expect(shop.world.run(HandBackMoney, small, clerk)).rejects.toMatchObject({ code: 'REFUND_OVER_LIMIT' });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => back(id, '10.00')));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
    expect(await figures(id)).toEqual({ left: '0', back: '5000', balance: '0' });
  });

  it('is asked for over GraphQL, with one source alone', async () => {
    const customerId = await shop.customer();
    const id = await credit(customerId, '5.00');
    const input = { creditNoteId: id, methodId: shop.methodId, reason: 'asked for it' };
    const mutation = 'mutation ($input: HandBackMoneyInput!) { handBackMoney(input: $input) }';
    const two = await shop.graphql(mutation, { input: { ...input, customerId } });
    expect(two.errors?.[0]?.message).toContain('Say one of the three');
    expect((await shop.graphql(mutation, { input })).errors).toBeUndefined();
    expect(await figures(id)).toEqual({ left: '0', back: '500', balance: '0' });
  });
});
