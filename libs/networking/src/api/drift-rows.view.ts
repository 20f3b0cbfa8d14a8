import { Field, Int, ObjectType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';

@ObjectType('RouterRowDecision', { description: 'A person’s word about a row that is not ours.' })
export class RouterRowDecisionView {
  @Field(() => String, { description: 'The menu.' })
  menu: string;

  @Field(() => String, { description: 'The row.' })
  name: string;

  @Field(() => String, { description: 'adopt, ignore or remove.' })
  verdict: string;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => String, { description: 'Who said so.' })
  decidedBy: string;

  @Field(() => InstantScalar, { description: 'When.' })
  decidedAt: Date;
}

@ObjectType('RouterRowJudgement', { description: 'Whether a word about a row can be carried out.' })
export class RouterRowJudgementView {
  @Field(() => String, { description: 'The menu.' })
  menu: string;

  @Field(() => String, { description: 'The row.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Why it cannot: ROW_NOT_SEEN or NOBODY_TO_ADOPT_IT.' })
  code: string | null;

  @Field(() => String, { nullable: true, description: 'The same in a sentence.' })
  message: string | null;
}

@ObjectType('RouterRowsPreview', { description: 'What a word about rows would do.' })
export class RouterRowsPreviewView {
  @Field(() => String, { description: 'Goes with the word, so that it holds for what was looked at.' })
  digest: string;

  @Field(() => [RouterRowJudgementView], { description: 'Row by row.' })
  rows: readonly RouterRowJudgementView[];

  @Field(() => Boolean, { description: 'So many are over the brake: the plan that follows needs a second person.' })
  needsSecond: boolean;
}

@ObjectType('RouterRowsDecided', { description: 'What was decided about rows.' })
export class RouterRowsDecidedView {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: string;

  @Field(() => Int, { description: 'Rows for which the word holds.' })
  decided: number;

  @Field(() => [RouterRowJudgementView], { description: 'Rows for which it cannot be, and why.' })
  refused: readonly RouterRowJudgementView[];
}
