import { Injectable } from '@nestjs/common';
import { type Act, type Asking, Command, type CommandRule, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { Clock, conflict, notFound, Refusal } from '@demarc/kernel';
import type { RouterId } from '../../../domain/ids.js';
import type { MessageAuthenticatorPolicy } from '../../../domain/router-options.js';
import { type SigningOutlook, signingOutlook } from '../../../domain/signing.js';
import { RouterChanged } from '../../../events.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { announceAccess } from '../../aaa/access-feed.js';
import { type PostureRow, readPostureRows, shownOf } from './posture-rows.js';
import { RequireSigningInput } from './signing.input.js';

export interface SigningForecast {
  readonly routerId: RouterId;
  readonly name: string;
  readonly revision: number;
  readonly policy: MessageAuthenticatorPolicy;
  readonly outlook: SigningOutlook;
  readonly signedSince: Date | null;
  readonly unsignedSeenAt: Date | null;
}

function forecast(row: PostureRow, days: number, now: Date): SigningForecast {
  const { id: routerId, name, revision, policy, signedSince, unsignedSeenAt } = row;
  return {
    routerId,
    name,
    revision,
    policy,
    signedSince,
    unsignedSeenAt,
    outlook: signingOutlook(shownOf(row), days, now),
  };
}

/** Which routers would lose nothing if signatures were required of them: the same judgement as when it is done. */
@Injectable()
export class PreviewRequireSigning extends Query<{ readonly days: number }, SigningForecast[]> {
  readonly rule: Rule = {
    name: 'networking.previewRequireSigning',
    sentence: 'See of which routers signatures can be required',
    permission: NetworkingPermissions['router.view'],
  };

  constructor(private readonly clock: Clock) {
    super();
  }

  async answer({ days }: { readonly days: number }, { sql, actor }: Asking): Promise<SigningForecast[]> {
    const now = this.clock.now();
    return (await readPostureRows(sql, now, partnersOf(actor))).map((row) => forecast(row, days, now));
  }
}

/** Requires signatures of routers that have signed everything for so many days; all of them, or none. */
@Injectable()
export class RequireSigning extends Command<RequireSigningInput, { changed: number }> {
  readonly rule: CommandRule = {
    name: 'networking.requireSigning',
    sentence: 'Require signed logins of all routers that sign',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = RequireSigningInput;

  async handle({ days, routers }: RequireSigningInput, act: Act): Promise<{ changed: number }> {
    const ids = routers.map(({ routerId }) => routerId).sort();
    await act.sql.query('SELECT id FROM networking.router WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
    const rows = new Map((await readPostureRows(act.sql, act.at, partnersOf(act.actor))).map((row) => [row.id, row]));
    for (const { routerId, revision } of routers) this.check(rows.get(routerId), { revision, days, now: act.at });
    const changed = await act.sql.execute(
      `UPDATE networking.router SET message_authenticator = 'require', revision = revision + 1 WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    for (const id of ids) {
      const row = rows.get(id);
      if (!row) continue;
      act.audit(
        { kind: 'router', id },
        `Signatures of ${row.name}: required, after ${days} days of signed logins only`,
        {
          before: row.policy,
          after: 'require',
          signedSince: row.signedSince?.toISOString() ?? null,
        },
      );
      act.emit(RouterChanged, { routerId: id });
    }
    await announceAccess(act.sql, 'routers');
    return { changed };
  }

  private check(row: PostureRow | undefined, seen: { revision: number; days: number; now: Date }): void {
    if (!row) throw notFound('router');
    if (row.revision !== seen.revision)
      throw new Refusal(
        'stale',
        'CHANGED_MEANWHILE',
        `${row.name} was changed by somebody else. Look at the preview again.`,
      );
    const { outlook } = forecast(row, seen.days, seen.now);
    if (outlook !== 'safe')
      throw conflict(
        'NOT_SAFE_ANY_MORE',
        `${row.name} has not signed everything for ${seen.days} days. Look at the preview again.`,
      );
  }
}
