import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { ImportOutcome, RefusedRow } from '@demarc/crm';
import { Refusal } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { FairUseInput } from './fair-use.input.js';
import { keepRules } from './keep-rules.js';
import { fairUseOf, quotaOf } from './policy-document.js';
import { QuotaInput } from './quota.input.js';

export class ImportPlanRulesRow {
  /** The plan. */
  @IsRecordId()
  id: string;

  @IsOptional()
  @Type(() => FairUseInput)
  @ValidateNested()
  fairUse?: FairUseInput | null;

  @IsOptional()
  @Type(() => QuotaInput)
  @ValidateNested()
  quota?: QuotaInput | null;
}

export class ImportPlanRulesInput {
  @IsListOf(() => ImportPlanRulesRow, { most: 500 })
  rows: ImportPlanRulesRow[];
}

/** Fair use and quotas of plans from another system; a plan that cannot have them is refused, the others have theirs. */
@Injectable()
export class ImportPlanRules extends Command<ImportPlanRulesInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'networking.importPlanRules',
    sentence: 'Import fair use and quotas',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportPlanRulesInput;

  async handle({ rows }: ImportPlanRulesInput, act: Act): Promise<ImportOutcome> {
    const refused: RefusedRow[] = [];
    for (const row of rows) {
      const fault = await keep(act, row);
      if (fault) refused.push({ id: row.id, code: fault.code, sentence: fault.message });
    }
    const added = rows.length - refused.length;
    act.audit({ kind: 'import', id: 'plan_rules' }, `Rules of ${added} plans imported`);
    return { added, changed: 0, unchanged: 0, refused };
  }
}

async function keep(act: Act, { id, fairUse, quota }: ImportPlanRulesRow): Promise<Refusal | undefined> {
  try {
    if (fairUse) fairUseOf(fairUse);
    if (quota) quotaOf(quota);
    await keepRules(act, id, 'fair_use', fairUse ?? null, 'Fair use imported');
    await keepRules(act, id, 'quota', quota ?? null, 'Quota imported');
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
