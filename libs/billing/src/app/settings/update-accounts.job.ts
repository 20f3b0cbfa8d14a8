import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import type { Id } from '@demarc/kernel';
import type { AccountUpdateId } from '../../ids.js';
import { TEMPLATE_COLUMNS, type TemplateName } from './account-templates.js';
import { differs, TEMPLATES, type Templates, wanted } from './find-account-changes.js';
import { Policies } from './policies.js';

const PAGE = 500;

interface UpdateRow {
  status: string;
  partner_id: string | null;
  billing_types: string[];
  attributes: TemplateName[];
  templates: Templates;
}

/** Pages of customers who still differ, until none is left: who was done before is not found again. */
@Injectable()
export class UpdateAccountsJob extends Job<{ updateId: AccountUpdateId }> {
  readonly name = 'billing.update-accounts';
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 20, concurrency: 1 };

  constructor(
    private readonly acts: Acts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async run({ updateId }: { updateId: AccountUpdateId }, context: JobContext): Promise<void> {
    const call = { actor: systemActor('update of customers'), requestId: `update-${updateId}` };
    while (
      !context.signal.aborted &&
      (await this.acts.perform(call, 'billing.updateAccounts', (act) => this.page(act, updateId)))
    );
  }

  private async page(act: Act, updateId: AccountUpdateId): Promise<boolean> {
    const update = await act.sql.first<UpdateRow>(
      'SELECT status, partner_id, billing_types, attributes, templates FROM billing.account_update WHERE id = $1 FOR UPDATE',
      [updateId],
    );
    if (update?.status !== 'applying') return false;
    const { attributes } = update;
    const { zone } = await this.policies.terms(act.sql, update.partner_id ?? '');
    const values = [JSON.stringify(update.templates), update.partner_id, update.billing_types, act.todayIn(zone)];
    const touched = await act.sql.query<{ customer_id: Id<'Customer'>; partner_id: Id<'Partner'> }>(
      `WITH due AS (SELECT account.customer_id, template.value FROM billing.account account ${TEMPLATES} WHERE ${differs(attributes)}
          ORDER BY account.customer_id LIMIT ${PAGE} FOR UPDATE OF account)
       UPDATE billing.account account SET ${assignments(attributes)}, revision = account.revision + 1,
          next_check_on = CASE WHEN account.balance_minor < 0 THEN $4::date ELSE account.next_check_on END
         FROM due AS template WHERE account.customer_id = template.customer_id RETURNING account.customer_id, account.partner_id`,
      values,
    );
    if (touched.length > 0) {
      await act.sql.execute('UPDATE billing.account_update SET done = done + $2 WHERE id = $1', [
        updateId,
        touched.length,
      ]);
      for (const { customer_id: customerId, partner_id: partnerId } of touched)
        act.audit(
          { kind: 'account', id: customerId, customerId, partnerId },
          'Billing settings taken over from those of new customers',
          {
            attributes,
          },
        );
      return true;
    }
    await act.sql.execute(`UPDATE billing.account_update SET status = 'applied', finished_at = $2 WHERE id = $1`, [
      updateId,
      act.at,
    ]);
    return false;
  }
}

/** An account that pays several periods at once needs a month in which they begin. */
function assignments(attributes: readonly TemplateName[]): string {
  const columns = attributes.map((name) => `${TEMPLATE_COLUMNS[name][0]} = ${wanted(name)}`);
  if (attributes.includes('periodMonths'))
    columns.push(
      `cycle_anchor_on = CASE WHEN ${wanted('periodMonths')} > 1 THEN coalesce(account.cycle_anchor_on, $4::date) ELSE account.cycle_anchor_on END`,
    );
  columns.push(
    `own_settings = ARRAY(SELECT name FROM unnest(account.own_settings) name WHERE name <> ALL (ARRAY['${attributes.join("','")}']))`,
  );
  const cycle = attributes.filter((name) => name === 'billingDay' || name === 'periodMonths' || name === 'mode');
  if (cycle.length > 0) columns.push(`cycle_changes = ${cycle.reduce(withChange, 'account.cycle_changes')}`);
  if (attributes.includes('billingType')) columns.push('prepaid_check_on = NULL');
  return columns.join(', ');
}

/** The change is kept with the account, so that a bill over an odd period can say why. */
function withChange(before: string, name: TemplateName): string {
  const [column] = TEMPLATE_COLUMNS[name];
  return `CASE WHEN account.${column} IS DISTINCT FROM ${wanted(name)} THEN coalesce(${before}, '[]'::jsonb) || jsonb_build_array(
    jsonb_build_object('on', $4::date::text, 'what', '${name}', 'before', account.${column}::text, 'after', ${wanted(name)}::text)) ELSE ${before} END`;
}
