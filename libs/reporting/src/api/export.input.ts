import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { RecordIdScalar } from '@demarc/graphql';
import type { PapersFormat } from '../app/exports/request-papers.js';
import { InvoiceListFilterInput } from './rows.input.js';

export const PapersFormatEnum = { PDF: 'pdf', ZIP: 'zip' } as const;
registerEnumType(PapersFormatEnum, {
  name: 'PapersFormat',
  description: 'How many documents come in one file.',
  valuesMap: {
    PDF: { description: 'One PDF, document after document; at most 1,000.' },
    ZIP: { description: 'An archive with a PDF for each; at most 20,000.' },
  },
});

@InputType({ description: 'Which invoices to get as one file. Exactly one of the three choices is given.' })
export class InvoicePapersInput {
  @Field(() => PapersFormatEnum, { description: 'As what.' })
  format: PapersFormat;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'These invoices.' })
  invoiceIds?: string[] | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Those that a billing run issued.' })
  runId?: string | null;

  @Field(() => InvoiceListFilterInput, { nullable: true, description: 'All that this filter lists.' })
  filter?: InvoiceListFilterInput | null;
}
