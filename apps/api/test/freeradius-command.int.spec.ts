import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allMigrations } from '@demarc/api';
import { readSettings } from '@demarc/config';
import {
  auditMigrations,
  commandMigrations,
  persistenceMigrations,
  secretMigrations,
  testDatabase,
  type TestDatabase,
} from '@demarc/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { freeradiusCommand } from '../src/cli/freeradius.js';

const OF_EVERY_TEST_DATABASE = [persistenceMigrations, secretMigrations, auditMigrations, commandMigrations].flat();
const folder = mkdtempSync(join(tmpdir(), 'demarc-freeradius-command-'));
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase(allMigrations.filter((one) => !OF_EVERY_TEST_DATABASE.includes(one)));
});

afterEach(() => vi.restoreAllMocks());

afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const env = { DATABASE_URL: database.ownerUrl, APP_DATABASE_URL: database.appUrl, DATA_DIR: folder };
  const settings = readSettings({ NODE_ENV: 'test', LOG_LEVEL: 'fatal', ...env });
  if (!settings.ok) throw new Error(JSON.stringify(settings.faults));
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return { code: await freeradiusCommand.run(args, settings.value), text };
}

it('demarc freeradius switches both ways on, and prints passwords that are good', async () => {
  const { code, text } = await run('both', '--folder', '/etc/freeradius/demarc');
  expect(code).toBe(0);
  const [, password = ''] = /^demarc_rest_password = "(.+)"$/m.exec(text) ?? [];
  expect(text).toMatch(
    /^demarc_database = "host=\S+ port=\d+ dbname=\S+ user=demarc_freeradius password=\S+ options=/m,
  );
  expect(text).toContain('demarc_sites = "/etc/freeradius/demarc/sites"');
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query('SELECT rest_credential, sql_enabled FROM networking.freeradius_mode');
  const seen = await owner.query(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.table_privileges WHERE grantee = 'demarc_freeradius'`,
  );
  await owner.end();
  expect(rows).toEqual([{ rest_credential: hash('sha256', `freeradius:${password}`, 'buffer'), sql_enabled: true }]);
  const names = new Set(seen.rows.map(({ name }: { name: string }) => name));
  expect([...names].sort()).toEqual(
    [
      'client',
      'group_line',
      'login_group',
      'login_line',
      'nas',
      'nasreload',
      'post_auth',
      'radacct',
      'radcheck',
      'radgroupcheck',
      'radgroupreply',
      'radpostauth',
      'radreply',
      'radusergroup',
    ].map((name) => `radius.${name}`),
  );
});

it('demarc freeradius says how it is used when it is used otherwise', async () => {
  expect((await run('sideways')).code).toBe(64);
});
