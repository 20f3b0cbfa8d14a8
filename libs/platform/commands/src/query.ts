import type { Actor } from '@demarc/access';
import type { Clock } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { Rule } from './command.js';

export interface Asking {
  /** A read-only transaction in the actor's scope. */
  readonly sql: Sql;
  readonly actor: Actor;
  readonly clock: Clock;
}

/** A question: from SQL straight to a view. Its rows are already inside the actor's scope. */
export abstract class Query<Input, Output> {
  abstract readonly rule: Rule;
  abstract answer(input: Input, asking: Asking): Promise<Output>;
}
