import { ChangePolicy, CreatePlan, DefinePaymentMethod, DefineTaxGroup, DefineTaxRate } from '@demarc/billing';
import { OpenCustomer, OpenPartner } from '@demarc/crm';
import { localDate } from '@demarc/kernel';
import type { Stage } from '../stage/stage.ts';
import type { AmountText, Given, Percents, PeriodName, Vector } from './format.ts';
import { AFTER_CHANGE, TAX_ROUNDING } from './known-words.ts';
import { cycleOf, Unsupported } from './timeline.ts';

/** Settings do not hang on it. */
const SOME_DAY = localDate('2024-01-01');

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
    const settings = {
      partnerId,
      suspendWithoutApproval: true,
      brakePercent: 100,
      suspendFirst: 0,
      ...settingsOf(vector.given),
    };
    await stage.run(ChangePolicy, settings);
    const customer = { partnerId, category: 'person', name: `Customer of ${vector.id}` };
    const { customerId } = await stage.run(OpenCustomer, customer);
    return new CaseShop(stage, vector, { partnerId, customerId, methodId });
  }

  /** The last price that something was sold at. */
  price: AmountText = '100';

  async plan(price: AmountText, period: PeriodName | undefined): Promise<string> {
    const { stage, vector, partnerId } = this;
    const { given } = vector;
    const taxRateId = await this.tax(given.tax_percent ?? given.default_tax_percent);
    this.price = price;
    const plan = {
      kind: 'internet',
      partnerId,
      title: `${vector.id} at ${price}`,
      unitPrice: String(price),
      taxInclusive: given.tax_inclusive ?? false,
      ...PERIODS[period ?? 'month'],
      ...(taxRateId ? { taxRateId } : {}),
    };
    return (await stage.run(CreatePlan, plan)).planId;
  }

  /** A line that is written by hand. */
  async line(price: AmountText, own?: Percents): Promise<object> {
    const { given } = this.vector;
    const taxRateId = await this.tax(own ?? given.tax_percent ?? given.default_tax_percent);
    const taxInclusive = given.tax_inclusive ?? false;
    return { description: 'As agreed', unitPrice: String(price), taxInclusive, ...(taxRateId ? { taxRateId } : {}) };
  }

  /**
   * The discounts as a service has them: additional ones, the largest first, before the main one. So two of different
   * kinds keep the order of the list when the second is the main one; more of them would not.
   */
  serviceDiscounts(): object[] {
    const { discounts = [], lines } = this.vector.given;
    if (lines) return [];
    const isMixed = new Set(discounts.map(({ percent }) => percent === undefined)).size > 1;
    if (isMixed && discounts.length > 2)
      throw new Unsupported('a service takes discounts by their size: three of both kinds have no listed order');
    return discounts.map(({ percent, fixed }, index) => ({
      kind: percent === undefined ? 'fixed' : 'percent',
      value: String(percent ?? fixed),
      text: `Discount ${index + 1}`,
      main: isMixed && index === 1,
    }));
  }

  private async tax(percent: Percents | undefined): Promise<string | null> {
    if (percent === undefined) return null;
    const rates = typeof percent === 'object' ? percent : [percent];
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
  const { invoice_after_change: after = 'immediately' } = given;
  const billingDay = cycleOf(given, SOME_DAY).billingDay;
  return {
    alignment: given.alignment ?? 'billing_day',
    dayCount: String(given.month_days) === '30' ? 'thirty' : 'actual',
    mode: given.billing_mode ?? 'advance',
    billingDay,
    taxRounding: TAX_ROUNDING[given.tax_rounding ?? 'line'],
    discountStacking: 'stack',
    changeInvoice: AFTER_CHANGE[after],
    ...(given.fee_to_cheaper === undefined ? {} : { changeFeeToCheaper: String(given.fee_to_cheaper) }),
    ...(given.fee_to_dearer === undefined ? {} : { changeFeeToDearer: String(given.fee_to_dearer) }),
    ...(given.minimum_balance === undefined ? {} : { minimumBalance: String(given.minimum_balance) }),
    ...(given.payment_due_days === undefined ? {} : { dueDays: given.payment_due_days, blockingDays: 0 }),
  };
}
