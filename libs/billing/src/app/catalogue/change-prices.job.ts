import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import type { Id, LocalDate } from '@demarc/kernel';
import type { PriceChangeId, ServiceId } from '../../ids.js';
import { Accounts } from '../accounts/accounts.js';
import { NEXT_CHARGE, priceInForce, writeServicePrices } from '../pricing/service-prices.js';
import { announceService } from '../services/service-steps.js';

const PAGE = 200;

interface WaitingItem {
  readonly service_id: ServiceId;
  readonly customer_id: Id<'Customer'>;
}

interface DueItem extends WaitingItem {
  readonly partner_id: Id<'Partner'>;
  readonly number: string;
  readonly status: string;
  readonly old_price: string | null;
  readonly new_price: string | null;
  readonly old_description: string;
  readonly new_description: string;
  readonly description: string;
  readonly valid_from: LocalDate;
  readonly price_now: string | null;
}

/** The services of a change page by page: what is done is not found again, what became another by hand is left as it is. */
@Injectable()
export class ChangePricesJob extends Job<{ changeId: PriceChangeId }> {
  readonly name = 'billing.change-prices';
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 20, concurrency: 1 };

  constructor(
    private readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly operators: Operators,
  ) {
    super();
  }

  async run({ changeId }: { changeId: PriceChangeId }, context: JobContext): Promise<void> {
    const call = { actor: systemActor('change of prices'), requestId: `prices-${changeId}` };
    while (
      !context.signal.aborted &&
      (await this.acts.perform(call, 'billing.changePrices', (act) => this.page(act, changeId)))
    );
  }

  private async page(act: Act, changeId: PriceChangeId): Promise<boolean> {
    const waiting = await act.sql.query<WaitingItem>(
      `SELECT service_id, customer_id FROM billing.price_change_item WHERE change_id = $1 AND state = 'waiting' ORDER BY customer_id, service_id LIMIT ${PAGE}`,
      [changeId],
    );
    if (waiting.length === 0) {
      await act.sql.execute(
        `UPDATE billing.price_change SET status = 'applied', finished_at = $2 WHERE id = $1 AND status = 'applying'`,
        [changeId, act.at],
      );
      return false;
    }
    await this.accounts.lockMany(act.sql, [...new Set(waiting.map((item) => item.customer_id))]);
    const today = act.todayIn((await this.operators.settings(act.sql)).timeZone);
    const items = await dueItems(act, changeId, waiting);
    const done = items.filter((item) => skipReason(item) === null);
    const priced = done.flatMap(({ service_id: serviceId, new_price: unitPrice, old_price, valid_from: from }) =>
      unitPrice === null || unitPrice === old_price ? [] : [{ serviceId, unitPrice, from }],
    );
    await writeServicePrices(act, priced, today);
    const worded = done.filter((item) => item.new_description !== item.old_description);
    await act.sql.execute(
      `UPDATE billing.service SET description = said.text, revision = revision + 1 FROM unnest($1::uuid[], $2::text[]) said (id, text) WHERE service.id = said.id`,
      [worded.map((item) => item.service_id), worded.map((item) => item.new_description)],
    );
    await this.finish(act, changeId, items);
    return true;
  }

  private async finish(act: Act, changeId: PriceChangeId, items: readonly DueItem[]): Promise<void> {
    await act.sql.execute(
      `UPDATE billing.price_change_item item SET state = CASE WHEN said.code IS NULL THEN 'done' ELSE 'skipped' END, result_code = said.code, valid_from = said.valid_from
         FROM unnest($2::uuid[], $3::text[], $4::date[]) said (id, code, valid_from) WHERE item.change_id = $1 AND item.service_id = said.id`,
      [changeId, items.map((item) => item.service_id), items.map(skipReason), items.map((item) => item.valid_from)],
    );
    for (const item of items) {
      if (skipReason(item) !== null) continue;
      await announceService(act, item.service_id);
      act.audit(
        { kind: 'service', id: item.service_id, customerId: item.customer_id, partnerId: item.partner_id },
        `Service #${item.number} changed with its plan`,
        {
          before: { unitPrice: item.old_price, description: item.old_description },
          after: { unitPrice: item.new_price, description: item.new_description, priceFrom: item.valid_from, changeId },
        },
      );
    }
  }
}

/** A service that was charged further since then gets the new price after those days. */
function dueItems(act: Act, changeId: PriceChangeId, waiting: readonly WaitingItem[]): Promise<DueItem[]> {
  return act.sql.query<DueItem>(
    `SELECT item.service_id, item.customer_id, item.partner_id, service.number, service.status, item.old_price, item.new_price, item.old_description,
       item.new_description, service.description, first.valid_from, ${priceInForce('first.valid_from')} AS price_now
       FROM billing.price_change_item item JOIN billing.service service ON service.id = item.service_id
       CROSS JOIN LATERAL (SELECT greatest(item.valid_from, ${NEXT_CHARGE}) AS valid_from) first
      WHERE item.change_id = $1 AND item.service_id = ANY ($2::uuid[]) ORDER BY item.customer_id, item.service_id`,
    [changeId, waiting.map((item) => item.service_id)],
  );
}

function skipReason(item: DueItem): string | null {
  if (item.status === 'archived') return 'SERVICE_ARCHIVED';
  if (item.price_now !== item.old_price || item.description !== item.old_description) return 'CHANGED_SINCE';
  return null;
}
