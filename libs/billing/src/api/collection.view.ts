import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { IsIn, IsOptional } from 'class-validator';
import type { FoundDeposit, FoundWriteOff } from '../app/payments/find-deposits.query.js';
import type { MoneyStepKind, MoneyStepPreview } from '../app/payments/preview-money-step.query.js';
import { DepositStepKindEnum, MoneyStepKindEnum } from '../app/settings/collection-enums.js';
import { StandingEnum } from '../app/settings/enums.js';
import { balanceView, type Standing } from '../domain/index.js';
import type { DepositId, WriteOffId } from '../ids.js';

@InputType({ description: 'A step with money to look at before it is taken. Give what the step itself takes.' })
export class PreviewMoneyStepInput {
  @Field(() => MoneyStepKindEnum, { description: 'Which step.' })
  @IsIn(Object.values(MoneyStepKindEnum))
  kind: MoneyStepKind;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Whose credit is handed back.' })
  @IsOptional()
  @IsRecordId()
  customerId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The payment that is reversed or handed back.' })
  @IsOptional()
  @IsRecordId()
  paymentId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The credit note that is handed back.' })
  @IsOptional()
  @IsRecordId()
  creditNoteId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The allocation that is undone or moved.' })
  @IsOptional()
  @IsRecordId()
  allocationId?: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The invoice that is written off, paid out of a deposit, or settled by a moved allocation.',
  })
  @IsOptional()
  @IsRecordId()
  invoiceId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The write-off that is taken back.' })
  @IsOptional()
  @IsRecordId()
  writeOffId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The deposit that pays.' })
  @IsOptional()
  @IsRecordId()
  depositId?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much; all of it when left out.' })
  @IsOptional()
  @IsAmount()
  amount?: string;
}

@ObjectType('InvoiceEffect', { description: 'What a step does to one invoice.' })
export class InvoiceEffectView {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  invoiceId: string;

  @Field(() => String, { description: 'Its number.' })
  invoiceNumber: string;

  @Field(() => MoneyView, { description: 'What is open on it now.' })
  openBefore: MoneyView;

  @Field(() => MoneyView, { description: 'What would be open after.' })
  openAfter: MoneyView;
}

@ObjectType('MoneyStepPreview', { description: 'What a step with money would do. Nothing has been written.' })
export class MoneyStepPreviewView {
  @Field(() => [InvoiceEffectView], { description: 'The invoices that it changes.' })
  invoices: InvoiceEffectView[];

  @Field(() => MoneyView, { description: 'What is owed now.' })
  balanceDueBefore: MoneyView;

  @Field(() => MoneyView, { description: 'What we keep for the customer now.' })
  creditBalanceBefore: MoneyView;

  @Field(() => MoneyView, { description: 'What would be owed.' })
  balanceDueAfter: MoneyView;

  @Field(() => MoneyView, { description: 'What we would keep for the customer.' })
  creditBalanceAfter: MoneyView;

  @Field(() => StandingEnum, { description: 'The standing now.' })
  standingBefore: Standing;

  @Field(() => StandingEnum, { description: 'The standing that today’s facts would give.' })
  standingAfter: Standing;
}

export function moneyStepView(found: MoneyStepPreview): MoneyStepPreviewView {
  const view = (minor: bigint): MoneyView => moneyViewOf(minor, found.currency);
  const [before, after] = [balanceView(found.owedBeforeMinor), balanceView(found.owedAfterMinor)];
  return {
    invoices: found.invoices.map((one) => ({
      invoiceId: one.invoiceId,
      invoiceNumber: one.number,
      openBefore: view(one.openBeforeMinor),
      openAfter: view(one.openAfterMinor),
    })),
    balanceDueBefore: view(before.dueMinor),
    creditBalanceBefore: view(before.creditMinor),
    balanceDueAfter: view(after.dueMinor),
    creditBalanceAfter: view(after.creditMinor),
    standingBefore: found.standingBefore,
    standingAfter: found.standingAfter,
  };
}

@ObjectType('DepositStep', { description: 'What became of a part of a deposit.' })
export class DepositStepView {
  @Field(() => DepositStepKindEnum, { description: 'What.' })
  kind: string;

  @Field(() => MoneyView, { description: 'How much.' })
  amount: MoneyView;

  @Field(() => LocalDateScalar, { description: 'When.' })
  on: LocalDate;

  @Field(() => String, { description: 'By whom.' })
  by: string;

  @Field(() => String, { description: 'Why, or the receipt of the payment.' })
  reason: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The payment out of it.' })
  paymentId: string | null;

  @Field(() => String, { nullable: true, description: 'Where the receipt of what was given back is.' })
  receiptUrl: string | null;
}

@ObjectType('Deposit', { description: 'Money that a customer left with us: a liability, no part of the balance.' })
export class DepositView {
  @Field(() => RecordIdScalar, { description: 'Names the deposit.' })
  id: DepositId;

  @Field(() => RecordIdScalar, { description: 'Whose it is.' })
  customerId: string;

  @Field(() => String, { description: 'How it was paid.' })
  methodName: string;

  @Field(() => MoneyView, { description: 'How much was taken.' })
  amount: MoneyView;

  @Field(() => MoneyView, { description: 'What is left of it.' })
  left: MoneyView;

  @Field(() => LocalDateScalar, { description: 'When it was taken.' })
  takenOn: LocalDate;

  @Field(() => String, { description: 'Number of its receipt.' })
  receiptNumber: string;

  @Field(() => String, { description: 'What it is for.' })
  note: string;

  @Field(() => String, { description: 'Who took it.' })
  takenBy: string;

  @Field(() => [DepositStepView], { description: 'What became of it.' })
  steps: DepositStepView[];

  @Field(() => String, { description: 'Where its receipt is as PDF.' })
  receiptUrl: string;
}

export function depositView(found: FoundDeposit): DepositView {
  const { currency } = found;
  return {
    ...found,
    amount: moneyViewOf(found.amountMinor, currency),
    left: moneyViewOf(found.leftMinor, currency),
    receiptUrl: `/documents/deposits/${found.id}.pdf`,
    steps: found.steps.map((step) => ({
      ...step,
      amount: moneyViewOf(step.amountMinor, currency),
      receiptUrl: step.kind === 'given_back' ? `/documents/deposits/${step.id}.pdf` : null,
    })),
  };
}

@ObjectType('WriteOff', { description: 'What of an invoice was given up: an expense.' })
export class WriteOffView {
  @Field(() => RecordIdScalar, { description: 'Names the write-off.' })
  id: WriteOffId;

  @Field(() => MoneyView, { description: 'How much.' })
  amount: MoneyView;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => LocalDateScalar, { description: 'When.' })
  writtenOn: LocalDate;

  @Field(() => String, { description: 'By whom.' })
  writtenBy: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was taken back; null while it stands.' })
  undoneOn: LocalDate | null;

  @Field(() => String, { nullable: true, description: 'Who took it back.' })
  undoneBy: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was taken back.' })
  undoneReason: string | null;
}

export function writeOffView(found: FoundWriteOff): WriteOffView {
  return { ...found, amount: moneyViewOf(found.amountMinor, found.currency) };
}
