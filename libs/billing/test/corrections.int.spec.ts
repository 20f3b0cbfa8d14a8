import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ApproveRun,
  CorrectInvoice,
  CreditInvoice,
  type InvoiceId,
  IssueOneTimeInvoice,
  IssueRun,
  PreviewCorrection,
  PreviewRun,
} from '../src/index.js';
import { LinesOf } from '../src/app/documents/find-documents.query.js';
import { openShop, type Shop } from './billing-world.js';

describe('corrections', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const invoice = async (customerId: CustomerId, prices: readonly string[], taxRateId?: string): Promise<InvoiceId> =>
    (
      await shop.world.run(IssueOneTimeInvoice, {
        customerId,
        lines: prices.map((unitPrice) => ({
          description: `At ${unitPrice}`,
          unitPrice,
          ...(taxRateId ? { taxRateId } : {}),
        })),
      })
    ).invoiceId;
  const linesOf = (id: string) => shop.world.ask(LinesOf, { kind: 'invoice' as const, ids: [id] });
  const balance = async (customerId: CustomerId): Promise<string | undefined> =>
    (
      await shop.world.rows<{ minor: string }>(
        'SELECT balance_minor AS minor FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0]?.minor;
  const stateOf = async (id: string): Promise<{ status: string; settled: string }> => {
    const [row] = await shop.world.rows<{ status: string; settled: string }>(
      'SELECT status, settled_minor AS settled FROM billing.invoice WHERE id = $1',
      [id],
    );
    return row ?? { status: '', settled: '' };
  };
  const run = async (forDate: string): Promise<void> => {
    shop.day(forDate);
    const { runId } = await shop.world.run(PreviewRun, { forDate });
    await shop.world.settle();
    const [plan] = await shop.world.rows<{ planHash: string }>(
      'SELECT plan_hash AS "planHash" FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    await shop.world.run(ApproveRun, { runId, ...plan });
    await shop.world.run(IssueRun, { runId, ...plan });
    await shop.world.settle();
  };

  it('correct a line over nothing too: its days are charged by the new invoice', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('0'), '2026-03-01');
    await shop.service(customerId, await shop.plan('10'), '2026-03-01');
    await run('2026-04-01');
    const [old] = await shop.world.rows<{ id: InvoiceId }>('SELECT id FROM billing.invoice WHERE customer_id = $1', [
      customerId,
    ]);
    const id = old?.id as InvoiceId;
    const lines = (await linesOf(id)).map((line) => ({
      invoiceLineId: line.id as never,
      ...(line.grossMinor === '0' ? { unitPrice: '4' } : {}),
    }));
    const { hash: planHash } = await shop.world.ask(PreviewCorrection, { invoiceId: id, lines });
    await shop.world.run(CorrectInvoice, { invoiceId: id, lines, reason: 'was not free', planHash });
    expect(await balance(customerId)).toBe('-2800');
  });

  it('correct an invoice by a pair, with no day charged twice and none again by the next run', async () => {
    const customerId = await shop.customer();
    const serviceId = await shop.service(customerId, await shop.plan('31.0000'), '2026-03-01');
    await run('2026-04-01');
    const [old] = await shop.world.rows<{ id: InvoiceId; gross: string }>(
      'SELECT id, gross_minor AS gross FROM billing.invoice WHERE customer_id = $1',
      [customerId],
    );
    const id = old?.id as InvoiceId;
    await shop.pay(customerId, '62');
    const lines = await linesOf(id);
    const said = {
      invoiceId: id,
      lines: [
        ...lines.map((line) => ({ invoiceLineId: line.id as never, unitPrice: '20' })),
        { description: 'Visit', unitPrice: '5' },
      ],
    };
    const preview = await shop.world.ask(PreviewCorrection, said);
    expect(preview.differences.map((row) => row.change)).toEqual(['changed', 'changed', 'added']);
    await expect(
      shop.world.run(CorrectInvoice, { ...said, reason: 'wrong price', planHash: 'another' }),
    ).rejects.toMatchObject({ code: 'PREVIEW_STALE' });
    const pair = await shop.world.run(CorrectInvoice, { ...said, reason: 'wrong price', planHash: preview.hash });
    expect(await stateOf(id)).toEqual({ status: 'void', settled: '6200' });
    expect(await stateOf(pair.invoiceId)).toEqual({ status: 'issued', settled: '4500' });
    expect(await balance(customerId)).toBe('1700');
    const fresh = await linesOf(pair.invoiceId);
    expect(fresh.map((line) => [line.serviceId, line.grossMinor, line.coversFrom])).toEqual([
      [serviceId, '2000', '2026-03-01'],
      [serviceId, '2000', '2026-04-01'],
      [null, '500', null],
    ]);
    await run('2026-04-01');
    await run('2026-05-01');
    const months = await shop.world.rows<{ from: string }>(
      `SELECT lower(line.covers)::text AS "from" FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = invoice_id
        WHERE line.service_id = $1 AND invoice.status = 'issued' ORDER BY 1`,
      [serviceId],
    );
    expect(months.map((row) => row.from)).toEqual(['2026-03-01', '2026-04-01', '2026-05-01']);
  });

  it('a correction that says the same, or of a credited invoice, is refused', async () => {
    const customerId = await shop.customer();
    const id = await invoice(customerId, ['20']);
    const [line] = await linesOf(id);
    const same = { invoiceId: id, lines: [{ invoiceLineId: line?.id as never }] };
    await expect(shop.world.ask(PreviewCorrection, same)).rejects.toMatchObject({ code: 'CORRECTION_SAME' });
    await shop.world.run(CreditInvoice, { invoiceId: id, reason: 'x', amount: '1' });
    await expect(
      shop.world.ask(PreviewCorrection, { ...same, lines: [{ invoiceLineId: line?.id as never, unitPrice: '2' }] }),
    ).rejects.toMatchObject({ code: 'INVOICE_CREDITED' });
  });
});
