import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid, notFound } from '@demarc/kernel';
import { resellerPaid, resellerSettled, reversalOf } from '../../domain/index.js';
import type { ResellerSettlementId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { postEntries } from '../ledger/post-entries.js';
import { say } from '../payments/money-steps.js';
import { Policies } from '../settings/policies.js';
import { lockedSettlement, onlyForAllPartners } from './reseller-books.js';
import { PayResellerInput, UndoResellerSettlementInput } from './reseller.input.js';

/** The share went out; one below zero came in. */
@Injectable()
export class PayReseller extends Command<PayResellerInput, { settlementId: ResellerSettlementId }> {
  readonly rule: CommandRule = {
    name: 'billing.payReseller',
    sentence: 'Note that a reseller was paid',
    permission: BillingPermissions['reseller.manage'],
    risk: 'high',
  };
  readonly input = PayResellerInput;

  constructor(private readonly policies: Policies) {
    super();
  }

  async handle(input: PayResellerInput, act: Act): Promise<{ settlementId: ResellerSettlementId }> {
    const { settlementId, methodId, reference } = input;
    onlyForAllPartners(act.actor);
    const settlement = await lockedSettlement(act.sql, settlementId);
    const { partnerId, currency, number } = settlement;
    const shareMinor = BigInt(settlement.shareMinor);
    if (shareMinor === 0n) throw conflict('NOTHING_TO_PAY', `Settlement ${number} is over nothing.`);
    const method = await act.sql.first<{ account: string; name: string }>(
      'SELECT ledger_account AS account, name FROM billing.payment_method WHERE id = $1 AND active',
      [methodId],
    );
    if (!method) throw notFound('way to pay');
    const from = method.account;
    if (from !== 'bank' && from !== 'cash')
      throw conflict(
        'METHOD_NOT_FOR_RESELLERS',
        'Resellers are paid out of cash or the bank. Choose such a way to pay.',
      );
    const today = act.todayIn((await this.policies.terms(act.sql, partnerId)).zone);
    const paidOn = input.paidOn ?? today;
    if (paidOn < settlement.settledOn || paidOn > today)
      throw invalid('PAID_ON', `It was paid between ${settlement.settledOn} and today.`, [
        { field: 'paidOn', message: `must be between ${settlement.settledOn} and ${today}` },
      ]);
    await act.sql.execute(
      'UPDATE billing.reseller_settlement SET paid_on = $2, paid_by = $3, method_id = $4, reference = $5 WHERE id = $1',
      [settlementId, paidOn, actorLabel(act.actor).name, methodId, reference],
    );
    const description = `Settlement ${number} paid by ${method.name}, ${reference}: ${say(shareMinor, settlement)}`;
    const draft = resellerPaid({ currency, bookedOn: paidOn, from, shareMinor });
    const source = { kind: 'reseller_settlement', id: settlementId } as const;
    await postEntries(act, [{ draft, partnerId, customerId: null, source, description }]);
    act.audit({ kind: 'reseller_settlement', id: settlementId, partnerId }, description);
    return { settlementId };
  }
}

/** Takes the last settlement back while it is not paid; its record stays, and its days are settled again. */
@Injectable()
export class UndoResellerSettlement extends Command<
  UndoResellerSettlementInput,
  { settlementId: ResellerSettlementId }
> {
  readonly rule: CommandRule = {
    name: 'billing.undoResellerSettlement',
    sentence: 'Take a settlement with a reseller back',
    permission: BillingPermissions['reseller.manage'],
    risk: 'high',
  };
  readonly input = UndoResellerSettlementInput;

  constructor(private readonly policies: Policies) {
    super();
  }

  async handle(
    { settlementId, reason }: UndoResellerSettlementInput,
    act: Act,
  ): Promise<{ settlementId: ResellerSettlementId }> {
    onlyForAllPartners(act.actor);
    const settlement = await lockedSettlement(act.sql, settlementId);
    const { partnerId, currency, number } = settlement;
    if (!settlement.isLast)
      throw conflict(
        'SETTLEMENT_NOT_LAST',
        `Later days are settled too. Take those settlements back before ${number}.`,
      );
    const bookedOn = act.todayIn((await this.policies.terms(act.sql, partnerId)).zone);
    await act.sql.execute(
      'UPDATE billing.reseller_settlement SET undone_on = $2, undone_by = $3, undone_reason = $4 WHERE id = $1',
      [settlementId, bookedOn, actorLabel(act.actor).name, reason],
    );
    const description = `Settlement ${number} taken back: ${reason}`;
    const draft = reversalOf(
      resellerSettled({ currency, bookedOn, shareMinor: BigInt(settlement.shareMinor) }),
      bookedOn,
    );
    const source = { kind: 'reseller_settlement', id: settlementId } as const;
    await postEntries(act, [{ draft, partnerId, customerId: null, source, description }]);
    act.audit({ kind: 'reseller_settlement', id: settlementId, partnerId }, description);
    return { settlementId };
  }
}
