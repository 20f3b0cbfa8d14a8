import { Injectable } from '@nestjs/common';
import { checkRecipe, type RecipeFinding, type RouterRows } from './recipe-check.js';
import { readExport, RouterError } from '../../routeros/index.js';
import { ManagedRouters } from '../drift/managed-routers.js';
import { RouterLines } from '../drift/router-lines.js';
import type { FoundGarden } from './find-garden.query.js';

const MENUS = ['/ip/firewall/address-list', '/ip/firewall/nat', '/ip/firewall/filter'] as const;

export interface GardenCheck {
  readonly findings: readonly RecipeFinding[];
  /** Why nothing could be compared. */
  readonly trouble?: string;
}

const NO_API =
  'Nobody has said how to speak to this router. Give its API user and password, or paste what /export wrote.';

/** Compares the recipe with a router: over its API, or with what its `/export` wrote. No transaction is open meanwhile. */
@Injectable()
export class GardenChecker {
  constructor(
    private readonly routers: ManagedRouters,
    private readonly lines: RouterLines,
  ) {}

  async check(garden: FoundGarden, exported: string | undefined): Promise<GardenCheck> {
    const rows = exported === undefined ? await this.readRouter(garden.routerId) : readText(exported);
    return typeof rows === 'string' ? { findings: [], trouble: rows } : { findings: checkRecipe(garden.rows, rows) };
  }

  /** What the router has, or in words why it cannot be asked. */
  private async readRouter(routerId: string): Promise<RouterRows | string> {
    const router = await this.routers.find(routerId);
    if (!router?.door) return NO_API;
    try {
      return await this.lines
        .to(router.door)
        .read(
          async (client) =>
            new Map(await Promise.all(MENUS.map(async (menu) => [menu, await client.print(menu)] as const))),
        );
    } catch (error) {
      if (error instanceof RouterError) return error.message;
      throw error;
    }
  }
}

/** Rows in the order of the file; what is written in other menus is left out. */
function readText(text: string): RouterRows {
  const { menus } = readExport(Buffer.from(text, 'utf8'));
  return new Map(
    MENUS.map((menu) => [
      menu,
      (menus.get(menu) ?? []).filter(({ verb }) => verb === 'add').map(({ values }) => values),
    ]),
  );
}
