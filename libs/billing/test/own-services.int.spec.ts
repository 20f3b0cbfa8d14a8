import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { INestApplication } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Actor } from '@demarc/access';
import type { CustomerId } from '@demarc/crm';
import { FieldWall } from '@demarc/identity';
import { customerActor, superAdministrator } from '@demarc/testing';
import type { GraphQLSchema } from 'graphql';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangePolicy, type PlanId, type ServiceId } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('services over GraphQL, by staff and by customers themselves', () => {
  let shop: Shop;
  let app: INestApplication;
  let actor: Actor = superAdministrator();
  let customerId: CustomerId;
  let serviceId: ServiceId;
  let small: PlanId;

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
    small = await shop.plan('31', { title: 'Small' });
    const big = await shop.plan('62', { title: 'Big', selfChangePlanIds: [small] });
    customerId = await shop.customer('Ana Example');
    serviceId = await shop.service(customerId, big, '2026-05-01');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await app.close();
    await shop.world.close();
  });

  const ask = async (
    query: string,
    variables: object,
    as: Actor,
  ): Promise<{ data: Record<string, never>; errors?: { message: string }[] }> => {
    actor = as;
    const answer = await request(app.getHttpServer()).post('/graphql').send({ query, variables });
    return answer.body as never;
  };
  const ana = (): Actor => customerActor(customerId, shop.partnerId);
  const other = (): Actor => customerActor('019a0000-0000-7000-8000-000000000001' as CustomerId, shop.partnerId);

  it('lets customers change to the plans that theirs allows, as previewed, and to no others', async () => {
    const choices = `query ($serviceId: RecordId!) { ownPlanChoices(serviceId: $serviceId) { id description unitPrice } }`;
    expect((await ask(choices, { serviceId }, ana())).data).toEqual({
      ownPlanChoices: [{ id: small, description: 'Small', unitPrice: '31.0000' }],
    });
    expect((await ask(choices, { serviceId }, other())).errors?.[0]?.message).toMatch(/no such service/i);
    const preview = `query ($serviceId: RecordId!, $planId: RecordId!) { previewOwnPlanChange(serviceId: $serviceId, planId: $planId) {
      hash newStartsOn net { amount } charges { description gross { amount } } } }`;
    const shown = (await ask(preview, { serviceId, planId: small }, ana())).data as never as {
      previewOwnPlanChange: { hash: string; newStartsOn: string; net: { amount: string } };
    };
    expect(shown.previewOwnPlanChange).toMatchObject({ newStartsOn: '2026-05-01', net: { amount: '-31.00' } });
    const change = `mutation ($input: ChangeOwnPlanInput!) { changeOwnPlan(input: $input) { service { planTitle status } net { amount } } }`;
    const input = { serviceId, planId: small, changeOn: '2026-05-01', planHash: shown.previewOwnPlanChange.hash };
    expect((await ask(change, { input }, other())).errors?.[0]?.message).toMatch(/no such service/i);
    expect((await ask(change, { input: { ...input, planHash: 'other' } }, ana())).errors?.[0]?.message).toMatch(
      /figures have changed/,
    );
    expect((await ask(change, { input }, ana())).data).toEqual({
      changeOwnPlan: { service: { planTitle: 'Small', status: 'ACTIVE' }, net: { amount: '-31.00' } },
    });
    expect((await ask(change, { input }, ana())).errors?.[0]?.message).toMatch(/cannot be made here/);
  });

  it('lets customers pause where the settings allow, and staff undo, list and preview', async () => {
    const services = `query ($id: RecordId!) { customer(id: $id) { services { id status planTitle } planChanges { id state oldPlanTitle newPlanTitle }
      servicePauses { from through billing } } }`;
    const found = async (): Promise<{
      services: { id: string; status: string }[];
      planChanges: { id: string }[];
      servicePauses: object[];
    }> =>
      ((await ask(services, { id: customerId }, superAdministrator())).data as never as { customer: never }).customer;
    const before = await found();
    const running = before.services.find(({ status }) => status === 'ACTIVE')?.id;
    const preview = `query ($input: PauseOwnServiceInput!) { previewOwnPause(input: $input) { hash net { amount } through } }`;
    const input = { serviceId: running, from: '2026-05-11', through: '2026-05-20' };
    expect((await ask(preview, { input }, ana())).errors?.[0]?.message).toMatch(/Pauses are not made here/);
    await shop.world.run(ChangePolicy, { pauseByCustomer: true });
    const rules = '{ ownServiceRules { mayPause mostPausedDays } }';
    expect((await ask(rules, {}, ana())).data).toEqual({ ownServiceRules: { mayPause: true, mostPausedDays: null } });
    const shown = (await ask(preview, { input }, ana())).data as never as { previewOwnPause: { hash: string } };
    expect(shown.previewOwnPause).toMatchObject({ net: { amount: '10.00' }, through: '2026-05-20' });
    const pause = `mutation ($input: PauseOwnServiceInput!) { pauseOwnService(input: $input) { status } }`;
    expect((await ask(pause, { input: { ...input, planHash: shown.previewOwnPause.hash } }, ana())).data).toEqual({
      pauseOwnService: { status: 'ACTIVE' },
    });
    expect((await found()).servicePauses).toEqual([{ from: '2026-05-11', through: '2026-05-20', billing: 'FREE' }]);
    const resume = `mutation ($input: ResumeOwnServiceInput!) { resumeOwnService(input: $input) { status } }`;
    expect((await ask(resume, { input: { serviceId: running } }, ana())).data).toEqual({
      resumeOwnService: { status: 'ACTIVE' },
    });
    const planChangeId = before.planChanges[0]?.id;
    const undoing = `query ($id: RecordId!) { previewUndoPlanChange(planChangeId: $id) { hash net { amount } credits { gross { amount } } } }`;
    const end = `query ($id: RecordId!) { previewEnd(serviceId: $id, endsOn: "2026-05-21", refund: CREDIT) { hash net { amount } refundDue { amount } lastCharges { description } } }`;
    expect((await ask(end, { id: running }, superAdministrator())).data).toMatchObject({
      previewEnd: { net: { amount: '10.00' }, refundDue: { amount: '0.00' }, lastCharges: [] },
    });
    const undo = (await ask(undoing, { id: planChangeId }, superAdministrator())) as never as {
      errors: { message: string }[];
    };
    expect(undo.errors[0]?.message).toMatch(/charges the new plan since/);
    expect((await ask('{ scheduledPlanChanges { id } }', {}, superAdministrator())).data).toEqual({
      scheduledPlanChanges: [],
    });
  });
});
