import { randomUUID } from 'node:crypto';
import { ChangeCustomer, CrmPermissions, type CustomerId, OpenCustomer } from '@demarc/crm';
import type { Id } from '@demarc/kernel';
import { SendMessage } from '@demarc/messaging';
import { customerActor, staffWith, superAdministrator } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Mailbox } from '../../../tools/sim-mail/mailbox.ts';
import {
  BillingPermissions,
  ChangePolicy,
  CreditInvoice,
  InvoicesIssued,
  type InvoicesIssuedPayload,
  IssueOneTimeInvoice,
  OnInvoicesIssued,
  SendDocument,
} from '../src/index.js';
import { issueRun } from './issue-run.js';
import { type HttpShop, openHttpShop } from './shop-http.js';

const SEND = 'mutation ($input: SendDocumentInput!) { sendDocument(input: $input) { to } }';
const context = { jobId: 'again', retryCount: 1, signal: new AbortController().signal };

describe('documents that are mailed to their customers', () => {
  let mailbox: Mailbox;
  let shop: HttpShop;
  let ada: CustomerId;
  let ben: CustomerId;
  let cora: CustomerId;

  beforeAll(async () => {
    mailbox = await Mailbox.open();
    shop = await openHttpShop('2026-01-01T08:00:00Z', {}, { SMTP_URL: mailbox.url });
    const open = async (name: string, more: Record<string, unknown>): Promise<CustomerId> =>
      (await shop.world.run(OpenCustomer, { partnerId: shop.partnerId, category: 'person', name, ...more })).customerId;
    ada = await open('Ada', { email: 'ada@example.net', language: 'de' });
    ben = await open('Ben', { email: 'ben@example.net', billingEmail: 'bills@example.net, office@example.net' });
    cora = await open('Cora', {});
    const planId = await shop.plan('30');
    for (const customerId of [ada, ben, cora]) await shop.service(customerId, planId, '2026-01-01');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.close();
    await mailbox.close();
  });

  const invoiceOf = async (customerId: CustomerId): Promise<{ id: string; number: string }> => {
    const [row] = await shop.world.rows<{ id: string; number: string }>(
      'SELECT id, number FROM billing.invoice WHERE customer_id = $1 ORDER BY created_at DESC, number DESC LIMIT 1',
      [customerId],
    );
    if (!row) throw new Error('no invoice');
    return row;
  };
  const once = async (customerId: CustomerId): Promise<void> => {
    await shop.world.run(IssueOneTimeInvoice, {
      customerId,
      lines: [{ description: 'Cable', quantity: '1', unitPrice: '5' }],
    });
  };
  const all = (): number => [...mailbox.arrivals().values()].reduce((sum, times) => sum + times, 0);

  it('stay where they are unless the settings say otherwise', async () => {
    expect(await issueRun(shop, '2026-01-01')).toBe(3);
    expect(all()).toBe(0);
  });

  it('go out after a run, once each, in the language of the customer, with the very PDF', async () => {
    await shop.world.run(ChangePolicy, { mailDocuments: 'run_invoices' });
    shop.day('2026-02-01');
    expect(await issueRun(shop, '2026-02-01')).toBe(3);
    expect(all()).toBe(2);
    const [toAda = ''] = mailbox.mailsTo('ada@example.net');
    const { id, number } = await invoiceOf(ada);
    expect(toAda).toContain(`Subject: Main: Rechnung ${number}`);
    expect(toAda).toContain('Guten Tag Ada,');
    expect(toAda).toContain(`invoice-${number}.pdf`);
    const pdf = await shop.get(`/documents/invoices/${id}.pdf`);
    const attached = /application\/pdf[\s\S]*?\n\n([\s\S]*?)\n--/.exec(toAda)?.[1] ?? '';
    expect(Buffer.from(attached, 'base64').equals(pdf.body as Buffer)).toBe(true);
    expect(mailbox.mailsTo('bills@example.net')).toEqual(mailbox.mailsTo('office@example.net'));
    expect(mailbox.mailsTo('ben@example.net')).toEqual([]);
  });

  it('do not go out twice, however often the job comes', async () => {
    const [event] = await shop.world.rows<{ id: Id<'Event'>; payload: InvoicesIssuedPayload }>(
      'SELECT id, payload FROM platform.event WHERE name = $1 ORDER BY occurred_at DESC LIMIT 1',
      [InvoicesIssued.name],
    );
    if (!event) throw new Error('no event');
    const delivery = {
      eventId: event.id,
      name: InvoicesIssued.name,
      occurredAt: '2026-02-01T08:00:00Z',
      customerId: null,
      partnerId: null,
      requestId: null,
      payload: event.payload,
    };
    const job = shop.world.app.get(OnInvoicesIssued);
    await job.run(delivery);
    await job.run({ ...delivery, eventId: randomUUID() as Id<'Event'> });
    await shop.world.settle();
    expect(all()).toBe(2);
    expect(await shop.world.rows('SELECT 1 FROM billing.document_mail')).toHaveLength(3);
  });

  it('are listed where the customer has no address, until they are mailed', async () => {
    const { id, number } = await invoiceOf(cora);
    const [{ runId } = { runId: '' }] = await shop.world.rows<{ runId: string }>(
      'SELECT run_id AS "runId" FROM billing.invoice WHERE id = $1',
      [id],
    );
    const list = `{ billingRun(id: "${runId}") { mailed } unmailedDocuments(runId: "${runId}", first: 5) { totalCount nodes { kind number reason customer { name } } } }`;
    expect((await shop.graphql(list)).data).toEqual({
      billingRun: { mailed: 2 },
      unmailedDocuments: {
        totalCount: 1,
        nodes: [{ kind: 'INVOICE', number, reason: 'NO_ADDRESS', customer: { name: 'Cora' } }],
      },
    });
    await expect(shop.world.run(SendDocument, { invoiceId: id })).rejects.toMatchObject({ code: 'NO_MAIL_ADDRESS' });
    const [{ revision } = { revision: 0 }] = await shop.world.rows<{ revision: number }>(
      'SELECT revision FROM crm.customer WHERE id = $1',
      [cora],
    );
    await shop.world.run(ChangeCustomer, { customerId: cora, revision, email: 'cora@example.net' });
    await shop.world.run(SendDocument, { invoiceId: id });
    expect((await shop.graphql(list)).data).toEqual({
      billingRun: { mailed: 3 },
      unmailedDocuments: { totalCount: 0, nodes: [] },
    });
    await shop.world.settle();
    expect(mailbox.mailsTo('cora@example.net')).toHaveLength(1);
  });

  it('that stand alone, and credit notes, go out where the settings say all', async () => {
    await once(ada);
    await shop.world.settle();
    expect(mailbox.mailsTo('ada@example.net')).toHaveLength(1);
    await shop.world.run(ChangePolicy, { partnerId: shop.partnerId, mailDocuments: 'all' });
    await once(ada);
    await shop.world.settle();
    expect(mailbox.mailsTo('ada@example.net')).toHaveLength(2);
    await shop.world.run(CreditInvoice, { invoiceId: (await invoiceOf(ada)).id, reason: 'Returned' });
    await shop.world.settle();
    const mails = mailbox.mailsTo('ada@example.net');
    expect(mails).toHaveLength(3);
    expect(mails[2]).toMatch(/Subject: Main: Gutschrift[\s\S]*credit-note-/);
  });

  it('that were made void before their mail leaves are not mailed, and are listed; by hand they go out', async () => {
    const list = (id: string): Promise<unknown> =>
      shop
        .graphql(
          `{ invoice(id: "${id}") { lastMail { state failure } } unmailedDocuments(reason: VOID, first: 5) { nodes { documentId reason } } }`,
        )
        .then(({ data }) => data);
    await shop.world.run(ChangePolicy, { partnerId: shop.partnerId, mailDocuments: 'all' });
    const before = all();
    await once(cora);
    const early = await invoiceOf(cora);
    await shop.world.run(CreditInvoice, { invoiceId: early.id, reason: 'Wrong customer' });
    await shop.world.settle();
    // Only the credit note: the invoice was void before its mail was written.
    expect(all()).toBe(before + 1);
    expect(await list(early.id)).toEqual({
      invoice: { lastMail: null },
      unmailedDocuments: { nodes: [{ documentId: early.id, reason: 'VOID' }] },
    });
    await once(cora);
    const late = await invoiceOf(cora);
    await shop.world.run(SendDocument, { invoiceId: late.id });
    await shop.world.run(CreditInvoice, { invoiceId: late.id, reason: 'Wrong customer' });
    await shop.world.settle();
    expect(all()).toBe(before + 2);
    expect(await list(late.id)).toMatchObject({
      invoice: { lastMail: { state: 'WITHDRAWN', failure: expect.stringContaining('void') as unknown } },
      unmailedDocuments: { nodes: [{ documentId: late.id }, { documentId: early.id }] },
    });
    await shop.world.run(SendDocument, { invoiceId: late.id });
    await shop.world.settle();
    expect(all()).toBe(before + 3);
    expect(await list(late.id)).toMatchObject({
      invoice: { lastMail: { state: 'SENT' } },
      unmailedDocuments: { nodes: [{ documentId: early.id }] },
    });
  });

  it('are mailed again by whoever may, and the invoice says when', async () => {
    const { id, number } = await invoiceOf(ben);
    const seen = `{ invoice(id: "${id}") { lastMail { to state byItself sentAt } } }`;
    const to = 'bills@example.net, office@example.net';
    expect((await shop.graphql(seen)).data).toEqual({
      invoice: { lastMail: { to, state: 'SENT', byItself: true, sentAt: '2026-02-01T08:00:00.000Z' } },
    });
    const reader = staffWith([BillingPermissions['invoice.view']]);
    for (const nobody of [reader, customerActor(ben, shop.partnerId)])
      expect((await shop.graphql(SEND, { input: { invoiceId: id } }, nobody)).errors?.[0]?.message).toContain(
        'does not allow this',
      );
    const elsewhere = staffWith(
      [BillingPermissions['invoice.send'], CrmPermissions['customer.viewAll']],
      [randomUUID() as Id<'Partner'>],
    );
    await expect(shop.world.run(SendDocument, { invoiceId: id }, elsewhere)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      shop.world.run(SendDocument, { invoiceId: id, creditNoteId: id }, superAdministrator()),
    ).rejects.toMatchObject({ code: 'ONE_DOCUMENT' });
    const sender = staffWith(
      [BillingPermissions['invoice.send'], CrmPermissions['customer.viewAll']],
      [shop.partnerId],
    );
    expect((await shop.graphql(SEND, { input: { invoiceId: id } }, sender)).data).toEqual({ sendDocument: { to } });
    await shop.world.settle();
    expect(mailbox.mailsTo('bills@example.net')).toHaveLength(2);
    expect((await shop.graphql(seen)).data).toMatchObject({
      invoice: { lastMail: { state: 'SENT', byItself: false } },
    });
    expect(
      await shop.world.rows('SELECT 1 FROM platform.audit_entry WHERE sentence = $1', [
        `Invoice ${number} mailed to ${to}`,
      ]),
    ).toHaveLength(1);
  });

  it('whose sender dies at it are not mailed twice', async () => {
    const { id } = await invoiceOf(ben);
    await shop.world.run(SendDocument, { invoiceId: id });
    const [message] = await shop.world.rows<{ id: string }>(`SELECT id FROM platform.message WHERE state = 'queued'`);
    const messageId = message?.id ?? '';
    const before = all();
    mailbox.dies = true;
    const job = shop.world.app.get(SendMessage);
    void job.run({ messageId }, { ...context, retryCount: 0 }).catch(() => undefined);
    await vi.waitFor(() => expect(all()).toBe(before + 1), { timeout: 10_000 });
    await job.run({ messageId }, context);
    await shop.world.settle();
    expect(all()).toBe(before + 1);
    const seen = `{ invoice(id: "${id}") { lastMail { state failure } } }`;
    expect((await shop.graphql(seen)).data).toMatchObject({
      invoice: { lastMail: { state: 'FAILED', failure: expect.stringContaining('may have arrived') as unknown } },
    });
  });
});
