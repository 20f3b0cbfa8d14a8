import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '@demarc/config';
import { IdSource, SeededRandom, SettableClock } from '@demarc/kernel';
import type { Database } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import {
  type AccessEntry,
  type AccessPolicy,
  type NasEntry,
  type ReplyTemplate,
  SnapshotIndex,
  type StaffLogin,
} from '../../radius/index.js';
import { applyChange, type SnapshotChange } from './snapshot-change.js';
import { SnapshotDisk } from './snapshot-disk.js';

const CLOCK = new SettableClock(new Date('2026-03-15T08:00:00Z'));
const POLICIES: readonly AccessPolicy[] = ['slow', 'fast'].map((id, at) => ({
  id,
  rates: { download: 1_000_000 * (at + 1), upload: 500_000 },
}));
const ROUTER: NasEntry = {
  id: 'r1',
  name: 'NAS',
  addresses: ['10.0.0.1', '10.1.0.0/16'],
  secret: Buffer.from('a secret of a router'),
  messageAuthenticator: 'require',
  vendor: 'mikrotik',
  options: { interimSeconds: 300 },
};
const TEMPLATE: ReplyTemplate = { id: 't1', nasType: 'mikrotik', event: 'accept', source: 'Filter-Id = a' };
const PASSWORD = 'seen-by-nobody';
const STAFF: StaffLogin = {
  staffId: 'vera',
  name: 'Vera Sample',
  login: 'vera',
  password: PASSWORD,
  partners: 'all',
  level: 'read',
  levels: { r1: 'full' },
};

function entry(service: number, more: Partial<AccessEntry> = {}): AccessEntry {
  return {
    serviceId: `s${service}`,
    login: `user${service}`,
    credential: { kind: 'password', password: `${PASSWORD}-${service}` },
    state: { kind: 'open' },
    policy: POLICIES[service % 2] ?? ROUTER_POLICY,
    policyVersion: 1,
    ...more,
  };
}
const ON_LINE = { credential: { kind: 'line', circuitId: 'a' } } as const;
const ROUTER_POLICY: AccessPolicy = { id: 'none', rates: { download: 0, upload: 0 } };

const change: fc.Arbitrary<SnapshotChange> = fc.record(
  {
    removed: fc.array(
      fc.integer({ min: 0, max: 9 }).map((id) => `s${id}`),
      { maxLength: 3 },
    ),
    put: fc.array(
      fc
        .tuple(fc.nat(9), fc.nat(5), fc.constantFrom('open' as const, 'not_active' as const))
        .map(([id, version, kind]) =>
          entry(id, { policyVersion: version, state: { kind }, ...(id === 9 ? ON_LINE : {}) }),
        ),
      { maxLength: 4 },
    ),
    routers: fc.constantFrom([], [ROUTER]),
    templates: fc.constantFrom([], [TEMPLATE]),
    staff: fc.constantFrom([], [STAFF]),
  },
  { requiredKeys: [] },
);

let folder: string;
beforeAll(() => {
  Logger.overrideLogger(false);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demarc-snapshot-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function disk(): SnapshotDisk {
  const settings = { dataDir: folder } as Settings;
  const random = new SeededRandom('snapshot');
  const box = new SecretBox(settings, random, new IdSource(CLOCK, random), {} as Database);
  return new SnapshotDisk(settings, box, random, CLOCK);
}

function contents(index: SnapshotIndex): unknown {
  const byService = (a: AccessEntry, b: AccessEntry): number => a.serviceId.localeCompare(b.serviceId);
  return {
    entries: [...index.entries()].sort(byService),
    routers: index.routers,
    templates: index.templates.templates,
    staff: index.staffLogins,
    lines: index.entryByLine('r1', { circuitId: 'a' })?.serviceId,
  };
}

async function kept(): Promise<unknown> {
  const read = await disk().read();
  return read && contents(read.index);
}

describe('the snapshot on the disk', () => {
  it('is what was in memory, after whatever changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), fc.nat(12), async (changes, wholeAt) => {
        const index = new SnapshotIndex();
        const writer = disk();
        await writer.write(index);
        for (const [at, one] of changes.entries()) {
          applyChange(index, one);
          await (at === wholeAt ? writer.write(index) : writer.append(one, index));
        }
        await writer.onApplicationShutdown();
        expect(await kept()).toEqual(contents(index));
      }),
      { numRuns: 40 },
    );
  });

  it('torn off anywhere holds what was written before, and says nothing where nothing is left', async () => {
    const index = new SnapshotIndex();
    const writer = disk();
    await writer.write(index);
    const states = [contents(index)];
    for (let service = 0; service < 4; service += 1) {
      const one = { put: [entry(service)] };
      applyChange(index, one);
      await writer.append(one, index);
      states.push(contents(index));
    }
    await writer.onApplicationShutdown();
    const file = join(folder, 'radius-snapshot');
    const whole = readFileSync(file);
    let known = 0;
    for (let length = 0; length <= whole.length; length += 7) {
      writeFileSync(file, whole.subarray(0, length));
      const found = await kept();
      if (found === undefined) continue;
      const at = states.findIndex((state) => JSON.stringify(state) === JSON.stringify(found));
      expect(at).toBeGreaterThanOrEqual(known);
      known = at;
    }
    expect(known).toBeGreaterThan(2);
  });

  it('is not read from where a byte was changed, or with another master key; and shows no secret', async () => {
    const index = new SnapshotIndex();
    applyChange(index, { put: [entry(1), entry(2)], routers: [ROUTER] });
    const writer = disk();
    await writer.write(index);
    await writer.append({ put: [entry(3)] }, index);
    await writer.onApplicationShutdown();
    const file = join(folder, 'radius-snapshot');
    const whole = readFileSync(file);
    expect(whole.includes(PASSWORD)).toBe(false);
    expect(whole.includes(ROUTER.secret)).toBe(false);
    const changed = Buffer.from(whole);
    changed.writeUInt8((changed.at(-1) ?? 0) ^ 1, changed.length - 1);
    writeFileSync(file, changed);
    expect(await kept()).toEqual(contents(index));
    writeFileSync(file, whole);
    writeFileSync(join(folder, 'master.key'), Buffer.alloc(32, 7).toString('base64'));
    expect(await kept()).toBeUndefined();
  });
});
