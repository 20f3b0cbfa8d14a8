import { ChangePlan } from '@demarc/billing';
import type { SettableClock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimRouter } from '../../../tools/sim-routeros/sim-router.ts';
import type { SimSession } from '../../../tools/sim-nas/session.ts';
import { AccessFeed } from '../src/app/aaa/access-feed.js';
import { apiPasswordBinding } from '../src/app/drift/managed-routers.js';
import { AccessesOf, SetAccessBrake, SetRouterKeeping, SimulateLogin } from '../src/index.js';
import { compare } from './drift-shop.js';
import { eventually, type Line, type NetworkShop, openNetwork } from './network-shop.js';

/** A router that asks over RADIUS and on which queues are written: the same one, seen from both sides. */
let shop: NetworkShop;
let sim: SimRouter;
const lines = new Map<string, Line>();

beforeAll(async () => {
  shop = await openNetwork();
  sim = new SimRouter({ users: { demarc: 'of-the-router' } });
  await sim.start();
  const { world, routerId } = shop;
  const sealed = await world.app.get(SecretBox).seal('router_password', 'of-the-router', apiPasswordBinding(routerId));
  await world.app
    .get(Database)
    .write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.router SET address = '127.0.0.1', api_username = 'demarc', api_password = $2, api_port = $3 WHERE id = $1`,
        [routerId, sealed, sim.port],
      ),
    );
  await world.run(SetAccessBrake, { percent: 5, windowMinutes: 10, atLeast: 100 });
  for (const k of [1, 2, 3]) {
    const address = { ipv4Assignment: 'permanent', ipv4: `10.9.0.${k}`, delegatedPrefix: `2001:db8:9:${k}00::/56` };
    lines.set(`own-${k}`, await shop.line(`own-${k}`, { routerId, ...address }));
  }
  lines.set('lent', await shop.line('lent', { routerId }));
});

afterAll(async () => {
  await sim.stop();
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

async function keep(shaping: string): Promise<void> {
  const { world, routerId } = shop;
  passASecond();
  const [row] = await world.rows<{ revision: number }>('SELECT revision FROM networking.router WHERE id = $1', [
    routerId,
  ]);
  const api = { mode: 'repair', shaping };
  await world.run(SetRouterKeeping, { routerId, revision: row?.revision ?? 0, way: 'radius', api });
  await world.settle();
  await compare(shop, routerId);
  passASecond();
}

function passASecond(): void {
  const { clock } = shop.world;
  (clock as SettableClock).set(new Date(clock.now().getTime() + 1_000));
}

function line(login: string): Line {
  const found = lines.get(login);
  if (!found) throw new Error(`no line ${login}`);
  return found;
}

/** A login once the process that answers has heard of what was read. */
async function logIn(login: string, isQueued: boolean): Promise<SimSession> {
  const { snapshot } = shop.world.app.get(AccessFeed);
  await eventually('the news', () =>
    Promise.resolve((snapshot.entryByLogin(login)?.hasQueue === true) === isQueued || undefined),
  );
  const outcome = await shop.nas.open({ user: login, password: line(login).password });
  if (outcome.kind !== 'open') throw new Error(outcome.kind);
  return outcome.session;
}

/** What holds it at the router: what its login was answered, and the queue with its addresses. */
function held(session: SimSession, login: string): { answer: string | undefined; queue: string | undefined } {
  const address = `10.9.0.${login.slice(-1)}/32`;
  const queue = sim.rows('/queue/simple').find(({ target }) => target?.startsWith(address));
  return { answer: session.rateLimit, queue: queue && `${queue['target']} ${queue['max-limit']}` };
}

async function speedOf(login: string): Promise<string | undefined> {
  const [access] = await shop.world.ask(AccessesOf, { serviceIds: [line(login).serviceId] });
  return access?.speed;
}

async function simulated(login: string): Promise<{ speed: string | undefined; said: string[] }> {
  const told = await shop.world.ask(SimulateLogin, {
    routerId: shop.routerId,
    login,
    method: 'pap',
    isSigned: true,
    attributes: '',
  });
  return { speed: told.speed, said: told.attributes.map(({ name }) => name) };
}

describe('on a router with RADIUS and written queues', () => {
  const before = new Map<string, SimSession>();

  it('the answer has the speed until the queue was read there; then the queue has it, IPv6 with it, and never both', async () => {
    before.set('own-1', await logIn('own-1', false));
    expect(held(before.get('own-1') as SimSession, 'own-1')).toEqual({ answer: '20M/100M', queue: undefined });
    sim.resetCounts();
    const told = shop.nas.coa.events.length;
    await keep('simple_queue');
    expect([sim.writes, shop.nas.coa.events.length - told]).toEqual([3, 0]);
    const session = await logIn('own-2', true);
    expect(held(session, 'own-2')).toEqual({
      answer: undefined,
      queue: '10.9.0.2/32,2001:db8:9:200::/56 20000000/100000000',
    });
    before.set('own-2', session);
    expect((await logIn('lent', false)).rateLimit).toBe('20M/100M');
    expect(await speedOf('own-2')).toBe('Held by a queue on the router; logins are answered without a speed.');
    expect(await speedOf('lent')).toContain('its address is lent');
    expect(await simulated('own-2')).toMatchObject({
      speed: expect.stringContaining('the queue that was read on the router has the speed'),
      said: expect.not.arrayContaining(['Mikrotik-Rate-Limit']),
    });
    expect((await simulated('lent')).said).toContain('Mikrotik-Rate-Limit');
  });

  it('a change of plan is in the queue at once, the one before is gone, and only a session that was told its speed is told the new one', async () => {
    const planId = await shop.plan('Fiber 200', 200_000, 40_000);
    sim.resetCounts();
    const told = shop.nas.coa.events.length;
    for (const login of ['own-1', 'own-2'])
      await shop.world.run(ChangePlan, { serviceId: line(login).serviceId, planId, changeOn: '2026-03-15' });
    await shop.world.settle();
    expect(held(before.get('own-1') as SimSession, 'own-1')).toMatchObject({
      answer: '40M/200M',
      queue: '10.9.0.1/32,2001:db8:9:100::/56 40000000/200000000',
    });
    expect(held(before.get('own-2') as SimSession, 'own-2')).toMatchObject({
      answer: undefined,
      queue: '10.9.0.2/32,2001:db8:9:200::/56 40000000/200000000',
    });
    const left = sim.rows('/queue/simple').map(({ target, 'max-limit': limit }) => `${target?.split('/')[0]} ${limit}`);
    expect(left.sort()).toEqual([
      '10.9.0.1 40000000/200000000',
      '10.9.0.2 40000000/200000000',
      '10.9.0.3 20000000/100000000',
    ]);
    expect(shop.nas.coa.events.length - told).toBe(1);
  });

  it('without written queues each row is removed once, and only who was let in on one is told a speed', async () => {
    sim.resetCounts();
    const told = shop.nas.coa.events.length;
    await keep('none');
    expect([sim.writes, shop.nas.coa.events.length - told]).toEqual([3, 1]);
    expect(sim.rows('/queue/simple')).toEqual([]);
    expect(held(before.get('own-2') as SimSession, 'own-2')).toEqual({ answer: '40M/200M', queue: undefined });
    expect((await logIn('own-3', false)).rateLimit).toBe('20M/100M');
    sim.resetCounts();
    await compare(shop, shop.routerId);
    expect([sim.writes, await shop.world.rows('SELECT FROM networking.router_object')]).toEqual([0, []]);
  });
});
