import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { type CurrencyCode, type LocalDate, notFound } from '@demarc/kernel';
import type { PlanId, PlanMoveId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { counted } from '../documents/find-documents.query.js';
import type { MoveLine } from './move-lines.js';
import { moveHash } from './plan-move-commands.js';

export type PlanMoveItemState = 'waiting' | 'ready' | 'refused' | 'changed' | 'failed';

export interface FoundPlanMove {
  readonly id: PlanMoveId;
  readonly rows: readonly { planId: PlanId; newPlanId: PlanId; changeOn: LocalDate; unitPrice?: string }[];
  readonly reason: string;
  readonly status: 'preparing' | 'ready' | 'applying' | 'applied';
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly counts: Readonly<Record<PlanMoveItemState, number>>;
  readonly currency: CurrencyCode | null;
  readonly netMinor: string;
  readonly hash: string | null;
}

export interface PlanMoveItem {
  readonly serviceId: ServiceId;
  readonly number: string;
  readonly customerId: string;
  readonly planTitle: string;
  readonly newPlanTitle: string;
  readonly changeOn: LocalDate;
  readonly currency: CurrencyCode;
  readonly oldPrice: string | null;
  readonly newPrice: string | null;
  readonly lines: readonly MoveLine[];
  readonly netMinor: string | null;
  readonly state: PlanMoveItemState;
  readonly resultCode: string | null;
  readonly resultText: string | null;
  readonly planChangeId: string | null;
}

const SEE: Pick<Rule, 'permission'> = { permission: BillingPermissions['plan.manage'] };

const MOVES = `SELECT move.id, move.rows, move.reason, move.status, move.created_by AS "createdBy", move.created_at AS "createdAt", move.finished_at AS "finishedAt",
    sums.counts, sums.net AS "netMinor", (SELECT max(plan.currency) FROM billing.plan WHERE plan.id = (move.rows->0->>'newPlanId')::uuid) AS currency
  FROM billing.plan_move move CROSS JOIN LATERAL (
    SELECT jsonb_build_object('waiting', count(*) FILTER (WHERE state = 'waiting'), 'ready', count(*) FILTER (WHERE state = 'ready'),
      'refused', count(*) FILTER (WHERE state = 'refused'), 'changed', count(*) FILTER (WHERE state = 'changed'),
      'failed', count(*) FILTER (WHERE state = 'failed')) AS counts, coalesce(sum(net_minor) FILTER (WHERE state IN ('ready', 'changed')), 0)::bigint AS net
      FROM billing.plan_move_item item WHERE item.move_id = move.id) sums`;

/** Changes of plan for many, the newest first. */
@Injectable()
export class ListPlanMoves extends Query<object, FoundPlanMove[]> {
  readonly rule: Rule = { name: 'billing.listPlanMoves', sentence: 'List changes of plan for many customers', ...SEE };

  async answer(_: object, { sql }: Asking): Promise<FoundPlanMove[]> {
    const rows = await sql.query<Omit<FoundPlanMove, 'hash'>>(
      `${MOVES} ORDER BY move.created_at DESC, move.id DESC LIMIT 50`,
    );
    return rows.map((row) => ({ ...row, hash: null }));
  }
}

@Injectable()
export class FindPlanMove extends Query<{ id: PlanMoveId }, FoundPlanMove> {
  readonly rule: Rule = { name: 'billing.findPlanMove', sentence: 'Open a change of plan for many customers', ...SEE };

  async answer({ id }: { id: PlanMoveId }, { sql }: Asking): Promise<FoundPlanMove> {
    const found = await sql.first<Omit<FoundPlanMove, 'hash'>>(`${MOVES} WHERE move.id = $1`, [id]);
    if (!found) throw notFound('change of plans');
    return { ...found, hash: await moveHash(sql, id) };
  }
}

export interface PlanMoveItemsQuestion {
  readonly id: PlanMoveId;
  readonly state?: PlanMoveItemState | undefined;
  readonly first: number;
  readonly after?: string | undefined;
}

/** Each service of it: the lines of its change, and what came of it. */
@Injectable()
export class PlanMoveItems extends Query<PlanMoveItemsQuestion, Page<PlanMoveItem>> {
  readonly rule: Rule = {
    name: 'billing.planMoveItems',
    sentence: 'See whose plan changes with many others',
    permission: BillingPermissions['service.view'],
  };

  async answer({ id, state, first, after }: PlanMoveItemsQuestion, { sql }: Asking): Promise<Page<PlanMoveItem>> {
    const number = after ? decodeCursor(after, 1)[0] : null;
    const from = `FROM billing.plan_move_item item JOIN billing.service ON service.id = item.service_id JOIN billing.plan was ON was.id = item.plan_id
      JOIN billing.plan becomes ON becomes.id = item.new_plan_id WHERE item.move_id = $1 AND ($2::text IS NULL OR item.state = $2)`;
    const values = [id, state ?? null];
    const rows = await sql.query<PlanMoveItem>(
      `SELECT item.service_id AS "serviceId", service.number, item.customer_id AS "customerId", was.title AS "planTitle", becomes.title AS "newPlanTitle",
         item.change_on AS "changeOn", service.currency, item.old_price AS "oldPrice", item.new_price AS "newPrice", item.lines, item.net_minor AS "netMinor",
         item.state, item.result_code AS "resultCode", item.result_text AS "resultText", item.plan_change_id AS "planChangeId"
       ${from} AND ($3::bigint IS NULL OR service.number > $3) ORDER BY service.number LIMIT $4`,
      [...values, number ?? null, first + 1],
    );
    return cutPage(rows, first, (row) => encodeCursor([row.number]), await counted(sql, `SELECT 1 ${from}`, values));
  }
}
