import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddService, CreatePlan, DefinePaymentMethod, IssueOneTimeInvoice, RecordPayment } from '@demarc/billing';
import { CrmPermissions, type CustomerId, WriteNote } from '@demarc/crm';
import { Database, EVERYTHING } from '@demarc/persistence';
import { staffWith, superAdministrator } from '@demarc/testing';
import type { Page } from '@demarc/graphql';
import { Search, Timeline, type TimelineEntry } from '../src/index.js';
import { openPerson, openReportingWorld, type ReportingWorld } from './reporting-world.js';

describe('search and timeline', () => {
  let crm: ReportingWorld;
  let ana: CustomerId;
  let bob: CustomerId;
  let serviceId: string;
  let invoiceNumber: string;
  const boss = superAdministrator();
  const find = async (text: string, actor = boss): Promise<string[]> =>
    (await crm.world.ask(Search, { text, first: 10 }, actor)).map((hit) => `${hit.kind}:${hit.title}`);

  beforeAll(async () => {
    crm = await openReportingWorld();
    ana = await openPerson(crm.world, crm.north, {
      name: 'Ana Dvořák',
      login: 'ana.portal',
      email: 'ana@example.net, ana.second@example.net',
      phones: '+598 99 111 222',
    });
    bob = await openPerson(crm.world, crm.south, { name: 'Bob Example', login: 'bobby' });
    const { planId } = await crm.world.run(CreatePlan, {
      kind: 'internet',
      title: 'Fibre 100',
      unitPrice: '1000',
      taxInclusive: true,
    });
    ({ serviceId } = await crm.world.run(AddService, { customerId: ana, planId }));
    ({ number: invoiceNumber } = await crm.world.run(IssueOneTimeInvoice, {
      customerId: ana,
      lines: [{ description: 'Cable', unitPrice: '12.50' }],
    }));
    const { paymentMethodId } = await crm.world.run(DefinePaymentMethod, { name: 'Cash', ledgerAccount: 'cash' });
    crm.world.clock.advance(60_000);
    await crm.world.run(RecordPayment, { customerId: ana, methodId: paymentMethodId, amount: '12.50' });
    crm.world.clock.advance(60_000);
    await crm.world.run(WriteNote, { customerId: ana, text: 'Careful dog' });
    await crm.world.settle();
    await crm.world.app.get(Database).write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `INSERT INTO networking.access (service_id, customer_id, partner_id, plan_id, method, login, ipv4, macs, delegated_prefix, desired, desired_at)
         VALUES ($1, $2, $3, $4, 'pppoe', 'Ana.PPP', '10.2.3.4', '{aa:bb:cc:00:11:22}', '2001:db8:5::/56', 'open', now())
         ON CONFLICT (service_id) DO UPDATE SET login = excluded.login, ipv4 = excluded.ipv4, macs = excluded.macs, delegated_prefix = excluded.delegated_prefix`,
        [serviceId, ana, crm.north, planId],
      ),
    );
  });
  afterAll(async () => {
    await crm.world.close();
  });

  it('finds a customer by number, login, fragment, phone with or without country, and any of the mail addresses', async () => {
    const [{ number }] = (await crm.world.rows<{ number: string }>('SELECT number FROM crm.customer WHERE id = $1', [
      ana,
    ])) as [{ number: string }];
    for (const text of [
      `#${number}`,
      'ana.por',
      'dvor',
      'ořák ana',
      '+598 99 111 222',
      '099111222',
      '99 111-222',
      'ANA@example.net',
      'ana.second@example.net',
      '@customers: ana',
    ]) {
      expect(await find(text), text).toContain('customer:Ana Dvořák');
    }
  });

  it('finds a long fragment only where it stands in one piece', async () => {
    expect(await find('ana.second@exam')).toEqual(['customer:Ana Dvořák']);
    for (const text of ['exam.seco.exam', 'second@examine', '100%_safe\\']) expect(await find(text), text).toEqual([]);
  });

  it('finds a service by address, MAC in any notation, prefix and login', async () => {
    for (const text of [
      '10.2.3.4',
      'AA-BB-CC-00-11-22',
      'aabb.cc00.1122',
      'aabbcc001122',
      '2001:db8:5:1::9',
      'ana.ppp',
    ]) {
      expect(await find(text), text).toContain('service:Fibre 100');
    }
    expect(await find('10.2.3.5')).toEqual([]);
  });

  it('finds documents by number, and narrows by area', async () => {
    expect(await find(invoiceNumber)).toEqual([`invoice:${invoiceNumber}`]);
    expect(await find(`@customers: ${invoiceNumber}`)).toEqual([]);
    expect(await find('@services: ana.ppp')).toEqual(['service:Fibre 100']);
  });

  it('shows nothing of other partners, of areas without the right, or for what is no search', async () => {
    const south = staffWith([...boss.permissions], [crm.south]);
    for (const text of ['dvor', 'ana.por', '10.2.3.4', 'aabbcc001122', invoiceNumber, 'ana@example.net'])
      expect(await find(text, south), text).toEqual([]);
    expect(await find('bob', south)).toEqual(['customer:Bob Example']);
    expect(
      await find('10.2.3.4', staffWith([CrmPermissions['customer.view'], CrmPermissions['customer.viewAll']])),
    ).toEqual([]);
    for (const text of [
      '',
      '#',
      '   ',
      '@customers:',
      "'; DROP TABLE crm.customer; --",
      '%%%',
      '___',
      '#999999999999999999',
      '999999999999999999999',
    ])
      expect(await find(text), text).toEqual([]);
  });

  it('tells the timeline newest first, each thing once, and the same page by page', async () => {
    const whole = await crm.world.ask(Timeline, { customerId: ana, first: 100 }, boss);
    const kinds = whole.nodes.map((entry) => entry.kind);
    expect(kinds[0]).toBe('note');
    expect(kinds.filter((kind) => kind === 'payment')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'invoice')).toHaveLength(1);
    expect(whole.nodes.find((entry) => entry.kind === 'payment')).toMatchObject({
      amount: { amount: '12.50', currency: 'UYU' },
      by: 'test',
      linkKind: 'payment',
    });
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: Page<TimelineEntry> = await crm.world.ask(Timeline, { customerId: ana, first: 2, after }, boss);
      paged.push(...page.nodes.map((entry) => entry.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(whole.nodes.map((entry) => entry.id));
  });

  it('leaves out of the timeline what the reader may not see, and answers a foreign customer as a missing one', async () => {
    const plain = staffWith([CrmPermissions['customer.view'], CrmPermissions['customer.viewAll']]);
    const kinds = new Set(
      (await crm.world.ask(Timeline, { customerId: ana, first: 100 }, plain)).nodes.map((entry) => entry.kind),
    );
    for (const kind of ['payment', 'invoice', 'service', 'network', 'session'] as const)
      expect(kinds.has(kind)).toBe(false);
    expect(kinds.has('note')).toBe(true);
    await expect(
      crm.world.ask(Timeline, { customerId: bob, first: 10 }, staffWith([...boss.permissions], [crm.north])),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
