/** Why a request was not carried out; decides the HTTP status and how clients react. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'too_many'
  | 'unavailable';

const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 422, unauthenticated: 401, forbidden: 403, not_found: 404, conflict: 409, stale: 409, too_many: 429, unavailable: 503,
};

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/**
 * A refusal that a person reads: a stable code, one sentence that says what happened and what to do next, and a private
 * cause for the operator's log. Thrown by commands and queries; anything else that is thrown is a fault of ours.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly faults: readonly FieldFault[];
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    kind: RefusalKind,
    code: string,
    sentence: string,
    extra: { faults?: readonly FieldFault[]; details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(sentence, { cause: extra.cause });
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.faults = extra.faults ?? [];
    this.details = extra.details ?? {};
  }

  get httpStatus(): number {
    return STATUS[this.kind];
  }
}

export function invalid(code: string, sentence: string, faults: readonly FieldFault[] = []): Refusal {
  return new Refusal('invalid', code, sentence, { faults });
}

/** What exists but is not yours answers as if it did not exist. */
export function notFound(what: string): Refusal {
  return new Refusal('not_found', 'NOT_FOUND', `There is no such ${what}.`, { details: { what } });
}

export function conflict(code: string, sentence: string, details: Readonly<Record<string, unknown>> = {}): Refusal {
  return new Refusal('conflict', code, sentence, { details });
}
