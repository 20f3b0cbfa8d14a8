import { ApiError } from './objects.ts';

export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
}

interface Kept {
  readonly fingerprint: string;
  answer: StoredAnswer | undefined;
}

/**
 * Idempotency keys as Stripe keeps them: the same key with the same parameters gives the stored answer, also of an error
 * of the server; with other parameters it is an error (400); while the first request is at work, a conflict (409).
 * Requests that failed validation keep nothing.
 */
export class IdempotencyKeys {
  private readonly kept = new Map<string, Kept>();

  claim(key: string, fingerprint: string): StoredAnswer | undefined {
    const kept = this.kept.get(key);
    if (!kept) {
      this.kept.set(key, { fingerprint, answer: undefined });
      return undefined;
    }
    if (kept.fingerprint !== fingerprint) {
      throw new ApiError(
        400,
        'idempotency_error',
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}'.`,
      );
    }
    if (!kept.answer) {
      throw new ApiError(
        409,
        'idempotency_error',
        `There is currently another in-progress request using this Idempotent Key '${key}'.`,
        'idempotency_key_in_use',
      );
    }
    return kept.answer;
  }

  store(key: string, answer: StoredAnswer): void {
    const kept = this.kept.get(key);
    if (kept) kept.answer = answer;
  }

  release(key: string): void {
    this.kept.delete(key);
  }
}
