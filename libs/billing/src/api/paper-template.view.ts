import { Field, Int, InputType, ObjectType } from '@nestjs/graphql';
import { IsRecordId } from '@demarc/commands';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PaperKindEnum } from '../app/settings/document-enums.js';
import type { PaperKind } from '../app/documents/find-templates.query.js';

@ObjectType('PaperTemplateVersion', { description: 'A version of a template. It never changes.' })
export class PaperTemplateVersionView {
  @Field(() => RecordIdScalar, { description: 'Names the version.' })
  id: string;

  @Field(() => PaperKindEnum, { description: 'What it prints.' })
  kind: string;

  @Field(() => String, { description: 'Its language.' })
  language: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner that it is for; null: everybody.' })
  partnerId: string | null;

  @Field(() => Int, { description: 'Counts from 1.' })
  version: number;

  @Field(() => String, { nullable: true, description: 'The template; null: from here on the level above counted.' })
  source: string | null;

  @Field(() => String, { description: 'What changed.' })
  note: string;

  @Field(() => String, { description: 'Who wrote it.' })
  createdBy: string;

  @Field(() => InstantScalar, { description: 'When; documents issued from then on are printed with it.' })
  createdAt: Date;
}

@ObjectType('PaperTemplate', { description: 'What documents of a kind, language and partner are printed with.' })
export class PaperTemplateView {
  @Field(() => PaperKindEnum, { description: 'What it prints.' })
  kind: string;

  @Field(() => String, { description: 'Its language.' })
  language: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner that it is for; null: everybody.' })
  partnerId: string | null;

  @Field(() => Int, { description: 'The newest version of this place; 0 when nobody has written one.' })
  version: number;

  @Field(() => String, { description: 'What is printed with now, wherever it comes from.' })
  source: string;

  @Field(() => Boolean, { description: 'Is it written for this very place?' })
  own: boolean;

  @Field(() => [PaperTemplateVersionView], { description: 'All versions of this place, newest first.' })
  history: readonly PaperTemplateVersionView[];

  @Field(() => String, { nullable: true, description: 'Where the image of the partner is; null while it has none.' })
  logoUrl: string | null;
}

@ObjectType('PaperFault', { description: 'What is wrong with a template.' })
export class PaperFaultView {
  @Field(() => Int, { description: 'Line of the template, from 1.' })
  line: number;

  @Field(() => String, { description: 'What is wrong there.' })
  message: string;
}

@ObjectType('PaperPreview', { description: 'What a template prints, or what is wrong with it.' })
export class PaperPreviewView {
  @Field(() => String, { nullable: true, description: 'The PDF, as base64; null when the template has a fault.' })
  pdf: string | null;

  @Field(() => PaperFaultView, { nullable: true, description: 'The fault, when there is one.' })
  fault: PaperFaultView | null;
}

@InputType({ description: 'A template that somebody is writing.' })
export class PreviewPaperInput {
  @Field(() => PaperKindEnum, { description: 'What it prints.' })
  @IsIn(Object.values(PaperKindEnum))
  kind: PaperKind;

  @Field(() => String, { description: 'Its language.' })
  @Matches(/^[a-z]{2,3}$/)
  language: string;

  @Field(() => String, { description: 'The template.' })
  @IsString()
  @MaxLength(100_000)
  source: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'A real document of the kind; an example when left out.',
  })
  @IsOptional()
  @IsRecordId()
  documentId?: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The partner whose image is on it; with a real document its own is taken.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: string;
}
