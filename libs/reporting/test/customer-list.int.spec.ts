import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddService, BillingPermissions, CreatePlan, IssueOneTimeInvoice } from '@demarc/billing';
import { ArchiveCustomer, CrmPermissions, type CustomerId } from '@demarc/crm';
import { customerActor, staffWith, superAdministrator } from '@demarc/testing';
import { CustomerList } from '../src/index.js';
import { openPerson, openReportingWorld, type ReportingWorld } from './reporting-world.js';

describe('the customer list', () => {
  let crm: ReportingWorld;
  let planId: string;
  const people: CustomerId[] = [];
  const boss = superAdministrator();

  const ask = (question: Record<string, unknown> = {}, actor = boss): ReturnType<typeof list> => list(question, actor);
  const list = (question: Record<string, unknown>, actor: typeof boss) =>
    crm.world.ask(
      CustomerList,
      { filter: {}, sort: 'number', descending: false, first: 50, counted: true, ...question },
      actor,
    );
  const names = async (question: Record<string, unknown>, actor = boss): Promise<string[]> =>
    (await ask(question, actor)).nodes.map((row) => row.name);

  beforeAll(async () => {
    crm = await openReportingWorld();
    ({ planId } = await crm.world.run(CreatePlan, {
      kind: 'internet',
      title: 'Fibre 100',
      unitPrice: '1000',
      taxInclusive: true,
    }));
    for (const [index, name] of ['Delta', 'Alfa', 'Charlie', 'Bravo', 'Echo'].entries()) {
      people.push(
        await openPerson(crm.world, index < 3 ? crm.north : crm.south, {
          name: `${name} Example`,
          city: index === 0 ? 'Salto' : null,
        }),
      );
    }
    const [delta, alfa, charlie] = people;
    await crm.world.run(AddService, { customerId: delta, planId });
    await crm.world.run(IssueOneTimeInvoice, {
      customerId: alfa,
      lines: [{ description: 'Cable', unitPrice: '12.50' }],
    });
    await crm.world.run(IssueOneTimeInvoice, {
      customerId: charlie,
      lines: [{ description: 'Cable', unitPrice: '30' }],
    });
    await crm.world.run(ArchiveCustomer, { customerId: people[4] });
    await crm.world.settle();
  });
  afterAll(async () => {
    expect(await crm.world.violations()).toEqual([]);
    await crm.world.close();
  });

  it('sorts by number, name, balance and age, either way', async () => {
    expect(await names({})).toEqual(['Delta Example', 'Alfa Example', 'Charlie Example', 'Bravo Example']);
    expect(await names({ sort: 'name' })).toEqual([
      'Alfa Example',
      'Bravo Example',
      'Charlie Example',
      'Delta Example',
    ]);
    expect((await names({ sort: 'balance' })).slice(0, 2)).toEqual(['Charlie Example', 'Alfa Example']);
    expect(await names({ sort: 'created', descending: true })).toEqual((await names({ sort: 'created' })).reverse());
  });

  it('gives the same rows page by page as at once, in every order, filtered or not', async () => {
    for (const sort of ['number', 'name', 'balance', 'created']) {
      for (const descending of [false, true]) {
        for (const filter of [{}, { text: 'example' }, { statuses: ['new', 'active'] }]) {
          for (const counted of [false, true]) {
            const whole = (await ask({ sort, descending, filter, counted })).nodes.map((row) => row.id);
            const paged: string[] = [];
            let after: string | null = null;
            do {
              const page = await ask({ sort, descending, filter, counted, first: 1, after });
              paged.push(...page.nodes.map((row) => row.id));
              after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
            } while (after !== null);
            expect(paged).toEqual(whole);
            expect(whole).toHaveLength(4);
          }
        }
      }
    }
  });

  it('filters by status, partner, plan, balance, text and the archive, and counts exactly', async () => {
    expect(await names({ filter: { statuses: ['active'] } })).toEqual(['Delta Example']);
    expect(await names({ filter: { partnerIds: [crm.south] } })).toEqual(['Bravo Example']);
    expect(await names({ filter: { planIds: [planId] } })).toEqual(['Delta Example']);
    expect(await names({ filter: { balance: 'owes', partnerIds: [crm.north] }, sort: 'balance' })).toEqual([
      'Charlie Example',
      'Alfa Example',
    ]);
    expect(await names({ filter: { text: 'alto' } })).toEqual(['Delta Example']);
    expect(await names({ filter: { archived: true } })).toEqual(['Echo Example']);
    const none = await ask({ filter: { planIds: [planId], balance: 'credit' } });
    expect(none).toMatchObject({ nodes: [], totalCount: 0, totalIsExact: true, pageInfo: { hasNextPage: false } });
    expect(await ask({ filter: { balance: 'owes' }, first: 1 })).toMatchObject({ totalCount: 2, totalIsExact: true });
  });

  it('shows balance and services to those who may see them, and reads neither for others', async () => {
    const [row] = (await ask({ filter: { text: 'delta' } })).nodes;
    expect(row).toMatchObject({
      balance_minor: '0',
      currency: 'UYU',
      status: 'active',
      services: [{ title: 'Fibre 100', status: 'active' }],
    });
    const plain = staffWith([CrmPermissions['customer.view'], CrmPermissions['customer.viewAll']]);
    expect((await ask({ filter: { text: 'delta' } }, plain)).nodes[0]).toMatchObject({
      balance_minor: null,
      services: null,
      online: false,
    });
    await expect(ask({ sort: 'balance' }, plain)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
      details: { permission: BillingPermissions['account.view'] },
    });
  });

  it('keeps to the partners of staff, whatever is asked, and is closed to customers', async () => {
    const south = staffWith([...boss.permissions], [crm.south]);
    for (const sort of ['number', 'name', 'balance', 'created'])
      expect(await names({ sort }, south)).toEqual(['Bravo Example']);
    expect(await names({ filter: { partnerIds: [crm.north] } }, south)).toEqual([]);
    expect(await names({ filter: { text: 'example' } }, south)).toEqual(['Bravo Example']);
    expect(await names({}, staffWith([CrmPermissions['customer.view']]))).toEqual([]);
    const [someone] = people;
    if (someone)
      await expect(list({}, customerActor(someone, crm.north) as never)).rejects.toMatchObject({
        code: 'NOT_PERMITTED',
      });
  });

  it('refuses cursors that it did not give', async () => {
    for (const after of ['x', 'WzFd', Buffer.from('["1; DROP TABLE crm.customer","x"]').toString('base64url')]) {
      await expect(ask({ after })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    }
  });
});
