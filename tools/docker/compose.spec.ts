import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
// The parser that Nx brings; nothing else here reads YAML.
import { parse } from 'yaml';
import { readSettings } from '@demarc/config';

/** No container engine is needed to see that what the images name is there. Nothing here proves that they run. */
const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly build?: { readonly context: string; readonly dockerfile: string };
}

const compose = parse(read('docker/compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const dockerfile = read('docker/Dockerfile');
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);

/** `${NAME:?why}` as compose reads it, with something in the place of what an operator fills in. */
function filledIn(value: string): string {
  return value.replaceAll(/\$\{(\w+)[^}]*\}/g, (_, name: string) => SAMPLES[name] ?? '');
}

const SAMPLES: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://demarc_owner:x@db.example:5432/demarc',
  APP_DATABASE_URL: 'postgres://demarc_app:x@db.example:5432/demarc',
  MASTER_KEY: Buffer.alloc(32).toString('base64'),
  PUBLIC_URL: 'https://isp.example',
  LOG_LEVEL: 'info',
};

describe('docker/compose.yaml', () => {
  it('has each role as a service of its own, of one image, and a migration that ends before they begin', () => {
    const commands = Object.fromEntries(ours.map(([name, { command }]) => [name, command?.join(' ')]));
    expect(commands).toEqual({
      migrate: 'apps/api/dist/cli.js migrate',
      http: 'apps/api/dist/main.js --role http',
      worker: 'apps/api/dist/main.js --role worker',
      radius: 'apps/api/dist/main.js --role radius',
    });
    expect(new Set(ours.map(([, { image }]) => image)).size).toBe(1);
    for (const [name, { depends_on }] of ours) {
      expect(Object.keys(depends_on ?? {})).toEqual(name === 'migrate' ? [] : ['migrate']);
    }
  });

  it('sets only what the product reads, and the product takes it', () => {
    const settings = read('libs/platform/config/src/settings.ts');
    const ofImage = Object.fromEntries(
      [...dockerfile.matchAll(/([A-Z_]+)=(\S+)/g)].flatMap(([, name, value]) => (name && value ? [[name, value]] : [])),
    );
    for (const [name, { environment = {} }] of ours) {
      for (const key of Object.keys(environment)) expect(settings, `${name}: ${key}`).toContain(`'${key}'`);
      const filled = Object.entries(environment).map(([key, value]) => [key, filledIn(value)]);
      const outcome = readSettings({ ...ofImage, ...Object.fromEntries(filled) });
      expect(outcome, name).toMatchObject({ ok: true, value: { host: '0.0.0.0', port: 8080, demo: false } });
    }
  });

  it('keeps the login of the owner from everything but the migration', () => {
    const holders = services.filter(([, { environment = {} }]) => 'DATABASE_URL' in environment).map(([name]) => name);
    expect(holders).toEqual(['migrate']);
  });

  it('asks for nothing that env.example does not explain', () => {
    const named = [...read('docker/compose.yaml').matchAll(/\$\{(\w+)/g)].flatMap(([, name]) => name ?? []);
    const explained = [...read('docker/env.example').matchAll(/^(\w+)=/gm)].flatMap(([, name]) => name ?? []);
    expect([...new Set(named)].sort()).toEqual([...explained].sort());
  });

  it('mounts files that are here and volumes that it declares', () => {
    for (const [, { volumes = [] }] of services) {
      for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
        const isThere = source.startsWith('./') ? existsSync(join(ROOT, 'docker', source)) : source in compose.volumes;
        expect(isThere, source).toBe(true);
      }
    }
  });

  it('checks the health of each role by a program of the image that knows the role', () => {
    const program = read('docker/health.mjs');
    for (const [name, { healthcheck }] of ours) {
      if (name === 'migrate') continue;
      expect(healthcheck?.test).toEqual(['CMD', 'node', 'docker/health.mjs', name]);
      expect(program).toContain(`${name}`);
    }
  });
});

describe('docker/Dockerfile', () => {
  it('copies and runs only what is in the repository', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?:--from=build )?(.+) \S+$/gm)].flatMap(([, list]) =>
      (list ?? '').split(' '),
    );
    for (const path of copied.map((one) => one.replace(/^\/demarc\//, '')).filter((one) => one !== 'node_modules')) {
      expect(existsSync(join(ROOT, path)), path).toBe(true);
    }
    expect(existsSync(join(ROOT, 'apps/api/src/main.ts')) && existsSync(join(ROOT, 'apps/api/src/cli.ts'))).toBe(true);
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    for (const [, script = ''] of dockerfile.matchAll(/npm run (\w+)/g)) expect(scripts).toHaveProperty(script);
  });

  it('does not run as root, and says how its health is asked for', () => {
    expect(dockerfile.lastIndexOf('USER demarc')).toBeGreaterThan(dockerfile.lastIndexOf('RUN '));
    expect(dockerfile).toContain('HEALTHCHECK');
  });

  it('sends what the reverse proxy forwards to the port that it opens', () => {
    expect(dockerfile).toContain('EXPOSE 8080/tcp');
    expect(read('docker/Caddyfile')).toContain('reverse_proxy http:8080');
  });
});
