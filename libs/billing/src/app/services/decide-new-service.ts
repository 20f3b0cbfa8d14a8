import { customFieldRules, type CustomValues, newCustomValues } from '@demarc/crm';
import { addDays, addMonths, conflict, type LocalDate, maxDate } from '@demarc/kernel';
import type { ContractAtEnd } from '../../domain/index.js';
import type { Sql } from '@demarc/persistence';
import type { Account } from '../accounts/accounts.js';
import { oneTimeThing, type OneTimeThing } from '../documents/one-time-thing.js';
import type { NewFutureItem } from '../documents/future-items.js';
import type { DiscountInput } from '../pricing/discount.input.js';
import type { BillingTerms } from '../settings/settings.js';
import type { AddServiceInput } from './add-service.input.js';
import { planFor, type SellablePlan } from './sellable-plan.js';
import { voiceColumns } from './voice-line.input.js';

/** A service as it would stand in the list. */
export interface NewService {
  readonly plan: SellablePlan;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly periodMonths: number | null;
  readonly periodWeeks: number | null;
  readonly connectionType: string;
  readonly gps: string | null;
  readonly customFields: CustomValues;
  readonly voice: ReturnType<typeof voiceColumns>;
  /** First day with access. */
  readonly startsOn: LocalDate;
  /** First day that is charged. */
  readonly billingFrom: LocalDate;
  /** The day that its anniversaries count from; null: the first day that is charged. */
  readonly anchorOn: LocalDate | null;
  readonly endsOn: LocalDate | null;
  readonly contractEndsOn: LocalDate | null;
  readonly contractAtEnd: ContractAtEnd | null;
  readonly status: 'active' | 'pending';
  readonly discount: DiscountInput | null;
}

export interface DecidedService {
  readonly service: NewService;
  /** The services of a bundle; the bundle is what is charged. */
  readonly contained: readonly NewService[];
  /** For the first invoice: what is sold once with it, and the fee of the plan where that is charged then. */
  readonly items: readonly NewFutureItem[];
  /** The fee of the plan where it is charged at once. */
  readonly feeNow: OneTimeFee | null;
}

export interface OneTimeFee {
  readonly description: string;
  readonly unitPrice: string;
  readonly taxInclusive: boolean;
  readonly taxRateId: SellablePlan['taxRateId'];
}

/** A relation that has ended, or that non-payment made inactive, takes no services. */
export function refuseInactive({ lifecycle, standing }: Account): void {
  if (lifecycle === 'new' || (lifecycle === 'active' && standing !== 'inactive')) return;
  throw conflict(
    'CUSTOMER_NOT_ACTIVE',
    'This customer is inactive. Activate the customer, or settle what is owed, before adding a service.',
  );
}

/** What adding a service does, for the command and for its preview. Nothing is written. */
export async function decideNewService(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  input: AddServiceInput,
): Promise<DecidedService> {
  const startsOn = input.startsOn ?? today;
  const billingFrom = input.billingFrom ?? startsOn;
  const { endsOn = null, anchorOn = null } = input;
  if (endsOn !== null && (endsOn < startsOn || endsOn < billingFrom))
    throw conflict('END_BEFORE_START', 'The last day is before the first day.');
  const priceOn = maxDate(startsOn, today);
  const place = {
    startsOn,
    billingFrom,
    anchorOn,
    endsOn,
    status: startsOn <= today ? ('active' as const) : ('pending' as const),
  };
  const plan = await planFor(sql, input.planId, account, 'service', priceOn);
  const contained: NewService[] = [];
  for (const planId of plan.bundledPlanIds)
    contained.push(newService(await planFor(sql, planId, account, 'in_bundle', priceOn), place, {}));
  const things: OneTimeThing[] = [];
  for (const item of input.oneTimeItems ?? []) things.push(await oneTimeThing(sql, item, account, terms, today));
  const service = newService(plan, place, input);
  return {
    service: {
      ...service,
      discount: input.discount ?? firstMonths(plan, billingFrom),
      // What a bundle contains is described by editing it; only the bundle is asked for.
      customFields: newCustomValues(await customFieldRules(sql, 'service'), input.customFields),
    },
    contained,
    items: [...things.map(itemOf), ...laterFee(plan)],
    feeNow: plan.activationFeeWhen === 'on_creation' ? activationFee(plan) : null,
  };
}

type Place = Pick<NewService, 'startsOn' | 'billingFrom' | 'anchorOn' | 'endsOn' | 'status'>;

function newService(plan: SellablePlan, place: Place, own: Partial<AddServiceInput>): NewService {
  return {
    ...place,
    plan,
    description: own.description ?? plan.serviceDescription,
    quantity: own.quantity ?? '1',
    unit: own.unit ?? '',
    unitPrice: own.unitPrice ?? plan.unitPrice,
    periodMonths: own.periodMonths ?? plan.periodMonths,
    periodWeeks: own.periodMonths === undefined ? plan.periodWeeks : null,
    connectionType: own.connectionType ?? '',
    gps: own.gps ?? null,
    customFields: {},
    voice: voiceColumns(plan.kind, own.voice),
    contractEndsOn: own.contractEndsOn === undefined ? contractEnd(place, plan) : own.contractEndsOn,
    contractAtEnd: own.contractAtEnd ?? null,
    discount: null,
  };
}

function contractEnd({ startsOn }: Place, { contractMonths }: SellablePlan): LocalDate | null {
  return contractMonths === null ? null : addDays(addMonths(startsOn, contractMonths), -1);
}

/** A plan that is cheaper in its first months makes that discount a part of the service. */
function firstMonths(plan: SellablePlan, from: LocalDate): DiscountInput | null {
  const { firstMonths: months, firstMonthsKind: kind, firstMonthsValue: value } = plan;
  if (months === null || kind === null || value === null) return null;
  return { kind, value, from, through: addDays(addMonths(from, months), -1), text: 'First months' };
}

function activationFee(plan: SellablePlan): OneTimeFee | null {
  const { activationFee: unitPrice, taxInclusive, taxRateId, serviceDescription } = plan;
  if (unitPrice === null || Number(unitPrice) === 0) return null;
  return { description: `Activation of ${serviceDescription}`, unitPrice, taxInclusive, taxRateId };
}

function laterFee(plan: SellablePlan): NewFutureItem[] {
  const fee = plan.activationFeeWhen === 'first_billing' ? activationFee(plan) : null;
  if (!fee) return [];
  return [{ ...fee, source: 'fee', revenue: 'revenue.fee', quantity: '1', unit: '', planId: plan.id, ...NOT_YET }];
}

/** The service that it comes with has no id before it is written. */
const NOT_YET = { serviceId: null, dueOn: null } as const;

function itemOf(thing: OneTimeThing): NewFutureItem {
  return {
    source: 'one_time_service',
    revenue: thing.revenue,
    description: thing.description,
    quantity: thing.quantity,
    unit: '',
    unitPrice: thing.unitPrice,
    taxInclusive: thing.priceIncludesTax,
    taxRateId: thing.taxRateId,
    planId: thing.planId,
    ...NOT_YET,
  };
}
