import type { Failure } from '@demarc/ui';

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface ApiErrorParts {
  readonly code: string;
  readonly message: string;
  readonly kind?: string;
  readonly faults?: readonly FieldFault[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly traceId?: string | undefined;
  readonly cause?: unknown;
}

/** A refusal of the server, or a connection that failed, in the words that the person reads. */
export class ApiError extends Error implements Failure {
  readonly code: string;
  /** `invalid`, `unauthenticated`, `forbidden`, `not_found`, `conflict`, `stale`, `too_many`, `unavailable`, `internal`, `network`. */
  readonly kind: string;
  readonly faults: readonly FieldFault[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly traceId: string | undefined;

  constructor(parts: ApiErrorParts) {
    super(parts.message, { cause: parts.cause });
    this.name = 'ApiError';
    this.code = parts.code;
    this.kind = parts.kind ?? 'internal';
    this.faults = parts.faults ?? [];
    this.details = parts.details ?? {};
    this.traceId = parts.traceId;
  }
}

export function isApiError(value: unknown): value is ApiError {
  return value instanceof ApiError;
}

/** Anything that was thrown, as a failure that a screen can show. */
export function asFailure(thrown: unknown): Failure | null {
  if (thrown === null || thrown === undefined) return null;
  if (isApiError(thrown)) return thrown;
  return {
    code: 'UNEXPECTED',
    message: 'Something went wrong on this page. Reload it; if it stays, tell us what you did.',
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function readFaults(raw: unknown): readonly FieldFault[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((fault: unknown) =>
    isRecord(fault) && typeof fault['field'] === 'string' && typeof fault['message'] === 'string'
      ? [{ field: fault['field'], message: withoutName(fault['message'], fault['field']) }]
      : [],
  );
}

/** The checks of the server begin with the machine name of a field; on screen the label stands there already. */
function withoutName(message: string, field: string): string {
  const name = field.split('.').at(-1) ?? field;
  return message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;
}

/** `{error: {code, message, faults}}` of REST, or one entry of `errors` of GraphQL. Foreign data: nothing is taken on trust. */
export function readRefusal(raw: unknown, traceId: string | undefined): ApiError | null {
  if (!isRecord(raw) || typeof raw['message'] !== 'string') return null;
  const extensions = isRecord(raw['extensions']) ? raw['extensions'] : raw;
  return new ApiError({
    code: typeof extensions['code'] === 'string' ? extensions['code'] : 'UNKNOWN',
    message: raw['message'],
    ...(typeof extensions['kind'] === 'string' ? { kind: extensions['kind'] } : {}),
    faults: readFaults(extensions['faults']),
    ...(isRecord(extensions['details']) ? { details: extensions['details'] } : {}),
    traceId: typeof extensions['requestId'] === 'string' ? extensions['requestId'] : traceId,
  });
}
