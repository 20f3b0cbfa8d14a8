import type { Sql } from '@demarc/persistence';
import type { ImportCustomerRow } from './import-customer-row.js';

interface Present {
  readonly id: string;
  readonly number: string;
  readonly login_key: string | null;
  readonly partner_id: string;
  readonly lifecycle: string;
}

interface Fault {
  readonly code: string;
  readonly sentence: string;
}

/** What speaks against each row: taken numbers and logins, links to what is not there, another partner than before. */
export async function importFaults(
  sql: Sql,
  rows: readonly ImportCustomerRow[],
): Promise<(row: ImportCustomerRow) => Fault | undefined> {
  const known = await read(sql, rows);
  const numbers = new Map(known.customers.map((customer) => [customer.number, customer.id]));
  const logins = new Map(
    known.customers
      .filter((customer) => customer.lifecycle !== 'archived')
      .map((customer) => [customer.login_key, customer.id]),
  );
  const partnerOf = new Map(known.customers.map((customer) => [customer.id, customer.partner_id]));
  const seen = new Set<string>();
  return (row) => {
    const fault = seen.has(row.id) ? say('TWICE', 'This customer stands in the batch twice.') : faultOf(row);
    if (fault) return fault;
    seen.add(row.id);
    numbers.set(row.number, row.id);
    if (row.login && row.lifecycle !== 'archived') logins.set(row.login.toLowerCase(), row.id);
    partnerOf.set(row.id, row.partnerId);
    return undefined;
  };

  function faultOf(row: ImportCustomerRow): Fault | undefined {
    if (!known.partners.has(row.partnerId)) return say('UNKNOWN_PARTNER', 'There is no such partner.');
    if (row.locationId && !known.locations.has(row.locationId))
      return say('UNKNOWN_LOCATION', 'There is no such location.');
    if ((partnerOf.get(row.id) ?? row.partnerId) !== row.partnerId)
      return say('PARTNER_MOVED', 'The customer belongs to another partner here; documents stand under it.');
    if (row.parentCustomerId && partnerOf.get(row.parentCustomerId) !== row.partnerId)
      return say('UNKNOWN_PARENT', 'The main account is not there with this partner.');
    if ((numbers.get(row.number) ?? row.id) !== row.id)
      return say('NUMBER_TAKEN', `Customer number ${row.number} belongs to another customer.`);
    if (row.login && row.lifecycle !== 'archived' && (logins.get(row.login.toLowerCase()) ?? row.id) !== row.id) {
      return say('LOGIN_TAKEN', `The login "${row.login}" belongs to another customer.`);
    }
    return undefined;
  }
}

function say(code: string, sentence: string): Fault {
  return { code, sentence };
}

async function read(
  sql: Sql,
  rows: readonly ImportCustomerRow[],
): Promise<{ customers: readonly Present[]; partners: ReadonlySet<string>; locations: ReadonlySet<string> }> {
  const ids = rows.flatMap((row) => [row.id, ...(row.parentCustomerId ? [row.parentCustomerId] : [])]);
  const customers = await sql.query<Present>(
    `SELECT id, number, login_key, partner_id, lifecycle FROM crm.customer WHERE id = ANY ($1::uuid[])
     UNION SELECT id, number, login_key, partner_id, lifecycle FROM crm.customer WHERE number = ANY ($2::bigint[])
     UNION SELECT id, number, login_key, partner_id, lifecycle FROM crm.customer WHERE login_key = ANY ($3::text[])`,
    [ids, rows.map((row) => row.number), rows.flatMap((row) => (row.login ? [row.login.toLowerCase()] : []))],
  );
  const partners = await sql.query<{ id: string }>('SELECT id FROM crm.partner WHERE id = ANY ($1::uuid[])', [
    [...new Set(rows.map((row) => row.partnerId))],
  ]);
  const locations = await sql.query<{ id: string }>('SELECT id FROM crm.location WHERE id = ANY ($1::uuid[])', [
    [...new Set(rows.flatMap((row) => (row.locationId ? [row.locationId] : [])))],
  ]);
  return {
    customers,
    partners: new Set(partners.map((row) => row.id)),
    locations: new Set(locations.map((row) => row.id)),
  };
}
