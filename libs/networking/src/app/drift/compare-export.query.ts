import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { invalid, notFound, Refusal } from '@demarc/kernel';
import type { RouterOptions } from '../../domain/router-options.js';
import type { Comparison } from '../../routeros/objects/router-drift.js';
import type { RouterWay } from '../../routeros/objects/managed-access.js';
import { readExport } from '../../routeros/index.js';
import { NetworkingPermissions } from '../../permissions.js';
import { requireFullReach } from '../access/reach.js';
import { DriftStore } from './drift-store.js';
import { ManagedRouters } from './managed-routers.js';
import { RouterComparer } from './router-comparer.js';
import { menusOf, rowsOfExport } from './router-rows.js';

export interface ExportAsking {
  readonly routerId: string;
  /** The file in base64, so that no octet of an old code page is lost on the way. */
  readonly file: string;
  readonly codePage?: string | undefined;
  /** How the router would be kept, where nobody has set that yet. */
  readonly way?: RouterWay | undefined;
  readonly shaping?: NonNullable<RouterOptions['api']>['shaping'] | undefined;
}

export interface ComparedExport {
  readonly version: string | null;
  readonly comparison: Comparison;
  readonly notUnderstood: number;
}

const MOST_OCTETS = 8 << 20;

/** Compares a router by its export file, before anybody connects to it. Nothing is kept and nobody is asked. */
@Injectable()
export class CompareExport extends Query<ExportAsking, ComparedExport> {
  readonly rule: Rule = {
    name: 'networking.compareExport',
    sentence: 'Compare a router by its export file',
    permission: NetworkingPermissions['drift.view'],
  };

  constructor(
    private readonly routers: ManagedRouters,
    private readonly comparer: RouterComparer,
    private readonly store: DriftStore,
  ) {
    super();
  }

  async answer(
    { routerId, file, codePage, way, shaping }: ExportAsking,
    { sql, actor }: Asking,
  ): Promise<ComparedExport> {
    requireFullReach(actor);
    const seen = await sql.first<{ partner: string | null }>(
      'SELECT partner_id AS partner FROM networking.router WHERE id = $1 AND active',
      [routerId],
    );
    const router = seen && (await this.routers.find(routerId));
    if (!router) throw notFound('router');
    if (seen.partner === null && partnersOf(actor) !== null)
      throw new Refusal('forbidden', 'SHARED_ROUTER', 'Customers of other partners are on this router too.');
    const octets = Buffer.from(file, 'base64');
    if (octets.length === 0 || octets.length > MOST_OCTETS)
      throw invalid('BAD_EXPORT', 'The file is empty or too large.', [
        { field: 'file', message: 'must be an export of up to 8 MB' },
      ]);
    const read = readExport(octets, codePage);
    const api = {
      ...(router.options.api ?? { mode: 'passive' as const }),
      ...(shaping === undefined ? {} : { shaping }),
    };
    const imagined = { ...router, way: way ?? router.way, options: { ...router.options, api } };
    const memory = await this.store.recall(routerId);
    const rows = rowsOfExport(read, menusOf(imagined, memory.known.keys()));
    const comparison = await this.comparer.look(imagined, rows, memory);
    return { version: read.header.versionText ?? null, comparison, notUnderstood: read.notUnderstood.length };
  }
}
