import { describe, expect, it } from 'vitest';
import {
  captivePortalLines,
  gardenLists,
  gardenRecipe,
  recipeLines,
  type RecipeRow,
} from '../../domain/garden/garden-recipe.js';
import { checkRecipe, type RouterRows } from './recipe-check.js';

const FACTS = { noticeAddress: '10.0.0.2', noticePort: 8101, allowedHosts: ['my.example.net', 'checkout.stripe.com'] };
const OPTIONS = {
  walledGarden: {
    lists: { 1: { addressList: 'Reject_1' }, 2: { addressList: 'Reject_2' } },
    sessionTimeoutSeconds: 300,
  },
} as const;

const recipe = gardenRecipe(OPTIONS, FACTS);

function asRows(rows: readonly RecipeRow[]): Map<string, Record<string, string>[]> {
  const byMenu = new Map<string, Record<string, string>[]>();
  for (const { menu, fields, comment } of rows) byMenu.set(menu, [...(byMenu.get(menu) ?? []), { ...fields, comment }]);
  return byMenu;
}

function states(rows: RouterRows): string[] {
  return checkRecipe(recipe, rows)
    .filter(({ state }) => state !== 'right')
    .map(({ state, comment }) => `${state} ${comment}`);
}

describe('the recipe of a garden', () => {
  it('is empty where no list is in use', () => {
    expect(gardenRecipe({}, FACTS)).toEqual([]);
    expect(gardenLists({ blockBy: 'address_list', activeAddressList: 'Active' })).toEqual(new Map([['Reject_2', 2]]));
  });

  it('is lines for a terminal: what stays open, the page of each list, then accept before refuse', () => {
    const lines = recipeLines(recipe);
    expect(lines.slice(0, 4)).toEqual([
      '/ip firewall address-list add list=demarc-allowed address=10.0.0.2 comment=demarc:garden:allow:10.0.0.2',
      '/ip firewall address-list add list=demarc-allowed address=my.example.net comment=demarc:garden:allow:my.example.net',
      '/ip firewall address-list add list=demarc-allowed address=checkout.stripe.com comment=demarc:garden:allow:checkout.stripe.com',
      '/ip firewall nat add chain=dstnat action=dst-nat src-address-list=Reject_1 dst-address-list=!demarc-allowed protocol=tcp dst-port=80 to-addresses=10.0.0.2 to-ports=8102 comment=demarc:garden:Reject_1:page',
    ]);
    expect(lines[4]).toContain('to-ports=8103');
    const filter = lines.filter((line) => line.startsWith('/ip firewall filter'));
    expect(filter.map((line) => / place-before=(\d+)$/.exec(line)?.[1])).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
    ]);
    expect(filter[3]).toContain('action=reject reject-with=icmp-net-prohibited');
  });

  it('quotes what a terminal would read otherwise', () => {
    const [, , , , line] = recipeLines(
      gardenRecipe(
        { walledGarden: { lists: { 2: { addressList: 'owes "money"' } }, sessionTimeoutSeconds: 60 } },
        FACTS,
      ),
    );
    expect(line).toContain('src-address-list="owes \\"money\\""');
  });

  it('tells devices where to ask only over HTTPS', () => {
    expect(captivePortalLines('http://my.example.net')).toEqual([]);
    expect(captivePortalLines('https://my.example.net/')[0]).toBe(
      `/ip dhcp-server option add name=captive-portal code=114 value="'https://my.example.net/captive-portal/api'"`,
    );
  });
});

describe('a router compared with its recipe', () => {
  it('is right when it has every row', () => {
    const rows = asRows(recipe);
    expect(states(rows)).toEqual([]);
  });

  it('lacks all of it at first', () => {
    expect(checkRecipe(recipe, new Map()).every(({ state }) => state === 'missing')).toBe(true);
  });

  it('says what is missing, disabled, another than wanted, and what no list needs any more', () => {
    const rows = asRows(recipe);
    const filter = rows.get('/ip/firewall/filter') ?? [];
    rows.get('/ip/firewall/nat')?.splice(0, 1);
    filter[0] = { ...filter[0], disabled: 'true' };
    filter[3] = { ...filter[3], action: 'drop' };
    filter.push({ chain: 'forward', action: 'reject', 'src-address-list': 'Old', comment: 'demarc:garden:Old:refuse' });
    expect(states(rows)).toEqual([
      'missing demarc:garden:Reject_1:page',
      'disabled demarc:garden:Reject_1:dns-udp',
      'differs demarc:garden:Reject_1:refuse',
      'left_over demarc:garden:Old:refuse',
    ]);
  });

  it('finds rules that let the traffic through before ours, and none that stand behind or say when', () => {
    const rows = asRows(recipe);
    const filter = rows.get('/ip/firewall/filter') ?? [];
    rows.set('/ip/firewall/filter', [
      { chain: 'input', action: 'accept' },
      { chain: 'forward', action: 'accept', 'src-address': '10.9.0.0/16' },
      ...filter.slice(0, 7),
      { chain: 'forward', action: 'fasttrack-connection', 'connection-state': 'established,related', comment: 'fast' },
      ...filter.slice(7),
      { chain: 'forward', action: 'accept' },
    ]);
    expect(states(rows)).toEqual(['too_late demarc:garden:Reject_2:refuse']);
    expect(checkRecipe(recipe, rows).find(({ state }) => state === 'too_late')?.advice).toContain('“fast”');
  });
});
