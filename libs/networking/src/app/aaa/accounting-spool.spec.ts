import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '@demarc/config';
import { SeededRandom } from '@demarc/kernel';
import { request, specimenNas } from '../../../test/radius-specimens.js';
import { type AccountingRecord, Attr, PacketCode, readAccounting } from '../../radius/index.js';
import { AccountingSpool } from './accounting-spool.js';

let dataDir: string;

beforeEach(() => {
  Logger.overrideLogger(false);
  dataDir = mkdtempSync(join(tmpdir(), 'demarc-spool-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

/** As a process that starts finds it. */
function spool(seed = 'a'): AccountingSpool {
  return new AccountingSpool({ dataDir } as Settings, new SeededRandom(seed));
}

function record(sessionId: string, octets = 0): AccountingRecord {
  const packet = request({
    code: PacketCode.AccountingRequest,
    attributes: [
      { vendor: 0, type: Attr.AcctStatusType, value: 3 },
      { vendor: 0, type: Attr.AcctSessionId, value: sessionId },
      { vendor: 0, type: Attr.AcctOutputOctets, value: octets },
      { vendor: 0, type: Attr.AcctOutputGigawords, value: 3 },
    ],
  });
  const read = readAccounting(packet, specimenNas(), '127.0.0.1', 0);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

async function drained(of: AccountingSpool): Promise<AccountingRecord[]> {
  const all: AccountingRecord[] = [];
  await of.drain(async (batch) => void all.push(...batch));
  return all;
}

describe('accounting on the disk', () => {
  it('comes back as it was put there, the oldest first, also what an earlier process left', async () => {
    const before = spool('a');
    for (const id of ['1', '2', '3']) await before.append([record(id, 4_000_000_000)]);
    const after = spool('b');
    await after.append([record('4')]);
    const all = await drained(after);
    expect(all.map(({ sessionId }) => sessionId)).toEqual(['1', '2', '3', '4']);
    expect(all[0]).toEqual(record('1', 4_000_000_000));
    expect(await drained(after)).toEqual([]);
  });

  it('is handed on in few statements, a session once in each and the restart of a router alone', async () => {
    const kept = spool();
    const on = { ...record('on'), status: 'nas_on' as const };
    const batches = [[record('1')], [record('2'), record('3')], [record('1', 5)], [on], [record('4')], [record('5')]];
    for (const batch of batches) await kept.append(batch);
    const written: string[][] = [];
    expect(await kept.drain(async (batch) => void written.push(batch.map(({ sessionId }) => sessionId)))).toBe(6);
    expect(written).toEqual([['1', '2', '3'], ['1'], ['on'], ['4', '5']]);
  });

  it('stays where it is when the database does not keep it', async () => {
    const kept = spool();
    await kept.append([record('1')]);
    await expect(kept.drain(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await drained(kept)).toHaveLength(1);
  });

  it('still waits when it came while the rest was handed on', async () => {
    const kept = spool();
    await kept.append([record('1')]);
    await kept.drain(async () => {
      await kept.append([record('2')]);
    });
    expect(kept.waiting).toBe(1);
    await drained(kept);
    expect(kept.waiting).toBe(0);
  });

  it('is not held up by a file that the disk has spoilt, which is kept for a person', async () => {
    const kept = spool();
    await kept.append([record('1')]);
    const folder = join(dataDir, 'radius-spool');
    writeFileSync(join(folder, '000000000000-spoilt.jsonl'), '{"status":"interim","downlo');
    expect((await drained(kept)).map(({ sessionId }) => sessionId)).toEqual(['1']);
    expect(readdirSync(folder)).toEqual(['000000000000-spoilt.jsonl.unreadable']);
  });
});
