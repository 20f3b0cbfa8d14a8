import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { CollectionSettings } from '../app/settings/collection-settings.js';
import { CycleSettingsView } from './cycle-settings.view.js';

@ObjectType({ isAbstract: true })
export class CollectionSettingsView extends CycleSettingsView implements CollectionSettings {
  @Field(() => Boolean, { description: 'Is a debit that is on no invoice settled before invoices? Else after them.' })
  looseDebitsFirst: boolean;

  @Field(() => String, { description: 'Pattern of the receipt numbers of deposits.' })
  depositNumbers: string;

  @Field(() => Int, { description: 'Hour of the day at which the day’s suspensions are worked out.' })
  blockingHour: number;

  @Field(() => Boolean, { description: 'Does deactivation count from the day to which a block was moved?' })
  deactivationFollowsBlock: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'More suspensions at once than this are approved by somebody other than the author of the list.',
  })
  suspendSecondPersonAbove: number | null;

  @Field(() => Int, { description: 'So many of a list are suspended first; 0: all at once.' })
  suspendFirst: number;

  @Field(() => Int, { description: 'Minutes between the first ones and the rest.' })
  suspendWaitMinutes: number;

  @Field(() => Int, {
    description: 'When the network did not follow for more than this many, the rest of the list is stopped.',
  })
  suspendStopAbove: number;

  @Field(() => Int, { description: 'Promises to pay that a customer may make in a year; 0: none.' })
  promisesPerYear: number;

  @Field(() => Int, { description: 'Days that a customer’s promise may reach ahead.' })
  promiseDays: number;

  @Field(() => Boolean, {
    description: 'Is who broke a promise that had opened access blocked at once, without an approval?',
  })
  brokenPromiseBlocks: boolean;

  @Field(() => Boolean, {
    description:
      'Do fees for what is unpaid wait while a promise to pay stands? Kept, it spares them; else they follow.',
  })
  promiseHoldsFees: boolean;
}
