import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerActor, staffWith } from '@demarc/testing';
import { ChangeCustomField, DefineCustomField } from '@demarc/crm';
import {
  AddService,
  ArchiveService,
  BillingPermissions,
  ChangePlan,
  CreatePlan,
  EditPlan,
  EditService,
  UndoPlanChange,
} from '../src/index.js';
import { FindPlan, ListPlanFields } from '../src/app/catalogue/find-catalogue.query.js';
import { FindService } from '../src/app/services/find-services.query.js';
import type { PlanId } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('what services and plans say about themselves', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-10-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const voicePlan = (title = 'Phone'): Promise<PlanId> => shop.plan('9', { kind: 'voice', voiceKind: 'voip', title });
  const line = (number: string, direction?: string): Record<string, unknown> => ({
    voice: { number, ...(direction ? { direction } : {}) },
  });

  it('a number serves one service at a time in each direction', async () => {
    const plan = await voicePlan();
    const ana = await shop.customer();
    const ben = await shop.customer();
    const first = await shop.service(ana, plan, '2026-10-01', line('+59829001234', 'incoming'));
    await shop.service(ben, plan, '2026-10-01', line('+59829001234', 'outgoing'));
    await expect(shop.service(ben, plan, '2026-10-05', line('+59829001234'))).rejects.toMatchObject({
      code: 'VOICE_NUMBER_TAKEN',
    });
    const other = await shop.service(ben, plan, '2026-10-01', line('+59829005678'));
    await expect(
      shop.world.run(EditService, { serviceId: other, ...line('+59829001234', 'incoming') }),
    ).rejects.toMatchObject({ code: 'VOICE_NUMBER_TAKEN' });
    await shop.world.run(ArchiveService, { serviceId: first });
    await shop.world.run(EditService, { serviceId: other, ...line('+59829001234', 'incoming') });
    expect((await shop.world.ask(FindService, { id: other })).voice).toEqual({
      number: '+59829001234',
      direction: 'incoming',
      device: '',
    });
    await shop.world.run(EditService, { serviceId: other, voice: null });
    expect((await shop.world.ask(FindService, { id: other })).voice).toBeNull();
  });

  it('only voice services have a number, and only voice plans a kind of telephony', async () => {
    const customer = await shop.customer();
    const plan = await shop.plan('20');
    await expect(shop.service(customer, plan, '2026-10-01', line('2900'))).rejects.toMatchObject({
      code: 'NOT_A_VOICE_SERVICE',
    });
    await expect(shop.plan('9', { voiceKind: 'mobile' })).rejects.toMatchObject({ code: 'NOT_A_VOICE_PLAN' });
    await expect(shop.service(customer, await voicePlan(), '2026-10-01', line('call me'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('the number, place and own fields go along with a change of plan, and come back with its undoing', async () => {
    const customer = await shop.customer();
    const details = { ...line('+59829009999'), gps: '-34.9,-56.16', connectionType: 'fibre' };
    const serviceId = await shop.service(customer, await voicePlan(), '2026-10-01', details);
    const planId = await voicePlan('Phone plus');
    shop.day('2026-10-12');
    const { planChangeId, newServiceId } = await shop.world.run(ChangePlan, {
      serviceId,
      planId,
      changeOn: '2026-10-12',
    });
    const held = { voice: { number: '+59829009999', direction: 'both', device: '' }, gps: '-34.9,-56.16' };
    expect(await shop.world.ask(FindService, { id: newServiceId })).toMatchObject({ ...held, connectionType: 'fibre' });
    await shop.world.run(UndoPlanChange, { planChangeId, reason: 'A mistake' });
    expect(await shop.world.ask(FindService, { id: serviceId })).toMatchObject({ ...held, status: 'active' });
  });

  it('custom fields are checked, start with their usual value, and are seen by customers only where meant for them', async () => {
    const field = { entity: 'service', type: 'text', title: 'Cabinet' };
    const { customFieldId } = await shop.world.run(DefineCustomField, { ...field, name: 'cabinet', required: true });
    await shop.world.run(DefineCustomField, {
      ...field,
      name: 'colour',
      title: 'Colour',
      defaultValue: 'blue',
      portal: 'view',
    });
    const customerId = await shop.customer();
    const planId = await shop.plan('20');
    await expect(shop.world.run(AddService, { customerId, planId })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      faults: [expect.objectContaining({ field: expect.stringContaining('cabinet') })],
    });
    const { serviceId } = await shop.world.run(AddService, { customerId, planId, customFields: { cabinet: 'K7' } });
    expect((await shop.world.ask(FindService, { id: serviceId })).customFields).toEqual({
      cabinet: 'K7',
      colour: 'blue',
    });
    await shop.world.run(EditService, { serviceId, customFields: { colour: null } });
    expect((await shop.world.ask(FindService, { id: serviceId })).customFields).toEqual({ cabinet: 'K7' });
    await shop.world.run(EditService, { serviceId, customFields: { colour: 'red' } });
    const own = await shop.world.ask(FindService, { id: serviceId }, customerActor(customerId, shop.partnerId));
    expect(own.customFields).toEqual({ colour: 'red' });
    await shop.world.run(ChangeCustomField, { customFieldId, required: false });
  });

  it('a plan keeps its own fields through edits that do not speak of them', async () => {
    await shop.world.run(DefineCustomField, { entity: 'plan', name: 'tier', title: 'Tier', type: 'integer' });
    const details = { title: 'Fibre', unitPrice: '30', taxInclusive: false };
    const { planId } = await shop.world.run(CreatePlan, { ...details, kind: 'internet', customFields: { tier: '2' } });
    await shop.world.run(EditPlan, { planId, ...details, title: 'Fibre home' });
    expect(await shop.world.ask(FindPlan, { id: planId })).toMatchObject({
      title: 'Fibre home',
      customFields: { tier: '2' },
    });
    await expect(
      shop.world.run(EditPlan, { planId, ...details, customFields: { tier: 'high' } }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('who may see the plans and no customer sees what the own fields of plans are called', async () => {
    const seen = (permission: 'plan.view' | 'service.view'): Promise<readonly { name: string }[]> =>
      shop.world.ask(ListPlanFields, {}, staffWith([BillingPermissions[permission]]));
    expect((await seen('plan.view')).map(({ name }) => name)).toEqual(['tier']);
    await expect(seen('service.view')).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
  });
});
