import { ChangePolicy, CreatePlan, DefineFee, DefinePaymentMethod, DefineTaxRate } from '@demarc/billing';
import { OpenPartner, SetUpOperator } from '@demarc/crm';
import { DefineAccessPolicy } from '@demarc/networking';
import type { Stage } from '../stage/stage.ts';

export interface Provider {
  readonly partnerIds: readonly [string, string, string];
  readonly plans: {
    readonly internet: readonly string[];
    readonly recurring: readonly string[];
    readonly oneTime: readonly string[];
    readonly bundles: readonly string[];
  };
  readonly methods: readonly string[];
}

const PRICES = ['19.99', '29.9000', '45', '0.01', '119.5'] as const;

/** An operator with three partners that differ in how they bill: in advance, in arrears, and by the customer's own day. */
export async function foundProvider(stage: Stage): Promise<Provider> {
  await stage.run(SetUpOperator, {
    name: 'Simulated Net',
    timeZone: 'America/Montevideo',
    currency: 'EUR',
    locale: 'en',
    country: 'UY',
  });
  const partnerIds = [
    (await stage.run(OpenPartner, { name: 'North' })).partnerId,
    (await stage.run(OpenPartner, { name: 'South' })).partnerId,
    (await stage.run(OpenPartner, { name: 'Harbour' })).partnerId,
  ] as const;
  const policies = [
    { mode: 'advance', billingDay: 1, changeFeeToCheaper: '5', blockOnRestDays: false, debitsWithoutDocument: true },
    {
      mode: 'arrears',
      billingDay: 15,
      taxRounding: 'document',
      changeRefund: 'unused',
      changeInvoice: 'next_run',
      prepaidInvoice: 'after_payment',
      prepaidDailyInvoice: 'after_payment',
      promiseHoldsFees: false,
    },
    {
      mode: 'advance',
      alignment: 'billing_day',
      dayCount: 'thirty',
      changeInvoice: 'thirty_days',
      minimumBalance: '-10',
      prepaidInvoice: 'none',
    },
  ];
  for (const [index, partnerId] of partnerIds.entries())
    await stage.run(ChangePolicy, {
      partnerId,
      suspendWithoutApproval: index !== 0,
      promisesPerYear: 3,
      brakePercent: 100,
      suspendFirst: 0,
      ...policies[index],
    });
  const { taxRateId } = await stage.run(DefineTaxRate, { name: 'VAT 22 %', percent: '22' });
  const { taxRateId: lowId } = await stage.run(DefineTaxRate, { name: 'VAT 8.25 %', percent: '8.25' });
  await stage.run(DefineFee, {
    kind: 'late',
    title: 'Late payment',
    amount: '2.5',
    afterDays: 3,
    everyDays: 10,
    times: 2,
    as: 'future_item',
  });
  await stage.run(DefineFee, {
    kind: 'reconnection',
    title: 'Reconnection',
    amount: '5',
    as: 'invoice',
    partnerId: partnerIds[1],
  });
  const plan = async (kind: string, title: string, unitPrice: string, more: object = {}): Promise<string> =>
    (await stage.run(CreatePlan, { kind, title, unitPrice, taxInclusive: false, ...more })).planId;
  const internet: string[] = [];
  for (const [index, unitPrice] of PRICES.entries()) {
    const taxes = index % 3 === 2 ? {} : { taxRateId: index % 2 ? lowId : taxRateId, taxInclusive: index % 2 === 1 };
    const planId = await plan('internet', `Internet ${index + 1}`, unitPrice, taxes);
    await stage.run(DefineAccessPolicy, {
      planId,
      downloadKbps: 50_000 * (index + 1),
      uploadKbps: 10_000 * (index + 1),
    });
    internet.push(planId);
  }
  const recurring = [
    await plan('recurring', 'Static address', '2.5', { taxRateId }),
    await plan('recurring', 'Television, by the quarter', '60', { periodMonths: 3 }),
  ];
  const oneTime = [
    await plan('one_time', 'Visit', '35', { taxRateId }),
    await plan('one_time', 'Cable, a metre', '0.333', { taxRateId: lowId }),
  ];
  const inside = { bundledPlanIds: [internet[0], recurring[0]], taxRateId };
  const bundles = [
    await plan('bundle', 'Home', '49.9', inside),
    await plan('bundle', 'Office', '99', { ...inside, autoReactivate: false }),
  ];
  const methods = [
    (await stage.run(DefinePaymentMethod, { name: 'Cash desk', ledgerAccount: 'cash' })).paymentMethodId,
    (await stage.run(DefinePaymentMethod, { name: 'Bank transfer', ledgerAccount: 'bank' })).paymentMethodId,
  ];
  return { partnerIds, plans: { internet, recurring, oneTime, bundles }, methods };
}
