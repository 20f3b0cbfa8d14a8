import { CONFIG_MENUS, type ConfigMenu } from '../../../domain/router-config.js';
import { RouterError, type RouterClient } from '../../../routeros/index.js';

/** Every menu that the router has and lets us read. A menu that it refuses to show is told from one that it does not have. */
export async function readConfig(client: RouterClient): Promise<{ menus: ConfigMenu[]; refused: string[] }> {
  const menus: ConfigMenu[] = [];
  const refused: string[] = [];
  for (const path of CONFIG_MENUS) {
    try {
      menus.push({ path, rows: await client.print(path) });
    } catch (error) {
      if (!(error instanceof RouterError) || error.code !== 'ROUTER_TRAP') throw error;
      if (error.meaning === 'not_permitted') refused.push(path);
    }
  }
  return { menus, refused };
}
