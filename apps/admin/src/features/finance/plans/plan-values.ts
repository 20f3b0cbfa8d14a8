import type { ResultOf, VariablesOf } from '@demarc/web-api';
import {
  type CustomFieldRule,
  type CustomFormValues,
  givenCustomValues,
  initialCustomValues,
  keptCustomValues,
} from '../../customers/custom-field-inputs';
import type { CreatePlanDocument, EditPlanDocument, PlansDocument } from './plans.graphql';

export type Plan = ResultOf<typeof PlansDocument>['plans'][number];
export type CreateInput = VariablesOf<typeof CreatePlanDocument>['input'];
export type EditInput = VariablesOf<typeof EditPlanDocument>['input'];

export interface PlanValues {
  readonly kind: Plan['kind'];
  readonly title: string;
  readonly serviceDescription: string;
  readonly unitPrice: string;
  readonly taxRateId: string;
  readonly taxInclusive: boolean;
  readonly periodUnit: 'account' | 'months' | 'weeks';
  readonly periodCount: string;
  readonly prepaidDays: string;
  readonly contractMonths: string;
  readonly contractRenews: boolean;
  readonly contractAtEnd: 'LIST_PRICE' | 'SAME_PRICE' | 'ENDS';
  readonly autoReactivate: boolean;
  readonly activationFee: string;
  readonly activationFeeWhen: Plan['activationFeeWhen'];
  readonly endFee: string;
  readonly earlyEndFee: string;
  readonly changeFee: string;
  readonly firstMonths: string;
  readonly firstMonthsKind: 'PERCENT' | 'FIXED';
  readonly firstMonthsValue: string;
  readonly selfChangePlanIds: readonly string[];
  readonly available: boolean;
  readonly bundledPlanIds: readonly string[];
  readonly partnerId: string;
  readonly partnerIds: readonly string[];
  readonly billingTypes: readonly string[];
  readonly customerCategories: readonly string[];
  readonly locationIds: readonly string[];
  readonly voiceKind: string;
  readonly customFields: CustomFormValues;
}

export const billingTypes = ['RECURRING', 'PREPAID_DAILY', 'PREPAID_CUSTOM'] as const;
export const voiceKinds = ['FIXED', 'MOBILE', 'VOIP'] as const;
export const categories = ['PERSON', 'COMPANY'] as const;

export function planValues(plan: Plan | null, fields: readonly CustomFieldRule[] = []): PlanValues {
  return {
    kind: plan?.kind ?? 'INTERNET',
    title: plan?.title ?? '',
    serviceDescription: plan?.serviceDescription ?? '',
    unitPrice: plan?.unitPrice ?? '',
    taxRateId: plan?.taxRate?.id ?? '',
    taxInclusive: plan?.taxInclusive ?? true,
    periodUnit: unitOf(plan),
    periodCount: (plan?.periodMonths ?? plan?.periodWeeks)?.toString() ?? '',
    prepaidDays: plan?.prepaidDays?.toString() ?? '',
    available: plan?.available ?? true,
    bundledPlanIds: plan?.bundledPlanIds ?? [],
    partnerId: plan?.partnerId ?? '',
    partnerIds: plan?.partnerIds ?? [],
    billingTypes: plan?.billingTypes ?? [],
    customerCategories: plan?.customerCategories ?? [],
    locationIds: plan?.locationIds ?? [],
    voiceKind: plan?.voiceKind ?? '',
    customFields: initialCustomValues(fields, keptCustomValues(plan?.customFields)),
    ...termValues(plan),
  };
}

function unitOf(plan: Plan | null): PlanValues['periodUnit'] {
  if (plan === null) return 'account';
  if (plan.periodMonths !== null) return 'months';
  return plan.periodWeeks === null ? 'account' : 'weeks';
}

function termValues(plan: Plan | null) {
  return {
    contractMonths: plan?.contractMonths?.toString() ?? '',
    contractRenews: plan?.contractRenews ?? false,
    contractAtEnd: plan?.contractAtEnd ?? 'LIST_PRICE',
    autoReactivate: plan?.autoReactivate ?? true,
    activationFee: plan?.activationFee ?? '',
    activationFeeWhen: plan?.activationFeeWhen ?? 'FIRST_BILLING',
    endFee: plan?.endFee ?? '',
    earlyEndFee: plan?.earlyEndFee ?? '',
    changeFee: plan?.changeFee ?? '',
    firstMonths: plan?.firstMonths?.toString() ?? '',
    firstMonthsKind: plan?.firstMonthsKind ?? 'PERCENT',
    firstMonthsValue: plan?.firstMonthsValue ?? '',
    selfChangePlanIds: plan?.selfChangePlanIds ?? [],
  } as const;
}

/** An empty field means "none": the server is told so, and an edit takes the old value away. */
function shared(values: PlanValues) {
  const { kind, periodUnit } = values;
  const once = kind === 'ONE_TIME';
  return {
    title: values.title.trim(),
    serviceDescription: values.serviceDescription.trim() === '' ? null : values.serviceDescription.trim(),
    unitPrice: values.unitPrice,
    taxRateId: values.taxRateId === '' ? null : values.taxRateId,
    taxInclusive: values.taxInclusive,
    periodMonths: once || periodUnit !== 'months' ? null : countOf(values.periodCount),
    periodWeeks: once || periodUnit !== 'weeks' ? null : countOf(values.periodCount),
    prepaidDays: once ? null : countOf(values.prepaidDays),
    available: values.available,
    bundledPlanIds: kind === 'BUNDLE' ? [...values.bundledPlanIds] : [],
    partnerIds: [...values.partnerIds],
    billingTypes: billingTypes.filter((one) => values.billingTypes.includes(one)),
    customerCategories: categories.filter((one) => values.customerCategories.includes(one)),
    locationIds: [...values.locationIds],
    voiceKind: kind === 'VOICE' ? (voiceKinds.find((one) => one === values.voiceKind) ?? null) : null,
    ...(Object.keys(values.customFields).length === 0 ? {} : { customFields: givenCustomValues(values.customFields) }),
    ...terms(values),
  };
}

/** What beginning, changing and ending costs: a single sale has none of it. */
function terms(values: PlanValues) {
  const once = values.kind === 'ONE_TIME';
  const amount = (text: string) => (once || text === '' ? null : text);
  const firstMonths = once ? null : countOf(values.firstMonths);
  return {
    contractMonths: once ? null : countOf(values.contractMonths),
    autoReactivate: values.autoReactivate,
    contractRenews: !once && values.contractMonths !== '' && values.contractRenews,
    contractAtEnd: values.contractAtEnd,
    activationFee: amount(values.activationFee),
    activationFeeWhen: values.activationFeeWhen,
    endFee: amount(values.endFee),
    earlyEndFee: amount(values.earlyEndFee),
    changeFee: amount(values.changeFee),
    firstMonths,
    firstMonthsKind: firstMonths === null ? null : values.firstMonthsKind,
    firstMonthsValue: firstMonths === null || values.firstMonthsValue === '' ? null : values.firstMonthsValue,
    selfChangePlanIds: once ? [] : [...values.selfChangePlanIds],
  };
}

export function createPlanInput(values: PlanValues): CreateInput {
  return { ...shared(values), kind: values.kind, partnerId: values.partnerId === '' ? null : values.partnerId };
}

export function editPlanInput(planId: string, values: PlanValues): EditInput {
  return { ...shared(values), planId };
}

function countOf(text: string): number | null {
  return text === '' ? null : Number(text);
}
