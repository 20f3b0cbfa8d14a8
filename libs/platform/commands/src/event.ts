import type { Id } from '@demarc/kernel';

/** News of a context, in the past tense, with ids and amounts (minor units as text). Subscribers expect each twice and late. */
export interface EventType<Payload extends object> {
  readonly name: string;
  /** Keeps the payload's type; never set. */
  readonly payload?: Payload;
}

export function defineEvent<Payload extends object>(name: string): EventType<Payload> {
  return { name };
}

export interface EmittedEvent {
  readonly id: Id<'Event'>;
  readonly name: string;
  readonly occurredAt: Date;
  readonly customerId: string | null;
  readonly partnerId: string | null;
  readonly payload: object;
}

/** What a subscriber's queue carries. */
export interface EventDelivery<Payload extends object = object> {
  readonly eventId: Id<'Event'>;
  readonly name: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly customerId: string | null;
  readonly partnerId: string | null;
  readonly requestId: string | null;
  readonly payload: Payload;
}
