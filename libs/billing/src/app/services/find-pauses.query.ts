import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { PauseBilling } from '../../domain/index.js';
import type { ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';

export interface FoundPause {
  readonly id: string;
  readonly serviceId: ServiceId;
  readonly from: LocalDate;
  readonly through: LocalDate | null;
  readonly billing: PauseBilling;
  readonly reason: string;
  readonly madeBy: string;
}

/** The pauses of many customers’ services, the newest first. */
@Injectable()
export class PausesOf extends Query<{ customerIds: readonly string[] }, (FoundPause & { customerId: string })[]> {
  readonly rule: Rule = {
    name: 'billing.pausesOf',
    sentence: 'See pauses of services',
    permission: BillingPermissions['service.view'],
    customer: 'own',
  };

  answer(
    { customerIds }: { customerIds: readonly string[] },
    { sql }: Asking,
  ): Promise<(FoundPause & { customerId: string })[]> {
    return sql.query(
      `SELECT id, customer_id AS "customerId", service_id AS "serviceId", lower(days) AS "from", (upper(days) - 1)::date AS through, billing, reason,
         made_by AS "madeBy" FROM billing.service_pause WHERE customer_id = ANY ($1::uuid[]) ORDER BY customer_id, lower(days) DESC`,
      [customerIds],
    );
  }
}
