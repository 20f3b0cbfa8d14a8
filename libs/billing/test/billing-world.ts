import type { DynamicModule } from '@nestjs/common';
import {
  type CustomerId,
  CrmModule,
  crmEntities,
  crmInvariants,
  crmMigrations,
  OpenCustomer,
  OpenPartner,
  type PartnerId,
  SetUpOperator,
} from '@demarc/crm';
import { identityEntities, identityInvariants, identityMigrations, IdentityModule } from '@demarc/identity';
import type { LocalDate } from '@demarc/kernel';
import { messagingMigrations, MessagingModule } from '@demarc/messaging';
import { World } from '@demarc/testing';
import {
  AddService,
  BillingModule,
  billingEntities,
  billingInvariants,
  billingMigrations,
  CreatePlan,
  DefinePaymentMethod,
  DefineTaxRate,
  type PaymentMethodId,
  type PlanId,
  RecordPayment,
  type RecordedPayment,
  type ServiceId,
} from '../src/index.js';

export interface Shop {
  readonly world: World;
  readonly partnerId: PartnerId;
  readonly methodId: PaymentMethodId;
  customer(name?: string): Promise<CustomerId>;
  plan(unitPrice: string, more?: Record<string, unknown>): Promise<PlanId>;
  service(customerId: CustomerId, planId: PlanId, startsOn: string, more?: Record<string, unknown>): Promise<ServiceId>;
  pay(customerId: CustomerId, amount: string, more?: Record<string, unknown>): Promise<RecordedPayment>;
  tax(name: string, percent: string): Promise<string>;
  /** Moves the clock to the morning of a day. */
  day(date: string): void;
}

/** A provider with one partner and one way to pay, on a database of its own. */
export async function openShop(
  now = '2026-01-01T08:00:00Z',
  settings: Record<string, unknown> = {},
  more: readonly DynamicModule[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Shop> {
  const world = await World.open({
    modules: [IdentityModule, MessagingModule, CrmModule, BillingModule, ...more],
    migrations: [...messagingMigrations, ...identityMigrations, ...crmMigrations, ...billingMigrations],
    entities: [...identityEntities, ...crmEntities, ...billingEntities],
    invariants: [...identityInvariants, ...crmInvariants, ...billingInvariants],
    now,
    env,
  });
  await world.run(SetUpOperator, {
    name: 'Test Net',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    locale: 'en',
    country: 'DE',
    ...settings,
  });
  const { partnerId } = await world.run(OpenPartner, { name: 'Main' });
  const { paymentMethodId } = await world.run(DefinePaymentMethod, { name: 'Bank transfer', ledgerAccount: 'bank' });
  let count = 0;
  return {
    world,
    partnerId,
    methodId: paymentMethodId,
    customer: async (name = `Customer ${(count += 1)}`) =>
      (await world.run(OpenCustomer, { partnerId, category: 'person', name })).customerId,
    plan: async (unitPrice, more = {}) =>
      (
        await world.run(CreatePlan, {
          kind: 'internet',
          title: `Plan at ${unitPrice}`,
          unitPrice,
          taxInclusive: false,
          ...more,
        })
      ).planId,
    service: async (customerId, planId, startsOn, more = {}) =>
      (await world.run(AddService, { customerId, planId, startsOn: startsOn as LocalDate, ...more })).serviceId,
    pay: (customerId, amount, more = {}) =>
      world.run(RecordPayment, { customerId, methodId: paymentMethodId, amount, ...more }),
    tax: async (name, percent) => (await world.run(DefineTaxRate, { name, percent })).taxRateId,
    day: (date) => world.clock.set(new Date(`${date}T08:00:00Z`)),
  };
}
