import { systemActor } from '@demarc/access';
import { Job } from '@demarc/jobs';
import type { Act } from './act.js';
import type { EventDelivery, EventType } from './event.js';
import type { Acts } from './acts.js';

/**
 * Hears an event of its own or a lower context and changes its own context in answer, in one transaction. Each event is
 * heard once, however often it is delivered. Network I/O is not done here: enqueue a job for it.
 */
export abstract class Subscriber<Payload extends object> extends Job<EventDelivery<Payload>> {
  abstract readonly event: EventType<Payload>;
  protected abstract readonly acts: Acts;

  /** Is there anything to do? Told by the payload alone; where there is not, nothing is delivered. */
  concerns(_payload: Payload): boolean {
    return true;
  }

  protected abstract on(payload: Payload, act: Act, delivery: EventDelivery<Payload>): Promise<void>;

  async run(delivery: EventDelivery<Payload>): Promise<void> {
    await this.acts.perform(
      { actor: systemActor(this.name), requestId: delivery.requestId ?? delivery.eventId },
      this.name,
      async (act) => {
        const isNew = await act.sql.execute(
          'INSERT INTO platform.inbox (subscriber, event_id, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
          [this.name, delivery.eventId, act.at],
        );
        if (isNew === 1) await this.on(delivery.payload, act, delivery);
      },
    );
  }
}
