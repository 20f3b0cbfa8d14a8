import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BigIntScalar, InstantScalar, RecordIdScalar } from '@demarc/graphql';

export const ExportFormatEnum = { CSV: 'csv', XLSX: 'xlsx', PDF: 'pdf', HLEDGER: 'hledger', ZIP: 'zip' } as const;
registerEnumType(ExportFormatEnum, {
  name: 'ExportFormat',
  description: 'What kind of file is written.',
  valuesMap: {
    CSV: { description: 'RFC 4180, UTF-8; text is never a formula.' },
    XLSX: { description: 'A spreadsheet whose amounts and days are amounts and days.' },
    PDF: { description: 'A printed table of at most 5,000 rows, or documents after each other.' },
    HLEDGER: { description: 'Plain-text accounting: the journal alone.' },
    ZIP: { description: 'An archive of documents, each a PDF of its own.' },
  },
});

export const ExportStateEnum = { WAITING: 'waiting', WORKING: 'working', DONE: 'done', FAILED: 'failed' } as const;
registerEnumType(ExportStateEnum, {
  name: 'ExportState',
  description: 'How far an export is.',
  valuesMap: {
    WAITING: { description: 'Nobody works on it yet.' },
    WORKING: { description: 'It is being written.' },
    DONE: { description: 'Its file can be fetched.' },
    FAILED: { description: 'It could not be written; the fault says why.' },
  },
});

@ObjectType('Export', { description: 'A file that was asked for. Only whoever asked can see and fetch it.' })
export class ExportView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  id: string;

  @Field(() => String, { description: 'What is in it.' })
  title: string;

  @Field(() => ExportFormatEnum, { description: 'What kind of file it is.' })
  format: string;

  @Field(() => ExportStateEnum, { description: 'How far it is.' })
  state: string;

  @Field(() => Int, { description: 'Rows written so far.' })
  rowsDone: number;

  @Field(() => Int, { nullable: true, description: 'Rows in all, where that is known.' })
  rowsTotal: number | null;

  @Field(() => String, { nullable: true, description: 'Why it could not be written.' })
  fault: string | null;

  @Field(() => String, { nullable: true, description: 'What the file is called.' })
  fileName: string | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'How long it is, in bytes.' })
  fileBytes: string | null;

  @Field(() => String, { nullable: true, description: 'Where to fetch it, once it is done.' })
  url: string | null;

  @Field(() => InstantScalar, { description: 'When it was asked for; it is kept for three days.' })
  createdAt: Date;
}
