import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { ensureDatabase, ensureServiceRole, startPostgres } from '@demarc/postgres-server';

/**
 * Writes the GraphQL schema of the built product to `libs/web/api/schema.graphql`, and the types that screens check their
 * documents against to `libs/web/api/src/schema.gen.d.ts`. With `--check` it only says whether they agree.
 */
const FILES = { schema: 'libs/web/api/schema.graphql', types: 'libs/web/api/src/schema.gen.d.ts' };
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'demarc-schema-'));
const server = await startPostgres({ dataDir: join(folder, 'postgres'), throwAway: true });

try {
  const ownerUrl = await ensureDatabase(server.url(), 'demarc');
  const { appUrl } = await ensureServiceRole(ownerUrl);
  const env = {
    ...process.env,
    DATABASE_URL: ownerUrl,
    APP_DATABASE_URL: appUrl,
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
  };
  await run(process.execPath, ['apps/api/dist/cli.js', 'migrate'], { env, maxBuffer: 1 << 26 });
  const { stdout } = await run(process.execPath, ['apps/api/dist/cli.js', 'schema'], { env, maxBuffer: 1 << 26 });
  const schema = `${stdout.trim()}\n`;
  const types = outputIntrospectionFile(
    minifyIntrospection(introspectionFromSchema(buildSchema(schema), { descriptions: false })),
    {
      fileType: '.d.ts',
      shouldPreprocess: true,
    },
  );
  if (process.argv.includes('--check')) {
    const agrees = readFileSync(FILES.schema, 'utf8') === schema && readFileSync(FILES.types, 'utf8') === types;
    process.stdout.write(
      agrees
        ? 'The committed schema agrees with the running one.\n'
        : 'The committed schema differs from the running one: node tools/schema/main.mjs writes it anew.\n',
    );
    process.exitCode = agrees ? 0 : 1;
  } else {
    writeFileSync(FILES.schema, schema);
    writeFileSync(FILES.types, types);
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
