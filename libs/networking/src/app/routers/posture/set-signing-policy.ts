import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { Refusal } from '@demarc/kernel';
import type { RouterId } from '../../../domain/ids.js';
import { RouterChanged } from '../../../events.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { announceAccess } from '../../aaa/access-feed.js';
import { lockRouter } from '../change-router.js';
import { SetSigningPolicyInput } from './signing.input.js';

/** Says what is asked of the logins of one router. What it was before stands in the record of the change. */
@Injectable()
export class SetSigningPolicy extends Command<SetSigningPolicyInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.setSigningPolicy',
    sentence: 'Set whether a router has to sign its logins',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = SetSigningPolicyInput;

  async handle({ routerId, revision, policy }: SetSigningPolicyInput, act: Act): Promise<{ routerId: RouterId }> {
    const router = await lockRouter(act, routerId);
    if (router.revision !== revision)
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'This router was changed by somebody else. Load it again.');
    await act.sql.execute(
      `UPDATE networking.router SET message_authenticator = $2, revision = revision + 1,
         signed_seen_at = CASE WHEN $2 = 'auto' AND message_authenticator <> 'auto' THEN NULL ELSE signed_seen_at END WHERE id = $1`,
      [routerId, policy],
    );
    act.audit(
      { kind: 'router', id: routerId, partnerId: router.partnerId },
      `Signatures of ${router.name}: ${WORDS[policy]}`,
      {
        before: router.messageAuthenticator,
        after: policy,
      },
    );
    act.emit(RouterChanged, { routerId });
    await announceAccess(act.sql, 'routers');
    return { routerId };
  }
}

const WORDS = {
  require: 'required',
  auto: 'required from the first signed login on',
  off: 'not asked for',
} as const;
