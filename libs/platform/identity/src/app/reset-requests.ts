import { Injectable } from '@nestjs/common';
import { NOBODY } from '@demarc/access';
import { Acts } from '@demarc/commands';
import type { SubjectKind } from '../domain/session-life.js';
import { AttemptLimits, RESETS_PER_ADDRESS, RESETS_PER_LOGIN, tooManyTries } from './attempt-limits.js';
import type { RequestOrigin } from './request-origin.js';
import { SendResetLink } from './send-reset-link.job.js';
import { sourceOf } from './source-of.js';

/** Takes requests for a new password. The answer is the same whether there is such an account or not. */
@Injectable()
export class ResetRequests {
  constructor(
    private readonly acts: Acts,
    private readonly limits: AttemptLimits,
  ) {}

  async ask(kind: SubjectKind, login: string, origin: RequestOrigin): Promise<void> {
    const wait = await this.limits.takeOrWait([{ limit: RESETS_PER_ADDRESS, key: sourceOf(origin.address) }]);
    if (wait > 0) throw tooManyTries(wait);
    const name = login.trim();
    const often = await this.limits.takeOrWait([{ limit: RESETS_PER_LOGIN, key: `${kind}:${name.toLowerCase()}` }]);
    // More mails to one mailbox would only annoy its owner; the answer does not tell.
    if (often > 0) return;
    await this.acts.perform({ actor: NOBODY, ...origin }, 'identity.requestReset', async (act) => {
      act.enqueue(SendResetLink, { kind, login: name, requestId: origin.requestId });
      act.audit(
        { kind: 'command', id: 'identity.requestReset' },
        kind === 'staff' ? 'A new staff password was asked for' : 'A new portal password was asked for',
      );
    });
  }
}
