import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { Customers } from '@demarc/crm';
import { type LocalDate, notFound } from '@demarc/kernel';
import type { AllocationId, PaymentId, PaymentMethodId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { counted } from '../documents/find-documents.query.js';
import { listWithinReach, withinReach } from '../accounts/reach.js';

export interface FoundPayment {
  readonly id: PaymentId;
  readonly customerId: string;
  readonly methodId: PaymentMethodId;
  readonly methodName: string;
  readonly amountMinor: string;
  readonly unallocatedMinor: string;
  readonly currency: string;
  readonly receivedOn: LocalDate;
  readonly receiptNumber: string;
  readonly provider: string | null;
  readonly note: string;
  readonly status: 'recorded' | 'reversed';
  readonly origin: 'native' | 'imported';
  readonly reversedReason: string | null;
  readonly reversedOn: LocalDate | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

const PAYMENTS = `
  SELECT payment.id, customer_id AS "customerId", method_id AS "methodId", method.name AS "methodName", amount_minor AS "amountMinor",
    unallocated_minor AS "unallocatedMinor", currency, received_on AS "receivedOn", receipt_number AS "receiptNumber", provider, note, status, origin,
    reversed_reason AS "reversedReason", reversed_on AS "reversedOn", recorded_by AS "recordedBy", created_at AS "recordedAt"
  FROM billing.payment JOIN billing.payment_method method ON method.id = method_id`;

const VIEW: Pick<Rule, 'permission' | 'customer'> = { permission: BillingPermissions['payment.view'], customer: 'own' };

export interface PaymentFilter {
  readonly customerId?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly through?: LocalDate | undefined;
  readonly first: number;
  readonly after?: string | undefined;
}

@Injectable()
export class ListPayments extends Query<PaymentFilter, Page<FoundPayment>> {
  readonly rule: Rule = { name: 'billing.listPayments', sentence: 'List payments', ...VIEW };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer(filter: PaymentFilter, { sql, actor }: Asking): Promise<Page<FoundPayment>> {
    await listWithinReach(this.customers, sql, actor, filter.customerId);
    const where = `($1::uuid IS NULL OR customer_id = $1) AND ($2::date IS NULL OR received_on >= $2) AND ($3::date IS NULL OR received_on <= $3)`;
    const values = [filter.customerId ?? null, filter.from ?? null, filter.through ?? null];
    const [on, id] = !filter.after ? [null, null] : decodeCursor(filter.after, 2);
    const rows = await sql.query<FoundPayment>(
      `${PAYMENTS} WHERE ${where} AND ($4::date IS NULL OR (received_on, payment.id) < ($4::date, $5::uuid)) ORDER BY received_on DESC, payment.id DESC LIMIT $6`,
      [...values, on, id, filter.first + 1],
    );
    const total = await counted(sql, `SELECT 1 FROM billing.payment WHERE ${where}`, values);
    return cutPage(rows, filter.first, (row) => encodeCursor([row.receivedOn, row.id]), total);
  }
}

@Injectable()
export class FindPayment extends Query<{ id: PaymentId }, FoundPayment> {
  readonly rule: Rule = { name: 'billing.findPayment', sentence: 'Open a payment', ...VIEW };

  constructor(private readonly customers: Customers) {
    super();
  }

  async answer({ id }: { id: PaymentId }, { sql, actor }: Asking): Promise<FoundPayment> {
    const found = await sql.first<FoundPayment>(`${PAYMENTS} WHERE payment.id = $1`, [id]);
    if (!found) throw notFound('payment');
    return withinReach(this.customers, sql, actor, found, 'payment');
  }
}

export interface FoundAllocation {
  readonly id: AllocationId;
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly paymentId: string | null;
  readonly receiptNumber: string | null;
  readonly creditNoteId: string | null;
  readonly creditNoteNumber: string | null;
  readonly amountMinor: string;
  readonly currency: string;
  readonly madeAt: Date;
}

/** What settles these documents, or what these payments and credit notes settle; undone ones are history and not among them. */
@Injectable()
export class AllocationsOf extends Query<
  { of: 'invoice' | 'payment' | 'credit_note'; ids: readonly string[] },
  FoundAllocation[]
> {
  readonly rule: Rule = { name: 'billing.allocationsOf', sentence: 'See what settles what', ...VIEW };

  answer(
    { of, ids }: { of: 'invoice' | 'payment' | 'credit_note'; ids: readonly string[] },
    { sql }: Asking,
  ): Promise<FoundAllocation[]> {
    return sql.query<FoundAllocation>(
      `SELECT made.id, made.invoice_id AS "invoiceId", invoice.number AS "invoiceNumber", made.payment_id AS "paymentId", payment.receipt_number AS "receiptNumber",
         made.credit_note_id AS "creditNoteId", note.number AS "creditNoteNumber", made.amount_minor AS "amountMinor", invoice.currency, made.made_at AS "madeAt"
       FROM billing.allocation made JOIN billing.invoice ON invoice.id = made.invoice_id LEFT JOIN billing.payment ON payment.id = made.payment_id
       LEFT JOIN billing.credit_note note ON note.id = made.credit_note_id
       WHERE made.${of}_id = ANY ($1::uuid[]) AND made.undone_at IS NULL ORDER BY made.made_at, made.id`,
      [ids],
    );
  }
}
