import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import type { Id, LocalDate } from '@demarc/kernel';
import type { FeeId, FeeRuleId, PromiseId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

export interface FoundPromise {
  readonly id: PromiseId;
  readonly kind: 'promise' | 'grace';
  readonly untilOn: LocalDate;
  readonly amountMinor: string | null;
  readonly currency: string;
  readonly byCustomer: boolean;
  readonly note: string;
  readonly madeOn: LocalDate;
  readonly madeBy: string;
  readonly status: string;
  readonly endedOn: LocalDate | null;
}

/** What a customer promised, and what became of it. */
@Injectable()
export class PromisesOf extends Query<{ customerId: string }, FoundPromise[]> {
  readonly rule: Rule = {
    name: 'billing.promisesOf',
    sentence: 'See promises to pay',
    permission: BillingPermissions['account.view'],
    customer: 'own',
  };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer({ customerId }: { customerId: string }, { sql, actor }: Asking): Promise<FoundPromise[]> {
    await this.customers.reached(sql, actor, customerId as Id<'Customer'>);
    return sql.query<FoundPromise>(
      `SELECT id, kind, until_on AS "untilOn", amount_minor AS "amountMinor", currency, by_customer AS "byCustomer", note, made_on AS "madeOn", made_by AS "madeBy",
         status, ended_on AS "endedOn" FROM billing.promise WHERE customer_id = $1 ORDER BY made_at DESC, id DESC LIMIT 100`,
      [customerId],
    );
  }
}

export interface FoundFee {
  readonly id: FeeId;
  readonly kind: string;
  readonly title: string;
  readonly forDate: LocalDate;
  readonly occurrence: number;
  readonly amountMinor: string;
  readonly currency: string;
  readonly status: 'charged' | 'waived';
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly madeInvoiceId: string | null;
  readonly futureItemId: string | null;
  readonly waivedBy: string | null;
  readonly waivedOn: LocalDate | null;
  readonly waivedReason: string | null;
}

/** The fees of a customer, waived ones too. */
@Injectable()
export class FeesOf extends Query<{ customerId: string }, FoundFee[]> {
  readonly rule: Rule = {
    name: 'billing.feesOf',
    sentence: 'See fees',
    permission: BillingPermissions['invoice.view'],
  };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer({ customerId }: { customerId: string }, { sql, actor }: Asking): Promise<FoundFee[]> {
    await this.customers.reached(sql, actor, customerId as Id<'Customer'>);
    return sql.query<FoundFee>(
      `SELECT fee.id, fee.kind, title, for_date AS "forDate", occurrence, fee_minor AS "amountMinor", fee.currency, fee.status, fee.invoice_id AS "invoiceId",
         invoice.number AS "invoiceNumber", made_invoice_id AS "madeInvoiceId", future_item_id AS "futureItemId", waived_by AS "waivedBy", waived_on AS "waivedOn",
         waived_reason AS "waivedReason" FROM billing.fee LEFT JOIN billing.invoice ON invoice.id = fee.invoice_id
       WHERE fee.customer_id = $1 ORDER BY for_date DESC, fee.id DESC LIMIT 200`,
      [customerId],
    );
  }
}

export interface FoundFeeRule {
  readonly id: FeeRuleId;
  readonly partnerId: string | null;
  readonly kind: string;
  readonly title: string;
  readonly amount: string | null;
  readonly percent: string | null;
  readonly taxRateId: string | null;
  readonly taxName: string | null;
  readonly afterDays: number;
  readonly everyDays: number | null;
  readonly times: number;
  readonly as: string;
  readonly fromOn: LocalDate;
  readonly endedOn: LocalDate | null;
  readonly charged: number;
  readonly waived: number;
}

/** The fees that are defined, ended ones too, with how often each was charged. */
@Injectable()
export class ListFeeRules extends Query<object, FoundFeeRule[]> {
  readonly rule: Rule = {
    name: 'billing.listFeeRules',
    sentence: 'List the fees',
    permission: BillingPermissions['policy.view'],
  };

  answer(_: object, { sql }: Asking): Promise<FoundFeeRule[]> {
    return sql.query<FoundFeeRule>(
      `SELECT rule.id, rule.partner_id AS "partnerId", rule.kind, rule.title, trim_scale(rule.amount)::text AS amount, trim_scale(rule.percent)::text AS percent,
         rule.tax_rate_id AS "taxRateId", tax.name AS "taxName", after_days AS "afterDays", every_days AS "everyDays", times, charged_as AS "as",
         from_on AS "fromOn", ended_on AS "endedOn", count(fee.id) FILTER (WHERE fee.status = 'charged')::int AS charged,
         count(fee.id) FILTER (WHERE fee.status = 'waived')::int AS waived
       FROM billing.fee_rule rule LEFT JOIN billing.tax_rate tax ON tax.id = rule.tax_rate_id LEFT JOIN billing.fee ON fee.rule_id = rule.id
       GROUP BY rule.id, tax.name ORDER BY rule.ended_on NULLS FIRST, rule.kind, rule.title LIMIT 500`,
    );
  }
}
