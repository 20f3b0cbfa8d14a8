import { LiftHold, PlaceHold } from '@demarc/billing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AccessFeed } from '../src/app/aaa/access-feed.js';
import { AccessReader } from '../src/app/aaa/access-reader.js';
import { ChangeAccess, CloseAccess } from '../src/index.js';
import type { SnapshotIndex } from '../src/radius/index.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';

let shop: NetworkShop;
let ana: Line;

beforeAll(async () => {
  shop = await openNetwork();
  ana = await shop.line('ana', {
    ipv4: '198.51.100.7',
    delegatedPrefix: '2001:db8:7::/56',
    macs: ['02-00-00-00-00-0A'],
  });
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

const MAC = '02:00:00:00:00:0a';

async function lastLog(login: string, code: string | null): Promise<Record<string, unknown>> {
  return eventually(`log of ${login}`, async () => {
    const rows = await shop.world.rows<{ code: string | null }>(
      'SELECT outcome, code, method, service_id, customer_id, signed, detail FROM networking.radius_log WHERE login_key = $1 ORDER BY at DESC LIMIT 20',
      [login],
    );
    return rows.find((row) => row.code === code) as Record<string, unknown> | undefined;
  });
}

describe('a login', () => {
  it.each(['pap', 'chap', 'mschap2'] as const)(
    'is accepted by %s with the plan’s speed and the service’s addresses',
    async (method) => {
      const outcome = await shop.nas.open({ user: 'ana', password: ana.password, mac: MAC, method });
      if (outcome.kind !== 'open') throw new Error(outcome.kind);
      expect(outcome.session.framedAddress).toBe('198.51.100.7');
      expect(outcome.session.delegatedIpv6Prefix).toBe('2001:db8:7::/56');
      expect(outcome.session.rateLimit).toBe('20M/100M');
      await shop.nas.close(outcome.session);
      expect(await lastLog('ana', null)).toMatchObject({
        outcome: 'accept',
        service_id: ana.serviceId,
        customer_id: ana.customerId,
        signed: true,
      });
    },
  );

  it('that nobody knows is told apart from a wrong password and a wrong device', async () => {
    expect(await shop.nas.open({ user: 'nobody', password: 'x' })).toMatchObject({
      kind: 'rejected',
      message: 'Unknown login',
    });
    expect(await shop.nas.open({ user: 'ana', password: 'x', mac: MAC })).toMatchObject({
      kind: 'rejected',
      message: 'Wrong password',
    });
    expect(await shop.nas.open({ user: 'ana', password: ana.password, mac: '02:00:00:00:00:0b' })).toMatchObject({
      kind: 'rejected',
      message: 'Device not allowed (MAC address)',
    });
    expect(await lastLog('nobody', 'unknown_user')).toMatchObject({ outcome: 'reject', service_id: null });
    expect(await lastLog('ana', 'wrong_password')).toMatchObject({ outcome: 'reject', service_id: ana.serviceId });
    expect(await lastLog('ana', 'wrong_mac')).toMatchObject({ outcome: 'reject' });
  });

  it('is refused while a hold lies on the customer, and accepted again when it is lifted', async () => {
    const held = await shop.line('held');
    const { holdId } = await shop.world.run(PlaceHold, { customerId: held.customerId, reason: 'equipment dispute' });
    await shop.world.settle();
    await eventually('the block', async () => {
      const outcome = await shop.nas.open({ user: 'held', password: held.password });
      return outcome.kind === 'rejected' && outcome.message === 'Service is blocked';
    });
    expect(await lastLog('held', 'blocked')).toMatchObject({
      outcome: 'reject',
      customer_id: held.customerId,
      detail: 'hold',
    });
    await shop.world.run(LiftHold, { holdId });
    await shop.world.settle();
    await eventually(
      'the return',
      async () => (await shop.nas.open({ user: 'held', password: held.password })).kind === 'open',
    );
  });

  it('goes by what changed while everything was read anew, as after an outage of the database', async () => {
    const line = await shop.line('meanwhile');
    const feed = shop.world.app.get(AccessFeed);
    const reader = shop.world.app.get(AccessReader);
    const before = feed.snapshot;
    const state = (snapshot: SnapshotIndex): string | undefined => snapshot.entryOfService(line.serviceId)?.state.kind;
    const readAll = reader.readAll.bind(reader);
    vi.spyOn(reader, 'readAll').mockImplementationOnce(async (take) => {
      await readAll(take);
      await shop.world.run(PlaceHold, { customerId: line.customerId, reason: 'equipment dispute' });
      await shop.world.settle();
      await eventually('the hold to be heard of', async () => state(before) === 'blocked');
    });
    await shop.world.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'demarc access feed' AND datname = current_database()`,
    );
    await eventually('everything to be read', async () => feed.snapshot !== before);
    expect(state(feed.snapshot)).toBe('blocked');
  });

  it('changes with the access, and is free again when the access is taken away', async () => {
    const line = await shop.line('before');
    const [row] = await shop.world.rows<{ revision: number }>(
      'SELECT revision FROM networking.access WHERE service_id = $1',
      [line.serviceId],
    );
    await shop.world.run(ChangeAccess, {
      serviceId: line.serviceId,
      revision: row?.revision ?? 0,
      login: 'after',
      password: 'changed-password',
    });
    await eventually(
      'the new login',
      async () => (await shop.nas.open({ user: 'after', password: 'changed-password' })).kind === 'open',
    );
    expect(await shop.nas.open({ user: 'before', password: line.password })).toMatchObject({
      message: 'Unknown login',
    });
    await shop.world.run(CloseAccess, { serviceId: line.serviceId });
    await eventually(
      'the end',
      async () => (await shop.nas.open({ user: 'after', password: 'changed-password' })).kind === 'rejected',
    );
    await shop.line('after');
  });
});
