import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { conflict, type CurrencyCode, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { standingDates, standingOn, type Standing } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { looseDebitsOf, standingPolicyOf } from '../settings/settings.js';
import { standingFacts } from '../standing/standing-watch.js';
import { planDepositUse } from './deposit-steps.js';
import { effectOf, type InvoiceEffect, type MoneyPlan } from './money-plan.js';
import { creditNoteRow, planCreditBack } from './hand-back-credit.js';
import {
  givenAmount,
  paymentRow,
  planHandBack,
  planReversal,
  planUndo,
  returnParts,
  standingAllocation,
} from './money-steps.js';
import { planMove } from './move-allocation.js';
import { ownerOfInvoice, planUndoWriteOff, planWriteOff, standingWriteOff } from './write-off-commands.js';

export type MoneyStepKind =
  'reverse' | 'hand_back' | 'undo_allocation' | 'move_allocation' | 'write_off' | 'undo_write_off' | 'use_deposit';

export interface MoneyStepAsked {
  readonly kind: MoneyStepKind;
  readonly customerId?: string;
  readonly paymentId?: string;
  readonly creditNoteId?: string;
  readonly allocationId?: string;
  readonly invoiceId?: string;
  readonly writeOffId?: string;
  readonly depositId?: string;
  readonly amount?: string;
}

export interface MoneyStepPreview {
  readonly currency: CurrencyCode;
  readonly invoices: readonly InvoiceEffect[];
  readonly owedBeforeMinor: bigint;
  readonly owedAfterMinor: bigint;
  readonly standingBefore: Standing;
  readonly standingAfter: Standing;
}

/** What a step with money would do, decided by the same functions as the step itself. Writes nothing. */
@Injectable()
export class PreviewMoneyStep extends Query<MoneyStepAsked, MoneyStepPreview> {
  readonly rule: Rule = {
    name: 'billing.previewMoneyStep',
    sentence: 'See what a step with money would do',
    permission: BillingPermissions['payment.view'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer(asked: MoneyStepAsked, { sql, clock, actor }: Asking): Promise<MoneyStepPreview> {
    const account = await this.accounts.find(sql, await ownerOf(sql, asked));
    if (!account) throw notFound('billing account');
    await this.customers.reached(sql, actor, account.customerId, 'billing account');
    const terms = await this.policies.terms(sql, account.partnerId);
    const plan = await planOf(sql, account, asked);
    const effect = await effectOf(sql, account, plan, looseDebitsOf(terms));
    const facts = (await standingFacts(sql, [account])).get(account.customerId);
    const openAfter = new Map(effect.invoices.map((one) => [one.invoiceId, one.openAfterMinor]));
    const items = (facts?.items ?? []).map((item) => ({
      ...item,
      openMinor: openAfter.get(item.itemId) ?? item.openMinor,
    }));
    const known = new Set(items.map((item) => item.itemId));
    const reopened = await chargesOf(
      sql,
      [...openAfter].filter(([id, minor]) => minor > 0n && !known.has(id)),
    );
    const today = clock.todayIn(terms.zone);
    const policy = standingPolicyOf(account, terms);
    const after = {
      owedMinor: effect.owedAfterMinor,
      items: [...items, ...reopened],
      graceUntilOn: account.promiseUntil,
    };
    return {
      currency: account.currency,
      invoices: effect.invoices,
      owedBeforeMinor: -account.balanceMinor,
      owedAfterMinor: effect.owedAfterMinor,
      standingBefore: account.standing,
      standingAfter: standingOn(standingDates({ ...facts, ...after }, policy), today),
    };
  }
}

async function ownerOf(sql: Sql, asked: MoneyStepAsked): Promise<string> {
  if (asked.customerId !== undefined) return asked.customerId;
  if (asked.paymentId !== undefined) return (await paymentRow(sql, asked.paymentId)).customerId;
  if (asked.creditNoteId !== undefined) return (await creditNoteRow(sql, asked.creditNoteId)).customerId;
  if (asked.allocationId !== undefined) return (await standingAllocation(sql, asked.allocationId)).customerId;
  if (asked.writeOffId !== undefined) return (await standingWriteOff(sql, asked.writeOffId)).customerId;
  if (asked.invoiceId !== undefined) return ownerOfInvoice(sql, asked.invoiceId);
  const deposit = await sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.deposit WHERE id = $1', [
    asked.depositId ?? null,
  ]);
  if (!deposit) throw notFound('what the step is about');
  return deposit.customer_id;
}

async function planOf(sql: Sql, account: Account, asked: MoneyStepAsked): Promise<MoneyPlan> {
  const { kind, amount } = asked;
  switch (kind) {
    case 'reverse':
      return planReversal(sql, await paymentRow(sql, needed(asked.paymentId)));
    case 'hand_back': {
      const minor = givenAmount(amount, account.currency);
      if (asked.creditNoteId !== undefined)
        return planCreditBack(await creditNoteRow(sql, asked.creditNoteId), account, minor);
      return planHandBack(sql, account, await returnParts(sql, account, asked.paymentId, minor));
    }
    case 'undo_allocation':
      return planUndo(await standingAllocation(sql, needed(asked.allocationId)));
    case 'move_allocation':
      return (await planMove(sql, account, needed(asked.allocationId), needed(asked.invoiceId), amount)).plan;
    case 'write_off':
      return (await planWriteOff(sql, account, needed(asked.invoiceId), amount)).plan;
    case 'undo_write_off':
      return planUndoWriteOff(await standingWriteOff(sql, needed(asked.writeOffId)));
    case 'use_deposit':
      return (await planDepositUse(sql, account, needed(asked.depositId), needed(asked.invoiceId), amount)).plan;
  }
}

function needed(id: string | undefined): string {
  if (id === undefined) throw conflict('STEP_INCOMPLETE', 'Say what the step is about.');
  return id;
}

async function chargesOf(sql: Sql, open: readonly (readonly [string, bigint])[]) {
  if (open.length === 0) return [];
  const rows = await sql.query<{ id: string; kind: 'recurring' | 'one_time'; issued_on: Account['standingSince'] }>(
    'SELECT id, kind, issued_on FROM billing.invoice WHERE id = ANY ($1::uuid[])',
    [open.map(([id]) => id)],
  );
  const minorOf = new Map(open);
  return rows.map((row) => ({
    itemId: row.id,
    kind: row.kind,
    chargedOn: row.issued_on,
    openMinor: minorOf.get(row.id) ?? 0n,
  }));
}
