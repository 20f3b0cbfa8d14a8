import {
  AddService,
  CreatePlan,
  DefinePaymentMethod,
  DefineTaxRate,
  IssueOneTimeInvoice,
  PlaceHold,
  PreviewRun,
  PreviewSuspensions,
  RecordPayment,
  VoidInvoice,
} from '@demarc/billing';
import {
  AddLocation,
  DefineCustomField,
  OpenCustomer,
  OpenPartner,
  SetPortalPassword,
  SetUpOperator,
} from '@demarc/crm';
import { CreateApiKey } from '@demarc/identity';
import type { Id } from '@demarc/kernel';
import { AddPool, AddRouter, DefineAccessPolicy, ProvisionAccess } from '@demarc/networking';
import type { Ids } from './matrix-documents.ts';
import type { ProductHouse } from './product-house.ts';

export const MISSING = '00000000-0000-7000-8000-0000000000ff';
export const PORTAL_PASSWORD = 'harbour signal copper dawn';

/** Two partners, each with everything that belongs to a partner; the first with two customers. */
export interface Town {
  readonly partners: readonly [Id<'Partner'>, Id<'Partner'>];
  readonly first: Ids;
  readonly sibling: Ids;
  readonly other: Ids;
  readonly logins: readonly [string, string];
}

export async function buildTown(house: ProductHouse): Promise<Town> {
  await house.run(SetUpOperator, {
    name: 'Test Net',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    locale: 'en',
    country: 'DE',
  });
  const { paymentMethodId: methodId } = await house.run(DefinePaymentMethod, {
    name: 'Bank transfer',
    ledgerAccount: 'bank',
  });
  const { taxRateId } = await house.run(DefineTaxRate, { name: 'Standard', percent: '20' });
  const { locationId } = await house.run(AddLocation, { name: 'Northport' });
  const { customFieldId } = await house.run(DefineCustomField, {
    entity: 'customer',
    name: 'floor',
    title: 'Floor',
    type: 'text',
  });
  const shared = { methodId, taxRateId, locationId, customFieldId, missing: MISSING };
  const one = await partnerWith(house, 'First', 1);
  const two = await partnerWith(house, 'Second', 2);
  const firstCustomer = await customerOf(house, one, methodId, 'first');
  const sibling = await customerOf(house, one, methodId, 'sibling');
  const otherCustomer = await customerOf(house, two, methodId, 'other');
  const [runs, otherRuns] = [await runsOf(house, one), await runsOf(house, two)];
  return {
    partners: [one['partnerId'] as Id<'Partner'>, two['partnerId'] as Id<'Partner'>],
    first: { ...shared, ...one, ...firstCustomer.ids, ...runs },
    sibling: { ...shared, ...one, ...sibling.ids, ...runs },
    other: { ...shared, ...two, ...otherCustomer.ids, ...otherRuns },
    logins: [firstCustomer.login, sibling.login],
  };
}

async function partnerWith(house: ProductHouse, name: string, number: number): Promise<Ids> {
  const { partnerId } = await house.run(OpenPartner, { name });
  const { planId } = await house.run(CreatePlan, {
    contractMonths: 12,
    kind: 'internet',
    title: `Fibre of ${name}`,
    unitPrice: '30',
    taxInclusive: false,
    partnerId,
  });
  await house.run(DefineAccessPolicy, { planId, downloadKbps: 100_000, uploadKbps: 20_000 });
  const { routerId } = await house.run(AddRouter, {
    name: `NAS ${name}`,
    vendor: 'mikrotik',
    sources: [`127.0.0.${10 + number}`],
    partnerId,
  });
  const { poolId } = await house.run(AddPool, {
    name: `Pool ${name}`,
    prefix: `10.${number}.0.0/24`,
    kind: 'static',
    partnerId,
  });
  const { apiKeyId } = await house.run(CreateApiKey, {
    name: `Key ${name}`,
    permissions: [],
    everyPartner: false,
    partnerIds: [partnerId],
  });
  await house.staff('support', [partnerId], `-of-${name.toLowerCase()}`);
  const [staff] = await house.rows<{ staffId: string; sessionId: string }>(
    `SELECT staff.id AS "staffId", session.id AS "sessionId" FROM platform.staff
     JOIN platform.session ON subject_id = staff.id WHERE email = $1`,
    [`support-of-${name.toLowerCase()}@staff.example`],
  );
  return { partnerId, planId, routerId, poolId, apiKeyId, ...staff };
}

async function customerOf(
  house: ProductHouse,
  partner: Ids,
  methodId: string,
  name: string,
): Promise<{ ids: Ids; login: string }> {
  const { customerId, login } = await house.run(OpenCustomer, {
    partnerId: partner['partnerId'],
    category: 'person',
    name: `Customer ${name}`,
    email: `${name}@customer.example`,
  });
  await house.run(SetPortalPassword, { customerId, password: PORTAL_PASSWORD });
  const { serviceId } = await house.run(AddService, { customerId, planId: partner['planId'], startsOn: '2026-03-01' });
  await house.settle();
  await house.run(ProvisionAccess, {
    serviceId,
    method: 'pppoe',
    login: `line-${name}`,
    password: 'a-line-password',
    routerId: partner['routerId'],
  });
  const lines = [{ description: 'Visit', unitPrice: '20' }];
  const { invoiceId } = await house.run(IssueOneTimeInvoice, { customerId, lines });
  const { invoiceId: voided } = await house.run(IssueOneTimeInvoice, { customerId, lines });
  const { creditNoteId } = await house.run(VoidInvoice, { invoiceId: voided, reason: 'a mistake' });
  const { paymentId } = await house.run(RecordPayment, {
    customerId,
    methodId,
    amount: '5',
    allocations: [{ invoiceId, amount: '5' }],
  });
  const [allocation] = await house.rows<{ id: string }>('SELECT id FROM billing.allocation WHERE payment_id = $1', [
    paymentId,
  ]);
  const { holdId } = await house.run(PlaceHold, { customerId, reason: 'a check' });
  await house.settle();
  const ids = { customerId, serviceId, invoiceId, creditNoteId, paymentId, allocationId: allocation?.id ?? '', holdId };
  return { ids: { ...ids, parentCustomerId: customerId }, login };
}

async function runsOf(house: ProductHouse, { partnerId }: Ids): Promise<Ids> {
  const { runId } = await house.run(PreviewRun, { forDate: '2026-03-15', partnerId });
  const { batchId } = await house.run(PreviewSuspensions, { partnerId });
  await house.settle();
  return { runId, ...(batchId ? { batchId } : {}) };
}
