import { describe, expect, it } from 'vitest';
import { postureCsv, toDo } from './posture-csv';
import { lastUnsigned, sortedPostures } from './posture-sort';
import type { Finding, PostureRow } from './posture.graphql';

const finding = (state: Finding['state'], advice: string | null): Finding => ({
  subject: 'API',
  state,
  code: 'x',
  sentence: 'x',
  advice,
});
const row = (name: string, changes: Partial<PostureRow> = {}): PostureRow => ({
  routerId: name,
  name,
  revision: 1,
  verdict: 'SAFE',
  transport: 'UDP',
  policy: 'REQUIRE',
  lastSeenAt: null,
  signedSince: '2026-01-02T00:00:00.000Z',
  unsignedSeenAt: null,
  unsignedRefusedAt: null,
  secretStrength: 'STRONG',
  secretLength: '24_or_more',
  secretSharedWith: 0,
  connectedSince: null,
  certificateExpiresAt: null,
  findings: [],
  ...changes,
});
const names = (rows: readonly PostureRow[]) => rows.map(({ name }) => name);

describe('the table of postures', () => {
  const rows = [row('b'), row('C', { verdict: 'DANGER', secretStrength: 'WEAK' }), row('a', { verdict: 'ATTENTION' })];

  it('has the worst first, and what is alike by name', () => {
    expect(names(sortedPostures(rows, null))).toEqual(['C', 'a', 'b']);
    expect(names(sortedPostures(rows, { column: 'secret', direction: 'asc' }))).toEqual(['C', 'a', 'b']);
    expect(names(sortedPostures(rows, { column: 'router', direction: 'desc' }))).toEqual(['C', 'b', 'a']);
  });

  it('knows the last unsigned login, answered or not', () => {
    expect(lastUnsigned(row('a'))).toBeNull();
    expect(lastUnsigned({ unsignedSeenAt: '2026-03-01', unsignedRefusedAt: null })).toBe('2026-03-01');
    expect(lastUnsigned({ unsignedSeenAt: '2026-03-01', unsignedRefusedAt: '2026-04-01' })).toBe('2026-04-01');
  });

  it('says each thing to do once, the worst first', () => {
    const findings = [
      finding('ATTENTION', 'then this'),
      finding('BAD', 'this'),
      finding('BAD', 'this'),
      finding('GOOD', 'no'),
    ];
    expect(toDo({ findings })).toEqual(['this', 'then this']);
  });

  it('is saved as CSV that no spreadsheet takes for a formula', () => {
    const [head, line] = postureCsv([row('=cmd|"x",1', { findings: [finding('BAD', 'Do this, then that.')] })]).split(
      '\r\n',
    );
    expect(head?.split(',')).toHaveLength(10);
    expect(line).toBe(
      `"'=cmd|""x"",1",SAFE,UDP,REQUIRE,2026-01-02T00:00:00.000Z,,STRONG,24_or_more,,"Do this, then that."`,
    );
  });
});
