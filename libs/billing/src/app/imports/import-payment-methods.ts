import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { IsBoolean, IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import type { PaymentMethodId } from '../../ids.js';
import { MOST_IMPORT_ROWS, outcomeOf } from './import-outcome.js';

const MONEY_ACCOUNTS = ['cash', 'bank', 'gateway_clearing', 'suspense'] as const;

export class ImportPaymentMethodRow {
  @IsRecordId()
  id: PaymentMethodId;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @IsIn(MONEY_ACCOUNTS)
  ledgerAccount: (typeof MONEY_ACCOUNTS)[number];

  @IsBoolean()
  active: boolean;
}

export class ImportPaymentMethodsInput {
  @IsListOf(() => ImportPaymentMethodRow, { most: MOST_IMPORT_ROWS })
  rows: ImportPaymentMethodRow[];
}

/** Ways to pay of another system under ids that the caller keeps: repeating it changes nothing. */
@Injectable()
export class ImportPaymentMethods extends Command<ImportPaymentMethodsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importPaymentMethods',
    sentence: 'Import ways to pay',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportPaymentMethodsInput;

  async handle({ rows }: ImportPaymentMethodsInput, act: Act): Promise<ImportOutcome> {
    const inUse = await act.sql.query<{ id: string; name: string }>(
      'SELECT id, lower(name) AS name FROM billing.payment_method WHERE active',
    );
    const owners = new Map(inUse.map((row) => [row.name, row.id]));
    const taken = (row: ImportPaymentMethodRow): boolean =>
      row.active && (owners.get(row.name.toLowerCase()) ?? row.id) !== row.id;
    const refused = rows
      .filter((row) => taken(row))
      .map(({ id, name }) => ({ id, code: 'NAME_TAKEN', sentence: `Another way to pay is named "${name}".` }));
    const kept = rows.filter((row) => !taken(row));
    const written = await act.sql.query<{ added: boolean }>(
      `INSERT INTO billing.payment_method (id, name, ledger_account, active)
       SELECT id, name, "ledgerAccount", active FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, name text, "ledgerAccount" text, active boolean)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, ledger_account = excluded.ledger_account, active = excluded.active
       WHERE (payment_method.name, payment_method.ledger_account, payment_method.active) IS DISTINCT FROM (excluded.name, excluded.ledger_account, excluded.active)
       RETURNING (xmax = 0) AS added`,
      [JSON.stringify(kept)],
    );
    act.audit({ kind: 'import', id: 'payment_methods' }, `${written.length} ways to pay imported`);
    return outcomeOf(written, kept.length, refused);
  }
}
