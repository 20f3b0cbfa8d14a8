import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, Decimal, type Id, invalid, notFound } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { FeeKind, FeeRule } from '../../domain/index.js';
import type { FeeId, FeeRuleId, FutureItemId, InvoiceId, TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { partnerOrEverybody } from '../accounts/reach.js';
import { CreditInvoice } from '../documents/credit-invoice.js';
import { CancelFutureItem } from '../documents/future-item-commands.js';
import { ReasonField } from '../reason-field.js';
import { FeeAsEnum, FeeKindEnum } from '../settings/collection-enums.js';
import { Policies } from '../settings/policies.js';
import { ownerOfInvoice } from '../payments/write-off-commands.js';

const WHOSE_FEE = 'Say which of them the fee is for.';

@InputType({ description: 'A fee that is charged by itself.' })
export class DefineFeeInput {
  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The partner whose customers pay it; everybody without a fee of this kind of their own when left out.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: Id<'Partner'>;

  @Field(() => FeeKindEnum, { description: 'What it is for.' })
  @IsIn(Object.values(FeeKindEnum))
  kind: FeeKind;

  @Field(() => String, { description: 'What the customer reads.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  title: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much, before tax. This or a percentage.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0.0001' })
  amount?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'A percentage of what is open, or of what was returned.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0.0001' })
  percent?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Its tax rate; none when left out.' })
  @IsOptional()
  @IsRecordId()
  taxRateId?: TaxRateId;

  @Field(() => Int, { nullable: true, description: 'Days after the due date, or after the document, until the first.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  afterDays?: number;

  @Field(() => Int, { nullable: true, description: 'Days from one to the next; it is charged once when left out.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  everyDays?: number;

  @Field(() => Int, { nullable: true, description: 'How many at most for one invoice.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(50)
  times?: number;

  @Field(() => FeeAsEnum, { description: 'As an item of the next invoice, or by an invoice of its own.' })
  @IsIn(Object.values(FeeAsEnum))
  as: FeeRule['as'];
}

/** A fee for invoices from today on: it never reaches back. */
@Injectable()
export class DefineFee extends Command<DefineFeeInput, { feeRuleId: FeeRuleId }> {
  readonly rule: CommandRule = {
    name: 'billing.defineFee',
    sentence: 'Define a fee',
    permission: BillingPermissions['fee.manage'],
    risk: 'high',
  };
  readonly input = DefineFeeInput;

  constructor(
    private readonly partners: Partners,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(input: DefineFeeInput, act: Act): Promise<{ feeRuleId: FeeRuleId }> {
    await partnerOrEverybody(act, this.partners, input.partnerId, WHOSE_FEE);
    if ((input.amount === undefined) === (input.percent === undefined))
      throw invalid('FEE_AMOUNT', 'A fee is an amount or a percentage: give one of them.');
    if (input.percent !== undefined && new Decimal(input.percent).gt(100))
      throw invalid('FEE_AMOUNT', 'A percentage is at most 100.', [
        { field: 'percent', message: 'must be at most 100' },
      ]);
    const repeats = input.kind === 'late' || input.kind === 'unpaid';
    if (!repeats && (input.everyDays !== undefined || (input.times ?? 1) > 1))
      throw invalid('FEE_REPEATS', 'Only fees for unpaid invoices are charged more than once.');
    if (input.kind === 'reconnection' && input.amount === undefined)
      throw invalid('FEE_AMOUNT', 'A reconnection fee is an amount.');
    const { zone } = await this.policies.terms(act.sql, input.partnerId ?? '');
    const feeRuleId = act.newId<'FeeRule'>();
    try {
      await act.sql.execute(
        `INSERT INTO billing.fee_rule (id, partner_id, kind, title, amount, percent, tax_rate_id, after_days, every_days, times, charged_as, from_on, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          feeRuleId,
          input.partnerId ?? null,
          input.kind,
          input.title,
          input.amount ?? null,
          input.percent ?? null,
          input.taxRateId ?? null,
          input.afterDays ?? 0,
          input.everyDays ?? null,
          input.everyDays === undefined ? 1 : (input.times ?? 1),
          input.as,
          act.todayIn(zone),
          actorLabel(act.actor).name,
          act.at,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'uq_fee_rule')
        throw conflict('NAME_TAKEN', `There is a fee "${input.title}" of this kind already.`);
      throw error;
    }
    act.audit({ kind: 'fee_rule', id: feeRuleId, partnerId: input.partnerId ?? null }, `Fee ${input.title} defined`, {
      after: { ...input },
    });
    return { feeRuleId };
  }
}

@InputType({ description: 'A fee to charge no longer.' })
export class EndFeeInput {
  @Field(() => RecordIdScalar, { description: 'The fee.' })
  @IsRecordId()
  feeRuleId: FeeRuleId;
}

/** What was charged stays; nothing more is. */
@Injectable()
export class EndFee extends Command<EndFeeInput, { feeRuleId: FeeRuleId }> {
  readonly rule: CommandRule = {
    name: 'billing.endFee',
    sentence: 'End a fee',
    permission: BillingPermissions['fee.manage'],
    risk: 'normal',
  };
  readonly input = EndFeeInput;

  constructor(
    private readonly partners: Partners,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle({ feeRuleId }: EndFeeInput, act: Act): Promise<{ feeRuleId: FeeRuleId }> {
    const found = await act.sql.first<{ title: string; partner_id: Id<'Partner'> | null }>(
      'SELECT title, partner_id FROM billing.fee_rule WHERE id = $1 AND ended_on IS NULL FOR UPDATE',
      [feeRuleId],
    );
    if (!found) throw notFound('fee');
    await partnerOrEverybody(act, this.partners, found.partner_id, WHOSE_FEE);
    const { zone } = await this.policies.terms(act.sql, found.partner_id ?? '');
    await act.sql.execute('UPDATE billing.fee_rule SET ended_on = $2 WHERE id = $1', [feeRuleId, act.todayIn(zone)]);
    act.audit({ kind: 'fee_rule', id: feeRuleId, partnerId: found.partner_id }, `Fee ${found.title} ended`);
    return { feeRuleId };
  }
}

@InputType({ description: 'A fee to let go: one that was charged, or one that would come for an invoice.' })
export class WaiveFeeInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The fee that was charged.' })
  @IsOptional()
  @IsRecordId()
  feeId?: FeeId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Of one that would come: its rule.' })
  @IsOptional()
  @IsRecordId()
  feeRuleId?: FeeRuleId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Of one that would come: the invoice.' })
  @IsOptional()
  @IsRecordId()
  invoiceId?: InvoiceId;

  @Field(() => Int, {
    nullable: true,
    description: 'Of one that would come: which one of the invoice; the first is 1.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(50)
  occurrence?: number;

  @ReasonField('Why, for the audit log.')
  reason: string;
}

/** Takes a fee back by cancelling its item or crediting its invoice; one to come is noted as waived, and never charged. */
@Injectable()
export class WaiveFee extends Command<WaiveFeeInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.waiveFee',
    sentence: 'Waive a fee',
    permission: BillingPermissions['fee.waive'],
    risk: 'normal',
  };
  readonly input = WaiveFeeInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly credit: CreditInvoice,
    private readonly cancel: CancelFutureItem,
  ) {
    super();
  }

  async handle(input: WaiveFeeInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    if (input.feeId !== undefined) return this.charged(act, input.feeId, input.reason);
    const { feeRuleId, invoiceId, occurrence = 1, reason } = input;
    if (feeRuleId === undefined || invoiceId === undefined)
      throw invalid('FEE_NEEDED', 'Say which fee is waived: one that was charged, or a rule and an invoice.');
    const account = await this.accounts.lock(act, await ownerOfInvoice(act.sql, invoiceId));
    const today = await this.accounts.today(act, account);
    const { customerId, partnerId } = account;
    const written = await act.sql.execute(
      `INSERT INTO billing.fee (id, customer_id, partner_id, rule_id, kind, title, invoice_id, occurrence, for_date, base_minor, fee_minor, currency, status, waived_by, waived_on,
         waived_reason, created_at)
       SELECT $1, $2, $3, rule.id, rule.kind, rule.title, $5, $6, $7, 0, 0, $8, 'waived', $9, $7, $10, $11 FROM billing.fee_rule rule
        WHERE rule.id = $4 AND rule.kind IN ('late', 'unpaid') ON CONFLICT DO NOTHING`,
      [
        act.newId<'Fee'>(),
        customerId,
        partnerId,
        feeRuleId,
        invoiceId,
        occurrence,
        today,
        account.currency,
        actorLabel(act.actor).name,
        reason,
        act.at,
      ],
    );
    if (written === 0) throw conflict('FEE_KNOWN', 'This fee was charged or waived before.');
    act.audit(
      { kind: 'invoice', id: invoiceId, customerId, partnerId },
      `Fee ${occurrence} waived before it came: ${reason}`,
    );
    return { customerId };
  }

  private async charged(act: Act, feeId: FeeId, reason: string): Promise<{ customerId: Id<'Customer'> }> {
    const owner = await act.sql.first<{ customer_id: Id<'Customer'> }>(
      'SELECT customer_id FROM billing.fee WHERE id = $1',
      [feeId],
    );
    if (!owner) throw notFound('fee');
    const account = await this.accounts.lock(act, owner.customer_id);
    const fee = await act.sql.first<{
      title: string;
      status: string;
      future_item_id: FutureItemId | null;
      invoice_id: InvoiceId | null;
      item_status: string | null;
    }>(
      `SELECT fee.title, fee.status, fee.future_item_id, coalesce(fee.made_invoice_id, line.invoice_id) AS invoice_id, item.status AS item_status FROM billing.fee
         LEFT JOIN billing.future_item item ON item.id = fee.future_item_id LEFT JOIN billing.invoice_line line ON line.future_item_id = fee.future_item_id
        WHERE fee.id = $1 FOR UPDATE OF fee`,
      [feeId],
    );
    if (!fee) throw notFound('fee');
    if (fee.status === 'waived') throw conflict('FEE_WAIVED', 'This fee was waived before.');
    await act.sql.execute(
      `UPDATE billing.fee SET status = 'waived', waived_by = $2, waived_on = $3, waived_reason = $4 WHERE id = $1`,
      [feeId, actorLabel(act.actor).name, await this.accounts.today(act, account), reason],
    );
    await this.takeBack(act, fee, reason);
    const { customerId, partnerId } = account;
    act.audit({ kind: 'fee', id: feeId, customerId, partnerId }, `${fee.title} waived: ${reason}`);
    return { customerId };
  }

  /** What this command may do, its steps may: they are part of it. */
  private async takeBack(
    act: Act,
    fee: { future_item_id: FutureItemId | null; invoice_id: InvoiceId | null; item_status: string | null },
    reason: string,
  ): Promise<void> {
    if (fee.future_item_id !== null && fee.item_status === 'open') {
      await this.cancel.handle({ futureItemId: fee.future_item_id, reason }, act);
      return;
    }
    if (fee.invoice_id === null) return;
    const lines = await act.sql.query<{ id: Id<'InvoiceLine'> }>(
      `SELECT id FROM billing.invoice_line WHERE invoice_id = $1 AND ($2::uuid IS NULL OR future_item_id = $2)`,
      [fee.invoice_id, fee.future_item_id],
    );
    const credited = lines.map((line) => ({ invoiceLineId: line.id }));
    await this.credit.handle({ invoiceId: fee.invoice_id, lines: credited, reason }, act);
  }
}
