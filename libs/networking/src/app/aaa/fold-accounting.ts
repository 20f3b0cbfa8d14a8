import type { AccountingRecord } from '../../radius/index.js';

/** What a batch says about one session, drawn together: the newest counters, and whether it ended. */
export interface SessionReport {
  readonly record: AccountingRecord;
  readonly startedAtMs: number;
  readonly hasEnded: boolean;
}

export interface FoldedBatch {
  readonly reports: readonly SessionReport[];
  /** Accounting-On and -Off: every session that the NAS had before is over. */
  readonly restarts: readonly { readonly nasId: string; readonly atMs: number }[];
}

/**
 * Draws a batch together by session, so that one statement writes it. Records come in any order and more than once: the
 * largest session time is the newest, and a Stop stays a Stop whatever comes after it.
 */
export function foldAccounting(batch: readonly AccountingRecord[]): FoldedBatch {
  const bySession = new Map<string, SessionReport>();
  const restarts: { nasId: string; atMs: number }[] = [];
  for (const record of batch) {
    if (record.status === 'nas_on' || record.status === 'nas_off')
      restarts.push({ nasId: record.nasId, atMs: record.happenedAtMs });
    else bySession.set(record.sessionKey, merged(bySession.get(record.sessionKey), record));
  }
  return { reports: [...bySession.values()], restarts };
}

function merged(known: SessionReport | undefined, record: AccountingRecord): SessionReport {
  const startedAtMs =
    record.status === 'start' ? record.happenedAtMs : record.happenedAtMs - record.sessionSeconds * 1_000;
  const hasEnded = record.status === 'stop';
  if (!known) return { record, startedAtMs, hasEnded };
  const isNewer = isAfter(record, known);
  return {
    record: isNewer ? record : known.record,
    startedAtMs: Math.min(startedAtMs, known.startedAtMs),
    hasEnded: hasEnded || known.hasEnded,
  };
}

function isAfter(record: AccountingRecord, known: SessionReport): boolean {
  if (known.hasEnded) return record.status === 'stop' && record.sessionSeconds > known.record.sessionSeconds;
  if (record.status === 'stop') return true;
  return record.sessionSeconds >= known.record.sessionSeconds;
}
