import type { ResultOf, VariablesOf } from '@demarc/web-api';
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
  readonly periodMonths: string;
  readonly contractMonths: string;
  readonly available: boolean;
  readonly bundledPlanIds: readonly string[];
  readonly partnerId: string;
  readonly partnerIds: readonly string[];
}

export function planValues(plan: Plan | null): PlanValues {
  return {
    kind: plan?.kind ?? 'INTERNET',
    title: plan?.title ?? '',
    serviceDescription: plan?.serviceDescription ?? '',
    unitPrice: plan?.unitPrice ?? '',
    taxRateId: plan?.taxRate?.id ?? '',
    taxInclusive: plan?.taxInclusive ?? true,
    periodMonths: plan?.periodMonths?.toString() ?? '',
    contractMonths: plan?.contractMonths?.toString() ?? '',
    available: plan?.available ?? true,
    bundledPlanIds: plan?.bundledPlanIds ?? [],
    partnerId: plan?.partnerId ?? '',
    partnerIds: plan?.partnerIds ?? [],
  };
}

/** An empty field means "none": the server is told so, and an edit takes the old value away. */
function shared(values: PlanValues) {
  const { kind } = values;
  return {
    title: values.title.trim(),
    serviceDescription: values.serviceDescription.trim() === '' ? null : values.serviceDescription.trim(),
    unitPrice: values.unitPrice,
    taxRateId: values.taxRateId === '' ? null : values.taxRateId,
    taxInclusive: values.taxInclusive,
    periodMonths: kind === 'ONE_TIME' ? null : countOf(values.periodMonths),
    contractMonths: kind === 'ONE_TIME' ? null : countOf(values.contractMonths),
    available: values.available,
    bundledPlanIds: kind === 'BUNDLE' ? [...values.bundledPlanIds] : [],
    partnerIds: [...values.partnerIds],
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
