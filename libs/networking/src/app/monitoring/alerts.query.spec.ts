import { describe, expect, it } from 'vitest';
import { type FoundAlert, groupedByCause } from './alerts.query.js';

const alert = (id: string, deviceId: string | null, more: Partial<FoundAlert> = {}): FoundAlert => ({
  ...{ id, ruleId: 'rule', ruleName: 'Device down', condition: 'down', deviceId, deviceName: deviceId, said: '' },
  ...{ routerId: null, routerName: null, severity: 'critical', value: null, raisedAt: new Date(0), clearedAt: null },
  ...{ acknowledgedAt: null, acknowledgedBy: null, note: '', silencedUntil: null, hiddenByName: null, hides: 0 },
  ...{ mailedAt: null, customersHit: 0 },
  ...more,
});
const device = (id: string, parentId: string | null, state: 'up' | 'down') => ({
  id,
  parentId,
  state,
  name: `the ${id}`,
});

describe('alerts', () => {
  it('that follow from a device that is down come after it, and it says how many', () => {
    const devices = [
      device('tower', null, 'down'),
      device('radio', 'tower', 'down'),
      device('camera', 'radio', 'down'),
    ];
    const grouped = groupedByCause([alert('1', 'radio'), alert('2', 'tower'), alert('3', 'camera')], devices);
    expect(grouped.map(({ id, hides, hiddenByName }) => [id, hides, hiddenByName])).toEqual([
      ['2', 2, null],
      ['1', 0, 'the tower'],
      ['3', 0, 'the tower'],
    ]);
  });

  it('stand on their own as soon as what hid them is back, whatever was written when they were raised', () => {
    const devices = [device('tower', null, 'up'), device('radio', 'tower', 'down')];
    const [found] = groupedByCause([alert('1', 'radio', { hiddenByName: 'the tower' })], devices);
    expect(found).toMatchObject({ hiddenByName: null, hides: 0 });
  });

  it('of routers, and of devices that are no longer watched, are left as they are', () => {
    const grouped = groupedByCause([alert('1', null), alert('2', 'gone')], []);
    expect(grouped.map(({ hiddenByName }) => hiddenByName)).toEqual([null, null]);
  });
});
