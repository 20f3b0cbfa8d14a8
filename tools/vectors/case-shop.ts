import { ChangePolicy, CreatePlan, DefinePaymentMethod, DefineTaxGroup, DefineTaxRate } from '@demarc/billing';
import { OpenCustomer, OpenPartner } from '@demarc/crm';
import type { Stage } from '../stage/stage.ts';
import type { Given, PeriodName, Vector } from './format.ts';

const PERIODS: Readonly<Record<PeriodName, object>> = {
  week: { periodWeeks: 1 },
  month: { periodMonths: 1 },
  quarter: { periodMonths: 3 },
  year: { periodMonths: 12 },
};

/** What a case needs to begin: a partner with the stated settings, one customer, and whatever is sold and taxed. */
export class CaseShop {
  readonly partnerId: string;
  readonly customerId: string;
  readonly methodId: string;
  private readonly stage: Stage;
  private readonly vector: Vector;

  private constructor(stage: Stage, vector: Vector, ids: { partnerId: string; customerId: string; methodId: string }) {
    this.stage = stage;
    this.vector = vector;
    this.partnerId = ids.partnerId;
    this.customerId = ids.customerId;
    this.methodId = ids.methodId;
  }

  static async open(stage: Stage, vector: Vector): Promise<CaseShop> {
    const { partnerId } = await stage.run(OpenPartner, { name: `Case ${vector.id}` });
    const method = { name: `Bank of ${vector.id}`, ledgerAccount: 'bank' };
    const { paymentMethodId: methodId } = await stage.run(DefinePaymentMethod, method);
    const settings = { partnerId, suspendWithoutApproval: true, brakePercent: 100, ...settingsOf(vector.given) };
    await stage.run(ChangePolicy, settings);
    const customer = { partnerId, category: 'person', name: `Customer of ${vector.id}` };
    const { customerId } = await stage.run(OpenCustomer, customer);
    return new CaseShop(stage, vector, { partnerId, customerId, methodId });
  }

  async plan(price: string | number, period: PeriodName | undefined): Promise<string> {
    const { stage, vector, partnerId } = this;
    const taxRateId = await this.tax(vector.given.tax_percent);
    const plan = {
      kind: 'internet',
      partnerId,
      title: `${vector.id} at ${price}`,
      unitPrice: String(price),
      taxInclusive: false,
      ...PERIODS[period ?? 'month'],
      ...(taxRateId ? { taxRateId } : {}),
    };
    return (await stage.run(CreatePlan, plan)).planId;
  }

  async tax(percent: Given['tax_percent']): Promise<string | null> {
    if (percent === undefined) return null;
    const rates = Array.isArray(percent) ? (percent as readonly (string | number)[]) : [percent as string | number];
    const ids: string[] = [];
    for (const rate of rates) {
      const name = `Tax of ${rate} %`;
      const [known] = await this.stage.rows<{ id: string }>('SELECT id FROM billing.tax_rate WHERE name = $1', [name]);
      ids.push(known?.id ?? (await this.stage.run(DefineTaxRate, { name, percent: String(rate) })).taxRateId);
    }
    if (ids.length < 2) return ids[0] ?? null;
    const parts = ids.map((taxRateId) => ({ taxRateId, on: 'net' }));
    const name = `Taxes of ${rates.join(' and ')} %, ${this.vector.id}`;
    return (await this.stage.run(DefineTaxGroup, { name, parts })).taxRateId;
  }
}

function settingsOf(given: Given): object {
  const after = given.invoice_after_change ?? '';
  return {
    alignment: given.alignment ?? 'billing_day',
    dayCount: given.month_days === 30 ? 'thirty' : 'actual',
    mode: given.billing_mode ?? 'advance',
    billingDay: given.billing_day ?? (given.next_billing_date ? Number(given.next_billing_date.slice(8)) : 1),
    taxRounding: given.tax_rounding === undefined || given.tax_rounding === 'line' ? 'line' : 'document',
    changeInvoice: /30/.test(after) ? 'thirty_days' : /cycle|next_run/.test(after) ? 'next_run' : 'period_end',
    ...(given.fee_to_cheaper === undefined ? {} : { changeFeeToCheaper: String(given.fee_to_cheaper) }),
    ...(given.fee_to_dearer === undefined ? {} : { changeFeeToDearer: String(given.fee_to_dearer) }),
    ...(given.minimum_balance === undefined ? {} : { minimumBalance: String(given.minimum_balance) }),
    ...(given.payment_due_days === undefined ? {} : { dueDays: given.payment_due_days, blockingDays: 0 }),
  };
}
