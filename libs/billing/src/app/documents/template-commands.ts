import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { checkTemplate, MarkupFault } from '@demarc/documents';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid } from '@demarc/kernel';
import { IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, Min, MinLength } from 'class-validator';
import { PAPER_KINDS, type PaperKind } from '../../documents/paper-data.js';
import { BillingPermissions } from '../../permissions.js';
import { partnerOrEverybody } from '../accounts/reach.js';
import { PaperKindEnum } from '../settings/document-enums.js';

@InputType({ isAbstract: true })
abstract class TemplatePlaceInput {
  @Field(() => PaperKindEnum, { description: 'What it prints.' })
  @IsIn(PAPER_KINDS)
  kind: PaperKind;

  @Field(() => String, { description: 'Its language, as two letters: `en`.' })
  @Matches(/^[a-z]{2,3}$/)
  language: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner that it is for; everybody when left out.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: Id<'Partner'> | null;

  @Field(() => Int, { description: 'The version that was read, 0 for none: a newer one is not overwritten.' })
  @IsInt()
  @Min(0)
  basedOn: number;

  @Field(() => String, { nullable: true, description: 'What changed, for the history.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  note?: string;
}

@InputType({
  description: 'A new version of a template. Documents that are issued already keep the version of their time.',
})
export class SavePaperTemplateInput extends TemplatePlaceInput {
  @Field(() => String, { description: 'The template: Liquid that renders to paper markup.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100_000)
  source: string;
}

@InputType({ description: 'A template to give up: the level above counts again.' })
export class DropPaperTemplateInput extends TemplatePlaceInput {}

export interface SavedTemplate {
  readonly kind: PaperKind;
  readonly language: string;
  readonly partnerId: string | null;
  readonly version: number;
}

@Injectable()
export class SavePaperTemplate extends Command<SavePaperTemplateInput, SavedTemplate> {
  readonly rule: CommandRule = {
    name: 'billing.savePaperTemplate',
    sentence: 'Change a template of printed documents',
    permission: BillingPermissions['paperTemplate.manage'],
    risk: 'high',
  };
  readonly input = SavePaperTemplateInput;

  constructor(private readonly partners: Partners) {
    super();
  }

  async handle(input: SavePaperTemplateInput, act: Act): Promise<SavedTemplate> {
    try {
      checkTemplate(input.source);
    } catch (error) {
      if (!(error instanceof MarkupFault)) throw error;
      throw invalid('TEMPLATE_FAULT', `Line ${error.line}: ${error.message}`, [
        { field: 'source', message: `Line ${error.line}: ${error.message}` },
      ]);
    }
    return writeVersion(act, this.partners, input, input.source);
  }
}

@Injectable()
export class DropPaperTemplate extends Command<DropPaperTemplateInput, SavedTemplate> {
  readonly rule: CommandRule = {
    name: 'billing.dropPaperTemplate',
    sentence: 'Go back to the template of the level above',
    permission: BillingPermissions['paperTemplate.manage'],
    risk: 'high',
  };
  readonly input = DropPaperTemplateInput;

  constructor(private readonly partners: Partners) {
    super();
  }

  handle(input: DropPaperTemplateInput, act: Act): Promise<SavedTemplate> {
    return writeVersion(act, this.partners, input, null);
  }
}

async function writeVersion(
  act: Act,
  partners: Partners,
  { kind, language, partnerId = null, basedOn, note = '' }: TemplatePlaceInput,
  source: string | null,
): Promise<SavedTemplate> {
  await partnerOrEverybody(act, partners, partnerId, 'Say which of them the template is for.');
  const written = await act.sql.execute(
    `INSERT INTO billing.paper_template (id, partner_id, kind, language, version, source, note, created_by, created_at)
     SELECT $1, $2, $3, $4, $5::int + 1, $6, $7, $8, $9
      WHERE $5 = (SELECT coalesce(max(version), 0) FROM billing.paper_template WHERE partner_id IS NOT DISTINCT FROM $2::uuid AND kind = $3 AND language = $4)
     ON CONFLICT ON CONSTRAINT uq_paper_template DO NOTHING`,
    [act.newId(), partnerId, kind, language, basedOn, source, note, actorLabel(act.actor).name, act.at],
  );
  if (written === 0)
    throw conflict('CHANGED_MEANWHILE', 'Somebody saved another version meanwhile. Look at it, and save yours again.');
  act.audit(
    { kind: 'paper_template', id: `${partnerId ?? 'everybody'}:${kind}:${language}`, partnerId },
    source === null
      ? `Template ${kind} (${language}) given up`
      : `Template ${kind} (${language}) changed to version ${basedOn + 1}`,
    note ? { note } : {},
  );
  return { kind, language, partnerId, version: basedOn + 1 };
}
