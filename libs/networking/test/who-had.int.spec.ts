import { staffWith } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AccountingStore,
  AddPool,
  CgnatRecipe,
  CloseAccess,
  DefineCgnatMap,
  DropOldRecords,
  EndCgnatMap,
  NetworkingPermissions,
  RecordPortBlocks,
  TranslateAddress,
  WhoHad,
} from '../src/index.js';
import type { AccountingRecord } from '../src/radius/index.js';
import { refusal } from './address-shop.js';
import { type Line, type NetworkShop, openNetwork } from './network-shop.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let shop: NetworkShop;
let fixed: Line;
let shared: Line;
let mapId: string;

const reason = 'Request of a court';
const now = (): Date => shop.world.clock.now();
const later = (ms: number): Date => new Date(now().getTime() + ms);

async function ask(
  address: string,
  at: Date,
  port?: number,
): Promise<{ login: string | null; via: string; shownBy: string; inside: string | null }[]> {
  const { holders } = await shop.world.run(WhoHad, { address, at, reason, ...(port === undefined ? {} : { port }) });
  return holders.map(({ login, via, shownBy, insideAddress }) => ({ login, via, shownBy, inside: insideAddress }));
}

/** What a router says of a session of the shared line. */
async function report(
  status: AccountingRecord['status'],
  framedAddress: string,
  seconds: number,
  session = 'one',
): Promise<void> {
  const nowMs = now().getTime();
  await shop.world.app.get(AccountingStore).write([
    {
      status,
      nasId: shop.routerId,
      sourceAddress: '127.0.0.1',
      receivedAtMs: nowMs,
      happenedAtMs: nowMs,
      sessionId: session,
      sessionKey: session.padEnd(32, '0'),
      multiSessionId: undefined,
      login: 'shared',
      serviceId: shared.serviceId,
      policyVersion: 2,
      loginAtMs: nowMs - seconds * 1_000,
      sessionSeconds: seconds,
      downloadOctets: 0n,
      uploadOctets: 0n,
      hasGigawords: true,
      downloadPackets: 0,
      uploadPackets: 0,
      framedAddress,
      framedIpv6Address: undefined,
      framedIpv6Prefix: undefined,
      delegatedIpv6Prefix: undefined,
      callingStationId: undefined,
      callingMac: '02:00:00:00:00:09',
      calledStationId: undefined,
      nasPortId: 'ether1',
      nasIdentifier: undefined,
      nasIpAddress: undefined,
      terminateCause: status === 'stop' ? 1 : undefined,
    },
  ]);
}

beforeAll(async () => {
  shop = await openNetwork();
  await shop.world.run(AddPool, { name: 'Public', prefix: '198.51.100.0/24', kind: 'static' });
  fixed = await shop.line('fixed', { ipv4: '198.51.100.7', delegatedPrefix: '2001:db8:77::/56' });
  shared = await shop.line('shared');
  ({ mapId } = await shop.world.run(DefineCgnatMap, {
    name: 'City',
    mode: 'deterministic',
    inside: '100.64.0.0/24',
    outside: '203.0.113.0/28',
    blockPorts: 4032,
    since: later(-24 * HOUR),
  }));
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

describe('who had an address and port at a time', () => {
  it('is answered for fixed addresses and prefixes, before, during and after', async () => {
    const began = now();
    shop.world.clock.advance(2 * HOUR);
    await shop.world.run(CloseAccess, { serviceId: fixed.serviceId });
    shop.world.clock.advance(HOUR);
    const during = new Date(began.getTime() + HOUR);
    const answer = { login: 'fixed', via: 'direct', shownBy: 'holding', inside: null };
    expect(await ask('198.51.100.7', during)).toEqual([answer]);
    expect(await ask('2001:db8:77:42::1', during)).toEqual([answer]);
    expect(await ask('198.51.100.7', new Date(began.getTime() - HOUR))).toEqual([]);
    expect(await ask('198.51.100.7', now())).toEqual([]);
    expect(await ask('198.51.100.8', during)).toEqual([]);
  });

  it('is answered by sessions, and through shared addresses by rule', async () => {
    await report('start', '100.64.0.21', 0);
    const [seen] = await shop.world.ask(TranslateAddress, { address: '100.64.0.21', port: null, at: null });
    if (!seen) throw new Error('no translation');
    expect(seen).toMatchObject({ outside: '203.0.113.5', firstPort: 1024 + 4032, lastPort: 1023 + 2 * 4032 });
    expect(await shop.world.ask(TranslateAddress, { address: seen.outside, port: seen.lastPort, at: null })).toEqual([
      seen,
    ]);
    const answer = { login: 'shared', via: 'cgnat_deterministic', shownBy: 'session', inside: '100.64.0.21' };
    expect(await ask('203.0.113.5', now(), seen.firstPort)).toEqual([answer]);
    expect(await ask('203.0.113.5', now(), seen.lastPort + 1)).toEqual([]);
    expect(await ask('100.64.0.21', now())).toEqual([{ ...answer, via: 'direct', inside: null }]);
    expect(await refusal(ask('203.0.113.5', now()))).toBe('PORT_NEEDED');
    shop.world.clock.advance(HOUR);
    await report('stop', '100.64.0.21', 3_600);
    const ended = now();
    shop.world.clock.advance(HOUR);
    expect(await ask('203.0.113.5', new Date(ended.getTime() - 1_000), seen.firstPort)).toEqual([answer]);
    expect(await ask('203.0.113.5', now(), seen.firstPort)).toEqual([]);
    await shop.world.run(EndCgnatMap, { mapId });
    expect(await ask('203.0.113.5', new Date(ended.getTime() - 1_000), seen.firstPort)).toEqual([answer]);
  });

  it('is answered by what the router reported where it gives the ports by itself, with two claims to one port', async () => {
    const { mapId: dynamic } = await shop.world.run(DefineCgnatMap, {
      name: 'Harbour',
      mode: 'dynamic',
      inside: '100.65.0.0/16',
      outside: '203.0.113.64/28',
      blockPorts: 512,
    });
    const opened = now();
    const block = {
      outside: '203.0.113.65',
      firstPort: 5_120,
      lastPort: 5_631,
      inside: '100.65.3.4',
      openedAt: opened.toISOString(),
    };
    await report('start', '100.65.3.4', 0, 'two');
    shop.world.clock.advance(HOUR);
    await shop.world.run(RecordPortBlocks, { mapId: dynamic, blocks: [block] });
    expect(await ask('203.0.113.65', now(), 5_300)).toEqual([
      { login: 'shared', via: 'cgnat_dynamic', shownBy: 'session', inside: '100.65.3.4' },
    ]);
    const closed = { ...block, closedAt: now().toISOString() };
    await shop.world.run(RecordPortBlocks, { mapId: dynamic, blocks: [closed, closed] });
    shop.world.clock.advance(HOUR);
    expect(await ask('203.0.113.65', now(), 5_300)).toEqual([]);
    const { holders } = await shop.world.run(WhoHad, {
      address: '203.0.113.65',
      port: 5_300,
      at: now(),
      toleranceMinutes: 90,
      reason,
    });
    expect(holders).toMatchObject([
      {
        reportedBy: 'test',
        firstPort: 5_120,
        lastPort: 5_631,
        blockUntil: closed.closedAt,
        customerId: shared.customerId,
        customerName: 'Customer of shared',
        routerName: 'NAS-01',
      },
    ]);
    await shop.world.run(RecordPortBlocks, {
      mapId: dynamic,
      blocks: [{ ...block, inside: '100.65.3.4', firstPort: 5_000 }],
    });
    expect(await ask('203.0.113.65', new Date(opened.getTime() + 60_000), 5_300)).toHaveLength(2);
    expect(
      await refusal(shop.world.run(RecordPortBlocks, { mapId: dynamic, blocks: [{ ...block, inside: '100.64.3.4' }] })),
    ).toBe('BAD_BLOCKS');
    expect(await refusal(shop.world.ask(CgnatRecipe, { mapId: dynamic, outInterfaceList: 'WAN' }))).toBe(
      'ROUTER_DECIDES',
    );
    expect(await shop.world.ask(CgnatRecipe, { mapId, outInterfaceList: 'WAN' })).toHaveLength(1 + 16 * 3);
  });

  it('is answered for a block of ports that somebody has had for longer than blocks are kept', async () => {
    const dynamic = (name: string, inside: string, outside: string) =>
      shop.world.run(DefineCgnatMap, {
        name,
        mode: 'dynamic',
        inside,
        outside,
        blockPorts: 512,
        since: later(-700 * DAY),
      });
    const { mapId: valley } = await dynamic('Valley', '100.67.0.0/16', '203.0.113.80/28');
    const block = (port: number, days: number, more: Record<string, unknown> = {}) => ({
      outside: '203.0.113.81',
      firstPort: port,
      lastPort: port + 511,
      inside: '100.67.3.4',
      openedAt: later(-days * DAY).toISOString(),
      ...more,
    });
    await report('start', '100.67.3.4', 0, 'three');
    const kept = async (): Promise<number[]> =>
      (
        await shop.world.rows<{ port: number }>(
          'SELECT first_port AS port FROM networking.cgnat_block WHERE map_id = $1 ORDER BY port',
          [valley],
        )
      ).map(({ port }) => port);
    await shop.world.run(RecordPortBlocks, {
      mapId: valley,
      blocks: [
        block(2_048, 500),
        block(4_096, 600, { closedAt: later(-500 * DAY).toISOString() }),
        block(6_144, 600),
        block(6_144, 20),
        block(8_192, 600, { inside: '100.67.9.9' }),
      ],
    });
    await shop.world.app.get(DropOldRecords).run();
    expect(await kept()).toEqual([2_048, 6_144]);
    expect(await ask('203.0.113.81', now(), 2_100)).toMatchObject([{ login: 'shared', via: 'cgnat_dynamic' }]);
    await report('stop', '100.67.3.4', 60, 'three');
    await shop.world.app.get(DropOldRecords).run();
    expect(await kept()).toEqual([6_144]);
  });

  it('is asked with a permission of its own and a reason, and stands in the audit log with whom it found', async () => {
    const everythingElse = Object.values(NetworkingPermissions).filter(
      (one) => one !== NetworkingPermissions['address.whoHad'],
    );
    const question = { address: '198.51.100.7', at: later(-5 * HOUR), reason, caseNumber: 'AZ 7/26' };
    expect(await refusal(shop.world.run(WhoHad, question, staffWith(everythingElse)))).toBe('NOT_PERMITTED');
    expect(await refusal(shop.world.run(WhoHad, { ...question, reason: '' }))).toBe('INVALID_INPUT');
    expect(await refusal(shop.world.run(WhoHad, { ...question, address: 'router.example' }))).toBe('BAD_ADDRESS');
    expect(await refusal(shop.world.run(WhoHad, { ...question, at: later(HOUR) }))).toBe('IN_THE_FUTURE');
    const at = new Date('2026-03-15T08:30:00Z');
    const { holders } = await shop.world.run(
      WhoHad,
      { ...question, at },
      staffWith([NetworkingPermissions['address.whoHad']]),
    );
    expect(holders).toMatchObject([{ customerId: fixed.customerId }]);
    const log = await shop.world.rows(
      `SELECT subject_kind, customer_id, sentence, changes ->> 'reason' AS reason, changes ->> 'caseNumber' AS "caseNumber" FROM platform.audit_entry
        WHERE action = 'networking.whoHad' AND outcome = 'done' ORDER BY at DESC, id DESC LIMIT 2`,
    );
    expect(log).toEqual(
      expect.arrayContaining([
        {
          subject_kind: 'address',
          customer_id: null,
          sentence: 'Asked who had 198.51.100.7',
          reason,
          caseNumber: 'AZ 7/26',
        },
        {
          subject_kind: 'customer',
          customer_id: fixed.customerId,
          sentence: 'Found as who had 198.51.100.7',
          reason,
          caseNumber: 'AZ 7/26',
        },
      ]),
    );
  });

  it('is defined only where everybody gets a block, and nobody’s address is shared twice', async () => {
    const define = (more: Record<string, unknown>): Promise<string> =>
      refusal(
        shop.world.run(DefineCgnatMap, {
          name: 'x',
          mode: 'deterministic',
          inside: '100.66.0.0/24',
          outside: '203.0.113.128/28',
          blockPorts: 4032,
          ...more,
        }),
      );
    expect(await define({ blockPorts: 8064 })).toBe('NO_ROOM');
    expect(await define({ blockPorts: 65_000 })).toBe('BAD_PORTS');
    expect(await define({ inside: '100.66.0.0/25', outside: '203.0.113.64/29' })).toBe('OUTSIDE_TAKEN');
    expect(await define({ inside: '100.65.7.0/24' })).toBe('INSIDE_TAKEN');
    expect(await define({ inside: '100.65.7.0/24', routerId: shop.routerId })).toBe('no refusal: undefined');
    expect(await define({ inside: '2001:db8::/64' })).toBe('BAD_PREFIX');
  });
});
