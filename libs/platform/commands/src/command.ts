import type { Actor, Permission } from '@demarc/access';
import type { Act } from './act.js';

/** Who may run a command or ask a query. */
export interface Rule {
  /** `billing.recordPayment`: stands in the audit log, in metrics and in idempotency keys. */
  readonly name: string;
  /** What it does, for the reference and the audit log: `Record a payment`. */
  readonly sentence: string;
  /** Needed by staff and API keys. `null`: every signed-in member of staff. `'system'`: jobs only, never from outside. */
  readonly permission: Permission | 'system' | null;
  /** May a customer call it for themselves? The handler then works in the customer's own scope. */
  readonly customer?: 'own';
  /** May somebody who is not signed in call it, and why? */
  readonly public?: string;
}

export interface CommandRule extends Rule {
  /** High risk: money, messages or routers of many. Says so in the reference; the handler asks for a second person. */
  readonly risk: 'normal' | 'high';
}

/** Where a call comes from and what it carries besides its input. */
export interface Call {
  readonly actor: Actor;
  /** Names this very call: the same key with the same input gives the stored answer, never a second effect. */
  readonly idempotencyKey?: string;
  readonly requestId: string;
  readonly address?: string;
}

/**
 * A change to the world: one file with its rule, its input (a class with class-validator decorators) and its handler.
 * The handler guards, loads, asks `domain` to decide, saves and emits, all in the transaction of `act`. Its output is
 * plain JSON (ids, text, numbers, booleans), because it is stored for repeated calls.
 */
export abstract class Command<Input extends object, Output> {
  abstract readonly rule: CommandRule;
  abstract readonly input: new () => Input;
  abstract handle(input: Input, act: Act): Promise<Output>;
}
