import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { addDays, conflict, Refusal } from '@demarc/kernel';
import { resellerSettled } from '../../domain/index.js';
import type { ResellerSettlementId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { takeNumbers } from '../documents/take-numbers.js';
import { push } from '../ledger/post-entries.js';
import { say } from '../payments/money-steps.js';
import { Policies } from '../settings/policies.js';
import { decideSettlement, explainer, type NextSettlement } from './next-settlement.js';
import { bookSettlement, lockReseller, onlyForAllPartners } from './reseller-books.js';
import { SettleResellerInput } from './reseller.input.js';

/** Writes the next settlement of a partner, exactly as it was previewed. */
@Injectable()
export class SettleReseller extends Command<SettleResellerInput, { settlementId: ResellerSettlementId }> {
  readonly rule: CommandRule = {
    name: 'billing.settleReseller',
    sentence: 'Settle with a reseller',
    permission: BillingPermissions['reseller.manage'],
    risk: 'high',
  };
  readonly input = SettleResellerInput;

  constructor(
    private readonly partners: Partners,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(
    { partnerId, through, currency, hash }: SettleResellerInput,
    act: Act,
  ): Promise<{ settlementId: ResellerSettlementId }> {
    onlyForAllPartners(act.actor);
    const partner = await this.partners.required(act.sql, partnerId);
    const terms = await this.policies.terms(act.sql, partnerId);
    await lockReseller(act.sql, partnerId);
    const today = act.todayIn(terms.zone);
    const wish = { partnerId, through, currency: currency ?? terms.currency };
    const next = await decideSettlement(act.sql, wish, terms, today);
    if (next.hash !== hash)
      throw new Refusal(
        'stale',
        'SETTLEMENT_CHANGED',
        'The figures have changed since the preview. Look at them again.',
      );
    if (next.lines.length === 0)
      throw conflict(
        'NOTHING_TO_SETTLE',
        `Nothing came of ${partner.name}’s customers in this time. Choose a later day.`,
      );
    const settlementId = act.newId<'ResellerSettlement'>();
    await writeLines(act, settlementId, next);
    const [taken] = await takeNumbers(act, 'reseller_settlement', [
      { on: today, terms: { ...terms, numbersOf: null } },
    ]);
    if (!taken) throw new Error('a settlement got no number');
    const { totals } = next;
    await act.sql.execute(
      `INSERT INTO billing.reseller_settlement (id, partner_id, currency, series_id, ordinal, number, period, settled_on, base_minor, tax_minor, not_shared_minor,
         gross_minor, share_minor, kept_minor, hash, settled_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, daterange($7, $8), $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        settlementId,
        partnerId,
        next.currency,
        taken.seriesId,
        taken.ordinal.toString(),
        taken.number,
        next.from,
        addDays(through, 1),
        today,
        ...sumsOf(totals),
        hash,
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    const description = `Settlement ${taken.number} with ${partner.name} for ${next.from} to ${through}: ${say(totals.shareMinor, next)} of ${say(totals.baseMinor, next)}`;
    const draft = resellerSettled({ currency: next.currency, bookedOn: today, shareMinor: totals.shareMinor });
    await bookSettlement(act, { id: settlementId, partnerId }, draft, description);
    return { settlementId };
  }
}

async function writeLines(act: Act, id: ResellerSettlementId, next: NextSettlement): Promise<void> {
  const rows: unknown[][] = Array.from({ length: 13 }, () => []);
  next.lines.map(explainer(next)).forEach((line, index) => {
    push(rows, [
      index + 1,
      line.customerId,
      line.kind === 'invoice' ? line.documentId : null,
      line.kind === 'credit_note' ? line.documentId : null,
      line.termsId,
      line.percent,
      ...sumsOf(line),
      JSON.stringify(line.explanation),
    ]);
  });
  await act.sql.execute(
    `INSERT INTO billing.reseller_settlement_line (settlement_id, partner_id, position, customer_id, invoice_id, credit_note_id, terms_id, percent,
       base_minor, tax_minor, not_shared_minor, gross_minor, share_minor, kept_minor, explanation)
     SELECT $1, $2, line.* FROM unnest($3::int[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::numeric[], $9::bigint[], $10::bigint[], $11::bigint[],
       $12::bigint[], $13::bigint[], $14::bigint[], $15::jsonb[]) line`,
    [id, next.partnerId, ...rows],
  );
}

/** In the order of the columns of settlements and their lines. */
function sumsOf(sums: NextSettlement['totals']): string[] {
  const { baseMinor, taxMinor, notSharedMinor, grossMinor, shareMinor, keptMinor } = sums;
  return [baseMinor, taxMinor, notSharedMinor, grossMinor, shareMinor, keptMinor].map(String);
}
