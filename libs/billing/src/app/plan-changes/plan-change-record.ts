import { actorLabel } from '@demarc/access';
import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { ServiceEntity } from '../../data/service.entity.js';
import type { ServiceId } from '../../ids.js';
import type { DecidedPlanChange } from './decide-plan-change.js';
import type { ChangeDocuments } from './plan-change-documents.js';
import type { ChangePlanInput } from './plan-change.input.js';
import type { ServiceBefore } from './replace-services.js';

export interface PlanChangeToRecord {
  readonly service: ServiceEntity;
  readonly input: Pick<ChangePlanInput, 'changeOn' | 'reason'>;
  readonly decided: DecidedPlanChange;
  readonly newServiceId: ServiceId;
  readonly before: readonly ServiceBefore[];
  readonly written: ChangeDocuments;
  readonly today: LocalDate;
}

/** Keeps what a change did, so that it can be listed, and undone as one. */
export async function writePlanChange(act: Act, change: PlanChangeToRecord): Promise<string> {
  const { service, input, decided, newServiceId, before, written, today } = change;
  const id = act.newId<'PlanChange'>();
  await act.sql.execute(
    `INSERT INTO billing.plan_change (id, customer_id, partner_id, old_service_id, new_service_id, change_on, state, direction, reason, services_before,
       currency, net_minor, credit_note_id, invoice_id, future_item_id, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      id,
      service.customerId,
      service.partnerId,
      service.id,
      newServiceId,
      input.changeOn,
      input.changeOn > today ? 'scheduled' : 'applied',
      decided.plan.direction,
      input.reason ?? '',
      JSON.stringify(before),
      service.currency,
      decided.plan.netMinor.toString(),
      written.creditNoteId,
      written.invoiceId,
      written.futureItemId,
      actorLabel(act.actor).name,
      act.at,
    ],
  );
  return id;
}
