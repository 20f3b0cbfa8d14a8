import { Injectable } from '@nestjs/common';
import type { Actor } from '@demarc/access';
import { notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { CustomerCategory, Lifecycle } from '../domain/customer-lifecycle.js';
import type { CustomerId, LocationId, PartnerId } from '../domain/ids.js';
import { reachesOnlyAddedBy } from './customer-reach.js';

/** What other contexts need to know of a customer: documents, receipts, scope. */
export interface CustomerBrief {
  readonly id: CustomerId;
  readonly partnerId: PartnerId;
  readonly locationId: LocationId | null;
  /** Shown as #6. */
  readonly number: string;
  readonly category: CustomerCategory;
  readonly name: string;
  readonly login: string | null;
  readonly lifecycle: Lifecycle;
  readonly email: string | null;
  readonly billingEmail: string | null;
  readonly phones: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  readonly companyNumber: string | null;
  readonly vatId: string | null;
  /** Of documents and messages, as two letters; null: as the partner's. */
  readonly language: string | null;
}

const BRIEF = `id, partner_id AS "partnerId", location_id AS "locationId", number, category, name, login, lifecycle, email,
  billing_email AS "billingEmail", phones, street, city, zip, country, company_number AS "companyNumber", vat_id AS "vatId", language`;

/** Facade: customers as other contexts see them, in the caller's transaction and scope. */
@Injectable()
export class Customers {
  async find(sql: Sql, id: CustomerId): Promise<CustomerBrief | undefined> {
    return sql.first<CustomerBrief>(`SELECT ${BRIEF} FROM crm.customer WHERE id = $1`, [id]);
  }

  /** Refuses with NOT_FOUND when there is none in the scope. */
  async required(sql: Sql, id: CustomerId): Promise<CustomerBrief> {
    const found = await this.find(sql, id);
    if (!found) throw notFound('customer');
    return found;
  }

  /** Refuses with NOT_FOUND when the customer is out of the actor's reach: staff without `customer.viewAll` reach their own. */
  async reached(sql: Sql, actor: Actor, id: CustomerId, what = 'customer'): Promise<void> {
    const only = reachesOnlyAddedBy(actor);
    if (only === null) return;
    if (!(await sql.first('SELECT 1 FROM crm.customer WHERE id = $1 AND added_by = $2', [id, only])))
      throw notFound(what);
  }

  /** Missing ids are missing in the map. */
  async findMany(sql: Sql, ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, CustomerBrief>> {
    const rows = await sql.query<CustomerBrief>(`SELECT ${BRIEF} FROM crm.customer WHERE id = ANY ($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/**
 * Where finance mail goes: the billing address when there is one, else the main one. Other mail goes to the main one only;
 * a customer with nothing but a billing address gets finance mail alone. Each address once.
 */
export function mailAddresses(
  customer: Pick<CustomerBrief, 'email' | 'billingEmail'>,
  about: 'finance' | 'other',
): readonly string[] {
  const split = (text: string | null): string[] => (text ?? '').split(/[,;\s]+/).filter((address) => address !== '');
  const billing = split(customer.billingEmail);
  return [...new Set(about === 'finance' && billing.length > 0 ? billing : split(customer.email))];
}
