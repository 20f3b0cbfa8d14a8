import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers, type CustomValues, seenCustomValues } from '@demarc/crm';
import { type LocalDate, notFound } from '@demarc/kernel';
import type { ContractAtEnd, ContractOutcome, PlanKind, ServiceStatus, VoiceLine } from '../../domain/index.js';
import type { PlanId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { CHARGED_TO } from '../pricing/service-prices.js';
import { CONTRACT_OUTCOME } from './contract-outcome.js';
import { withinReach } from '../accounts/reach.js';

export interface FoundMainDiscount {
  readonly kind: 'percent' | 'fixed';
  readonly value: string;
  readonly from: LocalDate | null;
  readonly through: LocalDate | null;
  readonly text: string;
}

export interface FoundService {
  readonly id: ServiceId;
  readonly number: string;
  readonly customerId: string;
  readonly kind: PlanKind;
  readonly status: ServiceStatus;
  readonly description: string;
  readonly planId: PlanId;
  readonly planTitle: string;
  readonly quantity: string;
  readonly unit: string;
  readonly activatesOn: LocalDate | null;
  readonly connectionType: string;
  readonly endReason: string;
  readonly gps: string | null;
  readonly customFields: CustomValues;
  readonly voice: VoiceLine | null;
  readonly unitPrice: string | null;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly taxName: string | null;
  readonly taxPercent: string | null;
  readonly periodMonths: number | null;
  readonly periodWeeks: number | null;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly endedBy: string | null;
  readonly chargedThrough: LocalDate | null;
  readonly bundleServiceId: ServiceId | null;
  readonly previousServiceId: ServiceId | null;
  readonly contractEndsOn: LocalDate | null;
  readonly contractEndedOn: LocalDate | null;
  readonly contractAtEnd: ContractAtEnd | null;
  /** Null: there is no contract that ends. */
  readonly contractOutcome: ContractOutcome | null;
  /** The main discount: the one of today, else the next one, else the last one. */
  readonly discount: FoundMainDiscount | null;
  readonly createdAt: Date;
  readonly revision: number;
}

const SERVICES = `
  SELECT service.id, service.number, service.customer_id AS "customerId", service.kind, service.status, service.description, service.plan_id AS "planId",
    plan.title AS "planTitle", service.quantity, service.unit, service.activates_on AS "activatesOn", service.connection_type AS "connectionType",
    service.end_reason AS "endReason", service.gps, service.custom_fields AS "customFields",
    CASE WHEN service.voice_number IS NOT NULL
      THEN jsonb_build_object('number', service.voice_number, 'direction', service.voice_direction, 'device', service.voice_device) END AS voice,
    service.unit_price AS "unitPrice", service.currency, service.tax_inclusive AS "taxInclusive",
    tax.name AS "taxName", tax.percent AS "taxPercent", service.period_months AS "periodMonths", service.period_weeks AS "periodWeeks", service.starts_on AS "startsOn", service.ends_on AS "endsOn",
    service.ended_by AS "endedBy", (${CHARGED_TO} - 1)::date AS "chargedThrough",
    service.bundle_service_id AS "bundleServiceId", service.previous_service_id AS "previousServiceId", service.contract_ends_on AS "contractEndsOn",
    service.contract_ended_on AS "contractEndedOn", service.contract_at_end AS "contractAtEnd",
    CASE WHEN service.contract_ends_on IS NOT NULL AND service.bundle_service_id IS NULL THEN ${CONTRACT_OUTCOME} END AS "contractOutcome",
    (SELECT jsonb_build_object('kind', kind, 'value', value::text, 'from', valid_from, 'through', valid_to, 'text', label)
       FROM billing.service_discount WHERE service_id = service.id AND main
      ORDER BY coalesce(valid_to, 'infinity') < current_date, CASE WHEN coalesce(valid_to, 'infinity') < current_date THEN valid_to END DESC,
        valid_from NULLS FIRST LIMIT 1) AS discount, service.created_at AS "createdAt", service.revision
  FROM billing.service JOIN billing.plan ON plan.id = service.plan_id LEFT JOIN billing.tax_rate tax ON tax.id = service.tax_rate_id`;

const VIEW: Pick<Rule, 'permission' | 'customer'> = { permission: BillingPermissions['service.view'], customer: 'own' };

/** The services of many customers at once, running ones first. */
@Injectable()
export class ServicesOf extends Query<{ customerIds: readonly string[] }, FoundService[]> {
  readonly rule: Rule = { name: 'billing.servicesOf', sentence: 'See services', ...VIEW };

  async answer({ customerIds }: { customerIds: readonly string[] }, { sql, actor }: Asking): Promise<FoundService[]> {
    const seen = await seenCustomValues(sql, actor, 'service');
    const found = await sql.query<FoundService>(
      `${SERVICES} WHERE service.customer_id = ANY ($1::uuid[])
        ORDER BY service.customer_id, array_position(ARRAY['active', 'pending', 'paused', 'disabled', 'archived'], service.status), service.number`,
      [customerIds],
    );
    return found.map((one) => ({ ...one, customFields: seen(one.customFields) }));
  }
}

@Injectable()
export class FindService extends Query<{ id: ServiceId }, FoundService> {
  readonly rule: Rule = { name: 'billing.findService', sentence: 'Open a service', ...VIEW };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer({ id }: { id: ServiceId }, { sql, actor }: Asking): Promise<FoundService> {
    const found = await sql.first<FoundService>(`${SERVICES} WHERE service.id = $1`, [id]);
    if (!found) throw notFound('service');
    const seen = await seenCustomValues(sql, actor, 'service');
    return withinReach(this.customers, sql, actor, { ...found, customFields: seen(found.customFields) }, 'service');
  }
}
