import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { notFound } from '@demarc/kernel';
import type { RouterId } from '../../domain/ids.js';
import type { RouterOptions } from '../../domain/router-options.js';
import {
  captivePortalLines,
  gardenLists,
  gardenRecipe,
  recipeLines,
  type RecipeRow,
} from '../../domain/garden/garden-recipe.js';
import { NetworkingPermissions } from '../../permissions.js';
import { GardenBook, type GardenSettings } from './garden-book.js';

export interface FoundGarden {
  readonly routerId: RouterId;
  /** Address lists in use, with the reject list that each stands for. */
  readonly lists: readonly { readonly name: string; readonly list: number }[];
  readonly rows: readonly RecipeRow[];
  readonly lines: readonly string[];
  /** To be given to the DHCP networks by hand, where devices are to learn of the garden by themselves. */
  readonly captivePortalLines: readonly string[];
}

/** What all gardens share. */
@Injectable()
export class FindGardenSettings extends Query<Record<string, never>, GardenSettings> {
  readonly rule: Rule = {
    name: 'networking.findGardenSettings',
    sentence: 'See what all walled gardens share',
    permission: NetworkingPermissions['router.view'],
  };

  constructor(private readonly book: GardenBook) {
    super();
  }

  answer(_: Record<string, never>, { sql }: Asking): Promise<GardenSettings> {
    return this.book.read(sql);
  }
}

/** The firewall rows that a router's gardens need; none while it is not known where notices are reached. */
@Injectable()
export class FindGarden extends Query<{ readonly routerId: string }, FoundGarden> {
  readonly rule: Rule = {
    name: 'networking.findGarden',
    sentence: 'See the firewall recipe of a router’s walled garden',
    permission: NetworkingPermissions['router.view'],
  };

  constructor(private readonly book: GardenBook) {
    super();
  }

  async answer({ routerId }: { readonly routerId: string }, { sql, actor }: Asking): Promise<FoundGarden> {
    const router = await sql.first<{ id: RouterId; options: RouterOptions }>(
      'SELECT id, options FROM networking.router WHERE id = $1 AND ($2::uuid[] IS NULL OR partner_id IS NULL OR partner_id = ANY ($2::uuid[]))',
      [routerId, partnersOf(actor)],
    );
    if (!router) throw notFound('router');
    const { noticeAddress, noticePort, allowedHosts, ownHosts } = await this.book.read(sql);
    const hosts = [...new Set([...ownHosts, ...allowedHosts])];
    const isKnown = noticeAddress !== null && noticePort !== null;
    const rows = isKnown ? gardenRecipe(router.options, { noticeAddress, noticePort, allowedHosts: hosts }) : [];
    return {
      routerId: router.id,
      lists: [...gardenLists(router.options)].map(([name, list]) => ({ name, list })),
      rows,
      lines: recipeLines(rows),
      captivePortalLines: captivePortalLines(this.book.publicUrl),
    };
  }
}
