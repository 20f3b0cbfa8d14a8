import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { conflict, type Id, type LocalDate, notFound } from '@demarc/kernel';
import { localMoment } from '../../../domain/local-time.js';
import type { GrantKind, QuotaRules } from '../../../domain/quota.js';
import { reached, reachOf } from '../../access/reach.js';
import { quotaOf } from '../policy-document.js';
import type { QuotaInput } from '../quota.input.js';
import { PolicyCycle } from './policy-cycle.js';
import { lastsUntil, periodAt } from './work-out.js';

export interface QuotaAtHand {
  readonly serviceId: Id<'Service'>;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly rules: QuotaRules;
  readonly written: QuotaInput;
  readonly period: { readonly startsOn: LocalDate; readonly endsOn: LocalDate };
  readonly billingDay: number;
  readonly automaticTopUps: number;
}

export interface NewGrant {
  readonly kind: Exclude<GrantKind, 'rollover'>;
  readonly octets: bigint;
  /** Null: until it is used. */
  readonly periods: number | null;
  readonly reason: string;
  readonly givenBy: 'staff' | 'customer' | 'automatic';
  readonly planId?: string;
  readonly futureItemId?: string | null;
  readonly invoiceId?: string | null;
}

/** The quota of an access in the hands of one transaction: nobody else works it out meanwhile. */
@Injectable()
export class QuotaDesk {
  constructor(
    private readonly cycle: PolicyCycle,
    private readonly operators: Operators,
  ) {}

  async take(act: Act, serviceId: string): Promise<QuotaAtHand> {
    const known = await act.sql.first('SELECT 1 FROM networking.effective_policy WHERE service_id = $1', [serviceId]);
    if (!known) await this.cycle.turnSome(act, [serviceId]);
    const row = await act.sql.first<Omit<QuotaAtHand, 'rules' | 'period'> & { written: QuotaInput | null }>(
      `SELECT access.service_id AS "serviceId", access.customer_id AS "customerId", access.partner_id AS "partnerId", policy.quota AS written,
         kept.billing_day AS "billingDay", kept.automatic_top_ups AS "automaticTopUps"
       FROM networking.access access
       JOIN networking.access_policy policy ON policy.plan_id = access.plan_id
       JOIN networking.effective_policy kept ON kept.service_id = access.service_id
       WHERE access.service_id = $1 AND access.live AND ${reached('access', 2)} FOR UPDATE OF kept`,
      [serviceId, reachOf(act.actor)],
    );
    if (!row) throw await this.why(act, serviceId);
    if (!row.written) throw noQuota();
    const rules = quotaOf(row.written);
    const { timeZone } = await this.operators.settings(act.sql);
    const period = periodAt(rules, localMoment(timeZone, act.at), row.billingDay);
    if (!period) throw noQuota();
    return { ...row, written: row.written, rules, period };
  }

  async grant(act: Act, quota: QuotaAtHand, grant: NewGrant): Promise<Id<'QuotaGrant'>> {
    const id = act.newId<'QuotaGrant'>();
    const { rules, period, billingDay } = quota;
    const endsOn = grant.periods === null ? null : lastsUntil(rules, period.startsOn, grant.periods, billingDay);
    await act.sql.execute(
      `INSERT INTO networking.quota_grant (id, service_id, customer_id, partner_id, kind, octets, begins_on, ends_on, reason, given_by, given_at,
         plan_id, future_item_id, invoice_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        id,
        quota.serviceId,
        quota.customerId,
        quota.partnerId,
        grant.kind,
        grant.octets.toString(),
        period.startsOn,
        endsOn,
        grant.reason,
        grant.givenBy,
        act.at,
        grant.planId ?? null,
        grant.futureItemId ?? null,
        grant.invoiceId ?? null,
      ],
    );
    return id;
  }

  private async why(act: Act, serviceId: string): Promise<Error> {
    const known = await act.sql.first(
      `SELECT 1 FROM networking.access access WHERE service_id = $1 AND live AND ${reached('access', 2)}`,
      [serviceId, reachOf(act.actor)],
    );
    return known ? noQuota() : notFound('network access');
  }
}

function noQuota(): Error {
  return conflict('NO_QUOTA', 'The plan of this service has no quota: there is nothing to add to.');
}
