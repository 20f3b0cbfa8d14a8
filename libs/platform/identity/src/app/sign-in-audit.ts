import { Injectable } from '@nestjs/common';
import { appendAudit } from '@demarc/audit';
import { Clock, type Id, IdSource, Refusal } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import type { SubjectKind } from '../domain/session-life.js';
import type { RequestOrigin } from './request-origin.js';

export interface RefusedTry {
  readonly action: string;
  readonly sentence: string;
  readonly origin: Pick<RequestOrigin, 'requestId' | 'address'>;
  /** Who it was about, where that is known. What was typed is never kept: people type passwords into the wrong field. */
  readonly subject?:
    { readonly kind: SubjectKind | 'api_key'; readonly id: string; readonly partnerId?: Id<'Partner'> } | undefined;
}

/** Keeps refused tries to get in. They stand in a transaction of their own: the try itself changed nothing. */
@Injectable()
export class SignInAudit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async refused(tried: RefusedTry, refusal: Refusal): Promise<Refusal> {
    const { subject, origin } = tried;
    await this.database.write(NOTHING, ({ sql }) =>
      appendAudit(sql, [
        {
          id: this.ids.next<'AuditEntry'>(),
          at: this.clock.now(),
          actorKind: 'nobody',
          actorId: null,
          actorName: 'nobody',
          action: tried.action,
          outcome: 'refused',
          code: refusal.code,
          partnerId: subject?.partnerId ?? null,
          customerId: subject?.kind === 'customer' ? subject.id : null,
          subjectKind: subject?.kind ?? null,
          subjectId: subject?.id ?? null,
          sentence: `${tried.sentence}: refused. ${refusal.message}`,
          changes: {},
          requestId: origin.requestId,
          address: origin.address,
        },
      ]),
    );
    return refusal;
  }
}
