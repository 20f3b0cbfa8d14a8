import { Injectable } from '@nestjs/common';
import { Database, EVERYTHING } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { conflict, notFound } from '@demarc/kernel';
import type { RouterVendor } from '../../domain/router-options.js';
import { RouterClient, type RouterClientOptions } from '../../routeros/index.js';
import { radiusSecretBinding } from '../access/access-row.js';

/** A router as the one sees it who wants to speak to it. */
export interface RouterDoorRow {
  readonly id: string;
  readonly partner_id: string | null;
  readonly name: string;
  readonly vendor: RouterVendor;
  readonly address: string | null;
  readonly sources: string[];
  readonly radius_secret: Buffer | null;
  readonly coa_port: number;
  readonly api_username: string | null;
  readonly api_password: Buffer | null;
  readonly api_port: number | null;
  readonly api_sha256: string | null;
  readonly last_seen_at: Date | null;
  readonly unsigned_seen_at: Date | null;
  /** Which way changes of sessions go; null: it does not speak over TLS. */
  readonly changes: 'udp' | 'tls' | null;
}

export const API_TLS_PORT = 8729;
export const API_PLAIN_PORT = 8728;

export function apiPasswordBindingOf(routerId: string): string {
  return `router:${routerId}:api_password`;
}

/** Where a router is spoken to: its address, else the one source that is a single address. */
export function hostOf({ address, sources }: Pick<RouterDoorRow, 'address' | 'sources'>): string | undefined {
  if (address !== null) return address;
  const single = sources.find((source) => /\/(32|128)$/.test(source));
  return single?.replace(/\/\d+$/, '');
}

export function apiPortOf({ api_port, api_sha256, api_username }: RouterDoorRow): number {
  return api_port ?? (api_username !== null && api_sha256 === null ? API_PLAIN_PORT : API_TLS_PORT);
}

/** Conversations of one purpose with a router: opened, used, closed. What is written row by row goes another way. */
@Injectable()
export class RouterDoors {
  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
  ) {}

  async find(routerId: string): Promise<RouterDoorRow | undefined> {
    return this.database.read(EVERYTHING, (sql) =>
      sql.first<RouterDoorRow>(
        `SELECT id, partner_id, name, vendor, host(address) AS address, sources::text[] AS sources, radius_secret, coa_port, api_username,
           api_password, api_port, api_sha256, last_seen_at, unsigned_seen_at,
           (SELECT tls.changes FROM networking.router_tls tls WHERE tls.router_id = router.id) AS changes
         FROM networking.router WHERE id = $1 AND active`,
        [routerId],
      ),
    );
  }

  async radiusSecret(router: RouterDoorRow): Promise<Buffer | undefined> {
    if (router.radius_secret === null) return undefined;
    return Buffer.from(await this.secrets.open('radius_secret', router.radius_secret, radiusSecretBinding(router.id)));
  }

  async open(router: RouterDoorRow, options: RouterClientOptions = {}): Promise<RouterClient> {
    const host = hostOf(router);
    if (host === undefined || router.api_username === null || router.api_password === null)
      throw conflict('NO_API_ACCOUNT', `${router.name} has no API account. Set one in its check list first.`);
    const password = await this.secrets.open('router_password', router.api_password, apiPasswordBindingOf(router.id));
    const sha256 = router.api_sha256;
    return RouterClient.open(
      { host, port: apiPortOf(router), security: sha256 === null ? { kind: 'plain' } : { kind: 'pinned', sha256 } },
      { user: router.api_username, password },
      options,
    );
  }

  async visit<T>(
    router: RouterDoorRow | string,
    work: (client: RouterClient) => Promise<T>,
    options: RouterClientOptions = {},
  ): Promise<T> {
    const row = typeof router === 'string' ? await this.find(router) : router;
    if (!row) throw notFound('router');
    const client = await this.open(row, options);
    try {
      return await work(client);
    } finally {
      client.close();
    }
  }
}
