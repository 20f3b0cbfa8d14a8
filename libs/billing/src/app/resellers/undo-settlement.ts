import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict } from '@demarc/kernel';
import { resellerSettled, reversalOf } from '../../domain/index.js';
import type { ResellerSettlementId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import { bookSettlement, lockedSettlement, onlyForAllPartners } from './reseller-books.js';
import { UndoResellerSettlementInput } from './reseller.input.js';

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
    const { partnerId, currency, number, shareMinor } = settlement;
    if (settlement.payout)
      throw conflict('SETTLEMENT_PAID', `Settlement ${number} is paid. Take the payout back first.`);
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
    const draft = reversalOf(resellerSettled({ currency, bookedOn, shareMinor }), bookedOn);
    await bookSettlement(act, settlement, draft, description);
    return { settlementId };
  }
}
