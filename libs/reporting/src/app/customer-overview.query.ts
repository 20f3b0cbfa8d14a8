import { Injectable } from '@nestjs/common';
import { type Actor, holds } from '@demarc/access';
import { BillingPermissions } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { CrmPermissions, type CustomerId, Operators } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';
import { NetworkingPermissions } from '@demarc/networking';
import { requireCustomer } from './require-customer.js';

export interface OverviewMoney {
  readonly currency: string;
  readonly balance_minor: string;
  readonly standing: string;
  readonly standing_since: string;
  readonly customer_status: string;
  readonly billing_type: string;
  readonly next_check_on: string | null;
  readonly promise_until: string | null;
  readonly open_holds: number;
  readonly open_invoices: string;
  readonly open_minor: string;
  readonly overdue_minor: string;
  readonly overdue_since: string | null;
  readonly last_payment_minor: string | null;
  readonly last_payment_on: string | null;
}

export interface OverviewServices {
  readonly pending: string;
  readonly active: string;
  readonly paused: string;
  readonly disabled: string;
}

export interface OverviewConnection {
  readonly online: string;
  readonly since: Date | null;
  readonly address: string | null;
  readonly last_ended_at: Date | null;
  readonly last_reject_at: Date | null;
  readonly last_reject_code: string | null;
  readonly not_converged: string;
  readonly access_count: string;
}

export interface Overview {
  readonly customerId: CustomerId;
  readonly money: OverviewMoney | null;
  readonly services: OverviewServices | null;
  readonly connection: OverviewConnection | null;
}

/** The head of the customer page: balance, services and connection in three readings. Parts without the right are null. */
@Injectable()
export class CustomerOverview extends Query<{ readonly customerId: CustomerId }, Overview> {
  readonly rule: Rule = {
    name: 'reporting.customerOverview',
    sentence: 'See a customer at a glance',
    permission: CrmPermissions['customer.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer({ customerId }: { readonly customerId: CustomerId }, { sql, actor, clock }: Asking): Promise<Overview> {
    await requireCustomer(sql, actor, customerId);
    const today = clock.todayIn((await this.operators.settings(sql)).timeZone);
    return {
      customerId,
      money: await money(sql, actor, customerId, today),
      services: holds(actor, BillingPermissions['service.view']) ? await services(sql, customerId) : null,
      connection: holds(actor, NetworkingPermissions['session.view']) ? await connection(sql, customerId) : null,
    };
  }
}

async function money(sql: Sql, actor: Actor, customerId: CustomerId, today: string): Promise<OverviewMoney | null> {
  if (!holds(actor, BillingPermissions['account.view'])) return null;
  const found = await sql.first<OverviewMoney>(
    `SELECT account.currency, account.balance_minor, account.standing, account.standing_since, account.customer_status, account.billing_type,
       account.next_check_on, account.promise_until, account.open_holds, open.count AS open_invoices, open.total AS open_minor,
       open.overdue AS overdue_minor, open.since AS overdue_since, payment.amount_minor AS last_payment_minor, payment.received_on AS last_payment_on
     FROM billing.account account
     CROSS JOIN LATERAL (SELECT count(*) AS count, coalesce(sum(gross_minor - settled_minor), 0)::bigint AS total,
         coalesce(sum(gross_minor - settled_minor) FILTER (WHERE due_on < $2::date), 0)::bigint AS overdue, min(due_on) FILTER (WHERE due_on < $2::date) AS since
       FROM billing.invoice WHERE customer_id = account.customer_id AND settled_minor < gross_minor AND status = 'issued') open
     LEFT JOIN LATERAL (SELECT amount_minor, received_on FROM billing.payment WHERE customer_id = account.customer_id AND status = 'recorded'
       ORDER BY received_on DESC, id DESC LIMIT 1) payment ON true
     WHERE account.customer_id = $1`,
    [customerId, today],
  );
  return found ?? null;
}

async function services(sql: Sql, customerId: CustomerId): Promise<OverviewServices> {
  const found = await sql.first<OverviewServices>(
    `SELECT count(*) FILTER (WHERE status = 'pending') AS pending, count(*) FILTER (WHERE status = 'active') AS active,
       count(*) FILTER (WHERE status = 'paused') AS paused, count(*) FILTER (WHERE status = 'disabled') AS disabled
     FROM billing.service WHERE customer_id = $1`,
    [customerId],
  );
  return found ?? { pending: '0', active: '0', paused: '0', disabled: '0' };
}

async function connection(sql: Sql, customerId: CustomerId): Promise<OverviewConnection | null> {
  const found = await sql.first<OverviewConnection>(
    `SELECT open.count AS online, open.since, open.address, closed.ended_at AS last_ended_at, rejected.at AS last_reject_at, rejected.code AS last_reject_code,
       access.count AS access_count, access.lagging AS not_converged
     FROM (SELECT count(*) AS count, min(started_at) AS since, min(host(framed_ipv4)) AS address
       FROM networking.access own JOIN networking.session_open session ON session.service_id = own.service_id WHERE own.customer_id = $1) open
     CROSS JOIN (SELECT count(*) AS count, count(*) FILTER (WHERE converged_version < desired_version) AS lagging FROM networking.access WHERE customer_id = $1 AND live) access
     LEFT JOIN LATERAL (SELECT ended_at FROM networking.session_closed WHERE customer_id = $1 ORDER BY started_at DESC LIMIT 1) closed ON true
     LEFT JOIN LATERAL (SELECT log.at, log.code FROM networking.access own JOIN networking.radius_log log ON log.service_id = own.service_id
       WHERE own.customer_id = $1 AND log.outcome = 'reject' ORDER BY log.at DESC LIMIT 1) rejected ON true`,
    [customerId],
  );
  return found && found.access_count !== '0' ? found : null;
}
