import { LiftHold, PlaceHold } from '@demarc/billing';
import type { StaffActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { asId, Clock, IdSource, RandomSource, type SettableClock } from '@demarc/kernel';
import { Database } from '@demarc/persistence';
import { CuttableProxy, staffWith, superAdministrator } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BlockReachOf } from '../src/app/convergence/block-reach.query.js';
import { ManagedRouters } from '../src/app/drift/managed-routers.js';
import { PlanRunner } from '../src/app/drift/plan-runner.js';
import { PlanStore } from '../src/app/drift/plan-store.js';
import { RouterLines } from '../src/app/drift/router-lines.js';
import { RouterWriter } from '../src/app/drift/router-writer.js';
import {
  ApproveRouterPlan,
  ApproveRouterPlans,
  KeepRouters,
  ProposeRouterPlan,
  ProposeRouterPlans,
  ReconcileAccess,
  RollBackRouterPlan,
  SetAccessBrake,
} from '../src/index.js';
import {
  addForeign,
  canonical,
  compare,
  driftOf,
  keptRouter,
  type KeptSim,
  linesOn,
  ofOthers,
  planOf,
  seedDrift,
  SEEDED_CAUSES,
} from './drift-shop.js';
import { type Line, type NetworkShop, openNetwork } from './network-shop.js';

const OPTIONS = {
  blockBy: 'address_list',
  activeAddressList: 'Active',
  api: { mode: 'repair', shaping: 'simple_queue' },
};

let shop: NetworkShop;
let seven: KeptSim;
let six: KeptSim;
let proxy: CuttableProxy;
const lines = new Map<KeptSim, Line[]>();

beforeAll(async () => {
  shop = await openNetwork();
  const given = { way: 'ppp_secrets', options: OPTIONS } as const;
  seven = await keptRouter(shop, {
    ...given,
    name: 'R-7',
    source: '127.0.0.7',
    sim: { version: '7.18.2' },
    port: async (sim) => {
      proxy = await CuttableProxy.open({ host: '127.0.0.1', port: sim.port });
      return proxy.port;
    },
  });
  six = await keptRouter(shop, { ...given, name: 'R-6', source: '127.0.0.6', sim: { version: '6.49.10' } });
  const nets = [
    [seven, 7],
    [six, 6],
  ] as const;
  const wanted = nets.flatMap(([{ routerId }, net]) =>
    [1, 2, 3, 4, 5, 6].map((k) => ({
      login: `r${net}-${k}`,
      routerId,
      ipv4: `10.${net}.0.${k}`,
      delegatedPrefix: `2001:db8:${net}:${k}00::/56`,
    })),
  );
  const made = await linesOn(shop, wanted);
  for (const [kept, net] of nets) {
    const own = made.filter(({ login }) => login.startsWith(`r${net}-`));
    lines.set(kept, own);
    await shop.world.run(PlaceHold, { customerId: own[5]?.customerId, reason: 'test' });
    addForeign(kept.sim);
  }
  await shop.world.settle();
});

afterAll(async () => {
  await proxy.close();
  await seven.sim.stop();
  await six.sim.stop();
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

function later(minutes: number): void {
  const clock = shop.world.clock as SettableClock;
  clock.set(new Date(clock.now().getTime() + minutes * 60_000));
}

const SEEDED = SEEDED_CAUSES.length;

describe.each([
  ['7.18', () => seven, 7],
  ['6.49', () => six, 6],
] as const)('a router with RouterOS %s', (_version, kept, net) => {
  it('has twelve kinds of drift found and repaired in one cycle with one command a row, and then nothing more is written', async () => {
    const { routerId, sim } = kept();
    await compare(shop, routerId);
    expect((await driftOf(shop, routerId)).filter(({ remedy }) => remedy !== 'ask')).toEqual([]);
    const before = canonical(sim);
    const others = ofOthers(sim);
    seedDrift(sim, net);
    sim.resetCounts();
    await compare(shop, routerId);
    const steps = await shop.world.rows<{ cause: string; name: string }>(
      'SELECT cause, name FROM networking.router_plan_step step JOIN networking.router_plan plan ON plan.id = step.plan_id WHERE plan.router_id = $1 ORDER BY ordinal',
      [routerId],
    );
    expect(steps.map(({ cause }) => cause).sort()).toEqual(SEEDED_CAUSES.toSorted());
    expect(await planOf(shop, routerId)).toMatchObject({ state: 'done', steps: SEEDED, commands: SEEDED, note: '' });
    expect(sim.writes).toBe(SEEDED);
    expect(canonical(sim)).toEqual(before);
    expect(ofOthers(sim)).toEqual(others);
    sim.resetCounts();
    await compare(shop, routerId);
    expect(sim.writes).toBe(0);
  });

  it('is as it was before, row by row, when the plan is rolled back; repairs then rest until a person approves one', async () => {
    const { routerId, sim } = kept();
    seedDrift(sim, net);
    const [before, others] = [canonical(sim), ofOthers(sim)];
    await compare(shop, routerId);
    const plan = await planOf(shop, routerId);
    expect(plan.state).toBe('done');
    expect(canonical(sim)).not.toEqual(before);
    const { planId } = await shop.world.run(RollBackRouterPlan, { planId: plan.id });
    const undo = await planOf(shop, routerId);
    await shop.world.run(ApproveRouterPlan, { planId, digest: undo.digest });
    await shop.world.settle();
    expect(
      await shop.world.rows('SELECT state FROM networking.router_plan WHERE id = ANY ($1)', [[plan.id, planId]]),
    ).toEqual(expect.arrayContaining([{ state: 'rolled_back' }, { state: 'done' }]));
    expect(canonical(sim)).toEqual(before);
    expect(ofOthers(sim)).toEqual(others);
    sim.resetCounts();
    await compare(shop, routerId);
    expect(sim.writes).toBe(0);
    const again = await planOf(shop, routerId);
    expect(again).toMatchObject({ state: 'proposed', steps: SEEDED });
    expect((await driftOf(shop, routerId)).filter(({ cause }) => cause === 'rolled_back')).toHaveLength(SEEDED - 2);
    await shop.world.run(ApproveRouterPlan, { planId: again.id, digest: again.digest });
    await shop.world.settle();
    expect((await driftOf(shop, routerId)).filter(({ remedy }) => remedy !== 'ask')).toEqual([]);
  });
});

describe('a router that is cut off while it is written', () => {
  it('is left alone, and shows no row twice and none wrong when it is back', async () => {
    const { routerId, sim } = seven;
    const right = canonical(sim);
    seedDrift(sim, 7);
    sim.resetCounts();
    let written = 0;
    sim.manners.latencyMs = (command) => {
      if (!/\/(set|add|remove)$/.test(command)) return 0;
      written += 1;
      if (written === 5) proxy.cut();
      return 0;
    };
    await compare(shop, routerId);
    expect(await planOf(shop, routerId)).toMatchObject({ state: 'applying' });
    expect(sim.writes).toBeLessThan(SEEDED);
    proxy.heal();
    sim.manners.latencyMs = 0;
    later(3);
    const schedule = shop.world.app.get(KeepRouters);
    await schedule.run();
    await shop.world.settle();
    expect(await planOf(shop, routerId)).toMatchObject({ state: 'done' });
    expect(canonical(sim)).toEqual(right);
    expect(sim.writes).toBe(SEEDED);
  });
});

describe('two processes', () => {
  function another(): { runner: PlanRunner; writer: RouterWriter; lines: RouterLines } {
    const { app } = shop.world;
    const at = [app.get(Database), app.get(Clock), app.get(IdSource)] as const;
    const [database, clock, ids] = at;
    const writer = new RouterWriter(database, clock, ids);
    const own = new RouterLines(clock, app.get(RandomSource));
    const parts = [
      app.get(ManagedRouters),
      own,
      writer,
      app.get(PlanStore),
      app.get(Operators),
      app.get(Acts),
    ] as const;
    return { runner: new PlanRunner(database, ...parts, clock), writer, lines: own };
  }

  it('carry a plan out once between them', async () => {
    const { routerId, sim } = six;
    seedDrift(sim, 6);
    await shop.world.run(ProposeRouterPlan, { routerId }, superAdministrator());
    await shop.world.settle();
    const plan = await planOf(shop, routerId);
    const first = another();
    const second = another();
    sim.resetCounts();
    await shop.world.run(ApproveRouterPlan, { planId: plan.id, digest: plan.digest });
    await Promise.all([first.runner.run(plan.id), second.runner.run(plan.id)]);
    await shop.world.settle();
    expect(sim.writes).toBe(SEEDED);
    expect(await planOf(shop, routerId)).toMatchObject({ state: 'done', commands: SEEDED });
    await first.lines.onApplicationShutdown();
    await second.lines.onApplicationShutdown();
  });

  it('write one after the other, and one that died is followed when its time is over', async () => {
    const [first, second] = [another().writer, another().writer];
    let under = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 20));
      under -= 1;
    };
    await Promise.all([first, second, first, second].map((writer) => writer.alone(six.routerId, work)));
    // Two of one process are under way together: its line has them wait for each other.
    expect(most).toBeLessThanOrEqual(2);
    const stuck = first.alone(six.routerId, () => new Promise<void>(() => undefined));
    void stuck;
    await expect.poll(() => shop.world.rows('SELECT 1 FROM networking.router_writer')).toHaveLength(1);
    later(2);
    await second.alone(six.routerId, async () => {
      expect(await shop.world.rows('SELECT 1 FROM networking.router_writer')).toHaveLength(1);
    });
  });
});

describe('a plan over the brake', () => {
  it('is approved by somebody other than who proposed it', async () => {
    const { routerId, sim } = six;
    const clerk = superAdministrator();
    const second: StaffActor = {
      ...clerk,
      id: asId<'Staff'>('00000000-0000-7000-8000-000000000009'),
      name: 'Second Staff',
    };
    await shop.world.run(SetAccessBrake, { percent: 5, windowMinutes: 10, atLeast: 1 });
    seedDrift(sim, 6);
    sim.resetCounts();
    await compare(shop, routerId);
    expect(await planOf(shop, routerId)).toMatchObject({ state: 'proposed', needs_second: true });
    await shop.world.run(ProposeRouterPlan, { routerId }, clerk);
    await shop.world.settle();
    const plan = await planOf(shop, routerId);
    const approve = { planId: plan.id, digest: plan.digest };
    await expect(shop.world.run(ApproveRouterPlan, approve, staffWith([]))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(shop.world.run(ApproveRouterPlan, approve, clerk)).rejects.toMatchObject({ code: 'SECOND_PERSON' });
    await expect(shop.world.run(ApproveRouterPlan, { ...approve, digest: 'other' }, second)).rejects.toMatchObject({
      code: 'PLAN_CHANGED',
    });
    expect(sim.writes).toBe(0);
    await shop.world.run(ApproveRouterPlan, approve, second);
    await shop.world.settle();
    expect(await planOf(shop, routerId)).toMatchObject({ state: 'done' });
    await shop.world.run(SetAccessBrake, { percent: 5, windowMinutes: 10, atLeast: 20 });
  });
});

describe('a customer of a router without RADIUS', () => {
  it('is shut and opened by rows, proven by reading them again; while the router is away nothing counts as proven', async () => {
    const [line] = lines.get(seven) ?? [];
    const customerIds = [line?.customerId ?? ''];
    seven.sim.addDynamic('/ppp/active', { name: 'r7-1', service: 'pppoe' });
    const reach = async (): Promise<unknown> => (await shop.world.ask(BlockReachOf, { customerIds }))[0];
    proxy.cut();
    const { holdId } = await shop.world.run(PlaceHold, { customerId: line?.customerId, reason: 'test' });
    await shop.world.settle();
    expect(await reach()).toMatchObject({
      way: 'address_list',
      routers: ['R-7'],
      isConverged: false,
      answer: 'unanswered',
    });
    proxy.heal();
    later(2);
    await shop.world.app.get(KeepRouters).run();
    await shop.world.settle();
    const again = shop.world.app.get(ReconcileAccess);
    await again.run({}, { jobId: 'test', retryCount: 0, signal: new AbortController().signal });
    await shop.world.settle();
    expect(await reach()).toMatchObject({ isConverged: true, answer: 'acknowledged' });
    const listed = (): string[] =>
      (['/ip/firewall/address-list', '/ipv6/firewall/address-list'] as const).flatMap((menu) =>
        seven.sim
          .rows(menu)
          .filter(({ address }) => address === '10.7.0.1' || address === '2001:db8:7:100::/56')
          .map(({ list }) => list ?? ''),
      );
    expect(listed()).toEqual(['Reject_2', 'Reject_2']);
    await shop.world.run(LiftHold, { holdId });
    await shop.world.settle();
    expect(listed()).toEqual(['Active', 'Active']);
    await linesOn(shop, [{ login: 'r7-placed', routerId: seven.routerId, ipv4: '10.7.0.77' }]);
    const targets = seven.sim.rows('/queue/simple').map(({ target }) => target);
    expect(targets.filter((one) => one === '10.7.0.77/32' || one === '0.0.0.0/0')[0]).toBe('10.7.0.77/32');
  });
});

describe('a change of the whole fleet', () => {
  it('is written on one router first: the others wait until it is read back, and for a person when that fails', async () => {
    const fleet = [seven, six];
    for (const { sim } of fleet) {
      sim.add('/queue/simple', { name: 'all', target: '0.0.0.0/0' });
      sim.move('/queue/simple', { name: 'all' }, { name: sim.rows('/queue/simple')[0]?.['name'] ?? '' });
      sim.resetCounts();
    }
    const approve = async (): Promise<void> => {
      await shop.world.run(ProposeRouterPlans, { routerIds: fleet.map(({ routerId }) => routerId) });
      await shop.world.settle();
      const plans = [];
      for (const { routerId } of fleet) plans.push(await planOf(shop, routerId));
      expect(plans.map(({ state }) => state)).toEqual(['proposed', 'proposed']);
      await shop.world.run(ApproveRouterPlans, { plans: plans.map(({ id, digest }) => ({ planId: id, digest })) });
      await shop.world.settle();
    };
    seven.sim.manners.readOnly = true;
    await approve();
    expect(await planOf(shop, six.routerId)).toMatchObject({
      state: 'proposed',
      note: expect.stringContaining('first'),
    });
    expect(six.sim.writes).toBe(0);
    seven.sim.manners.readOnly = false;
    seven.sim.resetCounts();
    await approve();
    const ended = await shop.world.rows<{ state: string; cause: string }>(
      `SELECT DISTINCT plan.state, step.cause FROM networking.router_plan plan JOIN networking.router_plan_step step ON step.plan_id = plan.id
        WHERE plan.router_id = ANY ($1::uuid[]) AND step.verb = 'move' AND step.state = 'done'`,
      [fleet.map(({ routerId }) => routerId)],
    );
    expect(ended).toEqual([{ state: 'done', cause: 'out_of_order' }]);
    for (const { sim } of fleet) {
      const rows = sim.rows('/queue/simple');
      const queues = rows.map(({ comment, name }) => (comment?.startsWith('demarc:') ? 'ours' : name));
      const ours = queues.filter((one) => one === 'ours').length;
      expect([sim.writes, queues.lastIndexOf('ours') < queues.indexOf('all')]).toEqual([ours, true]);
    }
  });
});
