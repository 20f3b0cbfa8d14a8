import { parseArgs } from 'node:util';
import { systemActor } from '@demarc/access';
import { CommandBus } from '@demarc/commands';
import { RandomSource } from '@demarc/kernel';
import { FreeradiusSetup, SwitchFreeradius } from '@demarc/networking';
import type { Settings } from '@demarc/config';
import pg from 'pg';
import { type CliCommand, withApp } from './command.js';

const USAGE = `freeradius rest|sql|both [--folder /etc/freeradius/demarc] [--listen 0.0.0.0] > demarc.conf
freeradius off
  rest     FreeRADIUS asks Demarc by HTTP: the whole decision, EAP too
  sql      FreeRADIUS reads tables that Demarc writes, with its own queries
  off      neither; nothing is left in the tables
Each call makes new passwords. The file holds secrets: chmod 640, owned by root:freerad.
`;
const ROLE = 'demarc_freeradius';

/** Switches FreeRADIUS mode, and prints the settings that its configuration includes. */
export const freeradiusCommand: CliCommand = {
  name: 'freeradius',
  sentence: 'Let a FreeRADIUS answer for Demarc: freeradius rest|sql|both > demarc.conf, or off.',
  async run(args, settings) {
    const wanted = wantedOf(args);
    if (!wanted) {
      process.stderr.write(USAGE);
      return 64;
    }
    const { way, folder, listen } = wanted;
    const [rest, sql] = [way === 'rest' || way === 'both', way === 'sql' || way === 'both'];
    return withApp(settings, async (app) => {
      const call = { actor: systemActor('freeradius'), requestId: 'freeradius' };
      const switched = await app.get(CommandBus).run(SwitchFreeradius, { rest, sql }, call);
      const database = await openRole(settings, sql ? app.get(RandomSource).token(24) : undefined);
      if (way === 'off') return 0;
      process.stdout.write(await app.get(FreeradiusSetup).print({ ...switched, database, folder, listen }));
      return 0;
    });
  },
};

/** The login of FreeRADIUS at the database: with a new password, or shut. Answers how FreeRADIUS gets there. */
async function openRole(settings: Settings, password: string | undefined): Promise<string | undefined> {
  const owner = settings.databaseUrl;
  if (owner === undefined) throw new Error('DATABASE_URL is needed: the address of the owner of the schemas');
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    if (password === undefined) {
      await client.query(`ALTER ROLE ${ROLE} NOLOGIN PASSWORD NULL`);
      return undefined;
    }
    await client.query(`ALTER ROLE ${ROLE} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  } finally {
    await client.end();
  }
  const url = new URL(owner);
  const name = decodeURIComponent(url.pathname.slice(1));
  return `host=${url.hostname} port=${url.port || '5432'} dbname=${name} user=${ROLE} password=${password}`;
}

function wantedOf(
  args: readonly string[],
): { readonly way: 'rest' | 'sql' | 'both' | 'off'; readonly folder: string; readonly listen: string } | undefined {
  try {
    const options = { folder: { type: 'string' }, listen: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [way] = positionals;
    if (way !== 'rest' && way !== 'sql' && way !== 'both' && way !== 'off') return undefined;
    return { way, folder: values.folder ?? '/etc/freeradius/demarc', listen: values.listen ?? '0.0.0.0' };
  } catch {
    return undefined;
  }
}
