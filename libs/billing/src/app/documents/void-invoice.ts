import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type DateRange, type LocalDate, notFound } from '@demarc/kernel';
import { IsString, MaxLength, MinLength } from 'class-validator';
import type { RevenueAccount } from '../../domain/index.js';
import { InvoiceVoided } from '../../events.js';
import type { CreditNoteId, InvoiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import type { LineToIssue } from './document-lines.js';
import type { TaxDetail } from '../pricing/tax-detail.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { undoAllocationsOf } from '../payments/undo-allocations.js';
import { settleFreeMoney, writeCreditNote } from './write-credit-note.js';
import { writeSettlements } from '../payments/write-settlements.js';

@InputType({ description: 'An invoice to void.' })
export class VoidInvoiceInput {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @Field(() => String, { description: 'Why; it stands on the credit note.' })
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  reason: string;
}

/** A full credit note takes the invoice back, line by line. What it was paid with is free again and settles what else is open. */
@Injectable()
export class VoidInvoice extends Command<VoidInvoiceInput, { invoiceId: InvoiceId; creditNoteId: CreditNoteId }> {
  readonly rule: CommandRule = {
    name: 'billing.voidInvoice',
    sentence: 'Void an invoice',
    permission: BillingPermissions['invoice.void'],
    risk: 'high',
  };
  readonly input = VoidInvoiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(
    { invoiceId, reason }: VoidInvoiceInput,
    act: Act,
  ): Promise<{ invoiceId: InvoiceId; creditNoteId: CreditNoteId }> {
    const owner = await act.sql.first<{ customer_id: string }>(
      'SELECT customer_id FROM billing.invoice WHERE id = $1',
      [invoiceId],
    );
    if (!owner) throw notFound('invoice');
    const account = await this.accounts.lock(act, owner.customer_id);
    const invoice = await act.sql.first<{ number: string; status: string; gross_minor: string; credited: boolean }>(
      `SELECT number, status, gross_minor, EXISTS (SELECT 1 FROM billing.credit_note WHERE invoice_id = $1) AS credited FROM billing.invoice WHERE id = $1 FOR UPDATE`,
      [invoiceId],
    );
    if (!invoice) throw notFound('invoice');
    if (invoice.status === 'void') throw conflict('INVOICE_VOID', `Invoice ${invoice.number} is void already.`);
    if (invoice.credited)
      throw conflict(
        'INVOICE_CREDITED',
        `A part of invoice ${invoice.number} was credited before. Credit what is left of it instead.`,
      );
    const terms = await this.policies.terms(act.sql, account.partnerId);
    await undoAllocationsOf(act, 'invoice_id', invoiceId);
    const lines = await creditedLines(act, invoiceId);
    const note = await writeCreditNote(act, {
      account,
      terms,
      invoiceId,
      issuedOn: act.todayIn(terms.zone),
      note: reason,
      lines,
    });
    const payer = {
      kind: 'credit_note' as const,
      id: note.creditNoteId,
      customerId: account.customerId,
      freeMinor: note.grossMinor,
    };
    if (note.grossMinor > 0n)
      await writeSettlements(act, [{ payer, invoiceId, amountMinor: note.grossMinor }], () => account, 'update');
    await act.sql.execute(`UPDATE billing.invoice SET status = 'void' WHERE id = $1`, [invoiceId]);
    const after = { ...account, balanceMinor: account.balanceMinor + note.grossMinor };
    await settleFreeMoney(act, after);
    await this.watch.lookAgain(act, after);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.emit(InvoiceVoided, { ...about, invoiceId, creditNoteId: note.creditNoteId }, about);
    act.audit(
      { kind: 'invoice', id: invoiceId, ...about },
      `Invoice ${invoice.number} voided by credit note ${note.number}: ${reason}`,
    );
    return { invoiceId, creditNoteId: note.creditNoteId };
  }
}

interface StoredLine {
  id: string;
  service_id: string | null;
  plan_id: string | null;
  revenue: RevenueAccount;
  description: string;
  from: LocalDate | null;
  to: LocalDate | null;
  quantity: string;
  unit: string;
  unit_price: string;
  tax_inclusive: boolean;
  tax_id: string | null;
  tax_name: string | null;
  tax_percent: string;
  tax_detail: TaxDetail | null;
  net: string;
  tax: string;
  explanation: LineToIssue['explanation'];
}

/** The lines as they were issued: given back to the cent, whatever they came from. */
async function creditedLines(act: Act, invoiceId: InvoiceId): Promise<LineToIssue[]> {
  const rows = await act.sql.query<StoredLine>(
    `SELECT line.id, service_id, plan_id, revenue, description, lower(covers) AS "from", upper(covers) AS "to", quantity, unit, unit_price, tax_inclusive,
       tax.id AS tax_id, tax.name AS tax_name, tax_percent, tax_detail, net_minor AS net, tax_minor AS tax, explanation
     FROM billing.invoice_line line LEFT JOIN billing.tax_rate tax ON tax.id = tax_rate_id WHERE invoice_id = $1 ORDER BY position`,
    [invoiceId],
  );
  return rows.map((row) => {
    const covers: DateRange | null = row.from && row.to ? { from: row.from, to: row.to } : null;
    const netMinor = BigInt(row.net);
    const taxMinor = BigInt(row.tax);
    return {
      id: act.newId<'InvoiceLine'>(),
      serviceId: row.service_id,
      planId: row.plan_id,
      invoiceLineId: row.id,
      revenue: row.revenue,
      description: row.description,
      covers,
      part: null,
      quantity: row.quantity,
      unit: row.unit,
      unitPrice: row.unit_price,
      priceIncludesTax: row.tax_inclusive,
      discounts: null,
      tax: row.tax_id === null ? null : { taxId: row.tax_id, name: row.tax_name ?? '', ratePercent: row.tax_percent },
      taxDetail: row.tax_detail,
      netMinor,
      taxMinor,
      grossMinor: netMinor + taxMinor,
      explanation: row.explanation,
    };
  });
}
