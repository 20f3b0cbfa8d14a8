import { describe, expect, it } from 'vitest';
import { canonicalRow } from '../values/fields.js';
import { SimRouter } from '../../../../../tools/sim-routeros/sim-router.ts';
import { type Comparison, compareObjects, type ObjectDecision } from './router-drift.js';
import type { RouterObject, RowValues } from './router-object.js';
import { findStep, PLACE, rollBackOf, type RouterStep, RowsOfMenu, stepsFor } from './router-steps.js';

const MENUS = ['/ppp/secret', '/queue/simple', '/ip/firewall/filter', '/ip/firewall/address-list'] as const;

function object(menu: RouterObject['menu'], key: string, values: RowValues): RouterObject {
  return { key, menu, kind: 'secret', serviceId: key, customerId: key, partnerId: 'p', version: 1, values };
}

function compared(
  sim: SimRouter,
  objects: readonly RouterObject[],
  more: { decisions?: ObjectDecision[]; adoptImported?: boolean } = {},
): Comparison {
  return compareObjects({
    wanted: { objects, unfit: [] },
    actual: new Map(MENUS.map((menu) => [menu, sim.rows(menu)])),
    known: new Map(),
    decisions: more.decisions ?? [],
    adoptImported: more.adoptImported ?? false,
    digestOf: ({ key }) => key,
    rowDigest: (row) => row['name'] ?? '',
  });
}

/** As the router would carry the steps out; a row that was found for one step is not found again. */
function carryOut(sim: SimRouter, steps: readonly RouterStep[]): void {
  for (const step of steps) {
    const row = new RowsOfMenu(step.menu, sim.rows(step.menu)).rowOf(step, new Set());
    if (step.verb === 'add') {
      const { [PLACE]: place, ...values } = step.values;
      sim.add(step.menu, values);
      if (place !== undefined) sim.move(step.menu, { name: values['name'] ?? '' }, { name: place });
    }
    if (step.verb === 'move')
      sim.move(
        step.menu,
        { '.id': row?.['.id'] ?? '' },
        step.values['before'] ? { name: step.values['before'] } : undefined,
      );
    if (step.verb === 'set') sim.change(step.menu, { '.id': row?.['.id'] ?? '' }, step.values);
    if (step.verb === 'remove') sim.remove(step.menu, { '.id': row?.['.id'] ?? '' });
  }
}

function rows(sim: SimRouter): string[] {
  return MENUS.flatMap((menu) => sim.rows(menu).map((row) => JSON.stringify([menu, canonicalRow(menu, row)]))).sort();
}

const SECRET = object('/ppp/secret', 'demarc:1:secret', { name: 'anna', password: 'p', disabled: 'no' });

describe('the steps of a plan', () => {
  it('bring the router to what it should have, and undone to what it had, doubles without a name included', () => {
    const sim = new SimRouter();
    const rule = { chain: 'demarc', action: 'accept', 'src-address': '10.0.0.1', comment: 'demarc:1:filter-up' };
    for (let k = 0; k < 3; k += 1) sim.add('/ip/firewall/filter', rule);
    sim.add('/ppp/secret', { name: 'renamed', password: 'p', comment: 'demarc:1:secret a note of staff' });
    sim.add('/ppp/secret', { name: 'gone', comment: 'demarc:9:secret' });
    sim.add('/queue/simple', { name: 'by hand', target: '10.0.0.9/32' });
    const objects = [
      SECRET,
      object('/ip/firewall/filter', 'demarc:1:filter-up', {
        chain: 'demarc',
        action: 'accept',
        'src-address': '10.0.0.1',
        disabled: 'no',
      }),
      object('/ip/firewall/address-list', 'demarc:1:active', { list: 'Active', address: '10.0.0.1', disabled: 'no' }),
    ];
    const before = rows(sim);
    const steps = stepsFor(compared(sim, objects).items);
    expect(steps.map(({ verb, menu }) => `${verb} ${menu}`).sort()).toEqual([
      'add /ip/firewall/address-list',
      'remove /ip/firewall/filter',
      'remove /ip/firewall/filter',
      'remove /ppp/secret',
      'set /ppp/secret',
    ]);
    carryOut(sim, steps);
    expect(compared(sim, objects).items.map(({ cause }) => cause)).toEqual(['made_by_hand']);
    expect(sim.rows('/ppp/secret')).toMatchObject([{ name: 'anna', comment: 'demarc:1:secret a note of staff' }]);
    carryOut(sim, rollBackOf(steps));
    expect(rows(sim)).toEqual(before);
  });

  it('leave what is not ours alone until a person adopts it by name, or takes over what Splynx left', () => {
    const sim = new SimRouter();
    sim.add('/ppp/secret', { name: 'anna', password: 'old', comment: 'SpLUser_7-1' });
    expect(compared(sim, [SECRET]).items).toMatchObject([{ cause: 'imported', remedy: 'ask' }]);
    expect(stepsFor(compared(sim, [SECRET]).items)).toEqual([]);
    const adopt: ObjectDecision = { menu: '/ppp/secret', name: 'anna', verdict: 'adopt', digest: null };
    for (const more of [{ adoptImported: true }, { decisions: [adopt] }])
      expect(stepsFor(compared(sim, [SECRET], more).items)).toMatchObject([
        {
          verb: 'set',
          values: { password: 'p', comment: 'demarc:1:secret' },
          before: { password: 'old', comment: 'SpLUser_7-1' },
        },
      ]);
    carryOut(sim, stepsFor(compared(sim, [SECRET], { decisions: [adopt] }).items));
    expect(compared(sim, [SECRET]).items).toEqual([]);
  });

  it('a service that follows another takes its row over: nothing is removed, nobody is cut off in between', () => {
    const sim = new SimRouter();
    sim.add('/ppp/secret', { name: 'anna', password: 'p', comment: 'demarc:1:secret' });
    const next = object('/ppp/secret', 'demarc:2:secret', SECRET.values);
    const steps = stepsFor(compared(sim, [next]).items);
    expect(steps).toMatchObject([{ verb: 'set', values: { comment: 'demarc:2:secret' }, endsSession: null }]);
    carryOut(sim, steps);
    expect(compared(sim, [next]).items).toEqual([]);
  });

  it('move a queue of ours before one by hand that hides it, and back when that is undone; the other stays where it is', () => {
    const sim = new SimRouter();
    for (const [name, target] of [
      ['all', '0.0.0.0/0'],
      ['demarc-1', '10.7.0.1/32'],
      ['demarc-2', '10.7.0.2/32'],
      ['other', '172.16.0.1/32'],
    ] as const)
      sim.add('/queue/simple', {
        name,
        target,
        ...(name.startsWith('demarc') ? { comment: `demarc:${name.slice(7)}:queue` } : {}),
      });
    const queues = [1, 2].map((k) =>
      object('/queue/simple', `demarc:${k}:queue`, { name: `demarc-${k}`, target: `10.7.0.${k}/32`, disabled: 'no' }),
    );
    const order = (): string[] => sim.rows('/queue/simple').map(({ name = '' }) => name);
    const { items } = compared(sim, queues);
    expect(items.filter(({ remedy }) => remedy === 'move')).toMatchObject([
      { name: 'demarc-1', cause: 'out_of_order', fields: [{ field: 'place', wanted: 'before all' }] },
      { name: 'demarc-2', cause: 'out_of_order' },
    ]);
    const steps = stepsFor(items);
    expect(steps.map(({ verb, name }) => `${verb} ${name}`)).toEqual(['move demarc-1', 'move demarc-2']);
    const find = (step: RouterStep): string =>
      findStep(step, new RowsOfMenu('/queue/simple', sim.rows('/queue/simple'))).is;
    expect(steps.map(find)).toEqual(['open', 'open']);
    carryOut(sim, steps);
    expect(order()).toEqual(['demarc-1', 'demarc-2', 'all', 'other']);
    expect(steps.map(find)).toEqual(['done', 'done']);
    expect(compared(sim, queues).items.map(({ cause }) => cause)).toEqual(['made_by_hand', 'made_by_hand']);
    const undo = rollBackOf(steps);
    expect(undo.map(find)).toEqual(['open', 'open']);
    carryOut(sim, undo);
    expect(order()).toEqual(['all', 'demarc-1', 'demarc-2', 'other']);
    expect(undo.map(find)).toEqual(['done', 'done']);
  });

  it('add a queue where it sees its packets, with one command, and take it away again when that is undone', () => {
    const sim = new SimRouter();
    for (const [name, target] of [
      ['office', '10.9.0.0/24'],
      ['all', '0.0.0.0/0'],
    ] as const)
      sim.add('/queue/simple', { name, target });
    const queues = [1, 2].map((k) =>
      object('/queue/simple', `demarc:${k}:queue`, { name: `demarc-${k}`, target: `10.7.0.${k}/32`, disabled: 'no' }),
    );
    const order = (): string[] => sim.rows('/queue/simple').map(({ name = '' }) => name);
    const { items } = compared(sim, queues);
    expect(items.filter(({ remedy }) => remedy === 'add').map(({ fields }) => fields.at(-1)?.wanted)).toEqual([
      'before all',
      'before all',
    ]);
    const steps = stepsFor(items);
    expect(steps.map(({ verb, values }) => `${verb} ${values['name']} before ${values[PLACE]}`)).toEqual([
      'add demarc-1 before all',
      'add demarc-2 before all',
    ]);
    const find = (step: RouterStep): string =>
      findStep(step, new RowsOfMenu('/queue/simple', sim.rows('/queue/simple'))).is;
    expect(steps.map(find)).toEqual(['open', 'open']);
    carryOut(sim, steps);
    expect(order()).toEqual(['office', 'demarc-1', 'demarc-2', 'all']);
    expect(steps.map(find)).toEqual(['done', 'done']);
    expect(compared(sim, queues).items.filter(({ remedy }) => remedy !== 'ask')).toEqual([]);
    const undo = rollBackOf(steps);
    expect(undo.map(find)).toEqual(['open', 'open']);
    carryOut(sim, undo);
    expect(order()).toEqual(['office', 'all']);
  });

  it('a password that the router does not show is not taken for a wrong one', () => {
    const hidden = new SimRouter();
    hidden.add('/ppp/secret', { name: 'anna', comment: 'demarc:1:secret' });
    const { password: _, ...shown } = hidden.rows('/ppp/secret')[0] ?? {};
    const { items } = compareObjects({
      wanted: { objects: [SECRET], unfit: [] },
      actual: new Map([['/ppp/secret', [shown as RowValues]]]),
      known: new Map(),
      decisions: [],
      adoptImported: false,
      digestOf: ({ key }) => key,
      rowDigest: () => '',
    });
    expect(items).toEqual([]);
  });
});
