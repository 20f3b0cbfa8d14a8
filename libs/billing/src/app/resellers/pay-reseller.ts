import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid, notFound } from '@demarc/kernel';
import { resellerPaid, reversalOf } from '../../domain/index.js';
import type { ResellerSettlementId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { say } from '../payments/money-steps.js';
import { Policies } from '../settings/policies.js';
import { bookSettlement, lockedSettlement, onlyForAllPartners } from './reseller-books.js';
import { PayResellerInput, TakeBackResellerPayoutInput } from './reseller.input.js';

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
    const { partnerId, currency, number, shareMinor } = settlement;
    if (settlement.payout) throw conflict('SETTLEMENT_PAID', `Settlement ${number} is paid already.`);
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
      `INSERT INTO billing.reseller_payout (id, settlement_id, partner_id, paid_on, paid_by, method_id, ledger_account, reference, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        act.newId<'ResellerPayout'>(),
        settlementId,
        partnerId,
        paidOn,
        actorLabel(act.actor).name,
        methodId,
        from,
        reference,
        act.at,
      ],
    );
    const description = `Settlement ${number} paid by ${method.name}, ${reference}: ${say(shareMinor, settlement)}`;
    await bookSettlement(act, settlement, resellerPaid({ currency, bookedOn: paidOn, from, shareMinor }), description);
    return { settlementId };
  }
}

/** A payout that never happened, or another way than it was noted: its record stays, and the share is owed again. */
@Injectable()
export class TakeBackResellerPayout extends Command<
  TakeBackResellerPayoutInput,
  { settlementId: ResellerSettlementId }
> {
  readonly rule: CommandRule = {
    name: 'billing.takeBackResellerPayout',
    sentence: 'Take back that a reseller was paid',
    permission: BillingPermissions['reseller.manage'],
    risk: 'high',
  };
  readonly input = TakeBackResellerPayoutInput;

  constructor(private readonly policies: Policies) {
    super();
  }

  async handle(
    { settlementId, reason }: TakeBackResellerPayoutInput,
    act: Act,
  ): Promise<{ settlementId: ResellerSettlementId }> {
    onlyForAllPartners(act.actor);
    const settlement = await lockedSettlement(act.sql, settlementId);
    const { partnerId, currency, number, shareMinor, payout } = settlement;
    if (!payout)
      throw conflict('SETTLEMENT_NOT_PAID', `Settlement ${number} is not paid: there is nothing to take back.`);
    const bookedOn = act.todayIn((await this.policies.terms(act.sql, partnerId)).zone);
    await act.sql.execute(
      'UPDATE billing.reseller_payout SET taken_back_on = $2, taken_back_by = $3, taken_back_reason = $4 WHERE id = $1',
      [payout.id, bookedOn, actorLabel(act.actor).name, reason],
    );
    const paid = resellerPaid({ currency, bookedOn: payout.paidOn, from: payout.from, shareMinor });
    const description = `Payout of settlement ${number}, ${payout.reference}, taken back: ${reason}`;
    await bookSettlement(act, settlement, reversalOf(paid, bookedOn), description);
    return { settlementId };
  }
}
