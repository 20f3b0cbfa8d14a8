import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { INestApplication } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Actor } from '@demarc/access';
import type { CustomerId } from '@demarc/crm';
import { FieldWall } from '@demarc/identity';
import { customerActor, staffWith, superAdministrator } from '@demarc/testing';
import type { GraphQLSchema } from 'graphql';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingPermissions, ChangeBillingSettings } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('runs, prepaid time and imagined months over GraphQL', () => {
  let shop: Shop;
  let app: INestApplication;
  let actor: Actor = superAdministrator();
  let recurring: CustomerId;
  let prepaid: CustomerId;

  beforeAll(async () => {
    const graphql = GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [FieldWall],
      useFactory: (wall: FieldWall) => ({
        autoSchemaFile: true,
        csrfPrevention: false,
        transformSchema: (schema: GraphQLSchema) => wall.wrap(schema),
        context: ({ req }: { req: unknown }) => ({ req }),
      }),
    });
    shop = await openShop('2026-05-01T08:00:00Z', {}, [graphql]);
    app = shop.world.app.createNestApplication();
    app.use((req: { call?: unknown }, _res: unknown, next: () => void) => {
      req.call = { actor, requestId: 'graphql' };
      next();
    });
    await app.init();
    recurring = await shop.customer('Ana Example');
    prepaid = await shop.customer('Ben Example');
    const plan = await shop.plan('30.0000', { taxRateId: await shop.tax('VAT 10', '10') });
    await shop.world.run(ChangeBillingSettings, { customerId: prepaid, billingType: 'prepaid_custom' });
    await shop.service(recurring, plan, '2026-05-01');
    await shop.service(prepaid, plan, '2026-05-01');
    await shop.pay(prepaid, '40.00');
    await shop.world.settle();
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await app.close();
    await shop.world.close();
  });

  const ask = async (
    query: string,
    variables: object = {},
    as: Actor = superAdministrator(),
  ): Promise<{ data: Record<string, Record<string, never>>; errors?: { extensions?: { code?: string } }[] }> => {
    actor = as;
    const answer = await request(app.getHttpServer()).post('/graphql').send({ query, variables });
    return answer.body as never;
  };

  it('prepare a run, show its causes and sums, leave an invoice out and take it in again', async () => {
    const made = await ask(`mutation { previewBillingRun(input: { forDate: "2026-05-01" }) { id } }`);
    await shop.world.settle();
    const id = made.data['previewBillingRun']?.['id'];
    const RUN = `query ($id: RecordId!) { billingRun(id: $id) { kind datedOn baseOn held gross { amount } causes { cause customers difference { amount } }
      byTax { key invoices tax { amount } } byPartner { key } byCurrency { key gross { amount } } items(first: 5) { nodes { customerId status cause causes { cause } baseInvoiceId lines { description serviceId } } } } }`;
    expect((await ask(RUN, { id })).data['billingRun']).toMatchObject({
      kind: 'RECURRING',
      datedOn: '2026-05-01',
      baseOn: null,
      gross: { amount: '33.00' },
      causes: [{ cause: 'new_customer', customers: 1, difference: { amount: '33.00' } }],
      byTax: [{ key: 'VAT 10|10.0000', invoices: 1, tax: { amount: '3.00' } }],
      byCurrency: [{ key: 'EUR', gross: { amount: '33.00' } }],
      items: { nodes: [{ customerId: recurring, status: 'PLANNED', cause: 'new_customer', baseInvoiceId: null }] },
    });
    const hold = `mutation ($input: HoldRunItemInput!) { holdBillingRunItem(input: $input) { held gross { amount } } }`;
    const input = { runId: id, customerId: recurring, reason: 'asked for', kind: 'EXCLUDE' };
    expect((await ask(hold, { input })).data['holdBillingRunItem']).toMatchObject({
      held: 1,
      gross: { amount: '0.00' },
    });
    await ask(`mutation ($input: TakeBackRunItemInput!) { takeBackBillingRunItem(input: $input) { id } }`, {
      input: { runId: id, customerId: recurring },
    });
    await shop.world.settle();
    expect((await ask(RUN, { id })).data['billingRun']).toMatchObject({ held: 0, gross: { amount: '33.00' } });
  });

  it('say how far prepaid money reaches, to staff and to the customer alone', async () => {
    const PREPAID = `query ($id: RecordId!) { customer(id: $id) { prepaid { cost { amount } periodsLeft expiresOn lastsThrough missing { amount } isBlocked services { expiresOn isServed } } } }`;
    const expected = {
      cost: { amount: '33.00' },
      periodsLeft: 0,
      expiresOn: '2026-06-01',
      lastsThrough: '2026-05-31',
      missing: { amount: '26.00' },
      isBlocked: false,
      services: [{ expiresOn: '2026-06-01', isServed: true }],
    };
    expect((await ask(PREPAID, { id: prepaid })).data['customer']).toMatchObject({ prepaid: expected });
    expect((await ask(PREPAID, { id: recurring })).data['customer']).toMatchObject({ prepaid: null });
    const own = await ask(
      `{ me { prepaid { cost { amount } } accountLinks { label } } }`,
      {},
      customerActor(prepaid, shop.partnerId),
    );
    if (!own.errors) expect(own.data['me']).toMatchObject({ prepaid: { cost: { amount: '33.00' } }, accountLinks: [] });
  });

  it('imagine a month for who may, and show whose it would change', async () => {
    const IMAGINE = `mutation ($input: ImagineMonthInput!) { imagineMonth(input: $input) { id isDone } }`;
    const input = { month: '2026-06-01', prices: [{ percent: '10' }] };
    const refused = await ask(IMAGINE, { input }, staffWith([BillingPermissions['run.view']]));
    expect(refused.errors).toHaveLength(1);
    expect(await shop.world.rows('SELECT 1 FROM billing.imagination')).toEqual([]);
    const id = (await ask(IMAGINE, { input })).data['imagineMonth']?.['id'];
    await shop.world.settle();
    const found = await ask(
      `query ($id: RecordId!) { imagination(id: $id) { isDone changed asItIs { amount } difference { amount } causes { cause } customers(first: 5) { nodes { customer { name } difference { amount } } } } }`,
      { id },
    );
    expect(found.data['imagination']).toMatchObject({
      isDone: true,
      changed: 2,
      asItIs: { amount: '66.00' },
      difference: { amount: '6.60' },
      causes: [{ cause: 'price' }],
      customers: { nodes: [{ difference: { amount: '3.30' } }, { difference: { amount: '3.30' } }] },
    });
  });

  it('preview and carry out an update of existing customers', async () => {
    await ask(`mutation { changeBillingPolicy(input: { dueDays: 21 }) { own } }`);
    const preview = await ask(
      `{ previewAccountUpdate(input: { attributes: ["dueDays"] }) { hash touched rows { customer { name } changes { before after } } } }`,
    );
    expect(preview.data['previewAccountUpdate']).toMatchObject({ touched: 2 });
    const hash = preview.data['previewAccountUpdate']?.['hash'];
    const done = await ask(`mutation ($input: ApplyAccountUpdateInput!) { updateAccounts(input: $input) { id } }`, {
      input: { attributes: ['dueDays'], hash },
    });
    await shop.world.settle();
    const id = done.data['updateAccounts']?.['id'];
    const after = await ask(`query ($id: RecordId!) { accountUpdate(id: $id) { isDone done } }`, { id });
    expect(after.data['accountUpdate']).toEqual({ isDone: true, done: 2 });
  });

  it('say where settings of a customer come from, and let one go back', async () => {
    const SOURCES = `query ($id: RecordId!) { customer(id: $id) { settingSources { name source inherited inheritedFrom } } }`;
    const CHANGE = `mutation ($input: ChangeBillingSettingsInput!) { changeBillingSettings(input: $input) { mode dueDays } }`;
    const sourceOf = async (name: string): Promise<unknown> => {
      const { data } = await ask(SOURCES, { id: recurring });
      return (data['customer']?.['settingSources'] as unknown as { name: string }[]).find((one) => one.name === name);
    };
    await ask(CHANGE, { input: { customerId: recurring, mode: 'ARREARS' } });
    expect(await sourceOf('mode')).toEqual({
      name: 'mode',
      source: 'CUSTOMER',
      inherited: 'ADVANCE',
      inheritedFrom: 'PRODUCT',
    });
    const back = await ask(CHANGE, { input: { customerId: recurring, reset: ['mode'] } });
    expect(back.data['changeBillingSettings']).toMatchObject({ mode: 'ADVANCE', dueDays: 21 });
    expect(await sourceOf('mode')).toMatchObject({ source: 'PRODUCT' });
    expect(await sourceOf('dueDays')).toMatchObject({ source: 'EVERYBODY', inherited: '21' });
    const stranger = await ask(SOURCES, { id: recurring }, staffWith([BillingPermissions['run.view']]));
    expect(stranger.errors?.length).toBeGreaterThan(0);
  });

  it('set which documents prepaid time makes, and show it with what waits for an invoice', async () => {
    const changed = await ask(
      `mutation { changeBillingPolicy(input: { prepaidInvoice: AFTER_PAYMENT, prepaidDailyInvoice: NONE, promiseHoldsFees: false }) { prepaidInvoice prepaidDailyInvoice promiseHoldsFees } }`,
    );
    expect(changed.data['changeBillingPolicy']).toEqual({
      prepaidInvoice: 'AFTER_PAYMENT',
      prepaidDailyInvoice: 'NONE',
      promiseHoldsFees: false,
    });
    const found = await ask(
      `query ($id: RecordId!) { customer(id: $id) { prepaid { invoice toBeInvoiced { amount } } } }`,
      { id: prepaid },
    );
    expect(found.data['customer']).toEqual({ prepaid: { invoice: 'AFTER_PAYMENT', toBeInvoiced: { amount: '0.00' } } });
  });
});
