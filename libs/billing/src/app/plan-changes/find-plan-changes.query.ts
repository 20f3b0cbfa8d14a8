import { Injectable } from '@nestjs/common';
import { reachesOnlyAddedBy } from '@demarc/crm';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { PlanChangeState } from '../../domain/index.js';
import type { ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { reached } from '../accounts/reach.js';

export interface FoundPlanChange {
  readonly id: string;
  readonly customerId: string;
  readonly oldServiceId: ServiceId;
  readonly newServiceId: ServiceId;
  readonly oldPlanTitle: string;
  readonly newPlanTitle: string;
  readonly changeOn: LocalDate;
  readonly state: PlanChangeState;
  readonly direction: string;
  readonly reason: string;
  readonly currency: string;
  readonly netMinor: string;
  readonly creditNoteId: string | null;
  readonly invoiceId: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
  readonly undoReason: string | null;
}

const CHANGES = `
  SELECT change.id, change.customer_id AS "customerId", change.old_service_id AS "oldServiceId", change.new_service_id AS "newServiceId",
    before.title AS "oldPlanTitle", after.title AS "newPlanTitle", change.change_on AS "changeOn", change.state, change.direction, change.reason,
    change.currency, change.net_minor AS "netMinor", change.credit_note_id AS "creditNoteId", change.invoice_id AS "invoiceId", change.made_by AS "madeBy",
    change.made_at AS "madeAt", change.undone_by AS "undoneBy", change.undone_at AS "undoneAt", change.undo_reason AS "undoReason"
  FROM billing.plan_change change JOIN billing.service old ON old.id = change.old_service_id JOIN billing.plan before ON before.id = old.plan_id
  JOIN billing.service fresh ON fresh.id = change.new_service_id JOIN billing.plan after ON after.id = fresh.plan_id`;

const VIEW: Pick<Rule, 'permission' | 'customer'> = { permission: BillingPermissions['service.view'], customer: 'own' };

/** The changes of plan of many customers, newest first. */
@Injectable()
export class PlanChangesOf extends Query<{ customerIds: readonly string[] }, FoundPlanChange[]> {
  readonly rule: Rule = { name: 'billing.planChangesOf', sentence: 'See changes of plan', ...VIEW };

  answer({ customerIds }: { customerIds: readonly string[] }, { sql }: Asking): Promise<FoundPlanChange[]> {
    return sql.query<FoundPlanChange>(
      `${CHANGES} WHERE change.customer_id = ANY ($1::uuid[]) ORDER BY change.customer_id, change.made_at DESC, change.id DESC`,
      [customerIds],
    );
  }
}

/** What waits for its day, the next first. */
@Injectable()
export class ListScheduledChanges extends Query<object, FoundPlanChange[]> {
  readonly rule: Rule = {
    name: 'billing.listScheduledChanges',
    sentence: 'See scheduled changes of plan',
    permission: BillingPermissions['service.view'],
  };

  answer(_input: object, { sql, actor }: Asking): Promise<FoundPlanChange[]> {
    return sql.query<FoundPlanChange>(
      `${CHANGES} WHERE change.state = 'scheduled' AND ${reached('change', 1)} ORDER BY change.change_on, change.id LIMIT 500`,
      [reachesOnlyAddedBy(actor)],
    );
  }
}
