import type { Id } from '@demarc/kernel';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { Database, databaseErrorCode, EVERYTHING, NOTHING, type Scope } from '@demarc/persistence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idsIn, type Ids, type Operation, operationsOf } from './matrix-documents.ts';
import { fingerprint, probes, send } from './matrix-probe.ts';
import { buildTown, PORTAL_PASSWORD, type Town } from './matrix-town.ts';
import { ProductHouse } from './product-house.ts';

/**
 * Staff and API keys belong to no partner: one may reach several. Who may see and change them is identity’s to check, so
 * there is no second wall around them.
 */
const OF_STAFF_AND_KEYS = new Set([
  'apiKeys',
  'changeStaffRoles',
  'changeStaffScope',
  'createApiKey',
  'disableStaff',
  'enableStaff',
  'endSession',
  'endSessions',
  'resendInvitation',
  'resetStaffTotp',
  'revokeApiKey',
  'sessions',
  'staffMembers',
  'staffMember',
]);
/** Whoever does something leaves an entry and causes an event, whatever they may read. */
const APPENDED_BY_ALL = ['INSERT platform.audit_entry', 'INSERT platform.event'];
const REQUESTS = 1_000;
const AT_ONCE = 40;

let house: ProductHouse;
let town: Town;
let operations: Operation[];
let owner: Record<string, string>;
let wall: ScopeSwitch;

beforeAll(async () => {
  // Nothing listens there: no key is tried at the real provider.
  house = await ProductHouse.open({ env: { STRIPE_API_URL: 'http://127.0.0.1:9', DATABASE_POOL: '5' } });
  town = await buildTown(house);
  operations = operationsOf(house.app.get(GraphQLSchemaHost).schema).filter(({ name }) => !OF_STAFF_AND_KEYS.has(name));
  owner = await house.staff('super_administrator');
  wall = new ScopeSwitch(house.app.get(Database));
});
afterAll(async () => {
  wall.off();
  const found = await house.violations();
  await house.close();
  expect(found).toEqual([]);
});

/**
 * Switches the application’s own checks off: whoever asks holds every right over every partner, so no query and no command
 * leaves a row out, and PostgreSQL alone is told who it is for. What the product asks in its own name stays as it is.
 */
class ScopeSwitch {
  private readonly real: Pick<Database, 'read' | 'write'>;

  constructor(private readonly database: Database) {
    this.real = { read: database.read.bind(database), write: database.write.bind(database) };
  }

  on(scope: Scope): void {
    const forced = (asked: Scope): Scope => (asked === EVERYTHING || asked === NOTHING ? asked : scope);
    Object.assign(this.database, {
      read: (asked: Scope, work: never) => this.real.read(forced(asked), work),
      write: (asked: Scope, work: never) => this.real.write(forced(asked), work),
    });
  }

  off(): void {
    Object.assign(this.database, this.real);
  }
}

describe('row-level security, with every check of the application switched off', () => {
  async function lookThrough(
    scope: Scope,
    own: Ids,
    foreign: Ids,
    asking = operations,
  ): Promise<{ told: string[]; asked: number }> {
    const before = await fingerprint(house, town.partners[0]);
    const told: string[] = [];
    let asked = 0;
    wall.on(scope);
    try {
      for await (const { operation, id, told: answers } of probes(house, owner, asking, own, foreign)) {
        asked += 1;
        if (answers[0] !== answers[1])
          told.push(`${operation.name} ${id}: ${answers[0].slice(0, 300)} | ${answers[1].slice(0, 200)}`);
      }
    } finally {
      wall.off();
    }
    expect(await fingerprint(house, town.partners[0])).toEqual(before);
    return { told, asked };
  }

  it('answers another partner’s rows as missing ones, and lets none be changed', { timeout: 180_000 }, async () => {
    const { told, asked } = await lookThrough(
      { kind: 'partners', partnerIds: [town.partners[1]] },
      town.other,
      town.first,
    );
    expect(told).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });

  it('answers another customer’s rows as missing ones, and lets none be changed', { timeout: 180_000 }, async () => {
    const { told, asked } = await lookThrough(customerScope(town.sibling), town.sibling, town.first);
    expect(told).toEqual([]);
    expect(asked).toBeGreaterThan(50);
  });

  it('is all that hides them: without it the same questions tell them apart', async () => {
    const queries = operations.filter(({ kind }) => kind === 'query');
    const { told } = await lookThrough({ kind: 'all' }, town.other, town.first, queries);
    expect(told.length).toBeGreaterThan(20);
  });

  it('keeps them out of every list', { timeout: 120_000 }, async () => {
    const lists = operations.filter(({ kind }) => kind === 'query');
    for (const [scope, own] of [
      [{ kind: 'partners', partnerIds: [town.partners[1]] }, town.other],
      [customerScope(town.sibling), town.sibling],
    ] as const) {
      const foreign = Object.entries(town.first).filter(([, id]) => !Object.values(own).includes(id));
      wall.on(scope);
      for (const operation of lists) {
        const { text } = await send(
          house,
          owner,
          operation,
          own,
          idsIn(operation).length > 0 ? idsIn(operation) : ['-'],
        );
        expect(
          foreign.filter(([, id]) => text.includes(id)),
          `${operation.name} in ${scope.kind}`,
        ).toEqual([]);
      }
      wall.off();
    }
  });
});

describe('every table with a partner or a customer', () => {
  interface Guarded {
    readonly name: string;
    /** Whose a row is: a condition on one partner, or on one customer. */
    readonly ofPartner: string | null;
    readonly ofCustomer: string | null;
    readonly columns: string;
    readonly rights: string;
  }
  let tables: Guarded[];
  beforeAll(async () => {
    tables = await house.rows<Guarded>(
      `SELECT c.oid::regclass::text AS name, max(CASE WHEN a.attname = 'partner_id' THEN 'partner_id = $1' END) AS "ofPartner",
         max(CASE WHEN a.attname = 'customer_id' THEN 'customer_id = $1' END) AS "ofCustomer",
         string_agg(CASE WHEN a.attgenerated = '' AND a.attidentity = '' THEN quote_ident(a.attname) END, ', ') AS columns,
         concat_ws(' ', CASE WHEN has_table_privilege(c.oid, 'INSERT') THEN 'INSERT' END, CASE WHEN has_table_privilege(c.oid, 'UPDATE') THEN 'UPDATE' END,
           CASE WHEN has_table_privilege(c.oid, 'DELETE') THEN 'DELETE' END) AS rights
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relrowsecurity AND has_table_privilege(c.oid, 'SELECT')
       GROUP BY c.oid HAVING bool_or(a.attname IN ('partner_id', 'customer_id')) ORDER BY 1`,
    );
    expect(tables.length).toBeGreaterThan(30);
  });

  const countIn = (scope: Scope, { name }: Guarded, condition: string, id: unknown): Promise<number> =>
    house.app.get(Database).read(scope, async (sql) => {
      const [row] = await sql.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ${name} WHERE ${condition}`,
        [id],
      );
      return row?.count ?? 0;
    });
  /** How many rows of somebody else a statement touches, or the code that PostgreSQL refuses it with. */
  const touch = (scope: Scope, text: string, values: readonly unknown[]): Promise<number | string> =>
    house.app
      .get(Database)
      .write(scope, async ({ sql }) => {
        const touched = await sql.execute(text, values);
        throw new RolledBack(touched);
      })
      .catch((error: unknown) =>
        error instanceof RolledBack ? error.touched : (databaseErrorCode(error) ?? String(error)),
      );

  it('shows nothing to a transaction that says no scope, and nothing of others to one that does', async () => {
    const seen: string[] = [];
    let compared = 0;
    for (const table of tables) {
      if ((await countIn(NOTHING, table, '$1::text IS NULL', null)) > 0) seen.push(`${table.name} without a scope`);
      for (const [condition, scope, id] of strangersOf(table)) {
        const there = await countIn(EVERYTHING, table, condition, id);
        compared += there > 0 ? 1 : 0;
        const found = await countIn(scope, table, condition, id);
        if (found > 0) seen.push(`${table.name} ${condition} as ${scope.kind}: ${found} of ${there}`);
      }
    }
    expect(seen).toEqual([]);
    expect(compared).toBeGreaterThan(30);
  });

  it('lets no row of others be written, changed or removed', async () => {
    const done: string[] = [];
    let tried = 0;
    for (const table of tables) {
      for (const [condition, scope, id] of strangersOf(table)) {
        const [row] = await house.rows<{ json: object }>(
          `SELECT to_jsonb(t) AS json FROM ${table.name} t WHERE ${condition} LIMIT 1`,
          [id],
        );
        if (!row) continue;
        tried += 1;
        const insert = `INSERT INTO ${table.name} (${table.columns}) SELECT ${table.columns} FROM jsonb_populate_record(NULL::${table.name}, $1)`;
        const owner = table.ofPartner ? 'partner_id' : 'customer_id';
        const outcomes = {
          INSERT: await touch(scope, insert, [JSON.stringify(row.json)]),
          UPDATE: await touch(scope, `UPDATE ${table.name} SET ${owner} = ${owner} WHERE ${condition}`, [id]),
          DELETE: await touch(scope, `DELETE FROM ${table.name} WHERE ${condition}`, [id]),
        };
        for (const [right, outcome] of Object.entries(outcomes)) {
          if (outcome !== 0 && outcome !== NOT_ALLOWED && !APPENDED_BY_ALL.includes(`${right} ${table.name}`))
            done.push(`${right} ${table.name} as ${scope.kind}: ${outcome}`);
        }
      }
    }
    expect(done).toEqual([]);
    expect(tried).toBeGreaterThan(30);
  });

  /** Those who have no business with rows of the first partner, and of its first customer. */
  function strangersOf({ ofPartner, ofCustomer }: Guarded): readonly (readonly [string, Scope, string | undefined])[] {
    const partner = [ofPartner ?? '', { kind: 'partners', partnerIds: [town.partners[1]] }, town.partners[0]] as const;
    const customer = [ofCustomer ?? '', customerScope(town.sibling), town.first['customerId']] as const;
    return [partner, customer].filter(([condition]) => condition !== '');
  }
});

it(`a pool of five connections keeps ${REQUESTS} mixed requests apart`, { timeout: 180_000 }, async () => {
  const asking = await Promise.all([
    house
      .staff('support', [town.partners[0]], '-first')
      .then((headers) => ({ headers, knows: [town.first, town.sibling] })),
    house.staff('support', [town.partners[1]], '-second').then((headers) => ({ headers, knows: [town.other] })),
    ...town.logins.map(async (login, index) => ({
      headers: await house.signIn('portal', '/auth/customer/sign-in', { login, password: PORTAL_PASSWORD }),
      knows: [index === 0 ? town.first : town.sibling],
    })),
  ]);
  const everybody = [town.first, town.sibling, town.other].map(({ customerId }) => customerId ?? '');
  const query = (headers: Record<string, string>): string =>
    headers['x-demarc-app'] === 'portal'
      ? '{ me { id services { id } } }'
      : '{ customerList(first: 50) { nodes { id } } }';
  const leaks: string[] = [];
  for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
    const volley = Array.from({ length: AT_ONCE }, (_, index) => asking[(sent + index * 3) % asking.length]);
    await Promise.all(
      volley.map(async (one) => {
        if (!one) return;
        const { text, errors } = await house.graphql(one.headers, query(one.headers));
        const own = one.knows.map(({ customerId }) => customerId ?? '');
        const seen = everybody.filter((id) => text.includes(id));
        if (errors.length > 0 || seen.join() !== everybody.filter((id) => own.includes(id)).join())
          leaks.push(text.slice(0, 300));
      }),
    );
  }
  expect(leaks.slice(0, 5)).toEqual([]);
});

/** Row-level security, or a right that the service never had. */
const NOT_ALLOWED = '42501';

/** Takes everything back, whatever it did. */
class RolledBack extends Error {
  constructor(readonly touched: number) {
    super('rolled back');
  }
}

function customerScope({ customerId }: Ids): Scope {
  return { kind: 'customer', customerId: customerId as Id<'Customer'>, partnerId: town.partners[0] };
}
