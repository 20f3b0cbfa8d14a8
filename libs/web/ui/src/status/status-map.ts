import type { StatusFamily } from '../tokens/tokens';

export interface StatusEntry {
  readonly family: StatusFamily;
  readonly word: string;
}

function entry(family: StatusFamily, word: string): StatusEntry {
  return { family, word };
}

/**
 * Every status that the API can answer with, by kind. `StatusTag` takes only these values,
 * so a value that the schema has and this file lacks does not compile.
 */
export const statusMap = {
  customer: {
    NEW: entry('info', 'New'),
    ACTIVE: entry('good', 'Active'),
    BLOCKED: entry('bad', 'Blocked'),
    INACTIVE: entry('off', 'Inactive'),
  },
  standing: {
    GOOD: entry('good', 'In good standing'),
    OVERDUE: entry('attention', 'Overdue'),
    BLOCKED: entry('bad', 'Blocked'),
    INACTIVE: entry('off', 'Inactive'),
  },
  service: {
    PENDING: entry('waiting', 'Pending'),
    ACTIVE: entry('good', 'Active'),
    PAUSED: entry('off', 'Paused'),
    DISABLED: entry('off', 'Disabled'),
    ARCHIVED: entry('off', 'Archived'),
  },
  plan: {
    ACTIVE: entry('good', 'Offered'),
    ARCHIVED: entry('off', 'Archived'),
  },
  invoice: {
    DRAFT: entry('waiting', 'Draft'),
    ISSUED: entry('info', 'Issued'),
    UNPAID: entry('info', 'Unpaid'),
    PARTLY_PAID: entry('attention', 'Partly paid'),
    PAID: entry('good', 'Paid'),
    OVERDUE: entry('bad', 'Overdue'),
    VOID: entry('off', 'Void'),
    UNCOLLECTIBLE: entry('off', 'Uncollectible'),
  },
  creditNote: {
    DRAFT: entry('waiting', 'Draft'),
    ISSUED: entry('info', 'Issued'),
    APPLIED: entry('good', 'Applied'),
    REFUND_DUE: entry('attention', 'Refund due'),
    REFUNDED: entry('good', 'Refunded'),
    VOID: entry('off', 'Void'),
  },
  payment: {
    PENDING: entry('waiting', 'Pending'),
    RECORDED: entry('good', 'Recorded'),
    RECEIVED: entry('good', 'Received'),
    ALLOCATED: entry('good', 'Allocated'),
    PARTLY_ALLOCATED: entry('attention', 'Partly allocated'),
    UNALLOCATED: entry('attention', 'Not allocated'),
    FAILED: entry('bad', 'Failed'),
    REFUNDED: entry('off', 'Refunded'),
    REVERSED: entry('off', 'Reversed'),
  },
  refund: {
    REQUESTED: entry('waiting', 'Requested'),
    PENDING: entry('waiting', 'Under way'),
    UNKNOWN: entry('attention', 'No answer yet'),
    DONE: entry('good', 'Done'),
    FAILED: entry('bad', 'Failed'),
    RETURNED: entry('attention', 'Came back'),
  },
  notice: {
    RECEIVED: entry('waiting', 'Received'),
    DONE: entry('good', 'Carried out'),
    IGNORED: entry('off', 'Not for us'),
    FAILED: entry('bad', 'Failed'),
  },
  run: {
    PREVIEWING: entry('waiting', 'Preparing'),
    DRAFT: entry('waiting', 'Draft'),
    PREVIEWED: entry('info', 'Previewed'),
    SCHEDULED: entry('info', 'Scheduled'),
    WAITING_APPROVAL: entry('waiting', 'Needs approval'),
    APPROVED: entry('info', 'Approved'),
    RUNNING: entry('waiting', 'Running'),
    ISSUING: entry('waiting', 'Issuing'),
    ISSUED: entry('good', 'Issued'),
    APPLYING: entry('waiting', 'Applying'),
    APPLIED: entry('good', 'Applied'),
    PAUSED: entry('off', 'Paused'),
    DONE: entry('good', 'Done'),
    PARTLY_DONE: entry('attention', 'Partly done'),
    FAILED: entry('bad', 'Failed'),
    REJECTED: entry('bad', 'Rejected'),
    CANCELLED: entry('off', 'Cancelled'),
    EXPIRED: entry('off', 'Expired'),
    ROLLED_BACK: entry('off', 'Rolled back'),
  },
  suspension: {
    PREVIEWED: entry('waiting', 'Needs approval'),
    APPROVED: entry('waiting', 'Being carried out'),
    HALTED: entry('bad', 'Stopped on the way'),
    APPLIED: entry('good', 'Carried out'),
    CANCELLED: entry('off', 'Replaced'),
    ROLLED_BACK: entry('info', 'Rolled back'),
  },
  suspensionItem: {
    APPLIED: entry('good', 'Suspended'),
    EXCLUDED: entry('off', 'Left out'),
    FAILED: entry('bad', 'Failed'),
    SETTLED: entry('info', 'Paid before'),
    ROLLED_BACK: entry('info', 'Rolled back'),
  },
  runItem: {
    PLANNED: entry('info', 'Planned'),
    HELD: entry('off', 'Held'),
    EXCLUDED: entry('off', 'Left out'),
    ABSENT: entry('off', 'Not on this run'),
    LAPSED: entry('attention', 'Access ended'),
    ISSUED: entry('good', 'Issued'),
    APPLIED: entry('good', 'Applied'),
    FAILED: entry('bad', 'Failed'),
    CHANGED: entry('attention', 'Changed since'),
  },
  job: {
    QUEUED: entry('waiting', 'Queued'),
    CREATED: entry('waiting', 'Queued'),
    RETRY: entry('attention', 'Will retry'),
    ACTIVE: entry('waiting', 'Running'),
    RUNNING: entry('waiting', 'Running'),
    PAUSED: entry('off', 'Paused'),
    COMPLETED: entry('good', 'Done'),
    CANCELLED: entry('off', 'Cancelled'),
    FAILED: entry('bad', 'Failed'),
  },
  session: {
    ONLINE: entry('good', 'Online'),
    OFFLINE: entry('off', 'Offline'),
    STALE: entry('attention', 'Not heard from'),
    CLOSED: entry('off', 'Closed'),
  },
  access: {
    OPEN: entry('good', 'Open'),
    BLOCKED: entry('bad', 'Blocked'),
    CLOSED: entry('bad', 'Closed'),
    WALLED: entry('bad', 'Blocked page'),
    CONVERGING: entry('waiting', 'Applying'),
    CONVERGED: entry('good', 'In sync'),
    DRIFTED: entry('attention', 'Differs'),
    FAILED: entry('bad', 'Failed'),
  },
  router: {
    UP: entry('good', 'Up'),
    DEGRADED: entry('attention', 'Degraded'),
    DOWN: entry('bad', 'Down'),
    UNKNOWN: entry('off', 'Not probed yet'),
    DISABLED: entry('off', 'Disabled'),
  },
  radius: {
    ACCEPTED: entry('good', 'Accepted'),
    REJECTED: entry('bad', 'Rejected'),
    DISCARDED: entry('attention', 'Discarded'),
    ACKNOWLEDGED: entry('good', 'Acknowledged'),
    REFUSED: entry('bad', 'Refused'),
    NO_ANSWER: entry('attention', 'No answer'),
  },
  staff: {
    INVITED: entry('waiting', 'Invited'),
    ACTIVE: entry('good', 'Active'),
    LOCKED: entry('bad', 'Locked'),
    DISABLED: entry('off', 'Disabled'),
  },
  approval: {
    PENDING: entry('waiting', 'Needs approval'),
    APPROVED: entry('good', 'Approved'),
    REJECTED: entry('bad', 'Rejected'),
    EXPIRED: entry('off', 'Expired'),
  },
  hold: {
    STANDING: entry('bad', 'On hold'),
    LIFTED: entry('off', 'Lifted'),
  },
  outcome: {
    SUCCEEDED: entry('good', 'Succeeded'),
    REFUSED: entry('bad', 'Refused'),
    FAILED: entry('bad', 'Failed'),
    SKIPPED: entry('off', 'Skipped'),
  },
  importRow: {
    STAGED: entry('waiting', 'Staged'),
    READY: entry('info', 'Ready'),
    APPLIED: entry('good', 'Applied'),
    UNCHANGED: entry('off', 'Unchanged'),
    EXCEPTION: entry('bad', 'Exception'),
  },
  message: {
    QUEUED: entry('waiting', 'Queued'),
    SENDING: entry('waiting', 'Sending'),
    SENT: entry('info', 'Sent'),
    UNSENT: entry('attention', 'Not sent'),
    WITHDRAWN: entry('info', 'Withdrawn'),
    DELIVERED: entry('good', 'Delivered'),
    FAILED: entry('bad', 'Failed'),
  },
  health: {
    OK: entry('good', 'Healthy'),
    DEGRADED: entry('attention', 'Degraded'),
    DOWN: entry('bad', 'Down'),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, StatusEntry>>>>;

export type StatusKind = keyof typeof statusMap;
export type StatusValue<Kind extends StatusKind> = keyof (typeof statusMap)[Kind] & string;

/** Null only for a value that the types did not promise (an old page against a newer server). */
export function statusEntry(kind: StatusKind, value: string): StatusEntry | null {
  const kinds: Readonly<Record<string, Readonly<Record<string, StatusEntry>>>> = statusMap;
  return kinds[kind]?.[value.toUpperCase()] ?? null;
}

export function statusKinds(): readonly StatusKind[] {
  return Object.keys(statusMap).filter((key): key is StatusKind => key in statusMap);
}

export function statusValues(kind: StatusKind): readonly string[] {
  return Object.keys(statusMap[kind]);
}
