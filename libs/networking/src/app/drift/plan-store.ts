import { Injectable } from '@nestjs/common';
import type { Id } from '@demarc/kernel';
import { type Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { isSecretField, type RowValues } from '../../routeros/objects/router-object.js';
import type { RouterStep, SessionOnRouter } from '../../routeros/objects/router-steps.js';

export type PlanState =
  'proposed' | 'approved' | 'applying' | 'read_back' | 'done' | 'failed' | 'rolled_back' | 'discarded';
export type StepState = 'waiting' | 'sending' | 'done' | 'was_so' | 'refused' | 'unknown' | 'overtaken';
export type RouterPlanId = Id<'RouterPlan'>;

export interface KeptStep extends RouterStep {
  readonly ordinal: number;
  readonly state: StepState;
  readonly answer: string | null;
}

interface StepRow {
  ordinal: number;
  verb: RouterStep['verb'];
  menu: string;
  key: string | null;
  name: string;
  service_id: string | null;
  about_customer_id: string | null;
  new_values: RowValues;
  old_values: RowValues;
  ends_session: SessionOnRouter | null;
  leaves: number;
  state: StepState;
  answer: string | null;
}

export interface StepNews {
  readonly ordinal: number;
  readonly state: StepState;
  readonly answer: string | null;
  readonly evidence: RowValues | null;
}

type Secrets = Record<string, { readonly values?: string; readonly before?: string }>;

export function planBinding(planId: string): string {
  return `router_plan:${planId}`;
}

/** Steps of a plan: in the clear what may be seen, sealed beside it what may not. */
@Injectable()
export class PlanStore {
  constructor(private readonly secrets: SecretBox) {}

  /** The sealed part, for the plan's own row. */
  async sealed(planId: string, steps: readonly RouterStep[]): Promise<Buffer | null> {
    const kept: Secrets = {};
    for (const [ordinal, { values, before }] of steps.entries())
      if (values['password'] !== undefined || before['password'] !== undefined)
        kept[ordinal] = {
          ...(values['password'] === undefined ? {} : { values: values['password'] }),
          ...(before['password'] === undefined ? {} : { before: before['password'] }),
        };
    if (Object.keys(kept).length === 0) return null;
    return this.secrets.seal('access_password', JSON.stringify(kept), planBinding(planId));
  }

  async insertSteps(
    sql: Sql,
    planId: string,
    partnerId: string | null,
    steps: readonly (RouterStep & { readonly cause?: string })[],
  ): Promise<void> {
    const rows = steps.map((step, ordinal) => ({
      ordinal,
      verb: step.verb,
      menu: step.menu,
      key: step.key,
      name: step.name,
      cause: step.cause ?? null,
      service_id: step.serviceId,
      about_customer_id: step.customerId,
      new_values: withoutSecrets(step.values),
      old_values: withoutSecrets(step.before),
      ends_session: step.endsSession,
      leaves: step.leaves,
    }));
    await sql.execute(
      `INSERT INTO networking.router_plan_step (plan_id, partner_id, ordinal, verb, menu, key, name, cause, service_id, about_customer_id, new_values, old_values,
         ends_session, leaves, state)
       SELECT $1, coalesce(access.partner_id, $2), step.ordinal, step.verb, step.menu, step.key, step.name, step.cause, step.service_id, step.about_customer_id,
         step.new_values, step.old_values, nullif(step.ends_session, 'null'::jsonb), step.leaves, 'waiting'
       FROM jsonb_to_recordset($3::jsonb) AS step (ordinal int, verb text, menu text, key text, name text, cause text, service_id uuid, about_customer_id uuid,
         new_values jsonb, old_values jsonb, ends_session jsonb, leaves int)
       LEFT JOIN networking.access access ON access.service_id = step.service_id`,
      [planId, partnerId, JSON.stringify(rows)],
    );
  }

  async steps(sql: Sql, planId: string): Promise<KeptStep[]> {
    const plan = await sql.first<{ secrets: Buffer | null }>(
      'SELECT secrets FROM networking.router_plan WHERE id = $1',
      [planId],
    );
    const rows = await sql.query<StepRow>(
      `SELECT ordinal, verb, menu, key, name, service_id, about_customer_id, new_values, old_values, ends_session, leaves, state, answer
         FROM networking.router_plan_step WHERE plan_id = $1 ORDER BY ordinal`,
      [planId],
    );
    const secrets = await this.opened(planId, plan?.secrets ?? null);
    return rows.map((row) => ({
      ordinal: row.ordinal,
      verb: row.verb,
      menu: row.menu,
      key: row.key,
      name: row.name,
      serviceId: row.service_id,
      customerId: row.about_customer_id,
      values: withSecret(row.new_values, secrets[row.ordinal]?.values),
      before: withSecret(row.old_values, secrets[row.ordinal]?.before),
      endsSession: row.ends_session,
      leaves: row.leaves,
      state: row.state,
      answer: row.answer,
    }));
  }

  async note(sql: Sql, planId: string, at: Date, news: readonly StepNews[]): Promise<void> {
    if (news.length === 0) return;
    const rows = news.map((one) => ({ ...one, evidence: one.evidence && withoutSecrets(one.evidence) }));
    await sql.execute(
      `UPDATE networking.router_plan_step step SET state = news.state, answer = news.answer, evidence = nullif(news.evidence, 'null'::jsonb), told_at = $3
       FROM jsonb_to_recordset($2::jsonb) AS news (ordinal int, state text, answer text, evidence jsonb)
       WHERE step.plan_id = $1 AND step.ordinal = news.ordinal`,
      [planId, JSON.stringify(rows), at],
    );
  }

  private async opened(planId: string, sealed: Buffer | null): Promise<Secrets> {
    if (sealed === null) return {};
    return JSON.parse(await this.secrets.open('access_password', sealed, planBinding(planId))) as Secrets;
  }
}

/** Shown in place of a secret, and never written: what is real is in the sealed part. */
const HIDDEN = '••••••';

function withoutSecrets(values: RowValues): RowValues {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([field]) => field !== '.id')
      .map(([field, value]) => [field, isSecretField(field) && value !== '' ? HIDDEN : value]),
  );
}

function withSecret(values: RowValues, secret: string | undefined): RowValues {
  return secret === undefined ? values : { ...values, password: secret };
}
