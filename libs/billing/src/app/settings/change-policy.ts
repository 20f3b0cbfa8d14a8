import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import {
  type Act,
  Command,
  type CommandRule,
  IsAmount,
  IsLocalDate,
  IsPlainDecimal,
  IsRecordId,
} from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, type LocalDate } from '@demarc/kernel';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { parseNumberPattern } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import {
  AlignmentEnum,
  BillingModeEnum,
  ChangeInvoiceEnum,
  ChangeRefundEnum,
  DayCountEnum,
  TaxRoundingEnum,
} from './enums.js';
import { partnerOrEverybody } from '../accounts/reach.js';
import { CollectionSettingsInput } from './collection-settings.input.js';
import { Policies } from './policies.js';
import { type BillingSettings, USUAL_SETTINGS } from './settings.js';

@InputType({ description: 'Billing settings; what is left out stays, null goes back to the level above.' })
export class ChangePolicyInput
  extends CollectionSettingsInput
  implements Partial<{ [Name in keyof BillingSettings]: BillingSettings[Name] | null }>
{
  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The partner that they are for; everybody when left out.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: Id<'Partner'> | null;

  @Field(() => Int, { nullable: true, description: 'Billing day of new accounts.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(31)
  billingDay?: number;

  @Field(() => Int, { nullable: true, description: 'Months in a period of new accounts.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  periodMonths?: number;

  @Field(() => BillingModeEnum, { nullable: true, description: 'New accounts pay in advance or in arrears.' })
  @IsOptional()
  @IsIn(Object.values(BillingModeEnum))
  mode?: BillingSettings['mode'];

  @Field(() => Int, { nullable: true, description: 'Days to the due date for new accounts.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  dueDays?: number;

  @Field(() => Int, { nullable: true, description: 'Days from the due date to the block for new accounts.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  blockingDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days from the block to inactive for new accounts.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  deactivationDays?: number | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Minimum balance of new accounts, zero or below.' })
  @IsOptional()
  @IsAmount()
  minimumBalance?: string;

  @Field(() => AlignmentEnum, { nullable: true, description: 'Where periods begin.' })
  @IsOptional()
  @IsIn(Object.values(AlignmentEnum))
  alignment?: BillingSettings['alignment'];

  @Field(() => DayCountEnum, { nullable: true, description: 'How parts of a period are counted.' })
  @IsOptional()
  @IsIn(Object.values(DayCountEnum))
  dayCount?: BillingSettings['dayCount'];

  @Field(() => TaxRoundingEnum, { nullable: true, description: 'Where tax is rounded.' })
  @IsOptional()
  @IsIn(Object.values(TaxRoundingEnum))
  taxRounding?: BillingSettings['taxRounding'];

  @Field(() => Boolean, { nullable: true, description: 'Does every line need a tax rate, even of 0 %?' })
  @IsOptional()
  @IsBoolean()
  taxRequired?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Master switch of blocking.' })
  @IsOptional()
  @IsBoolean()
  blockingOn?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Master switch of deactivation.' })
  @IsOptional()
  @IsBoolean()
  deactivationOn?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Do one-time invoices block too?' })
  @IsOptional()
  @IsBoolean()
  blockByOneTimeInvoices?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'May a block fall on a rest day or holiday?' })
  @IsOptional()
  @IsBoolean()
  blockOnRestDays?: boolean;

  @Field(() => [Int], { nullable: true, description: 'Rest days of the week, 1 Monday to 7 Sunday.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(7)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  restDays?: number[];

  @Field(() => [LocalDateScalar], { nullable: true, description: 'Holidays.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(400)
  @IsLocalDate({ each: true })
  holidays?: LocalDate[];

  @Field(() => Boolean, { nullable: true, description: 'Do suspensions go ahead without a person, within the brake?' })
  @IsOptional()
  @IsBoolean()
  suspendWithoutApproval?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'More than this percentage of the active customers at once always waits for a person.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  brakePercent?: number;

  @Field(() => Int, { nullable: true, description: 'The brake does not hold for this many or fewer.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1000)
  brakeFree?: number;

  @Field(() => DecimalScalar, { nullable: true, description: 'Owing this much or less suspends nobody.' })
  @IsOptional()
  @IsAmount()
  toleratedDebt?: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'A run over this amount is approved by somebody else than its author.',
  })
  @IsOptional()
  @IsAmount()
  secondPersonAbove?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Giving more than this of an online payment back needs a permission of its own.',
  })
  @IsOptional()
  @IsAmount()
  refundLimit?: string | null;

  @Field(() => ChangeRefundEnum, { nullable: true, description: 'What a change of plan gives back.' })
  @IsOptional()
  @IsIn(Object.values(ChangeRefundEnum))
  changeRefund?: BillingSettings['changeRefund'];

  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for a change to a dearer plan.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  changeFeeToDearer?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Fee for a change to a cheaper plan.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  changeFeeToCheaper?: string | null;

  @Field(() => ChangeInvoiceEnum, { nullable: true, description: 'When the new plan is charged.' })
  @IsOptional()
  @IsIn(Object.values(ChangeInvoiceEnum))
  changeInvoice?: BillingSettings['changeInvoice'];

  @Field(() => String, { nullable: true, description: 'Pattern of invoice numbers: `INV-{year}-{next|6}`.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  invoiceNumbers?: string;

  @Field(() => String, { nullable: true, description: 'Pattern of credit note numbers.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  creditNoteNumbers?: string;

  @Field(() => String, { nullable: true, description: 'Pattern of receipt numbers.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  receiptNumbers?: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of settings that this level gives up: they come from the level above again.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsIn(Object.keys(USUAL_SETTINGS), { each: true })
  reset?: string[];
}

const PATTERNS = [
  'invoiceNumbers',
  'creditNoteNumbers',
  'receiptNumbers',
  'depositNumbers',
  'oneTimeNumbers',
  'proformaNumbers',
  'statementNumbers',
] as const;
const MAY_BE_NULL: readonly string[] = [
  'blockingDays',
  'deactivationDays',
  'secondPersonAbove',
  'suspendSecondPersonAbove',
  'oneTimeNumbers',
  'proformaDay',
  'refundLimit',
  'changeFeeToDearer',
  'changeFeeToCheaper',
  'changeMinimumInvoice',
  'prepaidChangeFeeToDearer',
  'prepaidChangeFeeToCheaper',
  'pauseMostDays',
  'contractNoticeDays',
];

/** Changes the billing settings of everybody or of one partner. Accounts are looked at again with the next morning’s check. */
@Injectable()
export class ChangePolicy extends Command<ChangePolicyInput, { partnerId: string | null }> {
  readonly rule: CommandRule = {
    name: 'billing.changePolicy',
    sentence: 'Change the billing settings',
    permission: BillingPermissions['policy.change'],
    risk: 'high',
  };
  readonly input = ChangePolicyInput;

  constructor(
    private readonly policies: Policies,
    private readonly partners: Partners,
  ) {
    super();
  }

  async handle(
    { partnerId = null, reset = [], ...changes }: ChangePolicyInput,
    act: Act,
  ): Promise<{ partnerId: string | null }> {
    await partnerOrEverybody(act, this.partners, partnerId, 'Say which of them the settings are for.');
    for (const name of PATTERNS) checkPattern(name, changes[name]);
    for (const refund of [changes.changeRefund, changes.prepaidChangeRefund]) refuseRollover(refund);
    const before = await this.policies.own(act.sql, partnerId);
    const after: Record<string, unknown> = { ...before };
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) continue;
      if (value === null && !MAY_BE_NULL.includes(name)) delete after[name];
      else after[name] = value;
    }
    for (const name of reset) delete after[name];
    await act.sql.execute(
      `INSERT INTO billing.policy AS policy (id, partner_id, settings) VALUES ($1, $2, $3)
       ON CONFLICT (partner_id) DO UPDATE SET settings = excluded.settings, revision = policy.revision + 1`,
      [act.newId(), partnerId, JSON.stringify(after)],
    );
    const { zone } = await this.policies.terms(act.sql, partnerId ?? '');
    await act.sql.execute(
      'UPDATE billing.account SET next_check_on = $2 WHERE balance_minor < 0 AND ($1::uuid IS NULL OR partner_id = $1)',
      [partnerId, act.todayIn(zone)],
    );
    act.audit({ kind: 'policy', id: partnerId ?? 'everybody', partnerId }, 'Billing settings changed', {
      before,
      after,
    });
    return { partnerId };
  }
}

/** Data quotas are not counted, so nothing could be carried over. */
export function refuseRollover(refund: string | undefined): void {
  if (refund === 'rollover')
    throw conflict(
      'ROLLOVER_NEEDS_QUOTA',
      'Data that is left over cannot be carried over, because plans have no data quota here. Give back nothing, or the unused money.',
    );
}

function checkPattern(name: string, pattern: string | null | undefined): void {
  if (pattern === undefined || pattern === null) return;
  const parsed = parseNumberPattern(pattern);
  const fault = parsed.ok
    ? name !== 'receiptNumbers' &&
      parsed.value.some((part) => part.kind === 'variable' && part.name === 'type') &&
      '{type} is the way to pay: only receipts have it.'
    : parsed.error.message;
  if (fault) throw invalid('NUMBER_PATTERN', fault, [{ field: name, message: fault }]);
}
