import { Injectable } from '@nestjs/common';
import { OneTimeReturns, OneTimeSales, type PlanId, type SaleReturn, type SaleToReturn } from '@demarc/billing';
import { type Act, type Asking, Command, type CommandRule, Query, type Rule } from '@demarc/commands';
import { Clock, conflict, Decimal, type Id, money, notFound, Refusal, toDecimalString } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { NetworkingPermissions } from '../../../permissions.js';
import { reached, reachOf } from '../../access/reach.js';
import { PolicyCycle } from './policy-cycle.js';
import { PolicyEvaluation } from './policy-evaluation.js';
import { QuotaDesk } from './quota-desk.js';
import { TakeBackDataInput, type TakeBackWishInput, type TopUpRefund, UndoTakeBackInput } from './take-back.input.js';

interface GrantRow {
  readonly id: string;
  readonly serviceId: Id<'Service'>;
  readonly customerId: Id<'Customer'>;
  readonly kind: 'top_up' | 'bonus' | 'rollover' | 'correction';
  readonly octets: string;
  readonly usedBefore: string;
  readonly planId: PlanId | null;
  readonly futureItemId: Id<'FutureItem'> | null;
  readonly invoiceId: Id<'Invoice'> | null;
  readonly takenBackAt: Date | null;
  readonly returnedMinor: string | null;
  readonly refund: TopUpRefund;
}

const GRANT = `
  SELECT held.id, held.service_id AS "serviceId", held.customer_id AS "customerId", held.kind, held.octets::text AS octets,
    held.used_before::text AS "usedBefore", held.plan_id AS "planId", held.future_item_id AS "futureItemId", held.invoice_id AS "invoiceId",
    held.taken_back_at AS "takenBackAt", held.returned_minor::text AS "returnedMinor", coalesce(policy.quota ->> 'refund', 'unused') AS refund
  FROM networking.quota_grant held
  JOIN networking.access access ON access.service_id = held.service_id
  LEFT JOIN networking.access_policy policy ON policy.plan_id = access.plan_id
  WHERE held.id = $1 AND ${reached('held', 2)}`;

export interface TakeBackFigures {
  readonly grant: GrantRow;
  readonly refund: TopUpRefund;
  readonly usedOctets: bigint;
  /** What was sold, and how much of it goes back; undefined where nothing was paid, or nothing goes back. */
  readonly sold: { readonly sale: SaleToReturn; readonly share: { parts: bigint; of: bigint } } | undefined;
}

/** What taking data back comes to: one decision for the preview and for the step. */
@Injectable()
export class TakingBack {
  constructor(private readonly evaluation: PolicyEvaluation) {}

  async decide(
    { sql, actor }: Pick<Asking, 'sql' | 'actor'>,
    wish: TakeBackWishInput,
    at: Date,
  ): Promise<TakeBackFigures> {
    const grant = await grantOf(sql, actor, wish.grantId);
    if (grant.takenBackAt !== null || grant.kind === 'rollover')
      throw conflict('TAKEN_BACK_ALREADY', 'This was taken back before, or was given by nobody.');
    const refund = wish.refund ?? grant.refund;
    const [worked] = await this.evaluation.look(sql, [grant.serviceId], at);
    const drawn = worked?.effective.quota?.drawn.find(({ id }) => id === grant.id)?.octets ?? 0n;
    const usedOctets = BigInt(grant.usedBefore) + drawn;
    const of = BigInt(grant.octets);
    const { customerId, planId, futureItemId, invoiceId } = grant;
    if (planId === null || refund === 'none') return { grant, refund, usedOctets, sold: undefined };
    const share = { parts: refund === 'all' ? of : of - usedOctets, of };
    return { grant, refund, usedOctets, sold: { sale: { customerId, planId, futureItemId, invoiceId }, share } };
  }
}

async function grantOf(sql: Sql, actor: Asking['actor'], id: string): Promise<GrantRow> {
  const found = await sql.first<GrantRow>(GRANT, [id, reachOf(actor)]);
  if (!found) throw notFound('given data');
  return found;
}

export interface TakeBackPreview {
  readonly refund: TopUpRefund;
  readonly usedOctets: string;
  readonly money: SaleReturn | null;
}

/** What would go back of the price, line by line: the same decision, writing nothing. */
@Injectable()
export class PreviewTakeBack extends Query<TakeBackWishInput, TakeBackPreview> {
  readonly rule: Rule = {
    name: 'networking.previewTakeBack',
    sentence: 'See what taking data back gives back',
    permission: NetworkingPermissions['quota.give'],
  };

  constructor(
    private readonly taking: TakingBack,
    private readonly returns: OneTimeReturns,
    private readonly clock: Clock,
  ) {
    super();
  }

  async answer(wish: TakeBackWishInput, asking: Asking): Promise<TakeBackPreview> {
    const { refund, usedOctets, sold } = await this.taking.decide(asking, wish, this.clock.now());
    const back = sold && (await this.returns.preview(asking.sql, sold.sale, sold.share));
    return { refund, usedOctets: usedOctets.toString(), money: back ?? null };
  }
}

/** Takes back data that was given or bought, and of its price what the plan says: both, or neither. */
@Injectable()
export class TakeBackData extends Command<TakeBackDataInput, { serviceId: string; grantId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.takeBackData',
    sentence: 'Take back given data',
    permission: NetworkingPermissions['quota.give'],
    risk: 'normal',
  };
  readonly input = TakeBackDataInput;

  constructor(
    private readonly desk: QuotaDesk,
    private readonly taking: TakingBack,
    private readonly returns: OneTimeReturns,
    private readonly cycle: PolicyCycle,
  ) {
    super();
  }

  async handle(input: TakeBackDataInput, act: Act): Promise<{ serviceId: string; grantId: string }> {
    const { grantId, reason } = input;
    const { serviceId } = await grantOf(act.sql, act.actor, grantId);
    const { customerId, partnerId } = await this.desk.take(act, serviceId);
    const { sold } = await this.taking.decide(act, input, act.at);
    const back = sold && (await this.returns.giveBack(act, sold.sale, sold.share, reason));
    refuseOther(input.amount, back);
    await act.sql.execute(
      `UPDATE networking.quota_grant SET taken_back_at = $2, taken_back_reason = $3, returned_minor = $4, credit_note_id = $5 WHERE id = $1`,
      [grantId, act.at, reason, back?.grossMinor.toString() ?? null, back?.creditNoteId ?? null],
    );
    act.audit({ kind: 'access', id: serviceId, customerId, partnerId }, 'Given data taken back', {
      grantId,
      reason,
      returned: back ? inWords(back) : null,
    });
    await this.cycle.turnSome(act, [serviceId]);
    return { serviceId, grantId };
  }
}

/** Puts data back that was taken; what was paid back for it is charged again, as the plan charges. */
@Injectable()
export class UndoTakeBack extends Command<UndoTakeBackInput, { serviceId: string; grantId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.undoTakeBack',
    sentence: 'Give back data that was taken',
    permission: NetworkingPermissions['quota.give'],
    risk: 'normal',
  };
  readonly input = UndoTakeBackInput;

  constructor(
    private readonly desk: QuotaDesk,
    private readonly sales: OneTimeSales,
    private readonly cycle: PolicyCycle,
  ) {
    super();
  }

  async handle({ grantId, reason }: UndoTakeBackInput, act: Act): Promise<{ serviceId: string; grantId: string }> {
    const { serviceId } = await grantOf(act.sql, act.actor, grantId);
    const { customerId, partnerId, written } = await this.desk.take(act, serviceId);
    // Read anew: what was found before is only safe to act on now that nobody else has the quota in hand.
    const { takenBackAt, planId, returnedMinor } = await grantOf(act.sql, act.actor, grantId);
    if (takenBackAt === null) throw conflict('NOT_TAKEN_BACK', 'This data was not taken back, or is there again.');
    const grossMinor = BigInt(returnedMinor ?? '0');
    const sold =
      planId !== null && grossMinor > 0n
        ? await this.sales.sell(act, { customerId, serviceId, planId, charge: written.charge, grossMinor })
        : undefined;
    await act.sql.execute(
      `UPDATE networking.quota_grant SET taken_back_at = NULL, taken_back_reason = NULL, returned_minor = NULL, credit_note_id = NULL,
         future_item_id = CASE WHEN $2 THEN $3 ELSE future_item_id END, invoice_id = CASE WHEN $2 THEN $4 ELSE invoice_id END WHERE id = $1`,
      [grantId, sold !== undefined, sold?.futureItemId ?? null, sold?.invoiceId ?? null],
    );
    act.audit({ kind: 'access', id: serviceId, customerId, partnerId }, 'Data that was taken back is there again', {
      grantId,
      reason,
    });
    await this.cycle.turnSome(act, [serviceId]);
    return { serviceId, grantId };
  }
}

function refuseOther(seen: string | null | undefined, back: SaleReturn | undefined): void {
  if (seen === null || seen === undefined) return;
  const now = back ? toDecimalString(money(back.grossMinor, back.currency)) : '0';
  if (!new Decimal(seen).equals(now))
    throw new Refusal('stale', 'FIGURES_CHANGED', 'More was used since the preview. Look at the figures again.');
}

function inWords({ grossMinor, currency }: SaleReturn): string {
  return `${toDecimalString(money(grossMinor, currency))} ${currency}`;
}
