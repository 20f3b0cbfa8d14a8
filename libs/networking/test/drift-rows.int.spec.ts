import type { StaffActor } from '@demarc/access';
import { asId } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { superAdministrator } from '@demarc/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JudgedRow, RowVerdict } from '../src/app/drift/decide-rows.js';
import {
  ApproveRouterPlan,
  DecideRouterRows,
  DiscardRouterPlan,
  PreviewRouterRows,
  ProposeRouterPlan,
  SetAccessBrake,
} from '../src/index.js';
import { addForeign, compare, driftOf, keptRouter, type KeptSim, linesOn, ofOthers, planOf } from './drift-shop.js';
import { type NetworkShop, openNetwork } from './network-shop.js';

const OPTIONS = {
  blockBy: 'address_list',
  activeAddressList: 'Active',
  api: { mode: 'repair', shaping: 'simple_queue' },
};

let shop: NetworkShop;
let seven: KeptSim;
let six: KeptSim;

beforeAll(async () => {
  shop = await openNetwork();
  const given = { way: 'ppp_secrets', options: OPTIONS } as const;
  seven = await keptRouter(shop, { ...given, name: 'R-7', source: '127.0.0.7', sim: { version: '7.18.2' } });
  six = await keptRouter(shop, { ...given, name: 'R-6', source: '127.0.0.6', sim: { version: '6.49.10' } });
  await linesOn(shop, [
    { login: 'r7-1', routerId: seven.routerId, ipv4: '10.7.0.1' },
    { login: 'r6-1', routerId: six.routerId, ipv4: '10.6.0.1' },
  ]);
  addForeign(seven.sim);
  addForeign(six.sim);
});

afterAll(async () => {
  await seven.sim.stop();
  await six.sim.stop();
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

describe('rows that people made', () => {
  it('are adopted, ignored or removed by name only, each by somebody who is known', async () => {
    const { routerId, sim } = seven;
    sim.add('/ppp/secret', { name: 'r7-late', password: 'old', comment: 'by hand' });
    const line = await shop.line('r7-late', { routerId, ipv4: '10.7.0.20', ipv4Assignment: 'permanent' });
    const told = await shop.world.rows<{ state: string; request: string }>(
      `SELECT state, request FROM networking.access_action WHERE service_id = $1 ORDER BY requested_at DESC, id DESC LIMIT 1`,
      [line.serviceId],
    );
    expect(told).toEqual([
      { state: 'refused', request: expect.stringContaining('r7-late is there and not ours') as string },
    ]);
    await compare(shop, routerId);
    expect((await driftOf(shop, routerId)).find(({ name }) => name === 'r7-late')).toMatchObject({
      cause: 'in_the_way',
      remedy: 'ask',
    });
    const decide = (names: string[], verdict: RowVerdict): ReturnType<typeof decideRows> =>
      decideRows(routerId, names, verdict);
    expect(await decide(['foreign-0', 'r7-late'], 'adopt')).toMatchObject({
      decided: 1,
      refused: [{ menu: '/ppp/secret', name: 'foreign-0', code: 'NOBODY_TO_ADOPT_IT' }],
    });
    expect(await decide(['r7-1', 'foreign-2'], 'remove')).toMatchObject({
      decided: 1,
      refused: [{ name: 'r7-1', code: 'ROW_NOT_SEEN' }],
    });
    await decide(['foreign-1'], 'ignore');
    await shop.world.settle();
    const names = sim.rows('/ppp/secret').map(({ name, comment }) => `${name} ${comment}`);
    expect(names).toContainEqual(expect.stringMatching(/^r7-late demarc:\d+:secret/));
    expect(names.some((row) => row.startsWith('foreign-1 '))).toBe(true);
    expect(names.some((row) => row.startsWith('foreign-2 '))).toBe(false);
    const left = (await driftOf(shop, routerId)).filter(({ menu }) => menu === '/ppp/secret');
    expect(left.map(({ name }) => name)).not.toContain('foreign-1');
    expect(left.map(({ name }) => name)).toContain('foreign-3');
    // The word was about that row: another one of the name is another row.
    sim.add('/ppp/secret', { name: 'foreign-2', password: 'new' });
    await compare(shop, routerId);
    expect(sim.rows('/ppp/secret').some(({ name }) => name === 'foreign-2')).toBe(true);
  });

  it('are all touched that were named, none beside them, with one act that names each and says what was looked at', async () => {
    const { routerId, sim } = seven;
    const named = Array.from({ length: 12 }, (_, k) => `foreign-${k + 5}`);
    const rows = named.map((name) => ({ menu: '/ppp/secret', name }));
    const others = ofOthers(sim).filter((row) => !named.some((name) => row.includes(`"${name}"`)));
    const { digest } = await shop.world.ask(PreviewRouterRows, { routerId, rows, verdict: 'remove' });
    sim.change('/ppp/secret', { name: 'foreign-5' }, { comment: 'changed meanwhile' });
    await compare(shop, routerId);
    const stale = { routerId, rows, verdict: 'remove', digest };
    await expect(shop.world.run(DecideRouterRows, stale, superAdministrator())).rejects.toMatchObject({
      code: 'ROWS_CHANGED',
    });
    sim.resetCounts();
    await decideRows(routerId, named, 'remove', 'old stock');
    await shop.world.settle();
    const left = sim.rows('/ppp/secret').map(({ name }) => name);
    expect(named.filter((name) => left.includes(name))).toEqual([]);
    expect(sim.writes).toBe(named.length);
    expect(ofOthers(sim).filter((row) => !named.some((name) => row.includes(`"${name}"`)))).toEqual(others);
    const [entry] = await shop.world.rows<{ changes: { rows: string[]; reason: string } }>(
      `SELECT changes FROM platform.audit_entry WHERE action = 'networking.decideRouterRows' ORDER BY at DESC, id DESC LIMIT 1`,
    );
    expect(entry?.changes).toMatchObject({
      reason: 'old stock',
      rows: expect.arrayContaining(['/ppp/secret foreign-16']) as string[],
    });
  });

  it('are not removed in great number by one person alone', async () => {
    const { routerId, sim } = six;
    await shop.world.run(SetAccessBrake, { percent: 5, windowMinutes: 10, atLeast: 1 });
    const rows = [
      { menu: '/ppp/secret', name: 'foreign-3' },
      { menu: '/ppp/secret', name: 'foreign-4' },
    ];
    await compare(shop, routerId);
    expect(await shop.world.ask(PreviewRouterRows, { routerId, rows, verdict: 'remove' })).toMatchObject({
      needsSecond: true,
    });
    await decideRows(routerId, ['foreign-3', 'foreign-4'], 'remove');
    await shop.world.settle();
    const plan = await planOf(shop, routerId);
    expect(plan).toMatchObject({ state: 'proposed', needs_second: true });
    const approve = { planId: plan.id, digest: plan.digest };
    const clerk = superAdministrator();
    await expect(shop.world.run(ApproveRouterPlan, approve, clerk)).rejects.toMatchObject({ code: 'SECOND_PERSON' });
    const second: StaffActor = {
      ...clerk,
      id: asId<'Staff'>('00000000-0000-7000-8000-000000000009'),
      name: 'Second Staff',
    };
    await shop.world.run(ApproveRouterPlan, approve, second);
    await shop.world.settle();
    expect(sim.rows('/ppp/secret').filter(({ name }) => name === 'foreign-3' || name === 'foreign-4')).toEqual([]);
    await shop.world.run(SetAccessBrake, { percent: 5, windowMinutes: 10, atLeast: 20 });
  });
});

describe('a plan outside the hours in which its router is written', () => {
  it('is approved and not begun, and can be discarded', async () => {
    const { routerId, sim } = six;
    const hour = new Date(shop.world.clock.now().getTime() + 6 * 3_600_000).toISOString().slice(11, 13);
    const window = { from: `${hour}:00`, to: `${hour}:30` };
    const options = { ...OPTIONS, api: { ...OPTIONS.api, mode: 'by_hand', window } };
    await shop.world.app
      .get(Database)
      .write(EVERYTHING, ({ sql }) =>
        sql.execute('UPDATE networking.router SET options = $2 WHERE id = $1', [routerId, JSON.stringify(options)]),
      );
    sim.remove('/ppp/secret', { name: 'r6-1' });
    await shop.world.run(ProposeRouterPlan, { routerId }, superAdministrator());
    await shop.world.settle();
    const { id, digest } = await planOf(shop, routerId);
    await shop.world.run(ApproveRouterPlan, { planId: id, digest }, superAdministrator());
    await shop.world.settle();
    expect(await planOf(shop, routerId)).toMatchObject({
      state: 'approved',
      note: 'Waits until the router may be written',
    });
    await shop.world.run(DiscardRouterPlan, { planId: id }, superAdministrator());
    expect(await planOf(shop, routerId)).toMatchObject({ state: 'discarded', commands: 0 });
  });
});

/** As on the screen: what was looked at is what is decided. */
async function decideRows(
  routerId: KeptSim['routerId'],
  names: readonly string[],
  verdict: RowVerdict,
  reason?: string,
): Promise<{ decided: number; refused: readonly JudgedRow[] }> {
  const rows = names.map((name) => ({ menu: '/ppp/secret', name }));
  const { digest } = await shop.world.ask(PreviewRouterRows, { routerId, rows, verdict });
  return shop.world.run(DecideRouterRows, { routerId, rows, verdict, digest, reason }, superAdministrator());
}
