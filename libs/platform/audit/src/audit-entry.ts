import { createHash } from 'node:crypto';
import { canonicalJson } from '@demarc/kernel';

/** One line of the audit log: who did what to what, from where, with which result. Secrets never get this far. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  /** Command or query name: `billing.recordPayment`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  /** Refusal code. */
  readonly code: string | null;
  readonly partnerId: string | null;
  readonly customerId: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  /** What happened, for people. */
  readonly sentence: string;
  /** Before and after, or other facts worth keeping. */
  readonly changes: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly address: string | null;
}

/** SHA-256 over everything that the entry says. */
export function entryHash(entry: AuditEntry): string {
  const { at, ...rest } = entry;
  return createHash('sha256').update(canonicalJson({ ...rest, at: at.toISOString() })).digest('hex');
}

/** Ties an entry to all before it: changing, deleting, inserting or moving one breaks every seal from there on. */
export function chainHash(previous: string, hashOfEntry: string): string {
  return createHash('sha256').update(`${previous}:${hashOfEntry}`).digest('hex');
}

export const FIRST_CHAIN_HASH = '0'.repeat(64);
