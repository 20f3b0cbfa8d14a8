import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DiscoveryModule } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { allEntities } from '@demarc/api';
import { assertEveryRouteIsDeclared } from '@demarc/identity';
import {
  type GraphQLField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProductHouse } from './product-house.ts';

const COMMITTED = join(import.meta.dirname, '../../../libs/web/api/schema.graphql');

/** Policies that let anybody write, and why. */
const WRITTEN_FREELY: Readonly<Record<string, string>> = {
  'platform.audit_entry appends': 'every act leaves its entry, also a refused one of somebody without a scope',
  'platform.event appends': 'an event may be about another scope than that of whoever causes it',
  'platform.message causes': 'a mail goes also to people without a partner: staff, somebody who forgot a password',
};

/** Columns that no entity loads, and why. */
const NOT_LOADED: Readonly<Record<string, string>> = {
  'crm.customer login_key': 'generated, for the index',
  'crm.customer email_key': 'generated, for the index',
  'crm.partner number': 'for number patterns, read by their statements',
  'crm.location number': 'for number patterns, read by their statements',
  'billing.payment_method number': 'for number patterns, read by their statements',
  'billing.service chain_id': 'kept by a trigger, for the constraint and the runs',
  'billing.service contract_told_on': 'of the watch over contracts, which works by statements',
  'billing.service end_reason': 'read where an end is shown or taken back',
  'billing.service end_credit_note_id': 'read where an end is shown or taken back',
  'billing.service end_invoice_id': 'read where an end is shown or taken back',
  'billing.tax_rate kind': 'read with the versions and groups, by statements',
  'networking.router api_username': 'sealed access to a router’s API, not read with the router',
  'networking.router api_password': 'sealed access to a router’s API, not read with the router',
  'networking.router api_port': 'sealed access to a router’s API, not read with the router',
  'networking.router api_sha256': 'sealed access to a router’s API, not read with the router',
  'networking.router signed_since': 'noted by the log of logins, read for the posture',
  'networking.router unsigned_refused_at': 'noted by the log of logins, read for the posture',
};

let house: ProductHouse;
let schema: GraphQLSchema;
beforeAll(async () => {
  house = await ProductHouse.open();
  schema = lexicographicSortSchema(house.app.get(GraphQLSchemaHost).schema);
});
afterAll(() => house.close());

describe('the GraphQL schema', () => {
  it('is the committed one', () => {
    if (process.env['WRITE_GENERATED']) writeFileSync(COMMITTED, `${printSchema(schema)}\n`);
    const isSame = readFileSync(COMMITTED, 'utf8').trim() === printSchema(schema).trim();
    expect(isSame, '`node tools/schema/main.mjs` writes libs/web/api/schema.graphql anew').toBe(true);
  });

  it('says what every type, field, argument, input and value is', () => {
    const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
    const roots = new Set(['Query', 'Mutation']);
    const silent = types.flatMap((type) => [
      ...(type.description || roots.has(type.name) || ['Boolean', 'Int', 'String', 'Float', 'ID'].includes(type.name)
        ? []
        : [type.name]),
      ...(isEnumType(type) ? unsaid(type.name, type.getValues()) : []),
      ...(isInputObjectType(type) ? unsaid(type.name, Object.values(type.getFields())) : []),
      ...(isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).flatMap((field) => silentIn(type.name, field))
        : []),
    ]);
    expect(silent).toEqual([]);
    expect(types.length).toBeGreaterThan(100);
  });
});

describe('the tables', () => {
  it('are what the entities say', async () => {
    const source = new DataSource({ type: 'postgres', url: house.database.ownerUrl, entities: [...allEntities] });
    await source.initialize();
    try {
      // TypeORM looks there for views and generated columns that it made itself, and it made none.
      await source.query(
        'CREATE TABLE typeorm_metadata (type text, database text, schema text, "table" text, name text, value text)',
      );
      const diff = await source.driver.createSchemaBuilder().log();
      const differences = diff.upQueries.map((one) => one.query).filter((query) => changesColumn(query));
      const notLoaded = differences.map((query) => /^ALTER TABLE "(\w+)"\."(\w+)" DROP COLUMN "(\w+)"$/.exec(query));
      expect(differences.filter((_query, index) => !notLoaded[index])).toEqual([]);
      expect(notLoaded.map((found) => (found ? `${found[1]}.${found[2]} ${found[3]}` : '')).sort()).toEqual(
        Object.keys(NOT_LOADED).sort(),
      );
      expect(source.entityMetadatas.length).toBeGreaterThan(5);
    } finally {
      await source.destroy();
    }
  });

  it('with a partner or a customer hide the rows of others by force', async () => {
    const open = await house.rows<{ table: string }>(
      `SELECT c.oid::regclass::text AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'jobs')
         AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('partner_id', 'customer_id') AND NOT a.attisdropped)
         AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
         AND (has_table_privilege('demarc_app', c.oid, 'SELECT') OR has_table_privilege('demarc_app', c.oid, 'INSERT')
           OR has_table_privilege('demarc_app', c.oid, 'UPDATE') OR has_table_privilege('demarc_app', c.oid, 'DELETE'))
       ORDER BY 1`,
    );
    expect(open).toEqual([]);
    const guarded = await house.rows<{ count: number }>('SELECT count(DISTINCT polrelid)::int AS count FROM pg_policy');
    expect(guarded[0]?.count).toBeGreaterThan(30);
  });

  it('let rows be written without a look at whose they are only where everybody causes them, and nobody reads them there', async () => {
    const free = await house.rows<{ policy: string }>(
      `SELECT polrelid::regclass || ' ' || polname AS policy FROM pg_policy
       WHERE pg_get_expr(polqual, polrelid) = 'true' OR pg_get_expr(polwithcheck, polrelid) = 'true' ORDER BY 1`,
    );
    expect(free.map(({ policy }) => policy)).toEqual(Object.keys(WRITTEN_FREELY).sort());
  });

  it('belong to another role than the one that serves, which can go round nothing', async () => {
    const owned = await house.rows(
      `SELECT c.oid::regclass::text FROM pg_class c WHERE pg_get_userbyid(c.relowner) = 'demarc_app'
       UNION ALL SELECT p.oid::regprocedure::text FROM pg_proc p WHERE pg_get_userbyid(p.proowner) = 'demarc_app'
       UNION ALL SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = 'demarc_app'`,
    );
    expect(owned).toEqual([]);
    const rights = await house.rows(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships FROM pg_roles r WHERE rolname = 'demarc_app'`,
    );
    expect(rights).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, memberships: 0 },
    ]);
    expect(await house.rows('SELECT current_user AS name')).toEqual([{ name: 'demarc_app' }]);
  });

  it('are read by views with the rights of whoever asks', async () => {
    const views = await house.rows(
      `SELECT c.oid::regclass::text AS view FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'v' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
         AND NOT coalesce('security_invoker=true' = ANY (c.reloptions) OR 'security_invoker=on' = ANY (c.reloptions), false)`,
    );
    expect(views).toEqual([]);
  });
});

it('the start refuses a route that nobody declared, and names it', async () => {
  @Controller('back')
  class BackDoor {
    @Get('door')
    door(): string {
      return 'open';
    }
  }
  const built = await Test.createTestingModule({ imports: [DiscoveryModule], controllers: [BackDoor] }).compile();
  const app = built.createNestApplication({ logger: false });
  await app.init();
  expect(() => assertEveryRouteIsDeclared(app)).toThrow(/GET \/back\/door \(BackDoor\.door\) declares nothing/);
  await app.close();
});

function unsaid(of: string, parts: readonly { name: string; description?: string | null | undefined }[]): string[] {
  return parts.filter((part) => !part.description).map((part) => `${of}.${part.name}`);
}

function silentIn(type: string, field: GraphQLField<unknown, unknown>): string[] {
  return [...unsaid(type, [field]), ...unsaid(`${type}.${field.name}`, field.args)];
}

/** Keys, indexes and defaults stand in the migrations alone; entities speak of columns, their types and whether they may be empty. */
function changesColumn(query: string): boolean {
  return (
    /(ADD|ALTER COLUMN|DROP COLUMN|CREATE TABLE|RENAME COLUMN)/.test(query) &&
    !/(ADD CONSTRAINT|(SET|DROP) DEFAULT)/.test(query)
  );
}
