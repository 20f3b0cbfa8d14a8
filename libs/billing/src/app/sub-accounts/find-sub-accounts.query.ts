import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';

export interface FoundLink {
  readonly customerId: string;
  readonly mainCustomerId: string;
  readonly mode: 'independent' | 'aggregated';
  readonly from: LocalDate;
  /** The last day, itself included; null: without an end. */
  readonly through: LocalDate | null;
  readonly label: string;
  readonly mainLabel: string;
}

/** The sub-accounts of a customer, and the main account that it belongs to: what holds now and what is to come. */
@Injectable()
export class FindLinks extends Query<{ customerId: string }, FoundLink[]> {
  readonly rule: Rule = {
    name: 'billing.findLinks',
    sentence: 'See main account and sub-accounts',
    permission: BillingPermissions['account.view'],
    customer: 'own',
  };

  constructor(private readonly policies: Policies) {
    super();
  }

  async answer({ customerId }: { customerId: string }, { sql, clock }: Asking): Promise<FoundLink[]> {
    const { zone } = await this.policies.terms(sql, '');
    return sql.query<FoundLink>(
      `SELECT link.customer_id AS "customerId", link.main_customer_id AS "mainCustomerId", link.mode, lower(link.days) AS "from", (upper(link.days) - 1)::date AS through,
         link.label, link.main_label AS "mainLabel"
       FROM billing.account_link link
       WHERE (link.customer_id = $1 OR link.main_customer_id = $1) AND (upper_inf(link.days) OR upper(link.days) > $2::date)
       ORDER BY lower(link.days), link.customer_id`,
      [customerId, clock.todayIn(zone)],
    );
  }
}
