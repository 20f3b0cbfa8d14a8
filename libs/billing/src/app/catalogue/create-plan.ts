import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { customFieldRules, newCustomValues, Operators, Partners } from '@demarc/crm';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, notFound } from '@demarc/kernel';
import { IsIn, IsOptional } from 'class-validator';
import { PlanEntity } from '../../data/plan.entity.js';
import { TaxRateEntity } from '../../data/tax-rate.entity.js';
import type { PlanKind } from '../../domain/index.js';
import type { PlanId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { refuseForEverybody } from '../accounts/reach.js';
import { PLAN_KINDS, PlanKindEnum } from '../settings/enums.js';
import { PlanDetailsInput } from './plan.input.js';
import { termsOfPlan } from './plan-terms.input.js';

@InputType({ description: 'A plan to sell.' })
export class CreatePlanInput extends PlanDetailsInput {
  @Field(() => PlanKindEnum, { description: 'What it sells.' })
  @IsIn(PLAN_KINDS)
  kind: PlanKind;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner that owns it; everybody’s when left out.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: Id<'Partner'> | null;
}

@Injectable()
export class CreatePlan extends Command<CreatePlanInput, { planId: PlanId }> {
  readonly rule: CommandRule = {
    name: 'billing.createPlan',
    sentence: 'Create a plan',
    permission: BillingPermissions['plan.manage'],
    risk: 'normal',
  };
  readonly input = CreatePlanInput;

  constructor(
    private readonly operators: Operators,
    private readonly partners: Partners,
  ) {
    super();
  }

  async handle(input: CreatePlanInput, act: Act): Promise<{ planId: PlanId }> {
    if (input.partnerId) await this.partners.required(act.sql, input.partnerId);
    else refuseEverybodysPlan(act);
    await checkPlanLinks(act, input, input.kind);
    const { currency } = await this.operators.settings(act.sql);
    const planId = act.newId<'Plan'>();
    await act.manager.insert(PlanEntity, {
      id: planId,
      partnerId: input.partnerId ?? null,
      kind: input.kind,
      title: input.title,
      serviceDescription: input.serviceDescription ?? input.title,
      unitPrice: input.unitPrice,
      currency,
      taxInclusive: input.taxInclusive,
      taxRateId: input.taxRateId ?? null,
      periodMonths: input.periodMonths ?? null,
      periodWeeks: input.periodWeeks ?? null,
      contractMonths: input.contractMonths ?? null,
      prepaidDays: input.prepaidDays ?? null,
      billingTypes: input.billingTypes ?? [],
      customerCategories: input.customerCategories ?? [],
      locationIds: input.locationIds ?? [],
      bundledPlanIds: input.bundledPlanIds ?? [],
      voiceKind: input.voiceKind ?? null,
      customFields: newCustomValues(await customFieldRules(act.sql, 'plan'), input.customFields),
      ...termsOfPlan(input),
      active: true,
      available: input.available ?? true,
      createdAt: act.at,
      revision: 1,
    });
    await writePlanPartners(act, planId, input.partnerIds ?? []);
    act.audit(
      { kind: 'plan', id: planId, partnerId: input.partnerId ?? null },
      `Plan ${input.title} created at ${input.unitPrice} ${currency}`,
    );
    return { planId };
  }
}

/** What belongs to every partner is made by staff of all of them. */
export function refuseEverybodysPlan(act: Act): void {
  refuseForEverybody(act.actor, 'Say which of them the plan is for.');
}

export async function checkPlanLinks(act: Act, input: PlanDetailsInput, kind: PlanKind): Promise<void> {
  if (input.periodMonths && input.periodWeeks)
    throw invalid('PLAN_PERIOD_TWICE', 'A pay period is in months or in weeks, not in both.');
  if (input.voiceKind && kind !== 'voice')
    throw invalid('NOT_A_VOICE_PLAN', 'Only a voice plan has a kind of telephony.');
  const places = input.locationIds ?? [];
  const known = await act.sql.query('SELECT 1 FROM crm.location WHERE id = ANY ($1::uuid[])', [places]);
  if (known.length !== new Set(places).size) throw notFound('location');
  if (input.taxRateId) {
    const tax = await act.manager.findOneBy(TaxRateEntity, { id: input.taxRateId });
    if (!tax) throw notFound('tax rate');
    if (tax.archived) throw conflict('TAX_RATE_ARCHIVED', `The tax rate ${tax.name} is archived. Choose another one.`);
  }
  const bundled = input.bundledPlanIds ?? [];
  if (kind !== 'bundle' && bundled.length > 0) throw invalid('NOT_A_BUNDLE', 'Only a bundle contains other plans.');
  if (bundled.length === 0) return;
  const found = await act.sql.query<{ id: string }>(
    `SELECT id FROM billing.plan WHERE id = ANY ($1::uuid[]) AND kind IN ('internet', 'voice', 'recurring') AND active`,
    [bundled],
  );
  if (found.length !== new Set(bundled).size)
    throw invalid('BUNDLED_PLAN_UNKNOWN', 'A bundle contains active internet, voice and recurring plans.');
}

export async function writePlanPartners(act: Act, planId: PlanId, partnerIds: readonly string[]): Promise<void> {
  await act.sql.execute('DELETE FROM billing.plan_partner WHERE plan_id = $1 AND partner_id <> ALL ($2::uuid[])', [
    planId,
    partnerIds,
  ]);
  await act.sql.execute(
    'INSERT INTO billing.plan_partner (plan_id, partner_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING',
    [planId, partnerIds],
  );
}
