import { describe, expect, it } from 'vitest';
import { CellDirectory } from './cell-directory.js';

const NORTH = {
  name: 'north',
  url: 'https://north.example',
  hosts: ['portal.valley.example'],
  partners: ['p1'],
  routers: ['10.1.0.0/16', '2001:db8:1::/48'],
};
const SOUTH = { name: 'south', url: 'https://south.example:8443', partners: ['p2', 'p3'], routers: ['10.2.0.7'] };

describe('the directory of cells', () => {
  it('says where a partner, a portal and a router live', () => {
    const directory = CellDirectory.read(JSON.stringify([NORTH, SOUTH]));
    expect(directory.ofPartner('p3')?.name).toBe('south');
    expect(directory.ofHost('Portal.Valley.example')?.name).toBe('north');
    expect(directory.ofHost('south.example:8443')?.name).toBe('south');
    expect(directory.ofRouter('10.1.77.3')?.name).toBe('north');
    expect(directory.ofRouter('2001:db8:1::9')?.name).toBe('north');
    expect(directory.ofRouter('10.2.0.7')?.name).toBe('south');
    expect(directory.ofRouter('10.2.0.8')).toBeUndefined();
    expect(directory.ofPartner('p9')).toBeUndefined();
  });

  it('is refused when somebody would live in two cells, or a line says nothing', () => {
    const read =
      (...cells: object[]) =>
      () =>
        CellDirectory.read(JSON.stringify(cells));
    expect(read(NORTH, { ...SOUTH, partners: ['p1'] })).toThrow('p1 is in the cells north and south');
    expect(read(NORTH, { ...SOUTH, name: 'north' })).toThrow('two cells have one name');
    expect(read({ ...SOUTH, url: 'nowhere' })).toThrow('has no url');
    expect(read({ ...SOUTH, routers: ['ten'] })).toThrow('ten of the cell south is no network');
    expect(read({ ...SOUTH, partners: [7] })).toThrow('partners of the cell south is no list of texts');
  });
});
