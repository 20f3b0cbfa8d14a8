import { Injectable } from '@nestjs/common';
import type { Id, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { PlanKind, ServiceStatus } from '../../domain/index.js';
import type { PlanId, ServiceId } from '../../ids.js';

/** What other contexts need to know of a service. */
export interface ServiceFacts {
  readonly id: ServiceId;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly planId: PlanId;
  readonly kind: PlanKind;
  readonly status: ServiceStatus;
  readonly startsOn: LocalDate;
  /** The last day of service, itself included. */
  readonly endsOn: LocalDate | null;
  /** The service whose place it takes: after a plan change, or when it goes on with one that was deactivated. */
  readonly previousServiceId: ServiceId | null;
}

const SELECT = `SELECT id, customer_id AS "customerId", partner_id AS "partnerId", plan_id AS "planId", kind, status,
  coalesce(activates_on, starts_on) AS "startsOn", ends_on AS "endsOn", coalesce(continues_service_id, previous_service_id) AS "previousServiceId" FROM billing.service`;

/** Services as other contexts see them. */
@Injectable()
export class Services {
  findMany(sql: Sql, ids: readonly string[]): Promise<ServiceFacts[]> {
    return sql.query<ServiceFacts>(`${SELECT} WHERE id = ANY ($1::uuid[])`, [ids]);
  }

  async find(sql: Sql, id: string): Promise<ServiceFacts | undefined> {
    return (await this.findMany(sql, [id]))[0];
  }

  ofCustomer(sql: Sql, customerId: string): Promise<ServiceFacts[]> {
    return sql.query<ServiceFacts>(`${SELECT} WHERE customer_id = $1 ORDER BY starts_on, id`, [customerId]);
  }
}
