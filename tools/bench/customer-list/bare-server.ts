import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { type Question, ROWS } from './questions.ts';

/**
 * The limit that the list is held against: `http` and `pg`, two prepared statements, JSON.stringify. The same rows of the
 * same partners; no sign-in, no rights, no row-level security, no checks.
 */
const SORTS = {
  NUMBER: 'customer.number',
  NAME: 'customer.name',
  BALANCE: 'account.balance_minor',
  CREATED: 'customer.created_at',
} as const;

interface Row {
  id: string;
  number: string;
  name: string;
  status: string;
  balance_minor: string;
  currency: string;
  partner_id: string;
  partner_name: string;
  location_id: string;
  location_name: string;
  login: string;
  email: string;
  phones: string;
  city: string;
  created_at: Date;
}
interface ServiceRow {
  id: string;
  number: string;
  kind: string;
  title: string;
  status: string;
  customer_id: string;
}

const pool = new pg.Pool({ connectionString: process.env['BARE_DATABASE_URL'], max: 10 });
const partners = (process.env['BARE_PARTNERS'] ?? '').split(',');

async function list({ sort, descending, filter }: Question): Promise<object> {
  const values: unknown[] = [partners];
  const conditions = ["customer.lifecycle <> 'archived'", 'customer.partner_id = ANY ($1::uuid[])'];
  if (filter.locationIds) conditions.push(`customer.location_id = ANY ($${values.push(filter.locationIds)}::uuid[])`);
  if (filter.statuses) {
    const statuses = filter.statuses.map((status) => status.toLowerCase());
    conditions.push(`account.customer_status = ANY ($${values.push(statuses)}::text[])`);
  }
  const direction = descending ? 'DESC' : 'ASC';
  const text = `SELECT customer.id, customer.number, customer.name, account.customer_status AS status, account.balance_minor, account.currency,
      customer.partner_id, partner.name AS partner_name, customer.location_id, location.name AS location_name, customer.login, customer.email,
      customer.phones, customer.city, customer.created_at
    FROM crm.customer customer JOIN billing.account account ON account.customer_id = customer.id JOIN crm.partner partner ON partner.id = customer.partner_id
      LEFT JOIN crm.location location ON location.id = customer.location_id
    WHERE ${conditions.join(' AND ')} ORDER BY ${SORTS[sort]} ${direction}, customer.id ${direction} LIMIT ${ROWS}`;
  const { rows } = await pool.query<Row>({
    name: `${sort}${direction}${conditions.length}${values.length}`,
    text,
    values,
  });
  const services = await pool.query<ServiceRow>({
    name: 'services',
    text: SERVICES,
    values: [rows.map((row) => row.id)],
  });
  const byCustomer = Map.groupBy(services.rows, (service) => service.customer_id);
  return { nodes: rows.map((row) => nodeOf(row, byCustomer.get(row.id) ?? [])) };
}

const SERVICES = `SELECT service.id, service.number, service.kind, plan.title, service.status, service.customer_id
  FROM billing.service service JOIN billing.plan plan ON plan.id = service.plan_id
  WHERE service.customer_id = ANY ($1::uuid[]) AND service.status <> 'archived' ORDER BY service.starts_on, service.number`;

function nodeOf(row: Row, services: readonly ServiceRow[]): object {
  const { id, number, name, status, login, email, phones, city } = row;
  return {
    id,
    number,
    name,
    status: status.toUpperCase(),
    balance: { amount: (Number(row.balance_minor) / 100).toFixed(2), currency: row.currency },
    partner: { id: row.partner_id, name: row.partner_name },
    location: { id: row.location_id, name: row.location_name },
    login,
    email,
    phones,
    city,
    createdAt: row.created_at,
    services: services.map((service) => ({
      id: service.id,
      number: service.number,
      kind: service.kind.toUpperCase(),
      title: service.title,
      status: service.status.toUpperCase(),
    })),
  };
}

const server = createServer((request, response) => {
  const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('q') ?? '{}';
  list(JSON.parse(asked) as Question).then(
    (answer) => {
      const body = Buffer.from(JSON.stringify({ data: { customerList: answer } }));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
    },
    (error: unknown) => {
      const body = Buffer.from(String(error));
      response.writeHead(500, { 'content-length': body.length }).end(body);
    },
  );
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ type: 'ready', address: `http://127.0.0.1:${port}` });
});
