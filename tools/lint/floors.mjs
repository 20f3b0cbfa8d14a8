import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The floors of the house and the rooms of a context, as a lint rule. Floors: a package imports only packages on lower
 * floors, by their face (`@demarc/x`), and says so in its package.json. Rooms: `domain` is pure, `data` and adapters know
 * nothing of `app`, nothing imports `api`.
 */
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Lower number, lower floor. Platform packages are ordered by their package.json, which must not have cycles. */
const FLOORS = {
  platform: 0,
  crm: 1,
  billing: 2,
  inventory: 3,
  networking: 4,
  support: 5,
  migration: 6,
  reporting: 7,
  api: 8,
};

const PURE_PACKAGES = new Set(['@demarc/kernel', 'vitest', 'fast-check']);

/** What each room may import of its own context. `module` is the context's module and face. */
const ROOMS = {
  domain: ['domain'],
  data: ['data', 'domain'],
  adapter: ['adapter', 'data', 'domain'],
  app: ['app', 'adapter', 'data', 'domain'],
  api: ['api', 'app', 'data', 'domain'],
};

/** @returns {{ package: string, folder: string, floor: string, room: string | undefined } | undefined} */
export function placeOf(file) {
  const path = relative(ROOT, file).split(sep);
  // How an app is built is not part of it.
  if (path.at(-1) === 'vite.config.ts' || path.at(-1) === 'vitest.config.ts') return undefined;
  if (path[0] === 'libs' && path[1] === 'platform')
    return { package: path[2], folder: path.slice(0, 3).join('/'), floor: 'platform', room: undefined };
  if (path[0] === 'libs' && path[1] === 'web')
    return { package: `web-${path[2]}`, folder: path.slice(0, 3).join('/'), floor: 'web', room: undefined };
  if (path[0] === 'libs')
    return { package: path[1], folder: path.slice(0, 2).join('/'), floor: path[1], room: roomOf(path) };
  if (path[0] === 'apps' && path[1] === 'api')
    return { package: 'api', folder: 'apps/api', floor: 'api', room: undefined };
  if (path[0] === 'apps')
    return { package: path[1], folder: path.slice(0, 2).join('/'), floor: 'browser', room: undefined };
  return undefined;
}

function roomOf(path) {
  if (path[2] !== 'src' || path.length < 5) return 'module';
  if (['domain', 'app', 'api', 'data'].includes(path[3])) return path[3];
  return 'adapter';
}

function isTest(file) {
  return /\.(spec|e2e)\.tsx?$/.test(file) || file.includes(`${sep}test${sep}`);
}

const dependencies = new Map();

function declaredDependencies(folder) {
  if (!dependencies.has(folder)) {
    const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
    dependencies.set(folder, { runtime: manifest.dependencies ?? {}, development: manifest.devDependencies ?? {} });
  }
  return dependencies.get(folder);
}

/** Why this import is not allowed, or undefined. Exported for the fixtures. */
export function faultOf(file, specifier) {
  const from = placeOf(file);
  if (!from) return undefined;
  if (specifier.startsWith('.')) return relativeFault(file, specifier, from);
  if (specifier.startsWith('@demarc/')) return packageFault(file, specifier, from);
  return libraryFault(file, specifier, from);
}

function relativeFault(file, specifier, from) {
  const target = resolve(dirname(file), specifier);
  const to = placeOf(target);
  // Simulators of outside systems stand beside the house; tests, and only tests, may use them.
  if (isTest(file) && /^tools[\\/]sim-/.test(relative(ROOT, target))) return undefined;
  if (!to || to.folder !== from.folder) return `"${specifier}" reaches into another package; import its face`;
  if (isTest(file) || from.room === undefined || from.room === 'module') return undefined;
  if (to.room === 'module') return roomOfFace(from, specifier);
  const allowed = ROOMS[from.room] ?? [];
  return allowed.includes(to.room) ? undefined : `the room "${from.room}" may not import "${to.room}"`;
}

function roomOfFace(from, specifier) {
  if (/\/index\.js$/.test(specifier)) return `the room "${from.room}" may not import its own face`;
  return from.room === 'domain' ? 'the room "domain" imports only itself and the kernel' : undefined;
}

function packageFault(file, specifier, from) {
  const [, name, ...deep] = specifier.split('/');
  if (deep.length > 0 && !(name === 'ui' && deep[0] === 'styles.css'))
    return `"${specifier}" goes past the face of @demarc/${name}`;
  if (from.floor === 'browser' || from.floor === 'web') return browserFault(name, from);
  if (from.room === 'domain' && !isTest(file) && !PURE_PACKAGES.has(specifier))
    return 'the room "domain" imports only itself and the kernel';
  if (isTest(file) && name === from.package) return undefined;
  const { runtime, development } = declaredDependencies(from.folder);
  if (!(`@demarc/${name}` in runtime) && !(isTest(file) && `@demarc/${name}` in development))
    return `@demarc/${name} is not in the package.json of ${from.folder}`;
  const floor = FLOORS[name] ?? FLOORS.platform;
  if (from.floor === 'platform') return floor > 0 ? `@demarc/${name} lies on a higher floor than platform` : undefined;
  return floor > 0 && floor >= FLOORS[from.floor] ? `@demarc/${name} does not lie below ${from.floor}` : undefined;
}

function browserFault(name, from) {
  const allowed =
    {
      'web-ui': ['kernel'],
      'web-api': [],
      'web-kit': ['ui', 'web-api'],
      admin: ['ui', 'web-kit', 'web-api'],
      portal: ['ui', 'web-kit', 'web-api'],
    }[from.package] ?? [];
  return allowed.includes(name) ? undefined : `${from.package} may not import @demarc/${name}`;
}

function libraryFault(file, specifier, from) {
  if (from.package !== 'web-ui' && specifier.startsWith('@mantine/'))
    return 'only libs/web/ui imports the component library';
  if (from.room === 'domain' && !isTest(file) && !PURE_PACKAGES.has(specifier))
    return 'the room "domain" imports only itself and the kernel';
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const floorsRule = {
  meta: { type: 'problem', schema: [], messages: { fault: '{{fault}}' } },
  create(context) {
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const fault = faultOf(context.filename, source);
      if (fault) context.report({ node, messageId: 'fault', data: { fault } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
