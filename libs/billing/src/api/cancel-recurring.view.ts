import { Field, ObjectType } from '@nestjs/graphql';
import { MoneyView, moneyViewOf } from '@demarc/graphql';
import type { CancelPreview } from '../app/runs/preview-cancel.query.js';
import { balanceView } from '../domain/index.js';
import { plannedLine, PlannedLineView } from './plan-change.view.js';

@ObjectType('CancelRecurringPreview', {
  description: 'What taking back the last recurring invoice would do. Nothing has been written.',
})
export class CancelRecurringPreviewView {
  @Field(() => String, { description: 'Names these figures: give it with the step.' })
  hash: string;

  @Field(() => [PlannedLineView], { description: 'Given back by a credit note.' })
  credits: PlannedLineView[];

  @Field(() => MoneyView, { description: 'All that is given back.' })
  credited: MoneyView;

  @Field(() => MoneyView, { description: 'What the invoice was paid with; it is free for other invoices again.' })
  freed: MoneyView;

  @Field(() => [PlannedLineView], { description: 'What a run of today would charge for the same days.' })
  again: PlannedLineView[];

  @Field(() => MoneyView, { description: 'What the customer owes after the credit note.' })
  balanceDueAfter: MoneyView;

  @Field(() => MoneyView, { description: 'What we keep for the customer after the credit note.' })
  creditBalanceAfter: MoneyView;
}

export function cancelRecurringView(preview: CancelPreview): CancelRecurringPreviewView {
  const { credit, again, settledMinor, hash, currency, balanceMinor } = preview;
  const after = balanceView(-(balanceMinor + credit.totals.grossMinor));
  return {
    hash,
    credits: credit.parts.map(({ line, part }) => plannedLine(part, line.description, line.covers ?? null, currency)),
    credited: moneyViewOf(credit.totals.grossMinor, currency),
    freed: moneyViewOf(settledMinor, currency),
    again: again.map((line) => plannedLine(line, line.description, line.covers, currency)),
    balanceDueAfter: moneyViewOf(after.dueMinor, currency),
    creditBalanceAfter: moneyViewOf(after.creditMinor, currency),
  };
}
