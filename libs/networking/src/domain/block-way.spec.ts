import { NAS_TYPES } from '../radius/index.js';
import { describe, expect, it } from 'vitest';
import { blockWay, hasGarden, keptBlockWay, readinessOf } from './block-way.js';
import { sessionCommand } from './session-command.js';

const METHODS = ['pppoe', 'ipoe', 'hotspot', 'static', 'mac'] as const;
const VENDORS = NAS_TYPES;

describe('how access would close', () => {
  it('says before what is sent when it comes to it, for every method, vendor and manner', () => {
    for (const method of METHODS)
      for (const vendor of VENDORS)
        for (const blockBy of ['disconnect', 'address_list'] as const) {
          const said = blockWay({ method, vendor, options: { blockBy } });
          const sent = sessionCommand(
            { desired: 'blocked', version: 2, method, fixedAddress: null, routerId: null, macs: [], wasShut: false },
            { policyVersion: 1, address: null, mac: null, routerId: 'r' },
            { blockBy, vendor, hasActiveList: true, gardenHasPool: false },
          );
          const kinds: Partial<Record<typeof said, string>> = {
            disconnect: 'disconnect',
            address_list: 'coa',
            renewal: 'wait',
          };
          const kind = kinds[said];
          expect([method, vendor, blockBy, sent.kind]).toEqual([method, vendor, blockBy, kind]);
        }
    expect(blockWay(null)).toBe('next_login');
  });

  it('of rows on a router: by list who has an address, disabled who has none, not at all where nothing is written', () => {
    const way = (isWritten: boolean, hasAddress: boolean, blockBy: 'disconnect' | 'address_list'): string =>
      keptBlockWay({ isWritten, hasAddress, options: { blockBy } });
    expect([way(true, true, 'address_list'), way(true, false, 'address_list'), way(true, true, 'disconnect')]).toEqual([
      'address_list',
      'disabled',
      'disabled',
    ]);
    expect(way(false, true, 'address_list')).toBe('not_written');
  });

  it('knows a walled garden for those who owe money, and no other', () => {
    const lists = (list: 0 | 2) => ({
      walledGarden: { lists: { [list]: { addressList: 'pay' } }, sessionTimeoutSeconds: 60 },
    });
    expect([hasGarden(lists(2)), hasGarden(lists(0)), hasGarden({})]).toEqual([true, false, false]);
  });

  it('takes a router for ready only when it did as told the last time', () => {
    expect(['acknowledged', 'gone', 'refused', 'unanswered', null, 'not_written'].map(readinessOf)).toEqual([
      'answers',
      'answers',
      'refuses',
      'silent',
      'untested',
      'not_written',
    ]);
  });
});
