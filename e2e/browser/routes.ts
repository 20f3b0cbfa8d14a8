import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type AppName = 'admin' | 'portal';

/** Every route of both apps, read from their route files: a new screen is looked at without anybody adding it here. */
export interface Route {
  readonly app: AppName;
  /** As the router has it: `/customers/$customerId`. */
  readonly path: string;
  /** Who follows a link of a mail is not signed in. */
  readonly isPublic: boolean;
}

const ROOT = join(import.meta.dirname, '../..');
const ADMIN = join(ROOT, 'apps/admin/src');
const PORTAL = join(ROOT, 'apps/portal/src');
const PORTAL_PUBLIC = ['/reset', '/reset-password'];

export function routesOf(app: AppName): readonly Route[] {
  return app === 'admin' ? adminRoutes() : portalRoutes();
}

function adminRoutes(): readonly Route[] {
  const features = readdirSync(join(ADMIN, 'features')).map((name) => join(ADMIN, 'features', name, 'routes.ts'));
  const screens = features.flatMap((file) => matches(file, /\bscreen\(\s*'([^']+)'/g));
  const list = /publicPaths = \[([^\]]*)\]/.exec(readFileSync(join(ADMIN, 'frame/public-paths.ts'), 'utf8'))?.[1] ?? '';
  const open = [...list.matchAll(/'([^']+)'/g)].flatMap(([, path]) => path ?? []);
  return [
    ...screens.map((path) => ({ app: 'admin' as const, path, isPublic: false })),
    ...open.map((path) => ({ app: 'admin' as const, path, isPublic: true })),
  ];
}

function portalRoutes(): readonly Route[] {
  return matches(join(PORTAL, 'routes.ts'), /\bpath: '([^']+)'/g).map((path) => ({
    app: 'portal',
    path,
    isPublic: PORTAL_PUBLIC.includes(path),
  }));
}

function matches(file: string, pattern: RegExp): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].flatMap(([, path]) => path ?? []);
}
