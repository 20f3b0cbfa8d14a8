import { Injectable } from '@nestjs/common';
import { CustomerDirectory, type CustomerIdentity } from '@demarc/identity';
import { notFound } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { CustomerId } from '../domain/ids.js';

const SELECT = `SELECT customer.id, customer.partner_id AS "partnerId", customer.name, coalesce(customer.login::text, '') AS login, customer.email,
  customer.password_hash AS "passwordHash", customer.lifecycle <> 'archived' AS "mayEnter",
  coalesce(customer.language, (SELECT legal->>'language' FROM crm.partner WHERE id = customer.partner_id), (SELECT split_part(lower(locale), '-', 1) FROM crm.operator)) AS language
  FROM crm.customer customer`;

/** The customers as portal sign-in asks for them. Nobody is signed in yet, so the look-up itself is unscoped. */
@Injectable()
export class CrmCustomerDirectory extends CustomerDirectory {
  constructor(private readonly database: Database) {
    super();
  }

  findByLogin(login: string): Promise<CustomerIdentity | undefined> {
    return this.database.read(EVERYTHING, (sql) => byLogin(sql, login));
  }

  findForReset(loginOrEmail: string): Promise<CustomerIdentity | undefined> {
    return this.database.read(
      EVERYTHING,
      async (sql) => (await byLogin(sql, loginOrEmail)) ?? byEmail(sql, loginOrEmail.trim()),
    );
  }

  find(id: CustomerId): Promise<CustomerIdentity | undefined> {
    return this.database.read(EVERYTHING, (sql) =>
      sql.first<CustomerIdentity>(`${SELECT} WHERE customer.id = $1`, [id]),
    );
  }

  async changePasswordHash(sql: Sql, id: CustomerId, hash: string): Promise<void> {
    const changed = await sql.execute(
      `UPDATE crm.customer SET password_hash = $2 WHERE id = $1 AND lifecycle <> 'archived'`,
      [id, hash],
    );
    if (changed !== 1) throw notFound('customer');
  }
}

function byLogin(sql: Sql, login: string): Promise<CustomerIdentity | undefined> {
  return sql.first<CustomerIdentity>(
    `${SELECT} WHERE customer.login_key = lower($1::text) AND customer.lifecycle <> 'archived'`,
    [login],
  );
}

/** Only where exactly one customer has the address: two who share one must use their logins. */
async function byEmail(sql: Sql, email: string): Promise<CustomerIdentity | undefined> {
  const [name, ...domain] = email.split('@');
  if (!name || domain.length !== 1) return undefined;
  // The first address of a customer has an index; others are found by the part before the @, which few share.
  const found = await sql.query<CustomerIdentity>(
    `${SELECT} WHERE customer.lifecycle <> 'archived' AND lower($1::text) = ANY (regexp_split_to_array(customer.email_key, '[,;\\s]+'))
       AND customer.id IN (SELECT id FROM crm.customer WHERE email_key ^@ lower($1::text) UNION ALL SELECT crm.search_customers(ARRAY[$2::text], 1000)) LIMIT 2`,
    [email, name],
  );
  return found.length === 1 ? found[0] : undefined;
}
