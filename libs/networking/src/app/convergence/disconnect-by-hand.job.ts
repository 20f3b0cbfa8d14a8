import { Injectable } from '@nestjs/common';
import { Job, type JobOptions } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { USUAL_REPLIES } from '../../radius/index.js';
import { IS_HEARD, nasOf, ROUTER_TLS, type RouterRow } from '../access/access-row.js';
import { RouterTelegraph } from './router-telegraph.js';

interface Order extends RouterRow {
  session_id: string;
  login: string | null;
  framed_ipv4: string | null;
  source_address: string;
}

/** Tells the router to end one session, once. Whoever asked for it sees the answer and may ask again. */
@Injectable()
export class DisconnectByHand extends Job<{ readonly actionId: string }> {
  readonly name = 'networking.disconnect-by-hand';
  override readonly options: JobOptions = { retryLimit: 2, retryDelaySeconds: 1, expireSeconds: 60, concurrency: 4 };

  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
    private readonly telegraph: RouterTelegraph,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run({ actionId }: { readonly actionId: string }): Promise<void> {
    await this.secrets.ready();
    const order = await this.database.read(EVERYTHING, (sql) => read(sql, actionId));
    if (!order) return this.note(actionId, 'gone', 0, null, 0, 'The session had ended already');
    const session = {
      login: order.login,
      sessionId: order.session_id,
      address: order.framed_ipv4,
      router: {
        nas: nasOf(order, this.secrets),
        templates: USUAL_REPLIES,
        coaAddress: order.address ?? order.source_address,
      },
    };
    const told = await this.telegraph.tell(session, { kind: 'disconnect' }, undefined);
    await this.note(actionId, told.state, told.attempts, told.errorCause, told.elapsedMs, told.request);
  }

  private async note(
    id: string,
    state: string,
    attempts: number,
    cause: number | null,
    elapsedMs: number,
    request: string,
  ): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `UPDATE networking.access_action SET state = $2, attempts = attempts + $3, error_cause = $4, elapsed_ms = $5, answered_at = $6, request = $7
          WHERE id = $1`,
        [id, state, attempts, cause, elapsedMs, this.clock.now(), request],
      ),
    );
  }
}

function read(sql: Sql, actionId: string): Promise<Order | undefined> {
  return sql.first<Order>(
    `SELECT session.session_id, session.login, host(session.framed_ipv4) AS framed_ipv4, host(session.source_address) AS source_address,
       router.id, router.name, router.vendor, router.sources::text[] AS sources, router.radius_secret, router.message_authenticator, router.coa_port,
       host(router.address) AS address, router.interim_seconds, router.options, router.partner_id, ${ROUTER_TLS}
     FROM networking.access_action action
     JOIN networking.session_open session ON session.key = action.session_key
     JOIN networking.router router ON router.id = session.router_id AND router.active AND ${IS_HEARD}
     WHERE action.id = $1 AND action.state = 'waiting'`,
    [actionId],
  );
}
