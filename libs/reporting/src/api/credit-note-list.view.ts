import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { LocalDateScalar, MoneyView, PageArgs, pageOf, RecordIdScalar } from '@demarc/graphql';
import { CustomerRowView, RowFilterInput } from './rows.view.js';

@InputType({ description: 'Which credit notes to list.' })
export class CreditNoteListFilterInput extends RowFilterInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Those with money that settles nothing yet, or those that are used up; both when absent.',
  })
  remaining?: boolean | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Issued on this day or later.' })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Issued on this day or earlier.' })
  through?: string | null;
}

@ArgsType()
export class CreditNoteListArgs extends PageArgs {
  @Field(() => CreditNoteListFilterInput, { nullable: true, description: 'Which credit notes; all when absent.' })
  filter?: CreditNoteListFilterInput | null;
}

@ObjectType('CreditNoteListRow', { description: 'A credit note as the grid shows it.' })
export class CreditNoteListRowView extends CustomerRowView {
  @Field(() => String, { description: 'Its number.' })
  number: string;

  @Field(() => LocalDateScalar, { description: 'The document date.' })
  issuedOn: string;

  @Field(() => String, { description: 'Why it was issued.' })
  note: string;

  @Field(() => MoneyView, { description: 'What it is for, with tax.' })
  gross: MoneyView;

  @Field(() => MoneyView, { description: 'What of it has settled nothing yet.' })
  remaining: MoneyView;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice that it corrects.' })
  invoiceId: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the invoice that it corrects.' })
  invoiceNumber: string | null;
}

@ObjectType('CreditNoteTotal', { description: 'Sums over every credit note that a filter lists, of one currency.' })
export class CreditNoteTotalView {
  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Field(() => MoneyView, { description: 'What they are for, with tax.' })
  gross: MoneyView;

  @Field(() => MoneyView, { description: 'What of them has settled nothing yet.' })
  remaining: MoneyView;
}

export const CreditNoteListPage = pageOf(CreditNoteListRowView, 'CreditNoteListRow');
