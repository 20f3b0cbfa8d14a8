import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid } from '@demarc/kernel';
import type { RouterEntity } from '../../../data/router.entity.js';
import type { RouterId } from '../../../domain/ids.js';
import { RouterChanged } from '../../../events.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { announceAccess } from '../../aaa/access-feed.js';
import { lockRouter } from '../change-router.js';
import { certificatesOf, hasCertificates, keepCertificates, mustBeKnown } from './router-certificates.js';
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
    if (hasCertificates(input)) await this.keep(act, router, input);
    else await this.forget(act, router, input);
    await act.sql.execute('UPDATE networking.router SET revision = revision + 1 WHERE id = $1', [router.id]);
    act.emit(RouterChanged, { routerId: router.id });
    await announceAccess(act.sql, 'routers');
    return { routerId: router.id };
  }

  private async forget(act: Act, router: RouterEntity, { isOnly, changes }: SetRouterTlsInput): Promise<void> {
    if (isOnly || changes === 'tls')
      throw invalid('CERTIFICATE_NEEDED', 'Say first by what certificate the router is known.', [
        { field: 'fingerprints', message: 'give a fingerprint or a name' },
      ]);
    mustBeKnown(router.sources, false);
    await act.sql.execute('DELETE FROM networking.router_tls WHERE router_id = $1', [router.id]);
    act.audit({ kind: 'router', id: router.id }, `${router.name} is not known over TLS any more`);
  }

  private async keep(act: Act, router: RouterEntity, input: SetRouterTlsInput): Promise<void> {
    const known = certificatesOf(input, input.isOnly, router);
    if (known.isOnly) await mustBeConnected(act, router);
    await keepCertificates(act, router, known);
    act.audit({ kind: 'router', id: router.id }, `RADIUS over TLS of ${router.name} set`, { ...known });
  }
}

/** Who is shut out by UDP before it has proved itself over TLS could not be logged in through at all. */
async function mustBeConnected(act: Act, router: RouterEntity): Promise<void> {
  const before = await act.sql.first<{ isOnly: boolean; connectedAt: Date | null }>(
    `SELECT is_only AS "isOnly", greatest(last_connected_at,
       (SELECT max(seen_at) FROM networking.radsec_connection WHERE router_id = $1)) AS "connectedAt"
     FROM networking.router_tls WHERE router_id = $1 FOR UPDATE`,
    [router.id],
  );
  const isFresh = before?.connectedAt instanceof Date && act.at.getTime() - before.connectedAt.getTime() < DAY_MS;
  if (before?.isOnly === true || isFresh || router.sources.length === 0) return;
  throw conflict(
    'NOT_CONNECTED_YET',
    `${router.name} has not been connected over TLS in the last day: without UDP nobody could log in through it. Wait until it is connected.`,
  );
}
