import { OpenPartner } from '@demarc/crm';
import { customerActor, staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindInvoicePaper } from '../src/app/documents/find-paper.query.js';
import { TemplatePreviews } from '../src/app/documents/preview-template.query.js';
import { DEFAULT_TEMPLATES } from '../src/documents/default-templates.js';
import { BillingPermissions, IssueOneTimeInvoice, SavePaperLogo } from '../src/index.js';
import { type HttpShop, openHttpShop } from './shop-http.js';

/** One grey pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

describe('the image on papers', () => {
  let shop: HttpShop;
  beforeAll(async () => {
    shop = await openHttpShop('2026-03-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.close();
  });

  const invoice = async (customerId: Awaited<ReturnType<HttpShop['customer']>>): Promise<string> =>
    (await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice: '5' }] }))
      .invoiceId;
  const logoOf = async (id: string): Promise<string | undefined> => {
    const { order } = await shop.world.ask(FindInvoicePaper, { id });
    return order?.logo && Buffer.from(order.logo).toString('base64');
  };

  it('is that of the time when a document was issued, in the file and not only in words', async () => {
    const customerId = await shop.customer();
    const before = await invoice(customerId);
    shop.day('2026-03-02');
    await shop.world.run(SavePaperLogo, { partnerId: shop.partnerId, image: PNG });
    const withIt = await invoice(customerId);
    shop.day('2026-03-03');
    await shop.world.run(SavePaperLogo, { partnerId: shop.partnerId, image: null });
    const after = await invoice(customerId);
    expect([await logoOf(before), await logoOf(withIt), await logoOf(after)]).toEqual([undefined, PNG, undefined]);
    const images = async (id: string): Promise<number> => {
      const { body } = (await shop.get(`/documents/invoices/${id}.pdf`)) as { body: Buffer };
      return (body.toString('latin1').match(/\/Subtype \/Image/g) ?? []).length;
    };
    expect([await images(before), await images(withIt), await images(after)]).toEqual([0, 1, 0]);
  });

  it('is shown in the live preview, and to customers of the partner, to nobody else', async () => {
    shop.day('2026-03-04');
    await shop.world.run(SavePaperLogo, { partnerId: shop.partnerId, image: PNG });
    const call = { actor: staffWith([BillingPermissions['paperTemplate.view']]), requestId: 'test' };
    const wanted = { kind: 'invoice', language: 'en', source: DEFAULT_TEMPLATES.invoice } as const;
    const previews = shop.world.app.get(TemplatePreviews);
    const images = async (partnerId?: string): Promise<boolean> =>
      (await previews.preview({ ...wanted, partnerId }, call)).pdf?.includes('/Subtype /Image') ?? false;
    expect([await images(shop.partnerId), await images()]).toEqual([true, false]);
    const { partnerId: other } = await shop.world.run(OpenPartner, { name: 'Elsewhere' });
    const customerId = await shop.customer();
    const mine = await shop.get(`/documents/logos/${shop.partnerId}`, customerActor(customerId, shop.partnerId));
    expect([mine.status, mine.headers['content-type'], mine.headers['x-content-type-options']]).toEqual([
      200,
      'image/png',
      'nosniff',
    ]);
    expect((mine.body as Buffer).toString('base64')).toBe(PNG);
    const path = `/documents/logos/${shop.partnerId}`;
    expect((await shop.get(path, customerActor(customerId, other))).status).toBe(404);
    expect((await shop.get(path, staffWith([BillingPermissions['invoice.view']], [other]))).status).toBe(404);
    expect((await shop.get('/documents/logos/nonsense')).status).toBe(404);
  });

  it('is refused by its content, by its size, when it is broken, and without the right', async () => {
    const save = (image: string) => shop.world.run(SavePaperLogo, { partnerId: shop.partnerId, image });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    await expect(save(svg.toString('base64'))).rejects.toMatchObject({ code: 'LOGO_KIND' });
    const wide = Buffer.from(PNG, 'base64');
    wide.writeUInt32BE(2_001, 16);
    await expect(save(wide.toString('base64'))).rejects.toMatchObject({ code: 'LOGO_TOO_LARGE' });
    const cut = Buffer.from(PNG, 'base64').subarray(0, 40);
    await expect(save(cut.toString('base64'))).rejects.toMatchObject({ code: 'LOGO_BROKEN' });
    await expect(save('x'.repeat(400_000))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const looking = staffWith([BillingPermissions['paperTemplate.view']]);
    await expect(
      shop.world.run(SavePaperLogo, { partnerId: shop.partnerId, image: PNG }, looking),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('is saved over GraphQL', async () => {
    const { errors } = await shop.graphql('mutation ($input: SavePaperLogoInput!) { savePaperLogo(input: $input) }', {
      input: { partnerId: shop.partnerId, image: PNG },
    });
    expect(errors).toBeUndefined();
  });
});
