import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { conflict, type Id, invalid, type LocalDate, parseDecimal } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { lockReseller, onlyForAllPartners } from './reseller-books.js';
import { SetResellerTermsInput } from './reseller.input.js';

/** Agrees what a partner gets. Days that are settled keep the terms that they were settled by. */
@Injectable()
export class SetResellerTerms extends Command<SetResellerTermsInput, { partnerId: Id<'Partner'> }> {
  readonly rule: CommandRule = {
    name: 'billing.setResellerTerms',
    sentence: 'Agree what a reseller gets',
    permission: BillingPermissions['reseller.manage'],
    risk: 'high',
  };
  readonly input = SetResellerTermsInput;

  constructor(private readonly partners: Partners) {
    super();
  }

  async handle(input: SetResellerTermsInput, act: Act): Promise<{ partnerId: Id<'Partner'> }> {
    const { partnerId, from, percent, basis, withFees = false } = input;
    onlyForAllPartners(act.actor);
    const partner = await this.partners.required(act.sql, partnerId);
    if (parseDecimal(percent)?.gt(100) ?? true)
      throw invalid('PERCENT_OVER_100', 'A reseller gets at most 100 percent.', [
        { field: 'percent', message: 'must be at most 100' },
      ]);
    await lockReseller(act.sql, partnerId);
    const settled = await act.sql.first<{ through: LocalDate | null }>(
      `SELECT (max(upper(period)) - 1)::text AS through FROM billing.reseller_settlement WHERE partner_id = $1 AND undone_on IS NULL`,
      [partnerId],
    );
    if (settled?.through && from <= settled.through)
      throw conflict(
        'TERMS_SETTLED',
        `The days until ${settled.through} are settled and keep their terms. Choose a later day.`,
      );
    const before = await act.sql.first(
      'SELECT percent, basis, with_fees FROM billing.reseller_terms WHERE partner_id = $1 AND from_on = $2',
      [partnerId, from],
    );
    await act.sql.execute(
      `INSERT INTO billing.reseller_terms (id, partner_id, from_on, percent, basis, with_fees, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (partner_id, from_on) DO UPDATE SET percent = excluded.percent, basis = excluded.basis, with_fees = excluded.with_fees,
         set_by = excluded.set_by, set_at = excluded.set_at`,
      [act.newId<'ResellerTerms'>(), partnerId, from, percent, basis, withFees, actorLabel(act.actor).name, act.at],
    );
    act.audit({ kind: 'partner', id: partnerId, partnerId }, `${partner.name} gets ${percent} % from ${from}`, {
      before: before ?? {},
      after: { from, percent, basis, withFees },
    });
    return { partnerId };
  }
}
