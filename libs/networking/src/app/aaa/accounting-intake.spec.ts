import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountingRecord } from '../../radius/index.js';
import { AccountingIntake } from './accounting-intake.js';
import type { AccountingSpool } from './accounting-spool.js';
import type { AccountingStore } from './accounting-store.js';

const BAD = 'bad';

/** A database that answers so to a batch in which the bad record is. */
function intakeWith(code: string) {
  const kept: string[] = [];
  const onDisk: string[] = [];
  const store = {
    write: async (batch: readonly AccountingRecord[]): Promise<void> => {
      if (batch.some(({ sessionId }) => sessionId === BAD)) throw Object.assign(new Error(code), { code });
      kept.push(...batch.map(({ sessionId }) => sessionId));
    },
    note: vi.fn(),
  } as unknown as AccountingStore;
  const spool = {
    waiting: 0,
    append: async (batch: readonly AccountingRecord[]): Promise<void> =>
      void onDisk.push(...batch.map(({ sessionId }) => sessionId)),
  } as unknown as AccountingSpool;
  const batch = ['1', BAD, '3', '4'].map((sessionId) => ({ sessionId }) as AccountingRecord);
  return { kept, onDisk, write: () => new AccountingIntake(store, spool).write(batch) };
}

describe('accounting that the database does not take', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['fatal']));

  it.each(['22003', '23502'])(
    'is left out where its values are refused (%s), and costs the others nothing',
    async (code) => {
      const { kept, onDisk, write } = intakeWith(code);
      await write();
      expect({ kept, onDisk }).toEqual({ kept: ['1', '3', '4'], onDisk: [] });
    },
  );

  it.each(['08006', '40P01', '42P07', '53100', '55P03', '57P01', '25006', 'EPIPE', 'nothing known'])(
    'waits on the disk for whatever else it is (%s)',
    async (code) => {
      const { kept, onDisk, write } = intakeWith(code);
      await write();
      expect({ kept, onDisk }).toEqual({ kept: [], onDisk: ['1', BAD, '3', '4'] });
    },
  );
});
