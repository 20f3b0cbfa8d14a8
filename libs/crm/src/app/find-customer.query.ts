import { Injectable } from '@nestjs/common';
import type { Actor } from '@demarc/access';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { CustomValues } from '../domain/custom-fields.js';
import type { CustomerCategory, Lifecycle } from '../domain/customer-lifecycle.js';
import type { CustomerId, LocationId, PartnerId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';
import { seenCustomValues } from './custom-field-rules.js';
import { reachesOnlyAddedBy } from './customer-reach.js';
import { partnersOf } from './partner-scope.js';

interface Named<Id> {
  readonly id: Id;
  readonly name: string;
}
interface Numbered extends Named<CustomerId> {
  readonly number: string;
}

export interface FoundCustomer {
  readonly id: CustomerId;
  readonly number: string;
  readonly name: string;
  readonly category: CustomerCategory;
  readonly lifecycle: Lifecycle;
  readonly partner: Named<PartnerId>;
  readonly location: Named<LocationId> | null;
  readonly parent: Numbered | null;
  readonly subAccounts: Numbered[];
  readonly login: string | null;
  readonly hasPassword: boolean;
  readonly email: string | null;
  readonly billingEmail: string | null;
  readonly phones: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  readonly gps: string | null;
  readonly contactPerson: string | null;
  readonly companyNumber: string | null;
  readonly vatId: string | null;
  readonly language: string | null;
  readonly bornOn: string | null;
  readonly identityDocument: string | null;
  readonly customFields: CustomValues;
  readonly createdAt: Date;
  readonly addedByName: string | null;
  readonly revision: number;
}

const SELECT = `
  SELECT customer.id, customer.number, customer.name, customer.category, customer.lifecycle,
    jsonb_build_object('id', partner.id, 'name', partner.name) AS partner,
    CASE WHEN location.id IS NOT NULL THEN jsonb_build_object('id', location.id, 'name', location.name) END AS location,
    CASE WHEN parent.id IS NOT NULL THEN jsonb_build_object('id', parent.id, 'number', parent.number::text, 'name', parent.name) END AS parent,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', child.id, 'number', child.number::text, 'name', child.name) ORDER BY child.number)
      FROM (SELECT id, number, name FROM crm.customer WHERE parent_customer_id = customer.id AND lifecycle <> 'archived' ORDER BY number LIMIT 200) child), '[]') AS "subAccounts",
    customer.login, customer.password_hash IS NOT NULL AS "hasPassword", customer.email, customer.billing_email AS "billingEmail",
    customer.phones, customer.street, customer.city, customer.zip, customer.country, customer.gps, customer.contact_person AS "contactPerson",
    customer.company_number AS "companyNumber", customer.vat_id AS "vatId", customer.language, customer.born_on AS "bornOn",
    customer.identity_document AS "identityDocument", customer.custom_fields AS "customFields", customer.created_at AS "createdAt",
    customer.added_by_name AS "addedByName", customer.revision
  FROM crm.customer customer
  JOIN crm.partner partner ON partner.id = customer.partner_id
  LEFT JOIN crm.location location ON location.id = customer.location_id
  LEFT JOIN crm.customer parent ON parent.id = customer.parent_customer_id
  WHERE ($2::uuid[] IS NULL OR customer.partner_id = ANY ($2::uuid[])) AND ($3::uuid IS NULL OR customer.added_by = $3)`;

/** One customer by id or by number. What is out of reach answers as missing. */
@Injectable()
export class FindCustomer extends Query<{ readonly id: CustomerId } | { readonly number: string }, FoundCustomer> {
  readonly rule: Rule = {
    name: 'crm.findCustomer',
    sentence: 'Open a customer',
    permission: CrmPermissions['customer.view'],
  };

  async answer(
    input: { readonly id: CustomerId } | { readonly number: string },
    { sql, actor }: Asking,
  ): Promise<FoundCustomer> {
    const found = await ('id' in input ? find(sql, actor, 'id', input.id) : find(sql, actor, 'number', input.number));
    if (!found) throw notFound('customer');
    return found;
  }
}

/** The signed-in customer, with the custom fields that are meant for the portal. */
@Injectable()
export class FindOwnCustomer extends Query<Record<string, never>, FoundCustomer> {
  readonly rule: Rule = {
    name: 'crm.findOwnCustomer',
    sentence: 'See one’s own data',
    permission: 'system',
    customer: 'own',
  };

  async answer(_: Record<string, never>, { sql, actor }: Asking): Promise<FoundCustomer> {
    const found = actor.kind === 'customer' ? await find(sql, actor, 'id', actor.id) : undefined;
    if (!found) throw notFound('customer');
    const seen = await seenCustomValues(sql, actor, 'customer');
    return { ...found, addedByName: null, customFields: seen(found.customFields) };
  }
}

function find(sql: Sql, actor: Actor, column: 'id' | 'number', value: string): Promise<FoundCustomer | undefined> {
  return sql.first<FoundCustomer>(`${SELECT} AND customer.${column} = $1`, [
    value,
    partnersOf(actor),
    reachesOnlyAddedBy(actor),
  ]);
}
