import { AddService, ChangePlan, LiftHold, PlaceHold, UndoPlanChange } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import type { LocalDate, SettableClock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SimSession } from '../../../tools/sim-nas/session.ts';
import {
  DefineAccessPolicy,
  DisconnectSession,
  DisconnectSessions,
  LetClosingsThrough,
  ListAccessActions,
  ProvisionAccess,
  ReapplyPolicy,
  ReconcileAccess,
  SetAccessBrake,
} from '../src/index.js';
import { CoaClient } from '../src/radius/index.js';
import { copies, withoutCopies } from './many-accesses.js';
import { systemClose } from './system-close.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';

const DAY_MS = 86_400_000;
let shop: NetworkShop;

beforeAll(async () => {
  shop = await openNetwork();
});

beforeEach(async () => {
  shop.nas.coa.manners = {};
  await shop.changeRouter({ options: {} });
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

async function online(login: string): Promise<{ line: Line; session: SimSession }> {
  const line = await shop.line(login);
  const session = await eventually('the session', async () => {
    const outcome = await shop.nas.open({ user: login, password: line.password });
    return outcome.kind === 'open' && outcome.session;
  });
  return { line, session };
}

function hold(line: Line): Promise<{ holdId: string }> {
  return shop.world.run(PlaceHold, { customerId: line.customerId, reason: 'test' });
}

function actions(
  line: Line,
): Promise<
  { kind: string; purpose: string; state: string; attempts: number; error_cause: number | null; request: string }[]
> {
  return shop.world.rows(
    'SELECT kind, purpose, state, attempts, error_cause, request FROM networking.access_action WHERE customer_id = $1 ORDER BY requested_at, id',
    [line.customerId],
  );
}

async function converged(line: Line): Promise<Record<string, unknown> | undefined> {
  const rows = await shop.world.rows<{ payload: Record<string, unknown> }>(
    `SELECT payload FROM platform.event WHERE name = 'networking.AccessConverged' AND customer_id = $1 ORDER BY occurred_at DESC, id DESC LIMIT 1`,
    [line.customerId],
  );
  return rows[0]?.payload;
}

describe('a session', () => {
  it('ends when access is blocked, and the router’s answer is on record', async () => {
    const { line, session } = await online('ends');
    await hold(line);
    await shop.world.settle();
    expect(await session.ended).toBe(6);
    expect(await actions(line)).toMatchObject([
      { kind: 'disconnect', purpose: 'block', state: 'acknowledged', attempts: 1 },
    ]);
    expect(await converged(line)).toMatchObject({
      purpose: 'block',
      desired: 'blocked',
      answer: 'acknowledged',
      sessions: 1,
    });
  });

  it('stays and changes its list when the router blocks by list; the return says how long it took', async () => {
    await shop.changeRouter({ options: { blockBy: 'address_list', activeAddressList: 'Active' } });
    const { line, session } = await online('listed');
    const { holdId } = await hold(line);
    await shop.world.settle();
    expect(session).toMatchObject({ addressList: 'Reject_2', endedBy: undefined });
    const clock = shop.world.clock as SettableClock;
    const stood = clock.now();
    clock.runFrom(stood);
    await shop.world.run(LiftHold, { holdId });
    await shop.world.settle();
    const took = clock.now().getTime() - stood.getTime();
    clock.set(clock.now());
    expect(session).toMatchObject({ addressList: 'Active', rateLimit: '20M/100M', endedBy: undefined });
    const payload = await converged(line);
    expect(payload).toMatchObject({ purpose: 'restore', answer: 'acknowledged' });
    expect(payload?.['elapsedMs']).toBeGreaterThan(0);
    expect(payload?.['elapsedMs']).toBeLessThanOrEqual(took);
  });

  it('goes on with the new speed when the plan’s policy changes', async () => {
    const { line, session } = await online('faster');
    await shop.world.run(DefineAccessPolicy, { planId: shop.planId, downloadKbps: 200_000, uploadKbps: 40_000 });
    await shop.world.settle();
    expect(session).toMatchObject({ rateLimit: '40M/200M', endedBy: undefined });
    expect(await actions(line)).toMatchObject([{ kind: 'coa', purpose: 'change', state: 'acknowledged' }]);
    await shop.world.run(DefineAccessPolicy, { planId: shop.planId, downloadKbps: 100_000, uploadKbps: 20_000 });
    await shop.world.settle();
    expect(session.rateLimit).toBe('20M/100M');
  });

  it('goes on under the new service when the customer changes the plan', async () => {
    const { line, session } = await online('upgrades');
    const planId = await shop.plan('Fiber 500', 500_000, 100_000);
    await shop.world.run(ChangePlan, { serviceId: line.serviceId, planId, changeOn: '2026-03-15' });
    await shop.world.settle();
    expect(session).toMatchObject({ rateLimit: '100M/500M', endedBy: undefined });
    const live = await shop.world.rows<{ service_id: string; login: string }>(
      'SELECT service_id, login FROM networking.access WHERE customer_id = $1 AND live',
      [line.customerId],
    );
    expect(live).toMatchObject([{ login: 'upgrades' }]);
    expect(live[0]?.service_id).not.toBe(line.serviceId);
    await shop.nas.interim(session, { downloadOctets: 1_000n });
    const used = await shop.world.rows('SELECT service_id FROM networking.usage_raw WHERE customer_id = $1', [
      line.customerId,
    ]);
    expect(used).toEqual([{ service_id: live[0]?.service_id }]);
    await eventually(
      'the next login',
      async () => (await shop.nas.open({ user: 'upgrades', password: line.password })).kind === 'open',
    );
  });

  it('goes back under the old service when the change of plan is undone', async () => {
    const { line, session } = await online('regrets');
    const planId = await shop.plan('Fiber 600', 600_000, 100_000);
    const { planChangeId } = await shop.world.run(ChangePlan, {
      serviceId: line.serviceId,
      planId,
      changeOn: '2026-03-15',
    });
    await shop.world.settle();
    await shop.world.run(UndoPlanChange, { planChangeId, reason: 'too fast' });
    await shop.world.settle();
    expect(session).toMatchObject({ endedBy: undefined });
    expect(session.rateLimit).not.toBe('100M/600M');
    expect(
      await shop.world.rows(
        'SELECT service_id, login, desired FROM networking.access WHERE customer_id = $1 AND live',
        [line.customerId],
      ),
    ).toEqual([{ service_id: line.serviceId, login: 'regrets', desired: 'open' }]);
    await eventually(
      'the next login',
      async () => (await shop.nas.open({ user: 'regrets', password: line.password })).kind === 'open',
    );
  });

  it('that the router does not know any more counts as ended', async () => {
    const { line } = await online('gone');
    shop.nas.coa.manners = { nak: 503 };
    await hold(line);
    await shop.world.settle();
    expect(await actions(line)).toMatchObject([{ state: 'gone', error_cause: 503 }]);
    expect(await converged(line)).toMatchObject({ answer: 'gone' });
  });

  it('whose change the router refuses is ended instead, so that the next login brings it', async () => {
    await shop.changeRouter({ options: { blockBy: 'address_list', activeAddressList: 'Active' } });
    const { line } = await online('stubborn');
    shop.nas.coa.manners = { nak: 401 };
    await hold(line);
    await shop.world.settle();
    expect(await actions(line)).toMatchObject([
      { kind: 'coa', state: 'refused', error_cause: 401 },
      { kind: 'disconnect', state: 'refused' },
    ]);
    shop.nas.coa.manners = {};
    shop.world.clock.advance(60_000);
    await shop.world.app
      .get(ReconcileAccess)
      .run({}, { jobId: 'x', retryCount: 0, signal: new AbortController().signal });
    expect((await actions(line)).at(-1)).toMatchObject({ state: 'acknowledged' });
    expect(await converged(line)).toMatchObject({ purpose: 'block' });
  });

  it('is ended by hand, with the answer for whoever asked', async () => {
    const { line, session } = await online('by-hand');
    const [row] = await shop.world.rows<{ key: string }>('SELECT key FROM networking.session_open WHERE login = $1', [
      'by-hand',
    ]);
    await shop.world.run(DisconnectSession, { sessionKey: row?.key ?? '' });
    await shop.world.settle();
    expect(await session.ended).toBe(6);
    expect(await actions(line)).toMatchObject([{ kind: 'disconnect', purpose: 'by_hand', state: 'acknowledged' }]);
  });

  it('gets its whole policy again by a change, and by a new login where the router refuses that', async () => {
    await shop.changeRouter({ options: { blockBy: 'address_list', activeAddressList: 'Active' } });
    const { line, session } = await online('again');
    const key = await keyOf('again');
    const { at, sessions } = await shop.world.run(ReapplyPolicy, { sessionKeys: [key] });
    expect(sessions).toEqual([{ sessionKey: key, serviceId: line.serviceId, way: 'change' }]);
    await shop.world.settle();
    expect(session.endedBy).toBeUndefined();
    const asking = { first: 10, serviceIds: [line.serviceId], since: at };
    expect((await shop.world.ask(ListAccessActions, asking)).nodes).toMatchObject([
      { kind: 'coa', state: 'acknowledged', sessionKey: key, request: expect.stringContaining('Active') as unknown },
    ]);

    shop.nas.coa.manners = { nak: 401 };
    shop.world.clock.advance(1_000);
    const again = await shop.world.run(ReapplyPolicy, { sessionKeys: [key] });
    await shop.world.settle();
    const { nodes } = await shop.world.ask(ListAccessActions, { ...asking, since: again.at });
    expect(nodes.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['coa', 'refused'],
      ['disconnect', 'refused'],
    ]);
  });

  it('is ended with others in one go, those left out that have ended, and refused where none is left', async () => {
    const lines = [await online('flock-1'), await online('flock-2')];
    const sessionKeys = [await keyOf('flock-1'), await keyOf('flock-2')];
    const { actionIds } = await shop.world.run(DisconnectSessions, { sessionKeys: [...sessionKeys, 'f'.repeat(32)] });
    expect(actionIds).toHaveLength(2);
    await shop.world.settle();
    expect(await Promise.all(lines.map(({ session }) => session.ended))).toEqual([6, 6]);
    const { nodes } = await shop.world.ask(ListAccessActions, { first: 10, ids: actionIds });
    expect(nodes.map(({ state, sessionKey }) => [state, sessionKey]).sort()).toEqual(
      sessionKeys.map((key) => ['acknowledged', key]).sort(),
    );
    const gone = { sessionKeys: ['f'.repeat(32)] };
    await expect(shop.world.run(DisconnectSessions, gone)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(shop.world.run(ReapplyPolicy, gone)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

async function keyOf(login: string): Promise<string> {
  const [row] = await shop.world.rows<{ key: string }>('SELECT key FROM networking.session_open WHERE login = $1', [
    login,
  ]);
  return row?.key ?? '';
}

describe('a router that says nothing', () => {
  it('is asked again, stands as drift after three rounds, and obeys in the end', async () => {
    const { line, session } = await online('silent');
    const waiting = impatient();
    shop.nas.coa.manners = { deafFor: 1_000 };
    await hold(line);
    await shop.world.settle();
    expect((await actions(line)).map(({ state }) => state)).toEqual(['unanswered']);
    for (let round = 0; round < 2; round += 1) {
      shop.world.clock.advance(60_000);
      await reconcile();
    }
    const drift = await shop.world.rows<{ payload: object }>(
      `SELECT payload FROM platform.event WHERE name = 'networking.AccessDrifted' AND customer_id = $1`,
      [line.customerId],
    );
    expect(drift).toMatchObject([{ payload: { purpose: 'block', attempts: 3, answer: 'unanswered' } }]);
    waiting.mockRestore();
    shop.nas.coa.manners = {};
    shop.world.clock.advance(600_000);
    await reconcile();
    expect(await session.ended).toBe(6);
    expect(await converged(line)).toMatchObject({ purpose: 'block', answer: 'acknowledged' });
  });
});

/** A router that is deaf is no less so after seven seconds than after a moment. */
function impatient(): { mockRestore(): void } {
  const { send } = CoaClient.prototype;
  return vi.spyOn(CoaClient.prototype, 'send').mockImplementation(function (this: CoaClient, order) {
    return send.call(this, { ...order, firstTimeoutMs: 10 });
  });
}

describe('a session that is heard of on what was before', () => {
  it('has its router told again: at once when it began lately, within minutes when it went on', async () => {
    await shop.changeRouter({ options: { blockBy: 'address_list', activeAddressList: 'Active' } });
    const { line } = await online('behind');
    const told = async (afterMs: number): Promise<number> => {
      shop.world.clock.advance(afterMs);
      await reconcile();
      return (await actions(line)).filter(({ state }) => state === 'acknowledged').length;
    };
    await hold(line);
    await shop.world.settle();
    expect(await told(600_000)).toBe(1);
    await fallBehind(line, 3_600);
    expect(await told(60_000)).toBe(1);
    expect(await told(240_000)).toBe(2);
    await fallBehind(line, 10);
    expect(await told(60_000)).toBe(3);
  });
});

/** Heard of now, with what its login was answered before. */
function fallBehind(line: Line, seconds: number): Promise<unknown> {
  return shop.world.app.get(Database).write(EVERYTHING, ({ sql }) =>
    sql.execute(
      `UPDATE networking.session_open SET policy_version = 0, updated_at = $2::timestamptz + interval '1 second',
         started_at = $2::timestamptz - make_interval(secs => $3) WHERE service_id = $1`,
      [line.serviceId, shop.world.clock.now(), seconds],
    ),
  );
}

describe('too many closings at once', () => {
  it('wait for a person, who lets them through', async () => {
    await shop.world.run(SetAccessBrake, { percent: 20, windowMinutes: 10, atLeast: 2 });
    shop.world.clock.advance(3_600_000);
    const lines = [];
    for (let index = 0; index < 6; index += 1) lines.push(await shop.line(`many-${index}`));
    const open = await shop.world.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM networking.access WHERE live AND desired = 'open'`,
    );
    await systemClose(
      shop.world,
      lines.map((line) => line.customerId),
    );
    await shop.world.settle();
    const held = await shop.world.rows('SELECT service_id FROM networking.held_closing');
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThan(6);
    expect(open[0]?.count).toBeGreaterThan(6);
    expect(await shop.world.rows(`SELECT 1 FROM platform.event WHERE name = 'networking.ClosingsHeld'`)).toHaveLength(
      1,
    );
    expect(await shop.world.run(LetClosingsThrough, { held: held.length })).toEqual({ released: held.length });
    await shop.world.settle();
    expect(
      await shop.world.rows(`SELECT 1 FROM networking.access WHERE login LIKE 'many-%' AND desired = 'open'`),
    ).toEqual([]);
  });
});

describe('a running service whose first day comes, as other systems hand them over', () => {
  it('opens on it, however many wait for theirs', async () => {
    const crowd = await startingIn(400, 'crowd');
    await copies(shop, crowd, 2_000);
    await write(`UPDATE networking.access SET desired_reason = 'not_started' WHERE customer_id = $1`, crowd.customerId);
    const { serviceId } = await startingIn(1, 'tomorrow');
    const desired = () => shop.world.rows('SELECT desired FROM networking.access WHERE service_id = $1', [serviceId]);
    await reconcile();
    expect(await desired()).toEqual([{ desired: 'closed' }]);
    shop.world.clock.advance(DAY_MS);
    await reconcile();
    expect(await desired()).toEqual([{ desired: 'open' }]);
    await withoutCopies(shop, crowd);
  });
});

function write(text: string, id: string): Promise<unknown> {
  return shop.world.app.get(Database).write(EVERYTHING, ({ sql }) => sql.execute(text, [id]));
}

async function startingIn(days: number, login: string): Promise<Line> {
  const { partnerId, planId, world } = shop;
  const { customerId } = await world.run(OpenCustomer, { partnerId, category: 'person', name: login });
  const { serviceId } = await world.run(AddService, { customerId, planId, startsOn: '2026-03-01' as LocalDate });
  await world.settle();
  const first = new Date(world.clock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
  await write(`UPDATE billing.service SET starts_on = '${first}' WHERE id = $1`, serviceId);
  const password = `secret-of-${login}`;
  await world.run(ProvisionAccess, { serviceId, method: 'pppoe', login, password });
  await world.settle();
  return { customerId, serviceId, login, password };
}

async function reconcile(): Promise<void> {
  await shop.world.app
    .get(ReconcileAccess)
    .run({}, { jobId: 'x', retryCount: 0, signal: new AbortController().signal });
}
