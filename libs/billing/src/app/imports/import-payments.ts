import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsCurrency, IsListOf, IsLocalDate, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { currencyCode, localDate } from '@demarc/kernel';
import { IsBoolean, IsString, Matches, MaxLength } from 'class-validator';
import { paymentReceived, paymentRefunded, type MoneyAccount } from '../../domain/index.js';
import type { PaymentId, PaymentMethodId } from '../../ids.js';
import { addedOnly, MOST_IMPORT_ROWS, newRows } from './import-outcome.js';
import { postEntries, type EntryToPost } from '../ledger/post-entries.js';

export class ImportPaymentRow {
  @IsRecordId()
  id: PaymentId;

  @IsRecordId()
  customerId: string;

  @IsRecordId()
  partnerId: string;

  @IsRecordId()
  methodId: PaymentMethodId;

  /** Below zero: money that went back. */
  @Matches(/^-?[1-9]\d{0,17}$/, { message: '$property must be whole minor units other than zero' })
  amountMinor: string;

  @IsCurrency()
  currency: string;

  @IsLocalDate()
  receivedOn: string;

  @IsString()
  @MaxLength(200)
  receiptNumber: string;

  @IsString()
  @MaxLength(10_000)
  note: string;

  /** A payment of its own, below zero, takes this one back: it settles nothing any more. */
  @IsBoolean()
  reversed: boolean;
}

export class ImportPaymentsInput {
  @IsListOf(() => ImportPaymentRow, { most: MOST_IMPORT_ROWS })
  rows: ImportPaymentRow[];
}

/** Payments of another system, under ids that the caller keeps. What is there already is never written over. */
@Injectable()
export class ImportPayments extends Command<ImportPaymentsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importPayments',
    sentence: 'Import payments',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportPaymentsInput;

  async handle({ rows }: ImportPaymentsInput, act: Act): Promise<ImportOutcome> {
    const present = await act.sql.query<{ id: string }>('SELECT id FROM billing.payment WHERE id = ANY ($1::uuid[])', [
      rows.map((row) => row.id),
    ]);
    const fresh = newRows(rows, present);
    await act.sql.execute(INSERT, [JSON.stringify(fresh), act.at]);
    const methods = await act.sql.query<{ id: string; ledger_account: MoneyAccount }>(
      'SELECT id, ledger_account FROM billing.payment_method',
    );
    const moneyOf = new Map(methods.map((method) => [method.id, method.ledger_account]));
    await postEntries(
      act,
      fresh.map((row) => entryOf(row, moneyOf.get(row.methodId) ?? 'bank')),
    );
    act.audit({ kind: 'import', id: 'payments' }, `${fresh.length} payments imported`);
    return addedOnly(fresh.length, rows.length);
  }
}

function entryOf(row: ImportPaymentRow, money: MoneyAccount): EntryToPost {
  const amountMinor = BigInt(row.amountMinor);
  const booking = {
    customerId: row.customerId,
    currency: currencyCode(row.currency),
    bookedOn: localDate(row.receivedOn),
  };
  return {
    draft:
      amountMinor > 0n
        ? paymentReceived({ ...booking, into: money, amountMinor })
        : paymentRefunded({ ...booking, from: money, amountMinor: -amountMinor }),
    partnerId: row.partnerId,
    customerId: row.customerId,
    source: { kind: 'payment', id: row.id },
    description: `Payment ${row.receiptNumber}`.trim(),
  };
}

const INSERT = `
  INSERT INTO billing.payment (id, customer_id, partner_id, origin, method_id, amount_minor, currency, received_on, receipt_number, note, status,
    reversed_reason, reversed_on, unallocated_minor, recorded_by, created_at)
  SELECT id, "customerId", "partnerId", 'imported', "methodId", "amountMinor", currency, "receivedOn", "receiptNumber", note,
    CASE WHEN reversed THEN 'reversed' ELSE 'recorded' END, CASE WHEN reversed THEN 'Taken back in the system that it comes from' END,
    CASE WHEN reversed THEN "receivedOn" END, CASE WHEN reversed THEN 0 ELSE greatest("amountMinor", 0) END, 'Import', $2
  FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "customerId" uuid, "partnerId" uuid, "methodId" uuid, "amountMinor" bigint, currency char(3),
    "receivedOn" date, "receiptNumber" text, note text, reversed boolean)`;
