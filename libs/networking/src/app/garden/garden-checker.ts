import { Injectable } from '@nestjs/common';
import { checkRecipe, type RecipeFinding, type RouterRows } from './recipe-check.js';
import { GARDEN_MENUS, type GardenMenu } from '../../domain/garden/garden-recipe.js';
import { readExport, type RouterClient, RouterError } from '../../routeros/index.js';
import { ManagedRouters } from '../drift/managed-routers.js';
import { RouterLines } from '../drift/router-lines.js';
import type { FoundGarden } from './find-garden.query.js';

export interface GardenCheck {
  readonly findings: readonly RecipeFinding[];
  /** Why nothing could be compared. */
  readonly trouble?: string;
}

const NO_API =
  'Nobody has said how to speak to this router. Give its API user and password, or choose what /export wrote.';
const NO_EXPORT = 'This is not what /export of a router writes. Choose its file, or paste its text whole.';

/** Compares the recipe with a router: over its API, or with what its `/export` wrote. No transaction is open meanwhile. */
@Injectable()
export class GardenChecker {
  constructor(
    private readonly routers: ManagedRouters,
    private readonly lines: RouterLines,
  ) {}

  async check(garden: FoundGarden, exported: Buffer | undefined): Promise<GardenCheck> {
    const rows = exported === undefined ? await this.readRouter(garden.routerId) : readRows(exported);
    if (typeof rows === 'string') return { findings: [], trouble: rows };
    return {
      findings: checkRecipe(
        garden.rows.filter(({ menu }) => rows.has(menu)),
        rows,
      ),
    };
  }

  /** What the router has, or in words why it cannot be asked. */
  private async readRouter(routerId: string): Promise<RouterRows | string> {
    const router = await this.routers.find(routerId);
    if (!router?.door) return NO_API;
    try {
      return await this.lines
        .to(router.door)
        .read(
          async (client) => new Map((await Promise.all(GARDEN_MENUS.map((menu) => readMenu(client, menu)))).flat()),
        );
    } catch (error) {
      if (error instanceof RouterError) return error.message;
      throw error;
    }
  }
}

type MenuRows = readonly [GardenMenu, readonly Readonly<Record<string, string>>[]];

/** A router without the package of IPv6 forwards none: what its menus lack, nobody comes through. */
async function readMenu(client: RouterClient, menu: GardenMenu): Promise<MenuRows[]> {
  try {
    return [[menu, await client.print(menu)]];
  } catch (error) {
    if (error instanceof RouterError && error.outcome === 'refused' && menu.startsWith('/ipv6/')) return [];
    throw error;
  }
}

/** Rows in the order of the file; what is written in other menus is left out. A router without a firewall writes its header alone. */
function readRows(file: Buffer): RouterRows | string {
  const { header, menus } = readExport(file);
  if (menus.size === 0 && header.versionText === undefined) return NO_EXPORT;
  return new Map(
    GARDEN_MENUS.map((menu) => [
      menu,
      (menus.get(menu) ?? []).filter(({ verb }) => verb === 'add').map(({ values }) => values),
    ]),
  );
}
