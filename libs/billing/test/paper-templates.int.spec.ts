import type { CustomerId } from '@demarc/crm';
import { ChangeCustomer, ChangePartner } from '@demarc/crm';
import { staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindInvoicePaper } from '../src/app/documents/find-paper.query.js';
import { FindTemplate } from '../src/app/documents/find-templates.query.js';
import { TemplatePreviews } from '../src/app/documents/preview-template.query.js';
import { markPaper } from '../src/documents/print-order.js';
import { BillingPermissions, DropPaperTemplate, IssueOneTimeInvoice, SavePaperTemplate } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

const simple = (words: string): string =>
  `<paper title="{{ document.number }}" author="{{ seller.name }}"><p>${words}: {{ seller.name }} → {{ customer.name }}</p></paper>`;

describe('templates of papers', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-15T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const place = { kind: 'invoice' as const, language: 'en' };
  const invoice = async (customerId: CustomerId): Promise<string> =>
    (await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice: '12.50' }] }))
      .invoiceId;
  const printed = async (id: string): Promise<string> => {
    const { order } = await shop.world.ask(FindInvoicePaper, { id });
    return order ? JSON.stringify(markPaper(order).blocks) : 'drawn';
  };

  it('count from the version on: partner before everybody before the built-in one, and back', async () => {
    const customerId = await shop.customer('Ana Example');
    shop.day('2026-03-16');
    await shop.world.run(SavePaperTemplate, { ...place, basedOn: 0, source: simple('For all') });
    const first = await invoice(customerId);
    shop.day('2026-03-17');
    await shop.world.run(SavePaperTemplate, {
      ...place,
      partnerId: shop.partnerId,
      basedOn: 0,
      source: simple('Ours'),
    });
    const second = await invoice(customerId);
    shop.day('2026-03-18');
    await shop.world.run(DropPaperTemplate, { ...place, partnerId: shop.partnerId, basedOn: 1 });
    await shop.world.run(DropPaperTemplate, { ...place, basedOn: 1 });
    const third = await invoice(customerId);
    expect(await printed(first)).toContain('For all: Main → Ana Example');
    expect(await printed(second)).toContain('Ours: Main → Ana Example');
    expect(await printed(third)).toContain('Date of issue');
    const now = await shop.world.ask(FindTemplate, { ...place, partnerId: shop.partnerId });
    expect([now.version, now.own, now.history.map((one) => one.version)]).toEqual([2, false, [2, 1]]);
  });

  it('an issued document keeps its template and its names, also when it is drawn after they changed', async () => {
    shop.day('2026-04-01');
    const customerId = await shop.customer('Before');
    const id = await invoice(customerId);
    shop.day('2026-04-02');
    const [row] = await shop.world.rows<{ revision: number }>('SELECT revision FROM crm.customer WHERE id = $1', [
      customerId,
    ]);
    await shop.world.run(ChangeCustomer, { customerId, name: 'After', revision: row?.revision });
    await shop.world.run(ChangePartner, { partnerId: shop.partnerId, legal: { legalName: 'Another Name Ltd' } });
    await shop.world.run(SavePaperTemplate, { ...place, basedOn: 2, source: simple('Newer') });
    const later = await invoice(customerId);
    const paper = await printed(id);
    expect(paper).toContain('Date of issue');
    expect(paper).toContain('"Before"');
    expect(paper).toContain('"Main"');
    expect(await printed(later)).toContain('Newer: Another Name Ltd → After');
  });

  it('are refused with the line of a fault, when somebody else was faster, and without the permission', async () => {
    await expect(
      shop.world.run(SavePaperTemplate, { ...place, language: 'es', basedOn: 0, source: '<paper>\n{% if %}</paper>' }),
    ).rejects.toMatchObject({ code: 'TEMPLATE_FAULT', message: expect.stringContaining('Line 2') as unknown });
    await expect(
      shop.world.run(SavePaperTemplate, { ...place, basedOn: 0, source: simple('x') }),
    ).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    const looking = staffWith([BillingPermissions['paperTemplate.view']]);
    await expect(
      shop.world.run(SavePaperTemplate, { ...place, language: 'de', basedOn: 0, source: simple('x') }, looking),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('are shown before they are saved, with an example or a real document', async () => {
    const previews = shop.world.app.get(TemplatePreviews);
    const call = { actor: staffWith([BillingPermissions['paperTemplate.view']]), requestId: 'test' };
    const shown = await previews.preview({ ...place, source: simple('Draft') }, call);
    expect(shown.fault).toBeNull();
    expect(shown.pdf?.subarray(0, 5).toString()).toBe('%PDF-');
    const broken = await previews.preview(
      { ...place, source: '<paper>\n\n<p>{{ document.nothing }}</p></paper>' },
      call,
    );
    expect(broken).toEqual({ pdf: null, fault: { line: 3, message: expect.stringContaining('nothing') as unknown } });
    await expect(
      previews.preview({ ...place, source: simple('x'), documentId: await invoice(await shop.customer()) }, call),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });
});
