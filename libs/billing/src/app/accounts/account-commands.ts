import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, parseMoney } from '@demarc/kernel';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from './accounts.js';
import { BillingModeEnum, BillingTypeEnum } from '../settings/enums.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';

@InputType({ description: 'Billing settings of one customer; what is left out stays.' })
export class ChangeBillingSettingsInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => BillingTypeEnum, { nullable: true, description: 'How charges come about.' })
  @IsOptional()
  @IsIn(Object.values(BillingTypeEnum))
  billingType?: Account['billingType'];

  @Field(() => Boolean, { nullable: true, description: 'Is anything charged at all?' })
  @IsOptional()
  @IsBoolean()
  billingEnabled?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Do billing runs make invoices?' })
  @IsOptional()
  @IsBoolean()
  autoInvoice?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Day of the month, 1 to 31; a month that lacks it takes its last day.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(31)
  billingDay?: number;

  @Field(() => Int, { nullable: true, description: 'Months in one period, 1 to 12.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  periodMonths?: number;

  @Field(() => BillingModeEnum, { nullable: true, description: 'In advance or in arrears.' })
  @IsOptional()
  @IsIn(Object.values(BillingModeEnum))
  mode?: Account['mode'];

  @Field(() => Int, { nullable: true, description: 'Days from the document date to the due date.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  dueDays?: number;

  @Field(() => Int, { nullable: true, description: 'Days from the due date to the block; null never blocks.' })
  @ValidateIf((input: ChangeBillingSettingsInput) => input.blockingDays !== null && input.blockingDays !== undefined)
  @IsInt()
  @Min(0)
  @Max(365)
  blockingDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days from the block until the customer is inactive; null: never.' })
  @ValidateIf(
    (input: ChangeBillingSettingsInput) => input.deactivationDays !== null && input.deactivationDays !== undefined,
  )
  @IsInt()
  @Min(1)
  @Max(365)
  deactivationDays?: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The balance that is still fine: zero, or below zero as a tolerance.',
  })
  @IsOptional()
  @IsAmount()
  minimumBalance?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False takes back a mark “free of tax” that was taken over. A new exemption needs evidence.',
  })
  @IsOptional()
  @IsBoolean()
  taxExempt?: boolean;
}

const COLUMNS = {
  billingType: 'billing_type',
  billingEnabled: 'billing_enabled',
  autoInvoice: 'auto_invoice',
  billingDay: 'billing_day',
  periodMonths: 'period_months',
  mode: 'mode',
  dueDays: 'due_days',
  blockingDays: 'blocking_days',
  deactivationDays: 'deactivation_days',
  taxExempt: 'tax_exempt',
} as const;

@Injectable()
export class ChangeBillingSettings extends Command<ChangeBillingSettingsInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.changeBillingSettings',
    sentence: 'Change the billing settings of a customer',
    permission: BillingPermissions['account.change'],
    risk: 'normal',
  };
  readonly input = ChangeBillingSettingsInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(input: ChangeBillingSettingsInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const account = await this.accounts.lock(act, input.customerId);
    const { zone } = await this.policies.terms(act.sql, account.partnerId);
    if (input.taxExempt === true && !account.taxExempt)
      throw conflict(
        'TAX_EVIDENCE_NEEDED',
        'A customer is free of tax by a reason and a document. Note the exemption.',
      );
    const changes: Record<string, unknown> = {};
    for (const [field, column] of Object.entries(COLUMNS) as [keyof typeof COLUMNS, string][]) {
      if (input[field] !== undefined) changes[column] = input[field];
    }
    if (input.minimumBalance !== undefined) {
      const amount = parseMoney(input.minimumBalance, account.currency);
      if (!amount || amount.amountMinor > 0n)
        throw invalid('MINIMUM_BALANCE', 'The minimum balance is zero or below.', [
          { field: 'minimumBalance', message: 'must be zero or below' },
        ]);
      changes['minimum_balance_minor'] = amount.amountMinor.toString();
    }
    if (input.periodMonths !== undefined && input.periodMonths > 1 && account.cycleAnchorOn === null)
      changes['cycle_anchor_on'] = act.todayIn(zone);
    const names = Object.keys(changes);
    if (names.length === 0) throw invalid('NOTHING_TO_CHANGE', 'No setting was given. Give at least one.');
    await act.sql.execute(
      `UPDATE billing.account SET ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')}, revision = revision + 1 WHERE customer_id = $1`,
      [account.customerId, ...Object.values(changes)],
    );
    await this.watch.lookAgain(act, await this.accounts.lock(act, account.customerId));
    act.audit(
      { kind: 'account', id: account.customerId, customerId: account.customerId, partnerId: account.partnerId },
      'Billing settings changed',
      { after: changes },
    );
    return { customerId: account.customerId };
  }
}
