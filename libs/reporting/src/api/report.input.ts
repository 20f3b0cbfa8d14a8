import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';

@InputType({ description: 'One choice of a report: the name of the option, and its value.' })
export class ReportOptionInput {
  @Field(() => String, { description: 'The option: `by`.' })
  name: string;

  @Field(() => String, { description: 'Its value: `plan`.' })
  value: string;
}

@InputType({ description: 'What is asked of a report; what is left out is as usual.' })
export class ReportFilterInput {
  @Field(() => LocalDateScalar, { nullable: true, description: 'The first day.' })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day, or the day of a report at a date.' })
  through?: string | null;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only these partners.' })
  partnerIds?: string[] | null;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only these locations, with those below them.' })
  locationIds?: string[] | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only this customer.' })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Amounts of this currency; the operator’s when absent.' })
  currency?: string | null;

  @Field(() => [ReportOptionInput], { nullable: true, description: 'Choices of this report.' })
  options?: ReportOptionInput[] | null;
}

@ArgsType()
export class ReportArgs {
  @Field(() => String, { description: 'Which report: `tax`.' })
  id: string;

  @Field(() => ReportFilterInput, { nullable: true, description: 'What is asked of it.' })
  filter?: ReportFilterInput | null;

  @Field(() => Int, { defaultValue: 50, description: 'How many rows, at most 200.' })
  first: number;

  @Field(() => String, { nullable: true, description: 'Start after this row: the `endCursor` of the page before.' })
  after?: string | null;
}
