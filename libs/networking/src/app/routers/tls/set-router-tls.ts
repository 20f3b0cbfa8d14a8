import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import type { RouterEntity } from '../../../data/router.entity.js';
import type { RouterId } from '../../../domain/ids.js';
import { RouterChanged } from '../../../events.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { plainFingerprint } from '../../../radius/index.js';
import { announceAccess } from '../../aaa/access-feed.js';
import { lockRouter } from '../change-router.js';
import { SetRouterTlsInput } from './router-tls.input.js';

const DAY_MS = 86_400_000;

/** Says by what certificate a router is known over TLS. By none it is not let in there, and an open connection ends. */
@Injectable()
export class SetRouterTls extends Command<SetRouterTlsInput, { routerId: RouterId }> {
  readonly rule: CommandRule = {
    name: 'networking.setRouterTls',
    sentence: 'Set how a router is known over TLS',
    permission: NetworkingPermissions['router.manage'],
    risk: 'normal',
  };
  readonly input = SetRouterTlsInput;

  async handle(input: SetRouterTlsInput, act: Act): Promise<{ routerId: RouterId }> {
    const router = await lockRouter(act, input.routerId);
    const fingerprints = [...new Set(input.fingerprints.map(plainFingerprint))];
    const names = [...new Set(input.names.map((name) => name.toLowerCase()))];
    if (fingerprints.length + names.length === 0) await this.forget(act, router, input);
    else await this.keep(act, router, { ...input, fingerprints, names });
    await act.sql.execute('UPDATE networking.router SET revision = revision + 1 WHERE id = $1', [router.id]);
    act.audit({ kind: 'router', id: router.id }, `RADIUS over TLS of ${router.name} set`, {
      fingerprints,
      names,
      changes: input.changes,
      only: input.isOnly,
    });
    act.emit(RouterChanged, { routerId: router.id });
    await announceAccess(act.sql, 'routers');
    return { routerId: router.id };
  }

  private async forget(act: Act, { id }: RouterEntity, { isOnly, changes }: SetRouterTlsInput): Promise<void> {
    if (isOnly || changes === 'tls')
      throw invalid('CERTIFICATE_NEEDED', 'Say first by what certificate the router is known.', [
        { field: 'fingerprints', message: 'give a fingerprint or a name' },
      ]);
    await act.sql.execute('DELETE FROM networking.router_tls WHERE router_id = $1', [id]);
  }

  private async keep(act: Act, router: RouterEntity, input: SetRouterTlsInput): Promise<void> {
    const { fingerprints, names, changes, isOnly } = input;
    const before = await act.sql.first<{ isOnly: boolean; connectedAt: Date | null }>(
      `SELECT is_only AS "isOnly", greatest(last_connected_at,
         (SELECT max(seen_at) FROM networking.radsec_connection WHERE router_id = $1)) AS "connectedAt"
       FROM networking.router_tls WHERE router_id = $1 FOR UPDATE`,
      [router.id],
    );
    const isFresh = before?.connectedAt instanceof Date && act.at.getTime() - before.connectedAt.getTime() < DAY_MS;
    if (isOnly && before?.isOnly !== true && !isFresh)
      throw conflict(
        'NOT_CONNECTED_YET',
        `${router.name} has not been connected over TLS in the last day: without UDP nobody could log in through it. Wait until it is connected.`,
      );
    await act.sql.execute(
      `INSERT INTO networking.router_tls (router_id, partner_id, changes, is_only, changed_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (router_id) DO UPDATE SET changes = excluded.changes, is_only = excluded.is_only, changed_at = excluded.changed_at`,
      [router.id, router.partnerId, changes, isOnly, act.at],
    );
    await act.sql.execute('DELETE FROM networking.router_tls_mark WHERE router_id = $1', [router.id]);
    await this.mark(act, router, [
      ...fingerprints.map((value) => ({ kind: 'fingerprint', value })),
      ...names.map((value) => ({ kind: 'name', value })),
    ]);
  }

  private async mark(act: Act, router: RouterEntity, marks: readonly { kind: string; value: string }[]): Promise<void> {
    try {
      await act.sql.execute(
        `INSERT INTO networking.router_tls_mark (kind, value, router_id, partner_id)
         SELECT kind, value, $1, $2 FROM unnest($3::text[], $4::text[]) AS mark (kind, value)`,
        [router.id, router.partnerId, marks.map(({ kind }) => kind), marks.map(({ value }) => value)],
      );
    } catch (error) {
      if (violatedConstraint(error) !== 'router_tls_mark_pkey') throw error;
      throw conflict(
        'CERTIFICATE_TAKEN',
        'Another router is known by this fingerprint or name already. Each has a certificate of its own.',
      );
    }
  }
}
