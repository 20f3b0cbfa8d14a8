import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsLocalDate, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const OCTETS = /^\d{1,18}$/;

export class ImportDataBalanceRow {
  @IsRecordId()
  id: string;

  @IsRecordId()
  serviceId: string;

  @IsRecordId()
  customerId: string;

  @IsRecordId()
  partnerId: string;

  @IsIn(['top_up', 'bonus', 'correction'])
  kind: 'top_up' | 'bonus' | 'correction';

  @Matches(OCTETS)
  octets: string;

  @Matches(OCTETS)
  usedOctets: string;

  @IsLocalDate()
  beginsOn: LocalDate;

  /** The first day on which it is gone. */
  @IsOptional()
  @IsLocalDate()
  endsOn?: LocalDate | null;

  @IsString()
  @MaxLength(300)
  reason: string;
}

export class ImportDataBalancesInput {
  @IsListOf(() => ImportDataBalanceRow, { most: 500 })
  rows: ImportDataBalanceRow[];
}

/** Data that services of another system have beyond their quota, and what they had used of it before. */
@Injectable()
export class ImportDataBalances extends Command<ImportDataBalancesInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'networking.importDataBalances',
    sentence: 'Import data balances',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportDataBalancesInput;

  async handle({ rows }: ImportDataBalancesInput, act: Act): Promise<ImportOutcome> {
    const written = await act.sql.query<{ id: string }>(INSERT, [JSON.stringify(rows), act.at]);
    const added = new Set(written.map(({ id }) => id));
    act.audit({ kind: 'import', id: 'data_balances' }, `${added.size} data balances imported`);
    const refused = rows
      .filter(({ id }) => !added.has(id))
      .map(({ id }) => ({ id, code: 'NO_ACCESS', sentence: 'The service has no network access to have data for.' }));
    return { added: added.size, changed: 0, unchanged: 0, refused };
  }
}

const INSERT = `
  INSERT INTO networking.quota_grant (id, service_id, customer_id, partner_id, kind, octets, used_before, begins_on, ends_on, reason, given_by, given_at)
  SELECT row.id, row."serviceId", row."customerId", row."partnerId", row.kind, row.octets, row."usedOctets", row."beginsOn", row."endsOn", row.reason, 'staff', $2
    FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "serviceId" uuid, "customerId" uuid, "partnerId" uuid, kind text, octets bigint,
      "usedOctets" bigint, "beginsOn" date, "endsOn" date, reason text)
    JOIN networking.access access ON access.service_id = row."serviceId"
  RETURNING id`;
