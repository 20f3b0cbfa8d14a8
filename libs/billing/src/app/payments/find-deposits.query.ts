import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import type { Id, LocalDate } from '@demarc/kernel';
import type { DepositId, InvoiceId, WriteOffId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

export interface FoundDeposit {
  readonly id: DepositId;
  readonly customerId: string;
  readonly methodName: string;
  readonly amountMinor: string;
  readonly leftMinor: string;
  readonly currency: string;
  readonly takenOn: LocalDate;
  readonly receiptNumber: string;
  readonly note: string;
  readonly takenBy: string;
  readonly steps: readonly {
    readonly id: string;
    readonly kind: 'used' | 'given_back' | 'forfeited' | 'refilled';
    readonly amountMinor: string;
    readonly on: LocalDate;
    readonly by: string;
    readonly reason: string;
    readonly paymentId: string | null;
  }[];
}

/** The deposits of one customer, with everything that became of them. */
@Injectable()
export class DepositsOf extends Query<{ customerId: string }, FoundDeposit[]> {
  readonly rule: Rule = {
    name: 'billing.depositsOf',
    sentence: 'See deposits',
    permission: BillingPermissions['deposit.view'],
    customer: 'own',
  };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer({ customerId }: { customerId: string }, { sql, actor }: Asking): Promise<FoundDeposit[]> {
    await this.customers.reached(sql, actor, customerId as Id<'Customer'>);
    return sql.query<FoundDeposit>(
      `SELECT deposit.id, deposit.customer_id AS "customerId", method.name AS "methodName", amount_minor AS "amountMinor", left_minor AS "leftMinor", currency,
         taken_on AS "takenOn", receipt_number AS "receiptNumber", note, taken_by AS "takenBy", coalesce(steps.list, '[]') AS steps
       FROM billing.deposit JOIN billing.payment_method method ON method.id = method_id
       LEFT JOIN LATERAL (
         SELECT jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'amountMinor', minor::text, 'on', done_on, 'by', done_by, 'reason', reason, 'paymentId', payment_id) ORDER BY id) AS list FROM (
           SELECT step.id, step.kind, step.amount_minor AS minor, step.done_on, step.done_by, step.reason, NULL::uuid AS payment_id
             FROM billing.deposit_step step WHERE step.deposit_id = deposit.id
           UNION ALL SELECT payment.id, CASE status WHEN 'recorded' THEN 'used' ELSE 'refilled' END, payment.amount_minor, coalesce(reversed_on, received_on), recorded_by,
             coalesce(reversed_reason, receipt_number), payment.id FROM billing.payment WHERE payment.deposit_id = deposit.id) step) steps ON true
       WHERE deposit.customer_id = $1 ORDER BY taken_on DESC, deposit.id DESC LIMIT 200`,
      [customerId],
    );
  }
}

export interface FoundWriteOff {
  readonly id: WriteOffId;
  readonly invoiceId: InvoiceId;
  readonly amountMinor: string;
  readonly currency: string;
  readonly reason: string;
  readonly writtenOn: LocalDate;
  readonly writtenBy: string;
  readonly undoneOn: LocalDate | null;
  readonly undoneBy: string | null;
  readonly undoneReason: string | null;
}

/** What was written off of one invoice, taken back ones too. */
@Injectable()
export class WriteOffsOf extends Query<{ invoiceId: string }, FoundWriteOff[]> {
  readonly rule: Rule = {
    name: 'billing.writeOffsOf',
    sentence: 'See what was written off',
    permission: BillingPermissions['invoice.view'],
  };

  answer({ invoiceId }: { invoiceId: string }, { sql }: Asking): Promise<FoundWriteOff[]> {
    return sql.query<FoundWriteOff>(
      `SELECT id, invoice_id AS "invoiceId", amount_minor AS "amountMinor", currency, reason, written_on AS "writtenOn", written_by AS "writtenBy",
         undone_on AS "undoneOn", undone_by AS "undoneBy", undone_reason AS "undoneReason" FROM billing.write_off WHERE invoice_id = $1 ORDER BY id`,
      [invoiceId],
    );
  }
}
