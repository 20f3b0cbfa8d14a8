import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configDiff, foreignLines, lineDiff } from './config-diff.js';
import { configText, hideSecrets } from './router-config.js';

const before = configText([
  { path: '/ppp/secret', rows: [{ '.id': '*1', name: 'anna', password: 'geheim', 'last-logged-out': 'never' }] },
  {
    path: '/ip/firewall/filter',
    rows: [
      { chain: 'input', action: 'accept', bytes: '17' },
      { chain: 'input', action: 'drop' },
    ],
  },
]);

describe('a configuration as text', () => {
  it('has no counters, ids or rows that the router made', () => {
    expect(before).not.toMatch(/bytes|\.id|last-logged/);
    expect(configText([{ path: '/queue/simple', rows: [{ name: 'x', dynamic: 'true' }] }])).toBe('');
    const profile = { name: 'x', 'rate-limit': '10M/10M', rate: '0bps/0bps', 'rx-byte': '5' };
    expect(configText([{ path: '/ppp/profile', rows: [profile] }])).toBe('/ppp/profile\nname=x rate-limit=10M/10M\n');
  });

  it('keeps the order where it means something, and only there', () => {
    const row = (name: string) => ({ name });
    expect(configText([{ path: '/ip/pool', rows: [row('b'), row('a')] }])).toBe('/ip/pool\nname=a\nname=b\n');
    expect(configText([{ path: '/queue/simple', rows: [row('b'), row('a')] }])).toBe('/queue/simple\nname=b\nname=a\n');
  });

  it('is shown without secrets, however they are quoted', () => {
    const text = configText([
      { path: '/ppp/secret', rows: [{ name: 'anna', password: 'two words" and more', comment: 'my key=value' }] },
      { path: '/radius', rows: [{ address: '192.0.2.1', secret: 'x' }] },
      { path: '/interface/wireguard', rows: [{ 'private-key': 'abc=', 'public-key': 'def=' }] },
    ]);
    const shown = hideSecrets(text);
    expect(shown).not.toMatch(/two words|secret=x|abc=/);
    expect(shown).toContain('password=***');
    expect(shown).toContain('public-key="def="');
  });
});

describe('the difference of two configurations', () => {
  it('says what changed, by menu, with lines around it', () => {
    const after = before.replace('action=drop', 'action=reject');
    expect(configDiff(before, after)).toEqual([
      {
        menu: '/ip/firewall/filter',
        added: 1,
        removed: 1,
        lines: [
          { kind: 'same', text: 'action=accept chain=input' },
          { kind: 'removed', text: 'action=drop chain=input' },
          { kind: 'added', text: 'action=reject chain=input' },
        ],
      },
    ]);
    expect(configDiff(before, before)).toEqual([]);
  });

  it('tells our rows from those of others by the mark', () => {
    const ours = configDiff('', '/ppp/secret\ncomment=demarc:17:secret name=anna\n');
    const theirs = configDiff('', '/ppp/secret\ncomment="by hand" name=anna\n');
    expect([foreignLines(ours), foreignLines(theirs)]).toEqual([0, 1]);
  });

  it('gives back both sides, whatever they are', () => {
    const some = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const lines = lineDiff(a, b);
        expect(lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(a);
        expect(lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(b);
      }),
    );
  });
});
