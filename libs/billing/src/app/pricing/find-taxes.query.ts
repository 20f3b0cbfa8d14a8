import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { TaxBase, TaxExemption } from '../../domain/index.js';
import type { TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import type { TaxExemptionId } from './exemption-commands.js';

export interface FoundTax {
  readonly id: TaxRateId;
  readonly name: string;
  readonly kind: 'single' | 'group';
  /** In force today; of a group the combined rate. */
  readonly percent: string;
  readonly archived: boolean;
  readonly versions: readonly { readonly from: LocalDate; readonly percent: string }[];
  readonly parts: readonly {
    readonly taxId: TaxRateId | null;
    readonly name: string;
    readonly percent: string;
    readonly on: TaxBase;
  }[];
  readonly plans: number;
  readonly services: number;
  readonly groups: readonly string[];
}

/** Taxes with their rates by date, what groups are made of, and where each is used. */
@Injectable()
export class ListTaxes extends Query<{ archived?: boolean | undefined }, FoundTax[]> {
  readonly rule: Rule = {
    name: 'billing.listTaxes',
    sentence: 'List taxes and where they are used',
    permission: BillingPermissions['plan.view'],
  };

  answer({ archived = false }: { archived?: boolean | undefined }, { sql }: Asking): Promise<FoundTax[]> {
    return sql.query<FoundTax>(
      `SELECT tax.id, tax.name, tax.kind, tax.percent, tax.archived,
         coalesce((SELECT jsonb_agg(jsonb_build_object('from', valid_from, 'percent', version.percent::text) ORDER BY valid_from)
           FROM billing.tax_rate_version version WHERE version.tax_rate_id = tax.id), '[]') AS versions,
         coalesce((SELECT jsonb_agg(jsonb_build_object('taxId', part.tax_rate_id, 'name', single.name, 'percent', single.percent::text, 'on', part.applies_to)
             ORDER BY part.position)
           FROM billing.tax_group_part part JOIN billing.tax_rate single ON single.id = part.tax_rate_id WHERE part.group_id = tax.id),
           (SELECT jsonb_agg(jsonb_build_object('taxId', NULL, 'name', part.one->>'name', 'percent', part.one->>'percent',
               'on', CASE WHEN part.position > 1 AND (part.one->>'onTopOfPrevious')::boolean THEN 'net_and_all' ELSE 'net' END) ORDER BY part.position)
             FROM jsonb_array_elements(tax.parts) WITH ORDINALITY part (one, position)), '[]') AS parts,
         (SELECT count(*)::int FROM billing.plan WHERE plan.tax_rate_id = tax.id AND plan.active) AS plans,
         (SELECT count(*)::int FROM billing.service WHERE service.tax_rate_id = tax.id AND service.status IN ('pending', 'active', 'paused', 'disabled')) AS services,
         ARRAY(SELECT grouped.name FROM billing.tax_group_part part JOIN billing.tax_rate grouped ON grouped.id = part.group_id
           WHERE part.tax_rate_id = tax.id AND NOT grouped.archived ORDER BY grouped.name) AS groups
       FROM billing.tax_rate tax WHERE tax.archived = $1 ORDER BY tax.kind DESC, tax.name, tax.id`,
      [archived],
    );
  }
}

export interface FoundExemption extends Omit<TaxExemption, 'note'> {
  readonly id: TaxExemptionId;
  readonly customerId: string;
  readonly from: LocalDate;
  readonly through: LocalDate | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

@Injectable()
export class ExemptionsOf extends Query<{ customerIds: readonly string[] }, FoundExemption[]> {
  readonly rule: Rule = {
    name: 'billing.exemptionsOf',
    sentence: 'See why customers pay no tax',
    permission: BillingPermissions['account.view'],
  };

  answer({ customerIds }: { customerIds: readonly string[] }, { sql }: Asking): Promise<FoundExemption[]> {
    return sql.query<FoundExemption>(
      `SELECT id, customer_id AS "customerId", kind, reason, document_number AS "documentNumber", valid_from AS "from", valid_to AS "through",
         created_by AS "createdBy", created_at AS "createdAt"
       FROM billing.tax_exemption WHERE customer_id = ANY ($1::uuid[]) ORDER BY customer_id, valid_from DESC`,
      [customerIds],
    );
  }
}
