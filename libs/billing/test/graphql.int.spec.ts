import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { INestApplication } from '@nestjs/common';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import type { Actor } from '@demarc/access';
import type { CustomerId } from '@demarc/crm';
import { FieldWall } from '@demarc/identity';
import { customerActor, staffWith, superAdministrator } from '@demarc/testing';
import { CrmPermissions } from '@demarc/crm';
import { type GraphQLArgument, type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApproveRun, BillingPermissions, IssueOneTimeInvoice, IssueRun, PreviewRun } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('billing over GraphQL', () => {
  let shop: Shop;
  let app: INestApplication;
  let actor: Actor = superAdministrator();
  let customerId: CustomerId;
  let statements = 0;

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
    customerId = await shop.customer('Ana Example');
    await shop.service(
      customerId,
      await shop.plan('30.0000', { taxRateId: await shop.tax('VAT 10', '10') }),
      '2026-05-01',
    );
    await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice: '12.50' }] });
    await shop.pay(customerId, '2.50');
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
  ): Promise<{ data: Record<string, never>; errors?: { message: string; extensions?: { code?: string } }[] }> => {
    actor = as;
    statements += 1;
    const answer = await request(app.getHttpServer()).post('/graphql').send({ query, variables });
    return answer.body as never;
  };

  const OVERVIEW = `query ($id: RecordId!) { customer(id: $id) { name status account { balanceDue { amount currency } creditBalance { amount } standing }
    services { number status planTitle unitPrice chargedThrough taxPercent } invoices(first: 5) { totalCount nodes { number settlement open { amount } customer { name }
      lines { description gross { amount } why { rule english sentences { key values } } } allocations { amount { amount } receiptNumber } } }
    payments { nodes { amount { amount } allocations { invoiceNumber } } } whatHappensNext { standing next { kind on amount { amount } } toRestore { amount } }
    holds { reason } creditNotes { number } journal { nodes { kind postings { account debit { amount } credit { amount } } } } } }`;

  it('shows a customer’s money in one question', async () => {
    const { data, errors } = await ask(OVERVIEW, { id: customerId });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      customer: {
        status: 'ACTIVE',
        account: {
          balanceDue: { amount: '10.00', currency: 'EUR' },
          creditBalance: { amount: '0.00' },
          standing: 'GOOD',
        },
        services: [{ status: 'ACTIVE', unitPrice: '30.0000', chargedThrough: null }],
        invoices: {
          totalCount: 1,
          nodes: [
            {
              settlement: 'PARTLY_PAID',
              open: { amount: '10.00' },
              lines: [{ gross: { amount: '12.50' }, why: { rule: 'one_time' } }],
            },
          ],
        },
        payments: { nodes: [{ amount: { amount: '2.50' } }] },
        whatHappensNext: {
          standing: 'GOOD',
          next: [
            { kind: 'INVOICE', on: '2026-06-01', amount: { amount: '66.00' } },
            { kind: 'BLOCKED', on: '2026-06-16' },
            { kind: 'INACTIVE', on: '2026-06-26' },
          ],
        },
      },
    });
  });

  it('lets a customer see their own, and answers another’s as missing', async () => {
    const other = await shop.customer('Other Example');
    const own = await ask(
      '{ me { account { balanceDue { amount } } services { planTitle } invoices { nodes { number } } } }',
      {},
      customerActor(customerId, shop.partnerId),
    );
    expect(own.errors).toBeUndefined();
    expect(own.data).toMatchObject({ me: { account: { balanceDue: { amount: '10.00' } }, services: [{}] } });
    const [invoice] = await shop.world.rows<{ id: string }>('SELECT id FROM billing.invoice WHERE customer_id = $1', [
      customerId,
    ]);
    const foreign = await ask(
      'query ($id: RecordId!) { invoice(id: $id) { number } }',
      { id: invoice?.id },
      customerActor(other, shop.partnerId),
    );
    expect(foreign.data).toBeNull();
    expect(foreign.errors?.[0]?.message).toBe('There is no such invoice.');
    const list = await ask(
      '{ invoices { totalCount } payments { totalCount } }',
      {},
      customerActor(other, shop.partnerId),
    );
    expect(list.data).toEqual({ invoices: { totalCount: 0 }, payments: { totalCount: 0 } });
    const plans = await ask('{ plans { title } }', {}, customerActor(other, shop.partnerId));
    expect(plans.errors).toHaveLength(1);
  });

  it('refuses fields without the permission, and customers that others have added', async () => {
    const support = staffWith([
      CrmPermissions['customer.view'],
      CrmPermissions['customer.viewAll'],
      BillingPermissions['account.view'],
    ]);
    const { errors } = await ask(
      'query ($id: RecordId!) { customer(id: $id) { account { standing } payments { totalCount } } }',
      { id: customerId },
      support,
    );
    expect(errors).toHaveLength(1);
    const creator = staffWith([
      CrmPermissions['customer.view'],
      BillingPermissions['service.view'],
      BillingPermissions['service.manage'],
    ]);
    const [service] = await shop.world.rows<{ id: string }>('SELECT id FROM billing.service WHERE customer_id = $1', [
      customerId,
    ]);
    const seen = await ask('query ($id: RecordId!) { service(id: $id) { number } }', { id: service?.id }, creator);
    expect(seen.errors?.[0]?.message).toBe('There is no such service.');
    const paused = await ask(
      'mutation ($id: RecordId!) { pauseService(input: { serviceId: $id }) { number } }',
      { id: service?.id },
      creator,
    );
    expect(paused.errors?.[0]?.message).toBe('There is no such customer.');
  });

  it('writes by mutations and previews before them', async () => {
    const preview = await ask(
      'query ($input: PreviewPaymentInput!) { previewPayment(input: $input) { allocations { invoiceNumber openAfter { amount } } left { amount } creditBalanceAfter { amount } standingAfter } }',
      {
        input: { customerId, amount: '11.00' },
      },
    );
    expect(preview.data).toMatchObject({
      previewPayment: {
        allocations: [{ openAfter: { amount: '0.00' } }],
        left: { amount: '1.00' },
        creditBalanceAfter: { amount: '1.00' },
      },
    });
    const paid = await ask(
      'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { amount { amount } unallocated { amount } receiptNumber } }',
      {
        input: { customerId, methodId: shop.methodId, amount: '11.00' },
      },
    );
    expect(paid.data).toMatchObject({ recordPayment: { unallocated: { amount: '1.00' } } });
    const forged = await ask('mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }', {
      input: { customerId, methodId: shop.methodId, amount: '1.00', provider: 'stripe', providerReference: 'x' },
    });
    expect(forged.errors?.length).toBeGreaterThan(0);
    const run = await ask('mutation { previewBillingRun(input: { forDate: "2026-06-01" }) { id status } }');
    await shop.world.settle();
    const { previewBillingRun } = run.data as unknown as { previewBillingRun: { id: string } };
    const seen = await ask(
      'query ($id: RecordId!) { billingRun(id: $id) { status planned gross { amount } difference { amount } causes { cause customers difference { amount } } flags { flag } items { nodes { customer { name } gross { amount } difference { amount } lines { from through gross { amount } } } } } }',
      {
        id: previewBillingRun.id,
      },
    );
    expect(seen.errors).toBeUndefined();
    expect(seen.data).toMatchObject({
      billingRun: {
        status: 'PREVIEWED',
        planned: 1,
        gross: { amount: '66.00' },
        difference: { amount: '66.00' },
        causes: [{ customers: 1, difference: { amount: '66.00' } }],
        items: { nodes: [{ customer: { name: 'Ana Example' }, difference: { amount: '66.00' } }] },
      },
    });
    const { id: runId } = previewBillingRun;
    const [plan] = await shop.world.rows<{ planHash: string }>(
      'SELECT plan_hash AS "planHash" FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    await shop.world.run(ApproveRun, { runId, ...plan });
    await shop.world.run(IssueRun, { runId, ...plan });
    await shop.world.settle();
    const { runId: nextId } = await shop.world.run(PreviewRun, { forDate: '2026-07-01' });
    await shop.world.settle();
    const next = await ask(
      'query ($id: RecordId!) { billingRun(id: $id) { gross { amount } difference { amount } items { nodes { difference { amount } } } } }',
      { id: nextId },
    );
    expect(next.data).toEqual({
      billingRun: {
        gross: { amount: '33.00' },
        difference: { amount: '-33.00' },
        items: { nodes: [{ difference: { amount: '-33.00' } }] },
      },
    });
    const settings = await ask('mutation { changeBillingPolicy(input: { dueDays: 20 }) { dueDays own alignment } }');
    expect(settings.data).toEqual({ changeBillingPolicy: { dueDays: 20, own: ['dueDays'], alignment: 'BILLING_DAY' } });
    const back = await ask('mutation { changeBillingPolicy(input: { reset: ["dueDays"] }) { dueDays own } }');
    expect(back.data).toEqual({ changeBillingPolicy: { dueDays: 15, own: [] } });
    const unlimited = await ask('mutation { changeBillingPolicy(input: { refundLimit: null }) { refundLimit own } }');
    expect(unlimited.data).toEqual({ changeBillingPolicy: { refundLimit: null, own: ['refundLimit'] } });
    const limited = await ask(
      'mutation { changeBillingPolicy(input: { dueDays: null, reset: ["refundLimit"] }) { refundLimit own } }',
    );
    expect(limited.data).toEqual({ changeBillingPolicy: { refundLimit: '100', own: [] } });
    const unknown = await ask('mutation { changeBillingPolicy(input: { reset: ["duedays"] }) { own } }');
    expect(unknown.errors).toHaveLength(1);
    const suspensions = await ask(
      'mutation ($id: RecordId!) { previewSuspensions(input: { partnerId: $id }) { batch { due } } }',
      { id: shop.partnerId },
    );
    expect(suspensions.data).toEqual({ previewSuspensions: { batch: null } });
  });

  const OWN = [
    'PlanKind',
    'ServiceStatus',
    'Standing',
    'CustomerStatus',
    'BillingRunStatus',
    'InvoiceKind',
    'SettlementStatus',
    'NextEventKind',
  ];

  it('describes every type, field, argument and value', () => {
    const { schema } = app.get(GraphQLSchemaHost);
    const bare: string[] = [];
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__') || ['Query', 'Mutation', 'String', 'Boolean', 'Int', 'Float'].includes(type.name))
        continue;
      if (!type.description) bare.push(type.name);
      if (isEnumType(type) && OWN.includes(type.name))
        bare.push(
          ...type
            .getValues()
            .filter((value) => !value.description)
            .map((value) => `${type.name}.${value.name}`),
        );
    }
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__') || (!isObjectType(type) && !isInputObjectType(type))) continue;
      for (const field of Object.values(type.getFields())) {
        if (!field.description) bare.push(`${type.name}.${field.name}`);
        if ('args' in field)
          bare.push(
            ...field.args
              .filter((arg: GraphQLArgument) => !arg.description)
              .map((arg: GraphQLArgument) => `${type.name}.${field.name}(${arg.name})`),
          );
      }
    }
    expect(bare).toEqual([]);
    expect(statements).toBeGreaterThan(0);
  });
});
