import { join } from 'node:path';
import { allPermissions } from '@demarc/access';
import { CreateApiKey } from '@demarc/identity';
import { atLeast, type Benchmark, figure, type Finding, type Trial } from '../benchmark.ts';
import { HttpLoad, type LoadRequest, type LoadResult } from '../http-load.ts';
import { inLab, type Lab, type LabDatabase } from '../lab.ts';
import { cpuOf, cpuOfFamily } from '../process-figures.ts';
import { withProduct } from '../product-app.ts';
import { fillCustomers, openProvider, type Provider } from '../provider.ts';
import { median, rounded } from '../statistics.ts';
import { questions, toBare, toGraphql } from './questions.ts';

const CUSTOMERS = 100_000;
const CONNECTIONS = 16;
/** An integrator's key: it reads customers, their money and their services, and reaches three of the four partners. */
const RIGHTS = /^(crm\.(customer|partner|location)\.view(All)?|billing\.(account|service)\.view)$/;

interface Contestant {
  readonly name: string;
  readonly address: string;
  readonly pid: number;
  readonly requests: readonly LoadRequest[];
}

export const customerList: Benchmark = {
  name: 'list',
  sentence:
    'The customer list of 50 rows over GraphQL, with rights and scope, against bare http + pg with the same rows',
  run: (trial) => inLab(trial.signal, (lab) => measure(lab, trial)),
};

async function measure(lab: Lab, trial: Trial): Promise<Finding> {
  const count = trial.quick ? CUSTOMERS / 10 : CUSTOMERS;
  trial.tell(`${count} customers are made`);
  const database = await lab.product('list');
  const { provider, apiKey, reach } = await prepare(lab, database, count);
  const http = await lab.role('http', lab.environment(database));
  const bare = await lab.program(join(import.meta.dirname, 'bare-server.ts'), [], {
    ...process.env,
    NODE_ENV: 'production',
    BARE_DATABASE_URL: database.ownerUrl,
    BARE_PARTNERS: reach.join(','),
  });
  const asked = questions(provider);
  const contestants: Contestant[] = [
    { name: 'bare http + pg', address: bare.address, pid: bare.pid, requests: asked.map(toBare) },
    { name: 'GraphQL', address: http.address, pid: http.pid, requests: asked.map((one) => toGraphql(one, apiKey)) },
  ];
  await sameRows(contestants);
  return race(lab, await HttpLoad.open(lab), contestants, trial);
}

async function prepare(
  lab: Lab,
  database: LabDatabase,
  count: number,
): Promise<{ provider: Provider; apiKey: string; reach: readonly string[] }> {
  return withProduct(lab.environment(database), async (product) => {
    const provider = await openProvider(product);
    const owner = await lab.connect(database.ownerUrl);
    await fillCustomers(owner, provider, count, '2025-01-01');
    await owner.query(
      `UPDATE billing.account account SET balance_minor = (customer.number * 7919) % 20011 - 12000 FROM crm.customer customer WHERE customer.id = account.customer_id`,
    );
    await owner.query('VACUUM (ANALYZE) billing.account');
    await lab.disconnect(owner);
    const reach = provider.partners.slice(0, 3);
    const permissions = allPermissions()
      .map((declared) => declared.permission as string)
      .filter((permission) => RIGHTS.test(permission));
    const key = { name: 'Benchmark', permissions, everyPartner: false, partnerIds: reach };
    const { secret } = await product.run(CreateApiKey, key);
    return { provider, apiKey: secret, reach };
  });
}

/** Both must answer every question with the same customers, services and balances, in the same order. */
async function sameRows(contestants: readonly Contestant[]): Promise<void> {
  for (const index of contestants[0]?.requests.keys() ?? []) {
    const [bare, product] = await Promise.all(contestants.map((one) => answerOf(one, index)));
    if (bare === product) continue;
    throw new Error(`the answers to question ${index} differ:\n${bare?.slice(0, 600)}\n${product?.slice(0, 600)}`);
  }
}

interface Answer {
  readonly data?: { readonly customerList?: { readonly nodes?: readonly Readonly<Record<string, unknown>>[] } };
  readonly errors?: unknown;
}

async function answerOf({ address, requests }: Contestant, index: number): Promise<string> {
  const request = requests[index];
  if (!request) return '';
  const { method, path, headers, body } = request;
  const response = await fetch(`${address}${path}`, { method, headers, ...(body === '' ? {} : { body }) });
  const answer = (await response.json()) as Answer;
  const nodes = answer.data?.customerList?.nodes;
  if (!nodes || nodes.length === 0) throw new Error(`the list is empty: ${JSON.stringify(answer.errors)}`);
  return JSON.stringify(
    nodes.map((node) => Object.entries(node).toSorted(([left], [right]) => (left < right ? -1 : 1))),
  );
}

async function race(lab: Lab, load: HttpLoad, contestants: readonly Contestant[], trial: Trial): Promise<Finding> {
  const results = new Map<string, (LoadResult & { cpuMs: number; databaseMs: number })[]>(
    contestants.map((one) => [one.name, []]),
  );
  const rounds = trial.quick ? 3 : 5;
  const seconds = trial.quick ? 3 : 6;
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, address, pid, requests } of contestants) {
      const before = [cpuOf(pid), cpuOfFamily(lab.server.pid)] as const;
      const result = await load.run({ address, connections: CONNECTIONS, seconds, requests });
      if (result.faults > 0) throw new Error(`${name}: ${result.faults} answers were not as they should be`);
      // The first round warms up.
      if (round === 0) continue;
      const answers = result.perSecond * seconds * 1000;
      const cpuMs = (cpuOf(pid) - before[0]) / answers;
      results.get(name)?.push({ ...result, cpuMs, databaseMs: (cpuOfFamily(lab.server.pid) - before[1]) / answers });
      trial.tell(`${name}: ${result.perSecond.toFixed(0)} requests a second`);
    }
  }
  const of = (name: string, field: 'perSecond' | 'p50Ms' | 'p99Ms' | 'cpuMs' | 'databaseMs'): number =>
    median((results.get(name) ?? []).map((one) => one[field]));
  const ratio = of('GraphQL', 'perSecond') / of('bare http + pg', 'perSecond');
  return {
    figures: contestants.flatMap(({ name }) => [
      figure(`${name}, ${CONNECTIONS} connections, median of ${rounds}`, of(name, 'perSecond'), 'requests/s'),
      figure(`${name}, p50 / p99`, of(name, 'p50Ms'), `/ ${of(name, 'p99Ms').toFixed(0)} ms`),
      figure(`${name}, processor time of its process`, of(name, 'cpuMs'), 'ms/request'),
      figure(`${name}, processor time of the database`, of(name, 'databaseMs'), 'ms/request'),
    ]),
    goals: [atLeast('GraphQL / bare http + pg', rounded(ratio), 0.5, '')],
  };
}
