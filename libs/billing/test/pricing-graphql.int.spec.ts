import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { INestApplication } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Actor } from '@demarc/access';
import type { CustomerId } from '@demarc/crm';
import { staffWith, superAdministrator } from '@demarc/testing';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BillingPermissions, type ServiceId } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('prices, discounts and taxes over GraphQL', () => {
  let shop: Shop;
  let app: INestApplication;
  let actor: Actor;
  let customerId: CustomerId;
  let serviceId: ServiceId;

  beforeAll(async () => {
    const graphql = GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      csrfPrevention: false,
      context: ({ req }: { req: unknown }) => ({ req }),
    });
    shop = await openShop('2026-05-01T08:00:00Z', {}, [graphql]);
    app = shop.world.app.createNestApplication();
    app.use((req: { call?: unknown }, _res: unknown, next: () => void) => {
      req.call = { actor, requestId: 'graphql' };
      next();
    });
    await app.init();
    customerId = await shop.customer('Ana Example');
    serviceId = await shop.service(customerId, await shop.plan('30.0000'), '2026-05-01');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await app.close();
    await shop.world.close();
  });

  const ask = async (query: string, input?: object, as: Actor = superAdministrator()): Promise<unknown> => {
    actor = as;
    const answer = await request(app.getHttpServer()).post('/graphql').send({ query, variables: { input } });
    const { data, errors } = answer.body as { data: unknown; errors?: { message: string }[] };
    return errors ? errors.map((error) => error.message) : data;
  };

  it('gives a discount, previews one for many, and lists whoever does not pay the list price', async () => {
    const add =
      'mutation ($input: AddServiceDiscountInput!) { addServiceDiscount(input: $input) { discounts { main value text } } }';
    const discount = { serviceId, main: true, kind: 'PERCENT', value: '10', text: 'Loyalty' };
    expect(await ask(add, discount)).toEqual({
      addServiceDiscount: { discounts: [{ main: true, value: '10.0000', text: 'Loyalty' }] },
    });
    expect(await ask(add, discount, staffWith([BillingPermissions['service.manage']]))).toEqual([
      'Your role does not allow this. A super administrator can grant it.',
    ]);
    expect(
      await ask(
        'query ($input: DiscountsInput!) { previewDiscounts(input: $input) { given rows { before { amount } after { amount } skipped customer { name } } } }',
        { customerIds: [customerId], main: false, kind: 'FIXED', value: '5' },
      ),
    ).toEqual({
      previewDiscounts: {
        given: 1,
        rows: [
          { before: { amount: '27.00' }, after: { amount: '25.00' }, skipped: null, customer: { name: 'Ana Example' } },
        ],
      },
    });
    expect(
      await ask(
        '{ priceExceptions(first: 5, kind: DISCOUNT) { totalCount nodes { listPrice unitPrice discounts { value } customer { name } } } }',
      ),
    ).toEqual({
      priceExceptions: {
        totalCount: 1,
        nodes: [
          {
            listPrice: '30.0000',
            unitPrice: '30.0000',
            discounts: [{ value: '10.0000' }],
            customer: { name: 'Ana Example' },
          },
        ],
      },
    });
  });

  it('plans a rate, and notes why a customer pays no tax', async () => {
    const taxRateId = await shop.tax('VAT', '20');
    const planned = 'mutation ($input: PlanTaxRateInput!) { planTaxRate(input: $input) }';
    expect(await ask(planned, { taxRateId, from: '2027-01-01', percent: '21' })).toEqual({ planTaxRate: taxRateId });
    expect(await ask('{ taxes { name kind percent versions { from percent } plans groups } }')).toEqual({
      taxes: [
        {
          name: 'VAT',
          kind: 'SINGLE',
          percent: '20.0000',
          versions: [
            { from: '2000-01-01', percent: '20.0000' },
            { from: '2027-01-01', percent: '21.0000' },
          ],
          plans: 0,
          groups: [],
        },
      ],
    });
    const grant = 'mutation ($input: GrantTaxExemptionInput!) { grantTaxExemption(input: $input) }';
    expect(await ask(grant, { customerId, kind: 'EXEMPT', reason: 'Charity' })).toEqual([
      'An exemption needs the number of the document that proves it.',
    ]);
    expect(await ask(grant, { customerId, kind: 'EXEMPT', reason: 'Charity', documentNumber: 'C-1' })).toEqual({
      grantTaxExemption: customerId,
    });
    const own = `{ customer(id: "${customerId}") { taxExemptions { kind documentNumber from through } } }`;
    expect(await ask(own)).toEqual({
      customer: { taxExemptions: [{ kind: 'EXEMPT', documentNumber: 'C-1', from: '2026-05-01', through: null }] },
    });
  });
});
