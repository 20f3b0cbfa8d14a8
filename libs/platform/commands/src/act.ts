import { actorLabel, type Actor } from '@demarc/access';
import type { AuditEntry } from '@demarc/audit';
import type { EnqueueOptions, Job } from '@demarc/jobs';
import { type Clock, type Id, type IdSource, type LocalDate } from '@demarc/kernel';
import type { Sql, UnitOfWork } from '@demarc/persistence';
import type { EntityManager } from 'typeorm';
import type { EmittedEvent, EventType } from './event.js';

interface PlannedJob {
  readonly job: abstract new (...args: never[]) => Job<never>;
  readonly payload: object;
  readonly options: EnqueueOptions | undefined;
}

/** What an audit entry is about. */
export interface Subject {
  readonly kind: string;
  readonly id: string;
  readonly customerId?: Id<'Customer'> | null;
  readonly partnerId?: Id<'Partner'> | null;
}

/**
 * One command at work: its transaction, who acts and when. What it emits, audits and enqueues is written with the same
 * commit, after the handler has returned.
 */
export class Act {
  readonly sql: Sql;
  readonly manager: EntityManager;
  /** The instant of the whole command. */
  readonly at: Date;
  readonly events: EmittedEvent[] = [];
  readonly auditEntries: AuditEntry[] = [];
  readonly jobs: PlannedJob[] = [];

  constructor(
    private readonly unit: UnitOfWork,
    readonly actor: Actor,
    readonly requestId: string,
    readonly address: string | undefined,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    readonly action: string,
  ) {
    this.sql = unit.sql;
    this.manager = unit.manager;
    this.at = clock.now();
  }

  /** Writes that nothing has to wait for but the commit. */
  send(...writes: Promise<unknown>[]): void {
    this.unit.send(...writes);
  }

  newId<Kind extends string>(): Id<Kind> {
    return this.ids.next<Kind>();
  }

  todayIn(zone: string): LocalDate {
    return this.clock.todayIn(zone);
  }

  emit<Payload extends object>(
    event: EventType<Payload>,
    payload: Payload,
    about: { customerId?: Id<'Customer'> | null; partnerId?: Id<'Partner'> | null } = {},
  ): Id<'Event'> {
    const id = this.newId<'Event'>();
    this.events.push({
      id,
      name: event.name,
      occurredAt: this.at,
      customerId: about.customerId ?? null,
      partnerId: about.partnerId ?? null,
      payload,
    });
    return id;
  }

  /** Adds work that starts when this command has committed. */
  enqueue<Payload extends object>(
    job: abstract new (...args: never[]) => Job<Payload>,
    payload: Payload,
    options?: EnqueueOptions,
  ): void {
    this.jobs.push({ job: job as PlannedJob['job'], payload, options });
  }

  /** Says what was done to what. A command without a call of this is still audited, with its rule's sentence. */
  audit(subject: Subject, sentence: string, changes: Readonly<Record<string, unknown>> = {}): void {
    const actor = actorLabel(this.actor);
    this.auditEntries.push({
      id: this.newId<'AuditEntry'>(),
      at: this.at,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      action: this.action,
      outcome: 'done',
      code: null,
      partnerId: subject.partnerId ?? null,
      customerId: subject.customerId ?? null,
      subjectKind: subject.kind,
      subjectId: subject.id,
      sentence,
      changes,
      requestId: this.requestId,
      address: this.address ?? null,
    });
  }
}
