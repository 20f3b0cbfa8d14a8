import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';
import type { Actor } from '@demarc/access';
import type { Call } from '@demarc/commands';
import { ChangeCustomer, ChangePartner, CrmPermissions, type CustomerId, OpenPartner } from '@demarc/crm';
import { Refusal } from '@demarc/kernel';
import { customerActor, staffWith, superAdministrator } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingPermissions, IssueOneTimeInvoice, VoidInvoice } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

const HOSTILE = 'Ľubica "; filename="x.exe" <script>alert(1)</script> ${7*7} {{7*7}} \u202Etxt.exe';

describe('documents as PDF', () => {
  let shop: Shop;
  let url: string;
  let asking: Actor;
  let close: () => Promise<void>;
  beforeAll(async () => {
    shop = await openShop('2026-03-15T08:00:00Z');
    const http = shop.world.app.createNestApplication();
    http.use((request: { call?: Call }, _response: unknown, next: () => void) => {
      request.call = { actor: asking, requestId: 'test' };
      next();
    });
    http.useGlobalFilters({
      catch: (
        error: unknown,
        host: { switchToHttp(): { getResponse(): { status(code: number): { json(body: unknown): void } } } },
      ) => {
        const refusal = error instanceof Refusal ? error : new Refusal('unavailable', 'FAULT', String(error));
        host
          .switchToHttp()
          .getResponse()
          .status(refusal.httpStatus)
          .json({ code: refusal.code, message: refusal.message, details: refusal.details });
      },
    });
    await http.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(http.getHttpServer().address() as AddressInfo).port}/documents`;
    close = () => http.close();
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await close();
    await shop.world.close();
  });

  const invoice = async (customerId: CustomerId, taxRateId?: string): Promise<string> =>
    (
      await shop.world.run(IssueOneTimeInvoice, {
        customerId,
        lines: [{ description: 'Visit', unitPrice: '1234.50', ...(taxRateId ? { taxRateId } : {}) }],
      })
    ).invoiceId;
  const get = async (path: string, actor: Actor): Promise<Response> => {
    asking = actor;
    return fetch(`${url}/${path}`);
  };
  const bytesOf = async (path: string, actor: Actor): Promise<Buffer> =>
    Buffer.from(await (await get(path, actor)).arrayBuffer());

  it('take discounts on the whole document, shared by what the lines come to', async () => {
    const customerId = await shop.customer();
    const issue = (discounts: readonly object[]): Promise<{ invoiceId: string }> =>
      shop.world.run(IssueOneTimeInvoice, {
        customerId,
        lines: [
          { description: 'Visit', unitPrice: '2.00' },
          { description: 'Cable', unitPrice: '0.50', quantity: '2' },
        ],
        discounts,
      });
    const { invoiceId } = await issue([
      { kind: 'percent', value: '15', label: 'Neighbour' },
      { kind: 'fixed', value: '0.55', label: 'Voucher' },
    ]);
    expect(
      await shop.world.rows(
        'SELECT net_minor AS net FROM billing.invoice_line WHERE invoice_id = $1 ORDER BY position',
        [invoiceId],
      ),
    ).toEqual([{ net: '133' }, { net: '67' }]);
    await expect(issue([{ kind: 'percent', value: '101', label: 'Wrong' }])).rejects.toMatchObject({
      code: 'DISCOUNT_OVER_HUNDRED',
    });
  });

  it('gives a customer their invoice, with headers that keep it a PDF', async () => {
    const customerId = await shop.customer(HOSTILE);
    const invoiceId = await invoice(customerId, await shop.tax('VAT 20', '20'));
    const answer = await get(`invoices/${invoiceId}.pdf`, customerActor(customerId, shop.partnerId));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="invoice-INV-2026-\d{6}\.pdf"$/);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1')).not.toMatch(/\/(JavaScript|JS|OpenAction|Launch|EmbeddedFile)\b/);
  });

  it('answers a foreign invoice, an unknown one and nonsense with the same body', async () => {
    const [customerId, stranger] = [await shop.customer(), await shop.customer()];
    const invoiceId = await invoice(customerId);
    const { partnerId: other } = await shop.world.run(OpenPartner, { name: 'Elsewhere' });
    const view = BillingPermissions['invoice.view'];
    const seen = CrmPermissions['customer.viewAll'];
    const bodies: string[] = [];
    for (const [path, actor] of [
      [`invoices/${invoiceId}.pdf`, customerActor(stranger, shop.partnerId)],
      [`invoices/${invoiceId}.pdf`, staffWith([view, seen], [other])],
      [`invoices/${invoiceId}.pdf`, staffWith([view])],
      ['invoices/01990000-0000-7000-8000-000000000000.pdf', superAdministrator()],
      ["invoices/1' OR '1'='1.pdf", superAdministrator()],
    ] as const) {
      const answer = await get(path, actor);
      expect(answer.status).toBe(404);
      bodies.push(await answer.text());
    }
    expect(new Set(bodies).size).toBe(1);
    expect((await get(`invoices/${invoiceId}.pdf`, staffWith([seen]))).status).toBe(403);
    expect((await get(`invoices/${invoiceId}.pdf`, staffWith([view, seen], [shop.partnerId]))).status).toBe(200);
  });

  it('keeps the bytes as they were drawn first, whatever changes after', async () => {
    const customerId = await shop.customer('Before');
    const path = `invoices/${await invoice(customerId)}.pdf`;
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => bytesOf(path, superAdministrator())));
    await shop.world.run(ChangePartner, { partnerId: shop.partnerId, legal: { legalName: 'Another Name Ltd' } });
    const [row] = await shop.world.rows<{ revision: number }>('SELECT revision FROM crm.customer WHERE id = $1', [
      customerId,
    ]);
    await shop.world.run(ChangeCustomer, { customerId, name: 'After', revision: row?.revision });
    await shop.pay(customerId, '1234.50');
    const later = await bytesOf(path, superAdministrator());
    for (const bytes of [...others, later]) expect(bytes.equals(first ?? Buffer.alloc(0))).toBe(true);
    const [kept] = await shop.world.rows<{ sha: string }>(
      `SELECT encode(sha256, 'hex') AS sha FROM billing.document_file WHERE customer_id = $1`,
      [customerId],
    );
    expect(kept?.sha).toBe(createHash('sha256').update(later).digest('hex'));
    const { Database, EVERYTHING } = await import('@demarc/persistence');
    await expect(
      shop.world.app
        .get(Database)
        .write(EVERYTHING, ({ sql }) => sql.execute(`UPDATE billing.document_file SET made_at = now()`)),
    ).rejects.toThrow();
  });

  it('prints credit notes and receipts', async () => {
    const customerId = await shop.customer();
    const invoiceId = await invoice(customerId);
    const paid = await shop.pay(customerId, '10.00');
    await shop.world.run(VoidInvoice, { invoiceId, reason: 'a mistake' });
    const [note] = await shop.world.rows<{ id: string }>('SELECT id FROM billing.credit_note WHERE invoice_id = $1', [
      invoiceId,
    ]);
    const me = customerActor(customerId, shop.partnerId);
    for (const path of [`credit-notes/${note?.id ?? ''}.pdf`, `receipts/${paid.paymentId}.pdf`]) {
      const answer = await get(path, me);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'application/pdf']);
    }
    expect(
      (await get(`receipts/${paid.paymentId}.pdf`, customerActor(await shop.customer(), shop.partnerId))).status,
    ).toBe(404);
  });
});
