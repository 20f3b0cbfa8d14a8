import { describe, expect, it } from 'vitest';
import { type SpeedFacts, speedWords } from './speed-words.js';

const api = (shaping: 'none' | 'session' | 'simple_queue' | 'pcq', mode: 'repair' | 'passive' = 'repair') => ({
  options: { api: { mode, shaping } },
});

describe('where a speed stands', () => {
  it.each<[Partial<SpeedFacts>, string]>([
    [{ way: null, options: null }, 'Said to the router in the answer to each login.'],
    [api('none'), 'Said to the router in the answer to each login.'],
    [api('simple_queue', 'passive'), 'Said to the router in the answer to each login.'],
    [
      { ...api('simple_queue'), keptBy: 'queue' },
      'Held by a queue on the router; logins are answered without a speed.',
    ],
    [{ ...api('pcq'), keptBy: 'queue' }, 'Held by the queues of the router; logins are answered without a speed.'],
    [
      api('simple_queue'),
      'Said to the router in the answer to each login, until its queue has been read on the router.',
    ],
    [
      { ...api('simple_queue'), hasAddress: false },
      'Said to the router in the answer to each login: its address is lent, and a queue would hold whoever gets it next.',
    ],
    [
      { ...api('simple_queue'), keptBy: 'answer' },
      'Said to the router in the answer to each login: its sessions are lent an IPv6 prefix, and a queue would hold whoever gets it next.',
    ],
    [{ ...api('simple_queue'), way: 'ppp_secrets', keptBy: 'queue' }, 'Held by a queue on the router.'],
    [{ ...api('simple_queue'), way: 'ppp_secrets' }, 'Its queue has not been read on the router yet.'],
    [
      { ...api('simple_queue'), way: 'ppp_secrets', hasAddress: false },
      'Not held: a queue needs an address of its own.',
    ],
    [{ ...api('session'), way: 'dhcp_leases' }, 'Kept in its profile, lease or user on the router.'],
    [{ ...api('none'), way: 'dhcp_leases' }, 'Not held on this router.'],
    [{ options: {}, way: 'ppp_secrets' }, 'As it stands on the router, which is not written to.'],
  ])('%j: %s', (facts, words) => {
    expect(speedWords({ way: 'radius', options: null, hasAddress: true, keptBy: null, ...facts })).toBe(words);
  });
});
