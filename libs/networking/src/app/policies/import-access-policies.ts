import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { announceAccess } from '../aaa/access-feed.js';

const MOST_ROWS = 500;
const MOST_KBPS = 2_147_483_647;

export class ImportedBurst {
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps: number;

  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps: number;

  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  thresholdDownloadKbps: number;

  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  thresholdUploadKbps: number;

  @IsInt()
  @Min(1)
  @Max(600)
  seconds: number;
}

export class ImportAccessPolicyRow {
  /** The plan that it belongs to. */
  @IsRecordId()
  id: string;

  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps: number;

  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  guaranteedPercent?: number | null;

  @IsInt()
  @Min(1)
  @Max(1000)
  contention: number;

  @IsInt()
  @Min(1)
  @Max(8)
  priority: number;

  @IsOptional()
  @Type(() => ImportedBurst)
  @ValidateNested()
  burst?: ImportedBurst | null;
}

export class ImportAccessPoliciesInput {
  @IsListOf(() => ImportAccessPolicyRow, { most: MOST_ROWS })
  rows: ImportAccessPolicyRow[];
}

/** What the internet plans of another system mean on the wire: repeating it changes nothing. */
@Injectable()
export class ImportAccessPolicies extends Command<ImportAccessPoliciesInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'networking.importAccessPolicies',
    sentence: 'Import access policies',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportAccessPoliciesInput;

  async handle({ rows }: ImportAccessPoliciesInput, act: Act): Promise<ImportOutcome> {
    const flat = rows.map(({ burst, ...row }) => ({
      ...row,
      burstDown: burst?.downloadKbps ?? null,
      burstUp: burst?.uploadKbps ?? null,
      thresholdDown: burst?.thresholdDownloadKbps ?? null,
      thresholdUp: burst?.thresholdUploadKbps ?? null,
      seconds: burst?.seconds ?? null,
    }));
    const written = await act.sql.query<{ added: boolean }>(UPSERT, [JSON.stringify(flat), act.at]);
    const added = written.filter((row) => row.added).length;
    if (written.length > 0) await announceAccess(act.sql, '*');
    act.audit({ kind: 'import', id: 'access_policies' }, `${written.length} access policies imported`);
    return { added, changed: written.length - added, unchanged: rows.length - written.length, refused: [] };
  }
}

const COLUMNS = [
  ['download_kbps', 'downloadKbps', 'int'],
  ['upload_kbps', 'uploadKbps', 'int'],
  ['guaranteed_percent', 'guaranteedPercent', 'smallint'],
  ['contention', 'contention', 'smallint'],
  ['priority', 'priority', 'smallint'],
  ['burst_download_kbps', 'burstDown', 'int'],
  ['burst_upload_kbps', 'burstUp', 'int'],
  ['burst_threshold_download_kbps', 'thresholdDown', 'int'],
  ['burst_threshold_upload_kbps', 'thresholdUp', 'int'],
  ['burst_seconds', 'seconds', 'smallint'],
] as const;

const names = COLUMNS.map(([column]) => column);

const UPSERT = `
  INSERT INTO networking.access_policy (plan_id, ${names.join(', ')}, changed_at)
  SELECT id, ${COLUMNS.map(([, field]) => `"${field}"`).join(', ')}, $2
    FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, ${COLUMNS.map(([, field, type]) => `"${field}" ${type}`).join(', ')})
  ON CONFLICT (plan_id) DO UPDATE SET ${names.map((column) => `${column} = excluded.${column}`).join(', ')},
    version = access_policy.version + 1, changed_at = excluded.changed_at
  WHERE (${names.map((column) => `access_policy.${column}`).join(', ')}) IS DISTINCT FROM (${names.map((column) => `excluded.${column}`).join(', ')})
  RETURNING (xmax = 0) AS added`;
