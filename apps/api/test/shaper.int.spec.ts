import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AddService, CreatePlan } from '@demarc/billing';
import { OpenCustomer, OpenPartner, type PartnerId, SetUpOperator } from '@demarc/crm';
import { CreateApiKey } from '@demarc/identity';
import type { Id, LocalDate } from '@demarc/kernel';
import { AddRouter, CircuitBook, DefineAccessPolicy, ProvisionAccess, type RouterId } from '@demarc/networking';
import { Database, EVERYTHING } from '@demarc/persistence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProductHouse } from './product-house.ts';

const PYTHON = '/usr/bin/python3';
const PROGRAMS = join(import.meta.dirname, '../../../libs/networking/test');
const run = promisify(execFile);

interface Change {
  readonly position: string;
  readonly kind: string;
  readonly id: string;
  readonly node: { readonly name: string } | null;
  readonly circuit: {
    readonly number: string;
    readonly state: string;
    readonly rates: { readonly download: number } | null;
    readonly ipv4: readonly string[];
    readonly ipv6: readonly string[];
    readonly macs: readonly string[];
  } | null;
}
interface FeedPage {
  readonly begins: boolean;
  readonly cursor: string;
  readonly hasMore: boolean;
  readonly changes: readonly Change[];
}

let house: ProductHouse;
let folder: string;
let partners: PartnerId[];
let planId: string;
let routerId: RouterId;
let keys: Record<'all' | 'first' | 'bare', { readonly secret: string; readonly authorization: string }>;
const services: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarc-shaper-'));
  house = await ProductHouse.open();
  await house.run(SetUpOperator, {
    name: 'Test Net',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    locale: 'en',
    country: 'DE',
  });
  partners = [];
  for (const name of ['Main', 'Other']) partners.push((await house.run(OpenPartner, { name })).partnerId);
  ({ planId } = await house.run(CreatePlan, {
    kind: 'internet',
    title: 'Fiber 100',
    unitPrice: '30',
    taxInclusive: false,
  }));
  await house.run(DefineAccessPolicy, { planId, downloadKbps: 100_000, uploadKbps: 20_000, guaranteedPercent: 10 });
  ({ routerId } = await house.run(AddRouter, {
    name: 'Hill',
    vendor: 'mikrotik',
    sources: ['192.0.2.1'],
    radiusSecret: 'a-shared-secret-of-tests',
  }));
  for (const [k, name] of ['Amber "Hollow", Ltd', 'Birch Lane', 'Cedar Ford', 'Dune Edge'].entries()) {
    const { customerId } = await house.run(OpenCustomer, {
      partnerId: partners[k === 3 ? 1 : 0],
      category: 'person',
      name,
    });
    const { serviceId } = await house.run(AddService, { customerId, planId, startsOn: '2026-03-01' as LocalDate });
    services.push(serviceId);
  }
  await house.settle();
  for (const [k, serviceId] of services.entries())
    await house.run(ProvisionAccess, {
      serviceId,
      method: 'pppoe',
      login: `line-${k}`,
      password: 'a-password',
      routerId,
      ...(k === 2 ? {} : { ipv4: `192.0.2.${10 + k}`, ipv4Assignment: 'permanent' }),
      ...(k === 1 ? { delegatedPrefix: '2001:db8:100::/56', routes: ['203.0.113.0/29'] } : {}),
    });
  await house.settle();
  await seat();
  keys = {
    all: await key(['networking.shaper.view']),
    first: await key(['networking.shaper.view'], partners.slice(0, 1)),
    bare: await key([]),
  };
});
afterAll(async () => {
  await sql(`UPDATE networking.access SET desired = 'open', desired_reason = NULL, partner_id = $1 WHERE live`, [
    partners[0],
  ]);
  const found = await house.violations();
  await house.close();
  rmSync(folder, { recursive: true });
  expect(found).toEqual([]);
});

/** A sector of 300 megabits with the first two lines on it. */
async function seat(): Promise<void> {
  const staff = await house.staff('super_administrator');
  const site = await house.graphql(staff, 'mutation ($i: SaveSiteInput!) { saveSite(input: $i) { id } }', {
    i: { name: 'Hill' },
  });
  const siteId = (site.data?.['saveSite'] as { id: string }).id;
  const sector = await house.graphql(staff, 'mutation ($i: SaveSectorInput!) { saveSector(input: $i) { id } }', {
    i: { siteId, name: 'North', downloadKbps: 300_000, uploadKbps: 100_000, routerId },
  });
  const sectorId = (sector.data?.['saveSector'] as { id: string }).id;
  await house.graphql(staff, 'mutation ($i: PutOnSectorInput!) { putOnSector(input: $i) }', {
    i: { sectorId, serviceIds: services.slice(0, 2) },
  });
}

async function key(
  permissions: string[],
  only: readonly Id<'Partner'>[] = [],
): Promise<{ secret: string; authorization: string }> {
  const { secret } = await house.run(CreateApiKey, {
    name: `Shaper of ${only.length}`,
    permissions,
    everyPartner: only.length === 0,
    partnerIds: only,
  });
  return { secret, authorization: `Bearer ${secret}` };
}

async function get(path: string, headers: Record<string, string>): Promise<Response> {
  await house.app.get(CircuitBook).refresh();
  return fetch(`${house.url}${path}`, { headers });
}

async function changes(after: string | null, who = keys.all, limit = 1_000): Promise<FeedPage> {
  const query = new URLSearchParams({ limit: String(limit), ...(after === null ? {} : { after }) });
  const answer = await get(`/shaper/changes?${query}`, { authorization: who.authorization });
  expect(answer.status).toBe(200);
  return (await answer.json()) as FeedPage;
}

/** What a consumer has after it has read all there is, in small pages. */
async function follow(have: Map<string, Change>, after: string | null, who = keys.all): Promise<string> {
  for (let cursor = after; ;) {
    const page = await changes(cursor, who, 2);
    if (page.begins) have.clear();
    for (const change of page.changes)
      if (change.node ?? change.circuit) have.set(change.id, change);
      else have.delete(change.id);
    cursor = page.cursor;
    if (!page.hasMore) return cursor;
  }
}

function sql(text: string, values: readonly unknown[] = []): Promise<number> {
  return house.app.get(Database).write(EVERYTHING, (unit) => unit.sql.execute(text, values));
}

function session(service: number, address: string, delegated: string | null = null): Promise<number> {
  return sql(
    `INSERT INTO networking.session_open (key, service_id, customer_id, partner_id, router_id, session_id, login, source_address, framed_ipv4, delegated_prefix,
       mac, started_at, updated_at)
     SELECT $2, service_id, customer_id, partner_id, $3, $2, login, '192.0.2.1', $4, $6, '02:00:00:00:00:09', $5, $5 FROM networking.access WHERE service_id = $1`,
    [services[service], `s-${service}-${address}`, routerId, address, house.clock.now(), delegated],
  );
}

describe('the feed of shapers', () => {
  it('is brought up to date by reading it', async () => {
    const answer = await fetch(`${house.url}/shaper/changes?limit=9`, {
      headers: { authorization: keys.all.authorization },
    });
    expect(((await answer.json()) as FeedPage).changes).toHaveLength(7);
  });

  it('tells exactly what differs since a cursor, so that who follows it has what who reads all anew has', async () => {
    const have = new Map<string, Change>();
    let cursor = await follow(have, null);
    // What a circuit hangs on is told before it.
    expect([...have.values()].map(({ kind }) => kind).join(' ')).toBe(
      'site router sector circuit circuit circuit circuit',
    );
    expect(have.get(services[1] ?? '')?.circuit).toMatchObject({
      ipv4: ['192.0.2.11', '203.0.113.0/29'],
      ipv6: ['2001:db8:100::/56'],
    });
    expect((await changes(cursor)).changes).toEqual([]);

    const steps: readonly [string, () => Promise<unknown>, number][] = [
      ['a session begins', () => session(2, '198.51.100.7', '2001:db8:200::/56'), 1],
      ['nothing happens', async () => undefined, 0],
      ['a session says the address that somebody has for good', () => session(2, '192.0.2.10'), 0],
      ['a sector is taken out of use', () => sql('UPDATE networking.sector SET active = false'), 3],
      ['it is used again', () => sql('UPDATE networking.sector SET active = true'), 3],
      [
        'a plan becomes faster',
        () =>
          house.run(DefineAccessPolicy, { planId, downloadKbps: 200_000, uploadKbps: 20_000, guaranteedPercent: 10 }),
        4,
      ],
      [
        'fair use slows one',
        () =>
          sql(
            `INSERT INTO networking.effective_policy (service_id, customer_id, partner_id, plan_id, policy_version, billing_day, download_bps, upload_bps, adjusted, since)
        SELECT service_id, customer_id, partner_id, plan_id, 1, 1, 5000000, 1000000, '{"by":"fair_use","name":"Evening"}', now() FROM networking.access WHERE service_id = $1`,
            [services[0]],
          ),
        1,
      ],
      [
        'one is blocked',
        () =>
          sql(`UPDATE networking.access SET desired = 'blocked', desired_reason = 'debt' WHERE service_id = $1`, [
            services[1],
          ]),
        1,
      ],
      [
        'one goes to another partner',
        () => sql('UPDATE networking.access SET partner_id = $2 WHERE service_id = $1', [services[2], partners[1]]),
        2,
      ],
      [
        'one is archived',
        () => sql('UPDATE networking.access SET live = false WHERE service_id = $1', [services[3]]),
        1,
      ],
    ];
    for (const [what, happen, told] of steps) {
      await happen();
      const { changes: seen, begins } = await changes(cursor);
      expect([what, seen.length, begins]).toEqual([what, told, false]);
      cursor = await follow(have, cursor);
    }
    const anew = new Map<string, Change>();
    expect(await follow(anew, null)).toBe(cursor);
    expect(have).toEqual(anew);
    // Who begins anew has nothing that could be gone.
    expect((await changes(null)).changes.filter(({ node, circuit }) => !node && !circuit)).toEqual([]);
    expect(have.get(services[0] ?? '')?.circuit).toMatchObject({
      rates: { download: 5_000_000, upload: 1_000_000 },
      ipv4: ['192.0.2.10'],
    });
    expect(have.get(services[2] ?? '')?.circuit).toMatchObject({
      ipv4: ['198.51.100.7'],
      ipv6: ['2001:db8:200::/56'],
      macs: ['02:00:00:00:00:09'],
    });
  });

  it('shows a key of one partner the circuits of that partner alone, and takes away what went to another', async () => {
    const have = new Map<string, Change>();
    const cursor = await follow(have, null, keys.first);
    const circuits = () => [...have.values()].filter(({ kind }) => kind === 'circuit').map(({ id }) => id);
    expect(circuits().sort()).toEqual(services.slice(0, 2).sort());
    await sql('UPDATE networking.access SET partner_id = $2 WHERE service_id = $1', [services[0], partners[1]]);
    await follow(have, cursor, keys.first);
    expect(circuits()).toEqual([services[1]]);
    await sql('UPDATE networking.access SET partner_id = $2 WHERE service_id = $1', [services[0], partners[0]]);
  });

  it('forgets removals after a month, and knows how far', async () => {
    await house.app.get(CircuitBook).refresh();
    const [removed] = await house.rows<{ last: string }>(
      `SELECT max(position)::text AS last FROM networking.shaper_circuit WHERE removed_at IS NOT NULL`,
    );
    await sql(`UPDATE networking.shaper_circuit SET removed_at = $1 WHERE removed_at IS NOT NULL`, [
      new Date('2026-01-01T00:00:00Z'),
    ]);
    await house.app.get(CircuitBook).refresh();
    const [kept] = await house.rows<{ removed: number; forgotten: string }>(
      `SELECT (SELECT count(*)::int FROM networking.shaper_circuit WHERE removed_at IS NOT NULL) AS removed, forgotten_to::text AS forgotten
         FROM networking.shaper_feed`,
    );
    expect(kept).toEqual({ removed: 0, forgotten: removed?.last });
  });

  it('gives the whole anew to whom removals are no longer known of', async () => {
    const { cursor } = await changes(null);
    await sql('UPDATE networking.shaper_feed SET forgotten_to = position + 1, position = position + 1');
    expect((await changes(cursor)).begins).toBe(true);
    const { cursor: fresh } = await changes(null);
    expect((await changes(fresh)).begins).toBe(false);
  });

  it('refuses keys without the right, and those that are wrong', async () => {
    for (const path of [
      '/shaper/changes',
      '/shaper/ShapedDevices.csv',
      '/shaper/network.json',
      '/api/2.0/admin/customers/customer',
    ]) {
      expect((await get(path, { authorization: keys.bare.authorization })).status).toBe(403);
      expect((await get(path, { authorization: 'Basic bm9ib2R5Om5vdGhpbmc=' })).status).toBe(401);
      expect((await get(path, {})).status).toBe(401);
    }
  });

  it('shows staff who reads it, and how far behind they are', async () => {
    await changes(null);
    await session(1, '198.51.100.9');
    const staff = await house.staff('engineer');
    await house.app.get(CircuitBook).refresh();
    const { data } = await house.graphql(
      staff,
      '{ shaperOverview { circuits shaped leftOut { why circuits } consumers { name way behind isComplete } nodes { node { kind name } circuits oversubscription } } circuits(search: "amber") { found rows { leftOut circuit { number } } } }',
    );
    const { consumers, nodes, ...counts } = data?.['shaperOverview'] as {
      consumers: { name: string; way: string; behind: number }[];
      nodes: { node: { kind: string }; oversubscription: number | null }[];
    };
    expect(consumers).toContainEqual({ name: 'Shaper of 0', way: 'CHANGES', behind: 1, isComplete: true });
    expect(counts).toEqual({ circuits: 3, shaped: 3, leftOut: [] });
    expect(nodes.find(({ node }) => node.kind === 'SECTOR')).toMatchObject({ circuits: 1, oversubscription: 0.02 });
    expect(data?.['circuits']).toMatchObject({ found: 1, rows: [{ leftOut: null }] });
  });
});

describe('files of LibreQoS', () => {
  it.each(['whole', 'decimal'] as const)('are taken by a reader with its rules, in %s megabits', async (style) => {
    const [devices, network] = ['ShapedDevices.csv', 'network.json'].map((name) => join(folder, name)) as [
      string,
      string,
    ];
    writeFileSync(devices, await (await get(`/shaper/ShapedDevices.csv?mbps=${style}`, keys.all)).text());
    writeFileSync(network, await (await get('/shaper/network.json', keys.all)).text());
    const { stdout } = await run(PYTHON, [join(PROGRAMS, 'libreqos-reader.py'), devices, network, style]);
    const read = JSON.parse(stdout) as {
      faults: string[];
      nodes: string[];
      circuits: Record<string, { name: string; parent: string; ipv4: string[]; mbps: number[] }>;
    };
    expect(read.faults).toEqual([]);
    expect(read.nodes).toEqual(['Hill', 'Hill (router)', 'Hill / North']);
    const amber = Object.values(read.circuits).find(({ name }) => name.startsWith('Amber "Hollow", Ltd ('));
    expect(amber).toMatchObject({
      parent: 'Hill / North',
      ipv4: ['192.0.2.10'],
      mbps: style === 'whole' ? [1, 1, 5, 1 + 1] : [0.5, 0.1, 5, 1],
    });
  });

  it('are not sent again to whom has them, until something changes', async () => {
    const first = await get('/shaper/ShapedDevices.csv', keys.all);
    const etag = first.headers.get('etag') ?? '';
    const again = await get('/shaper/ShapedDevices.csv', { ...keys.all, 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get('/shaper/ShapedDevices.csv', { ...keys.first, 'if-none-match': etag })).status).toBe(200);
    await session(0, '198.51.100.20');
    expect((await get('/shaper/ShapedDevices.csv', { ...keys.all, 'if-none-match': etag })).status).toBe(200);
  });
});

it('answers an importer for Splynx with the speeds, addresses and parents that hold', async () => {
  await house.app.get(CircuitBook).refresh();
  const [, prefix = '', secret = ''] = /^(dmk_[0-9a-f]{12})_(.+)$/.exec(keys.all.secret) ?? [];
  for (const [name, password] of [
    ['demarc', keys.all.secret],
    [prefix, secret],
  ] as const) {
    const { stdout } = await run(PYTHON, [join(PROGRAMS, 'splynx-importer.py'), house.url, name, password]);
    const { circuits, ...counts } = JSON.parse(stdout) as {
      circuits: Record<
        string,
        { name: string; kbps: number[]; addresses: string[]; parent: string | null; isAccessPoint: boolean }
      >;
    };
    expect(counts).toEqual({ routers: 1, sectors: 1, sites: ['Hill'] });
    const found = Object.values(circuits);
    expect(found.map((one) => one.name).sort()).toEqual(['Amber "Hollow", Ltd', 'Cedar Ford']);
    expect(found.find(({ parent }) => parent === 'Hill_North')).toMatchObject({
      kbps: [5_000, 1_000],
      isAccessPoint: true,
    });
    expect(found.find(({ name: who }) => who === 'Cedar Ford')).toMatchObject({
      kbps: [200_000, 20_000],
      addresses: ['198.51.100.7', '2001:db8:200::/56'],
      parent: 'Hill (router)',
    });
  }
});
