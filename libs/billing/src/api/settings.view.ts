import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, LocalDateScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import {
  AlignmentEnum,
  BillingModeEnum,
  ChangeInvoiceEnum,
  ChangeRefundEnum,
  DayCountEnum,
  TaxRoundingEnum,
} from '../app/settings/enums.js';
import type { BillingSettings } from '../app/settings/settings.js';
import { CollectionSettingsView } from './collection-settings.view.js';

@ObjectType('BillingSettings', {
  description:
    'What an operator, or one of its partners, decides about billing. Amounts are in the operator’s currency.',
})
export class BillingSettingsView extends CollectionSettingsView {
  @Field(() => Int, { description: 'Billing day of new accounts.' })
  billingDay: number;

  @Field(() => Int, { description: 'Months in a period of new accounts.' })
  periodMonths: number;

  @Field(() => BillingModeEnum, { description: 'New accounts pay in advance or in arrears.' })
  mode: BillingSettings['mode'];

  @Field(() => Int, { description: 'Days to the due date for new accounts.' })
  dueDays: number;

  @Field(() => Int, { nullable: true, description: 'Days from the due date to the block for new accounts.' })
  blockingDays: number | null;

  @Field(() => Int, { nullable: true, description: 'Days from the block to inactive for new accounts.' })
  deactivationDays: number | null;

  @Field(() => DecimalScalar, { description: 'Minimum balance of new accounts, zero or below.' })
  minimumBalance: string;

  @Field(() => AlignmentEnum, { description: 'Where periods begin.' })
  alignment: BillingSettings['alignment'];

  @Field(() => DayCountEnum, { description: 'How parts of a period are counted.' })
  dayCount: BillingSettings['dayCount'];

  @Field(() => TaxRoundingEnum, { description: 'Where tax is rounded.' })
  taxRounding: BillingSettings['taxRounding'];

  @Field(() => Boolean, { description: 'Does every line need a tax rate, even of 0 %?' })
  taxRequired: boolean;

  @Field(() => Boolean, { description: 'Master switch of blocking.' })
  blockingOn: boolean;

  @Field(() => Boolean, { description: 'Master switch of deactivation.' })
  deactivationOn: boolean;

  @Field(() => Boolean, { description: 'Do one-time invoices block too?' })
  blockByOneTimeInvoices: boolean;

  @Field(() => Boolean, { description: 'May a block fall on a rest day or holiday?' })
  blockOnRestDays: boolean;

  @Field(() => [Int], { description: 'Rest days of the week, 1 Monday to 7 Sunday.' })
  restDays: number[];

  @Field(() => [LocalDateScalar], { description: 'Holidays.' })
  holidays: LocalDate[];

  @Field(() => Boolean, { description: 'Do suspensions go ahead without a person, within the brake?' })
  suspendWithoutApproval: boolean;

  @Field(() => Int, {
    description: 'More than this percentage of the active customers at once always waits for a person.',
  })
  brakePercent: number;

  @Field(() => Int, { description: 'The brake does not hold for this many or fewer.' })
  brakeFree: number;

  @Field(() => DecimalScalar, { description: 'Owing this much or less suspends nobody.' })
  toleratedDebt: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'A run over this amount is approved by somebody else than its author.',
  })
  secondPersonAbove: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Giving more than this of an online payment back needs a permission of its own.',
  })
  refundLimit: string | null;

  @Field(() => ChangeRefundEnum, { description: 'What a change of plan gives back.' })
  changeRefund: BillingSettings['changeRefund'];

  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for a change to a dearer plan.' })
  changeFeeToDearer: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for a change to a cheaper plan.' })
  changeFeeToCheaper: string | null;

  @Field(() => ChangeInvoiceEnum, { description: 'When the new plan is charged.' })
  changeInvoice: BillingSettings['changeInvoice'];

  @Field(() => String, { description: 'Pattern of invoice numbers: `INV-{year}-{next|6}`.' })
  invoiceNumbers: string;

  @Field(() => String, { description: 'Pattern of credit note numbers.' })
  creditNoteNumbers: string;

  @Field(() => String, { description: 'Pattern of receipt numbers.' })
  receiptNumbers: string;

  @Field(() => [String], {
    description: 'Names of the settings that are this level’s own; the others come from the level above.',
  })
  own: string[];
}
