import { allPermissions } from '@demarc/access';
import { CreateApiKey } from '@demarc/identity';
import type pg from 'pg';
import { atMost, type Benchmark, figure, type Finding, type Trial } from './benchmark.ts';
import { inLab, type Lab, type LabDatabase } from './lab.ts';
import { withProduct } from './product-app.ts';
import { fillCustomers, openProvider } from './provider.ts';
import { quantile, rounded } from './statistics.ts';

const CUSTOMERS = 1_000_000;
const SAMPLES = 70;
/** So many of them come first and are not counted. */
const WARMING = 10;
const PAGE = 12;
const RIGHTS = /^(crm\.customer\.view(All)?|billing\.(account|service|invoice|payment)\.view)$/;

interface Sample {
  readonly login: string;
  readonly phones: string;
  readonly name: string;
  readonly email: string;
}

export const search: Benchmark = {
  name: 'search',
  sentence: 'Any fragment among 1,000,000 customers, in the database and through GraphQL',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial), { maintenance_work_mem: '512MB' }),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const count = trial.quick ? CUSTOMERS / 10 : CUSTOMERS;
  trial.tell(`${count} customers are made`);
  const database = await lab.product('search');
  const owner = await lab.connect(database.ownerUrl);
  const { apiKey, reach } = await prepare(lab, database, owner, count);
  const { rows } = await owner.query<Sample>(
    `SELECT login, phones, name, email FROM crm.customer WHERE partner_id = ANY ($1::uuid[]) AND number % $2 = 7 ORDER BY number LIMIT ${SAMPLES}`,
    [reach, Math.floor(count / SAMPLES / 2)],
  );
  trial.tell(`${rows.length - WARMING} customers are looked for by ${KINDS.length} kinds of fragments each`);
  const inDatabase = await askDatabase(lab, database, reach, rows);
  const http = await lab.role('http', lab.environment(database));
  const overGraphql = await askGraphql(http.address, apiKey, rows);
  const p95 = (times: ReadonlyMap<string, readonly number[]>): number => quantile([...times.values()].flat(), 0.95);
  return {
    figures: KINDS.map(([kind]) =>
      figure(
        `${kind}, p95 in the database`,
        quantile(inDatabase.get(kind) ?? [], 0.95),
        `ms; through GraphQL ${quantile(overGraphql.get(kind) ?? [], 0.95).toFixed(1)} ms`,
      ),
    ),
    goals: [
      atMost('all fragments, p95 in the database', rounded(p95(inDatabase)), 10, 'ms'),
      atMost('all fragments, p95 through GraphQL', rounded(p95(overGraphql)), 150, 'ms'),
    ],
  };
}

const KINDS: readonly (readonly [string, (sample: Sample) => string])[] = [
  ['six digits of a login', ({ login }) => login.slice(-6)],
  ['six digits of a phone number', ({ phones }) => phones.slice(-6)],
  ['middle of a surname', ({ name }) => (name.split(' ')[1] ?? '').slice(1, 6)],
  ['first name and surname', ({ name }) => name],
  ['a first name that many have', ({ name }) => name.split(' ')[0] ?? ''],
  ['three letters', ({ name }) => (name.split(' ')[1] ?? '').slice(0, 3)],
  ['beginning of an e-mail address', ({ email }) => email.slice(0, 14)],
];

/** The index over the search texts is made after the rows, as an import of this size would. */
async function prepare(
  lab: Lab,
  database: LabDatabase,
  owner: pg.Client,
  count: number,
): Promise<{ apiKey: string; reach: readonly string[] }> {
  return withProduct(lab.environment(database), async (product) => {
    const provider = await openProvider(product);
    const index = await owner.query<{ definition: string }>(
      `SELECT pg_get_indexdef('crm.customer_search_text'::regclass) AS definition`,
    );
    await owner.query(
      `SET synchronous_commit = off; ALTER TABLE crm.customer DISABLE TRIGGER customer_search_added; DROP INDEX crm.customer_search_text`,
    );
    await fillCustomers(owner, provider, count, '2026-01-01', 'without services');
    await owner.query(
      'INSERT INTO crm.customer_search (id, text) SELECT id, crm.search_text(customer) FROM crm.customer customer',
    );
    await owner.query(index.rows[0]?.definition ?? '');
    await owner.query('ALTER TABLE crm.customer ENABLE TRIGGER customer_search_added');
    await owner.query('VACUUM (ANALYZE) crm.customer_search');
    const reach = provider.partners.slice(0, 3);
    const permissions = allPermissions()
      .map((declared) => declared.permission as string)
      .filter((permission) => RIGHTS.test(permission));
    const { secret } = await product.run(CreateApiKey, {
      name: 'Benchmark',
      permissions,
      everyPartner: false,
      partnerIds: reach,
    });
    return { apiKey: secret, reach };
  });
}

async function askDatabase(
  lab: Lab,
  database: LabDatabase,
  reach: readonly string[],
  samples: readonly Sample[],
): Promise<Map<string, number[]>> {
  const client = await lab.connect(database.appUrl);
  const ask = async (text: string): Promise<number> => {
    await client.query(
      `BEGIN READ ONLY; SET LOCAL demarc.scope = 'partners'; SET LOCAL demarc.partner_ids = '${reach.join(',')}'`,
    );
    const startedMs = performance.now();
    const words = text.split(' ');
    const { rowCount } = await client.query('SELECT id FROM crm.search_customers($1::text[], $2) AS id', [words, PAGE]);
    const tookMs = performance.now() - startedMs;
    await client.query('COMMIT');
    if (rowCount === 0) throw new Error(`nothing was found for "${text}"`);
    return tookMs;
  };
  await timed(samples.slice(0, WARMING), ask);
  return timed(samples.slice(WARMING), ask);
}

async function askGraphql(address: string, apiKey: string, samples: readonly Sample[]): Promise<Map<string, number[]>> {
  const query = `query Search($text: String!) { search(text: $text, first: ${PAGE}) { kind id title subtitle status } }`;
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
  const ask = async (text: string): Promise<number> => {
    const startedMs = performance.now();
    const body = JSON.stringify({ query, variables: { text } });
    const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { data?: { search?: readonly unknown[] } };
    if (!answer.data?.search?.length) throw new Error(`nothing was found for "${text}"`);
    return performance.now() - startedMs;
  };
  await timed(samples.slice(0, WARMING), ask);
  return timed(samples.slice(WARMING), ask);
}

/** One after the other, the kinds in turn. */
async function timed(
  samples: readonly Sample[],
  ask: (text: string) => Promise<number>,
): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>(KINDS.map(([kind]) => [kind, []]));
  for (const sample of samples) {
    for (const [kind, fragment] of KINDS) times.get(kind)?.push(await ask(fragment(sample)));
  }
  return times;
}
