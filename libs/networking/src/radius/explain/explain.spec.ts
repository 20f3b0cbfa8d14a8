import { describe, expect, it } from 'vitest';
import {
  nobodyOnline,
  NOW,
  papAttributes,
  request,
  snapshotOf,
  specimenEntry,
  specimenNas,
  text,
  type RequestShape,
} from '../../../test/radius-specimens.js';
import { authenticate, type AuthContext } from '../authenticate.js';
import { Attr } from '../codec/codes.js';
import { REJECT_MESSAGES } from '../decision.js';
import type { AccessEntry, NasEntry } from '../snapshot.js';
import { ReplyTemplates } from '../templates/reply-templates.js';
import { CHECKS } from './checks.js';
import { explain, type Explanation } from './explain.js';

const MAC = text(Attr.CallingStationId, '02-00-00-00-00-01');
const RIGHT = [...papAttributes('pppoe-1', 'clientPass'), MAC];
const GARDEN = {
  walledGarden: {
    lists: { 1: { addressList: 'Reject_1' }, 2: { addressList: 'Reject_2' } },
    sessionTimeoutSeconds: 120,
  },
};

interface World {
  readonly entry?: Partial<AccessEntry>;
  readonly nas?: Partial<NasEntry>;
  readonly online?: number;
  readonly templates?: ReplyTemplates;
}

function contextOf({ entry = {}, nas = {}, online = 0, templates }: World): AuthContext {
  const snapshot = snapshotOf([specimenEntry(entry)]);
  if (templates) snapshot.templates = templates;
  return {
    nas: specimenNas(nas),
    snapshot,
    online: online === 0 ? nobodyOnline : { countOthers: () => online },
    nowMs: NOW.getTime(),
    signedBefore: false,
  };
}

function why(shape: RequestShape, world: World = {}): Explanation {
  return explain(request(shape), contextOf(world));
}

const states = ({ checks }: Explanation): string => checks.map(({ state }) => LETTERS[state]).join('');
const LETTERS = { passed: 'p', failed: 'F', not_asked: '-', not_reached: '.' } as const;

describe('an explanation', () => {
  it.each<[string, RequestShape, World, string, string]>([
    ['an open access', { attributes: RIGHT }, {}, 'accept', 'pppp p---'],
    [
      'all that can be asked',
      { attributes: RIGHT },
      { entry: { macs: ['02:00:00:00:00:01'], nasId: 'nas-1', simultaneousUse: 2 }, online: 1 },
      'accept',
      'pppp pppp',
    ],
    ['an unknown login', { attributes: papAttributes('nobody', 'x') }, {}, 'reject', 'pF.. ....'],
    ['nothing to check', { attributes: [text(Attr.UserName, 'nobody')] }, {}, 'reject', 'pFF. ....'],
    ['a wrong password', { attributes: papAttributes('pppoe-1', 'x') }, {}, 'reject', 'pppF ....'],
    [
      'a service that is not active',
      { attributes: RIGHT },
      { entry: { state: { kind: 'not_active' } } },
      'reject',
      'pppp F...',
    ],
    [
      'one that is blocked, in the garden',
      { attributes: RIGHT },
      { entry: { state: { kind: 'blocked', reason: 'balance' } }, nas: { options: GARDEN } },
      'garden',
      'pppp F...',
    ],
    ['another device', { attributes: RIGHT }, { entry: { macs: ['02:00:00:00:00:09'] } }, 'reject', 'pppp pF..'],
    ['another router', { attributes: RIGHT }, { entry: { nasId: 'nas-9' } }, 'reject', 'pppp p-F.'],
    ['too many sessions', { attributes: RIGHT }, { entry: { simultaneousUse: 1 }, online: 1 }, 'reject', 'pppp p--F'],
    ['a request without signature', { attributes: RIGHT, signed: false }, {}, 'none', 'F... ....'],
    [
      'one that may be without',
      { attributes: RIGHT, signed: false },
      { nas: { messageAuthenticator: 'off' } },
      'accept',
      '-ppp p---',
    ],
  ])('tells of %s', (_name, shape, world, outcome, letters) => {
    const told = why(shape, world);
    expect(told.outcome).toBe(outcome);
    expect(states(told)).toBe(letters.replace(' ', ''));
    expect(told.checks.map(({ name }) => name)).toEqual(CHECKS);
    expect(told.decision).toEqual(authenticate(request(shape), contextOf(world)));
    for (const { sentence } of told.checks) expect(sentence).toMatch(/^.+\.$/);
  });

  it('names each attribute of the answer, the line it comes from and what was left out', () => {
    const told = why({ attributes: RIGHT });
    expect(told.attributes.map(({ name, value, line }) => `${line ?? '-'} ${name} = ${value}`)).toEqual([
      '1 Framed-IP-Address = 198.51.100.7',
      '7 Mikrotik-Rate-Limit = 10M/50M',
      '9 Acct-Interim-Interval = 300',
      '- Class = dm1;service-1;7;mor135s0',
    ]);
    expect(told.reply?.lines.filter(({ value }) => value === '').map(({ name }) => name)).toEqual([
      'Framed-Pool',
      'Framed-Route',
      'Framed-IPv6-Prefix',
      'Delegated-IPv6-Prefix',
      'Mikrotik-Delegated-IPv6-Pool',
      'Mikrotik-Address-List',
      'Session-Timeout',
      'Idle-Timeout',
    ]);
  });

  it('says which template answered, and why one did not', () => {
    const source = 'Framed-IP-Address = {{ customer.fields.address }}';
    const templates = new ReplyTemplates([{ id: 'own', nasType: 'mikrotik', event: 'accept', source }]);
    const good = why(
      { attributes: RIGHT },
      { templates, entry: { facts: { 'customer.fields.address': '192.0.2.9' } } },
    );
    expect(good.reply).toMatchObject({ event: 'accept', templateId: 'own', fellBack: undefined });
    expect(good.attributes[0]).toEqual({ name: 'Framed-IP-Address', value: '192.0.2.9', line: 1 });
    const bad = why({ attributes: RIGHT }, { templates, entry: { facts: { 'customer.fields.address': 'attic' } } });
    expect(bad.outcome).toBe('accept');
    expect(bad.reply?.fellBack).toMatchObject({ templateId: 'own', fault: { line: 1, code: 'bad_value' } });
    expect(bad.attributes[0]?.value).toBe('198.51.100.7');
  });

  it('says why reduced access is not given', () => {
    const blocked = { state: { kind: 'blocked', reason: 'balance' } } as const;
    expect(why({ attributes: RIGHT }, { entry: blocked }).garden).toMatch(/gives no reduced access/);
    const open = new ReplyTemplates([
      { id: 'own', nasType: 'mikrotik', event: 'reject_2', source: 'Mikrotik-Rate-Limit = 1M/1M' },
    ]);
    const told = why({ attributes: RIGHT }, { entry: blocked, nas: { options: GARDEN }, templates: open });
    expect([told.outcome, told.garden]).toEqual(['reject', expect.stringMatching(/would be full access/)]);
  });

  it('keeps to what the customer is told', () => {
    const told = why({ attributes: papAttributes('pppoe-1', 'x') });
    expect(told.attributes).toEqual([
      { name: 'Reply-Message', value: REJECT_MESSAGES.wrong_password, line: undefined },
    ]);
    expect(JSON.stringify(told.attributes) + JSON.stringify(told.checks)).not.toContain('clientPass');
  });
});
