import { ArchiveService, ChangePlan, EndService, TurnServices } from '@demarc/billing';
import { DeactivateCustomer } from '@demarc/crm';
import { type LocalDate, SeededRandom } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AddressGrid,
  AddressHistory,
  ChangeAccess,
  ChangePool,
  CloseAccess,
  EndReservation,
  FreeList,
  ListPools,
  MergePools,
  networkById,
  ProvisionAccess,
  ReleaseAddresses,
  RemovePool,
  ReserveAddresses,
  SetAddressSettings,
  SplitPool,
} from '../src/index.js';
import { type AddressShop, addressShop, refusal } from './address-shop.js';
import { type NetworkShop, openNetwork } from './network-shop.js';

const HOUR = 3_600_000;
/** Addresses that one transaction takes. */
const EACH = 5;
const HOLD = `INSERT INTO networking.address_holding (held, kind, during, label) VALUES ($1, 'device', tstzrange($2, NULL), 'x')`;
let shop: NetworkShop;
let service: AddressShop['service'];
let pool: AddressShop['pool'];
let give: AddressShop['give'];
let tree: AddressShop['tree'];

beforeAll(async () => {
  shop = await openNetwork();
  ({ service, pool, give, tree } = addressShop(shop));
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

describe('the tree of networks', () => {
  it('puts each below the smallest root around it, splits, merges and removes, and is the same afterwards', async () => {
    const end = await pool('10.1.2.0/24', 'static');
    await pool('10.1.0.0/16', 'root');
    await pool('10.0.0.0/8', 'root');
    await pool('2001:db8:1::/48', 'delegation');
    const before = ['10.0.0.0/8 root in -', '10.1.0.0/16 root in 10.0.0.0/8', '10.1.2.0/24 static in 10.1.0.0/16'];
    expect(await tree('10.0.0.0/8')).toEqual(before);
    expect(await refusal(pool('10.1.2.128/25', 'pool'))).toBe('OVERLAPS');
    expect(await refusal(pool('10.0.0.0/7', 'static'))).toBe('OVERLAPS');
    expect(await refusal(pool('10.1.0.0/16', 'root'))).toBe('OVERLAPS');
    const { serviceId } = await service();
    expect(await give(serviceId, { ipv4: '10.1.2.200', poolId: end })).toBe('10.1.2.200');
    const { poolIds } = await shop.world.run(SplitPool, { poolId: end, length: 26 });
    expect((await tree('10.1.2.0/24')).slice(2)).toEqual(
      [0, 64, 128, 192].map((part) => `10.1.2.${part}/26 static in 10.1.0.0/16`),
    );
    expect(poolIds[0]).toBe(end);
    expect(await shop.world.rows('SELECT pool_id FROM networking.access WHERE service_id = $1', [serviceId])).toEqual([
      { pool_id: poolIds[3] },
    ]);
    expect(await refusal(shop.world.run(MergePools, { poolIds: poolIds.slice(1, 3) }))).toBe('NOT_ONE_NETWORK');
    await shop.world.run(MergePools, { poolIds: [...poolIds].reverse() });
    expect(await tree('10.0.0.0/8')).toEqual(before);
    expect(await shop.world.rows('SELECT pool_id FROM networking.access WHERE service_id = $1', [serviceId])).toEqual([
      { pool_id: end },
    ]);
    expect(await refusal(shop.world.run(SplitPool, { poolId: end, length: 32 }))).toBe('no refusal: undefined');
    const parts = (await shop.world.ask(ListPools, {})).filter(({ prefix }) => prefix.startsWith('10.1.2.'));
    await shop.world.run(MergePools, { poolIds: parts.map(({ id }) => id) });
    expect(await refusal(shop.world.run(RemovePool, { poolId: end }))).toBe('POOL_HOLDS_ADDRESSES');
    expect(await refusal(shop.world.run(ChangePool, { poolId: end, prefix: '10.1.2.0/25' }))).toBe('HELD_OUTSIDE');
    await shop.world.run(ChangePool, { poolId: end, prefix: '10.1.2.192/26' });
    await shop.world.run(CloseAccess, { serviceId });
    const root = (await shop.world.ask(ListPools, {})).find(({ prefix }) => prefix === '10.1.0.0/16');
    await shop.world.run(RemovePool, { poolId: root?.id ?? '' });
    expect(await tree('10.0.0.0/8')).toEqual(['10.0.0.0/8 root in -', '10.1.2.192/26 static in 10.0.0.0/8']);
  });

  it('cannot hold an overlap, whoever writes at once and past every command', async () => {
    const clients = await Promise.all(
      [0, 1, 2, 3].map(async () => {
        const client = new pg.Client({ connectionString: shop.world.database.ownerUrl });
        await client.connect();
        return client;
      }),
    );
    const insert = (
      client: pg.Client,
      prefix: string,
      kind = 'static',
      parent: readonly [string, string] | null = null,
    ): Promise<string> =>
      client
        .query(
          `INSERT INTO networking.network (id, name, prefix, kind, unit_length, parent_id, parent_prefix, created_at)
           VALUES (uuidv7(), 'x', $1::cidr, $2, CASE family($1::inet) WHEN 4 THEN 32 ELSE 128 END, $3, $4, now())`,
          [prefix, kind, parent?.[0] ?? null, parent?.[1] ?? null],
        )
        .then(
          () => 'written',
          (error: unknown) =>
            error instanceof pg.DatabaseError ? (error.constraint ?? error.code ?? '') : String(error),
        );
    try {
      for (const wanted of [
        ['172.16.0.0/16', '172.16.4.0/24', '172.16.0.0/12', '172.16.4.4/32'],
        ['2001:db8:9::/48', '2001:db8:9:1::/64', '2001:db8:9:1::1/128', '2001:db8:8::/45'],
      ]) {
        const [first] = clients;
        for (const client of clients) await client.query(`SET demarc.scope = 'all'; BEGIN`);
        const done = await Promise.all(
          clients.map(async (client, index) => {
            const outcome = await insert(client, wanted[index] ?? '');
            await client.query(outcome === 'written' ? 'COMMIT' : 'ROLLBACK');
            return outcome;
          }),
        );
        expect(done.filter((outcome) => outcome === 'written').length).toBeLessThanOrEqual(1);
        expect(
          done
            .filter((outcome) => outcome !== 'written')
            .every((outcome) => outcome === 'network_apart' || outcome === '40P01'),
        ).toBe(true);
        expect(
          (await first?.query('SELECT count(*)::int AS n FROM networking.network WHERE prefix && $1', [wanted[0]]))
            ?.rows,
        ).toEqual([{ n: done.filter((outcome) => outcome === 'written').length }]);
      }
      const [client] = clients;
      const root = (await shop.world.ask(ListPools, {})).find(({ prefix }) => prefix === '10.0.0.0/8');
      const end = (await shop.world.ask(ListPools, {})).find(({ kind }) => kind === 'static');
      if (!client || !root || !end) throw new Error('nothing to try it on');
      expect(await insert(client, '11.0.0.0/24', 'static', [root.id, root.prefix])).toBe('network_within_parent');
      expect(await insert(client, '10.9.0.0/24', 'static', [root.id, '10.0.0.0/7'])).toBe('network_parent');
      expect(await insert(client, '10.1.2.194/32', 'static', [end.id, end.prefix])).toBe('network_parent');
    } finally {
      for (const client of clients) await client.end();
    }
  });
});

describe('the next free', () => {
  it('is given 10,000 times at once: none twice, none falsely “full”, while some give back what they took', async () => {
    const database = shop.world.app.get(Database);
    const free = shop.world.app.get(FreeList);
    const id = await pool('10.200.0.0/18', 'static');
    const network = await database.read(EVERYTHING, (sql) => networkById(sql, id));
    const at = shop.world.clock.now();
    // A hole in the middle is taken, so that exactly 10,000 are left.
    await shop.world.run(ReserveAddresses, {
      poolId: id,
      first: '10.200.20.0',
      last: '10.200.23.255',
      kind: 'reserved',
      label: 'hole',
    });
    for (let block = 24; block < 44; block += 4)
      await shop.world.run(ReserveAddresses, {
        poolId: id,
        first: `10.200.${block}.0`,
        last: `10.200.${block + 3}.255`,
        kind: 'reserved',
        label: 'hole',
      });
    await shop.world.run(ReserveAddresses, {
      poolId: id,
      first: '10.200.44.0',
      last: '10.200.44.237',
      kind: 'reserved',
      label: 'hole',
    });
    const random = new SeededRandom('free');
    const given: string[] = [];
    let wanted = 10_000;
    const worker = async (): Promise<void> => {
      while (wanted > 0) {
        wanted -= EACH;
        const isGivenBack = random.below(20) === 0;
        const taken = await database
          .write(EVERYTHING, async ({ sql }) => {
            const units: string[] = [];
            while (units.length < EACH) {
              const unit = (await free.take({ sql, at }, network)) ?? 'falsely full';
              await sql.execute(HOLD, [unit, at]);
              units.push(unit);
            }
            if (isGivenBack) throw new RangeError('given back');
            return units;
          })
          .catch((error: unknown) => {
            if (!(error instanceof RangeError)) throw error;
            wanted += EACH;
            return [];
          });
        given.push(...taken);
      }
    };
    await Promise.all(Array.from({ length: 10 }, worker));
    expect([given.length, new Set(given).size]).toEqual([10_000, 10_000]);
    expect(await database.write(EVERYTHING, ({ sql }) => free.take({ sql, at }, network))).toBeUndefined();
    await database.write(EVERYTHING, ({ sql }) =>
      sql.execute(`DELETE FROM networking.address_holding WHERE label = 'x' AND held <> '10.200.7.7'`),
    );
  });

  it('is what was reserved for the customer, else what they had, else the lowest; and nobody else’s reservation', async () => {
    const poolId = await pool('198.51.100.0/27', 'static', { gateway: '198.51.100.1' });
    const [one, two, three] = [await service(), await service(), await service()];
    await shop.world.run(ReserveAddresses, {
      poolId,
      first: '198.51.100.9',
      kind: 'reserved',
      label: 'for two',
      customerId: two.customerId,
    });
    expect(await give(one.serviceId, { poolId })).toBe('198.51.100.2');
    expect(await give(two.serviceId, { poolId })).toBe('198.51.100.9');
    expect(await refusal(give(three.serviceId, { ipv4: '198.51.100.1' }))).toBe('ADDRESS_RESERVED');
    expect(await refusal(give(three.serviceId, { ipv4: '198.51.100.31' }))).toBe('ADDRESS_NOT_USABLE');
    expect(await refusal(give(three.serviceId, { ipv4: '198.51.100.9' }))).toBe('ADDRESS_TAKEN');
    expect(
      await refusal(
        shop.world.run(ReserveAddresses, {
          poolId,
          first: '198.51.100.8',
          last: '198.51.100.9',
          kind: 'reserved',
          label: 'x',
        }),
      ),
    ).toBe('ADDRESS_TAKEN');
    expect(await give(three.serviceId, { poolId })).toBe('198.51.100.3');
    shop.world.clock.advance(HOUR);
    await shop.world.run(CloseAccess, { serviceId: one.serviceId });
    const again = await service(one.customerId);
    const fourth = await service();
    shop.world.clock.advance(HOUR);
    const upper = (await service()).serviceId;
    await shop.world.run(ReserveAddresses, {
      poolId,
      first: '198.51.100.2',
      kind: 'reserved',
      label: 'a while',
      until: new Date(shop.world.clock.now().getTime() + 3_600_000),
    });
    expect(await give(upper, { poolId })).toBe('198.51.100.4');
    shop.world.clock.advance(HOUR * 2);
    expect(await give(again.serviceId, { poolId })).toBe('198.51.100.2');
    expect(await give(fourth.serviceId, { poolId })).toBe('198.51.100.5');
  });

  it('keeps an address for who had it last as long as the setting says, and gives it to others afterwards', async () => {
    const poolId = await pool('198.51.100.64/29', 'static');
    await shop.world.run(SetAddressSettings, { quarantineDays: 7 });
    const [one, two] = [await service(), await service()];
    expect(await give(one.serviceId, { poolId })).toBe('198.51.100.65');
    shop.world.clock.advance(HOUR);
    await shop.world.run(CloseAccess, { serviceId: one.serviceId });
    expect(await refusal(give(two.serviceId, { ipv4: '198.51.100.65' }))).toBe('ADDRESS_IN_QUARANTINE');
    expect(await give(two.serviceId, { poolId })).toBe('198.51.100.66');
    const three = await service();
    shop.world.clock.advance(HOUR * 24 * 7);
    expect(await give(three.serviceId, { poolId })).toBe('198.51.100.65');
    shop.world.clock.advance(HOUR);
    await shop.world.run(CloseAccess, { serviceId: three.serviceId });
    const [kept] = await shop.world.rows<{ id: string }>(
      `SELECT id FROM networking.address_holding WHERE kind = 'quarantine' AND held = '198.51.100.65' AND during @> $1::timestamptz`,
      [shop.world.clock.now()],
    );
    await shop.world.run(EndReservation, { holdingId: kept?.id ?? '' });
    const four = await service();
    expect(await give(four.serviceId, { poolId })).toBe('198.51.100.65');
    await shop.world.run(SetAddressSettings, { quarantineDays: 0 });
  });

  it('gives prefixes to lines, routers and as further networks, and nothing of them twice', async () => {
    const lines = await pool('2001:db8:64::/48', 'static');
    const homes = await pool('2001:db8:4000::/40', 'delegation');
    const networks = await pool('203.0.113.64/26', 'delegation', { unitLength: 29 });
    const given = [];
    for (let index = 0; index < 2; index += 1) {
      const { serviceId } = await service();
      await shop.world.run(ProvisionAccess, {
        serviceId,
        method: 'pppoe',
        ipv6PoolId: lines,
        delegationPoolId: homes,
        routePoolId: networks,
      });
      given.push(
        ...(await shop.world.rows(
          'SELECT ipv6_prefix::text AS line, delegated_prefix::text AS home, routes::text[] AS routes FROM networking.access WHERE service_id = $1',
          [serviceId],
        )),
      );
    }
    expect(given).toEqual([
      { line: '2001:db8:64::/64', home: '2001:db8:4000::/56', routes: ['203.0.113.64/29'] },
      { line: '2001:db8:64:1::/64', home: '2001:db8:4000:100::/56', routes: ['203.0.113.72/29'] },
    ]);
    const { serviceId } = await service();
    const attempt = (more: Record<string, unknown>): Promise<string> =>
      refusal(shop.world.run(ProvisionAccess, { serviceId, method: 'pppoe', ...more }));
    expect(await attempt({ delegatedPrefix: '2001:db8:4000:1c0::/60' })).toBe('ADDRESS_TAKEN');
    expect(await attempt({ routes: ['203.0.113.76/32'] })).toBe('ADDRESS_TAKEN');
    expect(await attempt({ delegationPoolId: lines })).toBe('NOT_A_DELEGATION_POOL');
    expect(
      (await shop.world.ask(ListPools, { poolId: homes })).map(({ units, assigned }) => ({ units, assigned })),
    ).toEqual([{ units: '65536', assigned: 2 }]);
  });
});

describe('the history', () => {
  it('tells who held an address when, through changes, a change of plan and the end of a service', async () => {
    const poolId = await pool('198.51.100.96/28', 'static');
    const line = await service();
    await give(line.serviceId, { ipv4: '198.51.100.100', poolId });
    shop.world.clock.advance(HOUR);
    const [row] = await shop.world.rows<{ revision: number }>(
      'SELECT revision FROM networking.access WHERE service_id = $1',
      [line.serviceId],
    );
    await shop.world.run(ChangeAccess, { serviceId: line.serviceId, revision: row?.revision, ipv4: '198.51.100.101' });
    shop.world.clock.advance(HOUR * 24);
    const newPlan = await shop.plan('Fiber 500', 500_000, 100_000);
    const { newServiceId } = await shop.world.run(ChangePlan, {
      serviceId: line.serviceId,
      planId: newPlan,
      changeOn: today(),
    });
    await shop.world.settle();
    shop.world.clock.advance(HOUR * 24);
    await shop.world.run(ArchiveService, { serviceId: newServiceId });
    await shop.world.settle();
    const history = await shop.world.ask(AddressHistory, { address: '198.51.100.101' });
    expect(history.map(({ serviceId, kind, until }) => [serviceId, kind, until === null])).toEqual([
      [newServiceId, 'static', false],
      [line.serviceId, 'static', false],
    ]);
    expect(history[0]?.since).toEqual(history[1]?.until);
    expect(
      (await shop.world.ask(AddressHistory, { address: '198.51.100.100' })).map(({ serviceId }) => serviceId),
    ).toEqual([line.serviceId]);
    const next = await service();
    expect(await give(next.serviceId, { ipv4: '198.51.100.101', poolId })).toBe('198.51.100.101');
    const grid = await shop.world.ask(AddressGrid, { poolId, around: '198.51.100.101', page: 0 });
    expect(grid.cells.map(({ state }) => state).filter((state) => state !== 'free')).toEqual(['end', 'held', 'end']);
  });

  it('lets go of login and addresses of services that have long been disabled, of customers who are not active', async () => {
    const poolId = await pool('198.51.100.112/28', 'static');
    const [gone, stays] = [await service(), await service()];
    for (const { serviceId } of [gone, stays]) {
      await give(serviceId, { poolId });
      await shop.world.run(EndService, { serviceId, endsOn: today() });
    }
    shop.world.clock.advance(HOUR * 24);
    await shop.world.app.get(TurnServices).run();
    await shop.world.run(DeactivateCustomer, { customerId: gone.customerId });
    await shop.world.settle();
    shop.world.clock.advance(HOUR * 24 * 360);
    await shop.world.app.get(ReleaseAddresses).run();
    await shop.world.settle();
    const live = (): Promise<{ service_id: string }[]> =>
      shop.world.rows('SELECT service_id FROM networking.access WHERE service_id = ANY ($1::uuid[]) AND live', [
        [gone.serviceId, stays.serviceId],
      ]);
    expect(await live()).toHaveLength(2);
    shop.world.clock.advance(HOUR * 24 * 10);
    await shop.world.app.get(ReleaseAddresses).run();
    await shop.world.settle();
    expect(await live()).toEqual([{ service_id: stays.serviceId }]);
    expect(
      (await shop.world.ask(AddressHistory, { address: '198.51.100.113' })).map(({ serviceId, until }) => [
        serviceId,
        until === null,
      ]),
    ).toEqual([[gone.serviceId, false]]);
  });
});

function today(): LocalDate {
  return shop.world.clock.now().toISOString().slice(0, 10) as LocalDate;
}
